"""Minutes by week: what was practised as bars, what was asked for as steps."""

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.figures.days import days_table
from palsy_kit.figures.parts import axis, noted, with_margins
from palsy_kit.figures.theme import (
    EDGE,
    FILL,
    HOLD_MARK,
    INK,
    LINE,
    ON_LIGHT,
    day_words,
    last_weeks,
    plain,
    themed,
    weeks_axis,
)
from palsy_kit.words import counted, minutes_said


def weekly_minutes_table(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    today: date,
    weeks: int = 12,
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put prescribed and performed minutes of the last ISO weeks side by side, the week of ``today`` being the last.

    Returns
    -------
    pandas.DataFrame
        week_start (Monday); prescribed_minutes of the whole week by its versions, without the days in an excused
        hold, and prescribed_minutes_max, the same by the upper end of ranges; performed_minutes; n_sessions;
        practice_days; hold_days; state: running (the week of ``today``), not_prescribed (nothing was asked for) or
        complete.

    Raises
    ------
    InputError
        If the frames hold more than one participant, or ``weeks`` is less than 1.
    """
    start, end = last_weeks(today, weeks)
    days = days_table(sessions, prescriptions, start=start, end=end, holds=holds, participants=participants)
    by_week = days.assign(practised=days["n_sessions"] > 0, held=days["hold"] != "").groupby(days.index // 7)
    table = by_week.agg(
        week_start=("date", "first"),
        prescribed_minutes=("asked_minutes", "sum"),
        prescribed_minutes_max=("asked_minutes_max", "sum"),
        performed_minutes=("practised_minutes", "sum"),
        n_sessions=("n_sessions", "sum"),
        practice_days=("practised", "sum"),
        hold_days=("held", "sum"),
    )
    state = pd.Series("complete", index=table.index).mask(table["prescribed_minutes"] == 0, "not_prescribed")
    state.iloc[-1] = "running"
    return table.assign(state=state)


def describe_weeks(table: pd.DataFrame) -> str:
    """Say in words what the figure of a ``weekly_minutes_table`` shows."""
    span = f"Minutes by week, {len(table)} week{'s' if len(table) > 1 else ''} from {day_words(table['week_start'][0])}"
    sessions = table["n_sessions"].sum()
    if not sessions:
        return f"{span}: nothing is logged in them."
    full, running = table[table["state"] == "complete"], table.iloc[-1]
    # To the whole minute, as the figure shows them.
    reached = (full["performed_minutes"].round() >= full["prescribed_minutes"].round()).sum()
    return (
        f"{span}: {minutes_said(table['performed_minutes'].sum())} in {sessions} session{'s' if sessions > 1 else ''}. "
        + (
            f"The minutes asked for were reached in {reached} of {counted(len(full), 'full week')}. "
            if len(full)
            else ""
        )
        + f"This week so far: {minutes_said(running['performed_minutes'])}, {_asked(running.to_dict())}."
    )


def _asked(week: dict[Any, Any]) -> str:
    lower, upper = round(week["prescribed_minutes"]), round(week["prescribed_minutes_max"])
    if not upper:
        return "none asked for"
    return f"{lower} to {upper} asked for" if upper > lower else f"{lower} asked for"


def weekly_minutes(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    today: date,
    weeks: int = 12,
    title: str = "Minutes by week",
    label: str = "",
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> go.Figure:
    """Draw prescribed against performed minutes of one person by week.

    ``label`` names the data, such as the title of a study. The rest is handed to ``weekly_minutes_table``; a
    description in words is in ``figure.layout.meta["description"]``.
    """
    table = weekly_minutes_table(
        sessions, prescriptions, today=today, weeks=weeks, holds=holds, participants=participants
    )
    top = max(10.0, table[["performed_minutes", "prescribed_minutes_max"]].to_numpy().max())
    figure = go.Figure([*_bars(table), *_steps(table), _holds(table, top * 1.12)])
    figure.update_xaxes(weeks_axis(table["week_start"].tolist()) | {"range": [-0.6, weeks - 0.4]})
    figure.update_yaxes(axis("Minutes", range=[0, top * 1.2], nticks=5))
    figure.update_layout(bargap=0.3, barmode="overlay", hovermode="closest")
    if not table["n_sessions"].any():
        label = noted(label, "nothing logged in these weeks")
    themed(figure, title=title, label=label, description=describe_weeks(table), height=330, margins=(54, 84))
    return with_margins(figure, left=56)


def _bars(table: pd.DataFrame) -> list[go.Bar]:
    running = table["state"] == "running"
    # The running week is striped, so that it also differs in grey.
    stripes = {"shape": "/", "bgcolor": "#d9e9f5", "fgcolor": FILL, "size": 8, "solidity": 0.5}
    plain_fill = {"shape": ""}
    return [
        _bar(table[~running], "practised", plain_fill),
        _bar(table[running], "this week so far", stripes),
    ]


def _bar(weeks: pd.DataFrame, name: str, pattern: dict[str, Any]) -> go.Bar:
    minutes = weeks["performed_minutes"].tolist()
    return go.Bar(
        x=weeks.index.tolist(),
        y=minutes,
        text=["" if not value else "&lt;1" if value < 1 else f"{value:.0f}" for value in minutes],
        textposition="inside",
        insidetextanchor="start",
        insidetextfont={"color": ON_LIGHT, "size": 11},
        textangle=0,
        constraintext="none",
        customdata=[plain(_words(week)).replace("\n", "<br>") for week in weeks.to_dict("records")],
        hovertemplate="%{customdata}<extra></extra>",
        name=name,
        marker={
            "color": FILL,
            "line": {"color": EDGE, "width": [1.5 if value else 0 for value in minutes]},
            "pattern": pattern,
        },
    )


def _words(week: dict[Any, Any]) -> str:
    n, held = week["n_sessions"], week["hold_days"]
    lines = [
        f"Week of {day_words(week['week_start'])}" + (", still running" if week["state"] == "running" else ""),
        f"{minutes_said(week['performed_minutes'])} in {n} session{'' if n == 1 else 's'}",
        _asked(week),
    ]
    return "\n".join(lines + ([f"{held} day{'' if held == 1 else 's'} of pause"] if held else []))


def _steps(table: pd.DataFrame) -> list[go.Scatter]:
    lines = [("prescribed_minutes", "asked for", "solid")]
    if (table["prescribed_minutes_max"] > table["prescribed_minutes"]).any():
        lines.append(("prescribed_minutes_max", "asked for, at most", "dot"))
    edges = [edge for week in table.index for edge in (week - 0.5, week + 0.5)]
    return [
        go.Scatter(
            x=edges,
            # A week for which nothing was asked has no line.
            y=[minutes or None for minutes in table[column].repeat(2)],
            mode="lines",
            line={"color": LINE, "width": 2, "dash": dash},
            hoverinfo="skip",
            showlegend=bool(table[column].any()),
            name=name,
        )
        for column, name, dash in lines
    ]


def _holds(table: pd.DataFrame, height: float) -> go.Scatter:
    held = table.index[table["hold_days"] > 0].tolist()
    return go.Scatter(
        x=held,
        y=[height] * len(held),
        mode="markers",
        marker={"symbol": HOLD_MARK, "size": 9, "color": INK, "line": {"width": 1.5, "color": INK}},
        hoverinfo="skip",
        showlegend=bool(held),
        name="with days of pause",
    )
