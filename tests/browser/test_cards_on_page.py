"""Cards in a real JupyterLab, and printed: for every light and width, with nothing left folded on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Notebook, axe

SHOTS = Path(__file__).parents[2] / "test-output" / "cards"

ONE = "import palsy_kit as pk\npk.load_catalogue().exercise('smile_against_finger')"
SOME = "pk.cards(['frown_release', 'gentle_frown', 'frown_against_finger'])"


@pytest.fixture
def shown(desk: Notebook) -> Page:
    """JupyterLab, with cards below two cells."""
    desk.put(ONE, SOME)
    desk.run()
    expect(desk.page.locator(".pk-card")).to_have_count(4, timeout=30_000)
    return desk.page


def folded(page: Page) -> Locator:
    return page.locator(".pk-cards .pk-card-sources").first


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (320, "dark"), (1300, "light"), (1300, "dark")])
def test_cards_are_accessible_and_fit_the_page(shown: Page, width: int, theme: str) -> None:
    shown.set_viewport_size({"width": width, "height": 4000})
    shown.emulate_media(color_scheme=theme)
    expect(shown.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    SHOTS.mkdir(parents=True, exist_ok=True)

    shown.locator(".pk-card").first.screenshot(path=SHOTS / f"one-{theme}-{width}.png")
    shown.locator(".pk-cards").screenshot(path=SHOTS / f"some-{theme}-{width}.png")

    assert axe(shown, ".pk-card") == []
    assert all(shown.locator(".pk-card").evaluate_all("all => all.map(e => e.scrollWidth <= e.clientWidth)"))


def test_an_exercise_at_the_end_of_a_cell_is_its_card(shown: Page) -> None:
    card = shown.get_by_role("article").first

    expect(card.get_by_role("heading", level=3)).to_have_text("Smile against a light finger")
    expect(card.get_by_role("figure").get_by_role("img", name="Smile against a light finger")).to_be_visible()
    expect(card.get_by_text("Against: no strong strengthening where there is linked movement.")).to_be_visible()


def test_a_stored_card_needs_no_kernel(desk: Notebook, shown: Page) -> None:
    desk.save()
    desk.put()
    expect(shown.locator(".pk-card")).to_have_count(0)

    shown.evaluate("window.jupyterapp.shell.currentWidget.context.revert()")

    expect(shown.get_by_role("heading", name="Smile against a light finger")).to_be_visible()


def test_nothing_is_folded_on_paper(shown: Page) -> None:
    assert not folded(shown).is_visible()

    shown.emulate_media(media="print")

    assert folded(shown).evaluate("e => e.checkVisibility() && e.getBoundingClientRect().height > 0")
    colour = shown.locator(".pk-card h3").first.evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(0, 0, 0)"
