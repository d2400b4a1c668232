"""The columns that several tables share: counts, ratios, streaks, gaps."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Floats, Ints, Spans, total
from palsy_kit.adherence.gaps import gaps
from palsy_kit.adherence.kernel import Worked
from palsy_kit.adherence.ledger import Ledger
from palsy_kit.adherence.ratios import RATIOS, Counts
from palsy_kit.adherence.streaks import Streaks, day_streak, interruptions, week_streak

Columns = dict[str, Any]


def days_in(days: Bools, spans: Spans) -> Ints:
    """How many marked days lie in each span."""
    return total(days, spans).astype(np.int64)


def dates(days: Ints, known: Bools | None = None) -> npt.NDArray[np.datetime64]:
    """Midnights without a zone, from days since 1970; missing where they are not known."""
    midnights = days.astype("datetime64[D]")
    if known is not None:
        midnights = np.where(known, midnights, np.datetime64("NaT", "D"))
    return midnights.astype("datetime64[us]")


def whole_numbers(values: npt.NDArray[Any], known: Bools | None = None) -> Any:
    """Whole numbers; missing where they are not known."""
    numbers = values.astype(np.int64)
    return numbers if known is None else pd.arrays.IntegerArray(numbers, ~known)


def count_columns(counts: Counts) -> Columns:
    """The numerators and denominators of A1 to A9."""
    days_and_sessions = ("eligible_days", "performed_sessions", "due_days", "due_days_practised", "full_dose_days")
    in_whole = (*days_and_sessions, "practice_days", "quota_performed")
    apart = ("over_doing", "quota_minutes_over")
    return {
        name: whole_numbers(values) if name in in_whole else values
        for name, values in counts._asdict().items()
        if name not in apart
    }


def ratio_columns(counts: Counts) -> dict[str, Floats]:
    """A1 to A9."""
    return {name: ratio_(counts) for name, ratio_ in RATIOS.items()}


def streak_columns(worked: Worked, ledger: Ledger, counts: Counts, row: Ints, pending: Bools) -> Columns:
    """C1 and C2; missing where there was no fixed day, or no quota, to run on."""
    fixed, quota = counts.due_days > 0, counts.quota_prescribed > 0
    days = day_streak(ledger, pending, worked.options)
    weeks = week_streak(ledger, worked.calendar, row, worked.options)

    def columns(found: Streaks, unit: str, known: Bools) -> Columns:
        return {
            f"longest_{unit}streak": whole_numbers(found.longest, known),
            f"current_{unit}streak": whole_numbers(found.current, known),
            f"current_{unit}streak_pending": found.pending,
        }

    return columns(days, "", fixed) | columns(weeks, "weekly_", quota)


def gap_columns(ledger: Ledger, counts: Counts, reasons: Ints) -> Columns:
    """C3 and C4; missed gaps need fixed days, and gaps a practice day."""
    fixed = counts.due_days > 0
    found = gaps(ledger)
    started = found.trailing_calendar >= 0
    broken = interruptions(ledger, reasons)
    return {
        "longest_gap_calendar": whole_numbers(found.longest_calendar, started),
        "longest_gap_missed": whole_numbers(found.longest_missed, started & fixed),
        "leading_gap_calendar": found.leading_calendar,
        "leading_gap_missed": whole_numbers(found.leading_missed, fixed),
        "trailing_gap_calendar": whole_numbers(found.trailing_calendar, started),
        "trailing_gap_missed": whole_numbers(found.trailing_missed, started & fixed),
        "interruptions": whole_numbers(broken.interruptions, fixed),
        "interruption_days": whole_numbers(broken.interruption_days, fixed),
        "interruption_reasons": broken.reasons,
        "missed_runs": whole_numbers(broken.missed_runs, fixed),
        "missed_days": whole_numbers(broken.missed_days, fixed),
    }


def initiation_columns(worked: Worked, early: Bools) -> Columns:
    """D1: days from the start of the plan to the first practice day; censored at the end of the observation.

    Who practised before the plan began has 0 days, and the flag ``early_start``. Reference: initiation in the ABC
    taxonomy; time_to_initiation (AdhereR).
    """
    first, length = worked.course.first_day, worked.calendar.observation.length
    days = np.where(early, 0, np.where(first >= 0, first, length))
    return {
        "days_to_initiation": whole_numbers(days, length > 0),
        "initiated": early | (first >= 0),
        "early_start": early,
    }


def excess_columns(ledger: Ledger, counts: Counts) -> Columns:
    """E3: more than was asked: above P on fixed days; above the upper end of a quota, by week; minutes above Q."""
    return {
        "sessions_above_prescribed": whole_numbers(ledger.above7.sum(axis=1) / 7),
        "over_doing": counts.over_doing,
        "minutes_over_prescribed": ledger.over_s7.sum(axis=1) / 420 + counts.quota_minutes_over,
    }
