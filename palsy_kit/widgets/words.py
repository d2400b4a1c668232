"""The words in which widgets speak of the models: one home, lower case, so that they can stand in a sentence."""

from collections.abc import Iterable
from datetime import date

from palsy_kit.exercises import FocusArea, Side, Technique
from palsy_kit.programme import Ask, Stage, Weekday
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


def ask_words(ask: Ask) -> str:
    """What is asked for, as a person says it.

    Examples
    --------
    >>> ask_words(Ask(kind="full", minutes=20, sessions_per_week=2, sessions_per_week_max=3))
    '20 minutes, 2 to 3 times a week'
    """
    minutes = f"{ask.minutes:g} minute{'' if ask.minutes == 1 else 's'}"
    areas = f", for the {listed(AREA_NAMES[area] for area in ask.focus_areas)}" if ask.focus_areas else ""
    if ask.sessions_per_week is not None:
        return f"{minutes}, {_how_often(ask.sessions_per_week, ask.sessions_per_week_max)}{areas}"
    every_day = len(set(ask.days)) == len(Weekday)
    days = "every day" if every_day else f"on {listed(WEEKDAY_NAMES[day] for day in Weekday if day in ask.days)}"
    return f"{minutes}{f', {ask.sessions_per_day} times,' if ask.sessions_per_day != 1 else ''} {days}{areas}"


def _how_often(per_week: float, at_most: float | None) -> str:
    if at_most is not None and at_most > per_week:
        return f"{per_week:g} to {at_most:g} times a week"
    if per_week < 1:
        return f"once every {1 / per_week:g} weeks"
    return "once a week" if per_week == 1 else f"{per_week:g} times a week"


def day_words(day: date) -> str:
    """A date as a person says it.

    Examples
    --------
    >>> day_words(date(2026, 1, 5))
    '5 January 2026'
    """
    return f"{day.day} {day:%B %Y}"


def sentence(text: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]
