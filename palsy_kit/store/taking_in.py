"""Rows from elsewhere, such as an older computer's log: what is new, what is there already, what cannot come in."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from palsy_kit.errors import StoreError
from palsy_kit.programme import Prescription
from palsy_kit.session import PerformedSession
from palsy_kit.store.records import MODELS, Event, Row, decode, encode, offset_of, without_logging

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Verdict(NamedTuple):
    """What becomes of a row that was offered; ``reason`` says why one is refused."""

    state: Literal["new", "known", "refused"]
    reason: str = ""


class Taking(NamedTuple):
    """A verdict for each row that was offered, in that order, and the corrections that follow from the new ones.

    ``endings`` end a prescription on the day on which another of its kind begins, where one of the two is new.
    """

    verdicts: tuple[Verdict, ...]
    endings: tuple[Row, ...]


def take(there: Iterable[Row], offered: Iterable[Row], *, entered_at: datetime) -> Taking:
    """Say what a log with some rows would do with others; nothing is changed.

    A row is known when its event is there in any version; a session also when it differs in nothing but the instant
    at which it was written down. ``entered_at`` is the aware instant of the corrections.
    """
    rows = {row.id: row for row in there}
    before = set(rows)
    corrections: dict[str | None, Row] = {row.corrects: row for row in rows.values() if row.corrects}
    verdicts = []
    for row in offered:
        try:
            new = _is_new(row, rows, corrections)
        except StoreError as error:
            verdicts.append(Verdict("refused", str(error)))
            continue
        verdicts.append(Verdict("new" if new else "known"))
        if new:
            rows[row.id] = row
            if row.corrects:
                corrections[row.corrects] = row
    standing = [row for row in rows.values() if row.id not in corrections]
    return Taking(tuple(verdicts), tuple(_endings(standing, before, entered_at)))


def _is_new(row: Row, rows: dict[str, Row], corrections: dict[str | None, Row]) -> bool:
    event = decode(row)
    _refuse_unsound(row, event)
    if row.id in rows:
        if any(_same(version, row) for version in _versions(rows[row.id], corrections)):
            return False
        raise StoreError(f"The log already has another {rows[row.id].kind} with the id {row.id!r}; it stays as it is.")
    if row.corrects is not None:
        _refuse_loose(event, rows.get(row.corrects))
        if row.corrects in corrections:
            raise StoreError(
                f"Event {row.corrects!r} was already corrected, by event {corrections[row.corrects].id!r}."
            )
    return True


def _refuse_unsound(row: Row, event: Event) -> None:
    """Refuse what no log would have written itself, however well its checksum fits."""
    if not _ID.fullmatch(event.event_id):
        raise StoreError(f"{event.event_id[:70]!r} is not the id of an event.")
    if event.at.utcoffset() is None or row.utc_offset_min != offset_of(event.record) or row.body_schema < 1:
        raise StoreError(
            f"event {event.event_id!r} was not written by a practice log: its columns do not fit its body."
        )
    if isinstance(event.record, PerformedSession) and event.corrects is None:
        _refuse_renamed(event, event.event_id)


def _refuse_loose(event: Event, old: Row | None) -> None:
    if old is None:
        raise StoreError(f"event {event.event_id!r} corrects event {event.corrects!r}, which is not there.")
    if old.kind != event.kind:
        raise StoreError(f"event {event.event_id!r} is a {event.kind} and corrects event {old.id!r}, a {old.kind}.")
    if isinstance(record := decode(old).record, PerformedSession):
        _refuse_renamed(event, record.session_id)


def _refuse_renamed(event: Event, session_id: str) -> None:
    if isinstance(event.record, PerformedSession) and event.record.session_id != session_id:
        raise StoreError(f"event {event.event_id!r} is session {event.record.session_id!r}, not {session_id!r}.")


def _versions(row: Row, corrections: dict[str | None, Row]) -> Iterable[Row]:
    yield row
    while later := corrections.get(row.id):
        yield later
        row = later


def _same(there: Row, row: Row) -> bool:
    if (there.kind, there.body) == (row.kind, row.body):
        return True
    return there.kind == row.kind == "session" and without_logging(there.body) == without_logging(row.body)


def _endings(standing: Iterable[Row], before: set[str], entered_at: datetime) -> Iterable[Row]:
    """Correct each prescription that a later one of its kind overtakes, where one of the two has just come in.

    Two that were in one log together stay as they are: what is taken in into an empty log is what was given.
    """
    asked = [row for row in standing if MODELS.get(row.kind) is Prescription]
    versions = [(row.id, record) for row in asked if isinstance(record := decode(row).record, Prescription)]
    versions.sort(key=lambda item: (item[1].valid_from, item[1].entered_at))
    for number, (event_id, old) in enumerate(versions):
        later = (
            version.valid_from
            for other_id, version in versions[number + 1 :]
            if version.kind == old.kind and (event_id in before) != (other_id in before)
            if version.reaches_past(version.valid_from)
        )
        end = next(later, None)
        if end is not None and old.reaches_past(end):
            yield encode(old.ending(end), corrects=event_id, at=entered_at)
