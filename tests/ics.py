"""A calendar program for tests: it imports files as RFC 5545 and 5546 say, and reads them by other means than ours.

Lines are unfolded by hand; recurrences and time zones are those of dateutil, which reads the file's own VTIMEZONE.
"""

import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil import rrule, tz


@dataclass(frozen=True)
class Entry:
    """An event: its properties by name, each with the whole line, and the zones of its file."""

    lines: dict
    zones: object
    alarms: int

    def text(self, name):
        value = self.lines[name].partition(":")[2]
        return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)

    @property
    def all_day(self):
        return "VALUE=DATE:" in self.lines["DTSTART"]

    def between(self, start, end):
        """When it comes, from a date up to, not on, another: instants, or dates for an all-day event."""
        rules = "\n".join(self.lines[name] for name in ("DTSTART", "RRULE", "EXDATE") if name in self.lines)
        if self.all_day:
            rules = rules.replace(";VALUE=DATE", "")
        # A single date has no rule: it comes once.
        rules += "" if "RRULE" in self.lines else "\nRRULE:FREQ=DAILY;COUNT=1"
        found = rrule.rrulestr(rules, tzids=self.zones.get if self.zones else None)
        margin = timedelta(days=2)
        zone = None if self.all_day else UTC
        limits = (datetime.combine(day, time(), zone) for day in (start - margin, end + margin))
        times = [at.date() if self.all_day else at for at in found.between(*limits, inc=True)]
        return [at for at in times if start <= _date(at) < end]


def _date(at):
    return at if type(at) is date else at.date()


def unfolded(file):
    return re.sub(r"\r\n[ \t]", "", file.decode()).split("\r\n")


def entries(file):
    """The events of a file by UID."""
    zones = tz.tzical(io.StringIO(file.decode().replace("\r\n", "\n"))) if b"BEGIN:VTIMEZONE" in file else None
    found, lines, alarms, inside = {}, {}, 0, []
    for line in unfolded(file):
        if line.startswith("BEGIN:"):
            inside.append(line[6:])
            if line == "BEGIN:VEVENT":
                lines, alarms = {}, 0
            alarms += line == "BEGIN:VALARM"
        elif line.startswith("END:"):
            inside.pop()
            if line == "END:VEVENT":
                entry = Entry(lines, zones, alarms)
                assert entry.text("UID") not in found, "a UID came twice"
                found[entry.text("UID")] = entry
        elif inside[-1:] == ["VEVENT"]:
            name = re.match("[A-Z-]+", line)[0]
            assert name not in lines, f"{name} came twice"
            lines[name] = line
    return found


class CalendarProgram:
    """What a person's calendar holds after some imports."""

    def __init__(self):
        self.events = {}

    def take(self, file):
        for uid, entry in entries(file).items():
            old = self.events.get(uid)
            if old is None or int(entry.text("SEQUENCE")) >= int(old.text("SEQUENCE")):
                self.events[uid] = entry
        return self

    @property
    def shown(self):
        return [entry for entry in self.events.values() if entry.lines.get("STATUS") != "STATUS:CANCELLED"]

    def between(self, start, end):
        """Title and time of all that comes, in the order of time."""
        found = [(at, entry.text("SUMMARY")) for entry in self.shown for at in entry.between(start, end)]
        return sorted(found, key=lambda item: (str(item[0]), item[1]))
