"""Write a made-up cohort of any size as a study folder, block by block.

``datapackage.json`` names no table until all are written: a folder that was not finished cannot be loaded.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from palsy_kit.errors import InputError, RunError
from palsy_kit.simulate.cohort import Simulated, simulate_blocks
from palsy_kit.simulate.design import Design
from palsy_kit.simulate.people import CELL
from palsy_kit.study.files import write_parquet
from palsy_kit.study.folder import MEDIA_TYPES, Format
from palsy_kit.study.package import PACKAGE
from palsy_kit.study.tables import TABLES, schema_of

README = """\
# Synthetic cohort

Synthetic: made up by palsy_kit (seed {seed}, {n} participants). No person's data, and no result to learn from.

A Frictionless data package: `datapackage.json` describes the tables, and holds the design by which they were made.
`truth` says of each participant what an analysis should find: their adherence, whether they start, when they stop.
"""


def write_simulated(
    folder: Path | str,
    n: int,
    *,
    seed: int,
    design: Design,
    table_format: Format = "csv",
    block_size: int = 4 * CELL,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make up a cohort and write it, in bounded memory.

    Parameters
    ----------
    folder
        New or empty.
    n, seed, design, block_size
        As in ``simulate_blocks``.
    table_format
        ``csv``: a file a table. ``parquet``: a folder a table, with a file for the participants of each block.
    progress
        Called after each block with the numbers of participants written and of all.

    Raises
    ------
    InputError
        If the folder holds something already, or an argument is not allowed.
    ExtraError
        If Parquet is asked for and pyarrow is not installed.
    RunError
        If a table cannot be written, as on a full disk; what is there then cannot be loaded.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} holds something already. Give a folder that is new or empty.")
    blocks = simulate_blocks(n, seed=seed, design=design, block_size=block_size)
    folder.mkdir(parents=True, exist_ok=True)
    title, schemas = "", {}
    _describe(folder, {"title": "Not finished", "synthetic": True, "resources": []})
    for number, block in enumerate(blocks):
        try:
            for name, frame in _tables(block).items():
                _write(frame, folder, name, number, table_format)
                schemas[name] = _truth_schema(frame) if name == "truth" else schema_of(name, frame)
        except OSError as error:  # that of pyarrow does not say where
            raise RunError(
                f"{folder / name} cannot be written: {error}. Make room, and begin in a new folder."
            ) from error
        title = block.study.title
        if progress:
            progress(min((number + 1) * block_size, n), n)
    (folder / "README.md").write_text(README.format(seed=seed, n=n), encoding="utf-8")
    package = {"profile": "tabular-data-package", "title": title, "synthetic": True, "seed": seed}
    package |= {"design": design.model_dump(mode="json"), "resources": _resources(schemas, table_format)}
    _describe(folder, package)


def _describe(folder: Path, package: dict[str, Any]) -> None:
    text = json.dumps(package, indent=2, ensure_ascii=False)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8")


def _tables(block: Simulated) -> dict[str, pd.DataFrame]:
    return {name: getattr(block.study, name) for name in TABLES} | {"truth": block.truth}


def _write(frame: pd.DataFrame, folder: Path, name: str, number: int, table_format: Format) -> None:
    """Write the rows of a block: behind those of the block before it, or into a file of their own."""
    if table_format == "parquet":
        (folder / name).mkdir(exist_ok=True)
        write_parquet(frame, folder / name / f"part-{number:05d}.parquet")
        return
    with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
        _as_text(frame).to_csv(file, index=False, header=number == 0, lineterminator="\n")


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Write instants with a Z, dates without a time, truth in lower case and whole numbers without a point."""
    return pd.DataFrame({name: _column_as_text(frame[name]) for name in frame}, columns=frame.columns)


def _column_as_text(column: pd.Series) -> Any:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return np.datetime_as_string(column.to_numpy("datetime64[s]"), timezone="UTC")  # no instant is missing
    if column.dtype.kind == "M":
        text = np.datetime_as_string(column.to_numpy("datetime64[D]"))
        return np.where(column.isna(), "", text)
    if column.dtype.kind == "b":
        return column.map({True: "true", False: "false"})
    whole = column.dtype.kind == "f" and bool((column.dropna() % 1 == 0).all())
    return column.astype("Int64") if whole else column


def _resources(schemas: dict[str, dict[str, Any]], table_format: Format) -> list[dict[str, Any]]:
    kind = {"profile": "tabular-data-resource", "mediatype": MEDIA_TYPES[table_format]}
    kind |= {"encoding": "utf-8"} if table_format == "csv" else {}
    suffix = ".csv" if table_format == "csv" else ""
    return [{"name": name, "path": name + suffix} | kind | {"schema": schema} for name, schema in schemas.items()]


def _truth_schema(frame: pd.DataFrame) -> dict[str, Any]:
    """Describe the truth: its dates, numbers and marks."""
    types = {"M": "date", "b": "boolean", "i": "integer", "f": "number"}
    fields = [{"name": name, "type": types.get(frame[name].dtype.kind, "string")} for name in frame]
    return {"fields": fields, "missingValues": [""], "primaryKey": "participant_id"}
