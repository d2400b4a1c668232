"""Signs beside the face, where it alone does not tell what is done: a sun for a squint, a bubble for what is said."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from palsy_kit.exercises import Sign
from palsy_kit.face.curves import Point
from palsy_kit.face.features import RIGHT, points
from palsy_kit.face.parts import Trace

_LINE = 2.6
_CORNER: Point = (127, 40)
"""The middle of what stands in the upper corner."""
_SPOKEN: Point = (134, 306)
"""The middle of the bubble beside the mouth."""
_BUBBLE = points(
    "-34,-12 -35,4 -33,26 -22,38 0,40 24,38 33,28 35,0 33,-28 22,-38 0,-40 -22,-38 -32,-30 -34,-24 -50,-20 "
    "-76,-20 -50,-12"
)
_RING = [(math.cos(math.pi * i / 8), math.sin(math.pi * i / 8)) for i in range(17)]


def _ring(x: float, y: float, across: float, down: float) -> tuple[Point, ...]:
    return tuple((x + across * u, y + down * v) for u, v in _RING)


_BOWL = _ring(0, 0, 5.6, 6)
_LETTERS: Mapping[str, tuple[tuple[Point, ...], ...]] = {
    "a": (_BOWL, points("5.8,-6 5.8,6")),
    "e": (points("-5.4,-0.4 5.2,-0.4"), points("5.4,-0.6 4,-4.6 0,-6.2 -4,-4.6 -5.8,0 -4.2,4.4 0,6.1 4.6,4.4")),
    "i": (points("0,-6 0,6"), points("0,-11.4 0,-11")),
    "o": (_BOWL,),
    "u": (points("-5,-6 -5,1 -3.4,5 0,6 3.4,4.6 5,1"), points("5,-6 5,6")),
    "p": (_BOWL, points("-5.8,-6 -5.8,12")),
    "b": (_BOWL, points("-5.8,-13 -5.8,6")),
    "f": (points("4.6,-12 1.6,-12.6 -0.6,-10.6 -1,-6 -1,6"), points("-5,-5.4 3.6,-5.4")),
    "~": (points("-24,0 -18,-3 -12,0 -6,3 0,0 6,-3 12,0 18,3 24,0"),),
    "-": (points("-24,0 -18,-3 -12,0 -6,3 0,0 6,-3 12,0"),),
    "!": (points("0,-14 0,3"), points("0,11 0,11.4")),
}
"""Each letter by its lines, to the right and down from its middle."""


class _Said(NamedTuple):
    """Rows of letters in the bubble beside the mouth, and the words for them."""

    rows: tuple[str, ...]
    words: str


_SAID: Mapping[Sign, _Said] = {
    Sign.VOWELS: _Said(("a e i", "o u"), "A bubble beside the mouth holds a, e, i, o and u."),
    Sign.SYLLABLES: _Said(("pa", "ba", "fa"), "A bubble beside the mouth holds pa, ba and fa."),
    Sign.WORDS: _Said(("~", "~", "-"), "A bubble beside the mouth stands for words that are said."),
}
_THOUGHT_OF: Mapping[Sign, str] = {
    Sign.SURPRISE: "A bubble beside the head stands for the thought of a surprise.",
    Sign.SMILE: "A bubble beside the head holds the thought of a smile.",
    Sign.BISCUIT: "A bubble beside the head holds the thought of a biscuit; the mouth is empty.",
}
_SHOWN: Mapping[Sign, str] = {
    Sign.SUN: "A bright sun stands beside the head.",
    Sign.PILLOW: "The head rests on a pillow.",
}


def sign_words(sign: Sign) -> str:
    """The sentence that tells a sign."""
    return _SAID[sign].words if sign in _SAID else {**_THOUGHT_OF, **_SHOWN}[sign]


def beside(shown: Sequence[Sign], flip: int) -> Iterator[Trace]:
    """The forms of signs before the face; ``flip`` is -1 where the picture is a mirror, so that letters are not."""
    for sign in shown:
        if sign in _SAID:
            yield from _spoken(_SAID[sign].rows, flip)
        elif sign in _DRAWERS:
            yield from _DRAWERS[sign](flip)


def pillow(shown: Sequence[Sign]) -> Iterator[Trace]:
    """The pillow, which lies behind everything."""
    if Sign.PILLOW not in shown:
        return
    half = points("0,18 60,16 120,10 154,14 160,40 154,100 152,160 154,230 160,296 152,320 120,322 60,316 0,314")
    around = [*half, *((-x, y) for x, y in half[-2:0:-1])]
    yield Trace("pillow", "pillow", around, [], None)
    yield Trace("pillow_edge", "fold", [*around, around[0]], [1.6] * (len(around) + 1), None)


def _stroke(name: str, line: Sequence[Point], width: float = _LINE) -> Trace:
    return Trace(f"sign_{name}", "sign", list(line), [width] * len(line), None)


def _put(centre: Point, flip: int, line: Sequence[Point]) -> list[Point]:
    """Signed points of a line that is given to the right and down from a centre on the right side of the face."""
    return [(RIGHT * centre[0] + flip * x, centre[1] + y) for x, y in line]


def _sun(flip: int) -> Iterator[Trace]:
    yield _stroke("sun", _put(_CORNER, flip, _ring(0, 0, 12, 12)))
    for number in range(8):
        u, v = math.cos(math.pi * number / 4), math.sin(math.pi * number / 4)
        yield _stroke(f"ray_{number}", _put(_CORNER, flip, ((18 * u, 18 * v), (27 * u, 27 * v))))


def _thought() -> Iterator[Trace]:
    """A bubble of thought: a cloud, and two small ones towards the head."""
    cloud = [(34 * u * (1 + 0.07 * math.cos(8 * t)), 29 * v * (1 + 0.07 * math.cos(8 * t))) for t, u, v in _TURN]
    for name, line in (("cloud", cloud), ("puff", _ring(-22, 39, 5, 4.4)), ("small_puff", _ring(-29, 50, 2.8, 2.6))):
        at = _put(_CORNER, 1, [(-x, y) for x, y in line])  # the small ones lie towards the midline
        yield Trace(f"sign_{name}_skin", "skin", at[:-1], [], None)
        yield _stroke(name, at, 1.8)


_TURN = [(math.pi * i / 24, math.cos(math.pi * i / 24), math.sin(math.pi * i / 24)) for i in range(49)]


def _surprise(flip: int) -> Iterator[Trace]:
    yield from _thought()
    for number, line in enumerate(_LETTERS["!"]):
        yield _stroke(f"surprise_{number}", _put(_CORNER, flip, line), 4)


def _biscuit(flip: int) -> Iterator[Trace]:
    """A round biscuit with a bite taken out of it."""
    yield from _thought()
    rim = [(17 * math.cos(a), 17 * math.sin(a)) for a in (math.radians(d) for d in range(0, 286, 15))]
    bite = points("4.4,-16.4 3,-11 7,-8.6 7.4,-4.4 12,-3.4 13.6,0.4 17,0")
    yield _stroke("biscuit", _put(_CORNER, flip, rim), 2.2)
    yield _stroke("bite", _put(_CORNER, flip, bite), 2.2)
    for number, (x, y) in enumerate(points("-8,-5 -2,4 -7,9 5,9 -1,-9")):
        yield _stroke(f"crumb_{number}", _put(_CORNER, flip, ((x, y), (x + 0.4, y))), 2.8)


def _smile(flip: int) -> Iterator[Trace]:
    yield from _thought()
    lines = (_ring(0, 0, 17, 17), points("-6,-5 -6,-3"), points("6,-5 6,-3"), points("-9,4 -5,8.4 0,10 5,8.4 9,4"))
    for number, line in enumerate(lines):
        yield _stroke(f"smile_{number}", _put(_CORNER, flip, line), 2.4)


def _spoken(rows: Sequence[str], flip: int) -> Iterator[Trace]:
    """A bubble whose tip points at the corner of the mouth, with rows of letters in it."""
    out, down = _SPOKEN
    outline = [(RIGHT * (out + x), down + y) for x, y in _BUBBLE]
    yield Trace("sign_bubble_skin", "skin", outline, [], None)
    yield _stroke("bubble", [*outline, outline[0]], 2)
    for number, row in enumerate(rows):
        y = 24 * (number - (len(rows) - 1) / 2)
        for place, letter in enumerate(row.replace(" ", "")):
            x = 19 * (place - (len(row.replace(" ", "")) - 1) / 2)
            for part, line in enumerate(_LETTERS[letter]):
                shifted = [(x + dx, y + dy) for dx, dy in line]
                yield _stroke(f"letter_{number}_{place}_{part}", _put(_SPOKEN, flip, shifted), 2.4)


_DRAWERS: Mapping[Sign, Callable[[int], Iterator[Trace]]] = {
    Sign.SUN: _sun,
    Sign.SURPRISE: _surprise,
    Sign.SMILE: _smile,
    Sign.BISCUIT: _biscuit,
}
"""What draws each sign that neither speaks nor lies behind; it is given ``flip``."""
