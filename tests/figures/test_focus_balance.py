"""What the balance of focus areas promises."""

import pytest
from toys import letters, sessions

from palsy_kit.exercises import FocusArea
from palsy_kit.figures import focus_balance, focus_balance_table


def done(*areas, minutes=6):
    rows = sessions(*((f"2026-01-{day:02d} 08:00", minutes) for day in range(5, 5 + len(areas))))
    return rows.assign(focus_areas=list(areas)).astype({"focus_areas": "str"})


def minutes(table):
    return {row["focus_area"]: row["minutes"] for row in table.to_dict("records") if row["minutes"]}


def test_a_session_gives_each_of_its_areas_the_same_part():
    assert minutes(focus_balance_table(done("eyes;mouth", "eyes"))) == {"eyes": 9, "mouth": 3}


def test_the_minutes_of_all_areas_are_those_of_the_sessions():
    table = focus_balance_table(done("eyes;mouth;chin", None, "nose"))

    assert table["minutes"].sum() == pytest.approx(18)
    assert table["share"].sum() == pytest.approx(1)


def test_sessions_that_name_no_area_stand_in_a_row_of_their_own():
    assert minutes(focus_balance_table(done(None, "nose"))) == {"nose": 6, "not named": 6}


def test_every_area_has_a_row_also_without_practice():
    table = focus_balance_table(done("eyes"))

    assert table["focus_area"].tolist() == list(FocusArea)
    assert table["n_sessions"].tolist() == [int(area == "eyes") for area in FocusArea]


def test_an_area_that_the_catalogue_does_not_know_is_kept():
    assert minutes(focus_balance_table(done("ears", "eyes"))) == {"eyes": 6, "ears": 6}


def test_the_bars_are_named_in_everyday_words():
    figure = focus_balance(done("whole_face"))

    assert letters(figure.layout.yaxis.ticktext[-1]) == "whole face"
    assert figure.layout.meta["description"] == "Minutes by area of the face: whole face 6 minutes (100 %)."


def test_a_little_practice_is_told_as_such():
    figure = focus_balance(done("cheeks", minutes=0.2))

    assert figure.layout.meta["description"].endswith(": cheeks under 1 minute (100 %).")
    assert "> under 1 (1)<" in figure.data[1].text[3]


def test_without_sessions_the_figure_says_so():
    assert "Nothing is logged" in focus_balance(done()).layout.meta["description"]
