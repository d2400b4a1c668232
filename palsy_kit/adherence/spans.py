"""B1 and B2: which spans of days a table has a row for: periods and sliding windows."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from palsy_kit.adherence.arrays import Ints, Spans, ragged
from palsy_kit.adherence.observation import Observation
from palsy_kit.adherence.options import Options, Period, Week


class Periods(NamedTuple):
    """Spans with the date on which each period begins (which may lie before the plan) and its length in days."""

    spans: Spans
    start_date: Ints
    days: Ints


def whole(observation: Observation) -> Spans:
    """The whole observation of each row."""
    rows = np.arange(len(observation.length))
    return Spans(rows, np.zeros_like(rows), observation.length)


def periods(observation: Observation, weekday: Ints, period: Period) -> Periods:
    """B1: every day, ISO week, calendar month or study week that the observation touches.

    A week is labelled by the date it begins on: study weeks on the weekday of the plan's start, ISO weeks on Monday.
    """
    if period == "month":
        return _months(observation)
    size = 1 if period == "day" else 7
    shift = weekday if period == "iso-week" else np.zeros_like(weekday)
    counts = np.where(observation.length > 0, -(-(observation.length + shift) // size), 0)
    row, number = ragged(counts)
    start = size * number - shift[row]
    return _clipped(observation, row, start, start + size)


def _months(observation: Observation) -> Periods:
    last = observation.start + np.maximum(observation.length - 1, 0)
    months, last_months = (day.astype("datetime64[D]").astype("datetime64[M]") for day in (observation.start, last))
    counts = np.where(observation.length > 0, (last_months - months).astype(np.int64) + 1, 0)
    row, number = ragged(counts)
    month = months[row] + number

    def first_day(of: npt.NDArray[Any]) -> Ints:
        day: Ints = of.astype("datetime64[D]").astype(np.int64) - observation.start[row]
        return day

    return _clipped(observation, row, first_day(month), first_day(month + 1))


def _clipped(observation: Observation, row: Ints, start: Ints, end: Ints) -> Periods:
    inside = Spans(row, np.maximum(start, 0), np.minimum(end, observation.length[row]))
    return Periods(inside, observation.start[row] + start, end - start)


def windows(observation: Observation, options: Options) -> tuple[Spans, Ints]:
    """B2: full windows of L days, every h days: floor((|O| - L) / h) + 1 of them; also their index from 0.

    Forward windows are [p + k h, p + k h + L). Trailing windows end on, and hold, the day p + k h.
    """
    size, step = options.window_days, options.step_days
    first = 0 if options.window_form == "forward" else (1 - size) % step
    counts = np.maximum((observation.length - first - size) // step + 1, 0)
    row, index = ragged(counts)
    start = first + step * index
    return Spans(row, start, start + size), index


def full_weeks(observation: Observation, weekday: Ints, week: Week) -> Spans:
    """The weeks that lie wholly inside the observation."""
    found = periods(observation, weekday, week)
    full = found.spans.end - found.spans.start == found.days
    return Spans(*(part[full] for part in found.spans))
