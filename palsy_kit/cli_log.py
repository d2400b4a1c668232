"""The commands that take a practice log out, in, to paper, and away: export, import, summary, forget.

pandas takes a second to load, and opening the workbook must not wait for it: it is imported where it is used.
"""

import argparse
import os
import re
import secrets
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from palsy_kit.errors import InputError
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.session import PerformedSession
from palsy_kit.store import PracticeLog, Taking, data_folder, take
from palsy_kit.store.place import LOG_NAME
from palsy_kit.words import day_words

if TYPE_CHECKING:
    from palsy_kit.exchange import Intake

EXAMPLES = """\
  palsy-kit summary practice.html   a page to print for your therapist
  palsy-kit export all.zip --everything
                                    all of it, to move to a new computer ...
  palsy-kit import all.zip          ... and back in there
  palsy-kit forget --everything     delete your practice log for good
"""

EXPORT_EXAMPLES = """\
examples:
  palsy-kit export study.zip                  for a study: a random id, no notes
  palsy-kit export study --shift-dates        the same as a folder, dates moved by whole weeks
  palsy-kit export all.zip --everything       all of it, to move to a new computer

Without --everything no text that you typed is in it, and your check-ins are not.
"""

IMPORT_EXAMPLES = """\
examples:
  palsy-kit import all.zip --dry-run          show what would come in; change nothing
  palsy-kit import all.zip                    from your old computer
  palsy-kit import Loop.zip --habit "Face exercises" --minutes 5
  palsy-kit import diary.csv --columns date=Date,minutes=Min,note=Remarks
  palsy-kit import mepp.xlsx --study DIR --time-zone America/Toronto

Importing the same file again changes nothing. The exit code is 1 when something could not come in.
"""

FORGET_WORD = "forget"
SHOWN = 20
LONGEST = 300


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the four commands to those of palsy-kit."""
    _add_export(commands)
    _add_import(commands)
    summary = commands.add_parser("summary", help="write a page about the last weeks, to print for a therapist")
    summary.add_argument("target", type=Path, metavar="FILE.html", help="the page; it must not exist")
    summary.add_argument("--weeks", type=int, default=12, help="how many weeks (default 12)")
    summary.add_argument("--notes", action="store_true", help="show your notes, too")
    summary.set_defaults(run=_summary)
    forget = commands.add_parser("forget", help="delete what you logged for good, on one day or all of it")
    what = forget.add_mutually_exclusive_group(required=True)
    what.add_argument("--day", type=_date, metavar="DATE", help="the sessions and check-ins of one day: 2026-03-09")
    what.add_argument("--everything", action="store_true", help="the whole log and all its copies")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    forget.set_defaults(run=_forget)


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = commands.add_parser(
        "export",
        help="write your practice as a folder or a zip, for a study or for a new computer",
        epilog=EXPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("target", type=Path, metavar="DIR|FILE.zip", help="where to; it must not exist")
    export.add_argument("--everything", action="store_true", help="the whole log: notes, check-ins and all")
    export.add_argument("--shift-dates", action="store_true", help="move all dates back by 1 to 5 years, whole weeks")
    export.add_argument("--participant-id", metavar="ID", help="the pseudonym (default: made at random)")
    export.add_argument("--format", choices=("csv", "parquet"), default="csv", help="of the tables (default csv)")
    _add_zone(export)
    export.set_defaults(run=_export)


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
    importing.add_argument(
        "--kind", type=_kind, default="own", help="kind of session they count for (default own)"
    )
    importing.add_argument("--columns", type=_columns, default={}, help="of a CSV file: date=NAME,minutes=NAME,...")
    importing.add_argument("--date-format", default="%Y-%m-%d", help="of a CSV file, such as %%d.%%m.%%Y")
    importing.add_argument("--study", type=Path, metavar="DIR", help="write a workbook of MEPP web as a study folder")
    _add_zone(importing)
    importing.set_defaults(run=_import)


def _add_zone(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-zone", metavar="NAME", help="such as Europe/Berlin (default: this computer's)")


def _date(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} is not a date. Give one such as 2026-03-09.") from None


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


def _log() -> PracticeLog:
    return PracticeLog.open(now=datetime.now(UTC))


def _zone(given: str | None) -> str:
    """Return the name of a time zone: the one given, or this computer's."""
    local = Path("/etc/localtime")
    link = str(local.resolve()).partition("zoneinfo/")[2] if local.is_symlink() else ""
    name = given or os.environ.get("TZ", "").lstrip(":") or link
    if name not in available_timezones():
        said = f"--time-zone={given!r} is not known." if given else "This computer does not tell its time zone."
        raise InputError(f"{said} Give a name such as --time-zone Europe/Berlin.")
    return name


def _export(chosen: argparse.Namespace) -> int:
    from palsy_kit import exchange

    zone = _zone(chosen.time_zone)
    if chosen.everything:
        if chosen.shift_dates or chosen.participant_id or chosen.format != "csv":
            raise InputError("--everything is all as it is: leave out --shift-dates, --participant-id and --format.")
        n_rows = exchange.export_everything(_log(), chosen.target, time_zone=zone)
        print(f"Wrote all {n_rows} entries to {chosen.target}. Your notes and check-ins are in it.")
        return 0
    study = exchange.export_for_study(
        _log(),
        chosen.target,
        participant_id=_pseudonym(chosen.participant_id),
        time_zone=zone,
        # 1 to 5 years back; the number is kept nowhere.
        weeks_shifted=-52 - secrets.randbelow(52 * 4 + 1) if chosen.shift_dates else 0,
        table_format=chosen.format,
    )
    name = study.participants["participant_id"][0]
    dates = "dates moved by whole weeks" if chosen.shift_dates else "with the real dates"
    print(f"Wrote {len(study.sessions)} sessions of {name} to {chosen.target}, {dates}. No text of yours is in it.")
    return 0


def _pseudonym(given: str | None) -> str:
    if given is None:
        return f"p-{secrets.token_hex(4)}"
    longest = 40
    if not given.replace("-", "").replace("_", "").isalnum() or not given.isascii() or len(given) > longest:
        raise InputError(f"--participant-id={given!r}: give up to {longest} letters, digits, - and _.")
    return given


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
            zone=ZoneInfo(_zone(chosen.time_zone)) if chosen.time_zone else None,
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
    study, faults = exchange.read_mepp(chosen.source, time_zone=_zone(chosen.time_zone))
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


def _summary(chosen: argparse.Namespace) -> int:
    from palsy_kit import exchange

    page = exchange.summary_page(_log(), today=date.today(), weeks=chosen.weeks, notes=chosen.notes)  # noqa: DTZ011
    try:
        with chosen.target.expanduser().open("x", encoding="utf-8") as file:
            file.write(page)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{chosen.target} cannot be written: {reason}. Give a name that is still free.") from error
    print(f"Wrote {chosen.target}. Open it in your browser to read or print it.")
    return 0


def _forget(chosen: argparse.Namespace) -> int:
    log = _log()
    events = [event for event in log.events() if chosen.everything or _local_day(event.record) == chosen.day]
    if not events:
        print("There is nothing to forget.")
        return 0
    counts = Counter(event.kind.replace("_", "-") for event in events)
    said = ", ".join(f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in sorted(counts.items()))
    when = "" if chosen.everything else f" of {day_words(chosen.day)}"
    print(f"This deletes {said}{when} from {log.path}, and all copies in {log.path.parent / 'backups'}.")
    print("It cannot be undone. What you exported, and figures saved in your notebooks, stay until you delete them.")
    if not chosen.yes and _typed(f"Type {FORGET_WORD} to go on: ") != FORGET_WORD:
        print("Nothing was deleted.")
        return 1
    if chosen.everything:
        log.forget_everything()
    else:
        log.forget(*(event.event_id for event in events))
    print("Deleted.")
    return 0


def _typed(asks: str) -> str:
    try:
        return input(asks).strip().casefold()
    except EOFError:  # nobody is there to type
        print()
        return ""


def _local_day(record: Any) -> date | None:
    """Return the day of a session or a check-in; what is asked for and rests have none."""
    return record.practice_date if isinstance(record, PerformedSession | RecordedCheckIn) else None
