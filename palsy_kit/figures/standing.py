"""Where a person stands, in plain words: today, this week, days and weeks in a row, and four weeks beside four weeks.

Rest days and pauses break nothing, and today breaks nothing as long as it is not over. No row tells of a failure: what
is not there yet is told as what comes next, or not at all.
"""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from palsy_kit.adherence import Options, adherence
from palsy_kit.figures.days import days_table
from palsy_kit.figures.in_words import Told
from palsy_kit.figures.theme import day_words, last_weeks
from palsy_kit.figures.weekly_minutes import weekly_minutes_table
from palsy_kit.study import Study, local_dates
from palsy_kit.words import counted, minutes_said

WEEKS = 4
"""Weeks that are compared with as many before them: long enough that one bad week says little. Our own default."""

NONE = "no entry"
"""Stands where there is nothing to tell."""

WEEKS_SHOWN = 12
"""Pauses are told over so many weeks."""


def standing_in_words(study: Study, *, today: date) -> Told:
    """Tell one person where they stand.

    Parameters
    ----------
    study
        The tables of one person, such as ``study.of(participant_id)`` gives them.
    today
        The local date; it is not over.

    Returns
    -------
    Told
        A sentence or two each about today, this week, and, where there is something to tell, days in a row, weeks in
        a row and pauses. A day counts with any practice (C1 of ``docs/adherence.md`` with
        ``streak_any``), a week when its quota was met (C2).
    """
    start, _ = last_weeks(today, WEEKS_SHOWN)
    days = days_table(
        study.sessions,
        study.prescriptions,
        start=start,
        end=today + timedelta(days=1),
        holds=study.holds,
        participants=study.participants,
    )
    rows = {
        "Today": _today(days.iloc[-1].to_dict()),
        "This week": _this_week(days[-1 - today.weekday() :]),
        **_in_a_row(study, today),
        "Pauses": _pauses(days),
    }
    return Told({about: words for about, words in rows.items() if words})


def _today(day: dict[Any, Any]) -> str:
    if day["n_sessions"]:
        return f"{_practised(day['practised_minutes'], day['n_sessions'])}. That counts."
    if day["hold"]:
        return "A pause. Nothing is asked for."
    if not day["prescribed"]:
        return "No programme asks for anything. You may practise, or not."
    if not day["sessions_due"]:
        return "No session is set for today. Rest is part of the plan."
    return "Nothing logged so far, and the day is not over."


def _practised(minutes: float, n_sessions: int) -> str:
    return f"{minutes_said(minutes)} in {counted(n_sessions, 'session')}"


def _this_week(days: pd.DataFrame) -> str:
    practised = days[days["n_sessions"] > 0]
    if practised.empty:
        return "Nothing logged so far, and the week is not over."
    done = _practised(practised["practised_minutes"].sum(), int(practised["n_sessions"].sum()))
    return f"{done}, on {counted(len(practised), 'day')}. The week runs to Sunday."


def _in_a_row(study: Study, today: date) -> dict[str, str]:
    tomorrow, monday = today + timedelta(days=1), today - timedelta(days=today.weekday())
    # Where today was practised, the cut after it counts it; else the cut before it passes it over.
    days = "with practice. Days of rest and pauses break nothing"
    weeks = "in which you did the sessions set by the week. This week is not over"
    return {
        "Days in a row": _run([_summary(study, cut) for cut in (tomorrow, today)], "streak", "day", days),
        "Weeks in a row": _run([_summary(study, monday)], "weekly_streak", "week", weeks),
    }


def _summary(study: Study, as_of: date) -> "pd.Series[Any]":
    return adherence(study, Options(as_of=as_of, streak_any=True, quota_week="iso-week")).summary.iloc[0]


def _run(cuts: "list[pd.Series[Any]]", column: str, unit: str, of_what: str) -> str:
    current, longest = (
        max((int(cut[f"{kind}_{column}"]) for cut in cuts if pd.notna(cut[f"{kind}_{column}"])), default=0)
        for kind in ("current", "longest")
    )
    if not longest:
        return ""
    if not current:
        return f"The most so far: {longest}. A new row can begin with any {unit}."
    most = f"The most so far: {longest}." if longest > current else "That is the most so far."
    return f"{counted(current, unit)} {of_what}. {most}"


def _pauses(days: pd.DataFrame) -> str:
    held = days["hold"] != ""
    if not held.any():
        return ""
    return f"{counted(held.sum(), 'day')} of the last {WEEKS_SHOWN} weeks. They ask for nothing and break nothing."


def four_weeks_in_words(study: Study, check_ins: pd.DataFrame, *, today: date) -> pd.DataFrame | Told:
    """Set the last four whole weeks beside the four before them, a week on average.

    Parameters
    ----------
    study
        The tables of one person.
    check_ins
        As ``check_ins_frame`` gives them.
    today
        The local date; its week is still running and left out.

    Returns
    -------
    pandas.DataFrame or Told
        Minutes, sessions and days with practice a week, and the middle tightness and pain, each as words; a column
        for each four weeks. Weeks before the first entry, and weeks wholly on hold, are left out of the average;
        where nothing is left, "no entry" stands. Where that is so for both, a sentence says what comes instead.
    """
    table = weekly_minutes_table(
        study.sessions,
        study.prescriptions,
        today=today,
        weeks=2 * WEEKS + 1,
        holds=study.holds,
        participants=study.participants,
    )[:-1]
    began = table["week_start"] + pd.Timedelta(days=6) >= _first_day(study, today)
    open_ = table[began & (table["hold_days"] < 7)]  # noqa: PLR2004 - a week
    halves = (table[:WEEKS], table[WEEKS:])
    if open_.empty and not check_ins["practice_date"].between(table["week_start"].iloc[0], _last_day(table)).any():
        return Told({"Four weeks": "No whole week is in your log yet. From the second week on, it is compared here."})
    return pd.DataFrame(
        {
            f"{day_words(half['week_start'].iloc[0])} to {day_words(_last_day(half))}": {
                **_averages(open_[open_.index.isin(half.index)]),
                **_middles(check_ins, half["week_start"].iloc[0], _last_day(half)),
            }
            for half in halves
        }
    )


def weeks_so_far(study: Study, *, today: date, at_most: int = 12) -> int:
    """Count the weeks from that of a person's first day up to that of ``today``: before it, nothing could be logged."""
    first = _first_day(study, today)
    return min(at_most, (pd.Timestamp(today) - first + pd.Timedelta(days=first.weekday())).days // 7 + 1)


def _first_day(study: Study, today: date) -> pd.Timestamp:
    """The first day that was practised or prescribed, if there is one up to today."""
    days = [*local_dates(study.sessions, study.participants), *study.prescriptions["valid_from"]]
    return pd.Timestamp(min([*days, pd.Timestamp(today)]))


def _last_day(weeks: pd.DataFrame) -> pd.Timestamp:
    last: pd.Timestamp = weeks["week_start"].iloc[-1] + pd.Timedelta(days=6)
    return last


def _averages(weeks: pd.DataFrame) -> dict[str, str]:
    names = {
        "performed_minutes": "Minutes a week",
        "n_sessions": "Sessions a week",
        "practice_days": "Days with practice a week",
    }
    return {words: f"{weeks[column].mean():.0f}" if len(weeks) else NONE for column, words in names.items()}


def _middles(check_ins: pd.DataFrame, start: pd.Timestamp, last: pd.Timestamp) -> dict[str, str]:
    found = check_ins[check_ins["practice_date"].between(start, last)]
    names = {"tightness": "Tightness, middle (0 to 10)", "pain": "Pain, middle (0 to 10)"}
    return {words: f"{found[column].median():g}" if len(found) else NONE for column, words in names.items()}
