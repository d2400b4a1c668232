"""Figures that tests measure are told at the end of a run, also when several processes share the tests."""

from collections.abc import Callable

import pytest


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure at the end of the run."""
    return lambda words: record_property("measured", words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    figures = [words for report in reports for name, words in report.user_properties if name == "measured"]
    # A report comes for the set-up, the call and the end of a test, and the later ones repeat the figures.
    for words in dict.fromkeys(figures):
        terminalreporter.write_line(f"measured: {words}")
