"""C3 and D1-D4: the time between practice days, when practice began, and when it ended."""

from typing import NamedTuple

import numpy as np

from palsy_kit.adherence.arrays import Bools, Ints, Spans, first_column, last_column, run_length
from palsy_kit.adherence.ledger import Ledger
from palsy_kit.adherence.options import Options


class Gaps(NamedTuple):
    """C3 by row, in days; -1 where it does not exist (no practice day at all)."""

    longest_calendar: Ints
    longest_missed: Ints
    leading_calendar: Ints
    leading_missed: Ints
    trailing_calendar: Ints
    trailing_missed: Ints


class Course(NamedTuple):
    """Practice of each row from its first day to its last, by columns; -1 where there is none.

    ``first_end`` (D2) and ``last_end`` (D3) are the day after the practice day that no further one followed within
    the permissible gap. ``first_day`` is D1.
    """

    first_day: Ints
    first_end: Ints
    last_end: Ints
    episodes: Spans


def missed_days(ledger: Ledger) -> Bools:
    """Prescribed days (fixed-day plans) without any practice: what a missed gap counts."""
    return ledger.due & ~ledger.practice


def idle_days(ledger: Ledger) -> Bools:
    """Eligible days without any practice: what a calendar gap counts, holds left out."""
    return ledger.eligible & ~ledger.practice


def gaps(ledger: Ledger) -> Gaps:
    """C3: days between consecutive practice days a < b.

    The calendar gap is b - a - 1 without days in excused holds; the missed gap counts the days between with P > 0. The
    leading gap (before the first practice day) and the trailing gap (after the last one, still open) stand apart.
    Reference: gap.days (AdhereR), adheRenceRX.
    """
    first = first_column(ledger.practice)
    columns = np.arange(ledger.practice.shape[1])
    last = last_column(ledger.practice)[:, -1]
    before = columns < np.where(first < 0, len(columns), first)[:, None]
    after = columns > np.where(first < 0, len(columns), last)[:, None]
    between = ~before & ~after
    found = []
    for clock in (idle_days(ledger), missed_days(ledger)):
        inner = run_length(clock & between, ledger.practice).max(axis=1)
        found.append((inner, (clock & before).sum(axis=1), (clock & after).sum(axis=1)))
    none = first < 0
    (calendar, lead, trail), (missed, lead_missed, trail_missed) = found
    return Gaps(
        longest_calendar=np.where(none, -1, calendar),
        longest_missed=np.where(none, -1, missed),
        leading_calendar=lead,
        leading_missed=lead_missed,
        trailing_calendar=np.where(none, -1, trail),
        trailing_missed=np.where(none, -1, trail_missed),
    )


def course(ledger: Ledger, options: Options) -> Course:
    """D1-D4: first practice day, discontinuation and episodes, with the permissible gap g = ``permissible_gap``.

    D2 is the first practice day after which more than g days of the clock pass before the next one or the end; D3 the
    last practice day, if more than g pass after it. D4 are the maximal runs of practice days with gaps <= g, each from
    its first practice day to the day after its last. Reference: treatment episodes (AdhereR).
    """
    clock = missed_days(ledger) if options.gap_clock == "prescribed" else idle_days(ledger)
    practice = ledger.practice
    first = first_column(practice)
    before = last_column(practice)
    # Days of the clock since the last practice day; nothing runs before the first one.
    waited = run_length(clock & (before >= 0), practice)
    beyond = waited > options.permissible_gap
    at = first_column(beyond)
    rows = np.arange(len(first))
    first_end = np.where(at < 0, -1, before[rows, at] + 1)
    last = before[:, -1]
    last_end = np.where(beyond[:, -1], last + 1, -1)
    return Course(first, first_end, last_end, _episodes(practice, before, waited, options.permissible_gap))


def _episodes(practice: Bools, before: Ints, waited: Ints, permissible_gap: int) -> Spans:
    """D4: a new episode begins on a practice day that comes first, or after a gap longer than is permissible."""
    row, column = np.nonzero(practice)
    yesterday = np.maximum(column - 1, 0)
    fresh = (column == 0) | (before[row, yesterday] < 0) | (waited[row, yesterday] > permissible_gap)
    begins = np.flatnonzero(fresh)
    ends = np.append(begins[1:], len(row))[: len(begins)] - 1
    return Spans(row[begins], column[begins], column[ends] + 1)
