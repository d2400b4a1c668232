"""The explorer in a real JupyterLab: found by concern and by area, its faces moving, in every light and width."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Notebook, axe

SHOTS = Path(__file__).parents[2] / "test-output" / "explorer"

MAKE = """import palsy_kit as pk
from palsy_kit.readiness import FACE_PARTS, CheckIn
answers = CheckIn(affected_side="left", stage="long_standing", movement={area: 2 for area in FACE_PARTS},
                  tightness=5, tight_areas=("cheeks", "mouth"))
explorer = pk.Explorer(pk.load_catalogue(), check_in=answers)
explorer"""


@pytest.fixture
def page(desk: Notebook) -> Page:
    """JupyterLab, with the explorer shown anew."""
    desk.show(MAKE)
    expect(explorer(desk.page)).to_be_visible(timeout=30_000)
    return desk.page


def explorer(page: Page) -> Locator:
    return page.get_by_role("region", name="Explorer of the exercises")


def card(page: Page) -> Locator:
    return explorer(page).get_by_role("article")


def names(page: Page) -> list[str]:
    return (
        explorer(page)
        .locator(".pk-explorer-found label > span")
        .evaluate_all("all => all.map(e => e.firstChild.textContent)")
    )


def brow(page: Page) -> str:
    return card(page).locator("[data-shape=brow_left]").get_attribute("d")


def test_what_bothers_a_person_leads_to_letting_go_first(page: Page) -> None:
    expect(explorer(page).get_by_role("status").first).to_have_text("Choose above what bothers you.")
    expect(card(page)).to_have_count(0)

    page.get_by_label("My eye narrows when I smile").check()

    found = explorer(page).locator(".pk-explorer-group")
    expect(found.nth(0).get_by_role("heading")).to_have_text("First, let go")
    expect(found.nth(1).get_by_role("heading")).to_have_text("Then")
    assert names(page)[0] == "Circles on the cheek"
    expect(card(page).get_by_role("heading", level=3)).to_have_text("Circles on the cheek")
    expect(card(page).get_by_role("heading", level=3)).to_be_in_viewport()
    expect(explorer(page).get_by_role("status").first).to_contain_text("7 exercises, 4 of them closed today")
    expect(explorer(page).get_by_text("More effort makes the link stronger")).to_be_visible()
    # Signs that need a doctor come before any exercise, and are not scrolled past.
    page.get_by_label("My eye is dry or does not close").check()
    expect(explorer(page).locator(".pk-form-notice")).to_be_in_viewport()


def test_a_closed_exercise_says_why_and_what_instead(page: Page) -> None:
    page.get_by_label("My cheek feels tight").check()
    explorer(page).get_by_role("radio", name="Smile with an open eye and a soft neck Closed today").check()

    expect(card(page).get_by_role("heading", name="Closed today")).to_be_visible()
    page.get_by_label("Only what is open today").check()
    assert "Smile with an open eye and a soft neck" not in names(page)


def test_everything_works_by_keyboard_and_jupyterlab_reads_none_of_it(page: Page) -> None:
    n_cells = page.locator(".jp-Cell").count()
    page.get_by_label("What bothers me").focus()

    page.keyboard.press("ArrowDown")
    expect(explorer(page).get_by_role("checkbox", checked=True)).to_have_count(0)
    explorer(page).get_by_role("checkbox", name="Forehead").focus()
    page.keyboard.press("Space")
    explorer(page).get_by_role("radio", name="Raise both brows").focus()
    page.keyboard.press("ArrowDown")
    for key in "bam":
        page.keyboard.press(key)
    expect(card(page).get_by_role("heading", level=3)).to_have_text("Draw the brows together")
    button = explorer(page).get_by_role("button", name="Compare its stages")
    button.focus()
    page.keyboard.press("Enter")
    stages = explorer(page).locator(".pk-explorer-stage")
    expect(stages).to_have_count(3)
    expect(button).to_have_attribute("aria-expanded", "true")
    stages.nth(1).focus()
    page.keyboard.press("Enter")
    expect(card(page).get_by_role("heading", level=3)).to_have_text("Frown against light fingers")
    expect(stages.nth(1)).to_be_focused()
    assert page.locator(".jp-Cell").count() == n_cells


def test_the_face_moves_when_asked_and_stands_still_when_asked(page: Page) -> None:
    page.get_by_label("Part of the face").check()
    explorer(page).get_by_role("checkbox", name="Forehead").check()
    posed = brow(page)

    explorer(page).get_by_role("button", name="Show the movement").click()
    page.wait_for_function(
        "was => document.querySelector('[data-shape=brow_left]').getAttribute('d') !== was", arg=posed
    )
    explorer(page).get_by_role("button", name="Stop the movement").click()

    assert brow(page) == posed


def test_without_motion_the_face_only_changes(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.get_by_label("Part of the face").check()
    explorer(page).get_by_role("checkbox", name="Forehead").check()
    posed = brow(page)

    explorer(page).get_by_role("button", name="Show the face at rest").click()
    at_rest = brow(page)
    page.wait_for_timeout(400)

    assert brow(page) == at_rest != posed
    explorer(page).get_by_role("button", name="Show the movement").click()
    assert brow(page) == posed


def test_the_face_is_drawn_as_the_person_asks(page: Page) -> None:
    page.get_by_label("Part of the face").check()
    explorer(page).get_by_role("checkbox", name="Forehead").check()
    before = brow(page)

    explorer(page).get_by_text("How the face is drawn").click()
    explorer(page).get_by_label("Right", exact=True).check()
    page.wait_for_function(
        "was => document.querySelector('[data-shape=brow_left]').getAttribute('d') !== was", arg=before
    )
    explorer(page).get_by_label("As another person sees me").check()

    expect(card(page).get_by_role("figure")).to_contain_text("your left is on the right")


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (320, "dark"), (1300, "light"), (1300, "dark")])
def test_it_is_accessible_and_fits_the_page(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 4200})
    page.emulate_media(color_scheme=theme)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    SHOTS.mkdir(parents=True, exist_ok=True)

    page.get_by_label("The corner of my mouth droops").check()
    explorer(page).get_by_role("button", name="Compare its stages").click()
    expect(explorer(page).locator(".pk-explorer-stage svg").first).to_be_visible()
    explorer(page).screenshot(path=SHOTS / f"concern-{theme}-{width}.png")
    assert axe(page, ".pk-explorer") == []
    page.get_by_label("Part of the face").check()
    explorer(page).get_by_role("checkbox", name="Forehead").check()
    expect(card(page).get_by_role("heading", level=3)).to_have_text("Circles on the forehead")
    for title in ("Kinds of exercise", "How the face is drawn", "Sources"):
        explorer(page).locator("summary", has_text=title).click()
    explorer(page).screenshot(path=SHOTS / f"area-{theme}-{width}.png")

    assert axe(page, ".pk-explorer") == []
    assert explorer(page).evaluate("e => e.scrollWidth <= e.clientWidth")
    targets = explorer(page).locator(".pk-form-choice:visible, button:visible, summary:visible")
    heights = targets.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 44
