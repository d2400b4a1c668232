"""The research workbook of MEPP web (an .xlsx file with the sheets subjects, sessions and logs) as a study.

MEPP web writes no minutes. They follow from its logs: an exercise runs from its start, or from going on, until it is
paused, done or skipped, or the session ends. It writes no time zone either, so the caller gives one for all.
"""

import csv
import re
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.exchange.intake import Fault, listed
from palsy_kit.exchange.packing import MAX_FILES, ordinary
from palsy_kit.session import Outcome
from palsy_kit.study import Study, load_study
from palsy_kit.study.cells import defused
from palsy_kit.study.folder import write_study
from palsy_kit.study.tables import TABLES, frame_of, text_columns

SHEETS: Mapping[str, tuple[str, ...]] = {
    "subjects": ("research_id", "language", "side", "is_archived", "created_month"),
    "sessions": ("session_research_id", "research_id", "status", "n_exercises", "n_completed", "created_at"),
    "logs": ("session_research_id", "action", "created_at"),
}
"""The columns that we read; MEPP web writes some more."""

MAX_ROWS = 1_000_000
MAX_BYTES = 256 * 2**20
"""What a workbook unpacks to at most: some hundred thousand sessions. Our own default."""
KIND = "mepp"
SIDES = {"0": "left", "1": "right"}
COMPLETED = "0"
RUNS = {"4", "6"}  # resumed, started
RESTS = {"0", "1", "2", "3", "5", "7", "8"}  # done, logged in, logged out, paused, skipped, session (re)started

Rows = list[tuple[int, dict[str, str]]]
"""The rows of a sheet as text, by their number in the sheet."""


def read_mepp(path: Path, *, time_zone: str) -> tuple[Study, list[Fault]]:
    """Read a workbook as a study.

    Parameters
    ----------
    path
        The .xlsx file.
    time_zone
        Where the participants live, as an IANA name.

    Returns
    -------
    tuple
        The study, with its own ``problems``; and what was wrong in the workbook itself, by sheet and row. Nothing is
        prescribed in it, since the workbook does not say what was.

    Raises
    ------
    InputError
        If the file is no workbook, or a sheet or a column is missing.
    ExtraError
        If openpyxl is not installed.
    """
    sheets = _read_workbook(path)
    faults: list[Fault] = []
    sessions = list(_sessions(sheets, faults))
    first: dict[str, str] = {}
    for session in sessions:
        local = _instant(session["started_at"]).astimezone(ZoneInfo(time_zone)).date().isoformat()
        first[session["participant_id"]] = min(first.get(session["participant_id"], local), local)
    roster = list(_roster(sheets["subjects"], first, time_zone, faults))
    with tempfile.TemporaryDirectory(prefix="palsy_kit_") as name:
        folder = Path(name)
        _write(folder, "MEPP web", {"participants": roster, "sessions": sessions})
        return load_study(folder), faults


def _write(folder: Path, title: str, tables: Mapping[str, list[dict[str, str]]]) -> None:
    """Write rows as a study folder, so that loading it checks them like any other."""
    empty = {table: frame_of(table, {}) for table in TABLES}
    write_study(Study(title=title, synthetic=False, problems=empty["holds"], **empty), folder)
    for table, rows in tables.items():
        header = list(dict.fromkeys([*(column.name for column in TABLES[table]), *(rows[0] if rows else ())]))
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="")
            writer.writeheader()
            text = set(text_columns(table, header))
            writer.writerows(
                {name: defused(cell) if name in text else cell for name, cell in row.items()} for row in rows
            )


def _roster(rows: Rows, first: Mapping[str, str], time_zone: str, faults: list[Fault]) -> Iterator[dict[str, str]]:
    for row, cells in rows:
        id_, month = cells["research_id"], cells["created_month"]
        start = first.get(id_) or (f"{month}-01" if re.fullmatch(r"\d{4}-\d{2}", month, re.ASCII) else "")
        if id_ not in first and start:
            faults.append(Fault(f"subjects row {row}", f"has no session: the start is the month {month}, from its 1st"))
        yield {
            "participant_id": id_,
            "time_zone": time_zone,
            "start_date": start,
            "language": cells["language"],
            "affected_side": SIDES.get(cells["side"], ""),
            "archived": cells["is_archived"].lower(),
        }


def _sessions(sheets: Mapping[str, Rows], faults: list[Fault]) -> Iterator[dict[str, str]]:
    logs = _logs(sheets["logs"], faults)
    for row, cells in sheets["sessions"]:
        place, id_ = f"sessions row {row}", cells["session_research_id"]
        try:
            started_at = _instant(cells["created_at"])
        except InputError as error:
            faults.append(Fault(place, str(error)))
            continue
        if id_ not in logs and cells["n_completed"] not in {"0", ""}:
            faults.append(Fault(place, f"session {id_!r} has no logs, so its minutes are not known; left out"))
            continue
        yield {
            "session_id": id_,
            "participant_id": cells["research_id"],
            "kind": KIND,
            "started_at": started_at.isoformat(),
            "active_s": f"{_active_s(logs.get(id_, [])):g}",
            "outcome": str(Outcome.COMPLETED if cells["status"] == COMPLETED else Outcome.PARTIAL),
            "exercises_done": cells["n_completed"],
            "exercises_planned": cells["n_exercises"],
        }


def _logs(rows: Rows, faults: list[Fault]) -> dict[str, list[tuple[datetime, bool]]]:
    """Gather for each session when it began to run and when it came to rest, in order of time."""
    found: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    for row, cells in rows:
        try:
            at = _instant(cells["created_at"])
        except InputError as error:
            faults.append(Fault(f"logs row {row}", str(error)))
            continue
        if cells["action"] not in RUNS | RESTS:
            faults.append(Fault(f"logs row {row}", f"action={cells['action']!r} is none that MEPP web writes"))
        else:
            found[cells["session_research_id"]].append((at, cells["action"] in RUNS))
    return {id_: sorted(events) for id_, events in found.items()}


def _active_s(events: list[tuple[datetime, bool]]) -> float:
    """Add up the seconds from each event that sets an exercise running to the next event, whatever it is."""
    return sum((later - at).total_seconds() for (at, runs), (later, _) in pairwise(events) if runs)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        zoned = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError(f"created_at={text!r} is not a time such as 2026-03-09T18:30:00+00:00.") from None


def _read_workbook(path: Path) -> dict[str, Rows]:
    try:
        import openpyxl  # noqa: PLC0415 (comes with an extra)
    except ImportError as error:
        raise ExtraError(
            "A workbook needs the package openpyxl, which comes with the extra 'research': "
            "make research, or pip install -e '.[research]' in palsy_kit's folder."
        ) from error
    _refuse_traps(ordinary(path))
    try:
        # Opened here: openpyxl leaves a file open when it stumbles.
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            return {sheet: _rows(path, book, sheet) for sheet in SHEETS}
    except InputError:
        raise
    # openpyxl promises no errors of its own: what is wrong in a file comes out as whatever its parts stumble over.
    except Exception as error:
        raise InputError(f"{path} is not a workbook that can be read: {type(error).__name__}, {error}.") from error


def _refuse_traps(path: Path) -> None:
    """Refuse a zip that unpacks to more than we read, and XML that declares entities: no workbook does."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES or sum(member.file_size for member in members) > MAX_BYTES:
                raise InputError(f"{path} is too large to be a workbook of MEPP web. Nothing was read.")
            for member in members:
                # Also as UTF-16, in which every other byte is 0.
                if b"<!DOCTYPE" in archive.read(member).replace(b"\0", b""):
                    raise InputError(f"{path} declares a document type, as no workbook does. Nothing was read.")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError(f"{path} is not a workbook (.xlsx): {error}.") from error


def _rows(path: Path, book: Any, sheet: str) -> Rows:
    if sheet not in book.sheetnames:
        raise InputError(f"{path} has no sheet {sheet!r}. Its sheets: {listed(book.sheetnames)}.")
    rows = book[sheet].iter_rows(values_only=True, max_row=MAX_ROWS, max_col=100)
    header = [_text(value) for value in next(rows, ())]
    missing = [name for name in SHEETS[sheet] if name not in header]
    if missing:
        there = f"Its columns: {listed(header)}."
        raise InputError(f"The sheet {sheet!r} of {path} has no column {listed(missing)}. {there}")
    filled = ((row, [_text(value) for value in line]) for row, line in enumerate(rows, start=2))
    return [(row, dict(zip(header, line, strict=False))) for row, line in filled if any(line)]


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
