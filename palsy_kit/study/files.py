"""One table, one file: cells as text, read from CSV or Parquet and written to them."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, TypeVar

import pandas as pd

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.study.cells import defused, restored
from palsy_kit.study.tables import DTYPES, TABLES, text_columns

MAX_CSV_BYTES = 512 * 2**20
"""Some five million sessions: read as text they take 15 times as much memory. Parquet has no such limit."""

QUOTED = re.compile(r'"[^"]*"')
DECIMAL_COMMA = re.compile(r"^(-?\d+),(\d+)$")

R_MISSING = "NA"
"""What R writes where nothing is known; never an id or a name that a row must have."""

T = TypeVar("T")

Misfit = tuple[int, str]
"""A row whose cells do not fit under the columns, and what is wrong with it."""


def read_csv(path: Path, table: str) -> tuple[pd.DataFrame, list[Misfit]]:
    """Read the cells of a CSV file as text, and name the rows that do not fit.

    Returns
    -------
    tuple
        The fitting rows, indexed as a spreadsheet counts them (the header is row 1), and the others.

    Raises
    ------
    InputError
        If the file is missing, is not CSV in UTF-8, or names a column twice.
    """
    lines, delimiter = delimited_lines(path)
    header, *lines = _trimmed(lines or [[]])
    header = [restored(name) for name in header]
    _refuse_twice(path, header)
    numbered = [(row, line) for row, line in enumerate(lines, start=2) if any(line)]
    fitting = {row: line for row, line in numbered if len(line) == len(header)}
    misfits = [(row, f"{len(line)} cells under {len(header)} columns") for row, line in numbered if row not in fitting]
    frame = pd.DataFrame(list(fitting.values()), index=list(fitting), columns=header, dtype=DTYPES["string"])
    for name in text_columns(table, header):
        quoted = frame[name].str.contains("'", regex=False)
        frame.loc[quoted, name] = frame.loc[quoted, name].map(restored)
    for column in TABLES[table]:
        if column.name in frame and not (column.required and column.type == "string"):
            frame[column.name] = frame[column.name].mask(frame[column.name] == R_MISSING, "")
    if delimiter != ",":  # a spreadsheet that puts other marks between cells may write 4,5 for 4.5
        for name in [column.name for column in TABLES[table] if column.type == "number" and column.name in frame]:
            frame[name] = frame[name].str.replace(DECIMAL_COMMA, r"\1.\2", regex=True)
    return frame, misfits


def _trimmed(lines: list[list[str]]) -> list[list[str]]:
    """Leave out columns without a name and without a cell that a spreadsheet puts behind the others."""
    n = max((place for place, name in enumerate(lines[0], start=1) if name), default=0)
    return [line if any(line[n:]) else line[:n] for line in lines]


def delimited_lines(path: Path) -> tuple[list[list[str]], str]:
    """Read the lines of a CSV file, each as its cells, and what stands between them: a comma, a semicolon or a tab.

    A spreadsheet writes what its language uses. Whatever the header uses is taken; a comma, if it has one.

    Raises
    ------
    InputError
        If the file is missing, is larger than ``MAX_CSV_BYTES``, or is not CSV in UTF-8.
    """
    header = QUOTED.sub("", _opened(path, lambda file: file.readline()))
    delimiter = "," if "," in header else max(",;\t", key=header.count)
    return csv_lines(path, delimiter), delimiter


def csv_lines(path: Path, delimiter: str = ",") -> list[list[str]]:
    """Read the lines of a CSV file, each as its cells.

    Raises
    ------
    InputError
        If the file is missing, is larger than ``MAX_CSV_BYTES``, or is not CSV in UTF-8.
    """
    return _opened(path, lambda file: _read_lines(path, file, delimiter))


def _read_lines(path: Path, file: TextIO, delimiter: str) -> list[list[str]]:
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(file, strict=True, delimiter=delimiter))
    except csv.Error as error:
        raise InputError(
            f"{path}: a quotation mark opened in row {len(lines) + 1} is not closed at the end of its cell ({error}). "
            "Take it out; inside a cell in quotation marks, write it twice."
        ) from error
    return lines


def _opened(path: Path, read: Callable[[TextIO], T]) -> T:
    try:
        _refuse_large(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return read(file)
    except FileNotFoundError:
        raise _missing(path) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file in UTF-8: {error}. Save it as CSV UTF-8.") from error


def _refuse_large(path: Path) -> None:
    size = path.stat().st_size
    if size > MAX_CSV_BYTES:
        raise InputError(
            f"{path} holds {size / 2**20:,.0f} MB, and CSV is read up to {MAX_CSV_BYTES / 2**20:,.0f} MB: it would "
            f"take some {15 * size / 2**30:,.0f} GB of memory. Nothing was read. Save the table as Parquet, or split "
            "the study."
        )


def write_csv(frame: pd.DataFrame, path: Path, table: str) -> None:
    """Write a table as CSV that no spreadsheet runs: instants with a Z, dates alone, whole numbers without a point."""
    text = frame.astype(object).map(_text)
    for name in text_columns(table, map(str, frame)):
        text[name] = text[name].map(lambda cell: defused(str(cell)))
    text.columns = pd.Index([defused(str(name)) for name in frame])
    text.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _text(value: Any) -> Any:
    if value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124  # NaN alone differs from itself
        return ""
    if isinstance(value, pd.Timestamp):
        return value.isoformat().replace("+00:00", "Z") if value.tzinfo else value.date().isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read_parquet(path: Path, rows: Sequence[int] | None = None) -> pd.DataFrame:
    """Read the cells of a Parquet file, or of a folder of them, as text; rows count from 2, as in CSV.

    Parameters
    ----------
    rows
        Places (from 0) of the rows to read; all of them when not given.

    Raises
    ------
    InputError
        If the file is missing, or is not a table in Parquet.
    ExtraError
        If pyarrow is not installed.
    """
    if not path.exists():
        raise _missing(path)
    with _pyarrow():
        try:
            frame = pd.read_parquet(path)
        except (OSError, ValueError, NotImplementedError) as error:  # pyarrow's own errors are kinds of these
            raise InputError(f"{path} is not a table in Parquet: {error}.") from error
    frame = frame.drop(columns=[name for name in frame if is_index(str(name))])
    header = [str(name) for name in frame]
    _refuse_twice(path, header)
    frame.columns = pd.Index(header)
    frame = frame.reset_index(drop=True).rename(index=lambda row: row + 2)
    return cells_of(frame if rows is None else frame.iloc[list(rows)])


def is_index(name: str) -> bool:
    """Say whether a column of a Parquet file is the row number that pandas may add to a table, of no meaning here."""
    return name.startswith("__index_level_")


def with_every_column(cells: pd.DataFrame, table: str) -> pd.DataFrame:
    """Add the columns of a table that a file lacks, with nothing in them."""
    absent = [column.name for column in TABLES[table] if column.name not in cells]
    return cells.assign(**dict.fromkeys(absent, pd.Series("", cells.index, dtype=DTYPES["string"])))


def cells_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn typed columns into the text that stands for them in CSV."""
    return frame.apply(_cells).astype(DTYPES["string"])


def _cells(column: pd.Series) -> pd.Series:
    """Turn a typed column into the text that stands for it in CSV."""
    dtype = column.dtype
    if isinstance(dtype, pd.DatetimeTZDtype):
        text = column.dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    elif pd.api.types.is_datetime64_dtype(dtype):
        text = column.dt.strftime("%Y-%m-%dT%H:%M:%S").str.removesuffix("T00:00:00")
    else:
        text = column.astype(object).map(str)
    cells: pd.Series = text.where(column.notna(), "")
    return cells


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as a Parquet file, with its types.

    Raises
    ------
    ExtraError
        If pyarrow is not installed.
    """
    with _pyarrow():
        frame.to_parquet(path, engine="pyarrow", index=False)


@contextmanager
def _pyarrow() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise ExtraError(
            "Parquet needs the package pyarrow, which comes with the extra 'research': "
            "make research, or pip install -e '.[research]' in palsy_kit's folder. "
            "Or use CSV, which needs nothing more."
        ) from error


def _missing(path: Path) -> InputError:
    there = ", ".join(sorted(other.name for other in path.parent.glob("*"))) or "nothing"
    return InputError(f"{path} is missing. In its folder: {there}.")


def _refuse_twice(path: Path, header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise InputError(f"{path} has the column {', '.join(twice)} more than once. Give each name once.")
