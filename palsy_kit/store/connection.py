"""Short connections to the practice log, and SQLite's errors in words that help.

Every operation opens the file anew and closes it again. That costs a fraction of a millisecond and buys much: no
state that threads or forked kernels could share, a file that was moved away is noticed instead of written to in the
dark, and one file at rest.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from palsy_kit.errors import StoreError

BUSY_S = 30.0
"""Seconds that a notebook waits for another one to finish writing."""

# A rollback journal and not WAL: docs/practice_log.md has the measurements and the reasons. EXTRA also syncs the
# folder after the journal is gone, so that a commit survives a power cut. Temporary data stay off the disk, and what
# is deleted is overwritten.
_SETTINGS = ("synchronous = EXTRA", "secure_delete = ON", "temp_store = MEMORY", "trusted_schema = OFF")

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def connected(path: Path, *, mode: Literal["rw", "ro"] = "rw") -> Iterator[sqlite3.Connection]:
    """Open the file, which must exist, for one operation; any error of SQLite leaves as a ``StoreError``."""
    with explained(path):
        connection = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_S, isolation_level=None)
        try:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            yield connection
        finally:
            connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of a block or nothing; the lock is taken at the start, so two writers queue up instead of colliding."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of SQLite or of the file system into a ``StoreError`` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(advice(path, error) or str(damaged(path, str(error)))) from error
    except UnicodeDecodeError as error:  # sqlite3 quotes damaged text in its own message
        raise StoreError(str(damaged(path, "a text in it cannot be read"))) from error
    except OSError as error:
        raise StoreError(_system_advice(path, error)) from error


def advice(path: Path, error: sqlite3.Error) -> str | None:
    """Say what to do about an error that comes from the file's surroundings; None where the file itself is at fault."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path} is in use: another notebook has been writing for {BUSY_S:.0f} s. Close it, then try again."
    if name.startswith("SQLITE_FULL"):
        return _full(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return str(not_writable(path))
    if name.startswith("SQLITE_IOERR"):
        return f"The disk reported an error at {path} ({error}, {name}). Nothing was changed. Is it full, or failing?"
    return None


def damaged(path: Path, what: str) -> StoreError:
    """Return the error of a file whose content is not what was written."""
    return StoreError(
        f"{path} is damaged, or not a practice log: {what}. It was left as it is. `palsy-kit doctor` says what is "
        f"wrong and saves what can be read to a new file; earlier copies are in {path.parent / 'backups'}."
    )


def not_writable(path: Path) -> StoreError:
    """Return the error of a file that this person may not write to, or that is not there and cannot be made."""
    there = os.path.exists(path)  # noqa: PTH110 (Path.exists raises where it may not look)
    what = "may not be written" if there else "is not there, and its folder may not be written"
    return StoreError(
        f"{path} {what}. Nothing was changed. Allow writing to the file and to its folder, or set PALSY_KIT_HOME to "
        "another folder."
    )


def _system_advice(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return _full(path)
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return str(not_writable(path))
    if error.errno == errno.ENOENT:
        return f"{path} is not there."
    return f"{error.filename or path}: {error.strerror or error}. The practice log needs an ordinary folder."


def _full(path: Path) -> str:
    return f"The disk is full at {path.parent}. Nothing was changed in {path.name}. Make room, then try again."
