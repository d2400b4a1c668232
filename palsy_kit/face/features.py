"""What a line or form of the face is: its points on one half, its widths, and what it hangs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from palsy_kit.exercises import FocusArea, Side
from palsy_kit.face.curves import Point

LEFT, RIGHT = 1, -1
"""Signs of the person's sides: a signed point is ``(sign * out, down)``."""

SIGNS: Mapping[Side, tuple[int, ...]] = {Side.LEFT: (LEFT,), Side.RIGHT: (RIGHT,), Side.BOTH: (LEFT, RIGHT)}
SIDES: Mapping[int, Side] = {LEFT: Side.LEFT, RIGHT: Side.RIGHT}


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
    EAR = "ear"
    """As the head, but farther back."""
    LID = "lid"
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


def points(text: str) -> tuple[Point, ...]:
    """Points from ``"out,down out,down"``."""
    pairs = (pair.split(",") for pair in text.split())
    return tuple((float(out), float(down)) for out, down in pairs)


def numbers(text: str) -> tuple[float, ...]:
    """Numbers from ``"1 2 3"``."""
    return tuple(float(number) for number in text.split())
