"""Deleting for good what was logged on one day, or all of it: what that would be, in words, and doing it."""

from datetime import date

from palsy_kit.proposal import Decision
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession
from palsy_kit.store import Event, PracticeLog


def events_of(log: PracticeLog, day: date | None) -> list[Event]:
    """Return the events that ``forget`` would delete: every one, or those of a local date.

    These are its sessions and check-ins, and what was decided after a check-in of it.
    """
    return [event for event in log.events() if day is None or _local_day(event) == day]


def forget(log: PracticeLog, day: date | None) -> int:
    """Delete every event, or those of a local date, for good; return how many rows went."""
    if day is None:
        return log.forget_everything()
    return log.forget(*(event.event_id for event in events_of(log, day)))


def _local_day(event: Event) -> date | None:
    """Return the day of a session, a check-in or a decision about one; what is asked for and rests have none."""
    record = event.record
    if isinstance(record, Decision):
        return record.on_date
    return record.practice_date if isinstance(record, PerformedSession | RecordedCheckIn) else None
