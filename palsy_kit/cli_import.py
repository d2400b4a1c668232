"""The command import: what comes in, what was there, what is wrong; for the log, or a workbook as a study folder.

pandas takes a second to load, and opening the workbook must not wait for it: it is imported where it is used.
"""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from palsy_kit.cli_log import add_zone, zone_name
from palsy_kit.errors import InputError
from palsy_kit.store import PracticeLog, Taking, data_folder, take
from palsy_kit.store.place import LOG_NAME

if TYPE_CHECKING:
    from palsy_kit.exchange import Intake

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
        formatter_class=argparse.RawDescriptionHelpFormatter,
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
    from palsy_kit.exchange.intake import likeness

    if chosen.source.suffix.lower() == ".xlsx":
        return _import_workbook(chosen)
    if chosen.study:
        raise InputError("--study is for a workbook of MEPP web (.xlsx). Anything else comes into your practice log.")
    path, now = data_folder(os.environ) / LOG_NAME, datetime.now(UTC)
    log = PracticeLog.open(path, now=now) if path.exists() or not chosen.dry_run else None
    intake = exchange.read_import(
        chosen.source,
        exchange.Choices(
            now=now,
            zone=ZoneInfo(zone_name(chosen.time_zone)) if chosen.time_zone else None,
            kind=chosen.kind,
            minutes=chosen.minutes,
            habits=tuple(chosen.habit),
            columns=chosen.columns,
            date_format=chosen.date_format,
            participant=chosen.participant,
            there=frozenset(likeness(event.record) for event in log.events()) if log else frozenset(),
        ),
    )
    rows = [item.row for item in intake.items]
    if chosen.dry_run or log is None:
        taking = take(log.rows() if log else (), rows, entered_at=now)
    else:
        taking = log.take_in(rows, entered_at=now)
    return _tell(Told(chosen.source, intake, taking, dry=chosen.dry_run))


@dataclass(frozen=True)
class Told:
    """What an import is told by: the file, what was found in it, and what became of that."""

    source: Path
    intake: "Intake"
    taking: Taking
    dry: bool


def _tell(told: Told) -> int:
    """Say what came in, what was there, and what is wrong; 1 when something is."""
    pairs = list(zip(told.intake.items, told.taking.verdicts, strict=True))
    new = Counter(item.row.kind.replace("_", "-") for item, verdict in pairs if verdict.state == "new")
    n_known = sum(verdict.state == "known" for _, verdict in pairs) + told.intake.n_doubled
    wrong = [*told.intake.faults, *((item.place, said.reason) for item, said in pairs if said.state == "refused")]
    would = "would come in" if told.dry else "came in"
    counts = ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in sorted(new.items())) or "nothing new"
    print(f"{told.source} is {told.intake.says}.")
    print(f"  {would}: {counts}\n  in your log already: {n_known}\n  wrong: {len(wrong)}")
    if told.taking.endings:
        print(f"  earlier prescriptions that end where one of the same kind begins: {len(told.taking.endings)}")
    if told.dry:
        print("Nothing was changed.")
    _print_faults(wrong)
    return 1 if wrong else 0


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
    print(f"{chosen.source}: {len(study.participants)} people, {len(study.sessions)} sessions. {where}")
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
