"""What the research figures share: lines that can be told apart and seen, on light and on dark pages."""

import pandas as pd
import pytest
from test_theme import DARK_PAGE, LIGHT_PAGE, channels, contrast
from toys import letters

from palsy_kit.errors import InputError
from palsy_kit.figures import activity_figure, cohort_map, definition_spread, retention_figure
from palsy_kit.figures.beneath import ticks
from palsy_kit.figures.parts import axis, group_line, noted, nothing
from palsy_kit.figures.theme import PAGE_INK, ink


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE])
def test_lines_of_groups_stand_out_from_light_and_dark_pages(page):
    assert min(contrast(channels(group_line(place)["color"]), channels(page)) for place in range(6)) >= 3


def test_36_groups_have_lines_of_their_own_and_six_differ_in_grey():
    looks = [(group_line(place)["color"], group_line(place)["dash"]) for place in range(36)]

    assert len(set(looks)) == 36
    assert len({dash for _, dash in looks[:6]}) == 6


@pytest.mark.parametrize(
    ("last", "found"), [(0, [0]), (3, [0, 1, 2, 3]), (84, [*range(0, 85, 14)]), (13, [*range(0, 14, 2)])]
)
def test_times_on_an_axis_are_few_and_round(last, found):
    assert ticks(last) == found


@pytest.mark.parametrize("last", [1, 30, 112, 365, 3652, 40_000])
def test_no_more_times_are_named_than_fit(last):
    assert len(ticks(last)) <= 9


def test_names_on_an_axis_are_text_and_no_html():
    assert letters(axis(ticktext=["<b>x</b>"])["ticktext"][0]) == "&lt;b&gt;x&lt;/b&gt;"


def test_numbers_that_are_listed_take_the_ink_of_the_page_too():
    """Plotly gives them no prefix."""
    assert axis(tickvals=[0, 5])["ticktext"] == [ink("0"), ink("5")]
    assert axis()["tickprefix"] == PAGE_INK


def test_notes_stand_on_lines_of_their_own():
    assert noted("Toys", "a note") == "Toys\na note"
    assert noted("", "a note") == "a note"


def test_a_figure_of_nothing_says_why_in_sight_and_to_screen_readers():
    figure = nothing(title="T", label="", words="There is nothing.")

    assert letters(figure.layout.annotations[0].text) == "There is nothing."
    assert figure.layout.meta["description"] == "T: There is nothing."


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (activity_figure, "activity"),
        (cohort_map, "periods"),
        (definition_spread, "summary"),
        (retention_figure, "retention"),
    ],
)
def test_another_table_is_refused_with_the_name_of_the_right_one(draw, table):
    more = {"threshold": 0.8} if draw is definition_spread else {}

    with pytest.raises(InputError, match=f"drawn from the table '{table}'.* no column .*; it has: oops"):
        draw(pd.DataFrame({"oops": [1]}), **more)
