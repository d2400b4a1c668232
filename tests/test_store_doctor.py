"""What the doctor says about a file, and what it saves of a damaged one, without ever touching it."""

import random
import sqlite3
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from practice import a_check_in, a_prescription, a_session

from palsy_kit.errors import StoreError
from palsy_kit.store import PracticeLog, examine, salvage
from palsy_kit.store.schema import APPLICATION_ID

PAGE = 4096


@pytest.fixture
def log(tmp_path):
    log = PracticeLog.open(tmp_path / "mine" / "log.sqlite3")
    # Every tenth note is too long for one page, which holds 4096 bytes.
    sessions = [a_session(n, note="笑" * (39 * n if n % 10 == 0 else 1)) for n in range(1, 101)]
    log.add_all([a_prescription(), *sessions, *map(a_check_in, range(1, 101))])
    return log


def _damage(path, at, content):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def _files(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_whole_log_has_no_problems(log):
    found = examine(log.path)
    assert (found.application_id, found.version) == (APPLICATION_ID, 1)
    assert found.n_by_kind == {"session": 100, "check_in": 100, "prescription": 1}
    assert found.problems == ()


def test_a_file_that_sqlite_cannot_read_is_counted_page_by_page_and_named_by_its_own_path(log):
    _damage(log.path, 2 * PAGE, b"\xff" * PAGE)
    before = _files(log.path.parent)

    found = examine(log.path)

    assert found.problems
    assert "palsy_kit-" not in " ".join(found.problems)
    assert found.n_by_kind.total() == 201
    assert _files(log.path.parent) == before


def test_a_file_that_is_not_there_or_not_ours_is_said_to_be_so(tmp_path):
    assert "is not there" in examine(tmp_path / "none.sqlite3").problems[0]
    (tmp_path / "text").write_text("a shopping list")
    assert "not a practice log" in examine(tmp_path / "text").problems[0]
    assert examine(tmp_path).problems != ()
    connection = sqlite3.connect(tmp_path / "theirs.sqlite3")
    connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    assert "another application" in examine(tmp_path / "theirs.sqlite3").problems[0]


def test_a_newer_file_is_said_to_be_newer_and_its_known_events_are_saved(log, tmp_path):
    _damage(log.path, 60, struct.pack(">i", 7))
    assert "has version 7" in examine(log.path).problems[0]
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert saved.n_by_kind == {"session": 100, "check_in": 100, "prescription": 1}
    assert "Update palsy_kit" in saved.problems[-1]


def test_a_changed_event_is_named_and_all_others_are_saved(log, tmp_path):
    place = log.path.read_bytes().index(b'"session_id":"session-000042"') + 16
    _damage(log.path, place, b"X")
    assert any("event 'session-000042' is damaged" in p.replace(" (session)", "") for p in examine(log.path).problems)
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert any("session-000042" in problem for problem in saved.problems)
    ids = {session.session_id for session in PracticeLog.open(saved.path).sessions()}
    assert ids == {f"session-{number:06}" for number in range(1, 101)} - {"session-000042"}


def test_saving_a_whole_log_saves_everything(log, tmp_path):
    log.correct("session-000001", a_session(1, effort=3))
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert saved.problems == ()
    assert saved.n_by_kind == {"session": 101, "check_in": 100, "prescription": 1}
    assert PracticeLog.open(saved.path).events() == log.events()


def test_a_lost_first_page_costs_no_event(log, tmp_path):
    expected = log.events()
    _damage(log.path, 0, bytes(PAGE))
    assert "damaged" in examine(log.path).problems[0]
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert PracticeLog.open(saved.path).events() == expected


def test_a_damaged_page_costs_its_own_events_alone(log, tmp_path):
    content = log.path.read_bytes()
    page = content.index(b'"session_id":"session-000042"') // PAGE
    on_it = content[page * PAGE : (page + 1) * PAGE]
    _damage(log.path, page * PAGE, random.Random(1).randbytes(PAGE))
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert any("are not there: deleted on request, or lost" in problem for problem in saved.problems)
    lost = {f"session-{n:06}" for n in range(1, 101)} - {s.session_id for s in PracticeLog(saved.path).sessions()}
    assert "session-000042" in lost
    assert all(f'"session_id":"{session_id}"'.encode() in on_it for session_id in lost)


def test_the_end_of_a_file_cut_short_is_reported(log, tmp_path):
    with log.path.open("r+b") as file:
        file.truncate(log.path.stat().st_size // 2)
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert 0 < len(PracticeLog.open(saved.path).sessions()) < 100
    assert any(problem.startswith("rows ") for problem in saved.problems)


def test_of_a_file_without_any_event_nothing_is_saved_but_an_empty_log(tmp_path):
    (tmp_path / "noise").write_bytes(random.Random(2).randbytes(5 * PAGE))
    assert salvage(tmp_path / "noise", tmp_path / "saved.sqlite3").n_by_kind == {}


def test_neither_examining_nor_salvaging_touches_the_file(log, tmp_path):
    _damage(log.path, 3 * PAGE, bytes(PAGE))
    before = _files(log.path.parent)
    examine(log.path)
    salvage(log.path, tmp_path / "saved.sqlite3")
    assert _files(log.path.parent) == before


def test_a_file_is_never_saved_over_another(log, tmp_path):
    (tmp_path / "there").write_text("precious")
    for to in (tmp_path / "there", log.path):
        with pytest.raises(StoreError, match=r"exists\. Give a path where no file is yet"):
            salvage(log.path, to)
    assert (tmp_path / "there").read_text() == "precious"


def test_a_file_that_is_not_there_cannot_be_saved(tmp_path):
    with pytest.raises(StoreError, match="is not there"):
        salvage(tmp_path / "none", tmp_path / "saved.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_crash_in_the_middle_of_writing_is_taken_back_in_the_copy_alone(log, tmp_path):
    crash = """
        import os, sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TRIGGER events_are_not_changed")
        connection.execute("UPDATE events SET body = 'gone'")
        os._exit(9)
    """
    expected = log.events()
    subprocess.run([sys.executable, "-c", textwrap.dedent(crash), log.path], check=False)
    before = _files(log.path.parent)
    assert Path(f"{log.path}-journal") in before
    assert examine(log.path).problems == ()
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert PracticeLog.open(saved.path).events() == expected
    assert _files(log.path.parent) == before
    assert PracticeLog.open(log.path).events() == expected


def test_a_correction_without_what_it_corrects_is_named(log, tmp_path):
    second = log.correct("session-000001", a_session(1, effort=3))
    connection = sqlite3.connect(log.path)
    connection.execute("DROP TRIGGER events_are_not_deleted")
    connection.execute("DELETE FROM events WHERE id = 'session-000001'")
    connection.commit()
    connection.close()
    assert examine(log.path).problems == (f"event '{second}' corrects event 'session-000001', which is not there.",)
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    assert saved.problems == ("rows 2 to 2 are not there: deleted on request, or lost.",)
    assert PracticeLog.open(saved.path).sessions()[0] == a_session(1, effort=3)


@pytest.mark.parametrize("seed", range(40))
def test_any_damage_ends_in_words(log, tmp_path, seed):
    chance = random.Random(seed)
    content = bytearray(log.path.read_bytes())
    expected = {event.event_id: event for event in log.events()}
    for _ in range(chance.choice([1, 3, 30])):
        at, length = chance.randrange(len(content)), chance.choice([1, 16, 600, PAGE])
        content[at : at + length] = chance.choice([bytes(length), chance.randbytes(length)])
    log.path.write_bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
    assert isinstance(examine(log.path).problems, tuple)
    saved = salvage(log.path, tmp_path / "saved.sqlite3")
    for event in PracticeLog.open(saved.path).events():
        assert event == expected[event.event_id]
