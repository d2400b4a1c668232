"""palsy-kit: opens the workbook, and looks after the practice log (cli_log and cli_study have its other commands)."""

import argparse
import os
import sys
import warnings
import webbrowser
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from palsy_kit import cli_import, cli_log, cli_study, launcher
from palsy_kit.errors import InputError, PalsyKitError, StoreError
from palsy_kit.store import data_folder, examine, salvage
from palsy_kit.store.place import LOG_NAME
from palsy_kit.words import counted_kinds

EXAMPLES = f"""\
examples:
  palsy-kit                         open the workbook in your browser
  palsy-kit app                     open it as pages, without code and without JupyterLab
  palsy-kit open --no-browser       start it and print the address instead
  palsy-kit open --port 9000        when another program uses its port
  palsy-kit doctor                  look whether your practice log is whole
  palsy-kit doctor --save-to new.sqlite3
                                    save what can be read of a damaged one
{cli_log.EXAMPLES}{cli_study.EXAMPLES}  palsy-kit simulate made_up --participants 200 --seed 1
                                    write a study of invented people

Your notebooks and your practice log lie in one folder on this machine, and nowhere else.
Set PALSY_KIT_HOME to choose another folder.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 when it failed, 2 when it was not understood."""
    chosen = _parser().parse_args(arguments)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _told_plainly
            return int(chosen.run(chosen))
    except PalsyKitError as error:
        print(f"palsy-kit: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    except KeyboardInterrupt:
        return 130


def _told_plainly(message: Warning | str, *_: object, **__: object) -> None:
    """Say a warning as a sentence, without the place in the code that it comes from."""
    print(f"palsy-kit: {message}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="palsy-kit",
        description="A practice workbook for people with facial palsy. Without a command it opens the workbook.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"palsy-kit {version('palsy-kit')}")
    parser.set_defaults(run=_open, app=False, port=launcher.PORT, browser=True)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    _add_opening(commands.add_parser("open", help="open the workbook in JupyterLab"), app=False)
    _add_opening(commands.add_parser("app", help="open the workbook as pages without code"), app=True)

    doctor = commands.add_parser("doctor", help="say whether the practice log is whole; save what can be read of it")
    doctor.add_argument("log", nargs="?", type=Path, help="the file (default: your own practice log)")
    doctor.add_argument("--save-to", type=Path, metavar="NEW_FILE", help="copy what can be read to a new file")
    doctor.set_defaults(run=_doctor)

    cli_log.add_commands(commands)
    cli_import.add_command(commands)
    cli_study.add_commands(commands)

    made_up = commands.add_parser("simulate", help="write a made-up study of known truth, to test an analysis on")
    made_up.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    made_up.add_argument("--participants", type=int, required=True, metavar="N", help="how many people to make up")
    made_up.add_argument("--seed", type=int, required=True, metavar="S", help="the same seed makes the same people")
    made_up.add_argument("--preset", default="clinic", help="app-study, clinic (default) or trial")
    made_up.add_argument("--format", dest="table_format", choices=("csv", "parquet"), default="csv")
    made_up.set_defaults(run=_simulate)
    return parser


def _add_opening(opening: argparse.ArgumentParser, *, app: bool) -> None:
    opening.add_argument(
        "--port", type=_port, default=launcher.PORT, help=f"port on this machine (default {launcher.PORT})"
    )
    opening.add_argument(
        "--no-browser", dest="browser", action="store_false", help="print the address; open no browser"
    )
    opening.set_defaults(run=_open, app=app)


def _port(given: str) -> int:
    lowest, highest = 1024, 65535
    if not given.isdecimal() or not lowest <= int(given) <= highest:
        raise argparse.ArgumentTypeError(f"{given!r} is not a port. Give a number from {lowest} to {highest}.")
    return int(given)


def _open(chosen: argparse.Namespace) -> int:
    server = launcher.Server(data_folder(os.environ), chosen.port)
    if already := launcher.Running.find(server, app=chosen.app):
        print(f"The workbook is open already: {already.address}")
        if chosen.browser:
            webbrowser.open(already.page.as_uri())
        return 0
    laid = launcher.lay_out(server.workbook, server.data)
    for name in laid.beside:
        print(f"You changed a notebook that has a newer version. Yours stays as it is; the new one is {name!r}.")
    print(f"Opening the workbook. Your notebooks are in {laid.folder}")
    print("Leave this window open while you practise. To end, press Ctrl+C here.", flush=True)
    return launcher.start(server, laid, app=chosen.app, browser=chosen.browser)


def _doctor(chosen: argparse.Namespace) -> int:
    path: Path = chosen.log or data_folder(os.environ) / LOG_NAME
    if not chosen.log and not path.exists():
        print(f"There is no practice log yet. It begins with your first session, in {path}")
        return 0
    if chosen.save_to:
        saved = salvage(path, chosen.save_to)
        print(f"Saved to {saved.path}: {_counted(saved.n_by_kind)}.")
        for problem in saved.problems:
            print(f"  not saved: {problem}")
        return 0
    found = examine(path)
    print(f"{found.path}: {_counted(found.n_by_kind)}.")
    if not found.problems:
        print("It is whole.")
        return 0
    for problem in found.problems:
        print(f"  {problem}", file=sys.stderr)
    raise StoreError(
        "the practice log has problems. Nothing was changed. "
        "To save what can be read: palsy-kit doctor --save-to NEW_FILE"
    )


def _simulate(chosen: argparse.Namespace) -> int:
    simulating = import_module("palsy_kit.simulate")  # pandas is slow to import; nothing else here needs it
    design = simulating.preset(chosen.preset)
    simulating.write_simulated(
        chosen.folder, chosen.participants, seed=chosen.seed, design=design, table_format=chosen.table_format
    )
    print(f"Wrote a synthetic study of {chosen.participants} participants to {chosen.folder}; no person's data.")
    print(f"To analyse it, cut the data at {design.cut_date.isoformat()}. What is true of each is in 'truth'.")
    return 0


def _counted(n_by_kind: Mapping[str, int]) -> str:
    return counted_kinds(Counter(n_by_kind).elements()) or "no entries"


if __name__ == "__main__":
    sys.exit(main())
