"""What the figure of a measure against practice promises."""

import pandas as pd
import pytest
from toys import letters, sessions

from palsy_kit.errors import InputError
from palsy_kit.figures import Outcome, dose_outcome, dose_outcome_table
from palsy_kit.study.tables import frame_of

FDI = Outcome("fdi", "physical_function", "self")
DONE = sessions(("2026-01-05 08:00", 5), ("2026-01-06 08:00", 10), ("2026-01-06 18:00", 10))


def scores(*rows, measure="fdi", part="physical_function", rater="self"):
    """Scores of (participant, day of January, score)."""
    n = len(rows)
    return frame_of(
        "measures",
        {
            "participant_id": [who for who, *_ in rows],
            "date": [pd.Timestamp(2026, 1, day) for _, day, _ in rows],
            "measure": [measure] * n,
            "part": [part] * n,
            "score": [score for *_, score in rows],
            "rater": [rater] * n,
        },
    )


def test_practice_counts_up_to_the_day_before_a_score():
    table = dose_outcome_table(DONE, scores(("me", 5, 50), ("me", 6, 55), ("me", 7, 60)), FDI)

    assert table["minutes"].tolist() == [0, 5, 25]
    assert table["practice_days"].tolist() == [0, 1, 2]


def test_a_score_without_any_practice_stays_with_0():
    table = dose_outcome_table(DONE, scores(("me", 7, 60), ("you", 7, 70)), FDI)

    assert table[["participant_id", "minutes"]].to_numpy().tolist() == [["me", 25], ["you", 0]]


def test_self_rated_and_clinician_rated_scores_are_never_mixed():
    both = pd.concat([scores(("me", 5, 50)), scores(("me", 5, 40), rater="clinician")])

    assert dose_outcome_table(DONE, both, FDI)["score"].tolist() == [50]


def test_what_nobody_rated_is_refused_with_what_there_is():
    with pytest.raises(
        InputError, match=r"No score of fdi social_function self\. There are: fdi physical_function self"
    ):
        dose_outcome_table(DONE, scores(("me", 5, 50)), Outcome("fdi", "social_function", "self"))


@pytest.mark.parametrize(
    ("outcome", "better"), [(FDI, "higher"), (Outcome("saq", "total", "self"), "lower")], ids=["fdi", "saq"]
)
def test_the_axis_says_which_way_is_better_and_covers_the_whole_scale(outcome, better):
    rows = scores(("me", 5, 50), measure=outcome.measure, part=outcome.part)
    axis = dose_outcome(DONE, rows, outcome).layout.yaxis

    assert letters(axis.title.text) == f"Score ({better} is better)"
    assert axis.range[1] > 100


def test_it_claims_no_cause():
    figure = dose_outcome(DONE, scores(("me", 5, 50), ("me", 7, 60)), FDI)

    assert "shows no cause" in figure.layout.title.text
    assert figure.layout.meta["description"] == (
        "Dose and outcome: FDI physical function, self-rated against minutes practised before, 2 scores of "
        "1 participant; median score 50 at first and 60 at last. It shows no cause."
    )


@pytest.mark.parametrize(("last", "places"), [(60, ("bottom right", "top left")), (40, ("top right", "bottom left"))])
def test_dates_stand_off_the_line_and_within_the_figure(last, places):
    figure = dose_outcome(DONE, scores(("me", 5, 50), ("me", 9, last)), FDI)

    assert figure.data[1].textposition == places


def test_the_first_score_of_each_participant_is_hollow():
    figure = dose_outcome(DONE, scores(("me", 5, 50), ("me", 7, 60), ("you", 6, 70)), FDI)

    assert figure.data[1].marker.symbol == ("circle-open", "circle", "circle-open")


@pytest.mark.parametrize("rows", [0, 1])
def test_little_data_gives_a_figure_that_says_so(rows):
    figure = dose_outcome(DONE, scores(("me", 5, 50))[:rows], FDI)

    assert ("No measure was taken" in figure.layout.meta["description"]) == (rows == 0)
