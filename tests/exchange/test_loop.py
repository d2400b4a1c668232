"""What importing Loop Habit Tracker's export promises."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from foreign import ALL_MARKS, FACE, loop_zip

from palsy_kit.errors import InputError
from palsy_kit.exchange import Choices, read_import
from palsy_kit.store import PracticeLog

NOW = datetime(2026, 4, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def loop(tmp_path):
    path = tmp_path / "Loop Habits CSV 2026-03-12.zip"
    path.write_bytes(loop_zip())
    return path


def choices(*habits, **more):
    return Choices(now=NOW, zone=BERLIN, habits=habits, **more)


def sessions(path, chosen, tmp_path, name="log.sqlite3"):
    intake = read_import(path, chosen)
    assert intake.faults == []
    log = PracticeLog.open(tmp_path / name)
    log.take_in([item.row for item in intake.items], entered_at=NOW)
    return log.sessions()


def test_a_done_day_is_a_session_and_no_other_is(loop, tmp_path):
    found = sessions(loop, choices("Face exercises", minutes=5), tmp_path)

    assert [(one.practice_date, one.active_s, one.note) for one in found] == [
        (date(2026, 3, 9), 300, ""),
        (date(2026, 3, 12), 300, "=1, tired"),
    ]


def test_a_session_begins_at_noon_where_the_person_lives(loop, tmp_path):
    first, *_ = sessions(loop, choices("Face exercises", minutes=5), tmp_path)

    assert (first.started_at, first.utc_offset_min) == (datetime(2026, 3, 9, 11, tzinfo=UTC), 60)


def test_a_habit_counted_in_minutes_needs_no_more(loop, tmp_path):
    (found,) = sessions(loop, choices("Smile, slowly"), tmp_path)

    assert (found.practice_date, found.active_s) == (date(2026, 3, 12), 7.5 * 60)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        (choices(minutes=5), r"Say which habit .*'Face exercises', 'Smile, slowly', 'Water'"),
        (choices("Walk", minutes=5), r"no habit 'Walk'. Habits in the file"),
        (choices("Face exercises"), "one tick stands for: --minutes 5"),
        (choices("Water"), "one l stands for: --minutes 5"),
    ],
)
def test_what_the_file_does_not_say_is_asked_for(loop, chosen, says):
    with pytest.raises(InputError, match=says):
        read_import(loop, chosen)


@pytest.mark.parametrize(("habit", "days"), [("Face exercises", [9, 12]), ("Walk", [10, 11])])
def test_one_file_of_all_habits_gives_the_days_of_one(tmp_path, habit, days):
    file = tmp_path / "Checkmarks.csv"
    file.write_text(ALL_MARKS, "utf-8")

    found = sessions(file, choices(habit, minutes=5), tmp_path)

    assert [one.practice_date.day for one in found] == days


def test_the_file_of_one_habit_has_its_notes(tmp_path):
    file = tmp_path / "Checkmarks.csv"
    file.write_text(FACE, "utf-8")

    assert [one.note for one in sessions(file, choices(minutes=5), tmp_path)] == ["", "=1, tired"]


def test_a_habit_from_its_own_folder_is_the_same_as_from_the_zip(loop, tmp_path):
    folder = tmp_path / "001 Face exercises"
    folder.mkdir()
    (folder / "Checkmarks.csv").write_text(FACE, "utf-8")

    from_zip = read_import(loop, choices("Face exercises", minutes=5)).items
    from_folder = read_import(folder / "Checkmarks.csv", choices(minutes=5)).items

    assert [item.row for item in from_folder] == [item.row for item in from_zip]


def test_a_name_with_a_comma_which_loop_does_not_quote_is_noticed(tmp_path):
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,Smile, slowly,Walk,\n2026-03-12,2,-1,\n", "utf-8")

    with pytest.raises(InputError, match="Give the whole zip"):
        read_import(file, choices("Walk", minutes=5))


def test_importing_again_is_once_also_on_another_day_and_after_a_correction(loop, tmp_path):
    first, *_ = sessions(loop, choices("Face exercises", minutes=5), tmp_path)
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.correct(first.session_id, first.model_copy(update={"effort": 4}))
    before = log.rows()

    later = Choices(now=NOW + timedelta(days=9), zone=BERLIN, habits=("Face exercises",), minutes=5)
    sessions(loop, later, tmp_path)

    assert log.rows() == before


def test_other_minutes_for_a_day_that_is_there_are_refused_and_not_written_over(loop, tmp_path):
    before = sessions(loop, choices("Face exercises", minutes=5), tmp_path)
    log = PracticeLog.open(tmp_path / "log.sqlite3")

    items = read_import(loop, choices("Face exercises", minutes=20)).items
    verdicts = log.take_in([item.row for item in items], entered_at=NOW).verdicts

    assert {verdict.state for verdict in verdicts} == {"refused"}
    assert "another session with the id" in verdicts[0].reason
    assert log.sessions() == before


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-03-12,2.5", "'2.5' is not a value of Loop"),
        ("2026-03-12,²", "'²' is not a value of Loop"),
        ("2026-02-30,2", "day"),
        ("12.03.2026,2", "is not a date such as"),
        ("0001-01-01,2", "lies outside the years"),
        ("2026-03-12,999999999", "minutes, and a day has 1440"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_the_others_come_in(tmp_path, row, says):
    file = tmp_path / "Checkmarks.csv"
    file.write_text(f"Date,Face,\n2026-03-11,2,\n{row},\n", "utf-8")

    intake = read_import(file, choices(minutes=5))

    assert len(intake.items) == 1
    ((place, problem),) = intake.faults
    assert place == "Checkmarks.csv row 3"
    assert says in problem
