"""The tables of a block, by the columns that a study returns; ``participant`` is still a place on the roster."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Floats, Ints, Spans, cumulate, total
from palsy_kit.adherence.blocks import Block
from palsy_kit.adherence.gaps import gaps
from palsy_kit.adherence.kernel import Worked, span_state, work
from palsy_kit.adherence.ledger import Ledger
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.persistence import CAUSES, persistence
from palsy_kit.adherence.quality import bounds, log_quality, off_plan, session_quality, timing
from palsy_kit.adherence.ratios import RATIOS, Counts, count, count_whole, day_capped
from palsy_kit.adherence.spans import full_weeks, periods, windows
from palsy_kit.adherence.streaks import Streaks, day_streak, interruptions, pending_day, week_streak, weekly_spread

Columns = dict[str, Any]

SPAN_RATIOS = [name for name in RATIOS if name != "practice_day_share" and not name.startswith("quota")]
"""A1 to A7: what windows have."""


class BlockTables(NamedTuple):
    """What a block gives to the tables of the study."""

    summary: pd.DataFrame
    summary_by_kind: pd.DataFrame
    periods: pd.DataFrame
    windows: pd.DataFrame
    episodes: pd.DataFrame
    persistence: pd.DataFrame
    activity: pd.DataFrame
    problems: pd.DataFrame


def analyse(block: Block, options: Options) -> BlockTables:
    """Work a block out and read its tables."""
    worked = work(block, options)
    return BlockTables(
        summary=summary_table(worked),
        summary_by_kind=kind_table(worked),
        periods=period_table(worked),
        windows=window_table(worked),
        episodes=episode_table(worked),
        persistence=persistence_table(worked),
        activity=activity_table(worked),
        problems=problem_table(worked),
    )


def summary_table(worked: Worked) -> pd.DataFrame:
    """A row a participant."""
    people, totals, calendar = worked.people, worked.totals, worked.calendar
    observed = calendar.observation.length
    held, unknown = ((calendar.inside & days).sum(axis=1) for days in (calendar.held, calendar.unknown))
    lower, upper = bounds(people, calendar.unknown, totals.credited_sessions, totals.prescribed_sessions)
    sessions, n_rows = worked.sessions, len(observed)
    counted = sessions.keep(worked.counted)
    off = off_plan(calendar, worked.plan, sessions, worked.track, worked.column)
    weeks = full_weeks(calendar.observation, calendar.weekday, "study-week")
    return pd.DataFrame(
        {"participant": worked.block.position, "state": worked.state, "observed_days": observed}
        | {"hold_days": held, "mostly_on_hold": held > worked.options.flag_hold_share * observed}
        | _count_columns(totals)
        | _ratio_columns(totals)
        | _streak_columns(worked, people, totals, np.arange(n_rows), pending_day(calendar, worked.plan)[0])
        | _gap_columns(people, totals, calendar.reasons)
        | _initiation_columns(worked, off.sessions_before_start > 0)
        | off._asdict()
        | _excess_columns(people, totals)
        | session_quality(counted, worked.prescribed_s[worked.counted], n_rows)._asdict()
        | timing(counted, people.practice)._asdict()
        | {"weekly_ratio_sd": weekly_spread(day_capped(people, weeks), weeks, n_rows)}
        | log_quality(worked.logged, worked.double, worked.overlap, worked.negative, n_rows)._asdict()
        | {"unknown_days": unknown, "session_ratio_day_capped_lower": lower, "session_ratio_day_capped_upper": upper}
    )


def kind_table(worked: Worked) -> pd.DataFrame:
    """A row a participant and kind that was prescribed or performed."""
    plan, tracks = worked.plan, worked.tracks
    counts = count_whole(tracks, worked.track_spans)
    pending = pending_day(worked.calendar, plan)[1]
    state = span_state(counts)
    state[worked.calendar.observation.length[plan.row] == 0] = "not_observed"
    return pd.DataFrame(
        {
            "participant": worked.block.position[plan.row],
            "kind": pd.Categorical.from_codes(plan.kind, categories=pd.Index(worked.block.kinds)),
            "state": state,
        }
        | _count_columns(counts)
        | _ratio_columns(counts)
        | _streak_columns(worked, tracks, counts, plan.row, pending)
        | _gap_columns(tracks, counts, worked.calendar.reasons[plan.row])
        | _excess_columns(tracks, counts)
    )


def period_table(worked: Worked) -> pd.DataFrame:
    """B1: a row a participant and period."""
    calendar = worked.calendar
    found = periods(calendar.observation, calendar.weekday, worked.options.period)
    counts = count(worked.people, found.spans)
    held, unknown = (_days_in(calendar.inside & days, found.spans) for days in (calendar.held, calendar.unknown))
    return pd.DataFrame(
        {
            "participant": worked.block.position[found.spans.row],
            "period_start": _dates(found.start_date),
            "period_days": found.days,
            "state": span_state(counts),
            "partial": found.spans.end - found.spans.start < found.days,
            "coverage": counts.eligible_days / found.days,
            "hold_days": held,
            "unknown_days": unknown,
        }
        | _count_columns(counts)
        | _ratio_columns(counts)
    )


def window_table(worked: Worked) -> pd.DataFrame:
    """B2: a row a participant and sliding window; NaN where holds leave too little of the prescription."""
    calendar, people = worked.calendar, worked.people
    spans, index = windows(calendar.observation, worked.options)
    counts = count(people, spans)
    asked, nominal = total(people.sums["asked7"], spans), total(cumulate(people.nominal7), spans)
    thin = asked < worked.options.kappa * nominal
    state = span_state(counts)
    state[thin & (asked > 0)] = "mostly_on_hold"
    start = calendar.observation.start[spans.row]
    columns = {
        "participant": worked.block.position[spans.row],
        "window_index": index,
        "window_start": _dates(start + spans.start),
        "window_end": _dates(start + spans.end),
        "state": state,
        "prescribed_sessions": counts.prescribed_sessions,
        "performed_sessions": _whole(counts.performed_sessions),
    }
    return pd.DataFrame(columns | {name: np.where(thin, np.nan, RATIOS[name](counts)) for name in SPAN_RATIOS})


def episode_table(worked: Worked) -> pd.DataFrame:
    """D4: a row an episode, with the metrics inside it: implementation while persistent."""
    spans = _defined(worked, worked.course.episodes)
    counts = count(worked.people, spans)
    start = worked.calendar.observation.start[spans.row]
    number = np.bincount(spans.row, minlength=len(worked.block.position))
    index = np.arange(len(spans.row)) - (np.cumsum(number) - number)[spans.row]
    columns = {
        "participant": worked.block.position[spans.row],
        "episode_index": index,
        "episode_start": _dates(start + spans.start),
        "episode_end": _dates(start + spans.end),
    }
    return pd.DataFrame(columns | _count_columns(counts) | _ratio_columns(counts))


def persistence_table(worked: Worked) -> pd.DataFrame:
    """D2, D3 and D5: a row a participant."""
    defined, path = _clock_runs(worked), worked.course
    found = persistence(worked.calendar, path, defined, worked.options)
    start = worked.calendar.observation.start
    return pd.DataFrame(
        {
            "participant": worked.block.position,
            "time_days": found.time_days,
            "event": found.event,
            "cause": pd.Categorical.from_codes(found.cause, categories=pd.Index(CAUSES)),
            "started": path.first_day >= 0,
            "first_discontinuation_date": _dates(start + path.first_end, defined & (path.first_end >= 0)),
            "last_discontinuation_date": _dates(start + path.last_end, defined & (path.last_end >= 0)),
            "state": worked.state,
        }
    )


def activity_table(worked: Worked) -> pd.DataFrame:
    """D7: participants observed and eligible in each study week, and those of them with a session in it."""
    calendar, group = worked.calendar, worked.options.group
    spans = periods(calendar.observation, calendar.weekday, "study-week").spans
    named = worked.block.participants[group] if group else pd.Series("all", index=worked.block.participants.index)
    seen = _days_in(worked.people.eligible, spans) > 0
    week, row = spans.start // 7, spans.row
    table = pd.DataFrame(
        {
            "group": named.astype("object").to_numpy()[row[seen]],
            "study_week": week[seen],
            "observed": 1,
            "active": (_days_in(worked.people.practice, spans) > 0)[seen].astype(np.int64),
        }
    )
    return table.groupby(["group", "study_week"], as_index=False, dropna=False).sum()


def problem_table(worked: Worked) -> pd.DataFrame:
    """What the analysis itself had to decide, by participant."""
    tracks = worked.plan.rewritten
    kind = np.array(worked.block.kinds, dtype=object)[worked.plan.kind[tracks]]
    text = "versions of " + pd.Series(kind, dtype="str").map(repr) + " overlap"
    return pd.DataFrame(
        {
            "participant": worked.block.position[worked.plan.row[tracks]],
            "table": "prescriptions",
            "row": pd.array([pd.NA] * len(tracks), dtype="Int64"),
            "problem": text,
            "action": "each day judged by the version written last before it began",
        }
    )


def _clock_runs(worked: Worked) -> Bools:
    """Whether the clock of the permissible gap can run: with something prescribed, on fixed days if it counts those."""
    prescribed: Bools = worked.totals.prescribed_sessions > 0
    return worked.totals.due_days > 0 if worked.options.gap_clock == "prescribed" else prescribed


def _defined(worked: Worked, episodes: Spans) -> Spans:
    chosen = _clock_runs(worked)[episodes.row]
    return Spans(*(part[chosen] for part in episodes))


def _days_in(days: Bools, spans: Spans) -> Ints:
    sums = np.zeros((days.shape[0], days.shape[1] + 1), np.int64)
    np.cumsum(days, axis=1, out=sums[:, 1:])
    return sums[spans.row, spans.end] - sums[spans.row, spans.start]


def _dates(days: Ints, known: Bools | None = None) -> npt.NDArray[np.datetime64]:
    dates = days.astype("datetime64[D]")
    if known is not None:
        dates = np.where(known, dates, np.datetime64("NaT", "D"))
    return dates.astype("datetime64[us]")


def _whole(values: npt.NDArray[Any], known: Bools | None = None) -> Any:
    """Whole numbers; missing where they are not known."""
    numbers = values.astype(np.int64)
    return numbers if known is None else pd.arrays.IntegerArray(numbers, ~known)


def _count_columns(counts: Counts) -> Columns:
    days_and_sessions = ("eligible_days", "performed_sessions", "due_days", "due_days_practised", "full_dose_days")
    whole = (*days_and_sessions, "practice_days", "quota_performed")
    apart = ("over_doing", "quota_minutes_over")
    return {
        name: _whole(values) if name in whole else values
        for name, values in counts._asdict().items()
        if name not in apart
    }


def _ratio_columns(counts: Counts) -> dict[str, Floats]:
    return {name: ratio_(counts) for name, ratio_ in RATIOS.items()}


def _streak_columns(worked: Worked, ledger: Ledger, counts: Counts, row: Ints, pending: Bools) -> Columns:
    fixed, quota = counts.due_days > 0, counts.quota_prescribed > 0
    days = day_streak(ledger, pending, worked.options)
    weeks = week_streak(ledger, worked.calendar, row, worked.options)

    def columns(found: Streaks, unit: str, known: Bools) -> Columns:
        return {
            f"longest_{unit}streak": _whole(found.longest, known),
            f"current_{unit}streak": _whole(found.current, known),
            f"current_{unit}streak_pending": found.pending,
        }

    return columns(days, "", fixed) | columns(weeks, "weekly_", quota)


def _gap_columns(ledger: Ledger, counts: Counts, reasons: Ints) -> Columns:
    fixed = counts.due_days > 0
    found = gaps(ledger)
    started = found.trailing_calendar >= 0
    broken = interruptions(ledger, reasons)
    return {
        "longest_gap_calendar": _whole(found.longest_calendar, started),
        "longest_gap_missed": _whole(found.longest_missed, started & fixed),
        "leading_gap_calendar": found.leading_calendar,
        "leading_gap_missed": _whole(found.leading_missed, fixed),
        "trailing_gap_calendar": _whole(found.trailing_calendar, started),
        "trailing_gap_missed": _whole(found.trailing_missed, started & fixed),
        "interruptions": _whole(broken.interruptions, fixed),
        "interruption_days": _whole(broken.interruption_days, fixed),
        "interruption_reasons": broken.reasons,
        "missed_runs": _whole(broken.missed_runs, fixed),
        "missed_days": _whole(broken.missed_days, fixed),
    }


def _initiation_columns(worked: Worked, early: Bools) -> Columns:
    """D1: days from the start of the plan to the first practice day; censored at the end of the observation.

    Who practised before the plan began has 0 days, and the flag ``early_start``. Reference: initiation in the ABC
    taxonomy; time_to_initiation (AdhereR).
    """
    first, length = worked.course.first_day, worked.calendar.observation.length
    days = np.where(early, 0, np.where(first >= 0, first, length))
    return {"days_to_initiation": _whole(days, length > 0), "initiated": early | (first >= 0), "early_start": early}


def _excess_columns(ledger: Ledger, counts: Counts) -> Columns:
    """E3: more than was asked: above P on fixed days; above the upper end of a quota, by week; minutes above Q."""
    return {
        "sessions_above_prescribed": _whole(ledger.above7.sum(axis=1) / 7),
        "over_doing": counts.over_doing,
        "minutes_over_prescribed": ledger.over_s7.sum(axis=1) / 420 + counts.quota_minutes_over,
    }
