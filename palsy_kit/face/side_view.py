"""A small side view beside the face: a movement towards the viewer or away cannot be told from the front."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from palsy_kit.face.curves import Point
from palsy_kit.face.features import numbers, points
from palsy_kit.face.marks import arrow
from palsy_kit.face.parts import Trace
from palsy_kit.face.posture import Posture

DEPTH: Mapping[int, tuple[Point, ...]] = {
    29: points("-15,97 -30,97"),
    57: points("10,-11 -8,-11"),
    58: points("-10,-11 8,-11"),
}
"""Action units that go towards the viewer or away, each with an arrow from its tail to its head."""

_PLACE: Point = (118, 288)
"""Where the middle of the crown stands; the head looks towards the midline, which is the way of smaller numbers."""
_HEAD_MOVES, _JAW_MOVES = 12.0, 7.0


class _Part(NamedTuple):
    """Points from ``_PLACE``, and how far each goes along with the head and with the jaw (0 to 1)."""

    points: tuple[Point, ...]
    head: tuple[float, ...]
    jaw: tuple[float, ...]


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
)
_HAIR = _riding("-34,17 -25,6 -4,0 19,4 35,19 39,38 35,54 22,56 12,40 4,26 -14,18")
_JAW_LINE = _riding("-16,86 -4,80 3,66", jaw=0.7)
_EYE = _riding("-31,37 -26.5,35.5 -24,38")
_EAR = _riding("4,44 10,40 13,48 8,58")
_MOUTH = _riding("-35,66.5 -27,67.5")


def side_view(still: Posture, posture: Posture) -> Iterator[Trace]:
    """The forms of a head from the side, over a thin line of where it is at rest."""
    yield Trace("side_skin", "skin", _placed(_OUTLINE, posture), [], None)
    yield Trace("side_hair", "hair", _placed(_HAIR, posture), [], None)
    yield Trace("side_before", "ghost", _placed(_OUTLINE, still), [1.4] * len(_OUTLINE.points), None)
    for name, role, part, width in (
        ("outline", "line", _OUTLINE, 2.0),
        ("jaw", "fold", _JAW_LINE, 1.4),
        ("eye", "line", _EYE, 1.8),
        ("ear", "fold", _EAR, 1.4),
        ("mouth", "line", _MOUTH, 1.6),
    ):
        yield Trace(f"side_{name}", role, _placed(part, posture), [width] * len(part.points), None)


def side_arrow(au: int) -> Iterator[Trace]:
    """The arrow beside it that shows which way the jaw or the head goes."""
    yield from arrow(f"side_way_{au}", _from_place(DEPTH[au]))


def _placed(part: _Part, posture: Posture) -> list[Point]:
    head, jaw = _HEAD_MOVES * posture.overall("near"), _JAW_MOVES * posture.overall("jaw_forward")
    moves = zip(part.points, part.head, part.jaw, strict=True)
    return _from_place([(x - head * with_head - jaw * with_jaw, y) for (x, y), with_head, with_jaw in moves])


def _from_place(at: Sequence[Point]) -> list[Point]:
    return [(_PLACE[0] + x, _PLACE[1] + y) for x, y in at]
