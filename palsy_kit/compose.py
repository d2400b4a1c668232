"""Compose a session that fits its minutes from the exercises that are open today.

Loosening comes first, then work, then a quiet spell that takes what is left. The shares and limits below are
palsy_kit's own defaults; no source gives them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from palsy_kit.errors import InputError
from palsy_kit.exercises import Exercise, FocusArea, Laterality, Side, Technique
from palsy_kit.session import SessionItem, SessionPlan

LOOSENING = (Technique.RELEASE, Technique.MASSAGE, Technique.STRETCH)
RELEASING = (*LOOSENING, Technique.RELAXATION)
"""Techniques that let go rather than work: what is left when a face is tight."""

LOOSENING_SHARE = 1 / 3
"""How much of a session loosening may take before work begins."""
SHORTEST_QUIET_S = 20
LONGEST_QUIET_S = 120
TIMES_AT_MOST = 2
"""How often one exercise may come in a session, so that no muscle is overloaded."""


def compose_session(
    exercises: Iterable[Exercise],
    *,
    minutes: float,
    focus_areas: Sequence[FocusArea],
    affected_side: Side,
    kind: str = "own",
    turn: int = 0,
) -> SessionPlan:
    """Compose a session, loosening first, never longer than its minutes.

    Parameters
    ----------
    exercises
        What is open today (``Readiness.open_exercises``), in the order of the catalogue.
    minutes
        The length asked for. The plan uses all of it, unless every open exercise already came twice or nothing
        is open that lets a face rest.
    focus_areas
        What the person chose to work on, in their order; the whole face means every area. Where the chosen areas
        do not fill the time, loosening of other areas does.
    affected_side
        The person's own; decides which side is worked, and first.
    kind
        The kind of prescription that the session counts for.
    turn
        How many sessions came before: each turn begins with another exercise, so that all get their share.

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
    builder = _Builder(kind, minutes, affected_side)
    usable = [exercise for exercise in exercises if _sides(exercise, affected_side)]
    wanted = tuple(FocusArea) if FocusArea.WHOLE_FACE in focus_areas else (*focus_areas, FocusArea.WHOLE_FACE)
    chosen = _in_turn(usable, wanted, turn)
    loosening = [exercise for exercise in chosen if exercise.technique in LOOSENING]
    work = [exercise for exercise in chosen if exercise.technique not in RELEASING]
    quiet = [exercise for exercise in chosen if exercise.technique is Technique.RELAXATION]
    others = [exercise for exercise in usable if exercise not in chosen and exercise.technique in LOOSENING]

    reserve = builder.ready_s + SHORTEST_QUIET_S if quiet else 0
    builder.fill(loosening, down_to=builder.left_s * (1 - LOOSENING_SHARE) if work else reserve)
    for candidates in (work, loosening, work, loosening, others, others):
        builder.fill(candidates, down_to=reserve)
    builder.fill(quiet * TIMES_AT_MOST, down_to=0)
    return builder.plan()


class _Builder:
    """A plan in the making: what is in it, and the seconds that are left."""

    def __init__(self, kind: str, minutes: float, affected_side: Side) -> None:
        self._empty = SessionPlan(kind=kind, minutes=minutes, items=())
        self._affected_side = affected_side
        self._items: list[SessionItem] = []
        self.left_s = int(minutes * 60)
        self.ready_s = self._empty.ready_s

    def plan(self) -> SessionPlan:
        return self._empty.model_copy(update={"items": tuple(self._items)})

    def fill(self, candidates: Iterable[Exercise], *, down_to: float) -> None:
        """Add each candidate that still fits, until ``down_to`` seconds are left."""
        for exercise in candidates:
            used = [item.exercise_id for item in self._items]
            if used.count(exercise.id) >= TIMES_AT_MOST or used[-1:] == [exercise.id]:
                continue
            item = self._fit(exercise, int(self.left_s - down_to))
            if item is not None:
                self._items.append(item)
                self.left_s -= self._seconds(item)

    def _fit(self, exercise: Exercise, room_s: int) -> SessionItem | None:
        """As much of the dosage as the room holds: fewer repetitions, or a shorter massage or quiet spell."""
        sides, dosage = _sides(exercise, self._affected_side), exercise.dosage
        room_s -= self.ready_s + self._empty.switch_s * (len(sides) - 1)
        holds, hold_s = dosage.n_holds, dosage.hold_s
        if exercise.technique in (Technique.MASSAGE, Technique.RELAXATION):
            longest = LONGEST_QUIET_S if exercise.technique is Technique.RELAXATION else dosage.hold_s
            hold_s = min(longest, room_s // (len(sides) * holds) - dosage.rest_s)
            fits = hold_s >= min(SHORTEST_QUIET_S, dosage.hold_s)
        else:
            holds = min(holds, room_s // (len(sides) * (hold_s + dosage.rest_s)))
            fits = holds >= min(2, dosage.n_holds)
        if not fits:
            return None
        return SessionItem(
            exercise_id=exercise.id,
            focus_areas=exercise.focus_areas,
            sides=sides,
            holds=holds,
            hold_s=hold_s,
            rest_s=dosage.rest_s,
        )

    def _seconds(self, item: SessionItem) -> int:
        return self._empty.model_copy(update={"items": (item,)}).planned_s


def _sides(exercise: Exercise, affected_side: Side) -> tuple[Side, ...]:
    """The sides to work, in order: the affected one first; none where there is no side to work."""
    first = Side.LEFT if affected_side is Side.BOTH else affected_side
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
