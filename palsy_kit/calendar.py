"""A programme as an iCalendar file (RFC 5545), for the calendar that a person has already.

- Fixed days become one recurring event for each version and anchor. It ends where the version does, and leaves out the
  days of a hold.
- A quota becomes dated events, as the plan has them.
- Every event keeps its UID from file to file, and a later file has a higher SEQUENCE: importing again updates, and does
  not double. What the earlier file had and this one has no longer is cancelled.

Only an anchor with a time has an hour and an alarm; everything else stands at the top of its day. Titles say nothing
about health, since calendars are shared.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea
from palsy_kit.hold import Hold
from palsy_kit.programme import RELEASE, Anchor, Prescription, Weekday
from palsy_kit.schedule import PlannedSession
from palsy_kit.words import CHOSEN

STOP = "Stop if it hurts or gets tight. Your check-in says what is open today."

_OURS = "@palsy-kit"
_NAMESPACE = uuid.UUID("0f0f6b0e-6d3c-4b55-9a3b-4d1a6c4be2d7")
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)

CIRCLE_ZONE = ZoneInfo("America/New_York")
"""The monthly circle is a third Tuesday there; elsewhere it may be another day."""
_CIRCLE_FIRST = date(2026, 1, 20)
_CIRCLE_BEGINS, _CIRCLE_LASTS = time(19, 30), timedelta(minutes=90)


class _Typed(vText):
    r"""Words of a person, on one line: icalendar would take a typed ``\N`` for a break of the line."""

    def to_ical(self) -> bytes:
        return re.sub(r"([\\;,])", r"\\\1", self).encode()


def write_calendar(
    prescriptions: Iterable[Prescription],
    holds: Iterable[Hold] = (),
    *,
    planned: Iterable[PlannedSession] = (),
    zone: str,
    now: datetime,
    circle: bool = False,
    replaces: bytes | None = None,
) -> bytes:
    """Write a programme as an iCalendar file.

    Parameters
    ----------
    prescriptions, holds
        All versions and all holds, the past ones too.
    planned
        What ``plan`` gives for the weeks ahead; of it, the sessions of quotas are written.
    zone
        The person's time zone as an IANA name; times of anchors are on its clock.
    now
        The instant of writing, aware; a later file wins over an earlier one.
    circle
        Whether to add the monthly circle, an example of a community event.
    replaces
        The file that was written before: what it has from today on and this one has not is cancelled.

    Returns
    -------
    bytes
        The file, in UTF-8, its lines ended and folded as RFC 5545 wants them. The same input gives the same file.

    Raises
    ------
    InputError
        If the zone is not known, ``now`` has no zone, or ``replaces`` is no calendar.

    Examples
    --------
    >>> from palsy_kit.programme import Prescription
    >>> entered = datetime(2026, 1, 1, tzinfo=UTC)
    >>> twice = Prescription(kind="daily", minutes=5, days=("MO", "TH"), sessions_per_day=1,
    ...                      valid_from=date(2026, 1, 5), entered_at=entered)
    >>> file = write_calendar([twice], zone="Europe/Berlin", now=entered)
    >>> b"RRULE:FREQ=WEEKLY;BYDAY=MO,TH" in file
    True
    """
    if now.tzinfo is None:
        raise InputError(f"now={now.isoformat()} has no time zone. Give an aware instant, such as datetime.now(UTC).")
    versions, clock = tuple(prescriptions), _zone(zone)
    rests = tuple(hold for hold in holds if not hold.counted)
    events = [*_recurring(versions, rests, clock), *_dated(versions, planned, clock)]
    if circle:
        events.append(_circle())
    written = {str(event["uid"]) for event in events}
    events += [
        _cancelled(old)
        for old in _still_to_come(replaces, now.astimezone(clock).date())
        if str(old["uid"]) not in written
    ]

    calendar = Calendar()
    calendar.add("prodid", "-//palsy_kit//practice calendar//EN")
    calendar.add("version", "2.0")
    for event in events:
        event.add("dtstamp", now.astimezone(UTC))
        event.add("sequence", max(0, int((now - _EPOCH).total_seconds())))
        calendar.add_component(event)
    first = min([_CIRCLE_FIRST, *(version.valid_from for version in versions)])
    calendar.add_missing_timezones(first_date=date(first.year - 1, 1, 1))
    _one_change_a_line(calendar)
    return bytes(calendar.to_ical())


def circle_times(*, zone: str, start: date, days: int) -> tuple[datetime, ...]:
    """When the monthly circle (third Tuesday, 19:30 in New York) begins, on the person's clock.

    Parameters
    ----------
    zone
        The person's time zone as an IANA name.
    start, days
        The first local date there, and how many.

    Examples
    --------
    >>> [f"{at:%a %d %b %H:%M}" for at in circle_times(zone="Europe/Berlin", start=date(2026, 3, 1), days=60)]
    ['Wed 18 Mar 00:30', 'Wed 22 Apr 01:30']
    """
    clock, end = _zone(zone), start + days * _DAY
    tuesdays = (day for day in _days(start - _DAY, end + _DAY) if day.weekday() == 1)
    thirds = (day for day in tuesdays if 15 <= day.day <= 21)  # noqa: PLR2004 - the third of a weekday falls there
    times = (datetime.combine(day, _CIRCLE_BEGINS, CIRCLE_ZONE).astimezone(clock) for day in thirds)
    return tuple(at for at in times if start <= at.date() < end)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # not known; no name; the name of a folder of zones
        raise InputError(f"zone={name!r} is not a time zone. Give an IANA name, such as 'Europe/Berlin'.") from error


def _days(start: date, end: date) -> Iterator[date]:
    return (start + n * _DAY for n in range((end - start).days))


def _recurring(versions: Iterable[Prescription], rests: Sequence[Hold], clock: ZoneInfo) -> Iterator[Event]:
    """An event for each anchor of each version with fixed days."""
    same: Counter[tuple[str, ...]] = Counter()
    for version in (version for version in versions if version.days):
        identity = (version.kind, f"{version.valid_from}", version.entered_at.astimezone(UTC).isoformat())
        same[identity] += 1
        areas = _listed(version.focus_areas) + (", in turn. " if len(version.focus_areas) > 1 else ". ")
        title = f"{version.sessions_per_day} times" if version.sessions_per_day != 1 and not version.anchors else ""
        for part, anchor in enumerate(version.anchors or (None,)):
            event = _event((*identity, same[identity], part), version, anchor, [title])
            event.add("description", f"{areas if version.focus_areas else ''}{STOP}")
            _recur(event, version, anchor, rests, clock)
            yield event


def _recur(event: Event, version: Prescription, anchor: Anchor | None, rests: Sequence[Hold], clock: ZoneInfo) -> None:
    """Let an event come on the days of its version that no hold excuses; cancel it where none is left."""
    end = _end(version, rests)
    last_rest = max((rest.to_date for rest in rests if rest.to_date), default=version.valid_from)
    week = _days(version.valid_from, version.valid_from + 7 * _DAY)
    first = next(day for day in week if Weekday.of(day) in version.days)
    days = [day for day in _days(first, end or last_rest) if Weekday.of(day) in version.days]
    left_out = [day for day in days if any(rest.excuses(day) for rest in rests)]
    event.add("dtstart", _at(first, anchor, clock))
    if end and left_out == days:
        event.add("status", "CANCELLED")
        return
    rule: dict[str, object] = {"freq": "WEEKLY", "byday": [day.value for day in Weekday if day in version.days]}
    if end:
        last = _at(days[-1], anchor, clock)
        rule["until"] = last.astimezone(UTC) if isinstance(last, datetime) else last
    event.add("rrule", rule)
    if left_out:
        parameters = {} if anchor and anchor.at else {"VALUE": "DATE"}
        event.add("exdate", [_at(day, anchor, clock) for day in left_out], parameters=parameters)


def _end(version: Prescription, rests: Iterable[Hold]) -> date | None:
    """The day from which nothing of a version comes any more: it ended, or a rest began that has no end."""
    ends = [version.valid_to, *(rest.from_date for rest in rests if rest.to_date is None)]
    return min((end for end in ends if end), default=None)


def _dated(versions: Sequence[Prescription], planned: Iterable[PlannedSession], clock: ZoneInfo) -> Iterator[Event]:
    """An event for each planned session of a quota."""
    same: Counter[tuple[str, date]] = Counter()
    for session in planned:
        if any(v.days and v.kind == session.kind and v.in_force(session.date) for v in versions):
            continue
        same[session.kind, session.date] += 1
        words = ["if you like"] if session.welcome else []
        identity = (session.kind, f"{session.date}", same[session.kind, session.date])
        event = _event(
            identity, session, session.anchor, [*words, CHOSEN if session.chosen else _listed(session.focus_areas)]
        )
        event.add("description", STOP)
        event.add("dtstart", _at(session.date, session.anchor, clock))
        yield event


def _event(
    identity: tuple[object, ...], asked: Prescription | PlannedSession, anchor: Anchor | None, words: Iterable[str]
) -> Event:
    """An event without its days; ``identity`` decides its UID."""
    minutes = anchor.minutes if anchor else asked.minutes
    what = RELEASE if asked.kind == RELEASE else "practice"
    parts = [f"{minutes:g} minute{'' if minutes == 1 else 's'} of {what}", *words, anchor.name if anchor else ""]
    event = Event()
    event.add("uid", f"{uuid.uuid5(_NAMESPACE, repr(identity))}{_OURS}")
    event.add("summary", _Typed(", ".join(part for part in parts if part)))
    event.add("transp", "TRANSPARENT")
    if anchor and anchor.at:
        event.add("duration", timedelta(minutes=minutes))
        event.add_component(_alarm("Practice", timedelta(0)))
    return event


def _at(day: date, anchor: Anchor | None, clock: ZoneInfo) -> date | datetime:
    """A day, or an hour of it where the anchor has one."""
    return datetime.combine(day, anchor.at, clock) if anchor and anchor.at else day


def _alarm(says: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", says)
    alarm.add("trigger", -before)
    return alarm


def _circle() -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(_NAMESPACE, 'circle')}{_OURS}")
    event.add("summary", "Monthly circle")
    event.add(
        "description", "An example of a community event: others who practise meet online. Leave it out as you like."
    )
    event.add("dtstart", datetime.combine(_CIRCLE_FIRST, _CIRCLE_BEGINS, CIRCLE_ZONE))
    event.add("duration", _CIRCLE_LASTS)
    event.add("rrule", {"freq": "MONTHLY", "byday": "3TU"})
    event.add_component(_alarm("Monthly circle", timedelta(minutes=30)))
    return event


def _one_change_a_line(calendar: Calendar) -> None:
    """Split the lists of changes of the clock: some readers (ical.js, so Thunderbird) see only the first of a list."""
    for part in (part for name in ("STANDARD", "DAYLIGHT") for part in calendar.walk(name)):
        changes = part.pop("rdate", None)
        for change in changes.dts if changes else ():
            part.add("rdate", change.dt)


def _still_to_come(file: bytes | None, start: date) -> list[Event]:
    """What an earlier file of ours has from a date on."""
    if file is None:
        return []
    try:
        events = [event for event in Calendar.from_ical(file).walk("VEVENT") if isinstance(event, Event)]
        ours = (event for event in events if str(event.get("uid", "")).endswith(_OURS))
        return [event for event in ours if "rrule" in event or _date(event) >= start]
    except ValueError as error:
        raise InputError(f"replaces is no calendar file: {error}. Give the bytes that were written before.") from error


def _date(event: Event) -> date:
    begins = event.DTSTART or date.min
    return begins.date() if isinstance(begins, datetime) else begins


def _cancelled(old: Event) -> Event:
    event = Event()
    for name in ("uid", "summary", "dtstart", "rrule"):
        if name in old:
            event[name] = _Typed(str(old[name])) if name == "summary" else old[name]
    event.add("status", "CANCELLED")
    return event


def _listed(areas: Iterable[FocusArea]) -> str:
    return ", ".join(area.replace("_", " ") for area in areas)
