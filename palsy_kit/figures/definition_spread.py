"""Adherence by several definitions side by side: a dot a participant, the median, the middle half, and who counts."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from palsy_kit.adherence.words import RATIO_WORDS
from palsy_kit.errors import InputError
from palsy_kit.figures.parts import axis, need_columns, noted, nothing, text_at, with_margins
from palsy_kit.figures.theme import EDGE, FILL, INK, LINE, plain, themed

TITLE = "Adherence by definition"

SHOWN = (
    "session_ratio_raw",
    "session_ratio_window_capped",
    "session_ratio_day_capped",
    "session_ratio_make_up",
    "minutes_ratio_day_capped",
    "any_practice_days_ratio",
    "full_dose_days_ratio",
    "practice_day_share",
    "quota_ratio_capped",
)
"""The definitions that the figure shows when none are named."""

ROW = 58
STEP = 0.02
"""Dots of ratios that are nearer than this stand on top of one another."""
FURTHEST = 1.5
"""Dots beyond it stand at the edge, marked as arrows. Our own choice."""


def definition_table(summary: pd.DataFrame, definitions: Sequence[str] = SHOWN) -> pd.DataFrame:
    """Put the ratios of all participants under one another.

    Parameters
    ----------
    summary
        The table of that name, as ``adherence`` gives it.
    definitions
        Columns of it, A1 to A9.

    Returns
    -------
    pandas.DataFrame
        definition, participant_id, ratio; NaN where the participant has none.

    Raises
    ------
    InputError
        If a definition is not one of A1 to A9.
    """
    unknown = [name for name in definitions if name not in RATIO_WORDS]
    if unknown:
        raise InputError(f"definitions={', '.join(unknown)} are no ratios. Give some of {', '.join(RATIO_WORDS)}.")
    need_columns(summary, "summary", "participant_id", *definitions)
    table = summary.melt("participant_id", list(definitions), var_name="definition", value_name="ratio")
    return table.astype({"participant_id": "str", "definition": "str"})[["definition", "participant_id", "ratio"]]


def spread_table(table: pd.DataFrame, *, threshold: float) -> pd.DataFrame:
    """Sum up a ``definition_table``.

    Returns
    -------
    pandas.DataFrame
        A row a definition, in their order: definition; n and n_missing (participants with and without a ratio); mean,
        q25, median, q75; at_least (share at or above the threshold).
    """
    rows = []
    for name, part in table.groupby("definition", sort=False):
        known = part["ratio"].dropna().to_numpy(np.float64)
        low, middle, high = np.quantile(known, [0.25, 0.5, 0.75]) if len(known) else [np.nan] * 3
        counts = {"definition": name, "n": len(known), "n_missing": len(part) - len(known)}
        mean, at_least = (known.mean(), (known >= threshold).mean()) if len(known) else (np.nan, np.nan)
        rows.append(counts | {"mean": mean, "q25": low, "median": middle, "q75": high, "at_least": at_least})
    return pd.DataFrame(rows)


def describe_spread(spread: pd.DataFrame, *, threshold: float) -> str:
    """Say in words what the figure shows."""
    parts = [
        f"{RATIO_WORDS[row['definition']].name}: median {100 * row['median']:.0f} %, mean {100 * row['mean']:.0f} %, "
        f"{100 * row['at_least']:.0f} % at or above {100 * threshold:g} %, n {row['n']}"
        for row in spread[spread["n"] > 0].to_dict("records")
    ]
    return f"{TITLE}. {'; '.join(parts)}."


def definition_spread(
    summary: pd.DataFrame,
    *,
    threshold: float = 0.8,
    definitions: Sequence[str] = SHOWN,
    title: str = TITLE,
    label: str = "",
) -> go.Figure:
    """Draw how the same sessions look by several definitions.

    ``summary`` and ``definitions`` are handed to ``definition_table``. ``label`` names the data, such as the title of a
    study; a description in words is in ``figure.layout.meta["description"]``.
    """
    table = definition_table(summary, definitions)
    spread = spread_table(table, threshold=threshold)
    if not (spread["n"].sum() if len(spread) else 0):
        return nothing(title=title, label=label, words="Nobody has a ratio: nothing was prescribed to anybody.")
    places = {name: place for place, name in enumerate(definitions)}
    spread = spread.assign(row=spread["definition"].map(places))
    right = min(FURTHEST, max(1.0, np.nanmax(table["ratio"]))) + 0.03
    lines = [
        _upright(at, len(definitions), look)
        for at, look in ((1.0, {"color": INK}), (threshold, {"color": LINE, "dash": "5px,3px"}))
    ]
    figure = go.Figure([*lines, _dots(table, places, right), *_middles(spread), *_words(spread, right)])
    figure.update_xaxes(axis("Adherence", range=[-0.03, right], tickformat=".0%", dtick=0.25))
    figure.update_yaxes(range=[len(definitions) - 0.5, -0.62], showgrid=False, showticklabels=False)
    note = noted(label, f"a dot is a participant; bar: median and middle half; dashed: {100 * threshold:g} %")
    themed(
        figure,
        title=title,
        label=note,
        description=describe_spread(spread, threshold=threshold),
        height=58 + ROW * len(definitions) + 50,
        margins=(58, 50),
    )
    return with_margins(figure, left=14)


def _upright(at: float, n_rows: int, look: dict[str, str]) -> go.Scatter:
    """A line through all rows, broken where their names stand."""
    heights = [edge for row in range(n_rows) for edge in (row - 0.24, row + 0.4, None)]
    return go.Scatter(
        x=[at] * len(heights), y=heights, mode="lines", line=look | {"width": 1.2}, hoverinfo="skip", showlegend=False
    )


def _dots(table: pd.DataFrame, places: dict[str, int], right: float) -> go.Scatter:
    known = table[table["ratio"].notna()].sort_values(["definition", "ratio", "participant_id"])
    shown = known["ratio"].clip(upper=right - 0.03)
    bin_ = (shown / STEP).round()
    in_bin = [known["definition"], bin_]
    place, size = known.groupby(in_bin).cumcount(), known.groupby(in_bin)["ratio"].transform("size")
    crowd = size.groupby(known["definition"]).transform("max").clip(lower=4)
    # Heaps grow upwards from the line of their row, and the tallest has the same height in each row.
    height = known["definition"].map(places) + 0.1 - 0.34 * place / crowd
    beyond = known["ratio"] > shown + 1e-9
    words = [
        f"{plain(who)}<br>{100 * ratio:.0f} %"
        for who, ratio in zip(known["participant_id"], known["ratio"], strict=True)
    ]
    return go.Scatter(
        x=[round(float(one), 4) for one in shown],
        y=[round(float(one), 4) for one in height],
        mode="markers",
        marker={
            "symbol": ["triangle-right" if out else "circle" for out in beyond],
            "size": 6 if len(known) < 60 * len(places) else 3.5,
            "color": FILL,
            "line": {"width": 0.8, "color": EDGE},
        },
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _middles(spread: pd.DataFrame) -> list[go.Scatter]:
    known = spread[spread["n"] > 0]
    half = [edge for row in known.to_dict("records") for edge in (row["q25"], row["q75"], None)]
    rows = [place for row in known["row"] for place in (row + 0.22, row + 0.22, None)]
    return [
        go.Scatter(x=half, y=rows, mode="lines", line={"color": EDGE, "width": 5}, hoverinfo="skip", showlegend=False),
        go.Scatter(
            x=known["median"].tolist(),
            y=(known["row"] + 0.22).tolist(),
            mode="markers",
            marker={"symbol": "diamond", "size": 11, "color": "#ffffff", "line": {"color": EDGE, "width": 2.5}},
            customdata=[
                f"median {100 * row['median']:.0f} %, middle half {100 * row['q25']:.0f} to {100 * row['q75']:.0f} %"
                for row in known.to_dict("records")
            ],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        ),
    ]


def _words(spread: pd.DataFrame, right: float) -> list[go.Scatter]:
    names = [RATIO_WORDS[name].name for name in spread["definition"]]
    missing = [f" ({row['n_missing']} without)" if row["n_missing"] else "" for row in spread.to_dict("records")]
    counts = [f"n = {n:,}{more}" for n, more in zip(spread["n"], missing, strict=True)]
    height = (spread["row"] - 0.38).tolist()
    n = len(spread)
    return [
        text_at([-0.02] * n, height, names, textposition="middle right", textfont={"size": 12}),
        text_at([right] * n, height, counts, textposition="middle left", textfont={"size": 11}),
    ]
