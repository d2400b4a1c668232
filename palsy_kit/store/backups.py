"""Dated copies of the practice log beside it, in ``backups``: one a day, thinned out as they age.

A copy is made under a passing name and gets its own only when it is complete and whole. The one made before a
migration names the version that it holds and is never thinned out.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from palsy_kit.errors import InputError
from palsy_kit.store.connection import connected, explained
from palsy_kit.store.schema import check_whole

DAY = timedelta(days=1)
ALL_FOR = timedelta(days=7)
WEEKLY_FOR = timedelta(weeks=8)
"""Our own defaults: all copies for 7 days, one a week for 8 weeks, then one a month."""

_STAMP = "%Y%m%dT%H%M%SZ"
_COPY = r"-(?:version-\d+-)?\d{8}T\d{6}Z\.sqlite3"
_PART = r"-\w{8}\.part(?:-journal)?"


def back_up(path: Path, *, now: datetime) -> Path:
    """Copy the log into ``backups`` under the instant ``now``, then thin the older copies out."""
    copy = _copy(path, _folder(path) / f"{path.stem}-{_utc(now).strftime(_STAMP)}.sqlite3")
    _thin_out(path, _utc(now))
    return copy


def back_up_when_due(path: Path, *, now: datetime) -> Path | None:
    """Copy the log unless a copy is younger than a day, or there is nothing in it yet."""
    instant = _utc(now)
    # A copy from the future, by a clock that was wrong once, is no reason to go without.
    if any(instant - DAY < taken <= instant for taken in _dated(path)):
        return None
    with connected(path, mode="ro") as connection:
        empty = connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None
    return None if empty else back_up(path, now=now)


def back_up_version(path: Path, version: int) -> Path:
    """Copy the log before a migration, under its version and the instant of its last change.

    The same file gives the same name, so trying a migration again does not pile up copies.
    """
    with explained(path):
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return _copy(path, _folder(path) / f"{path.stem}-version-{version}-{changed.strftime(_STAMP)}.sqlite3")


def copies(path: Path) -> tuple[Path, ...]:
    """Return every copy of the log, oldest name first, whatever it was made for."""
    return tuple(_files(path, _COPY))


def remove_copies(path: Path) -> None:
    """Remove every copy, and what an interrupted one left behind."""
    with explained(_folder(path)):
        # Again until nothing is found: another process may just be giving a finished copy its name.
        while found := [*_files(path, _COPY), *_files(path, _PART)]:
            for file in found:
                file.unlink(missing_ok=True)


def superfluous(taken: Iterable[datetime], *, now: datetime) -> set[datetime]:
    """Return the copies that can go: all but the newest of each week after 7 days, of each month after 8 weeks.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> now = datetime(2026, 6, 30, tzinfo=UTC)
    >>> old = [datetime(2026, 1, day, tzinfo=UTC) for day in (3, 9, 27)]
    >>> sorted(instant.day for instant in superfluous(old, now=now))
    [3, 9]
    """
    instants = sorted(taken)
    newest = {_slot(instant, now): instant for instant in instants}
    return set(instants) - set(newest.values())


def _slot(instant: datetime, now: datetime) -> tuple[object, ...]:
    age = now - instant
    if age < ALL_FOR:
        return (instant,)
    return ("week", *instant.isocalendar()[:2]) if age < WEEKLY_FOR else ("month", instant.year, instant.month)


def _thin_out(path: Path, now: datetime) -> None:
    dated = _dated(path)
    with explained(_folder(path)):
        for instant in superfluous(dated, now=now):
            dated[instant].unlink(missing_ok=True)
        for part in _files(path, _PART):
            if datetime.fromtimestamp(part.stat().st_mtime, UTC) < now - DAY:
                part.unlink(missing_ok=True)


def _dated(path: Path) -> dict[datetime, Path]:
    stamps = {copy: copy.stem.removeprefix(f"{path.stem}-") for copy in copies(path)}
    return {
        datetime.strptime(stamp, "%Y%m%dT%H%M%S%z"): copy
        for copy, stamp in stamps.items()
        if not stamp.startswith("version-")
    }


def _files(path: Path, pattern: str) -> list[Path]:
    """Return the files in ``backups`` that belong to this log, and to no other with a similar name."""
    folder = _folder(path)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [file for file in found if re.fullmatch(re.escape(path.stem) + pattern, file.name)]


def _copy(path: Path, to: Path) -> Path:
    with explained(to):
        to.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=to.parent, prefix=f"{path.stem}-", suffix=".part")
        os.close(handle)
        part = Path(name)
        try:
            _fill(path, part)
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)
    return to


def _fill(path: Path, part: Path) -> None:
    with connected(path, mode="ro") as source, connected(part) as target:
        source.backup(target)
        # A copy of one file that is complete by itself, also where somebody has put the log into WAL mode.
        target.execute("PRAGMA journal_mode = DELETE")
        check_whole(target, part)


def _folder(path: Path) -> Path:
    return path.parent / "backups"


def _utc(now: datetime) -> datetime:
    if now.utcoffset() is None:
        raise InputError(f"now={now} has no time zone. Give an aware instant, such as datetime.now(UTC).")
    return now.astimezone(UTC)
