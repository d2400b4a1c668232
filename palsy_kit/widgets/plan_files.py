"""What a person takes with them: the plan as a file for their own calendar, and as a page to print."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from palsy_kit.calendar import CIRCLE_ZONE, circle_times, write_calendar
from palsy_kit.catalogue import Catalogue
from palsy_kit.errors import InputError
from palsy_kit.plan_page import plan_page
from palsy_kit.schedule import plan
from palsy_kit.widgets.programme_builder import PlanLog
from palsy_kit.widgets.saving import Content, Saver, Stamp
from palsy_kit.widgets.words import WEEKDAY_NAMES, day_words, listed

STATIC = Path(__file__).parent / "static"

CALENDAR_DAYS = 26 * 7
"""How far ahead the dated sessions of a quota stand in the calendar file."""
PAGE_DAYS = 28
CIRCLE_DAYS = 92
"""How far ahead the dates of the monthly circle are told."""
LONGEST_NAME = 60

WEEKDAYS = tuple(WEEKDAY_NAMES.values())


class PlanFiles(anywidget.AnyWidget):
    """Writes the calendar file and the printable page of what is planned, and hands them to the browser.

    Parameters
    ----------
    catalogue
        Where the page's reasons to stop come from.
    log
        Where what is asked for is read.
    today
        Says the local date: ``date.today``, but for tests.
    file
        Where the calendar file is kept, so that the next one can cancel what is no longer planned.

    Attributes
    ----------
    zone : str
        The person's time zone; the browser gives its own, and the person may change it.
    circle : str
        When the monthly circle is, on the clock of that zone, or why the zone cannot be used.
    """

    _esm = STATIC / "plan_files.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "plan_files.css"))

    zone = traitlets.Unicode().tag(sync=True)
    circle = traitlets.Unicode().tag(sync=True)

    def __init__(self, catalogue: Catalogue, log: PlanLog, *, today: Callable[[], date], file: Path) -> None:
        self._catalogue, self._log, self._today, self._file = catalogue, log, today, file
        super().__init__()
        Saver(self, self._store)

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return "PlanFiles()"

    @traitlets.observe("zone")
    def _tell_circle(self, _: object) -> None:
        try:
            times = circle_times(zone=self.zone, start=self._today(), days=CIRCLE_DAYS)
        except InputError as error:
            self.circle = str(error)
        else:
            days = listed(f"{WEEKDAYS[at.weekday()]} {day_words(at.date())} at {at:%H:%M}" for at in times)
            there = [at.astimezone(CIRCLE_ZONE) for at in times]
            elsewhere = any(
                at.replace(tzinfo=None) != one.replace(tzinfo=None) for at, one in zip(times, there, strict=True)
            )
            rule = f" In New York that is a third Tuesday at {there[0]:%H:%M}." if elsewhere else ""
            self.circle = f"On your clock: {days}.{rule}"

    def _store(self, content: Content) -> None:
        stamp = Stamp.of(content)
        makes = {"calendar": self._calendar, "page": self._page}
        what = content.get("what")
        if not isinstance(what, str) or what not in makes:
            raise InputError(f"what={what!r} is no file of the plan. Give {', '.join(makes)}.")
        zone, circle = str(content.get("zone") or "UTC"), content.get("circle") is True
        made = makes[what](content, stamp, zone, circle=circle)
        self.send({"kind": "file", **made})  # without the id: the answer to the save comes after it

    def _calendar(self, _: Content, stamp: Stamp, zone: str, *, circle: bool) -> dict[str, Any]:
        asked, rests = self._log.prescriptions(), self._log.holds()
        planned = plan(asked, rests, start=stamp.local_date, days=CALENDAR_DAYS)
        try:
            before = self._file.read_bytes() if self._file.exists() else None
            if before is not None and not before.startswith(b"BEGIN:VCALENDAR"):
                raise InputError(f"{self._file} is no calendar file, so it is left as it is. Move it, and try again.")
            file = write_calendar(
                asked, rests, planned=planned, zone=zone, now=stamp.at, circle=circle, replaces=before
            )
            self._file.write_bytes(file)
        except OSError as error:
            raise InputError(f"{self._file} cannot be written: {error.strerror}. Nothing was changed.") from error
        return {"name": self._file.name, "type": "text/calendar", "text": file.decode()}

    def _page(self, content: Content, stamp: Stamp, zone: str, *, circle: bool) -> dict[str, Any]:
        asked, rests, start = self._log.prescriptions(), self._log.holds(), stamp.local_date
        name = str(content.get("name") or "").strip()
        if len(name) > LONGEST_NAME:
            raise InputError(f"The name has {len(name)} characters. Give {LONGEST_NAME} at most.")
        times: Sequence[Any] = circle_times(zone=zone, start=start, days=PAGE_DAYS) if circle else ()
        page = plan_page(
            asked,
            rests,
            planned=plan(asked, rests, start=start, days=PAGE_DAYS),
            start=start,
            days=PAGE_DAYS,
            catalogue=self._catalogue,
            name=name,
            circle=times,
        )
        return {"name": self._file.with_suffix(".html").name, "type": "text/html", "text": page}
