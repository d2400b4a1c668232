"""The practice calendar: a column a week, a row a weekday, and in each day what was practised."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.figures.days import days_table
from palsy_kit.figures.parts import noted
from palsy_kit.figures.theme import (
    DARK_FROM,
    EDGE,
    FAINT,
    HOLD_MARK,
    INK,
    ON_DARK,
    ON_LIGHT,
    SHADES,
    day_words,
    ink,
    last_weeks,
    plain,
    themed,
    weeks_axis,
)
from palsy_kit.words import minutes_said

MARKS = {
    "nothing_logged": ("nothing logged", "circle-open", 7),
    "not_due": ("no session set", "circle", 3),
    "on_hold": ("pause", HOLD_MARK, 8),
}
"""States that are drawn as a mark: words, symbol, size in pixels."""

FULL_SHADE_MINUTES = 25.0
"""The darkest shade stands for so many minutes, or for the longest day if that was longer. Our own default."""


def practice_calendar_table(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    today: date,
    weeks: int = 16,
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say for each day of the last weeks, up to the Sunday on or after ``today``, what it was.

    Returns
    -------
    pandas.DataFrame
        The columns of ``days_table``, and: week (0 is the oldest), weekday (0 is Monday), state, words (the day in
        a sentence). A state is one of practised, on_hold, today (nothing logged so far), nothing_logged (a session
        was set for the day), not_due (none was) and outside (nothing prescribed, or still to come).

    Raises
    ------
    InputError
        If the frames hold more than one participant, or ``weeks`` is less than 1.
    """
    start, end = last_weeks(today, weeks)
    table = days_table(sessions, prescriptions, start=start, end=end, holds=holds, participants=participants)
    now = pd.Timestamp(today)
    table = table.assign(week=table.index // 7, weekday=table.index % 7, state="not_due")
    # From the weakest claim to the strongest: what was practised stands above all else.
    table.loc[table["sessions_due"] > 0, "state"] = "nothing_logged"
    table.loc[~table["prescribed"], "state"] = "outside"
    table.loc[table["date"] == now, "state"] = "today"
    table.loc[table["hold"] != "", "state"] = "on_hold"
    table.loc[table["date"] > now, "state"] = "outside"
    table.loc[table["n_sessions"] > 0, "state"] = "practised"
    return table.assign(words=[_words(day, now) for day in table.to_dict("records")])


def _words(day: dict[Any, Any], now: pd.Timestamp) -> str:
    n, minutes = day["n_sessions"], day["practised_minutes"]
    words = {
        "practised": f"{minutes_said(minutes)} in {n} session{'s' if n > 1 else ''}",
        "on_hold": "",
        "today": "today, nothing logged so far",
        "nothing_logged": "nothing logged",
        "not_due": "no session set for this day",
        "outside": "still to come" if day["date"] > now else "nothing prescribed",
    }[day["state"]]
    hold = f"pause ({day['hold']})" if day["hold"] and day["date"] <= now else ""
    said = ", ".join(filter(None, (words, day["ended_early"], hold)))
    return f"{day['date']:%A}, {day_words(day['date'])}: {said}"


def describe_calendar(table: pd.DataFrame) -> str:
    """Say in words what the calendar of a ``practice_calendar_table`` shows."""
    n, first, last = len(table) // 7, table["date"].iloc[0], table["date"].iloc[-1]
    span = f"Practice calendar of {n} week{'s' if n > 1 else ''}, {day_words(first)} to {day_words(last)}"
    count = {**dict.fromkeys(("practised", *MARKS), 0), **table["state"].value_counts()}
    if not count["practised"]:
        return f"{span}: nothing is logged in them."
    minutes = table["practised_minutes"].sum()
    others = {"nothing_logged": "with nothing logged", "on_hold": "of pause", "not_due": "with no session set"}
    told = [f"{_days(count[state])} {words}" for state, words in others.items() if count[state]]
    practised = f"{_days(count['practised'])} with practice, {minutes_said(minutes)} in all"
    return f"{span}: {'; '.join([practised, *told])}."


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def practice_calendar(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    today: date,
    weeks: int = 16,
    title: str = "Practice calendar",
    label: str = "",
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> go.Figure:
    """Draw the practice calendar of one person.

    ``label`` names the data, such as the title of a study. The rest is handed to ``practice_calendar_table``; a
    description in words is in ``figure.layout.meta["description"]``.
    """
    table = practice_calendar_table(
        sessions, prescriptions, today=today, weeks=weeks, holds=holds, participants=participants
    )
    figure = go.Figure([*_cells(table, today), *_marks(table)])
    figure.add_shape(type="rect", line={"color": INK, "width": 2}, **_corners(weeks - 1, today.weekday()))
    mondays = table.loc[table["weekday"] == 0, "date"].tolist()
    figure.update_xaxes(weeks_axis(mondays) | {"range": [-0.5, weeks - 0.46], "side": "top"})
    days = [ink(day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
    figure.update_yaxes(tickvals=list(range(7)), ticktext=days, range=[6.55, -0.5], showgrid=False)
    if not (table["state"] == "practised").any():
        label = noted(label, "nothing logged in these weeks")
    return themed(figure, title=title, label=label, description=describe_calendar(table), height=320, margins=(76, 64))


def _corners(week: int, weekday: int) -> dict[str, float]:
    return {"x0": week - 0.5, "x1": week + 0.5, "y0": weekday - 0.5, "y1": weekday + 0.5}


def _cells(table: pd.DataFrame, today: date) -> list[Any]:
    full = max(FULL_SHADE_MINUTES, table["practised_minutes"].max())
    practised = table["state"] == "practised"
    numbered = table[practised]
    minutes = numbered["practised_minutes"].tolist()
    numbers = go.Scatter(
        x=numbered["week"].tolist(),
        y=numbered["weekday"].tolist(),
        mode="text",
        text=["&lt;1" if value < 1 else f"{value:.0f}" for value in minutes],
        textfont={"size": 11, "color": [ON_DARK if value >= DARK_FROM * full else ON_LIGHT for value in minutes]},
        hoverinfo="skip",
        showlegend=False,
    )
    ground = (table["date"] <= pd.Timestamp(today)) & ~practised
    return [
        _layer(table, [0.0 if shown else None for shown in ground], ((0, FAINT), (1, FAINT)), full),
        _layer(table, [value or None for value in table["practised_minutes"]], SHADES, full),
        numbers,
    ]


def _layer(table: pd.DataFrame, values: list[float | None], shades: Any, full: float) -> go.Heatmap:
    # Every day is in each layer, empty or not: without a whole week Plotly would stretch its neighbours.
    return go.Heatmap(
        x=table["week"].tolist(),
        y=table["weekday"].tolist(),
        z=values,
        customdata=[plain(text).replace(": ", "<br>", 1) for text in table["words"]],
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        colorscale=shades,
        zmin=0,
        zmax=full,
        showscale=False,
        xgap=3,
        ygap=3,
    )


def _marks(table: pd.DataFrame) -> list[go.Scatter]:
    def key(name: str, symbol: str, color: str) -> go.Scatter:
        marker = {"symbol": symbol, "size": 11, "color": color, "line": {"width": 2, "color": color}}
        return go.Scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", name=name, marker=marker)

    marks = [key("minutes practised", "square", EDGE)]
    for state, (words, symbol, size) in MARKS.items():
        days = table[table["state"] == state]
        marks.append(
            go.Scatter(
                x=days["week"].tolist(),
                y=days["weekday"].tolist(),
                mode="markers",
                marker={"symbol": symbol, "size": size, "color": INK, "line": {"width": 1.5, "color": INK}},
                hoverinfo="skip",
                showlegend=not days.empty,
                name=words,
            )
        )
    return [*marks, key("today", "square-open", INK)]
