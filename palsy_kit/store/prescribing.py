"""New versions of what is asked for: an earlier one of the same kind ends where a new one begins, as in ``renewed``.

And the end of a hold. What ends keeps its past: a correction of it says the day.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime

from palsy_kit.errors import InputError
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription
from palsy_kit.store.records import encode
from palsy_kit.store.table import find, insert, standing


def prescribe(
    connection: sqlite3.Connection, prescriptions: Iterable[Prescription], *, alone_from: date | None = None
) -> tuple[str, ...]:
    """Insert the prescriptions that are new, end the earlier ones of their kinds, and return the new events' ids.

    With ``alone_from`` every other kind ends on that local date.
    """
    rows = {encode(prescription): prescription for prescription in prescriptions}
    new = {row: prescription for row, prescription in rows.items() if not find(connection, row.id)}
    for row, prescription in sorted(new.items(), key=lambda item: item[1].valid_from):
        _end(connection, prescription.kind, prescription.valid_from, prescription.entered_at)
        insert(connection, row)
    if alone_from is not None and new:
        kept = {prescription.kind for prescription in rows.values()}
        entered_at = max(prescription.entered_at for prescription in new.values())
        for kind in {version.kind for version in standing(connection, Prescription).values()} - kept:
            _end(connection, kind, alone_from, entered_at)
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
        kinds = sorted({version.kind for version in versions if version.reaches_past(on)})
        raise InputError(
            f"Nothing of kind {kind!r} is asked for from {on} on. Asked for: {', '.join(kinds) or 'nothing'}."
        )


def _end(connection: sqlite3.Connection, kind: str, on: date, entered_at: datetime) -> bool:
    """End every version of a kind that reaches past a day; say whether there was one."""
    versions = standing(connection, Prescription)
    reaching = {key: old for key, old in versions.items() if old.kind == kind and old.reaches_past(on)}
    for event_id, old in reaching.items():
        insert(connection, encode(old.ending(on), corrects=event_id, at=entered_at))
    return bool(reaching)


def resume(connection: sqlite3.Connection, on: date, entered_at: datetime) -> int:
    """End every hold that reaches past a local date there, and return how many did."""
    reaching = {key: hold for key, hold in standing(connection, Hold).items() if hold.reaches_past(on)}
    for event_id, hold in reaching.items():
        insert(connection, encode(hold.ending(on), corrects=event_id, at=entered_at))
    return len(reaching)
