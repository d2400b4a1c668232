"""What a person is told of a session that holds only the exercises that their plan names."""

import pytest
from practice import a_prescription

from palsy_kit.catalogue import load_catalogue
from palsy_kit.compose import compose_session
from palsy_kit.exercises import FocusArea, Side, Technique
from palsy_kit.readiness import FACE_PARTS, CheckIn, evaluate
from palsy_kit.widgets.chosen_today import about_chosen

CATALOGUE = load_catalogue()
ONLY = "This session holds only exercises that were chosen for your plan."
AROUND = "This session holds exercises that were chosen for your plan. What lets go before them"


def told(*exercise_ids, remark="", minutes=5, side=Side.RIGHT, **answers):
    check_in = CheckIn(
        **{
            "affected_side": side,
            "stage": "long_standing",
            "movement": dict.fromkeys(FACE_PARTS, 3),
            "weeks_since_onset": 200,
        }
        | answers
    )
    readiness = evaluate(check_in, CATALOGUE.rules, CATALOGUE.red_flags)
    session = compose_session(
        readiness.open_exercises(CATALOGUE.exercises.values()),
        minutes=minutes,
        focus_areas=[FocusArea.WHOLE_FACE],
        affected_side=side,
        exercise_ids=exercise_ids,
    )
    asked = a_prescription(exercise_ids=exercise_ids, remark=remark)
    return about_chosen(asked, session, readiness, CATALOGUE.exercises, affected_side=side)


def name(slug):
    return f"“{CATALOGUE.exercises[slug].name}”"


def test_a_plan_that_names_no_exercises_has_its_remark_alone():
    assert told(remark=" Slowly, with the mirror. ") == ("Noted with your plan: “Slowly, with the mirror.”",)
    assert told() == ()


def test_what_a_check_in_closes_is_told_with_its_reason():
    (rule,) = [rule for rule in CATALOGUE.rules if rule.id == "tight_today"]
    only, closed, *_ = told("brow_raise", "closed_lip_smile", "forehead_circles", tightness=6)
    assert only.startswith(AROUND)
    assert closed == f"Closed today: {name('brow_raise')} and {name('closed_lip_smile')}. {rule.reason}"


def test_what_is_added_around_what_a_plan_names_is_told_and_that_nothing_of_it_is_open_too():
    assert told("brow_raise", "forehead_circles", "face_at_rest") == (ONLY,)
    assert told("brow_raise", minutes=3)[0].startswith(AROUND)
    assert told("brow_raise", tightness=6)[0].startswith("Nothing that was chosen for your plan is open today.")


def test_a_sign_of_danger_is_told_by_the_player_and_not_exercise_by_exercise():
    assert told("brow_raise", red_flags=("stroke_signs",)) == (ONLY,)


def test_a_movement_against_a_finger_names_what_it_comes_after():
    resisted = next(
        one for one in CATALOGUE.exercises.values() if one.technique is Technique.RESISTED and one.variant_of
    )
    after = f"{name(resisted.id)} comes only after {name(resisted.variant_of)}, which your plan does not name."
    assert after in told(resisted.id, "forehead_circles", therapist_agreed=("resistance_is_contested",))


def test_what_only_another_catalogue_has_is_told_and_stays():
    assert "Your plan also names “of_a_newer_catalogue”, which this catalogue does not have." in " ".join(
        told("brow_raise", "of_a_newer_catalogue")
    )


@pytest.mark.parametrize(("minutes", "short"), [(1, False), (20, True)])
def test_a_session_that_stays_short_says_so(minutes, short):
    assert (
        any(
            "Your plan has 20 minutes, and today's exercises take " in one
            for one in told("brow_raise", minutes=minutes)
        )
        == short
    )


@pytest.mark.parametrize(("minutes", "cut"), [(1, True), (20, False)])
def test_sets_that_are_cut_to_fit_are_told(minutes, cut):
    assert any(note.startswith("Sets are cut to fit") for note in told("brow_raise", minutes=minutes)) == cut


def test_what_has_no_room_comes_another_time():
    notes = told("brow_raise", "closed_lip_smile", "nose_wrinkle", minutes=1)
    assert any(note.startswith("Not in this one, and in turn another time: ") for note in notes)
