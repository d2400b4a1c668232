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


def milliseconds(path: Path, journal: str, synchronous: str, *, keep: bool) -> float:
    """Return the median time of a commit."""
    times = []
    connection = connect(path, journal, synchronous)
    for number in range(N):
        began = time.perf_counter()
        if not keep:
            connection.close()
            connection = connect(path, journal, synchronous)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO events (id, body) VALUES (?, ?)", [f"event-{number}", "x" * 1200])
        connection.execute("COMMIT")
        times.append(time.perf_counter() - began)
    connection.close()
    return median(times) * 1000


def main() -> None:
    """Print a line for each mode."""
    parent = sys.argv[1] if len(sys.argv) > 1 else "."
    print(f"SQLite {sqlite3.sqlite_version}, median of {N} commits, in milliseconds")
    print("journal   synchronous  connection kept  opened anew")
    for journal, synchronous in MODES:
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            kept, anew = (
                milliseconds(Path(folder) / f"{keep}.sqlite3", journal, synchronous, keep=keep)
                for keep in (True, False)
            )
        print(f"{journal:9} {synchronous:12} {kept:15.2f} {anew:12.2f}")


if __name__ == "__main__":
    main()
