"""The activity curve: the share that practised in each study week. It may rise again, and is no retention."""

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.figures.beneath import band, curves_with_numbers, ticks
from palsy_kit.figures.parts import group_line, need_columns, nothing
from palsy_kit.figures.theme import plain
from palsy_kit.words import counted

TITLE = "Activity by study week"
Z2 = 1.959963984540054**2
"""Square of the 97.5 % quantile of the normal distribution."""


def activity_figure_table(activity: pd.DataFrame) -> pd.DataFrame:
    """Add an interval to each share of participants who practised in a week.

    The interval is Wilson's score interval, 95 %, ``(p + z2/2n -/+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n)``; weeks
    share participants, so the intervals of a curve are not independent.

    Parameters
    ----------
    activity
        The table of that name, as ``adherence`` gives it.

    Returns
    -------
    pandas.DataFrame
        The table with lower and upper.
    """
    need_columns(activity, "activity", "group", "study_week", "observed", "active", "share")
    n, share = activity["observed"].astype("float64"), activity["share"]
    middle = (share + Z2 / (2 * n)) / (1 + Z2 / n)
    half = ((share * (1 - share) / n + Z2 / (4 * n**2)) * Z2) ** 0.5 / (1 + Z2 / n)
    return activity.assign(lower=(middle - half).clip(lower=0), upper=(middle + half).clip(upper=1))


def describe_activity(activity: pd.DataFrame) -> str:
    """Say in words what the activity curves show."""
    parts = []
    for group, rows in activity.groupby("group", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        parts.append(
            f"{group}: {first['active']} of {first['observed']} practised in week {first['study_week']}, "
            f"{last['active']} of {last['observed']} in week {last['study_week']}"
        )
    return f"{TITLE}, among participants observed and eligible. {'. '.join(parts)}."


def activity_figure(activity: pd.DataFrame, *, title: str = TITLE, label: str = "") -> go.Figure:
    """Draw the share of each group that practised by study week, with the numbers observed beneath.

    Parameters
    ----------
    activity
        The table of that name, as ``adherence`` gives it.
    label
        Names the data, such as the title of a study.

    Returns
    -------
    plotly.graph_objects.Figure
        A description in words is in ``figure.layout.meta["description"]``.
    """
    if activity.empty:
        return nothing(title=title, label=label, words="Nobody was observed and eligible in any week.")
    table = activity_figure_table(activity)
    last = int(table["study_week"].max())
    named = table[table["study_week"].isin(ticks(last, steps=(1, 2, 4, 8, 13, 26, 52)))]
    groups = list(table.groupby("group", sort=False))
    return curves_with_numbers(
        [trace for place, (group, rows) in enumerate(groups) for trace in _curve(place, str(group), rows)],
        named.rename(columns={"study_week": "time", "observed": "number"})[["group", "time", "number"]],
        heading="Observed",
        time_title="Whole weeks since the start",
        share_title="Practised in the week",
        last=last,
        title=title,
        label=label,
        note="Of those observed and eligible",
        description=describe_activity(activity),
    )


def _curve(place: int, group: str, rows: pd.DataFrame) -> list[go.Scatter]:
    weeks = rows["study_week"].tolist()
    words = [
        f"{plain(group)}, week {row['study_week']}<br>{row['active']} of {counted(row['observed'], 'participant')}"
        for row in rows.to_dict("records")
    ]
    line = go.Scatter(
        x=weeks,
        y=rows["share"].tolist(),
        mode="lines+markers",
        line=group_line(place),
        marker={"size": 6, "symbol": place % 6},
        name=group,
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
    )
    return [band(place, weeks, rows["lower"].tolist(), rows["upper"].tolist(), step=False), line]
