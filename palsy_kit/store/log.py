"""The practice log as the rest of palsy_kit sees it: add a record, correct it, read what stands, forget on request."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Self

from palsy_kit.errors import InputError, StoreError
from palsy_kit.programme import Prescription
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession
from palsy_kit.store.connection import connected, explained, transaction
from palsy_kit.store.place import LOG_NAME, data_folder, refuse_network_folder
from palsy_kit.store.records import COLUMNS, Event, Record, Row, decode, encode
from palsy_kit.store.schema import check_version, check_whole, migrate, read_header, refuse_foreign


class PracticeLog:
    """What a person practised, as one file that is only ever added to.

    Open it with ``PracticeLog.open``. Several notebooks, processes and threads may use the same file at once. When
    a method that writes returns, what it wrote is on the disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        """The file; ``open`` has prepared it."""

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open the log, begin a new one, or bring an older file up to date.

        Parameters
        ----------
        path
            The file; by default ``practice_log.sqlite3`` in ``data_folder(os.environ)``.

        Raises
        ------
        StoreError
            If the file cannot be used: it is damaged, newer than this palsy_kit, another application's, not
            writable, or on a network folder. It is then left as it was.
        """
        path = (path or data_folder(os.environ) / LOG_NAME).expanduser().resolve()
        refuse_network_folder(path)
        with explained(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # For the person's eyes only: SQLite gives its journal the same rights.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        refuse_foreign(path, read_header(path))
        migrate(path)
        with connected(path) as connection:
            check_whole(connection, path)
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close: no operation leaves the file open."""

    def add(self, record: Record) -> str:
        """Keep a record and return the id of its event; the same record again changes nothing.

        Raises
        ------
        InputError
            If the record cannot be kept.
        StoreError
            If another session has the same id, or the file cannot be written. Nothing has changed then.
        """
        return self.add_all([record])[0]

    def add_all(self, records: Iterable[Record]) -> tuple[str, ...]:
        """Keep several records, all or none, and return the ids of their events in the order given."""
        rows = [encode(record) for record in records]
        with self._writing() as connection:
            for row in rows:
                _append(connection, row)
        return tuple(row.id for row in rows)

    def add_session(self, session: PerformedSession) -> bool:
        """Keep a session; True when it is new, False when it was already there.

        A session that has been corrected is still there: neither its first version nor any later one is new.

        Raises
        ------
        StoreError
            If another session has the same id, or the file cannot be written. Nothing has changed then.
        """
        return self._add(session)

    def add_check_in(self, check_in: RecordedCheckIn) -> bool:
        """Keep a check-in; True when it is new, False when the very same one was already there."""
        return self._add(check_in)

    def prescribe(self, prescriptions: Iterable[Prescription]) -> tuple[str, ...]:
        """Ask for something new from a day on, and return the ids of the new versions' events.

        An earlier version of the same kind ends on the day on which the new one begins (an empty version, where it
        would have begun later); the days before keep what was asked for then. Other kinds go on. Prescriptions that
        the log has already change nothing.
        """
        rows = {encode(prescription): prescription for prescription in prescriptions}
        with self._writing() as connection:
            new = {row: given for row, given in rows.items() if not _version(connection, row.id)}
            first: dict[str, Prescription] = {}
            for given in sorted(new.values(), key=lambda prescription: prescription.valid_from):
                first.setdefault(given.kind, given)
            standing = _standing(connection)
            for kind, given in first.items():
                _end(connection, standing, kind, given.valid_from, given.entered_at)
            for row in new:
                _append(connection, row)
        return tuple(row.id for row in new)

    def end_prescription(self, kind: str, *, on: date, entered_at: datetime) -> None:
        """Ask for a kind of session no longer, from a local date on; the days before keep what was asked for.

        Raises
        ------
        InputError
            If nothing of that kind is asked for on that day or later.
        """
        with self._writing() as connection:
            standing = _standing(connection)
            if not _end(connection, standing, kind, on, entered_at):
                kinds = sorted({p.kind for _, p in _prescriptions(standing) if _reaches_past(p, on)})
                raise InputError(
                    f"Nothing of kind {kind!r} is asked for from {on} on. Asked for: {', '.join(kinds) or 'nothing'}."
                )

    def correct(self, event_id: str, record: Record) -> str:
        """Replace what an event says by a new event that names it, and return the new event's id.

        Both stay in the file; readers see the newest. A session keeps its id.

        Raises
        ------
        StoreError
            If there is no such event, the record is of another kind or another session, or somebody has corrected
            the event otherwise in the meantime.
        """
        row = encode(record, corrects=event_id)
        with self._writing() as connection:
            old = _version(connection, event_id)
            if old is None:
                raise StoreError(f"There is no event {event_id!r} to correct in {self.path}.")
            _refuse_other(decode(old), record, row.kind)
            if old.body == row.body:
                return event_id
            later = connection.execute("SELECT id, body FROM events WHERE corrects = ?", [event_id]).fetchone()
            if later is None:
                _insert(connection, row)
            elif later[1] != row.body:
                raise StoreError(f"Event {event_id!r} was already corrected, by event {later[0]!r}. Correct that one.")
        return row.id

    def events(self) -> tuple[Event, ...]:
        """Return every event as it was written, also those that were corrected since, in the order of writing."""
        with self._reading() as connection:
            return tuple(decode(row) for row in _rows(connection))

    def sessions(self) -> tuple[PerformedSession, ...]:
        """Return the sessions as they stand, by when they started."""
        records = (event.record for event in self._read())
        sessions = [record for record in records if isinstance(record, PerformedSession)]
        return tuple(sorted(sessions, key=lambda session: session.started_at))

    def check_ins(self) -> tuple[RecordedCheckIn, ...]:
        """Return the check-ins as they stand, by when they were made."""
        records = (event.record for event in self._read())
        check_ins = [record for record in records if isinstance(record, RecordedCheckIn)]
        return tuple(sorted(check_ins, key=lambda check_in: check_in.checked_in_at))

    def last_check_in(self) -> RecordedCheckIn | None:
        """Return the newest check-in; None before the first."""
        return next(reversed(self.check_ins()), None)

    def prescriptions(self) -> tuple[Prescription, ...]:
        """Return all versions of what was ever asked for, by the day from which they hold."""
        found = [prescription for _, prescription in _prescriptions(self._read())]
        return tuple(sorted(found, key=lambda prescription: (prescription.valid_from, prescription.entered_at)))

    def _add(self, record: Record) -> bool:
        row = encode(record)
        with self._writing() as connection:
            return _append(connection, row)

    def _read(self) -> tuple[Event, ...]:
        with self._reading() as connection:
            return _standing(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with connected(self.path) as connection:
            check_version(connection, self.path)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with connected(self.path) as connection, transaction(connection):
            check_version(connection, self.path)
            yield connection


def _rows(connection: sqlite3.Connection) -> list[Row]:
    return [Row(*values) for values in connection.execute(f"SELECT {COLUMNS} FROM events ORDER BY seq")]  # noqa: S608


def _standing(connection: sqlite3.Connection) -> tuple[Event, ...]:
    """Return the events that no later one corrects."""
    rows = _rows(connection)
    corrected = {row.corrects for row in rows}
    return tuple(decode(row) for row in rows if row.id not in corrected)


def _version(connection: sqlite3.Connection, event_id: str) -> Row | None:
    found = connection.execute(f"SELECT {COLUMNS} FROM events WHERE id = ?", [event_id]).fetchone()  # noqa: S608
    return Row(*found) if found else None


def _append(connection: sqlite3.Connection, row: Row) -> bool:
    """Insert a row unless the same record is there in any version; another record under its id is refused."""
    version = _version(connection, row.id)
    if version is None:
        _insert(connection, row)
        return True
    first = version
    while version is not None:
        if (version.kind, version.body) == (row.kind, row.body):
            return False
        found = connection.execute(f"SELECT {COLUMNS} FROM events WHERE corrects = ?", [version.id]).fetchone()  # noqa: S608
        version = Row(*found) if found else None
    raise StoreError(
        f"The log already has another {first.kind} with the id {row.id!r}. Give a new one its own id, "
        "or correct the one that is there. Nothing was changed."
    )


def _insert(connection: sqlite3.Connection, row: Row) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO events ({COLUMNS}) VALUES ({marks})", row)  # noqa: S608


def _prescriptions(events: Iterable[Event]) -> Iterator[tuple[Event, Prescription]]:
    return ((event, event.record) for event in events if isinstance(event.record, Prescription))


def _end(connection: sqlite3.Connection, standing: Iterable[Event], kind: str, on: date, entered_at: datetime) -> bool:
    """End every version of a kind that reaches past a day; say whether there was one."""
    ended = False
    for event, prescription in _prescriptions(standing):
        if prescription.kind == kind and _reaches_past(prescription, on):
            shorter = prescription.model_copy(update={"valid_to": max(on, prescription.valid_from)})
            _insert(connection, encode(shorter, corrects=event.event_id, at=entered_at))
            ended = True
    return ended


def _reaches_past(prescription: Prescription, day: date) -> bool:
    """Whether a version holds on a day or on a later one."""
    return prescription.valid_to is None or prescription.valid_to > max(day, prescription.valid_from)


def _refuse_other(old: Event, record: Record, kind: str) -> None:
    if old.kind != kind:
        raise StoreError(f"Event {old.event_id!r} is a {old.kind}, not a {kind}. Nothing was changed.")
    if isinstance(old.record, PerformedSession) and isinstance(record, PerformedSession):
        was, given = old.record.session_id, record.session_id
        if was != given:
            raise StoreError(f"Event {old.event_id!r} is session {was!r}, not {given!r}. Nothing was changed.")
