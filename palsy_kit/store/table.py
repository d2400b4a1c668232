"""The table ``events`` in SQL: what is read from it, added to it, and deleted from it on request alone."""

import sqlite3
from collections.abc import Iterable

from palsy_kit.errors import StoreError
from palsy_kit.store.records import MODELS, AnyRecord, Row, check, decode
from palsy_kit.store.schema import REFUSE_DELETE

_COLUMNS = ", ".join(Row._fields)
_SELECT = f"SELECT {_COLUMNS} FROM events"  # noqa: S608 (our own column names)
_INSERT = f"INSERT INTO events ({_COLUMNS}) VALUES ({', '.join('?' * len(Row._fields))})"  # noqa: S608


def all_rows(connection: sqlite3.Connection) -> list[Row]:
    """Return every row, in the order of writing."""
    return [Row(*values) for values in connection.execute(f"{_SELECT} ORDER BY seq")]


def standing(connection: sqlite3.Connection, model: type[AnyRecord]) -> dict[str, AnyRecord]:
    """Return the records of a model that no later event corrects, by the ids of their events, in the order of writing.

    Every row is checked, whatever its kind: a damaged one could have been of this kind, or correct one that is.
    """
    rows = all_rows(connection)
    for row in rows:
        check(row)
    corrected = {row.corrects for row in rows}
    events = (decode(row) for row in rows if MODELS.get(row.kind) is model and row.id not in corrected)
    return {event.event_id: event.record for event in events if isinstance(event.record, model)}


def find(connection: sqlite3.Connection, event_id: str) -> Row | None:
    """Return the row with an id."""
    return _one(connection, "id", event_id)


def correction_of(connection: sqlite3.Connection, event_id: str) -> Row | None:
    """Return the row that corrects an event; there is never more than one."""
    return _one(connection, "corrects", event_id)


def versions(connection: sqlite3.Connection, event_id: str) -> list[Row]:
    """Return all versions of an event, oldest first, given the id of any of them.

    Raises
    ------
    StoreError
        If there is no such event.
    """
    row = find(connection, event_id)
    if row is None:
        raise StoreError(f"The log has no event {event_id!r}. Nothing was changed.")
    while row.corrects and (earlier := find(connection, row.corrects)):
        row = earlier
    found = [row]
    while later := correction_of(connection, found[-1].id):
        found.append(later)
    return found


def append(connection: sqlite3.Connection, row: Row) -> bool:
    """Insert a row; False when the same record is there already, in any version.

    Raises
    ------
    StoreError
        If another record has the id.
    """
    there = find(connection, row.id)
    if there is None:
        insert(connection, row)
        return True
    if any((version.kind, version.body) == (row.kind, row.body) for version in versions(connection, row.id)):
        return False
    raise StoreError(
        f"The log already has another {there.kind} with the id {row.id!r}. Give a new one its own id, "
        "or correct the one that is there. Nothing was changed."
    )


def insert(connection: sqlite3.Connection, row: Row) -> None:
    """Insert a row that is new."""
    connection.execute(_INSERT, row)


def delete(connection: sqlite3.Connection, event_ids: Iterable[str]) -> None:
    """Delete rows, in a transaction; ``sweep`` has to follow it.

    The trigger that refuses deletion goes with the rows and comes back only when their traces are swept, so that
    the next opening sees a deletion which a power cut has interrupted.
    """
    connection.execute("DROP TRIGGER IF EXISTS events_are_not_deleted")
    connection.executemany("DELETE FROM events WHERE id = ?", [(event_id,) for event_id in event_ids])


def sweep(connection: sqlite3.Connection) -> None:
    """Write the file anew without the traces of what was deleted, and refuse deletion again."""
    connection.execute("VACUUM")
    connection.execute(REFUSE_DELETE)


def is_unswept(connection: sqlite3.Connection) -> bool:
    """Whether a deletion was interrupted before its traces were swept."""
    trigger = "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = 'events_are_not_deleted'"
    return connection.execute(trigger).fetchone() is None


def _one(connection: sqlite3.Connection, column: str, value: str) -> Row | None:
    found = connection.execute(f"{_SELECT} WHERE {column} = ?", [value]).fetchone()
    return Row(*found) if found else None
