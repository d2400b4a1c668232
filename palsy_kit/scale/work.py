"""One block, from its files to its tables: the function that every engine runs, here or on another machine."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt

from palsy_kit.adherence.analysis import block_tables
from palsy_kit.adherence.losses import kinds_of
from palsy_kit.adherence.options import Options
from palsy_kit.errors import InputError
from palsy_kit.scale.layout import Block
from palsy_kit.scale.reading import read_block

DONE = "done"
"""The folder with a mark for each finished block; it is written after all tables of the block."""

KEPT_BYTES = 31 << 20

CODES = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Outcome:
    """How a block ended: the rows that were read, or why it could not be finished.

    ``stop`` says that other blocks would fail too.
    """

    block: str
    n_sessions: int = 0
    failure: str | None = None
    stop: bool = False


@dataclass(frozen=True)
class Job:
    """What is done with every block: called with one, it writes the block's tables into ``folder``."""

    options: Options
    tables: tuple[str, ...]
    folder: Path

    def __call__(self, block: Block) -> Outcome:
        """Work a block out; a fault of its files or of the disk is told, not raised."""
        _keep_freed_memory()
        try:
            study = read_block(block)
            tables, groups = block_tables(study, self.options, only=self.tables)
        except InputError as error:
            return Outcome(block.name, failure=str(error))
        except Exception as error:
            error.add_note(f"This happened in block {block.name}.")
            raise
        tables["kinds"] = kinds_of(study)
        tables["groups"] = groups.rename_axis("participant_id").reset_index()
        n_sessions = block.files["sessions"].n_rows
        try:
            for name, table in tables.items():
                write_whole(self.folder / name / f"{block.name}.parquet", partial(_write, table))
            mark = json.dumps({"sessions": n_sessions})
            write_whole(self.folder / DONE / block.name, lambda file: file.write_text(mark, "utf-8"))
        except OSError as error:
            return Outcome(block.name, failure=f"{self.folder} cannot be written: {error}.", stop=True)
        return Outcome(block.name, n_sessions)


def _keep_freed_memory() -> None:
    """Let the process keep what it frees, for the next matrix, rather than give it back and ask for it again.

    On Linux, glibc keeps pieces of up to the size of the largest that was freed, at most 32 MB. Without this, a tenth
    of a block's CPU goes into pages that come and go.
    """
    np.empty(KEPT_BYTES, np.uint8)


def write_whole(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file under another name and give it its own when it is whole, so that half a file is never seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        write(draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _write(table: pd.DataFrame, path: Path) -> None:
    """Write a table with the same types in every block, whatever its values."""
    texts = [name for name, kind in table.dtypes.items() if isinstance(kind, np.dtypes.ObjectDType)]
    rows = pa.Table.from_pandas(table.astype(dict.fromkeys(texts, "str")), preserve_index=False)
    fields = [pa.field(field.name, _same_type(field.type)) for field in rows.schema]
    pq.write_table(rows.cast(pa.schema(fields)), path, compression="zstd")


def _same_type(found: Any) -> Any:
    if pt.is_dictionary(found):
        return CODES
    return pa.string() if pt.is_large_string(found) or pt.is_null(found) else found
