"""The calendar of a block: a matrix of participants by study days, and one of tracks by study days.

A track is a kind of session of one participant. What is asked for is held in sevenths of a session: a quota of 2 a
week asks 2 sevenths a day, a fixed day 7. So weeks and years add up exactly, in any order.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Floats, Ints, covered, ragged
from palsy_kit.adherence.observation import FAR, Observation, day_numbers
from palsy_kit.adherence.options import Options
from palsy_kit.programme import Weekday
from palsy_kit.study.tables import HOLD_REASONS

MONDAY = 3
"""1970-01-01 was a Thursday: days since then plus this, modulo 7, count from Monday."""


@dataclass(frozen=True)
class Calendar:
    """State of each day (n, D): ``eligible`` is inside the observation and in no excused hold.

    ``held``, ``safety``, ``unknown`` (in a technical hold alone) and ``reasons`` (bits of counted holds, in the order
    of HOLD_REASONS) also cover days outside the observation.
    """

    observation: Observation
    weekday: Ints
    inside: Bools
    eligible: Bools
    held: Bools
    safety: Bools
    unknown: Bools
    reasons: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and days."""
        rows, days = self.inside.shape
        return rows, days


@dataclass(frozen=True)
class Plan:
    """What each track (T, D) is asked for on each day, by the version in force; holds are not taken out here.

    ``asked7`` and ``upper7`` in sevenths of a session, ``session_s`` the seconds of one session (0 where no version
    is in force), ``quota`` where the version is a quota plan. ``track_of`` finds a track by row * n_kinds + kind.
    ``overlaps`` are the places of versions that begin before an earlier one of their track has ended, and of those.

    The first kinds of all participants come first, then the second ones: the tracks from ranks[j] to ranks[j + 1] are
    the j-th kinds of the participants from row 0 on.
    """

    row: Ints
    kind: Ints
    track_of: Ints
    ranks: list[int]
    in_force: Bools
    quota: Bools
    asked7: Floats
    upper7: Floats
    session_s: Floats
    overlaps: tuple[Ints, Ints]


def build_calendar(observation: Observation, holds: pd.DataFrame, options: Options) -> Calendar:
    """Lay the holds over the observations; one more day than the longest, for the day of the cut."""
    days = int(observation.length.max(initial=0)) + 1
    shape = (len(observation.start), days)
    row = holds["row"].to_numpy()
    first = np.clip(day_numbers(holds["from_date"]) - observation.start[row], 0, days)
    after = np.clip(day_numbers(holds["to_date"]) - observation.start[row], 0, days)
    reason = holds["reason"].to_numpy(dtype=object)
    excused = ~holds["counted"].fillna(value=False).to_numpy(bool) & np.isin(reason, list(options.excused))

    def where(chosen: Bools) -> Bools:
        if not chosen.any():
            return np.zeros(shape, bool)
        return covered(row[chosen], first[chosen], after[chosen], shape)

    held = where(excused)
    known = where(excused & (reason != "technical"))
    reasons = np.zeros(shape, np.int64)
    for bit, name in enumerate(HOLD_REASONS):
        chosen = ~excused & (reason == name)
        if chosen.any():
            reasons |= where(chosen).astype(np.int64) << bit
    inside = np.arange(days) < observation.length[:, None]
    return Calendar(
        observation=observation,
        weekday=(observation.start + MONDAY) % 7,
        inside=inside,
        eligible=inside & ~held,
        held=held,
        safety=where(reason == "safety"),
        unknown=held & ~known,
        reasons=reasons,
    )


def build_plan(calendar: Calendar, versions: pd.DataFrame, pairs: Ints, n_kinds: int) -> Plan:
    """Give each track the version in force on each day.

    Where versions of a kind overlap, a day is judged by the one that was written last before the day began
    (``entered_at``, UTC date); if none was written by then, by the one written first. So an edit never re-judges a day
    that was over.

    Parameters
    ----------
    versions
        Rows of prescriptions, with ``row`` and ``kind`` as numbers.
    pairs
        row * n_kinds + kind of every track, sorted; rows with most kinds come first.
    """
    rows, days = calendar.shape
    number = np.bincount(pairs // n_kinds, minlength=rows)
    rank = ragged(number)[1]
    pairs = pairs[np.argsort(rank, kind="stable")]
    track_of = np.full(rows * n_kinds, -1)
    track_of[pairs] = np.arange(len(pairs))
    row = pairs // n_kinds
    version, overlaps = _in_force(calendar, versions, track_of, n_kinds, (len(pairs), days))
    asked7, upper7, session_s, quota = _terms(versions)
    weekday = (calendar.weekday[row][:, None] + np.arange(days)) % 7
    any_quota = bool(quota.any())
    asked = asked7.take(version * 7 + weekday, mode="wrap")
    return Plan(
        row=row,
        kind=pairs % n_kinds,
        track_of=track_of,
        ranks=[0, *np.cumsum(np.bincount(rank)).tolist()],
        in_force=version >= 0,
        quota=quota[version] if any_quota else np.zeros(version.shape, bool),
        asked7=asked,
        upper7=upper7[version] if any_quota else asked,
        session_s=session_s[version],
        overlaps=overlaps,
    )


def _in_force(
    calendar: Calendar, versions: pd.DataFrame, track_of: Ints, n_kinds: int, shape: tuple[int, int]
) -> tuple[Ints, tuple[Ints, Ints]]:
    """The version of each track on each day, -1 for none, and the versions that overlap."""
    days = shape[1]
    row = versions["row"].to_numpy()
    start = calendar.observation.start[row]
    track = track_of[row * n_kinds + versions["kind"].to_numpy()]
    begins, ends = day_numbers(versions["valid_from"]), day_numbers(versions["valid_to"])
    known = day_numbers(versions["entered_at"].dt.tz_convert("UTC").dt.tz_localize(None).dt.normalize(), empty=-1) + 1
    written = np.lexsort((np.arange(len(track)), versions["entered_at"].to_numpy("datetime64[us]").astype(np.int64)))
    version = np.full(shape[0] * days, -1)

    def paint(order: Ints, first: Ints) -> None:
        low, high = (np.clip(edge - start, 0, days)[order] for edge in (first, ends))
        which, step = ragged(np.maximum(high - low, 0))
        # Of cells that are written more than once, the last one stays.
        version[(track[order] * days + low)[which] + step] = order[which]

    paint(written[::-1], begins)
    overlaps = _overlapping(track, begins, ends)
    paint(written[np.isin(track[written], track[overlaps[0]])], np.maximum(begins, known))
    return version.reshape(shape), overlaps


def _overlapping(track: Ints, begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Versions that begin before an earlier one of their track has ended, and those; empty ones count for nothing."""
    some = np.flatnonzero(ends > begins)
    order = some[np.lexsort((begins[some], track[some]))]
    # Tracks lie on one line, too far apart to meet; of each, the version counts that reaches furthest so far.
    far = 2 * FAR
    reach = track[order] * 2 * far + np.clip(ends[order], -far, far)
    furthest = np.maximum.accumulate(reach)
    holder = order[np.maximum.accumulate(np.where(reach == furthest, np.arange(len(order)), 0))]
    before, after = holder[:-1], order[1:]
    early = (track[after] == track[before]) & (begins[after] < ends[before])
    return after[early], before[early]


def _terms(versions: pd.DataFrame) -> tuple[Floats, Floats, Floats, Bools]:
    """Sevenths asked by version and weekday, upper end, seconds a session, quota or not; last a row of nothing."""
    quota = versions["sessions_per_week"].notna().to_numpy()
    lower = versions["sessions_per_week"].fillna(0).to_numpy(np.float64)
    upper = versions["sessions_per_week_max"].to_numpy(np.float64, na_value=np.nan)
    per_day = versions["sessions_per_day"].to_numpy(np.float64, na_value=0)
    which, texts = pd.factorize(versions["days"].fillna(""))
    on_day = np.array([_weekdays(text) for text in texts], bool).reshape(-1, 7)[which]
    asked7 = np.where(quota[:, None], lower[:, None], 7 * per_day[:, None] * on_day)
    nothing = np.zeros((1, 7))
    return (
        np.vstack([asked7, nothing]).reshape(-1),
        np.append(np.where(np.isnan(upper), lower, upper), 0.0),
        np.append(np.rint(versions["minutes"].to_numpy(np.float64) * 60), 0.0),
        np.append(quota, False),
    )


def _weekdays(days: str) -> list[bool]:
    return [day in days for day in Weekday]
