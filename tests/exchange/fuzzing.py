"""Mutated import files: each must end in data or in named problems, and never in another error."""

import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from foreign import ALL_MARKS, DIARY, DIARY_COLUMNS, loop_zip, mepp_workbook, mutated, mutated_zip
from practice import a_check_in, a_decision, a_hold, a_prescription, a_session

from palsy_kit.errors import InputError
from palsy_kit.exchange import Choices, export_everything, export_for_study, read_import, read_mepp
from palsy_kit.store import PracticeLog, take

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """A kind of import: a file's name, a good one, what a person says about it, and how it is changed."""

    name: str
    file: str
    data: bytes
    choices: Choices
    mutate: object


def kinds(folder):
    """Every kind of file that can be imported, each with one that is good."""
    log = PracticeLog.open(folder / "log.sqlite3")
    log.prescribe([a_prescription(), a_prescription(kind="full", minutes=20, days=("MO", "TH"))])
    for number in range(1, 5):
        log.add_check_in(a_check_in(number))
        log.add_session(a_session(number, note="-1 well"))
    log.correct("session-000002", a_session(2, effort=4))
    log.add_hold(a_hold())
    log.add(a_decision())
    export_everything(log, folder / "all.zip", time_zone="Europe/Berlin")
    export_for_study(log, folder / "study.zip", participant_id="p-1", time_zone="Europe/Berlin")
    plain = Choices(now=NOW)
    loop = Choices(now=NOW, minutes=5, habits=("Face exercises",))
    diary = Choices(now=NOW, columns=DIARY_COLUMNS, date_format="%d.%m.%Y")
    return [
        Kind("full export", "all.zip", (folder / "all.zip").read_bytes(), plain, mutated_zip),
        Kind("study folder", "study.zip", (folder / "study.zip").read_bytes(), plain, mutated_zip),
        Kind("Loop's zip", "loop.zip", loop_zip(), loop, mutated_zip),
        Kind("Loop's Checkmarks.csv", "Checkmarks.csv", ALL_MARKS.encode(), loop, mutated),
        Kind("plain CSV", "diary.csv", DIARY.encode(), diary, mutated),
        Kind("MEPP web workbook", "mepp.xlsx", mepp_workbook(), plain, mutated_zip),
    ]


def ending(path, choices):
    """Import a file and say how it ended: ``data``, ``data and problems``, ``problems`` or ``refused``."""
    try:
        if path.suffix == ".xlsx":
            study, faults = read_mepp(path, time_zone="America/Toronto")
            found, wrong = len(study.participants), len(faults) + len(study.problems)
        else:
            intake = read_import(path, choices)
            verdicts = take((), [item.row for item in intake.items], entered_at=NOW).verdicts
            found = sum(verdict.state == "new" for verdict in verdicts)
            wrong = len(intake.faults) + len(verdicts) - found
    except InputError as error:
        return "refused" if str(error) else "refused without a word"
    return {(True, False): "data", (True, True): "data and problems", (False, True): "problems"}.get(
        (bool(found), bool(wrong)), "nothing in it"
    )


def fuzz(kind, n_files, seed=20260628):
    """Import mutations of one kind of file, and count how they ended; any error but a refusal leaves with its seed."""
    endings = Counter()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / kind.file
        for number in range(n_files):
            path.write_bytes(kind.mutate(kind.data, random.Random(f"{seed} {kind.name} {number}")))
            try:
                endings[ending(path, kind.choices)] += 1
            except Exception as error:
                error.add_note(f"{kind.name}, file {number} of seed {seed}")
                raise
    return endings
