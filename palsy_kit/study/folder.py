"""A study folder on disk, as a Frictionless data package of CSV or Parquet files: load it with a report, or write it.

A row that cannot be used is left out and named in ``problems``; nothing leaves in silence. A file or a column that
must be there and is not stops the loading, since every result would be wrong without it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.study.check import Problem, check_links, check_table, problems_frame
from palsy_kit.study.files import read_csv, read_parquet, with_every_column, write_csv, write_parquet
from palsy_kit.study.package import NEEDED, PACKAGE, WHAT_A_STUDY_IS, inside, read_package, table_path
from palsy_kit.study.tables import DTYPES, TABLES, schema_of

Format = Literal["csv", "parquet"]
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Study:
    """The frames of a study, each with the columns of its table.

    The frames of a study that was loaded are indexed by row as a spreadsheet counts (the header is row 1), and
    ``problems`` has a row for each fault that was found: participant_id, table, row (of that index), what was wrong,
    what was done with it. ``title`` names the data, ``synthetic`` says whether a program made them up.
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


def load_study(folder: Path | str) -> Study:
    """Load a study folder: a file for each of the tables, and ``datapackage.json`` if there is one.

    A table is a CSV file (with commas, semicolons or tabs), or a Parquet file whose name ends in ``.parquet`` (or a
    folder of such files, partitioned by participant). Without ``datapackage.json`` the files are known by their names,
    such as ``sessions.csv``, and the study by that of its folder. ``holds`` and ``measures`` may be missing, and so may
    every column in which a row need not have a value. An apostrophe that keeps a spreadsheet from running a cell is
    taken away again.

    Raises
    ------
    InputError
        If the folder, a table or a column that must be there is missing, or a file is not what its name says.
    ExtraError
        If a table is in Parquet and pyarrow is not installed.
    """
    folder = Path(folder)
    cells, problems, package = _cells(folder)
    frames: dict[str, pd.DataFrame] = {}
    for table in TABLES:
        frames[table], problems_of_values = check_table(table, cells.pop(table))
        problems += problems_of_values
    for table in TABLES:
        frames[table], problems_of_links = check_links(table, frames[table], frames["participants"], problems)
        problems += problems_of_links
    return Study(
        title=str(package.get("title", folder.resolve().name)),
        synthetic=bool(package.get("synthetic", False)),
        problems=problems_frame(problems),
        **frames,
    )


def write_study(
    study: Study,
    folder: Path | str,
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
    folder = Path(folder)
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
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8")


def _cells(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem], dict[str, Any]]:
    """Read the cells of all tables as text; the index of each counts rows as a spreadsheet does.

    All that is missing is told at once.
    """
    package = read_package(folder)
    cells: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    lacks: list[str] = []
    for table, columns in TABLES.items():
        named = table_path(folder, package, table)
        path = folder / (named or f"{table}.csv")
        if named is None and table not in NEEDED:
            cells[table] = pd.DataFrame(columns=[column.name for column in columns], dtype=DTYPES["string"])
        elif named is None and (folder / PACKAGE).exists():
            lacks.append(f"{PACKAGE} names no file for {table!r}")
        elif not path.exists():
            lacks.append(f"{path.name} is missing")
        else:
            is_parquet = path.suffix == ".parquet" or path.is_dir()
            rows, misfits = (read_parquet(path), []) if is_parquet else read_csv(path, table)
            problems += [Problem(None, table, row, text, "row left out") for row, text in misfits]
            lacks += _lacking(path, table, list(map(str, rows)))
            cells[table] = with_every_column(rows, table)
    if lacks:
        raise InputError(
            f"{folder} cannot be read as a study: {'; '.join(lacks)}. In the folder: {inside(folder)}. Names are "
            f"written exactly so, those of columns in the first row. {WHAT_A_STUDY_IS}"
        )
    return cells, problems, package


def _lacking(path: Path, table: str, header: list[str]) -> list[str]:
    missing = [column.name for column in TABLES[table] if column.required and column.name not in header]
    return [f"{path.name} has no column {', '.join(missing)} (it has: {', '.join(header) or 'none'})"] * bool(missing)
