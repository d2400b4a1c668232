import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import InputError, StoreError
from palsy_kit.programme import Ask, Prescription, Programme, Stage, Weekday
from palsy_kit.widgets.programme_picker import ProgrammePicker
from palsy_kit.widgets.words import ask_words

CATALOGUE = load_catalogue()
SOURCE = Path(__file__).parents[1] / "js" / "widgets" / "programme_picker.js"
EVERY_DAY = tuple(Weekday)
STEADY = Programme(
    id="steady",
    name="Steady",
    stages=("long_standing",),
    says="Two long ones and a short one every day.",
    asks=(
        Ask(kind="full", minutes=20, sessions_per_week=2, sessions_per_week_max=3),
        Ask(kind="daily", minutes=5, days=EVERY_DAY, sessions_per_day=1),
    ),
    sources=({"source": "seed"},),
)
GENTLE = Programme(
    id="gentle",
    name="Gentle",
    stages=tuple(Stage),
    says="Three minutes.",
    asks=(Ask(kind="foundation", minutes=3, days=EVERY_DAY, sessions_per_day=1),),
    sources=(),
)
OLD = Prescription(
    kind="daily",
    minutes=4,
    days=("MO", "TH"),
    sessions_per_day=2,
    valid_from=date(2026, 1, 5),
    entered_at=datetime(2026, 1, 5, 8, tzinfo=UTC),
)
RELEASE = OLD.model_copy(update={"kind": "release"})


def picker(**more):
    return ProgrammePicker((STEADY, GENTLE), **({"stage": Stage.LONG_STANDING} | more))


def press_start(widget, **changes):
    """Ask to start as the browser does; return its replies."""
    replies = []
    widget.send = replies.append
    message = {"kind": "save", "id": "1", "at": "2026-11-04T02:30:00.000Z", "utc_offset_min": -300}
    widget._handle_custom_msg(message | {"programme": widget.chosen} | changes, [])
    return replies


def test_a_picker_offers_what_fits_the_stage_and_has_a_choice_though_nobody_clicks():
    assert [card["value"] for card in picker().asks["programmes"]] == ["steady", "gentle"]
    assert picker().programme == STEADY
    assert [card["value"] for card in picker(stage=Stage.AFTER_CARE).asks["programmes"]] == ["gentle"]


@pytest.mark.parametrize("stage", Stage)
def test_the_catalogue_has_a_programme_for_every_stage(stage):
    widget = ProgrammePicker(CATALOGUE.programmes.values(), stage=stage, sources=CATALOGUE.sources)
    assert stage in widget.programme.stages
    assert all(card["sources"] for card in widget.asks["programmes"])


def test_a_card_says_what_is_asked_for_in_words():
    assert picker().asks["programmes"][0]["asks"] == [
        {"kind": "full", "ask": "20 minutes, 2 to 3 times a week", "lasts": ""},
        {"kind": "daily", "ask": "5 minutes every day", "lasts": ""},
    ]


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


def test_a_choice_of_the_browser_is_the_programme():
    widget = picker()
    widget.set_state({"chosen": "gentle"})
    assert widget.programme == GENTLE


@given(st.text(max_size=10).filter(lambda text: text not in {"steady", "gentle"}))
def test_a_choice_that_is_not_offered_is_refused_and_the_old_one_stays(other):
    widget = picker()
    with pytest.raises(traitlets.TraitError, match="Give steady, gentle"):
        widget.set_state({"chosen": other})
    assert widget.programme == STEADY


def test_a_new_stage_changes_the_offer_and_keeps_a_choice_that_still_fits():
    widget = picker()
    widget.stage = Stage.AFTER_CARE
    assert widget.programme == GENTLE
    widget.stage = Stage.LONG_STANDING
    assert widget.programme == GENTLE
    assert "long time" in widget.asks["stage"]


def test_without_a_programme_for_the_stage_the_picker_says_what_to_do():
    with pytest.raises(InputError, match=r"stage='after_care'.*Add one"):
        ProgrammePicker((STEADY,), stage=Stage.AFTER_CARE)


def test_starting_makes_versions_from_the_persons_own_date_on():
    saved = []
    widget = picker(save=saved.append)
    assert press_start(widget) == [{"kind": "stored", "id": "1"}]
    assert saved == [STEADY.prescribe(from_date=date(2026, 11, 3), entered_at=datetime(2026, 11, 4, 2, 30, tzinfo=UTC))]


def test_what_starts_takes_the_place_of_its_kinds_and_goes_on_beside_the_rest():
    widget = picker(current=(OLD, RELEASE), save=lambda _: None)
    assert {one["ask"] for one in widget.standing} == {"4 minutes, 2 times, on Monday and Thursday"}
    assert {one["dates"] for one in widget.standing} == {"from 5 January 2026"}
    press_start(widget)
    assert [one.kind for one in widget.current] == ["release", "full", "daily"]
    assert widget.standing[-1] == {
        "kind": "daily",
        "ask": "5 minutes every day",
        "dates": "from 3 November 2026",
        "last_day": "",
    }


def test_a_prescription_with_an_end_names_its_last_day():
    ending = OLD.model_copy(update={"valid_to": date(2026, 2, 1)})
    (told,) = picker(current=(ending,)).standing
    assert told["dates"] == "from 5 January 2026 until 31 January 2026"
    assert told["last_day"] == "2026-01-31"


def test_a_version_on_which_nothing_falls_is_not_spoken_of():
    assert picker(current=(OLD.model_copy(update={"valid_to": OLD.valid_from}),)).standing == []


def test_asks_that_follow_one_another_say_how_long_each_lasts_and_then_from_when_to_when():
    weeks = [Ask(kind="daily", minutes=m, days=EVERY_DAY, sessions_per_day=1, for_days=7) for m in (3, 5)]
    widget = ProgrammePicker(
        [STEADY.model_copy(update={"asks": tuple(weeks)})], stage=Stage.LONG_STANDING, save=lambda _: None
    )
    assert [ask["lasts"] for ask in widget.asks["programmes"][0]["asks"]] == ["for 7 days", "for 7 days"]
    press_start(widget)
    assert [one["dates"] for one in widget.standing] == [
        "from 3 November 2026 until 9 November 2026",
        "from 10 November 2026 until 16 November 2026",
    ]


def test_what_the_browser_asks_to_start_again_is_started_once():
    saved = []
    widget = picker(save=saved.append)
    press_start(widget)
    press_start(widget)
    assert len(saved) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"programme": "other"},
        {"programme": None},
        {"programme": ["steady"]},
        {"at": "now"},
        {"at": None},
        {"utc_offset_min": 10_000},
    ],
)
def test_what_cannot_be_started_is_refused_with_a_reason_and_nothing_changes(changes):
    saved = []
    widget = picker(save=saved.append)
    (reply,) = press_start(widget, **changes)
    assert reply["kind"] == "refused"
    assert reply["why"]
    assert saved == []
    assert widget.current == ()


def test_a_log_that_refuses_is_heard_and_nothing_counts_as_started():
    def refuse(_):
        raise StoreError("The practice log is on a read-only folder.")

    widget = picker(save=refuse)
    (reply,) = press_start(widget)
    assert reply["why"] == "The practice log is on a read-only folder."
    assert widget.current == ()


def test_without_a_place_to_save_to_no_button_is_shown():
    assert picker().asks["can_save"] is False
    assert "save=" in press_start(picker())[0]["why"]


def test_the_browser_knows_the_same_traits_as_python():
    typedef = SOURCE.read_text("utf-8").split("@typedef {object} Traits")[1].split("*/")[0]
    synced = {name for name in ProgrammePicker.class_own_traits(sync=True) if not name.startswith("_")}
    assert set(re.findall(r"@property \{.+\} (\w+)", typedef)) == synced


def test_a_picker_shows_itself_by_the_same_text_every_time():
    assert repr(picker()) == "ProgrammePicker('steady')"
