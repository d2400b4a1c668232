"""Compose a session that fits its minutes from the exercises that are open today.

Loosening comes first, then work, then quiet spells that take what is left. A movement against a finger follows the
same movement without one, no exercise comes twice, and no muscle is worked three times in a row as long as there is
anything else to do. A session for the whole face goes from area to area. Rest loads nothing, so it alone may come as
often as there is time for: where a rule leaves little else open, or nothing else, who keeps to the rule can still
practise the minutes that were asked for. Where a plan names its exercises, each may come a second time, with one that
lets go before them and a rest after them, if the plan names none. The shares and limits below are palsy_kit's own
defaults; no source gives them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from palsy_kit.errors import InputError
from palsy_kit.exercises import Exercise, FocusArea, Laterality, Side, Technique
from palsy_kit.programme import RELEASE
from palsy_kit.session import SessionItem, SessionPlan

LOOSENING = (Technique.RELEASE, Technique.MASSAGE, Technique.STRETCH)
RELEASING = (*LOOSENING, Technique.RELAXATION)
"""Techniques that let go rather than work: what is left when a face is tight."""

LOOSENING_SHARE = 1 / 3
"""How much of a session loosening may take before work begins."""
SHORTEST_QUIET_S = 20
LONGEST_QUIET_S = 120
LONGEST_REST_S = 300
"""A quiet spell on a day when nothing but rest is open."""
SHARE_EVERYWHERE = 1 / 6
"""How much of a session for the whole face one exercise may take, so that several areas have a turn."""
SHARE_CHOSEN = 1 / 3
"""How much of a session one exercise that was chosen by name may take at once, so that a second one has room."""
CHOSEN_TIMES_AT_MOST = 2
"""How often an exercise that was chosen by name may come in a session; others come once, and a rest more often."""


def compose_session(
    exercises: Iterable[Exercise],
    *,
    minutes: float,
    focus_areas: Sequence[FocusArea],
    affected_side: Side,
    kind: str = "own",
    turn: int = 0,
    exercise_ids: Collection[str] = (),
) -> SessionPlan:
    """Compose a session, loosening first, never longer than its minutes.

    Parameters
    ----------
    exercises
        What is open today (``Readiness.open_exercises``), in the order of the catalogue.
    minutes
        The length asked for. Where two exercises that let a face rest are open, as whenever the catalogue has
        anything open, the plan uses all of it but the last seconds; else it may be shorter, once every open
        exercise has come as often as it may, and so it is where few exercises are chosen.
    focus_areas
        What the person chose to work on, in their order; the whole face means every area in turn, as many as there
        is time for, and what is let go first is moved first. Where the chosen areas do not fill the time, exercises
        for the whole face and loosening of other areas do.
    affected_side
        The person's own; decides which side is worked, and first.
    kind
        The kind of prescription that the session counts for. A session of the kind ``release`` holds nothing but
        what lets go, whatever else is open.
    turn
        How many sessions came before: each turn begins with another exercise, so that all get their share.
    exercise_ids
        The exercises that a therapist or the person chose. No other comes, but for one that lets go before them and a
        rest after them, where none of the kind was chosen. Those of the focus areas come first, and the others take
        what is left. Where none of them is open, the session lets go instead. None given: all that is open.

    Returns
    -------
    SessionPlan
        Without items when nothing is open.

    Raises
    ------
    InputError
        If no focus area is given, or the minutes hold no exercise.
    """
    if not focus_areas:
        raise InputError("focus_areas is empty. Choose at least one focus area.")
    if not 1 <= minutes <= 60:  # noqa: PLR2004 - the limits stand in the message
        raise InputError(f"minutes={minutes} is not a session. Give 1 to 60 minutes.")
    usable = [exercise for exercise in exercises if _sides(exercise, affected_side)]
    released = _of(RELEASING, usable) if kind == RELEASE else usable
    usable, opening, closing = _around(released, exercise_ids, turn)
    everywhere = FocusArea.WHOLE_FACE in focus_areas
    areas = tuple(FocusArea) if everywhere else focus_areas
    chosen = _in_turn(usable, areas, turn)
    filling = tuple(FocusArea) if exercise_ids else (FocusArea.WHOLE_FACE,)
    more = _in_turn([exercise for exercise in usable if exercise not in chosen], filling, turn)
    others = [exercise for exercise in usable if exercise not in chosen + more]

    loosening = [*_in_turn(_of(LOOSENING, chosen), areas, turn), *_of(LOOSENING, more)]
    work = [exercise for exercise in chosen + more if exercise.technique not in RELEASING]
    work = work if everywhere else _resisted_later(work)
    elsewhere = list(_rotated(_of(LOOSENING, others), turn))
    quiet = _of((Technique.RELAXATION,), chosen + more + others)

    builder = _Builder(
        kind,
        minutes,
        affected_side,
        longest_quiet_s=LONGEST_QUIET_S if loosening or work else LONGEST_REST_S,
        share_s=minutes * 60 * (SHARE_CHOSEN if exercise_ids else SHARE_EVERYWHERE if everywhere else 1),
        times=CHOSEN_TIMES_AT_MOST if exercise_ids else 1,
    )
    # In a single minute, what was chosen goes before a rest that was not.
    reserve = builder.ready_s + SHORTEST_QUIET_S if quiet or (closing and minutes > 1) else 0
    builder.fill_with_one(opening, down_to=builder.left_s * (1 - LOOSENING_SHARE))
    builder.fill(loosening or elsewhere, down_to=builder.left_s * (1 - LOOSENING_SHARE) if work else reserve)
    if everywhere:
        work = _loosened_first(work, builder.loosened)
    for candidates in (work, loosening, elsewhere) * builder.times:
        builder.fill(candidates, down_to=reserve)
    builder.fill(quiet * (1 + int(builder.left_s // builder.longest_quiet_s)), down_to=0)
    builder.fill_with_one(closing, down_to=0)
    return builder.plan()


class _Builder:
    """A plan in the making: what is in it, and the seconds that are left."""

    def __init__(
        self, kind: str, minutes: float, affected_side: Side, *, longest_quiet_s: int, share_s: float, times: int
    ) -> None:
        self._empty = SessionPlan(kind=kind, minutes=minutes, items=())
        self._affected_side = affected_side
        self._share_s = share_s
        self.longest_quiet_s, self.times = longest_quiet_s, times
        self._items: list[SessionItem] = []
        self._exercises: list[Exercise] = []
        self.left_s = int(minutes * 60)
        self.ready_s = self._empty.ready_s

    def plan(self) -> SessionPlan:
        return self._empty.model_copy(update={"items": tuple(self._items)})

    @property
    def loosened(self) -> list[FocusArea]:
        """The areas of what is in it that loosens, in order."""
        return [area for one in self._exercises if one.technique in LOOSENING for area in one.focus_areas]

    def fill(self, candidates: Iterable[Exercise], *, down_to: float) -> None:
        """Add the candidates that still fit, each once, until ``down_to`` seconds are left.

        One that may not follow what came last waits until something else did.
        """
        waiting = list(candidates)
        while (exercise := next(filter(self._may_follow, waiting), None)) is not None:
            waiting.remove(exercise)
            item = self._fit(exercise, int(self.left_s - down_to))
            if item is not None:
                self._items.append(item)
                self._exercises.append(exercise)
                self.left_s -= self._seconds(item)

    def fill_with_one(self, candidates: Iterable[Exercise], *, down_to: float) -> None:
        """Add the first candidate that fits, and no other."""
        before = len(self._items)
        for exercise in candidates:
            if len(self._items) == before:
                self.fill([exercise], down_to=down_to)

    def _may_follow(self, exercise: Exercise) -> bool:
        used, last_two = [one.id for one in self._exercises], self._exercises[-2:]
        in_a_row = set.intersection(_muscles(exercise), *map(_muscles, last_two)) if len(last_two) == 2 else ()  # noqa: PLR2004
        return (
            (exercise.technique is Technique.RELAXATION or used.count(exercise.id) < self.times)
            and used[-1:] != [exercise.id]
            and not in_a_row
            and (exercise.technique is not Technique.RESISTED or exercise.variant_of in (None, *used))
        )

    def _fit(self, exercise: Exercise, room_s: int) -> SessionItem | None:
        """As much of the dosage as the room and its share hold; nothing where the least of it does not fit."""
        sides = _sides(exercise, self._affected_side)
        besides_s = self.ready_s + self._empty.switch_s * (len(sides) - 1)
        lasts = exercise.technique in (Technique.MASSAGE, Technique.RELAXATION)
        fit = self._shorter if lasts else self._fewer
        fitted = fit(exercise, len(sides), room_s - besides_s, int(self._share_s) - besides_s)
        if fitted is None:
            return None
        holds, hold_s = fitted
        return SessionItem(
            exercise_id=exercise.id,
            focus_areas=exercise.focus_areas,
            sides=sides,
            holds=holds,
            hold_s=hold_s,
            rest_s=exercise.dosage.rest_s,
        )

    def _shorter(self, exercise: Exercise, n_sides: int, room_s: int, share_s: int) -> tuple[int, int] | None:
        """A massage or a rest (which no share bounds), as long as fits: its holds, and the seconds of each."""
        dosage, quiet = exercise.dosage, exercise.technique is Technique.RELAXATION
        n_spells = n_sides * dosage.n_holds
        least = min(SHORTEST_QUIET_S, dosage.hold_s)
        longest = self.longest_quiet_s if quiet else dosage.hold_s
        hold_s = min(longest, room_s // n_spells - dosage.rest_s)
        if hold_s < least:
            return None
        return dosage.n_holds, hold_s if quiet else min(hold_s, max(least, share_s // n_spells - dosage.rest_s))

    def _fewer(self, exercise: Exercise, n_sides: int, room_s: int, share_s: int) -> tuple[int, int] | None:
        """A movement, as often as fits: its holds, and the seconds of each, which stay as they are."""
        dosage = exercise.dosage
        least, each_s = min(2, dosage.n_holds), n_sides * (dosage.hold_s + dosage.rest_s)
        holds = min(dosage.n_holds, room_s // each_s)
        if holds < least:
            return None
        return min(holds, max(least, share_s // each_s)), dosage.hold_s

    def _seconds(self, item: SessionItem) -> int:
        return self._empty.model_copy(update={"items": (item,)}).planned_s


def _of(techniques: Sequence[Technique], exercises: Iterable[Exercise]) -> list[Exercise]:
    return [exercise for exercise in exercises if exercise.technique in techniques]


def _around(
    usable: list[Exercise], chosen: Collection[str], turn: int
) -> tuple[list[Exercise], list[Exercise], list[Exercise]]:
    """Of what is usable, what was chosen, and what may let go before its work and rest after it, the fitting first.

    Where nothing chosen is usable, all that lets go is; where nothing is chosen, all of it.
    """
    named = [exercise for exercise in usable if exercise.id in chosen]
    if not named:
        return _of(RELEASING, usable) if chosen else usable, [], []
    areas = tuple(dict.fromkeys(area for one in named if one.technique not in RELEASING for area in one.focus_areas))
    quiet = list(_rotated(_of((Technique.RELAXATION,), usable), turn))
    loosens = not areas or _of(LOOSENING, named)
    opening = [] if loosens else [*_in_turn(_of(LOOSENING, usable), areas, turn), *quiet]
    return named, opening, [] if _of((Technique.RELAXATION,), named) else quiet


def _muscles(exercise: Exercise) -> set[str]:
    """The muscles by name, without the part: the lid part and the outer part are of one muscle."""
    return {muscle.partition(",")[0] for muscle in exercise.muscles}


def _loosened_first(work: Sequence[Exercise], loosened: Iterable[FocusArea]) -> list[Exercise]:
    """Begin with a movement of each area that was loosened; then the areas go on in turn."""
    first: list[Exercise] = []
    for area in loosened:
        first += [one for one in work if area in one.focus_areas and one not in first][:1]
    return [*first, *(one for one in work if one not in first)]


def _resisted_later(work: Sequence[Exercise]) -> list[Exercise]:
    """Put each movement against a finger right behind the same movement without one, where both are there."""
    ids = {exercise.id for exercise in work}
    resisted = [one for one in work if one.technique is Technique.RESISTED and one.variant_of in ids]
    free = [exercise for exercise in work if exercise not in resisted]
    return [one for exercise in free for one in (exercise, *(r for r in resisted if r.variant_of == exercise.id))]


def _sides(exercise: Exercise, affected_side: Side) -> tuple[Side, ...]:
    """The sides to work, in order: the affected one first; none where there is no side to work."""
    first = affected_side.first
    each = (first, first.other)
    return {
        Laterality.TOGETHER: (Side.BOTH,),
        Laterality.EACH: each,
        Laterality.AFFECTED: each if affected_side is Side.BOTH else (first,),
        Laterality.UNAFFECTED: () if affected_side is Side.BOTH else (first.other,),
    }[exercise.laterality]


def _in_turn(exercises: Sequence[Exercise], areas: Sequence[FocusArea], turn: int) -> list[Exercise]:
    """One exercise of each area after the other, each exercise once, beginning further on with every turn."""
    by_area: dict[FocusArea, list[Exercise]] = {area: [] for area in _rotated(areas, turn)}
    for exercise in exercises:
        area = next((area for area in areas if area in exercise.focus_areas), None)
        if area is not None:
            by_area[area].append(exercise)
    rows = zip_longest(*(_rotated(group, turn) for group in by_area.values()))
    return [exercise for exercise in chain.from_iterable(rows) if exercise is not None]


def _rotated(items: Sequence[Any], turn: int) -> Iterator[Any]:
    start = turn % len(items) if items else 0
    return chain(items[start:], items[:start])
