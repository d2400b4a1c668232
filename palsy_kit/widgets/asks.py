"""What the check-in form asks, as plain data that travels to the browser."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from palsy_kit.catalogue import Source
from palsy_kit.exercises import Technique
from palsy_kit.readiness import FACE_PARTS, CheckIn, RecordedCheckIn, RedFlag, Rule, TurnTo
from palsy_kit.widgets.open_today import cited, names
from palsy_kit.widgets.saving import Stamp
from palsy_kit.widgets.words import (
    AREA_NAMES,
    LINKED_NAMES,
    MOVEMENT_NAMES,
    SIDE_NAMES,
    STAGE_HINTS,
    STAGE_NAMES,
    listed,
    sentence,
)

NAMED_AT_MOST = 3
"""An agreement names what it opens up to this many techniques; more are a plan of their own."""


def questions(rules: Iterable[Rule], red_flags: Iterable[RedFlag], sources: Mapping[str, Source]) -> dict[str, Any]:
    """The questions with their choices."""
    return {
        "red_flags": [_sign(flag, sources) for flag in red_flags],
        "sides": [{"value": side, "name": sentence(name)} for side, name in SIDE_NAMES.items()],
        "stages": [
            {"value": stage, "name": sentence(name), "hint": STAGE_HINTS[stage]} for stage, name in STAGE_NAMES.items()
        ],
        "areas": [{"value": area, "name": sentence(AREA_NAMES[area])} for area in FACE_PARTS],
        "movement": list(MOVEMENT_NAMES),
        "linked": [{"value": linked, "name": sentence(name)} for linked, name in LINKED_NAMES.items()],
        "agreements": [_agreement(rule) for rule in rules if rule.therapist_may_open],
    }


def local_date(check_in: CheckIn) -> str:
    """The local date of a check-in as ISO 8601 writes it; empty where none is recorded."""
    if not isinstance(check_in, RecordedCheckIn):
        return ""
    return Stamp(at=check_in.checked_in_at, utc_offset_min=check_in.utc_offset_min).local_date.isoformat()


def _sign(flag: RedFlag, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "value": flag.id,
        "name": flag.asks,
        "says": flag.says,
        "closes": flag.turn_to is not TurnTo.SOON,
        "sources": [cited(citation, sources) for citation in flag.sources],
    }


def agreement_words(techniques: Collection[Technique]) -> str:
    """What a therapist's agreement opens."""
    many = len(techniques) > NAMED_AT_MOST
    return sentence("practice by their own plan" if many else listed(names(techniques)))


def _agreement(rule: Rule) -> dict[str, Any]:
    return {"value": rule.id, "name": agreement_words(rule.closes), "hint": rule.reason}
