"""The parts that pulls on skin alone cannot draw: eyes that close over the iris, and a mouth that opens on teeth."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from palsy_kit.exercises import FocusArea
from palsy_kit.face.curves import Point
from palsy_kit.face.features import LEFT, RIGHT, SIDES, Tissue
from palsy_kit.face.posture import Posture, whole
from palsy_kit.face.rest import IRIS, LID_CREASE, LIP_LINE, LOWER_LID, LOWER_LIP, UPPER_LID, UPPER_LIP


class Trace(NamedTuple):
    """A form in signed points; a ribbon where it has widths."""

    id: str
    role: str
    points: list[Point]
    widths: list[float]
    area: FocusArea | None


_IRIS_RADIUS = 8.6
_CORNER_TICK: Point = (36, 284.6)


def eye(posture: Posture, sign: int) -> Iterator[Trace]:
    """White, iris, pupil, glint, lids and crease of one eye."""
    upper, lower = _lids(posture, sign)
    gaze_x, gaze_y = 10 * posture.overall("gaze_side"), 5 * posture.overall("gaze_down")
    centre = (sign * IRIS[0] + gaze_x, IRIS[1] + gaze_y)
    close = posture.channel("close", sign, IRIS[0])
    crease = [(out, down + 3.5 * max(close, 0) + 2 * min(close, 0)) for out, down in LID_CREASE]

    def trace(name: str, role: str, points: list[Point], widths: tuple[float, ...] = ()) -> Trace:
        moved = [posture.turned(point, Tissue.SKIN) for point in points]
        return Trace(f"{name}_{SIDES[sign]}", role, moved, list(widths), FocusArea.EYES)

    yield trace("eye", "eye", upper + lower[-2:0:-1])
    for name, radius, at in (
        ("iris", _IRIS_RADIUS, centre),
        ("pupil", 3.9, centre),
        ("glint", 1.5, (centre[0] + sign * 2.4, centre[1] - 3)),
    ):
        yield trace(name, name, _under_lids(at, radius, upper, lower))
    yield trace("lower_lid", "fold", lower, (0.4, 0.9, 1.2, 1.4, 1.6, 1.4))
    yield trace("upper_lid", "line", upper, (1.2, 2.2, 2.9, 3.2, 3.4, 2))
    skin = [posture.drawn(point, sign, Tissue.LID) for point in crease]
    yield trace("lid_crease", "fold", skin, (0.2, 1.2, 1.5, 1.4, 0.2))


def _lids(posture: Posture, sign: int) -> tuple[list[Point], list[Point]]:
    upper = [posture.drawn(point, sign, Tissue.LID) for point in UPPER_LID]
    lower = [posture.drawn(point, sign, Tissue.LID) for point in LOWER_LID]
    close, raise_ = posture.channel("close", sign, IRIS[0]), posture.channel("lower_lid", sign, IRIS[0])
    close += 0.35 * max(posture.overall("gaze_down"), 0) + 0.25 * min(posture.overall("gaze_down"), 0)
    close = min(close, 1)
    last = len(upper) - 1
    for i in range(1, last):
        bow = math.sin(math.pi * i / last)
        lower[i] = (lower[i][0], lower[i][1] - 5.5 * raise_ * bow)
        x, y = upper[i]
        gap = max(lower[i][1] - y, 0)
        y += close * gap if close > 0 else 9 * close * bow
        upper[i] = (x, min(y, lower[i][1]))
    return upper, lower


def _under_lids(centre: Point, radius: float, upper: list[Point], lower: list[Point]) -> list[Point]:
    """A circle of 16 points, each kept between the lids."""
    points = []
    for i in range(16):
        angle = math.pi * i / 8
        x, y = centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
        low, high = _height(upper, x), _height(lower, x)
        points.append((x, min(max(y, low), max(high, low))))
    return points


def _height(lid: list[Point], x: float) -> float:
    """The height of a lid at ``x``, straight between its points."""
    ordered = sorted(lid)
    for (x0, y0), (x1, y1) in pairwise(ordered):
        if x <= x1:
            return y0 + (y1 - y0) * min(max((x - x0) / max(x1 - x0, 1e-6), 0), 1)
    return ordered[-1][1]


def mouth(posture: Posture) -> Iterator[Trace]:
    """The inside, teeth, lips and the lines between them."""
    halves = {sign: _half_mouth(posture, sign) for sign in (LEFT, RIGHT)}

    def across(name: str) -> list[Point]:
        left, right = halves[LEFT][name], halves[RIGHT][name]
        return [posture.turned(point, Tissue.SKIN) for point in whole(left, right)]

    upper, upper_inner, lower_inner, lower = (across(n) for n in ("upper", "upper_inner", "lower_inner", "lower"))
    tick = {sign: [posture.turned(halves[sign]["tick"][0], Tissue.SKIN)] for sign in (LEFT, RIGHT)}

    def trace(name: str, role: str, points: list[Point], widths: tuple[float, ...] = ()) -> Trace:
        return Trace(name, role, points, list(widths), FocusArea.MOUTH)

    yield trace("mouth_inside", "inside", upper_inner + lower_inner[-2:0:-1])
    show = 1 - (posture.channel("funnel", LEFT, 0) + posture.channel("funnel", RIGHT, 0)) / 2
    yield trace("teeth", "teeth", _teeth(upper_inner, lower_inner, show))
    yield trace("upper_lip", "lip", upper + upper_inner[::-1])
    yield trace("lower_lip", "lip", lower_inner + lower[::-1])
    for sign in (LEFT, RIGHT):
        yield from _wrinkles(posture, sign, halves[sign])
    thin = (0.4, 1, 1.2, 1.2, 1.2, 1.2, 1.2, 1, 0.4)
    yield trace("lip_edge_lower", "fold", lower, (0, 0.2, 1, 1.7, 1.9, 1.7, 1, 0.2, 0))
    yield trace("lip_edge_upper", "fold", upper, (0, 0.2, 0.5, 0.8, 0.7, 0.8, 0.5, 0.2, 0))
    yield trace("lower_lip_line", "line", lower_inner, thin)
    ends = tick[LEFT] + upper_inner + tick[RIGHT]
    yield trace("mouth_line", "line", ends, (0.3, 1.8, 1.9, 2, 2.2, 2.4, 2.2, 2, 1.9, 1.8, 0.3))


def _wrinkles(posture: Posture, sign: int, half: dict[str, list[Point]]) -> Iterator[Trace]:
    """Short lines that run from pursed lips outwards."""
    width = posture.channel("lip_lines", sign, UPPER_LIP[2][0])
    for edge, up in (("upper", -1), ("lower", 1)):
        for index, slant in ((2, 2.5), (3, 5)):
            x, y = half[edge][index]
            line = [(x + sign * slant * t, y + up * (2 + 6 * t)) for t in (0.0, 0.5, 1.0)]
            points = [posture.turned(point, Tissue.SKIN) for point in line]
            widths = [0.4 * width, 1.6 * width, 0.2 * width]
            yield Trace(f"wrinkle_{edge}_{index}_{SIDES[sign]}", "fold", points, widths, FocusArea.MOUTH)


def _half_mouth(posture: Posture, sign: int) -> dict[str, list[Point]]:
    curves: dict[str, list[Point]] = {"upper": [], "upper_inner": [], "lower_inner": [], "lower": []}
    for index, points in enumerate(zip(UPPER_LIP, LIP_LINE, LIP_LINE, LOWER_LIP, strict=True)):
        freedom = (1, 0.97, 0.87, 0.62, 0)[index]
        tissues = (Tissue.UPPER_LIP, Tissue.UPPER_LIP, Tissue.LOWER_LIP, Tissue.LOWER_LIP)
        for name, y, x in zip(curves, *_lip_column(posture, sign, points, tissues, freedom), strict=True):
            curves[name].append((x, y))
    curves["tick"] = [_narrowed(posture, sign, _CORNER_TICK, Tissue.UPPER_LIP)]
    return curves


def _lip_column(
    posture: Posture, sign: int, points: tuple[Point, ...], tissues: tuple[Tissue, ...], freedom: float
) -> tuple[list[float], list[float]]:
    """Heights and places of the four lip points one below the other, after lips have parted and swollen."""
    placed = [_narrowed(posture, sign, point, tissue) for point, tissue in zip(points, tissues, strict=True)]
    out = points[0][0]
    lift, drop, part, thick = (posture.channel(name, sign, out) for name in ("lift", "drop", "part", "thick"))
    top, high, low, bottom = (y for _, y in placed)
    high -= freedom * (lift + 0.3 * part)
    top -= freedom * (lift + 0.3 * part)
    low += freedom * (drop + 0.7 * part)
    bottom += freedom * (drop + 0.7 * part)
    if low < high:
        bottom, low, high = bottom + (high - low) / 2, (low + high) / 2, (low + high) / 2
    seal, pout = (posture.channel(name, sign, out) for name in ("seal", "pout"))
    bottom, low = bottom - seal * (low - high), low - seal * (low - high)
    top, bottom = high + (top - high) * (1 + thick), low + (bottom - low) * (1 + thick + pout)
    ring = 6 * posture.channel("funnel", sign, out) * (out / UPPER_LIP[-1][0])
    xs = [x for x, _ in placed]
    return [top, high, low, bottom], [xs[0] + sign * ring, xs[1], xs[2], xs[3] + sign * ring]


def _narrowed(posture: Posture, sign: int, point: Point, tissue: Tissue) -> Point:
    x, y = posture.drawn(point, sign, tissue)
    return x * (1 - 0.42 * posture.channel("narrow", sign, point[0])), y


def _teeth(upper: list[Point], lower: list[Point], show: float) -> list[Point]:
    """The upper teeth, as far as the opening shows them."""
    edge = [(x, y + show * min(max(below - y, 0) * 0.7, 8)) for (x, y), (_, below) in zip(upper, lower, strict=True)]
    return upper + edge[-2:0:-1]
