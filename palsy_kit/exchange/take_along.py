"""What the forms of `TakeAlong` do with a log: the functions that the commands call, and answers in plain words.

The date, the hour and the time zone are those of the browser, which is the person's own.
"""

import tempfile
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import available_timezones

from palsy_kit.errors import InputError
from palsy_kit.exchange.bringing_in import Arrival, bring_in
from palsy_kit.exchange.export import export_everything, export_for_study, random_pseudonym, random_weeks
from palsy_kit.exchange.forgetting import events_of, forget
from palsy_kit.exchange.intake import Choices
from palsy_kit.exchange.summary import summary_page
from palsy_kit.store import PracticeLog
from palsy_kit.widgets.saving import Content, Stamp
from palsy_kit.widgets.take_along import Answer, TakeAlong
from palsy_kit.words import counted_kinds, day_words

SHOWN = 10
"""Faults of a file that are named; the others are counted."""

WEEKS = (4, 12, 26, 52)
"""The spans that a summary can be asked for."""


GOES_FOR_GOOD = (
    "If you go on, it is deleted for good, and so are all copies that the workbook made. Nobody can bring it back. "
    "Files that you saved or printed stay, and so do figures in your notebooks."
)


class Carrying:
    """The four forms of a log; each is shown by naming it in a cell of its own.

    Attributes
    ----------
    export : TakeAlong
        All of the log as a file, or what a study needs.
    summary : TakeAlong
        A page to print.
    bring_in : TakeAlong
        What a file brings is told first, and taken in when the person says so.
    delete : TakeAlong
        What would be deleted is told first, and deleted when the person says so.
    """

    def __init__(self, log: PracticeLog) -> None:
        self._log = log
        self.export = TakeAlong("export", {"everything": self._everything, "study": self._study})
        self.summary = TakeAlong("summary", {"summary": self._summary})
        self.bring_in = TakeAlong(
            "bring_in", {"look": partial(self._bring_in, dry=True), "take": partial(self._bring_in, dry=False)}
        )
        self.delete = TakeAlong("delete", {"look": self._would_delete, "delete": self._delete})

    def _everything(self, content: Content, _: Sequence[memoryview]) -> Answer:
        with tempfile.TemporaryDirectory(prefix="palsy_kit_") as folder:
            target = Path(folder) / "all.zip"
            n = export_everything(self._log, target, time_zone=_zone(content))
            says = f"All {n} entries of your log are in this file, your notes and check-ins too. Keep it like a diary."
            return Answer([says], name=f"practice-{_today(content)}.zip", file=target.read_bytes())

    def _study(self, content: Content, _: Sequence[memoryview]) -> Answer:
        shifted = content.get("shift_dates") is True
        with tempfile.TemporaryDirectory(prefix="palsy_kit_") as folder:
            target = Path(folder) / "study.zip"
            study = export_for_study(
                self._log,
                target,
                participant_id=random_pseudonym(),
                time_zone=_zone(content),
                weeks_shifted=random_weeks() if shifted else 0,
            )
            name = study.participants["participant_id"][0]
            dates = "Its dates are moved by whole weeks" if shifted else "Its dates are the real ones"
            n = len(study.sessions)
            says = (
                f"{n} session{'' if n == 1 else 's'} under the random name {name}. No text of yours is in it. {dates}."
            )
            return Answer([says], name=f"study-{name}.zip", file=target.read_bytes())

    def _summary(self, content: Content, _: Sequence[memoryview]) -> Answer:
        weeks, today = content.get("weeks"), _today(content)
        if not isinstance(weeks, int) or weeks not in WEEKS:
            raise InputError(f"weeks={weeks!r} is not a choice. Give {', '.join(map(str, WEEKS))}.")
        page = summary_page(self._log, today=today, weeks=weeks, notes=content.get("notes") is True)
        return Answer([f"The last {weeks} weeks, up to today."], name=f"summary-{today}.html", page=page)

    def _bring_in(self, content: Content, buffers: Sequence[memoryview], *, dry: bool) -> Answer:
        name = content.get("name")
        if not isinstance(name, str) or len(buffers) != 1:
            raise InputError("No file came. Choose one, then press the button again.")
        with tempfile.TemporaryDirectory(prefix="palsy_kit_") as folder:
            # Of the name only the ending is used: what is read follows from it.
            source = Path(folder) / f"file{Path(name).suffix.lower()[:5]}"
            source.write_bytes(buffers[0])
            try:
                arrival = bring_in(source, self._log, Choices(now=Stamp.of(content).at), dry=dry)
            except InputError as error:
                raise InputError(str(error).replace(str(source), "This file")) from error
        return _told(arrival, dry=dry)

    def _would_delete(self, content: Content, _: Sequence[memoryview]) -> Answer:
        day = _day(content)
        when = "in your log" if day is None else f"on {day_words(day)}"
        events = events_of(self._log, day)
        if not events:
            return Answer([f"Nothing is logged {when}, so there is nothing to delete."])
        return Answer(
            [
                f"{counted_kinds(event.kind for event in events)}: this is what is logged {when}.",
                GOES_FOR_GOOD,
            ],
            can_go_on=True,
        )

    def _delete(self, content: Content, _: Sequence[memoryview]) -> Answer:
        n = forget(self._log, _day(content))
        return Answer(["Deleted for good." if n else "Nothing was there any more, so nothing was deleted."])


def _told(arrival: Arrival, *, dry: bool) -> Answer:
    would, n_wrong = ("would come in" if dry else "came in"), len(arrival.wrong)
    says = [
        f"This is {arrival.intake.says}.",
        f"New, and {would}: {arrival.new}." if arrival.new else "Nothing in it is new.",
        f"In your log already: {arrival.n_known}." if arrival.n_known else "",
        f"Cannot come in: {n_wrong}." if n_wrong else "",
        *(f"{place}: {problem}" for place, problem in arrival.wrong[:SHOWN]),
        f"And {n_wrong - SHOWN} more." if n_wrong > SHOWN else "",
    ]
    return Answer([words for words in says if words], can_go_on=dry and bool(arrival.new))


def _today(content: Content) -> date:
    return Stamp.of(content).local_date


def _zone(content: Content) -> str:
    zone = content.get("time_zone")
    if not isinstance(zone, str) or zone not in available_timezones():
        raise InputError(f"time_zone={zone!r} is not known. The browser gives its own, such as Europe/Berlin.")
    return zone


def _day(content: Content) -> date | None:
    """Return the day that is to be deleted; None for everything, which must be said as such."""
    given = content.get("day")
    if given == "everything":
        return None
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]  # whatever it is, it is tried
    except (TypeError, ValueError):
        raise InputError("Choose the day first.") from None
