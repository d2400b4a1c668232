"""CPU seconds and peak memory of making up cohorts, in memory and to a folder, for several sizes.

    python benchmarks/simulate_speed.py [PARTICIPANTS ...]      (default: 1000 10000; about 100 sessions each)

Each line is measured in a process of its own, so that the peak is its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from palsy_kit.simulate import preset, simulate, write_simulated

DESIGN = preset("trial")


def run(way: str, n_participants: int) -> None:
    """Make up a cohort in one way, and print what it took."""
    begin = time.process_time()
    if way == "in memory":
        n_sessions = f"{len(simulate(n_participants, seed=1, design=DESIGN).study.sessions):>11,} sessions"
    else:
        n_sessions = ""
        with tempfile.TemporaryDirectory() as folder:
            write_simulated(Path(folder) / "made", n_participants, seed=1, design=DESIGN, table_format=way)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_participants:>10,}  {way:10}{seconds:8.2f} CPU s {peak:8.0f} MB  {n_sessions}", flush=True)


def main() -> None:
    """Run for the sizes given."""
    if "--one" in sys.argv:
        way, size = sys.argv[2:]
        run(way, int(size))
        return
    for size in sys.argv[1:] or ["1000", "10000"]:
        for way in ("in memory", "parquet", "csv"):
            subprocess.run([sys.executable, __file__, "--one", way, size], check=True)


if __name__ == "__main__":
    main()
