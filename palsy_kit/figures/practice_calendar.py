"""The practice calendar: a column a week, a row a weekday, and in each day what was practised."""

from datetime import date, timedelta
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.errors import InputError
from palsy_kit.figures.days import days_table
from palsy_kit.figures.theme import EDGE, INK, SHADES, day_words, ink, say, themed

MARKS = {
    "nothing_logged": ("nothing logged", "circle-open", 7),
    "not_due": ("no session set for the day", "circle", 3),
    "on_hold": ("on hold", "hourglass-open", 8),
}
"""States without practice that are drawn: words, symbol, size in pixels."""


def practice_calendar_table(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    today: date,
    weeks: int = 16,
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say for each day of the last weeks, up to the Sunday after ``today``, what it was.

    Returns
    -------
    pandas.DataFrame
        The columns of ``days_table``, and: week (0 is the oldest), weekday (0 is Monday), state, words (the day in
        a sentence). A state is one of practised, on_hold, today (nothing logged so far), nothing_logged (a session
        was set for the day), not_due (none was) and outside (nothing prescribed, or still to come).
    """
    if weeks < 1:
        raise InputError(f"weeks={weeks} shows nothing. Give 1 or more.")
    end = today - timedelta(days=today.weekday()) + timedelta(days=7)
    start = end - timedelta(weeks=weeks)
    table = days_table(sessions, prescriptions, start=start, end=end, holds=holds, participants=participants)
    now = pd.Timestamp(today)
    table = table.assign(week=table.index // 7, weekday=table.index % 7, state="not_due")
    table.loc[table["sessions_due"] > 0, "state"] = "nothing_logged"
    table.loc[~table["prescribed"], "state"] = "outside"
    table.loc[table["date"] == now, "state"] = "today"
    table.loc[table["hold"] != "", "state"] = "on_hold"
    table.loc[table["date"] > now, "state"] = "outside"
    table.loc[table["n_sessions"] > 0, "state"] = "practised"
    return table.assign(words=[_words(day, today) for day in table.to_dict("records")])


def _words(day: dict[str, object], today: date) -> str:
    when = pd.Timestamp(str(day["date"])).date()
    state = {
        "practised": _practised_words(day),
        "on_hold": f"on hold ({day['hold']})",
        "today": "today, nothing logged so far",
        "nothing_logged": "nothing logged",
        "not_due": "no session set for the day",
        "outside": "still to come" if when > today else "nothing prescribed",
    }[str(day["state"])]
    return f"{when:%A}, {day_words(when)}: {state}"


def _practised_words(day: dict[str, object]) -> str:
    n = day["n_sessions"]
    parts = [f"{day['practised_minutes']:.0f} minutes in {n} session{'s' if n != 1 else ''}"]
    parts += [str(day["ended_early"])] if day["ended_early"] else []
    return ", ".join(parts + ([f"on hold ({day['hold']})"] if day["hold"] else []))


def describe_calendar(table: pd.DataFrame) -> str:
    """Say in words what the calendar shows."""
    practised = table[table["state"] == "practised"]
    first, last = (day_words(day.date()) for day in (table["date"].iloc[0], table["date"].iloc[-1]))
    span = f"{table['week'].iloc[-1] + 1} weeks, {first} to {last}"
    if practised.empty:
        return f"Practice calendar of {span}. Nothing is logged in them."
    counts = table["state"].value_counts()
    others = [f"{counts[state]} with {words}" for state, (words, *_) in MARKS.items() if state in counts]
    return (
        f"Practice calendar of {span}. {len(practised)} day{'s' if len(practised) != 1 else ''} with practice, "
        f"{practised['practised_minutes'].sum():.0f} minutes in all"
        + (f"; {', '.join(others)}" if others else "")
        + "."
    )


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
    """Draw the practice calendar of one person; ``label`` names the data, such as "Sample history (synthetic)"."""
    table = practice_calendar_table(
        sessions, prescriptions, today=today, weeks=weeks, holds=holds, participants=participants
    )
    figure = go.Figure([_cells(table), *_marks(table)])
    _mark_today(figure, table, today)
    if not (table["state"] == "practised").any():
        say(figure, f"Nothing logged in these {weeks} weeks")
    mondays = table.loc[table["weekday"] == 0, "date"]
    every = ceil(weeks / 6)
    figure.update_xaxes(
        tickvals=list(range(0, weeks, every)),
        ticktext=[f"{day.day} {day:%b}" for day in mondays[::every]],
        range=[-0.5, weeks - 0.5],
        side="top",
        showgrid=False,
        constrain="domain",
    )
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    figure.update_yaxes(
        tickvals=list(range(7)),
        ticktext=days,
        range=[6.5, -0.5],
        showgrid=False,
        scaleanchor="x",
        constrain="domain",
        constraintoward="top",
    )
    return themed(figure, title=title, label=label, height=330, description=describe_calendar(table))


def _cells(table: pd.DataFrame) -> go.Heatmap:
    minutes = table["practised_minutes"].where(table["state"] == "practised")
    return go.Heatmap(
        x=table["week"].tolist(),
        y=table["weekday"].tolist(),
        z=minutes.tolist(),
        text=[f"{value:.0f}" if value == value else "" for value in minutes],
        texttemplate="%{text}",
        customdata=table["words"].tolist(),
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        colorscale=SHADES,
        zmin=0,
        zmax=max(25.0, table["practised_minutes"].max()),
        showscale=False,
        xgap=3,
        ygap=3,
        name="practised, in minutes",
    )


def _marks(table: pd.DataFrame) -> list[go.Scatter]:
    dummy = {"x": [None], "y": [None], "mode": "markers", "hoverinfo": "skip"}
    practised = go.Scatter(
        name="practised, in minutes", marker={"symbol": "square", "size": 11, "color": EDGE}, **dummy
    )
    marks = [practised]
    for state, (words, symbol, size) in MARKS.items():
        rows = table[table["state"] == state]
        if not rows.empty:
            marks.append(
                go.Scatter(
                    x=rows["week"].tolist(),
                    y=rows["weekday"].tolist(),
                    mode="markers",
                    marker={"symbol": symbol, "size": size, "color": INK, "line": {"width": 1.5, "color": INK}},
                    customdata=rows["words"].tolist(),
                    hovertemplate="%{customdata}<extra></extra>",
                    name=words,
                )
            )
    outline = {"symbol": "square-open", "size": 11, "color": INK, "line": {"width": 2, "color": INK}}
    return [*marks, go.Scatter(name="today", marker=outline, **dummy)]


def _mark_today(figure: go.Figure, table: pd.DataFrame, today: date) -> None:
    week, weekday = int(table["week"].iloc[-1]), today.weekday()
    corners = {"x0": week - 0.5, "x1": week + 0.5, "y0": weekday - 0.5, "y1": weekday + 0.5}
    figure.add_shape(type="rect", line={"color": INK, "width": 2}, **corners)
