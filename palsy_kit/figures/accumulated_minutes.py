"""Minutes accumulated: what has been practised since a first day, beside what was asked for up to then."""

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.errors import InputError
from palsy_kit.figures.days import days_table
from palsy_kit.figures.parts import axis, noted, text_at, with_margins
from palsy_kit.figures.theme import EDGE, FAINT, HOLD_MARK, INK, LINE, day_words, plain, themed

TITLE = "Minutes accumulated"


def accumulated_minutes_table(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    start: date,
    today: date,
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add up the minutes of one person from ``start`` to ``today``, both counted.

    Returns
    -------
    pandas.DataFrame
        date; practised_minutes, asked_minutes and asked_minutes_max up to the end of that day (a quota asks for a
        seventh of its week each day, an excused hold for nothing; the upper end of ranges); hold (its reason, empty if
        none).

    Raises
    ------
    InputError
        If the frames hold more than one participant, or ``today`` lies before ``start``.
    """
    if today < start:
        raise InputError(f"today={today} lies before start={start}. Give a day on or after it.")
    days = days_table(
        sessions, prescriptions, start=start, end=today + timedelta(days=1), holds=holds, participants=participants
    )
    columns = ["practised_minutes", "asked_minutes", "asked_minutes_max"]
    return pd.concat([days["date"], days[columns].cumsum(), days["hold"]], axis=1)


def describe_accumulated(table: pd.DataFrame) -> str:
    """Say in words what the figure shows."""
    last = table.iloc[-1]
    asked, at_most = round(last["asked_minutes"]), round(last["asked_minutes_max"])
    asked_words = f"{asked:,} to {at_most:,}" if at_most > asked else f"{asked:,}"
    span = f"{day_words(table['date'].iloc[0])} to {day_words(last['date'])}"
    held = (table["hold"] != "").sum()
    return (
        f"{TITLE} from {span}: {last['practised_minutes']:,.0f} practised, {asked_words} asked for; "
        f"{held} day{'' if held == 1 else 's'} on hold."
    )


def accumulated_minutes(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    start: date,
    today: date,
    title: str = TITLE,
    label: str = "",
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> go.Figure:
    """Draw how the minutes of one person add up, beside what was asked for.

    ``label`` names the data, such as the title of a study. The rest is handed to ``accumulated_minutes_table``; a
    description in words is in ``figure.layout.meta["description"]``.
    """
    table = accumulated_minutes_table(
        sessions, prescriptions, start=start, today=today, holds=holds, participants=participants
    )
    top = max(10.0, table[["practised_minutes", "asked_minutes_max"]].to_numpy().max()) * 1.12
    figure = go.Figure([*_asked(table), _practised(table), *_ends(table, top)])
    spans = _hold_spans(table)
    for first, after in spans:
        figure.add_vrect(x0=first, x1=after, line_width=0, fillcolor=FAINT, layer="below")
    figure.add_trace(_hold_marks(spans, top))
    dates = {"tickformat": "%-d %b", "nticks": 6, "ticklabelstandoff": 5, "tickangle": 0, "showgrid": False}
    end = table["date"].iloc[-1] + pd.Timedelta(days=max(7.0, 0.09 * len(table)))
    figure.update_xaxes(axis("", range=[_iso(table["date"].iloc[0]), _iso(end)], type="date", **dates))
    figure.update_yaxes(axis("Minutes", range=[0, top], nticks=6, tickformat=",d"))
    if not table["practised_minutes"].any():
        label = noted(label, "nothing logged in these days")
    themed(figure, title=title, label=label, description=describe_accumulated(table), height=326, margins=(56, 70))
    return with_margins(figure, left=64)


def _iso(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


def _dates(table: pd.DataFrame) -> list[str]:
    return [_iso(day) for day in table["date"]]


def _practised(table: pd.DataFrame) -> go.Scatter:
    words = [
        f"{day_words(row['date'])}<br>{row['practised_minutes']:,.0f} minutes practised"
        f"<br>{row['asked_minutes']:,.0f} asked for{plain(', on hold' if row['hold'] else '')}"
        for row in table.to_dict("records")
    ]
    return go.Scatter(
        x=_dates(table),
        y=table["practised_minutes"].round(2).tolist(),
        mode="lines" if len(table) > 1 else "markers",
        line={"color": EDGE, "width": 3, "shape": "hv"},
        name="practised",
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _asked(table: pd.DataFrame) -> list[go.Scatter]:
    lines = [("asked_minutes", "asked for", "dash")]
    if (table["asked_minutes_max"] > table["asked_minutes"]).any():
        lines.append(("asked_minutes_max", "asked for, at most", "dot"))
    return [
        go.Scatter(
            x=_dates(table),
            y=table[column].round(2).tolist(),
            mode="lines" if len(table) > 1 else "markers",
            line={"color": LINE, "width": 2, "dash": dash},
            marker={"symbol": "line-ew-open", "size": 12, "line": {"width": 2, "color": LINE}},
            hoverinfo="skip",
            name=name,
            showlegend=bool(table[column].any()),
        )
        for column, name, dash in lines
    ]


def _ends(table: pd.DataFrame, top: float) -> list[go.Scatter]:
    """The sums at the end of the lines; two that would lie on one another are moved apart."""
    last = table.iloc[-1]
    sums = {round(last[column]) for column in ("practised_minutes", "asked_minutes", "asked_minutes_max")}
    height = -top
    placed = []
    for value in sorted(sums):
        height = max(value, height + top * 0.08)
        placed.append((height, f" {value:,}"))
    x = [_iso(last["date"])] * len(placed)
    texts = [text for _, text in placed]
    return [text_at(x, [at for at, _ in placed], texts, textposition="middle right", cliponaxis=False)]


def _hold_marks(spans: list[tuple[str, str]], top: float) -> go.Scatter:
    return go.Scatter(
        x=[first for first, _ in spans],
        y=[0.96 * top] * len(spans),
        mode="markers",
        marker={"symbol": HOLD_MARK, "size": 9, "color": INK, "line": {"width": 1.5, "color": INK}},
        hoverinfo="skip",
        showlegend=bool(spans),
        name="on hold",
    )


def _hold_spans(table: pd.DataFrame) -> list[tuple[str, str]]:
    held = table["hold"] != ""
    runs = (held != held.shift()).cumsum()[held]
    dates = table["date"][held].groupby(runs)
    return [(_iso(days.iloc[0]), _iso(days.iloc[-1] + pd.Timedelta(days=1))) for _, days in dates]
