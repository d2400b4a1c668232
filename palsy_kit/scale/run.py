"""A run over all blocks of a study: it can be stopped and taken up again, and shows its report only when it is whole.

While it runs, everything lies in ``unfinished`` inside the folder of the report: what the run is about, the partitioned
rows where the study had to be partitioned, the tables of the finished blocks, and a mark for each of them.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from palsy_kit.adherence import Options
from palsy_kit.adherence.place import UNFINISHED, refuse_place
from palsy_kit.adherence.report import choices
from palsy_kit.adherence.tables import BLOCK_TABLES
from palsy_kit.errors import InputError, RunError
from palsy_kit.scale.engines import n_cores, run_here, run_on_cores, run_on_dask
from palsy_kit.scale.layout import MAX_ROWS, Block, TableFile, blocks_of, read_footer, table_files
from palsy_kit.scale.partition import partition, partitioned_blocks
from palsy_kit.scale.report import ABOUT, BigAdherence, publish
from palsy_kit.scale.work import DONE, Job, Outcome, write_whole
from palsy_kit.study.files import is_index
from palsy_kit.study.tables import TABLES
from palsy_kit.words import counted

Progress = Callable[[int, int], None]
ALONE = 2_000_000
"""Fewer sessions are worked out by one process as soon as by many, which each load pandas first."""
ALWAYS = ("summary", "persistence", "activity", "problems")
"""Tables that the whole study's own tables are made from."""


@dataclass(frozen=True)
class Plan:
    """How a study is worked out.

    ``tables`` names those that are wanted beside summary, persistence, activity and problems. ``workers`` is the
    number of processes (on Dask: of a cluster on this machine); with 1, the local engine starts none. By itself it is
    one a core, and 1 on the local engine below two million sessions. ``scheduler`` is the address of a Dask cluster. A
    block has at most ``max_rows`` sessions; larger files are partitioned.
    """

    tables: tuple[str, ...] = tuple(BLOCK_TABLES)
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    workers: int | None = None
    max_rows: int = MAX_ROWS


def adherence_of_folder(
    study: Path | str, out: Path | str, options: Options, plan: Plan | None = None, *, progress: Progress | None = None
) -> BigAdherence:
    """Work out a study in Parquet block by block, in bounded memory, into a folder of tables.

    The numbers are those of ``adherence``. A run that was stopped goes on where it was when it is called again with the
    same study, options and tables.

    Parameters
    ----------
    study
        A study folder whose tables are in Parquet: files partitioned by participant are taken as they are, others are
        partitioned first.
    out
        The folder of the report: new, empty, or that of an earlier one, whose tables are replaced when the new ones
        are whole. It lies neither in that of the study nor around it.
    progress
        Called with the number of finished blocks and of all, at the beginning and after each.

    Raises
    ------
    InputError
        If the study, the folder of the report, a choice or the plan cannot be used.
    RunError
        If a block cannot be finished; the message names it, and the others are kept.
    ExtraError
        If the engine is not installed.
    """
    study, out, plan = Path(study), Path(out), plan or Plan()
    _check(plan)
    files = table_files(study)
    _check_group(files, options)
    refuse_place(out, study)
    work = out / UNFINISHED
    tables = tuple(name for name in BLOCK_TABLES if name in {*plan.tables, *ALWAYS})
    try:
        _begin(work, ABOUT, _about(files) | _choices(options, tables), keep=("partitioned",))
        blocks = _blocks(files, work, plan.max_rows)
    except OSError as error:
        raise RunError(f"{work} cannot be written: {error}. Make room, or give another folder.") from error
    job = Job(options, tables, work)
    done = [block for block in blocks if (work / DONE / block.name).exists()]
    left = [block for block in blocks if block not in done]
    _run(job, left, plan, lambda finished: progress and progress(len(done) + finished, len(blocks)))
    try:
        _sweep(work)
        return publish(work, out, options, [block.name for block in blocks], files, _further_columns(files))
    except OSError as error:
        raise RunError(f"The report cannot be written to {out}: {error}. {_kept(len(blocks), blocks)}") from error


def _check(plan: Plan) -> None:
    unknown = sorted(set(plan.tables) - set(BLOCK_TABLES))
    if unknown:
        raise InputError(f"tables={', '.join(unknown)}: no such table. Give some of {', '.join(BLOCK_TABLES)}.")
    if plan.workers is not None and plan.workers < 1:
        raise InputError(f"workers={plan.workers} is not allowed. Give 1 or more.")
    if plan.scheduler is not None and plan.engine != "dask":
        raise InputError(f"scheduler={plan.scheduler!r} is one of Dask, and the engine is {plan.engine!r}. Give dask.")


def _check_group(files: dict[str, list[TableFile]], options: Options) -> None:
    names = read_footer(files["participants"][0].path).schema.names
    if options.group is not None and options.group not in names:
        raise InputError(f"group={options.group!r} is no column of participants. Its columns: {', '.join(names)}.")


def _run(job: Job, blocks: Sequence[Block], plan: Plan, tell: Callable[[int], object]) -> None:
    tell(0)
    failed: list[Outcome] = []
    n_done = 0
    try:
        for outcome in _outcomes(job, blocks, plan):
            if outcome.failure is None:
                n_done += 1
                tell(n_done)
                continue
            failed.append(outcome)
            if outcome.stop:
                break
    except RunError as error:
        raise RunError(f"{error}. {_kept(n_done, blocks)}") from error
    if failed:
        words = "; ".join(f"block {one.block}: {one.failure}" for one in failed[:3])
        more = f" (and {counted(len(failed) - 3, 'more block')})" if len(failed) > 3 else ""  # noqa: PLR2004 (as above)
        raise RunError(f"{words}{more} {_kept(n_done, blocks)}")


def _sweep(work: Path) -> None:
    """Remove what a process that was killed while it wrote has left behind; see ``write_whole``."""
    for draft in work.glob("*/.*"):
        draft.unlink()


def _kept(n_done: int, blocks: Sequence[Block]) -> str:
    return f"{n_done} of {len(blocks)} blocks of this run are finished and kept; the same command goes on from there."


def _outcomes(job: Job, blocks: Sequence[Block], plan: Plan) -> Iterator[Outcome]:
    few = plan.engine == "local" and sum(block.files["sessions"].n_rows for block in blocks) < ALONE
    workers = min(plan.workers or (1 if few else n_cores()), max(len(blocks), 1))
    if not blocks:
        return iter(())
    if plan.engine == "dask":
        return run_on_dask(job, blocks, plan.scheduler, workers)
    return run_here(job, blocks) if workers == 1 else run_on_cores(job, blocks, workers)


def _blocks(files: dict[str, list[TableFile]], work: Path, max_rows: int) -> list[Block]:
    found = blocks_of(files, max_rows)
    if found is not None:
        return found
    _begin(work / "partitioned", "whole.json", _about(files), mark=False)
    if not (work / "partitioned" / "whole.json").exists():
        partition(files, work / "partitioned")
        _mark(work / "partitioned" / "whole.json", _about(files))
    return partitioned_blocks(work / "partitioned", tuple(files))


def _begin(folder: Path, name: str, about: dict[str, Any], *, keep: Sequence[str] = (), mark: bool = True) -> None:
    """Keep a folder if it is about the same thing; else empty it."""
    try:
        same = json.loads((folder / name).read_text("utf-8")) == about
    except (FileNotFoundError, ValueError):
        same = False
    if not same and folder.exists():
        for path in folder.iterdir():
            if path.name not in keep:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    if mark:
        _mark(folder / name, about)


def _mark(path: Path, about: dict[str, Any]) -> None:
    write_whole(path, lambda file: file.write_text(json.dumps(about), "utf-8"))


def _about(files: dict[str, list[TableFile]]) -> dict[str, Any]:
    """What a partition depends on: the files, by size and time of writing."""
    listed = [file.path for of_table in files.values() for file in of_table]
    return {"files": [[str(path.absolute()), path.stat().st_size, path.stat().st_mtime_ns] for path in listed]}


def _choices(options: Options, tables: tuple[str, ...]) -> dict[str, Any]:
    return {"options": choices(options), "tables": list(tables), "versions": [version("palsy-kit"), pd.__version__]}


def _further_columns(files: dict[str, list[TableFile]]) -> list[tuple[str, str]]:
    """Columns that a table does not have, and that are left out: told once for the whole study."""
    found = []
    for table, listed in files.items():
        if table == "participants":
            continue
        known = {column.name for column in TABLES[table]}
        names = read_footer(listed[0].path).schema.names
        found += [(table, name) for name in names if name not in known and not is_index(name)]
    return found
