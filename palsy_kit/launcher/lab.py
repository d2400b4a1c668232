"""JupyterLab's own program, which leaves for good when it is done:  python -m palsy_kit.launcher.lab OPTIONS."""

import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def run() -> None:
    """Run JupyterLab to its end, then leave.

    Python would wait for every thread first. A thread that reads or writes a file for a page just when JupyterLab is
    told to end is never told so itself (anyio's workers), and a person who pressed Ctrl+C would wait for ever. By then
    JupyterLab has ended its kernels and removed its notes; there is nothing to wait for.
    """
    code = 0
    # An optional part of jsonschema's, which builds grammars for addresses with letters of other scripts whenever it is
    # imported: a second or two of each start. No schema of Jupyter's has such an address.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        from jupyterlab.labapp import LabApp  # noqa: PLC0415 - for seconds, in which Ctrl+C ends it too

        LabApp.launch_instance()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except KeyboardInterrupt:  # while it starts
        code = 130
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: "ServerApp") -> None:
    """End at the first Ctrl+C, at any time.

    Jupyter's own handler stops the server from another thread; where that meets a server which is just beginning to
    listen, it fails, and the program goes on without one.
    """
    signal.signal(signal.SIGINT, lambda *_: server.io_loop.add_callback_from_signal(server.stop))


if __name__ == "__main__":
    run()
