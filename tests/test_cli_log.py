"""The commands export, import, summary and forget: what they say, what they leave alone, and their exit codes."""

import io
import os
import sys

import pytest
from practice import MONDAY, a_check_in, a_prescription, a_session

from palsy_kit import cli
from palsy_kit.store import PracticeLog
from palsy_kit.store.place import LOG_NAME


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PALSY_KIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def log(home):
    log = PracticeLog.open(home / LOG_NAME)
    log.prescribe([a_prescription()])
    log.add_check_in(a_check_in(1))
    for number in range(1, 4):
        log.add_session(a_session(number, note="mine alone"))
    return log


def run(capsys, *arguments):
    """The exit code, and what was said to each of the two."""
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_log_moves_to_a_new_computer(log, tmp_path, monkeypatch, capsys):
    assert run(capsys, "export", "all.zip", "--everything")[0] == 0
    before = log.rows()
    monkeypatch.setenv("PALSY_KIT_HOME", str(tmp_path / "new"))

    code, said, _ = run(capsys, "import", "all.zip")

    assert code == 0
    assert "came in: 1 check-in, 1 programme step, 3 sessions" in said
    assert PracticeLog.open(tmp_path / "new" / LOG_NAME).rows() == before
    assert "came in: nothing new\n  in your log already: 5" in run(capsys, "import", "all.zip")[1]


def test_a_dry_run_says_the_same_and_makes_nothing(log, tmp_path, monkeypatch, capsys):
    run(capsys, "export", "all.zip", "--everything")
    monkeypatch.setenv("PALSY_KIT_HOME", str(tmp_path / "new"))

    code, said, _ = run(capsys, "import", "all.zip", "--dry-run")

    assert code == 0
    assert "would come in: 1 check-in, 1 programme step, 3 sessions" in said
    assert "Nothing was changed." in said
    assert not (tmp_path / "new").exists()


def test_what_is_wrong_is_named_by_file_and_row_and_the_rest_comes_in(log, capsys, tmp_path):
    (tmp_path / "diary.csv").write_text("date,min\n2026-03-09,5\n2026-03-10,\x1b[2J\n", "utf-8")

    code, said, wrong = run(capsys, "import", "diary.csv", "--columns", "date=date,minutes=min")

    assert code == 1
    assert "came in: 1 session\n  in your log already: 0\n  wrong: 1" in said
    assert wrong.startswith("  diary.csv row 3: minutes=")
    assert "\x1b" not in wrong


def test_an_export_for_a_study_has_a_pseudonym_and_says_what_is_in_it(log, capsys, tmp_path):
    code, said, _ = run(capsys, "export", "study", "--time-zone", "Europe/Berlin")

    assert code == 0
    assert "with the real dates. No text of yours is in it." in said
    (name,) = {line.split(",")[1] for line in (tmp_path / "study" / "sessions.csv").read_text("utf-8").splitlines()[1:]}
    assert name.startswith("p-")
    assert name in said


def test_shifted_dates_go_back_by_whole_weeks_of_one_to_five_years(log, capsys, tmp_path):
    assert run(capsys, "export", "study", "--shift-dates", "--participant-id", "S-017")[0] == 0

    first = (tmp_path / "study" / "sessions.csv").read_text("utf-8").splitlines()[1].split(",")[3]
    weeks, rest = divmod((MONDAY - type(MONDAY).fromisoformat(first)).days, 7)
    assert rest == 0
    assert 52 <= weeks <= 52 * 5


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "a.zip", "--participant-id", "../me"], "up to 40 letters, digits"),
        (["export", "a.zip", "--participant-id", "=me"], "up to 40 letters, digits"),
        (["export", "a.zip", "--everything", "--shift-dates"], "leave out --shift-dates"),
        (["export", "a.zip", "--time-zone", "Mars/Olympus"], "'Mars/Olympus' is not known. Give a name such as"),
        (["export", "home"], "exists. Nothing was written"),
        (["import", "nowhere.zip"], "nowhere.zip cannot be read"),
        (["import", "mepp.xlsx"], "Say where the study folder goes: --study DIR"),
        (["import", "mepp.xlsx", "--study", "out"], "Give --time-zone"),
        (["import", "a.zip", "--study", "out"], "--study is for a workbook"),
        (["summary", "home"], "exists. Nothing was written"),
        (["summary", "a.html", "--weeks", "0"], "weeks"),
    ],
)
def test_what_cannot_be_done_is_an_error_on_one_line(log, capsys, arguments, says):
    code, _, wrong = run(capsys, *arguments)

    assert code == 2
    assert wrong.startswith("palsy-kit: ")
    assert wrong.count("\n") == 1
    assert says in wrong


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", "a.csv", "--columns", "date"], "not a list such as date=Date,minutes=Min"),
        (["import", "a.csv", "--minutes", "0"], "Give more than 0, at most 240 minutes"),
        (["import", "a.csv", "--kind", "Daily!"], "is not a kind"),
        (["forget"], "one of the arguments --day --everything is required"),
        (["forget", "--day", "today"], "is not a date"),
    ],
)
def test_what_is_not_understood_is_a_usage_error_with_a_hint(home, capsys, arguments, says):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)

    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "import"])
def test_help_has_examples(command, capsys):
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])

    assert f"palsy-kit {command} all.zip" in capsys.readouterr().out


def test_the_summary_is_a_page_that_is_never_written_over(log, capsys, tmp_path):
    assert run(capsys, "summary", "page.html", "--weeks", "4")[0] == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "mine alone" not in page
    assert run(capsys, "summary", "page.html")[0] == 2
    assert (tmp_path / "page.html").read_text("utf-8") == page
    assert run(capsys, "summary", "nowhere/page.html")[0] == 2
    assert [file.name for file in tmp_path.glob("*page*")] == ["page.html"]


@pytest.mark.parametrize("typed", ["", "\n", "yes\n", "forge\n"])
def test_nothing_is_forgotten_without_the_word(log, capsys, monkeypatch, typed):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    before = log.rows()

    code, said, _ = run(capsys, "forget", "--everything")

    assert code == 1
    assert "This deletes 1 check-in, 1 programme step, 3 sessions from" in said
    assert "Nothing was deleted." in said
    assert log.rows() == before


def test_with_the_word_everything_is_gone_from_the_file_and_its_copies(log, capsys, monkeypatch):
    log.back_up(now=MONDAY)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Forget\n"))

    assert run(capsys, "forget", "--everything")[0] == 0

    assert log.rows() == ()
    assert b"mine alone" not in log.path.read_bytes()
    assert [path for path in log.path.parent.rglob("*") if path.suffix == ".sqlite3"] == [log.path]


def test_one_day_can_be_forgotten_and_the_others_stay(log, capsys):
    code, said, _ = run(capsys, "forget", "--day", "2026-01-05", "--yes")

    assert code == 0
    assert "1 check-in, 1 session of 5 January 2026" in said
    assert [session.practice_date.day for session in log.sessions()] == [6, 7]
    assert log.check_ins() == ()
    assert len(log.prescriptions()) == 1
    assert "nothing to forget" in run(capsys, "forget", "--day", "2026-01-05")[1]


def test_without_a_time_zone_of_the_computer_one_is_asked_for(log, capsys, monkeypatch):
    monkeypatch.setitem(os.environ, "TZ", "nonsense")

    code, _, wrong = run(capsys, "export", "a.zip", "--everything")

    assert code == 2
    assert "This computer does not tell its time zone. Give a name such as --time-zone Europe/Berlin." in wrong
