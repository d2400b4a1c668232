"""The commands for researchers: a made-up study folder, and from a study folder to the tables of its adherence.

pandas takes a second to load, and opening the workbook must not wait for it: it is imported where it is used.
"""

import argparse
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.words import counted, day_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from palsy_kit.adherence import Adherence, Options

    Worked = tuple[Adherence, dict[str, pd.DataFrame], str]

EXAMPLES = """\
  palsy-kit adherence STUDY --out DIR
                                    the adherence of a study: tables and a methods text
  palsy-kit simulate made_up --participants 200 --seed 1
                                    write a study of invented people
"""

ADHERENCE_EXAMPLES = """\
examples:
  palsy-kit adherence study --out report --as-of 2026-06-29 --figures
  palsy-kit adherence study --out report --group arm --permissible-gap 28 --gap-clock calendar
  palsy-kit simulate made_up --participants 200 --seed 1 && palsy-kit adherence made_up --out report
  palsy-kit simulate large --participants 10000 --seed 1 --format parquet
  palsy-kit adherence large --out report --tables periods

A study in Parquet is worked out block by block, on all cores, in bounded memory, and its tables are Parquet too (give
--format csv to load it whole instead). When it is stopped, the same command goes on where it was.

DIR gets a file for each table, methods.txt (the methods section, written from the choices above) and options.json;
with --figures also figures.html, a page for any browser, whose camera saves a figure as SVG.
docs/adherence.md defines every table and column. Rows that could not be used are counted on stderr and named in
the table problems; nobody else's result waits for them.

exit codes: 0 done, also with problems in some rows; 1 a package that is asked for is missing, or a block could not be
finished; 2 the study, a folder or an option cannot be used; 130 stopped by Ctrl+C.
"""

SIMULATE_EXAMPLES = """\
examples:
  palsy-kit simulate made_up --participants 200 --seed 1
  palsy-kit simulate trial --participants 60 --seed 2 --preset trial --format parquet
  palsy-kit adherence made_up --out report --as-of 2026-04-26

The same seed and version make the same people. What is true of each is in the table "truth".
"""

SHOWN = 5
MOST_DOTS = 2000


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to those of palsy-kit."""
    parser = commands.add_parser(
        "adherence",
        help="work out the adherence of a study: tables and a methods text",
        epilog=ADHERENCE_EXAMPLES,
    )
    parser.add_argument(
        "study",
        type=Path,
        metavar="STUDY",
        help="a folder with participants.csv, prescriptions.csv and sessions.csv (docs/study_folder.md)",
    )
    where = "where the tables go: a new or empty folder, or that of an earlier report"
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=where)
    parser.add_argument(
        *("--format",),
        dest="table_format",
        choices=("csv", "parquet"),
        help="of the tables (default: that of the study)",
    )
    parser.add_argument(
        "--figures", action="store_true", help="also figures.html: retention, activity, and the definitions beside"
    )
    _add_scale(parser.add_argument_group("large studies: in Parquet they are worked out block by block"))
    _add_choices(parser.add_argument_group("choices, each recorded in options.json"))
    parser.set_defaults(run=_adherence)

    made_up = commands.add_parser(
        "simulate", help="write a made-up study of known truth, to test an analysis on", epilog=SIMULATE_EXAMPLES
    )
    made_up.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    made_up.add_argument("--participants", type=int, required=True, metavar="N", help="how many people to make up")
    made_up.add_argument("--seed", type=int, required=True, metavar="S", help="the same seed makes the same people")
    presets = ("app-study", "clinic", "trial")
    made_up.add_argument("--preset", choices=presets, default="clinic", help="how people behave (default: clinic)")
    made_up.add_argument("--format", dest="table_format", choices=("csv", "parquet"), default="csv")
    made_up.set_defaults(run=_simulate)


def _add_scale(scale: "argparse._ArgumentGroup") -> None:
    scale.add_argument("--engine", choices=("local", "dask"), default="local", help="all cores here (default), or Dask")
    scale.add_argument("--scheduler", metavar="ADDRESS", help="of your own Dask cluster, such as tcp://10.0.0.1:8786")
    scale.add_argument(
        "--workers", type=int, metavar="N", help="processes (default: one a core; 1 below 2 million sessions)"
    )
    scale.add_argument("--tables", metavar="A,B", help="what you need beside summary and persistence (default: all)")


def _add_choices(choices: "argparse._ArgumentGroup") -> None:
    choices.add_argument(
        "--as-of", type=_date, metavar="DATE", help="data cut: the first day not looked at (default: today)"
    )
    choices.add_argument("--group", metavar="COLUMN", help="a column of the roster: results for each of its values")
    choices.add_argument("--period", choices=("day", "iso-week", "month", "study-week"), help="rows of periods")
    choices.add_argument("--window", dest="window_days", type=int, metavar="DAYS", help="length of sliding windows")
    choices.add_argument("--step", dest="step_days", type=int, metavar="DAYS", help="days from one window to the next")
    choices.add_argument(
        "--permissible-gap", type=int, metavar="DAYS", help="a longer gap is a discontinuation (default 14)"
    )
    choices.add_argument(
        "--gap-clock",
        choices=("prescribed", "calendar"),
        help="which days of a gap count (default prescribed; calendar where plans are weekly quotas)",
    )
    choices.add_argument(
        "--rollover", dest="rollover_hours", type=float, metavar="HOURS", help="a day begins so long after midnight"
    )
    choices.add_argument(
        "--min-active",
        dest="min_active_minutes",
        type=float,
        metavar="MINUTES",
        help="a shorter session does not count",
    )


CHOICES = (
    *("as_of", "group", "period", "window_days", "step_days", "permissible_gap", "gap_clock", "rollover_hours"),
    "min_active_minutes",
)


def _date(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} is not a date. Give one such as 2026-06-29.") from None


def _adherence(chosen: argparse.Namespace) -> int:
    from palsy_kit.adherence import Options, summary_text
    from palsy_kit.adherence.report import FIGURES
    from palsy_kit.study.package import is_parquet, read_package

    given: dict[str, Any] = {name: value for name in CHOICES if (value := getattr(chosen, name)) is not None}
    cut_today = "as_of" not in given
    options = Options(**({"as_of": date.today()} | given))  # noqa: DTZ011 - the researcher's own day
    large = is_parquet(chosen.study) and chosen.table_format != "csv"
    result, tables, wrote = (_in_blocks if large else _in_memory)(chosen, options)
    package = read_package(chosen.study)
    title = str(package.get("title", chosen.study.resolve().name))
    if chosen.figures:
        _draw(result, chosen.out / FIGURES, title)
        wrote += f", {FIGURES}"
    made_up = " - synthetic, no person" if package.get("synthetic") else ""
    print(f"{title}{made_up}")
    last = day_words(options.as_of - timedelta(days=1))
    print(f"Looked at up to and with {last}{'; to cut elsewhere, give --as-of' if cut_today else ''}.")
    print(summary_text(result, tables), end="")
    print(f"Wrote {wrote}, methods.txt and options.json to {chosen.out}.")
    _tell_problems(result.problems)
    return 0


def _in_memory(chosen: argparse.Namespace, options: "Options") -> "Worked":
    """The whole study at once."""
    from palsy_kit.adherence import adherence, write_report
    from palsy_kit.adherence.place import refuse_place
    from palsy_kit.study import load_study

    for name in ("engine", "scheduler", "workers", "tables"):
        if getattr(chosen, name) not in (None, "local"):
            raise InputError(f"--{name} is for studies in Parquet, with tables in Parquet; see docs/scale.md.")
    table_format: Literal["csv", "parquet"] = chosen.table_format or "csv"
    refuse_place(chosen.out, chosen.study)
    result = adherence(load_study(chosen.study), options)
    tables = _tables(result)
    write_report(result, tables, chosen.out, table_format=table_format)
    return result, tables, f"{len(tables)} tables ({table_format})"


def _in_blocks(chosen: argparse.Namespace, options: "Options") -> "Worked":
    """A study in Parquet block by block; the tables stay on disk but for what the closing lines need."""
    from palsy_kit.scale import Plan, adherence_of_folder

    plan = Plan(engine=chosen.engine, scheduler=chosen.scheduler, workers=chosen.workers)
    if chosen.tables:
        plan = replace(plan, tables=tuple(chosen.tables.split(",")))
    try:
        with _bar("block") as progress:
            report = adherence_of_folder(chosen.study, chosen.out, options, plan, progress=progress)
    except KeyboardInterrupt:
        print("palsy-kit: stopped. The finished blocks are kept; the same command goes on from there.", file=sys.stderr)
        raise
    tables = _tables(report.overall)
    blocks = counted(report.n_blocks, "block")
    wrote = f"{len(report.names)} tables (parquet) of {report.n_sessions:,} sessions in {blocks}"
    return report.overall, tables, wrote


def _draw(result: "Adherence", page: Path, title: str) -> None:
    """Draw what a paper shows first; of a large study not the definitions, with a dot a participant."""
    from palsy_kit.figures import activity_figure, definition_spread, retention_figure, save_page

    figures = [activity_figure(result.activity, label=title)]
    with suppress(ExtraError):  # it was told when the table was made
        figures.insert(0, retention_figure(result.retention, label=title))
    if len(result.summary) <= MOST_DOTS:
        threshold = result.options.threshold
        figures.append(definition_spread(result.summary, threshold=threshold, label=title))
    save_page(figures, page, title=title)


@contextmanager
def _bar(unit: str) -> "Iterator[Callable[[int, int], None]]":
    """Show how many are done of how many: where a person looks on, and not in a file."""
    from tqdm import tqdm

    with tqdm(unit=f" {unit}s", disable=None, leave=False) as bar:

        def show(done: int, n: int) -> None:
            bar.total, bar.n = n, done
            bar.refresh()

        yield show


def _tables(result: "Adherence") -> dict[str, "pd.DataFrame"]:
    from palsy_kit.adherence.analysis import SURVIVAL_TABLES

    try:
        return result.tables()
    except ExtraError as error:
        print(f"palsy-kit: no tables of retention and of competing causes. {error}", file=sys.stderr)
        return result.tables(without=SURVIVAL_TABLES)


def _tell_problems(problems: "pd.DataFrame") -> None:
    """Say how often what was wrong, and show one row of each; the values are in the table alone."""
    from palsy_kit.study.check import without_values

    if problems.empty:
        return
    print(f"palsy-kit: {counted(len(problems), 'problem')}; see the table problems.", file=sys.stderr)
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    columns = ["table", "row", "problem", "action", "n_rows"]
    for table, row, problem, action, n in problems[columns].astype({"row": "float64"}).itertuples(index=False):
        words = f"{table}: {without_values(problem)} ({action})"
        counts[words] += int(n)
        first.setdefault(words, f", first in row {row:.0f}" if row == row else "")  # noqa: PLR0124 (NaN alone is not)
    for words, n in counts.most_common(SHOWN):
        print(f"  {n} x {words}{first[words]}", file=sys.stderr)
    if len(counts) > SHOWN:
        print(f"  and {counted(len(counts) - SHOWN, 'other kind')}", file=sys.stderr)


def _simulate(chosen: argparse.Namespace) -> int:
    from palsy_kit.simulate import preset, write_simulated

    design = preset(chosen.preset)
    with _bar("participant") as progress:
        write_simulated(
            chosen.folder,
            chosen.participants,
            seed=chosen.seed,
            design=design,
            table_format=chosen.table_format,
            progress=progress,
        )
    print(f"Wrote a synthetic study of {chosen.participants} participants to {chosen.folder}; no person's data.")
    print(f"To analyse it, cut the data at {design.cut_date.isoformat()}. What is true of each is in 'truth'.")
    return 0
