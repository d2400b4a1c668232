"""One theme for light and dark pages, for print in grey and for colour-blind readers.

The paper is transparent. Fills and lines stand out from white and from near-black alike, and no state is told by
colour alone. Letters take the page's own colour and font.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from math import ceil
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from palsy_kit.errors import InputError

INK = "#7a7a7a"
"""Lines and marks: 4.3:1 against white and against JupyterLab's dark page."""
FAINT = "rgba(128,128,128,0.14)"
FILL = "#86b6dc"
EDGE = "#3b82b8"
LINE = "#b8590f"
SHADES = ((0.0, "#a9d0ea"), (1.0, "#174f88"))
"""Little to much practice; the number in each cell says the same."""
ON_LIGHT = "#000000"
ON_DARK = "#ffffff"
DARK_FROM = 0.67
"""Letters on a fill; from this part of SHADES on white stands out more than black, and either has 4.5:1."""
HOLD_MARK = "hourglass-open"

LETTERS = 54
"""So many letters of the lines under a title fit on a page of 360 pixels."""
LINE_PX = 20
"""Plotly sets them 1.3 of the title's 15 pixels apart, though they are smaller."""

# Plotly refuses a CSS variable as a colour, but passes one on inside a span.
PAGE_INK = '<span style="color:var(--jp-content-font-color1, currentcolor)">'
PAGE_FONT = "var(--jp-ui-font-family, system-ui), sans-serif"


def plain(text: str) -> str:
    """Text that Plotly shows letter by letter, though it reads some HTML."""
    return escape(text, quote=False)


def ink(text: str) -> str:
    """Letters in the page's own colour."""
    return f"{PAGE_INK}{plain(text)}</span>"


def day_words(day: date) -> str:
    """A date in words, such as 9 March 2026."""
    return f"{day.day} {day:%B %Y}"


def last_weeks(today: date, weeks: int) -> tuple[date, date]:
    """Give the first day and the day after the last of so many ISO weeks, the week of ``today`` being the last.

    Raises
    ------
    InputError
        If ``weeks`` is less than 1.
    """
    if weeks < 1:
        raise InputError(f"weeks={weeks} shows nothing. Give 1 or more.")
    end = today + timedelta(days=7 - today.weekday())
    return end - timedelta(weeks=weeks), end


def weeks_axis(mondays: Sequence[date]) -> dict[str, Any]:
    """Name at most six weeks by their Monday, so that the names fit on a phone; weeks count from 0."""
    every = ceil(len(mondays) / 6)
    return {
        "tickvals": list(range(0, len(mondays), every)),
        "ticktext": [ink(f"{day.day} {day:%b}") for day in mondays[::every]],
        "showgrid": False,
    }


def themed(
    figure: go.Figure, *, title: str, label: str, description: str, height: int, margins: tuple[int, int]
) -> go.Figure:
    """Give a figure its title, the label of its data, the theme, and in ``layout.meta`` its text alternative.

    ``height`` and ``margins`` (top, bottom) are in pixels, for a label of one line. Longer ones are broken to fit on a
    phone, and each further line adds to both.
    """
    top, bottom = margins
    parts = [part for line in label.splitlines() for part in wrap(line, LETTERS)]
    further = LINE_PX * max(0, len(parts) - 1)
    lines = "<br>".join(map(ink, parts))
    figure.update_layout(
        template="none",
        title={
            "text": f'<b>{ink(title)}</b><br><span style="font-size:12px">{lines}</span>',
            "font": {"size": 15},
            "pad": {"t": 20, "l": 8},
        }
        | {"x": 0, "xref": "container", "y": 1, "yanchor": "top"},
        meta={"description": description},
        font={"family": PAGE_FONT, "size": 12, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        height=height + further,
        margin={"l": 40, "r": 8, "t": top + further, "b": bottom},
        legend={"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom"},
        hoverlabel={"bgcolor": "#222", "bordercolor": "#888", "font": {"color": "#fff"}, "align": "left"},
        dragmode=False,
    )
    figure.update_layout(legend={"entrywidth": 120, "itemwidth": 30, "itemclick": False, "itemdoubleclick": False})
    axis = {"ticks": "", "zeroline": False, "fixedrange": True}
    # On a narrow page the legend takes more lines: the names of the axis then make room for it.
    figure.update_xaxes(axis | {"automargin": "height"})
    figure.update_yaxes(axis)
    for trace in figure.data:
        if trace.name:
            trace.name = ink(trace.name)
    return figure
