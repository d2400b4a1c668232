"""The app view: the person's notebooks as pages without code, in Voila, with a page of their own that leads to each.

An extension of the Jupyter server, so that JupyterLab and the pages are two views of one workbook: one address, one
key, one folder. ``config/voila.py`` sets Voila up, and the templates are in ``share``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from nbformat import NotebookNode
from tornado.web import HTTPError, authenticated

from palsy_kit.launcher.server import HOME, LAB
from palsy_kit.launcher.workbook import RESEARCH, fingerprint, names_laid

# How the opening block of every notebook says what one does in it.
WILL = "**You will** "


@dataclass(frozen=True)
class Page:
    """A notebook as the first page shows it.

    Attributes
    ----------
    name
        Name of its file.
    title
        Its first heading.
    will
        What one does there: the sentence after "You will".
    """

    name: str
    title: str
    will: str

    @classmethod
    def of(cls, name: str, notebook: Mapping[str, Any]) -> Self:
        """Read the opening block of a notebook."""
        # The source of a cell is a text or its lines.
        lines = "".join(notebook["cells"][0]["source"]).splitlines() if notebook["cells"] else []
        title = next((line.lstrip("# ") for line in lines if line.startswith("# ")), name.removesuffix(".ipynb"))
        will = next((line.removeprefix(WILL) for line in lines if line.startswith(WILL)), "")
        return cls(name, title, will[:1].upper() + will[1:])


def pages(folder: Path) -> list[Page]:
    """Find the notebooks of a person's workbook that are pages, in the order of their names."""
    whole = [name for name in names_laid(folder) if (folder / name).is_file() and fingerprint(folder / name)]
    notebooks = {name: json.loads((folder / name).read_text("utf-8")) for name in whole}
    return [Page.of(name, notebook) for name, notebook in notebooks.items() if _is_page(notebook)]


def only_ours(handler: JupyterHandler, *, notebook: NotebookNode, cwd: str) -> None:  # noqa: ARG001 - Voila's own names
    """Let Voila run a notebook by the same rule as JupyterLab; give its page a title.

    Raises
    ------
    HTTPError
        When it was not laid out by palsy-kit, was put here by somebody else, or does not run by itself.
    """
    name = handler.path_args[0]
    trusted = all(cell.metadata.get("trusted") for cell in notebook.cells if cell.cell_type == "code")
    if not (trusted and _is_page(notebook) and name in names_laid(Path(handler.contents_manager.root_dir))):
        raise HTTPError(HTTPStatus.FORBIDDEN, "%s is no page of the workbook", name)
    _give_key(handler)
    notebook.metadata.title = f"{Page.of(name, notebook).title} - palsy_kit"


def with_local_formulas(page_config: dict[str, Any], **_: object) -> dict[str, Any]:
    """Let Voila set formulas with what it brings, and not with what it would fetch from the web."""
    return page_config | {"fullMathjaxUrl": None, "mathjaxConfig": None}


class HomeHandler(JupyterHandler):
    """The page that leads to the others."""

    @authenticated
    async def get(self) -> None:
        """Show it."""
        _give_key(self)
        template = self.settings["voila_jinja2_env"].get_template("home.html.j2")
        folder = Path(self.contents_manager.root_dir)
        research = next((name for name in names_laid(folder) if name.startswith(f"{RESEARCH}/")), None)
        await self.finish(template.render(pages=pages(folder), research=research, base_url=self.base_url))


class LabHandler(JupyterHandler):
    """The way into JupyterLab, at the first notebook alone."""

    @authenticated
    def get(self) -> None:
        """Lead there; "reset" closes the tabs of last time, and no more than those."""
        first = next(iter(names_laid(Path(self.contents_manager.root_dir))), "")
        self.redirect(f"{self.base_url}lab/tree/{quote(first)}?reset")


def _give_key(handler: JupyterHandler) -> None:
    """Let a page end its Python when it is left: Jupyter sets the cookie for this once it is asked for it."""
    _ = handler.xsrf_token


def _is_page(notebook: Mapping[str, Any]) -> bool:
    return notebook["metadata"].get("palsy_kit", {}).get("run_on_open") is True


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    server.web_app.add_handlers(".*$", [(HOME, HomeHandler), (LAB, LabHandler)])  # type: ignore[no-untyped-call]
