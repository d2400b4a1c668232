"""What is open today: a check-in against the rules, each closed technique with its reason and its source.

The rules are data (``data/rules.toml``); here they are only evaluated, by a pure function. A rule can close a
technique, none can open one, so the order of the rules does not matter. "My therapist has agreed" lifts a rule that
a clinician may lift, and no other.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from palsy_kit.errors import InputError
from palsy_kit.exercises import Citation, Exercise, FocusArea, Model, Need, Side, Slug, Technique, Text
from palsy_kit.programme import Stage

Rating = Annotated[int, Field(ge=0, le=10)]
Movement = Annotated[int, Field(ge=0, le=4)]
"""How much an area moves: 0 none, 1 a flicker, 2 some, 3 most, 4 as before."""

Weeks = Annotated[int, Field(ge=0, le=5200)]

FACE_PARTS = tuple(area for area in FocusArea if area is not FocusArea.WHOLE_FACE)
"""The areas that a check-in asks about, one by one."""


class LinkedMovement(StrEnum):
    """Whether one part moves along when another is meant to (synkinesis)."""

    NONE = "none"
    KNOWN = "known"
    NEW = "new"


class CheckIn(Model):
    """A person's own answers about today.

    ``movement`` holds every area of ``FACE_PARTS``; ``tightness`` and ``pain`` are rated 0-10, and ``tight_areas``
    says where it is tight (none given: everywhere). ``weeks_since_*`` count whole weeks; None: never, or not known.
    """

    affected_side: Side
    stage: Stage
    movement: Mapping[FocusArea, Movement]
    weeks_since_onset: Weeks | None = None
    tightness: Rating = 0
    tight_areas: tuple[FocusArea, ...] = ()
    pain: Rating = 0
    linked_movement: LinkedMovement = LinkedMovement.NONE
    eye_closes: bool = True
    weeks_since_toxin: Weeks | None = None
    weeks_since_surgery: Weeks | None = None
    neck_trouble: bool = False
    red_flags: tuple[Slug, ...] = ()
    therapist_agreed: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _every_area_once(self) -> Self:
        if set(self.movement) != set(FACE_PARTS):
            raise InputError(
                f"movement is given for {', '.join(self.movement) or 'no area'}. "
                f"Give each of {', '.join(FACE_PARTS)} once, from 0 (none) to 4 (as before)."
            )
        if self.stage is Stage.NO_MOVEMENT_YET and any(self.movement.values()):
            raise InputError(
                "stage='no_movement_yet' and an area that moves contradict each other. "
                "Give 0 for every area, or another stage."
            )
        return self

    def moves(self, area: FocusArea) -> int:
        """Movement of an area, 0-4; the whole face moves as its weakest area does."""
        if area is FocusArea.WHOLE_FACE:
            return min(self.movement.values())
        return self.movement[area]

    def tightness_in(self, area: FocusArea) -> int:
        """Tightness of an area, 0-10; the whole face is as tight as its tightest area."""
        everywhere = not self.tight_areas or FocusArea.WHOLE_FACE in (area, *self.tight_areas)
        return self.tightness if everywhere or area in self.tight_areas else 0


class RecordedCheckIn(CheckIn):
    """A check-in as the log keeps it, with its UTC instant and the local offset, in minutes east."""

    checked_in_at: AwareDatetime
    utc_offset_min: Annotated[int, Field(ge=-14 * 60, le=14 * 60)]

    @property
    def practice_date(self) -> date:
        """The local calendar date of the check-in."""
        return (self.checked_in_at.astimezone(UTC) + timedelta(minutes=self.utc_offset_min)).date()


class TurnTo(StrEnum):
    """How soon a red flag wants a professional."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SOON = "soon"


class RedFlag(Model):
    """A sign that needs a professional first; emergency and same-day ones close all practice."""

    id: Slug
    asks: Text
    says: Text
    turn_to: TurnTo
    sources: tuple[Citation, ...]


class Condition(Model):
    """When a rule closes an area: every given line must hold. Nothing given holds never."""

    movement_at_most: Movement | None = None
    tightness_at_least: Rating | None = None
    pain_at_least: Rating | None = None
    linked_movement: tuple[LinkedMovement, ...] | None = None
    weeks_since_onset_below: Weeks | None = None
    weeks_since_onset_unknown: bool | None = None
    weeks_since_toxin_below: Weeks | None = None
    weeks_since_surgery_below: Weeks | None = None
    neck_trouble: bool | None = None
    stages: tuple[Stage, ...] | None = None

    def holds(self, check_in: CheckIn, area: FocusArea) -> bool:
        """Whether the condition holds for an area under the answers given."""
        lines = [
            self.movement_at_most is not None and check_in.moves(area) <= self.movement_at_most,
            self.tightness_at_least is not None and check_in.tightness_in(area) >= self.tightness_at_least,
            self.pain_at_least is not None and check_in.pain >= self.pain_at_least,
            self.linked_movement is not None and check_in.linked_movement in self.linked_movement,
            _below(check_in.weeks_since_onset, self.weeks_since_onset_below),
            self.weeks_since_onset_unknown is not None
            and (check_in.weeks_since_onset is None) == self.weeks_since_onset_unknown,
            _below(check_in.weeks_since_toxin, self.weeks_since_toxin_below),
            _below(check_in.weeks_since_surgery, self.weeks_since_surgery_below),
            self.neck_trouble is not None and check_in.neck_trouble == self.neck_trouble,
            self.stages is not None and check_in.stage in self.stages,
        ]
        return sum(lines) == len(self.model_fields_set) > 0


def _below(weeks: int | None, limit: int | None) -> bool:
    return weeks is not None and limit is not None and weeks < limit


class Rule(Model):
    """Closes techniques in the areas where its condition holds, with a plain reason and what to do instead.

    What it closes as a stretch, it closes in every exercise that pulls as one. ``closes_needing`` closes exercises by
    what they need, whatever their technique. ``areas`` limits the rule (none given: all). ``instead`` is shown as far
    as it is open (`Readiness.instead`), ``besides`` always, and ``notice`` at once. ``disagreement`` names the point
    on which experts differ, if there is one.
    """

    id: Slug
    when: Condition
    areas: tuple[FocusArea, ...] = tuple(FocusArea)
    closes: tuple[Technique, ...]
    closes_needing: tuple[Need, ...] = ()
    reason: Text
    instead: Annotated[tuple[Technique, ...], Field(min_length=1)]
    besides: Text | None = None
    notice: Text | None = None
    therapist_may_open: bool
    disagreement: Slug | None = None
    sources: tuple[Citation, ...]

    def closes_exercise(self, exercise: Exercise) -> bool:
        """Whether the rule closes such an exercise where its condition holds."""
        stretched = exercise.pulls and Technique.STRETCH in self.closes
        return (
            stretched
            or exercise.technique in self.closes
            or any(need in self.closes_needing for need in exercise.needs)
        )


class Readiness(Model):
    """What is open under one check-in: red flags first, then the rules that hold in each area."""

    red_flags: tuple[RedFlag, ...]
    rules: Mapping[FocusArea, tuple[Rule, ...]]

    @property
    def practice_closed(self) -> bool:
        """Whether a red flag closes all practice today."""
        return any(flag.turn_to is not TurnTo.SOON for flag in self.red_flags)

    def closing(self, area: FocusArea, technique: Technique) -> tuple[Rule, ...]:
        """The rules that close a technique in an area; none: it is open (unless a red flag closes all)."""
        return tuple(rule for rule in self.rules[area] if technique in rule.closes)

    def open_techniques(self, area: FocusArea) -> tuple[Technique, ...]:
        """Techniques that are open in an area."""
        if self.practice_closed:
            return ()
        return tuple(technique for technique in Technique if not self.closing(area, technique))

    def closing_exercise(self, exercise: Exercise) -> tuple[Rule, ...]:
        """The rules that close an exercise, through any of its areas, each once."""
        rules = {
            rule.id: rule
            for area in exercise.focus_areas
            for rule in self.rules[area]
            if rule.closes_exercise(exercise)
        }
        return tuple(rules.values())

    def open_exercises(self, exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
        """The exercises that are open today, in the order given."""
        return tuple(exercise for exercise in exercises if self.is_open(exercise))

    def is_open(self, exercise: Exercise) -> bool:
        """Whether an exercise is open today."""
        return not self.practice_closed and not self.closing_exercise(exercise)

    def holding(self) -> tuple[Rule, ...]:
        """The rules that hold anywhere, each once."""
        return tuple({rule.id: rule for rules in self.rules.values() for rule in rules}.values())

    def instead(
        self, rule: Rule, areas: Iterable[FocusArea], exercises: Iterable[Exercise]
    ) -> dict[Technique, tuple[FocusArea, ...]]:
        """What a rule advises for some areas, as far as an exercise for it is open there.

        Each technique comes with those of the areas where it is closed itself.
        """
        areas, offered = tuple(areas), tuple(exercises)
        open_ids = {exercise.id for exercise in self.open_exercises(offered)}
        found = {}
        for technique in rule.instead:
            having = [exercise for exercise in offered if exercise.technique is technique]
            opened = {area for one in having if one.id in open_ids for area in one.focus_areas}
            closed = {area for one in having for area in one.focus_areas} - opened
            # Rest for the whole face is rest for each part of it.
            if opened & {*areas} or (technique is Technique.RELAXATION and opened):
                found[technique] = tuple(area for area in areas if area in closed)
        return found


def evaluate(check_in: CheckIn, rules: Iterable[Rule], red_flags: Iterable[RedFlag]) -> Readiness:
    """Say what is open under a check-in.

    Raises
    ------
    InputError
        If the check-in names a red flag, or a rule that a therapist agreed to, that does not exist or that a
        therapist may not open.
    """
    rules, red_flags = tuple(rules), tuple(red_flags)
    _known(check_in.red_flags, {flag.id for flag in red_flags}, "red_flags")
    _known(check_in.therapist_agreed, {rule.id for rule in rules if rule.therapist_may_open}, "therapist_agreed")
    in_force = [rule for rule in rules if rule.id not in check_in.therapist_agreed]
    return Readiness(
        red_flags=tuple(flag for flag in red_flags if flag.id in check_in.red_flags),
        rules={
            area: tuple(rule for rule in in_force if area in rule.areas and rule.when.holds(check_in, area))
            for area in FocusArea
        },
    )


def _known(given: Iterable[str], allowed: set[str], field: str) -> None:
    unknown = [item for item in given if item not in allowed]
    if unknown:
        raise InputError(f"{field}={', '.join(unknown)} is not known. Allowed: {', '.join(sorted(allowed)) or 'none'}.")
