"""A JupyterLab as people get it, and a Chromium that notices whatever leaves the machine or goes wrong on a page."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

sys.path.insert(0, str(Path(__file__).parents[1]))
import chromium

from palsy_kit.errors import WorkbookError
from palsy_kit.launcher import Running, Server, lay_out

SIZE: ViewportSize = {"width": 1100, "height": 900}
OURS = {"127.0.0.1", "localhost"}
# What a first check-in asks for, at its least, in its order.
CHECK_IN = (
    "input[name=none_of_these]",
    "input[name=affected_side][value=left]",
    "input[name=stage][value=no_movement_yet]",
    "input[name=tightness]",
    "input[name=pain]",
    "input[name=linked_movement][value=none]",
)
# Whether a kernel is there and has nothing to do.
IDLE = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@dataclass(frozen=True)
class Notebook:
    """A notebook that is open in JupyterLab."""

    page: Page

    def put(self, *cells: str | dict[str, object]) -> None:
        """Put other cells, of code or whole ones, in place of those that are there; the kernel stays as it is."""
        put = "document => window.jupyterapp.shell.currentWidget.content.model.fromJSON(document)"
        self.page.evaluate(put, _document(cells))

    def run(self) -> None:
        """Run every cell; returns at once."""
        self.page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def run_through(self) -> bool:
        """Run every cell and wait for the last; whether none failed."""
        return self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def show(self, *cells: str | dict[str, object]) -> None:
        """Put other cells there and run them to their end, when JupyterLab takes the focus once more."""
        self.put(*cells)
        assert self.run_through()

    def save(self) -> None:
        """Save the notebook with its outputs."""
        self.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")

    def restart_kernel(self) -> None:
        """Start the kernel anew, as from the menu, without running anything."""
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")

    def execute(self, code: str) -> None:
        """Send code to the kernel beside the cells; returns at once."""
        kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        self.page.evaluate(f"code => void {kernel}.requestExecute({{ code }})", code)

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing left to do."""
        kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        self.page.evaluate(f"{kernel}.requestExecute({{ code: '' }}).done")

    def wait_until(self, condition: str) -> None:
        """Wait until a condition holds in Python; what was done to two widgets may come there in any order."""
        asked = """async condition => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const told = kernel.requestExecute({ code: "", user_expressions: { condition } });
            return (await told.done).content.user_expressions.condition.data["text/plain"];
        }"""
        for _ in range(200):
            if self.page.evaluate(asked, condition) == "True":
                return
            time.sleep(0.1)
        pytest.fail(f"In Python it never came to be that {condition}")


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab; ``folder`` is where its notebooks and the files that they write are."""

    address: str
    folder: Path

    def open(self, page: Page, name: str, *cells: str) -> Notebook:
        """Write a notebook of code cells, open it alone on the page, and wait for its kernel."""
        (self.folder / name).write_text(json.dumps(_document(cells)), "utf-8")
        return self.reopen(page, name)

    def reopen(self, page: Page, name: str) -> Notebook:
        """Open a notebook that is there."""
        page.goto(self.address.replace("/workbook/lab", f"/doc/tree/{name}"))
        page.wait_for_function(IDLE, timeout=60_000)
        return Notebook(page)


def _document(cells: Sequence[str | dict[str, object]]) -> dict[str, object]:
    empty = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = [
        cell if isinstance(cell, dict) else empty | {"id": f"c{n}", "source": cell} for n, cell in enumerate(cells)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": spec}, "cells": whole}


@contextmanager
def serving(home: Path) -> Iterator[Lab]:
    """JupyterLab with the workbook's own settings, in a folder of its own, with no notebook in it."""
    server = Server(home, _free_port())
    server.workbook.mkdir(parents=True)
    command = [*server.command(browser=False), "--LabApp.expose_app_in_browser=True"]
    with _started(server, command) as found:
        yield Lab(found.address, server.workbook)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab for all tests."""
    with serving(tmp_path_factory.mktemp("lab")) as served:
        yield served


@contextmanager
def running(home: Path, shipped: Path, *, app: bool = False) -> Iterator[Server]:
    """A workbook that runs as palsy-kit starts it, with the notebooks of a folder laid out."""
    server = Server(home, _free_port())
    laid = lay_out(server.workbook, server.data, shipped)
    server.permit(laid.names)
    with _started(server, server.command(app=app, browser=False)):
        yield server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _started(server: Server, command: list[str]) -> Iterator[Running]:
    # What it says when it is ended in the middle of a cell is of no use to a reader of the tests.
    with (server.home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--ServerApp.log_level=50"],
            env=server.environment(os.environ),
            cwd=server.workbook,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _wait_until_it_answers(server, process)
        finally:
            process.terminate()
            process.wait(60)


def _wait_until_it_answers(server: Server, process: subprocess.Popen[bytes]) -> Running:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert process.poll() is None, (server.home / "server.log").read_text("utf-8")
        try:
            found = Running.find(server)
        except WorkbookError:  # it has the port, and does not answer yet
            found = None
        if found:
            return found
        time.sleep(0.1)
    pytest.fail("JupyterLab did not answer within two minutes")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium that asks nobody anything."""
    found = chromium.find()
    assert found, f"No Chromium. Install one, or name it in CHROMIUM. Looked for {', '.join(chromium.NAMES)}."
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(chromium.ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with browsing() as launched:
        yield launched


@pytest.fixture(scope="session")
def all_faults() -> list[str]:
    """What went wrong since the last test, for pages that outlive one."""
    return []


@pytest.fixture
def faults(all_faults: list[str]) -> Iterator[list[str]]:
    """What went wrong on the pages of a test; a test that means something to go wrong takes it out of here."""
    yield all_faults
    found = "\n".join(all_faults)
    all_faults.clear()
    assert not found, found


@contextmanager
def watched(browser: Browser, faults: list[str]) -> Iterator[BrowserContext]:
    """Make a fresh browser profile; whatever its pages call out to, or report as an error, is a fault."""

    def watch(page: Page) -> None:
        page.on("websocket", lambda socket: _at_home(socket.url, faults))
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)

    fresh = browser.new_context(viewport=SIZE)
    fresh.on("request", lambda request: _at_home(request.url, faults))
    fresh.on("page", watch)
    yield fresh
    fresh.close()


@pytest.fixture
def context(browser: Browser, faults: list[str]) -> Iterator[BrowserContext]:
    """A fresh browser profile of a test's own."""
    with watched(browser, faults) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def _desk(lab: Lab, browser: Browser, all_faults: list[str]) -> Iterator[Notebook]:
    with watched(browser, all_faults) as context:
        book = lab.open(context.new_page(), "desk.ipynb")
        # Of each new width JupyterLab's toolbar makes room for its buttons, half a second later, and may trip over it.
        book.page.evaluate("window.jupyterapp.shell.currentWidget.toolbar.hide()")
        yield book


@pytest.fixture
def desk(_desk: Notebook, faults: list[str]) -> Notebook:
    """A notebook that is open in JupyterLab, shared by the tests that put their own cells there and load nothing anew.

    To load JupyterLab and to start a kernel takes most of the time of a test.
    """
    page = _desk.page
    page.set_default_timeout(30_000)
    page.set_viewport_size(SIZE)
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true")
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)
    page.evaluate("localStorage.clear()")
    _desk.put()
    try:
        page.wait_for_function(IDLE, timeout=5_000)
    except TooLate:  # a test that failed left it at work
        _desk.restart_kernel()
    return _desk


def _at_home(url: str, faults: list[str]) -> None:
    address = urlsplit(url)
    if address.scheme not in {"data", "blob", "about"} and address.hostname not in OURS:
        faults.append(f"left the machine: {url}")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the fresh profile."""
    return context.new_page()


def give(place: Page | Locator, *answers: str) -> None:
    """Give answers of a check-in by keyboard; a rating, which has no choices, as 0."""
    for answer in answers:
        place.locator(answer).press("Space" if "[value=" in answer or "none_of" in answer else "Home")


def axe(page: Page, selector: str) -> list[str]:
    """Accessibility violations within an element, each with the rule and the element at fault."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("selector => axe.run(selector).then(({ violations }) => violations)", selector)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
