"""What a drawing shows, in words, for those who do not see it."""

from collections.abc import Iterable
from enum import StrEnum

from palsy_kit.exercises import ActionUnit, Direction, FingerPlacement, Landmark, Side, Touch
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
_SEEN_FROM_THE_SIDE = {16: " and forward"}
"""What the small side view adds to the words of an action unit."""
_MANY = {"presses": "press", "moves": "move", "rests": "rest"}
_PLACES = {
    Landmark.FOREHEAD_CENTRE: "on the middle of the forehead",
    Landmark.BROW_ABOVE: "above the {side} brow",
    Landmark.BROW_INNER: "on the inner end of the {side} brow",
    Landmark.BROW_OUTER: "on the outer end of the {side} brow",
    Landmark.TEMPLE: "on the {side} temple",
    Landmark.UPPER_LID: "on the {side} upper lid",
    Landmark.EYE_OUTER_CORNER: "on the outer corner of the {side} eye",
    Landmark.UNDER_EYE: "under the {side} eye",
    Landmark.NOSE_SIDE: "on the {side} side of the nose",
    Landmark.CHEEKBONE: "on the {side} cheekbone",
    Landmark.CHEEK_CENTRE: "on the {side} cheek",
    Landmark.INSIDE_CHEEK: "inside the {side} cheek",
    Landmark.MOUTH_CORNER: "on the {side} corner of the mouth",
    Landmark.UPPER_LIP: "on the {side} half of the upper lip",
    Landmark.LOWER_LIP: "on the {side} half of the lower lip",
    Landmark.CHIN_CENTRE: "on the middle of the chin",
    Landmark.JAW_ANGLE: "on the {side} angle of the jaw",
    Landmark.HEAD_SIDE: "on the {side} side of the head",
    Landmark.HEAD_BACK: "on the back of the head",
    Landmark.NECK_SIDE: "on the {side} side of the neck",
    Landmark.COLLARBONE: "on the {side} collarbone",
}


class Mover(StrEnum):
    """What brings a movement about."""

    FACE = "face"
    """The face itself."""
    FINGER = "finger"
    """A finger, while the face does nothing; the skin goes along with it."""
    MIND = "mind"
    """Nothing: it is pictured. The face rests, and thin lines show where it would go."""


def describe(
    moves: Iterable[tuple[ActionUnit, tuple[Side, ...]]], affected: Side, weakness: float, mover: Mover
) -> str:
    """Sentences on what moves; ``moves`` holds each unit with the sides that do it."""
    moves = list(moves)
    weaker = {side for unit, sides in moves if UNITS[unit.au].facial for side in sides if affected in (side, Side.BOTH)}
    before = [0, *(unit.turn for unit, _ in moves)]
    sentences = [
        _movement(unit, sides, then=unit.turn > max(1, turn))
        for turn, (unit, sides) in zip(before, moves, strict=False)
    ]
    sentences = sentences or ["The face is at rest."]
    if mover is Mover.MIND:
        return " ".join(["The face is at rest. Thin lines show what is pictured:", *sentences])
    if weakness > 0 and weaker and mover is Mover.FACE:
        many = len(weaker) > 1
        who = "Both sides" if many else f"The {min(weaker)} side"
        verb = "do" if many else "does"
        sentences.append(f"{who} {verb} not move." if weakness == 1 else f"{who} move{'' if many else 's'} less.")
    return " ".join(sentences)


def describe_finger(finger: FingerPlacement, sides: tuple[Side, ...]) -> str:
    """A sentence on where a finger lies and what it does, for each side; a hand lies on the first."""
    if finger.by is Touch.HAND:
        return f"The head pushes against a hand {_PLACES[finger.at].format(side=sides[0])}, and nothing moves."
    places = dict.fromkeys(_PLACES[finger.at].format(side=side) for side in sides)
    if finger.by is Touch.FLAT_FINGERS:
        verb, _, rest = _PRESSES[finger.direction].partition(" ")
        return " ".join(f"Flat fingers {place} {_MANY[verb]} {rest}." for place in places)
    return " ".join(f"A finger {place} {_PRESSES[finger.direction]}." for place in places)


def _movement(moved: ActionUnit, sides: tuple[Side, ...], *, then: bool) -> str:
    unit = UNITS[moved.au]
    whole = unit.sideless or len(sides) > 1
    text = unit.words.format(s="s" if whole else "", v="" if whole else "s", side=sides[0])
    text += _SEEN_FROM_THE_SIDE.get(moved.au, "") if moved.arrow else ""
    if "{s}" in unit.words:
        sentence = f"both {text}." if whole else f"the {sides[0]} {text}."
    else:
        sentence = f"the {text}." if whole or "{side}" in unit.words else f"the {text} on the {sides[0]}."
    return f"Then {sentence}" if then else f"{sentence[0].upper()}{sentence[1:]}"
