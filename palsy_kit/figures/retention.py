"""The retention curve: how many still practise, by days since the start, with intervals and the numbers at risk."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from palsy_kit.adherence import retention_summary
from palsy_kit.adherence.words import way_out_words, without_time_words
from palsy_kit.figures.beneath import band, curves_with_numbers, ticks
from palsy_kit.figures.parts import group_line, need_columns, noted, nothing, span_words
from palsy_kit.figures.theme import plain
from palsy_kit.words import counted

TITLE = "Retention"
NOTE = "Kaplan-Meier; ticks mark censorings"


def at_risk_table(retention: pd.DataFrame, days: Sequence[int]) -> pd.DataFrame:
    """Count who was still at risk just before each of some days.

    Parameters
    ----------
    retention
        The table of that name, as ``adherence`` gives it.
    days
        Days since the origin of persistence.

    Returns
    -------
    pandas.DataFrame
        group, time (the day), number (participants whose time is that day or later).
    """
    rows = []
    for group, curve in retention.groupby("group", sort=False):
        place = np.searchsorted(curve["time_days"], days, side="left")
        left = np.append(curve["at_risk"].to_numpy(np.int64), 0)[place]
        rows.append(pd.DataFrame({"group": group, "time": list(days), "number": left}))
    empty = pd.DataFrame({"group": [], "time": [], "number": []})
    return pd.concat(rows, ignore_index=True) if rows else empty


def describe_retention(retention: pd.DataFrame) -> str:
    """Say in words what the retention curves show."""
    last = int(retention["time_days"].max())
    spans = [_group_words(group, curve) for group, curve in retention.groupby("group", sort=False)]
    medians = retention_summary(retention)["median_days"]
    words = ["not reached" if np.isnan(day) else f"day {day:.0f}" for day in medians]
    parts = [f"{span}; median {median}" for span, median in zip(spans, words, strict=True)]
    who = _who(retention)
    return f"{TITLE} over {counted(last, 'day')}. {'. '.join(parts)}.{f' {who}.' if who else ''}"


def _who(retention: pd.DataFrame) -> str:
    """Who is in no curve, where the table still knows it: one that was read from a file does not."""
    if "without_time" not in retention.attrs:
        return ""
    without = retention.attrs["without_time"]
    told = (without_time_words(retention.attrs["n_roster"], without), way_out_words(without))
    return ". ".join(filter(None, told))


def _group_words(group: Any, curve: pd.DataFrame) -> str:
    end = curve.iloc[-1]
    between = "" if np.isnan(end["lower"]) else f" (95 % interval {span_words(end['lower'], end['upper'])})"
    n = counted(int(curve["at_risk"].iloc[0]), "participant")
    return (
        f"{group}: {n}, {curve['events'].sum()} discontinued, "
        f"{100 * end['survival']:.0f} % still practised after day {end['time_days']:.0f}{between}"
    )


def retention_figure(retention: pd.DataFrame, *, title: str = TITLE, label: str = "") -> go.Figure:
    """Draw the retention curve of each group, with the numbers at risk beneath.

    Parameters
    ----------
    retention
        The table of that name, as ``adherence`` gives it.
    label
        Names the data, such as the title of a study.

    Returns
    -------
    plotly.graph_objects.Figure
        A description in words is in ``figure.layout.meta["description"]``.
    """
    need_columns(retention, "retention", "group", "time_days", "at_risk", "events", "censored", "survival", "lower")
    if retention.empty:
        who = _who(retention)
        words = f"Nobody has a time of persistence.{f' {who}.' if who else ''}"
        return nothing(title=title, label=label, words=words)
    last = float(retention["time_days"].max())
    groups = list(retention.groupby("group", sort=False))
    curves = [trace for place, (group, curve) in enumerate(groups) for trace in _curve(place, str(group), curve)]
    return curves_with_numbers(
        curves,
        at_risk_table(retention, ticks(last)),
        heading="At risk",
        time_title="Days since the start",
        share_title="Still practising",
        last=last,
        title=title,
        label=noted(label, _who(retention)),
        note=NOTE,
        description=describe_retention(retention),
    )


def _curve(place: int, group: str, curve: pd.DataFrame) -> list[go.Scatter]:
    time, survival = curve["time_days"].tolist(), curve["survival"].tolist()
    known = curve[curve["lower"].notna()]
    words = [
        f"{plain(group)}, day {row['time_days']:.0f}<br>{100 * row['survival']:.0f} % still practising"
        f"<br>at risk {row['at_risk']}, discontinued {row['events']}, censored {row['censored']}"
        for row in curve.to_dict("records")
    ]
    line = go.Scatter(
        x=[0.0, *time],
        y=[1.0, *survival],
        mode="lines",
        line=group_line(place) | {"shape": "hv"},
        name=group,
        customdata=["", *words],
        hovertemplate="%{customdata}<extra></extra>",
    )
    censored = curve[curve["censored"] > 0]
    ticks_ = go.Scatter(
        x=censored["time_days"].tolist(),
        y=censored["survival"].tolist(),
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 9, "color": group_line(place)["color"], "line": {"width": 1.5}},
        hoverinfo="skip",
        showlegend=False,
    )
    interval = band(place, *(known[name].tolist() for name in ("time_days", "lower", "upper")), step=True)
    return [interval, line, ticks_]
