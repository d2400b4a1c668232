"""What the figure of definitions side by side promises."""

import pandas as pd
import pytest
from cohorts import worked
from toys import letters

from palsy_kit.adherence.ratios import RATIOS
from palsy_kit.adherence.words import RATIO_WORDS
from palsy_kit.errors import InputError
from palsy_kit.figures import definition_spread, definition_table, spread_table

A3, A8 = "session_ratio_day_capped", "practice_day_share"


def summary(**ratios):
    n = len(next(iter(ratios.values())))
    return pd.DataFrame({"participant_id": [f"p{number}" for number in range(n)]} | ratios)


def test_every_ratio_has_words():
    assert list(RATIO_WORDS) == list(RATIOS)


def test_a_row_a_participant_and_definition():
    table = definition_table(summary(**{A3: [0.5, None], A8: [0.25, 0.75]}), [A3, A8])

    assert table["definition"].tolist() == [A3, A3, A8, A8]
    assert table["ratio"].fillna(-1).tolist() == [0.5, -1, 0.25, 0.75]


def test_the_sums_leave_out_who_has_none_and_say_so():
    spread = spread_table(definition_table(summary(**{A3: [0.2, 0.4, 0.8, 1.0, None]}), [A3]), threshold=0.8)

    (row,) = spread.to_dict("records")
    assert (row["n"], row["n_missing"]) == (4, 1)
    assert (row["q25"], row["median"], row["q75"]) == pytest.approx((0.35, 0.6, 0.85))
    assert (row["mean"], row["at_least"]) == pytest.approx((0.6, 0.5))


def test_numbers_are_those_of_the_cohort_table():
    result = worked({"a": range(14), "b": range(7), "c": []})
    spread = spread_table(definition_table(result.summary), threshold=result.options.threshold).set_index("definition")

    cohort = result.cohort.set_index("metric").loc[spread.index]
    for mine, theirs in (("mean", "mean_of_ratios"), ("median", "median"), ("at_least", "share_at_least_threshold")):
        assert spread[mine].tolist() == pytest.approx(cohort[theirs].tolist(), nan_ok=True)


def test_an_unknown_definition_is_refused_with_those_that_there_are():
    with pytest.raises(InputError, match=r"definitions=compliance are no ratios\. Give some of session_ratio_raw"):
        definition_table(summary(**{A3: [1.0]}), ["compliance"])


def dots_of(figure):
    return next(trace for trace in figure.data if trace.mode == "markers")


def test_the_lines_are_broken_where_names_stand():
    figure = definition_spread(
        summary(**{A3: [0.5], "session_ratio_raw": [0.5]}), definitions=[A3, "session_ratio_raw"]
    )

    one, threshold = figure.data[:2]
    names = figure.data[-2]
    assert (one.x[0], threshold.x[0]) == (1.0, 0.8)
    for line in (one, threshold):
        spans = zip(line.y[::3], line.y[1::3], strict=True)
        assert not [at for low, high in spans for at in names.y if low <= at <= high]


def test_dots_beyond_the_edge_are_arrows_at_it():
    figure = definition_spread(summary(**{A3: [0.5, 3.0]}), definitions=[A3])

    dots = dots_of(figure)
    assert dots.x == (0.5, 1.5)
    assert dots.marker.symbol == ("circle", "triangle-right")
    assert dots.customdata[1] == "p1<br>300 %"


def test_alike_ratios_stand_on_top_of_one_another():
    figure = definition_spread(summary(**{A3: [0.5, 0.5, 0.9]}), definitions=[A3])

    x, y = dots_of(figure).x, dots_of(figure).y
    assert x == (0.5, 0.5, 0.9)
    assert y[1] < y[0] == y[2]


def test_who_has_no_ratio_is_counted_in_the_row():
    figure = definition_spread(summary(**{A3: [0.5, None]}), definitions=[A3])

    assert letters(figure.data[-1].text[0]) == "n = 1 (1 without)"


def test_the_words_name_each_definition_with_its_number():
    figure = definition_spread(summary(**{A3: [0.5, 1.0]}), definitions=[A3])

    assert figure.layout.meta["description"] == (
        "Adherence by definition. A3 sessions, capped by day: median 75 %, mean 75 %, 50 % at or above 80 %, n 2."
    )


@pytest.mark.parametrize("ratios", [[], [None], [0.5]])
def test_little_data_gives_a_figure_that_says_so(ratios):
    table = summary(**{A3: pd.Series(ratios, dtype="float64")})

    figure = definition_spread(table, definitions=[A3])

    assert ("Nobody has a ratio" in figure.layout.meta["description"]) == (ratios != [0.5])
