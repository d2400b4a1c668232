"""New versions of what is asked for: an earlier one of the same kind ends where a new one begins."""

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime

from palsy_kit.errors import InputError
from palsy_kit.programme import Prescription
from palsy_kit.store.records import encode
from palsy_kit.store.table import find, insert, standing


def prescribe(connection: sqlite3.Connection, prescriptions: Iterable[Prescription]) -> tuple[str, ...]:
    """Insert the prescriptions that are new, end the earlier ones of their kinds, and return the new events' ids."""
    rows = {encode(prescription): prescription for prescription in prescriptions}
    new = {row: prescription for row, prescription in rows.items() if not find(connection, row.id)}
    first: dict[str, Prescription] = {}
    for prescription in sorted(new.values(), key=lambda version: version.valid_from):
        first.setdefault(prescription.kind, prescription)
    for kind, prescription in first.items():
        _end(connection, kind, prescription.valid_from, prescription.entered_at)
    for row in new:
        insert(connection, row)
    return tuple(row.id for row in new)


def end(connection: sqlite3.Connection, kind: str, on: date, entered_at: datetime) -> None:
    """End what is asked for of a kind on a local date.

    Raises
    ------
    InputError
        If nothing of that kind is asked for on that day or later.
    """
    if not _end(connection, kind, on, entered_at):
        versions = standing(connection, Prescription).values()
        kinds = sorted({version.kind for version in versions if _reaches_past(version, on)})
        raise InputError(
            f"Nothing of kind {kind!r} is asked for from {on} on. Asked for: {', '.join(kinds) or 'nothing'}."
        )


def _end(connection: sqlite3.Connection, kind: str, on: date, entered_at: datetime) -> bool:
    """End every version of a kind that reaches past a day; say whether there was one."""
    versions = standing(connection, Prescription)
    reaching = {key: old for key, old in versions.items() if old.kind == kind and _reaches_past(old, on)}
    for event_id, old in reaching.items():
        shorter = old.model_copy(update={"valid_to": max(on, old.valid_from)})
        insert(connection, encode(shorter, corrects=event_id, at=entered_at))
    return bool(reaching)


def _reaches_past(version: Prescription, day: date) -> bool:
    """Whether a version holds on a day or on a later one."""
    return version.valid_to is None or version.valid_to > max(day, version.valid_from)
