"""What the research figures share: axes with words, lines that tell groups apart in grey, and a figure of nothing."""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.errors import InputError
from palsy_kit.figures.theme import EDGE, FAINT, LETTERS, LINE, PAGE_INK, ink, themed

Line = dict[str, Any]

COLORS = (EDGE, LINE, "#8a68c4", "#3f8f5c", "#b8578f", "#8a7a3a")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""Groups differ by dash as well as by colour, so that they can be told apart in grey."""


def group_line(place: int) -> Line:
    """The line of a group by its place; the first six differ by colour and by dash, later ones by the pair."""
    n = len(COLORS)
    return {"color": COLORS[place % n], "dash": DASHES[(place + place // n) % n], "width": 2}


def axis(title: str = "", **further: Any) -> dict[str, Any]:
    """An axis with its title and its numbers in the page's own colour, and a faint grid."""
    words = {"title": {"text": ink(title), "standoff": 8}} if title else {}
    # Plotly puts no prefix before numbers that are listed one by one.
    named = further.get("ticktext", further.get("tickvals"))
    letters = {"tickprefix": PAGE_INK, "ticksuffix": "</span>"} if named is None else {}
    if named is not None:
        further["ticktext"] = [ink(str(text)) for text in named]
    return {"gridcolor": FAINT, "automargin": False} | words | letters | further


def need_columns(frame: pd.DataFrame, table: str, *names: str) -> None:
    """Refuse another table than the one that a figure is drawn from.

    Raises
    ------
    InputError
        If the frame lacks one of the columns.
    """
    missing = [name for name in names if name not in frame]
    if missing:
        there = ", ".join(map(str, frame)) or "none"
        raise InputError(
            f"This figure is drawn from the table {table!r}. The frame that was given has no column "
            f"{', '.join(missing)}; it has: {there}."
        )


def noted(label: str, *notes: str) -> str:
    """The label of a figure, and on lines of their own what a reader must know."""
    return "\n".join(filter(None, (label, *notes)))


def shortened(text: str, letters: int = 20) -> str:
    """A name that fits beside a figure."""
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def span_words(low: float, high: float) -> str:
    """An interval in per cent, such as ``52 to 74 %``."""
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def text_at(x: Sequence[Any], y: Sequence[Any], texts: Sequence[str], **further: Any) -> go.Scatter:
    """Words in the page's own colour, without a mark."""
    return go.Scatter(
        x=list(x),
        y=list(y),
        mode="text",
        text=[ink(text) for text in texts],
        hoverinfo="skip",
        showlegend=False,
        **({"textfont": {"size": 11}} | further),
    )


def nothing(*, title: str, label: str, words: str) -> go.Figure:
    """Say in a figure of its own that there is nothing to draw, and why."""
    figure = go.Figure()
    text = "<br>".join(map(ink, wrap(words, LETTERS - 8)))
    figure.add_annotation(text=text, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return themed(figure, title=title, label=label, description=f"{title}: {words}", height=200, margins=(60, 20))


def name_room(names: Iterable[str]) -> int:
    """Pixels that the names beside a figure need."""
    return 20 + 7 * max(map(len, names), default=0)


def with_margins(figure: go.Figure, *, left: int, right: int = 16) -> go.Figure:
    """Give a themed figure more room at its sides, in pixels."""
    return figure.update_layout(margin={"l": left, "r": right})


def key(name: str, symbol: str, color: str, size: int = 11) -> go.Scatter:
    """An entry of the legend alone."""
    marker = {"symbol": symbol, "size": size, "color": color, "line": {"width": 1.5, "color": color}}
    return go.Scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", name=name, marker=marker)
