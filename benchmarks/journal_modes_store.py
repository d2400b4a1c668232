"""What a durable commit costs in each of SQLite's journal modes: ``python benchmarks/journal_modes_store.py [FOLDER]``.

One event of 1,200 bytes a commit, with the connection kept open and with a new one each time. FOLDER should lie on
the disk in question; by default it is the working directory.
"""

import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

N = 300
MODES = (("WAL", "FULL"), ("DELETE", "FULL"), ("DELETE", "EXTRA"), ("TRUNCATE", "FULL"), ("PERSIST", "FULL"))


def connect(path: Path, journal: str, synchronous: str) -> sqlite3.Connection:
    """Open a database as a process would that has never seen it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in (f"journal_mode = {journal}", f"synchronous = {synchronous}", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT) STRICT")
    return connection


def commit(connection: sqlite3.Connection, number: int) -> None:
    """Write one event."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO events (id, body) VALUES (?, ?)", [f"event-{number}", "x" * 1200])
    connection.execute("COMMIT")


def measure(folder: Path) -> dict[tuple[str, str, bool], list[float]]:
    """Return the times of commits, in seconds; the modes take turns, so that a busy disk is busy for all."""
    cases = [(journal, synchronous, keep) for journal, synchronous in MODES for keep in (True, False)]
    paths = {case: folder / f"{number}.sqlite3" for number, case in enumerate(cases)}
    kept = {case: connect(paths[case], *case[:2]) for case in cases if case[2]}
    times: dict[tuple[str, str, bool], list[float]] = {case: [] for case in cases}
    for number in range(N):
        for case in cases:
            began = time.perf_counter()
            connection = kept.get(case) or connect(paths[case], *case[:2])
            commit(connection, number)
            if case not in kept:
                connection.close()
            times[case].append(time.perf_counter() - began)
    for connection in kept.values():
        connection.close()
    return times


def main() -> None:
    """Print a line for each mode."""
    print(f"SQLite {sqlite3.sqlite_version}, median of {N} commits, in milliseconds")
    print("journal   synchronous  connection kept  opened anew")
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else ".") as folder:
        times = measure(Path(folder))
    for journal, synchronous in MODES:
        kept, anew = (median(times[journal, synchronous, keep]) * 1000 for keep in (True, False))
        print(f"{journal:9} {synchronous:12} {kept:15.2f} {anew:12.2f}")


if __name__ == "__main__":
    main()
