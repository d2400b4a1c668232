"""The person's own copies of the notebooks: laid out once, brought up to date, and never written over when changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from palsy_kit.errors import WorkbookError

# The fingerprints of the notebooks as they were laid out. A name that begins with a dot is not shown in JupyterLab.
MANIFEST = ".laid-out.json"

# A folder of the workbook for the notebooks of researchers, so that a person sees their own ones alone.
RESEARCH = "research"
FIRST_OF_RESEARCH = "20"

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Laid:
    """What was laid out on one call.

    Attributes
    ----------
    folder
        The person's workbook folder.
    first
        Name of the notebook to open first.
    names
        Names of all notebooks in it that were laid out, now or earlier; those of researchers begin with ``research/``.
    written
        Names of the notebooks that were written just now.
    beside
        Those of ``written`` that stand beside a notebook which the person changed: that one stays as it is.
    """

    folder: Path
    first: str
    names: tuple[str, ...]
    written: tuple[str, ...]
    beside: tuple[str, ...]


def shipped_folder() -> Path:
    """Folder of the notebooks as shipped: inside an installed package, or at the top of a checkout."""
    inside = PACKAGE / "notebooks"
    return inside if inside.is_dir() else PACKAGE.parent / "notebooks"


def lay_out(folder: Path, jupyter_data: Path, shipped: Path | None = None) -> Laid:
    """Bring the person's workbook folder up to date with the notebooks as shipped.

    A notebook is known by its cells, not by its outputs: one that only ran is not changed. A notebook that the person
    changed stays as it is, and a newer version is laid beside it as ``NAME (new version).ipynb``. What is laid out is
    signed, so that JupyterLab trusts it.

    Parameters
    ----------
    folder
        The person's workbook folder; made when it is missing.
    jupyter_data
        JupyterLab's data folder, which holds the signatures.
    shipped
        Folder of the notebooks to lay out; those of this package when left out.

    Raises
    ------
    WorkbookError
        When there is no notebook to lay out, or a folder cannot be written.
    """
    source = shipped or shipped_folder()
    notebooks = sorted(source.glob("*.ipynb"))
    if not notebooks:
        raise WorkbookError(f"No notebook lies in {source}. Install palsy_kit again, or get a complete copy of it.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        jupyter_data.mkdir(parents=True, exist_ok=True)
        laid = _read_manifest(folder)
        written = [name for notebook in notebooks if (name := _lay(notebook, folder, laid, jupyter_data))]
    except OSError as error:
        raise WorkbookError(
            f"The workbook cannot be laid out in {folder}: {error.strerror or error}. "
            "Give yourself the right to write there, or set PALSY_KIT_HOME to another folder."
        ) from error
    shipped_names = {f"{_stem(notebook)}.ipynb" for notebook in notebooks}
    beside = tuple(name for name in written if name not in shipped_names)
    return Laid(folder, notebooks[0].name, tuple(sorted(laid)), tuple(written), beside)


def names_laid(folder: Path) -> tuple[str, ...]:
    """Names of all notebooks that were laid out in a person's workbook folder; each before newer versions of it."""
    return tuple(sorted(_read_manifest(folder), key=lambda name: name.removesuffix(".ipynb")))


def fingerprint(notebook: Path) -> str | None:
    """Digest of what a person can change in a notebook, its outputs left out; None for a file that is no notebook."""
    try:
        content = json.loads(notebook.read_text("utf-8"))
        # The source of a cell is a text or its lines.
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in content["cells"]]
        told = json.dumps([cells, content["metadata"].get("palsy_kit")], sort_keys=True)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return hashlib.sha256(told.encode()).hexdigest()


def _lay(notebook: Path, folder: Path, laid: dict[str, str], jupyter_data: Path) -> str | None:
    """Lay out one notebook under the first name that is free for it; the name when something was written."""
    wanted = fingerprint(notebook)
    if wanted is None:
        raise WorkbookError(f"{notebook} is not a notebook. Install palsy_kit again, or get a complete copy of it.")
    names = _names(_stem(notebook))
    first = f"{_stem(notebook)}.ipynb"
    while True:
        name = next(names)
        target = folder / name
        there = fingerprint(target) if target.exists() else None
        # This version lies here already, as it was or changed since; or it was beside a changed one and was deleted.
        known = laid.get(name) == wanted and (target.exists() or name != first)
        if known or there == wanted:
            laid[name] = wanted
            return None
        if not target.exists() or there == laid.get(name, ""):
            _write(target, notebook.read_bytes())
            _sign(target, jupyter_data)
            laid[name] = wanted
            # Noted at once: a notebook that was laid out but not noted would be taken for a person's own.
            _write(folder / MANIFEST, json.dumps(laid, indent=1, sort_keys=True).encode())
            return name


def _stem(notebook: Path) -> str:
    """Where a notebook lies in the workbook, without its ending."""
    return f"{RESEARCH}/{notebook.stem}" if notebook.name >= FIRST_OF_RESEARCH else notebook.stem


def _names(stem: str) -> Iterator[str]:
    """Names for a notebook: its own, then those beside it."""
    yield f"{stem}.ipynb"
    yield f"{stem} (new version).ipynb"
    yield from (f"{stem} (new version {n}).ipynb" for n in count(2))


def _read_manifest(folder: Path) -> dict[str, str]:
    """Fingerprints by name; empty when there is none or it is damaged, so that every notebook counts as changed."""
    try:
        laid = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return laid if isinstance(laid, dict) else {}


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(exist_ok=True)
    draft = target.with_name(f".{target.name}.draft")
    draft.write_bytes(content)
    draft.replace(target)


def _sign(notebook: Path, jupyter_data: Path) -> None:
    # nbformat takes two seconds to import; a workbook that is up to date does without it.
    import nbformat  # noqa: PLC0415
    from nbformat.sign import NotebookNotary  # noqa: PLC0415

    with NotebookNotary(data_dir=str(jupyter_data)) as notary:  # type: ignore[no-untyped-call]
        notary.sign(nbformat.read(notebook, as_version=4))  # type: ignore[no-untyped-call]
