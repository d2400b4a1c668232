"""What the forms promise: they do what the commands do, ask before they delete, and trust nothing that comes in."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from practice import a_check_in, a_prescription, a_session

from palsy_kit.exchange import Carrying
from palsy_kit.store import PracticeLog

SOURCE = Path(__file__).parents[2] / "js" / "widgets" / "take_along.js"
NOTE = "<b>mine alone</b>"
SENT = {"kind": "ask", "id": "1", "at": "2026-01-08T20:00:00.000Z", "utc_offset_min": 60, "time_zone": "Europe/Berlin"}


@pytest.fixture
def log(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.prescribe([a_prescription()])
    log.add_check_in(a_check_in(1))
    for number in range(1, 4):
        log.add_session(a_session(number, note=NOTE))
    return log


def ask(form, what, *files, **content):
    """Ask as the browser does; return the one reply and the files that came with it."""
    replies = []
    form.send = lambda reply, buffers: replies.append((reply, buffers))
    form._handle_custom_msg(SENT | {"what": what} | content, [memoryview(file) for file in files])
    ((reply, buffers),) = replies
    assert (reply["kind"], reply["id"]) == ("answer", "1")
    return reply, buffers


def test_everything_goes_into_one_file_and_comes_back_in_elsewhere(log, tmp_path):
    reply, (file,) = ask(Carrying(log).export, "everything")
    assert reply["name"] == "practice-2026-01-08.zip"
    assert reply["says"][0].startswith("All 5 entries")
    new = PracticeLog.open(tmp_path / "new.sqlite3")
    form = Carrying(new).bring_in

    looked, _ = ask(form, "look", file, name="practice.zip")
    assert looked["can_go_on"]
    assert "New, and would come in: 1 check-in, 1 programme step, 3 sessions." in looked["says"]
    assert new.rows() == ()
    taken, _ = ask(form, "take", file, name="practice.zip")
    assert not taken["can_go_on"]
    assert new.rows() == log.rows()
    assert "In your log already: 5." in ask(form, "look", file, name="practice.zip")[0]["says"]


def test_a_file_for_a_study_has_a_random_name_and_no_text(log):
    reply, (file,) = ask(Carrying(log).export, "study", shift_dates=False)

    assert re.fullmatch(r"study-p-[0-9a-f]{8}\.zip", reply["name"])
    with zipfile.ZipFile(BytesIO(file)) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
        package = json.loads(archive.read("datapackage.json"))
    assert b"mine alone" not in held
    assert b"2026-01-05" in held
    assert package["pseudonymised"] is True


def test_the_dates_of_a_file_for_a_study_can_be_moved(log):
    _, (file,) = ask(Carrying(log).export, "study", shift_dates=True)

    with zipfile.ZipFile(BytesIO(file)) as archive:
        assert b"2026-01-05" not in archive.read("sessions.csv")


@pytest.mark.parametrize("notes", [True, False])
def test_the_page_to_print_has_notes_only_when_asked_and_never_as_html(log, notes):
    reply, _ = ask(Carrying(log).summary, "summary", weeks=4, notes=notes)

    assert reply["name"] == "summary-2026-01-08.html"
    assert ("mine alone" in reply["page"]) is notes
    assert NOTE not in reply["page"]


def test_what_would_be_deleted_is_told_and_nothing_goes_before_it_is_asked_for(log):
    form = Carrying(log).delete

    reply, _ = ask(form, "look", day="2026-01-05")
    assert reply["can_go_on"]
    assert reply["says"][0] == "1 check-in, 1 session: this is what is logged on 5 January 2026."
    assert len(log.rows()) == 5
    assert ask(form, "delete", day="2026-01-05")[0]["says"] == ["Deleted for good."]
    assert [session.practice_date.day for session in log.sessions()] == [6, 7]
    assert log.check_ins() == ()


def test_everything_can_be_deleted(log):
    form = Carrying(log).delete

    assert "3 sessions" in ask(form, "look", day="everything")[0]["says"][0]
    ask(form, "delete", day="everything")
    assert log.rows() == ()
    empty, _ = ask(form, "look", day="everything")
    assert (empty["says"], empty["can_go_on"]) == (
        ["Nothing is logged in your log, so there is nothing to delete."],
        False,
    )


@pytest.mark.parametrize("day", [None, "", "yesterday", 5, ["everything"], "2026-02-30"])
def test_without_a_day_nothing_is_deleted(log, day):
    reply, _ = ask(Carrying(log).delete, "delete", day=day)

    assert reply["why"] == "Choose the day first."
    assert len(log.rows()) == 5


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"what": "forget"}, "what='forget' is nothing that this form can do. Give look, take."),
        ({"what": "look"}, "No file came."),
        ({"what": "look", "name": "x.zip", "at": "yesterday"}, "at"),
    ],
)
def test_a_request_that_cannot_be_is_answered_with_the_reason(log, content, why):
    files = [b"PK"] if "name" in content else []
    reply, _ = ask(Carrying(log).bring_in, content.pop("what"), *files, **content)

    assert why in reply["why"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "x.zip", "x", ".", "a/b.csv", "x" * 500 + ".zip"])
def test_a_file_that_is_none_is_told_by_no_path_of_this_machine(log, name):
    reply, _ = ask(Carrying(log).bring_in, "look", b"not a zip", name=name)

    said = reply.get("why") or " ".join(reply["says"])
    assert "/tmp" not in said
    assert "palsy_kit_" not in said
    assert len(log.rows()) == 5


def test_an_empty_log_says_that_there_is_nothing_to_save(tmp_path):
    reply, files = ask(Carrying(PracticeLog.open(tmp_path / "log.sqlite3")).export, "everything")

    assert "nothing" in reply["why"]
    assert files == []


def test_a_time_zone_or_a_span_that_is_not_known_is_refused(log):
    forms = Carrying(log)

    assert "time_zone='Mars'" in ask(forms.export, "everything", time_zone="Mars")[0]["why"]
    assert "weeks=1000 is not a choice" in ask(forms.summary, "summary", weeks=1000)[0]["why"]


def test_other_messages_are_passed_over(log):
    form = Carrying(log).delete
    form.send = lambda *_, **__: pytest.fail("nothing to answer")

    form._handle_custom_msg({"kind": "save", "id": "1", "what": "delete", "day": "everything"}, [])
    form._handle_custom_msg("delete", [])
    assert len(log.rows()) == 5


def test_a_form_is_shown_the_same_in_every_run(log):
    assert repr(Carrying(log).delete) == "TakeAlong('delete')"


def test_browser_and_python_agree_on_the_names_of_what_they_share(log):
    source = SOURCE.read_text("utf-8")
    told = set(
        re.findall(r"@property \{\w+\} (\w+)", source.partition("@typedef {object} Traits")[2].partition("*/")[0])
    )
    ours = {name for name in Carrying(log).export.trait_names(sync=True) if not name.startswith("_")}
    assert told == ours - {"layout", "tabbable", "tooltip", "comm"}
    assert all(f"  {part}: {{" in source for part in ("export", "summary", "bring_in", "delete"))
