"""C1, C2 and C4: runs of days or weeks on which what was asked for was done, or was not."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from palsy_kit.adherence.arrays import Bools, Floats, Ints, Spans, run_length, scatter
from palsy_kit.adherence.calendar import Calendar, Plan
from palsy_kit.adherence.ledger import Ledger, week_edges
from palsy_kit.adherence.options import Options
from palsy_kit.study.tables import HOLD_REASONS

INTERRUPTION = 3
"""C4: so many prescribed days in a row without practice are an interruption (Nilsen 2018)."""


class Streaks(NamedTuple):
    """Longest and current run by row; pending: the day (or week) of the cut is not over."""

    longest: Ints
    current: Ints
    pending: Bools


def day_streak(ledger: Ledger, pending: Bools, options: Options) -> Streaks:
    """C1: over prescribed eligible days in order, the longest and the current run of days with A >= P.

    With ``streak_any`` of days with any practice. Rest and hold are passed over; an extra session on a rest day does
    not lengthen a run. Reference: CareKit, uhabits.
    """
    hit = ledger.due & (ledger.practice if options.streak_any else ledger.full)
    run = run_length(hit, ledger.due & ~hit)
    return Streaks(run.max(axis=1), run[:, -1], pending)


def pending_day(calendar: Calendar, plan: Plan) -> tuple[Bools, Bools]:
    """Whether the day of the cut is a prescribed day of a plan that goes on: by participant, and by track."""
    observation = calendar.observation
    rows = np.arange(len(observation.length))
    open_ = observation.running & ~calendar.held[rows, observation.length]
    at = observation.length[plan.row]
    tracks = np.arange(len(plan.row))
    due = (plan.asked7[tracks, at] > 0) & ~plan.quota[tracks, at] & open_[plan.row]
    return np.bincount(plan.row[due], minlength=len(rows)) > 0, due


def week_streak(ledger: Ledger, calendar: Calendar, row: Ints, options: Options) -> Streaks:
    """C2: the longest and the current run of weeks in which every quota was met (A9 capped = 1).

    A part of a week at either end is asked for its part. The week of the cut is pending: it counts when it is met so
    far, and breaks nothing when it is not. Weeks without quota days (wholly on hold) are passed over. Reference:
    uhabits.

    Parameters
    ----------
    row
        Participant of each row of the ledger.
    """
    n_rows, days = ledger.due.shape
    weekday = calendar.weekday[row] if options.quota_week == "iso-week" else np.zeros(n_rows, np.int64)
    quotas = ledger.quotas
    shape = (n_rows, week_edges(weekday[:1], days).shape[1] - 1)
    for_week, done = quotas.of_weeks(quotas.asked7), quotas.of_weeks(quotas.done7)
    row_of, week_of = (part.reshape(-1) for part in np.meshgrid(quotas.owner, np.arange(shape[1]), indexing="ij"))
    asked = scatter(row_of, week_of, shape, for_week.reshape(-1))
    short = scatter(row_of, week_of, shape, (done < for_week).reshape(-1))
    # The week that the day of the cut lies in is not over, unless that day begins a new one.
    length, running = calendar.observation.length[row], calendar.observation.running[row]
    week = (length + weekday) // 7
    unfinished = running & ((length + weekday) % 7 > 0) & (asked[np.arange(n_rows), week] > 0)
    hit = (asked > 0) & (short == 0)
    miss = (asked > 0) & (short > 0)
    miss[np.flatnonzero(unfinished), week[unfinished]] = False
    run = run_length(hit, miss)
    return Streaks(run.max(axis=1), run[:, -1], unfinished)


class Interruptions(NamedTuple):
    """C4 by row: runs of missed prescribed days; ``missed_*`` are the runs of one or two."""

    interruptions: Ints
    interruption_days: Ints
    missed_runs: Ints
    missed_days: Ints
    reasons: npt.NDArray[Any]


def interruptions(ledger: Ledger, reasons: Ints) -> Interruptions:
    """C4: runs of at least 3 consecutive prescribed days without practice, and of 1 or 2.

    Rest days and excused holds are passed over. A reason is that of a counted hold on a missed day of the run.
    Reference: Nilsen 2018, Fairman 2020.
    """
    missed = ledger.due & ~ledger.practice
    run = run_length(missed, ledger.due & ledger.practice) * missed
    runs, days = (run == 1).sum(axis=1), missed.sum(axis=1)
    long, long_days = (run == INTERRUPTION).sum(axis=1), (run > INTERRUPTION).sum(axis=1)
    long_days += INTERRUPTION * long
    return Interruptions(long, long_days, runs - long, days - long_days, _reasons(missed, run, reasons, ledger))


def _reasons(missed: Bools, run: Ints, reasons: Ints, ledger: Ledger) -> npt.NDArray[Any]:
    """Reasons of counted holds that touch an interruption, separated by ";"."""
    names = np.array([";".join(_named(bits)) for bits in range(1 << len(HOLD_REASONS))], dtype=object)
    if not reasons.any():
        return np.full(len(missed), names[0])
    # From the other side, each missed day learns how long its run still is: the two make the whole run.
    later = run_length(missed[:, ::-1], (ledger.due & ledger.practice)[:, ::-1])[:, ::-1]
    interrupted = missed & (run + later - 1 >= INTERRUPTION)
    named: npt.NDArray[Any] = names[np.bitwise_or.reduce(np.where(interrupted, reasons, 0), axis=1)]
    return named


def _named(bits: int) -> list[str]:
    return [name for bit, name in enumerate(HOLD_REASONS) if bits >> bit & 1]


def weekly_spread(counted: Floats, spans: Spans, n_rows: int) -> Floats:
    """Sample standard deviation of a value a week, by row; NaN with fewer than two weeks that have one."""
    some = ~np.isnan(counted)
    row, value = spans.row[some], counted[some]
    number = np.bincount(row, minlength=n_rows)
    enough = number > 1
    mean = np.bincount(row, value, minlength=n_rows) / np.maximum(number, 1)
    squares = np.bincount(row, (value - mean[row]) ** 2, minlength=n_rows)
    return np.where(enough, np.sqrt(squares / np.maximum(number - 1, 1)), np.nan)
