"""Deleting for good what was logged on one day, or all of it: what that would be, in words, and doing it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession
from palsy_kit.store import Event, PracticeLog


def events_of(log: PracticeLog, day: date | None) -> list[Event]:
    """Return the events that ``forget`` would delete: every one, or the sessions and check-ins of a local date."""
    return [event for event in log.events() if day is None or _local_day(event) == day]


def forget(log: PracticeLog, day: date | None) -> int:
    """Delete every event, or the sessions and check-ins of a local date, for good; return how many rows went."""
    if day is None:
        return log.forget_everything()
    return log.forget(*(event.event_id for event in events_of(log, day)))


def counted_kinds(kinds: Iterable[str]) -> str:
    """Count kinds of event in words.

    Examples
    --------
    >>> counted_kinds(["session", "check_in", "session"])
    '1 check-in, 2 sessions'
    """
    counts = Counter(kind.replace("_", "-") for kind in kinds)
    return ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in sorted(counts.items()))


def _local_day(event: Event) -> date | None:
    """Return the day of a session or a check-in; what is asked for and rests have none."""
    record = event.record
    return record.practice_date if isinstance(record, PerformedSession | RecordedCheckIn) else None
