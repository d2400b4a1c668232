"""What opening a notebook does: one of ours runs by itself, one from elsewhere never does."""

import json
import os
import socket
import subprocess
import time
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from palsy_kit.launcher import Running, Server, lay_out

NAME = "01_practise.ipynb"
START_MS = 60_000


def notebook(label, **metadata):
    """A notebook whose one cell shows a button."""
    source = f"import ipywidgets\nipywidgets.Button(description={label!r})"
    cell = {"id": "c1", "cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
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
    """A workbook that runs as palsy-kit starts it, with two notebooks of ours."""
    shipped = tmp_path_factory.mktemp("shipped")
    write(shipped / NAME, notebook("ours", run_on_open=True))
    write(shipped / "02_read.ipynb", notebook("unasked"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = Server(tmp_path_factory.mktemp("home"), probe.getsockname()[1])
    laid = lay_out(server.workbook, server.data, shipped)
    server.permit(laid.names)
    command = [*server.command(laid.first, browser=False), "--ServerApp.log_level=50"]
    process = subprocess.Popen(command, env=server.environment(os.environ))
    try:
        wait_until_it_listens(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(60)


def wait_until_it_listens(server, process):
    end = time.monotonic() + START_MS / 1000
    # JupyterLab writes a note about itself when it listens.
    while not list(server.runtime.glob("jpserver-*.json")):
        assert process.poll() is None, "JupyterLab ended before it listened"
        assert time.monotonic() < end, "JupyterLab did not listen in time"
        time.sleep(0.1)


def visit(page, server, name, *, then):
    """Open a notebook, and wait until what was to happen on opening has happened."""
    token = Running.find(server).address.partition("token=")[2]
    # "reset" closes what another test left open, which would be in front for a moment.
    page.goto(f"http://127.0.0.1:{server.port}/lab/tree/{quote(name)}?reset&token={token}")
    settled(page, then)


def settled(page, then):
    expect(page.locator(".jp-NotebookPanel:visible")).to_have_attribute("data-palsy-kit", then, timeout=START_MS)


def test_a_notebook_of_ours_runs_when_it_is_opened_and_is_saved(page, server):
    visit(page, server, NAME, then="ran")

    expect(page.get_by_role("button", name="ours")).to_be_visible()
    (cell,) = json.loads((server.workbook / NAME).read_text("utf-8"))["cells"]
    assert cell["execution_count"] == 1


def test_a_reload_shows_the_same_widgets_without_running_again(page, server):
    visit(page, server, NAME, then="goes on")
    before = page.locator(".jp-InputPrompt").all_inner_texts()

    page.reload()
    settled(page, "goes on")

    expect(page.get_by_role("button", name="ours")).to_be_visible()
    assert page.locator(".jp-InputPrompt").all_inner_texts() == before


def test_a_notebook_that_does_not_ask_for_it_waits(page, server):
    visit(page, server, "02_read.ipynb", then="waits")

    expect(page.get_by_role("button", name="unasked")).to_have_count(0)


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
