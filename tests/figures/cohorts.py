"""Toy tables of an analysis: what the research figures are drawn from."""

from datetime import date

import pandas as pd
from toys import MONDAY

from palsy_kit.adherence import Options, adherence
from palsy_kit.study import Study
from palsy_kit.study.tables import frame_of

CUT = date(2026, 1, 19)
"""Two weeks after MONDAY."""


def study(people, *, holds=(), groups=None, plan=None):
    """A study from ``{participant: days with a session of five minutes, counted from MONDAY}``, one asked for a day."""
    names = list(people)
    rows = [(name, day) for name, days in people.items() for day in days]
    at = [pd.Timestamp(MONDAY, tz="UTC") + pd.Timedelta(days=day, hours=18) for _, day in rows]
    asked = {"days": "MO,TU,WE,TH,FR,SA,SU", "sessions_per_day": 1} if plan is None else plan
    plans = {"kind": "daily", "valid_from": MONDAY, "minutes": 5, "entered_at": pd.Timestamp("2026-01-01T00:00Z")}
    roster = frame_of(
        "participants",
        {"participant_id": names, "time_zone": ["Europe/Berlin"] * len(names), "start_date": [MONDAY] * len(names)},
    )
    if groups:
        roster["group"] = groups
    return Study(
        title="Toys",
        synthetic=True,
        participants=roster,
        prescriptions=frame_of(
            "prescriptions",
            {"participant_id": names} | {key: [value] * len(names) for key, value in (plans | asked).items()},
        ),
        holds=frame_of(
            "holds",
            {
                "participant_id": [who for who, *_ in holds],
                "from_date": [MONDAY + pd.Timedelta(days=first) for _, first, *_ in holds],
                "to_date": [MONDAY + pd.Timedelta(days=after) for _, _, after, *_ in holds],
                "reason": [reason for *_, reason in holds],
            },
        ),
        sessions=frame_of(
            "sessions",
            {
                "session_id": [f"session-{number}" for number in range(len(rows))],
                "participant_id": [name for name, _ in rows],
                "kind": ["daily"] * len(rows),
                "started_at": at,
                "utc_offset_min": [60] * len(rows),
                "active_s": [300.0] * len(rows),
                "outcome": ["completed"] * len(rows),
                "logged_at": at,
            },
        ),
        measures=frame_of("measures", {}),
        problems=pd.DataFrame(columns=["participant_id", "table", "row", "problem", "action"]).astype(
            {"participant_id": "str", "table": "str", "row": "Int64", "problem": "str", "action": "str"}
        ),
    )


def worked(people, *, holds=(), groups=None, plan=None, **options):
    group = {"group": "group"} if groups else {}
    return adherence(
        study(people, holds=holds, groups=groups, plan=plan),
        Options(as_of=CUT) if not (options or group) else Options(**({"as_of": CUT} | group | options)),
    )
