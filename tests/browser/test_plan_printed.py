"""The printed plan in a real browser: it fits one sheet of A4, and nothing of it is cut off."""

import re
from datetime import UTC, date, datetime, time

from palsy_kit.calendar import circle_times
from palsy_kit.catalogue import load_catalogue
from palsy_kit.hold import Hold
from palsy_kit.plan_page import plan_page
from palsy_kit.programme import Anchor
from palsy_kit.schedule import plan

CATALOGUE = load_catalogue()
START = date(2026, 1, 7)  # a Wednesday, so that four weeks lie in five
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def full_page():
    """Two programmes side by side, in parts, with areas, a rest, a long name and the circle."""
    full, daily = CATALOGUE.programmes["steady_practice"].prescribe(from_date=START, entered_at=NOW)
    anchors = [Anchor(name=name, minutes=m, at=time(7, 30)) for name, m in (("teeth", 2), ("kettle", 2), ("bus", 1))]
    areas = {"focus_areas": ("forehead", "eyes", "cheeks", "mouth")}
    asked = [
        full.model_copy(update=areas),
        daily.model_copy(update=areas | {"anchors": tuple(anchors)}),
        *CATALOGUE.programmes["foundation"].prescribe(from_date=START, entered_at=NOW),
    ]
    rest = Hold(from_date=date(2026, 1, 19), to_date=date(2026, 1, 21), reason="illness", entered_at=NOW)
    return plan_page(
        asked,
        [rest],
        planned=plan(asked, [rest], start=START, days=28),
        start=START,
        catalogue=CATALOGUE,
        name="a" * 80,
        circle=circle_times(zone="Europe/Berlin", start=START, days=28),
    )


def test_a_full_plan_prints_on_one_sheet(page):
    page.set_content(full_page())
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(pages) == 1
    # Nothing sticks out: a page that is too wide would be shrunk, or cut off.
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 without its margins, in px
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    assert page.evaluate("document.body.scrollHeight") <= 1032


def test_the_plan_is_black_on_white_in_a_dark_browser_too(page):
    page.emulate_media(color_scheme="dark")
    page.set_content(full_page())
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
