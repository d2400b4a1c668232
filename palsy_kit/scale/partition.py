"""Partition a study by participant, out of core: a stable hash of the participant says the block of a row."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palsy_kit.errors import InputError
from palsy_kit.scale.layout import Block, TableFile, one_line, read_footer

ROWS_A_BLOCK = 200_000
MAX_BLOCKS = 400
"""Files that are open at once; beyond, blocks grow."""

CHUNK_ROWS = 500_000
ROW = "row in the table"
"""A column of partitioned files: where the row stood, from 0."""


def partition(files: dict[str, list[TableFile]], folder: Path, n_blocks: int | None = None) -> None:
    """Write the rows of every table into a file for each block of participants.

    The participants of a block are the same in every table, today and on any other machine.

    Raises
    ------
    InputError
        If a file cannot be read.
    OSError
        If the folder cannot be written.
    """
    n_sessions = sum(file.n_rows for file in files["sessions"])
    n_blocks = n_blocks or min(MAX_BLOCKS, max(1, -(-n_sessions // ROWS_A_BLOCK)))
    for table, listed in files.items():
        (folder / table).mkdir(parents=True, exist_ok=True)
        _partition_table(listed, folder / table, n_blocks)


def partitioned_blocks(folder: Path, tables: tuple[str, ...]) -> list[Block]:
    """Take what ``partition`` has written as blocks."""
    names = sorted(path.stem for path in (folder / tables[0]).glob("*.parquet"))
    paths = {name: {table: folder / table / f"{name}.parquet" for table in tables} for name in names}
    return [
        Block(name, {table: TableFile(path, 0, read_footer(path).num_rows) for table, path in of_tables.items()})
        for name, of_tables in paths.items()
    ]


def _partition_table(files: list[TableFile], folder: Path, n_blocks: int) -> None:
    schemas = [pq.read_schema(file.path).remove_metadata() for file in files]
    try:
        common = pa.unify_schemas(schemas, promote_options="permissive")
    except pa.ArrowException as error:
        raise InputError(
            f"The files of {files[0].path.parent} have columns of different types: {one_line(error)}."
        ) from error
    common = common.append(pa.field(ROW, pa.int64()))
    with ExitStack() as stack:
        writers = [
            stack.enter_context(pq.ParquetWriter(folder / f"part-{number:05d}.parquet", common, compression="zstd"))
            for number in range(n_blocks)
        ]
        for file in files:
            for rows in _chunks(file, common):
                _scatter(rows, writers)


def _chunks(file: TableFile, common: Any) -> Iterator[Any]:
    first = file.first_row
    try:
        for batch in pq.ParquetFile(file.path).iter_batches(CHUNK_ROWS):
            numbers = pa.array(np.arange(first, first + len(batch)))
            columns = {name: batch[name] for name in batch.schema.names} | {ROW: numbers}
            missing = {field.name: pa.nulls(len(batch)) for field in common if field.name not in columns}
            table = pa.table(columns | missing).select(common.names)
            yield table.cast(common)
            first += len(batch)
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{file.path} cannot be read: {one_line(error)}. Copy or write it again.") from error


def _scatter(rows: Any, writers: list[Any]) -> None:
    block = block_numbers(rows["participant_id"], len(writers))
    order = np.argsort(block, kind="stable")
    edges = np.searchsorted(block[order], np.arange(len(writers) + 1))
    ordered = rows.take(pa.array(order))
    for number, writer in enumerate(writers):
        first, after = edges[number], edges[number + 1]
        if after > first:
            writer.write_table(ordered.slice(first, after - first))


def block_numbers(ids: Any, n_blocks: int) -> npt.NDArray[np.uint16]:
    """The block of each participant id: the same one for the same id, wherever it is asked."""
    coded = pc.dictionary_encode(pc.cast(ids, pa.string())).combine_chunks()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    names = np.array(["", *coded.dictionary.to_pylist()], dtype=object)
    of_name = (pd.util.hash_array(names, categorize=False) % n_blocks).astype(np.uint16)
    found: npt.NDArray[np.uint16] = of_name[coded.indices.fill_null(-1).to_numpy() + 1]
    return found
