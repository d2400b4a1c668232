"""The library opens no socket, whatever one does with it; a JupyterLab on this machine is the launcher's alone."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

GUARD = """
import sys

tried = []

def watch(event, arguments):
    # A name that is looked up, an address that is used, a page that is opened.
    if event.startswith(("socket.connect", "socket.bind", "socket.get", "socket.send", "urllib", "http.client",
                         "webbrowser", "ftplib", "smtplib", "telnetlib", "nntplib", "poplib", "imaplib")):
        tried.append((event, arguments))

sys.addaudithook(watch)
"""

WORK = """
import importlib, pkgutil, tempfile
from datetime import date
from pathlib import Path

import palsy_kit
for module in pkgutil.walk_packages(palsy_kit.__path__, "palsy_kit."):
    # What starts JupyterLab, a server for this machine alone, is no part of the library.
    if not module.name.startswith("palsy_kit.launcher."):
        importlib.import_module(module.name)

sys.path.insert(0, {tests!r})
from practice import MONDAY, a_check_in, a_hold, a_prescription, a_session
from palsy_kit import cli
from palsy_kit.compose import compose_session
from palsy_kit.exercises import FocusArea

with tempfile.TemporaryDirectory() as folder:
    import os
    os.environ["PALSY_KIT_HOME"] = folder
    os.chdir(folder)
    log = palsy_kit.PracticeLog.open(now=MONDAY)
    log.prescribe([a_prescription()])
    log.add_check_in(a_check_in())
    log.add_session(a_session())
    log.add_hold(a_hold())
    for line in ("export all.zip --everything", "export study --shift-dates", "import all.zip", "summary page.html",
                 "doctor", "forget --day 2026-01-05 --yes"):
        assert cli.main(line.split()) == 0, line
    catalogue = palsy_kit.load_catalogue()
    readiness = palsy_kit.evaluate(a_check_in(), catalogue.rules, catalogue.red_flags)
    palsy_kit.draw_face([])
    study = palsy_kit.load_study(palsy_kit.data_folder() / "sample_study").of("sample_person")
    for figure in (palsy_kit.practice_calendar, palsy_kit.weekly_minutes):
        figure(study.sessions, study.prescriptions, today=date(2026, 6, 28)).to_json()
    room = palsy_kit.PracticeRoom(catalogue, log, today=lambda: date(2026, 1, 6))

assert not tried, tried
print("done")
"""

CALL = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.1)
except OSError:
    pass
assert not tried, tried
"""


def run(code):
    return subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False)


def test_the_library_opens_no_socket():
    done = run(GUARD + WORK.replace("{tests!r}", repr(str(HERE))))

    assert done.stdout.endswith("done\n"), done.stdout + done.stderr


def test_a_socket_would_be_noticed():
    assert "AssertionError: [('socket." in run(GUARD + CALL).stderr


@pytest.mark.parametrize("suffix", [".js", ".css"])
def test_nothing_that_a_browser_gets_names_an_address_to_fetch_from(suffix):
    shipped = [path for path in (HERE.parent / "palsy_kit").rglob(f"*{suffix}") if "node_modules" not in path.parts]
    # Names of XML kinds are never fetched; 127.0.0.1 is this machine.
    harmless = ("http://www.w3.org/", "http://127.0.0.1", "https://json-schema.org")

    assert shipped
    named = {
        f"{path.name}: {word}"
        for path in shipped
        for word in path.read_text("utf-8").replace('"', " ").replace("'", " ").split()
        if "://" in word and word.startswith(("http", "ws", "url(http")) and not word.startswith(harmless)
    }

    assert not named
