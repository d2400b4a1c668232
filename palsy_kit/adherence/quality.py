"""E1-E4: how sessions went, when they took place, what was off the plan, and how far the log can be trusted."""

from typing import NamedTuple

import numpy as np

from palsy_kit.adherence.arrays import Bools, Floats, Ints, quantiles, ratio
from palsy_kit.adherence.calendar import Calendar, Plan
from palsy_kit.adherence.ledger import Ledger
from palsy_kit.adherence.sessions import DAY_S, Logged, Sessions

PARTIAL = 0.8
"""E1: a session is partial below this share of its prescribed length; a planned length further than 1 - this away
from the prescribed one is a modified dose (our own default)."""

NO_DIRECTION = 1e-9
"""Times of day whose mean vector is shorter have no mean."""


class Session(NamedTuple):
    """E1 by row, over counted sessions (qualifying, on eligible days)."""

    median_active_minutes: Floats
    partial_share: Floats
    early_terminations: Ints
    dose_modified_share: Floats


class Timing(NamedTuple):
    """E2 by row, over counted sessions and practice days."""

    practice_interval_median_days: Floats
    practice_interval_iqr_days: Floats
    start_time_mean_hours: Floats
    start_time_sd_hours: Floats
    same_day_spacing_median_hours: Floats


class OffPlan(NamedTuple):
    """E3 by row: qualifying sessions that the headline does not reward."""

    sessions_before_start: Ints
    sessions_after_end: Ints
    sessions_in_holds: Ints
    sessions_in_safety_holds: Ints
    sessions_unprescribed: Ints
    sessions_on_rest_days: Ints


class LogQuality(NamedTuple):
    """E4 by row, over usable rows of the log."""

    logged_sessions: Ints
    back_filled_share: Floats
    by_hand_share: Floats
    flagged_durations: Ints
    duplicate_sessions: Ints
    overlapping_sessions: Ints
    zone_changes: Ints


def session_quality(counted: Sessions, prescribed_s: Floats, n_rows: int) -> Session:
    """E1: median active minutes, partial sessions, early terminations, modified doses.

    Partial is shorter than 80 % of what was prescribed; a modified dose was planned more than 20 % away from it.

    Denominators of the shares: counted sessions of a kind that was prescribed on their day (and, for the dose, with a
    planned length). Reference: Nilsen 2018.
    """
    known = ~np.isnan(prescribed_s)
    partial = known & (10 * counted.active_s < 10 * PARTIAL * prescribed_s)
    planned = known & ~np.isnan(counted.planned_s)
    away = np.abs(counted.planned_s - prescribed_s)
    modified = planned & (10 * away > 10 * (1 - PARTIAL) * prescribed_s + 1e-6)

    def number(chosen: Bools) -> Ints:
        return np.bincount(counted.row[chosen], minlength=n_rows)

    return Session(
        median_active_minutes=quantiles(counted.row, counted.active_s, n_rows, (0.5,))[0] / 60,
        partial_share=ratio(number(partial), number(known)),
        early_terminations=number(counted.stopped),
        dose_modified_share=ratio(number(modified), number(planned)),
    )


def timing(counted: Sessions, practice: Bools) -> Timing:
    """E2: intervals between practice days, time of day, spacing of sessions on a day.

    From one practice day to the next (median, interquartile range); the time of day at the start (circular mean and
    standard deviation); the time between the starts of sessions on the same day (median).

    Reference: timing adherence of electronic monitors (MEMS).
    """
    n_rows = len(practice)
    row, column = np.nonzero(practice)
    same = row[1:] == row[:-1]
    low, median, high = quantiles(row[1:][same], np.diff(column)[same], n_rows, (0.25, 0.5, 0.75))
    together = (counted.row[1:] == counted.row[:-1]) & (counted.day[1:] == counted.day[:-1])
    spacing = np.diff(counted.start_s)[together]
    mean, spread = circular(counted.row, counted.clock_s, n_rows)
    return Timing(
        practice_interval_median_days=median,
        practice_interval_iqr_days=high - low,
        start_time_mean_hours=mean,
        start_time_sd_hours=spread,
        same_day_spacing_median_hours=quantiles(counted.row[1:][together], spacing, n_rows, (0.5,))[0] / 3600,
    )


def circular(row: Ints, clock_s: Ints, n_rows: int) -> tuple[Floats, Floats]:
    """Circular mean and standard deviation of times of day, in hours, by row: 23:00 and 01:00 have the mean 0.

    With R the length of the mean vector, the standard deviation is sqrt(-2 ln R) in radians (Fisher 1993). NaN without
    sessions; the mean is NaN too where the times cancel out.
    """
    angle = clock_s * (2 * np.pi / DAY_S)
    number = np.bincount(row, minlength=n_rows)
    east = ratio(np.bincount(row, np.cos(angle), minlength=n_rows), number)
    north = ratio(np.bincount(row, np.sin(angle), minlength=n_rows), number)
    length = np.minimum(np.hypot(east, north), 1.0)
    flat = length < NO_DIRECTION
    spread = np.sqrt(-2 * np.log(np.where(flat, 1.0, length))) * 12 / np.pi
    mean = np.arctan2(north, east) * 12 / np.pi % 24
    # A mean a hair below midnight would show as 24.
    return np.where(flat, np.nan, np.where(mean > 24 - NO_DIRECTION, 0.0, mean)), np.where(flat, np.inf, spread)


def off_plan(calendar: Calendar, plan: Plan, sessions: Sessions, track: Ints, column: Ints) -> OffPlan:
    """E3: qualifying sessions outside the plan.

    Before it, after its end (or the withdrawal, or the cut), in holds, and on days of the plan on which their own kind
    was not due.

    Sessions in safety holds stand in ``sessions_in_holds`` too, unless the hold is counted.
    """
    length = calendar.observation.length[sessions.row]
    inside = (column >= 0) & (column < length)
    at = np.where(inside, column, 0)
    held = inside & calendar.held[sessions.row, at]
    on_plan = inside & ~held
    in_force = plan.in_force[track, at]

    def number(chosen: Bools) -> Ints:
        return np.bincount(sessions.row[chosen], minlength=calendar.shape[0])

    return OffPlan(
        sessions_before_start=number(column < 0),
        sessions_after_end=number(column >= length),
        sessions_in_holds=number(held),
        sessions_in_safety_holds=number(inside & calendar.safety[sessions.row, at]),
        sessions_unprescribed=number(on_plan & ~in_force),
        sessions_on_rest_days=number(on_plan & in_force & (plan.asked7[track, at] == 0)),
    )


def log_quality(logged: Logged, double: Ints, overlap: Ints, negative: Ints, n_rows: int) -> LogQuality:
    """E4: what to know about a log before believing it.

    Rows written down late or by hand; durations of 0, below 0 or above the cap; rows that double another; and how
    often the clock of the log left the roster's time zone or came back to it.
    """
    number = np.bincount(logged.row, minlength=n_rows)
    moved = (logged.row[1:] == logged.row[:-1]) & (logged.away_s[1:] != logged.away_s[:-1])

    def add(values: Bools | Ints) -> Ints:
        return np.bincount(logged.row, values, minlength=n_rows).astype(np.int64)

    return LogQuality(
        logged_sessions=number,
        back_filled_share=ratio(add(logged.back_filled), number),
        by_hand_share=ratio(add(logged.by_hand), number),
        flagged_durations=add(logged.flagged) + np.bincount(negative, minlength=n_rows),
        duplicate_sessions=add(double),
        overlapping_sessions=add(overlap),
        zone_changes=np.bincount(logged.row[1:][moved], minlength=n_rows),
    )


def bounds(ledger: Ledger, unknown: Bools, credited: Floats, prescribed: Floats) -> tuple[Floats, Floats]:
    """A3 as it would be if nothing, or everything prescribed, had been done on the days the log was off (E4)."""
    lost = (ledger.nominal7 * unknown).sum(axis=1) / 7
    return ratio(credited, prescribed + lost), ratio(credited + lost, prescribed + lost)
