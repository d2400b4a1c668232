"""A movement as a drawing: from action units and fingers to every form of the face at rest and in each pose."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from palsy_kit.errors import InputError
from palsy_kit.exercises import ActionUnit, FingerPlacement, RelativeSide, Side
from palsy_kit.face.drawing import FaceDrawing, View, shape
from palsy_kit.face.features import LEFT, RIGHT, SIDES, SIGNS, Feature, Span
from palsy_kit.face.fingers import dragged
from palsy_kit.face.fingers import fingers as finger_traces
from palsy_kit.face.marks import WAYS, way
from palsy_kit.face.parts import Trace, eye, mouth
from palsy_kit.face.posture import Posture
from palsy_kit.face.rest import AREAS, BEHIND, FRONT, HEAD
from palsy_kit.face.side_view import DEPTH, side_arrow, side_view
from palsy_kit.face.units import UNITS
from palsy_kit.face.words import Mover, describe, describe_finger

_FAR, _DEEP, _THIN = 3.0, 1.5, 1.7
"""Of a pictured movement: how far a line moves at least, how wide it is in the pose, and how wide it is drawn."""

_Moves: TypeAlias = list[tuple[ActionUnit, tuple[int, ...]]]
"""Action units, each with the sides (signs) that do it."""


def draw_face(
    movement: Iterable[ActionUnit] = (),
    *,
    worked: Side = Side.BOTH,
    affected_side: Side = Side.LEFT,
    weakness: float = 0.4,
    fingers: Iterable[FingerPlacement] = (),
    view: View = View.MIRROR,
    mover: Mover = Mover.FACE,
    title: str = "A face",
) -> FaceDrawing:
    """Draw a face at rest and in the pose of ``movement``.

    Parameters
    ----------
    movement
        Action units; each moves both sides, or the worked side, or the other one. Those that take turns give one pose
        after the other. An arrow shows the way of those that ask for one; towards the viewer or away, in a side view.
    worked
        The person's own side that works.
    affected_side
        The side that moves less, by ``weakness`` (0: as far as the other, 1: not at all), and hangs a little at rest.
    fingers
        Where fingers rest, and which way they press.
    view
        As in a mirror, or as another person sees the face.
    mover
        What does the movement; only the face itself is held back by ``weakness``.
    title
        The name of the picture; what moves is described beside it in words, for those who do not see it.

    Raises
    ------
    InputError
        When an action unit cannot be drawn or has no arrow, a hand has no place, or ``weakness`` is not from 0 to 1.
    """
    if not 0 <= weakness <= 1:
        raise InputError(f"weakness={weakness!r} is not a share. Give 0 (as strong as the other side) to 1 (none).")
    moves = [(unit, _moved(unit, worked)) for unit in movement]
    placed = [(finger, _signs(finger.on, worked)) for finger in fingers]
    weak = {sign: weakness if sign in SIGNS[affected_side] else 0.0 for sign in SIDES}
    still = Posture({sign: {} for sign in SIDES}, weak)
    held_back = weak if mover is Mover.FACE else dict.fromkeys(SIDES, 0.0)
    drags = {sign: tuple(dragged(placed, sign)) for sign in SIDES} if mover is Mover.FINGER else {}
    posed = [
        Posture({sign: _strengths(moves, turn, sign, held_back[sign]) for sign in SIDES}, weak, drags)
        for turn in _turns(moves, mover)
    ]
    moved = [(unit, _sides(signs)) for unit, signs in moves]
    told = [describe(moved, affected_side, weakness, mover)]
    told += [describe_finger(finger, _sides(signs)) for finger, signs in placed]
    traced = _rows(lambda posture: _traces(posture, placed), still, posed)
    traced += _rows(lambda posture: _depth(moves, still, posture), still, posed)
    if mover is Mover.MIND:
        pictured = [_imagined(pose) for rest, pose in traced if _moves(rest, pose)]
        traced = [[rest, rest] for rest, _ in traced] + pictured
    traced += [[arrow, arrow] for arrow in _arrows(moves)]
    shapes = tuple(shape(rest, poses, view) for rest, *poses in traced if any(map(_shows, (rest, *poses))))
    return FaceDrawing(title=title, description=" ".join(told), shapes=shapes, turns=len(posed))


def _signs(on: RelativeSide, worked: Side) -> tuple[int, ...]:
    side = {RelativeSide.BOTH: Side.BOTH, RelativeSide.WORKED: worked, RelativeSide.OTHER: worked.other}[on]
    return SIGNS[side]


def _sides(signs: tuple[int, ...]) -> tuple[Side, ...]:
    return tuple(SIDES[sign] for sign in signs)


def _moved(unit: ActionUnit, worked: Side) -> tuple[int, ...]:
    """The sides (signs) that do a unit."""
    if unit.au not in UNITS:
        raise InputError(f"Action unit {unit.au} cannot be drawn. Give one of {', '.join(map(str, UNITS))}.")
    signs = (LEFT, RIGHT) if UNITS[unit.au].sideless else _signs(unit.on, worked)
    return signs[:1] if UNITS[unit.au].single else signs


def _turns(moves: _Moves, mover: Mover) -> list[int]:
    """The turns of a movement, each with a pose of its own; of a pictured one, the first."""
    turns = sorted({unit.turn for unit, _ in moves if unit.turn}) or [0]
    return turns[:1] if mover is Mover.MIND else turns


def _strengths(moves: _Moves, turn: int, sign: int, weakness: float) -> dict[int, float]:
    """How strongly a side does each action unit in a turn."""
    strengths: dict[int, float] = {}
    for unit, signs in moves:
        if sign in signs and unit.turn in (0, turn):
            left = 1 - weakness if UNITS[unit.au].facial else 1
            strengths[unit.au] = max(strengths.get(unit.au, 0), unit.intensity * left)
    return strengths


def _rows(draw: Callable[[Posture], Iterable[Trace]], still: Posture, posed: Sequence[Posture]) -> list[list[Trace]]:
    """Each form at rest and in every pose."""
    return [list(row) for row in zip(*(draw(posture) for posture in (still, *posed)), strict=True)]


def _depth(moves: _Moves, still: Posture, posture: Posture) -> Iterator[Trace]:
    """The side view, where a movement goes towards the viewer or away."""
    if any(unit.arrow and unit.au in DEPTH for unit, _ in moves):
        yield from side_view(still, posture)


def _arrows(moves: _Moves) -> Iterator[Trace]:
    """The arrows that movements ask for."""
    for unit, signs in moves:
        if not unit.arrow:
            continue
        if unit.au not in {**WAYS, **DEPTH}:
            known = ", ".join(map(str, sorted({**WAYS, **DEPTH})))
            raise InputError(f"Action unit {unit.au} has no arrow. Give one of {known}, or show the pose alone.")
        yield from side_arrow(unit.au) if unit.au in DEPTH else way(unit.au, signs)


def _traces(posture: Posture, placed: list[tuple[FingerPlacement, tuple[int, ...]]]) -> Iterator[Trace]:
    """Every form, from the back to the front."""
    for feature in (*BEHIND, *HEAD):
        yield from _feature(posture, feature)
    for sign in SIDES:
        yield from eye(posture, sign)
    yield from mouth(posture)
    for feature in FRONT:
        yield from _feature(posture, feature)
    yield from finger_traces(posture, placed)
    for feature in AREAS:
        yield from _feature(posture, feature)


def _feature(posture: Posture, feature: Feature) -> Iterator[Trace]:
    names = [feature.id] if feature.span is Span.ACROSS else [f"{feature.id}_{SIDES[s]}" for s in SIDES]
    for name, (points, widths) in zip(names, posture.trace(feature), strict=True):
        yield Trace(name, feature.role, points, widths, feature.area)


def _moves(rest: Trace, pose: Trace) -> bool:
    """Whether a line of the face is there in the pose, and lies clearly elsewhere than at rest."""
    far = max(math.dist(a, b) for a, b in zip(rest.points, pose.points, strict=True))
    return rest.role in ("line", "fold", "brow") and max(pose.widths) > _DEEP and far > _FAR


def _imagined(pose: Trace) -> list[Trace]:
    """A line that is not there at rest, and lies thin over the resting face in the pose."""
    ghost = pose._replace(id=f"pictured_{pose.id}", role="ghost")
    return [ghost._replace(widths=[0.0] * len(pose.points)), ghost._replace(widths=[_THIN] * len(pose.points))]


def _shows(trace: Trace) -> bool:
    """Whether there is anything to see: a fold that nothing deepens has no width."""
    return not trace.widths or any(width > 0 for width in trace.widths)
