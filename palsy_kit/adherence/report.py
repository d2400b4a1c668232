"""From the tables of an analysis to a folder that can be handed on, and to a few lines that say what came out."""

import json
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from palsy_kit.adherence.analysis import TABLE_NAMES, Adherence
from palsy_kit.adherence.cohort import CONFIDENCE
from palsy_kit.adherence.losses import refuse_empty_report, warnings_of
from palsy_kit.adherence.methods import methods_text
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.place import CHOICES, UNFINISHED, refuse_place
from palsy_kit.adherence.survival import retention_summary, without_time
from palsy_kit.adherence.words import RATIO_WORDS, way_out_words, without_time_words
from palsy_kit.errors import InputError
from palsy_kit.study.cells import defused
from palsy_kit.study.files import write_parquet

FIGURES = "figures.html"
"""The page of figures, which the command may lay beside the tables."""

HEADLINE = "session_ratio_day_capped"


def write_report(
    result: Adherence,
    tables: Mapping[str, pd.DataFrame],
    folder: Path | str,
    *,
    table_format: Literal["csv", "parquet"] = "csv",
) -> None:
    """Write a file a table, ``methods.txt`` and ``options.json``.

    They take the place of an earlier report in the folder: its tables go, so that no two analyses are mixed up.

    In CSV, dates are ISO 8601, what is not known is empty, and no spreadsheet runs a text.

    Parameters
    ----------
    result
        What ``adherence`` gave.
    tables
        The tables to write, by name: ``result.tables()``, or some of them.
    folder
        Made where it is missing; else empty, or that of an earlier report.

    Raises
    ------
    ExtraError
        If Parquet is asked for and pyarrow is not installed.
    InputError
        If the folder cannot be written, or has files and is no report; if nobody was observed, or no session is of a
        kind that is prescribed.
    """
    folder = Path(folder)
    refuse_place(folder)
    refuse_empty_report(result.summary, result.problems, result.n_rows, result.options.as_of)
    unfinished = folder / UNFINISHED
    try:
        unfinished.mkdir(parents=True, exist_ok=True)
        remove_report(folder)
        for name, table in tables.items():
            if table_format == "parquet":
                write_parquet(table, folder / f"{name}.parquet")
            else:
                _for_csv(table).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", date_format="%Y-%m-%d")
        write_words(result, folder, curves="retention" in tables)
        if not any(unfinished.iterdir()):  # else it is of a run over blocks, which can still go on
            unfinished.rmdir()
    except OSError as error:
        raise InputError(f"The report cannot be written to {folder}: {error}. Give another folder.") from error


def remove_report(folder: Path) -> None:
    """Take an earlier report out of a folder, the choices first: without them it is not taken for a whole one."""
    for name in (CHOICES, FIGURES):
        (folder / name).unlink(missing_ok=True)
    for name in TABLE_NAMES:
        for path in (folder / f"{name}.csv", folder / f"{name}.parquet"):
            if path.is_dir():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)


def write_words(result: Adherence, folder: Path, *, curves: bool) -> None:
    """Write ``methods.txt`` and ``options.json``: the version, and the choices as data."""
    (folder / "methods.txt").write_text(methods_text(result.options, result=result, curves=curves), "utf-8")
    made_by = {"palsy_kit": version("palsy-kit")} | choices(result.options)
    (folder / CHOICES).write_text(json.dumps(made_by, indent=2) + "\n", "utf-8")


def choices(options: Options) -> dict[str, Any]:
    """The choices as data, in the same order each time: sets have none of their own."""
    return options.model_dump(mode="json") | {"excused": sorted(options.excused)}


def _for_csv(table: pd.DataFrame) -> pd.DataFrame:
    made: dict[Any, pd.Series] = {}
    for name, column in table.items():
        made[name] = column
        if isinstance(column.dtype, pd.CategoricalDtype):
            texts = {text: defused(str(text)) for text in column.cat.categories}
            made[name] = column.map(texts)
        elif pd.api.types.is_bool_dtype(column.dtype):
            made[name] = column.map({True: "true", False: "false"})
        elif not (pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype)):
            made[name] = column.map(lambda cell: defused(str(cell)), na_action="ignore")
    return pd.DataFrame(made)


def summary_text(result: Adherence, tables: Mapping[str, pd.DataFrame]) -> str:
    """Say what came out, each number with its denominator.

    Parameters
    ----------
    tables
        Those that could be made; without ``retention`` nothing is said of it.
    """
    return "\n".join(_summary_lines(result, tables)) + "\n"


def _summary_lines(result: Adherence, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    summary = result.summary
    states = summary["state"].value_counts()
    known = summary["initiated"].notna()
    started = int(summary["initiated"].fillna(value=False).sum())
    by_state = ", ".join(f"{n} {state}" for state, n in states.items())
    yield f"Roster: {len(summary)} participants ({by_state or 'nobody'})."
    yield from (f"Look first: {words}" for words in warnings_of(result.problems, result.n_rows))
    more = "" if known.all() else f", of those with a result ({(~known).sum()} of {len(summary)} have none)"
    yield f"Initiation: {started} of {known.sum()} started{more}."
    cohort = result.cohort[result.cohort["metric"] == HEADLINE]
    for row in cohort.to_dict("records"):
        yield f"Implementation{_of(row['group'], cohort)}: {_implemented(row, result.options.threshold)}"
    retention = tables.get("retention")
    if retention is not None:
        found = retention_summary(retention)
        clock = "due days" if result.options.gap_clock == "prescribed" else "days outside holds"
        for row in found.to_dict("records"):
            median = "not reached" if pd.isna(row["median_days"]) else f"{row['median_days']:.0f} days"
            yield (
                f"Persistence{_of(row['group'], found)}: {row['events']} of {row['n']} discontinued "
                f"(gap of more than {result.options.permissible_gap} {clock}); median {median}."
            )
        if retention.empty:
            yield "Persistence: nobody has a time, so retention has no curve."
        without = without_time(result.persistence)
        if without:
            yield f"In the curve of persistence: {without_time_words(len(summary), without)}."
            if way_out := way_out_words(without):
                yield f"{way_out}."


def _of(group: Any, table: pd.DataFrame) -> str:
    return f", {group}" if len(table) > 1 else ""


def _implemented(row: Mapping[Any, Any], threshold: float) -> str:
    n = row["n_roster"] - row["n_missing"]
    if not n:
        return f"nobody of {row['n_roster']} has a ratio."
    return (
        f"{RATIO_WORDS[HEADLINE].name}: mean {row['mean_of_ratios']:.2f} "
        f"({100 * CONFIDENCE:g} % interval {row['ci_lower']:.2f} to {row['ci_upper']:.2f}), "
        f"median {row['median']:.2f}, over {n} of {row['n_roster']} participants; "
        f"ratio of sums {row['ratio_of_sums']:.2f}; "
        f"{100 * row['share_at_least_threshold']:.0f} % of them at or above {threshold:g}."
    )
