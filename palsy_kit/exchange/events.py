"""``events.jsonl``: every row of a practice log as it was written, a JSON object a line; nothing is lost in it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from palsy_kit.errors import InputError
from palsy_kit.exchange.intake import Intake, Item
from palsy_kit.store import Row

NAME = "events.jsonl"

RESOURCE = {
    "name": "events",
    "path": NAME,
    "format": "jsonl",
    "encoding": "utf-8",
    "description": "Every row of the practice log as it was written: notes, check-ins, corrections and all. "
    "palsy-kit import reads it; hand it on only to somebody who may read all of this.",
}

_TYPES: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "kind": (str,),
    "at": (str,),
    "utc_offset_min": (int, type(None)),
    "corrects": (str, type(None)),
    "body_schema": (int,),
    "body": (str,),
    "checksum": (str,),
}


def write_events(rows: Iterable[Row], folder: Path) -> None:
    """Write rows in their order."""
    lines = (json.dumps(row._asdict(), ensure_ascii=False) for row in rows)
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def read_events(folder: Path) -> Intake:
    """Read rows; a line that is none is named, and the others come in.

    Raises
    ------
    InputError
        If the file is not text in UTF-8.
    """
    file = folder / NAME
    intake = Intake("a full export of a practice log")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputError(f"{file} is not text in UTF-8: {error}.") from error
    # Not splitlines: a note may hold characters that it would take for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            place = f"{NAME} line {number}"
            row = _row(line)
            if row is None:
                intake.refuse(place, "is not an event as palsy-kit export writes it")
            else:
                intake.items.append(Item(place, row))
    return intake


def _row(line: str) -> Row | None:
    try:
        given: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or set(given) != set(_TYPES):
        return None
    return Row(**given) if all(type(given[name]) in types for name, types in _TYPES.items()) else None
