"""A plain CSV file of a person's own, a row a session, with the names of its columns given."""

import json
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from palsy_kit.errors import InputError
from palsy_kit.exchange.intake import Choices, Intake, listed, moment
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.study.files import delimited_lines

_NAMESPACE = uuid.UUID("7c1d8f55-9b4e-4f0c-b1a1-2f9a5f3f6f77")

RATINGS = ("tightness_before", "tightness_after", "effort", "discomfort")
COLUMNS = ("date", "time", "minutes", "note", *RATINGS)
"""Our names of what a column may hold."""

NOON = time(12)
MOST_MINUTES = 24 * 60


def read_diary(file: Path, choices: Choices) -> Intake:
    """Read the sessions of a CSV file whose columns are named in ``choices``.

    Raises
    ------
    InputError
        If the file cannot be read, or the columns are not named, or not there.
    """
    lines, _ = delimited_lines(file)
    header = lines[0] if lines else []
    _need_columns(file, header, choices)
    intake = Intake("a CSV file of sessions")
    seen: Counter[tuple[str, ...]] = Counter()
    for row, line in enumerate(lines[1:], start=2):
        if any(line):
            place = f"{file.name} row {row}"
            try:
                intake.add(place, _session(_cells(header, line, choices.columns), choices, seen))
            except (InputError, ValueError, OverflowError) as error:
                intake.refuse(place, str(error))
    return intake


def _need_columns(file: Path, header: list[str], choices: Choices) -> None:
    there = f"Columns of {file.name}: {listed(header)}."
    wanted = choices.columns
    unknown = [name for name in wanted if name not in COLUMNS]
    if unknown:
        raise InputError(f"{listed(unknown)} is none of our names. They are: {', '.join(COLUMNS)}.")
    if "date" not in wanted or ("minutes" not in wanted and choices.minutes is None):
        raise InputError(
            f"Say which columns hold what: --columns date=NAME,minutes=NAME (or --minutes 5 for every row). "
            f"Our names: {', '.join(COLUMNS)}. {there}"
        )
    missing = [name for name in wanted.values() if name not in header]
    if missing:
        raise InputError(f"There is no column {listed(missing)}. {there}")


def _cells(header: list[str], line: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    if len(line) != len(header):
        raise InputError(f"{len(line)} cells under {len(header)} columns")
    named = dict(zip(header, line, strict=True))
    return {ours: named[theirs].strip() for ours, theirs in columns.items()}


def _session(cells: dict[str, str], choices: Choices, seen: Counter[tuple[str, ...]]) -> PerformedSession:
    try:
        day = datetime.strptime(cells["date"], choices.date_format).date()  # noqa: DTZ007 (a date has no zone)
    except ValueError:
        raise InputError(f"date={cells['date']!r} is not written as {choices.date_format}.") from None
    at = _time(cells.get("time", ""))
    minutes = _number("minutes", cells["minutes"]) if "minutes" in cells else choices.minutes or 0
    if not 0 < minutes <= MOST_MINUTES:
        raise InputError(f"minutes={minutes:g} is not a session. Give more than 0, at most {MOST_MINUTES}.")
    began = moment(day, at, choices.zone)
    facts = (day.isoformat(), at.isoformat(), f"{minutes:g}")
    seen[facts] += 1
    ratings: dict[str, Any] = {name: int(cells[name]) for name in RATINGS if _is_rating(name, cells)}
    return PerformedSession(
        # The same row is the same session, however often it is imported; the n-th of equal rows is the n-th.
        session_id=str(uuid.uuid5(_NAMESPACE, json.dumps([*facts, seen[facts]]))),
        kind=choices.kind,
        started_at=began.at,
        utc_offset_min=began.utc_offset_min,
        planned_s=minutes * 60,
        active_s=minutes * 60,
        outcome=Outcome.COMPLETED,
        note=cells.get("note", ""),
        logged_at=choices.now,
        **ratings,
    )


def _time(text: str) -> time:
    if not text:
        return NOON
    if not re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text, re.ASCII):
        raise InputError(f"time={text!r} is not a time such as 18:30.")
    hour, minute, second = [*map(int, text.split(":")), 0][:3]
    return time(hour, minute, second)


def _number(name: str, text: str) -> float:
    if not re.fullmatch(r"\d{1,6}([.,]\d{1,6})?", text, re.ASCII):
        raise InputError(f"{name}={text!r} is not a number.")
    return float(text.replace(",", "."))


def _is_rating(name: str, cells: dict[str, str]) -> bool:
    given = cells.get(name, "")
    if given and not re.fullmatch(r"\d{1,2}", given, re.ASCII):
        raise InputError(f"{name}={given!r} is not a rating from 0 to 10.")
    return bool(given)
