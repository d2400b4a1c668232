"""A cohort as the frames of a study, and its truth; whole, or block by block."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.programme import Weekday
from palsy_kit.simulate.design import Design
from palsy_kit.simulate.log import FULL, PARTIAL, Log, draw_log, zone_offsets
from palsy_kit.simulate.people import CELL, Bools, Ints, People, available_days, draw_people, draw_practice
from palsy_kit.study import Study
from palsy_kit.study.check import problems_frame
from palsy_kit.study.tables import DTYPES, HOLD_REASONS, TABLES, frame_of

KINDS = ("daily", "full")
GROUPS = ("a", "b")
AREAS = ("eyes;mouth", "forehead;eyes", "cheeks;mouth", "nose;cheeks", "mouth;chin")
NEVER = np.datetime64("NaT", "D")


class Simulated(NamedTuple):
    """A study that nobody took part in, and what is true of its participants.

    ``truth`` has a row a participant, in the order of the roster: participant_id; group; adherence (their own p);
    starter; drop_out_date (the first date without practice for good; missing where they go on to the end, or never
    start); first_practice_date and last_practice_date; available_days (started, not stopped, in no hold);
    practice_days.
    """

    study: Study
    truth: pd.DataFrame


def simulate(n: int, *, seed: int, design: Design) -> Simulated:
    """Make up a cohort.

    Parameters
    ----------
    n
        Number of participants.
    seed
        The same seed gives the same participants; of two sizes, the smaller cohort is the beginning of the larger.
        (On another version of numpy the numbers may differ.)
    design
        The truth behind it; see ``PRESETS``.

    Raises
    ------
    InputError
        If ``n`` or ``seed`` is below 0.

    Examples
    --------
    >>> from palsy_kit.simulate import PRESETS
    >>> study, truth = simulate(3, seed=1, design=PRESETS["clinic"])
    >>> study.synthetic, len(truth)
    (True, 3)
    """
    _check(n, seed)
    return _block(0, n, seed, design, zone_offsets(design))


def simulate_blocks(n: int, *, seed: int, design: Design, block_size: int = 4 * CELL) -> Iterator[Simulated]:
    """Make up the same cohort block by block, in bounded memory.

    The rows are those of ``simulate``, whatever the block size; multiples of 512 waste no work.

    Raises
    ------
    InputError
        If ``n`` or ``seed`` is below 0, or ``block_size`` below 1.
    """
    _check(n, seed)
    if block_size < 1:
        raise InputError(f"block_size={block_size} is not allowed. Give 1 or more.")
    offsets = zone_offsets(design)
    return (
        _block(first, min(first + block_size, n), seed, design, offsets) for first in range(0, max(n, 1), block_size)
    )


def _check(n: int, seed: int) -> None:
    for name, value in (("n", n), ("seed", seed)):
        if value < 0:
            raise InputError(f"{name}={value} is not allowed. Give 0 or more.")


def _block(first: int, after: int, seed: int, design: Design, offsets: Ints) -> Simulated:
    """The participants from number ``first`` up to, not on, ``after``."""
    cells = [_cell(number, seed, design, offsets) for number in range(first // CELL, max(-(-after // CELL), 1))]
    people, log = People.joined([cell[0] for cell in cells]), Log.joined([cell[1] for cell in cells])
    practice, possible = (np.concatenate([cell[place] for cell in cells]) for place in (2, 3))
    wanted = (people.number >= first) & (people.number < after)
    people, log = people[wanted], log[(log.person >= first) & (log.person < after)]
    ids = np.array([f"p{number + 1:07d}" for number in people.number.tolist()], dtype=object)
    frames = {
        "participants": _participants(people, ids, design),
        "prescriptions": _prescriptions(people, ids, design),
        "holds": _holds(people, ids),
        "sessions": _sessions(log, people, ids),
        "measures": frame_of("measures", {}),
        "problems": problems_frame(),
    }
    study = Study(title=f"Synthetic cohort, made up by a program (seed {seed})", synthetic=True, **frames)
    return Simulated(study, _truth(people, ids, practice[wanted], possible[wanted], design))


def _cell(number: int, seed: int, design: Design, offsets: Ints) -> tuple[People, Log, Bools, Bools]:
    random = np.random.default_rng([seed, number])
    people = draw_people(number, design, random)
    practice = draw_practice(people, design, random)
    return people, draw_log(people, practice, offsets, design, random), practice, available_days(people, design)


def _dates(days: Ints, known: Bools | None = None) -> pd.Series:
    dates = days.astype("datetime64[D]")
    return pd.Series(dates if known is None else np.where(known, dates, NEVER)).astype(DTYPES["date"])


def _texts(values: Any, places: Ints) -> pd.Series:
    return pd.Series(pd.array(list(values), dtype="str").take(places))


def _participants(people: People, ids: Any, design: Design) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "participant_id": pd.Series(ids, dtype="str"),
            "time_zone": _texts(design.zones, people.zone),
            "start_date": _dates(people.start),
            "end_date": _dates(people.start + design.days),
            "withdrawn_date": _dates(people.start + people.drop_out, people.withdrawn & people.starter),
        }
    )
    frame["group"] = _texts(GROUPS, people.group)
    return frame


def _prescriptions(people: People, ids: Any, design: Design) -> pd.DataFrame:
    """A row of the daily plan for each person, then (where asked for) one of the quota."""
    n_plans = 1 + (design.full_per_week > 0)
    full = np.tile(np.arange(n_plans), len(ids)) == FULL
    person = np.repeat(np.arange(len(ids)), n_plans)
    upper = np.nan if design.full_per_week_max is None else design.full_per_week_max
    entered = _dates(people.start[person] - 1) + pd.Timedelta(hours=12)
    frame = pd.DataFrame(
        {
            "participant_id": pd.Series(ids[person], dtype="str"),
            "kind": _texts(KINDS, full.astype(np.int64)),
            "valid_from": _dates(people.start[person]),
            "valid_to": _dates(people.start[person], np.zeros(len(person), bool)),
            "days": _texts((",".join(Weekday), None), full.astype(np.int64)),
            "sessions_per_day": pd.array(np.where(full, 0, 1), dtype="Int64"),
            "sessions_per_week": np.where(full, design.full_per_week, np.nan),
            "sessions_per_week_max": np.where(full, upper, np.nan),
            "minutes": np.where(full, design.full_minutes, design.daily_minutes).astype(np.float64),
            "entered_at": entered.dt.tz_localize("UTC"),
        }
    )
    frame.loc[full, "sessions_per_day"] = pd.NA
    return frame.astype({column.name: DTYPES[column.type] for column in TABLES["prescriptions"]})


def _holds(people: People, ids: Any) -> pd.DataFrame:
    held = np.flatnonzero(people.hold_after > people.hold_first)
    start = people.start[held]
    return pd.DataFrame(
        {
            "participant_id": pd.Series(ids[held], dtype="str"),
            "from_date": _dates(start + people.hold_first[held]),
            "to_date": _dates(start + people.hold_after[held]),
            "reason": _texts(HOLD_REASONS, people.hold_reason[held]),
            "counted": pd.array(np.zeros(len(held), bool), dtype="boolean"),
        }
    )


def _sessions(log: Log, people: People, ids: Any) -> pd.DataFrame:
    place = np.searchsorted(people.number, log.person)
    count = np.bincount(place, minlength=len(ids))
    number = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count) + 1
    share = log.active_s / log.planned_s
    planned = np.maximum(2, np.rint(log.planned_s / 120)).astype(np.int64)
    end_s = log.start_s + log.active_s
    given = {
        "session_id": pd.Series(_session_ids(log.person, number), dtype="str"),
        "participant_id": _texts(ids, place),
        "kind": _texts(KINDS, log.kind),
        "started_at": _instants(log.start_s),
        "utc_offset_min": pd.arrays.IntegerArray(log.offset_min, ~people.keeps_offset[place]),
        "active_s": log.active_s.astype(np.float64),
        "planned_s": log.planned_s.astype(np.float64),
        "outcome": _texts(("completed", "partial"), (share < PARTIAL).astype(np.int64)),
        "focus_areas": _texts(AREAS, log.area),
        "exercises_done": pd.arrays.IntegerArray(np.rint(planned * np.minimum(share, 1)).astype(np.int64), log.by_hand),
        "exercises_planned": pd.arrays.IntegerArray(planned, log.by_hand.copy()),
        "logged_at": _instants(end_s + log.delay_s),
    }
    empty = {
        column.name: pd.Series(None, index=range(len(place)), dtype=DTYPES[column.type])
        for column in TABLES["sessions"]
        if column.name not in given
    }
    return pd.DataFrame(given | empty)[[column.name for column in TABLES["sessions"]]]


def _session_ids(person: Ints, number: Ints) -> list[str]:
    return [f"p{who + 1:07d}-{which:04d}" for who, which in zip(person.tolist(), number.tolist(), strict=True)]


def _instants(seconds: Ints) -> pd.Series:
    return pd.Series(seconds.astype("datetime64[s]").astype("datetime64[us]")).dt.tz_localize("UTC")


def _truth(people: People, ids: Any, practice: Bools, possible: Bools, design: Design) -> pd.DataFrame:
    some: Bools = np.asarray(practice.any(axis=1))
    first = practice.argmax(axis=1)
    last = design.days - 1 - practice[:, ::-1].argmax(axis=1)
    stopped: Bools = people.starter & (people.drop_out < design.days)
    return pd.DataFrame(
        {
            "participant_id": pd.Series(ids, dtype="str"),
            "group": _texts(GROUPS, people.group),
            "adherence": people.adherence,
            "starter": people.starter,
            "drop_out_date": _dates(people.start + people.drop_out, stopped),
            "first_practice_date": _dates(people.start + first, some),
            "last_practice_date": _dates(people.start + last, some),
            "available_days": possible.sum(axis=1),
            "practice_days": practice.sum(axis=1),
        }
    )
