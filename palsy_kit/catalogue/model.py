"""Everything in ``data/``, as one value."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from palsy_kit.catalogue.entries import Caution, Concern, Disagreement, Source
from palsy_kit.errors import CatalogueError
from palsy_kit.exercises import Exercise
from palsy_kit.programme import Programme
from palsy_kit.readiness import RedFlag, Rule


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
    concerns: Mapping[str, Concern]

    def exercise(self, exercise_id: str) -> Exercise:
        """One exercise by its id; an unknown one is a `CatalogueError` that names the nearest ids."""
        if exercise_id not in self.exercises:
            raise CatalogueError(unknown("exercise", exercise_id, self.exercises, "load_catalogue().exercises"))
        return self.exercises[exercise_id]

    def variants(self, exercise_id: str) -> tuple[Exercise, ...]:
        """The exercises that name this one as the movement they belong to, in catalogue order."""
        active = self.exercise(exercise_id)
        return tuple(exercise for exercise in self.exercises.values() if exercise.variant_of == active.id)

    def cite(self, source_id: str) -> str:
        """A reference that a person can read; an unknown source is a `CatalogueError`."""
        if source_id not in self.sources:
            raise CatalogueError(unknown("source", source_id, self.sources, "load_catalogue().sources"))
        return str(self.sources[source_id])


def unknown(kind: str, given: str, known: Collection[str], home: str) -> str:
    """An error text on an id that is not there, with the nearest ids that are."""
    near = get_close_matches(given, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
    return f"there is no {kind} {given!r}.{hint} All are in {home}."
