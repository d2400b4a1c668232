"""CPU seconds of the adherence kernel by stage, beside a plain groupby and beside reading the same columns.

    python benchmarks/adherence_kernel.py [PARTICIPANTS ...]      (default: 1000 10000; about 100 sessions each)

All ratios are of CPU seconds in one run, so a busy machine shifts both sides alike.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from palsy_kit.adherence import Options
from palsy_kit.adherence.analysis import adherence
from palsy_kit.adherence.blocks import cut_blocks
from palsy_kit.adherence.checks import SESSION_COLUMNS, check
from palsy_kit.adherence.kernel import work
from palsy_kit.adherence.tables import (
    activity_table,
    episode_table,
    kind_table,
    period_table,
    persistence_table,
    summary_table,
    window_table,
)
from palsy_kit.study import Study
from palsy_kit.study.tables import DTYPES, TABLES, frame_of

DAYS = 112
START = np.datetime64("2026-01-05")
OPTIONS = Options(as_of=date(2026, 6, 1))
SLOW_WAY_UP_TO = 1000
"""A groupby with a function a participant takes minutes beyond."""
TABLE_STAGES = {
    "summary": summary_table,
    "by kind": kind_table,
    "periods": period_table,
    "windows": window_table,
    "episodes": episode_table,
    "persistence": persistence_table,
    "activity": activity_table,
}


def made_up_study(n_participants: int) -> Study:
    """A study of people who practise 5 minutes a day and 20 minutes twice a week, with about 100 sessions each."""
    random = np.random.default_rng(1)
    ids = np.array([f"p{number:06d}" for number in range(n_participants)], dtype=object)
    who = np.repeat(np.arange(n_participants), DAYS)
    day = np.tile(np.arange(DAYS), n_participants)
    willing = np.repeat(random.beta(6, 3, n_participants), DAYS)
    chosen = np.concatenate([np.flatnonzero(random.random(len(who)) < rate * willing) for rate in (1.0, 0.35)])
    kind = np.repeat(["daily", "full"], [len(chosen) - (n_full := int(len(chosen) * 0.26)), n_full])
    chosen = chosen[np.argsort(who[chosen] * DAYS + day[chosen], kind="stable")]
    random.shuffle(kind)
    started = (START + day[chosen]).astype("datetime64[s]") + random.integers(6 * 3600, 22 * 3600, len(chosen))
    planned = np.where(kind == "daily", 300.0, 1200.0)
    sessions = pd.DataFrame(
        {
            "session_id": np.arange(len(chosen)).astype(str),
            "participant_id": pd.Categorical.from_codes(who[chosen], categories=ids),
            "kind": pd.Categorical(kind),
            "started_at": pd.Series(started.astype("datetime64[us]")).dt.tz_localize("UTC"),
            "utc_offset_min": pd.array(np.full(len(chosen), 60), dtype="Int64"),
            "active_s": np.rint(planned * random.uniform(0.7, 1.05, len(chosen))),
            "planned_s": planned,
            "outcome": pd.Categorical(random.choice(["completed", "partial"], len(chosen))),
            "exercises_planned": pd.array(np.full(len(chosen), 6), dtype="Int64"),
        }
    )
    sessions["logged_at"] = sessions["started_at"] + pd.Timedelta(minutes=30)
    for name, type_, *_ in TABLES["sessions"]:
        if name not in sessions:
            sessions[name] = pd.Series([None], dtype=DTYPES[type_]).take(np.zeros(len(sessions), int)).to_numpy()
            sessions[name] = sessions[name].astype(DTYPES[type_])
    end = START + random.integers(70, DAYS + 1, n_participants)
    roster = {"participant_id": ids, "time_zone": ["Europe/Berlin"] * n_participants}
    plans = {"participant_id": np.tile(ids, 2), "kind": np.repeat(["daily", "full"], n_participants)}
    empty = [None] * n_participants
    plans |= {
        "valid_from": [pd.Timestamp(START)] * (2 * n_participants),
        "days": ["MO,TU,WE,TH,FR,SA,SU"] * n_participants + empty,
        "sessions_per_day": [1] * n_participants + empty,
        "sessions_per_week": empty + [2] * n_participants,
        "minutes": [5] * n_participants + [20] * n_participants,
        "entered_at": [pd.Timestamp(START, tz="UTC")] * (2 * n_participants),
    }
    held = ids[::5]
    holds = {"participant_id": held, "from_date": [pd.Timestamp(START + 30)] * len(held)}
    holds |= {"to_date": [pd.Timestamp(START + 37)] * len(held), "reason": ["illness"] * len(held)}
    problems = {"participant_id": "str", "table": "str", "row": "Int64", "problem": "str", "action": "str"}
    return Study(
        title="Benchmark",
        synthetic=True,
        participants=frame_of("participants", roster | {"start_date": [pd.Timestamp(START)] * n_participants}).assign(
            end_date=pd.Series(end.astype("datetime64[us]"))
        ),
        prescriptions=frame_of("prescriptions", plans),
        holds=frame_of("holds", holds),
        sessions=sessions,
        measures=frame_of("measures", {}),
        problems=pd.DataFrame(columns=list(problems)).astype(problems),
    )


def cpu(run: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call, and what it gave."""
    begin = time.process_time()
    result = run()
    return time.process_time() - begin, result


def plainly(study: Study) -> pd.DataFrame:
    """Five of the numbers as one would write them in plain pandas: a function on the group of each participant."""
    ends = study.participants.set_index("participant_id")["end_date"]
    sessions = study.sessions.assign(
        day=(study.sessions["started_at"] + pd.to_timedelta(study.sessions["utc_offset_min"], unit="m"))
        .dt.tz_localize(None)
        .dt.normalize()
    )

    def one(group: pd.DataFrame) -> pd.Series:
        days = pd.date_range(pd.Timestamp(START), ends[group.name], inclusive="left")
        done = group[group["kind"] == "daily"].groupby("day").size().reindex(days, fill_value=0)
        hit = done >= 1
        runs = hit.groupby((~hit).cumsum()).sum()
        return pd.Series(
            {
                "raw": done.sum() / len(days),
                "capped": done.clip(upper=1).sum() / len(days),
                "any": hit.mean(),
                "longest": runs.max(),
                "minutes": group["active_s"].sum() / 60,
            }
        )

    return sessions.groupby("participant_id", observed=True)[["kind", "day", "active_s"]].apply(one)


def report(n_participants: int, folder: Path) -> None:
    """Print the stages and the ratios for one size."""
    study = made_up_study(n_participants)
    columns = ["participant_id", *SESSION_COLUMNS]
    file = folder / f"{n_participants}.parquet"
    study.sessions[columns].to_parquet(file)
    read, _ = cpu(lambda: pd.read_parquet(file, columns=columns))
    stages: dict[str, float] = {}
    stages["check"], checked = cpu(lambda: check(study, OPTIONS))
    stages["cut"], blocks = cpu(lambda: list(cut_blocks(checked, OPTIONS)))
    stages["calendar and sessions"], worked = cpu(lambda: [work(block, OPTIONS) for block in blocks])
    for name, table in TABLE_STAGES.items():
        stages[name], _ = cpu(lambda table=table: [table(part) for part in worked])
    whole, _ = cpu(lambda: adherence(study, OPTIONS))
    print(f"  in one call, without keeping blocks: {whole / read:.1f} times the reading")
    core = sum(stages[name] for name in ("check", "cut", "calendar and sessions", "summary", "periods", "persistence"))
    print(f"{n_participants} participants, {len(study.sessions)} sessions, {len(blocks)} blocks; CPU seconds:")
    for name, seconds in stages.items():
        print(f"  {name:24}{seconds:8.3f}")
    print(f"  {'all tables, one call':24}{whole:8.3f}")
    print(f"  {'reading the columns':24}{read:8.3f}")
    print(f"  summary, periods and persistence: {core / read:.1f} times the reading")
    if n_participants <= SLOW_WAY_UP_TO:
        slow, _ = cpu(lambda: plainly(study))
        print(f"  five numbers by groupby.apply: {slow:.3f} s, {slow / whole:.1f} times all tables of the kernel")


def main() -> None:
    """Run for the sizes given."""
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 10_000]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            report(size, Path(folder))


if __name__ == "__main__":
    main()
