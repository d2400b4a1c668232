"""From models to the frames of a study, and from sessions to practice days."""

from collections.abc import Iterable

import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession
from palsy_kit.study.tables import TABLES, frame_of


def sessions_frame(sessions: Iterable[PerformedSession], *, participant_id: str = "me") -> pd.DataFrame:
    """Put performed sessions of one person into the sessions table, in the order given.

    Notes stay out: what a person wrote for themselves is no part of a table that may be handed on.

    Returns
    -------
    pandas.DataFrame
        A row a session, the columns of the sessions table; without sessions it is empty, with the same types.
    """
    rows = [
        session.model_dump()
        | {
            "participant_id": participant_id,
            "outcome": str(session.outcome),
            "focus_areas": ";".join(session.focus_areas),
            # A session that was written down by hand names no exercises: that is unknown, not none done.
            "exercises_done": session.exercises_done if session.exercises else None,
            "exercises_planned": len(session.exercises) or None,
        }
        for session in sessions
    ]
    return frame_of("sessions", {column.name: [row[column.name] for row in rows] for column in TABLES["sessions"]})


def prescriptions_frame(prescriptions: Iterable[Prescription], *, participant_id: str = "me") -> pd.DataFrame:
    """Put the prescription versions of one person into the prescriptions table, in the order given."""
    rows = [
        prescription.model_dump() | {"participant_id": participant_id, "days": ",".join(prescription.days) or None}
        for prescription in prescriptions
    ]
    columns = TABLES["prescriptions"]
    return frame_of("prescriptions", {column.name: [row[column.name] for row in rows] for column in columns})


def holds_frame(holds: Iterable[Hold], *, participant_id: str = "me") -> pd.DataFrame:
    """Put the holds of one person into the holds table, in the order given."""
    rows = [hold.model_dump() | {"participant_id": participant_id, "reason": str(hold.reason)} for hold in holds]
    return frame_of("holds", {column.name: [row[column.name] for row in rows] for column in TABLES["holds"]})


def check_ins_frame(check_ins: Iterable[RecordedCheckIn]) -> pd.DataFrame:
    """Put the check-ins of one person into a frame, in the order given; no table of a study has them.

    Returns
    -------
    pandas.DataFrame
        practice_date (midnight of the local date), tightness and pain (0-10), linked_movement (none, known or new).
    """
    rows = [
        (check_in.practice_date, check_in.tightness, check_in.pain, str(check_in.linked_movement))
        for check_in in check_ins
    ]
    frame = pd.DataFrame(rows, columns=["practice_date", "tightness", "pain", "linked_movement"])
    ratings = {"tightness": "int64", "pain": "int64"}
    return frame.astype({"practice_date": "datetime64[us]", "linked_movement": "str"} | ratings)


def local_dates(sessions: pd.DataFrame, participants: pd.DataFrame | None = None) -> pd.Series:
    """Give the practice day of each session: the local calendar date on which it started.

    The offset that was stored with the session decides, so travel is dated as it was lived. Where it is empty, the
    time zone of the roster decides.

    Parameters
    ----------
    sessions
        The sessions table.
    participants
        The roster; needed only where ``utc_offset_min`` is empty.

    Returns
    -------
    pandas.Series
        Midnights without a zone (``datetime64[us]``), indexed like ``sessions``, named ``practice_date``.

    Raises
    ------
    InputError
        If a session has no offset and its participant is not on the roster.

    Examples
    --------
    >>> frame = frame_of("sessions", {"started_at": [pd.Timestamp("2026-03-08T23:30Z")], "utc_offset_min": [60]})
    >>> local_dates(frame).dt.date.tolist()
    [datetime.date(2026, 3, 9)]
    """
    utc = sessions["started_at"].dt.tz_convert("UTC").dt.tz_localize(None)
    # Whole minutes as whole microseconds: exact, and missing where the offset is.
    local = utc + pd.to_timedelta(sessions["utc_offset_min"], unit="m").astype("timedelta64[us]")
    by_zone = sessions.loc[local.isna(), "participant_id"].map(_zones(sessions.loc[local.isna()], participants))
    for zone, ids in by_zone.groupby(by_zone):
        # The zone is taken off before the clock is cut: some local days have no midnight (America/Santiago).
        local.loc[ids.index] = sessions.loc[ids.index, "started_at"].dt.tz_convert(str(zone)).dt.tz_localize(None)
    dates: pd.Series = local.dt.normalize().rename("practice_date")
    return dates


def _zones(sessions: pd.DataFrame, participants: pd.DataFrame | None) -> dict[str, str]:
    roster = frame_of("participants", {}) if participants is None else participants
    zones: dict[str, str] = dict(zip(roster["participant_id"], roster["time_zone"], strict=True))
    unknown = sorted(set(sessions["participant_id"]) - set(zones))
    if unknown:
        raise InputError(
            f"Sessions of {', '.join(unknown)} have no utc_offset_min, and the roster gives no time zone for them. "
            f"Participants on the roster: {', '.join(sorted(zones)) or 'none'}. Fill in utc_offset_min, or give "
            "participants with a time_zone."
        )
    return zones
