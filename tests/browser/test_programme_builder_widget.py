"""The programme builder, and the files of the plan, in a real JupyterLab: all by keyboard, wide and narrow."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Lab, Notebook, axe

SETUP = """
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from palsy_kit.catalogue import load_catalogue
from palsy_kit.programme import Stage
from palsy_kit.readiness import FACE_PARTS, RecordedCheckIn
from palsy_kit.store import PracticeLog
from palsy_kit.widgets.programme_builder import ProgrammeBuilder
from palsy_kit.widgets.plan_files import PlanFiles

catalogue = load_catalogue()
now = datetime.now(UTC)

def tight(log, *values):
    for n, value in enumerate(values):
        answers = dict(affected_side="left", stage="long_standing", movement=dict.fromkeys(FACE_PARTS, 3))
        at = now - timedelta(days=len(values) - n)
        log.add_check_in(RecordedCheckIn(**answers, tightness=value, checked_in_at=at, utc_offset_min=0))

def builder(log):
    return ProgrammeBuilder(catalogue.programmes.values(), log=log, stage=Stage.LONG_STANDING,
                            today=date.today, sources=catalogue.sources, exercises=catalogue.exercises.values())

def tell(log):
    asked = [json.loads(one.model_dump_json()) for one in log.prescriptions()]
    rests = [json.loads(one.model_dump_json()) for one in log.holds()]
    Path(log.path.stem + ".json").write_text(json.dumps([asked, rests]))
"""


@pytest.fixture
def page(desk: Notebook) -> Page:
    """JupyterLab as other tests left it, with nothing in the notebook."""
    return desk.page


def show(desk: Notebook, name: str, before: str = "") -> Locator:
    """Show a builder on a log of its own, and wait until its weeks stand there."""
    cell = f"log = PracticeLog.open(Path('{name}.sqlite3'))\n{before}\nbuilder(log)"
    take = f"PlanFiles(catalogue, log, today=date.today, file=Path('{name}.ics'))"
    desk.show(SETUP, cell, take)
    form = desk.page.get_by_role("form", name="Programme")
    expect(summary(form)).to_contain_text("In these four weeks", timeout=60_000)
    return form


def summary(form: Locator) -> Locator:
    return form.locator(".pk-programme-sum")


def kept(lab: Lab, book: Notebook, name: str) -> tuple[list[dict], list[dict]]:
    """What the log has: prescriptions and holds."""
    path = lab.folder / f"{name}.json"
    book.execute("tell(log)")
    book.wait_idle()
    return tuple(json.loads(path.read_text("utf-8")))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_programme_is_built_started_rested_from_and_taken_away_by_keyboard(
    lab: Lab, desk: Notebook, page: Page
) -> None:
    form = show(desk, "built")
    cells = page.locator(".jp-Cell").count()
    form.get_by_role("combobox", name="Where you stand").focus()
    press(page, "Tab")
    expect(form.get_by_role("radio", name="Foundation")).to_be_focused()  # what asks for least, and why it is marked
    expect(form.get_by_text("it asks for the least, and small is a good beginning")).to_be_visible()
    press(page, "ArrowDown")
    expect(form.get_by_label("Release only")).to_be_focused()
    expect(summary(form)).to_have_text("In these four weeks: 140 minutes on 28 days.")
    form.locator("summary", has_text="5 minutes of release every day").press("Enter")
    press(page, "Tab")
    expect(form.get_by_role("spinbutton", name="Minutes")).to_be_focused()
    press(page, "ControlOrMeta+a", "6", "Tab")
    expect(summary(form)).to_have_text("In these four weeks: 168 minutes on 28 days.")
    expect(form.locator("summary", has_text="6 minutes of release every day")).to_be_visible()
    add = form.get_by_role("button", name="Add something of the day").locator("visible=true")
    add.press("Enter")
    add.press("Enter")
    expect(form.get_by_label("With", exact=True).last).to_be_focused()
    expect(form.locator(".pk-weeks")).to_contain_text("3 + 3 min")
    minutes = form.get_by_role("spinbutton", name="Minutes").last
    minutes.fill("4")
    minutes.press("Tab")
    expect(summary(form)).to_have_text(
        "This cannot be used yet. The parts come to 7 of 6 minutes. Let them add up to 6."
    )
    form.get_by_role("button", name="Start this programme").press("Enter")
    expect(form.get_by_text("Not started. The parts come to 7")).to_be_visible()
    minutes.fill("3")
    minutes.press("Tab")
    form.get_by_label("Mouth", exact=True).press("Space")
    expect(form.locator(".pk-weeks")).to_contain_text("mouth")
    press(page, "b", "m", "d", "d")  # commands of JupyterLab, were they to reach it
    form.get_by_role("button", name="Start this programme").press("Enter")
    expect(form.get_by_text("Done at")).to_be_visible()
    expect(form.get_by_text("You have this planned already.")).to_be_visible()
    assert axe(page, ".pk-programme") == []

    rest_and_go_on(page, form)
    assert page.locator(".jp-Cell").count() == cells
    (asked,), (rest,) = kept(lab, desk, "built")
    assert [part["name"] for part in asked["anchors"]] == ["brushing teeth", "the kettle"]
    assert (asked["kind"], asked["minutes"], asked["focus_areas"]) == ("release", 6, ["mouth"])
    assert asked["valid_from"] == page.evaluate("new Date().toLocaleDateString('sv')")
    assert (rest["reason"], rest["to_date"]) == ("illness", rest["from_date"])
    plan_files(lab, page)


def choose_exercises(page: Page, form: Locator) -> None:
    """Choose one's own, filter by an area, tick exercises by keyboard, write a remark; then all is there again."""
    own = form.get_by_label("My own, or my therapist's")
    own.check()
    exercises = form.get_by_role("group", name="Which exercises?")
    form.get_by_label("Mouth", exact=True).check()
    expect(exercises.locator("summary:visible")).to_have_text(["Mouth 0 of 17 chosen", "Whole face 0 of 2 chosen"])
    exercises.locator("summary", has_text="Mouth").press("Enter")
    press(page, "Tab", "Space", "Tab", "Tab", "Space")
    expect(exercises.get_by_role("status")).to_have_text("2 chosen.")
    form.get_by_label("What your therapist said").fill("Slowly, and <b>small</b>.")
    press(page, "Tab")
    expect(form.locator("summary", has_text="for the mouth, 2 chosen exercises")).to_be_visible()
    # What is ticked stays in sight, whatever areas are chosen.
    form.get_by_label("Mouth", exact=True).uncheck()
    form.get_by_label("Nose", exact=True).check()
    expect(exercises.locator("summary:visible").nth(1)).to_have_text("Mouth 2 of 17 chosen")
    form.get_by_label("Nose", exact=True).uncheck()
    assert axe(page, ".pk-programme") == []
    assert misfits(form) == ([], [])
    form.get_by_label("Release only").check()
    own.check()
    expect(exercises.get_by_role("status")).to_have_text("2 chosen.")
    expect(form.get_by_label("What your therapist said")).to_have_value("Slowly, and <b>small</b>.")


def misfits(form: Locator) -> tuple[list[str], list[str]]:
    """What is wider than its place, and what is lower than a fingertip needs."""
    wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"
    low = "all => all.filter((one) => one.offsetHeight > 0 && one.offsetHeight < 44).map((one) => one.textContent)"
    targets = form.locator("label.pk-form-choice, summary, button, select, textarea")
    return form.locator("xpath=self::form|.//label|.//td").evaluate_all(wide), targets.evaluate_all(low)


def rest_and_go_on(page: Page, form: Locator) -> None:
    """Rest for illness, see four empty weeks, and go on."""
    form.locator("summary", has_text="Rest from practice for a while").press("Enter")
    press(page, "Tab", "ArrowDown")
    expect(form.get_by_label("Illness")).to_be_checked()
    form.get_by_role("button", name="Rest from practice").press("Enter")
    expect(form.get_by_role("button", name="Go on with practice today")).to_be_focused()
    expect(summary(form)).to_have_text("In these four weeks nothing is planned.")
    assert axe(page, ".pk-programme") == []
    press(page, "Enter")
    expect(form.locator("summary", has_text="Rest from practice for a while")).to_be_focused()
    expect(summary(form)).to_have_text("In these four weeks: 168 minutes on 28 days.")


def plan_files(lab: Lab, page: Page) -> None:
    """Make the calendar file and the page, as they come from the same notebook."""
    take = page.get_by_role("form", name="Take it with you")
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    expect(take.get_by_label("Your time zone")).to_have_value(zone)
    take.get_by_role("checkbox").press("Space")
    with page.expect_download() as saved:
        take.get_by_role("button", name="Calendar file").press("Enter")
    file = Path(saved.value.path()).read_bytes()
    assert file == (lab.folder / "built.ics").read_bytes()
    assert b"Monthly circle" in file
    expect(take.get_by_text("Made at")).to_be_visible()
    take.get_by_label("A name on the page").fill("Ana")
    with page.expect_popup() as opened:
        take.get_by_role("button", name="Page to print").press("Enter")
    expect(opened.value.get_by_role("heading", name="Practice plan - Ana")).to_be_visible()
    expect(opened.value.get_by_text("3 min with the kettle")).to_have_count(1)
    assert axe(page, ".pk-plan-files") == []


def test_a_proposal_has_its_reason_the_person_decides_and_everything_fits_a_narrow_dark_page(
    lab: Lab, desk: Notebook, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(color_scheme="dark")
    form = show(desk, "tight", "tight(log, 1, 2, 4)")
    # What stands there to begin with is started as it is; the button goes, and the focus to the plan and what was done.
    form.get_by_role("button", name="Start this programme").press("Enter")
    expect(form.get_by_role("heading", name="What you have planned")).to_be_focused()
    expect(form.locator(".pk-programme-standing")).to_contain_text("Done at")
    expect(form.get_by_text("Tightness went up twice in a row: 1, then 2, then 4 of 10.")).to_be_visible()
    # Who has a plan sees that plan, and nothing of another one, until they choose it.
    expect(summary(form)).to_have_text("In these four weeks: 84 minutes on 28 days.")
    expect(form.get_by_role("radio", checked=True)).to_have_count(0)
    expect(form.get_by_role("button", name="Start this programme")).to_be_hidden()
    form.get_by_label("Release only").check()
    expect(form.get_by_text("Beside it goes on: ")).to_be_visible()
    choose_exercises(page, form)
    form.get_by_label("Steady practice").check()
    expect(form.get_by_role("group", name="Which exercises?")).to_be_hidden()
    form.locator("summary").first.click()
    form.locator("summary", has_text="5 minutes every day").click()
    form.locator("summary", has_text="Rest from practice for a while").click()
    assert axe(page, ".pk-programme") == []
    assert misfits(form) == ([], [])
    form.get_by_role("button", name="Change to release alone").press("Enter")
    expect(form.locator(".pk-programme-standing")).not_to_contain_text("3 minutes")
    expect(form.get_by_text("Tightness went up")).to_have_count(0)
    expect(form.get_by_role("heading", name="What you have planned")).to_be_focused()
    asked, rests = kept(lab, desk, "tight")
    assert [one["kind"] for one in asked if one["valid_to"] is None] == ["release"]
    assert rests == []
