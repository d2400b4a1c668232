"""What a file from elsewhere brings: rows for the practice log, and what is wrong in it, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import NamedTuple

from palsy_kit.errors import InputError
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription
from palsy_kit.proposal import Decision
from palsy_kit.session import PerformedSession
from palsy_kit.store import Record, Row, encode

YEARS = range(1970, 2200)


class Item(NamedTuple):
    """A row for the log, and the file and row that it comes from."""

    place: str
    row: Row


class Fault(NamedTuple):
    """Something that cannot come in: the file and row, and what is wrong there."""

    place: str
    problem: str


@dataclass
class Intake:
    """What was found in a file; ``says`` names what kind of file it was taken for."""

    says: str
    items: list[Item] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    n_doubled: int = 0
    """Records that the log has already, under other ids."""

    def add(self, place: str, record: Record) -> None:
        """Note a record that can come in."""
        try:
            self.items.append(Item(place, encode(record)))
        except InputError as error:
            self.refuse(place, str(error))

    def refuse(self, place: str, problem: str) -> None:
        """Note something that cannot come in."""
        self.faults.append(Fault(place, problem))


@dataclass(frozen=True)
class Choices:
    """What a person says about a file from another program.

    Parameters
    ----------
    now
        The aware instant at which sessions are written down.
    zone
        Where the person lives; None: as this computer is set.
    kind
        The kind of session that imported ones count for.
    minutes
        What a day counts for where the file gives no minutes.
    habits
        Names of the habits that are practice; none given: the only one of the file.
    columns
        For a plain CSV file: our name of a column to the file's.
    date_format
        How a plain CSV file writes dates, as ``strptime`` has it.
    participant
        For a study folder of several people: whose rows are meant.
    there
        The ``likeness`` of every record that the log has: a study folder gives sessions new ids.
    """

    now: datetime
    zone: tzinfo | None = None
    kind: str = "own"
    minutes: float | None = None
    habits: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    date_format: str = "%Y-%m-%d"
    participant: str | None = None
    there: frozenset[tuple[object, ...]] = frozenset()


def likeness(record: Record) -> tuple[object, ...]:
    """Return what tells a record from others of its kind, whatever its id."""
    if isinstance(record, PerformedSession):
        return ("session", record.started_at.astimezone(UTC), record.active_s)
    if isinstance(record, Prescription):
        return ("prescription", record.kind, record.valid_from, record.entered_at.astimezone(UTC))
    if isinstance(record, Hold):
        return ("hold", record.from_date, record.reason)
    if isinstance(record, Decision):
        return ("decision", record.on_date, record.gentler)
    return ("check_in", record.checked_in_at.astimezone(UTC))


class Moment(NamedTuple):
    """An instant as a log keeps it: UTC, with the local offset in minutes east."""

    at: datetime
    utc_offset_min: int


def moment(day: date, at: time, zone: tzinfo | None) -> Moment:
    """Return the instant of a local date and time.

    Raises
    ------
    InputError
        If the year is none in which somebody practises with a computer.
    """
    if day.year not in YEARS:
        raise InputError(f"{day} lies outside the years {YEARS.start} to {YEARS.stop - 1}.")
    naive = datetime.combine(day, at)
    local = naive.replace(tzinfo=zone) if zone else naive.astimezone()
    offset = local.utcoffset()
    return Moment(local.astimezone(UTC), round(offset.total_seconds() / 60) if offset is not None else 0)


def listed(names: Iterable[str]) -> str:
    """Write names one after another, or say that there are none."""
    return ", ".join(map(repr, names)) or "none"
