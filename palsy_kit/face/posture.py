"""A face in a certain state: where each point of a feature lies when the two sides pull as told."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from palsy_kit.face.curves import Point
from palsy_kit.face.features import LEFT, RIGHT, Feature, Span, Tissue
from palsy_kit.face.rest import CORNER
from palsy_kit.face.units import UNITS, Pull

_MIDLINE = 16.0
"""Within this distance of the midline the sides pull together."""
_EAR_DEPTH = -20.0
_MOST = 24.0
"""The farthest that skin moves."""
_DROOP = (
    Pull(50, 164, (30, 16), 0, 7),
    Pull(42, 204, (20, 8), 0, 3),
    Pull(33, 285, (20, 14), -2, 8),
    Pull(66, 300, (26, 20), 0, 4),
)
"""What gravity does to a side without any tone."""
_LIMITS: Mapping[str, tuple[float, float]] = {
    "close": (-0.8, 1),
    "lower_lid": (0, 1),
    "part": (0, 14),
    "lift": (0, 9),
    "drop": (0, 10),
    "jaw": (0, 38),
    "thick": (-0.8, 0.7),
    "narrow": (0, 1),
    "nostril": (-0.4, 1),
    "seal": (0, 1),
}


@dataclass(frozen=True)
class Posture:
    """How strongly each side does each action unit (0 to 1), and how far it hangs at rest (0 to 1)."""

    units: Mapping[int, Mapping[int, float]]
    """By sign of the side, then by number of the unit."""
    droop: Mapping[int, float]
    drags: Mapping[int, tuple[Pull, ...]] = field(default_factory=dict)
    """By sign of the side: what fingers do to the skin."""
    _channels: dict[int, dict[str, float]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for sign in (LEFT, RIGHT):
            totals = {"nasolabial": 0.13 * (1 - self.droop[sign])}
            for au, intensity in self.units[sign].items():
                for name, amount in UNITS[au].channels.items():
                    totals[name] = totals.get(name, 0) + amount * intensity
            for name, total in totals.items():
                low, high = _LIMITS.get(name, (-1, 1))
                totals[name] = min(max(total, low), high)
            self._channels[sign] = totals

    def channel(self, name: str, sign: int, out: float) -> float:
        """The strength of a channel ``out`` units from the midline of a side."""
        own = _own_share(out)
        return own * self._channels[sign].get(name, 0) + (1 - own) * self._channels[-sign].get(name, 0)

    def overall(self, name: str) -> float:
        """The strength of a channel that has no sides."""
        return (self._channels[LEFT].get(name, 0) + self._channels[RIGHT].get(name, 0)) / 2

    def trace(self, feature: Feature) -> list[tuple[list[Point], list[float]]]:
        """The signed points and widths of each form of a feature, head movement included."""
        halves = {sign: [self.place(p, sign, feature.tissue) for p in feature.points] for sign in (LEFT, RIGHT)}
        widths = {sign: self._widths(feature, sign) for sign in (LEFT, RIGHT)}
        if feature.span is Span.EACH:
            return [(halves[sign], widths[sign]) for sign in (LEFT, RIGHT)]
        points = whole(halves[LEFT], halves[RIGHT], closed=not feature.widths)
        return [(points, widths[LEFT][::-1] + widths[RIGHT][1:])]

    def place(self, point: Point, sign: int, tissue: Tissue) -> Point:
        """Where a point of the resting half comes to lie: signed, after skin, jaw and head have moved."""
        return self.turned(self.drawn(point, sign, tissue), tissue)

    def drawn(self, point: Point, sign: int, tissue: Tissue) -> Point:
        """The signed point after skin and jaw have moved, before the head does."""
        out, down = point
        if tissue in (Tissue.HEAD, Tissue.EAR):
            return sign * out, down
        own = _own_share(out)
        follow = 0.3 if tissue is Tissue.LID else 1.0
        mine, theirs = self._pulled(point, sign), self._pulled(point, -sign)
        x = sign * (out + follow * (own * mine[0] - (1 - own) * theirs[0]))
        y = down + follow * (own * mine[1] + (1 - own) * theirs[1])
        if tissue is Tissue.NECK:
            return x, y
        share = _jaw_share(point, tissue)
        return x + share * 13 * self._sideways(), y + share * self.overall("jaw")

    def turned(self, point: Point, tissue: Tissue) -> Point:
        """The signed point after turning, nodding and tilting the head."""
        if tissue is Tissue.NECK:
            return point
        x, y = point
        depth = _EAR_DEPTH if tissue is Tissue.EAR else _depth(x, y)
        x += depth * 0.34 * self.overall("turn")
        y += depth * 0.25 * self.overall("nod") - (y - 190) * 0.05 * abs(self.overall("nod"))
        scale = 1 + 0.05 * self.overall("near")
        x, y = x * scale, 300 + (y - 300) * scale
        angle = math.radians(8) * self.overall("tilt")
        x, y = (
            x * math.cos(angle) - (y - 356) * math.sin(angle),
            356 + x * math.sin(angle) + (y - 356) * math.cos(angle),
        )
        return x, y

    def _widths(self, feature: Feature, sign: int) -> list[float]:
        widths = []
        for i, (width, (out, _)) in enumerate(zip(feature.widths, feature.points, strict=False)):
            extra = sum(profile[i] * self.channel(name, sign, out) for name, profile in feature.creases.items())
            widths.append(max(width + extra, 0))
        return widths

    def _pulled(self, point: Point, sign: int) -> Point:
        forces = [(pull, self.droop[sign]) for pull in _DROOP if self.droop[sign]]
        forces += [(pull, amount) for au, amount in self.units[sign].items() for pull in UNITS[au].pulls]
        forces += [(pull, 1.0) for pull in self.drags.get(sign, ())]
        by_out = by_down = 0.0
        for pull, amount in forces:
            across, along = (point[0] - pull.out) / pull.reach[0], (point[1] - pull.down) / pull.reach[1]
            weight = amount * math.exp(-(across * across + along * along) / 2)
            by_out, by_down = by_out + weight * pull.by_out, by_down + weight * pull.by_down
        shrink = min(1, _MOST / max(math.hypot(by_out, by_down), 1e-9))
        return by_out * shrink, by_down * shrink

    def _sideways(self) -> float:
        return self._channels[LEFT].get("jaw_side", 0) - self._channels[RIGHT].get("jaw_side", 0)


def whole(left: list[Point], right: list[Point], *, closed: bool = False) -> list[Point]:
    """The points of a form from its left end across the midline to its right end.

    Both halves begin on the midline, and those of a closed form end there too.
    """
    points = left[::-1] + right[1:]
    return points[:-1] if closed else points


def _own_share(out: float) -> float:
    t = min(max(out / _MIDLINE, 0), 1)
    return 0.5 + 0.5 * t * t * (3 - 2 * t)


def _ramp(value: float, start: float, end: float) -> float:
    t = min(max((value - start) / (end - start), 0), 1)
    return t * t * (3 - 2 * t)


def _jaw_share(point: Point, tissue: Tissue) -> float:
    """How far a point goes along with the jaw."""
    out, down = point
    towards_corner = min(out / CORNER[0], 1) ** 3
    if tissue is Tissue.UPPER_LIP:
        return 0.35 * towards_corner
    if tissue is Tissue.LOWER_LIP:
        return 1 - 0.65 * towards_corner
    return _ramp(down, 232, 330)


def _depth(x: float, y: float) -> float:
    """How far a point of the face stands out towards the viewer."""
    globe = math.pow(max(0.0, 1 - (x / 103) ** 2 - ((y - 195) / 150) ** 2), 0.8)
    jaw = 0.55 * _ramp(y, 235, 330) * max(0.0, 1 - (x / 95) ** 2)
    nose = 0.26 * math.exp(-((x / 12) ** 2) / 2 - ((y - 244) / 20) ** 2 / 2)
    return 90 * (max(globe, jaw) + nose)
