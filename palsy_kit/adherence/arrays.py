"""The one-liners that carry every metric, on numpy arrays.

Rows are participants (or a kind of one), columns are days counted from the start of the plan. What is summed is cut
by spans [start, end) of columns: the whole observation, a period, a window and an episode are all spans.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
"""Whole numbers; lengths and places of days are held in 16 bits."""
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


OVERLAP = 8
"""So many times as many days as a matrix has are quicker added up than it takes to make running sums of it."""


class Spans(NamedTuple):
    """Half-open spans of columns: the row of each, its first column, and the column after its last."""

    row: Ints
    start: Ints
    end: Ints


def ratio(numerator: npt.NDArray[Any], denominator: npt.NDArray[Any]) -> Floats:
    """Numerator over denominator; NaN where the denominator is 0: nothing prescribed is neither 0 nor 1."""
    share: Floats = np.full(np.shape(denominator), np.nan)
    np.divide(numerator, denominator, out=share, where=np.asarray(denominator) > 0)
    return share


def capped(share: Floats) -> Floats:
    """At most 1; NaN stays NaN."""
    at_most: Floats = np.minimum(share, 1.0)
    return at_most


def ragged(counts: Ints) -> tuple[Ints, Ints]:
    """Repeat each position as often as its count says, and number the repeats from 0.

    Examples
    --------
    >>> [part.tolist() for part in ragged(np.array([2, 0, 1]))]
    [[0, 0, 2], [0, 1, 0]]
    """
    which = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return which, np.arange(len(which)) - first[which]


def scatter(row: Ints, column: Ints, shape: tuple[int, int], weights: npt.NDArray[Any] | None = None) -> Floats:
    """Add 1 (or a weight) into the cells of a matrix."""
    counts = np.bincount(row * shape[1] + column, weights, minlength=shape[0] * shape[1])
    return counts.reshape(shape).astype(np.float64, copy=False)


def covered(row: Ints, first: Ints, after: Ints, shape: tuple[int, int]) -> Bools:
    """Whether a day lies in any of the intervals [first, after): their union."""
    wide = (shape[0], shape[1] + 1)
    steps = scatter(row, first, wide) - scatter(row, np.maximum(first, after), wide)
    inside: Bools = steps.cumsum(axis=1)[:, :-1] > 0
    return inside


def cumulate(days: npt.NDArray[Any]) -> Floats:
    """Running sums by row with a leading 0, so that any span is a subtraction."""
    sums = np.zeros((days.shape[0], days.shape[1] + 1))
    np.cumsum(days, axis=1, out=sums[:, 1:])
    return sums


def total(days: npt.NDArray[Any], spans: Spans) -> Floats:
    """Sum over each span; marks count as 1. A span ends before the last column: a calendar has one day more.

    Spans are added up one by one, or, where they overlap so much that this would take longer, from running sums.
    """
    if (spans.end - spans.start).sum() > OVERLAP * days.size:
        return between(cumulate(days), spans)
    edges = spans.row[:, None] * days.shape[1] + np.stack([spans.start, spans.end], axis=1)
    # From each edge to the next; every second sum lies between two spans, and is left out.
    sums: Floats = np.add.reduceat(days.reshape(-1), edges.reshape(-1), dtype=np.float64)[::2]
    return np.where(spans.end > spans.start, sums, 0.0)


def between(sums: Floats, spans: Spans) -> Floats:
    """Sum over each span, from running sums."""
    flat, base = sums.reshape(-1), spans.row * sums.shape[1]
    found: Floats = flat.take(base + spans.end) - flat.take(base + spans.start)
    return found


def run_length(hit: Bools, miss: Bools) -> Ints:
    """Length of the run of hits up to each day, in order of days.

    A miss ends a run; a day that is neither (rest, hold) is passed over.

    Examples
    --------
    >>> run_length(np.array([[True, False, True, False]]), np.array([[False, False, False, True]])).tolist()
    [[1, 1, 2, 0]]
    """
    # An observation has fewer days than 16 bits count; a quarter of the memory is four times the speed.
    hits = np.cumsum(hit, axis=1, dtype=np.int16)
    return hits - np.maximum.accumulate(np.where(miss, hits, 0), axis=1)


def last_column(mark: Bools) -> Ints:
    """The last marked column up to and with each day; -1 where there is none yet."""
    columns = np.where(mark, np.arange(mark.shape[1], dtype=np.int16), np.int16(-1))
    return np.maximum.accumulate(columns, axis=1)


def first_column(mark: Bools) -> Ints:
    """The first marked column of each row; -1 in a row without."""
    return np.where(mark.any(axis=1), mark.argmax(axis=1), -1)


def quantiles(row: Ints, value: Ints, n_rows: int, shares: tuple[float, ...]) -> list[Floats]:
    """Quantiles of whole numbers (0 or more) by row, linear between neighbours; NaN in a row without values."""
    scale = int(value.max(initial=0)) + 1
    # Rows come in order as a rule, and then a stable sort has half of its work done.
    ordered = np.sort(row * scale + value, kind="stable") % scale
    count = np.bincount(row, minlength=n_rows)
    first = np.cumsum(count) - count
    found = []
    for share in shares:
        place = share * (count - 1)
        below = np.floor(place).astype(np.int64)
        low, high = first + below, first + np.minimum(below + 1, count - 1)
        values = np.full(n_rows, np.nan)
        some = count > 0
        left = ordered[low[some]]
        values[some] = left + (ordered[high[some]] - left) * (place - below)[some]
        found.append(values)
    return found
