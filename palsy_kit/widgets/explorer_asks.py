"""What the explorer offers to choose from, as plain data that travels to the browser."""

from typing import Any

from palsy_kit.catalogue import Catalogue, Concern
from palsy_kit.exercises import Exercise, Side
from palsy_kit.face import View
from palsy_kit.readiness import CheckIn, Readiness, RecordedCheckIn
from palsy_kit.widgets.open_today import cited
from palsy_kit.widgets.saving import Stamp
from palsy_kit.widgets.words import AREA_NAMES, SIDE_NAMES, TECHNIQUE_NAMES, day_words, listed, sentence

NOT_ASKED = "You have not checked in yet. Until you do, the most careful answers count: no movement yet, on both sides."

VIEWS: dict[View, str] = {View.MIRROR: "as in a mirror", View.FACING: "as another person sees me"}


def explorer_asks(
    catalogue: Catalogue, readiness: Readiness, check_in: CheckIn | None, said_today: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The concerns, the techniques and the exercises, and whether each exercise is open, with what that goes by."""
    closed = set(catalogue.exercises) - {one.id for one in readiness.open_exercises(catalogue.exercises.values())}
    return {
        "based_on": " ".join((_based_on(check_in), *said_today)),
        "concerns": [_concern(concern, catalogue) for concern in catalogue.concerns.values()],
        "techniques": [{"id": technique, "name": sentence(name)} for technique, name in TECHNIQUE_NAMES.items()],
        "exercises": [_exercise(one, closed=one.id in closed) for one in catalogue.exercises.values()],
        "sides": [{"id": side, "name": sentence(SIDE_NAMES[side])} for side in Side],
        "views": [{"id": view, "name": sentence(name)} for view, name in VIEWS.items()],
    }


def _based_on(check_in: CheckIn | None) -> str:
    if isinstance(check_in, RecordedCheckIn):
        day = Stamp(at=check_in.checked_in_at, utc_offset_min=check_in.utc_offset_min).local_date
        return f"What is open follows from your check-in of {day_words(day)}."
    if check_in is not None:
        return "What is open follows from your check-in."
    return NOT_ASKED


def _concern(concern: Concern, catalogue: Catalogue) -> dict[str, Any]:
    flags = [flag for flag in catalogue.red_flags if flag.id in concern.red_flags]
    return {
        "id": concern.id,
        "says": concern.says,
        "reason": concern.reason,
        "red_flags": [{"asks": flag.asks, "says": flag.says} for flag in flags],
        "areas": [area.value for area in concern.focus_areas],
        "area_names": listed(AREA_NAMES[area] for area in concern.focus_areas),
        "release": list(concern.release),
        "exercises": list(concern.exercises),
        "sources": [cited(citation, catalogue.sources) for citation in concern.sources],
    }


def _exercise(exercise: Exercise, *, closed: bool) -> dict[str, Any]:
    return {
        "id": exercise.id,
        "name": exercise.name,
        "technique": exercise.technique.value,
        "areas": [area.value for area in exercise.focus_areas],
        "closed": closed,
    }
