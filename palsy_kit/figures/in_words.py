"""Tables for people: what was practised, in words and whole minutes, as `DataFrame`s that a notebook shows."""

import pandas as pd
import plotly.graph_objects as go

from palsy_kit.figures.theme import plain
from palsy_kit.session import Outcome
from palsy_kit.study import local_dates
from palsy_kit.words import AREA_NAMES, day_words, listed, minutes_in_words

ENDED = {
    Outcome.COMPLETED: "to the end",
    Outcome.PARTIAL: "in part",
    Outcome.STOPPED_TIGHT: "stopped: it got tight",
    Outcome.STOPPED_PAIN: "stopped: it hurt",
    Outcome.STOPPED_OTHER: "stopped: something moved along",
}


class InWords:
    """What a figure shows, told in words: a paragraph in a notebook.

    Examples
    --------
    >>> figure = go.Figure(layout={"meta": {"description": "Two weeks: nothing is logged in them."}})
    >>> InWords(figure)
    Two weeks: nothing is logged in them.
    """

    def __init__(self, figure: go.Figure) -> None:
        self._words = str(figure.layout.meta["description"])

    def __repr__(self) -> str:
        return self._words

    def _repr_html_(self) -> str:
        return f"<p>{plain(self._words)}</p>"


class Told(dict[str, str]):
    """Sentences by what they are about; a notebook shows each as a paragraph, whole and on the narrowest page.

    Examples
    --------
    >>> Told({"Today": "Nothing logged so far."})
    Today: Nothing logged so far.
    """

    def __repr__(self) -> str:
        return "\n".join(f"{about}: {words}" for about, words in self.items())

    def _repr_html_(self) -> str:
        return "\n".join(f"<p><strong>{plain(about)}:</strong> {plain(words)}</p>" for about, words in self.items())


def recent_sessions(sessions: pd.DataFrame, n: int = 5) -> "pd.DataFrame | Told":
    """Tell the newest sessions in words, the newest first: day, minutes practised and planned, areas, how it ended.

    ``sessions`` has the columns of a study's sessions table; it is not changed. Without any, a sentence says so.
    """
    if sessions.empty:
        return Told({"Sessions": "none is in your log yet. One stands here once you have pressed Save at its end."})
    newest = sessions.assign(day=local_dates(sessions)).sort_values("started_at", ascending=False).head(n)
    table = pd.DataFrame(
        {
            "Day": [day_words(day.date()) for day in newest["day"]],
            "Minutes": [minutes_in_words(seconds) for seconds in newest["active_s"]],
            "Planned": [minutes_in_words(seconds) for seconds in newest["planned_s"]],
            "Areas": [listed(AREA_NAMES[area] for area in areas.split(";") if area) for areas in newest["focus_areas"]],
            "Ended": [ENDED[Outcome(outcome)] for outcome in newest["outcome"]],
        }
    )
    return _headed(table)


def weeks_in_words(weeks: pd.DataFrame) -> pd.DataFrame:
    """Tell a ``weekly_minutes_table`` in words: the Monday, whole minutes practised and asked for, sessions."""
    asked = zip(weeks["prescribed_minutes"].round(), weeks["prescribed_minutes_max"].round(), strict=True)
    table = pd.DataFrame(
        {
            "Week from": [day_words(day) for day in weeks["week_start"]],
            "Minutes practised": [minutes_in_words(minutes * 60) for minutes in weeks["performed_minutes"]],
            "Asked for": [f"{low:.0f} to {high:.0f}" if high > low else f"{low:.0f}" for low, high in asked],
            "Sessions": weeks["n_sessions"].to_numpy(),
        }
    )
    return _headed(table)


def _headed(table: pd.DataFrame) -> pd.DataFrame:
    """Make the first column the name of each row, with its heading in line with the others."""
    first = table.columns[0]
    return table.set_index(first).rename_axis(None).rename_axis(first, axis="columns")
