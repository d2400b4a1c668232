"""What the activity figure promises."""

import pandas as pd
import pytest
from cohorts import worked
from toys import letters

from palsy_kit.figures import activity_figure, activity_figure_table


def weeks(*rows, group="all"):
    table = pd.DataFrame(rows, columns=["study_week", "observed", "active"]).assign(group=group)
    return table.assign(share=table["active"] / table["observed"])


def test_the_interval_is_that_of_wilson():
    """5 of 10: 0.2366 to 0.7634, as in Newcombe 1998 and any table of it."""
    table = activity_figure_table(weeks((0, 10, 5)))

    assert table["lower"].tolist() == pytest.approx([0.2366], abs=1e-4)
    assert table["upper"].tolist() == pytest.approx([0.7634], abs=1e-4)


def test_nobody_and_everybody_have_an_interval_within_0_and_1():
    table = activity_figure_table(weeks((0, 4, 0), (1, 4, 4)))

    assert table["lower"].tolist() == pytest.approx([0, 0.5101], abs=1e-4)
    assert table["upper"].tolist() == pytest.approx([0.4899, 1], abs=1e-4)


def test_who_is_wholly_on_hold_is_not_among_those_observed():
    result = worked({"a": range(14), "b": [0]}, holds=[("b", 7, 14, "illness")])

    figure = activity_figure(result.activity)

    (numbers,) = [trace for trace in figure.data if trace.yaxis == "y2"]
    assert [letters(text) for text in numbers.text] == ["2", "1"]


def test_the_words_are_of_those_observed():
    figure = activity_figure(weeks((0, 10, 9), (1, 8, 4)))

    assert figure.layout.meta["description"] == (
        "Activity by study week, among participants observed and eligible. "
        "all: 9 of 10 practised in week 0, 4 of 8 in week 1."
    )


@pytest.mark.parametrize("rows", [0, 1])
def test_little_data_gives_a_figure_that_says_so(rows):
    figure = activity_figure(weeks((0, 1, 1))[:rows])

    said = figure.layout.meta["description"]
    assert ("Nobody was observed" in said) == (rows == 0)
