from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import check_ins

from palsy_kit.catalogue import load_catalogue
from palsy_kit.compose import RELEASING, compose_session
from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Side, Technique
from palsy_kit.programme import Stage
from palsy_kit.readiness import FACE_PARTS, CheckIn, Condition, LinkedMovement, TurnTo, evaluate
from palsy_kit.widgets.draft import LONGEST_SESSION

CATALOGUE = load_catalogue()
EXERCISES = tuple(CATALOGUE.exercises.values())
WORK = set(Technique) - set(RELEASING)


def check_in(movement=3, **answers):
    usual = {
        "affected_side": "left",
        "stage": "long_standing",
        "movement": dict.fromkeys(FACE_PARTS, movement),
    }
    return CheckIn(**(usual | answers))


def ready(answers):
    return evaluate(answers, CATALOGUE.rules, CATALOGUE.red_flags)


def open_ids(answers):
    return {exercise.id for exercise in ready(answers).open_exercises(EXERCISES)}


def closed_by(answers, area, technique):
    return [rule.id for rule in ready(answers).closing(FocusArea(area), Technique(technique))]


def test_before_movement_returns_only_what_needs_no_movement_is_open():
    readiness = ready(check_in(movement=0, stage="no_movement_yet"))
    assert set(readiness.open_techniques(FocusArea.CHEEKS)) == {
        Technique.ASSISTED,
        Technique.IMAGERY,
        Technique.MASSAGE,
        Technique.NECK_STRENGTHENING,
        Technique.RELAXATION,
        Technique.RELEASE,
        Technique.STRETCH,
    }
    assert not any("movement_returned" in exercise.needs for exercise in readiness.open_exercises(EXERCISES))


def test_an_area_that_does_not_move_is_closed_though_others_move():
    answers = CheckIn(
        affected_side="left",
        stage="long_standing",
        movement=dict.fromkeys(FACE_PARTS, 3) | {FocusArea.FOREHEAD: 0},
    )
    assert closed_by(answers, "forehead", "active") == ["no_movement_yet"]
    assert closed_by(answers, "mouth", "active") == []


def test_a_tight_area_is_for_release_only_and_the_others_stay_open():
    answers = check_in(tightness=6, tight_areas=("cheeks",))
    assert set(ready(answers).open_techniques(FocusArea.CHEEKS)) == set(RELEASING)
    assert "active" in ready(answers).open_techniques(FocusArea.MOUTH)


def test_tightness_without_a_place_is_everywhere():
    answers = check_in(tightness=6)
    assert all(set(ready(answers).open_techniques(area)) == set(RELEASING) for area in FocusArea)


def test_linked_movement_closes_resistance_and_opens_synkinesis_control():
    answers = check_in(linked_movement="known")
    assert closed_by(answers, "mouth", "resisted") == ["linked_movement"]
    assert closed_by(answers, "mouth", "synkinesis_control") == []
    assert "new_linked_movement" in closed_by(check_in(linked_movement="new"), "mouth", "active")


def test_resistance_opens_for_a_long_standing_weakness_that_is_neither_tight_nor_linked():
    assert closed_by(check_in(weeks_since_onset=104), "mouth", "resisted") == []
    recent = check_in(stage="recently_returned", weeks_since_onset=30)
    assert closed_by(recent, "mouth", "resisted") == ["resistance_is_contested"]


def test_before_three_months_movement_waits_unless_a_therapist_has_agreed():
    answers = {"stage": "recently_returned", "weeks_since_onset": 5}
    assert closed_by(check_in(**answers), "mouth", "active") == ["first_three_months"]
    assert closed_by(check_in(**answers, therapist_agreed=("first_three_months",)), "mouth", "active") == []
    assert closed_by(check_in(stage="recently_returned", weeks_since_onset=12), "mouth", "active") == []


def test_movement_that_came_back_at_an_unknown_time_waits_like_an_early_one():
    assert closed_by(check_in(stage="recently_returned"), "mouth", "active") == ["weeks_not_known"]
    assert closed_by(check_in(stage="recently_returned", weeks_since_onset=35), "mouth", "active") == []
    assert closed_by(check_in(stage="long_standing"), "mouth", "active") == []


def test_tight_cheeks_keep_the_smile_for_another_day():
    tight = ready(check_in(tightness=5, tight_areas=("cheeks",)))
    assert "tight_today" in [rule.id for rule in tight.closing_exercise(CATALOGUE.exercises["closed_lip_smile"])]


def test_after_toxin_or_surgery_only_rest_is_open():
    for answers in (check_in(weeks_since_toxin=3), check_in(weeks_since_surgery=50)):
        assert ready(answers).open_techniques(FocusArea.MOUTH) == (Technique.RELAXATION,)
    assert "active" in ready(check_in(weeks_since_toxin=26)).open_techniques(FocusArea.MOUTH)


def test_a_therapist_cannot_open_what_only_movement_opens():
    with pytest.raises(InputError, match=r"therapist_agreed=no_movement_yet is not known. Allowed: "):
        ready(check_in(therapist_agreed=("no_movement_yet",)))


def test_an_emergency_closes_everything_and_says_where_to_turn():
    readiness = ready(check_in(red_flags=("stroke_signs",)))
    assert readiness.practice_closed
    assert readiness.open_exercises(EXERCISES) == ()
    assert all(readiness.open_techniques(area) == () for area in FocusArea)
    assert [flag.turn_to for flag in readiness.red_flags] == [TurnTo.EMERGENCY]


def test_a_sign_that_can_wait_a_little_leaves_practice_open():
    readiness = ready(check_in(red_flags=("no_progress",)))
    assert not readiness.practice_closed
    assert readiness.red_flags[0].turn_to is TurnTo.SOON


def test_an_unknown_red_flag_is_refused():
    with pytest.raises(InputError, match="red_flags=hiccups is not known"):
        ready(check_in(red_flags=("hiccups",)))


def test_movement_has_to_be_given_for_every_area():
    with pytest.raises(InputError, match=r"movement is given for mouth\. Give each of forehead"):
        CheckIn(affected_side="left", stage="after_care", movement={"mouth": 3})


def test_no_movement_yet_and_a_moving_area_contradict_each_other():
    with pytest.raises(InputError, match="contradict each other"):
        check_in(movement=1, stage="no_movement_yet")


def test_a_condition_without_a_line_never_holds():
    assert not Condition().holds(check_in(), FocusArea.MOUTH)


def test_all_lines_of_a_condition_must_hold():
    both = Condition(movement_at_most=2, tightness_at_least=3)
    assert both.holds(check_in(movement=2, tightness=3), FocusArea.MOUTH)
    assert not both.holds(check_in(movement=3, tightness=3), FocusArea.MOUTH)
    assert not both.holds(check_in(movement=2, tightness=2), FocusArea.MOUTH)


@given(answers=check_ins())
def test_every_closed_technique_has_a_reason(answers):
    readiness = ready(answers)
    for area in FocusArea:
        for technique in set(Technique) - set(readiness.open_techniques(area)):
            assert all(rule.reason for rule in readiness.closing(area, technique))
            assert readiness.closing(area, technique)


@given(answers=check_ins())
def test_nothing_is_advised_instead_where_it_is_closed_itself(answers):
    readiness = ready(answers)
    open_today = readiness.open_exercises(EXERCISES)
    for rule in readiness.holding():
        for area in FocusArea:
            if rule not in readiness.rules[area]:
                continue
            advised = readiness.instead(rule, [area], EXERCISES)
            assert advised  # there is always something
            for technique, closed in advised.items():
                here = [one for one in EXERCISES if one.technique is technique and area in one.focus_areas]
                can_be_done = any(one in open_today for one in here)
                assert can_be_done or technique is Technique.RELAXATION
                assert area not in closed


@pytest.mark.parametrize("rule", CATALOGUE.rules, ids=lambda rule: rule.id)
def test_what_is_said_whatever_is_open_names_no_technique(rule):
    said = (rule.besides or "").lower()
    named = ("massage", "stretch", "movement practice", "finger", "pictur", "release", "quiet breathing")
    assert not [word for word in named if word in said]


def test_strong_pain_opens_rest_alone_and_what_pulls_is_closed_with_the_stretches_whatever_it_is_called():
    assert {one.technique for one in EXERCISES if one.id in open_ids(check_in(pain=7))} == {Technique.RELAXATION}
    assert CATALOGUE.exercises["inner_cheek_stretch"].technique is Technique.RELEASE
    pulling = {one.id for one in EXERCISES if one.pulls or one.technique is Technique.STRETCH}
    assert pulling & open_ids(check_in())
    assert not pulling & open_ids(check_in(pain=4))


def test_every_exercise_that_says_that_it_pulls_is_marked_or_is_a_stretch():
    for one in EXERCISES:
        if any("mild pull" in step for step in one.steps):
            assert one.pulls or one.technique is Technique.STRETCH, one.id


AGREEABLE = [rule.id for rule in CATALOGUE.rules if rule.therapist_may_open]


@given(answers=check_ins(), agreed=st.lists(st.sampled_from(AGREEABLE), unique=True).map(tuple))
def test_what_a_therapist_has_agreed_to_opens_what_those_rules_alone_closed_and_nothing_else(answers, agreed):
    before = ready(answers)
    after = open_ids(answers.model_copy(update={"therapist_agreed": agreed}))
    assert after == {one.id for one in EXERCISES if {rule.id for rule in before.closing_exercise(one)} <= set(agreed)}


@given(answers=check_ins(), flags=st.lists(st.sampled_from(CATALOGUE.red_flags), min_size=1, unique=True))
def test_red_flags_come_first_whatever_else_is_answered_or_agreed(answers, flags):
    flagged = answers.model_copy(
        update={"red_flags": tuple(flag.id for flag in flags), "therapist_agreed": tuple(AGREEABLE)}
    )
    readiness = ready(flagged)
    assert set(readiness.red_flags) == set(flags)
    if any(flag.turn_to is not TurnTo.SOON for flag in flags):
        assert open_ids(flagged) == set()
        assert not any(readiness.open_techniques(area) for area in FocusArea)


def around(*limits):
    """Both sides of every limit, and nothing given."""
    return [None, *sorted({value for limit in limits for value in (limit - 1, limit)})]


def limits(field):
    """The limits that the rules of the catalogue have for an answer."""
    return {value for rule in CATALOGUE.rules if (value := getattr(rule.when, field)) is not None}


def every_combination():
    """All combinations of answers that a rule could tell apart, with the same answer in every area."""
    stands = [(stage, moves) for stage in Stage for moves in (0, 1, 2) if not moves or stage != "no_movement_yet"]
    for (stage, moves), tight, pain, linked, onset, (toxin, surgery), neck in product(
        stands,
        around(*limits("tightness_at_least"))[1:],
        around(*limits("pain_at_least"))[1:],
        LinkedMovement,
        around(*limits("weeks_since_onset_below")),
        ((None, None), (25, None), (None, 103)),
        (False, True),
    ):
        yield check_in(
            movement=moves,
            stage=stage,
            tightness=tight,
            pain=pain,
            linked_movement=linked,
            weeks_since_onset=onset,
            weeks_since_toxin=toxin,
            weeks_since_surgery=surgery,
            neck_trouble=neck,
        )


def must_stay_closed(answers):
    """What the issue of safety asks for, said once more without the rules, for the mouth."""
    closed = set()
    if not answers.movement["mouth"]:
        closed |= {Technique.ACTIVE, Technique.RESISTED, Technique.SYNKINESIS_CONTROL}
    if answers.tightness >= 4:
        closed |= WORK
    if answers.pain >= 7:
        closed |= set(Technique) - {Technique.RELAXATION}
    if answers.linked_movement is not LinkedMovement.NONE:
        closed |= {Technique.RESISTED}
    if answers.weeks_since_onset is not None and answers.weeks_since_onset < 12:
        closed |= {Technique.ACTIVE, Technique.RESISTED}
    if answers.weeks_since_toxin == 25 or answers.weeks_since_surgery == 103:
        closed |= set(Technique) - {Technique.RELAXATION}
    return closed


def test_over_all_combinations_of_answers_a_session_holds_only_what_is_open():
    """Many combinations leave the same exercises open: sessions are composed once for each set of them."""
    opened = {}
    for answers in every_combination():
        readiness = ready(answers)
        assert not must_stay_closed(answers) & set(readiness.open_techniques(FocusArea.MOUTH)), answers
        assert Technique.RELAXATION in readiness.open_techniques(FocusArea.MOUTH)
        closing = tuple(rule.id for area in ("mouth", "neck") for rule in readiness.rules[FocusArea(area)])
        opened[closing] = readiness
    assert len(opened) > 100
    pools = {tuple(one.id for one in readiness.open_exercises(EXERCISES)): readiness for readiness in opened.values()}
    assert len(pools) > 10
    for ids, readiness in pools.items():
        pool = [CATALOGUE.exercises[slug] for slug in ids]
        for minutes, area in product((3, 20), (FocusArea.MOUTH, FocusArea.NECK)):
            plan = compose_session(pool, minutes=minutes, focus_areas=[area], affected_side=Side.LEFT)
            assert not [one for one in plan.items if readiness.closing_exercise(CATALOGUE.exercises[one.exercise_id])]


@given(answers=check_ins(), more=st.integers(1, 10))
def test_more_tightness_never_opens_anything(answers, more):
    tighter = answers.model_copy(update={"tightness": min(10, answers.tightness + more)})
    assert open_ids(tighter) <= open_ids(answers)


@given(answers=check_ins(), worse=st.sampled_from(["pain", "movement", "linked", "toxin"]))
def test_a_worse_answer_never_opens_anything(answers, worse):
    changes = {
        "pain": {"pain": 10},
        "movement": {"movement": dict.fromkeys(FACE_PARTS, 0)},
        "linked": {"linked_movement": LinkedMovement.NEW},
        "toxin": {"weeks_since_toxin": 0},
    }[worse]
    assert open_ids(answers.model_copy(update=changes)) <= open_ids(answers)


@given(
    answers=check_ins(),
    minutes=st.sampled_from([3, 5, 20]),
    areas=st.lists(st.sampled_from(FocusArea), min_size=1, max_size=3, unique=True),
    turn=st.integers(0, 30),
)
def test_no_composed_session_holds_what_the_rules_close(answers, minutes, areas, turn):
    readiness = ready(answers)
    plan = compose_session(
        readiness.open_exercises(EXERCISES),
        minutes=minutes,
        focus_areas=areas,
        affected_side=answers.affected_side,
        turn=turn,
    )
    for item in plan.items:
        exercise = CATALOGUE.exercises[item.exercise_id]
        assert not readiness.closing_exercise(exercise)
        assert all(exercise.technique in readiness.open_techniques(area) for area in exercise.focus_areas)


@given(answers=check_ins(), minutes=st.integers(1, LONGEST_SESSION), area=st.sampled_from(FocusArea))
def test_whatever_is_answered_a_session_uses_nine_tenths_of_its_minutes_and_never_more(answers, minutes, area):
    open_today = ready(answers).open_exercises(EXERCISES)
    plan = compose_session(open_today, minutes=minutes, focus_areas=[area], affected_side=answers.affected_side)
    assert 0.9 * minutes * 60 <= plan.planned_s <= minutes * 60


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("side", Side)
def test_at_every_stage_there_is_something_to_do_today(stage, side):
    movement = 0 if stage is Stage.NO_MOVEMENT_YET else 2
    readiness = ready(check_in(movement=movement, stage=stage, affected_side=side))
    for area in FACE_PARTS:
        open_today = readiness.open_exercises(EXERCISES)
        assert compose_session(open_today, minutes=3, focus_areas=[area], affected_side=side).items
