"""What happens when a log is opened: refuse what is not ours, begin what is new, bring up to date what is old."""

import os
from pathlib import Path

from palsy_kit.errors import StoreError
from palsy_kit.store.backups import back_up_version, copies
from palsy_kit.store.connection import connected, explained, not_writable
from palsy_kit.store.place import refuse_network_folder
from palsy_kit.store.schema import MIGRATIONS, Migration, check_whole, migrate, read_header, refuse_foreign
from palsy_kit.store.table import is_unswept, sweep


def prepare(path: Path, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Make sure that a whole log of the newest version lies at a path.

    Parameters
    ----------
    path
        A resolved path; its folder is made where it is missing.
    migrations
        The steps to the newest version.

    Raises
    ------
    StoreError
        If the file cannot be used; it is left as it was.
    """
    refuse_network_folder(path)
    _make(path)
    header = read_header(path)
    refuse_foreign(path, header, len(migrations))
    if header is None:
        _refuse_vanished(path)
    elif header.version < len(migrations):
        back_up_version(path, header.version)
    migrate(path, migrations)
    with connected(path) as connection:
        check_whole(connection, path)
        connection.execute("PRAGMA journal_mode = DELETE")  # in case another program has put the file into WAL mode
        if is_unswept(connection):
            sweep(connection)


def _make(path: Path) -> None:
    with explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For the person's eyes only: SQLite gives its journal the same rights.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if not os.access(path.parent, os.W_OK):
        raise not_writable(path)


def _refuse_vanished(path: Path) -> None:
    found = copies(path)
    if found:
        raise StoreError(
            f"{path} is empty, yet there are copies of it in {found[-1].parent}. To go on with them, copy "
            f"{found[-1].name} over {path.name}. To begin anew, move the folder away."
        )
