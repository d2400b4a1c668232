"""From logged rows to qualifying sessions: whole seconds, doubles united, each on its local day.

Instants stay UTC seconds; the local clock is used for the day and the time of day alone, so that an hour that comes
twice, or never, lengthens and shortens nothing.
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Floats, Ints
from palsy_kit.adherence.options import Options

DAY_S = 86_400


class Logged(NamedTuple):
    """Usable rows in order of participant and start; seconds since 1970, the end is exclusive."""

    row: Ints
    kind: Ints
    start_s: Ints
    end_s: Ints
    offset_s: Ints
    away_s: Ints
    planned_s: Floats
    stopped: Bools
    flagged: Bools
    back_filled: Bools
    by_hand: Bools


@dataclass(frozen=True)
class Sessions:
    """Sessions after union, in order of participant and start; ``day`` is the local date in days since 1970.

    ``second`` is the second of the local practice day (counted from the rollover), ``clock_s`` the time of day.
    """

    row: Ints
    kind: Ints
    start_s: Ints
    active_s: Ints
    day: Ints
    second: Ints
    clock_s: Ints
    planned_s: Floats
    stopped: Bools

    def keep(self, chosen: Bools) -> "Sessions":
        """Some of the sessions, in the same order."""
        if chosen.all():
            return self
        return Sessions(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})


def local_day(local_s: Ints, rollover_s: int) -> Ints:
    """The local date of a wall-clock time: the day begins ``rollover_s`` after midnight."""
    return (local_s - rollover_s) // DAY_S


def read_log(sessions: pd.DataFrame, zone: pd.Series, options: Options) -> Logged:
    """Put the rows of the log into numbers, in order; rows below 0 seconds must have been left out.

    Starts and ends are cut to whole seconds, so that order is kept and sums are exact. A row longer than the cap ends
    at the cap.
    """
    start_us = _microseconds(sessions["started_at"])
    order = np.argsort(sessions["row"].to_numpy() * (1 << 43) + start_us // 1_000_000, kind="stable")
    if not (np.diff(order) == 1).all():
        sessions, start_us = sessions.iloc[order], start_us[order]
    row, start_s = sessions["row"].to_numpy(), start_us // 1_000_000
    # No cap is longer than a day: of what is longer still, no more need be known, and more would overflow.
    active_s, planned_s = (
        np.minimum(sessions[name].to_numpy(np.float64), 2 * DAY_S) for name in ("active_s", "planned_s")
    )
    end_s = (start_us + np.rint(active_s * 1e6).astype(np.int64)) // 1_000_000
    cap_s = round(options.cap_minutes * 60)
    zone_s = zone_offset(zone, row, start_s)
    offset_s = sessions["utc_offset_min"].to_numpy(np.float64, na_value=np.nan) * 60
    known = ~np.isnan(offset_s)
    late_us = options.back_filled_hours * 3_600_000_000
    logged = sessions["logged_at"]
    return Logged(
        row=row,
        kind=sessions["kind"].to_numpy(),
        start_s=start_s,
        end_s=np.minimum(end_s, start_s + cap_s),
        offset_s=np.where(known, offset_s, zone_s).astype(np.int64),
        away_s=np.where(known, offset_s - zone_s, 0).astype(np.int64),
        planned_s=planned_s,
        stopped=_stopped(sessions["outcome"]),
        flagged=(end_s - start_s > cap_s) | (end_s == start_s),
        back_filled=logged.notna().to_numpy() & (_microseconds(logged) - start_us > late_us),
        by_hand=sessions["exercises_planned"].isna().to_numpy(),
    )


def _microseconds(instants: pd.Series) -> Ints:
    return instants.to_numpy("datetime64[us]").astype(np.int64)


def _stopped(outcome: pd.Series) -> Bools:
    if isinstance(outcome.dtype, pd.CategoricalDtype):
        early = np.append(outcome.cat.categories.astype("str").str.startswith("stopped"), False)
        return early[outcome.cat.codes.to_numpy()].astype(bool)
    return outcome.str.startswith("stopped").fillna(value=False).to_numpy(bool)


def zone_offset(zone: pd.Series, row: Ints, start_s: Ints) -> Ints:
    """Seconds east of UTC that the clocks in the zone of a row showed at an instant; 0 where the zone is missing."""
    codes, names = pd.factorize(zone)
    code_of = codes.astype(np.int16)[row]
    offset = np.zeros(len(start_s), np.int64)
    for code, name in enumerate(names):
        place = slice(None) if len(names) == 1 and (codes >= 0).all() else np.flatnonzero(code_of == code)
        instants = pd.DatetimeIndex(start_s[place].astype("datetime64[s]")).tz_localize("UTC")
        # The zone is stripped, not floored: a day may have no midnight (America/Santiago).
        wall = instants.tz_convert(name).tz_localize(None).to_numpy("datetime64[s]").astype(np.int64)
        offset[place] = wall - start_s[place]
    return offset


def unite(logged: Logged, track_of: Ints, n_kinds: int, options: Options) -> tuple[Sessions, Ints, Ints]:
    """Unite rows of a kind that overlap (or start less than sigma after the end before) into one session.

    A session lasts as long as the union of its rows, at most the cap, and lies where its first row started.

    Returns
    -------
    tuple
        The sessions; and of each row, whether it doubles the start of the row before it, and whether it was united
        with an earlier one for overlapping it (as 0 and 1).
    """
    track = track_of[logged.row * n_kinds + logged.kind]
    order = np.argsort(_small(track), kind="stable")
    start, end, track = logged.start_s[order], logged.end_s[order], track[order]
    first_of_track = np.append(True, track[1:] != track[:-1]) if len(track) else np.zeros(0, bool)
    # Ends are shifted by track, so that one running maximum serves all of them.
    shift = track * (1 << 43)
    reached = np.append(0, np.maximum.accumulate(end + shift)[:-1] - shift[1:]) if len(track) else end
    reached = np.where(first_of_track, start, reached)
    head = first_of_track | (start >= reached + round(options.merge_gap_minutes * 60))
    fresh = np.maximum(end - np.maximum(start, reached), 0)
    heads = np.flatnonzero(head)
    active = np.add.reduceat(fresh, heads) if len(heads) else fresh
    stopped = np.logical_or.reduceat(logged.stopped[order], heads) if len(heads) else logged.stopped
    double = np.zeros(len(track), np.int64)
    double[order] = ~head & (start == np.append(0, start[:-1]))
    overlap = np.zeros(len(track), np.int64)
    overlap[order] = ~head
    # The sessions in order of their first rows, without sorting those.
    number_of = np.full(len(track), -1)
    number_of[order[heads]] = np.arange(len(heads))
    at = np.flatnonzero(number_of >= 0)
    back = number_of[at]
    local_s = logged.start_s[at] + logged.offset_s[at]
    rollover_s = round(options.rollover_hours * 3600)
    day = local_day(local_s, rollover_s)
    sessions = Sessions(
        row=logged.row[at],
        kind=logged.kind[at],
        start_s=logged.start_s[at],
        active_s=np.minimum(active, round(options.cap_minutes * 60))[back],
        day=day,
        second=local_s - rollover_s - day * DAY_S,
        clock_s=local_s % DAY_S,
        planned_s=logged.planned_s[at],
        stopped=stopped[back],
    )
    return sessions, double, overlap - double


def _small(values: Ints) -> "np.ndarray[tuple[int], np.dtype[np.integer]]":
    """Numbers in 16 bits where they fit, which numpy sorts by radix."""
    return values.astype(np.uint16) if values.max(initial=0) < 1 << 16 else values
