import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import check_ins

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import StoreError
from palsy_kit.exercises import FocusArea, Technique
from palsy_kit.readiness import FACE_PARTS, CheckIn, RecordedCheckIn, evaluate
from palsy_kit.widgets.check_in import CAREFUL, CheckInForm
from palsy_kit.widgets.open_today import Teller
from palsy_kit.widgets.words import AREA_NAMES, TECHNIQUE_NAMES

CATALOGUE = load_catalogue()
EXERCISES = tuple(CATALOGUE.exercises.values())
SOURCE = Path(__file__).parents[1] / "js" / "widgets" / "check_in.js"


def form(**more):
    given = {
        "exercises": EXERCISES,
        "disagreements": CATALOGUE.disagreements,
        "sources": CATALOGUE.sources,
    }
    return CheckInForm(CATALOGUE.rules, CATALOGUE.red_flags, **(given | more))


def moving(**answers):
    usual = {"affected_side": "left", "stage": "long_standing", "movement": dict.fromkeys(FACE_PARTS, 3)}
    return CheckIn(**(usual | answers))


def test_who_cannot_close_an_eye_is_told_to_look_after_it_first_whatever_is_open():
    widget = form(eye_care=CATALOGUE.cautions["eye_stays_open"])
    assert widget.outcome["care"] == []
    answer(widget, eye_closes=False, red_flags=["stroke_signs"])
    (care,) = widget.outcome["care"]
    assert "drops, gel or tape" in care["says"]
    assert care["sources"]


def answer(widget, **answers):
    """Answer as the browser does."""
    widget.set_state({"answers": widget.answers | answers})


def press_save(widget, **changes):
    """Ask to save as the browser does; return its replies."""
    replies = []
    widget.send = replies.append
    at = "2026-11-03T23:30:00.000Z"
    message = {"kind": "save", "id": at, "at": at, "utc_offset_min": -300, "answers": widget.answers}
    widget._handle_custom_msg(message | changes, [])
    return replies


def rules_told(widget):
    return {reason["rule"] for closure in widget.outcome["closures"] for reason in closure["reasons"]}


def test_a_form_that_nobody_touches_has_the_most_careful_answers_and_says_so():
    untouched = form()
    assert untouched.check_in == CAREFUL
    assert untouched.asks["last"] is None
    assert not {"active", "resisted"} & set(untouched.readiness.open_techniques(FocusArea.MOUTH))
    assert untouched.outcome["summary"].startswith("Open today: massage, release, stretch")
    assert untouched.problem == ""


def test_a_form_begins_with_the_last_answers_and_names_their_day():
    last = RecordedCheckIn(
        **moving(tightness=6, red_flags=("low_mood",)).model_dump(),
        checked_in_at=datetime(2026, 11, 4, 3, tzinfo=UTC),
        utc_offset_min=-300,
    )
    begun = form(last=last)
    assert begun.check_in == moving(tightness=6, red_flags=("low_mood",))
    assert begun.asks["last"] == {"local_date": "2026-11-03", "answers": begun.answers}


def test_last_answers_that_the_rules_no_longer_know_are_left_out():
    last = moving(red_flags=("gone",), therapist_agreed=("gone", "no_movement_yet", "after_toxin"))
    begun = form(last=last)
    assert begun.check_in == moving(therapist_agreed=("after_toxin",))
    assert begun.asks["last"] == {"local_date": "", "answers": begun.answers}


def test_answers_of_the_browser_change_what_is_open_before_observers_are_told():
    widget = form(last=moving())
    seen = []
    widget.observe(lambda _: seen.append(widget.readiness.open_techniques(FocusArea.MOUTH)), "answers")
    answer(widget, tightness=7)
    assert "active" not in seen[0]
    assert "release" in seen[0]
    assert widget.check_in.tightness == 7


@settings(max_examples=40)
@given(check_ins())
def test_the_outcome_names_the_answers_it_was_worked_out_from(answers):
    widget = form(last=moving())
    widget.set_state({"answers": answers.model_dump(mode="json")})
    assert widget.problem == ""
    assert widget.outcome["answers"] == widget.answers
    assert widget.check_in == answers


TELLER = Teller(EXERCISES, CATALOGUE.disagreements, CATALOGUE.sources)


@settings(max_examples=80)
@given(check_ins())
def test_every_technique_of_every_area_is_told_as_open_or_closed_and_each_closed_one_has_its_reason(answers):
    readiness = evaluate(answers, CATALOGUE.rules, CATALOGUE.red_flags)
    told = TELLER.tell(readiness)
    open_today = readiness.open_exercises(EXERCISES)
    for area in FocusArea:
        group = next(g for g in told["groups"] if AREA_NAMES[area] in re.split(", | and ", g["areas"].lower()))
        offered = {TECHNIQUE_NAMES[e.technique] for e in EXERCISES if area in e.focus_areas}
        can_be_done = {TECHNIQUE_NAMES[e.technique] for e in open_today if area in e.focus_areas}
        assert set(group["open"]) == can_be_done
        assert set(group["closed"]) == offered - can_be_done
    with_reason = {word for closure in told["closures"] for word in re.split(", | and ", closure["closes"].lower())}
    assert {name for group in told["groups"] for name in group["closed"]} <= with_reason
    assert all(closure["reasons"] for closure in told["closures"])


def test_a_reason_says_where_why_what_instead_from_which_sources_and_where_experts_differ():
    widget = form(last=moving(movement=dict.fromkeys(FACE_PARTS, 3) | {"forehead": 0}))
    reasons = [reason for closure in widget.outcome["closures"] for reason in closure["reasons"]]
    told = next(reason for reason in reasons if reason["rule"] == "no_movement_yet")
    rule = next(rule for rule in CATALOGUE.rules if rule.id == "no_movement_yet")
    assert told["areas"] == "forehead and whole face"
    instead = "Massage, movement with a helping finger, picturing a movement and relaxation. Look after the eye."
    assert (told["reason"], told["instead"]) == (rule.reason, instead)
    assert [source["name"] for source in told["sources"]] == [CATALOGUE.sources[c.source].title for c in rule.sources]
    assert told["disagreement"]["title"] == CATALOGUE.disagreements["start_time"].title
    assert len(told["disagreement"]["sides"]) >= 2


def test_a_rule_that_holds_in_one_area_is_told_of_that_area_alone():
    widget = form(last=moving(neck_trouble=True))
    reasons = [reason for closure in widget.outcome["closures"] for reason in closure["reasons"]]
    assert [reason["areas"] for reason in reasons if reason["rule"] == "neck_trouble"] == ["neck"]


def test_what_is_advised_instead_is_told_without_what_is_closed_itself_and_says_where_it_is():
    def told(**answers):
        widget = form(last=moving(**answers))
        return {one["rule"]: one["instead"] for closure in widget.outcome["closures"] for one in closure["reasons"]}

    still = {"movement": dict.fromkeys(FACE_PARTS, 0), "stage": "no_movement_yet"}
    assert told(**still, weeks_since_toxin=1)["no_movement_yet"] == "Relaxation. Look after the eye."
    assert told(**still, pain=9)["no_movement_yet"] == "Relaxation. Look after the eye."
    assert "helping finger" not in told(**still, tightness=8)["no_movement_yet"]
    assert told(**still, neck_trouble=True)["no_movement_yet"].startswith("Massage (not for the neck), ")


def test_strong_pain_leaves_rest_alone_and_says_at_once_what_to_do():
    widget = form(last=moving(pain=7))
    assert widget.outcome["summary"] == "Open today: relaxation."
    (notice,) = widget.outcome["care"]
    assert "talk to your doctor or therapist" in notice["says"]
    answer(widget, pain=6)
    assert widget.outcome["care"] == []


def test_a_sign_of_danger_closes_everything_and_says_where_to_turn():
    widget = form(last=moving())
    answer(widget, red_flags=["stroke_signs"])
    assert widget.readiness.practice_closed
    assert widget.outcome["summary"] == "Nothing is open today. A professional comes first."
    assert widget.outcome["groups"] == widget.outcome["closures"] == []
    sign = next(sign for sign in widget.asks["red_flags"] if sign["value"] == "stroke_signs")
    assert sign["closes"]
    assert "emergency number" in sign["says"]


def test_a_sign_to_see_a_doctor_soon_leaves_practice_open():
    widget = form(last=moving())
    answer(widget, red_flags=["low_mood"])
    assert not next(sign for sign in widget.asks["red_flags"] if sign["value"] == "low_mood")["closes"]
    assert widget.outcome["summary"] == "Everything is open today."
    assert widget.outcome["groups"]


@pytest.mark.parametrize(
    ("answers", "summary"),
    [
        ({}, "Everything is open today."),
        ({"linked_movement": "known"}, "Everything is open today except movement against a finger."),
        (
            {"tightness": 2, "tight_areas": ("mouth",)},
            "Everything is open today except movement against a finger in some areas.",
        ),
        ({"tightness": 4}, "Open today: massage, release, stretch and relaxation."),
        (
            {"tightness": 4, "tight_areas": ("neck",)},
            (
                "Open today: massage, release, stretch, relaxation, movement with a helping finger and movement "
                "against a finger; more in some areas."
            ),
        ),
        ({"weeks_since_toxin": 3}, "Open today: relaxation."),
    ],
)
def test_what_is_open_is_said_in_one_short_sentence(answers, summary):
    assert form(last=moving(**answers)).outcome["summary"] == summary


def test_areas_that_differ_in_everything_and_areas_without_anything_are_said_too():
    exercises = [exercise for exercise in EXERCISES if exercise.technique is Technique.ACTIVE]
    a_still_mouth = moving(movement=dict.fromkeys(FACE_PARTS, 3) | {"mouth": 0})
    told = form(exercises=exercises, last=a_still_mouth).outcome
    assert told["summary"] == "Open in some areas today: active movement."
    assert form(exercises=exercises).outcome["summary"] == "Nothing is open today."


def agreements(widget):
    return {one["value"]: one["name"] for one in widget.outcome["agreements"]}


def test_only_agreements_that_make_a_difference_today_are_asked_for():
    widget = form(last=moving())
    assert agreements(widget) == {}
    answer(widget, weeks_since_toxin=3)
    assert agreements(widget) == {"after_toxin": "Practice by their own plan"}
    assert "after_toxin" in rules_told(widget)
    answer(widget, therapist_agreed=["after_toxin"])
    assert [*agreements(widget)] == ["after_toxin"]
    assert "after_toxin" not in rules_told(widget)


def test_an_agreement_speaks_of_nothing_that_is_open_already():
    widget = form()
    answer(widget, movement=dict.fromkeys(FACE_PARTS, 2), stage="recently_returned")
    assert "movement with a helping finger" in widget.outcome["summary"]
    assert agreements(widget) == {"weeks_not_known": "Keeping linked parts quiet and active movement"}


def test_two_agreements_never_speak_of_the_same_and_the_narrower_waits_for_the_wider():
    widget = form(last=moving(stage="recently_returned", weeks_since_onset=5))
    early = {"first_three_months": "Keeping linked parts quiet and active movement"}
    assert agreements(widget) == early
    answer(widget, therapist_agreed=["first_three_months"])
    assert agreements(widget) == early | {"resistance_is_contested": "Movement against a finger"}


MAY_OPEN = [rule.id for rule in CATALOGUE.rules if rule.therapist_may_open]


@settings(max_examples=30)
@given(check_ins())
def test_step_by_step_a_therapist_can_agree_to_all_that_one_may_open(answers):
    widget = form(last=answers)
    shown, asked = None, {}
    while (asked := agreements(widget)) != shown:
        answer(widget, therapist_agreed=[*asked])
        shown = asked
    all_lifted = answers.model_copy(update={"therapist_agreed": tuple(MAY_OPEN)})
    expected = evaluate(all_lifted, CATALOGUE.rules, CATALOGUE.red_flags)
    assert widget.readiness.open_exercises(EXERCISES) == expected.open_exercises(EXERCISES)


def test_what_no_therapist_may_open_is_not_offered_and_not_accepted():
    widget = form(last=moving(tightness=7))
    assert {one["value"] for one in widget.asks["agreements"]} == {
        r.id for r in CATALOGUE.rules if r.therapist_may_open
    }
    answer(widget, therapist_agreed=["tight_today"])
    assert "tight_today" in widget.problem
    assert "active" not in widget.readiness.open_techniques(FocusArea.MOUTH)


@pytest.mark.parametrize("typed", ["two", "-1", 5201, 1.5, -3])
def test_weeks_that_are_none_are_refused_in_plain_words_and_stay_as_they_were_typed(typed):
    widget = form(last=moving(weeks_since_onset=30))
    answer(widget, weeks_since_onset=typed)
    assert widget.problem == (
        f"Weeks since it began: {typed!r} cannot be used. Give a whole number from 0 to 5200, or leave it empty."
    )
    assert widget.answers["weeks_since_onset"] == typed
    assert widget.check_in.weeks_since_onset == 30


def test_an_answer_that_cannot_be_used_holds_up_no_other():
    widget = form(last=moving())
    answer(widget, weeks_since_onset="two", tightness=8, red_flags=["eye_trouble"])
    assert widget.check_in == moving(tightness=8, red_flags=("eye_trouble",))
    assert widget.readiness.practice_closed
    answer(widget, weeks_since_onset=None, red_flags=[])
    assert widget.problem == ""
    assert widget.check_in == moving(tightness=8)


@pytest.mark.parametrize(
    "answers",
    [
        {"stage": "no_movement_yet"},
        {"tightness": 11},
        {"movement": {}},
        {"movement": None},
        {"red_flags": "stroke"},
        {"red_flags": ["unknown"]},
        {"affected_side": "<b>left</b>"},
        {"unknown": 1},
        {"stage": None},
    ],
)
def test_answers_that_cannot_be_true_are_refused_and_nothing_else_changes(answers):
    widget = form(last=moving())
    answer(widget, **answers)
    assert widget.problem
    assert widget.check_in == moving()


def test_a_saved_check_in_has_the_instant_and_offset_of_the_browser():
    saved = []
    widget = form(last=moving(pain=2), save=saved.append)
    replies = press_save(widget)
    assert replies == [{"kind": "stored", "id": "2026-11-03T23:30:00.000Z"}]
    assert saved == [
        RecordedCheckIn(
            **moving(pain=2).model_dump(),
            checked_in_at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC),
            utc_offset_min=-300,
        )
    ]


def test_what_the_browser_asks_to_save_again_is_stored_once():
    saved = []
    widget = form(save=saved.append)
    assert press_save(widget) == press_save(widget)
    assert len(saved) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"at": "yesterday"},
        {"at": "2026-11-03T23:30:00"},
        {"at": None},
        {"utc_offset_min": 9000},
        {"utc_offset_min": None},
        {"answers": None},
        {"answers": {"stage": "long_standing"}},
    ],
)
def test_what_cannot_be_a_check_in_is_not_saved_and_the_reply_says_why(changes):
    saved = []
    widget = form(save=saved.append)
    (reply,) = press_save(widget, **changes)
    assert reply["kind"] == "refused"
    assert reply["why"]
    assert saved == []


def test_a_log_that_refuses_is_heard_in_the_form():
    def refuse(_):
        raise StoreError("The practice log is on a read-only folder.")

    (reply,) = press_save(form(save=refuse))
    assert reply["kind"] == "refused"
    assert reply["why"] == "The practice log is on a read-only folder."


def test_a_fault_in_the_code_that_saves_is_told_and_not_hidden():
    def fail(_):
        raise RuntimeError("a fault")

    widget, replies = form(save=fail), []
    widget.send = replies.append
    (receive,) = widget._msg_callbacks.callbacks
    with pytest.raises(RuntimeError, match="a fault"):
        receive(
            widget, {"kind": "save", "at": "2026-11-03T23:30:00Z", "utc_offset_min": 0, "answers": widget.answers}, []
        )
    assert replies[0]["kind"] == "refused"


@pytest.mark.parametrize("content", [None, "save", 3, {}, {"kind": "other"}])
def test_messages_that_ask_for_nothing_are_left_alone(content):
    widget = form(save=lambda _: pytest.fail("saved"))
    replies = []
    widget.send = replies.append
    widget._handle_custom_msg(content, [])
    assert replies == []


def test_without_a_place_to_save_to_no_button_is_shown():
    assert form().asks["can_save"] is False
    assert form(save=lambda _: None).asks["can_save"] is True
    (reply,) = press_save(form())
    assert "save=" in reply["why"]


def test_everything_that_travels_is_plain_json():
    widget = form(last=moving(tightness=9, red_flags=("low_mood",)))
    for trait in ("asks", "answers", "outcome"):
        value = getattr(widget, trait)
        assert json.loads(json.dumps(value)) == value


def test_every_area_and_technique_has_its_words():
    assert set(AREA_NAMES) == set(FocusArea)
    assert set(TECHNIQUE_NAMES) == set(Technique)


def test_the_browser_knows_the_same_traits_as_python():
    typedef = SOURCE.read_text("utf-8").split("@typedef {object} Traits")[1].split("*/")[0]
    synced = {name for name in CheckInForm.class_own_traits(sync=True) if not name.startswith("_")}
    assert set(re.findall(r"@property \{.+\} (\w+)", typedef)) == synced


def test_a_form_shows_itself_by_the_same_text_every_time():
    assert repr(form()) == "CheckInForm()"
