"""What importing a plain CSV file promises."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from foreign import DIARY, DIARY_COLUMNS

from palsy_kit.errors import InputError
from palsy_kit.exchange import Choices, read_import
from palsy_kit.store import PracticeLog

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def choices(**more):
    given = {"columns": DIARY_COLUMNS, "date_format": "%d.%m.%Y", "zone": ZoneInfo("Europe/Berlin"), "kind": "daily"}
    return Choices(now=NOW, **given | more)


@pytest.fixture
def diary(tmp_path):
    def write(text=DIARY):
        (tmp_path / "diary.csv").write_text(text, "utf-8")
        return tmp_path / "diary.csv"

    return write


def test_the_columns_that_are_named_become_sessions(diary, tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.take_in([item.row for item in read_import(diary(), choices()).items], entered_at=NOW)

    assert [
        (one.started_at.isoformat(), one.utc_offset_min, one.active_s, one.note, one.tightness_before, one.kind)
        for one in log.sessions()
    ] == [
        ("2026-03-09T17:30:00+00:00", 60, 300, "gut", 2, "daily"),
        ("2026-03-10T11:00:00+00:00", 60, 450, "=SUMME(A1)", 3, "daily"),
        ("2026-03-11T06:05:00+00:00", 60, 1200, "", None, "daily"),
    ]
    assert {one.logged_at for one in log.sessions()} == {NOW}


def test_two_equal_rows_are_two_sessions_and_stay_two(diary, tmp_path):
    file = diary("date,minutes\n2026-03-09,5\n2026-03-09,5\n")
    chosen = choices(columns={"date": "date", "minutes": "minutes"}, date_format="%Y-%m-%d")
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    for _ in range(2):
        log.take_in([item.row for item in read_import(file, chosen).items], entered_at=NOW)

    assert len(log.sessions()) == 2


def test_one_length_can_stand_for_every_row(diary):
    chosen = choices(columns={"date": "Datum"}, minutes=12)

    assert len(read_import(diary(), chosen).items) == 3


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({}, r"Say which columns hold what: .* Columns of diary.csv: 'Datum', 'Beginn'"),
        ({"date": "Datum"}, "Say which columns hold what"),
        ({"date": "Tag", "minutes": "Minuten"}, r"no column 'Tag'. Columns of diary.csv: 'Datum'"),
        ({"day": "Datum"}, "'day' is none of our names. They are: date, time, minutes"),
    ],
)
def test_columns_that_cannot_be_used_are_refused_with_those_that_are_there(diary, columns, says):
    with pytest.raises(InputError, match=says):
        read_import(diary(), choices(columns=columns))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-03-09;;5;;", "date='2026-03-09' is not written as %d.%m.%Y"),
        ("31.02.2026;;5;;", "date='31.02.2026' is not written as"),
        ("09.03.1066;;5;;", "lies outside the years"),
        ("09.03.2026;25:00;5;;", "hour must be in 0..23"),
        ("09.03.2026;noon;5;;", "time='noon' is not a time such as 18:30"),
        ("09.03.2026;;;;", "minutes='' is not a number"),
        ("09.03.2026;;0;;", "minutes=0 is not a session"),
        ("09.03.2026;;1441;;", "minutes=1441 is not a session"),
        ("09.03.2026;;5;;11", "tightness_before=11"),
        ("09.03.2026;;5;;much", "tightness_before='much' is not a rating"),
        ("09.03.2026;;5;;1;", "6 cells under 5 columns"),
        (f"09.03.2026;;5;{'x' * 4001};1", "at most 4000 characters"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_the_others_come_in(diary, row, says):
    intake = read_import(diary(DIARY + row + "\n"), choices())

    assert len(intake.items) == 3
    ((place, problem),) = intake.faults
    assert place == "diary.csv row 5"
    assert says in problem
