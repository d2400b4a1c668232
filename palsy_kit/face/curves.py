"""Curves through points as SVG path text: smooth lines, closed forms, and ribbons that swell and taper like ink.

Points are ``(x, y)`` in the units of the view box. The same number of points always gives the same commands, so that
the numbers of two paths can be interpolated.
"""

import math
import re
from collections.abc import Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point, Point]
"""Two control points and the end of a cubic curve."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def smooth(points: Sequence[Point], *, closed: bool = False) -> list[Segment]:
    """Cubic curves through all points, in order, with tangents that respect uneven distances."""
    around = [*points, points[0]] if closed else list(points)
    tangents = _tangents(around, closed=closed)
    segments = []
    for i in range(len(around) - 1):
        (x0, y0), (x1, y1) = around[i], around[i + 1]
        third = math.dist(around[i], around[i + 1]) / 3
        (u0, v0), (u1, v1) = tangents[i], tangents[i + 1]
        segments.append(((x0 + u0 * third, y0 + v0 * third), (x1 - u1 * third, y1 - v1 * third), around[i + 1]))
    return segments


def closed(points: Sequence[Point]) -> tuple[Point, list[Segment]]:
    """The start and curves of a closed form through ``points``."""
    return points[0], smooth(points, closed=True)


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> tuple[Point, list[Segment]]:
    """The start and curves round a line along ``points`` that is ``widths`` wide at each; its ends are round.

    A width of 0 everywhere is invisible, so a fold can grow out of nothing.
    """
    tangents = _tangents(points, closed=False)
    left, right = [], []
    for (x, y), (u, v), width in zip(points, tangents, widths, strict=True):
        left.append((x - v * width / 2, y + u * width / 2))
        right.append((x + v * width / 2, y - u * width / 2))
    right.reverse()
    end, start = tangents[-1], (-tangents[0][0], -tangents[0][1])
    caps = _cap(left[-1], right[0], end, widths[-1]), _cap(right[-1], left[0], start, widths[0])
    return left[0], [*smooth(left), caps[0], *smooth(right), caps[1]]


def path_text(start: Point, segments: Sequence[Segment]) -> str:
    """SVG path text of a closed chain of curves."""
    curves = " ".join("C" + " ".join(f"{_number(x)} {_number(y)}" for x, y in segment) for segment in segments)
    return f"M{_number(start[0])} {_number(start[1])} {curves} Z"


def between(rest: str, pose: str, t: float) -> str:
    """The path that lies ``t`` (0 to 1) of the way from ``rest`` to ``pose``, which have equal commands."""
    if t == 0:
        return rest
    targets = iter(_NUMBER.findall(pose))
    return _NUMBER.sub(lambda found: _number(float(found[0]) + (float(next(targets)) - float(found[0])) * t), rest)


def _tangents(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """A unit-speed tangent at every point: that of the parabola through it and its neighbours."""
    steps = [_step(points[i], points[i + 1]) for i in range(len(points) - 1)]
    inner = [_mix(steps[i], steps[i + 1]) for i in range(len(steps) - 1)]
    if closed:
        seam = _mix(steps[-1], steps[0])
        return [seam, *inner, seam]
    if not inner:
        return [steps[0][:2], steps[0][:2]]
    first = (2 * steps[0][0] - inner[0][0], 2 * steps[0][1] - inner[0][1])
    last = (2 * steps[-1][0] - inner[-1][0], 2 * steps[-1][1] - inner[-1][1])
    return [first, *inner, last]


def _step(start: Point, end: Point) -> tuple[float, float, float]:
    length = max(math.dist(start, end), 1e-6)
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length, length


def _mix(before: tuple[float, float, float], after: tuple[float, float, float]) -> Point:
    share = before[2] / (before[2] + after[2])
    return before[0] * (1 - share) + after[0] * share, before[1] * (1 - share) + after[1] * share


def _cap(start: Point, end: Point, way: Point, width: float) -> Segment:
    reach = width * 0.6
    first = (start[0] + way[0] * reach, start[1] + way[1] * reach)
    return first, (end[0] + way[0] * reach, end[1] + way[1] * reach), end


def _number(value: float) -> str:
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text
