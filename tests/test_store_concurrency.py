"""Several threads, processes and notebooks on one practice log, and a process that is killed while it writes."""

import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from practice import a_check_in, a_session

from palsy_kit.errors import StoreError
from palsy_kit.store import PracticeLog, examine

RELIABILITY_RUN = Path(__file__).parents[1] / "benchmarks" / "reliability_store.py"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "log.sqlite3"


def test_threads_that_share_a_log_lose_and_double_nothing(path):
    log = PracticeLog.open(path)
    numbers = [*range(1, 101), *range(51, 151)]
    with ThreadPoolExecutor(8) as pool:
        new = sum(pool.map(lambda number: log.add_session(a_session(number)), numbers))
    assert new == 150
    assert log.sessions() == tuple(a_session(number) for number in range(1, 151))


def test_any_number_of_notebooks_may_begin_the_same_log_at_once(path):
    at_once = threading.Barrier(8)

    def begin(number):
        at_once.wait()
        return PracticeLog.open(path).add_session(a_session(number))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(begin, range(1, 9))) == [True] * 8
    assert len(PracticeLog.open(path).sessions()) == 8
    assert examine(path).problems == ()


def test_one_notebook_sees_at_once_what_another_has_added(path):
    one, other = PracticeLog.open(path), PracticeLog.open(path)
    one.add_check_in(a_check_in())
    assert other.last_check_in() == a_check_in()
    other.forget_everything()
    assert one.last_check_in() is None


def test_two_notebooks_that_correct_the_same_event_at_once_both_learn_which_stands(path):
    log = PracticeLog.open(path)
    event_id = log.add(a_check_in())
    at_once = threading.Barrier(4)

    def correct(pain):
        at_once.wait()
        try:
            return log.correct(event_id, a_check_in(pain=pain))
        except StoreError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(correct, range(1, 5)))
    assert sum("already corrected" in end for end in ends) == 3
    assert len(log.events()) == 2


def _hold(path):
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN EXCLUSIVE")
    return connection


def test_a_notebook_waits_until_another_has_finished(path):
    log = PracticeLog.open(path)
    held = _hold(path)
    threading.Timer(0.2, held.close).start()
    assert log.add_session(a_session()) is True


def test_a_notebook_that_waits_too_long_is_told_why(path, monkeypatch):
    log = PracticeLog.open(path)
    monkeypatch.setattr("palsy_kit.store.connection.BUSY_S", 0.05)
    held = _hold(path)
    for use in (log.sessions, lambda: log.add(a_session()), lambda: PracticeLog.open(path)):
        with pytest.raises(StoreError, match="is in use: another notebook"):
            use()
    held.close()
    assert log.add_session(a_session()) is True


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the reliability run forks")
def test_the_reliability_run_loses_nothing():
    run = subprocess.run(
        [sys.executable, RELIABILITY_RUN, "--quick"], check=False, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
    names = [line[:15].strip() for line in run.stdout.splitlines()]
    assert names == ["kill -9", "two processes", "ten years", "full disk", "read-only disk"]
