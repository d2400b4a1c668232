"""From days with practice to the rows of a log, with what makes real logs hard to read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from palsy_kit.simulate.design import Design
from palsy_kit.simulate.people import DAY_SD, Bools, Floats, Ints, People, Rows

DAILY, FULL = 0, 1
EARLIEST, LATEST = 8 * 60, 23 * 60 + 29
"""Minutes of the day between which the daily session starts; the others lie up to three hours before it."""

LENGTH_SD = 0.12
PARTIAL = 0.8
"""A session shorter than this share of its plan is partial."""

N_AREAS = 5


@dataclass(frozen=True)
class Log(Rows):
    """Rows of the log in order of person and start; seconds since 1970 UTC.

    ``person`` is the number in the cohort. ``delay_s`` is from the end of the session to its writing down.
    """

    person: Ints
    kind: Ints
    start_s: Ints
    offset_min: Ints
    active_s: Ints
    planned_s: Ints
    area: Ints
    delay_s: Ints
    by_hand: Bools


def zone_offsets(design: Design) -> Ints:
    """Minutes east of UTC at noon, by zone and by day from the first start on.

    Noon, since clocks change at night: the sessions of a day, from 05:00 to midnight, share its offset.
    """
    days = pd.date_range(design.first_start, periods=design.enrolment_days + design.days, unit="us")
    noon = days + pd.Timedelta(hours=12)
    offsets = np.empty((len(design.zones), len(days)), dtype=np.int64)
    for number, zone in enumerate(design.zones):
        utc = noon.tz_localize(zone, nonexistent="shift_forward").tz_convert("UTC").tz_localize(None)
        offsets[number] = (noon - utc).to_numpy().astype("timedelta64[m]").astype(np.int64)
    return offsets


def draw_log(people: People, practice: Bools, offsets: Ints, design: Design, random: np.random.Generator) -> Log:
    """Draw the sessions of the days with practice."""
    row, day = np.nonzero(practice)
    minute = np.clip(people.usual_minute[row] + random.normal(0, DAY_SD, len(row)), EARLIEST, LATEST)
    full = random.random(len(row)) < design.full_per_week / 7
    extra = random.random(len(row)) < design.extra
    # Sessions of a kind never overlap: what does in a log is doubled.
    before = np.concatenate([np.zeros(len(row)), np.full(full.sum(), 45), np.full(extra.sum(), 150)])
    pick = np.concatenate([np.arange(len(row)), np.flatnonzero(full), np.flatnonzero(extra)])
    kind = np.repeat([DAILY, FULL, DAILY], [len(row), full.sum(), extra.sum()])
    row, day, local_min = row[pick], day[pick], minute[pick] - before - random.uniform(0, 15, len(pick))
    date = people.start[row] + day
    offset = offsets[people.zone[row], date - np.datetime64(design.first_start).astype(np.int64)]
    planned = np.rint(60 * np.where(kind == FULL, design.full_minutes, design.daily_minutes))
    by_hand = random.random(len(pick)) < design.back_filled
    delay = np.where(by_hand, random.uniform(26 * 3600, 96 * 3600, len(pick)), random.uniform(5, 120, len(pick)))
    log = Log(
        person=people.number[row],
        kind=kind,
        start_s=date * 86_400 + np.rint(local_min * 60).astype(np.int64) - offset * 60,
        offset_min=offset,
        active_s=_active(planned, random),
        planned_s=planned.astype(np.int64),
        area=random.integers(0, N_AREAS, len(pick)),
        delay_s=delay.astype(np.int64),
        by_hand=by_hand,
    )
    return _in_order(_with_doubles(log, design, random))


def _active(planned: Floats, random: np.random.Generator) -> Ints:
    """Seconds performed: around the plan, never so few that a session would not count."""
    share = np.clip(random.normal(1, LENGTH_SD, len(planned)), 0.4, 1.2)
    return np.maximum(np.rint(planned * share), 90).astype(np.int64)


def _with_doubles(log: Log, design: Design, random: np.random.Generator) -> Log:
    """Write some sessions a second time, some seconds later, as a second device would."""
    again = log[random.random(len(log.person)) < design.doubled]
    shifted = {"start_s": again.start_s + random.integers(1, 60, len(again.person))}
    return Log.joined([log, Log(**(vars(again) | shifted))])


def _in_order(log: Log) -> Log:
    return log[np.lexsort((log.kind, log.start_s, log.person))]
