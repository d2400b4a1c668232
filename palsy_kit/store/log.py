"""The practice log as the rest of palsy_kit sees it: add a record, correct it, read what stands, forget on request."""

import os
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Self

from palsy_kit.errors import StoreError
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription
from palsy_kit.proposal import Decision
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession
from palsy_kit.store.backups import back_up, back_up_when_due, remove_copies
from palsy_kit.store.connection import connected, transaction
from palsy_kit.store.opening import prepare
from palsy_kit.store.place import LOG_NAME, data_folder
from palsy_kit.store.prescribing import end, prescribe, resume
from palsy_kit.store.records import AnyRecord, Event, Record, Row, decode, encode
from palsy_kit.store.schema import check_version
from palsy_kit.store.table import all_rows, append, correction_of, delete, insert, standing, sweep, versions
from palsy_kit.store.taking_in import Taking, take


class PracticeLog:
    """What a person practised, as one file that is only ever added to.

    Open it with ``PracticeLog.open``. Several notebooks, processes and threads may use the same file at once. When
    a method that writes returns, what it wrote is on the disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        """The file; ``open`` has prepared it."""

    @classmethod
    def open(cls, path: Path | None = None, *, now: datetime | None = None) -> Self:
        """Open the log, begin a new one, or bring an older file up to date.

        Parameters
        ----------
        path
            The file; by default ``practice_log.sqlite3`` in ``data_folder(os.environ)``.
        now
            The instant, aware. Where it is given and the newest copy in ``backups`` is older than a day, a copy is
            made; where that does not work, a warning says why, and the log opens all the same.

        Raises
        ------
        StoreError
            If the file cannot be used: it is damaged, newer than this palsy_kit, another application's, not
            writable, or on a network folder. It is then left as it was.
        """
        path = (path or data_folder(os.environ) / LOG_NAME).expanduser().resolve()
        prepare(path)
        if now is not None:
            try:
                back_up_when_due(path, now=now)
            except StoreError as error:
                warnings.warn(f"No copy of the practice log was made: {error}", stacklevel=2)
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
                append(connection, row)
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

    def prescribe(self, prescriptions: Iterable[Prescription], *, alone_from: date | None = None) -> tuple[str, ...]:
        """Ask for something new from a day on, all of it or nothing, and return the ids of the new versions' events.

        An earlier version of the same kind ends on the day on which the new one begins (an empty version, where it
        would have begun later); the days before keep what was asked for then. Other kinds go on; with
        ``alone_from``, a local date, they end there. Prescriptions that the log has already change nothing.
        """
        with self._writing() as connection:
            return prescribe(connection, prescriptions, alone_from=alone_from)

    def end_prescription(self, kind: str, *, on: date, entered_at: datetime) -> None:
        """Ask for a kind of session no longer, from a local date on; the days before keep what was asked for.

        Raises
        ------
        InputError
            If nothing of that kind is asked for on that day or later.
        """
        with self._writing() as connection:
            end(connection, kind, on, entered_at)

    def add_hold(self, hold: Hold) -> bool:
        """Keep a hold; True when it is new, False when the very same one was already there."""
        return self._add(hold)

    def resume(self, *, on: date, entered_at: datetime) -> int:
        """End every hold that reaches past a local date on that date, and return how many did.

        The days before stay a rest. A hold that would have begun later never holds.
        """
        with self._writing() as connection:
            return resume(connection, on, entered_at)

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
            old = next(version for version in versions(connection, event_id) if version.id == event_id)
            _refuse_other(decode(old), record, row.kind)
            if old.body == row.body:
                return event_id
            later = correction_of(connection, event_id)
            if later is None:
                insert(connection, row)
            elif later.body != row.body:
                raise StoreError(f"Event {event_id!r} was already corrected, by event {later.id!r}. Correct that one.")
        return row.id

    def forget(self, *event_ids: str) -> int:
        """Delete events for good, with all their versions, and return how many rows went.

        What was deleted is overwritten, the file is written anew without it, and every copy in ``backups`` is
        removed. Files that were exported, saved elsewhere or copied by another program are out of reach.

        Raises
        ------
        StoreError
            If one of the events does not exist; nothing is deleted then.
        """
        return self._forget(lambda connection: [versions(connection, event_id) for event_id in event_ids])

    def forget_everything(self) -> int:
        """Delete every event for good, as ``forget`` does, and return how many rows went."""
        return self._forget(lambda connection: [all_rows(connection)])

    def back_up(self, *, now: datetime) -> Path:
        """Copy the log into ``backups`` under the instant ``now``, thin the older copies out, and return the copy.

        All copies are kept for 7 days, one a week for 8 weeks, then one a month.
        """
        return back_up(self.path, now=now)

    def events(self) -> tuple[Event, ...]:
        """Return every event as it was written, also those that were corrected since, in the order of writing."""
        with self._reading() as connection:
            return tuple(decode(row) for row in all_rows(connection))

    def rows(self) -> tuple[Row, ...]:
        """Return every row of the file, as it was written, in that order."""
        with self._reading() as connection:
            return tuple(all_rows(connection))

    def take_in(self, rows: Iterable[Row], *, entered_at: datetime) -> Taking:
        """Add the rows of another log, or records as rows, that are new and sound; the others change nothing.

        What is refused is named in the verdicts. Taking in the same rows again changes nothing. Where a prescription
        that came in and one that was there overlap, the earlier one ends on the day on which the later one begins.
        """
        rows = tuple(rows)
        with self._writing() as connection:
            taking = take(all_rows(connection), rows, entered_at=entered_at)
            new = [row for row, verdict in zip(rows, taking.verdicts, strict=True) if verdict.state == "new"]
            for row in (*new, *taking.endings):
                insert(connection, row)
        return taking

    def sessions(self) -> tuple[PerformedSession, ...]:
        """Return the sessions as they stand, by when they started."""
        return tuple(sorted(self._read(PerformedSession), key=lambda session: session.started_at))

    def check_ins(self) -> tuple[RecordedCheckIn, ...]:
        """Return the check-ins as they stand, by when they were made."""
        return tuple(sorted(self._read(RecordedCheckIn), key=lambda check_in: check_in.checked_in_at))

    def last_check_in(self) -> RecordedCheckIn | None:
        """Return the newest check-in; None before the first."""
        return next(reversed(self.check_ins()), None)

    def prescriptions(self) -> tuple[Prescription, ...]:
        """Return all versions of what was ever asked for, by the day from which they hold."""
        found = self._read(Prescription)
        return tuple(sorted(found, key=lambda prescription: (prescription.valid_from, prescription.entered_at)))

    def holds(self) -> tuple[Hold, ...]:
        """Return the holds as they stand, by the day from which they hold."""
        return tuple(sorted(self._read(Hold), key=lambda hold: (hold.from_date, hold.entered_at)))

    def decisions(self) -> tuple[Decision, ...]:
        """Return what the person left as planned when something gentler was proposed, by when they decided."""
        return tuple(sorted(self._read(Decision), key=lambda decision: decision.decided_at))

    def _forget(self, choose: Callable[[sqlite3.Connection], list[list[Row]]]) -> int:
        with self._writing() as connection:
            ids = {row.id for rows in choose(connection) for row in rows}
            delete(connection, ids)
            remove_copies(self.path)
        with connected(self.path) as connection:
            sweep(connection)
        return len(ids)

    def _add(self, record: Record) -> bool:
        row = encode(record)
        with self._writing() as connection:
            return append(connection, row)

    def _read(self, model: type[AnyRecord]) -> list[AnyRecord]:
        with self._reading() as connection:
            return list(standing(connection, model).values())

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


def _refuse_other(old: Event, record: Record, kind: str) -> None:
    if old.kind != kind:
        raise StoreError(f"Event {old.event_id!r} is a {old.kind}, not a {kind}. Nothing was changed.")
    if isinstance(old.record, PerformedSession) and isinstance(record, PerformedSession):
        was, given = old.record.session_id, record.session_id
        if was != given:
            raise StoreError(f"Event {old.event_id!r} is session {was!r}, not {given!r}. Nothing was changed.")
