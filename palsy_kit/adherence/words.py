"""The words for each definition, in one place: its short name, and what it divides by what."""

from collections.abc import Mapping
from typing import NamedTuple


class RatioWords(NamedTuple):
    """Short name; what is counted (numerator); what it is divided by (denominator); what is done with the rest."""

    name: str
    numerator: str
    denominator: str
    capping: str


SESSIONS, MINUTES = "sessions prescribed", "minutes prescribed"
FIXED = "days on which a fixed-day prescription asked for practice"

RATIO_WORDS: dict[str, RatioWords] = {
    "session_ratio_raw": RatioWords("A1 sessions, raw", "sessions performed", SESSIONS, "not capped"),
    "session_ratio_window_capped": RatioWords(
        "A2 sessions, capped by span", "sessions performed", SESSIONS, "at most 1 for each participant"
    ),
    "session_ratio_day_capped": RatioWords(
        "A3 sessions, capped by day",
        "sessions performed",
        SESSIONS,
        "each kind at most what was prescribed, by day for fixed days and by week for quotas",
    ),
    "session_ratio_make_up": RatioWords(
        "A4 sessions, made up", "sessions performed", SESSIONS, "capped as A3 after surplus has covered shortfalls"
    ),
    "minutes_ratio_raw": RatioWords("A5 minutes, raw", "active minutes", MINUTES, "not capped"),
    "minutes_ratio_window_capped": RatioWords(
        "A5 minutes, capped by span", "active minutes", MINUTES, "at most 1 for each participant"
    ),
    "minutes_ratio_day_capped": RatioWords("A5 minutes, capped by day", "active minutes", MINUTES, "capped as A3"),
    "any_practice_days_ratio": RatioWords("A6 days with any practice", "those of them with a session", FIXED, ""),
    "full_dose_days_ratio": RatioWords("A7 days with the full dose", "those of them with all sessions", FIXED, ""),
    "practice_day_share": RatioWords("A8 share of practice days", "days with a session", "eligible days", ""),
    "quota_ratio_raw": RatioWords(
        "A9 quota, raw", "quota sessions performed", "quota sessions prescribed", "not capped"
    ),
    "quota_ratio_capped": RatioWords(
        "A9 quota, capped by week",
        "quota sessions performed",
        "quota sessions prescribed",
        "each week at most its quota",
    ),
}
"""The ratios by their column name, A1 to A9."""


WITHOUT_TIME: dict[str, str] = {
    "quota_only": "with quotas alone",
    "error": "unusable",
    "not_prescribed": "with nothing prescribed",
    "not_observed": "not observed",
    "ok": "never started",
    "other": "without a time",
}
"""Why a participant is in no curve of persistence, by state."""


def without_time_words(n_roster: int, without: Mapping[str, int]) -> str:
    """Say how many of the roster are in no curve, and why; empty where all are in one.

    Examples
    --------
    >>> without_time_words(30, {"quota_only": 4, "error": 2})
    '24 of 30 participants; not in it: 4 with quotas alone, 2 unusable'
    """
    if not without:
        return ""
    reasons = ", ".join(f"{n:,} {WITHOUT_TIME[state]}" for state, n in without.items())
    return f"{n_roster - sum(without.values()):,} of {n_roster:,} participants; not in it: {reasons}"


def way_out_words(without: Mapping[str, int]) -> str:
    """Say, in the command and in Python, what gives people with weekly quotas alone a time; empty where none lacks it.

    Examples
    --------
    >>> way_out_words({"quota_only": 4})
    'With --gap-clock calendar (in Python gap_clock="calendar") those with quotas are in it'
    """
    if "quota_only" not in without:
        return ""
    return 'With --gap-clock calendar (in Python gap_clock="calendar") those with quotas are in it'
