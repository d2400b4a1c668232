"""The whole thread as a person goes it: check in, choose by keyboard, practise, and find the session kept and drawn."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import CHECK_IN, Lab, Notebook, axe, give
from palsy_kit.exercises import FocusArea
from palsy_kit.session import Outcome
from palsy_kit.store import PracticeLog

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
START_MS = 60_000

# Whether a calendar on the page shows these minutes, and no others.
PRACTISED = """minutes => [...document.querySelectorAll(".js-plotly-plot")].some(({ data }) => {
    const squares = data?.filter(trace => trace.type === "heatmap").flatMap(trace => [...trace.z].flat()) ?? [];
    return JSON.stringify(squares.filter(square => square > 0)) === JSON.stringify(minutes);
})"""


def run(desk: Notebook, name: str) -> None:
    desk.put(*json.loads((NOTEBOOKS / name).read_text("utf-8"))["cells"])
    desk.run()


@pytest.fixture
def page(desk: Notebook) -> Page:
    """JupyterLab as other tests left it, with nothing in the notebook."""
    return desk.page


def press(control: Locator, key: str) -> None:
    """Use a control by keyboard alone."""
    control.focus()
    control.press(key)


@pytest.fixture
def log(lab: Lab) -> PracticeLog:
    """The log that the notebooks of this JupyterLab write to."""
    return PracticeLog.open(lab.folder.parent / "practice_log.sqlite3")


def test_a_person_practises_a_session_and_finds_it_in_the_log_and_in_the_figure(
    desk: Notebook, page: Page, log: PracticeLog
) -> None:
    run(desk, "04_practise_session.ipynb")
    player = page.get_by_role("region", name="Practice player")
    expect(player.get_by_text("Your check-in of today comes first.")).to_be_visible(timeout=START_MS)

    give(page, *CHECK_IN)
    press(page.get_by_role("button", name="Save this check-in"), "Enter")
    expect(player.get_by_role("button", name="Start", exact=True)).to_be_visible(timeout=START_MS)
    press(page.get_by_role("checkbox", name="Mouth", exact=True), "Space")
    press(page.get_by_role("checkbox", name="Cheeks", exact=True), "Space")
    desk.wait_until("room.focus.chosen == ['mouth']")
    press(page.get_by_role("radio", name="5 minutes"), "ArrowLeft")
    expect(player.get_by_role("heading", name="3 minutes")).to_be_visible(timeout=START_MS)
    desk.execute("room.player.speed = 60")
    desk.wait_idle()
    press(player.get_by_role("button", name="Start", exact=True), "Enter")
    expect(player.get_by_role("button", name="Pause")).to_be_in_viewport()
    expect(player.get_by_role("heading", name="Done")).to_be_in_viewport(timeout=START_MS)
    press(player.get_by_role("button", name="Save", exact=True), "Enter")
    expect(player.get_by_text("Saved in your practice log.")).to_be_visible(timeout=START_MS)

    (session,) = log.sessions()
    assert (session.outcome, session.planned_s, session.active_s) == (Outcome.COMPLETED, 180, 180)
    assert session.focus_areas == (FocusArea.MOUTH,)
    assert session.exercises_done == len(session.exercises) > 1
    assert len(log.check_ins()) == 1
    expect(page.get_by_role("cell", name="to the end")).to_be_visible(timeout=START_MS)
    page.wait_for_function(PRACTISED, arg=[3], timeout=START_MS)

    run(desk, "05_see_progress.ipynb")
    expect(page.get_by_text("My practice: 1 session")).to_be_visible(timeout=START_MS)
    page.wait_for_function(PRACTISED, arg=[3], timeout=START_MS)


def test_the_first_page_explains_and_asks_without_a_fault_in_accessibility(desk: Notebook, page: Page) -> None:
    run(desk, "01_start_here.ipynb")
    expect(page.get_by_role("form", name="Check-in")).to_be_visible(timeout=START_MS)
    expect(page.get_by_role("paragraph").filter(has_text="not medical advice")).to_be_visible()
    assert axe(page, ".jp-OutputArea") == []
