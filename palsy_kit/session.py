"""A session: composed from what is open today, laid out in time, and recorded as it was performed.

A plan is a list of items; its timeline is a list of phases with whole seconds, which the player follows by its
own clock. What was performed comes back as one record, also when the session was stopped.
"""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from palsy_kit.exercises import FocusArea, Model, Side, Slug

Rating = Annotated[int, Field(ge=0, le=10)]
"""A person's own rating from 0 (none) to 10 (most)."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
"""An id that was made once and never means anything else, such as a UUID."""


class SessionItem(Model):
    """One exercise of a plan, with the repetitions that fit; ``sides`` in the order they are worked."""

    exercise_id: Slug
    focus_areas: tuple[FocusArea, ...]
    sides: Annotated[tuple[Side, ...], Field(min_length=1, max_length=2)]
    holds: Annotated[int, Field(ge=1, le=100)]
    hold_s: Annotated[int, Field(ge=1, le=300)]
    rest_s: Annotated[int, Field(ge=0, le=60)]


class SessionPlan(Model):
    """What a session will hold, in order."""

    kind: Slug
    minutes: Annotated[float, Field(gt=0, le=240)]
    items: tuple[SessionItem, ...]
    ready_s: Annotated[int, Field(ge=1, le=30)] = 5
    switch_s: Annotated[int, Field(ge=1, le=30)] = 5

    @property
    def planned_s(self) -> int:
        """Seconds of all phases."""
        return sum(phase.duration_s for phase in timeline(self))


class PhaseKind(StrEnum):
    """What the person does in a phase."""

    GET_READY = "get_ready"
    HOLD = "hold"
    REST = "rest"
    SWITCH_SIDE = "switch_side"


class Phase(Model):
    """A stretch of a session with one thing to do; ``item`` counts from 0, ``hold`` from 1 within its side."""

    kind: PhaseKind
    duration_s: int
    item: int
    side: Side
    hold: int
    holds: int


def timeline(plan: SessionPlan) -> tuple[Phase, ...]:
    """The phases of a plan, in order, without gaps.

    Each item: get ready, then for each side its holds, each followed by a rest (where there is one), with a cue
    to switch between the sides.
    """
    return tuple(phase for index, item in enumerate(plan.items) for phase in _item_phases(plan, index, item))


def _item_phases(plan: SessionPlan, index: int, item: SessionItem) -> Iterator[Phase]:
    def phase(kind: PhaseKind, duration_s: int, side: Side, hold: int = 0) -> Phase:
        return Phase(kind=kind, duration_s=duration_s, item=index, side=side, hold=hold, holds=item.holds)

    for turn, side in enumerate(item.sides):
        if turn == 0:
            yield phase(PhaseKind.GET_READY, plan.ready_s, side)
        else:
            yield phase(PhaseKind.SWITCH_SIDE, plan.switch_s, side)
        for hold in range(1, item.holds + 1):
            yield phase(PhaseKind.HOLD, item.hold_s, side, hold)
            if item.rest_s:
                yield phase(PhaseKind.REST, item.rest_s, side, hold)


class Outcome(StrEnum):
    """How a session ended."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    STOPPED_TIGHT = "stopped_tight"
    STOPPED_PAIN = "stopped_pain"
    STOPPED_OTHER = "stopped_other"


class PerformedExercise(Model):
    """What was done of one item of a plan; a hold counts when it was held to its end."""

    exercise_id: Slug
    holds_done: Annotated[int, Field(ge=0, le=200)]
    holds_planned: Annotated[int, Field(ge=1, le=200)]
    active_s: Annotated[float, Field(ge=0)]


class PerformedSession(Model):
    """One practised session, as it was performed.

    ``active_s`` is the time that phases ran, without pauses and without what was skipped, in seconds.
    ``started_at`` and ``logged_at`` are UTC instants; ``utc_offset_min`` is the local offset at the start, in
    minutes east, from which the practice day follows.
    """

    session_id: Id
    kind: Slug
    started_at: AwareDatetime
    utc_offset_min: Annotated[int, Field(ge=-14 * 60, le=14 * 60)]
    planned_s: Annotated[float, Field(ge=0)]
    active_s: Annotated[float, Field(ge=0)]
    outcome: Outcome
    focus_areas: tuple[FocusArea, ...] = ()
    exercises: tuple[PerformedExercise, ...] = ()
    tightness_before: Rating | None = None
    tightness_after: Rating | None = None
    effort: Rating | None = None
    discomfort: Rating | None = None
    new_linked_movement: bool | None = None
    note: Annotated[str, Field(max_length=4000)] = ""
    logged_at: AwareDatetime

    @property
    def practice_date(self) -> date:
        """The local calendar date on which the session started."""
        return (self.started_at.astimezone(UTC) + timedelta(minutes=self.utc_offset_min)).date()

    @property
    def credit(self) -> float:
        """Partial credit from 0 to 1: the share of the planned seconds that was performed.

        What was skipped costs its own share and no more. A session that was written down by hand, without a plan,
        counts as whole.
        """
        if self.planned_s == 0:
            return float(self.active_s > 0)
        return min(1.0, self.active_s / self.planned_s)

    @property
    def exercises_done(self) -> int:
        """Exercises of which every planned hold was done."""
        return sum(exercise.holds_done >= exercise.holds_planned for exercise in self.exercises)
