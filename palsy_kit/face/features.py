"""The face at rest: every line and form by its points on one half of the face.

A point is ``(out, down)``: units outwards from the midline, and down from the top of the picture. Proportions are those
that drawing classes teach: eyes at half the height of the head, the face five eyes wide, brow, nose and chin a third
apart, the mouth a third of the way from nose to chin.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from palsy_kit.exercises import FocusArea
from palsy_kit.face.curves import Point


class Span(StrEnum):
    """How a half becomes a whole."""

    EACH = "each"
    """Drawn once on either side."""
    ACROSS = "across"
    """One form that begins at the midline and goes on mirrored."""


class Tissue(StrEnum):
    """What a form hangs on, and so what moves it."""

    SKIN = "skin"
    UPPER_LIP = "upper_lip"
    LOWER_LIP = "lower_lip"
    HEAD = "head"
    """Moves with the head alone."""
    NECK = "neck"
    """Stays when the head moves."""


@dataclass(frozen=True)
class Feature:
    """A form of the face: a ribbon where it has widths, else a filled form.

    ``creases`` adds width: for each channel (see ``units``), how much at each point when the channel is at 1.
    """

    id: str
    role: str
    points: tuple[Point, ...]
    widths: tuple[float, ...] = ()
    creases: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    span: Span = Span.EACH
    tissue: Tissue = Tissue.SKIN
    area: FocusArea | None = None


def _fold(id: str, points: tuple[Point, ...], area: FocusArea, **creases: tuple[float, ...]) -> Feature:  # noqa: A002
    return Feature(id, "fold", points, (0,) * len(points), creases, area=area)


def _forehead_line(name: str, y: float) -> Feature:
    points = ((0, y + 1), (16, y), (32, y - 2), (48, y - 1), (64, y + 5))
    creases = {"forehead_mid": (2.2, 2.2, 1.6, 0.5, 0), "forehead_side": (0, 0.4, 1.4, 2.2, 0)}
    return Feature(name, "fold", points, (0,) * 5, creases, Span.ACROSS, area=FocusArea.FOREHEAD)


CORNER: Point = (32.5, 284)
UPPER_LID: tuple[Point, ...] = ((21.5, 194), (28, 186.5), (36, 182.2), (44, 181.5), (54, 184.5), (64, 190.5))
LOWER_LID: tuple[Point, ...] = ((21.5, 194), (28, 197.2), (36, 199.2), (45, 199.4), (55, 196.8), (64, 190.5))
UPPER_LIP: tuple[Point, ...] = ((0, 274), (7, 271), (15, 274), (24, 279), CORNER)
UPPER_INNER: tuple[Point, ...] = ((0, 285), (8, 283.6), (16, 283.8), (24, 284.4), CORNER)
LOWER_INNER = UPPER_INNER
LOWER_LIP: tuple[Point, ...] = ((0, 300), (8, 299.4), (16, 297), (24, 292), CORNER)
IRIS: Point = (42.5, 189.6)

_JAW: tuple[Point, ...] = (
    (0, 348), (16, 346.5), (34, 339), (54, 324), (72, 305), (87, 280), (96, 250), (102, 218), (104, 186), (103, 160),
)  # fmt: skip
_HAIR_OUT: tuple[Point, ...] = (
    (0, 30), (34, 33), (66, 46), (92, 72), (107, 106), (111, 140), (108, 172), (104, 188),
)  # fmt: skip
_HAIRLINE: tuple[Point, ...] = ((100, 178), (96, 152), (90, 128), (76, 104), (52, 91), (24, 86), (0, 85))
_NECK: tuple[Point, ...] = (
    (0, 330), (50, 318), (58, 322), (57, 350), (61, 376), (84, 396), (126, 412), (158, 428), (150, 446), (90, 446), (0, 446),
)  # fmt: skip

BEHIND: tuple[Feature, ...] = (
    Feature("neck", "skin", _NECK, span=Span.ACROSS, tissue=Tissue.NECK, area=FocusArea.NECK),
    Feature(
        "neck_side", "line", ((58, 322), (56.5, 346), (60, 374), (82, 395), (124, 411), (158, 428)),
        (1, 2.4, 2.6, 2.4, 1.8, 0.3), tissue=Tissue.NECK, area=FocusArea.NECK,
    ),
    Feature(
        "neck_band", "fold", ((47, 344), (40, 366), (28, 390), (12, 408)), (0.2, 1.1, 1.1, 0.2),
        {"neck": (0.8, 2.6, 2.6, 0.8)}, tissue=Tissue.NECK, area=FocusArea.NECK,
    ),
    Feature(
        "neck_cord", "fold", ((30, 352), (24, 368), (17, 384), (12, 394)), (0, 0, 0, 0),
        {"neck": (0.4, 2.4, 2.2, 0.3)}, tissue=Tissue.NECK, area=FocusArea.NECK,
    ),
    Feature(
        "neck_outer_cord", "fold", ((53, 338), (51, 356), (52, 376), (58, 392)), (0, 0, 0, 0),
        {"neck": (0.3, 2.2, 2.2, 0.3)}, tissue=Tissue.NECK, area=FocusArea.NECK,
    ),
    Feature(
        "collarbone", "fold", ((14, 416), (34, 411), (64, 410), (96, 406)), (1.2, 1.5, 1.1, 0.1), tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "collar", "line", ((0, 442), (30, 437), (58, 422), (78, 398)), (2.4, 2.4, 2.2, 1), span=Span.ACROSS,
        tissue=Tissue.NECK,
    ),
    Feature("ear", "skin", ((100, 188), (112, 181), (118, 192), (116, 214), (109, 236), (100, 242)), tissue=Tissue.HEAD),
    Feature(
        "ear_edge", "line", ((102, 187), (111, 181), (118, 191), (116, 213), (110, 234), (101, 241)),
        (0.6, 2.2, 2.6, 2.4, 2, 0.6), tissue=Tissue.HEAD,
    ),
    Feature(
        "ear_fold", "fold", ((107, 193), (112, 192), (112, 206), (107, 219)), (0.3, 1.2, 1.3, 0.2), tissue=Tissue.HEAD
    ),
)  # fmt: skip

HEAD: tuple[Feature, ...] = (
    Feature("head", "skin", (*_JAW, (98, 110), (72, 66), (34, 46), (0, 42)), span=Span.ACROSS),
    Feature(
        "jaw", "line", _JAW, (2.9, 2.9, 2.8, 2.7, 2.6, 2.6, 2.5, 2.3, 1.8, 0.4), span=Span.ACROSS, area=FocusArea.CHIN
    ),
    Feature("cheek", "tint", ((62, 219), (80, 226), (84, 240), (70, 254), (52, 250), (43, 236), (48, 224)), area=FocusArea.CHEEKS),
    _forehead_line("forehead_high", 113),
    _forehead_line("forehead_middle", 128),
    _forehead_line("forehead_low", 142),
    _fold("frown", ((9, 152), (8, 161), (10.5, 172)), FocusArea.FOREHEAD, frown=(0.5, 3, 0.4)),
    _fold("bunny_high", ((3, 181), (8, 184), (13, 183)), FocusArea.NOSE, bunny=(0.5, 2.2, 0.3)),
    _fold("bunny_middle", ((4, 192), (10, 196), (16, 194)), FocusArea.NOSE, bunny=(0.4, 2.2, 0.3)),
    _fold("bunny_low", ((8, 205), (14, 209), (20, 206)), FocusArea.NOSE, bunny=(0.3, 2, 0.3)),
    _fold("crow_high", ((70, 185), (78, 181), (86, 175)), FocusArea.EYES, crow=(1, 1.8, 0.2)),
    _fold("crow_middle", ((71, 191), (80, 191.5), (89, 190)), FocusArea.EYES, crow=(1, 2, 0.2)),
    _fold("crow_low", ((70, 197), (78, 201), (86, 205)), FocusArea.EYES, crow=(1, 1.8, 0.2)),
    Feature(
        "lid_bag", "fold", ((26, 203), (36, 208.5), (48, 209), (58, 204.5)), (0.1, 0.8, 0.7, 0.1), {"bag": (0.3, 2, 2, 0.3)},
        area=FocusArea.EYES,
    ),
    Feature(
        "nasolabial", "fold", ((23, 246), (30, 256), (37, 268), (42, 281)), (0, 0, 0, 0), {"nasolabial": (1, 2.8, 2.6, 0.4)},
        area=FocusArea.CHEEKS,
    ),
    _fold("dimple", ((42, 275), (45.5, 283), (43, 292)), FocusArea.MOUTH, dimple=(0.4, 3, 0.4)),
    _fold("marionette", ((36, 290), (40, 299), (41, 309)), FocusArea.MOUTH, marionette=(0.8, 2.6, 0.3)),
    _fold("hollow_line", ((78, 240), (70, 256), (62, 276), (58, 294)), FocusArea.CHEEKS, hollow=(0.2, 2.6, 2.6, 0.2)),
    _fold("puff_line", ((52, 236), (45, 252), (44, 272), (52, 292)), FocusArea.CHEEKS, puff=(0.2, 2, 2, 0.2)),
    Feature(
        "chin_fold", "fold", ((0, 310), (8, 310.5), (17, 314)), (1.6, 1.2, 0.1), {"chin": (2, 1.8, 0.5)}, span=Span.ACROSS,
        area=FocusArea.CHIN,
    ),
    _fold("chin_dimple_high", ((6, 321), (8, 324), (7, 327)), FocusArea.CHIN, chin_dots=(0.5, 2, 0.5)),
    _fold("chin_dimple_low", ((14, 326), (16, 329), (14, 333)), FocusArea.CHIN, chin_dots=(0.5, 2, 0.5)),
    Feature("bridge", "fold", ((14, 174), (10.5, 184), (10, 198), (11, 208)), (0.3, 1.4, 1, 0.1), area=FocusArea.NOSE),
    Feature(
        "wing", "line", ((17.5, 235), (21.5, 242), (21.5, 250), (15, 254)), (0.4, 2, 2.3, 0.8), area=FocusArea.NOSE
    ),
    Feature("nostril", "line", ((14.5, 253.5), (10.5, 251.5), (6, 254.5)), (1, 3, 1.2), {"nostril": (0.6, 3, 0.6)}, area=FocusArea.NOSE),
    Feature("nose_base", "line", ((0, 259), (4, 258), (7, 255.5)), (2, 1.6, 0.4), span=Span.ACROSS, area=FocusArea.NOSE),
    _fold("lip_line_upper", ((10, 262), (9, 266), (8.5, 270)), FocusArea.MOUTH, lip_lines=(0.2, 1.5, 0.6)),
    _fold("lip_line_side", ((27, 268), (25, 272), (23, 275.5)), FocusArea.MOUTH, lip_lines=(0.2, 1.5, 0.6)),
    _fold("press_upper", ((10, 268), (20, 270), (29, 276)), FocusArea.MOUTH, press=(0.3, 2, 0.3)),
    _fold("press_lower", ((8, 302), (18, 301), (28, 295)), FocusArea.MOUTH, press=(0.3, 2, 0.3)),
)  # fmt: skip


FRONT: tuple[Feature, ...] = (
    Feature("hair", "hair", (*reversed(_HAIRLINE), *reversed(_HAIR_OUT)), span=Span.ACROSS, tissue=Tissue.HEAD),
    Feature("hair_edge", "line", _HAIR_OUT, (2.6, 2.6, 2.6, 2.6, 2.5, 2.4, 2, 0.6), span=Span.ACROSS, tissue=Tissue.HEAD),
    Feature("hairline", "fold", tuple(reversed(_HAIRLINE)), (1, 1, 1.2, 1.4, 1.4, 1.1, 0.2), span=Span.ACROSS, tissue=Tissue.HEAD),
    Feature(
        "brow", "brow", ((19, 170), (29, 164.5), (42, 161), (56, 160.5), (68, 164), (77, 170)), (3, 6, 6.4, 5.2, 3.4, 0.6),
        area=FocusArea.FOREHEAD,
    ),
)  # fmt: skip
