"""Read a block as a study: typed columns as they are, and as text only the rows that something is wrong with.

``load_study`` reads every cell as text, which takes minutes for ten million rows. Here the types of a file are used
where they are those of the table; rows that ``check_table`` might complain of go through it, so the same problems are
found. Columns that the analysis does not use are read only if a footer does not show that their values are allowed.
The ids of sessions are not read: whether two participants share one is not looked at.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt

from palsy_kit.adherence.checks import SESSION_COLUMNS, USED
from palsy_kit.errors import InputError
from palsy_kit.scale.layout import Block, TableFile, one_line, read_footer
from palsy_kit.scale.partition import ROW
from palsy_kit.study import Study
from palsy_kit.study.check import LARGEST_WHOLE, Problem, check_links, check_table, problems_frame, sound_rows
from palsy_kit.study.files import cells_of, is_index, read_parquet, with_every_column
from palsy_kit.study.tables import TABLES, Column, frame_of

CODED = ("participant_id", "kind", "outcome")
"""Texts of sessions that repeat: read as categories."""

ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.timestamp("us"),
    "datetime": pa.timestamp("us", "UTC"),
}
PANDAS = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


@dataclass(frozen=True)
class _Read:
    """The usable rows of a file, indexed as ``load_study`` counts them, and what is wrong with the others."""

    frame: pd.DataFrame
    problems: list[Problem]


def read_block(block: Block) -> Study:
    """Read the tables of a block.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    nothing = {table: _Read(frame_of(table, {}), []) for table in USED if table not in block.files}
    read = {table: _read(file, table) for table, file in block.files.items()} | nothing
    frames: dict[str, pd.DataFrame] = {}
    problems = [problem for table in USED for problem in read[table].problems]
    roster = read["participants"]
    for table in USED:
        frames[table], unlinked = check_links(table, read[table].frame, roster.frame, roster.problems)
        problems += unlinked
    found = problems_frame(problems)
    return Study(title=block.name, synthetic=False, measures=frame_of("measures", {}), problems=found, **frames)


def _read(file: TableFile, table: str) -> _Read:
    try:
        schema = pq.read_schema(file.path)
        there = [column for column in TABLES[table] if column.name in schema.names]
        if not all(_fits(schema.field(column.name).type, column) for column in there):
            return _as_text(file, table, None)
        footer = read_footer(file.path)
        proven = [column.name for column in TABLES[table] if column not in there]  # of nothing, nothing is wrong
        proven += [column.name for column in there if column.type != "date" and _allowed(footer, column)]
        typed = _typed(file, table, schema, proven)
        sound = sound_rows(table, typed, but=proven).to_numpy()
        if sound.all():
            return _Read(_only_used(typed, table), [])
        rest = _as_text(file, table, np.flatnonzero(~sound))
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{file.path} cannot be read: {one_line(error)}. Copy or write it again.") from error
    kept = _only_used(typed[sound], table)
    if len(rest.frame):
        both = pd.concat([kept, rest.frame[list(kept)].astype(kept.dtypes.to_dict())])
        return _Read(both.sort_index(), rest.problems)
    return _Read(kept, rest.problems)


def _fits(found: Any, column: Column) -> bool:
    if pt.is_dictionary(found):
        found = found.value_type
    fits = {
        "string": pt.is_string(found) or pt.is_large_string(found),
        "integer": pt.is_integer(found),
        "number": pt.is_floating(found) or pt.is_integer(found),
        "boolean": pt.is_boolean(found),
        "date": pt.is_date(found) or (pt.is_timestamp(found) and found.tz is None),
        "datetime": pt.is_timestamp(found) and found.tz is not None,
    }
    return fits[column.type] or (pt.is_null(found) and not column.required)


def _typed(file: TableFile, table: str, schema: Any, proven: list[str]) -> pd.DataFrame:
    types = {column.name: ARROW[column.type] for column in TABLES[table]}
    names = [name for name in types if _is_read(table, name, proven)]
    further = [name for name in schema.names if name not in types and name != ROW and not is_index(name)]
    further = further if table == "participants" else []
    wanted = [name for name in (*names, *further, ROW) if name in schema.names]
    coded = CODED if table == "sessions" else ()
    rows = pq.read_table(file.path, columns=wanted, read_dictionary=list(coded), use_threads=False, partitioning=None)
    columns = {
        name: _cast(rows[name], types[name], coded=name in coded)
        if name in wanted
        else pa.nulls(len(rows), types[name])
        for name in names
    }
    frame: pd.DataFrame = pa.table(columns).to_pandas(types_mapper=PANDAS.get, use_threads=False)
    if further:
        cells = cells_of(rows.select(further).to_pandas())
        frame = frame.join(cells.where(cells != ""))
    first = file.first_row + 2
    frame.index = pd.Index(rows[ROW].to_numpy() + 2) if ROW in wanted else pd.RangeIndex(first, first + len(frame))
    return frame


def _is_read(table: str, name: str, proven: list[str]) -> bool:
    """Of sessions, which are many, only what is used and what must be looked at."""
    if table != "sessions" or name in ("participant_id", *SESSION_COLUMNS):
        return True
    return name != "session_id" and name not in proven


def _cast(values: Any, wanted: Any, *, coded: bool) -> Any:
    if coded:
        return values if pt.is_dictionary(values.type) else values.dictionary_encode()
    # Instants finer than a microsecond are cut, as the text of a cell would be.
    return values if values.type == wanted else values.cast(wanted, safe=not pt.is_timestamp(wanted))


def _allowed(footer: Any, column: Column) -> bool:
    """Say whether a footer shows that every cell of a column can be used."""
    if column.allowed:
        return False
    place = footer.schema.names.index(column.name)
    return all(
        _allowed_in(footer.row_group(number).column(place).statistics, footer.row_group(number).num_rows, column)
        for number in range(footer.num_row_groups)
    )


def _allowed_in(found: Any, n_rows: int, column: Column) -> bool:
    if found is None or not found.has_null_count or (column.required and found.null_count):
        return False
    if found.null_count == n_rows or column.type in ("boolean", "datetime"):
        return True
    if not found.has_min_max:
        return False
    if column.type == "string":
        return bool(found.min != "")  # an empty text comes before any other
    low, high = (-LARGEST_WHOLE, LARGEST_WHOLE)
    low = low if column.minimum is None else column.minimum
    high = high if column.maximum is None else column.maximum
    return bool(low <= found.min and found.max <= high)


def _only_used(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    return frame[["participant_id", *SESSION_COLUMNS]] if table == "sessions" else frame


def _as_text(file: TableFile, table: str, rows: Any) -> _Read:
    cells = read_parquet(file.path, rows)
    if ROW in cells:
        cells.index = pd.Index(cells.pop(ROW).astype("int64") + 2)
    else:
        cells.index = cells.index + file.first_row
    cells = with_every_column(cells, table)
    if table != "participants":
        cells = cells[[column.name for column in TABLES[table]]]  # what is left out is told once, for the whole study
    frame, problems = check_table(table, cells)
    return _Read(_only_used(frame, table), problems)
