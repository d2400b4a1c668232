"""Say what kind of file something is, and read it."""

from pathlib import Path

from palsy_kit.errors import InputError
from palsy_kit.exchange import events
from palsy_kit.exchange.diary import read_diary
from palsy_kit.exchange.intake import Choices, Intake
from palsy_kit.exchange.loop import is_loop, read_loop
from palsy_kit.exchange.packing import opened, ordinary
from palsy_kit.exchange.tables import read_tables


def read_import(path: Path, choices: Choices) -> Intake:
    """Read what a file brings for a practice log; nothing is written.

    Parameters
    ----------
    path
        A folder or a zip that palsy-kit exported, a study folder, an export of Loop Habit Tracker (the zip, its
        folder, or one ``Checkmarks.csv``), or a CSV file.
    choices
        What the person says about it.

    Raises
    ------
    InputError
        If the file cannot be used at all. A fault in one row is in the intake's ``faults`` instead.
    """
    with opened(path) as found:
        try:
            return _read(found, choices)
        except InputError as error:
            # What was unpacked to a passing folder lies, for the person, in the zip.
            raise InputError(str(error).replace(str(found), str(path))) from error


def _read(path: Path, choices: Choices) -> Intake:
    if is_loop(path):
        return read_loop(path, choices)
    if path.is_dir():
        return events.read_events(path) if (path / events.NAME).is_file() else read_tables(path, choices)
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        return read_diary(ordinary(path), choices)
    raise InputError(
        f"{path} is none of what can be imported: a folder or a zip that palsy-kit exported, a study folder, "
        "the zip of Loop Habit Tracker, or a CSV file."
    )
