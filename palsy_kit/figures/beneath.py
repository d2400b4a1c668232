"""A curve a group over time, with a row of numbers a group beneath it, as papers print the numbers at risk."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.figures.parts import axis, group_line, name_room, noted, shortened, text_at, with_margins
from palsy_kit.figures.theme import ink, themed

CURVE, GAP, ROW, TOP, BOTTOM = 260, 50, 20, 56, 44
"""Pixels: the curve; its axis and the heading of the numbers; each row; the title; the legend."""

STEPS = (1, 2, 4, 7, 14, 28, 56, 84, 168, 364)
NAME_LETTERS = 14
BANDS_AT_MOST = 3
"""The intervals of more groups would hide one another: they are left to the table."""


def ticks(last: float, *, steps: Sequence[int] = STEPS, at_most: int = 8) -> list[int]:
    """Times to name on an axis from 0 to ``last``, at most so many."""
    step = next((step for step in steps if last / step < at_most), steps[-1] * (1 + int(last / steps[-1] / at_most)))
    return list(range(0, int(last) + 1, step))


def curves_with_numbers(
    curves: Sequence[go.Scatter],
    numbers: pd.DataFrame,
    *,
    heading: str,
    time_title: str,
    share_title: str,
    last: float,
    label: str,
    note: str,
    **words: Any,
) -> go.Figure:
    """Lay curves over their numbers.

    Parameters
    ----------
    curves
        Traces of shares from 0 to 1, and their bands.
    numbers
        group, time, number: what is printed beneath; groups from top to bottom in their order.
    last
        The end of the time axis.
    label, note
        What names the data, and what a reader must know; the note goes on to say what was done with the intervals.
    words
        title and description for ``themed``.
    """
    names = list(dict.fromkeys(numbers["group"]))
    height = TOP + CURVE + GAP + ROW * len(names) + BOTTOM
    inner = height - TOP - BOTTOM
    bands = [curve for curve in curves if curve.fill] if len(names) <= BANDS_AT_MOST else []
    lines = [curve for curve in curves if not curve.fill]
    figure = go.Figure([*bands, *lines, _numbers(numbers, names)])
    room = last * 0.04 or 1
    times = sorted(set(numbers["time"]))
    figure.update_xaxes(axis(time_title, tickvals=times, ticktext=times, range=[-room, last + room], anchor="y"))
    figure.update_yaxes(axis(share_title, range=[0, 1.02], tickformat=".0%", dtick=0.25))
    figure.update_layout(yaxis={"domain": [1 - CURVE / inner, 1]}, yaxis2=_rows_axis(names, ROW * len(names) / inner))
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="right",
        xshift=-6,
        showarrow=False,
        align="right",
        y=ROW * len(names) / inner,
        yref="paper",
        yanchor="bottom",
        text=f"<i>{ink(heading)}</i>",
    )
    note += "; 95 % intervals" if bands else "; the intervals are in the table"
    themed(figure, label=noted(label, note), height=height, margins=(TOP, BOTTOM), **words)
    # The names of the axis stand far above the legend.
    figure.update_xaxes(automargin=False)
    figure.update_layout(legend={"entrywidth": 0} | ({"y": 0} if names[1:] else {}), showlegend=len(names) > 1)
    room_left = name_room([heading, *(shortened(str(name), NAME_LETTERS) for name in names)])
    return with_margins(figure, left=max(76, room_left), right=20)


def _rows_axis(names: Sequence[object], part: float) -> dict[str, Any]:
    shown = [shortened(str(name), NAME_LETTERS) for name in names] if len(names) > 1 else [""]
    rows = axis(tickvals=list(range(len(names))), ticktext=shown, range=[len(names) - 0.5, -0.5])
    return rows | {"domain": [0, part], "showgrid": False, "anchor": "x"}


def _numbers(numbers: pd.DataFrame, names: Sequence[object]) -> go.Scatter:
    rows = [names.index(name) for name in numbers["group"]]
    texts = [f"{number:,}" for number in numbers["number"]]
    return text_at(numbers["time"].tolist(), rows, texts, yaxis="y2", cliponaxis=False)


def band(
    place: int, time: Sequence[float], lower: Sequence[float], upper: Sequence[float], *, step: bool
) -> go.Scatter:
    """The interval of a curve as a pale area with an edge of its dash; ``step`` where the curve goes in steps."""
    line = group_line(place) | {"width": 0.7}
    color = line["color"]
    fill = ",".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    there, up = _stairs(time, upper) if step else (list(time), list(upper))
    back, down = _stairs(time, lower) if step else (list(time), list(lower))
    return go.Scatter(
        x=there + back[::-1],
        y=up + down[::-1],
        fill="toself",
        fillcolor=f"rgba({fill},0.16)",
        line=line,
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
    )


def _stairs(time: Sequence[float], value: Sequence[float]) -> tuple[list[float], list[float]]:
    """Points of a line that keeps its value until the next time."""
    x = [at for at in time for _ in range(2)]
    y = [one for one in value for _ in range(2)]
    return x[1:], y[:-1]
