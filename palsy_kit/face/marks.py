"""What the face itself does not tell: arrows for the way of a finger or of a movement, and a drop for water."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from palsy_kit.face.curves import Point
from palsy_kit.face.features import LEFT, RIGHT, SIDES, points
from palsy_kit.face.parts import Trace

_WIDTH = 2.6


class _Way(NamedTuple):
    """Points from the tail to the head of an arrow on one half; ``sign`` where the unit itself is of one side."""

    points: tuple[Point, ...]
    sign: int | None = None
    there_and_back: bool = False


WAYS: Mapping[int, _Way] = {
    2: _Way(points("72,154 72,137")),
    4: _Way(points("18,184 11,184")),
    9: _Way(points("0,216 0,200"), LEFT),
    12: _Way(points("67,259 76,248")),
    17: _Way(points("0,366 0,350"), LEFT),
    18: _Way(points("34,307 20,307")),
    26: _Way(points("0,362 0,379"), LEFT),
    30: _Way(points("4,362 7,374 17,381 28,378 32,368")),
    34: _Way(points("-38,305 -20,315 0,318 20,315 38,305")),
    38: _Way(points("34,247 41,247")),
    39: _Way(points("49,247 42,247")),
    43: _Way(points("45,171 45,181")),
    45: _Way(points("82,181 82,199"), there_and_back=True),
    53: _Way(points("0,378 0,362"), LEFT),
    61: _Way(points("74,191 89,191"), LEFT),
    62: _Way(points("74,191 89,191"), RIGHT),
    63: _Way(points("0,163 0,147"), LEFT),
    64: _Way(points("0,206 0,222"), LEFT),
}
"""Action units that an arrow can show, where there is room for it on the face or beside it."""

_DROP = points("72,254 75.5,261 78.5,267 77,273 72,275.5 67,273 65.5,267 68.5,261")


def way(au: int, signs: Iterable[int]) -> Iterator[Trace]:
    """The arrow of an action unit on each of the sides (signs) that do it."""
    way = WAYS[au]
    for sign in signs if way.sign is None else (way.sign,):
        line = [(sign * out, down) for out, down in way.points]
        yield from arrow(f"way_{au}_{SIDES[sign]}", line, there_and_back=way.there_and_back)


def arrow(name: str, line: Sequence[Point], *, there_and_back: bool = False, role: str = "arrow") -> Iterator[Trace]:
    """A line with a head at its end, or at both ends, in signed points; the role ``press`` is for fingers and hands."""
    yield Trace(name, role, list(line), [_WIDTH] * len(line), None)
    yield _head(f"{name}_head", role, line[-1], line[-2])
    if there_and_back:
        yield _head(f"{name}_tail", role, line[0], line[1])


def drop(sign: int) -> Trace:
    """A drop of water in the cheek of a side (sign)."""
    return Trace(f"drop_{SIDES[sign]}", "ghost", [(sign * out, down) for out, down in _DROP], [], None)


def _head(name: str, role: str, at: Point, before: Point) -> Trace:
    length = max(math.dist(at, before), 1e-6)
    u, v = (at[0] - before[0]) / length, (at[1] - before[1]) / length
    corners = [(9, 0), (-3, -6), (-1, 0), (-3, 6)]
    return Trace(name, role, [(at[0] + a * u - b * v, at[1] + a * v + b * u) for a, b in corners], [], None)
