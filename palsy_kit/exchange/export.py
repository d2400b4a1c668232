"""A practice log as a study folder, or one zip: for a study without names and notes, or all of it to move house."""

import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.exchange.events import RESOURCE, write_events
from palsy_kit.exchange.packing import written
from palsy_kit.exchange.tables import KEPT, SHIFTED
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.store import PracticeLog
from palsy_kit.study import Study, holds_frame, prescriptions_frame, sessions_frame, write_study
from palsy_kit.study.check import problems_frame
from palsy_kit.study.folder import Format
from palsy_kit.study.tables import TABLES, frame_of

ME = "me"


def random_pseudonym() -> str:
    """Make an id that says nothing about a person."""
    return f"p-{secrets.token_hex(4)}"


def random_weeks() -> int:
    """Choose by how many weeks dates are moved: 1 to 5 years back. The number is kept nowhere."""
    return -52 - secrets.randbelow(52 * 4 + 1)


def export_for_study(
    log: PracticeLog,
    target: Path,
    *,
    participant_id: str,
    time_zone: str,
    weeks_shifted: int = 0,
    table_format: Format = "csv",
) -> Study:
    """Write what a study needs, without any text that the person typed.

    Sessions get new ids, counted through, so that two exports of one log cannot be joined by them.

    Parameters
    ----------
    target
        A folder, or a zip by its name; nothing may be there yet.
    participant_id
        A pseudonym, made at random or given by the study.
    time_zone
        An IANA name, such as Europe/Berlin.
    weeks_shifted
        Whole weeks by which every date and instant moves, so that weekdays and times of day stay; 0: dates are kept.
        The number itself is not written anywhere.

    Returns
    -------
    Study
        What was written.

    Raises
    ------
    InputError
        If the log is empty, or the target exists or cannot be written.
    ExtraError
        If Parquet is asked for and pyarrow is not installed.
    """
    study = _shifted(_renamed(study_of(log, participant_id=participant_id, time_zone=time_zone)), weeks_shifted)
    with written(target) as folder:
        properties = {"pseudonymised": True, "dates": SHIFTED if weeks_shifted else KEPT}
        write_study(study, folder, table_format=table_format, properties=properties)
    return study


def export_everything(log: PracticeLog, target: Path, *, time_zone: str) -> int:
    """Write the whole log: the tables of a study, and every row as it is, from which it can be restored.

    Returns
    -------
    int
        How many rows were written.

    Raises
    ------
    InputError
        If the log is empty, or the target exists or cannot be written.
    """
    rows = log.rows()
    study = study_of(log, participant_id=ME, time_zone=time_zone)
    with written(target) as folder:
        write_study(study, folder, properties={"pseudonymised": False, "dates": KEPT}, resources=[RESOURCE])
        write_events(rows, folder)
    return len(rows)


def study_of(log: PracticeLog, *, participant_id: str, time_zone: str) -> Study:
    """Put a log into the tables of a study: its sessions, prescriptions and holds, and a roster of one.

    The roster also says the affected side and the stage of the first check-in, where there is one.

    Raises
    ------
    InputError
        If the log holds nothing yet.
    """
    sessions, prescriptions, holds, check_ins = log.sessions(), log.prescriptions(), log.holds(), log.check_ins()
    days = [
        *(session.practice_date for session in sessions),
        *(prescription.valid_from for prescription in prescriptions),
        *(hold.from_date for hold in holds),
        *(check_in.practice_date for check_in in check_ins),
        *(decision.on_date for decision in log.decisions()),
    ]
    if not days:
        raise InputError(f"There is nothing in {log.path} yet, so nothing was exported.")
    frames = {
        "participants": _roster(participant_id, time_zone, min(days), check_ins),
        "sessions": sessions_frame(sessions, participant_id=participant_id),
        "prescriptions": prescriptions_frame(prescriptions, participant_id=participant_id),
        "holds": holds_frame(holds, participant_id=participant_id),
        "measures": frame_of("measures", {}),
    }
    return Study(title="One person's practice", synthetic=False, problems=problems_frame(), **frames)


def _roster(participant_id: str, time_zone: str, start: date, check_ins: Iterable[RecordedCheckIn]) -> pd.DataFrame:
    values: dict[str, list[object]] = {
        "participant_id": [participant_id],
        "time_zone": [time_zone],
        "start_date": [start],
    }
    roster = frame_of("participants", values)
    first = next(iter(check_ins), None)
    return roster if first is None else roster.assign(affected_side=str(first.affected_side), stage=str(first.stage))


def _renamed(study: Study) -> Study:
    ids = [f"{study.participants['participant_id'][0]}-{number:05}" for number in range(1, len(study.sessions) + 1)]
    return _with(study, sessions=study.sessions.assign(session_id=pd.Series(ids, dtype="str")))


def _shifted(study: Study, weeks: int) -> Study:
    by = pd.Timedelta(weeks=weeks)
    frames = {}
    for table in TABLES:
        frame: pd.DataFrame = getattr(study, table)
        dated = frame.select_dtypes(["datetime", "datetimetz"])
        frames[table] = frame.assign(**{str(name): dated[name] + by for name in dated})
    return _with(study, **frames)


def _with(study: Study, **frames: pd.DataFrame) -> Study:
    tables = {table: getattr(study, table) for table in TABLES} | frames
    return Study(title=study.title, synthetic=study.synthetic, problems=study.problems, **tables)
