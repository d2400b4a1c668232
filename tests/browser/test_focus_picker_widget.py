"""The focus picker in a real JupyterLab: by pointer on the face, by keyboard in the list, in every light and width."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import Notebook, axe

SHOTS = Path(__file__).parents[2] / "test-output" / "focus_picker"

MAKE = """from palsy_kit.widgets.focus_picker import FocusPicker
picker = FocusPicker(["cheeks", "mouth"], closed={"nose": "Nothing moves there yet: try massage of the cheeks."})
picker"""


@pytest.fixture
def page(desk: Notebook) -> Page:
    """JupyterLab, with the picker shown anew."""
    desk.show(MAKE)
    expect(picker(desk.page)).to_be_visible(timeout=30_000)
    return desk.page


def picker(page: Page) -> Locator:
    return page.locator(".pk-focus")


def ticked(page: Page) -> list[str]:
    boxes = picker(page).get_by_role("checkbox")
    return [box.evaluate("box => box.labels[0].dataset.area") for box in boxes.all() if box.is_checked()]


def told_to_python(book: Notebook) -> str:
    book.wait_idle()
    book.page.evaluate(
        """code => new Promise(done => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const future = kernel.requestExecute({ code });
            future.onIOPub = ({ header, content }) => {
                if (header.msg_type === "stream") window.told = content.text;
            };
            future.done.then(() => done(null));
        })""",
        "print(*picker.areas_chosen)",
    )
    return book.page.evaluate("window.told").strip()


def tap(page: Page, area: str) -> None:
    region = picker(page).locator(f".pk-area[data-area={area}]").first
    region.click(force=True)


def test_a_tap_on_the_face_ticks_the_box_and_python_hears_of_it(desk: Notebook, page: Page) -> None:
    assert ticked(page) == ["cheeks", "mouth"]

    tap(page, "mouth")
    tap(page, "forehead")

    assert ticked(page) == ["forehead", "cheeks"]
    assert told_to_python(desk) == "forehead cheeks"
    assert len(picker(page).locator(".pk-area.pk-focus-chosen").all()) == 3


def test_a_closed_area_gives_its_reason_and_is_not_chosen(desk: Notebook, page: Page) -> None:
    box = picker(page).get_by_role("checkbox", name="Nose")

    tap(page, "nose")
    box.focus()
    page.keyboard.press("Space")

    assert ticked(page) == ["cheeks", "mouth"]
    expect(box).to_have_accessible_name("Nose Not open today. Nothing moves there yet: try massage of the cheeks.")
    desk.execute("picker.closed = {}")
    expect(box).to_have_accessible_name("Nose")
    tap(page, "nose")
    assert ticked(page) == ["nose", "cheeks", "mouth"]


def test_the_list_works_by_keyboard_and_jupyterlab_reads_none_of_it(desk: Notebook, page: Page) -> None:
    picker(page).get_by_role("checkbox", name="Forehead").focus()
    n_cells = page.locator(".jp-Cell").count()

    page.keyboard.press("Space")
    for key in "bam":
        page.keyboard.press(key)
    for _ in range(7):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")

    assert page.locator(".jp-Cell").count() == n_cells
    assert ticked(page) == ["whole_face"]
    assert told_to_python(desk) == "whole_face"


@pytest.mark.parametrize(("width", "theme"), [(400, "light"), (400, "dark"), (1100, "light"), (1100, "dark")])
def test_it_is_accessible_and_fits_the_page(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(color_scheme=theme)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())

    SHOTS.mkdir(parents=True, exist_ok=True)
    picker(page).screenshot(path=SHOTS / f"{theme}-{width}.png")

    assert axe(page, ".pk-focus") == []
    assert picker(page).evaluate("e => e.scrollWidth <= e.clientWidth")
    heights = picker(page).locator("label").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 44
