"""A study folder on disk, as a Frictionless data package of CSV or Parquet files: load it with a report, or write it.

A row that cannot be used is left out and named in ``problems``; nothing leaves in silence. A file or a column that
is missing stops the loading, since every result would be wrong without it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.study.check import Problem, check_links, check_table, problems_frame
from palsy_kit.study.files import read_csv, read_parquet, write_csv, write_parquet
from palsy_kit.study.tables import TABLES, schema_of

Format = Literal["csv", "parquet"]
MAX_PACKAGE_BYTES = 16 * 2**20
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Study:
    """The frames of a study, each with the columns of its table.

    ``problems`` has a row for each fault that was found: participant_id, table, row (as a spreadsheet counts, the
    header is row 1), what was wrong, what was done with it. ``title`` names the data, ``synthetic`` says whether a
    program made them up.
    """

    title: str
    synthetic: bool
    participants: pd.DataFrame
    prescriptions: pd.DataFrame
    holds: pd.DataFrame
    sessions: pd.DataFrame
    measures: pd.DataFrame
    problems: pd.DataFrame

    def of(self, participant_id: str) -> "Study":
        """The study of one participant alone, in the same shape.

        Raises
        ------
        InputError
            If the participant is not on the roster.
        """
        if participant_id not in set(self.participants["participant_id"]):
            known = ", ".join(self.participants["participant_id"])
            raise InputError(f"participant_id={participant_id!r} is not on the roster. On it: {known or 'nobody'}.")
        names = (*TABLES, "problems")
        own = {name: (frame := getattr(self, name))[frame["participant_id"] == participant_id] for name in names}
        frames: dict[str, pd.DataFrame] = {name: frame.reset_index(drop=True) for name, frame in own.items()}
        return Study(title=self.title, synthetic=self.synthetic, **frames)


def load_study(folder: Path) -> Study:
    """Load a study folder: ``datapackage.json`` and a file for each of the five tables.

    A table is a CSV file, or a Parquet file whose name ends in ``.parquet`` (or a folder of such files, partitioned by
    participant). An apostrophe that keeps a spreadsheet from running a cell is taken away again.

    Raises
    ------
    InputError
        If the package, a table's file or one of its columns is missing, or a file is not what its name says.
    ExtraError
        If a table is in Parquet and pyarrow is not installed.
    """
    package = read_package(folder)
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for table in TABLES:
        rows, problems_of_rows = _rows(folder / table_path(folder, package, table), table)
        frames[table], problems_of_values = check_table(table, rows)
        problems += problems_of_rows + problems_of_values
    for table in TABLES:
        frames[table], problems_of_links = check_links(table, frames[table], frames["participants"])
        problems += problems_of_links
        frames[table] = frames[table].reset_index(drop=True)
    return Study(
        title=str(package.get("title", folder.name)),
        synthetic=bool(package.get("synthetic", False)),
        problems=problems_frame(problems),
        **frames,
    )


def write_study(
    study: Study,
    folder: Path,
    *,
    table_format: Format = "csv",
    properties: Mapping[str, Any] | None = None,
    resources: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write a study folder: a file a table and the ``datapackage.json`` that describes them.

    The folder is made where it is missing; files of the same names are replaced. ``problems`` is not written. Text in
    CSV is written so that no spreadsheet runs it.

    Parameters
    ----------
    table_format
        ``csv``, or ``parquet``, which keeps types and is quicker to load where a study is large.
    properties
        Further properties of the package.
    resources
        Descriptions of further files, which the caller writes.

    Raises
    ------
    ExtraError
        If Parquet is asked for and pyarrow is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    described = []
    for table in TABLES:
        frame: pd.DataFrame = getattr(study, table)
        file = f"{table}.{table_format}"
        if table_format == "parquet":
            write_parquet(frame, folder / file)
        else:
            write_csv(frame, folder / file, table)
        kind = {"profile": "tabular-data-resource", "mediatype": MEDIA_TYPES[table_format]}
        encoding = {"encoding": "utf-8"} if table_format == "csv" else {}
        described.append({"name": table, "path": file} | kind | encoding | {"schema": schema_of(table, frame)})
    package = {"profile": "tabular-data-package", "title": study.title, "synthetic": study.synthetic}
    package |= dict(properties or {}) | {"resources": [*described, *resources]}
    text = json.dumps(package, indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def read_package(folder: Path) -> dict[str, Any]:
    """Read ``datapackage.json``.

    Raises
    ------
    InputError
        If it is missing, far too large, or not a JSON object.
    """
    file = folder / "datapackage.json"
    try:
        if (size := file.stat().st_size) > MAX_PACKAGE_BYTES:
            raise InputError(
                f"{file} holds {size / 2**20:,.0f} MB, and the description of a study is read up to "
                f"{MAX_PACKAGE_BYTES / 2**20:,.0f} MB. Is it another file?"
            )
        package = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = ", ".join(sorted(path.name for path in folder.glob("*"))) or "nothing"
        raise InputError(
            f"{folder} has no datapackage.json, so it is not a study folder. In it: {there}. "
            "Give the folder that holds datapackage.json."
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is not JSON in UTF-8: {error}.") from error
    if not isinstance(package, dict):
        raise InputError(f"{file} holds a {type(package).__name__}. A data package is an object with resources.")
    return package


def is_parquet(folder: Path) -> bool:
    """Say whether a study folder keeps its sessions in Parquet.

    Raises
    ------
    InputError
        If it is not a study folder.
    """
    path = folder / table_path(folder, read_package(folder), "sessions")
    return path.suffix == ".parquet" or path.is_dir()


def table_path(folder: Path, package: Mapping[str, Any], table: str) -> PurePosixPath:
    """Return where the package says that a table lies, relative to its folder.

    Raises
    ------
    InputError
        If it does not say so, or the path leads out of the folder.
    """
    listed = package.get("resources")
    resources = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    paths = {str(resource.get("name")): resource.get("path") for resource in resources}
    given = paths.get(table)
    if not isinstance(given, str):
        named = ", ".join(paths) or "none"
        raise InputError(
            f"{folder / 'datapackage.json'} names no file for {table!r}. It names: {named}. "
            f"Give each of {', '.join(TABLES)}; one without rows is a file with its header alone."
        )
    path = PurePosixPath(given)
    if path.is_absolute() or ".." in path.parts or "\\" in given or ":" in given or not given.isprintable():
        raise InputError(f"The path {given!r} of {table!r} leads out of {folder}. Give a path inside it.")
    return path


def _rows(path: Path, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the cells of a table as text; the index counts rows as a spreadsheet does."""
    is_parquet = path.suffix == ".parquet" or path.is_dir()
    frame, misfits = (read_parquet(path), []) if is_parquet else read_csv(path, table)
    _need_columns(path, table, [str(name) for name in frame])
    problems = [Problem(None, table, row, text, "row left out") for row, text in misfits]
    return frame, problems


def _need_columns(path: Path, table: str, header: list[str]) -> None:
    missing = [column.name for column in TABLES[table] if column.name not in header]
    if missing:
        raise InputError(
            f"{path} has no column {', '.join(missing)}. Its columns: {', '.join(header) or 'none'}. "
            "Names are written exactly so, in the first row, with commas between them."
        )
