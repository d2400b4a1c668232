"""Reading the files of ``data/``, and gathering every problem on the way."""

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from palsy_kit.catalogue.links import TARGETS, links
from palsy_kit.catalogue.model import Catalogue, unknown
from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Model

Entry = tuple[str, Any]
"""An entry's id and its fields, as the file has them."""

M = TypeVar("M", bound=Model)


class Reader:
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
        for model, entry_id, field, target, given in links(catalogue):
            known = [id_ for kind, id_ in self._homes if kind is target]
            if given not in known:
                kind, home = TARGETS[target]
                fault = unknown(kind, given, known, home)
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
