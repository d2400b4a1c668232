"""Help for a file that does not open: say what is wrong with it, and save what can be read to a new file.

Both work on a passing copy, so the file itself is never touched, not even to finish an interrupted write.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from palsy_kit.errors import StoreError
from palsy_kit.store.connection import connected, explained, transaction
from palsy_kit.store.opening import prepare
from palsy_kit.store.pages import Value, leaf_records
from palsy_kit.store.place import refuse_network_folder
from palsy_kit.store.records import Row, checksum, decode
from palsy_kit.store.schema import APPLICATION_ID, MIGRATIONS, Header, integrity_faults, read_header, refuse_foreign
from palsy_kit.store.table import all_rows, insert


@dataclass(frozen=True)
class Diagnosis:
    """What ``examine`` found: the marks in the file's header, the number of rows of each kind, and every problem."""

    path: Path
    application_id: int | None
    version: int | None
    n_by_kind: Mapping[str, int]
    problems: tuple[str, ...]

    @property
    def newer(self) -> bool:
        """Whether a newer palsy_kit wrote the file: nothing in it was looked at."""
        return self.application_id == APPLICATION_ID and (self.version or 0) > len(MIGRATIONS)


@dataclass(frozen=True)
class Salvage:
    """What ``salvage`` saved: the new file, the number of rows of each kind, and what could not be read."""

    path: Path
    n_by_kind: Mapping[str, int]
    problems: tuple[str, ...]


def examine(path: Path) -> Diagnosis:
    """Say what a practice log holds and what is wrong with it; no problems: it is whole.

    Examples
    --------
    >>> "is not there" in examine(Path("nowhere.sqlite3")).problems[0]
    True
    """
    path = path.expanduser().resolve()
    header: Header | None = None
    rows: list[Row] = []
    problems: list[str] = []
    try:
        with explained(path):
            path.stat()
        refuse_network_folder(path)
        header = read_header(path)
        refuse_foreign(path, header)
        if header is not None:
            rows, problems = _examine_copy(path)
    except StoreError as error:
        problems = [*problems, str(error)]
    return Diagnosis(
        path,
        header.application_id if header else None,
        header.version if header else None,
        Counter(row.kind for row in rows),
        tuple(problems),
    )


def salvage(path: Path, to: Path) -> Salvage:
    """Copy every event of a damaged log that can be read, and is as it was written, to a new log.

    Rows come from the file's pages one by one, so that a damaged page costs its own rows alone. Close the notebooks
    that use the log first.

    Parameters
    ----------
    path
        The damaged file; it is not touched.
    to
        The new file; it must not exist.

    Raises
    ------
    StoreError
        If ``path`` cannot be read at all, or ``to`` exists or cannot be written.
    """
    path, to = path.expanduser().resolve(), to.expanduser().resolve()
    if to.exists():
        raise StoreError(f"{to} exists. Give a path where no file is yet.")
    with _passing_copy(path) as copy:
        records = list(leaf_records(copy.read_bytes()))
    rows, problems = _sound_rows(records)
    problems += _refusal(path)
    try:
        prepare(to)
        with connected(to) as connection, transaction(connection):
            for row in rows:
                insert(connection, row)
    except StoreError:
        to.unlink(missing_ok=True)
        raise
    return Salvage(to, Counter(row.kind for row in rows), tuple(problems))


def _examine_copy(path: Path) -> tuple[list[Row], list[str]]:
    with _passing_copy(path) as copy:
        try:
            with connected(copy) as connection:
                problems = list(integrity_faults(connection))
                rows = all_rows(connection)
        except StoreError as error:  # it names the copy, so only its cause is told
            rows, left_out = _sound_rows(leaf_records(copy.read_bytes()))
            return rows, [f"SQLite cannot read it: {error.__cause__}. What can be saved is counted.", *left_out]
    ids = {row.id for row in rows}
    for row in rows:
        try:
            decode(row)
        except StoreError as error:
            problems.append(str(error))
        if row.corrects and row.corrects not in ids:
            problems.append(f"event {row.id!r} corrects event {row.corrects!r}, which is not there.")
    return rows, problems


@contextmanager
def _passing_copy(path: Path) -> Iterator[Path]:
    with explained(path), tempfile.TemporaryDirectory(prefix="palsy_kit-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        for ending in ("-journal", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        # Reading once finishes or takes back what a crash interrupted; what is too damaged for that is read as it is.
        with suppress(StoreError), connected(copy) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        yield copy


def _refusal(path: Path) -> list[str]:
    """Return why the log would not open by what its header says; a damaged header may say anything."""
    try:
        refuse_foreign(path, read_header(path))
    except StoreError as error:
        return [str(error)]
    return []


def _sound_rows(records: Iterable[tuple[int, tuple[Value, ...]]]) -> tuple[list[Row], list[str]]:
    """Return the rows whose checksum fits, each once, in the order of writing; and what was left out."""
    sound: dict[int, Row] = {}
    damaged: dict[str, str] = {}
    newest = 0
    for number, values in records:
        if len(values) == 1 + len(Row._fields) and not any(isinstance(value, bytes) for value in values):
            row = Row(*values[1:])  # type: ignore[arg-type]  # whatever it holds, the checksum decides
            if checksum(row) == row.checksum:
                sound[number] = row
            else:
                damaged[str(row.id)] = f"event {row.id!r} is damaged: its checksum does not fit."
        elif values[:1] == ("events",) and isinstance(values[-1], int):
            newest = max(newest, values[-1])  # SQLite's own note of the last number that it gave
    rows = {row.id: row for _, row in sorted(sound.items())}
    problems = [text for event_id, text in damaged.items() if event_id not in rows]
    return list(rows.values()), problems + _gaps(sorted(sound), newest)


def _gaps(numbers: list[int], newest: int) -> list[str]:
    edges = [0, *numbers, max([newest, *numbers]) + 1]
    return [
        f"rows {before + 1} to {after - 1} are not there: deleted on request, or lost."
        for before, after in pairwise(edges)
        if after - before > 1
    ]
