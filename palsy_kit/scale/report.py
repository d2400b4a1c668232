"""From the tables of all blocks to the report: the tables of the whole study, and its folder put in place at once."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from palsy_kit.adherence import Adherence, Options
from palsy_kit.adherence.analysis import SURVIVAL_TABLES
from palsy_kit.adherence.checks import typed_problems
from palsy_kit.adherence.cohort import PARTS
from palsy_kit.adherence.losses import TABLES as LOSSES
from palsy_kit.adherence.losses import problems_of_kinds, refuse_empty_report, refuse_if_nothing_is_left
from palsy_kit.adherence.ratios import RATIOS
from palsy_kit.adherence.report import remove_report, write_words
from palsy_kit.adherence.tables import BLOCK_TABLES
from palsy_kit.errors import ExtraError
from palsy_kit.scale.layout import TableFile
from palsy_kit.study.check import Problem, problems_frame

SUMMARY = list(
    dict.fromkeys(
        ["participant_id", "state", "initiated", *RATIOS, *(part for parts in PARTS.values() for part in parts)]
    )
)
"""Columns of the summary that the tables of groups are made from."""
ABOUT = "run.json"
"""What the run in a folder is about."""
KINDS = {"n_sessions": "sum", "prescribed": "any", "last_at": "max", "last_end": "max"}
"""How the kinds of all blocks are put together."""
PERSISTENCE = ["participant_id", "time_days", "event", "cause", "state"]


@dataclass(frozen=True)
class BigAdherence:
    """A report on disk: ``read(name)`` gives a table of it; ``overall`` holds what fits in memory.

    ``overall`` is an ``Adherence`` with the columns of summary and persistence that cohort and retention need, and
    without the tables by period, window, episode and kind.
    """

    folder: Path
    n_blocks: int
    n_sessions: int
    overall: Adherence

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the tables that the report has."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.parquet")))

    def read(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """Read a table, or some of its columns, from all blocks."""
        return pd.read_parquet(self.folder / f"{name}.parquet", columns=columns)


def publish(
    work: Path,
    out: Path,
    options: Options,
    blocks: list[str],
    files: Mapping[str, list[TableFile]],
    further: list[tuple[str, str]],
) -> BigAdherence:
    """Make the tables of the whole study and put everything in place; ``options.json`` last, when all is there."""
    n_rows = {table: sum(file.n_rows for file in files[table]) for table in LOSSES}
    overall = _overall(work, options, blocks, further, n_rows)
    refuse_if_nothing_is_left(overall.problems, n_rows)
    refuse_empty_report(overall.summary, overall.problems, n_rows, options.as_of)
    whole = {"activity": overall.activity, "problems": overall.problems, "cohort": overall.cohort}
    with suppress(ExtraError):  # who calls asks for it again, and hears why it is missing
        whole |= {name: getattr(overall, name) for name in SURVIVAL_TABLES}
    drafts = work / "whole"
    drafts.mkdir(exist_ok=True)
    for name, table in whole.items():
        table.to_parquet(drafts / f"{name}.parquet", index=False)
    # From here on the blocks lie in two places: a run that is stopped now begins anew.
    (work / ABOUT).unlink()
    remove_report(out)
    for name in BLOCK_TABLES:
        if name not in whole and (work / name).exists():
            (work / name).rename(out / f"{name}.parquet")
    for draft in drafts.iterdir():
        draft.rename(out / draft.name)
    write_words(overall, out, curves="retention" in whole)
    shutil.rmtree(work)
    return BigAdherence(out, len(blocks), sum(file.n_rows for file in files["sessions"]), overall)


def _overall(
    work: Path, options: Options, blocks: list[str], further: list[tuple[str, str]], n_rows: dict[str, int]
) -> Adherence:
    def rows(name: str, columns: list[str] | None = None) -> pd.DataFrame:
        paths = [work / name / f"{block}.parquet" for block in blocks]
        table: pd.DataFrame = pq.ParquetDataset(paths).read(columns=columns).to_pandas()
        return table

    groups = rows("groups")
    named = pd.Series(groups["group"].to_numpy(object), index=groups["participant_id"].astype("str"), name="group")
    activity = rows("activity").groupby(["group", "study_week"], as_index=False)[["observed", "active"]].sum()
    told = problems_frame(
        Problem(None, table, 1, f"{name!r} is no column of this table", "column left out") for table, name in further
    )
    kinds = rows("kinds").groupby("kind", as_index=False).agg(KINDS)
    found = [told, typed_problems(rows("problems")), problems_of_kinds(kinds, options.as_of)]
    problems = pd.concat(found, ignore_index=True)
    nothing: dict[str, Any] = dict.fromkeys(("summary_by_kind", "periods", "windows", "episodes"), pd.DataFrame())
    return Adherence(
        options=options,
        groups=named,
        summary=rows("summary", SUMMARY),
        persistence=rows("persistence", PERSISTENCE),
        activity=activity.assign(share=activity["active"] / activity["observed"]),
        problems=problems,
        n_rows=n_rows,
        **nothing,
    )
