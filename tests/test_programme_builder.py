import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import InputError, StoreError
from palsy_kit.exercises import FocusArea
from palsy_kit.hold import HOLD_WORDS, Hold, HoldReason
from palsy_kit.programme import Ask, Prescription, Stage, Weekday
from palsy_kit.proposal import Gentler
from palsy_kit.readiness import FACE_PARTS, RecordedCheckIn
from palsy_kit.store import PracticeLog
from palsy_kit.widgets.draft import LONGEST_SESSION
from palsy_kit.widgets.programme_builder import ProgrammeBuilder
from palsy_kit.widgets.words import ask_words

PROGRAMMES = load_catalogue().programmes
EXERCISES = load_catalogue().exercises.values()
SOURCES = load_catalogue().sources
SOURCE = Path(__file__).parents[1] / "js" / "widgets" / "programme_builder.js"
EVERY_DAY = tuple(Weekday)
TODAY = date(2026, 11, 3)  # a Tuesday
NOW = datetime(2026, 11, 4, 2, 30, tzinfo=UTC)  # still the 3rd, five hours west
STAMP = {"at": NOW.isoformat(), "utc_offset_min": -300}
DAY = timedelta(days=1)


@pytest.fixture
def log(tmp_path):
    return PracticeLog.open(tmp_path / "log.sqlite3")


def builder(log, stage=Stage.LONG_STANDING):
    return ProgrammeBuilder(
        PROGRAMMES.values(), log=log, stage=stage, today=lambda: TODAY, sources=SOURCES, exercises=EXERCISES
    )


def press(widget, what, **content):
    """Press a button as the browser does, anew unless an id is given; return the reply."""
    replies = []
    widget.send = replies.append
    widget._handle_custom_msg({"kind": "save", "id": str(uuid4()), "what": what, **STAMP, **content}, [])
    (reply,) = replies
    return reply


def press_start(widget):
    assert press(widget, "start", draft=widget.draft)["kind"] == "stored"


def choose(widget, programme, /, **changes):
    """Choose a programme and change its first ask, as the browser does."""
    asked = [{k: v for k, v in ask.items() if k not in {"words", "lasts"}} for ask in card(widget, programme)["asks"]]
    draft = {**widget.draft, "programme": programme, "areas": [], "asks": asked}
    asks = [draft["asks"][0] | changes.pop("ask", {}), *draft["asks"][1:]]
    widget.set_state({"draft": {**draft, "asks": asks, **changes}})


def card(widget, programme):
    return next(card for card in widget.asks["programmes"] if card["value"] == programme)


def days(widget):
    """The days shown, by their dates."""
    return {date.fromisoformat(day["date"]): day for week in widget.preview["weeks"] for day in week if day["inside"]}


def minutes(widget):
    """What the first week shows, day by day."""
    shown = days(widget)
    return [[one["minutes"] for one in shown[TODAY + n * DAY]["sessions"]] for n in range(7)]


def tight(log, *tightness):
    for number, value in enumerate(tightness):
        log.add_check_in(
            RecordedCheckIn(
                affected_side="left",
                stage="long_standing",
                movement=dict.fromkeys(FACE_PARTS, 2),
                tightness=value,
                checked_in_at=NOW - (len(tightness) - number) * DAY,
                utc_offset_min=-300,
            )
        )


@pytest.mark.parametrize("stage", Stage)
def test_at_every_stage_four_weeks_stand_there_though_nobody_clicks(log, stage):
    widget = builder(log, stage)
    assert stage in widget.programme.stages
    assert len(days(widget)) == 28
    assert "In these four weeks:" in widget.preview["says"]


def test_every_programme_but_ones_own_names_its_source(log):
    assert [one["value"] for one in builder(log).asks["programmes"] if not one["sources"]] == ["own"]


def test_what_stands_there_to_begin_with_is_made_for_the_stage_or_asks_for_least(log):
    begins = {stage: builder(log, stage).programme.id for stage in Stage}
    assert begins == builder(log).asks["first"]
    assert begins.pop(Stage.AFTER_CARE) == "after_care"
    assert set(begins.values()) == {"foundation"}


def test_what_is_made_for_a_stage_is_listed_before_what_suits_every_stage(log):
    assert [card["value"] for card in builder(log).asks["programmes"]][-3:] == ["foundation", "release_only", "own"]


def test_how_long_a_step_lasts_is_told_in_weeks_where_it_is_some(log):
    lasts = {
        value: [ask["lasts"] for ask in card(builder(log), value)["asks"]] for value in ("foundation", "after_care")
    }
    assert lasts == {"foundation": ["for 7 days", "for 30 days"], "after_care": ["for 8 weeks", "for 26 weeks", ""]}


def test_the_longest_session_is_the_same_in_the_browser():
    source = (SOURCE.parents[1] / "programme" / "draft.js").read_text("utf-8")
    assert f"LONGEST = {LONGEST_SESSION};" in source


def test_what_is_changed_is_in_the_four_weeks_at_once(log):
    widget = builder(log)
    every_other = {"minutes": 8, "days": ["TU", "TH"]}
    choose(widget, "own", ask=every_other, areas=["eyes", "mouth"])
    assert minutes(widget) == [["8"], [], ["8"], [], [], [], []]
    assert [days(widget)[TODAY + n * DAY]["sessions"][0]["areas"] for n in (0, 2, 7)] == ["eyes", "mouth", "eyes"]
    assert widget.preview["says"] == "In these four weeks: 64 minutes on 8 days."


def test_of_a_range_the_rest_is_shown_as_welcome(log):
    widget = builder(log)
    choose(widget, "steady_practice")
    shown = [one for day in days(widget).values() for one in day["sessions"] if one["minutes"] == "20"]
    assert [sum(one["welcome"] for one in shown), len(shown)] == [4, 12]
    assert widget.preview["says"].endswith("and up to 80 minutes more if you like.")


def test_parts_of_a_day_stand_together(log):
    widget = builder(log)
    anchors = [{"name": "teeth", "minutes": 2, "at": "07:30"}, {"name": "kettle", "minutes": 3, "at": None}]
    choose(widget, "release_only", ask={"anchors": anchors})
    assert minutes(widget)[0] == ["2 + 3"]


def test_what_stands_already_is_in_the_calendar_beside_what_is_being_chosen_unless_it_is_to_end(log):
    widget = builder(log)
    choose(widget, "release_only")
    press_start(widget)
    choose(widget, "own", begins="2026-11-05", ask={"days": list(EVERY_DAY)})
    assert minutes(widget) == [["5"], ["5"], *[["10", "5"]] * 5]
    choose(widget, "own", begins="2026-11-05", alone=True, ask={"days": list(EVERY_DAY)})
    assert minutes(widget) == [["5"], ["5"], *[["10"]] * 5]


def test_what_stands_is_told_without_what_is_being_chosen(log):
    widget = builder(log)
    choose(widget, "release_only")
    press_start(widget)
    choose(widget, "steady_practice")
    assert widget.preview["now"]["says"] == "In these four weeks: 140 minutes on 28 days."
    choose(widget, "own", begins="tomorrow")
    assert widget.preview["now"]["says"] == "In these four weeks: 140 minutes on 28 days."


def test_starting_writes_versions_from_the_persons_own_date_on(log):
    widget = builder(log)
    choose(widget, "own", ask={"minutes": 12}, areas=["mouth"])
    press_start(widget)
    (version,) = log.prescriptions()
    assert (version.minutes, version.valid_from, version.entered_at) == (12, TODAY, NOW)
    assert version.focus_areas == (FocusArea.MOUTH,)
    assert widget.standing[0]["ask"] == "12 minutes on Monday, Wednesday and Friday, for the mouth"


def test_exercises_and_a_remark_of_ones_own_are_written_and_are_where_the_next_version_begins(log):
    widget = builder(log)
    chosen = {"exercise_ids": ["brow_raise", "of_a_newer_catalogue"], "remark": " Slowly. <b> "}
    choose(widget, "own", **chosen)
    press_start(widget)
    (version,) = log.prescriptions()
    assert (version.exercise_ids, version.remark) == (("brow_raise", "of_a_newer_catalogue"), "Slowly. <b>")
    (stands,) = widget.standing
    assert stands["ask"] == "10 minutes on Monday, Wednesday and Friday, 2 chosen exercises"
    assert (stands["exercise_ids"], stands["remark"]) == (["brow_raise", "of_a_newer_catalogue"], "Slowly. <b>")
    assert stands["like"] == widget.preview["asks"][0]["like"]
    choose(widget, "own", **chosen | {"exercise_ids": ["brow_raise", "closed_lip_smile"]})
    assert stands["like"] != widget.preview["asks"][0]["like"]


def test_every_exercise_can_be_chosen_in_its_first_area_and_for_a_plan_of_ones_own_alone(log):
    asks = builder(log).asks
    exercises = load_catalogue().exercises
    assert {one["value"]: one["area"] for one in asks["exercises"]} == {
        slug: exercise.focus_areas[0] for slug, exercise in exercises.items()
    }
    assert [card["value"] for card in asks["programmes"] if card["own"]] == ["own"]


def test_an_edit_is_a_new_version_from_a_day_on_and_the_days_before_stay(log):
    widget = builder(log)
    choose(widget, "own")
    press_start(widget)
    choose(widget, "own", ask={"minutes": 15}, begins="2026-11-20")
    press_start(widget)
    assert [(one.minutes, one.valid_from, one.valid_to) for one in log.prescriptions()] == [
        (10, TODAY, date(2026, 11, 20)),
        (15, date(2026, 11, 20), None),
    ]
    assert widget.standing[0]["dates"] == "from 3 November 2026 until 19 November 2026"


def test_a_programme_that_stands_alone_ends_the_others_on_the_day_on_which_it_begins(log):
    widget = builder(log)
    choose(widget, "steady_practice")
    press_start(widget)
    choose(widget, "release_only", alone=True, begins="2026-11-10")
    press_start(widget)
    assert {one.kind: one.valid_to for one in log.prescriptions()} == {
        "full": date(2026, 11, 10),
        "daily": date(2026, 11, 10),
        "release": None,
    }


def test_one_kind_can_end_and_the_others_go_on(log):
    widget = builder(log)
    choose(widget, "steady_practice")
    press_start(widget)
    assert press(widget, "end", kind_of="full")["kind"] == "stored"
    assert [one["kind"] for one in widget.standing] == ["daily"]
    assert "full" in press(widget, "end", kind_of="full")["why"]


def test_what_is_asked_to_be_saved_again_is_saved_once(log):
    widget = builder(log)
    for _ in range(2):
        press(widget, "rest", id="once", reason="illness")
    assert len(log.holds()) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"begins": "2026-11-02"}, "what was asked for before stays as it was"),
        ({"begins": "2028-01-01"}, "within a year"),
        ({"begins": "tomorrow"}, "begins='tomorrow'"),
        ({"programme": "after_care"}, "is not one for stage='long_standing'"),
        ({"stage": "other"}, "stage='other'"),
        ({"asks": []}, "nothing was given"),
        ({"ask": {"minutes": 46}}, "Give 1 to 45"),
        ({"ask": {"minutes": "<b>"}}, "minutes='<b>'"),
        ({"ask": {"days": []}}, "Give days with sessions_per_day"),
        ({"ask": {"anchors": [{"name": "tea", "minutes": 4}]}}, "Let them add up to 10"),
        ({"ask": {"kind": "daily"}}, "daily was given"),
        ({"areas": ["ear"]}, "'ear'"),
        ({"exercise_ids": [f"one_{n}" for n in range(25)]}, "25 exercises are chosen. Choose 24 at most"),
        ({"exercise_ids": ["<b>"]}, "exercise_ids.0='<b>'"),
        ({"remark": "a" * 501}, "at most 500 characters"),
        ({"extra": 1}, "'extra' is not a field"),
    ],
)
def test_what_cannot_be_used_is_told_and_neither_starts_nor_takes_the_place_of_what_can(log, changes, why):
    widget = builder(log)
    choose(widget, "own")
    choose(widget, "own", **changes)
    assert why in widget.preview["problem"]
    assert widget.programme == PROGRAMMES["own"]
    assert why in press(widget, "start", draft=widget.draft)["why"]
    assert log.prescriptions() == ()


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=5,
)


@settings(max_examples=25)
@given(json_values)
def test_whatever_the_browser_sends_is_answered_and_changes_nothing(content):
    class Nothing:
        prescriptions = holds = check_ins = decisions = staticmethod(tuple)

    widget = builder(Nothing())
    for what in ("start", "rest", "gentler", "as_planned", content):
        reply = press(widget, what, draft=content, reason=content)
        assert reply["kind"] == "refused"
        assert reply["why"]


def test_a_new_stage_keeps_a_choice_that_still_fits_and_else_begins_with_one_that_does(log):
    widget = builder(log)
    choose(widget, "own", ask={"minutes": 7})
    widget.follow(Stage.AFTER_CARE)
    assert widget.programme.asks[0].minutes == 7
    choose(widget, "after_care")
    widget.follow(Stage.RECENTLY_RETURNED)
    assert Stage.RECENTLY_RETURNED in widget.programme.stages
    assert widget.draft["stage"] == "recently_returned"


def test_without_a_programme_for_the_stage_the_builder_says_what_to_do(log):
    with pytest.raises(InputError, match=r"stage='no_movement_yet'.*Add one"):
        ProgrammeBuilder([PROGRAMMES["after_care"]], log=log, stage=Stage.NO_MOVEMENT_YET, today=lambda: TODAY)


@pytest.mark.parametrize("words", HOLD_WORDS)
def test_a_rest_has_a_reason_and_begins_today_without_an_end(log, words):
    widget = builder(log)
    assert press(widget, "rest", reason=words)["kind"] == "stored"
    (hold,) = log.holds()
    assert (hold.reason, hold.from_date, hold.to_date) == (HOLD_WORDS[words], TODAY, None)
    assert all(day["resting"] and not day["sessions"] for day in days(widget).values())
    assert widget.rests[0]["dates"] == "from 3 November 2026"


def test_a_rest_with_an_end_is_seen_in_the_four_weeks_and_practice_goes_on_after_it(log):
    widget = builder(log)
    choose(widget, "release_only")
    press(widget, "rest", reason="travel", from_date="2026-11-04", to_date="2026-11-06")
    assert minutes(widget) == [["5"], [], [], ["5"], ["5"], ["5"], ["5"]]


def test_going_on_ends_every_rest_from_today_on(log):
    widget = builder(log)
    press(widget, "rest", reason="illness", from_date="2026-11-01")
    assert press(widget, "resume")["kind"] == "stored"
    assert widget.rests == []
    assert log.holds()[0].to_date == TODAY
    assert press(widget, "resume")["why"] == "Practice does not rest at the moment."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"reason": "lazy"}, "Choose one of: the face is tight"),
        ({"reason": "travel", "to_date": "2026-11-03"}, "Give a later day, or none"),
        ({"reason": "travel", "to_date": "2026-11-01"}, "lies before"),
        ({"reason": "travel", "from_date": "soon"}, "from_date='soon'"),
    ],
)
def test_a_rest_that_is_none_is_refused_with_a_reason(log, content, why):
    assert why in press(builder(log), "rest", **content)["why"]
    assert log.holds() == ()


def test_two_rises_in_tightness_propose_release_alone_and_change_nothing(log):
    tight(log, 1, 2, 4)
    log.prescribe(PROGRAMMES["steady_practice"].prescribe(from_date=TODAY - DAY, entered_at=NOW))
    before = log.prescriptions()
    widget = builder(log)
    assert widget.proposal["gentler"] == Gentler.RELEASE_ONLY
    assert "1, then 2, then 4" in widget.proposal["reason"]
    assert (log.prescriptions(), log.holds()) == (before, ())


def test_release_alone_when_accepted_ends_the_rest_and_is_proposed_no_more(log):
    tight(log, 1, 2, 4)
    log.prescribe(PROGRAMMES["steady_practice"].prescribe(from_date=TODAY - DAY, entered_at=NOW))
    widget = builder(log)
    assert press(widget, "gentler")["kind"] == "stored"
    assert {one.kind: one.valid_to for one in log.prescriptions()} == {"full": TODAY, "daily": TODAY, "release": None}
    assert widget.proposal == {}
    assert press(widget, "gentler")["kind"] == "refused"


def test_a_rest_when_it_is_proposed_and_accepted_is_a_hold_for_safety(log):
    tight(log, 2, 5, 8)
    widget = builder(log)
    assert widget.proposal["gentler"] == Gentler.HOLD
    press(widget, "gentler")
    assert log.holds() == (Hold(from_date=TODAY, reason=HoldReason.SAFETY, entered_at=NOW),)
    assert widget.proposal == {}


def test_what_the_person_leaves_as_planned_stays_so_and_is_not_asked_again_when_the_notebook_is_opened(log):
    tight(log, 1, 2, 4)
    widget = builder(log)
    reply = press(widget, "as_planned")
    assert (reply["kind"], reply["says"]) == ("stored", "It stays as planned. You can change it whenever you want.")
    assert widget.proposal == builder(PracticeLog.open(log.path)).proposal == {}
    assert (log.prescriptions(), log.holds()) == ((), ())
    assert press(widget, "as_planned")["kind"] == "refused"


def test_nothing_gentler_is_proposed_to_who_rests_already(log):
    tight(log, 1, 2, 4)
    log.add_hold(Hold(from_date=TODAY, reason="illness", entered_at=NOW))
    assert builder(log).proposal == {}


def test_a_log_that_refuses_is_heard_and_nothing_counts_as_started(log, monkeypatch):
    widget = builder(log)

    def refuse(*_, **__):
        raise StoreError("The practice log is on a read-only folder.")

    monkeypatch.setattr(log, "prescribe", refuse)
    assert press(widget, "start", draft=widget.draft)["why"] == "The practice log is on a read-only folder."
    assert widget.standing == []


def test_a_version_on_which_nothing_falls_is_not_spoken_of(log):
    ended = Prescription(
        kind="daily", minutes=5, days=EVERY_DAY, sessions_per_day=1, valid_from=TODAY, valid_to=TODAY, entered_at=NOW
    )
    log.prescribe([ended])
    assert builder(log).standing == []


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ({"minutes": 1, "sessions_per_week": 1}, "1 minute, once a week"),
        ({"minutes": 2.5, "sessions_per_week": 3}, "2.5 minutes, 3 times a week"),
        ({"minutes": 20, "sessions_per_week": 2, "sessions_per_week_max": 2}, "20 minutes, 2 times a week"),
        ({"minutes": 5, "sessions_per_week": 0.25}, "5 minutes, once every 4 weeks"),
        (
            {"minutes": 3, "days": EVERY_DAY, "sessions_per_day": 1, "focus_areas": ("neck", "chin")},
            "3 minutes every day, for the neck and chin",
        ),
        ({"minutes": 5, "days": EVERY_DAY, "sessions_per_day": 3}, "5 minutes, 3 times, every day"),
        ({"minutes": 5, "days": ("FR", "MO"), "sessions_per_day": 1}, "5 minutes on Monday and Friday"),
    ],
)
def test_an_ask_in_words(ask, words):
    assert ask_words(Ask(kind="any", **ask)) == words


def test_the_browser_knows_the_same_traits_as_python():
    typedef = SOURCE.read_text("utf-8").split("@typedef {object} Traits")[1].split("*/")[0]
    synced = {name for name in ProgrammeBuilder.class_own_traits(sync=True) if not name.startswith("_")}
    assert set(re.findall(r"@property \{.+\} (\w+)", typedef)) == synced


def test_a_builder_shows_itself_by_the_same_text_every_time(log):
    assert repr(builder(log)) == "ProgrammeBuilder('foundation')"
