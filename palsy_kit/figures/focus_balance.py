"""The balance of focus areas: how the minutes were shared among the parts of the face."""

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.exercises import FocusArea
from palsy_kit.figures.parts import axis, noted, nothing, text_at, with_margins
from palsy_kit.figures.theme import EDGE, FILL, plain, themed
from palsy_kit.words import AREA_NAMES, counted, minutes_said

TITLE = "Minutes by area of the face"
NOT_NAMED = "not named"


def focus_balance_table(sessions: pd.DataFrame) -> pd.DataFrame:
    """Share the minutes of sessions among their focus areas.

    A session of several areas gives each the same part of its minutes: how long each one took is not logged. The equal
    parts are our own choice.

    Parameters
    ----------
    sessions
        The sessions table, of one person or of several.

    Returns
    -------
    pandas.DataFrame
        A row for each area of the face, in the order of the catalogue, then areas that the log names and the
        catalogue does not, then ``not named`` if sessions name none: focus_area, minutes, share (of all minutes; NaN
        without any), n_sessions.
    """
    done = sessions[sessions["active_s"] > 0]
    named = done["focus_areas"].fillna("").replace("", NOT_NAMED)
    each = done["active_s"] / 60 / (named.str.count(";") + 1)
    parts = pd.DataFrame({"focus_area": named.str.split(";"), "minutes": each}).explode("focus_area")
    sums = parts.groupby("focus_area")["minutes"].agg(["sum", "size"])
    order = [str(area) for area in FocusArea]
    further = sorted(set(sums.index) - {*order, NOT_NAMED})
    rows = order + further + [NOT_NAMED] * (NOT_NAMED in sums.index)
    table = sums.reindex(rows).fillna(0).rename_axis("focus_area").reset_index()
    table.columns = pd.Index(["focus_area", "minutes", "n_sessions"])
    total = table["minutes"].sum()
    return table.assign(
        share=table["minutes"] / (total or float("nan")), n_sessions=table["n_sessions"].astype("int64")
    )


def _name(area: str) -> str:
    return {str(known): name for known, name in AREA_NAMES.items()}.get(area, area)


def _number(minutes: float) -> str:
    return "under 1" if minutes < 1 else f"{minutes:,.0f}"


def describe_balance(table: pd.DataFrame) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{_name(row['focus_area'])} {minutes_said(row['minutes'])} ({100 * row['share']:.0f} %)"
        for row in table.sort_values("minutes", ascending=False, kind="stable").to_dict("records")
        if row["minutes"]
    ]
    return f"{TITLE}: {'; '.join(parts)}."


def focus_balance(sessions: pd.DataFrame, *, title: str = TITLE, label: str = "") -> go.Figure:
    """Draw how minutes were shared among the focus areas.

    ``label`` names the data, such as the title of a study. ``sessions`` are handed to ``focus_balance_table``; a
    description in words is in ``figure.layout.meta["description"]``.
    """
    table = focus_balance_table(sessions)
    if not table["minutes"].any():
        return nothing(title=title, label=label, words="Nothing is logged.")
    names = [_name(area) for area in table["focus_area"]]
    ends = [
        f" {_number(row['minutes'])} ({row['n_sessions']:,})" if row["minutes"] else " none"
        for row in table.to_dict("records")
    ]
    rows = table.index.tolist()
    bars = go.Bar(
        orientation="h",
        x=table["minutes"].round(2).tolist(),
        y=rows,
        marker={"color": FILL, "line": {"color": EDGE, "width": 1.5}},
        customdata=[
            f"{plain(name)}<br>{100 * share:.0f} % of all minutes, in {counted(n, 'session')}"
            for name, share, n in zip(names, table["share"], table["n_sessions"], strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    figure = go.Figure([bars, text_at(table["minutes"].tolist(), rows, ends, textposition="middle right")])
    figure.update_xaxes(axis("Minutes", range=[0, table["minutes"].max() * 1.3], nticks=6))
    figure.update_yaxes(axis(tickvals=rows, ticktext=names, range=[len(rows) - 0.45, -0.55], showgrid=False))
    figure.update_layout(bargap=0.35)
    height = 60 + 30 * len(rows) + 46
    lines = noted(label, "minutes, and in how many sessions")
    themed(figure, title=title, label=lines, description=describe_balance(table), height=height, margins=(60, 46))
    return with_margins(figure, left=92)
