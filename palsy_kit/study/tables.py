"""The five tables of a study as data: column, type, what may stand in it. Everything else reads it from here.

Type names are those of a Frictionless table schema. In a frame, dates are midnights without a zone, instants are
UTC, and what may be empty is held in a type that can be empty.
"""

from collections.abc import Mapping, Sequence
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
    """One column: its name, its type, whether a row needs it, and which values are allowed."""

    name: str
    type: Type
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()


def _id(name: str) -> Column:
    return Column(name, "string", required=True)


def _rating(name: str) -> Column:
    return Column(name, "number", minimum=0, maximum=10)


HOLD_REASONS = ("safety", "pause", "illness", "technical", "clinic")

TABLES: Mapping[str, tuple[Column, ...]] = {
    "participants": (
        _id("participant_id"),
        _id("time_zone"),
        Column("start_date", "date", required=True),
        Column("end_date", "date"),
        Column("withdrawn_date", "date"),
    ),
    "prescriptions": (
        _id("participant_id"),
        _id("kind"),
        Column("valid_from", "date", required=True),
        Column("valid_to", "date"),
        Column("days", "string"),
        Column("sessions_per_day", "integer", minimum=1),
        Column("sessions_per_week", "number", minimum=0),
        Column("sessions_per_week_max", "number", minimum=0),
        Column("minutes", "number", required=True, minimum=0),
        Column("entered_at", "datetime", required=True),
    ),
    "holds": (
        _id("participant_id"),
        Column("from_date", "date", required=True),
        Column("to_date", "date"),
        Column("reason", "string", required=True, allowed=HOLD_REASONS),
        Column("counted", "boolean"),
    ),
    "sessions": (
        _id("session_id"),
        _id("participant_id"),
        _id("kind"),
        Column("started_at", "datetime", required=True),
        Column("utc_offset_min", "integer", minimum=-14 * 60, maximum=14 * 60),
        Column("active_s", "number", required=True, minimum=0),
        Column("planned_s", "number", minimum=0),
        Column("outcome", "string", required=True, allowed=tuple(Outcome)),
        Column("focus_areas", "string"),
        Column("exercises_done", "integer", minimum=0),
        Column("exercises_planned", "integer", minimum=0),
        _rating("tightness_before"),
        _rating("tightness_after"),
        _rating("effort"),
        _rating("discomfort"),
        Column("new_linked_movement", "boolean"),
        Column("logged_at", "datetime"),
    ),
    "measures": (
        _id("participant_id"),
        Column("date", "date", required=True),
        _id("measure"),
        Column("part", "string"),
        Column("score", "number", required=True),
        Column("rater", "string", required=True, allowed=("self", "clinician")),
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
            name: pd.Series(list(values.get(name, [None] * n_rows)), dtype=DTYPES[type_])
            for name, type_, *_ in TABLES[table]
        }
    )


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
    return {"name": column.name, "type": column.type} | ({"constraints": given} if given else {})
