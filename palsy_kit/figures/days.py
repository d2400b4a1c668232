"""What was asked for and what was practised on each local day of one person: the ground of the figures by time."""

from datetime import date

import pandas as pd

from palsy_kit.errors import InputError
from palsy_kit.programme import Weekday
from palsy_kit.study import local_dates
from palsy_kit.study.tables import frame_of


def days_table(
    sessions: pd.DataFrame,
    prescriptions: pd.DataFrame,
    *,
    start: date,
    end: date,
    holds: pd.DataFrame | None = None,
    participants: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put what was asked for and what was practised side by side, a row a local date.

    Parameters
    ----------
    sessions, prescriptions, holds, participants
        The tables of a study, cut down to one person. Without ``holds`` there are none; ``participants`` is needed
        only where sessions carry no offset.
    start, end
        Local dates, half-open.

    Returns
    -------
    pandas.DataFrame
        date; practised_minutes and n_sessions; ended_early (words of the outcomes, empty if none); prescribed (a
        version is in force); sessions_due (on this very day; a quota is due on none); asked_minutes and
        asked_minutes_max (a quota gives a seventh of its week; 0 in an excused hold); hold (its reason, empty if none).

    Raises
    ------
    InputError
        If the frames hold more than one participant, or a session that cannot be dated.
    """
    holds = frame_of("holds", {}) if holds is None else holds
    _one_person(sessions, prescriptions, holds)
    table = pd.DataFrame({"date": pd.date_range(start, end, inclusive="left", unit="us")})
    for part in (_practised(sessions, participants), _asked(table, prescriptions), _held(table, holds)):
        table = table.merge(part, on="date", how="left")
    empty = {"ended_early": "", "hold": "", "prescribed": False, "excused": False}
    table = table.fillna(empty | dict.fromkeys(("practised_minutes", "n_sessions", *ASKED), 0))
    table.loc[table["excused"], list(ASKED)] = 0
    types = {"n_sessions": "int64", "sessions_due": "int64", "prescribed": "bool"}
    return table.drop(columns="excused").astype(types)


ASKED = ("sessions_due", "asked_minutes", "asked_minutes_max")

OUTCOMES = {
    "stopped_tight": "stopped for tightness",
    "stopped_pain": "stopped for pain",
    "stopped_other": "stopped early",
}


def _one_person(*frames: pd.DataFrame) -> None:
    ids = sorted({str(id_) for frame in frames for id_ in frame["participant_id"]})
    if len(ids) > 1:
        raise InputError(
            f"This figure shows one person, and the frames hold {len(ids)}: {', '.join(ids[:5])}. "
            "Give the frames of one, for example those of study.of(participant_id)."
        )


def _practised(sessions: pd.DataFrame, participants: pd.DataFrame | None) -> pd.DataFrame:
    done = sessions.assign(
        date=local_dates(sessions, participants),
        practised_minutes=sessions["active_s"] / 60,
        ended=sessions["outcome"].map(OUTCOMES),
    )
    by_day = done[done["active_s"] > 0].groupby("date")
    return pd.DataFrame(
        {
            "practised_minutes": by_day["practised_minutes"].sum(),
            "n_sessions": by_day.size(),
            "ended_early": by_day["ended"].agg(_joined),
        }
    ).reset_index()


def _joined(words: pd.Series) -> str:
    return ", ".join(words.dropna().drop_duplicates())


def _asked(days: pd.DataFrame, prescriptions: pd.DataFrame) -> pd.DataFrame:
    grid = _overlap(days, prescriptions, "valid_from", "valid_to")
    weekday = grid["date"].dt.day_of_week.map(dict(enumerate(Weekday)))
    plans = zip(weekday, grid["days"].fillna(""), strict=True)
    on_day = pd.Series([day in plan.split(",") for day, plan in plans], index=grid.index, dtype="bool")
    due = grid["sessions_per_day"].where(on_day).fillna(0)
    quota = grid["sessions_per_week"].fillna(0)
    upper = grid["sessions_per_week_max"].fillna(quota)
    grid = grid.assign(
        prescribed=True,
        sessions_due=due,
        asked_minutes=(due + quota / 7) * grid["minutes"],
        asked_minutes_max=(due + upper / 7) * grid["minutes"],
    )
    return grid.groupby("date", as_index=False)[["prescribed", *ASKED]].agg(
        {"prescribed": "any"} | dict.fromkeys(ASKED, "sum")
    )


def _held(days: pd.DataFrame, holds: pd.DataFrame) -> pd.DataFrame:
    grid = _overlap(days, holds, "from_date", "to_date")
    grid = grid.assign(excused=~grid["counted"].fillna(value=False).astype(bool), hold=grid["reason"])
    return grid.groupby("date", as_index=False).agg({"excused": "any", "hold": _joined})


def _overlap(days: pd.DataFrame, intervals: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """Pair each day with the half-open intervals that it lies in; an empty end is open."""
    grid = days[["date"]].merge(intervals, how="cross")
    return grid[(grid[start] <= grid["date"]) & (grid[end].isna() | (grid["date"] < grid[end]))]
