"""A whole hand that the head pushes against: at its side, and, in small side views, at its front and back."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from palsy_kit.errors import InputError
from palsy_kit.exercises import Landmark
from palsy_kit.face.curves import Point
from palsy_kit.face.features import LEFT, RIGHT, points
from palsy_kit.face.marks import arrow
from palsy_kit.face.parts import Trace
from palsy_kit.face.posture import Posture
from palsy_kit.face.side_view import Place, side_view


class _Hand(NamedTuple):
    """A hand seen from its edge with its forearm, its thumb, and two arrows: of the head, and of the hand."""

    edge: tuple[Point, ...]
    thumb: tuple[Point, ...]
    push: tuple[Point, ...]
    hold: tuple[Point, ...]
    place: Place | None = None
    """The side view that it belongs to, whose points it is given in; none where it lies at the side of the head."""


_HANDS: Mapping[Landmark, _Hand] = {
    Landmark.HEAD_SIDE: _Hand(
        points(
            "170,232 158,196 146,164 138,146 134,122 129,96 122,76 115,67 108,66 105,72 107,92 110,114 109,140 "
            "114,160 124,190 136,222 144,246"
        ),
        points("116,152 108,136 100,120 93,110 86,107 81,111 84,122 92,138 102,156 112,168"),
        points("56,98 76,98"),
        points("168,104 150,104"),
    ),
    Landmark.FOREHEAD_CENTRE: _Hand(
        points(
            "-100,86 -86,66 -72,50 -63,38 -59,20 -55,2 -49,-14 -41,-21 -34,-20 -33,-12 -37,4 -38,18 -40,34 -46,48 "
            "-58,66 -72,84 -84,102"
        ),
        points("-52,36 -45,20 -38,10 -31,5 -25,8 -27,16 -34,27 -42,42"),
        points("8,20 -10,20"),
        points("-92,14 -76,14"),
        Place((131, 304), 0.9, LEFT),
    ),
    Landmark.HEAD_BACK: _Hand(
        points("84,98 74,76 66,58 62,42 57,22 51,6 44,-4 37,-4 34,4 37,18 40,34 40,48 44,64 52,84 60,108"),
        points("52,60 43,44 34,34 27,33 25,39 30,48 38,60 47,72"),
        points("-4,20 14,20"),
        points("86,24 76,24"),
        Place((92, 304), 0.9, RIGHT),
    ),
}


def hand(at: Landmark, posture: Posture, sign: int) -> Iterator[Trace]:
    """The forms of a hand on a landmark; at the side of the head it lies on the side of ``sign``.

    Raises
    ------
    InputError
        When the head cannot push against a hand there.
    """
    if at not in _HANDS:
        raise InputError(f"at={at.value!r} is no place for a whole hand. Give one of {', '.join(_HANDS)}.")
    edge, thumb, push, hold, place = _HANDS[at]
    if place is not None:
        yield from side_view(posture, posture, place)
    put = place.put if place is not None else lambda line: [(sign * x, y) for x, y in line]
    for name, line in (("edge", edge), ("thumb", thumb)):
        around = put(line)
        yield Trace(f"hand_{name}_{at}", "finger", around, [], None)
        yield Trace(f"hand_line_{name}_{at}", "line", around, [2.0] * len(around), None)
    yield from arrow(f"push_{at}", put(push))
    yield from arrow(f"hold_{at}", put(hold), role="press")
