"""Prescriptions as dated versions: what is asked for, from which day to which, and how much of it falls on a week.

Dates are local practice days; intervals are half-open. A quota plan ("2-3 a week") counts its lower end, spread
evenly over the days of the week, so that a part of a week is asked for its part.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from palsy_kit.errors import InputError
from palsy_kit.exercises import Citation, Model, Slug, Text


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


class Ask(Model):
    """What a prescription asks for: sessions on fixed days, or a quota of sessions a week."""

    kind: Slug
    minutes: Annotated[float, Field(gt=0, le=240)]
    days: tuple[Weekday, ...] = ()
    sessions_per_day: Annotated[int, Field(ge=1, le=12)] | None = None
    sessions_per_week: Annotated[float, Field(gt=0, le=84)] | None = None
    sessions_per_week_max: Annotated[float, Field(gt=0, le=84)] | None = None

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
        return self

    def in_force(self, day: date) -> bool:
        """Whether this version holds on a local date."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Programme(Model):
    """A named set of asks for a stage, with the source it comes from."""

    id: Slug
    name: Text
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    says: Text
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    sources: tuple[Citation, ...]

    def prescribe(self, *, from_date: date, entered_at: datetime) -> tuple[Prescription, ...]:
        """The asks as versions that hold from a local date on; ``entered_at`` is an aware instant."""
        return tuple(Prescription(**ask.model_dump(), valid_from=from_date, entered_at=entered_at) for ask in self.asks)


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

    ``own`` where none asks for it: a session of one's own choice, beyond what is prescribed.

    Examples
    --------
    >>> session_kind([], minutes=5, day=date(2026, 1, 5))
    'own'
    """
    return next((p.kind for p in prescriptions if p.in_force(day) and p.minutes == minutes), "own")
