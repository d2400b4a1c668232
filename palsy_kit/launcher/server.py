"""JupyterLab for the workbook alone: on this machine only, with settings of its own, asking nobody anything."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from palsy_kit.errors import WorkbookError
from palsy_kit.launcher.workbook import Laid

HERE = Path(__file__).parent

# Where the app view begins, and the way into JupyterLab at its first notebook. Jupyter puts "?token=" behind either.
HOME = "/workbook"
LAB = f"{HOME}/lab"

# Each look at a page starts a Python of its own. The page ends it when it is left; these end what a crash left behind.
CULLING = {
    "MappingKernelManager.cull_idle_timeout": 600,
    "MappingKernelManager.cull_interval": 60,
}

HOST = "127.0.0.1"

# Always the same one, because a browser keeps what it stores by address and port. Our own choice: not Jupyter's
# 8888, so that a person's other notebooks are not in the way.
PORT = 8427


@dataclass(frozen=True)
class Server:
    """The JupyterLab of one person's workbook.

    Attributes
    ----------
    home
        The person's data folder.
    port
        Port on this machine.
    """

    home: Path
    port: int = PORT

    @property
    def workbook(self) -> Path:
        """Folder of the person's own notebooks."""
        return self.home / "workbook"

    @property
    def data(self) -> Path:
        """JupyterLab's data: signatures of trusted notebooks, and what runs now."""
        return self.home / "jupyter" / "data"

    @property
    def config(self) -> Path:
        """JupyterLab's configuration, over the one that palsy_kit ships."""
        return self.home / "jupyter" / "config"

    @property
    def runtime(self) -> Path:
        """Where a running JupyterLab writes its address."""
        return self.data / "runtime"

    def permit(self, names: Sequence[str]) -> None:
        """Name the notebooks that JupyterLab may run when they are opened.

        JupyterLab's own trust is not enough: it is about outputs, and any notebook without some is trusted once it was
        saved here. So a notebook that came from elsewhere waits until the person runs it, whatever it asks for.
        """
        labconfig = self.config / "labconfig"
        labconfig.mkdir(parents=True, exist_ok=True)
        (labconfig / "page_config.json").write_text(json.dumps({"palsyKitRunOnOpen": list(names)}), "utf-8")

    def command(self, *, app: bool = False, browser: bool = True) -> list[str]:
        """Command that opens JupyterLab at the first notebook, or the app view at its first page."""
        options = {
            "ServerApp.ip": HOST,
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.root_dir": self.workbook,
            "LabApp.default_url": HOME if app else LAB,
            "ExtensionApp.open_browser": browser,
        }
        if app:
            options |= CULLING
        flags = [f"--{name}={value}" for name, value in options.items()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            flags.append("--allow-root")
        return [sys.executable, "-m", "palsy_kit.launcher.lab", *flags]

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Environment of JupyterLab and its kernels: a person's other Jupyter is neither read nor changed."""
        jupyter = self.home / "jupyter"
        own = {
            "PALSY_KIT_HOME": self.home,
            "JUPYTER_CONFIG_DIR": self.config,
            "JUPYTER_CONFIG_PATH": HERE / "config",
            "JUPYTER_DATA_DIR": self.data,
            "JUPYTER_PATH": HERE / "share",
            "JUPYTER_PREFER_ENV_PATH": 1,
            "JUPYTER_RUNTIME_DIR": self.runtime,
            "JUPYTERLAB_SETTINGS_DIR": jupyter / "settings",
            "JUPYTERLAB_WORKSPACES_DIR": jupyter / "workspaces",
            "IPYTHONDIR": jupyter / "ipython",
        }
        return {**environ, **{name: str(value) for name, value in own.items()}}


@dataclass(frozen=True)
class Running:
    """A workbook that is open already.

    Attributes
    ----------
    address
        Its address, with the token that lets a browser in; of the app view, where that was asked for.
    page
        A file for this person's eyes only that leads a browser there.
    """

    address: str
    page: Path

    @classmethod
    def find(cls, server: Server, *, app: bool = False) -> Self | None:
        """Find the workbook that answers on the server's port; None when the port is free.

        JupyterLab and the app view are one server: whichever was opened first has both.

        Raises
        ------
        WorkbookError
            When something else has the port.
        """
        if _is_free(server.port):
            return None
        for note in server.runtime.glob("jpserver-*.json"):
            found = json.loads(note.read_text("utf-8"))
            if found["port"] == server.port and _answers(found["url"], found["token"]):
                address = f"{found['url']}{(HOME if app else LAB)[1:]}?token={found['token']}"
                return cls(address, _doorway(note.with_suffix(".app.html" if app else ".lab.html"), address))
        raise WorkbookError(
            f"Another program uses port {server.port} of this machine. "
            f"Close it, or choose another port: palsy-kit open --port {server.port + 1}"
        )


def start(server: Server, laid: Laid, *, app: bool = False, browser: bool = True) -> int:
    """Become JupyterLab, opened at the first notebook that was laid out, or at the app view.

    Returns only on Windows, which cannot put one program in the place of another: with JupyterLab's exit code.
    Elsewhere JupyterLab takes this process's place, so that it ends when a terminal or a supervisor ends this one.
    """
    server.permit(laid.names)
    command = server.command(app=app, browser=browser)
    environment = server.environment(os.environ)
    if sys.platform == "win32":
        return subprocess.call(command, env=environment)  # noqa: S603 - the command is ours
    return os.execvpe(command[0], command, environment)  # noqa: S606 - no shell is wanted


def _doorway(page: Path, address: str) -> Path:
    """Write a page that leads a browser on: the token in an address would be seen in the list of what runs."""
    page.unlink(missing_ok=True)
    page.touch(mode=0o600)
    page.write_text(f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={escape(address)}">', "utf-8")
    return page


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As JupyterLab itself asks for it, so that a port which was just let go counts as free.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _answers(url: str, token: str) -> bool:
    """Whether a Jupyter server that knows the token answers; a note left by a crash does not count."""
    # Never through a proxy: the address is this machine. With patience: one that starts Python is busy for seconds.
    # Not "api/status", which counts the kernels and fails just while one of them starts.
    ask = Request(f"{url}api/me", headers={"Authorization": f"token {token}"})  # noqa: S310 - http, ours
    try:
        with build_opener(ProxyHandler({})).open(ask, timeout=20) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's "OK"
    except (URLError, TimeoutError, ValueError):
        return False
