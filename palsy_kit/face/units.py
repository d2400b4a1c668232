"""What each action unit does to the drawn face: pulls on the skin, and channels that the parts read.

Numbers follow the Facial Action Coding System (Ekman and Friesen 1978). The amounts are a draughtsman's, chosen so that
each movement can be told by eye; they measure nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pull:
    """Skin around ``(out, down)`` moves by ``(by_out, by_down)`` units, fading over ``reach`` units."""

    out: float
    down: float
    reach: tuple[float, float]
    by_out: float
    by_down: float


@dataclass(frozen=True)
class Unit:
    """An action unit at full intensity, with the words for it.

    ``words`` has ``{s}`` (the noun's plural) and ``{v}`` (the verb's s) where it belongs to a side; ``facial`` says
    that the facial nerve does it, so that a palsy weakens it; ``sideless`` units move the whole head, jaw or gaze;
    ``single`` ones are done on one side only, on the left when both are asked for.
    """

    words: str
    pulls: tuple[Pull, ...] = ()
    channels: Mapping[str, float] = field(default_factory=dict)
    facial: bool = True
    sideless: bool = False
    single: bool = False


UNITS: Mapping[int, Unit] = {
    1: Unit("inner brow{s} rise{v}", (Pull(17, 166, (21, 26), 1, -14),), {"forehead_mid": 1}),
    2: Unit("outer brow{s} rise{v}", (Pull(62, 164, (22, 24), 1, -13),), {"forehead_side": 1}),
    4: Unit(
        "brow{s} draw{v} down and together",
        (Pull(22, 168, (18, 16), -6, 8), Pull(50, 163, (18, 14), -3, 6)),
        {"frown": 1, "close": 0.15},
    ),
    5: Unit("upper lid{s} open{v} wide", (), {"close": -0.9}, facial=False),
    6: Unit(
        "cheek{s} lift{v} towards the eye{s}",
        (Pull(54, 222, (26, 18), 1, -8), Pull(68, 166, (12, 10), 0, 2)),
        {"lower_lid": 0.7, "close": 0.12, "crow": 1, "bag": 1},
    ),
    7: Unit("eye{s} narrow{v} as the lids tighten", (), {"lower_lid": 0.9, "close": 0.3}),
    8: Unit("lips come together", (), {"seal": 1.6, "thick": -0.25}),
    9: Unit(
        "nose wrinkles",
        (Pull(17, 242, (10, 20), 1.5, -6), Pull(24, 266, (13, 12), 1, -4), Pull(22, 168, (16, 14), -3, 5)),
        {"bunny": 1, "nasolabial": 0.7, "lift": 3, "lower_lid": 0.35, "close": 0.2},
    ),
    10: Unit(
        "upper lip lifts",
        (Pull(24, 258, (11, 12), 2, -5), Pull(19, 246, (8, 9), 1.5, -2)),
        {"lift": 8, "nasolabial": 0.9},
    ),
    12: Unit(
        "corner{s} of the mouth draw{v} up and out",
        (Pull(33, 284, (11, 12), 8, -8.5), Pull(38, 278, (22, 18), 4, -4), Pull(58, 236, (28, 20), 2, -7)),
        {"nasolabial": 1, "lower_lid": 0.3, "thick": -0.12},
    ),
    14: Unit(
        "corner{s} of the mouth tighten{v} into a dimple",
        (Pull(33, 284, (13, 10), 6, -1),),
        {"dimple": 1, "thick": -0.2},
    ),
    15: Unit(
        "corner{s} of the mouth draw{v} down",
        (Pull(33, 285, (11, 12), 0, 7), Pull(36, 290, (20, 16), 1, 3.5)),
        {"marionette": 1},
    ),
    16: Unit(
        "lower lip draws down", (Pull(12, 312, (26, 9), 0, 4),), {"drop": 9, "chin": 0.4, "pout": 0.5, "lip_forward": 1}
    ),
    17: Unit(
        "chin pushes up",
        (Pull(0, 322, (24, 16), 0, -9), Pull(0, 292, (22, 16), 0, -7), Pull(33, 286, (10, 10), 0, 3)),
        {"chin": 1, "chin_dots": 1, "thick": 0.1, "pout": 0.3, "marionette": 0.4},
    ),
    18: Unit("lips draw together as for a kiss", (), {"narrow": 1, "thick": 0.45, "lip_lines": 1}),
    20: Unit(
        "corner{s} of the mouth draw{v} sideways",
        (Pull(33, 284, (18, 14), 14, 2),),
        {"thick": -0.4, "marionette": 0.35, "neck": 0.35},
    ),
    21: Unit("skin of the neck tightens", (Pull(58, 326, (30, 20), 2, 4), Pull(33, 286, (12, 10), 2, 4)), {"neck": 1}),
    22: Unit("lips push forward like a funnel", (), {"narrow": 0.85, "thick": 0.3, "part": 14, "funnel": 1}),
    23: Unit("lips tighten", (), {"narrow": 0.3, "thick": -0.5, "lip_lines": 0.6}),
    24: Unit("lips press together", (), {"narrow": 0.08, "thick": -0.75, "press": 1}),
    25: Unit("lips part", (), {"part": 7}),
    26: Unit("jaw drops", (), {"jaw": 16, "part": 1}, facial=False, sideless=True),
    27: Unit(
        "mouth opens wide", (), {"jaw": 36, "lift": 3, "hollow": 0.12, "narrow": 0.12}, facial=False, sideless=True
    ),
    29: Unit(
        "jaw slides forward",
        (Pull(0, 334, (60, 26), 0, 8), Pull(0, 294, (26, 14), 0, -4), Pull(30, 330, (20, 20), 4, 2)),
        {"chin": 1, "jaw_forward": 1},
        facial=False,
        sideless=True,
    ),
    30: Unit("jaw slides to the {side}", (), {"jaw_side": 1}, facial=False, single=True),
    33: Unit(
        "cheek{s} fill{v} with air that blows out between the lips",
        (Pull(90, 264, (24, 30), 12, 1),),
        {"puff": 0.8, "narrow": 0.85, "part": 6, "thick": 0.1, "funnel": 0.5},
    ),
    34: Unit("cheek{s} puff{v} out", (Pull(90, 264, (26, 32), 17, 1),), {"puff": 1, "thick": -0.3}),
    35: Unit(
        "cheek{s} draw{v} in",
        (Pull(88, 272, (24, 28), -10, 0), Pull(33, 284, (14, 12), -6, 0)),
        {"hollow": 1, "thick": 0.2, "narrow": 0.4},
    ),
    38: Unit("nostril{s} widen{v}", (Pull(21, 246, (10, 12), 10, -2),), {"nostril": 1}),
    39: Unit("nostril{s} narrow{v}", (Pull(20, 246, (9, 12), -7, 1),), {"nostril": -0.4, "pinch": 1}),
    41: Unit("upper lid{s} droop{v}", (), {"close": 0.45}, facial=False),
    43: Unit("eye{s} close{v} softly", (), {"close": 1}),
    44: Unit(
        "eye{s} squint{v}", (Pull(46, 164, (24, 12), 0, 4),), {"close": 0.5, "lower_lid": 0.8, "crow": 0.6, "bag": 0.7}
    ),
    45: Unit("eye{s} blink{v}", (), {"close": 0.78, "lower_lid": 0.45}),  # on the way, so that it is no sleeping eye
    46: Unit(
        "eye{s} wink{v}",
        (Pull(56, 224, (24, 18), 0, -5), Pull(46, 164, (24, 12), 0, 3)),
        {"close": 1, "lower_lid": 0.5, "crow": 1, "bag": 0.8},
        single=True,
    ),
    51: Unit("head turns to the left", (), {"turn": 1}, facial=False, sideless=True),
    52: Unit("head turns to the right", (), {"turn": -1}, facial=False, sideless=True),
    53: Unit("head tips back", (), {"nod": -1}, facial=False, sideless=True),
    54: Unit("head tips forward", (), {"nod": 1}, facial=False, sideless=True),
    55: Unit("head tilts to the left", (), {"tilt": 1}, facial=False, sideless=True),
    56: Unit("head tilts to the right", (), {"tilt": -1}, facial=False, sideless=True),
    57: Unit("head moves forward", (), {"near": 1}, facial=False, sideless=True),
    58: Unit("head draws back, chin tucked", (), {"near": -1, "tuck": 1, "nod": 0.35}, facial=False, sideless=True),
    61: Unit("eyes look to the left", (), {"gaze_side": 1}, facial=False, sideless=True),
    62: Unit("eyes look to the right", (), {"gaze_side": -1}, facial=False, sideless=True),
    63: Unit("eyes look up", (), {"gaze_down": -1}, facial=False, sideless=True),
    64: Unit("eyes look down", (), {"gaze_down": 1}, facial=False, sideless=True),
}
"""Action units by number."""
