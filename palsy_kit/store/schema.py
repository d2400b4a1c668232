"""The table, its past versions, and what happens to a file that is not what we expect."""

import sqlite3
import struct
from pathlib import Path
from typing import NamedTuple

from palsy_kit.errors import StoreError
from palsy_kit.store.connection import advice, connected, damaged, explained, transaction

APPLICATION_ID = 0x50414C53
"""``PALS``: marks the file as ours in SQLite's header."""

_MAGIC = b"SQLite format 3\x00"

REFUSE_DELETE = """
CREATE TRIGGER IF NOT EXISTS events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted but by forget'); END
"""


class Migration(NamedTuple):
    """One step from a version of the file to the next, run in one transaction."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        "the table of events",
        (
            """
            CREATE TABLE events (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                at TEXT NOT NULL,
                utc_offset_min INTEGER,
                corrects TEXT UNIQUE,
                body_schema INTEGER NOT NULL,
                body TEXT NOT NULL,
                checksum TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'events are never changed: add a correction'); END
            """,
            REFUSE_DELETE,
        ),
    ),
)
"""Version n of the file is what the first n steps make. A step that was released is never changed."""


class Header(NamedTuple):
    """What SQLite's file header says about a file."""

    application_id: int
    version: int


def read_header(path: Path) -> Header | None:
    """Read a file's header from its bytes, so that a foreign file is never opened as a database.

    Returns
    -------
    Header or None
        None for a file without any content, which is a log that was never begun.

    Raises
    ------
    StoreError
        If the file is not an SQLite database, or cannot be read.
    """
    with explained(path), path.open("rb") as file:
        head = file.read(100)
    if not head:
        return None
    if len(head) < 100 or not head.startswith(_MAGIC):  # noqa: PLR2004 (the size of the header)
        raise damaged(path, "it does not begin as an SQLite database does")
    version, application_id = struct.unpack(">60xi4xi", head[:72])
    return Header(application_id, version)


def refuse_foreign(path: Path, header: Header | None, newest: int = len(MIGRATIONS)) -> None:
    """Refuse another application's database and a newer version's log.

    Raises
    ------
    StoreError
        With the reason; the file was not touched.
    """
    if header is None:
        return
    if header.application_id != APPLICATION_ID:
        raise StoreError(
            f"{path} is a database of another application (its id is {header.application_id:#010x}, a practice log's "
            f"{APPLICATION_ID:#010x}). It was left as it is. Give another path; `palsy-kit doctor` says more."
        )
    if header.version > newest:
        raise StoreError(
            f"{path} was written by a newer palsy_kit: it has version {header.version}, this palsy_kit knows up to "
            f"{newest}. It was left as it is. Update palsy_kit to open it."
        )
    if header.version < 1:
        raise damaged(path, f"version {header.version} was never in use")


def migrate(path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a file to the newest version, one transaction a step; several processes may try at once.

    Raises
    ------
    StoreError
        If a step does not work; the message names it, and the file stays at the version before it.
    """
    with connected(path) as connection:
        for number, step in enumerate(migrations, start=1):
            try:
                with transaction(connection):
                    if _version(connection) < number:
                        _run(connection, number, step)
            except sqlite3.Error as error:
                raise StoreError(
                    f"{path} stays at version {number - 1}, whole, because step {number} ({step.name}) did not work: "
                    f"{advice(path, error) or error}"
                ) from error


def _run(connection: sqlite3.Connection, number: int, step: Migration) -> None:
    for statement in step.statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Have SQLite check every page of the file.

    Raises
    ------
    StoreError
        If it finds something wrong.
    """
    faults = integrity_faults(connection)
    if faults:
        raise damaged(path, faults[0])


def integrity_faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite's own check finds wrong, as lines; none for a whole file."""
    lines = [str(line) for (text,) in connection.execute("PRAGMA integrity_check") for line in text.splitlines()]
    # A line of asterisks says which database is meant, and nothing else.
    return () if lines == ["ok"] else tuple(line for line in lines if not line.startswith("***"))


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the file is still at the version that this palsy_kit writes.

    Raises
    ------
    StoreError
        If another process, with a newer palsy_kit, has migrated it in the meantime.
    """
    version = _version(connection)
    if version != len(MIGRATIONS):
        refuse_foreign(path, Header(APPLICATION_ID, version))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
