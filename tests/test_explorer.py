"""The explorer: what it offers, what it shows, its refusals, and the names that Python and the browser share."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from practice import a_session

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import CatalogueError, InputError
from palsy_kit.exercises import Side
from palsy_kit.face import View
from palsy_kit.readiness import FACE_PARTS, CheckIn, RecordedCheckIn
from palsy_kit.session import Outcome
from palsy_kit.widgets import explorer as module
from palsy_kit.widgets.cards import SEEN
from palsy_kit.widgets.explorer import Explorer
from palsy_kit.widgets.so_far import SoFar

CATALOGUE = load_catalogue()
JS = Path(__file__).parents[1] / "js" / "widgets"
ANSWERS = {"affected_side": "right", "stage": "long_standing", "movement": dict.fromkeys(FACE_PARTS, 3)}


def explorer(**options):
    return Explorer(CATALOGUE, **{"check_in": CheckIn(**ANSWERS), "exercise": "gentle_frown"} | options)


def closed(widget):
    return {one["id"] for one in widget.asks["exercises"] if one["closed"]}


def test_there_is_a_value_though_nobody_clicks():
    widget = Explorer(CATALOGUE)

    assert widget.exercise == "brow_raise"
    assert widget.chosen == []
    assert repr(widget) == "Explorer('brow_raise')"
    assert repr(widget.card()) == "Card('brow_raise')"
    assert widget.shown["exercise"] == "brow_raise"


def test_an_exercise_that_is_asked_for_is_found_by_its_area():
    assert [Explorer(CATALOGUE).way, explorer().way] == ["concern", "area"]


def test_what_the_browser_picks_is_drawn_and_later_cells_follow():
    widget = explorer()
    output = widget.redraw(widget.card)

    widget.set_state({"exercise": "nose_wrinkle"})

    assert widget.shown["face"]["title"] == "Wrinkle the nose"
    assert "Wrinkle the nose" in output.outputs[0]["data"]["text/html"]


def test_the_other_stages_are_drawn_only_when_they_are_compared():
    widget = explorer()
    assert [(one["stage"], one["face"]) for one in widget.shown["stages"]] == [
        ("By itself", None),
        ("Resisted", None),
        ("Let go", None),
    ]

    widget.set_state({"compare": True})

    names = [one["face"]["title"] for one in widget.shown["stages"]]
    assert names == [one["name"] for one in widget.shown["stages"]]
    assert repr(widget.stage_cards()) == "Cards(gentle_frown, frown_against_finger, frown_release)"


def test_arrows_are_told_of_only_where_there_are_some():
    assert explorer(exercise="face_at_rest").shown["seen"] == SEEN[View.MIRROR]
    assert "Blue arrows" in explorer(exercise="smile_against_finger").shown["seen"]


def test_a_stage_that_is_closed_today_says_so():
    closed_now = [one["closed"] for one in explorer(check_in=None).shown["stages"]]
    assert closed_now == [True, True, False]


def test_an_exercise_without_other_stages_has_none_to_compare():
    assert explorer(exercise="face_at_rest").shown["stages"] == []


def test_a_drawing_is_made_once_and_few_are_kept(monkeypatch):
    drawn = []
    draw = module.Look.draw
    monkeypatch.setattr(module.Look, "draw", lambda look, one: drawn.append(one.id) or draw(look, one))
    monkeypatch.setattr(module, "KEPT_DRAWINGS", 2)
    widget = explorer(exercise="loose_jaw")

    for exercise in ("face_at_rest", "loose_jaw", "chin_tuck", "loose_jaw"):
        widget.exercise = exercise

    assert drawn == ["loose_jaw", "face_at_rest", "chin_tuck", "loose_jaw"]


def test_the_face_is_drawn_as_the_person_asks():
    widget = explorer(exercise="cheek_circles")
    assert "right cheek" in widget.shown["face"]["description"]
    picker = widget.face

    widget.set_state({"affected_side": "left", "view": "facing", "weakness": 1.0})

    assert "left cheek" in widget.shown["face"]["description"]
    assert widget.shown["seen"] == f"{SEEN[View.FACING]} Arrows show how a finger moves."
    assert widget.face != picker
    assert widget.card().look == module.Look(Side.LEFT, 1.0, View.FACING)


def test_what_is_open_follows_from_the_check_in():
    assert "brow_raise" not in closed(explorer())
    tight = explorer(check_in=CheckIn(**ANSWERS, tightness=5, tight_areas=("forehead",)))
    assert {"brow_raise", "gentle_frown"} <= closed(tight)
    assert {"frown_release", "nose_wrinkle"}.isdisjoint(closed(tight))
    flagged = explorer(check_in=CheckIn(**ANSWERS, red_flags=("stroke_signs",)))
    assert closed(flagged) == set(CATALOGUE.exercises)


def test_what_a_session_of_today_was_stopped_for_stays_closed_whatever_the_check_in_says():
    stopped = a_session(outcome=Outcome.STOPPED_TIGHT)
    so_far = SoFar.of(stopped.practice_date, [stopped], [], CATALOGUE.red_flags)
    widget = explorer(so_far=so_far)

    assert {"brow_raise", "gentle_frown"} <= closed(widget)
    assert "face_at_rest" not in closed(widget)
    assert "Earlier today it got tight" in widget.asks["based_on"]


def test_it_says_what_it_goes_by():
    kept = RecordedCheckIn(**ANSWERS, checked_in_at=datetime(2026, 1, 5, 23, 30, tzinfo=UTC), utc_offset_min=60)

    assert explorer(check_in=kept).asks["based_on"].endswith("check-in of 6 January 2026.")
    assert explorer().asks["based_on"] == "What is open follows from your check-in."
    nobody = explorer(check_in=None)
    assert nobody.asks["based_on"].startswith("You have not checked in yet.")
    assert "You have not checked in yet." in nobody.card().html(opened=False)
    assert "You have not checked in yet." not in explorer(check_in=kept).card().html(opened=False)


def test_every_concern_comes_with_its_reason_its_signs_and_its_sources():
    offered = {one["id"]: one for one in explorer().asks["concerns"]}

    assert list(offered) == list(CATALOGUE.concerns)
    eye = offered["dry_eye"]
    assert eye["red_flags"][0]["says"].startswith("Have the eye seen by a doctor today.")
    assert eye["release"][0] == "upper_lid_stretch"
    assert eye["sources"][0] == {"name": "Facial Palsy UK", "link": "https://www.facialpalsy.org.uk"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("exercise", "brow"), ("exercise", ["brow_raise"]), ("concern", "everything"), ("exercise", None)],
)
def test_what_is_not_in_the_catalogue_is_refused_and_changes_nothing(name, value):
    widget = explorer()
    with pytest.raises((InputError, module.traitlets.TraitError)):
        widget.set_state({name: value})
    assert (widget.exercise, widget.concern) == ("gentle_frown", "")


def test_it_does_not_begin_with_an_exercise_that_is_not_there():
    with pytest.raises(CatalogueError, match="'gentle_frown'"):
        explorer(exercise="gentle_from")


def test_the_browser_knows_exactly_the_traits_that_python_has():
    texts = [(JS / name).read_text("utf-8") for name in ("explorer.js", "focus_picker.js")]
    named = {name for text in texts for name in re.findall(r"@property \{.*\} (\w+)", text)}
    synced = set(explorer().traits(sync=True))
    own = {name for name in synced if not name.startswith("_")} - {"layout", "tabbable", "tooltip", "comm"}

    assert named == own
