"""The words in which widgets speak of the models, lower case, so that they can stand in a sentence.

Those of a plan are in ``palsy_kit.words``, for the printed page has them too.
"""

from palsy_kit.exercises import Side, Technique
from palsy_kit.programme import Stage
from palsy_kit.readiness import LinkedMovement
from palsy_kit.words import (
    AREA_NAMES,
    WEEKDAY_NAMES,
    ask_words,
    day_words,
    dosage_in_short,
    listed,
    practice_words,
    sentence,
)

__all__ = [
    "AREA_NAMES",
    "LINKED_NAMES",
    "MOVEMENT_NAMES",
    "SIDE_NAMES",
    "STAGE_HINTS",
    "STAGE_NAMES",
    "TECHNIQUE_NAMES",
    "WEEKDAY_NAMES",
    "ask_words",
    "day_words",
    "dosage_in_short",
    "listed",
    "practice_words",
    "sentence",
]

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
