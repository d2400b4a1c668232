"""The face at rest: every line and form by its points on one half of the face.

A point is ``(out, down)``: units outwards from the midline, and down from the top of the picture. Proportions are those
that drawing classes teach: eyes at half the height of the head, the face five eyes wide, brow, nose and chin a third
apart, the mouth a third of the way from nose to chin.
"""

from palsy_kit.exercises import FocusArea
from palsy_kit.face.curves import Point
from palsy_kit.face.features import Feature, Span, Tissue, numbers, points


def _fold(name: str, area: FocusArea, path: str, **creases: str) -> Feature:
    """A line on either side that is only there while one of its creases is."""
    at = points(path)
    profiles = {channel: numbers(widths) for channel, widths in creases.items()}
    return Feature(name, "fold", at, (0,) * len(at), profiles, area=area)


def _forehead_line(name: str, y: float) -> Feature:
    at = ((0, y + 1), (16, y), (32, y - 2), (48, y - 1), (64, y + 5))
    creases = {"forehead_mid": numbers("2.2 2.2 1.6 0.5 0"), "forehead_side": numbers("0 0.4 1.4 2.2 0")}
    return Feature(name, "fold", at, (0,) * 5, creases, Span.ACROSS, area=FocusArea.FOREHEAD)


CORNER: Point = (32.5, 283.6)
IRIS: Point = (42.5, 189.6)
UPPER_LID = points("21.5,194.5 28,187.3 36,183.2 44,182.4 54,185 64,190.5")
LOWER_LID = points("21.5,194.5 28,197.2 36,199.2 45,199.4 55,196.8 64,190.5")
LID_CREASE = points("26,185 34,178 44,175.5 55,178 67,186")
UPPER_LIP = points("0,275.6 7,273.4 15,275.6 24,279.8 32.5,283.6")
LIP_LINE = points("0,284.8 8,283.8 16,284.2 24,284.6 32.5,283.6")
LOWER_LIP = points("0,298 8,297.6 16,295.6 24,291.4 32.5,283.6")
_JAW = points("0,347 17,345.5 35,338 55,323 74,303 88,279 96.5,250 101.5,218 103,186 102,160")
_HAIR_OUT = points("0,26 30,29 60,40.5 86,64 103,99 108.5,136 107,164 104,182")
_HAIRLINE = points("102.5,181 97.5,158 94,138 86,114 66,94 34,83 0,80")
_NECK = points("0,290 40,288 56,296 56.5,330 57,354 62,376 74,390 68,406 40,426 0,434")

BEHIND: tuple[Feature, ...] = (
    Feature("neck", "skin", _NECK, span=Span.ACROSS, tissue=Tissue.NECK, area=FocusArea.NECK),
    Feature(
        "neck_side",
        "line",
        points("56,296 56.5,330 57,354 62,376 76,391 108,405 142,418 160,431"),
        widths=numbers("1 2.4 2.6 2.6 2.6 2.4 1.8 0.3"),
        tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "neck_band",
        "fold",
        points("47,344 40,366 28,390 12,408"),
        widths=numbers("0.2 1.1 1.1 0.2"),
        creases={"neck": numbers("0.8 2.6 2.6 0.8")},
        tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "neck_cord",
        "fold",
        points("30,352 24,368 17,384 12,394"),
        widths=numbers("0 0 0 0"),
        creases={"neck": numbers("0.4 2.4 2.2 0.3")},
        tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "neck_outer_cord",
        "fold",
        points("53,338 51,356 52,376 58,392"),
        widths=numbers("0 0 0 0"),
        creases={"neck": numbers("0.3 2.2 2.2 0.3")},
        tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "tuck",
        "fold",
        points("0,357 14,355.5 28,348"),
        widths=numbers("0 0 0"),
        creases={"tuck": numbers("2 1.8 0.2")},
        span=Span.ACROSS,
        tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "collarbone",
        "fold",
        points("11,412 22,408 40,407 58,401"),
        widths=numbers("1 1.4 1.1 0.1"),
        tissue=Tissue.NECK,
        area=FocusArea.NECK,
    ),
    Feature(
        "collar",
        "line",
        points("0,434 28,430.5 52,419 68,404 75,390"),
        widths=numbers("2.4 2.4 2.3 2 1"),
        span=Span.ACROSS,
        tissue=Tissue.NECK,
    ),
    Feature(
        "collar_seam",
        "fold",
        points("0,443 30,439 57,427 75,410 84,395"),
        widths=numbers("1.2 1.2 1.2 1 0.5"),
        span=Span.ACROSS,
        tissue=Tissue.NECK,
    ),
    Feature("ear", "skin", points("94,190 112,181 118,192 116,214 109,236 94,240"), tissue=Tissue.EAR),
    Feature(
        "ear_edge",
        "line",
        points("96,191 111,181 118,191 116,213 110,234 96,243"),
        widths=numbers("0.6 2.2 2.6 2.4 2 0.6"),
        tissue=Tissue.EAR,
    ),
    Feature(
        "ear_fold",
        "fold",
        points("107,193 112,192 112,206 107,219"),
        widths=numbers("0.3 1.2 1.3 0.2"),
        tissue=Tissue.EAR,
    ),
)

HEAD: tuple[Feature, ...] = (
    Feature("head", "skin", (*_JAW, *points("98,110 72,66 34,46 0,42")), span=Span.ACROSS),
    Feature(
        "jaw",
        "line",
        _JAW,
        widths=numbers("2.9 2.9 2.8 2.7 2.6 2.6 2.5 2.3 1.8 0.4"),
        span=Span.ACROSS,
        area=FocusArea.CHIN,
    ),
    Feature("cheek", "tint", points("60,214 79,218 84,232 72,249 54,255 43,244 46,226"), area=FocusArea.CHEEKS),
    _forehead_line("forehead_high", 113),
    _forehead_line("forehead_middle", 128),
    _forehead_line("forehead_low", 142),
    _fold("frown", FocusArea.FOREHEAD, "9,152 8,161 10.5,172", frown="0.5 3 0.4"),
    _fold("bunny_high", FocusArea.NOSE, "13,175 8,178.5 2,180", bunny="0.5 2.2 0.3"),
    _fold("bunny_middle", FocusArea.NOSE, "5,191 11,194 17,201", bunny="0.4 2.2 0.3"),
    _fold("bunny_low", FocusArea.NOSE, "6,202 12,206 18,214", bunny="0.3 2 0.3"),
    _fold("crow_high", FocusArea.EYES, "70,185 78,181 86,175", crow="1 1.8 0.2"),
    _fold("crow_middle", FocusArea.EYES, "71,191 80,191.5 89,190", crow="1 2 0.2"),
    _fold("crow_low", FocusArea.EYES, "70,197 78,201 86,205", crow="1 1.8 0.2"),
    Feature(
        "lid_bag",
        "fold",
        points("26,203 36,208.5 48,209 58,204.5"),
        widths=numbers("0.1 0.5 0.4 0.1"),
        creases={"bag": numbers("0.3 2 2 0.3")},
        area=FocusArea.EYES,
    ),
    _fold("nasolabial", FocusArea.CHEEKS, "23,246 30,256 37,268 42,281", nasolabial="0.8 2.3 2.2 0.3"),
    _fold("dimple", FocusArea.MOUTH, "42,275 45.5,283 43,292", dimple="0.4 3 0.4"),
    _fold("marionette", FocusArea.MOUTH, "36,290 40,299 41,309", marionette="0.8 2.6 0.3"),
    _fold("hollow_line", FocusArea.CHEEKS, "78,240 70,256 62,276 58,294", hollow="0.2 2.6 2.6 0.2"),
    _fold("puff_line", FocusArea.CHEEKS, "46,262 39.5,272 39,285 45,297", puff="0.2 2 2 0.2"),
    Feature(
        "chin_fold",
        "fold",
        points("0,310 8,310.5 17,314"),
        widths=numbers("1.6 1.2 0.1"),
        creases={"chin": numbers("2 1.8 0.5")},
        span=Span.ACROSS,
        area=FocusArea.CHIN,
    ),
    _fold("chin_dimple_high", FocusArea.CHIN, "6,321 8,324 7,327", chin_dots="0.5 2 0.5"),
    _fold("chin_dimple_low", FocusArea.CHIN, "14,326 16,329 14,333", chin_dots="0.5 2 0.5"),
    Feature(
        "bridge",
        "fold",
        points("17,173 13,180 11,190 11,199"),
        widths=numbers("0.1 0.8 0.7 0.1"),
        area=FocusArea.NOSE,
    ),
    Feature(
        "wing",
        "line",
        points("17,237.5 20.6,243.5 20.4,250.5 15.4,253.6"),
        widths=numbers("0.2 1.6 2 0.6"),
        area=FocusArea.NOSE,
    ),
    Feature(
        "nostril",
        "line",
        points("14,253.6 10.5,252.2 6.6,254.6"),
        widths=numbers("0.5 2.5 0.9"),
        creases={"nostril": numbers("1 3.4 1")},
        area=FocusArea.NOSE,
    ),
    Feature(
        "nose_base",
        "line",
        points("0,258.4 4.4,257.5 7.4,255"),
        widths=numbers("1.7 1.3 0.3"),
        span=Span.ACROSS,
        area=FocusArea.NOSE,
    ),
    _fold("pinch", FocusArea.NOSE, "26,236 28,244 26,252", pinch="0.4 2.4 0.4"),
    _fold("press_upper", FocusArea.MOUTH, "9,269 19,271 28,276", press="0.3 2 0.3"),
    _fold("press_lower", FocusArea.MOUTH, "8,302 18,301 28,295", press="0.3 2 0.3"),
)

FRONT: tuple[Feature, ...] = (
    Feature("hair", "hair", (*reversed(_HAIRLINE), *reversed(_HAIR_OUT)), span=Span.ACROSS, tissue=Tissue.HEAD),
    Feature(
        "hair_edge",
        "line",
        _HAIR_OUT,
        widths=numbers("2.6 2.6 2.6 2.6 2.5 2.4 2 0.6"),
        span=Span.ACROSS,
        tissue=Tissue.HEAD,
    ),
    Feature(
        "brow",
        "brow",
        points("20.5,166.8 30,163.4 43,161.2 56,161.4 67,164 76,168.8"),
        widths=numbers("3.4 5.2 5.3 4.4 3 0.5"),
        area=FocusArea.FOREHEAD,
    ),
)

_AREAS = {
    FocusArea.WHOLE_FACE: (*_JAW[:-1], *reversed(_HAIR_OUT)),
    FocusArea.FOREHEAD: points("0,95 30,96.5 58,104 78,122 88,148 85,164 68,171.5 46,169 24,172 0,172"),
    FocusArea.EYES: points("15,192 25,180 44,175 64,178 78,189 67,203 45,210 25,205"),
    FocusArea.NOSE: points("0,182 8,186 11,208 21,230 26,246 20,258 9,263.5 0,264.5"),
    FocusArea.CHEEKS: points("36,236 46,221 66,212 86,210 96,222 95,246 87,268 73,283 58,281 48,266 40,250"),
    FocusArea.MOUTH: points("0,267.5 18,267.5 36,273 45,284 38,295 22,303 10,305.5 0,306"),
    FocusArea.CHIN: points("0,310 20,308.5 38,302 54,303 57,312 46,326 30,336 14,341.5 0,342.5"),
    FocusArea.NECK: points("0,353 20,351 40,342 52,334 53,356 59,378 66,394 56,410 34,424 0,429"),
}
_TISSUES = {FocusArea.WHOLE_FACE: Tissue.HEAD, FocusArea.NECK: Tissue.NECK}
AREAS: tuple[Feature, ...] = tuple(
    Feature(
        f"area_{area}",
        "area",
        at,
        span=Span.EACH if area in (FocusArea.EYES, FocusArea.CHEEKS) else Span.ACROSS,
        tissue=_TISSUES.get(area, Tissue.SKIN),
        area=area,
    )
    for area, at in _AREAS.items()
)
"""A region for each focus area, for a page to show or to click on; the whole face lies behind the others."""
