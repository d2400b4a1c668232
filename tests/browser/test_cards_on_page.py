"""Cards in a real JupyterLab, and printed: for every light and width, with nothing left folded on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Lab, Notebook, axe

SHOTS = Path(__file__).parents[2] / "test-output" / "cards"

ONE = "import palsy_kit as pk\npk.load_catalogue().exercise('smile_against_finger')"
SOME = "pk.cards(['frown_release', 'gentle_frown', 'frown_against_finger'])"


def opened(lab: Lab, page: Page, name: str) -> Notebook:
    book = lab.open(page, f"{name}.ipynb", ONE, SOME)
    book.run()
    expect(page.locator(".pk-card")).to_have_count(4, timeout=30_000)
    return book


def folded(page: Page) -> Locator:
    return page.locator(".pk-cards .pk-card-sources").first


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (320, "dark"), (1300, "light"), (1300, "dark")])
def test_cards_are_accessible_and_fit_the_page(lab: Lab, page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 4000})
    page.emulate_media(color_scheme=theme)
    opened(lab, page, f"cards_{theme}_{width}")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    SHOTS.mkdir(parents=True, exist_ok=True)

    page.locator(".pk-card").first.screenshot(path=SHOTS / f"one-{theme}-{width}.png")
    page.locator(".pk-cards").screenshot(path=SHOTS / f"some-{theme}-{width}.png")

    assert axe(page, ".pk-card") == []
    assert all(page.locator(".pk-card").evaluate_all("all => all.map(e => e.scrollWidth <= e.clientWidth)"))


def test_an_exercise_at_the_end_of_a_cell_is_its_card(lab: Lab, page: Page) -> None:
    opened(lab, page, "cards_one")
    card = page.get_by_role("article").first

    expect(card.get_by_role("heading", level=3)).to_have_text("Smile against a light finger")
    expect(card.get_by_role("figure").get_by_role("img", name="Smile against a light finger")).to_be_visible()
    expect(card.get_by_text("Against: no strong strengthening where there is linked movement.")).to_be_visible()


def test_a_stored_card_needs_no_kernel(lab: Lab, page: Page) -> None:
    opened(lab, page, "cards_stored").save()
    page.reload()

    expect(page.get_by_role("heading", name="Smile against a light finger")).to_be_visible(timeout=60_000)


def test_nothing_is_folded_on_paper(lab: Lab, page: Page) -> None:
    opened(lab, page, "cards_print")
    assert not folded(page).is_visible()

    page.emulate_media(media="print")

    assert folded(page).evaluate("e => e.checkVisibility() && e.getBoundingClientRect().height > 0")
    colour = page.locator(".pk-card h3").first.evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(0, 0, 0)"
