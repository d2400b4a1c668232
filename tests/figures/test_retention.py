"""What the retention figure promises: the numbers at risk by value, and what is drawn."""

import math

import pandas as pd
import pytest
from cohorts import worked
from toys import letters

from palsy_kit.figures import at_risk_table, retention_figure
from palsy_kit.figures.retention import describe_retention
from palsy_kit.figures.theme import PAGE_INK


def curve(*rows, group="all"):
    columns = ["time_days", "at_risk", "events", "censored", "survival", "lower", "upper"]
    return pd.DataFrame(rows, columns=columns).assign(group=group)


# Four people: one discontinues on day 10, one is censored on day 20, two are seen to day 30.
FOUR = curve(
    (0.0, 4, 0, 0, 1.0, 1.0, 1.0),
    (10.0, 4, 1, 0, 0.75, 0.13, 0.96),
    (20.0, 3, 0, 1, 0.75, 0.13, 0.96),
    (30.0, 2, 0, 2, 0.75, 0.13, 0.96),
)


def test_who_is_at_risk_on_a_day_is_whose_time_is_that_day_or_later():
    table = at_risk_table(FOUR, [0, 9, 10, 11, 20, 21, 30, 31])

    assert table["number"].tolist() == [4, 4, 4, 3, 3, 2, 2, 0]


def test_numbers_at_risk_are_those_of_the_analysis():
    result = worked({"a": range(14), "b": [0, 1], "c": []}, permissible_gap=3)

    table = at_risk_table(result.retention, [0, 1, 2, 3, 14])

    times = result.persistence["time_days"]
    assert table["number"].tolist() == [(times >= day).sum() for day in (0, 1, 2, 3, 14)]


def test_the_numbers_stand_beneath_the_curve_in_a_row_a_group():
    two = pd.concat([FOUR.assign(group="calls"), FOUR.assign(group="alone")])
    figure = retention_figure(two)

    (numbers,) = [trace for trace in figure.data if trace.yaxis == "y2"]
    assert [letters(text) for text in numbers.text][:2] == ["4", "4"]
    assert set(numbers.y) == {0, 1}
    assert [letters(name) for name in figure.layout.yaxis2.ticktext] == ["calls", "alone"]
    assert figure.layout.yaxis2.domain[1] < figure.layout.yaxis.domain[0]


def test_the_curve_begins_at_one_and_goes_in_steps():
    (line,) = [trace for trace in retention_figure(FOUR).data if trace.name]

    assert line.line.shape == "hv"
    assert (line.x[0], line.y[0]) == (0, 1)
    assert list(line.y[1:]) == FOUR["survival"].tolist()


def test_the_interval_ends_where_it_is_not_known():
    gone = pd.concat([FOUR, curve((40.0, 1, 1, 0, 0.0, math.nan, math.nan))])
    (band,) = [trace for trace in retention_figure(gone).data if trace.fill]

    assert max(band.x) == 30


@pytest.mark.parametrize(("groups", "bands", "words"), [(3, 3, "95 % intervals"), (4, 0, "intervals are in the table")])
def test_the_intervals_of_many_groups_are_left_to_the_table(groups, bands, words):
    figure = retention_figure(pd.concat([FOUR.assign(group=f"g{number}") for number in range(groups)]))

    assert len([trace for trace in figure.data if trace.fill]) == bands
    assert words in figure.layout.title.text.replace("<br>", " ").replace(f"</span> {PAGE_INK}", " ")


def test_ticks_mark_censorings():
    (ticks,) = [trace for trace in retention_figure(FOUR).data if trace.mode == "markers"]

    assert ticks.x == (20, 30)


def test_groups_differ_by_dash_and_not_by_colour_alone():
    three = pd.concat([FOUR.assign(group=name) for name in "abc"])

    lines = [trace.line for trace in retention_figure(three).data if trace.name]
    assert len({line.dash for line in lines}) == 3


def test_intervals_lie_under_all_lines():
    two = pd.concat([FOUR.assign(group=name) for name in "ab"])

    kinds = [trace.fill is not None for trace in retention_figure(two).data]
    assert kinds == sorted(kinds, reverse=True)


def test_the_words_say_events_the_end_and_the_median():
    assert describe_retention(FOUR) == (
        "Retention over 30 days. all: 4 participants, 1 discontinued, 75 % still practised after day 30 "
        "(95 % interval 13 to 96 %); median not reached."
    )


def test_without_anybody_the_figure_says_so():
    figure = retention_figure(FOUR[:0])

    assert letters(figure.layout.annotations[0].text) == "Nobody has a time of persistence."
    assert figure.layout.meta["description"].endswith("Nobody has a time of persistence.")


@pytest.mark.parametrize(("curve_", "n"), [(FOUR[:0], 4), (FOUR, 8)])
def test_a_figure_without_those_with_quotas_says_how_many_and_how_they_come_in(curve_, n):
    curve_ = curve_.copy()
    curve_.attrs |= {"n_roster": n, "without_time": {"quota_only": 4}}

    words = retention_figure(curve_).layout.meta["description"]

    assert f"{n - 4} of {n} participants; not in it: 4 with quotas alone" in words
    assert '--gap-clock calendar (in Python gap_clock="calendar")' in words


@pytest.mark.parametrize("n", [1, 2])
def test_a_curve_of_one_row_is_drawn(n):
    figure = retention_figure(FOUR[:n])

    assert figure.layout.meta["description"].startswith("Retention over")


def test_a_group_that_looks_like_html_is_shown_letter_by_letter():
    figure = retention_figure(FOUR.assign(group="<b>x</b>"))

    assert "<b>x" not in figure.to_json()
