"""The app view as a person goes it: from the first page to each notebook, without code, to a session that is kept."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from playwright.sync_api import Page, expect

from conftest import CHECK_IN, axe, give, running
from palsy_kit.launcher import Running, Server, shipped_folder
from palsy_kit.store import PracticeLog

START_MS = 60_000
FAILS = """raise RuntimeError("The log is <b>locked</b>.")"""


def notebook(source: str) -> str:
    cell = {"id": "c", "cell_type": "code", "source": source, "outputs": [], "execution_count": None, "metadata": {}}
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "palsy_kit": {"run_on_open": True}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [cell]})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app view of the shipped notebooks, and of one that fails."""
    shipped = tmp_path_factory.mktemp("shipped")
    for path in (*shipped_folder().glob("0*.ipynb"), shipped_folder() / "20_load_study.ipynb"):
        shutil.copy(path, shipped)
    (shipped / "09_fail.ipynb").write_text(notebook(FAILS), "utf-8")
    with running(tmp_path_factory.mktemp("home"), shipped, app=True) as server:
        yield server


@pytest.fixture
def home(page: Page, server: Server, faults: list[str]) -> Iterator[Page]:
    """A browser at the first page."""
    page.set_default_timeout(START_MS)
    page.goto(Running.find(server, app=True).address)
    yield page
    # While they are looked at pages are whole, as ``is_ready`` holds them to. One that is left ends its Python, and
    # what it draws anew just then, unseen, finds no model any more.
    faults[:] = [fault for fault in faults if "widget model not found" not in fault]


def is_ready(page: Page) -> None:
    expect(page.locator("#rendered_cells")).to_be_visible(timeout=START_MS)
    expect(page.locator(".jp-OutputArea-output:not(:empty), .jp-RenderedHTMLCommon").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Loading widget")).to_have_count(0)
    expect(page.get_by_text("model not found")).to_have_count(0)


def kernels(server: Server) -> set[Path]:
    return set(server.runtime.glob("kernel-*.json"))


def test_every_page_is_reached_from_the_first_and_leaves_nothing_running(home: Page, server: Server) -> None:
    links = home.get_by_role("list").get_by_role("link")
    titles = links.all_inner_texts()
    assert titles[0] == "Start here"
    assert "Load and check a study" not in titles
    research = home.get_by_role("link", name="the notebooks for researchers")
    expect(research).to_have_attribute("href", "/lab/tree/research/20_load_study.ipynb?reset")
    lab = home.get_by_role("link", name="JupyterLab", exact=True)
    expect(lab).to_have_attribute("href", "/workbook/lab")
    assert axe(home, "html") == []
    # The last one fails, and one practises in a test of its own.
    for title in [title for title in titles[:-1] if title != "Practise a session"]:
        home.get_by_role("link", name=title).click(no_wait_after=True)
        is_ready(home)

        expect(home).to_have_title(f"{title} - palsy_kit")
        assert "import palsy_kit" not in home.locator("body").inner_text()
        assert home.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        home.get_by_role("link", name="Your workbook").click()
    expect(home.get_by_role("heading", name="Your workbook")).to_be_visible()
    end = time.monotonic() + START_MS / 1000
    while kernels(server):
        assert time.monotonic() < end, "a page that was left still has a Python of its own"
        time.sleep(0.1)


def test_a_person_practises_on_a_page_and_the_session_is_kept(home: Page, server: Server) -> None:
    home.emulate_media(color_scheme="dark")
    home.set_viewport_size({"width": 360, "height": 800})
    home.get_by_role("link", name="Practise a session").click(no_wait_after=True)
    player = home.get_by_role("region", name="Practice player")
    expect(player.get_by_text("Your check-in of today comes first.")).to_be_visible(timeout=START_MS)
    assert home.evaluate("document.documentElement.scrollWidth") == 360
    assert axe(home, ".pk-form") == axe(home, ".pk-player") == []

    give(home, *CHECK_IN)
    home.reload()  # what was not saved is there all the same
    expect(home.get_by_text("What you answered before is here again.")).to_be_visible(timeout=START_MS)
    home.get_by_role("button", name="Save this check-in").click()
    home.get_by_role("radio", name="3 minutes").check()
    expect(player.get_by_role("heading", name="3 minutes")).to_be_visible(timeout=START_MS)
    (connection,) = kernels(server)
    kernel = BlockingKernelClient(connection_file=str(connection))
    kernel.load_connection_file()
    kernel.start_channels()
    kernel.execute("room.player.speed = 60", reply=True, timeout=60)
    kernel.stop_channels()
    player.get_by_role("button", name="Start", exact=True).click()
    expect(player.get_by_role("heading", name="Done")).to_be_visible(timeout=START_MS)
    player.get_by_role("button", name="Save", exact=True).click()
    expect(player.get_by_text("Saved in your practice log.")).to_be_visible(timeout=START_MS)
    # In a table words stand at the left and numbers at the right.
    expect(home.get_by_role("cell", name="to the end")).to_have_css("text-align", "start")
    expect(home.get_by_role("cell", name="3", exact=True).first).to_have_css("text-align", "right")

    log = PracticeLog.open(server.home / "practice_log.sqlite3")
    assert [session.active_s for session in log.sessions()] == [180]
    assert len(log.check_ins()) == 1
    # Who comes back on the same day finds Start without scrolling.
    home.set_viewport_size({"width": 1280, "height": 800})
    home.reload()
    expect(player.get_by_role("button", name="Start", exact=True)).to_be_in_viewport(timeout=START_MS, ratio=1)
    expect(home.get_by_text("Checked in today: tightness 0 of 10, pain 0 of 10.")).to_be_visible()
    assert axe(home, ".pk-form") == []
    # A link between notebooks leads from page to page.
    home.get_by_role("link", name="see your progress").first.click(no_wait_after=True)
    expect(home.get_by_text("My practice: 1 session")).to_be_visible(timeout=START_MS)


def test_a_cell_that_fails_is_told_in_plain_words(home: Page) -> None:
    home.get_by_role("link", name="09_fail").click(no_wait_after=True)

    told = home.get_by_role("alert")
    expect(told).to_contain_text("What you saved is still there", timeout=START_MS)
    expect(told).to_contain_text("It said: The log is <b>locked</b>.")
    expect(told.get_by_role("link", name="Try again")).to_be_visible()
    expect(home.get_by_text("Traceback")).to_have_count(0)


def test_a_notebook_from_elsewhere_is_no_page_and_does_not_run(home: Page, server: Server, faults: list[str]) -> None:
    (server.workbook / "theirs.ipynb").write_text(notebook("open('ran', 'w')"), "utf-8")

    home.goto(home.url.partition("/workbook")[0] + "/voila/render/theirs.ipynb")

    expect(home.get_by_role("heading", name="Not a page of your workbook")).to_be_visible()
    assert not (server.workbook / "ran").exists()
    assert [fault for fault in faults if "403" not in fault] == []
    faults.clear()


def test_nobody_gets_in_without_the_key(page: Page, server: Server) -> None:
    for path in ("workbook", "voila/render/01_start_here.ipynb"):
        page.goto(f"http://127.0.0.1:{server.port}/{path}")

        assert "/login" in page.url
