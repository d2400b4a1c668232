"""The catalogue: ``data/`` read into models, and the only module that knows that folder.

The data is text that a clinician can review and correct, so a fault in it is named by file, entry and field. One
load reports every entry that has a fault, not the first alone.
"""

import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from palsy_kit.errors import CatalogueError, InputError
from palsy_kit.exercises import Citation, Exercise, FocusArea, Model, Slug, Text
from palsy_kit.programme import Programme
from palsy_kit.readiness import RedFlag, Rule


class Author(Model):
    """An author of a source: a person by family name, or a body by its literal name."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    def __str__(self) -> str:
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


class Issued(Model):
    """When a source was issued, as CSL writes it: ``{"date-parts": [[2022]]}``."""

    date_parts: Annotated[tuple[tuple[int, ...]], Field(alias="date-parts")]


class Source(Model):
    """Where a statement comes from, with the field names of CSL-JSON; ``note`` says what it is worth."""

    id: Slug
    type: Literal["article-journal", "webpage", "dataset", "software", "document"]
    title: Text
    author: tuple[Author, ...] = ()
    container_title: Annotated[Text | None, Field(alias="container-title")] = None
    issued: Issued | None = None
    DOI: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    URL: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    note: Text | None = None

    @property
    def link(self) -> str | None:
        """The address to open: the DOI's, else the URL."""
        return f"https://doi.org/{self.DOI}" if self.DOI else self.URL

    def __str__(self) -> str:
        year = f" ({self.issued.date_parts[0][0]})" if self.issued else ""
        authors = ", ".join(map(str, self.author))
        parts = (authors + year, self.title) if authors else (self.title + year,)
        text = ". ".join(part for part in (*parts, self.container_title) if part)
        return f"{text}. {self.link}" if self.link else f"{text}."


class Caution(Model):
    """A caution or a reason to stop, written once for all exercises; without sources it is our own advice."""

    id: Slug
    text: Text
    sources: tuple[Citation, ...] = ()


class Position(Model):
    """What one side of a disagreement says, and where."""

    says: Text
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Disagreement(Model):
    """A point on which the sources differ: every side, and what the workbook does."""

    id: Slug
    title: Text
    in_short: Text
    sides: Annotated[tuple[Position, ...], Field(min_length=2)]
    our_default: Text


@dataclass(frozen=True)
class Catalogue:
    """Everything in ``data/``, with every link between entries checked.

    Exercises come in the order of ``FocusArea``, and within an area as their file has them.
    """

    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    cautions: Mapping[str, Caution]
    disagreements: Mapping[str, Disagreement]
    rules: tuple[Rule, ...]
    red_flags: tuple[RedFlag, ...]
    programmes: Mapping[str, Programme]

    def exercise(self, exercise_id: str) -> Exercise:
        """One exercise by its id; an unknown one is a `CatalogueError` that names the nearest ids."""
        if exercise_id not in self.exercises:
            raise CatalogueError(_unknown("exercise", exercise_id, self.exercises, "load_catalogue().exercises"))
        return self.exercises[exercise_id]

    def variants(self, exercise_id: str) -> tuple[Exercise, ...]:
        """The exercises that name this one as the movement they belong to, in catalogue order."""
        active = self.exercise(exercise_id)
        return tuple(exercise for exercise in self.exercises.values() if exercise.variant_of == active.id)

    def cite(self, source_id: str) -> str:
        """A reference that a person can read; an unknown source is a `CatalogueError`."""
        if source_id not in self.sources:
            raise CatalogueError(_unknown("source", source_id, self.sources, "load_catalogue().sources"))
        return str(self.sources[source_id])


def data_folder() -> Path:
    """The folder of the data: inside an installed package, else at the top of the repository."""
    inside = Path(__file__).parent / "data"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "data"


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
    reader = _Reader(folder or data_folder())
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
    )
    reader.check_links(catalogue)
    if reader.problems:
        problems = "\n".join(f"- {problem}" for problem in reader.problems)
        raise CatalogueError(f"The catalogue in {reader.folder} cannot be used:\n{problems}")
    return catalogue


Entry = tuple[str, Any]
"""An entry's id and its fields, as the file has them."""

M = TypeVar("M", bound=Model)


class _Reader:
    """Reads the files of one folder and gathers every problem on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._homes: dict[tuple[type[Model], str], str] = {}
        self._unreadable = False

    def exercise_files(self) -> tuple[str, ...]:
        """The files of exercises, one a focus area; any other file there would be overlooked, so it is refused."""
        files = tuple(f"exercises/{area}.toml" for area in FocusArea)
        found = (f"exercises/{path.name}" for path in sorted((self.folder / "exercises").glob("*")))
        self.problems += [f"{file} is not read. Allowed: {', '.join(files)}." for file in found if file not in files]
        return files

    def keyed(self, file: str) -> Iterator[Entry]:
        """Entries of a TOML file with one table each, whose key is the id."""
        for key, fields in self._parsed(file, {}).items():
            if isinstance(fields, dict) and "id" in fields:
                self.problems.append(f"{file}, {key!r}: id={fields['id']!r} repeats the table's key. Leave id out.")
            else:
                yield key, {"id": key, **fields} if isinstance(fields, dict) else fields

    def listed(self, file: str, key: str | None = None) -> Iterator[Entry]:
        """Entries of a list, whose ids are inside: the TOML array of tables under ``key``, or a whole JSON file."""
        parsed = self._parsed(file, {key: []} if key else [])
        entries = parsed.pop(key, None) if key else parsed
        if not isinstance(entries, list) or (key and parsed):
            self.problems.append(
                f"{file} is not one list. Give {f'[[{key}]] tables' if key else 'a list'}, and no more."
            )
            return
        for number, fields in enumerate(entries, start=1):
            yield (str(fields.get("id", number)) if isinstance(fields, dict) else str(number)), fields

    def models(self, file: str, model: type[M], entries: Iterable[Entry]) -> dict[str, M]:
        """The entries as models by id, without those that have a problem."""
        read: dict[str, M] = {}
        for entry_id, fields in entries:
            home = self._homes.setdefault((model, entry_id), file)
            if home != file or entry_id in read:
                self.problems.append(f"{file}, {entry_id!r}: this id is taken (in {home}). Give another.")
                continue
            try:
                read[entry_id] = model.model_validate(fields)
            except InputError as error:
                self.problems.append(f"{file}, {entry_id!r}: {error}")
        return read

    def check_links(self, catalogue: Catalogue) -> None:
        """Note every id that an entry names and no file has; unless a file is unreadable, as it may have them all."""
        if self._unreadable:
            return
        for model, entry_id, field, target, given in _links(catalogue):
            known = [id_ for kind, id_ in self._homes if kind is target]
            if given not in known:
                fault = _unknown(target.__name__.lower(), given, known, TARGETS[target])
                self.problems.append(f"{self._homes[model, entry_id]}, {entry_id!r}: {field}: {fault}")

    def _parsed(self, file: str, otherwise: Any) -> Any:
        try:
            text = (self.folder / file).read_text(encoding="utf-8")
            return json.loads(text) if file.endswith(".json") else tomllib.loads(text)
        except OSError as error:
            self.problems.append(f"{file} cannot be read: {error.strerror}.")
        except ValueError as error:  # TOML and JSON syntax, and text that is not UTF-8
            self.problems.append(f"{file} is not valid {file.rpartition('.')[2].upper()}: {error}.")
        self._unreadable = True
        return otherwise


TARGETS: dict[type[Model], str] = {
    Source: "sources.json",
    Caution: "cautions.toml",
    Disagreement: "disagreements.toml",
    Exercise: "exercises/",
}
"""What an entry can name, and where all of it is."""

Link = tuple[type[Model], str, str, type[Model], str]
"""Model and id of the entry, its field, the model of the entry that it names, and the id it names."""


def _links(catalogue: Catalogue) -> Iterator[Link]:
    for exercise in catalogue.exercises.values():
        yield from _exercise_links(exercise)
    entries = (catalogue.cautions.values(), catalogue.programmes.values(), catalogue.rules, catalogue.red_flags)
    for entry in (entry for group in entries for entry in group):
        yield from _cited(entry, entry.id, "sources", entry.sources)
    for rule in catalogue.rules:
        if rule.disagreement is not None:
            yield Rule, rule.id, "disagreement", Disagreement, rule.disagreement
    for disagreement in catalogue.disagreements.values():
        for side in disagreement.sides:
            yield from _cited(disagreement, disagreement.id, "sides", side.sources)


def _exercise_links(exercise: Exercise) -> Iterator[Link]:
    yield from _cited(exercise, exercise.id, "sources", exercise.sources)
    yield from _cited(exercise, exercise.id, "dosage_sources", exercise.dosage_sources.values())
    named: dict[tuple[str, type[Model]], tuple[str, ...]] = {
        ("cautions", Caution): exercise.cautions,
        ("stop_if", Caution): exercise.stop_if,
        ("disagreements", Disagreement): exercise.disagreements,
        ("variant_of", Exercise): (exercise.variant_of,) if exercise.variant_of is not None else (),
    }
    for (field, target), given in named.items():
        yield from ((Exercise, exercise.id, field, target, item) for item in given)


def _cited(entry: Model, entry_id: str, field: str, citations: Iterable[Citation]) -> Iterator[Link]:
    yield from ((type(entry), entry_id, field, Source, citation.source) for citation in citations)


def _unknown(kind: str, given: str, known: Collection[str], home: str) -> str:
    near = get_close_matches(given, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    return f"there is no {kind} {given!r}.{hint} All are in {home}."
