"""The tables of a block, by the columns that a study returns; ``participant`` is still a place on the roster."""

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Spans, scatter, total
from palsy_kit.adherence.blocks import Block
from palsy_kit.adherence.columns import (
    count_columns,
    dates,
    days_in,
    excess_columns,
    gap_columns,
    initiation_columns,
    ratio_columns,
    streak_columns,
    whole_numbers,
)
from palsy_kit.adherence.kernel import Worked, span_state, work
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.persistence import CAUSES, persistence
from palsy_kit.adherence.quality import bounds, log_quality, off_plan, session_quality, timing
from palsy_kit.adherence.ratios import RATIOS, count, count_whole, day_capped
from palsy_kit.adherence.spans import full_weeks, periods, windows
from palsy_kit.adherence.streaks import pending_day, weekly_spread

SPAN_RATIOS = [name for name in RATIOS if name != "practice_day_share" and not name.startswith("quota")]
"""A1 to A7: what windows have."""


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
        | count_columns(totals)
        | ratio_columns(totals)
        | streak_columns(worked, people, totals, np.arange(n_rows), pending_day(calendar, worked.plan)[0])
        | gap_columns(people, totals, calendar.reasons)
        | initiation_columns(worked, off.sessions_before_start > 0)
        | off._asdict()
        | excess_columns(people, totals)
        | session_quality(counted, worked.prescribed_s[worked.counted], n_rows)._asdict()
        | timing(counted, people.practice)._asdict()
        | {"weekly_ratio_sd": weekly_spread(day_capped(people, weeks), weeks, n_rows)}
        | log_quality(worked.logged, worked.double, worked.overlap, worked.negative, n_rows)._asdict()
        | {"unknown_days": unknown, "session_ratio_day_capped_lower": lower, "session_ratio_day_capped_upper": upper},
        copy=False,
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
        | count_columns(counts)
        | ratio_columns(counts)
        | streak_columns(worked, tracks, counts, plan.row, pending)
        | gap_columns(tracks, counts, worked.calendar.reasons[plan.row])
        | excess_columns(tracks, counts),
        copy=False,
    )


def period_table(worked: Worked) -> pd.DataFrame:
    """B1: a row a participant and period."""
    calendar = worked.calendar
    found = periods(calendar.observation, calendar.weekday, worked.options.period)
    counts = count(worked.people, found.spans)
    held, unknown = (days_in(calendar.inside & days, found.spans) for days in (calendar.held, calendar.unknown))
    return pd.DataFrame(
        {
            "participant": worked.block.position[found.spans.row],
            "period_start": dates(found.start_date),
            "period_days": found.days,
            "state": span_state(counts),
            "partial": found.spans.end - found.spans.start < found.days,
            "coverage": counts.eligible_days / found.days,
            "hold_days": held,
            "unknown_days": unknown,
        }
        | count_columns(counts)
        | ratio_columns(counts),
        copy=False,
    )


def window_table(worked: Worked) -> pd.DataFrame:
    """B2: a row a participant and sliding window; NaN where holds leave too little of the prescription."""
    calendar, people = worked.calendar, worked.people
    spans, index = windows(calendar.observation, worked.options)
    counts = count(people, spans)
    asked, nominal = total(people.asked7, spans), total(people.nominal7, spans)
    thin = asked < worked.options.kappa * nominal
    state = span_state(counts)
    state[thin & (asked > 0)] = "mostly_on_hold"
    start = calendar.observation.start[spans.row]
    columns = {
        "participant": worked.block.position[spans.row],
        "window_index": index,
        "window_start": dates(start + spans.start),
        "window_end": dates(start + spans.end),
        "state": state,
        "prescribed_sessions": counts.prescribed_sessions,
        "performed_sessions": whole_numbers(counts.performed_sessions),
    }
    return pd.DataFrame(
        columns | {name: np.where(thin, np.nan, RATIOS[name](counts)) for name in SPAN_RATIOS}, copy=False
    )


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
        "episode_start": dates(start + spans.start),
        "episode_end": dates(start + spans.end),
    }
    return pd.DataFrame(columns | count_columns(counts) | ratio_columns(counts), copy=False)


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
            "first_discontinuation_date": dates(start + path.first_end, defined & (path.first_end >= 0)),
            "last_discontinuation_date": dates(start + path.last_end, defined & (path.last_end >= 0)),
            "state": worked.state,
        },
        copy=False,
    )


def activity_table(worked: Worked) -> pd.DataFrame:
    """D7: participants observed and eligible in each study week, and those of them with a session in it."""
    calendar, group = worked.calendar, worked.options.group
    spans = periods(calendar.observation, calendar.weekday, "study-week").spans
    people = worked.block.participants
    named = people[group].astype("object") if group else pd.Series(["all"] * len(people), dtype="object")
    code, names = pd.factorize(named, use_na_sentinel=False)
    week, row = spans.start // 7, spans.row
    shape = (max(len(names), 1), int(week.max(initial=0)) + 1)
    observed, active = (
        scatter(code[row[chosen]], week[chosen], shape)
        for chosen in (days_in(days, spans) > 0 for days in (worked.people.eligible, worked.people.practice))
    )
    at, number = np.nonzero(observed)
    return pd.DataFrame(
        {
            "group": np.array(names, dtype=object)[at],
            "study_week": number,
            "observed": observed[at, number].astype(np.int64),
            "active": active[at, number].astype(np.int64),
        },
    )


def problem_table(worked: Worked) -> pd.DataFrame:
    """What the analysis itself had to decide, by participant."""
    versions = worked.block.prescriptions
    later, earlier = worked.plan.overlaps
    kind = np.array(worked.block.kinds, dtype=object)[versions["kind"].to_numpy()[later]]
    text = "this version of " + pd.Series(kind, dtype="str").map(repr) + " begins before that of row="
    text += pd.Series(versions.index[earlier]).astype("str") + " has ended"
    return pd.DataFrame(
        {
            "participant": worked.block.position[versions["row"].to_numpy()[later]],
            "table": "prescriptions",
            "row": pd.Series(versions.index[later]).astype("Int64"),
            "problem": text,
            "action": "each day judged by the version written last before it began",
        }
    )


BLOCK_TABLES: dict[str, Callable[[Worked], pd.DataFrame]] = {
    "summary": summary_table,
    "summary_by_kind": kind_table,
    "periods": period_table,
    "windows": window_table,
    "episodes": episode_table,
    "persistence": persistence_table,
    "activity": activity_table,
    "problems": problem_table,
}
"""The tables that a block gives a share of."""


def analyse(block: Block, options: Options, tables: Collection[str] = tuple(BLOCK_TABLES)) -> dict[str, pd.DataFrame]:
    """Work a block out and read its tables."""
    worked = work(block, options)
    return {name: BLOCK_TABLES[name](worked) for name in tables}


def _clock_runs(worked: Worked) -> Bools:
    """Whether the clock of the permissible gap can run: with something prescribed, on fixed days if it counts those."""
    prescribed: Bools = worked.totals.prescribed_sessions > 0
    return worked.totals.due_days > 0 if worked.options.gap_clock == "prescribed" else prescribed


def _defined(worked: Worked, episodes: Spans) -> Spans:
    chosen = _clock_runs(worked)[episodes.row]
    return Spans(*(part[chosen] for part in episodes))
