"""Minutes by week: what was practised as bars, what was asked for as a line of steps."""

from datetime import date, timedelta
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.errors import InputError
from palsy_kit.figures.days import days_table
from palsy_kit.figures.theme import ASKED, EDGE, FAINT, FILL, INK, day_words, say, themed


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
        practice_days; hold_days; state: running (the week of ``today``), complete, or not_prescribed (nothing was
        asked for).
    """
    if weeks < 1:
        raise InputError(f"weeks={weeks} shows nothing. Give 1 or more.")
    end = today - timedelta(days=today.weekday()) + timedelta(days=7)
    start = end - timedelta(weeks=weeks)
    days = days_table(sessions, prescriptions, start=start, end=end, holds=holds, participants=participants)
    days = days.assign(
        week_start=days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D"),
        practised=days["n_sessions"] > 0,
        held=days["hold"] != "",
    )
    table = days.groupby("week_start", as_index=False).agg(
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
    """Say in words what the figure shows."""
    first = day_words(table["week_start"].iloc[0].date())
    span = f"Minutes by week, {len(table)} weeks from {first}"
    if table["n_sessions"].sum() == 0:
        return f"{span}. Nothing is logged in them."
    before, running = table.iloc[:-1], table.iloc[-1]
    reached = (before["performed_minutes"] >= before["prescribed_minutes"]) & (before["state"] == "complete")
    return (
        f"{span}. {table['performed_minutes'].sum():.0f} minutes in {table['n_sessions'].sum()} sessions. "
        f"{reached.sum()} of {(before['state'] == 'complete').sum()} full weeks held at least the minutes asked for. "
        f"This week so far: {running['performed_minutes']:.0f} of {running['prescribed_minutes']:.0f} minutes."
    )


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
    """Draw prescribed against performed minutes of one person by week; ``label`` names the data."""
    table = weekly_minutes_table(
        sessions, prescriptions, today=today, weeks=weeks, holds=holds, participants=participants
    )
    figure = go.Figure([*_bars(table), *_steps(table), *_holds(table)])
    if table["n_sessions"].sum() == 0:
        say(figure, f"Nothing logged in these {weeks} weeks")
    every = ceil(weeks / 6)
    figure.update_xaxes(
        tickvals=list(range(0, weeks, every)),
        ticktext=[f"{day.day} {day:%b}" for day in table["week_start"][::every]],
        range=[-0.6, weeks - 0.4],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, _top(table) * 1.18], gridcolor=FAINT, nticks=5)
    figure.update_layout(bargap=0.3, barmode="overlay")
    return themed(figure, title=title, label=label, height=340, description=describe_weeks(table))


def _top(table: pd.DataFrame) -> float:
    return max(10.0, table[["performed_minutes", "prescribed_minutes_max"]].max().max())


def _bars(table: pd.DataFrame) -> list[go.Bar]:
    words = [
        f"Week of {day_words(row.week_start.date())}: {row.performed_minutes:.0f} minutes in {row.n_sessions} sessions,"
        f" asked for {_range(row.prescribed_minutes, row.prescribed_minutes_max)}"
        + (f", {row.hold_days} days on hold" if row.hold_days else "")
        + (", still running" if row.state == "running" else "")
        for row in table.itertuples()
    ]
    bars = []
    for name, rows, pattern in (
        ("practised", table.index[:-1], ""),
        ("this week so far", table.index[-1:], "/"),
    ):
        minutes = table.loc[rows, "performed_minutes"]
        bars.append(
            go.Bar(
                x=list(rows),
                y=minutes.tolist(),
                text=[f"{value:.0f}" if value else "" for value in minutes],
                textposition="outside",
                cliponaxis=False,
                customdata=[words[row] for row in rows],
                hovertemplate="%{customdata}<extra></extra>",
                name=name,
                marker={
                    "color": FILL,
                    "line": {"color": EDGE, "width": 1.5},
                    "pattern": {"shape": pattern, "fgcolor": EDGE, "fillmode": "replace", "solidity": 0.25, "size": 7},
                },
            )
        )
    return bars


def _range(lower: float, upper: float) -> str:
    return f"{lower:.0f} to {upper:.0f}" if round(upper) > round(lower) else f"{lower:.0f}"


def _steps(table: pd.DataFrame) -> list[go.Scatter]:
    traces = []
    has_range = (table["prescribed_minutes_max"] > table["prescribed_minutes"]).any()
    for column, name, dash in (
        ("prescribed_minutes", "asked for", "solid"),
        ("prescribed_minutes_max", "upper end of the range", "dot"),
    ):
        if column == "prescribed_minutes" or has_range:
            weeks = [x for week in table.index for x in (week - 0.5, week + 0.5)]
            traces.append(
                go.Scatter(
                    x=weeks,
                    y=[y for y in table[column] for _ in range(2)],
                    mode="lines",
                    line={"color": ASKED, "width": 2, "dash": dash},
                    hoverinfo="skip",
                    name=name,
                )
            )
    return traces


def _holds(table: pd.DataFrame) -> list[go.Scatter]:
    held = table[table["hold_days"] > 0]
    if held.empty:
        return []
    return [
        go.Scatter(
            x=held.index.tolist(),
            y=[_top(table) * 1.1] * len(held),
            mode="markers",
            marker={"symbol": "hourglass-open", "size": 9, "color": INK, "line": {"width": 1.5, "color": INK}},
            hoverinfo="skip",
            name="days on hold",
        )
    ]
