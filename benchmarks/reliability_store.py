"""How the practice log bears what computers do to files: ``python benchmarks/reliability_store.py [--quick]``.

Prints a table. Leaves with 1 when an acknowledged event was lost or doubled, or a file was not whole. Needs a system
that can fork (Linux, macOS); the full and the read-only disk are real ones, a small tmpfs, and need root on Linux.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from palsy_kit.errors import StoreError
from palsy_kit.programme import Prescription
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.store import PracticeLog, examine

BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
ROUNDS_A_FILE = 40
LONGEST_LIFE_S = 0.25


def session(session_id: str, number: int, effort: int | None = None) -> PerformedSession:
    """Make the n-th session of a writer."""
    started_at = BEGIN + timedelta(minutes=number)
    return PerformedSession(
        session_id=session_id,
        kind="daily",
        started_at=started_at,
        utc_offset_min=60,
        planned_s=300,
        active_s=280,
        outcome=Outcome.COMPLETED,
        effort=effort,
        note=f"session {session_id} " * (number % 5),
        logged_at=started_at,
    )


def asked(kind: str, name: str, number: int) -> Prescription:
    """Make what the n-th change of the plan by a writer asks for."""
    begins = BEGIN + timedelta(days=number)
    entered_at = begins + timedelta(milliseconds=int(name.split("-")[1]))  # no two writers ask for the same
    return Prescription(kind=kind, minutes=5, sessions_per_week=3, valid_from=begins.date(), entered_at=entered_at)


def fork(work: Callable[[], object]) -> int:
    """Run some work in a child process and return its process id; the child leaves with 1 after an error."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


# 1. A writer that is killed


def write_until_killed(path: Path, name: str, say: int) -> None:
    """Add, correct, copy and forget sessions, and change the plan, without end.

    Each operation is told before it begins, and when it is done.
    """
    log = PracticeLog.open(path, now=BEGIN)
    for number in range(10**9):
        session_id = f"{name}-{number:06}"
        first, again = session(session_id, number), session(session_id, number, effort=3)
        steps = [(f"{session_id} new", partial(log.add_session, first))]
        if number % 5 == 0:
            steps.append((f"{session_id} corrected", partial(log.correct, session_id, again)))
        if number % 10 == 0:
            steps.append((f"{session_id} forgotten", partial(log.forget, session_id)))
        if number % 4 == 0:  # the other kind begins, and what was asked for ends: both or neither
            plan = asked(("left", "right")[number // 4 % 2], name, number)
            steps.append((f"plan {plan.kind}", partial(log.prescribe, [plan], alone_from=plan.valid_from)))
        if number % 15 == 0:
            steps.append(("copy -", partial(log.back_up, now=BEGIN + timedelta(days=number))))
        for told, step in steps:
            os.write(say, f"begin {told}\n".encode())
            step()
            os.write(say, b"done\n")


def follow(state: dict[str, str], told: str) -> dict[str, str]:
    """Return what the log holds after one operation."""
    key, what = told.split()
    if key == "copy":
        return state
    rest = {other: value for other, value in state.items() if other != key}
    return rest if what == "forgotten" else rest | {key: what}


def held(log: PracticeLog) -> dict[str, str]:
    """Say what a log holds, in the same way."""
    open_kinds = " and ".join(sorted(one.kind for one in log.prescriptions() if one.valid_to is None))
    sessions = {done.session_id: "corrected" if done.effort else "new" for done in log.sessions()}
    return sessions | ({"plan": open_kinds} if open_kinds else {})


def kill_one(path: Path, name: str, state: dict[str, str], life_s: float) -> tuple[dict[str, str], int, bool, bool]:
    """Kill a writer after some seconds; return what the log holds, what was acknowledged, and whether both agree.

    The last value says whether the writer was killed in the middle of changing the file.
    """
    hear, say = os.pipe()
    child = fork(partial(write_until_killed, path, name, say))
    os.close(say)
    time.sleep(life_s)
    os.kill(child, signal.SIGKILL)
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])  # and not ended by an error of its own
    with os.fdopen(hear) as pipe:
        lines = pipe.read().splitlines()
    in_the_middle = Path(f"{path}-journal").exists()
    before = after = state
    n_acknowledged = 0
    for line in lines:
        if line == "done":
            before = after
            n_acknowledged += 1
        else:
            after = follow(before, line.removeprefix("begin "))
    try:
        found = held(PracticeLog.open(path))
    except StoreError:
        return {}, n_acknowledged, False, in_the_middle
    right = killed and found in (before, after) and not examine(path).problems
    return found, n_acknowledged, right, in_the_middle


def kill_many(folder: Path, rounds: int) -> tuple[str, bool]:
    """Kill a writer at many random instants, also while it begins a new file."""
    chance = random.Random(20260105)
    n_acknowledged = n_wrong = n_middle = 0
    state: dict[str, str] = {}
    for number in range(rounds):
        if number % ROUNDS_A_FILE == 0:
            state = {}
        path = folder / f"killed {number // ROUNDS_A_FILE}" / "log.sqlite3"
        life_s = chance.uniform(0, LONGEST_LIFE_S)
        state, acknowledged, right, in_the_middle = kill_one(path, f"round-{number:05}", state, life_s)
        n_acknowledged += acknowledged
        n_wrong += not right
        n_middle += in_the_middle
    said = (
        f"{n_acknowledged:,} acknowledged operations, {n_middle} kills in the middle of a write; "
        f"rounds with anything lost, doubled or damaged: {n_wrong}"
    )
    return said, n_wrong == 0


# 2. Two writers at once


def write_both(folder: Path, n_each: int) -> tuple[str, bool]:
    """Let two processes begin one file and write at once; every tenth session is offered by both."""
    path = folder / "two" / "log.sqlite3"
    gate, start = os.pipe()

    def work(name: str) -> None:
        os.close(start)
        os.read(gate, 1)  # ends for both when the parent closes its end
        log = PracticeLog.open(path)
        for number in range(n_each):
            log.add_session(session(f"{'both' if number % 10 == 0 else name}-{number:06}", number))

    children = [fork(partial(work, name)) for name in ("left", "right")]
    began = time.perf_counter()
    os.close(gate)
    os.close(start)
    codes = [os.waitpid(child, 0)[1] for child in children]
    seconds = time.perf_counter() - began
    found = [done.session_id for done in PracticeLog.open(path).sessions()]
    names = {
        f"{'both' if number % 10 == 0 else name}-{number:06}" for name in ("left", "right") for number in range(n_each)
    }
    lost, doubled = len(names - set(found)), len(found) - len(set(found))
    right = codes == [0, 0] and set(found) == names and not doubled and not examine(path).problems
    return f"2 x {n_each:,} sessions in {seconds:.1f} s; lost: {lost}, doubled: {doubled}", right


# 3. A long time


def practise_for_years(folder: Path, n_sessions: int) -> tuple[str, bool]:
    """Fill a log, and time what a person waits for."""
    path = folder / "long" / "log.sqlite3"
    PracticeLog.open(path).add_all(session(f"long-{number:06}", number) for number in range(n_sessions))
    began = time.perf_counter()
    log = PracticeLog.open(path)
    opened = time.perf_counter()
    log.add_session(session("one-more", n_sessions))
    added = time.perf_counter()
    right = len(log.sessions()) == n_sessions + 1
    read = time.perf_counter()
    said = (
        f"{n_sessions:,} sessions, {path.stat().st_size / 1e6:.1f} MB: opened in {1000 * (opened - began):.0f} ms, "
        f"one added in {1000 * (added - opened):.0f} ms, all read in {1000 * (read - added):.0f} ms"
    )
    return said, right


# 4. A full disk, 5. a read-only one


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a file system of 256 kB; an ``OSError`` or a failed command where that is not allowed."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=True, capture_output=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def refused(work: Callable[[], object]) -> str:
    """Return the words in which the log refuses some work."""
    try:
        work()
    except StoreError as error:
        return str(error)
    return ""


def fill_disk(disk: Path) -> tuple[str, bool]:
    """Write until the disk is full, look at the file, make room, and go on."""
    path = disk / "log.sqlite3"
    log, kept, words = PracticeLog.open(path), 0, ""
    (disk / "filler").write_bytes(bytes(64 * 1024))
    while not words:
        words = refused(partial(log.add_session, session(f"full-{kept:06}", kept)))
        kept += not words
    with suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
        while rest.write(bytes(4096)):
            pass
    whole = not examine(path).problems and len(log.sessions()) == kept
    new = refused(lambda: PracticeLog.open(disk / "new.sqlite3"))
    (disk / "filler").unlink()
    goes_on = log.add_session(session(f"full-{kept:06}", kept)) and PracticeLog.open(disk / "new.sqlite3")
    right = whole and "disk is full" in words and "disk is full" in new and bool(goes_on)
    said = f"{kept} sessions kept, whole: {whole}, goes on with room: {bool(goes_on)}"
    return f"{said}; {words.replace(str(disk), 'DISK')!r}", right


def forbid_writing(disk: Path) -> tuple[str, bool]:
    """Make the disk read-only under a log, and try to write, to open, and to begin a new one."""
    path = disk / "log.sqlite3"
    log = PracticeLog.open(path)
    log.add_session(session("readonly-1", 1))
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    words = refused(lambda: log.add_session(session("readonly-2", 2)))
    others = [refused(lambda: PracticeLog.open(path)), refused(lambda: PracticeLog.open(disk / "new" / "log.sqlite3"))]
    whole = path.read_bytes() == before and len(log.sessions()) == 1 and len(list(disk.iterdir())) == 1
    right = whole and all("may not be written" in said for said in (words, *others))
    return f"whole: {whole}, still readable; {words.replace(str(disk), 'DISK')!r}", right


def on_small_disk(folder: Path, work: Callable[[Path], tuple[str, bool]]) -> tuple[str, bool]:
    """Run some work on a disk of its own; say so where no disk can be had."""
    try:
        with small_disk(folder) as disk:
            return work(disk)
    except (OSError, subprocess.CalledProcessError):
        return "not run: a small disk can only be mounted by root on Linux", True


def main() -> int:
    """Run all five and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the work, for the tests")
    share = 20 if parser.parse_args().quick else 1
    ok = True
    for name, work in (
        ("kill -9", lambda folder: kill_many(folder, 1000 // share)),
        ("two processes", lambda folder: write_both(folder, 1000 // share)),
        ("ten years", lambda folder: practise_for_years(folder, 7300 // share)),
        ("full disk", lambda folder: on_small_disk(folder, fill_disk)),
        ("read-only disk", lambda folder: on_small_disk(folder, forbid_writing)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            said, right = work(Path(folder))
        ok = ok and right
        print(f"{name:15} {'ok   ' if right else 'WRONG'} {said}", flush=True)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
