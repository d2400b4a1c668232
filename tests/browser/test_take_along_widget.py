"""A log taken along, printed, deleted and brought back, in a real JupyterLab and by keyboard alone."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Lab, Notebook, axe
from palsy_kit.store import PracticeLog

START_MS = 60_000

FILL = """
from datetime import UTC, datetime
from pathlib import Path
from palsy_kit.session import PerformedSession
from palsy_kit.store import PracticeLog
from palsy_kit.exchange import Carrying

log = PracticeLog.open(Path("taken.sqlite3"))
for day in (5, 6):
    at = datetime(2026, 1, day, 18, tzinfo=UTC)
    log.add_session(PerformedSession(session_id=f"session-{day:06}", kind="daily", started_at=at, utc_offset_min=0,
        planned_s=300, active_s=300, outcome="completed", logged_at=at, note="mine alone"))
carry = Carrying(log)
"""


@pytest.fixture
def page(desk: Notebook) -> Page:
    """JupyterLab, with the four forms."""
    cells = [f"carry.{part}" for part in ("export", "summary", "bring_in", "delete")]
    desk.show(FILL, *cells)
    expect(desk.page.get_by_role("form", name="Delete")).to_be_visible(timeout=START_MS)
    return desk.page


def press(control: Locator, key: str = "Enter") -> None:
    control.focus()
    control.press(key)


def save_all(page: Page, to: Path) -> Path:
    with page.expect_download() as coming:
        press(page.get_by_role("form", name="Save as a file").get_by_role("button", name="Save the file"))
    assert coming.value.suggested_filename.startswith("practice-")
    coming.value.save_as(to)
    return to


def make_the_page(page: Page) -> None:
    form = page.get_by_role("form", name="Summary to print")
    press(form.get_by_role("button", name="Make the page"))
    inside = form.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Summary of practice")).to_be_visible()
    assert "mine alone" not in inside.locator("body").inner_text()
    page.evaluate("document.querySelector('.pk-take iframe').contentWindow.print = () => { window.printed = true; }")
    press(form.get_by_role("button", name="Print"))
    page.wait_for_function("window.printed")


def delete_all(page: Page, log: PracticeLog) -> None:
    form = page.get_by_role("form", name="Delete")
    look = form.get_by_role("button", name="See what would be deleted")
    press(look)
    expect(form.get_by_text("Choose the day first.")).to_be_visible()
    press(form.get_by_role("radio", name="One day"), "ArrowDown")
    press(look)
    expect(form.get_by_text("2 sessions: this is what is logged in your log.")).to_be_visible()
    # Whoever presses Enter once too often keeps it all.
    expect(form.get_by_role("button", name="Keep it")).to_be_focused()
    assert axe(page, ".pk-take") == []
    page.keyboard.press("Enter")
    expect(form.get_by_text("Nothing was deleted.")).to_be_visible()
    assert len(log.sessions()) == 2
    press(look)
    expect(form.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.get_by_text("Deleted for good.")).to_be_visible()
    assert log.rows() == ()


def bring_back(page: Page, log: PracticeLog, file: Path) -> None:
    form = page.get_by_role("form", name="Bring in")
    look = form.get_by_role("button", name="Look into it")
    press(look)
    expect(form.get_by_text("Choose a file first.")).to_be_visible()
    form.get_by_label("Which file?").set_input_files(file)
    press(look)
    expect(form.get_by_text("New, and would come in: 2 sessions.")).to_be_visible()
    assert log.rows() == ()
    press(form.get_by_role("button", name="Bring it in"))
    expect(form.get_by_text("New, and came in: 2 sessions.")).to_be_visible()
    assert len(log.sessions()) == 2


def test_a_log_is_saved_printed_deleted_after_a_second_press_and_brought_back(
    lab: Lab, page: Page, tmp_path: Path
) -> None:
    n_cells = page.locator(".jp-Cell").count()
    log = PracticeLog.open(lab.folder / "taken.sqlite3")

    file = save_all(page, tmp_path / "all.zip")
    make_the_page(page)
    delete_all(page, log)
    bring_back(page, log, file)

    page.keyboard.press("b")  # a command of JupyterLab, were it to reach it
    assert page.locator(".jp-Cell").count() == n_cells
