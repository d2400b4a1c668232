"""How soon the practice notebook shows its first screen: ``python benchmarks/first_screen.py [--times 3]``.

Opens the notebook in JupyterLab with a new log, waits for its kernel, runs all cells and prints the seconds until the
check-in can be filled in and until the player is there, each time with a new kernel that has loaded nothing. In
the workbook as palsy-kit starts it, Python has loaded palsy_kit before the page is there, and this is quicker.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from playwright.sync_api import Browser, expect

from conftest import browsing, serving

NAME = "04_practise_session.ipynb"
NOTEBOOK = Path(__file__).parents[1] / "notebooks" / NAME
PATIENCE_MS = 180_000


def measure(browser: Browser, home: Path) -> tuple[float, float, float]:
    """Return the seconds to the check-in and to the player, and the CPU seconds of the kernel up to then."""
    with serving(home) as lab:
        shutil.copy(NOTEBOOK, lab.folder / NAME)
        page = browser.new_page()
        book = lab.reopen(page, NAME)
        started = psutil.Process().children(recursive=True)
        (kernel,) = (process for process in started if "ipykernel_launcher" in process.cmdline())
        before, begin = sum(kernel.cpu_times()[:2]), time.perf_counter()
        book.run()
        expect(page.get_by_role("button", name="Save this check-in")).to_be_visible(timeout=PATIENCE_MS)
        check_in = time.perf_counter() - begin
        expect(page.get_by_role("region", name="Practice player")).to_be_visible(timeout=PATIENCE_MS)
        player = time.perf_counter() - begin
        spent = sum(kernel.cpu_times()[:2]) - before
        page.close()
        return check_in, player, spent


def main() -> None:
    """Measure some times, and print each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3, metavar="N")
    with browsing() as browser:
        for _ in range(parser.parse_args().times):
            with tempfile.TemporaryDirectory() as home:
                busy = psutil.getloadavg()[0]
                check_in, player, spent = measure(browser, Path(home))
            waits = f"{check_in:5.1f} s to the check-in, {player:5.1f} s to the player"
            print(f"{waits}; {spent:.1f} CPU s of the kernel; {busy:.1f} processes at work before", flush=True)


if __name__ == "__main__":
    main()
