"""What an entry of the catalogue names in another file, so that a name that leads nowhere is found."""

from collections.abc import Iterable, Iterator

from palsy_kit.catalogue.entries import Caution, Concern, Disagreement, Source
from palsy_kit.catalogue.model import Catalogue
from palsy_kit.exercises import Citation, Exercise, Model
from palsy_kit.programme import Programme
from palsy_kit.readiness import RedFlag, Rule

TARGETS: dict[type[Model], tuple[str, str]] = {
    Source: ("source", "sources.json"),
    Caution: ("caution", "cautions.toml"),
    Disagreement: ("disagreement", "disagreements.toml"),
    Exercise: ("exercise", "exercises/"),
    RedFlag: ("red flag", "red_flags.toml"),
}
"""What an entry can name: its word, and where all of it is."""

Link = tuple[type[Model], str, str, type[Model], str]
"""Model and id of the entry, its field, the model of the entry that it names, and the id it names."""


def links(catalogue: Catalogue) -> Iterator[Link]:
    """Every id that an entry names."""
    for exercise in catalogue.exercises.values():
        yield from _exercise_links(exercise)
    for concern in catalogue.concerns.values():
        yield from ((Concern, concern.id, "red_flags", RedFlag, item) for item in concern.red_flags)
        yield from ((Concern, concern.id, "release", Exercise, item) for item in concern.release)
        yield from ((Concern, concern.id, "exercises", Exercise, item) for item in concern.exercises)
    keyed = (catalogue.cautions.values(), catalogue.programmes.values(), catalogue.concerns.values())
    for entry in (entry for group in (*keyed, catalogue.rules, catalogue.red_flags) for entry in group):
        yield from _cited(entry, entry.id, "sources", entry.sources)
    for programme in catalogue.programmes.values():
        named = (item for ask in programme.asks for item in ask.exercise_ids)
        yield from ((Programme, programme.id, "exercise_ids", Exercise, item) for item in named)
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
