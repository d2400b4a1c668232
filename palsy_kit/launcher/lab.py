"""JupyterLab's own program, which leaves for good when it is done:  python -m palsy_kit.launcher.lab OPTIONS."""

import logging
import os
import sys

from jupyterlab.labapp import LabApp


def run() -> None:
    """Run JupyterLab to its end, then leave.

    Python would wait for every thread first. A thread that reads or writes a file for a page just when JupyterLab is
    told to end is never told so itself (anyio's workers), and a person who pressed Ctrl+C would wait for ever. By then
    JupyterLab has ended its kernels and removed its notes; there is nothing to wait for.
    """
    code = 0
    try:
        LabApp.launch_instance()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
