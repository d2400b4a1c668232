"""Toy studies: small ones written by hand, and any number made up by Hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import strategies as st

from palsy_kit.adherence import Options, adherence
from palsy_kit.study import Study
from palsy_kit.study.tables import HOLD_REASONS, frame_of

MONDAY = date(2026, 3, 2)
"""The day on which toy plans begin."""
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
ENTERED = datetime(2026, 1, 1, tzinfo=UTC)
PROBLEMS = {"participant_id": "str", "table": "str", "row": "Int64", "problem": "str", "action": "str"}


def day(number):
    """The date of a study day."""
    return MONDAY + timedelta(days=number)


def person(id_="ann", *, zone="UTC", days=14, start=MONDAY, withdrawn=None, **more):
    """A row of the roster; ``days=None`` leaves the end open."""
    end = None if days is None else start + timedelta(days=days)
    usual = {"participant_id": id_, "time_zone": zone, "start_date": start, "end_date": end}
    return usual | {"withdrawn_date": withdrawn} | more


def daily(id_="ann", *, per_day=1, days=EVERY_DAY, minutes=10, kind="daily", first=0, last=None, entered=ENTERED):
    """A fixed-day plan from study day ``first`` up to, not on, ``last``."""
    return {
        "participant_id": id_,
        "kind": kind,
        "valid_from": day(first),
        "valid_to": None if last is None else day(last),
        "days": days,
        "sessions_per_day": per_day,
        "minutes": minutes,
        "entered_at": entered,
    }


def quota(id_="ann", *, per_week=3, most=None, minutes=20, kind="full", first=0, last=None, entered=ENTERED):
    """A quota plan, so many sessions a week."""
    plan = daily(id_, minutes=minutes, kind=kind, first=first, last=last, entered=entered)
    return plan | {"days": None, "sessions_per_day": None, "sessions_per_week": per_week, "sessions_per_week_max": most}


def hold(first, last=None, *, reason="pause", id_="ann", counted=False):
    """A hold from study day ``first`` up to, not on, ``last``."""
    to_date = None if last is None else day(last)
    return {"participant_id": id_, "from_date": day(first), "to_date": to_date, "reason": reason, "counted": counted}


def session(number=0, *, at="18:00", minutes=10, kind="daily", id_="ann", offset=0, start=None, late_hours=1, **more):
    """A session on a study day at a local time; ``start`` gives an instant instead."""
    local = datetime.combine(day(number), time.fromisoformat(at), UTC)
    started = start or local - timedelta(minutes=offset or 0)
    return {
        "participant_id": id_,
        "kind": kind,
        "started_at": started,
        "utc_offset_min": offset,
        "active_s": minutes * 60,
        "planned_s": 600,
        "outcome": "completed",
        "exercises_planned": 5,
        "logged_at": started + timedelta(hours=late_hours),
    } | more


def sessions(numbers, **same):
    """A session on each of these study days."""
    return [session(number, **same) for number in numbers]


def toy(*rows, people=None):
    """A study of rows from the functions above, each in the table its columns belong to."""
    tables = {
        "participants": [person()] if people is None else people,
        "prescriptions": [],
        "holds": [],
        "sessions": [],
        "measures": [],
    }
    flat = [row for part in rows for row in (part if isinstance(part, list) else [part])]
    for row in flat:
        name = "sessions" if "started_at" in row else "holds" if "from_date" in row else "prescriptions"
        tables[name].append(dict(row))
    for number, row in enumerate(tables["sessions"]):
        row.setdefault("session_id", f"s{number}")
    return study_of(tables)


def study_of(tables):
    frames = {}
    for name, rows in tables.items():
        columns = {key for row in rows for key in row}
        frame = frame_of(name, {key: [row.get(key) for row in rows] for key in columns})
        for key in columns - set(frame):
            frame[key] = [row.get(key) for row in rows]
        frames[name] = frame
    problems = pd.DataFrame(columns=list(PROBLEMS)).astype(PROBLEMS)
    return Study(title="Toy", synthetic=True, problems=problems, **frames)


def analysed(*rows, people=None, **options):
    """The tables of a toy study, looked at up to study day 100."""
    return adherence(toy(*rows, people=people), Options(**({"as_of": day(100)} | options)))


def summed(*rows, people=None, **options):
    """The summary row of the first participant."""
    return analysed(*rows, people=people, **options).summary.iloc[0]


# made up by Hypothesis

ZONES = ("UTC", "America/New_York", "America/Santiago", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe")
SPRING, AUTUMN = date(2024, 3, 4), date(2024, 8, 26)
"""Spring forward in New York and Berlin; a midnight that does not exist in Santiago."""
KINDS = ("daily", "full", "own")


def made_up_study(seed, *, most=2, quotas=True):
    """A crowded study: overlapping plans and holds, and sessions that meet, touch and double each other.

    A seed makes a study, rather than a thousand draws: so most days have something on them. The title names the seed.
    """
    random = Random(seed)
    tables = {name: [] for name in ("participants", "prescriptions", "holds", "sessions", "measures")}
    for number in range(random.randint(1, most)):
        row = made_up_person(random, f"p{number}")
        tables["participants"].append(row)
        tables["prescriptions"] += [made_up_plan(random, row, quotas) for _ in range(random.choice([0, 1, 2, 2, 3, 5]))]
        tables["holds"] += [made_up_hold(random, row) for _ in range(random.choice([0, 0, 1, 3]))]
        tables["sessions"] += [made_up_session(random, row) for _ in range(random.choice([0, 4, 30, 60, 90]))]
    for number, row in enumerate(tables["sessions"]):
        row["session_id"] = f"s{number}"
    return replace(study_of(tables), title=f"seed {seed}")


def made_up_person(random, id_):
    start = random.choice([SPRING, AUTUMN]) + timedelta(days=random.randint(0, 6))
    return {
        "participant_id": id_,
        "time_zone": random.choice(ZONES),
        "start_date": start,
        "end_date": random.choice([None, start + timedelta(days=random.randint(0, 45))]),
        "withdrawn_date": random.choice([None, None, None, start + timedelta(days=random.randint(-3, 40))]),
        "arm": random.choice(["a", "b"]),
    }


def made_up_plan(random, row, quotas):
    first = row["start_date"] + timedelta(days=random.choice([-3, 0, 0, 0, random.randint(0, 15)]))
    last = random.choice([None, None, first + timedelta(days=random.randint(0, 40))])
    written = row["start_date"] + timedelta(days=random.randint(-4, 12))
    lower = random.choice([1, 2, 2.5, 3, 7])
    plan = {
        "participant_id": row["participant_id"],
        "kind": random.choice(KINDS[:2]),
        "valid_from": first,
        "valid_to": last,
        "minutes": random.choice([5, 7.5, 20]),
        "entered_at": datetime.combine(written, datetime.min.time(), UTC) + timedelta(hours=random.randint(0, 23)),
    }
    if quotas and random.random() < 0.5:
        return plan | {"sessions_per_week": lower, "sessions_per_week_max": random.choice([None, lower + 1])}
    days = sorted(random.sample(EVERY_DAY.split(","), random.choice([1, 3, 5, 7, 7])))
    return plan | {"days": ",".join(days), "sessions_per_day": random.choice([1, 1, 2, 3])}


def made_up_hold(random, row):
    first = row["start_date"] + timedelta(days=random.randint(-3, 30))
    return {
        "participant_id": row["participant_id"],
        "from_date": first,
        "to_date": random.choice([None, *[first + timedelta(days=random.randint(0, 12))] * 4]),
        "reason": random.choice(HOLD_REASONS),
        "counted": random.choice([None, False, False, True]),
    }


def made_up_session(random, row):
    local = datetime.combine(row["start_date"] + timedelta(days=random.randint(-3, 35)), datetime.min.time())
    minute = random.choice([0, 5, 90, 120, 179, 600, 605, 610, 1080, 1090, 1425, 1435])
    local += timedelta(minutes=minute, microseconds=random.choice([0, 0, 400_000, 999_999]))
    local = local.replace(tzinfo=ZoneInfo(row["time_zone"]))
    started = local.astimezone(UTC)
    own = int(local.utcoffset().total_seconds() // 60)
    active = random.choice([0, 30, 59.6, 60, 240, 299.5, 300, 300, 300, 450, 450, 960, 1200, 1200, 1500, 9000])
    return {
        "participant_id": row["participant_id"],
        "kind": random.choice([*KINDS, *KINDS[:2]]),
        "started_at": started,
        "utc_offset_min": random.choice([None, own, own, own + 60]),
        "active_s": active,
        "planned_s": random.choice([None, 300, 450, 1200]),
        "outcome": random.choice(["completed", "partial", "stopped_tight", "stopped_other"]),
        "exercises_planned": random.choice([None, 4]),
        "logged_at": random.choice([None, started + timedelta(hours=1), started + timedelta(hours=30)]),
    }


def fuzzed_studies(**how):
    """Any number of crowded studies."""
    return st.integers(0, 2**32 - 1).map(lambda seed: made_up_study(seed, **how))


@st.composite
def fuzzed_options(draw, **fixed):
    """Choices of a researcher, defaults more often than not."""

    def choose(name, *others):
        default = Options.model_fields[name].default
        return name, draw(st.sampled_from([default, default, *others]))

    yes, no = True, False
    choices = dict(
        [
            choose("common_days", 20),
            choose("rollover_hours", 4),
            choose("min_active_minutes", 0, 5),
            choose("min_active_share", 0.5, 0.8),
            choose("cap_minutes", 20),
            choose("merge_gap_minutes", 5),
            choose("split_minutes", yes),
            choose("include_back_filled", no),
            choose("excused", frozenset(), frozenset({"safety", "illness"})),
            choose("credit_longer", yes),
            choose("make_up", 0, 3, "iso-week"),
            choose("quota_week", "iso-week"),
            choose("period", "day", "iso-week", "month"),
            choose("window_days", 5, 14),
            choose("step_days", 1, 3),
            choose("window_form", "trailing"),
            choose("streak_any", yes),
            choose("permissible_gap", 0, 2, 5),
            choose("gap_clock", "calendar"),
            choose("never_starters", "exclude"),
            choose("persistence_from", "first_session"),
            choose("group", "arm"),
        ]
    )
    as_of = draw(st.sampled_from([SPRING, AUTUMN])) + timedelta(days=draw(st.integers(5, 60)))
    return Options(**({"as_of": as_of} | choices | fixed))
