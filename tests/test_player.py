import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice import a_session
from strategies import performed_sessions
from traitlets import TraitError

from palsy_kit.errors import InputError, StoreError
from palsy_kit.exercises import ActionUnit, Citation, Dosage, Exercise, FingerPlacement, FocusArea, Need, Side
from palsy_kit.session import SessionItem, SessionPlan, timeline
from palsy_kit.widgets.player import Player

SOURCE = Path(__file__).parents[1] / "js" / "widgets" / "player.js"
BUNDLE = Path(__file__).parents[1] / "palsy_kit" / "widgets" / "static" / "player.js"

SMILE = Exercise(
    id="smile",
    name="Closed smile",
    focus_areas=("mouth",),
    technique="active",
    movement=(ActionUnit(au=12, on="worked"),),
    fingers=(FingerPlacement(at="mouth_corner", direction="up"),),
    steps=("Sit at ease.", "Smile slowly."),
    laterality="each",
    dosage=Dosage(repetitions=2, hold_s=3, rest_s=2),
    needs=(Need.MOVEMENT_RETURNED, Need.CLEAN_HANDS),
    cautions=("slow",),
    stop_if=("tight",),
    sources=(Citation(source="own"),),
    evidence="A toy.",
)
CAUTIONS = {"slow": "Go slowly.", "tight": "Stop if it gets tight."}
ITEM = SessionItem(
    exercise_id="smile", focus_areas=("mouth", "cheeks"), sides=("left", "right"), holds=2, hold_s=3, rest_s=2
)
PLAN = SessionPlan(kind="daily", minutes=1, items=(ITEM,))


class Log(list):
    """Takes sessions; refuses them while it is locked."""

    locked = False

    def add(self, session):
        if self.locked:
            raise StoreError("The practice log is open elsewhere.")
        self.append(session)


def player(log=None, **more):
    given = {
        "save": (Log() if log is None else log).add,
        "exercises": {"smile": SMILE},
        "cautions": CAUTIONS,
        "affected_side": Side.LEFT,
    }
    return Player(**(given | more))


def send_up(widget, record, **content):
    """Send a record as the browser does; return the replies."""
    replies = []
    widget.send = replies.append
    widget._handle_custom_msg({"type": "performed", "record": record} | content, [])
    return replies


def as_sent(session):
    return json.loads(session.model_dump_json())


def test_what_is_loaded_is_the_plan_its_timeline_and_a_card_for_each_item():
    widget = player()
    widget.load(PLAN)
    assert widget.session["plan"] == as_sent(PLAN)
    assert widget.session["timeline"] == [as_sent(phase) for phase in timeline(PLAN)]
    (card,) = widget.session["cards"]
    assert (card["name"], card["technique_name"]) == ("Closed smile", "active movement")
    assert (card["cautions"], card["stop_if"]) == (["Go slowly."], ["Stop if it gets tight."])
    assert card["needs"] == ["Clean hands"]
    assert card["own_default"] is True
    assert json.loads(json.dumps(widget.session)) == widget.session


def test_a_drawing_is_there_for_each_side_that_is_worked():
    widget = player()
    widget.load(PLAN)
    drawings = widget.session["cards"][0]["drawings"]
    assert set(drawings) == {"left", "right"}
    assert drawings["left"]["title"] == "Closed smile"
    assert drawings["left"]["shapes"] != drawings["right"]["shapes"]


def test_the_face_follows_the_affected_side_at_the_next_load():
    widget = player()
    widget.load(PLAN)
    before = widget.session["cards"]
    widget.affected_side = Side.RIGHT
    widget.load(PLAN)
    assert widget.session["cards"] != before


def test_the_record_gets_the_chosen_areas_or_else_those_of_the_plan():
    widget = player()
    widget.load(PLAN)
    assert widget.session["focus_areas"] == ["mouth", "cheeks"]
    widget.load(PLAN, release=PLAN, focus_areas=(FocusArea.CHIN,))
    assert widget.session["focus_areas"] == widget.release["focus_areas"] == ["chin"]


def test_without_a_plan_there_is_a_reason_and_nothing_to_play():
    widget = player()
    widget.load(PLAN, release=PLAN)
    widget.load(None, why="Everything is closed today.")
    assert (widget.session, widget.release, widget.why) == (None, None, "Everything is closed today.")


def test_a_plan_with_an_unknown_exercise_or_caution_is_refused_and_changes_nothing():
    widget = player()
    widget.load(PLAN)
    before = widget.session
    strange = PLAN.model_copy(update={"items": (ITEM.model_copy(update={"exercise_id": "frown"}),)})
    with pytest.raises(InputError, match="'frown'"):
        widget.load(PLAN, release=strange)
    with pytest.raises(InputError, match="'smile' names the caution 'slow'"):
        player(cautions={}).load(PLAN)
    assert widget.session is before


def test_a_record_is_saved_and_said_to_be():
    log = Log()
    assert send_up(player(log), as_sent(a_session())) == [{"type": "stored", "session_id": "session-000001"}]
    assert log == [a_session()]


def test_a_record_that_comes_twice_is_saved_once_and_answered_twice():
    log, heard = Log(), []
    widget = player(log)
    widget.on_saved(heard.append)
    replies = [*send_up(widget, as_sent(a_session())), *send_up(widget, as_sent(a_session()))]
    assert [reply["type"] for reply in replies] == ["stored", "stored"]
    assert log == heard == [a_session()]


def test_what_the_log_refuses_is_told_and_taken_later():
    log = Log()
    log.locked = True
    widget = player(log)
    assert send_up(widget, as_sent(a_session())) == [
        {"type": "refused", "session_id": "session-000001", "why": "The practice log is open elsewhere."}
    ]
    log.locked = False
    assert send_up(widget, as_sent(a_session()))[0]["type"] == "stored"
    assert log == [a_session()]


def test_a_fault_of_the_notebook_is_told_and_not_hidden():
    def save(_session):
        raise ZeroDivisionError

    replies = []
    widget = player(save=save)
    widget.send = replies.append
    with pytest.raises(ZeroDivisionError):
        widget._hear(widget, {"type": "performed", "record": as_sent(a_session())}, [])
    assert replies[0]["type"] == "refused"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"outcome": "triumph"}, "outcome"),
        ({"active_s": -1}, "active_s"),
        ({"session_id": "../../etc"}, "session_id"),
        ({"extra": 1}, "'extra' is not a field"),
        ({"started_at": "2026-01-05T08:00:00"}, "started_at"),
        ({"note": "x" * 4001}, "note"),
    ],
    ids=lambda change: next(iter(change)) if isinstance(change, dict) else "",
)
def test_a_record_that_cannot_be_is_refused_with_its_field(change, why):
    log = Log()
    (reply,) = send_up(player(log), as_sent(a_session()) | change)
    assert reply["type"] == "refused"
    assert why in reply["why"]
    assert log == []


@pytest.mark.parametrize("record", [None, 7, "record", [], {}, {"session_id": ["x"]}])
def test_what_is_no_record_at_all_is_refused(record):
    log = Log()
    (reply,) = send_up(player(log), record)
    assert reply["type"] == "refused"
    assert log == []


def test_other_messages_are_left_alone():
    assert send_up(player(), as_sent(a_session()), type="hello") == []


@given(session=performed_sessions())
@settings(max_examples=30)
def test_every_performed_session_passes_through_the_browser_unchanged(session):
    log = Log()
    send_up(player(log), as_sent(session))
    assert log == [session]


def test_saved_sessions_are_told_after_the_browser_knows():
    order = []
    widget = player()
    widget.on_saved(lambda session: order.append(session.session_id))
    widget.send = lambda reply: order.append(reply["type"])
    widget._hear(widget, {"type": "performed", "record": as_sent(a_session())}, [])
    assert order == ["stored", "session-000001"]


@given(state=st.sampled_from(["idle", "playing", "paused", "stopped", "finished"]))
def test_a_session_is_under_way_while_it_plays_or_pauses(state):
    widget = player()
    widget.set_state({"state": state})
    assert widget.playing is (state in {"playing", "paused"})


def test_the_browser_cannot_make_up_a_state():
    widget = player()
    with pytest.raises(TraitError):
        widget.set_state({"state": "<b>"})
    assert widget.state == "idle"


def test_a_player_shows_itself_the_same_in_every_run():
    assert repr(player()) == "Player()"


def test_the_browser_knows_the_same_traits_as_python():
    typedef = SOURCE.read_text("utf-8").split("@typedef {object} Traits")[1].split("*/")[0]
    synced = {name for name in Player.class_own_traits(sync=True) if not name.startswith("_")}
    assert set(re.findall(r"@property \{.+\} (\w+)", typedef)) == synced


@pytest.mark.parametrize(
    "way_out", ["MediaRecorder", "RTCPeerConnection", "toDataURL", "toBlob", "ImageCapture", "fetch("]
)
def test_the_player_has_nothing_that_could_record_or_send_a_picture(way_out):
    assert way_out not in BUNDLE.read_text("utf-8")
