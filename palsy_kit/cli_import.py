"""The command import: what comes in, what was there, what is wrong; for the log, or a workbook as a study folder.

pandas takes a second to load, and opening the workbook must not wait for it: it is imported where it is used.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from palsy_kit.cli_log import add_zone, zone_name
from palsy_kit.errors import InputError
from palsy_kit.store import PracticeLog, data_folder
from palsy_kit.store.place import LOG_NAME
from palsy_kit.words import counted

if TYPE_CHECKING:
    from palsy_kit.exchange import Arrival

IMPORT_EXAMPLES = """\
examples:
  palsy-kit import all.zip --dry-run          show what would come in; change nothing
  palsy-kit import all.zip                    from your old computer
  palsy-kit import Loop.zip --habit "Face exercises" --minutes 5
  palsy-kit import diary.csv --columns date=Date,minutes=Min,note=Remarks
  palsy-kit import mepp.xlsx --study DIR --time-zone America/Toronto

Importing the same file again changes nothing. The exit code is 1 when something could not come in.
"""

SHOWN = 20
LONGEST = 300


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of palsy-kit."""
    importing = commands.add_parser(
        "import",
        help="bring in an export, or the file of another program",
        epilog=IMPORT_EXAMPLES,
    )
    importing.add_argument("source", type=Path, metavar="FILE", help="a folder, a zip, a CSV file or a workbook")
    importing.add_argument("--dry-run", action="store_true", help="show what would come in, and change nothing")
    importing.add_argument("--participant", metavar="ID", help="whose rows of a study folder")
    importing.add_argument("--habit", action="append", default=[], metavar="NAME", help="which habit is your practice")
    importing.add_argument("--minutes", type=_minutes, help="minutes that one tick, or one row, stands for")
    importing.add_argument("--kind", type=_kind, default="own", help="kind of session they count for (default own)")
    importing.add_argument("--columns", type=_columns, default={}, help="of a CSV file: date=NAME,minutes=NAME,...")
    importing.add_argument("--date-format", default="%Y-%m-%d", help="of a CSV file, such as %%d.%%m.%%Y")
    importing.add_argument("--study", type=Path, metavar="DIR", help="write a workbook of MEPP web as a study folder")
    add_zone(importing)
    importing.set_defaults(run=_import)


def _kind(given: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", given):
        raise argparse.ArgumentTypeError(f"{given!r} is not a kind. Give small letters, digits and _, such as daily.")
    return given


def _minutes(given: str) -> float:
    longest = 240
    try:
        minutes = float(given)
    except ValueError:
        minutes = 0
    if not 0 < minutes <= longest:
        raise argparse.ArgumentTypeError(f"{given!r} is not a length. Give more than 0, at most {longest} minutes.")
    return minutes


def _columns(given: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given.split(",")]
    if not all(ours and sign and theirs for ours, sign, theirs in pairs):
        raise argparse.ArgumentTypeError(f"{given!r} is not a list such as date=Date,minutes=Min.")
    return {ours.strip(): theirs for ours, _, theirs in pairs}


def _import(chosen: argparse.Namespace) -> int:
    from palsy_kit import exchange

    if chosen.source.suffix.lower() == ".xlsx":
        return _import_workbook(chosen)
    if chosen.study:
        raise InputError("--study is for a workbook of MEPP web (.xlsx). Anything else comes into your practice log.")
    path, now = data_folder(os.environ) / LOG_NAME, datetime.now(UTC)
    choices = exchange.Choices(
        now=now,
        zone=ZoneInfo(zone_name(chosen.time_zone)) if chosen.time_zone else None,
        kind=chosen.kind,
        minutes=chosen.minutes,
        habits=tuple(chosen.habit),
        columns=chosen.columns,
        date_format=chosen.date_format,
        participant=chosen.participant,
    )
    log = PracticeLog.open(path, now=now) if path.exists() or not chosen.dry_run else None
    return _tell(chosen.source, exchange.bring_in(chosen.source, log, choices, dry=chosen.dry_run), dry=chosen.dry_run)


def _tell(source: Path, arrival: "Arrival", *, dry: bool) -> int:
    """Say what came in, what was there, and what is wrong; 1 when something is."""
    would = "would come in" if dry else "came in"
    print(f"{source} is {arrival.intake.says}.")
    print(f"  {would}: {arrival.new or 'nothing new'}\n  in your log already: {arrival.n_known}")
    print(f"  wrong: {len(arrival.wrong)}")
    if arrival.taking.endings:
        print(f"  earlier prescriptions that end where one of the same kind begins: {len(arrival.taking.endings)}")
    if dry:
        print("Nothing was changed.")
    _print_faults(arrival.wrong)
    return 1 if arrival.wrong else 0


def _import_workbook(chosen: argparse.Namespace) -> int:
    from palsy_kit import exchange
    from palsy_kit.exchange.packing import written
    from palsy_kit.study import write_study

    if not chosen.study and not chosen.dry_run:
        raise InputError("A workbook of MEPP web holds many people. Say where the study folder goes: --study DIR.")
    if not chosen.time_zone:
        raise InputError("The workbook does not say where its people live. Give --time-zone, such as America/Toronto.")
    study, faults = exchange.read_mepp(chosen.source, time_zone=zone_name(chosen.time_zone))
    if not chosen.dry_run:
        with written(chosen.study) as folder:
            write_study(study, folder)
    wrong = [*faults, *((f"{row.table} row {row.row}", row.problem) for row in study.problems.itertuples())]
    where = "Nothing was written." if chosen.dry_run else f"The study folder is {chosen.study}."
    people = counted(len(study.participants), "participant")
    print(f"{chosen.source}: {people}, {counted(len(study.sessions), 'session')}. {where}")
    _print_faults(wrong)
    return 1 if wrong else 0


def _print_faults(faults: Iterable[tuple[Any, Any]]) -> None:
    lines = [f"  {place}: {problem}" for place, problem in faults]
    for line in lines[:SHOWN]:
        # What a file holds must not steer the terminal.
        safe = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in line)
        print(safe if len(safe) <= LONGEST else f"{safe[:LONGEST]} ...", file=sys.stderr)
    if len(lines) > SHOWN:
        print(f"  and {len(lines) - SHOWN:,} more", file=sys.stderr)
