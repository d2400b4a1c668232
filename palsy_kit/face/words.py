"""What a drawing shows, in words, for those who do not see it."""

from collections.abc import Iterable

from palsy_kit.exercises import Direction, FingerPlacement, Landmark, Side
from palsy_kit.face.units import UNITS

_PRESSES = {
    Direction.UP: "presses up",
    Direction.DOWN: "presses down",
    Direction.IN: "presses towards the midline",
    Direction.OUT: "presses outwards",
    Direction.INTO: "presses straight in",
    Direction.CIRCLES: "moves in small circles",
    Direction.STILL: "rests there without pressing",
}
_CENTRES = (Landmark.FOREHEAD_CENTRE, Landmark.CHIN_CENTRE, Landmark.HEAD_BACK)


def describe(moves: Iterable[tuple[int, tuple[Side, ...]]], affected: Side, weakness: float) -> str:
    """Sentences on what moves; ``moves`` holds each unit's number with the sides that do it."""
    return " ".join(_movement(au, sides, affected, weakness) for au, sides in moves) or "The face is at rest."


def describe_finger(finger: FingerPlacement, sides: tuple[Side, ...]) -> str:
    """A sentence on where a finger lies and what it does."""
    place = finger.at.value.replace("_", " ")
    if finger.at in _CENTRES:
        return f"A finger on the {place} {_PRESSES[finger.direction]}."
    return " ".join(f"A finger on the {side} {place} {_PRESSES[finger.direction]}." for side in sides)


def _movement(au: int, sides: tuple[Side, ...], affected: Side, weakness: float) -> str:
    unit = UNITS[au]
    whole = unit.one_way or len(sides) > 1
    paired = "{s}" in unit.words
    text = unit.words.format(s="s" if whole else "", v="" if whole else "s")
    if whole:
        subject = f"Both {text}" if paired else f"The {text}"
    else:
        subject = f"The {sides[0]} {text}" if paired else f"The {text} on the {sides[0]}"
    weaker = [side for side in sides if affected in (side, Side.BOTH)]
    if not (unit.facial and weakness > 0 and weaker):
        return f"{subject}."
    who = f"the {weaker[0]} side" if len(weaker) < len(sides) else "this side" if not whole else "each side"
    return f"{subject}; {who} {'does not move' if weakness == 1 else 'moves less'}."
