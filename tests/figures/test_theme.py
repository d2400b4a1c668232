"""What the theme promises: readable letters and marks on light and dark pages, and in grey."""

from datetime import date, timedelta

import pytest
from toys import MONDAY, asked, hold, sessions

from palsy_kit.figures import practice_calendar, weekly_minutes
from palsy_kit.figures.theme import (
    DARK_FROM,
    EDGE,
    FILL,
    INK,
    LINE,
    LINE_PX,
    ON_DARK,
    ON_LIGHT,
    PAGE_INK,
    SHADES,
    day_words,
    ink,
    last_weeks,
    weeks_axis,
)

LIGHT_PAGE, DARK_PAGE = "#ffffff", "#111111"


def channels(color):
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def luminance(rgb):
    """Relative luminance by WCAG 2."""
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shade(part):
    low, high = (channels(color) for _, color in SHADES)
    return [a + (b - a) * part for a, b in zip(low, high, strict=True)]


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE])
@pytest.mark.parametrize("color", [INK, EDGE, LINE])
def test_lines_and_marks_stand_out_from_light_and_dark_pages(color, page):
    assert contrast(channels(color), channels(page)) >= 3


def test_a_number_can_be_read_on_every_shade():
    for part in (percent / 100 for percent in range(101)):
        letters = ON_DARK if part >= DARK_FROM else ON_LIGHT
        assert contrast(channels(letters), shade(part)) >= 4.5, f"at {part:.0%}"


def test_a_number_can_be_read_on_a_bar():
    assert contrast(channels(ON_LIGHT), channels(FILL)) >= 4.5


def test_more_practice_is_darker_in_grey_too():
    greys = [luminance(shade(step / 10)) for step in range(11)]

    assert greys == sorted(greys, reverse=True)
    assert contrast(shade(0), shade(1)) >= 4.5


@pytest.mark.parametrize("draw", [practice_calendar, weekly_minutes])
def test_a_figure_leaves_paper_and_letters_to_the_page(draw):
    layout = draw(sessions(("2026-01-05 18:00", 5)), asked(), today=MONDAY, holds=hold(MONDAY)).layout

    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert all(text.startswith(PAGE_INK) for text in layout.xaxis.ticktext)
    assert PAGE_INK in layout.title.text


def test_a_long_label_is_broken_to_fit_on_a_phone_and_the_figure_grows():
    drawn = [
        weekly_minutes(sessions(("2026-01-05 18:00", 5)), asked(), today=MONDAY, label=label).layout
        for label in ("word " * 10, "word " * 20)
    ]

    assert [layout.title.text.count("<br>") for layout in drawn] == [1, 2]
    assert drawn[1].height - drawn[0].height == drawn[1].margin.t - drawn[0].margin.t == LINE_PX


def test_letters_in_the_colour_of_the_page_are_still_plain_text():
    assert ink("<i>a & b</i>") == f"{PAGE_INK}&lt;i&gt;a &amp; b&lt;/i&gt;</span>"


@pytest.mark.parametrize(("weeks", "named"), [(1, 1), (6, 6), (7, 4), (12, 6), (16, 6), (53, 6)])
def test_no_more_weeks_are_named_than_fit_on_a_phone(weeks, named):
    axis = weeks_axis([MONDAY + timedelta(weeks=n) for n in range(weeks)])

    assert len(axis["ticktext"]) == named
    assert axis["tickvals"][0] == 0


def test_weeks_begin_on_monday_and_end_with_the_one_of_today():
    assert last_weeks(date(2026, 1, 11), 2) == (date(2025, 12, 29), date(2026, 1, 12))
    assert last_weeks(date(2026, 1, 12), 1) == (date(2026, 1, 12), date(2026, 1, 19))


def test_a_date_is_said_without_a_leading_nought():
    assert day_words(date(2026, 3, 9)) == "9 March 2026"
