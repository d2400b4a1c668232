"""The plan: which sessions fall on which dates, and whose turn it is among the focus areas.

What a date holds follows from the versions and holds in force up to that date alone, never from today: yesterday's
plan is the same tomorrow. Only dates are used here, so summer time changes nothing.

- Fixed days have their sessions on those days.
- A quota has weeks of its own, from the first day of its version. Each week gets a whole number of sessions, spread
  over the seven days or over the preferred ones. Of a range, the lower end is due, the rest is welcome.
- Focus areas take turns. Among the due sessions of one kind, in any run of consecutive ones with the same areas to
  choose from, two areas differ by one turn at most. The welcome sessions take turns among themselves, likewise, so that
  who never does them misses no area. A session in a hold does not happen, and takes no turn.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise

from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Model, Slug
from palsy_kit.hold import Hold
from palsy_kit.programme import Anchor, Minutes, Prescription, Weekday

AREA_MINUTES = 10
"""A session takes one area for every so many minutes that it begins; palsy_kit's own default."""

LONGEST_PLAN = 3660
"""Days that one plan may span."""

WHOLE_FACE = (FocusArea.WHOLE_FACE,)
WEEK = timedelta(days=7)


class PlannedSession(Model):
    """A session of the plan, or one of the parts of a session that hang on anchors.

    ``turn`` counts how often all areas had their turn before: sessions with another turn begin with other exercises.
    ``chosen`` says that it holds the exercises that its version names, and these decide the areas.
    """

    date: date
    kind: Slug
    minutes: Minutes
    focus_areas: tuple[FocusArea, ...]
    turn: int
    chosen: bool = False
    welcome: bool = False
    anchor: Anchor | None = None


class DayOfPlan(Model):
    """A day as a calendar shows it; the parts of one session stand together.

    ``inside`` is False for a day that only fills its week.
    """

    date: date
    inside: bool
    resting: bool
    sessions: tuple[tuple[PlannedSession, ...], ...]


def plan(
    prescriptions: Iterable[Prescription],
    holds: Iterable[Hold] = (),
    *,
    start: date,
    days: int,
    focus_areas: Sequence[FocusArea] = WHOLE_FACE,
    seed: int = 0,
) -> tuple[PlannedSession, ...]:
    """The sessions of some days, by date; on a date the due ones first, and the longer before the shorter.

    Parameters
    ----------
    prescriptions
        All versions, the past ones too: they decide whose turn it is.
    holds
        All holds; without them practice never rests.
    start, days
        The first local date, and how many dates.
    focus_areas
        The areas that take turns in asks that name none.
    seed
        With which area the turns begin. The same seed gives the same plan.

    Raises
    ------
    InputError
        If two versions of a kind hold on the same day (``renewed`` ends the earlier one), no area is given, or
        the number of days is not allowed.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> asked = Prescription(kind="full", minutes=5, sessions_per_week=2, focus_areas=("eyes", "mouth"),
    ...                      valid_from=date(2026, 1, 5), entered_at=datetime(2026, 1, 1, tzinfo=UTC))
    >>> [(f"{session.date:%a}", *session.focus_areas) for session in plan([asked], start=date(2026, 1, 5), days=7)]
    [('Tue', <FocusArea.EYES: 'eyes'>), ('Sat', <FocusArea.MOUTH: 'mouth'>)]
    """
    if not 1 <= days <= LONGEST_PLAN:
        raise InputError(f"days={days} is not a plan. Give 1 to {LONGEST_PLAN}.")
    if not focus_areas:
        raise InputError("focus_areas is empty. Choose at least one focus area.")
    versions, rests, areas = _checked(prescriptions), tuple(holds), tuple(dict.fromkeys(focus_areas))
    slots = _slots(versions, start + timedelta(days=days))
    happening = [slot for slot in slots if not any(rest.excuses(slot[0]) for rest in rests)]
    return tuple(session for session in _in_turn(happening, areas, seed) if session.date >= start)


def sessions_due(
    prescriptions: Iterable[Prescription],
    holds: Iterable[Hold] = (),
    *,
    day: date,
    focus_areas: Sequence[FocusArea] = WHOLE_FACE,
    seed: int = 0,
) -> tuple[PlannedSession, ...]:
    """The sessions that are due on a local date: those of ``plan`` without the welcome ones."""
    planned = plan(prescriptions, holds, start=day, days=1, focus_areas=focus_areas, seed=seed)
    return tuple(session for session in planned if not session.welcome)


def weeks_of(
    planned: Iterable[PlannedSession], holds: Iterable[Hold] = (), *, start: date, days: int
) -> tuple[tuple[DayOfPlan, ...], ...]:
    """Lay a plan out in whole weeks, Monday first, for ``days`` dates from ``start`` on."""
    sessions, rests, end = tuple(planned), tuple(holds), start + timedelta(days=days)
    monday = start - timedelta(days=start.weekday())

    def shown(day: date) -> DayOfPlan:
        inside = start <= day < end
        today = groupby((session for session in sessions if inside and session.date == day), key=_one_session)
        return DayOfPlan(
            date=day,
            inside=inside,
            resting=inside and any(rest.excuses(day) for rest in rests),
            sessions=tuple(tuple(parts) for _, parts in today),
        )

    n_weeks = math.ceil((end - monday) / WEEK)
    return tuple(tuple(shown(monday + timedelta(days=7 * week + n)) for n in range(7)) for week in range(n_weeks))


def _one_session(session: PlannedSession) -> tuple[object, ...]:
    """What the parts of one session have in common."""
    return session.kind, session.welcome, session.focus_areas, session.anchor is None


def _checked(prescriptions: Iterable[Prescription]) -> tuple[Prescription, ...]:
    """The versions that hold on any day, the earliest first; two of a kind on the same day are refused."""
    versions = sorted(
        (p for p in prescriptions if p.reaches_past(p.valid_from)), key=lambda version: version.valid_from
    )
    for kind in {version.kind for version in versions}:
        for earlier, later in pairwise(version for version in versions if version.kind == kind):
            if earlier.reaches_past(later.valid_from):
                raise InputError(
                    f"prescription {kind!r}: the version from {earlier.valid_from} (to {earlier.valid_to or 'open'}) "
                    f"and the one from {later.valid_from} hold on the same day. renewed() ends the earlier one."
                )
    return tuple(versions)


Slot = tuple[date, bool, Prescription]
"""A session without its areas: the date, whether it is welcome rather than due, and the version that asks for it."""


def _in_turn(slots: Iterable[Slot], default: tuple[FocusArea, ...], seed: int) -> Iterator[PlannedSession]:
    turns: Counter[tuple[str, bool]] = Counter()
    for day, welcome, version in slots:
        areas = version.focus_areas or default
        first, n_taken = turns[version.kind, welcome], min(math.ceil(version.minutes / AREA_MINUTES), len(areas))
        turns[version.kind, welcome] += n_taken
        for anchor in version.anchors or (None,):
            yield PlannedSession(
                date=day,
                kind=version.kind,
                minutes=anchor.minutes if anchor else version.minutes,
                focus_areas=tuple(areas[(seed + first + number) % len(areas)] for number in range(n_taken)),
                turn=first // len(areas),
                chosen=bool(version.exercise_ids) and not version.focus_areas,
                welcome=welcome,
                anchor=anchor,
            )


def _slots(versions: Iterable[Prescription], end: date) -> list[Slot]:
    """All slots of all versions before ``end``, in the order of the plan."""
    slots = [slot for version in versions for slot in _slots_of(version, end)]
    return sorted(slots, key=lambda slot: (slot[0], slot[1], -slot[2].minutes, slot[2].kind))


def _slots_of(version: Prescription, end: date) -> Iterator[Slot]:
    end = min(end, version.valid_to or end)
    for week in range(math.ceil((end - version.valid_from) / WEEK)):
        first = version.valid_from + week * WEEK
        due, welcome = _fixed(version) if version.sessions_per_week is None else _quota(version, week)
        for offset, is_welcome in [*((offset, False) for offset in due), *((offset, True) for offset in welcome)]:
            day = first + timedelta(days=offset)
            if day < end:
                yield day, is_welcome, version


Offsets = list[int]
"""Days of a version's week, 0 to 6 counted from the weekday of its first day; one entry a session."""


def _fixed(version: Prescription) -> tuple[Offsets, Offsets]:
    # Parts of a day share its turn, so that a day with anchors is one slot.
    times = 1 if version.anchors else version.sessions_per_day or 0
    return [offset for offset in _offsets(version, version.days) for _ in range(times)], []


def _quota(version: Prescription, week: int) -> tuple[Offsets, Offsets]:
    choices = _offsets(version, version.preferred_days or tuple(Weekday))
    lower = version.sessions_per_week or 0
    n_due, n_at_most = (_whole(quota, week) for quota in (lower, version.sessions_per_week_max or lower))
    due = [choices[(2 * number + 1) * len(choices) // (2 * n_due)] for number in range(n_due)]
    welcome: Offsets = []
    for _ in range(n_at_most - n_due):
        welcome.append(_farthest(choices, due + welcome))
    return due, welcome


def _offsets(version: Prescription, days: Iterable[Weekday]) -> Offsets:
    wanted = set(days)
    return [offset for offset in range(7) if Weekday.of(version.valid_from + timedelta(days=offset)) in wanted]


def _whole(quota: float, week: int) -> int:
    """Sessions of the week: whole numbers that add up to the quota over the weeks, the first session first."""
    exact = Fraction(quota).limit_denominator(1000)
    return math.ceil((week + 1) * exact) - math.ceil(week * exact)


def _farthest(choices: Offsets, taken: Offsets) -> int:
    """The choice with the fewest sessions, then the farthest from any in a week that repeats, then the earliest."""

    def worth(offset: int) -> tuple[int, int, int]:
        distances = (min((offset - other) % 7, (other - offset) % 7) for other in taken)
        return -taken.count(offset), min(distances, default=0), -offset

    return max(choices, key=worth)
