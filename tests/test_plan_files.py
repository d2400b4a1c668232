import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from ics import CalendarProgram
from practice import a_hold, a_prescription

from palsy_kit.catalogue import load_catalogue
from palsy_kit.programme import Anchor
from palsy_kit.widgets.plan_files import PlanFiles

CATALOGUE = load_catalogue()
SOURCE = Path(__file__).parents[1] / "js" / "widgets" / "plan_files.js"
TODAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
WOVEN = a_prescription(anchors=(Anchor(name="tea & <cake>", minutes=5, at=time(7, 30)),))


class Plans:
    """A log of a few prescriptions."""

    def __init__(self, *asked):
        self.asked, self.rests = asked, ()

    def prescriptions(self):
        return self.asked

    def holds(self):
        return self.rests


@pytest.fixture
def taken(tmp_path):
    log = Plans(WOVEN)
    return PlanFiles(CATALOGUE, log, today=lambda: TODAY, file=tmp_path / "practice_plan.ics"), log


def press(widget, what, hour=9, **content):
    """Press a button as the browser does; return what it is handed, and the last reply."""
    sent = []
    widget.send = sent.append
    stamp = {"at": NOW.replace(hour=hour).isoformat(), "utc_offset_min": 60}
    message = {"kind": "save", "id": f"{what}{hour}", "what": what, "zone": "Europe/Berlin", **stamp, **content}
    widget._handle_custom_msg(message, [])
    return sent


def test_the_calendar_file_is_kept_and_handed_to_the_browser(taken, tmp_path):
    widget, _ = taken
    made, reply = press(widget, "calendar")
    assert (made["name"], made["type"], reply["kind"]) == ("practice_plan.ics", "text/calendar", "stored")
    assert "id" not in made, "the browser would take the file for the answer, and say that nothing was saved"
    assert (tmp_path / "practice_plan.ics").read_bytes().decode() == made["text"]
    assert "Monthly circle" not in made["text"]
    assert "Monthly circle" in press(widget, "calendar", hour=10, circle=True)[0]["text"]


def test_a_second_file_cancels_what_is_no_longer_planned(taken):
    widget, log = taken
    program = CalendarProgram().take(press(widget, "calendar")[0]["text"].encode())
    log.asked = (a_prescription(minutes=8, entered_at=NOW),)
    program.take(press(widget, "calendar", hour=10)[0]["text"].encode())
    shown = program.between(TODAY, date(2026, 1, 7))
    assert [summary for _, summary in shown] == ["8 minutes of practice"] * 2


def test_a_file_of_that_name_that_is_no_calendar_stays_as_it_is(taken, tmp_path):
    widget, _ = taken
    (tmp_path / "practice_plan.ics").write_text("my notes", "utf-8")
    (reply,) = press(widget, "calendar")
    assert reply["kind"] == "refused"
    assert "practice_plan.ics" in reply["why"]
    assert (tmp_path / "practice_plan.ics").read_text("utf-8") == "my notes"


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    widget = PlanFiles(CATALOGUE, Plans(WOVEN), today=lambda: TODAY, file=tmp_path / "gone" / "plan.ics")
    (reply,) = press(widget, "calendar")
    assert "cannot be written" in reply["why"]


def test_the_page_shows_four_weeks_with_the_name_and_the_rests_and_what_was_typed_stays_text(taken):
    widget, log = taken
    log.rests = (a_hold(from_date=date(2026, 1, 10), to_date=date(2026, 1, 12)),)
    made, reply = press(widget, "page", name="Ana <b>", circle=True)
    assert (made["name"], made["type"], reply["kind"]) == ("practice_plan.html", "text/html", "stored")
    assert "Ana &lt;b&gt;" in made["text"]
    assert "tea &amp; &lt;cake&gt;" in made["text"]
    assert made["text"].count("<div>rest</div>") == 2
    assert "Monthly circle: Wednesday 21 January 2026 at 01:30." in made["text"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"what": "money"}, "Give calendar, page"),
        ({"zone": "Mars/Base"}, "is not a time zone"),
        ({"at": "now"}, "at='now'"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_reason(taken, content, why):
    (reply,) = press(taken[0], **({"what": "calendar"} | content))
    assert why in reply["why"]


def test_a_long_name_is_refused(taken):
    assert "Give 60 at most" in press(taken[0], "page", name="a" * 61)[0]["why"]


def test_the_circle_is_told_on_the_clock_of_the_zone(taken):
    widget, _ = taken
    widget.zone = "Europe/Berlin"
    assert widget.circle.startswith("On your clock: Wednesday 21 January 2026 at 01:30, ")
    assert widget.circle.endswith("at 00:30. In New York that is a third Tuesday at 19:30.")
    widget.set_state({"zone": "America/Toronto"})  # the same clock: one day and hour is enough
    assert widget.circle.startswith("On your clock: Tuesday 20 January 2026 at 19:30, ")
    assert "New York" not in widget.circle
    widget.zone = "Nowhere"
    assert "is not a time zone" in widget.circle


def test_the_browser_knows_the_same_traits_as_python():
    typedef = SOURCE.read_text("utf-8").split("@typedef {object} Traits")[1].split("*/")[0]
    synced = {name for name in PlanFiles.class_own_traits(sync=True) if not name.startswith("_")}
    assert set(re.findall(r"@property \{.+\} (\w+)", typedef)) == synced
    assert repr(PlanFiles(CATALOGUE, Plans(), today=lambda: TODAY, file=Path("x"))) == "PlanFiles()"
