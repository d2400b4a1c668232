"""The kernel: a pure function from a block of whole participants to its tables, without a loop over any of them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Floats, Ints, Spans
from palsy_kit.adherence.blocks import Block
from palsy_kit.adherence.calendar import Calendar, Plan, build_calendar, build_plan
from palsy_kit.adherence.gaps import Course, course
from palsy_kit.adherence.ledger import Ledger, build_ledgers, locate, on_eligible_days, prescribed_length
from palsy_kit.adherence.observation import observe
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.ratios import Counts, count_whole
from palsy_kit.adherence.sessions import Logged, Sessions, read_log, unite
from palsy_kit.adherence.spans import whole


@dataclass(frozen=True)
class Worked:
    """A block with its calendar, its sessions and its two ledgers: all that the tables are read from.

    ``track``, ``column`` and ``prescribed_s`` belong to ``sessions``, the qualifying ones; ``counted`` are those on
    eligible days. ``negative`` holds the row of each log entry with a duration below 0.
    """

    block: Block
    options: Options
    calendar: Calendar
    plan: Plan
    logged: Logged
    double: Ints
    overlap: Ints
    negative: Ints
    sessions: Sessions
    track: Ints
    column: Ints
    prescribed_s: Floats
    counted: Bools
    people: Ledger
    tracks: Ledger

    @cached_property
    def totals(self) -> Counts:
        """The sums of each participant over the whole observation."""
        return count_whole(self.people, whole(self.calendar.observation))

    @cached_property
    def course(self) -> Course:
        """The course of practice of each participant."""
        return course(self.people, self.options)

    @property
    def track_spans(self) -> Spans:
        """The whole observation of each track."""
        length = self.calendar.observation.length[self.plan.row]
        return Spans(np.arange(len(length)), np.zeros_like(length), length)

    @cached_property
    def state(self) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
        """State of each participant; see ``span_state``."""
        state = span_state(self.totals)
        state[self.calendar.observation.length == 0] = "not_observed"
        return state


def span_state(counts: Counts) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """``ok``; ``quota_only`` where no fixed day was due; ``not_prescribed`` where nothing was: rest, hold, no plan."""
    state = np.full(len(counts.due_days), "ok", dtype=object)
    state[counts.due_days == 0] = "quota_only"
    state[counts.prescribed_sessions == 0] = "not_prescribed"
    return state


def work(block: Block, options: Options) -> Worked:
    """Lay a block out: calendar, plan, sessions, ledgers."""
    n_kinds = max(len(block.kinds), 1)
    block = most_kinds_first(block, n_kinds, options)
    observation = observe(block.participants, options)
    calendar = build_calendar(observation, block.holds, options)
    log, negative = _usable(block.sessions, options)
    logged = read_log(log, block.participants["time_zone"], options)
    plans = block.prescriptions
    pairs = np.flatnonzero(_kinds_of(len(block.position), plans, log, n_kinds))
    plan = build_plan(calendar, plans, pairs, n_kinds)
    united, double, overlap = unite(logged, plan.track_of, n_kinds, options)
    track, column, inside = locate(united, calendar, plan, n_kinds)
    prescribed_s = prescribed_length(plan, track, column, inside)
    good = qualifying(united, prescribed_s, options)
    sessions, track, column = united.keep(good), track[good], column[good]
    people, tracks = build_ledgers(calendar, plan, sessions, track, column, options)
    return Worked(
        block=block,
        options=options,
        calendar=calendar,
        plan=plan,
        logged=logged,
        double=double,
        overlap=overlap,
        negative=negative,
        sessions=sessions,
        track=track,
        column=column,
        prescribed_s=prescribed_s[good],
        counted=on_eligible_days(calendar, sessions.row, column),
        people=people,
        tracks=tracks,
    )


def _kinds_of(n_rows: int, plans: pd.DataFrame, log: pd.DataFrame, n_kinds: int) -> Bools:
    """Whether each participant was prescribed, or logged, each kind; flat, by row * n_kinds + kind."""
    known = np.zeros(n_rows * n_kinds, bool)
    for table in (plans, log):
        known[table["row"].to_numpy() * n_kinds + table["kind"].to_numpy()] = True
    return known


def most_kinds_first(block: Block, n_kinds: int, options: Options) -> Block:
    """Order the participants of a block by their number of kinds, which lets tracks be added up by slices."""
    log, _ = _usable(block.sessions, options)
    known = _kinds_of(len(block.position), block.prescriptions, log, n_kinds)
    number = known.reshape(-1, n_kinds).sum(axis=1)
    if (np.diff(number) <= 0).all():
        return block
    order = np.argsort(-number, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    tables = {
        name: (table := getattr(block, name)).assign(row=place[table["row"].to_numpy()])
        for name in ("prescriptions", "holds", "sessions")
    }
    return replace(block, position=block.position[order], participants=block.participants.iloc[order], **tables)


def qualifying(sessions: Sessions, prescribed_s: Floats, options: Options) -> Bools:
    """Sessions long enough to count, however they ended: one that was stopped early was still performed in part.

    With ``min_active_share`` they are held against the prescribed length, else the planned one, else the minutes.
    """
    least_s = np.full(len(sessions.row), options.min_active_minutes * 60)
    if options.min_active_share is not None:
        length = np.where(np.isnan(prescribed_s), sessions.planned_s, prescribed_s)
        least_s = np.where(np.isnan(length), least_s, options.min_active_share * length)
    return sessions.active_s >= least_s


def _usable(sessions: pd.DataFrame, options: Options) -> tuple[pd.DataFrame, Ints]:
    below = sessions["active_s"].to_numpy(np.float64) < 0
    negative = sessions["row"].to_numpy()[below]
    if below.any():
        sessions = sessions[~below]
    if not options.include_back_filled:
        waited = sessions["logged_at"] - sessions["started_at"]
        sessions = sessions[~(waited > pd.Timedelta(hours=options.back_filled_hours))]
    return sessions, negative
