"""Copies of the practice log: made in time, whole, and thinned out as they age."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice import DAY, MONDAY, a_check_in, a_session

from palsy_kit.errors import InputError, StoreError
from palsy_kit.store import PracticeLog
from palsy_kit.store.backups import superfluous
from palsy_kit.store.schema import MIGRATIONS

NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.add_session(a_session())
    return log


def _copies(log):
    return sorted(file.name for file in (log.path.parent / "backups").glob("*"))


def test_a_copy_holds_what_the_log_held(log):
    copy = log.back_up(now=NOON)
    log.add_session(a_session(2))
    assert copy == log.path.parent / "backups" / "log-20260630T120000Z.sqlite3"
    assert PracticeLog(copy).sessions() == (a_session(),)


def test_opening_makes_a_copy_a_day(log):
    for hours in (0, 1, 23, 24, 25, 47, 48):
        PracticeLog.open(log.path, now=NOON + timedelta(hours=hours))
    assert _copies(log) == [f"log-202606{day}T120000Z.sqlite3" for day in (30,)] + [
        f"log-202607{day:02}T120000Z.sqlite3" for day in (1, 2)
    ]


def test_opening_without_an_instant_or_an_empty_log_makes_no_copy(log, tmp_path):
    PracticeLog.open(log.path)
    PracticeLog.open(tmp_path / "empty.sqlite3", now=NOON)
    assert not (tmp_path / "backups").exists()


def test_the_local_time_zone_does_not_matter(log):
    copy = log.back_up(now=NOON.astimezone(None))
    assert copy.name == "log-20260630T120000Z.sqlite3"


def test_an_instant_without_a_time_zone_is_refused(log):
    with pytest.raises(InputError, match="has no time zone"):
        log.back_up(now=datetime(2026, 6, 30))  # noqa: DTZ001 (it is what is refused)


def test_a_copy_from_a_clock_that_ran_ahead_does_not_stop_new_ones(log):
    log.back_up(now=NOON + 4000 * DAY)
    PracticeLog.open(log.path, now=NOON)
    assert _copies(log) == ["log-20260630T120000Z.sqlite3", "log-20370612T120000Z.sqlite3"]


def test_of_a_year_of_daily_copies_seven_days_eight_weeks_and_every_month_stay(log):
    for day in range(365):
        PracticeLog.open(log.path, now=NOON - (364 - day) * DAY)
    days = [datetime.strptime(name, "log-%Y%m%dT%H%M%SZ.sqlite3").replace(tzinfo=UTC) for name in _copies(log)]
    ages = [(NOON - day).days for day in days]
    assert [age for age in ages if age < 7] == [6, 5, 4, 3, 2, 1, 0]
    assert len([age for age in ages if 7 <= age < 56]) in {7, 8}
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(ages) <= 7 + 8 + 12


def test_other_files_in_the_folder_stay(log):
    theirs = log.path.parent / "backups" / "log-20200101T000000Z.sqlite3.txt"
    theirs.parent.mkdir()
    theirs.write_text("mine")
    other = PracticeLog.open(log.path.with_name("log-2.sqlite3"))
    other.add_session(a_session())
    other.back_up(now=NOON - 3000 * DAY)
    log.back_up(now=NOON)
    log.forget_everything()
    assert _copies(log) == ["log-2-20180413T120000Z.sqlite3", theirs.name]


def test_what_an_interrupted_copy_left_behind_goes_after_a_day(log):
    log.back_up(now=NOON)
    part = log.path.parent / "backups" / "log-abcd_123.part"
    part.write_bytes(b"half a copy")
    modified = datetime.fromtimestamp(part.stat().st_mtime, UTC)
    log.back_up(now=modified + timedelta(hours=1))
    assert part.exists()
    log.back_up(now=modified + timedelta(hours=25))
    assert not part.exists()


def test_a_copy_that_cannot_be_made_is_told_and_the_log_opens_all_the_same(log):
    (log.path.parent / "backups").write_text("a file where the folder should be")
    with pytest.warns(UserWarning, match="No copy of the practice log was made"):
        again = PracticeLog.open(log.path, now=NOON)
    assert again.add_check_in(a_check_in()) is True
    with pytest.raises(StoreError, match="backups"):
        log.back_up(now=NOON)


def test_a_damaged_log_is_not_copied_over_the_good_copies(log):
    log.back_up(now=NOON)
    log.path.write_bytes(log.path.read_bytes()[:8000])
    with pytest.raises(StoreError, match="damaged"):
        PracticeLog.open(log.path, now=NOON + 2 * DAY)
    assert _copies(log) == ["log-20260630T120000Z.sqlite3"]


instants = st.integers(0, 3000).map(lambda hours: NOON - timedelta(hours=hours))


@given(st.sets(instants, max_size=60))
def test_the_newest_copy_and_those_of_the_last_week_always_stay(taken):
    kept = taken - superfluous(taken, now=NOON)
    assert {instant for instant in taken if NOON - instant < timedelta(days=7)} <= kept
    assert max(taken, default=None) == max(kept, default=None)
    assert {(instant.year, instant.month) for instant in taken} == {(instant.year, instant.month) for instant in kept}


@given(st.sets(instants, max_size=60))
def test_thinning_again_takes_nothing_more(taken):
    kept = taken - superfluous(taken, now=NOON)
    assert superfluous(kept, now=NOON) == set()


def test_copies_stand_beside_the_log_and_name_its_version_only_before_a_migration(log):
    assert len(MIGRATIONS) == 1
    assert log.back_up(now=MONDAY).parent == Path(log.path.parent) / "backups"
