"""A figure as a file for a paper, SVG or PNG, by a browser of this machine. Nothing is fetched and nothing sent."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import unquote_to_bytes

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.figures.theme import PAGE_FONT, PAGE_INK

Format = Literal["svg", "png"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "brave-browser")
WAIT_S = 120

PRINT_INK = '<span style="color:#000000">'
PRINT_FONT = "Arial, Helvetica, sans-serif"

# A name that nobody can look up: not even a figure that asks for a picture or a map gets an answer.
QUIET = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--virtual-time-budget=60000",
]
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><script>{plotly}</script></head><body><script>
Plotly.toImage({figure}, {options}).then(
  url => {{ document.head.replaceChildren(); document.body.textContent = "DONE " + url + " END" }},
  error => {{ document.body.textContent = "FAULT " + error + " END" }})
</script></body></html>"""


def for_paper(figure: go.Figure) -> go.Figure:
    """The same figure on white, in black letters and a common font: it does not depend on a page around it."""
    text = json.dumps(figure.to_plotly_json(), default=_plain)
    text = text.replace(json.dumps(PAGE_INK)[1:-1], json.dumps(PRINT_INK)[1:-1]).replace(PAGE_FONT, PRINT_FONT)
    paper = go.Figure(json.loads(text))
    return paper.update_layout(paper_bgcolor="#ffffff", plot_bgcolor="#ffffff")


def _plain(value: Any) -> Any:
    return value.tolist()


def save_figure(
    figure: go.Figure, path: Path | str, *, width: int = 700, scale: float = 3, browser: str | None = None
) -> None:
    """Write a figure as SVG or PNG, by the ending of the path; a file of that name is replaced.

    Parameters
    ----------
    figure
        A figure of this package, or any other.
    path
        Its folder is made where it is missing.
    width
        In pixels, as on a screen; 700 of them fill a page of a journal at a letter size of 8 points.
    scale
        Pixels of a PNG for each of those: 3 gives about 300 to the inch on 7 inches.
    browser
        The program of Chromium, Chrome or Edge; by default the first that is found.

    Raises
    ------
    InputError
        If the path ends otherwise or cannot be written, or the browser cannot draw the figure.
    ExtraError
        If no browser is found.
    """
    path = Path(path)
    kind = path.suffix.removeprefix(".").lower()
    if kind not in get_args(Format):
        raise InputError(f"path={path} ends in {path.suffix!r}. Give a name that ends in .svg or .png.")
    paper = for_paper(figure)
    height = paper.layout.height or 450
    options = {"format": kind, "width": width, "height": height, "scale": scale if kind == "png" else 1}
    image = _drawn(paper, options, browser or next(_browsers(), ""))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_with_words(image, paper) if kind == "svg" else image)
    except OSError as error:
        raise InputError(f"The figure cannot be written to {path}: {error}. Give another place.") from error


def _with_words(svg: bytes, figure: go.Figure) -> bytes:
    """Put the description into an SVG as its title, where screen readers look for it."""
    words = escape(str((figure.layout.meta or {}).get("description", "")))
    return svg.replace(b">", f' role="img"><title>{words}</title>'.encode(), 1) if words else svg


def _browsers() -> Iterator[str]:
    found = (shutil.which(name) for name in BROWSERS)
    yield from (program for program in found if program)
    yield from (str(path) for path in map(Path, _elsewhere()) if path.exists())


def _elsewhere() -> Iterator[str]:
    """Where macOS and Windows keep their browsers."""
    yield "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    yield "/Applications/Chromium.app/Contents/MacOS/Chromium"
    for folder in filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))):
        yield f"{folder}/Google/Chrome/Application/chrome.exe"
        yield f"{folder}/Microsoft/Edge/Application/msedge.exe"


def _drawn(figure: go.Figure, options: dict[str, Any], browser: str) -> bytes:
    if not browser:
        raise ExtraError(
            "To save a figure, a browser draws it, and none was found. Install Chromium, Chrome or Edge, or give its "
            "program as browser=... . Without one, the camera at the top of a figure in the notebook saves a PNG."
        )
    # A script would end at the first "</" inside a text.
    figure_json, options_json = (text.replace("</", "<\\/") for text in (figure.to_json(), json.dumps(options)))
    with tempfile.TemporaryDirectory(prefix="palsy-kit-figure-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "figure.html"
        page.write_text(PAGE.format(plotly=get_plotlyjs(), figure=figure_json, options=options_json), "utf-8")
        # A container's root user has no sandbox to put the browser in; it opens this one page of ours alone.
        alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            browser,
            *QUIET,
            NO_NETWORK,
            *alone,
            f"--user-data-dir={folder}/profile",
            "--dump-dom",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=WAIT_S, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(f"browser={browser!r} did not draw the figure: {error}.") from error
    return _image(done.stdout.decode("utf-8", "replace"), browser)


def _image(dom: str, browser: str) -> bytes:
    said = dom.partition("<body>")[2].partition(" END")[0]
    if not said.startswith("DONE data:image/"):
        raise InputError(f"browser={browser!r} did not draw the figure. It said: {said[:300] or 'nothing'}.")
    head, _, body = said.partition(",")
    return base64.b64decode(body) if head.endswith("base64") else unquote_to_bytes(body)
