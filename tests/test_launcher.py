"""The launcher: a person's notebooks are theirs, JupyterLab stays on this machine, and a taken port is explained."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
from jupyterlab.labapp import LabApp
from nbformat import read
from nbformat.sign import NotebookNotary

from palsy_kit import launcher
from palsy_kit.errors import WorkbookError
from palsy_kit.launcher import PORT, Running, Server, lay_out, start, warm
from palsy_kit.launcher.workbook import MANIFEST, shipped_folder

CONFIG = Path(launcher.__file__).parent / "config"
NAME = "01_practise.ipynb"
BESIDE = "01_practise (new version).ipynb"
PRESET = json.loads((CONFIG / "labconfig" / "default_setting_overrides.json").read_text("utf-8"))


def ship(folder, source, name=NAME, **metadata):
    """Put a notebook with one cell into the folder of what is shipped."""
    cell = {"id": "c1", "cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"palsy_kit": metadata}, "cells": [cell]}
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(notebook), "utf-8")


def change(notebook, **cell):
    content = json.loads(notebook.read_text("utf-8"))
    content["cells"][0].update(cell)
    notebook.write_text(json.dumps(content, indent=4), "utf-8")


def source(notebook):
    return "".join(json.loads(notebook.read_text("utf-8"))["cells"][0]["source"])


@pytest.fixture
def shipped(tmp_path):
    ship(tmp_path / "shipped", "first")
    return tmp_path / "shipped"


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path / "home", 0)


@pytest.fixture
def lay(server, shipped):
    return lambda: lay_out(server.workbook, server.data, shipped)


def test_the_first_call_lays_out_every_notebook_and_opens_the_first(lay, shipped, server):
    ship(shipped, "second", "02_look.ipynb")

    laid = lay()

    assert laid.first == NAME
    assert laid.written == laid.names == (NAME, "02_look.ipynb")
    assert source(server.workbook / NAME) == "first"


def test_a_second_call_changes_nothing(lay, server):
    lay()
    before = (server.workbook / NAME).stat().st_mtime_ns

    laid = lay()

    assert laid.written == ()
    assert (server.workbook / NAME).stat().st_mtime_ns == before


def test_a_notebook_that_only_ran_is_brought_up_to_date(lay, shipped, server):
    lay()
    change(server.workbook / NAME, execution_count=3)
    ship(shipped, "newer")

    laid = lay()

    assert laid.written == (NAME,)
    assert laid.beside == ()
    assert source(server.workbook / NAME) == "newer"


def test_a_notebook_that_the_person_changed_stays_and_the_new_version_is_laid_beside_it(lay, shipped, server):
    lay()
    change(server.workbook / NAME, source="mine")
    ship(shipped, "newer")

    laid = lay()

    assert laid.written == laid.beside == (BESIDE,)
    assert source(server.workbook / NAME) == "mine"
    assert source(server.workbook / BESIDE) == "newer"


def test_a_changed_notebook_stays_alone_while_there_is_no_newer_version(lay, server):
    lay()
    change(server.workbook / NAME, source="mine")

    assert lay().written == ()
    assert source(server.workbook / NAME) == "mine"


def test_a_version_beside_is_brought_up_to_date_unless_it_was_changed_too(lay, shipped, server):
    lay()
    change(server.workbook / NAME, source="mine")
    ship(shipped, "newer")
    lay()
    ship(shipped, "newest")
    assert lay().beside == (BESIDE,)
    change(server.workbook / BESIDE, source="mine again")
    ship(shipped, "last")

    laid = lay()

    assert laid.beside == ("01_practise (new version 2).ipynb",)
    assert source(server.workbook / BESIDE) == "mine again"


def test_a_version_beside_that_the_person_deleted_does_not_come_back(lay, shipped, server):
    lay()
    change(server.workbook / NAME, source="mine")
    ship(shipped, "newer")
    lay()
    (server.workbook / BESIDE).unlink()

    assert lay().written == ()


def test_a_notebook_that_was_deleted_comes_back(lay, server):
    lay()
    (server.workbook / NAME).unlink()

    assert lay().written == (NAME,)


@pytest.mark.parametrize("notes", [None, "{", "[]"])
def test_without_its_notes_a_differing_notebook_counts_as_changed(lay, shipped, server, notes):
    lay()
    (server.workbook / MANIFEST).unlink()
    if notes:
        (server.workbook / MANIFEST).write_text(notes, "utf-8")
    ship(shipped, "newer")

    assert lay().beside == (BESIDE,)
    assert source(server.workbook / NAME) == "first"


def test_a_file_that_is_no_notebook_any_more_is_left_alone(lay, shipped, server):
    lay()
    (server.workbook / NAME).write_text("half a fi", "utf-8")
    ship(shipped, "newer")

    assert lay().beside == (BESIDE,)
    assert (server.workbook / NAME).read_text("utf-8") == "half a fi"


def test_what_is_laid_out_is_trusted_and_what_is_changed_elsewhere_is_not(lay, server):
    lay()
    with NotebookNotary(data_dir=str(server.data)) as notary:
        assert notary.check_signature(read(server.workbook / NAME, as_version=4))
        change(server.workbook / NAME, source="not ours")
        assert not notary.check_signature(read(server.workbook / NAME, as_version=4))


def test_the_notebooks_of_researchers_lie_in_a_folder_of_their_own_and_are_kept_in_the_same_way(lay, shipped, server):
    ship(shipped, "study", "20_load_study.ipynb")
    lay()
    change(server.workbook / "research" / "20_load_study.ipynb", source="mine")
    ship(shipped, "newer", "20_load_study.ipynb")

    laid = lay()

    assert laid.names == (NAME, "research/20_load_study (new version).ipynb", "research/20_load_study.ipynb")
    assert laid.beside == ("research/20_load_study (new version).ipynb",)
    assert source(server.workbook / "research" / "20_load_study.ipynb") == "mine"
    assert sorted(path.name for path in server.workbook.glob("*.ipynb")) == [NAME]


def test_a_folder_that_cannot_be_made_is_named_with_a_way_out(server, shipped):
    server.home.mkdir()
    server.workbook.write_text("a file stands in the way", "utf-8")

    with pytest.raises(WorkbookError, match=r"cannot be laid out in .*workbook.*PALSY_KIT_HOME"):
        lay_out(server.workbook, server.data, shipped)


def test_nothing_to_lay_out_is_an_error(server, tmp_path):
    with pytest.raises(WorkbookError, match="No notebook lies in"):
        lay_out(server.workbook, server.data, tmp_path / "empty")


def test_a_shipped_file_that_is_no_notebook_is_an_error(lay, shipped):
    (shipped / NAME).write_text("{}", "utf-8")

    with pytest.raises(WorkbookError, match="is not a notebook"):
        lay()


def test_the_notebooks_of_the_checkout_are_shipped():
    assert shipped_folder() == Path(__file__).parents[1] / "notebooks"


def test_jupyterlab_opens_at_the_first_notebook_on_this_machine_alone(server):
    command = server.command(browser=False)

    assert "--ServerApp.ip=127.0.0.1" in command
    assert "--ServerApp.port_retries=0" in command
    assert "--LabApp.default_url=/workbook/lab" in command
    assert "--ExtensionApp.open_browser=False" in command


def test_the_app_view_begins_at_its_own_page_and_ends_what_nobody_looks_at(server):
    command = server.command(app=True, browser=False)

    assert "--LabApp.default_url=/workbook" in command
    assert "--MappingKernelManager.cull_idle_timeout=600" in command


def test_every_option_is_one_that_jupyterlab_has(server):
    known = {
        cls.__name__: set(cls.class_trait_names())
        for cls in [*LabApp.__mro__, *LabApp().serverapp_class.__mro__, MappingKernelManager]
        if hasattr(cls, "class_trait_names")
    }
    options = [
        flag.removeprefix("--").partition("=")[0].split(".")
        for flag in server.command(app=True)
        if "." in flag and flag.startswith("--")
    ]

    assert options
    assert [name for owner, name in options if name not in known[owner]] == []


@pytest.mark.parametrize(("plugin", "settings"), sorted(PRESET.items()))
def test_every_setting_that_is_preset_is_one_that_jupyterlab_has(plugin, settings):
    package, _, name = plugin.partition(":")
    schema = json.loads((Path(LabApp().schemas_dir) / package / f"{name}.json").read_text("utf-8"))

    assert set(settings) <= set(schema["properties"])


@pytest.mark.parametrize(("address", "laid"), [("/workbook/lab", False), ("/workbook", True)])
def test_no_python_is_started_where_no_notebook_is_opened(lay, server, address, laid):
    if laid:
        lay()
    found = SimpleNamespace(config=SimpleNamespace(LabApp={"default_url": address}), root_dir=str(server.workbook))

    # It has nothing that could start one, and nothing to wait for: so it ends at the first step, in any event loop.
    with pytest.raises(StopIteration):
        warm.warm(found).send(None)


def test_the_persons_own_jupyter_is_out_of_reach(server):
    environment = server.environment({"HOME": "/home/somebody", "JUPYTER_CONFIG_DIR": "/home/somebody/.jupyter"})
    ours = {name: value for name, value in environment.items() if name.startswith(("JUPYTER", "IPYTHON"))}

    assert environment["HOME"] == "/home/somebody"
    assert not [value for value in ours.values() if "somebody" in value]


def test_the_notebooks_use_the_log_of_the_folder_that_was_opened(server):
    assert server.environment({})["PALSY_KIT_HOME"] == str(server.home)


def test_only_the_notebooks_that_were_laid_out_may_run_by_themselves(server):
    server.permit([NAME, BESIDE])

    page = json.loads((server.config / "labconfig" / "page_config.json").read_text("utf-8"))
    assert page == {"palsyKitRunOnOpen": [NAME, BESIDE]}


def test_starting_becomes_jupyterlab(monkeypatch, lay, server):
    become = []
    monkeypatch.setattr(os, "execvpe", lambda *call: become.append(call))

    start(server, lay(), browser=False)

    ((program, command, environment),) = become
    assert program == command[0]
    assert command == server.command(browser=False)
    assert environment["JUPYTER_DATA_DIR"] == str(server.data)
    assert (server.config / "labconfig" / "page_config.json").exists()


@pytest.mark.parametrize(
    ("ending", "code"), [("return", 0), ("sys.exit(1)", 1), ("sys.exit(None)", 0), ("raise KeyboardInterrupt", 130)]
)
def test_jupyterlab_leaves_when_it_is_done_whatever_its_threads_wait_for(ending, code):
    program = f"""
import sys, threading
from types import SimpleNamespace
from palsy_kit.launcher import lab

def launch_instance():
    threading.Thread(target=threading.Event().wait).start()
    {ending}

jupyterlab = SimpleNamespace(LabApp=SimpleNamespace(launch_instance=launch_instance))
sys.modules |= {{"jupyterlab": jupyterlab, "jupyterlab.labapp": jupyterlab}}
lab.run()
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)

    assert done.returncode == code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that stands for Ctrl+C here")
def test_one_ctrl_c_ends_the_workbook_though_it_has_only_begun_to_listen(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(tmp_path, port)
    server.workbook.mkdir()
    command = server.command(app=True, browser=False)
    process = subprocess.Popen(command, env=server.environment(os.environ), stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not listens(port):
        pass

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)

    assert process.returncode == 0
    assert "Traceback" not in said
    assert list(server.runtime.glob("jpserver-*")) == []


def listens(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_no_workbook_is_running_when_the_port_is_free(server):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert Running.find(Server(server.home, port)) is None


def test_a_port_that_another_program_has_is_explained_with_the_flag_that_helps(server):
    with answering(lambda _token: 200) as port, pytest.raises(WorkbookError, match=f"--port {port + 1}"):
        Running.find(Server(server.home, port))


def test_our_own_running_workbook_is_found_by_its_token_and_begins_at_its_first_notebook(lay, shipped, server):
    lay()
    with answering(lambda token: 200 if token == "token secret" else 403) as port:
        note(server, port, "secret")
        change(server.workbook / NAME, source="mine")
        ship(shipped, "newer")
        lay()

        lab = Running.find(Server(server.home, port))
        app = Running.find(Server(server.home, port), app=True)

    assert lab.address == f"http://127.0.0.1:{port}/workbook/lab?token=secret"
    assert app.address == f"http://127.0.0.1:{port}/workbook?token=secret"


def test_a_browser_is_led_to_a_running_workbook_by_a_page_for_this_person_alone(server):
    with answering(lambda _token: 200) as port:
        note(server, port, "secret")

        found = Running.find(Server(server.home, port), app=True)

    assert f"url={found.address}" in found.page.read_text("utf-8")
    assert found.page.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_a_note_left_by_a_crash_is_not_taken_for_a_running_workbook(server):
    with answering(lambda _token: 403) as port:
        note(server, port, "old")

        with pytest.raises(WorkbookError, match="Another program uses port"):
            Running.find(Server(server.home, port))


def test_the_port_is_always_the_same_because_browsers_keep_what_they_store_by_port(tmp_path):
    assert Server(tmp_path).port == PORT


def note(server, port, token):
    """What a JupyterLab writes about itself."""
    server.runtime.mkdir(parents=True)
    told = {"port": port, "url": f"http://127.0.0.1:{port}/", "token": token}
    (server.runtime / "jpserver-1.json").write_text(json.dumps(told), "utf-8")


@contextmanager
def answering(status):
    """A program that listens on a port of this machine, and answers by the token it is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status(self.headers["Authorization"]))
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield listening.server_port
        finally:
            listening.shutdown()
            thread.join()
