"""The commands that take a practice log out, to paper, and away: export, summary, forget.

pandas takes a second to load, and opening the workbook must not wait for it: it is imported where it is used.
"""

import argparse
import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import available_timezones

from palsy_kit.errors import InputError
from palsy_kit.store import PracticeLog
from palsy_kit.words import counted, counted_kinds, day_words

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

SUMMARY_EXAMPLES = """\
examples:
  palsy-kit summary practice.html                     the last 12 weeks
  palsy-kit summary practice.html --weeks 4 --notes   the last 4, with your notes

Open the page in your browser to read or print it.
"""

FORGET_EXAMPLES = """\
examples:
  palsy-kit forget --day 2026-03-09     the sessions and check-ins of that day
  palsy-kit forget --everything         the whole log and all its copies

You are asked first. The exit code is 1 when nothing was deleted because you did not agree.
"""

FORGET_WORD = "forget"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to those of palsy-kit."""
    _add_export(commands)
    summary = commands.add_parser(
        "summary", help="write a page about the last weeks, to print for a therapist", epilog=SUMMARY_EXAMPLES
    )
    summary.add_argument("target", type=Path, metavar="FILE.html", help="the page; it must not exist")
    summary.add_argument("--weeks", type=int, default=12, help="how many weeks (default 12)")
    summary.add_argument("--notes", action="store_true", help="show your notes, too")
    summary.set_defaults(run=_summary)
    forget = commands.add_parser(
        "forget", help="delete what you logged for good, on one day or all of it", epilog=FORGET_EXAMPLES
    )
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
    )
    export.add_argument("target", type=Path, metavar="DIR|FILE.zip", help="where to; it must not exist")
    export.add_argument("--everything", action="store_true", help="the whole log: notes, check-ins and all")
    export.add_argument("--shift-dates", action="store_true", help="move all dates back by 1 to 5 years, whole weeks")
    export.add_argument("--participant-id", metavar="ID", help="the pseudonym (default: made at random)")
    export.add_argument("--format", choices=("csv", "parquet"), default="csv", help="of the tables (default csv)")
    add_zone(export)
    export.set_defaults(run=_export)


def add_zone(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the person lives."""
    parser.add_argument("--time-zone", metavar="NAME", help="such as Europe/Berlin (default: this computer's)")


def _date(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} is not a date. Give one such as 2026-03-09.") from None


def _log() -> PracticeLog:
    return PracticeLog.open(now=datetime.now(UTC))


def zone_name(given: str | None) -> str:
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

    zone = zone_name(chosen.time_zone)
    if chosen.everything:
        if chosen.shift_dates or chosen.participant_id or chosen.format != "csv":
            raise InputError("--everything is all as it is: leave out --shift-dates, --participant-id and --format.")
        n_rows = exchange.export_everything(_log(), chosen.target, time_zone=zone)
        print(f"Wrote all {n_rows} entries to {chosen.target}. Your notes and check-ins are in it.")
        return 0
    study = exchange.export_for_study(
        _log(),
        chosen.target,
        participant_id=exchange.random_pseudonym()
        if chosen.participant_id is None
        else _pseudonym(chosen.participant_id),
        time_zone=zone,
        weeks_shifted=exchange.random_weeks() if chosen.shift_dates else 0,
        table_format=chosen.format,
    )
    name = study.participants["participant_id"][0]
    dates = "dates moved by whole weeks" if chosen.shift_dates else "with the real dates"
    n = counted(len(study.sessions), "session")
    print(f"Wrote {n} of {name} to {chosen.target}, {dates}. No text of yours is in it.")
    return 0


def _pseudonym(given: str) -> str:
    longest = 40
    if not given.replace("-", "").replace("_", "").isalnum() or not given.isascii() or len(given) > longest:
        raise InputError(f"--participant-id={given!r}: give up to {longest} letters, digits, - and _.")
    return given


def _summary(chosen: argparse.Namespace) -> int:
    from palsy_kit import exchange

    page = exchange.summary_page(_log(), today=date.today(), weeks=chosen.weeks, notes=chosen.notes)  # noqa: DTZ011
    exchange.write_page(chosen.target, page)
    print(f"Wrote {chosen.target}. Open it in your browser to read or print it.")
    return 0


def _forget(chosen: argparse.Namespace) -> int:
    from palsy_kit import exchange

    log, day = _log(), None if chosen.everything else chosen.day
    events = exchange.events_of(log, day)
    if not events:
        print("There is nothing to forget.")
        return 0
    said = counted_kinds(event.kind for event in events)
    when = "" if day is None else f" of {day_words(day)}"
    print(f"This deletes {said}{when} from {log.path}, and all copies in {log.path.parent / 'backups'}.")
    print("It cannot be undone. What you exported, and figures saved in your notebooks, stay until you delete them.")
    if not chosen.yes and _typed(f"Type {FORGET_WORD} to go on: ") != FORGET_WORD:
        print("Nothing was deleted.")
        return 1
    exchange.forget(log, day)
    print("Deleted.")
    return 0


def _typed(asks: str) -> str:
    try:
        return input(asks).strip().casefold()
    except EOFError:  # nobody is there to type
        print()
        return ""
