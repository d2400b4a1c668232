"""Dose and outcome: a measure over time against the practice done up to then. It shows what went together, no cause."""

from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.errors import InputError
from palsy_kit.figures.parts import axis, need_columns, noted, nothing, with_margins
from palsy_kit.figures.theme import EDGE, FILL, INK, day_words, ink, plain, themed
from palsy_kit.measures import find_scale
from palsy_kit.study import local_dates
from palsy_kit.words import counted

TITLE = "Dose and outcome"
NAMED_AT_MOST = 8
NAMES = {"fdi": "FDI", "face": "FaCE", "saq": "SAQ", "house_brackmann": "House-Brackmann", "sunnybrook": "Sunnybrook"}


class Outcome(NamedTuple):
    """What is looked at: a measure, one part of it, by one rater (self or clinician)."""

    measure: str
    part: str
    rater: str

    def __str__(self) -> str:
        """Say ``FDI physical function, self-rated``."""
        return f"{NAMES.get(self.measure, self.measure)} {self.part.replace('_', ' ')}, {self.rater}-rated"


def dose_outcome_table(
    sessions: pd.DataFrame,
    measures: pd.DataFrame,
    outcome: Outcome,
    *,
    participants: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put each score beside the minutes that its participant had practised before that day.

    Parameters
    ----------
    sessions, measures, participants
        Tables of a study; ``participants`` is needed only where sessions carry no offset.
    outcome
        What is looked at. Self-rated and clinician-rated scores never stand in one figure.

    Returns
    -------
    pandas.DataFrame
        participant_id, date, score, minutes, practice_days; by participant and date. Practice on the day of the score
        is not counted: nobody knows which came first.

    Raises
    ------
    InputError
        If nothing was rated so; what there is is named.
    """
    need_columns(sessions, "sessions", "participant_id", "started_at", "active_s")
    need_columns(measures, "measures", "participant_id", "date", "score", *outcome._fields)
    chosen = measures
    for name, value in outcome._asdict().items():
        chosen = chosen[chosen[name] == value]
    if chosen.empty:
        there = measures[["measure", "part", "rater"]].drop_duplicates().astype("str").agg(" ".join, axis=1)
        raise InputError(f"No score of {' '.join(outcome)}. There are: {', '.join(there) or 'none at all'}.")
    dated = sessions.assign(day=local_dates(sessions, participants))
    dated = dated[dated["active_s"] > 0]
    scores = chosen[["participant_id", "date", "score"]].reset_index(drop=True).reset_index(names="place")
    pairs = scores.merge(dated[["participant_id", "day", "active_s"]], on="participant_id")
    before = pairs[pairs["day"] < pairs["date"]].groupby("place")
    done = pd.DataFrame({"minutes": before["active_s"].sum() / 60, "practice_days": before["day"].nunique()})
    table = scores.join(done, on="place").fillna({"minutes": 0.0, "practice_days": 0}).drop(columns="place")
    types = {"participant_id": "str", "practice_days": "int64"}
    return table.astype(types).sort_values(["participant_id", "date"], ignore_index=True)


def describe_dose(table: pd.DataFrame, outcome: Outcome) -> str:
    """Say in words what the figure shows."""
    first, last = (table.groupby("participant_id")["score"].nth(place) for place in (0, -1))
    people = table["participant_id"].nunique()
    n = f"{counted(len(table), 'score')} of {counted(people, 'participant')}"
    return (
        f"{TITLE}: {outcome} against minutes practised before, {n}; median score {first.median():g} at first and "
        f"{last.median():g} at last. It shows no cause."
    )


def dose_outcome(
    sessions: pd.DataFrame,
    measures: pd.DataFrame,
    outcome: Outcome,
    *,
    title: str = TITLE,
    label: str = "",
    participants: pd.DataFrame | None = None,
) -> go.Figure:
    """Draw a measure against the minutes practised, a line a participant, from the first score to the last.

    ``label`` names the data, such as the title of a study. The rest is handed to ``dose_outcome_table``; a description
    in words is in ``figure.layout.meta["description"]``.

    Raises
    ------
    InputError
        If nothing was rated so, or the measure is not one that ``palsy_kit.measures`` knows.
    """
    if measures.empty:
        return nothing(title=title, label=label, words="No measure was taken.")
    scale = find_scale(outcome.measure, outcome.part)
    table = dose_outcome_table(sessions, measures, outcome, participants=participants)
    figure = go.Figure([_lines(table), *_points(table)])
    right = max(10.0, table["minutes"].max())
    after = 1.2 if len(set(table["participant_id"])) > 1 else 1.04
    figure.update_xaxes(
        axis("Minutes practised before the day", range=[-0.04 * right, right * after], nticks=7, tickformat=",d")
    )
    room = 0.05 * (scale.highest - scale.lowest)
    better = "higher" if scale.higher_is_better else "lower"
    figure.update_yaxes(axis(f"Score ({better} is better)", range=[scale.lowest - room, scale.highest + room]))
    lines = noted(label, f"{outcome}; hollow: the first score; shows no cause")
    themed(figure, title=title, label=lines, description=describe_dose(table, outcome), height=366, margins=(58, 56))
    return with_margins(figure, left=64)


def _lines(table: pd.DataFrame) -> go.Scatter:
    x: list[Any] = []
    y: list[Any] = []
    for _, own in table.groupby("participant_id"):
        x += [*own["minutes"].round(2), None]
        y += [*own["score"], None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": INK, "width": 1.2}, hoverinfo="skip", showlegend=False)


def _beside(table: pd.DataFrame) -> list[str]:
    """Where the dates of one person's scores stand: off the line, and inwards on the right half."""
    rising = table["score"].iloc[-1] >= table["score"].iloc[0]
    left, right = ("top left", "bottom right") if rising else ("bottom left", "top right")
    return [left if late else right for late in table["minutes"] > table["minutes"].max() / 2]


def _points(table: pd.DataFrame) -> list[go.Scatter]:
    first = ~table["participant_id"].duplicated()
    last = ~table["participant_id"].duplicated(keep="last")
    people = table["participant_id"].nunique()
    words = table["participant_id"] if people > 1 else table["date"].map(day_words)
    named = last if people > 1 else pd.Series(data=True, index=table.index)
    texts = [ink(word) if show and people <= NAMED_AT_MOST else "" for word, show in zip(words, named, strict=True)]
    hovers = [
        f"{plain(row['participant_id'])}, {day_words(row['date'])}<br>score {row['score']:g}"
        f"<br>{row['minutes']:,.0f} minutes on {counted(row['practice_days'], 'day')} before"
        for row in table.to_dict("records")
    ]
    return [
        go.Scatter(
            x=table["minutes"].round(2).tolist(),
            y=table["score"].tolist(),
            mode="markers+text",
            text=texts,
            textposition=_beside(table) if people == 1 else "middle right",
            textfont={"size": 11},
            marker={
                "size": 9,
                "symbol": ["circle-open" if one else "circle" for one in first],
                "color": [EDGE if one else FILL for one in first],
                "line": {"color": EDGE, "width": 2},
            },
            customdata=hovers,
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    ]
