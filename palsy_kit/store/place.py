"""Where the practice log lies, and why some folders are refused."""

from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

import platformdirs

from palsy_kit.errors import InputError, StoreError

HOME_VARIABLE = "PALSY_KIT_HOME"
LOG_NAME = "practice_log.sqlite3"

_MOUNTS = Path("/proc/self/mountinfo")

# fmt: off
_NETWORK_TYPES = frozenset({
    "9p", "afs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4",
    "ocfs2", "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf",
})
_NETWORK_FUSE = frozenset({
    "ceph-fuse", "davfs2", "drive", "gcsfuse", "glusterfs", "mount.davfs2", "rclone", "s3fs", "smbnetfs", "sshfs",
})
# fmt: on


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of a person's own data.

    Parameters
    ----------
    environ
        The environment, such as ``os.environ``. ``PALSY_KIT_HOME`` names the folder where it is set: an absolute
        path, or one that starts with ``~``. Otherwise it is where the system keeps a user's data.

    Raises
    ------
    InputError
        If ``PALSY_KIT_HOME`` is a relative path: the folder would then depend on where a notebook was started.
    """
    given = environ.get(HOME_VARIABLE, "")
    if not given:
        return platformdirs.user_data_path("palsy_kit", appauthor=False)
    folder = Path(given).expanduser()
    if not folder.is_absolute():
        raise InputError(f"{HOME_VARIABLE}={given!r} is not a full path. Give one that starts with / or ~.")
    return folder


def refuse_network_folder(path: Path) -> None:
    """Refuse a place where file locks cannot be trusted, as far as the system tells.

    Linux lists its file systems; on Windows a share shows in the path. Elsewhere nothing is known, nothing refused.

    Raises
    ------
    StoreError
        If ``path`` lies on a network file system.
    """
    mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
    found = "share" if _is_share(path) else network_type(path, mounts)
    if found:
        raise StoreError(
            f"{path.parent} is a network folder ({found}). There, two notebooks can write at the same moment without "
            f"seeing each other, and the log could be damaged. Set {HOME_VARIABLE} to a folder on this computer."
        )


def network_type(path: Path, mountinfo: str) -> str | None:
    """Return the type of the network file system that holds a path; None where it is local or not known.

    Parameters
    ----------
    path
        A resolved path; it need not exist.
    mountinfo
        The text of Linux's ``/proc/self/mountinfo``; later lines cover earlier ones.
    """
    best, found = -1, ""
    for line in mountinfo.splitlines():
        place, _, source = line.partition(" - ")
        fields = place.split()
        if len(fields) < 5 or not source:  # noqa: PLR2004 (the fifth field is the mount point)
            continue
        mount = Path(fields[4].encode().decode("unicode_escape"))
        if path.is_relative_to(mount) and len(mount.parts) >= best:
            best, found = len(mount.parts), source.split()[0]
    over_fuse = found.removeprefix("fuse.") in _NETWORK_FUSE
    return found if found in _NETWORK_TYPES or over_fuse else None


def _is_share(path: Path) -> bool:
    return PureWindowsPath(path).drive.startswith("\\\\")
