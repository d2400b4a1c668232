"""palsy-kit: opens the workbook, and looks after the practice log (cli_log and cli_study have its other commands)."""

import argparse
import os
import sys
import warnings
import webbrowser
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import shtab

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
{cli_log.EXAMPLES}{cli_study.EXAMPLES}
Your notebooks and your practice log lie in one folder on this machine, and nowhere else.
Set PALSY_KIT_HOME to choose another folder.

exit codes: 0 done; 1 it failed, and a line says why; 2 not understood: an option, a file or a folder cannot be used;
130 ended by Ctrl+C. "palsy-kit COMMAND --help" has the examples of a command.
"""

OPEN_EXAMPLES = """\
examples:
  palsy-kit {name}                 open it in your browser
  palsy-kit {name} --no-browser    print the address instead
  palsy-kit {name} --port 9000     when another program uses its port

Leave the window open while you practise; Ctrl+C there ends it. "open" and "app" are two views of one workbook: while
one is open, the other only opens its page.
"""

DOCTOR_EXAMPLES = """\
examples:
  palsy-kit doctor                              look at your own log
  palsy-kit doctor --save-to new.sqlite3        save what can be read of a damaged one
  palsy-kit doctor backups/2026-03-09.sqlite3   look at a copy

Nothing is changed. The exit code is 1 when the log has problems.
"""

COMPLETION_EXAMPLES = """\
examples:
  palsy-kit completion bash > ~/.local/share/bash-completion/completions/palsy-kit
  palsy-kit completion zsh > ~/.zfunc/_palsy-kit     (with ~/.zfunc in your fpath)

Open a new terminal afterwards. The folder must exist.
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
    except BrokenPipeError:  # who reads has had enough, as in "palsy-kit --help | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a full disk, a folder that may not be read: what the computer refuses
        print(f"palsy-kit: {error}. Look whether there is room, and whether you may write there.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _told_plainly(message: Warning | str, *_: object, **__: object) -> None:
    """Say a warning as a sentence, without the place in the code that it comes from."""
    print(f"palsy-kit: {message}", file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """argparse's, with examples as they were written, and a fault told in one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": argparse.RawDescriptionHelpFormatter} | settings)

    def error(self, message: str) -> NoReturn:
        """End with a line that says what was wrong, and where help is."""
        self.exit(2, f"{self.prog}: {message.rstrip('.')}. For help, type: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="palsy-kit",
        description="A practice workbook for people with facial palsy. Without a command it opens the workbook.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"palsy-kit {version('palsy-kit')}")
    parser.set_defaults(run=_open, app=False, port=launcher.PORT, browser=True)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    _add_opening(commands, "open", "open the workbook in JupyterLab")
    _add_opening(commands, "app", "open the workbook as pages without code")

    doctor = commands.add_parser(
        "doctor", help="say whether the practice log is whole; save what can be read of it", epilog=DOCTOR_EXAMPLES
    )
    doctor.add_argument("log", nargs="?", type=Path, help="the file (default: your own practice log)")
    doctor.add_argument("--save-to", type=Path, metavar="NEW_FILE", help="copy what can be read to a new file")
    doctor.set_defaults(run=_doctor)

    cli_log.add_commands(commands)
    cli_import.add_command(commands)
    cli_study.add_commands(commands)

    completion = commands.add_parser(
        "completion", help="print what lets your shell complete these commands", epilog=COMPLETION_EXAMPLES
    )
    completion.add_argument("shell", choices=("bash", "zsh"))
    completion.set_defaults(run=_complete)
    return parser


def _add_opening(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str) -> None:
    opening = commands.add_parser(name, help=says, epilog=OPEN_EXAMPLES.format(name=name))
    opening.add_argument(
        "--port", type=_port, default=launcher.PORT, help=f"port on this machine (default {launcher.PORT})"
    )
    opening.add_argument(
        "--no-browser", dest="browser", action="store_false", help="print the address; open no browser"
    )
    opening.set_defaults(run=_open, app=name == "app")


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
        print(f"To go on with it, move the damaged file away and move this one to {path}.")
        return 0
    found = examine(path)
    if not found.problems:
        print(f"{found.path}: {_counted(found.n_by_kind)}.\nIt is whole.")
        return 0
    if found.newer:  # it is whole, for all that this palsy_kit knows, and must not be saved as an older one
        raise StoreError(found.problems[-1])
    if found.n_by_kind:
        print(f"{found.path}: {_counted(found.n_by_kind)}.")
    for problem in found.problems:
        print(f"  {problem}", file=sys.stderr)
    raise StoreError(
        "the practice log has problems. Nothing was changed. "
        "To save what can be read: palsy-kit doctor --save-to NEW_FILE"
    )


def _counted(n_by_kind: Mapping[str, int]) -> str:
    return counted_kinds(Counter(n_by_kind).elements()) or "no entries"


def _complete(chosen: argparse.Namespace) -> int:
    print(shtab.complete(_parser(), chosen.shell))
    return 0


if __name__ == "__main__":
    sys.exit(main())
