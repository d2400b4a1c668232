"""Check the cells of a study table: what is wrong with a row is said, and the row is left out."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import NamedTuple
from zoneinfo import available_timezones

import numpy as np
import numpy.typing as npt
import pandas as pd

from palsy_kit.programme import Weekday
from palsy_kit.study.tables import DTYPES, KEYS, TABLES, Column

INTERVALS = {"valid_from": "valid_to", "from_date": "to_date", "start_date": "end_date"}

YEARS = (pd.Timestamp("1900-01-01", tz="UTC"), pd.Timestamp("2200-01-01", tz="UTC"))
OUTSIDE_YEARS = "before 1900 or after 2199; is the year right?"
"""Of instants alone: a date of the year 9999 may stand for an end that nobody knows."""

LARGEST_WHOLE = 2.0**53
"""Beyond it a float skips whole numbers."""

MARKS = {
    "true": True,
    "1": True,
    "wahr": True,
    "vrai": True,
    "false": False,
    "0": False,
    "falsch": False,
    "faux": False,
}
"""As programs write them, and spreadsheets in English, German and French."""

FORMS = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date such as 2026-03-09",
    "datetime": "a time such as 2026-03-09T18:30:00Z",
}


class Problem(NamedTuple):
    """A fault of a study folder: where it is, what was wrong, what was done with it, and how many rows have it."""

    participant_id: str | None
    table: str
    row: int
    problem: str
    action: str
    n_rows: int = 1


PROBLEM_TYPES = {
    "participant_id": "str",
    "table": "str",
    "row": "Int64",
    "problem": "str",
    "action": "str",
    "n_rows": "Int64",
}

_VALUE = re.compile(r"""=(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s;]+)""")


def without_values(problem: str) -> str:
    """What was wrong, without the value of the cell, so that faults of one kind can be counted.

    Examples
    --------
    >>> without_values("time_zone='Mars' is not a name such as Europe/Berlin")
    'time_zone is not a name such as Europe/Berlin'
    """
    return _VALUE.sub("", problem)


def problems_frame(problems: Iterable[Problem] = ()) -> pd.DataFrame:
    """Put faults into the table ``problems`` of a study; without any it is empty, with the same types."""
    return pd.DataFrame(list(problems), columns=list(PROBLEM_TYPES)).astype(PROBLEM_TYPES)


def check_table(table: str, cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Give cells their types, and leave out the rows in which one of them cannot be used.

    Parameters
    ----------
    cells
        Text alone, with the columns of the table, indexed by the row of the spreadsheet.

    Returns
    -------
    tuple
        The rows that can be used, typed; further columns are kept in the roster and left out elsewhere. And the
        problems, by row.
    """
    typed: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    for column in TABLES[table]:
        typed[column.name], faults = _convert(cells[column.name], column)
        problems += _report(table, cells, faults)
    further = [str(name) for name in cells if name not in typed]
    if table == "participants":
        typed |= {name: cells[name].where(cells[name] != "") for name in further}
    else:
        problems += [
            Problem(None, table, 1, f"{name!r} is no column of this table", "column left out") for name in further
        ]
    frame = pd.DataFrame(typed, index=cells.index)
    for wrong, text in _row_faults(frame):
        problems += _report(table, cells, pd.Series(text, index=frame.index[wrong]))
    wrong_rows = {problem.row for problem in problems}
    return frame[~frame.index.isin(wrong_rows)], problems


def sound_rows(table: str, frame: pd.DataFrame, but: Collection[str] = ()) -> pd.Series:
    """Say of each row of a typed frame whether ``check_table`` would surely keep it as it is; a quick look.

    Parameters
    ----------
    frame
        Columns of the table, or some of them, in its types; texts may be categorical.
    but
        Columns of which it is known that each of their cells can be used.
    """
    sound = pd.Series(True, index=frame.index)  # noqa: FBT003 (the value of the series)
    for column in TABLES[table]:
        if column.name in frame and column.name not in but:
            sound &= _sound_cells(frame[column.name], column)
    for wrong, _ in _row_faults(frame):
        sound &= ~wrong.fillna(value=True).astype(bool)
    return sound


def _sound_cells(values: pd.Series, column: Column) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype):
        kept = [name != "" and name in (column.allowed or (name,)) for name in values.cat.categories]
        of_code = pd.Series([*kept, not column.required], dtype=bool).to_numpy()
        return pd.Series(of_code[values.cat.codes.to_numpy()], index=values.index)
    sound = pd.Series(True, index=values.index)  # noqa: FBT003 (the same)
    if column.type == "string":
        sound = (values != "") & (values.isin(column.allowed) if column.allowed else True)
    elif column.type == "date":
        sound = values == values.dt.normalize()
    elif column.type in ("integer", "number"):
        low, high = (given if given is not None else LARGEST_WHOLE for given in (column.minimum, column.maximum))
        sound = values.between(-LARGEST_WHOLE if column.minimum is None else low, high)
    return sound.fillna(value=False).astype(bool) & values.notna() | (values.isna() & (not column.required))


def check_links(
    table: str, frame: pd.DataFrame, roster: pd.DataFrame, problems_before: Iterable[Problem] = ()
) -> tuple[pd.DataFrame, list[Problem]]:
    """Leave out rows whose participant is not on the roster, and rows that repeat an id (the first one stays).

    The rows of one unknown participant are one problem, with their number. ``problems_before`` tell whose row of the
    roster was left out, as opposed to those whom it does not have.
    """
    ids = frame["participant_id"]
    unknown = _not_among(ids, roster["participant_id"])
    lost = {one.participant_id for one in problems_before if one.table == "participants"}
    problems = _unknown(table, ids[unknown].astype("str"), lost)
    faults = []
    if KEYS.get(table) in frame:  # a reader that leaves a key out cannot look for repetitions of it
        key = frame[KEYS[table]]
        repeated = key.duplicated() & ~unknown
        faults.append(f"{KEYS[table]}=" + key[repeated].map(repr) + " stands in an earlier row too")
    repetitions = [problem for fault in faults for problem in _report(table, frame, fault)]
    if not (problems or repetitions):
        return frame, problems
    return frame[~unknown & ~frame.index.isin({problem.row for problem in repetitions})], problems + repetitions


def _unknown(table: str, ids: pd.Series, lost: Collection[str | None]) -> list[Problem]:
    """One line for all rows of a participant whom the roster does not know: the fault is the roster's, and one."""
    rows = ids.index.to_series().groupby(ids, sort=False).agg(["first", "size"])
    return [
        Problem(
            *(id_, table, int(first)),
            f"participant_id={id_!r} is not {'a usable row of' if id_ in lost else 'in'} participants",
            *("row left out", int(n)),
        )
        for id_, first, n in rows.itertuples(name=None)
    ]


def _not_among(ids: pd.Series, known: pd.Series) -> npt.NDArray[np.bool_]:
    """Whether each id is none of those known; on an index, since ``isin`` takes texts one by one."""
    index = pd.Index(known.unique())
    coded = isinstance(ids.dtype, pd.CategoricalDtype)
    place = index.get_indexer(ids.cat.categories if coded else pd.Index(ids))
    missing: npt.NDArray[np.bool_] = np.append(place < 0, True)  # an empty code is -1: the last
    return missing[ids.cat.codes.to_numpy()] if coded else missing[:-1]


def _report(table: str, rows: pd.DataFrame, faults: pd.Series) -> list[Problem]:
    ids = rows.loc[faults.index, "participant_id"]
    found = zip(ids, faults.index.tolist(), faults, strict=True)
    return [Problem(id_ or None, table, row, text, "row left out") for id_, row, text in found]


def _convert(text: pd.Series, column: Column) -> tuple[pd.Series, pd.Series]:
    """Type one column; the second series says what is wrong, at the rows where something is."""
    given = text != ""
    values = _parse(text.where(given), column).astype(DTYPES[column.type])
    unread = given & values.isna()
    faults = pd.Series(pd.NA, index=text.index, dtype="str")

    def flag(rows: pd.Series, words: str) -> None:
        if rows.any():
            faults[rows] = column.name + "=" + text[rows].map(repr) + " " + words

    if column.allowed:
        flag(given & ~text.isin(column.allowed), f"is not one of {', '.join(column.allowed)}")
    if column.minimum is not None:
        flag((values < column.minimum).fillna(value=False), f"is below {column.minimum:g}")
    if column.maximum is not None:
        flag((values > column.maximum).fillna(value=False), f"is above {column.maximum:g}")
    if column.type != "string":
        flag(unread, f"is not {FORMS[column.type]}")
    if column.type == "datetime":
        zoneless = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}[T ][\d:.]+")
        flag(unread & zoneless, "has no zone; end it in Z, or in an offset such as +02:00")
    if column.required:
        faults[~given] = f"{column.name} is empty"
    return values, faults.dropna()


def _parse(text: pd.Series, column: Column) -> pd.Series:
    """Read text as the type of its column; what cannot be read becomes missing."""
    if column.type in ("integer", "number"):
        numbers = pd.to_numeric(text, errors="coerce").astype("float64")
        if column.type == "integer":
            return numbers.where((numbers % 1 == 0) & (numbers.abs() <= LARGEST_WHOLE))
        return numbers.where(numbers.abs() < float("inf"))
    if column.type == "boolean":
        return text.str.lower().map(MARKS)
    if column.type == "date":
        iso = text.where(text.str.fullmatch(r"\d{4}-\d{2}-\d{2}").fillna(value=False))
        return pd.to_datetime(iso, format="%Y-%m-%d", errors="coerce")
    if column.type == "datetime":
        zoned = text.where(text.str.contains(r"[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})$").fillna(value=False))
        return pd.to_datetime(zoned, format="ISO8601", utc=True, errors="coerce")
    return text


def outside_years(instants: pd.Series) -> pd.Series:
    """Whether each instant lies where no study can be; false where it is missing."""
    first, after = YEARS
    return (instants < first) | (instants >= after)


def _row_faults(frame: pd.DataFrame) -> Iterator[tuple[pd.Series, str]]:
    """Yield faults that one column alone does not show: the rows, and what is wrong with them."""
    for start, end in INTERVALS.items():
        if start in frame:
            yield frame[end] < frame[start], f"{end} lies before {start}"
    for name in ("started_at", "logged_at", "entered_at"):
        if name in frame:
            yield outside_years(frame[name]), f"{name} lies {OUTSIDE_YEARS}"
    if "time_zone" in frame:
        zones = frame["time_zone"]
        unknown = zones.notna() & ~zones.isin(_zone_names().intersection(zones.unique()))
        yield unknown, "time_zone is not a name such as Europe/Berlin"
    if "sessions_per_week" in frame:
        yield from _plan_faults(frame)


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())  # it searches the disk


def plan_form_faults(frame: pd.DataFrame) -> Iterator[tuple[pd.Series, str]]:
    """Yield the prescriptions that are neither a plan of fixed days nor a quota: the rows, and what they lack."""
    days, per_day = frame["days"].notna(), frame["sessions_per_day"].notna()
    quota = frame["sessions_per_week"].notna()
    yield days & quota, "give days with sessions_per_day, or sessions_per_week, not both"
    yield days & ~quota & ~per_day, "days needs sessions_per_day, the sessions on each of those days"
    yield ~days & per_day, "sessions_per_day needs days such as MO,WE,FR, and days is empty"
    yield ~(days | quota | per_day), "neither days with sessions_per_day nor sessions_per_week is given"


def _plan_faults(frame: pd.DataFrame) -> Iterator[tuple[pd.Series, str]]:
    yield from plan_form_faults(frame)
    days = frame["days"].notna()
    weekday = "|".join(Weekday)
    unread = days & ~frame["days"].str.fullmatch(f"(?:{weekday})(?:,(?:{weekday}))*").fillna(value=False)
    yield unread, f"days is not a list such as MO,WE,FR from {', '.join(Weekday)}"
    upper = frame["sessions_per_week_max"]
    wrong_range = upper.notna() & ~(upper >= frame["sessions_per_week"])
    yield wrong_range, "sessions_per_week_max is not the upper end of a range from sessions_per_week"
