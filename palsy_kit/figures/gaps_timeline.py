"""Gaps and holds as a timeline: a row a participant, a tick a practice day, a bar for what lies between."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.adherence import Options
from palsy_kit.errors import InputError
from palsy_kit.figures.cohort_map import cohort_map_table
from palsy_kit.figures.parts import axis, key, name_room, noted, nothing, shortened, with_margins
from palsy_kit.figures.theme import EDGE, FAINT, INK, LINE, plain, themed
from palsy_kit.words import counted

TITLE = "Gaps and holds"
SHOWN_AT_MOST = 60
SHORTEST = 3
"""Gaps of fewer days are left to the ticks: as with interruptions, one or two days are no gap to look at."""
ROW_PX = 24
DAY_MS = 86_400_000


def gaps_timeline_table(periods: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Cut the observation of each participant into practice days, gaps between them, and holds.

    Parameters
    ----------
    periods
        The table of that name, by day: from ``adherence`` with ``Options(period="day")``.
    options
        The permissible gap and its clock.

    Returns
    -------
    pandas.DataFrame
        participant_id; what (practice: a run of practice days; gap: between two of them, before the first or after
        the last; hold); from_date, to_date (half-open); days (of the clock: eligible days, or prescribed days; holds
        left out); place of a gap (leading, between, trailing; empty for others); beyond (a gap, not the leading one,
        of more than the permissible days).

    Raises
    ------
    InputError
        If the periods are longer than a day.
    """
    days = cohort_map_table(periods).assign(date=periods["period_start"])
    practised, held = days["state"].isin(["practised", "in_part"]), days["state"].isin(["on_hold", "log_off"])
    clock = periods["eligible_days"] if options.gap_clock == "calendar" else periods["due_days"]
    days = days.assign(clock=clock.where(~practised, 0).astype("int64"), practised=practised, held=held)
    gaps = _runs(days, practised.map({True: "practice", False: "gap"}))
    holds = _runs(days, held.map({True: "hold", False: ""}))
    table = pd.concat([gaps, holds[holds["what"] == "hold"]], ignore_index=True)
    return _placed(table, days, options.permissible_gap)


def _runs(days: pd.DataFrame, what: pd.Series) -> pd.DataFrame:
    """Join neighbouring days of the same kind."""
    who = days["participant_id"]
    run = ((what != what.shift()) | (who != who.shift())).cumsum()
    joined = days.assign(what=what).groupby(run)
    ends = joined["date"].last() + pd.Timedelta(days=1)
    table = joined.agg(
        participant_id=("participant_id", "first"),
        what=("what", "first"),
        from_date=("date", "first"),
        days=("clock", "sum"),
        length=("date", "size"),
    )
    table["days"] = table["days"].where(table["what"] == "gap", table["length"])
    return table.assign(to_date=ends).drop(columns="length")


def _placed(table: pd.DataFrame, days: pd.DataFrame, permissible: int) -> pd.DataFrame:
    practice = days[days["practised"]].groupby("participant_id")["date"]
    who = table["participant_id"]
    first, last = (edge.reindex(who).set_axis(table.index) for edge in (practice.min(), practice.max()))
    gap = table["what"] == "gap"
    place = pd.Series("", index=table.index)
    place[gap] = "between"
    place[gap & (table["from_date"] > last)] = "trailing"
    place[gap & ((table["from_date"] < first) | first.isna())] = "leading"
    beyond = place.isin(["between", "trailing"]) & (table["days"] > permissible)
    columns = ["participant_id", "what", "from_date", "to_date", "days", "place", "beyond"]
    return table.assign(place=place, beyond=beyond)[columns]


def describe_gaps(table: pd.DataFrame, options: Options) -> str:
    """Say in words what the timeline shows."""
    count = table["what"].value_counts()
    beyond = table.loc[table["beyond"], "participant_id"]
    return (
        f"{TITLE} of {counted(table['participant_id'].nunique(), 'participant')}: {_clock_words(options)}. "
        f"{counted(len(beyond), 'gap')} beyond it, of {beyond.nunique()}; "
        f"{counted(int(count.get('hold', 0)), 'hold')}."
    )


def _clock_words(options: Options) -> str:
    days = "due days without practice" if options.gap_clock == "prescribed" else "days without practice or hold"
    return f"permissible gap {options.permissible_gap} {days}"


def gaps_timeline(periods: pd.DataFrame, options: Options, *, title: str = TITLE, label: str = "") -> go.Figure:
    """Draw practice days, gaps of three days or more, and holds.

    ``periods`` and ``options`` are handed to ``gaps_timeline_table``; ``label`` names the data, such as the title of a
    study; a description in words is in ``figure.layout.meta["description"]``.

    Raises
    ------
    InputError
        If the periods are longer than a day, or of more participants than can be told apart.
    """
    table = gaps_timeline_table(periods, options)
    names = list(dict.fromkeys(periods["participant_id"].astype("str")))
    if len(names) > SHOWN_AT_MOST:
        raise InputError(
            f"The timeline shows at most {SHOWN_AT_MOST} participants, and there are {len(names)}. Give the periods of "
            "some, such as periods[periods['participant_id'].isin(ids)]."
        )
    if table.empty:
        return nothing(title=title, label=label, words="No day of anybody was observed.")
    shown = [shortened(name) for name in names]
    table = table.assign(row=table["participant_id"].map(names.index))
    figure = go.Figure([*_bars(table), _ticks(table), *_legend(table)])
    first = table["from_date"].min()
    edges = [first, max(table["to_date"].max(), first + pd.Timedelta(days=7))]
    dates: dict[str, Any] = {"type": "date", "tickformat": "%-d %b<br>%Y", "nticks": 6, "tickangle": 0}
    figure.update_xaxes(axis(range=[f"{edge:%Y-%m-%d}" for edge in edges], **dates))
    figure.update_yaxes(
        axis(tickvals=list(range(len(names))), ticktext=shown, range=[len(names) - 0.5, -0.5], showgrid=False)
    )
    figure.update_layout(barmode="overlay", bargap=0)
    words = {"title": title, "label": noted(label, _clock_words(options)), "description": describe_gaps(table, options)}
    themed(figure, **words, height=58 + max(2, len(names)) * ROW_PX + 84, margins=(58, 84))
    figure.update_layout(legend={"entrywidth": 130})
    return with_margins(figure, left=name_room(shown))


BARS: dict[str, tuple[str, dict[str, Any]]] = {
    "leading": ("not begun yet", {"color": FAINT, "line": {"color": INK, "width": 1}}),
    "gap": ("gap of 3 days on", {"color": "#f5c850", "line": {"color": "#a98a20", "width": 1}}),
    "beyond": (
        "beyond permissible",
        {
            "color": LINE,
            "line": {"color": LINE, "width": 1},
            "pattern": {"shape": "x", "size": 7, "solidity": 0.2, "bgcolor": LINE, "fgcolor": "#ffffff"},
        },
    ),
    "hold": (
        "on hold",
        {
            "color": "rgba(0,0,0,0)",
            "line": {"color": INK, "width": 1.5},
            "pattern": {"shape": "/", "size": 5, "solidity": 0.35, "fgcolor": INK},
        },
    ),
}
"""Words and look of each kind of bar; they differ by filling as well as by colour."""


def _kind(table: pd.DataFrame) -> pd.Series:
    """Which bar of ``BARS`` each row is drawn as; practice and short gaps have none."""
    long = (table["what"] == "gap") & (table["days"] >= SHORTEST)
    kind = pd.Series("", index=table.index)
    kind[table["what"] == "hold"] = "hold"
    kind[long] = "gap"
    kind[long & (table["place"] == "leading")] = "leading"
    kind[table["beyond"]] = "beyond"
    return kind


def _bars(table: pd.DataFrame) -> list[go.Bar]:
    kind = _kind(table)
    return [_bar(table[kind == name], look, 0.5 if name == "hold" else 0.66) for name, (_, look) in BARS.items()]


def _bar(rows: pd.DataFrame, look: dict[str, Any], width: float) -> go.Bar:
    length = (rows["to_date"] - rows["from_date"]).dt.days
    return go.Bar(
        orientation="h",
        base=[f"{day:%Y-%m-%d}" for day in rows["from_date"]],
        x=[days * DAY_MS for days in length],
        y=rows["row"].tolist(),
        width=width,
        marker=look,
        customdata=[_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _words(row: dict[Any, Any]) -> str:
    last = row["to_date"] - pd.Timedelta(days=1)
    place = f" ({row['place']})" if row["place"] else ""
    days = counted(row["days"], "day")
    return f"{plain(row['participant_id'])}: {row['what']}{place}<br>{row['from_date']:%d %b} to {last:%d %b}, {days}"


def _ticks(table: pd.DataFrame) -> go.Scatter:
    runs = table[table["what"] == "practice"].to_dict("records")
    days = [(day, run["row"]) for run in runs for day in pd.date_range(run["from_date"], periods=run["days"])]
    return go.Scatter(
        x=[f"{day:%Y-%m-%d}T12:00" for day, _ in days],
        y=[row for _, row in days],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 10, "color": EDGE, "line": {"width": 1.6, "color": EDGE}},
        hoverinfo="skip",
        showlegend=False,
    )


def _legend(table: pd.DataFrame) -> list[Any]:
    shown = set(_kind(table))
    ticks = [key("practice day", "line-ns-open", EDGE)] if (table["what"] == "practice").any() else []
    bars = [
        go.Bar(x=[None], y=[None], name=words, marker=look, hoverinfo="skip")
        for name, (words, look) in BARS.items()
        if name in shown
    ]
    return [*ticks, *bars]
