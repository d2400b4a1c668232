"""The words in which widgets speak of the models: one home, lower case, so that they can stand in a sentence."""

from collections.abc import Iterable

from palsy_kit.exercises import FocusArea, Side, Technique
from palsy_kit.programme import Stage, Weekday
from palsy_kit.readiness import LinkedMovement, TurnTo

AREA_NAMES: dict[FocusArea, str] = {
    FocusArea.FOREHEAD: "forehead",
    FocusArea.EYES: "eyes",
    FocusArea.NOSE: "nose",
    FocusArea.CHEEKS: "cheeks",
    FocusArea.MOUTH: "mouth",
    FocusArea.CHIN: "chin",
    FocusArea.NECK: "neck",
    FocusArea.WHOLE_FACE: "whole face",
}

TECHNIQUE_NAMES: dict[Technique, str] = {
    Technique.MASSAGE: "massage",
    Technique.RELEASE: "release",
    Technique.STRETCH: "stretch",
    Technique.RELAXATION: "relaxation",
    Technique.IMAGERY: "picturing a movement",
    Technique.ASSISTED: "movement with a helping finger",
    Technique.SYNKINESIS_CONTROL: "keeping linked parts quiet",
    Technique.ACTIVE: "active movement",
    Technique.NECK_STRENGTHENING: "neck strengthening",
    Technique.RESISTED: "movement against a finger",
}
"""The gentlest first, as they are shown."""

SIDE_NAMES: dict[Side, str] = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both"}

STAGE_NAMES: dict[Stage, str] = {
    Stage.NO_MOVEMENT_YET: "no movement yet",
    Stage.RECENTLY_RETURNED: "movement has come back recently",
    Stage.LONG_STANDING: "it has been like this for a long time",
    Stage.AFTER_CARE: "after-care",
}

STAGE_HINTS: dict[Stage, str] = {
    Stage.NO_MOVEMENT_YET: "Nothing moves on the affected side, not even a flicker.",
    Stage.RECENTLY_RETURNED: "A flicker or more, since some weeks or months.",
    Stage.LONG_STANDING: "Some movement, and little has changed for many months.",
    Stage.AFTER_CARE: "You have practised for a while and want to keep what you gained.",
}

MOVEMENT_NAMES: tuple[str, ...] = ("none", "a flicker", "some", "most", "as before")
"""The words for movement from 0 to 4."""

LINKED_NAMES: dict[LinkedMovement, str] = {
    LinkedMovement.NONE: "no",
    LinkedMovement.KNOWN: "yes, as usual",
    LinkedMovement.NEW: "yes, and it is new",
}

TURN_TO_NAMES: dict[TurnTo, str] = {
    TurnTo.EMERGENCY: "emergency",
    TurnTo.SAME_DAY: "a doctor today",
    TurnTo.SOON: "a doctor soon",
}

WEEKDAY_NAMES: dict[Weekday, str] = {
    Weekday.MO: "Monday",
    Weekday.TU: "Tuesday",
    Weekday.WE: "Wednesday",
    Weekday.TH: "Thursday",
    Weekday.FR: "Friday",
    Weekday.SA: "Saturday",
    Weekday.SU: "Sunday",
}


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["nose", "mouth", "chin"])
    'nose, mouth and chin'
    """
    *others, final = tuple(words) or ("none",)
    return f"{', '.join(others)} {last} {final}" if others else final


def sentence(text: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]
