from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import check_ins, exercises, focus_areas, sides

from palsy_kit.catalogue import load_catalogue
from palsy_kit.compose import CHOSEN_TIMES_AT_MOST, LOOSENING, RELEASING, compose_session
from palsy_kit.errors import InputError
from palsy_kit.exercises import Citation, Dosage, Exercise, FocusArea, Laterality, Side, Technique
from palsy_kit.programme import Stage
from palsy_kit.readiness import FACE_PARTS, CheckIn, evaluate
from palsy_kit.session import PhaseKind, timeline
from palsy_kit.widgets.draft import LONGEST_SESSION


def exercise(slug, technique, *, areas=("cheeks",), laterality="together", muscles=(), variant_of=None, **dosage):
    return Exercise(
        muscles=muscles,
        variant_of=variant_of,
        relation="oppose the movement" if variant_of else None,
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
    assert ids(plan) == ["massage", "puff", "rest"]
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


def test_a_movement_against_a_finger_follows_the_movement_without_one():
    pushed = exercise("puff_pushed", "resisted", variant_of="puff")
    for turn in range(3):
        plan = compose_session(
            [pushed, PUFF, SMILE],
            minutes=5,
            focus_areas=[FocusArea.CHEEKS, FocusArea.MOUTH],
            affected_side=Side.LEFT,
            turn=turn,
        )
        assert ids(plan).index("puff") < ids(plan).index("puff_pushed")


def test_a_movement_against_a_finger_is_left_out_when_the_movement_itself_is_closed():
    pushed = exercise("puff_pushed", "resisted", variant_of="puff")
    plan = compose_session([pushed, SMILE], minutes=5, focus_areas=[FocusArea.WHOLE_FACE], affected_side=Side.LEFT)
    assert set(ids(plan)) == {"smile"}


def test_no_muscle_is_worked_three_times_in_a_row():
    puffs = [exercise(f"puff_{n}", "active", muscles=("buccinator",)) for n in range(3)]
    frown = exercise("frown", "active", muscles=("corrugator",))
    plan = compose_session([*puffs, frown], minutes=10, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT)
    assert ids(plan)[:4] == ["puff_0", "puff_1", "frown", "puff_2"]


def test_exercises_of_the_chosen_area_come_before_those_for_the_whole_face():
    picture = exercise("picture", "imagery", areas=("whole_face",))
    plan = compose_session([picture, PUFF], minutes=5, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT)
    assert ids(plan)[:2] == ["puff", "picture"]


def test_where_only_rest_is_open_rest_fills_the_time():
    jaw = exercise("jaw", "relaxation", areas=("chin",), repetitions=1, hold_s=60, rest_s=0)
    plan = compose_session([REST, jaw], minutes=20, focus_areas=[FocusArea.MOUTH], affected_side=Side.LEFT)
    assert ids(plan) == ["rest", "jaw", "rest", "jaw"]
    assert plan.planned_s == 20 * 60


def test_a_long_rest_goes_round_once_more_and_no_spell_is_longer_than_five_minutes():
    jaw = exercise("jaw", "relaxation", areas=("chin",), repetitions=1, hold_s=60, rest_s=0)
    plan = compose_session([REST, jaw], minutes=25, focus_areas=[FocusArea.MOUTH], affected_side=Side.LEFT)
    assert ids(plan) == ["rest", "jaw", "rest", "jaw", "rest"]
    assert max(item.hold_s for item in plan.items) == 5 * 60
    assert plan.planned_s == 25 * 60


def test_where_little_but_rest_is_open_rest_takes_what_the_others_leave_and_only_rest_comes_again():
    jaw = exercise("jaw", "relaxation", areas=("chin",), repetitions=1, hold_s=60, rest_s=0)
    plan = compose_session([MASSAGE, REST, jaw], minutes=30, focus_areas=[FocusArea.CHEEKS], affected_side=Side.LEFT)
    assert ids(plan)[0] == "massage"
    assert ids(plan).count("massage") == 1 < ids(plan).count("rest")
    assert plan.planned_s == 30 * 60


def test_of_chosen_exercises_those_of_the_areas_come_first_and_the_others_take_what_is_left():
    suck, kiss = exercise("suck", "active"), exercise("kiss", "active", areas=("mouth",))
    plan = compose_session(
        [*TOY, suck, kiss],
        minutes=10,
        focus_areas=[FocusArea.CHEEKS],
        affected_side=Side.LEFT,
        exercise_ids=["kiss", "massage", "puff"],
    )
    assert ids(plan) == ["massage", "puff", "kiss", "massage", "rest"]


def test_few_chosen_exercises_leave_minutes_over_rather_than_come_a_third_time():
    plan = compose_session(
        TOY, minutes=10, focus_areas=[FocusArea.EYES], affected_side=Side.LEFT, exercise_ids=["puff", "smile"]
    )
    assert ids(plan) == ["massage", "puff", "smile", "puff", "smile", "rest"]
    longer = compose_session(
        TOY, minutes=20, focus_areas=[FocusArea.EYES], affected_side=Side.LEFT, exercise_ids=["puff", "smile"]
    )
    assert ids(longer) == ids(plan)
    assert longer.planned_s < 0.9 * 20 * 60


@pytest.mark.parametrize("minutes", [3, 5, 10])
def test_two_named_exercises_both_come_with_one_that_lets_go_before_and_a_rest_after_them(minutes):
    answers = CheckIn(affected_side="left", stage="long_standing", movement=dict.fromkeys(FACE_PARTS, 3))
    opened = evaluate(answers, CATALOGUE.rules, CATALOGUE.red_flags).open_exercises(CATALOGUE.exercises.values())
    for named in (["open_smile", "lip_round"], ["closed_lip_smile", "slow_vowels"]):
        asked = {"minutes": minutes, "focus_areas": [FocusArea.MOUTH], "affected_side": Side.LEFT}
        plan = compose_session(opened, exercise_ids=named, **asked)
        before, *between, after = [CATALOGUE.exercises[slug] for slug in ids(plan)]
        assert (before.technique in LOOSENING, after.technique.value) == (True, "relaxation")
        assert FocusArea.MOUTH in before.focus_areas
        assert {one.id for one in between} == set(named)


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


CHOSEN = st.sets(st.sampled_from([*load_catalogue().exercises, "of_a_newer_catalogue"]), min_size=1, max_size=24)


@given(answers=check_ins(), chosen=CHOSEN, minutes=st.integers(1, 45), areas=focus_areas, turn=st.integers(0, 50))
def test_a_session_of_chosen_exercises_holds_what_is_both_chosen_and_open_after_loosening_and_before_rest(
    answers, chosen, minutes, areas, turn
):
    open_today = evaluate(answers, CATALOGUE.rules, CATALOGUE.red_flags).open_exercises(CATALOGUE.exercises.values())
    plan = compose_session(
        open_today,
        minutes=minutes,
        focus_areas=areas,
        affected_side=answers.affected_side,
        turn=turn,
        exercise_ids=chosen,
    )
    assert plan.planned_s <= minutes * 60
    assert set(ids(plan)) <= {one.id for one in open_today}
    techniques = [exercise.technique for exercise in exercises_of(plan)]
    added = [one for one in exercises_of(plan) if one.id not in chosen]
    assert all(one.technique in RELEASING for one in added)
    if chosen & {one.id for one in open_today}:
        assert len(added) <= 2
    if set(techniques) & set(LOOSENING):
        assert techniques[0] in LOOSENING
    if techniques and minutes >= 3 and Technique.RELAXATION in {one.technique for one in open_today}:
        assert techniques[-1] is Technique.RELAXATION


@given(pool=pools, minutes=st.integers(1, 30), areas=focus_areas, side=sides, turn=st.integers(0, 50))
def test_only_rest_comes_twice_and_never_in_a_row_unless_a_plan_names_its_exercises(pool, minutes, areas, side, turn):
    asked = {"minutes": minutes, "focus_areas": areas, "affected_side": side, "turn": turn}
    rests = {one.id for one in pool if one.technique is Technique.RELAXATION}
    for chosen, times in (((), 1), ([one.id for one in pool], CHOSEN_TIMES_AT_MOST)):
        order = ids(compose_session(pool, exercise_ids=chosen, **asked))
        assert all(one != next_ for one, next_ in pairwise(order))
        assert all(order.count(one) <= times for one in set(order) - rests)


@given(pool=pools, minutes=st.integers(5, 30), areas=focus_areas, side=sides, turn=st.integers(0, 50))
def test_a_session_begins_with_loosening_where_there_is_some_for_the_chosen_areas(pool, minutes, areas, side, turn):
    pool = [*(one for one in pool if one.technique not in LOOSENING), MASSAGE]
    plan = compose_session(pool, minutes=minutes, focus_areas=(*areas, FocusArea.CHEEKS), affected_side=side, turn=turn)
    assert ids(plan)[0] == "massage"


# The real catalogue, at every stage, for every area and length.

CATALOGUE = load_catalogue()
MOVEMENT = {
    Stage.NO_MOVEMENT_YET: 0,
    Stage.RECENTLY_RETURNED: 2,
    Stage.LONG_STANDING: 3,
    Stage.AFTER_CARE: 4,
}


def open_at(stage, **answers):
    movement = dict.fromkeys(FACE_PARTS, MOVEMENT[stage])
    check_in = CheckIn(affected_side="left", stage=stage, movement=movement, **answers)
    return evaluate(check_in, CATALOGUE.rules, CATALOGUE.red_flags).open_exercises(CATALOGUE.exercises.values())


SITUATIONS = {
    **{stage.value: open_at(stage) for stage in Stage},
    "tight": open_at(Stage.LONG_STANDING, tightness=6),
    "linked": open_at(Stage.LONG_STANDING, linked_movement="known"),
    "early": open_at(Stage.RECENTLY_RETURNED, weeks_since_onset=5),
    "after toxin": open_at(Stage.LONG_STANDING, weeks_since_toxin=5),
    "neck trouble": open_at(Stage.LONG_STANDING, neck_trouble=True),
    "little open": open_at(Stage.NO_MOVEMENT_YET, tightness=5, pain=6, neck_trouble=True),
}


@pytest.fixture(scope="module", params=SITUATIONS)
def sessions(request):
    """Sessions of 3, 5 and 20 minutes for every area, each begun at three turns, with the exercises that are open."""
    return [
        compose_session(
            SITUATIONS[request.param], minutes=minutes, focus_areas=[area], affected_side=Side.LEFT, turn=turn
        )
        for minutes in (3, 5, 20)
        for area in FocusArea
        for turn in range(3)
    ]


def exercises_of(plan):
    return [CATALOGUE.exercises[item.exercise_id] for item in plan.items]


def test_a_real_session_uses_at_least_nine_tenths_of_its_minutes_and_never_more(sessions):
    assert all(0.9 <= plan.planned_s / (plan.minutes * 60) <= 1 for plan in sessions)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_whatever_length_can_be_planned_a_session_uses_nine_tenths_of_it_and_never_more(situation):
    for minutes in (1, 2, 10, 25, LONGEST_SESSION):
        for area in FocusArea:
            plan = compose_session(SITUATIONS[situation], minutes=minutes, focus_areas=[area], affected_side=Side.LEFT)
            assert 0.9 <= plan.planned_s / (minutes * 60) <= 1, (minutes, area)


def test_a_real_session_that_loosens_begins_with_it(sessions):
    for plan in sessions:
        techniques = [exercise.technique for exercise in exercises_of(plan)]
        if set(techniques) & set(LOOSENING):
            assert techniques[0] in LOOSENING


def test_a_real_session_ends_in_rest(sessions):
    assert all(exercises_of(plan)[-1].technique is Technique.RELAXATION for plan in sessions)


def test_both_sides_of_a_real_session_get_the_same_time_and_every_hold_its_rest(sessions):
    for plan in sessions:
        for number, (item, exercise) in enumerate(zip(plan.items, exercises_of(plan), strict=True)):
            phases = [
                phase for phase in timeline(plan) if phase.item == number and phase.kind is not PhaseKind.GET_READY
            ]
            held = {
                side: sum(p.duration_s for p in phases if p.side is side and p.kind is PhaseKind.HOLD) for side in Side
            }
            assert (len(item.sides) == 2) == (exercise.laterality is Laterality.EACH)
            assert len({held[side] for side in item.sides}) == 1
            rests = [phase.duration_s for phase in phases if phase.kind is PhaseKind.REST]
            assert rests == [exercise.dosage.rest_s] * (item.holds * len(item.sides) if exercise.dosage.rest_s else 0)


def test_nothing_in_a_real_session_is_overloaded(sessions):
    for plan in sessions:
        exercises = exercises_of(plan)
        loading = [exercise for exercise in exercises if exercise.technique is not Technique.RELAXATION]
        assert all(exercises.count(exercise) == 1 for exercise in loading)
        assert all(one != other for one, other in pairwise(exercises))
        named = [set(exercise.muscles) for exercise in exercises]
        assert not any(one & two & three for one, two, three in zip(named, named[1:], named[2:], strict=False))
        for item, exercise in zip(plan.items, exercises, strict=True):
            assert item.holds <= exercise.dosage.n_holds


def test_no_finger_presses_in_a_real_session_before_the_movement_itself_was_done(sessions):
    for plan in sessions:
        done = [exercise.id for exercise in exercises_of(plan)]
        for exercise in exercises_of(plan):
            if exercise.technique is Technique.RESISTED:
                assert exercise.variant_of in done[: done.index(exercise.id)]


def test_every_area_with_work_that_is_open_gets_some_in_a_session_for_two_areas():
    for name in ("no_movement_yet", "recently_returned", "long_standing", "after_care"):
        for pair in pairwise(FACE_PARTS):
            plan = compose_session(SITUATIONS[name], minutes=5, focus_areas=pair, affected_side=Side.RIGHT)
            worked = {area for item in plan.items for area in item.focus_areas}
            assert set(pair) <= worked, (name, pair)


def test_turn_by_turn_everything_that_is_open_for_an_area_is_practised():
    for area in FACE_PARTS:
        open_here = {one.id for one in SITUATIONS["long_standing"] if one.focus_areas[0] == area}
        plans = [
            compose_session(
                SITUATIONS["long_standing"], minutes=20, focus_areas=[area], affected_side=Side.LEFT, turn=turn
            )
            for turn in range(8)
        ]
        assert open_here <= {item.exercise_id for plan in plans for item in plan.items}


def test_a_short_session_for_the_whole_face_goes_from_area_to_area_and_moves_first_what_it_let_go():
    let_go = set()
    for situation, turn in product(Stage, range(8)):
        whole = {"focus_areas": [FocusArea.WHOLE_FACE], "affected_side": Side.LEFT, "turn": turn}
        done = exercises_of(compose_session(SITUATIONS[situation.value], minutes=3, **whole))
        loosened = {area for one in done if one.technique in LOOSENING for area in one.focus_areas}
        moved = [one for one in done if one.technique not in RELEASING]
        assert loosened & {*moved[0].focus_areas}, (situation, turn)
        assert len({one.focus_areas[0] for one in moved}) >= 2, (situation, turn)
        assert len({one.focus_areas[0] for one in done}) >= 3, (situation, turn)
        let_go |= loosened
    # Turn by turn, every part has its share; what loosens the mouth is the cheeks' too.
    assert {*FACE_PARTS} - {FocusArea.MOUTH} <= let_go


@pytest.mark.parametrize("area", FocusArea)
def test_a_release_holds_nothing_but_what_lets_go_whatever_is_open(area):
    for minutes, turn in ((3, 0), (5, 1), (20, 2)):
        plan = compose_session(
            SITUATIONS["after_care"],
            minutes=minutes,
            focus_areas=[area],
            affected_side=Side.LEFT,
            kind="release",
            turn=turn,
        )
        assert {one.technique for one in exercises_of(plan)} <= set(RELEASING)
        assert 0.9 <= plan.planned_s / (minutes * 60) <= 1
