"""The ledger: what was asked for and what was done, by row and day, ready to be summed over any span.

The same ledger is made twice: with a row a participant, all kinds together, and with a row a track (one kind of one
participant). Every metric reads one of the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from palsy_kit.adherence.arrays import Bools, Floats, Ints, cumulate, scatter
from palsy_kit.adherence.calendar import Calendar, Plan
from palsy_kit.adherence.make_up import from_earlier_days, within_iso_week
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.sessions import DAY_S, Sessions


class Quotas(NamedTuple):
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
    def sums(self) -> dict[str, Floats]:
        """Running sums of every matrix, by name."""
        return {
            "eligible": cumulate(self.eligible),
            "asked7": cumulate(self.asked7),
            "target7": cumulate(self.target7),
            "nominal7": cumulate(self.nominal7),
            "done": cumulate(self.done),
            "seconds": cumulate(self.seconds),
            "credit7": cumulate(self.credit7),
            "made_up7": cumulate(self.made_up7),
            "credit_s7": cumulate(self.credit_s7),
            "due": cumulate(self.due),
            "any": cumulate(self.due & self.practice),
            "full": cumulate(self.full),
            "practice": cumulate(self.practice),
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
    # One pass for each kind that a participant has beside the session's own.
    first = np.searchsorted(plan.row, sessions.row)
    for step in range(int(np.bincount(plan.row).max(initial=0))):
        other = first + step
        known = other < len(plan.row)
        other = np.where(known, other, 0)
        shorter_s = plan.session_s[other, column]
        covers = known & (plan.row[other] == sessions.row) & (other != track) & (asked7[other, column] > 0)
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
    add = _adder(plan.row, calendar.shape[0])
    due = add(tracks.due) > 0
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
        full=due & (add(tracks.due & ~tracks.full) == 0),
        practice=done > 0,
        quotas=tracks.quotas._replace(owner=plan.row[tracks.quotas.owner]),
    )


def _adder(row: Ints, n_rows: int) -> Callable[[npt.NDArray[Any]], Floats]:
    """A function that adds the matrices of tracks into their rows; ``row`` is sorted."""
    present, first = np.unique(row, return_index=True)

    def add(tracks: npt.NDArray[Any]) -> Floats:
        sums = np.zeros((n_rows, tracks.shape[1]))
        if len(first):
            sums[present] = np.add.reduceat(tracks, first, axis=0, dtype=np.float64)
        return sums

    return add
