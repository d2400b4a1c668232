"""The command palsy-kit: what it says, and its exit codes."""

import shutil
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from importlib.metadata import version

import pytest

from palsy_kit import cli, launcher
from palsy_kit.store import PracticeLog
from palsy_kit.store.place import LOG_NAME


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PALSY_KIT_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """What was opened, without a JupyterLab: the port is free, one notebook is laid out beside a changed one."""
    calls = []
    laid = launcher.Laid(tmp_path / "workbook", "01.ipynb", ("01.ipynb",), (), ("01 (new version).ipynb",))
    monkeypatch.setattr(launcher.Running, "find", lambda _server, **_: None)
    monkeypatch.setattr(launcher, "lay_out", lambda *_: laid)
    monkeypatch.setattr(
        launcher, "start", lambda server, _laid, app, browser: calls.append((server, app, browser)) or 0
    )
    return calls


def test_without_a_command_the_workbook_opens(home, opened):
    assert cli.main([]) == 0
    assert opened == [(launcher.Server(home), False, True)]


def test_open_takes_another_port_and_can_leave_the_browser_alone(home, opened):
    assert cli.main(["open", "--port", "9000", "--no-browser"]) == 0
    assert opened == [(launcher.Server(home, 9000), False, False)]


def test_app_opens_the_pages(home, opened):
    assert cli.main(["app"]) == 0
    assert opened == [(launcher.Server(home), True, True)]


def test_open_says_where_the_notebooks_are_how_to_end_and_what_was_laid_beside(home, opened, capsys):
    cli.main(["open"])

    said = capsys.readouterr().out
    assert str(home / "workbook") in said
    assert "Ctrl+C" in said
    assert "'01 (new version).ipynb'" in said


@pytest.mark.parametrize(("flags", "pages"), [([], 1), (["--no-browser"], 0)])
def test_a_workbook_that_is_open_already_is_shown_and_not_started_again(
    home, opened, monkeypatch, capsys, flags, pages
):
    shown = []
    running = launcher.Running("http://127.0.0.1:1/lab?token=t", home / "page.html")
    monkeypatch.setattr(launcher.Running, "find", lambda _server, **_: running)
    monkeypatch.setattr(cli.webbrowser, "open", shown.append)

    assert cli.main(["open", *flags]) == 0
    assert opened == []
    assert len(shown) == pages
    assert running.address in capsys.readouterr().out


@pytest.mark.parametrize("port", ["80", "70000", "-1", "many", ""])
def test_a_port_that_cannot_be_is_a_usage_error_that_says_what_can(home, capsys, port):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["open", f"--port={port}"])

    assert stopped.value.code == 2
    assert "Give a number from 1024 to 65535." in capsys.readouterr().err


def test_an_unknown_command_is_a_usage_error_that_names_the_commands(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["opn"])

    assert stopped.value.code == 2
    assert "'open'" in capsys.readouterr().err


def test_a_data_folder_that_is_no_full_path_is_a_usage_error_on_one_line(monkeypatch, capsys):
    monkeypatch.setenv("PALSY_KIT_HOME", "here")

    assert cli.main([]) == 2
    assert capsys.readouterr().err == (
        "palsy-kit: PALSY_KIT_HOME='here' is not a full path. Give one that starts with / or ~.\n"
    )


def test_help_shows_examples_and_where_the_data_lie(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    said = capsys.readouterr().out
    assert "palsy-kit open --port 9000" in said
    assert "PALSY_KIT_HOME" in said


def test_the_version_is_the_packages(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])

    assert capsys.readouterr().out == f"palsy-kit {version('palsy-kit')}\n"


def test_opening_does_not_wait_for_pandas_or_plotly():
    code = (
        "import sys, palsy_kit.cli; sys.exit(bool({'pandas', 'plotly', 'nbformat', 'ipywidgets'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_doctor_says_that_there_is_no_log_yet(home, capsys):
    assert cli.main(["doctor"]) == 0
    assert f"begins with your first session, in {home / LOG_NAME}" in capsys.readouterr().out


def test_doctor_says_that_a_log_is_whole(home, capsys):
    PracticeLog.open(home / LOG_NAME)

    assert cli.main(["doctor"]) == 0
    assert "It is whole." in capsys.readouterr().out


def test_a_warning_is_a_sentence_and_not_a_line_of_code(home, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_doctor", lambda _: warnings.warn("No copy was made.", stacklevel=1) or 0)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        assert cli.main(["doctor"]) == 0

    assert capsys.readouterr().err == "palsy-kit: No copy was made.\n"


def test_doctor_says_what_is_wrong_and_what_to_type(tmp_path, capsys):
    broken = tmp_path / "broken.sqlite3"
    broken.write_text("not a log", "utf-8")

    assert cli.main(["doctor", str(broken)]) == 1
    said = capsys.readouterr().err
    assert str(broken) in said
    assert "palsy-kit doctor --save-to NEW_FILE" in said
    assert broken.read_text("utf-8") == "not a log"


def test_doctor_tells_in_one_line_that_a_log_is_of_a_newer_version_and_offers_no_rescue(home, capsys):
    PracticeLog.open(home / LOG_NAME)
    with closing(sqlite3.connect(home / LOG_NAME)) as connection:
        connection.execute("PRAGMA user_version = 9")
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "it has version 9" in said.err
    assert "--save-to" not in said.err


def test_doctor_saves_what_can_be_read_to_a_new_file_and_never_over_another(home, capsys):
    PracticeLog.open(home / LOG_NAME)
    new = home / "saved.sqlite3"

    assert cli.main(["doctor", "--save-to", str(new)]) == 0
    said = capsys.readouterr().out
    assert f"Saved to {new}" in said
    assert f"move this one to {home / LOG_NAME}." in said
    assert cli.main(["doctor", str(home / LOG_NAME), "--save-to", str(new)]) == 1
    assert "exists" in capsys.readouterr().err


COMMANDS = ["open", "app", "doctor", "export", "summary", "forget", "import", "adherence", "simulate", "completion"]


def test_the_commands_are_those_that_are_tested_here(capsys):
    with pytest.raises(SystemExit):
        cli.main(["no such command"])

    said = capsys.readouterr().err
    assert [name for name in COMMANDS if name not in said] == []
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_has_examples_of_it(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])

    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"examples:\n  palsy-kit {command}" in said


def test_the_help_documents_the_exit_codes(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    assert "exit codes: 0 done; 1 it failed" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["open", "--prt", "1"], ["forget"], ["export"], ["simulate", "x"]])
def test_what_is_not_understood_is_told_in_one_line_with_a_way_to_help(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)

    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said.count("\n") == 1
    assert "--help" in said


def test_what_the_computer_refuses_is_told_in_one_line(home, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(launcher.Running, "find", full)

    assert cli.main(["open"]) == 1
    assert capsys.readouterr().err.startswith("palsy-kit: [Errno 28] No space left on device. Look whether")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_can_complete_every_command(shell, capsys):
    assert cli.main(["completion", shell]) == 0

    said = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in said] == []
    if run := shutil.which(shell):
        assert subprocess.run([run, "-n"], input=said, text=True, check=False).returncode == 0
