"""The printed plan in a real browser: it fits one sheet of A4 or Letter, and nothing of it is cut off."""

import re
from datetime import UTC, date, datetime, time
from itertools import product

from palsy_kit.calendar import circle_times
from palsy_kit.catalogue import load_catalogue
from palsy_kit.hold import Hold
from palsy_kit.plan_page import plan_page
from palsy_kit.programme import LONGEST_REMARK, MOST_EXERCISES, Anchor
from palsy_kit.schedule import plan

CATALOGUE = load_catalogue()
START = date(2026, 1, 7)  # a Wednesday, so that four weeks lie in five
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Without their margins, in px.
SHEETS = {"A4": {"width": 703, "height": 1047}, "Letter": {"width": 725, "height": 980}}


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


def roomy_page():
    """What is written larger: as much as that allows."""
    asked = CATALOGUE.programmes["steady_practice"].prescribe(from_date=date(2026, 1, 5), entered_at=NOW)
    asked = [one.model_copy(update={"focus_areas": ("forehead", "eyes", "cheeks", "mouth")}) for one in asked]
    ahead = {"start": date(2026, 1, 5), "days": 28}
    text = plan_page(asked, planned=plan(asked, **ahead), **ahead, catalogue=CATALOGUE, name="Ana")
    assert "<body class=roomy>" in text
    return text


def chosen_page():
    """A plan of one's own with half as many exercises, and as long a remark, as it can have."""
    (own,) = CATALOGUE.programmes["own"].prescribe(from_date=START, entered_at=NOW)
    chosen = {
        "exercise_ids": tuple(CATALOGUE.exercises)[: MOST_EXERCISES // 2],
        "remark": "slowly, " * (LONGEST_REMARK // 8),
    }
    asked = [own.model_copy(update=chosen)]
    return plan_page(asked, planned=plan(asked, start=START, days=28), start=START, catalogue=CATALOGUE, name="Ana")


def roomy_chosen_page():
    """The same, written larger: as much as that allows."""
    start = date(2026, 1, 5)
    (own,) = CATALOGUE.programmes["own"].prescribe(from_date=start, entered_at=NOW)
    long_names = sorted(CATALOGUE.exercises, key=lambda slug: -len(CATALOGUE.exercises[slug].name))
    asked = [own.model_copy(update={"exercise_ids": tuple(long_names[:3]), "remark": "slowly, " * 18})]
    text = plan_page(asked, planned=plan(asked, start=start, days=28), start=start, catalogue=CATALOGUE, name="Ana")
    assert "<body class=roomy>" in text
    return text


def test_a_plan_prints_on_one_sheet_whether_it_is_full_or_written_larger(page):
    for text, (paper, size) in product((full_page(), roomy_page(), chosen_page(), roomy_chosen_page()), SHEETS.items()):
        page.set_content(text)
        pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))
        assert len(pages) == 1, paper
        # Nothing sticks out: a page that is too wide would be shrunk, or cut off.
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.evaluate("document.body.scrollHeight") <= size["height"]


def test_the_plan_is_black_on_white_in_a_dark_browser_too(page):
    page.emulate_media(color_scheme="dark")
    page.set_content(full_page())
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
