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
    moves = list(moves)
    weaker = {side for au, sides in moves if UNITS[au].facial for side in sides if affected in (side, Side.BOTH)}
    sentences = [_movement(au, sides) for au, sides in moves] or ["The face is at rest."]
    if weakness > 0 and weaker:
        many = len(weaker) > 1
        who = "Both sides" if many else f"The {min(weaker)} side"
        verb = "do" if many else "does"
        sentences.append(f"{who} {verb} not move." if weakness == 1 else f"{who} move{'' if many else 's'} less.")
    return " ".join(sentences)


def describe_finger(finger: FingerPlacement, sides: tuple[Side, ...]) -> str:
    """A sentence on where a finger lies and what it does."""
    place = finger.at.value.replace("_", " ")
    if finger.at in _CENTRES:
        return f"A finger on the {place} {_PRESSES[finger.direction]}."
    return " ".join(f"A finger on the {side} {place} {_PRESSES[finger.direction]}." for side in sides)


def _movement(au: int, sides: tuple[Side, ...]) -> str:
    unit = UNITS[au]
    whole = unit.sideless or len(sides) > 1
    text = unit.words.format(s="s" if whole else "", v="" if whole else "s", side=sides[0])
    if "{s}" in unit.words:
        return f"Both {text}." if whole else f"The {sides[0]} {text}."
    return f"The {text}." if whole or "{side}" in unit.words else f"The {text} on the {sides[0]}."
