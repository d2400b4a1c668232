from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import exercises, focus_areas, sides

from palsy_kit.compose import LOOSENING, TIMES_AT_MOST, compose_session
from palsy_kit.errors import InputError
from palsy_kit.exercises import Citation, Dosage, Exercise, FocusArea, Side


def exercise(slug, technique, *, areas=("cheeks",), laterality="together", **dosage):
    return Exercise(
        id=slug,
        name=slug,
        focus_areas=areas,
        technique=technique,
        steps=("Do it.",),
        laterality=laterality,
        dosage=Dosage(**({"repetitions": 4, "hold_s": 12, "rest_s": 10} | dosage)),
        sources=(Citation(source="toy"),),
        evidence="Toy.",
    )


MASSAGE = exercise("massage", "massage", laterality="each", repetitions=1, hold_s=180, rest_s=0)
PUFF = exercise("puff", "active")
SMILE = exercise("smile", "active", areas=("mouth",))
REST = exercise("rest", "relaxation", areas=("whole_face",), repetitions=1, hold_s=60, rest_s=0)
TOY = (PUFF, MASSAGE, SMILE, REST)


def ids(plan):
    return [item.exercise_id for item in plan.items]


def test_five_minutes_for_the_cheeks_begin_with_massage_and_end_in_rest():
    plan = compose_session(TOY, minutes=5, focus_areas=[FocusArea.CHEEKS], affected_side=Side.RIGHT)
    assert ids(plan) == ["massage", "puff", "massage", "rest"]
    assert plan.planned_s == 5 * 60


def test_massage_on_each_side_gives_both_sides_the_same_time_the_affected_one_first():
    plan = compose_session(TOY, minutes=5, focus_areas=[FocusArea.CHEEKS], affected_side=Side.RIGHT)
    massage = plan.items[0]
    assert massage.sides == (Side.RIGHT, Side.LEFT)


def test_an_exercise_that_does_not_fit_whole_keeps_its_hold_and_loses_repetitions():
    plan = compose_session([PUFF], minutes=1, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT)
    assert [(item.holds, item.hold_s, item.rest_s) for item in plan.items] == [(2, 12, 10)]


def test_the_next_turn_begins_with_another_exercise():
    two = [PUFF, exercise("suck", "active")]
    firsts = {
        ids(compose_session(two, minutes=2, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT, turn=turn))[0]
        for turn in (0, 1)
    }
    assert firsts == {"puff", "suck"}


def test_every_chosen_area_gets_its_share():
    plan = compose_session(TOY, minutes=20, focus_areas=[FocusArea.MOUTH, FocusArea.CHEEKS], affected_side=Side.LEFT)
    assert {"smile", "puff"} <= set(ids(plan))


def test_work_for_the_affected_side_is_on_both_when_both_are_affected():
    lid = exercise("lid", "active", laterality="affected")
    plan = compose_session([lid], minutes=5, focus_areas=[FocusArea.CHEEKS], affected_side=Side.BOTH)
    assert plan.items[0].sides == (Side.LEFT, Side.RIGHT)


def test_a_stretch_of_the_other_side_is_left_out_when_there_is_no_other_side():
    strong = exercise("strong", "stretch", laterality="unaffected")
    assert compose_session([strong], minutes=5, focus_areas=[FocusArea.CHEEKS], affected_side=Side.BOTH).items == ()


def test_nothing_open_gives_a_plan_without_items():
    assert compose_session([], minutes=5, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT).items == ()


def test_no_focus_area_is_refused():
    with pytest.raises(InputError, match="Choose at least one focus area"):
        compose_session(TOY, minutes=5, focus_areas=[], affected_side=Side.LEFT)


@pytest.mark.parametrize("minutes", [0, -5, 61])
def test_a_session_is_1_to_60_minutes(minutes):
    with pytest.raises(InputError, match="Give 1 to 60 minutes"):
        compose_session(TOY, minutes=minutes, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT)


pools = st.lists(exercises(), max_size=12, unique_by=lambda exercise: exercise.id)


@given(pool=pools, minutes=st.integers(1, 30), areas=focus_areas, side=sides, turn=st.integers(0, 50))
def test_a_session_never_runs_over_and_holds_only_what_is_open(pool, minutes, areas, side, turn):
    plan = compose_session(pool, minutes=minutes, focus_areas=areas, affected_side=side, turn=turn)
    by_id = {exercise.id: exercise for exercise in pool}
    assert plan.planned_s <= minutes * 60
    assert set(ids(plan)) <= set(by_id)
    for item in plan.items:
        dosage = by_id[item.exercise_id].dosage
        assert item.rest_s == dosage.rest_s
        assert item.holds <= dosage.n_holds


@given(pool=pools, minutes=st.integers(1, 30), areas=focus_areas, side=sides, turn=st.integers(0, 50))
def test_nothing_comes_twice_in_a_row_or_too_often(pool, minutes, areas, side, turn):
    order = ids(compose_session(pool, minutes=minutes, focus_areas=areas, affected_side=side, turn=turn))
    assert all(one != next_ for one, next_ in pairwise(order))
    assert all(order.count(one) <= TIMES_AT_MOST for one in order)


@given(pool=pools, minutes=st.integers(5, 30), areas=focus_areas, side=sides, turn=st.integers(0, 50))
def test_a_session_begins_with_loosening_where_there_is_some_for_the_chosen_areas(pool, minutes, areas, side, turn):
    pool = [*(one for one in pool if one.technique not in LOOSENING), MASSAGE]
    plan = compose_session(pool, minutes=minutes, focus_areas=(*areas, FocusArea.CHEEKS), affected_side=side, turn=turn)
    assert ids(plan)[0] == "massage"
