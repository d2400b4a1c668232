"""A small side view beside the face: a movement towards the viewer or away cannot be told from the front."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from palsy_kit.face.curves import Point
from palsy_kit.face.features import LEFT, SIDES, numbers, points
from palsy_kit.face.marks import arrow
from palsy_kit.face.parts import Trace
from palsy_kit.face.posture import Posture

DEPTH: Mapping[int, tuple[Point, ...]] = {
    16: points("-52,72 -66,72"),
    29: points("-15,97 -30,97"),
    57: points("10,-11 -8,-11"),
    58: points("-10,-11 8,-11"),
}
"""Action units that go towards the viewer or away, each with an arrow from its tail to its head."""


class Place(NamedTuple):
    """Where the middle of the crown stands, how large the head is, and on which side; it looks towards the midline."""

    at: Point = (118, 288)
    scale: float = 1
    sign: int = LEFT

    def put(self, line: Iterable[Point]) -> list[Point]:
        """Signed points of a line that is given from the crown; the face looks the way of smaller numbers."""
        return [(self.sign * (self.at[0] + self.scale * x), self.at[1] + self.scale * y) for x, y in line]


_PLACE = Place()
_HEAD_MOVES, _JAW_MOVES, _LIP_MOVES = 12.0, 7.0, 9.0


class _Part(NamedTuple):
    """Points from the crown, and how far each goes along with the head, the jaw and the lower lip (0 to 1)."""

    points: tuple[Point, ...]
    head: tuple[float, ...]
    jaw: tuple[float, ...]
    lip: tuple[float, ...] = ()


def _riding(text: str, jaw: float = 0) -> _Part:
    """A part that goes along with the whole head, or with the jaw as well."""
    at = points(text)
    return _Part(at, (1,) * len(at), (jaw,) * len(at))


_OUTLINE = _Part(
    points(
        "-7,108 -9,94 -18,87 -29,86 -35,80 -33,74 -37,70 -34,66.5 -38,63 -35,58.5 -44,54 -37,42 -34.5,35 -37,29 "
        "-35,18 -25,6 -4,0 19,4 35,19 39,38 34,56 25,72 24,90 26,108"
    ),
    numbers("0 0.5 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0.8 0.3 0"),
    numbers("0 0.2 0.8 1 1 1 0.9 0.4 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
    numbers("0 0 0 0 0.1 0.7 1 0.6 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
)
_HAIR = _riding("-34,17 -25,6 -4,0 19,4 35,19 39,38 35,54 22,56 12,40 4,26 -14,18")
_JAW_LINE = _riding("-16,86 -4,80 3,66", jaw=0.7)
_EYE = _riding("-31,37 -26.5,35.5 -24,38")
_EAR = _riding("4,44 10,40 13,48 8,58")
_MOUTH = _riding("-35,66.5 -27,67.5")


def side_view(still: Posture, posture: Posture, place: Place = _PLACE) -> Iterator[Trace]:
    """The forms of a head from the side, over a thin line of where it is at rest."""
    name = f"side_{SIDES[place.sign]}" if place is not _PLACE else "side"
    yield Trace(f"{name}_skin", "skin", _placed(_OUTLINE, posture, place), [], None)
    yield Trace(f"{name}_hair", "hair", _placed(_HAIR, posture, place), [], None)
    yield Trace(f"{name}_before", "ghost", _placed(_OUTLINE, still, place), [1.4] * len(_OUTLINE.points), None)
    for part_name, role, part, width in (
        ("outline", "line", _OUTLINE, 2.0),
        ("jaw", "fold", _JAW_LINE, 1.4),
        ("eye", "line", _EYE, 1.8),
        ("ear", "fold", _EAR, 1.4),
        ("mouth", "line", _MOUTH, 1.6),
    ):
        yield Trace(f"{name}_{part_name}", role, _placed(part, posture, place), [width] * len(part.points), None)


def side_arrow(au: int) -> Iterator[Trace]:
    """The arrow beside it that shows which way the jaw or the head goes."""
    yield from arrow(f"side_way_{au}", _PLACE.put(DEPTH[au]))


def _placed(part: _Part, posture: Posture, place: Place) -> list[Point]:
    head, jaw = _HEAD_MOVES * posture.overall("near"), _JAW_MOVES * posture.overall("jaw_forward")
    lip = _LIP_MOVES * posture.overall("lip_forward")
    moves = zip(part.points, part.head, part.jaw, part.lip or (0,) * len(part.points), strict=True)
    return place.put([(x - head * h - jaw * j - lip * p, y) for (x, y), h, j, p in moves])
