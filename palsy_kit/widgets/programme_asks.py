"""What there is to choose from in the programme builder, as plain data that travels to the browser."""

from collections.abc import Iterable, Mapping
from typing import Any

from palsy_kit.catalogue import Source
from palsy_kit.exercises import Exercise, FocusArea, Technique
from palsy_kit.hold import HOLD_WORDS
from palsy_kit.programme import LONGEST_REMARK, Ask, Programme, Weekday
from palsy_kit.readiness import FACE_PARTS
from palsy_kit.widgets.draft import Draft, ask_fields
from palsy_kit.widgets.open_today import cited
from palsy_kit.widgets.words import (
    AREA_NAMES,
    STAGE_NAMES,
    TECHNIQUE_NAMES,
    WEEKDAY_NAMES,
    ask_words,
    dosage_in_short,
    sentence,
)

OWN = "own"
"""The programme of the catalogue that is a person's or a therapist's own: its exercises are chosen one by one."""

CHOICES: dict[str, Any] = {
    "stages": [{"value": stage, "name": sentence(name)} for stage, name in STAGE_NAMES.items()],
    "areas": [{"value": area, "name": sentence(AREA_NAMES[area])} for area in FACE_PARTS],
    "groups": [{"value": area, "name": sentence(AREA_NAMES[area])} for area in FocusArea],
    "weekdays": [{"value": day, "name": WEEKDAY_NAMES[day]} for day in Weekday],
    "reasons": [{"value": words, "name": sentence(words)} for words in HOLD_WORDS],
    "longest_remark": LONGEST_REMARK,
}
"""What there is to choose from, apart from the programmes."""


def card(programme: Programme, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A programme to begin with; exercises are chosen for one's ``own`` alone."""
    draft = Draft.of(programme, programme.stages[0])
    return {
        "value": programme.id,
        "name": programme.name,
        "says": programme.says,
        "stages": list(programme.stages),
        "areas": list(draft.areas),
        "exercise_ids": list(draft.exercise_ids),
        "remark": draft.remark,
        "own": programme.id == OWN,
        "asks": [{"words": ask_words(ask), "lasts": lasts(ask), **ask_fields(ask)} for ask in programme.asks],
        "sources": [cited(citation, sources) for citation in programme.sources],
    }


def exercise_choices(exercises: Iterable[Exercise]) -> list[dict[str, str]]:
    """Exercises to choose from, each in its first area; one against a finger says what it comes after."""
    known = {exercise.id: exercise for exercise in exercises}
    return [
        {
            "value": one.id,
            "name": one.name,
            "area": one.focus_areas[0],
            "hint": f"{sentence(TECHNIQUE_NAMES[one.technique])}, {dosage_in_short(one.dosage)}"
            + (
                f"; comes only after “{known[one.variant_of].name}”"
                if one.technique is Technique.RESISTED and one.variant_of in known
                else ""
            ),
        }
        for one in known.values()
    ]


def lasts(ask: Ask) -> str:
    """How long an ask goes on, where it ends."""
    weeks, days = divmod(ask.for_days or 0, 7)
    if weeks > 1 and not days:
        return f"for {weeks} weeks"
    return f"for {ask.for_days} days" if ask.for_days else ""
