"""Prescriptions as dated versions: what is asked for, from which day to which, and how much of it falls on a week.

Dates are local practice days; intervals are half-open. A quota plan ("2-3 a week") counts its lower end, spread
evenly over the days of the week, so that a part of a week is asked for its part. "Monthly" means every four weeks:
a quota of 0.25 a week. On any day at most one version of a kind holds: where a new one begins, the earlier one ends.
"""

import math
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, field_validator, model_validator

from palsy_kit.errors import InputError
from palsy_kit.exercises import Citation, FocusArea, Model, Slug, Text

RELEASE = "release"
"""The kind whose sessions let go and hold no other practice: massage, release, stretch and rest."""


class Stage(StrEnum):
    """Where a person stands, by how long the muscles have been inactive."""

    NO_MOVEMENT_YET = "no_movement_yet"
    RECENTLY_RETURNED = "recently_returned"
    LONG_STANDING = "long_standing"
    AFTER_CARE = "after_care"


class Weekday(StrEnum):
    """A day of the week as RFC 5545 writes it, Monday first."""

    MO = "MO"
    TU = "TU"
    WE = "WE"
    TH = "TH"
    FR = "FR"
    SA = "SA"
    SU = "SU"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """The weekday of a date."""
        return tuple(cls)[day.weekday()]


Minutes = Annotated[float, Field(gt=0, le=240)]

WhereGiven = Field(exclude_if=lambda value: not value)
"""Left out of the written record where it is empty, so that a record from before the field was there stays the same."""


MOST_EXERCISES = 24
"""More chosen exercises would not fit the printed plan."""
LONGEST_REMARK = 500


class Anchor(Model):
    """Something of the day that a practice hangs on ("the kettle"), how long it lasts, and a local time or none."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    minutes: Minutes
    at: time | None = None

    @field_validator("name")
    @classmethod
    def _one_line(cls, name: str) -> str:
        breaks = ("Cc", "Cs", "Zl", "Zp")
        if not name.strip() or any(unicodedata.category(character) in breaks for character in name):
            raise InputError(f"Anchor: name={name!r}. Give one line of text, such as 'brushing teeth'.")
        return name

    @field_validator("at")
    @classmethod
    def _local(cls, at: time | None) -> time | None:
        if at is not None and at.tzinfo is not None:
            raise InputError(f"Anchor: at={at.isoformat()!r} names a time zone. Give the time on the person's clock.")
        return at


class Ask(Model):
    """What a prescription asks for: sessions on fixed days, or a quota of sessions a week.

    ``preferred_days`` are the days on which a quota's sessions fall (none given: spread over the week).
    ``focus_areas`` take turns. ``anchors`` split what a day asks for into parts that add up to it: 5 minutes as
    2 + 2 + 1. ``exercise_ids`` are the only exercises that its sessions hold (none: all that fit), ``remark`` is what a
    therapist said of it, as plain text. In a programme, the next ask of the same kind follows after ``for_days`` (None:
    it goes on).
    """

    kind: Slug
    minutes: Minutes
    days: tuple[Weekday, ...] = ()
    sessions_per_day: Annotated[int, Field(ge=1, le=12)] | None = None
    sessions_per_week: Annotated[float, Field(gt=0, le=84)] | None = None
    sessions_per_week_max: Annotated[float, Field(gt=0, le=84)] | None = None
    preferred_days: Annotated[tuple[Weekday, ...], WhereGiven] = ()
    focus_areas: Annotated[tuple[FocusArea, ...], WhereGiven] = ()
    anchors: Annotated[tuple[Anchor, ...], WhereGiven] = ()
    exercise_ids: Annotated[tuple[Slug, ...], WhereGiven] = ()
    remark: Annotated[str, Field(max_length=LONGEST_REMARK), WhereGiven] = ""
    for_days: Annotated[int | None, Field(ge=1, le=3660), WhereGiven] = None

    @model_validator(mode="after")
    def _one_plan(self) -> Self:
        fixed = bool(self.days) and self.sessions_per_day is not None
        if fixed == (self.sessions_per_week is not None) or (bool(self.days) and not fixed):
            raise InputError(
                f"prescription {self.kind!r}: days={','.join(self.days)!r}, sessions_per_day={self.sessions_per_day}, "
                f"sessions_per_week={self.sessions_per_week}. Give days with sessions_per_day, or sessions_per_week."
            )
        lower, upper = self.sessions_per_week, self.sessions_per_week_max
        if upper is not None and (lower is None or upper < lower):
            raise InputError(
                f"prescription {self.kind!r}: sessions_per_week_max={upper} is the upper end of a range. "
                f"Give at least sessions_per_week={lower}."
            )
        if self.preferred_days and fixed:
            raise InputError(
                f"prescription {self.kind!r}: preferred_days={','.join(self.preferred_days)!r} go with "
                f"sessions_per_week, and it has days={','.join(self.days)!r}. Give one of the two."
            )
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(set(self.focus_areas)) < len(self.focus_areas):
            raise InputError(
                f"prescription {self.kind!r}: focus_areas={', '.join(self.focus_areas)} names an area twice. "
                "Give each area once."
            )
        n_exercises, n_named = len(set(self.exercise_ids)), len(self.exercise_ids)
        if n_exercises < n_named or n_named > MOST_EXERCISES:
            raise InputError(
                f"prescription {self.kind!r}: exercise_ids names {n_named} exercises, {n_exercises} different ones. "
                f"Give each once, {MOST_EXERCISES} at most, or none: then all that fit may come."
            )
        asked, parts = self.minutes * (self.sessions_per_day or 1), [anchor.minutes for anchor in self.anchors]
        if parts and not math.isclose(sum(parts), asked):
            raise InputError(
                f"prescription {self.kind!r}: the anchors give {' + '.join(f'{part:g}' for part in parts)} minutes, "
                f"a day asks for {asked:g}. Let them add up to {asked:g}."
            )
        return self

    def sessions_on(self, day: date) -> float:
        """Sessions asked for on a day; a quota gives a seventh of its week."""
        if self.sessions_per_week is not None:
            return self.sessions_per_week / 7
        return (self.sessions_per_day or 0) if Weekday.of(day) in self.days else 0


class Prescription(Ask):
    """A dated version of an ask: in force on the local dates from ``valid_from`` up to, not on, ``valid_to``."""

    valid_from: date
    valid_to: date | None = None
    entered_at: AwareDatetime

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise InputError(
                f"prescription {self.kind!r}: valid_to={self.valid_to} lies before valid_from={self.valid_from}."
            )
        if self.for_days is not None:
            raise InputError(f"prescription {self.kind!r}: for_days={self.for_days} is for a programme. Give valid_to.")
        return self

    def in_force(self, day: date) -> bool:
        """Whether this version holds on a local date."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def reaches_past(self, day: date) -> bool:
        """Whether this version holds on a local date or on a later one."""
        return self.valid_to is None or self.valid_to > max(day, self.valid_from)

    def ending(self, on: date) -> "Prescription":
        """The same version with nothing asked for from a local date on; empty, where it would have begun later."""
        return self.model_copy(update={"valid_to": max(on, self.valid_from)}) if self.reaches_past(on) else self


def renewed(versions: Iterable[Prescription], new: Iterable[Prescription]) -> tuple[Prescription, ...]:
    """What stands when new versions are entered: an earlier one ends on the day on which a new one of its kind begins.

    The days before keep what was asked for then, and other kinds go on. The practice log does the same.

    Examples
    --------
    >>> from datetime import UTC, date, datetime
    >>> daily = Prescription(kind="daily", minutes=5, days=tuple(Weekday), sessions_per_day=1,
    ...                      valid_from=date(2026, 1, 5), entered_at=datetime(2026, 1, 1, tzinfo=UTC))
    >>> longer = daily.model_copy(update={"minutes": 10, "valid_from": date(2026, 2, 1)})
    >>> [(version.minutes, version.valid_to) for version in renewed([daily], [longer])]
    [(5.0, datetime.date(2026, 2, 1)), (10, None)]
    """
    standing = list(versions)
    for version in sorted(new, key=lambda version: version.valid_from):
        standing = [old.ending(version.valid_from) if old.kind == version.kind else old for old in standing]
        standing.append(version)
    return tuple(standing)


class Programme(Model):
    """A named set of asks for a stage, with the source it comes from.

    Kinds run side by side; asks of one kind follow one another in their order.
    """

    id: Slug
    name: Text
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    says: Text
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    sources: tuple[Citation, ...]

    @model_validator(mode="after")
    def _every_ask_is_reached(self) -> Self:
        last = {ask.kind: number for number, ask in enumerate(self.asks)}
        for number, ask in enumerate(self.asks):
            if ask.for_days is None and number < last[ask.kind]:
                raise InputError(
                    f"programme {self.id!r}: ask {number + 1} ({ask.kind}) never ends, so what follows it never comes. "
                    "Give it for_days."
                )
        return self

    def prescribe(self, *, from_date: date, entered_at: datetime) -> tuple[Prescription, ...]:
        """The asks as versions that hold from a local date on; ``entered_at`` is an aware instant.

        Asks of one kind follow one another without a gap.
        """
        begins: dict[str, date] = {}
        versions = []
        for ask in self.asks:
            begin = begins.get(ask.kind, from_date)
            end = begin + timedelta(days=ask.for_days) if ask.for_days else None
            begins[ask.kind] = end or begin
            asked = ask.model_dump(exclude={"for_days"})
            versions.append(Prescription(**asked, valid_from=begin, valid_to=end, entered_at=entered_at))
        return tuple(versions)


def prescribed_minutes(prescriptions: Iterable[Prescription], *, start: date, end: date) -> float:
    """Minutes asked for on the local dates from ``start`` up to, not on, ``end``, by the versions in force each day.

    Examples
    --------
    >>> from datetime import UTC, date, datetime
    >>> entered = datetime(2026, 1, 1, tzinfo=UTC)
    >>> daily = Prescription(kind="daily", minutes=5, days=tuple(Weekday), sessions_per_day=1,
    ...                      valid_from=date(2026, 1, 5), entered_at=entered)
    >>> prescribed_minutes([daily], start=date(2026, 1, 1), end=date(2026, 1, 8))
    15.0
    """
    versions = tuple(prescriptions)
    days = (start + timedelta(days=n) for n in range((end - start).days))
    return float(sum(p.sessions_on(day) * p.minutes for day in days for p in versions if p.in_force(day)))


def session_kind(prescriptions: Iterable[Prescription], *, minutes: float, day: date) -> str:
    """The kind that a session of some minutes counts for: that of the prescription in force with this length.

    Where none has it, that of one with a part of this length; of several, a release comes first. Where all that is
    asked for is release, a session of any length is one. ``own`` where none asks for it at all: a session of one's
    own choice, beyond what is prescribed.

    Examples
    --------
    >>> session_kind([], minutes=5, day=date(2026, 1, 5))
    'own'
    """
    in_force = sorted((one for one in prescriptions if one.in_force(day)), key=lambda one: one.kind != RELEASE)
    if in_force and all(version.kind == RELEASE for version in in_force):
        return RELEASE
    whole = (version.kind for version in in_force if version.minutes == minutes)
    parts = (version.kind for version in in_force if minutes in [anchor.minutes for anchor in version.anchors])
    return next(chain(whole, parts), "own")
