"""The whole thread as a person goes it: check in, choose by keyboard, practise, and find the session kept and drawn."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import CHECK_IN, Lab, Notebook, axe
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


def open_and_run(lab: Lab, page: Page, name: str) -> Notebook:
    shutil.copy(NOTEBOOKS / name, lab.folder / name)
    book = lab.reopen(page, name)
    book.run()
    return book


def press(control: Locator, key: str) -> None:
    """Use a control by keyboard alone."""
    control.focus()
    control.press(key)


@pytest.fixture
def log(lab: Lab) -> PracticeLog:
    """The log that the notebooks of this JupyterLab write to."""
    return PracticeLog.open(lab.folder.parent / "practice_log.sqlite3")


def test_a_person_practises_a_session_and_finds_it_in_the_log_and_in_the_figure(
    lab: Lab, page: Page, log: PracticeLog
) -> None:
    book = open_and_run(lab, page, "04_practise_session.ipynb")
    player = page.get_by_role("region", name="Practice player")
    expect(player.get_by_text("Your check-in of today comes first.")).to_be_visible(timeout=START_MS)

    for said in CHECK_IN:
        press(page.locator(said), "Space")
    press(page.get_by_role("button", name="Save this check-in"), "Enter")
    expect(player.get_by_role("button", name="Start", exact=True)).to_be_visible(timeout=START_MS)
    press(page.get_by_role("checkbox", name="Mouth", exact=True), "Space")
    press(page.get_by_role("checkbox", name="Cheeks", exact=True), "Space")
    book.wait_until("room.focus.chosen == ['mouth']")
    press(page.get_by_role("radio", name="5 minutes"), "ArrowLeft")
    expect(player.get_by_role("heading", name="3 minutes")).to_be_visible(timeout=START_MS)
    book.execute("room.player.speed = 60")
    book.wait_idle()
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

    progress = page.context.new_page()
    open_and_run(lab, progress, "05_see_progress.ipynb")
    expect(progress.get_by_text("My practice: 1 session")).to_be_visible(timeout=START_MS)
    progress.wait_for_function(PRACTISED, arg=[3], timeout=START_MS)


def test_the_first_page_explains_and_asks_without_a_fault_in_accessibility(lab: Lab, page: Page) -> None:
    open_and_run(lab, page, "01_start_here.ipynb")
    expect(page.get_by_role("button", name="Save this check-in")).to_be_visible(timeout=START_MS)
    expect(page.get_by_role("paragraph").filter(has_text="not medical advice")).to_be_visible()
    assert axe(page, ".jp-OutputArea") == []
