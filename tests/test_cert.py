"""What the CERT table promises: all items, what is known filled in, nothing invented."""

from datetime import UTC, date, datetime

import pytest

from palsy_kit.catalogue import load_catalogue
from palsy_kit.cert import cert_table
from palsy_kit.errors import CatalogueError, InputError


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def answers(table):
    return {item.item: item.answer for item in table}


def test_the_16_items_come_in_their_order(catalogue):
    numbers = [item.item for item in cert_table(catalogue.programmes["steady_practice"], catalogue)]

    assert sorted({int(number.rstrip("ab")) for number in numbers}) == list(range(1, 17))
    assert [number for number in numbers if number[-1] in "ab"] == ["7a", "7b", "14a", "14b", "16a", "16b"]


@pytest.mark.parametrize("programme", ["steady_practice", "foundation", "release_only", "after_care"])
def test_what_only_a_study_knows_stays_open_and_says_what_to_write(catalogue, programme):
    table = cert_table(catalogue.programmes[programme], catalogue)

    assert {"2", "6", "10", "11", "12", "16b"} <= {item.item for item in table if item.answer is None}
    assert all(item.hint for item in table)


def test_the_dose_is_that_of_the_prescriptions_and_the_exercises(catalogue):
    table = cert_table(catalogue.programmes["steady_practice"], catalogue, exercises=["closed_lip_smile"])

    assert answers(table)["13"] == (
        "Full: 20 minutes, 2 to 3 times a week; daily: 5 minutes every day. For each side: 1 set, 4 repetitions, "
        "12 seconds of hold, 10 seconds of rest; 1 of 1 exercises have a value that no source gives."
    )


def test_progress_by_time_is_said_and_no_other_is_made_up(catalogue):
    after_care = answers(cert_table(catalogue.programmes["after_care"], catalogue))
    steady = answers(cert_table(catalogue.programmes["steady_practice"], catalogue))

    assert after_care["7a"] == "By time alone: the next step follows after 56 and 182 days."
    assert steady["7a"] is None


def test_only_exercises_of_the_areas_that_were_asked_for_are_listed(catalogue):
    listed = answers(cert_table(catalogue.programmes["foundation"], catalogue))["8"]

    assert "Chin: " in listed
    assert "Forehead: " not in listed


def test_prescriptions_of_many_people_are_said_once(catalogue):
    plan = catalogue.programmes["steady_practice"].prescribe(
        from_date=date(2026, 1, 5), entered_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    table = answers(cert_table([*plan, *plan], catalogue))

    assert table["13"].count("5 minutes every day") == 1
    assert table["15"] is None


def test_an_answer_of_ones_own_takes_the_place_of_ours(catalogue):
    table = cert_table(
        catalogue.programmes["foundation"], catalogue, known={"2": "A speech therapist.", "3": "In pairs."}
    )

    assert (answers(table)["2"], answers(table)["3"]) == ("A speech therapist.", "In pairs.")


def test_an_item_that_there_is_not_is_refused(catalogue):
    with pytest.raises(InputError, match="known=17 are no items"):
        cert_table(catalogue.programmes["foundation"], catalogue, known={"17": "x"})


def test_an_unknown_exercise_is_refused(catalogue):
    with pytest.raises(CatalogueError, match="there is no exercise 'smil'"):
        cert_table(catalogue.programmes["foundation"], catalogue, exercises=["smil"])


def test_a_plan_of_nothing_has_no_dose(catalogue):
    assert answers(cert_table([], catalogue))["13"] is None
