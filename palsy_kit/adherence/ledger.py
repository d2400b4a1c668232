"""The ledger: what was asked for and what was done, by row and day, ready to be summed over any span.

The same ledger is made twice: with a row a participant, all kinds together, and with a row a track (one kind of one
participant). Every metric reads one of the two.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from palsy_kit.adherence.arrays import Bools, Floats, Ints, cumulate, scatter
from palsy_kit.adherence.calendar import Calendar, Plan
from palsy_kit.adherence.make_up import from_earlier_days, within_iso_week
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.sessions import DAY_S, Sessions


@dataclass(frozen=True)
class Quotas:
    """The tracks that ever had a quota plan, their quota days alone: running sums over days.

    ``owner`` is the row of the ledger, in order; ``first_weekday`` is the day of the week that column 0 lies on, for
    the week by which quotas are capped.
    """

    owner: Ints
    first_weekday: Ints
    asked7: Floats
    done7: Floats
    target7: Floats
    seconds7: Floats
    upper7: Floats

    @cached_property
    def edges(self) -> Ints:
        """Columns at which the weeks of each track begin, and the last one ends."""
        return week_edges(self.first_weekday, self.asked7.shape[1] - 1)

    def of_weeks(self, days: Floats) -> Floats:
        """Sums by week, from running sums by day."""
        return np.diff(np.take_along_axis(days, self.edges, axis=1), axis=1)

    @cached_property
    def weeks(self) -> "dict[str, tuple[Judge, Floats, Floats, Floats]]":
        """What is judged by week: how, what was done, what was asked, and running sums over whole weeks."""
        judged: dict[str, tuple[Judge, Floats, Floats]] = {
            "credit": (at_most, self.done7, self.asked7),
            "credit_s": (at_most, self.seconds7, self.target7),
            "over": (beyond, self.done7, self.upper7),
            "over_s": (beyond, self.seconds7, self.target7),
        }
        return {
            name: (judge, done, asked, cumulate(judge(self.of_weeks(done), self.of_weeks(asked))))
            for name, (judge, done, asked) in judged.items()
        }


Judge = Callable[[Floats, Floats], Floats]


def at_most(done: Floats, asked: Floats) -> Floats:
    """What was done, up to what was asked."""
    credit: Floats = np.minimum(done, asked)
    return credit


def beyond(done: Floats, asked: Floats) -> Floats:
    """What was done above what was asked."""
    above: Floats = np.maximum(done - asked, 0)
    return above


def week_edges(first_weekday: Ints, days: int) -> Ints:
    """Columns at which weeks begin and end, a row of them a row: 0, then every 7 days, never past the last."""
    weeks = (days + 12) // 7 + 1
    edges: Ints = np.clip(7 * np.arange(weeks) - first_weekday[:, None], 0, days)
    return edges


@dataclass(frozen=True)
class Ledger:
    """Matrices (rows, D) over eligible days; all else is 0. Sessions and seconds in sevenths where the name ends in 7.

    ``due`` are days with a fixed-day prescription, ``practice`` days with any qualifying session, ``full`` days on
    which everything that was due was done. ``credit7``, ``made_up7`` and ``credit_s7`` are the fixed-day parts of the
    capped numerators; ``quotas`` gives the others. ``nominal7`` ignores holds.
    """

    eligible: Bools
    asked7: Floats
    target7: Floats
    nominal7: Floats
    done: Floats
    seconds: Floats
    credit7: Floats
    made_up7: Floats
    credit_s7: Floats
    above7: Floats
    over_s7: Floats
    due: Bools
    full: Bools
    practice: Bools
    quotas: Quotas

    @cached_property
    def days(self) -> dict[str, npt.NDArray[Any]]:
        """The matrices that ratios add up, by name."""
        names = ("eligible", "asked7", "target7", "done", "seconds", "credit7", "made_up7", "credit_s7", "due", "full")
        return {name: getattr(self, name) for name in names} | {
            "any": self.due & self.practice,
            "practice": self.practice,
        }


def locate(sessions: Sessions, calendar: Calendar, plan: Plan, n_kinds: int) -> tuple[Ints, Ints, Bools]:
    """Track and study day of each session, and whether the day lies inside the observation."""
    track = plan.track_of[sessions.row * n_kinds + sessions.kind]
    column = sessions.day - calendar.observation.start[sessions.row]
    inside = (column >= 0) & (column < calendar.observation.length[sessions.row])
    return track, column, inside


def prescribed_length(plan: Plan, track: Ints, column: Ints, inside: Bools) -> Floats:
    """Seconds that a session of this kind was to last on its day; NaN where its kind was not prescribed then."""
    length = np.full(len(track), np.nan)
    length[inside] = plan.session_s[track[inside], column[inside]]
    length[length == 0] = np.nan
    return length


def on_eligible_days(calendar: Calendar, row: Ints, column: Ints) -> Bools:
    """Whether a day lies inside the observation and in no excused hold."""
    chosen = (column >= 0) & (column < calendar.observation.length[row])
    chosen[chosen] = calendar.eligible[row[chosen], column[chosen]]
    return chosen


def build_ledgers(
    calendar: Calendar, plan: Plan, sessions: Sessions, track: Ints, column: Ints, options: Options
) -> tuple[Ledger, Ledger]:
    """Enter sessions, with their track and study day: the ledger by participant, and the ledger by track."""
    chosen = on_eligible_days(calendar, sessions.row, column)
    shape = plan.asked7.shape
    done = scatter(track[chosen], column[chosen], shape)
    seconds = _seconds(calendar, sessions, track, column, options, shape)
    eligible = calendar.eligible[plan.row]
    asked7 = plan.asked7 * eligible
    target7 = asked7 * plan.session_s
    fixed = plan.in_force & ~plan.quota
    own = done * 7 * fixed
    if options.credit_longer:
        own = own + _from_longer(plan, sessions.keep(chosen), track[chosen], column[chosen], asked7) * fixed
    asked_fixed7 = asked7 * fixed
    credit7 = np.minimum(own, asked_fixed7)
    need, surplus = asked_fixed7 - credit7, own - credit7
    if options.make_up == "iso-week":
        made_up7 = credit7 + within_iso_week(surplus, need, calendar.weekday[plan.row])
    else:
        made_up7 = credit7 + from_earlier_days(surplus, need, options.make_up)
    due = asked_fixed7 > 0
    by_track = Ledger(
        eligible=eligible,
        asked7=asked7,
        target7=target7,
        nominal7=plan.asked7 * calendar.inside[plan.row],
        done=done,
        seconds=seconds,
        credit7=credit7,
        made_up7=made_up7,
        credit_s7=np.minimum(seconds * 7, target7) * fixed,
        above7=np.maximum(done * 7 - asked7, 0) * due,
        over_s7=np.maximum(seconds * 7 - target7, 0) * due,
        due=due,
        full=due & (need == 0),
        practice=done > 0,
        quotas=_quotas(calendar, plan, asked7, done, seconds, options),
    )
    return _by_participant(by_track, calendar, plan), by_track


def _seconds(
    calendar: Calendar, sessions: Sessions, track: Ints, column: Ints, options: Options, shape: tuple[int, int]
) -> Floats:
    """Active seconds by track and day; with ``split_minutes`` what runs past midnight goes to the next day."""
    first = np.minimum(sessions.active_s, DAY_S - sessions.second) if options.split_minutes else sessions.active_s
    parts = [(column, first), (column + 1, sessions.active_s - first)]
    matrix = np.zeros(shape)
    for at, part in parts:
        here = (part > 0) & on_eligible_days(calendar, sessions.row, at)
        if here.any():
            matrix += scatter(track[here], at[here], shape, part[here])
    return matrix


def _from_longer(plan: Plan, sessions: Sessions, track: Ints, column: Ints, asked7: Floats) -> Floats:
    """Sessions, in sevenths, of other kinds that were asked to be longer, and lasted as long as the shorter one."""
    cover = np.zeros(asked7.shape)
    for first, after in pairwise(plan.ranks):
        known = sessions.row < after - first
        other = np.where(known, first + sessions.row, 0)
        shorter_s = plan.session_s[other, column]
        covers = known & (other != track) & (asked7[other, column] > 0)
        covers &= (plan.session_s[track, column] > shorter_s) & (sessions.active_s >= shorter_s)
        cover += scatter(other[covers], column[covers], asked7.shape)
    return cover * 7


def _quotas(calendar: Calendar, plan: Plan, asked7: Floats, done: Floats, seconds: Floats, options: Options) -> Quotas:
    chosen = np.flatnonzero(plan.quota.any(axis=1))
    only = plan.quota[chosen]
    eligible = calendar.eligible[plan.row[chosen]]
    length = plan.session_s[chosen]
    weekday = calendar.weekday[plan.row[chosen]]
    return Quotas(
        owner=chosen,
        first_weekday=weekday if options.quota_week == "iso-week" else np.zeros_like(weekday),
        asked7=cumulate(asked7[chosen] * only),
        done7=cumulate(done[chosen] * only * 7),
        target7=cumulate(asked7[chosen] * length * only),
        seconds7=cumulate(seconds[chosen] * only * 7),
        upper7=cumulate(plan.upper7[chosen] * eligible * only),
    )


def _by_participant(tracks: Ledger, calendar: Calendar, plan: Plan) -> Ledger:
    """Add the tracks of each participant; a day is full when no track that was due fell short."""
    add = _adder(plan, calendar.shape[0])
    due = add(tracks.due)
    done = add(tracks.done)
    return Ledger(
        eligible=calendar.eligible,
        asked7=add(tracks.asked7),
        target7=add(tracks.target7),
        nominal7=add(tracks.nominal7),
        done=done,
        seconds=add(tracks.seconds),
        credit7=add(tracks.credit7),
        made_up7=add(tracks.made_up7),
        credit_s7=add(tracks.credit_s7),
        above7=add(tracks.above7),
        over_s7=add(tracks.over_s7),
        due=due,
        full=due & ~add(tracks.due & ~tracks.full),
        practice=done > 0,
        quotas=_of_owners(tracks.quotas, plan),
    )


def _of_owners(quotas: Quotas, plan: Plan) -> Quotas:
    """The quota tracks in order of their participants."""
    owner = plan.row[quotas.owner]
    if (np.diff(owner) >= 0).all():
        return replace(quotas, owner=owner)
    order = np.argsort(owner, kind="stable")
    parts = {field.name: getattr(quotas, field.name)[order] for field in fields(quotas)}
    return Quotas(**(parts | {"owner": owner[order]}))


def _adder(plan: Plan, n_rows: int) -> Callable[[npt.NDArray[Any]], npt.NDArray[Any]]:
    """A function that adds the matrices of tracks into the rows of their participants; marks add up to "any of them".

    Tracks stand in order of their number within the participant, and participants with most tracks come first: so each
    number is a slice of tracks that falls on a slice of rows.
    """

    def add(tracks: npt.NDArray[Any]) -> npt.NDArray[Any]:
        sums = np.zeros((n_rows, tracks.shape[1]), tracks.dtype)
        for first, after in pairwise(plan.ranks):
            sums[: after - first] += tracks[first:after]
        return sums

    return add
