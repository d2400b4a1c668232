"""A study folder on disk, as a Frictionless data package of CSV files: load it with a report, or write it.

A row that cannot be used is left out and named in ``problems``; nothing leaves in silence. A file or a column that
is missing stops the loading, since every result would be wrong without it.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.study.check import Problem, check_links, check_table
from palsy_kit.study.tables import DTYPES, TABLES, schema_of


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
    """Load a study folder: ``datapackage.json`` and a CSV file for each of the five tables.

    Raises
    ------
    InputError
        If the package, a table's file or one of its columns is missing, or a file is not UTF-8 text.
    """
    package = _package(folder)
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for table in TABLES:
        rows, problems_of_rows = _rows(_path(folder, package, table), table)
        frames[table], problems_of_values = check_table(table, rows)
        problems += problems_of_rows + problems_of_values
    for table in TABLES:
        frames[table], problems_of_links = check_links(table, frames[table], frames["participants"])
        problems += problems_of_links
        frames[table] = frames[table].reset_index(drop=True)
    types = {"participant_id": "str", "table": "str", "row": "Int64", "problem": "str", "action": "str"}
    return Study(
        title=str(package.get("title", folder.name)),
        synthetic=bool(package.get("synthetic", False)),
        problems=pd.DataFrame(problems, columns=list(types)).astype(types),
        **frames,
    )


def write_study(study: Study, folder: Path) -> None:
    """Write a study folder: a CSV file a table and the ``datapackage.json`` that describes them.

    The folder is made where it is missing; files of the same names are replaced. ``problems`` is not written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table in TABLES:
        frame: pd.DataFrame = getattr(study, table)
        _as_text(frame).to_csv(folder / f"{table}.csv", index=False, lineterminator="\n", encoding="utf-8")
        resource = {"name": table, "path": f"{table}.csv", "profile": "tabular-data-resource", "encoding": "utf-8"}
        resources.append(resource | {"schema": schema_of(table, frame)})
    package = {"profile": "tabular-data-package", "title": study.title, "synthetic": study.synthetic}
    text = json.dumps(package | {"resources": resources}, indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Write instants with a Z, dates without a time, truth in lower case and whole numbers without a point."""

    def text(value: Any) -> Any:
        if value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124  # NaN alone differs from itself
            return ""
        if isinstance(value, pd.Timestamp):
            return value.isoformat().replace("+00:00", "Z") if value.tzinfo else value.date().isoformat()
        if isinstance(value, bool):
            return str(value).lower()
        return int(value) if isinstance(value, float) and value.is_integer() else value

    return frame.astype(object).map(text)


def _package(folder: Path) -> dict[str, Any]:
    file = folder / "datapackage.json"
    try:
        package = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = ", ".join(sorted(path.name for path in folder.glob("*"))) or "nothing"
        raise InputError(
            f"{folder} has no datapackage.json, so it is not a study folder. In it: {there}. "
            "Give the folder that holds datapackage.json."
        ) from None
    except ValueError as error:
        raise InputError(f"{file} is not JSON in UTF-8: {error}.") from error
    if not isinstance(package, dict):
        raise InputError(f"{file} holds a {type(package).__name__}. A data package is an object with resources.")
    return package


def _path(folder: Path, package: dict[str, Any], table: str) -> Path:
    resources = [resource for resource in package.get("resources", ()) if isinstance(resource, dict)]
    paths = {resource.get("name"): resource.get("path") for resource in resources}
    given = paths.get(table)
    if not isinstance(given, str):
        named = ", ".join(map(str, paths)) or "none"
        raise InputError(
            f"{folder / 'datapackage.json'} names no file for {table!r}. It names: {named}. "
            f"Give each of {', '.join(TABLES)}; one without rows is a file with its header alone."
        )
    path = PurePosixPath(given)
    if path.is_absolute() or ".." in path.parts:
        raise InputError(f"The path {str(path)!r} of {table!r} leads out of {folder}. Give a path inside it.")
    return folder / path


def _rows(path: Path, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the cells as text; the index counts rows as a spreadsheet does."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        there = ", ".join(sorted(other.name for other in path.parent.glob("*"))) or "nothing"
        raise InputError(f"{path} is missing. In its folder: {there}.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file in UTF-8: {error}. Save it as CSV UTF-8.") from error
    header = lines[0] if lines else []
    _need_columns(path, table, header)
    numbered = [(row, line) for row, line in enumerate(lines[1:], start=2) if any(line)]
    fitting = {row: line for row, line in numbered if len(line) == len(header)}
    problems = [
        Problem(None, table, row, f"{len(line)} cells under {len(header)} columns", "row left out")
        for row, line in numbered
        if row not in fitting
    ]
    frame = pd.DataFrame(list(fitting.values()), index=list(fitting), columns=header, dtype=DTYPES["string"])
    return frame, problems


def _need_columns(path: Path, table: str, header: list[str]) -> None:
    missing = [column.name for column in TABLES[table] if column.name not in header]
    if missing:
        raise InputError(
            f"{path} has no column {', '.join(missing)}. Its columns: {', '.join(header) or 'none'}. "
            "Names are written exactly so, in the first row, with commas between them."
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise InputError(f"{path} has the column {', '.join(twice)} more than once. Give each name once.")
