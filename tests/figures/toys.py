"""Toy frames of one person; 5 January 2026 is a Monday."""

from datetime import date

import pandas as pd

from palsy_kit.study.tables import frame_of

MONDAY = date(2026, 1, 5)
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


def sessions(*rows):
    """Sessions of (day such as "2026-01-05 18:00" in UTC, minutes) or (day, minutes, outcome)."""
    rows = [(*row, "completed")[:3] for row in rows]
    n = len(rows)
    return frame_of(
        "sessions",
        {
            "session_id": [f"session-{number}" for number in range(n)],
            "participant_id": ["me"] * n,
            "kind": ["daily"] * n,
            "started_at": [pd.Timestamp(f"{day}Z") for day, *_ in rows],
            "utc_offset_min": [0] * n,
            "active_s": [minutes * 60 for _, minutes, _ in rows],
            "outcome": [outcome for *_, outcome in rows],
        },
    )


def asked(**columns):
    """One prescription from Monday on: five minutes every day, unless said otherwise."""
    plan = {"days": EVERY_DAY, "sessions_per_day": 1} if "sessions_per_week" not in columns else {}
    row = {"participant_id": "me", "kind": "daily", "valid_from": MONDAY, "minutes": 5} | plan | columns
    return frame_of("prescriptions", {name: [value] for name, value in row.items()})


def hold(start, end=None, reason="illness", *, counted=None):
    row = {"participant_id": "me", "from_date": start, "to_date": end, "reason": reason, "counted": counted}
    return frame_of("holds", {name: [value] for name, value in row.items()})


def letters(text):
    """What Plotly shows of a text: without the spans that colour it."""
    return text.partition(">")[2].removesuffix("</span>")
