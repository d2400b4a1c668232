"""The catalogue: ``data/`` read into models, and the only module that knows that folder.

The data is text that a clinician can review and correct, so a fault in it is named by file, entry and field. One
load reports every entry that has a fault, not the first alone.
"""

from pathlib import Path
from types import MappingProxyType

from palsy_kit.catalogue.entries import Caution, Concern, Disagreement, Position, Source
from palsy_kit.catalogue.model import Catalogue
from palsy_kit.catalogue.reader import Reader
from palsy_kit.errors import CatalogueError
from palsy_kit.exercises import Exercise
from palsy_kit.programme import Programme
from palsy_kit.readiness import RedFlag, Rule

__all__ = [
    "Catalogue",
    "Caution",
    "Concern",
    "Disagreement",
    "Position",
    "Source",
    "cite",
    "data_folder",
    "load_catalogue",
]


def data_folder() -> Path:
    """The folder of the data: inside an installed package, else at the top of the repository."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "data"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read and check the catalogue.

    Parameters
    ----------
    folder
        A folder laid out as ``data/`` is; by default ``data_folder()``.

    Raises
    ------
    CatalogueError
        If a file is missing or cannot be read, an entry does not fit its model, or a link leads nowhere. The
        message has a line for each problem, with its file, entry and field.

    Examples
    --------
    >>> load_catalogue().exercise("brow_raise").technique.value
    'active'
    """
    reader = Reader(folder or data_folder())
    exercises: dict[str, Exercise] = {}
    for file in reader.exercise_files():
        exercises |= reader.models(file, Exercise, reader.keyed(file))
    catalogue = Catalogue(
        exercises=MappingProxyType(exercises),
        sources=MappingProxyType(reader.models("sources.json", Source, reader.listed("sources.json"))),
        cautions=MappingProxyType(reader.models("cautions.toml", Caution, reader.keyed("cautions.toml"))),
        disagreements=MappingProxyType(
            reader.models("disagreements.toml", Disagreement, reader.keyed("disagreements.toml"))
        ),
        rules=tuple(reader.models("rules.toml", Rule, reader.listed("rules.toml", "rule")).values()),
        red_flags=tuple(reader.models("red_flags.toml", RedFlag, reader.listed("red_flags.toml", "red_flag")).values()),
        programmes=MappingProxyType(reader.models("programmes.toml", Programme, reader.keyed("programmes.toml"))),
        concerns=MappingProxyType(reader.models("concerns.toml", Concern, reader.keyed("concerns.toml"))),
    )
    reader.check_links(catalogue)
    if reader.problems:
        problems = "\n".join(f"- {problem}" for problem in reader.problems)
        raise CatalogueError(f"The catalogue in {reader.folder} cannot be used:\n{problems}")
    return catalogue


def cite(*source_ids: str) -> str:
    """References that a person can read, a line each; ``data/sources.json`` has them for a reference manager.

    Raises
    ------
    CatalogueError
        If there is no such source; the nearest ids are named.

    Examples
    --------
    >>> cite("mime_trial")
    'Beurskens, Heymans (2006). Mime therapy, randomised trial. https://doi.org/10.1016/S0004-9514(06)70026-5'
    """
    catalogue = load_catalogue()
    return "\n".join(map(catalogue.cite, source_ids))
