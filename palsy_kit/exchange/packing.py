"""Files from elsewhere, a folder or a zip, opened without trusting them; and a folder packed as one zip.

A zip is unpacked to a passing folder, bounded in size and number, its members under checked names alone.
"""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath

from palsy_kit.errors import InputError

MAX_BYTES = 64 * 2**20
"""What an import reads at most, unpacked: more than a hundred years of practice. Our own default."""

MAX_FILES = 2000
"""Files in a folder or a zip at most. Our own default."""

READ = {".csv", ".json", ".jsonl"}
"""The kinds of file that are unpacked; any other in a zip is left alone."""

_UNDATED = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can give; a zip of the same files is the same zip


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """Give the folder that holds an import's files, or the file itself where it is one.

    Parameters
    ----------
    path
        A folder, a zip, or a single file.

    Raises
    ------
    InputError
        If it is not there, is too large, is no ordinary file, or is a zip that cannot be trusted; nothing was written
        outside a passing folder.
    """
    path = path.expanduser()
    if path.is_dir():
        _bound(path)
        yield path
    elif zipfile.is_zipfile(ordinary(path)) and path.suffix.lower() != ".xlsx":
        with tempfile.TemporaryDirectory(prefix="palsy_kit_") as name:
            _unpack(path, Path(name))
            yield _single(Path(name))
    else:
        yield path


def ordinary(path: Path) -> Path:
    """Return a path that is an ordinary file of a size that can be read.

    Raises
    ------
    InputError
        If it is not.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{path} is not an ordinary file.")
    if found.st_size > MAX_BYTES:
        raise _too_large(path, found.st_size)
    return path


def pack(folder: Path, target: Path) -> None:
    """Write the files of a folder, without folders in it, as a zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(file.name, _UNDATED), file.read_bytes(), zipfile.ZIP_DEFLATED)


def write_page(target: Path, page: str) -> None:
    """Write a page of text under a name that is still free: all of it or nothing, for the person's eyes only.

    Raises
    ------
    InputError
        If something is there already, or the place cannot be written.
    """
    with _private_file(target) as file:
        file.write_text(page, encoding="utf-8")


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """Give a folder to write to, which becomes the target when all of it is written: a folder, or a zip by its name.

    Raises
    ------
    InputError
        If something is there already, or the place cannot be written.
    """
    with _free(target) as (free, passing):
        folder = passing / "folder"
        folder.mkdir(mode=0o700)
        yield folder
        if free.suffix.lower() != ".zip":
            folder.rename(free)
            return
        with _private_file(target) as packed:
            pack(folder, packed)


@contextmanager
def _private_file(target: Path) -> Iterator[Path]:
    """Give a file for the person's eyes only, like the log, which takes the target's name when all of it is written."""
    with _free(target) as (free, passing):
        file = passing / "file"
        file.touch(mode=0o600)
        yield file
        file.rename(free)


@contextmanager
def _free(target: Path) -> Iterator[tuple[Path, Path]]:
    """Give a name that is free, and a passing folder beside it to write in first."""
    target = target.expanduser()
    if target.exists() or target.is_symlink():
        raise InputError(f"{target} exists. Nothing was written. Give a name that is still free.")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".palsy_kit_") as name:
            yield target, Path(name)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror or error}. Give another place.") from error


def _bound(folder: Path) -> None:
    try:
        files = list(islice(folder.rglob("*"), MAX_FILES + 1))
        if len(files) > MAX_FILES:
            raise InputError(f"{folder} holds more than {MAX_FILES:,} files. Give the folder of one export.")
        size = sum(ordinary(file).stat().st_size for file in files if not file.is_dir())
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}.") from error
    if size > MAX_BYTES:
        raise _too_large(folder, size)


def _unpack(path: Path, to: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            for member, name in _members(path, archive).items():
                file = to / name
                file.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, file.open("xb") as target:
                    shutil.copyfileobj(source, target)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, OverflowError,
    ) as error:  # fmt: skip
        raise InputError(f"{path} is damaged, or not a zip as we read it: {error}.") from error


def _members(path: Path, archive: zipfile.ZipFile) -> dict[zipfile.ZipInfo, PurePosixPath]:
    """Choose the members to unpack; all are checked, for one bad name makes the whole zip a trap."""
    listed = archive.infolist()
    if len(listed) > MAX_FILES:
        raise InputError(f"{path} holds more than {MAX_FILES:,} files. Give the zip of one export.")
    names = {member: _name(path, member) for member in listed}
    chosen = {
        member: name
        for member, name in names.items()
        if name.suffix.lower() in READ and name.parts[0] != "__MACOSX" and not member.is_dir()
    }
    size = sum(member.file_size for member in chosen)  # zipfile gives no more than a member says that it has
    if size > MAX_BYTES:
        raise _too_large(path, size)
    folded = [str(name).casefold() for name in chosen.values()]
    if len(set(folded)) < len(folded):
        raise InputError(f"{path} holds two files of one name. Give a zip in which each name is there once.")
    return chosen


def _name(path: Path, member: zipfile.ZipInfo) -> PurePosixPath:
    given = member.filename
    name = PurePosixPath(given)
    outside = name.is_absolute() or ".." in name.parts or not name.parts
    if outside or "\\" in given or ":" in given or not given.isprintable():
        raise InputError(f"{path} holds a file named {given!r}, which would lie outside its folder. Nothing was read.")
    return name


def _single(folder: Path) -> Path:
    """Step into the folder that some programs put around what they zip."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _too_large(path: Path, size: int) -> InputError:
    return InputError(
        f"{path} is too large to be an export of practice: {size / 2**20:,.0f} MB, and we read at most "
        f"{MAX_BYTES / 2**20:,.0f} MB. Nothing was read."
    )
