"""Loop Habit Tracker's export: days on which a habit was done, as sessions.

``Checkmarks.csv`` has a column a habit and a row a day. A day of a yes-or-no habit is -1 (unknown), 0 (no), 1 (a rest:
its frequency asked for nothing), 2 (done) or 3 (skipped), in newer versions as words. A habit that is counted has
thousandths. The zip also has ``Habits.csv`` with each habit's type and unit, and a folder a habit.

Loop keeps no time of day: a session begins at noon.
"""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

from palsy_kit.errors import InputError
from palsy_kit.exchange.intake import Choices, Intake, listed, moment
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.study.files import csv_lines

_NAMESPACE = uuid.UUID("d2a2d3c0-4c5e-4d0c-8a4f-3f3b0f0a7e21")

HABITS, CHECKMARKS = "Habits.csv", "Checkmarks.csv"
NOON = time(12)
DONE = 2
WORDS = {"UNKNOWN": -1, "NO": 0, "YES_AUTO": 1, "YES_MANUAL": DONE, "SKIP": 3}
MINUTE_UNITS = {"min", "mins", "min.", "minute", "minutes", "minuten", "minutos", "minuti"}
MOST_MINUTES = 24 * 60


class Habit(NamedTuple):
    """A habit: its name, whether it is counted, and the unit in which it is."""

    name: str
    counted: bool = False
    unit: str = ""


class Day(NamedTuple):
    """A day of a habit as the file has it."""

    place: str
    date: str
    value: str
    note: str = ""


def is_loop(path: Path) -> bool:
    """Whether a folder or a file looks like Loop's export."""
    return path.name == CHECKMARKS or any((path / name).is_file() for name in (HABITS, CHECKMARKS))


def read_loop(path: Path, choices: Choices) -> Intake:
    """Read the days on which the chosen habits were done.

    Raises
    ------
    InputError
        If the files cannot be read, a habit has to be chosen first, or the minutes of a day are not known.
    """
    found = dict(_from_folder(path) if (path / HABITS).is_file() else _from_file(path))
    intake = Intake("an export of Loop Habit Tracker")
    for habit in _chosen(list(found), choices.habits):
        if choices.minutes is None and not _in_minutes(habit):
            raise InputError(
                f"The habit {habit.name!r} counts no minutes. Say how many one {habit.unit or 'tick'} stands for: "
                "--minutes 5."
            )
        for day in found[habit]:
            _add(intake, habit, day, choices)
    return intake


def _in_minutes(habit: Habit) -> bool:
    return habit.counted and habit.unit.strip().casefold() in MINUTE_UNITS


def _chosen(habits: list[Habit], names: tuple[str, ...]) -> list[Habit]:
    by_name = {habit.name: habit for habit in habits}
    if not names and len(habits) == 1:
        return habits
    unknown = [name for name in names if name not in by_name]
    if unknown or not names:
        which = "Say which habit is your practice: --habit NAME."
        asked = f"There is no habit {listed(unknown)}." if unknown else which
        raise InputError(f"{asked} Habits in the file: {listed(by_name)}.")
    return [by_name[name] for name in dict.fromkeys(names)]


def _add(intake: Intake, habit: Habit, day: Day, choices: Choices) -> None:
    try:
        minutes = _minutes(habit, day.value, choices.minutes)
        if minutes:
            intake.add(day.place, _session(habit, day, minutes, choices))
    except (InputError, ValueError, OverflowError) as error:
        intake.refuse(day.place, str(error))


def _minutes(habit: Habit, value: str, each: float | None) -> float:
    """Return the minutes of a day; 0 where nothing was done."""
    number = WORDS.get(value.strip())
    if number is None:
        if not re.fullmatch(r"-?\d{1,12}", value.strip(), re.ASCII):
            raise InputError(f"{value!r} is not a value of Loop. It writes whole numbers, or {', '.join(WORDS)}.")
        number = int(value)
    # A file without Habits.csv does not tell which habits are counted; larger numbers do.
    if habit.counted or number > max(WORDS.values()):
        amount = number / 1000 if number > max(WORDS.values()) else 0
        minutes = amount if _in_minutes(habit) else amount * (each or 0)
    else:
        minutes = (each or 0) if number == DONE else 0
    if minutes > MOST_MINUTES:
        raise InputError(f"{value!r} would be {minutes:g} minutes, and a day has {MOST_MINUTES}.")
    return minutes


def _session(habit: Habit, day: Day, minutes: float, choices: Choices) -> PerformedSession:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day.date, re.ASCII):
        raise InputError(f"{day.date!r} is not a date such as 2026-03-09.")
    began = moment(date.fromisoformat(day.date), NOON, choices.zone)
    return PerformedSession(
        # The same day of the same habit is the same session, however often it is imported.
        session_id=str(uuid.uuid5(_NAMESPACE, json.dumps([habit.name, day.date]))),
        kind=choices.kind,
        started_at=began.at,
        utc_offset_min=began.utc_offset_min,
        planned_s=minutes * 60,
        active_s=minutes * 60,
        outcome=Outcome.COMPLETED,
        note=day.note,
        logged_at=choices.now,
    )


def _from_file(path: Path) -> Iterator[tuple[Habit, list[Day]]]:
    """Read one ``Checkmarks.csv``: that of all habits, or that of one, which also has notes."""
    file = path / CHECKMARKS if path.is_dir() else path
    header, *lines = csv_lines(file) or [[]]
    numbered = [(f"{file.name} row {row}", line) for row, line in enumerate(lines, start=2) if any(line)]
    if header[:3] == ["Date", "Value", "Notes"]:
        # In its folder, "001 Smile", the habit has the same name as in the zip, so that its days are the same sessions.
        name = re.sub(r"^\d{3} ", "", file.absolute().parent.name)
        yield Habit(name), list(_days(file.name, [header, *lines]))
        return
    names = header[1:-1] if header[-1:] == [""] else header[1:]
    if header[:1] != ["Date"] or not names:
        raise InputError(f"{file} is not a {CHECKMARKS} of Loop: its first row is {listed(header[:5])}.")
    if any(len(line) < len(header) for _, line in numbered):
        raise InputError(
            f"{file} has more names than columns: the name of a habit holds a comma, which Loop writes as it is. "
            "Give the whole zip that Loop made."
        )
    for column, name in enumerate(names, start=1):
        yield Habit(name), [Day(place, line[0], line[column]) for place, line in numbered]


def _from_folder(folder: Path) -> Iterator[tuple[Habit, list[Day]]]:
    """Read ``Habits.csv`` and the folder of each habit, which begins with its position."""
    header, *lines = csv_lines(folder / HABITS) or [[]]
    missing = [name for name in ("Position", "Name") if name not in header]
    if missing:
        raise InputError(f"{folder / HABITS} has no column {listed(missing)}. Its columns: {listed(header)}.")
    folders = {path.name.partition(" ")[0]: path for path in sorted(folder.iterdir()) if path.is_dir()}
    for line in lines:
        facts = dict(zip(header, line, strict=False))
        position, name = facts.get("Position", ""), facts.get("Name", "")
        inside = folders.get(position)
        if inside is not None and (inside / CHECKMARKS).is_file():
            place = f"{inside.name}/{CHECKMARKS}"
            days = list(_days(place, csv_lines(inside / CHECKMARKS)))
            yield Habit(name, facts.get("Type") == "NUMERICAL", facts.get("Unit", "")), days


def _days(place: str, lines: list[list[str]]) -> Iterator[Day]:
    """Read the days of one habit: date, value and, in newer versions, a note; older ones have no header."""
    for row, line in enumerate(lines, start=1):
        if any(line) and line[:2] != ["Date", "Value"]:
            cells = [*line, "", "", ""]
            yield Day(f"{place} row {row}", cells[0], cells[1], cells[2])
