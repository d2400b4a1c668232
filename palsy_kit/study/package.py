"""Where the tables of a study folder lie: as its ``datapackage.json`` says, or by the names of its files."""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from palsy_kit.errors import InputError
from palsy_kit.study.tables import TABLES

PACKAGE = "datapackage.json"
MAX_PACKAGE_BYTES = 16 * 2**20

NEEDED = ("participants", "prescriptions", "sessions")
"""What every study has. One without holds or measures needs no file of them."""

WHAT_A_STUDY_IS = (
    "A study is a folder with participants.csv, prescriptions.csv and sessions.csv; holds.csv and measures.csv may be "
    "missing. docs/study_folder.md says which columns must be there."
)


def read_package(folder: Path) -> dict[str, Any]:
    """Read ``datapackage.json``; a folder without one is described by the names of its files and its own name.

    Raises
    ------
    InputError
        If the folder is none, or has none of the tables; if the file is far too large, or not a JSON object; if a table
        is not where it says.
    """
    _refuse_what_is_no_folder(folder)
    file = folder / PACKAGE
    try:
        if (size := file.stat().st_size) > MAX_PACKAGE_BYTES:
            raise InputError(
                f"{file} holds {size / 2**20:,.0f} MB, and the description of a study is read up to "
                f"{MAX_PACKAGE_BYTES / 2**20:,.0f} MB. Is it another file?"
            )
        package = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _by_names(folder)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is not JSON in UTF-8: {error}.") from error
    if not isinstance(package, dict):
        raise InputError(f"{file} holds a {type(package).__name__}. A data package is an object with resources.")
    _refuse_what_is_gone(folder, package)
    return package


def _refuse_what_is_gone(folder: Path, package: Mapping[str, Any]) -> None:
    paths = {table: path for table in TABLES if (path := table_path(folder, package, table))}
    gone = [f"{table} ({path})" for table, path in paths.items() if not (folder / path).exists()]
    if gone:
        are, entry = ("is", "the entry") if len(gone) == 1 else ("are", "the entries")
        raise InputError(
            f"{folder / PACKAGE} names {', '.join(gone)}, which {are} not there. Put back what it names, or remove "
            f"{entry}, or the whole {PACKAGE}: without it tables are known by their names, such as sessions.csv. "
            f"In the folder: {inside(folder)}."
        )


def _refuse_what_is_no_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    if not folder.exists():
        raise InputError(f"{folder} does not exist. Give the folder of a study. {WHAT_A_STUDY_IS}")
    if folder.suffix.lower() == ".zip":
        raise InputError(f"{folder} is a zip. Unpack it, and give the folder that comes out.")
    raise InputError(f"{folder} is a file. Give the folder that it lies in. {WHAT_A_STUDY_IS}")


def _by_names(folder: Path) -> dict[str, Any]:
    names = {path.name.lower(): path.name for path in folder.iterdir()}
    found = {
        table: names[name] for table in TABLES for name in (table, f"{table}.parquet", f"{table}.csv") if name in names
    }
    if not any(table in found for table in NEEDED):
        raise InputError(f"{folder} is not a study folder. In it: {inside(folder)}. {WHAT_A_STUDY_IS}")
    return {
        "title": folder.resolve().name,
        "resources": [{"name": table, "path": path} for table, path in found.items()],
    }


def inside(folder: Path) -> str:
    """The names of what lies in a folder."""
    return ", ".join(sorted(path.name for path in folder.glob("*"))) or "nothing"


def is_parquet(folder: Path) -> bool:
    """Say whether a study folder keeps its sessions in Parquet.

    Raises
    ------
    InputError
        If it is not a study folder.
    """
    named = table_path(folder, read_package(folder), "sessions")
    path = folder / (named or "sessions.csv")
    return path.suffix == ".parquet" or path.is_dir()


def table_path(folder: Path, package: Mapping[str, Any], table: str) -> PurePosixPath | None:
    """Return where the package says that a table lies, relative to its folder; ``None`` where it does not say so.

    Raises
    ------
    InputError
        If the path leads out of the folder.
    """
    listed = package.get("resources")
    resources = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    given = {str(resource.get("name")): resource.get("path") for resource in resources}.get(table)
    if not isinstance(given, str):
        return None
    path = PurePosixPath(given)
    if path.is_absolute() or ".." in path.parts or "\\" in given or ":" in given or not given.isprintable():
        raise InputError(f"The path {given!r} of {table!r} leads out of {folder}. Give a path inside it.")
    return path
