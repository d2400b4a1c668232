"""Figures as one page that any browser opens: all that it needs is in the file, and nothing is fetched or sent."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from palsy_kit.errors import InputError

# The camera of a figure saves SVG. The policy refuses every request, whatever the script might ask for.
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline';
style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>:root {{ color-scheme: light dark }} body {{ font-family: system-ui, sans-serif; max-width: 50rem;
margin: 2rem auto; padding: 0 1rem }} figure {{ margin: 0 0 3rem }}
figcaption {{ line-height: 1.5; margin-top: 1rem }}</style>
<script>{plotly}</script></head><body><h1>{title}</h1>
{figures}
</body></html>
"""

FIGURE = """<figure><div id="figure{number}"></div><figcaption>{words}</figcaption></figure>
<script>{{ const figure = {figure}; Plotly.newPlot("figure{number}", figure.data, figure.layout,
  {{ responsive: true, displaylogo: false, toImageButtonOptions: {{ format: "svg", filename: "figure{number}" }} }}) }}
</script>"""


def save_page(figures: Sequence[go.Figure], path: Path | str, *, title: str) -> None:
    """Write figures one below the other, each with its description in words, as a page of about 5 MB.

    Parameters
    ----------
    figures
        Figures of this package, or any other.
    path
        The file, by custom ending in ``.html``; one of that name is replaced, its folder made where it is missing.
    title
        The heading of the page.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    drawn = [_drawn(number, figure) for number, figure in enumerate(figures, start=1)]
    text = PAGE.format(title=escape(title), plotly=get_plotlyjs(), figures="\n".join(drawn))
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"The page cannot be written to {path}: {error}. Give another place.") from error


def _drawn(number: int, figure: go.Figure) -> str:
    words = escape(str((figure.layout.meta or {}).get("description", "")))
    # A script would end at the first "</" inside a text.
    return FIGURE.format(number=number, words=words, figure=figure.to_json().replace("</", "<\\/"))
