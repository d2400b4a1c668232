"""The five tables of a study as data: column, type, what may stand in it. Everything else reads it from here.

Type names are those of a Frictionless table schema. In a frame, dates are midnights without a zone, instants are
UTC, and what may be empty is held in a type that can be empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd

from palsy_kit.session import Outcome

Type = Literal["string", "integer", "number", "boolean", "date", "datetime"]

DTYPES: Mapping[Type, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
    "datetime": "datetime64[us, UTC]",
}


class Column(NamedTuple):
    """One column: its name, its type, what it means, whether a row needs it, and which values are allowed."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()


def _needed(name: str, type_: Type, meaning: str, **limits: Any) -> Column:
    return Column(name, type_, meaning, required=True, **limits)


def _rating(name: str, meaning: str) -> Column:
    return Column(name, "number", f"{meaning}, rated by the person from 0 (none) to 10 (most)", minimum=0, maximum=10)


HOLD_REASONS = ("safety", "pause", "illness", "technical", "clinic")
WHO = _needed("participant_id", "string", "pseudonym")
KIND = _needed("kind", "string", "full, daily, foundation, release, upkeep, or the study's own")

TABLES: Mapping[str, tuple[Column, ...]] = {
    "participants": (
        WHO,
        _needed("time_zone", "string", "IANA name, such as Europe/Berlin"),
        _needed("start_date", "date", "first day of observation"),
        Column("end_date", "date", "day after the last of observation; empty: open"),
        Column("withdrawn_date", "date", "day from which the participant has withdrawn"),
    ),
    "prescriptions": (
        WHO,
        KIND,
        _needed("valid_from", "date", "first day of this version"),
        Column("valid_to", "date", "day after its last; empty: open"),
        Column("days", "string", "plan of fixed days: RFC 5545 weekdays, such as MO,WE,FR; empty for a quota"),
        Column("sessions_per_day", "integer", "sessions on each of those days", minimum=1),
        Column("sessions_per_week", "number", "quota: sessions asked for in a week", minimum=0),
        Column("sessions_per_week_max", "number", "upper end, where the quota is a range", minimum=0),
        _needed("minutes", "number", "minutes of one session", minimum=0),
        _needed("entered_at", "datetime", "when this version was written, UTC"),
    ),
    "holds": (
        WHO,
        _needed("from_date", "date", "first day of the hold"),
        Column("to_date", "date", "day after its last; empty: open"),
        _needed("reason", "string", "why practice rests", allowed=HOLD_REASONS),
        Column("counted", "boolean", "true: what is asked for stands all the same; empty: false"),
    ),
    "sessions": (
        _needed("session_id", "string", "made once, never used again"),
        WHO,
        KIND,
        _needed("started_at", "datetime", "UTC"),
        Column(
            *("utc_offset_min", "integer", "local offset at the start, minutes east; empty: by time_zone"),
            minimum=-14 * 60,
            maximum=14 * 60,
        ),
        _needed("active_s", "number", "performed seconds, without pauses", minimum=0),
        Column("planned_s", "number", "planned seconds", minimum=0),
        _needed("outcome", "string", "how the session ended", allowed=tuple(map(str, Outcome))),
        Column("focus_areas", "string", "parts of the face, with ; between them"),
        Column("exercises_done", "integer", "exercises done to their end", minimum=0),
        Column("exercises_planned", "integer", "exercises planned", minimum=0),
        _rating("tightness_before", "tightness before"),
        _rating("tightness_after", "tightness after"),
        _rating("effort", "effort"),
        _rating("discomfort", "discomfort"),
        Column("new_linked_movement", "boolean", "a part newly moved along with another"),
        Column("logged_at", "datetime", "when it was written down, UTC; later than the end: back-filled"),
    ),
    "measures": (
        WHO,
        _needed("date", "date", "day of the measurement"),
        _needed("measure", "string", "such as fdi, sunnybrook"),
        Column("part", "string", "part of the measure"),
        _needed("score", "number", "in the measure's own range"),
        _needed("rater", "string", "who rated", allowed=("self", "clinician")),
    ),
}

KEYS: Mapping[str, str] = {"participants": "participant_id", "sessions": "session_id"}
"""The column of a table that never holds the same value twice."""


def frame_of(table: str, values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Put values, a sequence a column, into a frame with exactly the columns, order and types of a table.

    A column that is not given is empty in every row.
    """
    n_rows = max((len(column) for column in values.values()), default=0)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(values.get(column.name, [None] * n_rows)), dtype=DTYPES[column.type])
            for column in TABLES[table]
        }
    )


def text_columns(table: str, names: Iterable[str]) -> list[str]:
    """Return the columns of a file that hold text: all but those to which the table gives another type."""
    typed = {column.name for column in TABLES[table] if column.type != "string"}
    return [name for name in names if name not in typed]


def schema_of(table: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Describe a table as a Frictionless table schema, with the further columns that its frame has."""
    known = {column.name: column for column in TABLES[table]}
    schema: dict[str, Any] = {
        "fields": [_field(known[name]) if name in known else {"name": name, "type": "string"} for name in frame],
        "missingValues": [""],
    }
    if table in KEYS:
        schema["primaryKey"] = KEYS[table]
    if table != "participants":
        reference = {"resource": "participants", "fields": "participant_id"}
        schema["foreignKeys"] = [{"fields": "participant_id", "reference": reference}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        "required": column.required or None,
        "unique": column.name == "session_id" or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "enum": list(column.allowed) or None,
    }
    given = {name: value for name, value in constraints.items() if value is not None}
    described = {"name": column.name, "type": column.type, "description": column.meaning}
    return described | ({"constraints": given} if given else {})
