"""The check-in form in a real JupyterLab: by keyboard, with a busy kernel and without one."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import CHECK_IN, Lab, Notebook, axe, give

SETUP = """
import json, time
from pathlib import Path
from palsy_kit.catalogue import load_catalogue
from palsy_kit.widgets.check_in import CheckInForm

catalogue = load_catalogue()
told = dict(exercises=catalogue.exercises.values(), disagreements=catalogue.disagreements, sources=catalogue.sources)

def keep(name):
    def save(*records):
        with Path(name).open("a") as lines:
            lines.writelines(record.model_dump_json() + "\\n" for record in records)
    return save

def form(save=keep("check_ins.jsonl"), last=None):
    return CheckInForm(catalogue.rules, catalogue.red_flags, **told, save=save, last=last)
"""

# The check-in of somebody who comes back, 15 days ago.
LAST = """
from datetime import UTC, datetime, timedelta
from palsy_kit.readiness import FACE_PARTS, RecordedCheckIn

def last(**more):
    at = datetime.now(UTC) - timedelta(days=15)
    answers = dict(affected_side="left", stage="long_standing", movement=dict.fromkeys(FACE_PARTS, 3), tightness=1)
    return RecordedCheckIn(**(answers | more), checked_in_at=at, utc_offset_min=0)
"""


def kept(lab: Lab, name: str) -> list[dict]:
    path = lab.folder / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@pytest.fixture
def page(desk: Notebook) -> Page:
    """JupyterLab as other tests left it, with nothing in the notebook."""
    return desk.page


def show(desk: Notebook, cell: str = "form()") -> Locator:
    """Show the form, and wait until it has its first outcome."""
    desk.show(SETUP, cell)
    form = desk.page.get_by_role("form", name="Check-in").first
    expect(form).to_be_visible(timeout=60_000)
    expect(result(form)).to_contain_text("pen today")
    return form


def result(form: Locator) -> Locator:
    return form.locator(".pk-check-in-summary")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_check_in_by_keyboard_alone_is_worked_out_and_saved(lab: Lab, desk: Notebook, page: Page) -> None:
    form = show(desk)
    cells = page.locator(".jp-Cell").count()
    none = form.get_by_label("None of these")
    expect(none).not_to_be_checked()
    form.get_by_role("button", name="Save this check-in").focus()
    press(page, "Enter")  # nobody has said yet that no sign fits
    expect(form.get_by_text("Read the signs above first")).to_be_in_viewport()
    expect(none).to_be_focused()
    press(page, "Space")
    expect(form.get_by_text("Read the signs above first")).to_have_count(0)
    press(page, "Tab", "Space")  # left
    press(page, "Tab", "Space", "ArrowDown", "ArrowDown")  # no movement yet -> recently -> a long time
    press(page, "Tab")  # weeks since it began
    expect(form.get_by_text("How much does each part move?")).to_be_visible()
    press(page, "Tab", "Space", "ArrowRight", "ArrowRight")  # all alike: none -> a flicker -> some
    for _ in range(7):
        press(page, "Tab")  # from area to area
    expect(form.get_by_role("slider", name="Tightness")).to_have_attribute("aria-valuetext", "not answered yet")
    press(page, "Tab", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    expect(form.get_by_role("slider", name="Tightness")).to_have_value("5")
    for _ in range(5):
        press(page, "Tab")  # to the mouth
    press(page, "Space")
    expect(form.get_by_role("group", name="Where is it tight?").get_by_label("Mouth")).to_be_checked()
    press(page, "Tab", "Tab", "Tab", "Home")  # chin, neck, pain
    expect(form.get_by_role("slider", name="Pain")).to_have_attribute("aria-valuetext", "0 of 10")
    press(page, "Tab", "Space", "ArrowDown")
    expect(form.get_by_label("Yes, as usual")).to_be_checked()
    expect(result(form)).to_have_text(re.compile("^Open today: .*; more in some areas.$"))
    press(page, "b", "m", "d", "d")  # commands of JupyterLab, were they to reach it
    form.get_by_role("button", name="Save this check-in").focus()
    press(page, "Enter")
    expect(form.get_by_text("Saved at")).to_be_visible()
    assert page.locator(".jp-Cell").count() == cells
    (saved,) = kept(lab, "check_ins.jsonl")
    assert (saved["affected_side"], saved["stage"], saved["linked_movement"]) == ("left", "long_standing", "known")
    assert set(saved["movement"].values()) == {2}
    assert (saved["tightness"], saved["tight_areas"]) == (5, ["mouth"])
    assert saved["checked_in_at"].endswith("Z")


def test_where_to_turn_and_the_wait_are_told_while_python_is_busy_and_no_old_result_stands(
    lab: Lab, desk: Notebook
) -> None:
    form = show(desk)
    desk.execute("import pathlib\nwhile not pathlib.Path('go').exists(): time.sleep(0.05)")
    form.get_by_label("It has been like this").check()
    expect(form.get_by_text("Working it out")).to_be_visible()
    expect(result(form)).to_be_hidden()
    form.get_by_label("A red, painful").check()
    expect(form.get_by_role("alert")).to_contain_text("seen by a doctor today")
    expect(form.get_by_text("Which side is affected?")).to_be_hidden()
    expect(result(form)).to_be_hidden()
    (lab.folder / "go").touch()
    expect(result(form)).to_have_text("Nothing is open today. A professional comes first.", timeout=15_000)
    form.get_by_label("None of these").check()
    expect(form.get_by_role("alert")).to_have_count(0)
    expect(result(form)).to_contain_text("pen today:")


def test_who_comes_back_sees_a_short_form_and_changes_only_what_is_different(
    lab: Lab, desk: Notebook, page: Page
) -> None:
    meanwhile = "def save(record):\n    write(record)\n    it.anew = '2026-03-02T20:00:00Z'"  # a session is stopped
    cell = f"{LAST}\nwrite = keep('back.jsonl')\n{meanwhile}\nit = form(save, last(weeks_since_toxin=30))\nit"
    form = show(desk, cell)
    kept_line = form.locator("[data-part=usual]")
    expect(kept_line).to_contain_text("left side, it has been like this for a long time")
    expect(kept_line).to_contain_text("32 weeks since botulinum toxin")  # two more than 15 days ago
    expect(form.get_by_text("Which side is affected?")).to_be_hidden()
    none = form.get_by_label("None of these today")
    expect(none).not_to_be_checked()  # asked anew on every day
    none.check()
    expect(form.get_by_role("slider", name="Tightness")).to_have_value("1")
    assert axe(page, ".pk-form") == []
    form.get_by_text("Change", exact=True).click()
    form.get_by_label("Right", exact=True).check()
    expect(kept_line).to_have_text(re.compile("^Changed today: right side, "))
    form.get_by_role("button", name="Save this check-in").click()
    expect(form.get_by_text("Saved at")).to_be_visible()
    (saved,) = kept(lab, "back.jsonl")
    assert (saved["affected_side"], saved["weeks_since_toxin"]) == ("right", 32)
    assert axe(page, ".pk-form") == []

    for unanswered in (none, form.get_by_label("Yes, as usual"), form.get_by_label("No", exact=True)):
        expect(unanswered).not_to_be_checked()
    expect(form.get_by_text("not answered yet")).to_have_count(2)
    expect(form.get_by_label("Right", exact=True)).to_be_checked()
    form.get_by_role("button", name="Save this check-in").click()
    expect(form.get_by_text("Not saved yet: one answer is missing.")).to_be_visible()


def test_the_signs_can_be_denied_only_in_sight_and_stay_unfolded_while_one_of_them_holds(
    desk: Notebook, page: Page
) -> None:
    form = show(desk, f"{LAST}\nform(None, last())")
    low = form.get_by_label("Feeling low most days")
    form.locator("summary", has_text="8 signs that need a doctor first: read them").focus()
    page.keyboard.press("Space")
    expect(low).to_be_visible()
    form.get_by_label("None of these").check()
    form.locator("summary", has_text="read them").click()
    expect(low).to_be_hidden()
    form.get_by_label("None of these").uncheck()
    press(page, "Shift+Tab")
    expect(low).to_be_focused()
    form.get_by_label("A red, painful").check()
    expect(form.get_by_role("alert")).to_contain_text("seen by a doctor today")
    expect(form.get_by_role("slider", name="Pain")).to_be_hidden()
    expect(result(form)).to_have_text("Nothing is open today. A professional comes first.")
    assert axe(page, ".pk-form") == []


def test_a_sign_that_held_the_last_time_is_in_view_with_where_to_turn(desk: Notebook) -> None:
    form = show(desk, f"{LAST}\nform(None, last(red_flags=('low_mood',)))")
    expect(form.get_by_label("Feeling low most days")).to_be_checked()
    expect(form.get_by_role("alert")).to_contain_text("You do not have to carry this alone")
    expect(form.get_by_label("None of these")).not_to_be_checked()
    expect(form.get_by_text("untick what no longer fits.")).to_be_visible()


def test_weeks_that_are_none_are_refused_in_words_and_kept_as_typed(desk: Notebook) -> None:
    form = show(desk)
    form.get_by_label("None of these").check()
    weeks = form.get_by_label("Weeks since it began")
    weeks.fill("two")
    weeks.press("Tab")
    expect(result(form)).to_contain_text("Weeks since it began: 'two' cannot be used")
    expect(weeks).to_have_accessible_description(
        "“two” cannot be used. Give whole weeks, such as 6, or leave it empty."
    )
    give(form, *CHECK_IN[1:])
    form.get_by_role("button", name="Save this check-in").click()
    expect(weeks).to_be_focused()
    expect(weeks).to_have_value("two")
    weeks.fill("6")
    weeks.press("Tab")
    expect(weeks).to_have_accessible_description("")
    expect(form.get_by_text("My therapist has agreed to")).to_be_visible()


def test_the_first_time_nothing_is_answered_for_a_person_and_each_answer_is_asked_for_where_it_is_missing(
    lab: Lab, desk: Notebook
) -> None:
    form = show(desk, "form(keep('unread.jsonl'))")
    expect(form.locator("input:checked, input[data-given=yes]")).to_have_count(0)
    expect(form.get_by_text("This depends on your check-in. Until you have answered")).to_be_visible()
    for said in CHECK_IN:
        form.get_by_role("button", name="Save this check-in").press("Enter")
        expect(form.locator("input:focus")).to_have_accessible_description(re.compile("irst"))
        assert kept(lab, "unread.jsonl") == []
        give(form, said)
    form.get_by_role("button", name="Save this check-in").press("Enter")
    expect(form.get_by_text("Saved at")).to_be_visible()
    expect(form.get_by_text("This depends on your check-in")).to_be_hidden()
    assert len(kept(lab, "unread.jsonl")) == 1


def test_after_the_kernel_starts_anew_the_form_says_that_nothing_was_saved(
    lab: Lab, desk: Notebook, faults: list[str]
) -> None:
    form = show(desk, "form(keep('gone.jsonl'))")
    desk.restart_kernel()
    desk.wait_idle()
    give(form, *CHECK_IN)
    form.get_by_role("slider", name="Pain").press("ArrowRight")
    expect(form.get_by_text("Working it out")).to_be_visible()
    form.get_by_role("button", name="Save this check-in").click()
    expect(form.get_by_role("status").filter(has_text="Open this page anew")).to_be_visible(timeout=15_000)
    expect(form.get_by_label("No movement yet")).to_be_checked()
    assert kept(lab, "gone.jsonl") == []
    faults.clear()


def test_two_views_of_a_form_hold_the_same_answers(desk: Notebook, page: Page) -> None:
    first = show(desk, "f = form()\ndisplay(f)\ndisplay(f)")
    second = page.get_by_role("form", name="Check-in").last
    first.get_by_label("Movement has come back").check()
    first.get_by_role("group", name="Chin", exact=True).get_by_label("most").check()
    expect(second.get_by_label("Movement has come back")).to_be_checked()
    expect(second.get_by_role("group", name="Chin", exact=True).get_by_label("most")).to_be_checked()
    expect(result(first)).to_be_visible()
    expect(result(second)).to_have_text(result(first).inner_text())


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (1100, "dark")])
def test_every_state_of_the_form_is_accessible_and_fits_the_page(
    desk: Notebook, page: Page, width: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    form = show(desk)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    assert axe(page, ".pk-form") == []
    form.get_by_label("It has been like this").check()
    form.get_by_role("slider", name="Tightness").press("ArrowRight")
    form.get_by_label("Weeks since surgery").fill("3")
    form.get_by_label("Weeks since surgery").press("Tab")
    expect(form.get_by_text("Practice by their own plan").locator("visible=true")).to_be_visible()
    form.get_by_text("Why, and what to do instead").click()
    form.get_by_text("Area by area").click()
    assert axe(page, ".pk-form") == []
    wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"
    assert form.locator("xpath=self::form|.//label").evaluate_all(wide) == []
    small = form.locator("label, summary, button").evaluate_all(
        "all => all.filter((one) => one.offsetHeight > 0 && one.offsetHeight < 44).map((one) => one.textContent)"
    )
    assert small == []
    form.get_by_label("A red, painful").check()
    expect(result(form)).to_contain_text("Nothing is open today")
    assert axe(page, ".pk-form") == []
