"""palsy-kit: opens the workbook, and looks after the practice log."""

import argparse
import os
import sys
import webbrowser
from importlib.metadata import version

from palsy_kit import launcher
from palsy_kit.errors import InputError, PalsyKitError
from palsy_kit.store import data_folder

EXAMPLES = """\
examples:
  palsy-kit                         open the workbook in your browser
  palsy-kit open --no-browser       start it and print the address instead
  palsy-kit open --port 9000        when another program uses its port
  palsy-kit doctor                  look whether your practice log is whole

Your notebooks and your practice log lie in one folder on this machine, and nowhere else.
Set PALSY_KIT_HOME to choose another folder.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 when it failed, 2 when it was not understood."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except PalsyKitError as error:
        print(f"palsy-kit: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="palsy-kit",
        description="A practice workbook for people with facial palsy. Without a command it opens the workbook.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"palsy-kit {version('palsy-kit')}")
    parser.set_defaults(run=_open, port=launcher.PORT, browser=True)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    opening = commands.add_parser("open", help="open the workbook in JupyterLab")
    opening.add_argument(
        "--port", type=_port, default=launcher.PORT, help=f"port on this machine (default {launcher.PORT})"
    )
    opening.add_argument(
        "--no-browser", dest="browser", action="store_false", help="print the address; open no browser"
    )
    opening.set_defaults(run=_open)
    return parser


def _port(given: str) -> int:
    lowest, highest = 1024, 65535
    if not given.isdecimal() or not lowest <= int(given) <= highest:
        raise argparse.ArgumentTypeError(f"{given!r} is not a port. Give a number from {lowest} to {highest}.")
    return int(given)


def _open(chosen: argparse.Namespace) -> int:
    server = launcher.Server(data_folder(os.environ), chosen.port)
    if already := launcher.Running.find(server):
        print(f"The workbook is open already: {already.address}")
        if chosen.browser:
            webbrowser.open(already.page.as_uri())
        return 0
    laid = launcher.lay_out(server.workbook, server.data)
    for name in laid.beside:
        print(f"You changed a notebook that has a newer version. Yours stays as it is; the new one is {name!r}.")
    print(f"Opening the workbook. Your notebooks are in {laid.folder}")
    print("Leave this window open while you practise. To end, press Ctrl+C here.", flush=True)
    return launcher.start(server, laid, browser=chosen.browser)


if __name__ == "__main__":
    sys.exit(main())
