"""How it felt, week by week: the tightness and pain that a person rated in their check-ins."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.figures.parts import axis, nothing
from palsy_kit.figures.theme import EDGE, INK, LINE, day_words, last_weeks, themed, weeks_axis
from palsy_kit.readiness import LinkedMovement
from palsy_kit.words import counted

TITLE = "How it felt, by week"
HIGHEST = 10
APART = 0.11
"""So far, in weeks, the two marks of a week stand from its middle."""


def check_ins_table(check_ins: pd.DataFrame, *, today: date, weeks: int = 16) -> pd.DataFrame:
    """Put the ratings of the last ISO weeks together by week, the week of ``today`` being the last.

    Parameters
    ----------
    check_ins
        As ``check_ins_frame`` gives them.

    Returns
    -------
    pandas.DataFrame
        A row a week: week_start (Monday); n_check_ins; tightness and pain (the median of the week; NaN without
        check-ins), each with its lowest and highest as tightness_low, tightness_high, pain_low and pain_high;
        n_new (check-ins in which something new moved along).

    Raises
    ------
    InputError
        If ``weeks`` is less than 1.
    """
    start, end = last_weeks(today, weeks)
    mondays = pd.date_range(start, end, freq="7D", inclusive="left", unit="us")
    shown = check_ins[check_ins["practice_date"].between(mondays[0], pd.Timestamp(today))]
    by_week = shown.assign(new=shown["linked_movement"] == LinkedMovement.NEW).groupby(
        (shown["practice_date"] - mondays[0]).dt.days // 7
    )
    table = by_week.agg(
        n_check_ins=("tightness", "size"),
        tightness=("tightness", "median"),
        tightness_low=("tightness", "min"),
        tightness_high=("tightness", "max"),
        pain=("pain", "median"),
        pain_low=("pain", "min"),
        pain_high=("pain", "max"),
        n_new=("new", "sum"),
    ).reindex(range(weeks))
    counts = {"n_check_ins": 0, "n_new": 0}
    table = table.fillna(counts).astype({**dict.fromkeys(table, "float64"), **dict.fromkeys(counts, "int64")})
    table.insert(0, "week_start", mondays)
    return table


def describe_check_ins(table: pd.DataFrame) -> str:
    """Say in words what the figure of a ``check_ins_table`` shows."""
    filled = table[table["n_check_ins"] > 0]
    span = f"{TITLE}, {counted(len(table), 'week')} from {day_words(table['week_start'].iloc[0])}"
    if filled.empty:
        return f"{span}: no check-in."
    ratings = [
        f"{rating} {_between(filled[rating])}, {filled[rating].iloc[-1]:g} in the newest"
        for rating in ("tightness", "pain")
    ]
    new = filled["n_new"].sum()
    told = f" Something new moved along in {counted(int(new), 'check-in')}." if new else ""
    n = counted(int(filled["n_check_ins"].sum()), "check-in")
    return f"{span}: {n} in {counted(len(filled), 'week')}. Middle of a week: {'; '.join(ratings)}.{told}"


def _between(values: pd.Series) -> str:
    low, high = values.min(), values.max()
    return f"{low:g} to {high:g}" if low < high else f"{low:g}"


def check_ins_by_week(
    check_ins: pd.DataFrame, *, today: date, weeks: int = 16, title: str = TITLE, label: str = ""
) -> go.Figure:
    """Draw the tightness and pain of one person by week: the middle of each week, and from its lowest to its highest.

    ``label`` names the data. The rest is handed to ``check_ins_table``; a description in words is in
    ``figure.layout.meta["description"]``.
    """
    table = check_ins_table(check_ins, today=today, weeks=weeks)
    if not table["n_check_ins"].any():
        return nothing(title=title, label=label, words="There is no check-in in these weeks.")
    figure = go.Figure(
        [
            _rating(table, "tightness", -APART, {"color": EDGE, "symbol": "circle", "dash": "solid"}),
            _rating(table, "pain", APART, {"color": LINE, "symbol": "diamond", "dash": "dot"}),
            _new(table),
        ]
    )
    figure.update_xaxes(weeks_axis(table["week_start"].tolist()) | {"range": [-0.6, weeks - 0.4]})
    figure.update_yaxes(axis("0 none, 10 most", range=[-0.4, HIGHEST + 1.6], tickvals=list(range(0, HIGHEST + 1, 2))))
    figure.update_layout(hovermode="closest")
    themed(figure, title=title, label=label, description=describe_check_ins(table), height=330, margins=(54, 84))
    return figure.update_layout(margin={"l": 48})


def _rating(table: pd.DataFrame, rating: str, moved: float, look: dict[str, str]) -> go.Scatter:
    weeks = table.to_dict("records")
    # A week without a check-in leaves a gap: nothing is known of it.
    middle = [None if pd.isna(week[rating]) else week[rating] for week in weeks]
    spans = {
        "array": (table[f"{rating}_high"] - table[rating]).fillna(0).tolist(),
        "arrayminus": (table[rating] - table[f"{rating}_low"]).fillna(0).tolist(),
    }
    return go.Scatter(
        x=[number + moved for number in range(len(weeks))],
        y=middle,
        error_y=spans | {"type": "data", "symmetric": False, "color": look["color"], "thickness": 1.5, "width": 0},
        mode="lines+markers",
        line={"color": look["color"], "width": 2, "dash": look["dash"]},
        marker={"symbol": look["symbol"], "size": 9, "color": look["color"]},
        customdata=[_words(week, rating) for week in weeks],
        hovertemplate="%{customdata}<extra></extra>",
        name=rating,
    )


def _words(week: dict[Any, Any], rating: str) -> str:
    low, high = week[f"{rating}_low"], week[f"{rating}_high"]
    span = f", from {low:g} to {high:g}" if low < high else ""
    n = counted(week["n_check_ins"], "check-in")
    return f"Week of {day_words(week['week_start'])}<br>{rating} {week[rating]:g}{span}<br>{n}"


def _new(table: pd.DataFrame) -> go.Scatter:
    weeks = table.index[table["n_new"] > 0].tolist()
    return go.Scatter(
        x=weeks,
        y=[HIGHEST + 0.9] * len(weeks),
        mode="markers",
        marker={"symbol": "star-triangle-up-open", "size": 11, "color": INK, "line": {"width": 1.5, "color": INK}},
        hoverinfo="skip",
        showlegend=bool(weeks),
        name="new linked part",
    )
