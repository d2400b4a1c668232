"""What outcome measures promise: the published arithmetic, refusals that help, and raters that are never mixed."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palsy_kit import measures
from palsy_kit.catalogue import data_folder
from palsy_kit.errors import InputError
from palsy_kit.measures import (
    FACE_DOMAINS,
    SCALES,
    Direction,
    Rater,
    Score,
    compare,
    find_scale,
    require_one_scale,
    score_face,
    score_fdi,
    score_house_brackmann,
    score_saq,
    score_sunnybrook,
)
from palsy_kit.study import load_study
from palsy_kit.study.tables import TABLES, frame_of

# Numbers in the order that the counts of the domains ask for; the real order is in the original, not here.
DOMAINS = {
    "movement": (1, 2, 3),
    "comfort": (4, 5, 6),
    "oral_function": (7, 8),
    "eye_comfort": (9, 10),
    "lacrimal_control": (11,),
    "social_function": (12, 13, 14, 15),
}


def sunnybrook(rest=(0, 0, 0), voluntary=(5,) * 5, synkinesis=(0,) * 5, rater="clinician"):
    return score_sunnybrook(rest=rest, voluntary=voluntary, synkinesis=synkinesis, rater=rater)


def a_score(**changes):
    return Score(**({"measure": "saq", "part": "total", "score": 40, "rater": "self"} | changes))


# Sunnybrook


@pytest.mark.parametrize(
    ("rest", "voluntary", "synkinesis", "expected"),
    [
        ((0, 0, 0), (5,) * 5, (0,) * 5, (0, 100, 0, 100)),  # full movement, as published
        ((1, 2, 1), (1,) * 5, (0,) * 5, (20, 20, 0, 0)),  # a flaccid palsy, as published
        ((1, 2, 1), (1,) * 5, (3,) * 5, (20, 20, 15, -15)),  # the lowest that the arithmetic gives
        ((0, 1, 1), (2, 4, 3, 3, 2), (0, 2, 1, 0, 1), (10, 56, 4, 42)),  # by hand
    ],
)
def test_sunnybrook_weighs_rest_by_5_movement_by_4_and_synkinesis_by_1(rest, voluntary, synkinesis, expected):
    scores = sunnybrook(rest, voluntary, synkinesis)

    assert tuple(score.score for score in scores) == expected
    assert [score.part for score in scores] == ["rest", "voluntary", "synkinesis", "composite"]


def test_a_composite_below_0_is_reported_as_it_comes_out_with_a_warning():
    composite = sunnybrook((1, 2, 1), (1,) * 5, (0, 0, 1, 0, 0))[-1]

    assert composite.score == -1
    assert "Below 0" in composite.warnings[0]
    assert sunnybrook((1, 2, 1), (1,) * 5)[-1].warnings == ()


def test_a_missing_item_leaves_its_part_and_the_composite_without_a_score_and_is_named():
    rest, voluntary, synkinesis, composite = sunnybrook(voluntary=(5, None, 5, math.nan, 5))

    assert (rest.score, voluntary.score, synkinesis.score, composite.score) == (0, None, 0, None)
    assert (voluntary.n_missing, composite.n_missing) == (2, 2)
    assert (voluntary.n_items, composite.n_items) == (5, 13)
    assert "items 2, 4 are missing" in voluntary.warnings[0]


@pytest.mark.parametrize("score", sunnybrook(rater="self"))
def test_a_persons_own_rating_on_a_clinicians_form_is_marked(score):
    assert score.rater is Rater.SELF
    assert "made for clinicians" in score.warnings[-1]


def test_which_way_is_better_belongs_to_the_part():
    assert [score.higher_is_better for score in sunnybrook()] == [False, True, False, True]


# House-Brackmann


@pytest.mark.parametrize("grade", [4, "IV", 4.0, np.int64(4)])
def test_a_grade_may_be_written_either_way(grade):
    score = score_house_brackmann(grade, rater="clinician")

    assert (score.score, score.range, score.higher_is_better, score.warnings) == (4, (1, 6), False, ())


@pytest.mark.parametrize("grade", [0, 7, 2.5, "iv", "VII", "", True, None])
def test_what_is_no_grade_is_refused(grade):
    with pytest.raises(InputError, match=r"1 to 6|not a grade"):
        score_house_brackmann(grade, rater="clinician")


def test_grades_are_never_averaged():
    with pytest.raises(InputError, match="never averaged"):
        Score(measure="house_brackmann", part="grade", score=3.5, rater="clinician")
    assert not [name for name in measures.__all__ if "mean" in name or "average" in name]


def test_two_grades_give_a_direction_and_no_difference():
    before, after = (score_house_brackmann(grade, rater="clinician") for grade in ("IV", "III"))

    assert compare(before, after) == (Direction.BETTER, None)


# Facial Disability Index


@pytest.mark.parametrize(
    ("items", "physical", "social"),
    [
        ([5] * 5 + [6] * 5, 100, 100),
        ([1] * 10, 0, 0),
        ([3, 3, 4, 4, 3, 4, 4, 3, 5, 3], 60, 56),  # (17 - 5) / 5 * 25, (19 - 5) / 5 * 20
        ([0] * 5 + [1] * 5, -25, 0),
        ([4, None, 4, 4, None, 6, 6, 6, None, 1], 75, 75),  # over 3 and over 4 answers
    ],
)
def test_fdi_turns_the_items_answered_to_100(items, physical, social):
    scores = score_fdi(items)

    assert [score.score for score in scores] == pytest.approx([physical, social])
    assert {score.rater for score in scores} == {Rater.SELF}


def test_an_answer_coded_0_is_a_warning_and_no_error():
    physical, social = score_fdi([5, 0, 5, 5, 0, 6, 6, 6, 6, 6])

    assert physical.score == 50
    assert "Coded 0 (not done, for reasons other than health): 2, 5." in physical.warnings[0]
    assert social.warnings == ()


def test_missing_answers_are_counted_and_named_by_their_number_on_the_form():
    physical, social = score_fdi([None] * 5 + [6, 6, 6, None, 6])

    assert (physical.score, physical.n_missing) == (None, 5)
    assert "No score" in physical.warnings[0]
    assert (social.score, social.n_missing, social.n_items) == (100, 1, 5)
    assert "Without an answer: 9." in social.warnings[0]


# FaCE


@pytest.mark.parametrize(("total", "published"), [(46, 51.7), (38, 38.3)])
def test_face_gives_the_values_that_a_study_published(total, published):
    """Median and lower quartile of 80 people in Yoon 2023: a mean of six domains does not fall on this grid."""
    items = [total // 15] * 15
    items[: total % 15] = [item + 1 for item in items[: total % 15]]

    assert round(score_face(items)[0].score, 1) == published


def test_in_the_total_of_face_each_item_weighs_the_same():
    items = [1, 1, 1, 5, 5, 5, 3, 3, 2, 2, 5, 4, 4, 4, 4]

    total, *domains = score_face(items, domains=DOMAINS)

    assert {score.part: score.score for score in domains} == {
        "movement": 0,
        "comfort": 100,
        "oral_function": 50,
        "eye_comfort": 25,
        "lacrimal_control": 100,
        "social_function": 75,
    }
    weighted = sum(score.score * FACE_DOMAINS[score.part] for score in domains) / 15
    assert total.score == pytest.approx(weighted)
    assert total.score == pytest.approx((49 - 15) / 60 * 100)


def test_face_has_no_domains_unless_the_reader_says_which_items_they_have():
    assert [score.part for score in score_face([3] * 15)] == ["total"]


def test_a_missing_item_costs_face_its_total_and_that_domain_alone():
    total, *domains = score_face([None if number == 7 else 3 for number in range(1, 16)], domains=DOMAINS)

    assert total.score is None
    assert [score.part for score in domains if score.score is None] == ["oral_function"]
    assert "item 7 is missing" in domains[2].warnings[0]


@pytest.mark.parametrize(
    "domains",
    [
        DOMAINS | {"lacrimal_control": (10,)},
        DOMAINS | {"movement": (1, 2)},
        {name: own for name, own in DOMAINS.items() if name != "comfort"},
        DOMAINS | {"taste": ()} | {"movement": (1, 2, 16)},
    ],
)
def test_domains_that_do_not_share_out_the_items_are_refused(domains):
    with pytest.raises(InputError, match="Give each item once: movement 3, comfort 3"):
        score_face([3] * 15, domains=domains)


# SAQ


@pytest.mark.parametrize(("items", "score"), [([1] * 9, 20), ([5] * 9, 100), ([1, 2, 3, 4, 5, 1, 2, 3, 4], 500 / 9)])
def test_saq_is_a_share_of_45_and_lower_is_better(items, score):
    found = score_saq(items)

    assert found.score == pytest.approx(score)
    assert not found.higher_is_better
    assert found.n_items == 9


def test_saq_without_an_item_has_no_score():
    assert score_saq([1, 2, None, 4, 5, 1, 2, 3, 4]).score is None


# Refusals


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (lambda: sunnybrook(voluntary=(5, 5, 6, 5, 5)), "sunnybrook voluntary, item 3: 6 .* from 1 to 5"),
        (lambda: sunnybrook(rest=(2, 0, 0)), "sunnybrook rest, item 1: 2 .* from 0 to 1"),
        (lambda: sunnybrook(synkinesis=(0, 0, 0, 0, -1)), "sunnybrook synkinesis, item 5: -1 .* from 0 to 3"),
        (lambda: sunnybrook(voluntary=(5,) * 4), "sunnybrook voluntary has 5 items; 4 are given"),
        (lambda: score_fdi([5] * 9), "fdi has 10 items; 9 are given"),
        (lambda: score_fdi([5] * 5 + [0] + [6] * 4), "fdi, item 6: 0 .* from 1 to 6"),
        (lambda: score_fdi([6] + [5] * 9), "fdi, item 1: 6 .* from 0 to 5"),
        (lambda: score_saq([1.5] + [1] * 8), r"saq, item 1: 1\.5 .* whole number from 1 to 5"),
        (lambda: score_saq([True] + [1] * 8), "saq, item 1: True"),
        (lambda: score_saq(["3"] + [1] * 8), "saq, item 1: '3'"),
        (lambda: score_saq([math.inf] + [1] * 8), "saq, item 1: inf"),
        (lambda: sunnybrook(rater="mother"), "sunnybrook: rater='mother' .* self, clinician"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_measure_item_and_what_is_allowed(score, words):
    with pytest.raises(InputError, match=words):
        score()


def test_a_questionnaire_is_never_rated_by_a_clinician():
    with pytest.raises(InputError, match="saq total: rater='clinician', but only the person can fill it in"):
        a_score(rater="clinician")


@pytest.mark.parametrize("score", [19.9, 100.1, math.nan, math.inf])
def test_a_score_outside_its_range_is_refused(score):
    with pytest.raises(InputError, match="saq total"):
        a_score(score=score)


def test_an_unknown_part_is_refused_and_the_known_ones_are_named():
    with pytest.raises(InputError, match=r"'fdi' 'total' is no measure .* fdi physical_function"):
        find_scale("fdi", "total")


# Raters, comparison, tables


def test_a_comparison_of_different_raters_is_refused():
    own, clinicians = sunnybrook(rater="self")[-1], sunnybrook()[-1]

    with pytest.raises(InputError, match=r"Scores of different raters .*'self' and 'clinician' .*sunnybrook composite"):
        compare(own, clinicians)


@pytest.mark.parametrize(
    "other", [score_face([3] * 15)[0], score_fdi([5] * 10)[1], score_house_brackmann(2, rater="self")]
)
def test_scores_of_different_measures_do_not_stand_side_by_side(other):
    with pytest.raises(InputError, match="Scores of different measures"):
        require_one_scale([a_score(), a_score(), other])


def test_parts_of_a_measure_do_not_stand_side_by_side():
    with pytest.raises(InputError, match=r"different parts .*'physical_function' and 'social_function'"):
        require_one_scale(score_fdi([5] * 10))


def test_scores_of_one_kind_stand_side_by_side():
    require_one_scale([a_score(), a_score(score=20), a_score(score=100)])
    require_one_scale([])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (a_score(score=60), a_score(score=40), (Direction.BETTER, -20)),  # SAQ: lower is better
        (a_score(score=40), a_score(score=60), (Direction.WORSE, 20)),
        (a_score(score=40), a_score(score=40), (Direction.SAME, 0)),
        (sunnybrook(voluntary=(3,) * 5)[-1], sunnybrook()[-1], (Direction.BETTER, 40)),
    ],
)
def test_a_comparison_knows_which_way_is_better(before, after, expected):
    assert compare(before, after) == expected


def test_a_missing_score_is_not_compared_and_not_written_to_a_table():
    missing = score_saq([None] * 9)

    with pytest.raises(InputError, match="has no score to compare: No score: items 1, 2"):
        compare(a_score(), missing)
    with pytest.raises(InputError, match="has no score: No score: items 1, 2"):
        missing.row(participant_id="p1", on=date(2026, 3, 9))


def test_scores_make_the_rows_of_the_measures_table_of_a_study():
    rows = [score.row(participant_id="p1", on=date(2026, 3, 9)) for score in sunnybrook()]

    assert set(rows[0]) == {column.name for column in TABLES["measures"]}
    frame = frame_of("measures", {name: [row[name] for row in rows] for name in rows[0]})
    assert frame["score"].tolist() == [0, 100, 0, 100]
    assert set(frame["rater"]) == {"clinician"}


def test_every_score_of_the_sample_study_can_be():
    sample = load_study(data_folder() / "sample_study").measures

    for row in sample[["measure", "part", "score", "rater"]].to_dict("records"):
        assert Score(**row).range[0] <= row["score"] <= Score(**row).range[1]


# For all answers


def answers(lowest, highest, n):
    return st.lists(st.none() | st.integers(lowest, highest), min_size=n, max_size=n)


EVERYTHING = st.one_of(
    st.builds(
        sunnybrook,
        rest=st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 1)),
        voluntary=answers(1, 5, 5),
        synkinesis=answers(0, 3, 5),
        rater=st.sampled_from(Rater),
    ),
    st.builds(score_fdi, st.builds(lambda a, b: a + b, answers(0, 5, 5), answers(1, 6, 5))),
    st.builds(score_face, answers(1, 5, 15), domains=st.sampled_from([None, DOMAINS])),
    answers(1, 5, 9).map(lambda items: (score_saq(items),)),
    st.integers(1, 6).map(lambda grade: (score_house_brackmann(grade, rater="clinician"),)),
)


@given(EVERYTHING)
def test_every_answer_gives_scores_in_range_or_says_why_not(scores):
    for score in scores:
        lowest, highest = score.range
        assert score.warnings if score.score is None else lowest <= score.score <= highest
        assert 0 <= score.n_missing <= score.n_items
        assert (score.measure, score.part) in SCALES


@given(st.lists(st.integers(1, 5), min_size=15, max_size=15), st.integers(0, 14))
def test_a_better_answer_never_gives_a_worse_score(items, place):
    better = [min(5, item + 1) if number == place else item for number, item in enumerate(items)]

    for before, after in zip(score_face(items, domains=DOMAINS), score_face(better, domains=DOMAINS), strict=True):
        assert compare(before, after).direction is not Direction.WORSE
    physical = compare(score_fdi(items[:10])[0], score_fdi(better[:10])[0])
    assert physical.direction is not Direction.WORSE


@given(st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_one_point_of_synkinesis_costs_the_composite_one_point(synkinesis):
    assert sunnybrook(synkinesis=synkinesis)[-1].score == 100 - sum(synkinesis)
