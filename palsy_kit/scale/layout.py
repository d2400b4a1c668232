"""Where the blocks of a study lie: which files hold all rows of which participants, by their footers alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palsy_kit.adherence.checks import USED
from palsy_kit.errors import InputError
from palsy_kit.study.package import NEEDED, read_package, table_path
from palsy_kit.study.tables import TABLES

MAX_ROWS = 1_000_000
"""Sessions of a block: more of them would cost a worker more than about half a gigabyte."""


@dataclass(frozen=True)
class TableFile:
    """A file with a share of a table; ``first_row`` is the place of its first row in the whole table."""

    path: Path
    first_row: int
    n_rows: int


@dataclass(frozen=True)
class Block:
    """Whole participants: for each table that the study has, the file with all their rows."""

    name: str
    files: dict[str, TableFile]


def table_files(study: Path) -> dict[str, list[TableFile]]:
    """List the files of each used table that the study has, in the order in which they make up the table.

    Raises
    ------
    InputError
        If a table is not in Parquet, one that must be there has no file, or a file cannot be read or lacks a column.
    """
    package = read_package(study)
    paths = {table: table_path(study, package, table) for table in USED}
    missing = [table for table in NEEDED if paths[table] is None]
    if missing:
        raise InputError(f"{study} has no file of {', '.join(missing)}. Every study has one of {', '.join(NEEDED)}.")
    return {table: list(_files(study / path, table)) for table, path in paths.items() if path}


def _files(path: Path, table: str) -> Iterator[TableFile]:
    found = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if path.suffix != ".parquet" and not path.is_dir():
        raise InputError(f"{path} is not in Parquet. A study is worked out in blocks where all its tables are.")
    if not found:
        raise InputError(f"{path} holds no file that ends in .parquet.")
    first_row = 0
    for file in found:
        footer = read_footer(file)
        _need_columns(file, table, footer.schema.names)
        yield TableFile(file, first_row, footer.num_rows)
        first_row += footer.num_rows


def read_footer(file: Path) -> Any:
    """Read what a Parquet file says of itself.

    Raises
    ------
    InputError
        If it is missing, or is no whole Parquet file.
    """
    try:
        return pq.read_metadata(file)
    except FileNotFoundError:
        raise InputError(f"{file} is missing.") from None
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{file} is not a whole Parquet file: {one_line(error)}. Copy or write it again.") from error


def one_line(error: Exception) -> str:
    """The words of an error of another library, so that they fit into a sentence."""
    return " ".join(str(error).split()).removesuffix(".").removesuffix(" ")


def _need_columns(file: Path, table: str, header: list[str]) -> None:
    missing = [column.name for column in TABLES[table] if column.required and column.name not in header]
    if missing:
        raise InputError(f"{file} has no column {', '.join(missing)}. Its columns: {', '.join(header) or 'none'}.")


def blocks_of(files: dict[str, list[TableFile]], max_rows: int = MAX_ROWS) -> list[Block] | None:
    """Take the files as blocks if they are partitioned by participant; ``None`` if they must be partitioned first.

    They are if each table is one file, or has files of the same names as the others, such that the participants of
    one name lie between those of two others. The footers say so, and no row is read.
    """
    single = all(len(listed) == 1 for listed in files.values())
    named = {table: {"all" if single else file.path.stem: file for file in listed} for table, listed in files.items()}
    names = list(named["sessions"])
    if any(len(named[table]) < len(listed) for table, listed in files.items()):
        return None  # in folders of folders two files can have the same name
    if any(list(of_table) != names for of_table in named.values()):
        return None
    if max(file.n_rows for file in files["sessions"]) > max_rows:
        return None
    blocks = [Block(name, {table: of_table[name] for table, of_table in named.items()}) for name in names]
    return blocks if single or _apart(blocks) else None


def _apart(blocks: Iterable[Block]) -> bool:
    spans = []
    for block in blocks:
        ends = [_span(file.path) for file in block.files.values() if file.n_rows]
        if None in ends:
            return False
        if ends:
            spans.append((min(end[0] for end in ends if end), max(end[1] for end in ends if end)))
    return all(before[1] < after[0] for before, after in pairwise(sorted(spans)))


def _span(file: Path) -> tuple[str, str] | None:
    """The first and the last participant of a file, where its footer tells them."""
    footer = read_footer(file)
    groups = [footer.row_group(number) for number in range(footer.num_row_groups)]
    place = footer.schema.names.index("participant_id")
    ends = [group.column(place).statistics for group in groups if group.num_rows]
    if not all(end is not None and end.has_min_max and isinstance(end.min, str) for end in ends):
        return None
    return min(end.min for end in ends), max(end.max for end in ends)
