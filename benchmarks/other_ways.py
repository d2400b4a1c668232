"""The same summary as others write it: a function on each group of plain pandas, and one lazy query of Polars."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd


def plainly(study: Path, cut: date) -> str:
    """Work out five numbers with a function on the group of each participant."""
    columns = ["participant_id", "kind", "started_at", "utc_offset_min", "active_s"]
    sessions = pd.read_parquet(study / "sessions", columns=columns)
    people = pd.read_parquet(study / "participants").set_index("participant_id")
    ends = people[["end_date", "withdrawn_date"]].min(axis=1).clip(upper=pd.Timestamp(cut))
    offset = pd.to_timedelta(sessions["utc_offset_min"].fillna(0).astype("int64"), unit="m")
    sessions["day"] = (sessions["started_at"] + offset).dt.tz_localize(None).dt.normalize()

    def one(group: pd.DataFrame) -> pd.Series:
        days = pd.date_range(people["start_date"][group.name], ends[group.name], inclusive="left")
        done = group[group["kind"] == "daily"].groupby("day").size().reindex(days, fill_value=0)
        hit = done >= 1
        runs = hit.groupby((~hit).cumsum()).sum()
        return pd.Series(
            {
                "raw": done.sum() / max(len(days), 1),
                "capped": done.clip(upper=1).sum() / max(len(days), 1),
                "any": hit.mean(),
                "longest": runs.max(),
                "minutes": group["active_s"].sum() / 60,
            }
        )

    found = sessions.groupby("participant_id")[["kind", "day", "active_s"]].apply(one)
    return f"{len(sessions)} rows, mean {found['capped'].mean():.6f}"


def in_polars(study: Path, cut: date) -> str:
    """Ask Polars for A1, A3, A6, the days, the longest streak and gap of each participant, in one lazy query."""
    import polars as pl  # noqa: PLC0415 (not everybody who runs this has it)

    grid = _days(study, cut)
    weeks = grid.group_by("participant_id", "week").agg(
        full=pl.col("full").sum(), asked=pl.len() * pl.col("sessions_per_week").first().fill_null(0) / 7
    )
    credited = weeks.group_by("participant_id").agg(
        quota=pl.min_horizontal("full", "asked").sum(), asked=pl.col("asked").sum()
    )
    days = grid.group_by("participant_id").agg(
        days=pl.len(),
        done=(pl.col("daily") + pl.col("full")).sum(),
        capped=pl.col("daily").clip(0, 1).sum(),
        any_practice=pl.col("some").mean(),
    )
    found = (
        days.join(credited, on="participant_id")
        .join(_longest(grid, "run", pl.col("hit")), on="participant_id")
        .join(_longest(grid, "gap", ~pl.col("some")), on="participant_id", suffix="_gap")
        .with_columns(
            raw=pl.col("done") / (pl.col("days") + pl.col("asked")),
            day_capped=(pl.col("capped") + pl.col("quota")) / (pl.col("days") + pl.col("asked")),
        )
        .collect(engine="streaming")
    )
    return f"{found['done'].sum()} sessions, mean A3 {found['day_capped'].mean():.6f}"


def _days(study: Path, cut: date) -> Any:
    """A row for each day on which a participant is observed and not on hold, with what was done."""
    import polars as pl  # noqa: PLC0415 (as above)

    people = pl.scan_parquet(study / "participants" / "*.parquet")
    holds = pl.scan_parquet(study / "holds" / "*.parquet")
    plans = pl.scan_parquet(study / "prescriptions" / "*.parquet")
    quota = plans.filter(pl.col("kind") == "full").select("participant_id", "sessions_per_week")
    who = people.select(
        "participant_id",
        start=pl.col("start_date").cast(pl.Date),
        end=pl.min_horizontal(pl.col("end_date", "withdrawn_date").cast(pl.Date), pl.lit(cut)),
    ).join(quota, on="participant_id", how="left")
    held = holds.select(
        "participant_id",
        day=pl.date_ranges(pl.col("from_date").cast(pl.Date), pl.col("to_date").cast(pl.Date), closed="left"),
    ).explode("day")
    return (
        who.with_columns(day=pl.date_ranges("start", "end", closed="left"))
        .explode("day")
        .filter(pl.col("day").is_not_null())
        .join(held, on=["participant_id", "day"], how="anti")
        .join(_done(study), on=["participant_id", "day"], how="left")
        .with_columns(pl.col("daily", "full").fill_null(0), week=(pl.col("day") - pl.col("start")).dt.total_days() // 7)
        .sort("participant_id", "day")
        .with_columns(hit=pl.col("daily") >= 1, some=pl.col("daily") + pl.col("full") >= 1)
        .with_columns(
            run=(~pl.col("hit")).cum_sum().over("participant_id"), gap=pl.col("some").cum_sum().over("participant_id")
        )
    )


def _done(study: Path) -> Any:
    """How many sessions of each kind began on each local day; those that overlap are one."""
    import polars as pl  # noqa: PLC0415 (as above)

    homes = pl.scan_parquet(study / "participants" / "*.parquet").select("participant_id", "time_zone")
    log = pl.scan_parquet(study / "sessions" / "*.parquet").select(
        "participant_id", "kind", "started_at", "utc_offset_min", "active_s"
    )
    known = log.filter(pl.col("utc_offset_min").is_not_null()).with_columns(
        local=pl.col("started_at").dt.replace_time_zone(None) + pl.duration(minutes="utc_offset_min")
    )
    unknown = log.filter(pl.col("utc_offset_min").is_null()).join(homes, on="participant_id")
    by_zone = [
        unknown.filter(pl.col("time_zone") == zone)
        .with_columns(local=pl.col("started_at").dt.convert_time_zone(zone).dt.replace_time_zone(None))
        .drop("time_zone")
        for zone in homes.select("time_zone").unique().collect()["time_zone"].to_list()
    ]
    own = ["participant_id", "kind"]
    ended = pl.col("started_at") + pl.duration(seconds="active_s")
    united = (
        pl.concat([known, *by_zone])
        .sort(*own, "started_at")
        .with_columns(reached=ended.cum_max().shift().over(own))
        .filter(pl.col("reached").is_null() | (pl.col("started_at") >= pl.col("reached")))
    )
    return united.group_by("participant_id", day=pl.col("local").dt.date()).agg(
        daily=(pl.col("kind") == "daily").sum(), full=(pl.col("kind") == "full").sum()
    )


def _longest(grid: Any, spell: str, of: Any) -> Any:
    """The longest spell of each participant."""
    import polars as pl  # noqa: PLC0415 (as above)

    spells = grid.group_by("participant_id", spell).agg(n=of.sum())
    return spells.group_by("participant_id").agg(pl.col("n").max())
