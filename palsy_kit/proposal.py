"""Tightness during a programme: when it rises twice in a row, something gentler is proposed. The person decides."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from palsy_kit.exercises import Model, Text
from palsy_kit.readiness import Rating, RecordedCheckIn

HOLD_FROM = 7
"""From this tightness (of 10) on a hold is proposed, below it release alone; palsy_kit's own default."""


class Gentler(StrEnum):
    """What is proposed in place of the programme."""

    RELEASE_ONLY = "release_only"
    """The id of the programme of the same name."""
    HOLD = "hold"
    """A hold for safety, without an end."""


class Proposal(Model):
    """Something gentler, with the reason in plain words; ``on_date`` is the local date of the newest check-in."""

    gentler: Gentler
    reason: Text
    on_date: date
    tightness: tuple[Rating, Rating, Rating]


class Decision(Model):
    """That the person left it as planned when something gentler was proposed after the check-in of a local date.

    It names the day and not the ratings, so that nothing of a check-in stays here when that is deleted. What a person
    accepts needs no record of its own: it is a prescription or a hold.
    """

    gentler: Gentler
    on_date: date
    decided_at: AwareDatetime
    utc_offset_min: Annotated[int, Field(ge=-14 * 60, le=14 * 60)]


def propose(check_ins: Iterable[RecordedCheckIn], decisions: Iterable[Decision] = ()) -> Proposal | None:
    """Propose release alone, or a hold, when each of the last two check-ins was tighter than the one before it.

    Of a day with several check-ins the last one counts, so that an answer that was corrected is no rise. What the
    person left as planned is not proposed for that day's check-in again; the next rise is, and so is a hold where
    it was release alone that they decided on.

    Examples
    --------
    >>> propose([]) is None
    True
    """
    by_day = {one.practice_date: one for one in sorted(check_ins, key=lambda one: one.checked_in_at)}
    last = [(day, by_day[day].tightness) for day in sorted(by_day)[-3:]]
    if len(last) < 3 or not last[0][1] < last[1][1] < last[2][1]:  # noqa: PLR2004 - two rises need three answers
        return None
    (_, first), (_, second), (on_date, third) = last
    gentler = Gentler.HOLD if third >= HOLD_FROM else Gentler.RELEASE_ONLY
    if any((decision.on_date, decision.gentler) == (on_date, gentler) for decision in decisions):
        return None
    return Proposal(
        gentler=gentler,
        reason=_reason(gentler, first, second, third),
        on_date=on_date,
        tightness=(first, second, third),
    )


def _reason(gentler: Gentler, *tightness: int) -> str:
    rise = "{}, then {}, then {}".format(*tightness)
    return (
        f"Tightness went up twice in a row: {rise} of 10. A tight muscle needs to let go, not to work. "
        + {
            Gentler.RELEASE_ONLY: "Release alone, until it is softer again, may do more good than movement.",
            Gentler.HOLD: "A rest from practice may do more good now. If it stays so tight, ask a professional.",
        }[gentler]
    )
