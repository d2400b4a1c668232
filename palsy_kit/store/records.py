"""One record, one row: how a session, a check-in, a prescription, a hold or a decision is written down and read again.

The body is the record as JSON, checked by its model on the way in and on the way out. A checksum over the whole row
shows a damaged one; without it a flipped bit could pass as another number.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from palsy_kit.errors import InputError, StoreError
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription
from palsy_kit.proposal import Decision
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession

Record = PerformedSession | RecordedCheckIn | Prescription | Hold | Decision
"""What the log can keep."""

AnyRecord = TypeVar("AnyRecord", PerformedSession, RecordedCheckIn, Prescription, Hold, Decision)

MODELS: dict[str, type[Record]] = {
    "session": PerformedSession,
    "check_in": RecordedCheckIn,
    "prescription": Prescription,
    "hold": Hold,
    "decision": Decision,
}
"""The kinds of event and their models. A new kind is a new line here; the file needs no migration for it."""

BODY_SCHEMA = 3
"""The version of the models' fields that is written; every row names its own.

2: a prescription may have preferred days, focus areas and anchors.
3: a prescription may name exercises and have a remark.
"""

_NAMESPACE = uuid.UUID("6f4bd0d5-5b0e-4c7e-9b63-0d1f2f6d8a11")


@dataclass(frozen=True)
class Event:
    """A record as the log keeps it: its id, when it was entered (UTC), and the event that it corrects, if any."""

    event_id: str
    kind: str
    at: datetime
    corrects: str | None
    record: Record


class Row(NamedTuple):
    """A row of the table ``events`` without its number."""

    id: str
    kind: str
    at: str
    utc_offset_min: int | None
    corrects: str | None
    body_schema: int
    body: str
    checksum: str


def encode(record: Record, *, corrects: str | None = None, at: datetime | None = None) -> Row:
    """Write a record as a row.

    A session keeps its own id. Any other record, and every correction, gets an id that follows from its content,
    so that the same thing offered twice is the same event.

    Parameters
    ----------
    record
        What to keep.
    corrects
        The id of the event that it replaces.
    at
        When it was entered; by default what the record itself says.

    Raises
    ------
    InputError
        If the record cannot be written so that it reads back the same.
    """
    kind, entered_at, utc_offset_min = _facts(record)
    body = _body(kind, record)
    if corrects is None and isinstance(record, PerformedSession):
        event_id = record.session_id
    else:
        event_id = str(uuid.uuid5(_NAMESPACE, json.dumps([kind, corrects, body])))
    instant = (at or entered_at).astimezone(UTC).isoformat(timespec="microseconds")
    row = Row(event_id, kind, instant, utc_offset_min, corrects, BODY_SCHEMA, body, "")
    return row._replace(checksum=checksum(row))


def decode(row: Row) -> Event:
    """Read a row.

    Raises
    ------
    StoreError
        If the row was damaged, or written by a newer palsy_kit; the message names the event.
    """
    check(row)
    if row.kind not in MODELS or row.body_schema > BODY_SCHEMA:
        raise StoreError(
            f"event {row.id!r} was written by a newer palsy_kit (kind {row.kind!r}, fields of version "
            f"{row.body_schema}; this one reads {', '.join(MODELS)}, version {BODY_SCHEMA}). Update palsy_kit."
        )
    try:
        record = MODELS[row.kind].model_validate_json(row.body)
        at = datetime.fromisoformat(row.at)
    except (InputError, ValueError) as error:
        raise StoreError(f"event {row.id!r} cannot be read: {error}") from error
    return Event(row.id, row.kind, at, row.corrects, record)


def check(row: Row) -> None:
    """Make sure that a row is as it was written.

    Raises
    ------
    StoreError
        If it is not; the message names the event.
    """
    if checksum(row) != row.checksum:
        raise StoreError(
            f"event {row.id!r} ({row.kind}) is damaged: its checksum does not fit. `palsy-kit doctor` saves the others."
        )


def checksum(row: Row) -> str:
    """Return the checksum of a row: 32 hexadecimal digits over every other column."""
    return hashlib.blake2b(json.dumps(row[:-1]).encode(), digest_size=16).hexdigest()


def offset_of(record: Record) -> int | None:
    """Return the local offset in minutes east that the row of a record carries, if any."""
    return _facts(record)[2]


def without_logging(body: str) -> object:
    """Return what the body of a session says, but for the instant at which it was written down."""
    return {name: value for name, value in json.loads(body).items() if name != "logged_at"}


def _facts(record: Record) -> tuple[str, datetime, int | None]:
    if isinstance(record, PerformedSession):
        return "session", record.logged_at, record.utc_offset_min
    if isinstance(record, RecordedCheckIn):
        return "check_in", record.checked_in_at, record.utc_offset_min
    if isinstance(record, Prescription):
        return "prescription", record.entered_at, None
    if isinstance(record, Hold):
        return "hold", record.entered_at, None
    if isinstance(record, Decision):
        return "decision", record.decided_at, record.utc_offset_min
    raise InputError(
        f"{type(record).__name__} is not kept in the practice log. "
        f"Give one of {', '.join(model.__name__ for model in MODELS.values())}."
    )


def _body(kind: str, record: Record) -> str:
    # The same instant may come in any time zone; in UTC it has one spelling, so equal records have equal bodies.
    instants = {name: value.astimezone(UTC) for name, value in record if isinstance(value, datetime)}
    in_utc = record.model_copy(update=instants)
    try:
        body = in_utc.model_dump_json()
        same = MODELS[kind].model_validate_json(body) == in_utc
    except (InputError, ValueError) as error:
        raise InputError(f"This {kind} cannot be kept: {error}") from error
    if not same:
        raise InputError(f"This {kind} would not read back as it was given. Make it by its model's constructor.")
    return body
