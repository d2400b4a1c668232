"""Make the sample study in data/sample_study: twelve invented people, the same files on every run.

Run ``python tools/make_sample_study.py`` from the top of the repository after a change here. Practice goes on from
day to day as habits do: whoever practised yesterday is likely to practise today (two-state Markov), so runs and
gaps come in lumps, not as coin flips. No number is fitted to real people.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from palsy_kit.programme import Prescription, Weekday
from palsy_kit.session import Outcome
from palsy_kit.study import Study, prescriptions_frame, write_study
from palsy_kit.study.check import problems_frame
from palsy_kit.study.tables import TABLES, frame_of

SEED = 20260628
START = date(2026, 3, 9)
LAST = date(2026, 6, 28)
FOLDER = Path(__file__).parents[1] / "data" / "sample_study"
AREAS = ("forehead", "eyes", "nose", "cheeks", "mouth", "chin", "neck")

README = f"""# Sample study

Synthetic: made up by `tools/make_sample_study.py` with seed {SEED}. No person's data, and no result to learn from.

Twelve invented people in several time zones practise from {START} to {LAST}. `sample_person` follows one person's
story: a slow start, a week of illness, a session stopped because the face felt tight and a week of release after
it, then a steady habit. The others show what a study has to cope with: fixed days and weekly quotas, people who
never start, stop early, withdraw, travel, do more than was asked for, or write sessions down days later.

A Frictionless data package: `datapackage.json` describes each column of the CSV files. Scores in `measures` are
invented too. `check_ins.csv` is no table of a study: it holds the check-ins of `sample_person`, for the notebook that
shows a person's progress.
"""


@dataclass(frozen=True)
class Habit:
    """How likely a due session is done, after a day with practice and after one without."""

    keeps: float
    returns: float


@dataclass(frozen=True)
class Person:
    """One invented person; ``hour`` is the local time of day at which they like to practise.

    A further session of the day begins ``apart_h`` hours or more after the one before it.
    """

    id: str
    zone: str
    habit: Habit
    group: str
    asks: tuple[Prescription, ...]
    hour: float = 19.0
    apart_h: float = 0.3
    begins: date = START
    stops: date | None = None
    withdrawn: date | None = None
    holds: tuple[tuple[date, date | None, str], ...] = ()
    travel: tuple[date, date, str] | None = None
    keeps_offset: bool = True
    late_days: int = 0
    growing_days: int = 0
    extra: float = 0.0
    tight_on: date | None = None
    measures: tuple[tuple[int, str, str, float, str], ...] = ()


def ask(kind: str, minutes: float, start: date = START, end: date | None = None, **plan: Any) -> Prescription:
    """Write a prescription version the evening before it holds; without a plan it is once every day."""
    entered = datetime.combine(start - timedelta(days=1), time(20), UTC)
    plan = plan or {"days": tuple(Weekday), "sessions_per_day": 1}
    return Prescription(kind=kind, minutes=minutes, valid_from=start, valid_to=end, entered_at=entered, **plan)


def seed_plan(start: date = START) -> tuple[Prescription, ...]:
    """Give 20 minutes on 2-3 days a week, with 5 minutes daily."""
    return ask("full", 20, start, sessions_per_week=2, sessions_per_week_max=3), ask("daily", 5, start)


def sample_person() -> Person:
    """Give the person whose history the notebooks show."""
    tight, eased = date(2026, 5, 13), date(2026, 5, 20)
    full, daily = seed_plan()
    return Person(
        id="sample_person",
        zone="Europe/Berlin",
        habit=Habit(keeps=0.94, returns=0.6),
        group="self_guided",
        asks=(
            full.model_copy(update={"valid_to": tight}),
            daily.model_copy(update={"valid_to": tight}),
            ask("release", 5, tight, eased),
            *seed_plan(eased),
        ),
        hour=19.5,
        growing_days=35,
        holds=((date(2026, 4, 21), date(2026, 4, 28), "illness"),),
        tight_on=tight - timedelta(days=1),
        measures=(
            (0, "fdi", "physical_function", 55, "self"),
            (0, "fdi", "social_function", 60, "self"),
            (0, "sunnybrook", "composite", 48, "clinician"),
            (56, "fdi", "physical_function", 65, "self"),
            (56, "fdi", "social_function", 64, "self"),
            (111, "fdi", "physical_function", 75, "self"),
            (111, "fdi", "social_function", 72, "self"),
            (111, "sunnybrook", "composite", 61, "clinician"),
        ),
    )


def people() -> tuple[Person, ...]:
    """Give the sample person and eleven others, each with something a study has to cope with."""
    steady, patchy, fading = Habit(0.93, 0.55), Habit(0.75, 0.3), Habit(0.8, 0.12)
    workdays: dict[str, Any] = {"days": tuple(Weekday)[:5], "sessions_per_day": 2}
    three_days: dict[str, Any] = {"days": (Weekday.MO, Weekday.WE, Weekday.FR), "sessions_per_day": 1}
    base = Person("p01", "Europe/London", steady, "self_guided", seed_plan())
    later = date(2026, 3, 23)
    return (
        sample_person(),
        base,
        replace(base, id="p02", zone="America/New_York", habit=patchy, group="with_calls", hour=7.2),
        replace(base, id="p03", zone="America/Santiago", habit=patchy, hour=23.4, keeps_offset=False),
        replace(
            base,
            id="p04",
            zone="Asia/Kolkata",
            group="with_calls",
            asks=(ask("daily", 8, **workdays),),
            hour=8.0,
            apart_h=9.0,
        ),
        replace(base, id="p05", zone="Australia/Sydney", habit=fading, stops=date(2026, 5, 3), hour=21.0),
        replace(base, id="p06", zone="America/Los_Angeles", stops=START),
        replace(base, id="p07", zone="Africa/Johannesburg", group="with_calls", extra=0.35, hour=18.0),
        replace(
            base,
            id="p08",
            zone="Europe/Lisbon",
            begins=later,
            asks=(
                ask("full", 15, later, date(2026, 5, 4), **three_days),
                ask("full", 20, date(2026, 5, 4), **three_days),
            ),
            travel=(date(2026, 4, 10), date(2026, 4, 19), "Asia/Tokyo"),
            hour=20.0,
        ),
        replace(base, id="p09", zone="Asia/Tokyo", habit=patchy, group="with_calls", late_days=3, hour=12.5),
        replace(
            base,
            id="p10",
            zone="America/Toronto",
            withdrawn=date(2026, 5, 18),
            holds=((date(2026, 5, 4), None, "safety"),),
            hour=17.0,
        ),
        replace(
            base,
            id="p11",
            zone="Europe/Helsinki",
            group="with_calls",
            begins=later,
            asks=(ask("full", 20, later, sessions_per_week=3),),
            holds=((date(2026, 4, 6), date(2026, 4, 20), "pause"), (date(2026, 6, 1), date(2026, 6, 3), "clinic")),
        ),
    )


def sessions_of(person: Person, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the sessions of one person, day by day, as rows of the sessions table."""
    end = min(filter(None, (person.stops, person.withdrawn, LAST)))
    practised, full_since, number = True, 7, 0
    for day in (person.begins + timedelta(days=n) for n in range((end - person.begins).days)):
        if any(start <= day and (stop is None or day < stop) for start, stop, _ in person.holds):
            continue
        likely = person.habit.keeps if practised else person.habit.returns
        # A habit that is still growing is weaker on its first days.
        grown = min(1.0, 0.75 + (day - person.begins).days / max(1, person.growing_days) / 4)
        practised = rng.random() < likely * grown or day == person.tight_on
        full_since += 1
        due = [
            version
            for version in person.asks
            if practised
            for _ in range(_times(version, day, full_since, person, rng))
        ]
        started = _first_start(person, day, rng)
        for version in due:
            number += 1
            full_since = 0 if version.kind == "full" else full_since
            session = _session(person, version, started, number, rng)
            yield session
            if session["outcome"] is Outcome.STOPPED_TIGHT:
                break
            started += timedelta(seconds=session["active_s"], hours=person.apart_h, minutes=rng.randint(0, 40))


def _times(version: Prescription, day: date, full_since: int, person: Person, rng: random.Random) -> int:
    if not version.in_force(day):
        return 0
    if version.sessions_per_week is None:
        return sum(rng.random() < 0.97 for _ in range(int(version.sessions_on(day)))) + (rng.random() < person.extra)
    if day == person.tight_on:
        return 1
    spacing = 7 / (version.sessions_per_week_max or version.sessions_per_week)
    return int(full_since >= int(spacing) and rng.random() < 0.55 + person.extra)


def _session(
    person: Person, version: Prescription, started: datetime, number: int, rng: random.Random
) -> dict[str, Any]:
    tight = started.date() == person.tight_on and version.kind == "full"
    planned = version.minutes * 60
    grown = min(1.0, 0.6 + (started.date() - person.begins).days / max(1, person.growing_days) * 0.4)
    share = 0.4 if tight else min(1.05, max(0.3, rng.gauss(0.97, 0.05))) * grown
    partial = share < 0.8
    active = round(planned * share)
    before = min(10, max(0, round(rng.gauss(2.5, 1))))
    exercises = max(2, round(version.minutes / 2))
    ended = started + timedelta(seconds=active + rng.randint(20, 90))
    return {
        "session_id": f"{person.id}-{number:04d}",
        "participant_id": person.id,
        "kind": version.kind,
        "started_at": started.astimezone(UTC),
        "utc_offset_min": _offset(started) if person.keeps_offset else None,
        "active_s": active,
        "planned_s": planned,
        "outcome": Outcome.STOPPED_TIGHT if tight else Outcome.PARTIAL if partial else Outcome.COMPLETED,
        "focus_areas": ";".join(
            AREAS[(number + turn) % len(AREAS)] for turn in range(2 if version.kind == "daily" else 3)
        ),
        "exercises_done": min(exercises, int(exercises * share + 0.5)),
        "exercises_planned": exercises,
        "tightness_before": before,
        "tightness_after": 6 if tight else max(0, before + rng.choice((-1, -1, 0, 0, 1))),
        "effort": rng.randint(2, 4),
        "discomfort": 4 if tight else rng.choice((0, 0, 0, 1, 1, 2)),
        "new_linked_movement": False,
        "logged_at": (ended + timedelta(days=rng.randint(0, person.late_days))).astimezone(UTC),
    }


def _first_start(person: Person, day: date, rng: random.Random) -> datetime:
    away = person.travel is not None and person.travel[0] <= day < person.travel[1]
    zone = ZoneInfo(person.travel[2] if person.travel and away else person.zone)
    minutes = round(person.hour * 60 + rng.gauss(0, 25))
    return datetime.combine(day, time(), zone) + timedelta(minutes=minutes, seconds=rng.randint(0, 59))


def _offset(local: datetime) -> int:
    return round((local.utcoffset() or timedelta()).total_seconds() / 60)


def make_study(seed: int = SEED) -> Study:
    """Make the frames of the sample study."""
    everyone = people()
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for person in everyone:
        rng = random.Random(f"{seed} {person.id}")  # noqa: S311  # a repeatable history, not a secret
        own = {"participant_id": person.id}
        end = None if person.id == "sample_person" else LAST + timedelta(days=1)
        dates = {"start_date": person.begins, "end_date": end, "withdrawn_date": person.withdrawn}
        rows["participants"].append(own | {"time_zone": person.zone} | dates)
        rows["holds"] += [
            own | {"from_date": a, "to_date": b, "reason": why, "counted": False} for a, b, why in person.holds
        ]
        rows["sessions"] += sessions_of(person, rng)
        rows["measures"] += [
            own
            | {"date": person.begins + timedelta(days=n), "measure": m, "part": part, "score": score, "rater": rater}
            for n, m, part, score, rater in person.measures
        ]
    frames = {name: frame_of(name, {c.name: [r[c.name] for r in rows[name]] for c in TABLES[name]}) for name in TABLES}
    frames["participants"]["group"] = [person.group for person in everyone]
    asks = [prescriptions_frame(person.asks, participant_id=person.id) for person in everyone]
    frames["prescriptions"] = pd.concat(asks, ignore_index=True)
    return Study(title="Sample history (synthetic)", synthetic=True, problems=problems_frame(), **frames)


def check_ins_of(person: Person, seed: int = SEED) -> pd.DataFrame:
    """Make check-ins on some three days a week: tightness eases slowly, but for the days around ``tight_on``."""
    rng = random.Random(f"{seed} {person.id} check-ins")  # noqa: S311  # a repeatable history, not a secret
    rows = []
    for n in range((LAST - person.begins).days + 1):
        day = person.begins + timedelta(days=n)
        if rng.random() > 0.4 or any(start <= day and (stop is None or day < stop) for start, stop, _ in person.holds):
            continue
        tight = person.tight_on is not None and abs((day - person.tight_on).days) < 4
        tightness = min(10, max(0, round(rng.gauss(6 if tight else 4 - 2 * n / 112, 0.9))))
        pain = rng.choice((2, 3)) if tight else rng.choice((0, 0, 0, 1, 1, 2))
        rows.append((day, tightness, pain, "new" if tight else "known"))
    return pd.DataFrame(rows, columns=["practice_date", "tightness", "pain", "linked_movement"])


def main(folder: Path = FOLDER) -> None:
    """Write the folder."""
    write_study(make_study(), folder)
    check_ins_of(sample_person()).to_csv(folder / "check_ins.csv", index=False, lineterminator="\n")
    (folder / "README.md").write_text(README, encoding="utf-8")


if __name__ == "__main__":
    main()
