"""Import mutated files of every kind: ``python benchmarks/fuzz_imports.py [N_FILES] [--seed SEED]``.

Prints how they ended. Each must end in data or in named problems; anything else leaves with the error, and with the
number of the file, which the seed makes again.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "exchange")]

from fuzzing import fuzz, kinds  # noqa: E402 (found by the line above)

ENDINGS = ("data", "data and problems", "problems", "nothing in it", "refused")


def main() -> None:
    """Print a row a kind of file."""
    parser = argparse.ArgumentParser(description="Import mutated files of every kind.")
    parser.add_argument("n_files", nargs="?", type=int, default=10_000, help="of each kind (default 10,000)")
    parser.add_argument("--seed", type=int, default=20260628)
    parser.add_argument("--only", help="one kind of file")
    chosen = parser.parse_args()
    print(f"{'kind of file':24}{'files':>8}" + "".join(f"{name:>19}" for name in ENDINGS) + f"{'seconds':>9}")
    with tempfile.TemporaryDirectory() as name:
        for kind in kinds(Path(name)):
            if chosen.only in (None, kind.name):
                begin = time.perf_counter()
                counts = fuzz(kind, chosen.n_files, chosen.seed)
                cells = "".join(f"{counts[ending]:>19,}" for ending in ENDINGS)
                print(f"{kind.name:24}{counts.total():>8,}{cells}{time.perf_counter() - begin:>9.0f}", flush=True)


if __name__ == "__main__":
    main()
