"""What was said earlier on a day closes for the rest of it, and no later answer opens it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from strategies import check_ins

from palsy_kit.catalogue import load_catalogue
from palsy_kit.exercises import Technique
from palsy_kit.readiness import FACE_PARTS, CheckIn, LinkedMovement, RecordedCheckIn, evaluate
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.widgets.so_far import SoFar

CATALOGUE = load_catalogue()
TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WELL = CheckIn(affected_side="left", stage="long_standing", movement=dict.fromkeys(FACE_PARTS, 3))
STOPS = {
    Outcome.STOPPED_TIGHT: "tight_today",
    Outcome.STOPPED_PAIN: "pain_today",
    Outcome.STOPPED_OTHER: "new_linked_movement",
}
RULES = {rule.id: rule for rule in CATALOGUE.rules}


def stopped(outcome, at=NOON, **rated):
    return PerformedSession(
        session_id="0f8fad5b-d9cb-469f-a165-70867728950e",
        kind="daily",
        started_at=at,
        utc_offset_min=0,
        planned_s=300,
        active_s=60,
        outcome=outcome,
        logged_at=at,
        **rated,
    )


def saved(answers, at):
    return RecordedCheckIn(**answers.model_dump(), checked_in_at=at, utc_offset_min=0)


def so_far(*sessions, checked_in=(), day=TODAY):
    return SoFar.of(day, sessions, checked_in, CATALOGUE.red_flags)


def open_exercises(answers):
    """The ids of what is open."""
    readiness = evaluate(answers, CATALOGUE.rules, CATALOGUE.red_flags)
    return {one.id for one in readiness.open_exercises(CATALOGUE.exercises.values())}


@pytest.mark.parametrize("outcome", STOPS)
@given(before=check_ins(), after=check_ins())
def test_no_answer_opens_what_a_stop_closed_and_letting_go_stays_open(outcome, before, after):
    earlier, later = saved(before, NOON - timedelta(hours=1)), saved(after, NOON + timedelta(hours=1))
    for checked_in in ((earlier,), (earlier, later)):
        held = so_far(stopped(outcome), checked_in=checked_in).beside(after)
        assert open_exercises(held) <= open_exercises(after)
        opened = [CATALOGUE.exercises[slug] for slug in open_exercises(held)]
        assert not [one for one in opened if RULES[STOPS[outcome]].closes_exercise(one)]
        assert any(one.technique is Technique.RELAXATION for one in opened)


@given(after=check_ins())
def test_no_answer_opens_practice_on_the_day_of_a_sign_that_a_doctor_has_to_see(after):
    ticked = saved(WELL.model_copy(update={"red_flags": ("stroke_signs",)}), NOON)
    later = saved(after, NOON + timedelta(minutes=2))
    assert open_exercises(so_far(checked_in=(ticked, later)).beside(after)) == set()
    assert so_far(checked_in=(ticked, later), day=TODAY + timedelta(days=1)) == SoFar()


def test_a_sign_that_closes_nothing_does_not_hold():
    assert so_far(checked_in=(saved(WELL.model_copy(update={"red_flags": ("low_mood",)}), NOON),)) == SoFar()


def test_until_it_is_answered_anew_what_was_said_before_a_stop_counts_on():
    sore = saved(
        WELL.model_copy(update={"pain": 8, "linked_movement": LinkedMovement.KNOWN}), NOON - timedelta(hours=1)
    )
    stop = stopped(Outcome.STOPPED_TIGHT, tightness_after=6)
    held = so_far(stop, checked_in=(sore,))
    assert held.anew == NOON.isoformat()
    counts = held.beside(WELL)
    assert (counts.tightness, counts.pain, counts.linked_movement) == (6, 8, "known")
    answered = so_far(stop, checked_in=(sore, saved(WELL, NOON + timedelta(hours=1))))
    assert answered.anew == ""
    counts = answered.beside(WELL)
    assert (counts.tightness, counts.pain, counts.linked_movement) == (6, 0, "none")
