"""The cohort heat map: a row a participant, a column a study day, and the state of each day."""

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.errors import InputError
from palsy_kit.figures.beneath import ticks
from palsy_kit.figures.parts import (
    axis,
    key,
    name_room,
    need_columns,
    noted,
    nothing,
    shortened,
    with_margins,
)
from palsy_kit.figures.theme import plain, themed
from palsy_kit.words import counted

TITLE = "Practice of the cohort by day"

STATES = {
    "practised": ("practised", "#174f88"),
    "in_part": ("practised in part", "#4593cc"),
    "nothing_logged": ("nothing logged", "#f5c850"),
    "not_due": ("nothing due", "#ededed"),
    "on_hold": ("on hold", "#8d5b84"),
    "log_off": ("log off", "#b0aba0"),
}
"""Words and colour of each state. The colours differ in lightness by about 12 steps of L*, so that they can be told
apart in grey, and by hue for every common kind of colour vision."""

GAPS_AT_MOST = 31
NAMED_AT_MOST = 40
"""More participants are not named one by one."""
ROW, TALLEST, LOWEST = 17, 760, 90


def cohort_map_table(periods: pd.DataFrame, groups: pd.Series | None = None) -> pd.DataFrame:
    """Say for each participant and study day what it was.

    Parameters
    ----------
    periods
        The table of that name, by day: from ``adherence`` with ``Options(period="day")``.
    groups
        The group of each participant, as ``adherence`` gives it.

    Returns
    -------
    pandas.DataFrame
        participant_id, group, study_day (from 0), state: practised (all that was due on the day, or anything where
        nothing was), in_part, nothing_logged (something was due), not_due (nothing was: rest day, quota, no plan),
        on_hold, log_off (a technical hold). Days on which nobody looked have no row.

    Raises
    ------
    InputError
        If the periods are longer than a day.
    """
    days = ("due_days", "practice_days", "full_dose_days", "hold_days", "unknown_days")
    need_columns(periods, "periods", "participant_id", "period_start", "period_days", *days)
    if (periods["period_days"] != 1).any():
        longest = periods["period_days"].max()
        raise InputError(f"The periods have up to {longest} days. Give those of adherence with Options(period='day').")
    who = periods["participant_id"].astype("str")
    first = periods["period_start"].groupby(who).transform("min")
    due, practised = periods["due_days"] > 0, periods["practice_days"] > 0
    state = pd.Series("not_due", index=periods.index)
    state = state.mask(due, "nothing_logged").mask(practised, "practised")
    state = state.mask(practised & due & (periods["full_dose_days"] == 0), "in_part")
    state = state.mask(periods["hold_days"] > 0, "on_hold").mask(periods["unknown_days"] > 0, "log_off")
    return pd.DataFrame(
        {
            "participant_id": who,
            "group": "all" if groups is None else who.map(groups).astype("str"),
            "study_day": (periods["period_start"] - first).dt.days,
            "state": state,
        }
    )


def describe_cohort_map(table: pd.DataFrame) -> str:
    """Say in words what the heat map shows."""
    shares = table["state"].value_counts(normalize=True)
    parts = [f"{words} {100 * shares[name]:.0f} %" for name, (words, _) in STATES.items() if name in shares]
    people = counted(table["participant_id"].nunique(), "participant")
    last = counted(int(table["study_day"].max()) + 1, "day")
    return f"{TITLE}: {people} over up to {last}. Of all days observed: {'; '.join(parts)}."


def cohort_map(
    periods: pd.DataFrame, groups: pd.Series | None = None, *, title: str = TITLE, label: str = ""
) -> go.Figure:
    """Draw the states of all days of a cohort.

    Within a group, who practised to a later study day stands further up. ``label`` names the data, such as the title
    of a study. ``periods`` and ``groups`` are handed to ``cohort_map_table``; a description in words is in
    ``figure.layout.meta["description"]``.
    """
    table = cohort_map_table(periods, groups)
    if table.empty:
        return nothing(title=title, label=label, words="No day of anybody was observed.")
    rows = _rows(table)
    shown = [name for name in STATES if (table["state"] == name).any()]
    figure = go.Figure([_cells(table, rows), *(key(STATES[name][0], "square", STATES[name][1]) for name in shown)])
    last = int(table["study_day"].max())
    days = ticks(last)
    figure.update_xaxes(axis("Study day", tickvals=days, ticktext=days, range=[-0.5, last + 0.5], showgrid=False))
    height = max(LOWEST, min(TALLEST, ROW * len(rows)))
    names = _names(rows)
    figure.update_yaxes(
        axis(tickvals=names.index.tolist(), ticktext=names.tolist(), range=[len(rows) - 0.5, -0.5], showgrid=False)
    )
    themed(
        figure,
        title=title,
        label=noted(
            label, "blank: not observed" if len(table) < table["participant_id"].nunique() * (last + 1) else ""
        ),
        description=describe_cohort_map(table),
        height=60 + height + 96,
        margins=(60, 96),
    )
    figure.update_layout(showlegend=True)
    return with_margins(figure, left=name_room(names))


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    """Participants from top to bottom; above each group, where there are several, a row with its name."""
    practised = table[table["state"].isin(["practised", "in_part"])]
    by_person = table.groupby("participant_id", sort=False)
    people = pd.DataFrame({"group": by_person["group"].first()})
    people["last"] = practised.groupby("participant_id")["study_day"].max()
    people["n"] = practised.groupby("participant_id").size()
    people = people.fillna({"last": -1, "n": 0}).assign(head="").reset_index()
    people = people.sort_values(["group", "last", "n"], ascending=[True, False, False])
    parts = []
    several = len(set(people["group"])) > 1
    for group, members in people.groupby("group"):
        head = pd.DataFrame(
            {"participant_id": [""], "group": [group], "head": [f"{shortened(str(group))} (n={len(members)})"]}
        )
        parts += [head, members] if several else [members]
    return pd.concat(parts, ignore_index=True)[["participant_id", "group", "head"]]


def _names(rows: pd.DataFrame) -> pd.Series:
    named = rows["head"].where(rows["head"] != "", rows["participant_id"] if len(rows) <= NAMED_AT_MOST else "")
    return named[named != ""].where(rows["head"] != "", named.map(shortened))


def _cells(table: pd.DataFrame, rows: pd.DataFrame) -> go.Heatmap:
    days = range(int(table["study_day"].max()) + 1)
    names = list(STATES)
    coded = table.assign(code=table["state"].map(names.index))
    grid = coded.pivot_table(index="participant_id", columns="study_day", values="code", aggfunc="first")
    grid = grid.reindex(index=rows["participant_id"], columns=days)
    codes = [[None if code != code else int(code) for code in row] for row in grid.to_numpy().tolist()]  # noqa: PLR0124
    n = len(names)
    edges = [(place + step) / n for place in range(n) for step in (0, 1)]
    scale = [[edge, STATES[names[place // 2]][1]] for place, edge in enumerate(edges)]
    gap = 1 if len(rows) <= NAMED_AT_MOST else 0
    # On a narrow page a line between many days would be as wide as they are.
    between = gap if len(days) <= GAPS_AT_MOST else 0
    return go.Heatmap(
        z=codes,
        x=list(days),
        customdata=[[plain(name)] * len(days) for name in rows["participant_id"]] if gap else None,
        text=[["" if code is None else STATES[names[code]][0] for code in row] for row in codes],
        hovertemplate=("%{customdata}, " if gap else "") + "study day %{x}<br>%{text}<extra></extra>",
        hoverongaps=False,
        colorscale=scale,
        zmin=-0.5,
        zmax=n - 0.5,
        showscale=False,
        xgap=between,
        ygap=gap,
    )
