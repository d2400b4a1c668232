"""Fingers where they touch the face, with an arrow for the way they press."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from palsy_kit.exercises import Direction, FingerPlacement, Landmark, Touch
from palsy_kit.face.curves import Point
from palsy_kit.face.features import SIDES, Tissue
from palsy_kit.face.hands import hand
from palsy_kit.face.marks import arrow
from palsy_kit.face.parts import Trace
from palsy_kit.face.posture import Posture
from palsy_kit.face.units import Pull


class _Spot(NamedTuple):
    """A landmark on one half, and the way (degrees, 0 outwards, 90 down) from the fingertip to the hand."""

    at: Point
    hand: float
    tissue: Tissue = Tissue.SKIN
    hidden: bool = False
    """Whether the fingertip lies behind the cheek, in the mouth."""
    second: int = -1
    """On which side of the finger a second one lies: -1 above it, 1 below it."""


SPOTS: dict[Landmark, _Spot] = {
    Landmark.FOREHEAD_CENTRE: _Spot((0, 126), -90),
    Landmark.BROW_ABOVE: _Spot((46, 143), -50),
    Landmark.BROW_INNER: _Spot((25, 160), -75),
    Landmark.BROW_OUTER: _Spot((72, 160), -25),
    Landmark.TEMPLE: _Spot((90, 176), 15),
    Landmark.UPPER_LID: _Spot((46, 180), -12),
    Landmark.EYE_OUTER_CORNER: _Spot((73, 192), 20),
    Landmark.UNDER_EYE: _Spot((46, 212), 50),
    Landmark.NOSE_SIDE: _Spot((19, 232), 40),
    Landmark.CHEEKBONE: _Spot((70, 224), 35),
    Landmark.CHEEK_CENTRE: _Spot((60, 256), 40),
    Landmark.INSIDE_CHEEK: _Spot((29, 286), 118, hidden=True),
    Landmark.MOUTH_CORNER: _Spot((39, 285), 40),
    Landmark.UPPER_LIP: _Spot((14, 268), 40),
    Landmark.LOWER_LIP: _Spot((14, 303), 60),
    Landmark.CHIN_CENTRE: _Spot((0, 330), 70),
    Landmark.JAW_ANGLE: _Spot((84, 288), 35),
    Landmark.HEAD_SIDE: _Spot((106, 120), -20, Tissue.HEAD),
    Landmark.HEAD_BACK: _Spot((94, 78), -35, Tissue.HEAD),
    Landmark.NECK_SIDE: _Spot((48, 360), 25, Tissue.NECK, second=1),
    Landmark.COLLARBONE: _Spot((50, 401), 30, Tissue.NECK),
}
_CENTRES = (Landmark.FOREHEAD_CENTRE, Landmark.CHIN_CENTRE)
_LENGTH = 74.0
"""Of a finger as it is drawn."""
_SIDE: list[Point] = [(0, -8.8), (16, -9.6), (28, -10.6), (40, -10.2), (_LENGTH, -11.5)]
_TIP: list[Point] = [(-6.6, 5.8), (-9, 0), (-6.6, -5.8)]
_NAIL: list[Point] = [(-6, 0), (-4, -4.4), (3, -5.6), (8.4, -4.8), (10, 0), (8.4, 4.8), (3, 5.6), (-4, 4.4)]
_HIDDEN_TIP: list[Point] = [(2, 8.8), (-14, 9), (-24, 6), (-27, 0), (-24, -6), (-14, -9), (2, -8.8)]

_DRAGGED, _REACH = 7.0, (17.0, 15.0)
"""How far a finger that does all the work takes the skin along, and how far around it."""
_BULGE = Pull(84, 268, (22, 24), 11, 0)
"""The cheek, eased outwards from inside."""

_WAYS = {Direction.UP: (0, -1), Direction.DOWN: (0, 1), Direction.IN: (-1, 0), Direction.OUT: (1, 0)}
_APART = 19.0
"""Between the middles of two fingers that lie side by side."""
_COVERED = 0.3
"""From this share of its way along the finger, an arrow stands beside the finger."""
_LONG = 16.0
_MIDDLE = 9.0
"""As near as this to the midline two arrows, one of each side, do not run into one another."""
_RING = [(math.cos(math.pi * i / 6), math.sin(math.pi * i / 6)) for i in range(13)]


def dragged(placed: Iterable[tuple[FingerPlacement, tuple[int, ...]]], sign: int) -> Iterator[Pull]:
    """What fingers do to the skin of a side (sign) while the face does nothing."""
    for finger, signs in placed:
        if sign not in signs or finger.direction not in _WAYS:
            continue
        spot = SPOTS[finger.at]
        out, down = _WAYS[finger.direction]
        yield _BULGE if spot.hidden else Pull(*spot.at, _REACH, _DRAGGED * out, _DRAGGED * down)


def fingers(posture: Posture, placed: Iterable[tuple[FingerPlacement, tuple[int, ...]]]) -> Iterator[Trace]:
    """The forms of every finger and its arrow, each on the sides (signs) given with it."""
    for number, (finger, signs) in enumerate(placed):
        if finger.by is Touch.HAND:
            yield from hand(finger.at, posture, signs[0])
            continue
        spot = SPOTS[finger.at]
        sides = signs if finger.at not in _CENTRES else signs[:1]
        for sign in sides:
            tip = posture.place(spot.at, sign, spot.tissue)
            name = f"{number}_{SIDES[sign]}"
            hand_at = math.radians(spot.hand)
            if spot.hidden:
                yield from _hidden_finger(name, tip, sign, hand_at)
                behind = _from_hand(tip, sign, hand_at, [(-16, 0)])[0]
                yield from _arrow(name, behind, sign, finger.direction, hand_at, wide=True)
                continue
            flat = finger.by is Touch.FLAT_FINGERS
            if flat:
                second = _from_hand(tip, sign, hand_at, [(6, _APART * spot.second)])[0]
                yield from _finger(f"{name}_second", second, sign, hand_at)
            yield from _finger(name, tip, sign, hand_at)
            centre = _from_hand(tip, sign, hand_at, [(3, _APART * spot.second / 2)])[0] if flat else tip
            yield from _arrow(name, centre, sign, finger.direction, hand_at, wide=flat)


def _from_hand(tip: Point, sign: int, hand: float, points: Iterable[Point]) -> list[Point]:
    """Signed points from points (along the finger towards the hand, across it), 0 at the fingertip."""
    return [
        (
            tip[0] + sign * (along * math.cos(hand) - across * math.sin(hand)),
            tip[1] + along * math.sin(hand) + across * math.cos(hand),
        )
        for along, across in points
    ]


def _finger(name: str, tip: Point, sign: int, hand: float) -> Iterator[Trace]:
    other = [(along, -across) for along, across in _SIDE]
    outline = [*reversed(other), *_TIP, *_SIDE]
    end = [(_LENGTH + 5, -5.0), (_LENGTH + 5, 5.0)]
    yield Trace(f"finger_{name}", "finger", _from_hand(tip, sign, hand, [*outline, *end]), [], None)
    ink = [0.2, 1.2, 1.8, 2.2, 2.4, 2.4, 2.4, 2.4, 2.4, 2.2, 1.8, 1.2, 0.2]
    yield Trace(f"finger_edge_{name}", "line", _from_hand(tip, sign, hand, outline), ink, None)
    yield Trace(f"nail_{name}", "nail", _from_hand(tip, sign, hand, _NAIL), [], None)
    for number, along in enumerate((28.0, 32.5)):
        crease = _from_hand(tip, sign, hand, [(along, -5), (along + 1.4, 0), (along, 5)])
        yield Trace(f"knuckle_{number}_{name}", "fold", crease, [0.2, 1.3, 0.2], None)


def _hidden_finger(name: str, tip: Point, sign: int, hand: float) -> Iterator[Trace]:
    """A finger that goes into the mouth: the part behind the cheek is only hinted at."""
    other = [(along, -across) for along, across in _SIDE]
    end = [(_LENGTH + 5, -5.0), (_LENGTH + 5, 5.0)]
    form = [*reversed(other), *_SIDE, *end]
    yield Trace(f"finger_{name}", "finger", _from_hand(tip, sign, hand, form), [], None)
    for number, side in enumerate((_SIDE, other)):
        edge = _from_hand(tip, sign, hand, side)
        yield Trace(f"finger_edge_{number}_{name}", "line", edge, [1.6, 2.4, 2.4, 1.6, 0.2], None)
    behind = _from_hand(tip, sign, hand, _HIDDEN_TIP)
    yield Trace(f"finger_behind_{name}", "ghost", behind, [0.4, 1.6, 1.6, 1.6, 1.6, 1.6, 0.4], None)


def _arrow(
    name: str, tip: Point, sign: int, direction: Direction, hand: float, *, wide: bool = False
) -> Iterator[Trace]:
    x, y = tip
    if direction is Direction.STILL:
        return
    around = 25 if wide else 15
    if direction is Direction.INTO:
        ring = [(x + (around - 1) * u, y + (around - 1) * v) for u, v in _RING]
        yield Trace(f"arrow_{name}", "press", ring, [2.4] * 13, None)
        return
    if direction is Direction.CIRCLES:
        arc = [(x + sign * around * u, y + around * v) for u, v in _RING[:11]]
        yield from arrow(f"arrow_{name}", arc, role="press")
        return
    out, down = _WAYS[direction]
    covered = math.cos(hand) * out + math.sin(hand) * down > _COVERED
    aside = (26 if wide else 16) * covered * (-1 if out * math.sin(hand) > down * math.cos(hand) else 1)
    start = (sign * max(sign * x + out * 13 - down * aside, _MIDDLE * abs(down)), y + down * 13 + out * aside)
    if direction is Direction.IN:  # over the fingertip, so that what moves is free
        start = (x + sign * 12, y - 18)
    end = (start[0] + sign * out * _LONG, start[1] + down * _LONG)
    yield from arrow(f"arrow_{name}", [start, end], role="press")
