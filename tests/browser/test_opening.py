"""What opening a notebook does: one of ours runs by itself and is quiet, one from elsewhere never does."""

import json
import re
import time
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from playwright.sync_api import expect

from conftest import axe, running, watched
from palsy_kit.launcher import Running

NAME = "01_practise.ipynb"
START_MS = 60_000
PANEL = ".jp-NotebookPanel:visible"
READY = re.compile("^(ran|goes on)$")

# Getting ready lasts until the test has seen it.
WAITS = """import time
while not pathlib.Path("seen").exists():
    time.sleep(0.05)"""

FAILS_ONCE = """if not pathlib.Path("tried").exists():
    pathlib.Path("tried").touch()
    raise RuntimeError("The log is <b>locked</b>.")"""


def notebook(label, code="", **metadata):
    """A notebook whose one cell, with its code folded, shows a button; clicking on it ends the kernel."""
    source = f"""import ipywidgets, os, pathlib
{code}
button = ipywidgets.Button(description={label!r})
button.on_click(lambda _: os._exit(1))
button"""
    cell = {"id": "c1", "cell_type": "code", "source": source, "outputs": [], "execution_count": None}
    cell["metadata"] = {"jupyter": {"source_hidden": True}}
    kernel = {"name": "python3", "display_name": "Python 3"}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel, "palsy_kit": metadata},
        "cells": [cell],
    }


def write(path, content):
    path.write_text(json.dumps(content), "utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A workbook that runs as palsy-kit starts it, with three notebooks of ours; one fails the first time."""
    shipped = tmp_path_factory.mktemp("shipped")
    write(shipped / NAME, notebook("ours", WAITS, run_on_open=True))
    write(shipped / "02_read.ipynb", notebook("unasked"))
    write(shipped / "03_fail.ipynb", notebook("mended", FAILS_ONCE, run_on_open=True))
    with running(tmp_path_factory.mktemp("home"), shipped) as server:
        yield server


@pytest.fixture(scope="module")
def tab(browser, all_faults):
    """One page for all of these tests: JupyterLab's files are fetched and read once."""
    with watched(browser, all_faults) as context:
        yield context.new_page()


@pytest.fixture
def page(tab, faults):
    """The page as other tests left it."""
    return tab


def visit(page, server, name, *, then):
    """Open a notebook, and wait until what was to happen on opening has happened."""
    token = Running.find(server).address.partition("token=")[2]
    # "reset" closes what another test left open, which would be in front for a moment.
    page.goto(f"http://127.0.0.1:{server.port}/lab/tree/{quote(name)}?reset&token={token}")
    settled(page, then)


def go_on(page, server):
    """Be at the notebook that runs, whether it ran before or not; where it is shown already, it is not loaded anew."""
    (server.workbook / "seen").touch()
    if NAME not in page.url or not READY.match(page.locator(PANEL).get_attribute("data-palsy-kit") or ""):
        visit(page, server, NAME, then=READY)


def settled(page, then):
    expect(page.locator(PANEL)).to_have_attribute("data-palsy-kit", then, timeout=START_MS)


def test_python_starts_for_the_first_notebook_before_its_page_is_there(server):
    token = Running.find(server).address.partition("token=")[2]
    ask = Request(f"http://127.0.0.1:{server.port}/api/sessions", headers={"Authorization": f"token {token}"})
    for _ in range(300):
        sessions = json.loads(build_opener(ProxyHandler({})).open(ask, timeout=30).read())
        if sessions:
            break
        time.sleep(0.1)

    assert [session["path"] for session in sessions] == [NAME]


def test_a_notebook_of_ours_runs_when_it_is_opened_and_is_saved(page, server):
    visit(page, server, NAME, then="running")
    ready = page.get_by_role("status").filter(has_text="One moment: the workbook is getting ready.")
    expect(ready).to_be_visible()
    (server.workbook / "seen").touch()
    settled(page, "ran")

    expect(ready).to_have_count(0)
    expect(page.get_by_role("button", name="ours")).to_be_visible()
    (cell,) = json.loads((server.workbook / NAME).read_text("utf-8"))["cells"]
    assert cell["execution_count"] == 1


def test_a_reload_shows_the_same_widgets_without_running_again(page, server):
    go_on(page, server)

    page.reload()
    settled(page, "goes on")

    expect(page.get_by_role("button", name="ours")).to_be_visible()
    (cell,) = json.loads((server.workbook / NAME).read_text("utf-8"))["cells"]
    assert cell["execution_count"] == 1


def test_a_person_sees_no_code_and_finds_it_in_the_menu_and_by_keyboard(page, server):
    go_on(page, server)
    expect(page.get_by_role("button", name="ours")).to_be_visible()
    for noise in ("import ipywidgets", "[1]:"):
        expect(page.get_by_text(noise)).to_be_hidden()
    expect(page.locator(".jp-cell-toolbar")).to_be_hidden()

    page.get_by_role("menuitem", name="View").click()
    page.get_by_role("menuitem", name="Expand All Code").click()
    expect(page.get_by_text("import ipywidgets")).to_be_visible()
    page.get_by_role("menuitem", name="View").click()
    page.get_by_role("menuitem", name="Collapse All Code").click()
    expect(page.get_by_text("import ipywidgets")).to_be_hidden()

    page.locator(".jp-CodeCell").focus()
    assert "inset" in page.locator(".jp-CodeCell").evaluate("cell => getComputedStyle(cell).boxShadow")
    page.keyboard.press("Enter")
    expect(page.get_by_text("import ipywidgets")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(400, "dark"), (1200, "light")])
def test_the_page_holds_little_beside_the_notebook(context, server, width, theme):
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=theme)
    go_on(page, server)

    expect(page).to_have_title(re.compile("palsy_kit$"))
    tabs = page.get_by_role("tablist", name=re.compile("sidebar$")).get_by_role("tab")
    assert [tab.get_attribute("title") for tab in tabs.all()] == ["File Browser (Ctrl+Shift+F)"]
    expect(page.get_by_role("button", name="Save and create checkpoint")).to_be_visible()
    expect(page.get_by_role("button", name="Cut this cell")).to_be_hidden()
    files = page.get_by_role("region", name="File Browser Section")
    expect(files).to_be_hidden()
    room = page.locator(PANEL).bounding_box()
    assert room["x"] + room["width"] > width - 10
    assert room["width"] > min(width, 900) - 50


def test_a_cell_that_fails_is_told_in_plain_words_with_a_way_to_go_on(page, server, faults):
    visit(page, server, "03_fail.ipynb", then="failed")
    panel = page.locator(PANEL)

    expect(panel.get_by_role("status")).to_contain_text("What you saved is still there")
    expect(panel.get_by_text("It said: The log is <b>locked</b>.")).to_be_visible()
    expect(panel.get_by_text("Traceback")).to_be_visible()
    assert axe(page, ".palsy-kit-says") == []
    panel.get_by_role("button", name="Try again").press("Enter")

    settled(page, "ran")
    expect(page.get_by_role("button", name="mended")).to_be_visible()
    expect(panel.get_by_role("status")).to_be_empty()
    expect(panel.get_by_role("button", name="Try again")).to_have_count(0)
    faults.clear()


def test_a_kernel_that_dies_is_told_and_the_workbook_gets_ready_anew(page, server, faults):
    go_on(page, server)

    page.get_by_role("button", name="ours").click()

    settled(page, "stopped")
    panel = page.locator(PANEL)
    expect(panel.get_by_role("status")).to_contain_text("has stopped working behind this page")
    page.locator(".jp-Dialog").get_by_role("button", name="Ok").click(timeout=START_MS)
    panel.get_by_role("button", name="Try again").click()
    settled(page, "ran")
    expect(page.get_by_role("button", name="ours")).to_be_visible()
    faults.clear()


def test_a_notebook_that_does_not_ask_for_it_waits(page, server):
    visit(page, server, "02_read.ipynb", then="waits")

    expect(page.get_by_role("button", name="unasked")).to_have_count(0)


def test_who_comes_back_begins_at_the_first_notebook_and_not_at_what_was_open_last_time(page, server):
    (server.workbook / "seen").touch()
    page.goto(Running.find(server).address)

    settled(page, READY)
    expect(page.locator(".lm-DockPanel-tabBar").get_by_role("tab")).to_have_text([NAME])


def test_a_notebook_from_elsewhere_never_runs_by_itself_not_even_after_it_was_saved(page, server):
    write(server.workbook / "from_a_friend.ipynb", notebook("theirs", run_on_open=True))
    visit(page, server, "from_a_friend.ipynb", then="waits")
    page.locator(".jp-Notebook:visible .jp-InputPrompt").first.click()
    page.keyboard.press("b")
    expect(page.locator(".jp-Notebook:visible .jp-Cell")).to_have_count(2)
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")

    visit(page, server, "from_a_friend.ipynb", then="waits")

    expect(page.locator(".jp-Notebook:visible .jp-Cell")).to_have_count(2)
    expect(page.get_by_role("button", name="theirs")).to_have_count(0)


def test_ours_does_not_run_by_itself_once_somebody_put_another_in_its_place(page, server):
    write(server.workbook / NAME, notebook("theirs", run_on_open=True))

    visit(page, server, NAME, then="waits")

    expect(page.get_by_role("button", name="theirs")).to_have_count(0)
