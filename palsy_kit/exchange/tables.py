"""The tables of a study folder as records for a practice log: the rows of one participant."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from palsy_kit.errors import InputError
from palsy_kit.exchange.intake import Choices, Intake, likeness, listed
from palsy_kit.exercises import FocusArea
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription
from palsy_kit.session import PerformedSession
from palsy_kit.study import Study, load_study
from palsy_kit.study.package import read_package, table_path
from palsy_kit.study.tables import TABLES

_NAMESPACE = uuid.UUID("b0a1c9b2-7f0e-4a53-9d0e-5a8f6f1f2c11")


def read_tables(folder: Path, choices: Choices) -> Intake:
    """Read the sessions, prescriptions and holds of one participant.

    Raises
    ------
    InputError
        If the folder cannot be used, holds several participants and none is chosen, or its dates are not the real ones.
    """
    package = read_package(folder)
    if package.get("dates") == SHIFTED:
        raise InputError(
            f"The dates in {folder} were shifted, so that nobody is known by them. Such an export is for a study; "
            "to move to a new computer, make one with `palsy-kit export --everything`."
        )
    paths = [table_path(folder, package, table) for table in TABLES]
    if any(path and path.suffix != ".csv" for path in paths):
        raise InputError(f"{folder} is not a study folder in CSV. To load others, use palsy_kit.load_study.")
    study = load_study(folder)
    intake = Intake("a study folder")
    for problem in study.problems.itertuples():
        intake.refuse(f"{problem.table}.csv row {problem.row}", f"{problem.problem} ({problem.action})")
    if not study.participants.empty:
        _fill(intake, _chosen(study, choices.participant), choices.there)
    return intake


SHIFTED = "shifted by whole weeks"
KEPT = "as they were"


def _chosen(study: Study, participant: str | None) -> Study:
    ids = study.participants["participant_id"].tolist()
    if participant is None and len(ids) > 1:
        raise InputError(f"This study holds {len(ids)} people: {listed(ids[:5])}. Say who it is: --participant ID.")
    return study.of(ids[0] if participant is None else participant)


def _fill(intake: Intake, study: Study, there: frozenset[tuple[object, ...]]) -> None:
    zone = ZoneInfo(study.participants["time_zone"].iloc[0])
    makers: dict[str, Callable[[dict[str, Any], ZoneInfo], PerformedSession | Prescription | Hold]] = {
        "sessions": _session,
        "prescriptions": _prescription,
        "holds": _hold,
    }
    for table, make in makers.items():
        for values in _rows(study, table):
            place = f"{table}.csv, {next(iter(values.values()))}"
            try:
                record = make(values, zone)
            except (InputError, OverflowError) as error:
                intake.refuse(place, str(error))
                continue
            if likeness(record) in there:
                intake.n_doubled += 1
            else:
                intake.add(place, record)


def _rows(study: Study, table: str) -> Iterator[dict[str, Any]]:
    """Give each row as plain values, without those that are missing."""
    for row in getattr(study, table).astype(object).to_dict("records"):
        yield {name: value for name, value in row.items() if value == value and value is not None}  # noqa: PLR0124


def _session(row: dict[str, Any], zone: ZoneInfo) -> PerformedSession:
    given = {name: row[name] for name in row if name in PerformedSession.model_fields}
    started_at = row["started_at"].to_pydatetime()
    local = started_at.astimezone(zone).utcoffset()
    areas = filter(None, row.get("focus_areas", "").split(";"))
    return PerformedSession(
        **{
            "utc_offset_min": round(local.total_seconds() / 60),
            "planned_s": row["active_s"],
            "logged_at": started_at,
        }
        | given
        | {
            "session_id": str(uuid.uuid5(_NAMESPACE, f"{row['participant_id']} {row['session_id']}")),
            "started_at": started_at,
            "focus_areas": tuple(_area(area) for area in areas),
        }
    )


def _area(name: str) -> FocusArea:
    try:
        return FocusArea(name)
    except ValueError:
        raise InputError(f"{name!r} is no focus area. Focus areas: {', '.join(FocusArea)}.") from None


def _prescription(row: dict[str, Any], _: ZoneInfo) -> Prescription:
    dates = {name: row[name].date() for name in ("valid_from", "valid_to") if name in row}
    days = tuple(row.get("days", "").split(",")) if row.get("days") else ()
    return Prescription(**_without_id(row) | dates | {"days": days})


def _hold(row: dict[str, Any], zone: ZoneInfo) -> Hold:
    dates = {name: row[name].date() for name in ("from_date", "to_date") if name in row}
    # The table does not say when a hold was entered; the day on which it begins is the best that is known.
    entered_at = row["from_date"].to_pydatetime().replace(tzinfo=zone)
    return Hold(**_without_id(row) | dates | {"entered_at": entered_at})


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "participant_id"}
