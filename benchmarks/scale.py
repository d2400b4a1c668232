"""Adherence of large studies: CPU seconds, wall time, peak memory and rows a second, beside other ways to the same.

    python benchmarks/scale.py [PARTICIPANTS ...] [--folder DIR]   (default: 1000 10000 100000; about 100 sessions each)

1000000 works too, in about ten times the time of 100000. Polars: .venv/bin/uv pip install --group benchmarks.
Each line is measured in a process of its own; CPU and memory are those of all its processes. Ratios are of CPU seconds
in one run, so a busy machine shifts both sides alike. The made-up studies are kept in DIR if it is given.
"""

import argparse
import json
import math
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
from other_ways import in_polars, plainly

from palsy_kit.adherence import Options
from palsy_kit.adherence.blocks import cut_blocks
from palsy_kit.adherence.checks import SESSION_COLUMNS, check
from palsy_kit.adherence.kernel import work
from palsy_kit.adherence.tables import BLOCK_TABLES, window_table
from palsy_kit.scale import Plan, adherence_of_folder
from palsy_kit.scale.engines import n_cores
from palsy_kit.scale.layout import blocks_of, table_files
from palsy_kit.scale.reading import read_block
from palsy_kit.simulate import Design, preset, write_simulated

DESIGN = preset("trial")
YEAR = DESIGN.changed(days=364, enrolment_days=1)
PIECE = 100_000
"""Participants that pandas reads at a time: more do not fit into the memory of a laptop."""
IMPORTS = 5

READ, CORE, CORES, ALL, POLARS, PLAIN = (
    "pandas reads the columns",
    "summary, periods, persistence",
    "the same, all cores",
    "all tables, all cores",
    "Polars, 7 of the numbers",
    "groupby.apply, 5 of the numbers",
)
WINDOWS = "52 weekly windows"
UP_TO = {PLAIN: 10_000, POLARS: PIECE}
"""Beyond, a function on the group of each participant takes many minutes, and Polars more memory than there may be."""


def work_out(study: Path, tables: tuple[str, ...], workers: int) -> str:
    """Work out a study block by block."""
    with tempfile.TemporaryDirectory() as out:
        report = adherence_of_folder(study, Path(out), Options(as_of=cut()), Plan(tables=tables, workers=workers))
        mean = report.read("summary", ["session_ratio_day_capped"])["session_ratio_day_capped"].mean()
        return f"{report.n_sessions} rows, mean A3 {mean:.6f}"


def cut() -> date:
    """Return the data cut of the made-up studies."""
    return DESIGN.cut_date


def read(study: Path) -> str:
    """Read the columns of the sessions that the analysis uses, as pandas does it."""
    files = sorted((study / "sessions").iterdir())
    n_files = max(round(len(files) * PIECE / int(study.name)), 1)
    columns = ["participant_id", *SESSION_COLUMNS]
    pieces = (files[first : first + n_files] for first in range(0, len(files), n_files))
    return f"{sum(len(pd.read_parquet(piece, columns=columns)) for piece in pieces)} rows"


def windows(study: Path) -> str:
    """Give 52 weekly windows to people whose study is in memory; the time alone, without reading it."""
    options = Options(as_of=YEAR.first_start + timedelta(days=YEAR.days), window_days=7, step_days=7)
    whole = alone = rows = 0.0
    for files in blocks_of(table_files(study)) or []:
        loaded = read_block(files)
        begin = time.process_time()
        for block in cut_blocks(check(loaded, options), options):
            worked = work(block, options)
            middle = time.process_time()
            rows += len(window_table(worked))
            alone += time.process_time() - middle
        whole += time.process_time() - begin
    return f"{rows:.0f} windows: {alone:.2f} s from the calendar, {whole:.2f} s from the frames (CPU, one core)"


WAYS: dict[str, Callable[[Path], str]] = {
    READ: read,
    CORE: lambda study: work_out(study, ("periods",), 1),
    CORES: lambda study: work_out(study, ("periods",), n_cores()),
    ALL: lambda study: work_out(study, tuple(BLOCK_TABLES), n_cores()),
    POLARS: lambda study: in_polars(study, cut()),
    PLAIN: lambda study: plainly(study, cut()),
    WINDOWS: windows,
}


def measure(way: str, study: Path) -> dict[str, Any]:
    """Run a way in a process of its own, and return what it took with all processes that it starts."""
    command = [sys.executable, __file__, "--one", way, str(study)]
    begin = time.perf_counter()
    child = psutil.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.05):
            peak = max(peak, _resident(child))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = child.communicate()
    over.set()
    watcher.join()
    if child.returncode:
        return {"said": "failed"}
    return json.loads(said) | {"wall": time.perf_counter() - begin, "peak": peak}


def _resident(process: Any) -> int:
    total = 0
    with suppress(psutil.Error):  # it may end while one looks
        for each in [process, *process.children(recursive=True)]:
            total += each.memory_info().rss
    return total


def one(way: str, study: Path) -> None:
    """Run a way and print what it took, as JSON."""
    before = _cpu()
    said = WAYS[way](study)
    print(json.dumps({"cpu": _cpu() - before, "said": said}))


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in spent)


def import_times() -> str:
    """Return the time of ``import palsy_kit`` beside ``import pandas``: the best of some, in turns."""
    best = dict.fromkeys(("palsy_kit", "pandas"), math.inf)
    for _ in range(IMPORTS):
        for name in best:
            code = f"import time; b = time.perf_counter(); import {name}; print(time.perf_counter() - b)"
            took = float(
                subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
            )
            best[name] = min(best[name], took)
    return f"import palsy_kit: {best['palsy_kit']:.3f} s, {best['palsy_kit'] / best['pandas']:.2f} times import pandas"


def make(study: Path, n_participants: int, design: Design = DESIGN) -> Path:
    """Make a study up, if it is not there yet."""
    if not (study / "datapackage.json").exists():
        write_simulated(study, n_participants, seed=1, design=design, table_format="parquet")
    return study


def machine() -> str:
    """Name the machine, how busy it is, and the versions."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "pyarrow"))
    return (
        f"{model}, {len(psutil.Process().cpu_affinity())} cores, {memory:.0f} GB, "
        f"{psutil.getloadavg()[0]:.1f} processes at work before; Python {platform.python_version()}, {versions}"
    )


def report(sizes: list[int], folder: Path, n_windows: int) -> None:
    """Print a table for each size, then how the time grows, the windows and the imports."""
    print(machine())
    spent: dict[str, dict[int, float]] = {}
    for size in sizes:
        study = make(folder / str(size), size)
        n_rows = 0
        print(f"\n{size:,} participants")
        print(f"{'':33}{'CPU s':>8}{'x reading':>11}{'wall s':>8}{'peak MB':>9}{'rows/CPU s':>12}")
        for way in WAYS:
            if way == WINDOWS or size > UP_TO.get(way, size):
                continue
            took = measure(way, study)
            if "cpu" not in took:
                print(f"{way:33}failed", flush=True)
                continue
            n_rows = int(took["said"].split()[0]) if way == READ else n_rows
            spent.setdefault(way, {})[size] = took["cpu"]
            ratio = took["cpu"] / spent[READ][size]
            rate = n_rows / took["cpu"]
            figures = f"{took['cpu']:8.2f}{ratio:11.1f}{took['wall']:8.1f}{took['peak'] / 2**20:9.0f}{rate:12,.0f}"
            print(f"{way:33}{figures}   {took['said']}", flush=True)
    print()
    for way, by_size in spent.items():
        small, large = min(by_size), max(by_size)
        if large > small:
            exponent = math.log(by_size[large] / by_size[small]) / math.log(large / small)
            print(f"{way:33}CPU grows with participants to the power of {exponent:.2f} ({small:,} to {large:,})")
    year = make(folder / f"{n_windows}-a-year", n_windows, YEAR)
    print(f"{n_windows:,} participants, {measure(WINDOWS, year)['said']}")
    print(import_times())


def main() -> None:
    """Run for the sizes given."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000, 100_000], metavar="PARTICIPANTS")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the made-up studies lie and stay")
    parser.add_argument("--windows", type=int, default=50_000, metavar="N", help="participants of the windows")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        report(chosen.sizes, chosen.folder or Path(temporary), chosen.windows)


if __name__ == "__main__":
    main()
