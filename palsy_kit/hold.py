"""Holds: dated rests from practice, each with its reason. Dates are local practice days; intervals are half-open."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, model_validator

from palsy_kit.errors import InputError
from palsy_kit.exercises import Model


class HoldReason(StrEnum):
    """Why practice rests."""

    SAFETY = "safety"
    PAUSE = "pause"
    ILLNESS = "illness"
    TECHNICAL = "technical"
    CLINIC = "clinic"


HOLD_WORDS: Mapping[str, HoldReason] = {
    "the face is tight or pulls": HoldReason.SAFETY,
    "illness": HoldReason.ILLNESS,
    "travel": HoldReason.PAUSE,
    "a break": HoldReason.PAUSE,
    "my clinic or therapist asks for it": HoldReason.CLINIC,
    "something technical": HoldReason.TECHNICAL,
}
"""What a person may choose, and the reason under which it is kept."""

REASON_WORDS: Mapping[HoldReason, str] = {
    kept: " or ".join(words for words, reason in HOLD_WORDS.items() if reason is kept) for kept in HoldReason
}
"""A reason that was kept, in words: all that a person may have chosen."""


class Hold(Model):
    """A rest from ``from_date`` up to, not on, ``to_date`` (None: open).

    Nothing is due meanwhile, unless it is ``counted``: then what is asked for stands all the same.
    """

    from_date: date
    to_date: date | None = None
    reason: HoldReason
    counted: bool = False
    entered_at: AwareDatetime

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.to_date is not None and self.to_date < self.from_date:
            raise InputError(f"hold: to_date={self.to_date} lies before from_date={self.from_date}.")
        return self

    def excuses(self, day: date) -> bool:
        """Whether nothing is due on a local date because of this hold."""
        return not self.counted and self.from_date <= day and (self.to_date is None or day < self.to_date)

    def reaches_past(self, day: date) -> bool:
        """Whether practice rests on a local date or on a later one."""
        return self.to_date is None or self.to_date > max(day, self.from_date)

    def ending(self, on: date) -> "Hold":
        """The same hold with practice going on from a local date on; empty, where it would have begun later.

        Examples
        --------
        >>> from datetime import UTC, date, datetime
        >>> entered = datetime(2026, 3, 1, tzinfo=UTC)
        >>> illness = Hold(from_date=date(2026, 3, 2), reason="illness", entered_at=entered)
        >>> illness.ending(date(2026, 3, 9)).excuses(date(2026, 3, 9))
        False
        """
        return self.model_copy(update={"to_date": max(on, self.from_date)}) if self.reaches_past(on) else self
