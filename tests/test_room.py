from datetime import UTC, date, datetime, timedelta

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from palsy_kit.catalogue import load_catalogue
from palsy_kit.exercises import FocusArea, Side
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription, Weekday
from palsy_kit.readiness import FACE_PARTS, CheckIn, RecordedCheckIn
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.store import PracticeLog
from palsy_kit.widgets.room import PracticeRoom

CATALOGUE = load_catalogue()
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ANSWERS = CheckIn(affected_side="right", stage="long_standing", movement=dict.fromkeys(FACE_PARTS, 3))


@pytest.fixture
def log(tmp_path):
    return PracticeLog.open(tmp_path / "log.sqlite3")


@pytest.fixture
def room(log):
    log.add_check_in(RecordedCheckIn(**ANSWERS.model_dump(), checked_in_at=NOW, utc_offset_min=0))
    return PracticeRoom(CATALOGUE, log, today=lambda: TODAY)


def planned(room):
    """The exercises of the session that the player offers."""
    return [item["exercise_id"] for item in room.player.session["plan"]["items"]]


def answer(room, **changes):
    room.check_in.answers = {**room.check_in.answers, **changes}


def save(room, *, day=TODAY, at="", **changes):
    """Save a check-in as the browser does; return the replies."""
    replies = []
    room.check_in.send = replies.append
    answers = {**room.check_in.answers, **changes}
    answer(room, **changes)
    at = at or f"{day}T08:00:00Z"
    message = {"kind": "save", "id": f"{at} {changes}", "at": at, "utc_offset_min": 0, "answers": answers}
    room.check_in._handle_custom_msg(message, [])
    return replies


def test_nothing_is_played_before_the_check_in_of_today_is_saved_and_the_last_answers_wait_in_it(log, room):
    assert planned(room)  # the fixture has saved one today
    tomorrow = PracticeRoom(CATALOGUE, log, today=lambda: TODAY + timedelta(days=1))
    assert (tomorrow.player.session, tomorrow.player.release) == (None, None)
    assert tomorrow.player.why.startswith("Your check-in of today comes first.")
    assert tomorrow.check_in.check_in == ANSWERS
    answer(tomorrow, tightness=1)  # told, and not saved
    assert tomorrow.player.session is None
    save(tomorrow, day=TODAY + timedelta(days=1))
    assert planned(tomorrow)
    assert (tomorrow.player.session["plan"]["minutes"], tomorrow.player.day) == (5, "2026-03-03")


def test_a_sign_that_was_saved_keeps_practice_closed_on_that_day_whatever_is_answered_later(log, room):
    save(room, red_flags=["eye_trouble"])
    assert "seen by a doctor today" in room.player.why
    save(room, at=f"{TODAY}T08:02:00Z", red_flags=[])
    anew = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    for one in (room, anew):
        assert one.player.session is None
        assert one.player.why.startswith("Earlier today you said that this fits: “A red, painful")
        assert "seen by a doctor today" in one.player.why
        assert one.check_in.outcome["care"][0]["says"] in one.player.why
        assert one.check_in.outcome["summary"] == "Nothing is open today. A professional comes first."
    tomorrow = PracticeRoom(CATALOGUE, log, today=lambda: TODAY + timedelta(days=1))
    save(tomorrow, day=TODAY + timedelta(days=1))
    assert planned(tomorrow)


def test_a_sign_hides_what_was_planned_for_today(log, room):
    log.prescribe(CATALOGUE.programmes["own"].prescribe(from_date=TODAY, entered_at=NOW))
    room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    assert "Planned today: whole face." in [choice["hint"] for choice in room.minutes.choices]
    answer(room, red_flags=["stroke_signs"])
    assert {choice["hint"] for choice in room.minutes.choices} == {""}


def test_the_last_answers_are_where_the_next_check_in_begins(room):
    assert room.check_in.check_in == ANSWERS
    assert room.player.affected_side is Side.RIGHT


def test_who_comes_back_finds_the_choices_in_a_line_and_after_a_session_what_is_known_below_the_start(log):
    room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    assert not any((room.focus.folded, room.minutes.folded, room.player.folded))
    save(room, **ANSWERS.model_dump(mode="json"))
    assert (room.focus.folded, room.minutes.folded, room.player.folded) == (True, True, False)
    room.player._handle_custom_msg({"type": "performed", "record": performed().model_dump(mode="json")}, [])
    assert room.player.folded


def test_another_area_gives_another_session(room):
    before = planned(room)
    room.focus.chosen = ["mouth"]
    assert planned(room) != before
    areas = {area for slug in planned(room) for area in CATALOGUE.exercises[slug].focus_areas}
    assert FocusArea.MOUTH in areas


def test_another_length_gives_a_session_of_that_length(room):
    room.minutes.minutes = 20
    assert room.player.session["plan"]["minutes"] == 20


def test_a_tight_face_gets_release_only_as_soon_as_it_says_so(room):
    answer(room, tightness=7)
    techniques = {CATALOGUE.exercises[slug].technique.value for slug in planned(room)}
    assert techniques <= {"release", "massage", "stretch", "relaxation"}


def test_an_emergency_sign_leaves_nothing_to_play_and_says_where_to_turn(room):
    answer(room, red_flags=["stroke_signs"])
    assert room.player.session is None
    assert "emergency number" in room.player.why


def test_release_is_at_hand_beside_every_session(room):
    techniques = {
        CATALOGUE.exercises[item["exercise_id"]].technique.value for item in room.player.release["plan"]["items"]
    }
    assert techniques <= {"release", "massage", "stretch", "relaxation"}


def test_a_session_counts_for_the_prescription_of_its_length(log, room):
    daily = Prescription(
        kind="daily", minutes=5, days=tuple(Weekday), sessions_per_day=1, valid_from=TODAY, entered_at=NOW
    )
    assert room.player.session["plan"]["kind"] == "own"
    log.prescribe([daily])
    room.minutes.minutes = 3
    room.minutes.minutes = 5
    assert room.player.session["plan"]["kind"] == "daily"


def test_what_is_planned_for_today_is_chosen_already_and_what_is_done_no_more(log, room):
    usual = {"days": ("MO",), "sessions_per_day": 1, "valid_from": TODAY, "entered_at": NOW}
    log.prescribe(
        [
            Prescription(kind="own_plan", minutes=12, focus_areas=("eyes",), **usual),
            Prescription(kind="daily", minutes=5, focus_areas=("mouth", "chin"), **usual),
        ]
    )
    room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    assert (room.minutes.minutes, room.focus.chosen) == (12, ["eyes"])
    assert room.player.session["plan"]["kind"] == "own_plan"
    hints = {choice["minutes"]: choice["hint"] for choice in room.minutes.choices}
    assert (hints[12], hints[5]) == ("Planned today: eyes.", "Planned today: mouth.")
    log.add_session(performed().model_copy(update={"kind": "own_plan"}))
    later = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    assert (later.minutes.minutes, later.focus.chosen) == (5, ["mouth"])


def test_a_plan_that_is_changed_on_another_page_is_offered_when_the_choice_comes_into_sight(log, room):
    before = room.player.session
    usual = {"days": ("MO",), "sessions_per_day": 1, "valid_from": TODAY, "entered_at": NOW}
    room.minutes._handle_custom_msg({"kind": "seen"}, [])
    assert room.player.session is before

    log.prescribe([Prescription(kind="own_plan", minutes=12, focus_areas=("eyes",), **usual)])
    room.minutes._handle_custom_msg({"kind": "seen"}, [])

    hints = {choice["minutes"]: choice["hint"] for choice in room.minutes.choices}
    assert (room.minutes.minutes, hints[12]) == (5, "Planned today: eyes.")
    room.minutes.minutes = 12
    assert room.player.session["plan"]["kind"] == "own_plan"


def techniques_of(room):
    return {CATALOGUE.exercises[slug].technique.value for slug in planned(room)}


def test_a_programme_of_release_alone_has_release_alone_at_every_length_and_says_so(log, room):
    log.prescribe(CATALOGUE.programmes["release_only"].prescribe(from_date=TODAY, entered_at=NOW))
    room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    hints = {choice["minutes"]: choice["hint"] for choice in room.minutes.choices}
    assert (room.minutes.minutes, hints[5]) == (5, "Planned today: release for the whole face.")
    for length in (3, 5, 20):
        room.minutes.minutes = length
        assert techniques_of(room) <= {"release", "massage", "stretch", "relaxation"}
        assert room.player.session["plan"]["kind"] == "release"


def test_a_release_and_another_practice_of_its_length_are_offered_one_after_the_other(log, room):
    days = {"minutes": 5, "days": tuple(Weekday), "sessions_per_day": 1, "valid_from": TODAY, "entered_at": NOW}
    log.prescribe([Prescription(kind="daily", **days), Prescription(kind="release", **days)])
    first = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    assert first.player.session["plan"]["kind"] == "release"
    log.add_session(performed().model_copy(update={"kind": "release"}))
    then = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    assert then.player.session["plan"]["kind"] == "daily"
    assert then.player.notes == ["Today's plan: 5 of 10 minutes done. 1 session left."]
    assert "active" in techniques_of(then)


def test_a_check_in_that_is_tighter_for_the_second_time_says_what_is_proposed(log):
    said = []
    for day, tightness in enumerate((1, 2, 4)):
        room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
        answers = ANSWERS.model_dump(mode="json")
        said += save(room, **answers | {"tightness": tightness}, day=date(2026, 3, 1 + day))
    assert [reply["says"][:24] for reply in said] == ["", "", "Tightness went up twice "]
    assert room.programmes.proposal


def test_a_part_of_the_day_names_what_it_hangs_on(log, room):
    anchors = ({"name": "the kettle", "minutes": 4}, {"name": "teeth", "minutes": 6})
    (own,) = CATALOGUE.programmes["own"].prescribe(from_date=TODAY, entered_at=NOW)
    log.prescribe([Prescription(**own.model_dump() | {"anchors": anchors, "focus_areas": ("eyes",)})])
    room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    hints = {choice["minutes"]: choice["hint"] for choice in room.minutes.choices}
    assert (room.minutes.minutes, hints[4]) == (4, "Planned today, with “the kettle”: eyes.")
    assert room.player.session["plan"]["kind"] == "own_plan"


def test_a_session_of_a_plan_that_names_exercises_holds_those_and_says_what_is_closed(log):
    (own,) = CATALOGUE.programmes["own"].prescribe(from_date=TODAY, entered_at=NOW)
    names = ("brow_raise", "forehead_circles", "of_a_newer_catalogue")
    log.prescribe([Prescription(**own.model_dump() | {"exercise_ids": names, "remark": "Slowly."})])
    answers = ANSWERS.model_dump() | {"weeks_since_onset": 100}
    log.add_check_in(RecordedCheckIn(**answers, checked_in_at=NOW, utc_offset_min=0))
    room = PracticeRoom(CATALOGUE, log, today=lambda: TODAY)
    *named, rest = planned(room)
    assert (set(named), rest) == ({"brow_raise", "forehead_circles"}, "loose_jaw")
    assert room.player.notes[0] == "Noted with your plan: “Slowly.”"
    answer(room, tightness=7)
    assert planned(room) == ["forehead_circles", "loose_jaw"]
    assert any(note.startswith("Closed today: “Raise both brows”. ") for note in room.player.notes)
    room.minutes.minutes = 5
    assert room.player.notes == []
    assert not set(planned(room)) <= set(names)


def test_the_plan_says_at_each_exercise_why_it_is_closed_today(log, room):
    assert "brow_raise" not in room.programmes.closed
    answer(room, tightness=7)
    assert room.programmes.closed["brow_raise"].startswith("This area feels tight today.")
    assert "forehead_circles" not in room.programmes.closed
    tomorrow = PracticeRoom(CATALOGUE, log, today=lambda: TODAY + timedelta(days=1))
    assert tomorrow.programmes.closed == {}  # its check-in is not saved yet


def test_in_a_rest_nothing_is_planned_for_today(log):
    log.prescribe(CATALOGUE.programmes["own"].prescribe(from_date=TODAY, entered_at=NOW))
    log.add_hold(Hold(from_date=TODAY, reason="illness", entered_at=NOW))
    assert 10 not in {one["minutes"] for one in PracticeRoom(CATALOGUE, log, today=lambda: TODAY).minutes.choices}


def performed():
    return PerformedSession(
        session_id="0f8fad5b-d9cb-469f-a165-70867728950e",
        kind="daily",
        started_at=NOW,
        utc_offset_min=60,
        planned_s=300,
        active_s=300,
        outcome=Outcome.COMPLETED,
        logged_at=NOW,
    )


def test_the_session_after_a_saved_one_begins_elsewhere_and_what_is_shown_is_drawn_anew(log, room):
    shown = room.redraw(lambda: f"{len(log.sessions())} sessions")
    before = planned(room)
    content = {"type": "performed", "record": performed().model_dump(mode="json")}
    room.player._handle_custom_msg(content, [])
    assert [output["data"]["text/plain"] for output in shown.outputs] == ["'1 sessions'"]
    assert planned(room) != before


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"outcome": Outcome.STOPPED_OTHER}, "another part moved along"),
        ({"new_linked_movement": True}, "another part moved along"),
        ({"outcome": Outcome.STOPPED_PAIN}, "it hurt"),
        ({"outcome": Outcome.STOPPED_TIGHT}, "it got tight"),
    ],
)
def test_what_a_session_was_stopped_for_stays_closed_today_and_is_asked_anew(log, room, said, words):
    assert "active" in techniques_of(room)
    later = {"started_at": NOW + timedelta(hours=1), "logged_at": NOW + timedelta(hours=2)}
    content = {"type": "performed", "record": performed().model_copy(update=said | later).model_dump(mode="json")}
    room.player._handle_custom_msg(content, [])
    assert room.check_in.anew == "2026-03-02T20:00:00+00:00"
    save(room, at="2026-03-02T21:00:00Z")  # nothing changed
    for one in (room, PracticeRoom(CATALOGUE, log, today=lambda: TODAY)):
        assert one.check_in.anew == ""
        assert not {"active", "resisted", "assisted", "synkinesis_control"} & techniques_of(one)
        assert one.player.why.startswith(f"Earlier today {words}: what could add to that stays closed today.")
        assert one.check_in.outcome["care"][0]["says"].startswith(f"Earlier today {words}: ")
    tomorrow = TODAY + timedelta(days=1)
    save(room, day=tomorrow)
    assert "active" in techniques_of(room)
    assert room.player.why == ""


def test_a_figure_is_drawn_where_it_is_asked_for_not_beside_it(room, capsys, monkeypatch):
    monkeypatch.setattr(pio.renderers, "default", "plotly_mimetype")  # as in JupyterLab
    shown = room.redraw(go.Figure)
    assert "application/vnd.plotly.v1+json" in shown.outputs[0]["data"]
    assert capsys.readouterr().out == ""


def test_an_area_without_anything_open_says_why_in_the_picker(room):
    answer(room, red_flags=["eye_trouble"])
    assert set(room.focus.closed) == set(FocusArea)
    assert room.focus.closed["mouth"].startswith("A professional comes first")
    answer(room, red_flags=[])
    assert room.focus.closed == {}


def test_what_waits_in_the_browser_for_one_log_never_reaches_another(log, tmp_path):
    other = PracticeLog.open(tmp_path / "other.sqlite3")
    names = [PracticeRoom(CATALOGUE, one, today=lambda: TODAY).player.log_name for one in (log, log, other)]
    assert names[0] == names[1] != names[2]


def test_the_mirror_says_why_experts_differ_with_their_sources(room):
    told = room.player.mirror
    assert "feel" in told["in_short"]
    assert [bool(side["sources"]) for side in told["sides"]] == [True, True]
