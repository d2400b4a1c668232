"""Starts Python for the first notebook while its page is still loading: an extension of the Jupyter server."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_server.serverapp import ServerApp
from zmq import ZMQError

from palsy_kit.launcher.server import LAB
from palsy_kit.launcher.workbook import names_laid

if TYPE_CHECKING:
    from jupyter_client.asynchronous.client import AsyncKernelClient

# What every notebook of a person begins with. No name is bound, and nothing is counted as having run.
LOADS = "__import__('palsy_kit').PracticeRoom, __import__('palsy_kit').PracticeLog"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    # A plain callback of the loop: it starts with the server, and a failure is logged while the server goes on.
    server.io_loop.add_callback(warm, server)


async def warm(server: ServerApp) -> None:
    """Start the kernel of the notebook that JupyterLab opens first; the page finds its session by the path.

    Nothing is started for the app view, nor where no notebook was laid out.
    """
    path = next(iter(names_laid(Path(server.root_dir))), None)
    if path is None or server.config.LabApp.get("default_url") != LAB:
        return
    session = await server.session_manager.create_session(path=path, name=path, type="notebook", kernel_name="python3")
    kernel = server.kernel_manager.get_kernel(session["kernel"]["id"])
    client: AsyncKernelClient = kernel.client()  # type: ignore[assignment]  # jupyter_client types the blocking one
    client.start_channels()
    try:
        # A server that is told to end meanwhile closes the sockets; of a kernel that died, the page tells.
        with suppress(RuntimeError, ZMQError):
            await client.wait_for_ready(timeout=60)
            client.execute(LOADS, silent=True)
            await client.get_shell_msg(timeout=60)
    finally:
        client.stop_channels()
