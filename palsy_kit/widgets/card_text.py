"""What a card says of an exercise, as nodes: the same text for a stored notebook and for the explorer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from palsy_kit.catalogue import Catalogue, Disagreement, Source
from palsy_kit.exercises import Citation, DosageField, Exercise, Relation
from palsy_kit.readiness import Readiness, Rule
from palsy_kit.widgets.card_words import (
    DOSAGE_NAMES,
    HOW_RELATED,
    NEEDS,
    NERVES,
    STAGES,
    dosage_value,
    dosage_words,
    pressure_words,
)
from palsy_kit.widgets.nodes import Node, node
from palsy_kit.widgets.open_today import instead_words
from palsy_kit.widgets.words import AREA_NAMES, TECHNIQUE_NAMES, listed, sentence

OWN = "our choice"


def stages(catalogue: Catalogue, exercise: Exercise) -> tuple[Exercise, ...]:
    """The movement of an exercise in its stages: pictured, helped, by itself, against a finger, let go."""
    active = exercise.variant_of or exercise.id
    group = (catalogue.exercise(active), *catalogue.variants(active))
    order: list[Relation | None] = list(STAGES)
    return tuple(sorted(group, key=lambda one: order.index(one.relation)))


@dataclass
class References:
    """The sources that a card cites, numbered in the order in which they come up."""

    sources: dict[str, Source]
    _places: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, citations: Iterable[Citation]) -> list[Node]:
        """The numbers of what is cited, to stand behind a statement; nothing cited: nothing."""
        numbers = []
        for citation in citations:
            places = self._places.setdefault(citation.source, [])
            if citation.at and citation.at not in places:
                places.append(citation.at)
            numbers.append(list(self._places).index(citation.source) + 1)
        marks = ", ".join(map(str, sorted(set(numbers))))
        return ["\u00a0", node("span", f"[{marks}]", class_="pk-card-mark")] if marks else []

    def listed(self) -> Node:
        """The numbered list of what was cited."""
        return node("ol", *(self._line(id_, places) for id_, places in self._places.items()), class_="pk-card-sources")

    def _line(self, source_id: str, places: list[str]) -> Node:
        source = self.sources[source_id]
        parts: list[Node] = [f"{source.reference} "]
        if source.link:
            parts += [node("a", source.link, href=source.link, target="_blank", rel="noreferrer"), " "]
        if places:
            parts.append(f"Place: {'; '.join(places)}. ")
        return node("li", *parts, *([node("small", source.note)] if source.note else []))


@dataclass(frozen=True)
class CardText:
    """The text of a card in three parts: its head, what to do, and what else to know."""

    head: Node
    main: Node
    more: Node


def card_text(
    exercise: Exercise, catalogue: Catalogue, *, readiness: Readiness | None, note: str = "", opened: bool
) -> CardText:
    """Write the card of an exercise.

    Parameters
    ----------
    exercise
        One of the catalogue.
    catalogue
        Where its cautions, sources and relatives are.
    readiness
        What is open today; None: the card does not speak of today.
    note
        What a person should know about ``readiness``, said where the exercise is closed.
    opened
        Whether what stands behind the exercise (evidence, sources, where experts differ) is unfolded.
    """
    references = References(dict(catalogue.sources))
    main = [
        *_today(exercise, readiness, note, references, catalogue),
        *_section("Steps", node("ol", *(node("li", step) for step in exercise.steps), class_="pk-card-steps")),
        *_dosage(exercise, references),
        *_section("You need", *_list(NEEDS[need] for need in exercise.needs)),
    ]
    care = [
        *_cautions("Before you begin", exercise.cautions, catalogue, references),
        *_cautions("When to stop", exercise.stop_if, catalogue, references),
    ]
    differ = [
        _folded(f"Experts differ: {point.title}", _disagreement(point, references), opened=opened)
        for point in (catalogue.disagreements[id_] for id_ in exercise.disagreements)
    ]
    behind = [*_evidence(exercise, references), *_anatomy(exercise), *_stages(exercise, catalogue)]
    return CardText(
        head=_head(exercise),
        main=node("div", *main, class_="pk-card-main"),
        more=node(
            "div",
            node("div", *care, class_="pk-card-care"),
            *differ,
            _folded("Evidence, muscles and nerves, other stages", behind, opened=opened),
            _folded("Sources", [references.listed()], opened=opened),
            class_="pk-card-more",
        ),
    )


def _head(exercise: Exercise) -> Node:
    areas = listed(AREA_NAMES[area] for area in exercise.focus_areas)
    technique = node("span", sentence(TECHNIQUE_NAMES[exercise.technique]), class_="pk-card-technique")
    return node("header", node("h3", exercise.name), node("p", technique, node("span", areas)), class_="pk-card-head")


def _today(
    exercise: Exercise, readiness: Readiness | None, note: str, references: References, catalogue: Catalogue
) -> list[Node]:
    if readiness is None:
        return []
    if readiness.practice_closed:
        reasons = [node("p", flag.says, *references.mark(flag.sources)) for flag in readiness.red_flags]
    else:
        reasons = [
            node("p", rule.reason, *references.mark(rule.sources), *_instead(exercise, rule, readiness, catalogue))
            for rule in readiness.closing_exercise(exercise)
        ]
    if not reasons:
        return [node("p", "Open today", class_="pk-card-open")]
    return [
        node("div", node("h4", "Closed today"), *([node("p", note)] if note else []), *reasons, class_="pk-card-closed")
    ]


def _instead(exercise: Exercise, rule: Rule, readiness: Readiness, catalogue: Catalogue) -> list[Node]:
    areas = [area for area in exercise.focus_areas if rule in readiness.rules[area]]
    words = instead_words(readiness, rule, areas, catalogue.exercises.values())
    return [" ", node("strong", "Instead: "), words] if words else []


def _dosage(exercise: Exercise, references: References) -> list[Node]:
    # No rest is no value: it goes without saying.
    rows = [_value(exercise, name, references) for name in DOSAGE_NAMES if getattr(exercise.dosage, name)]
    if exercise.fingers:
        rows.append(_row("Finger pressure", *_owned(pressure_words(exercise.fingers))))
    told = node("p", dosage_words(exercise))
    values = node("dl", *rows, class_="pk-card-dosage")
    own = node(
        "p",
        f"“{sentence(OWN)}”: no source gives this value; the makers of this workbook chose it.",
        class_="pk-card-note",
    )
    return _section("How much", told, values, *([own] if exercise.own_defaults else []))


def _value(exercise: Exercise, name: DosageField, references: References) -> Node:
    value = dosage_value(exercise.dosage, name)
    if name in exercise.own_defaults:
        return _row(DOSAGE_NAMES[name], *_owned(value))
    return _row(DOSAGE_NAMES[name], value, *references.mark([exercise.dosage_sources[name]]))


def _row(name: str, *said: Node) -> Node:
    return node("div", node("dt", name), node("dd", *said))


def _owned(text: str) -> list[Node]:
    """A text with the mark of what no source gives."""
    return [f"{text} ", node("span", OWN, class_="pk-card-own")]


def _cautions(title: str, ids: Iterable[str], catalogue: Catalogue, references: References) -> list[Node]:
    cautions = [catalogue.cautions[id_] for id_ in ids]
    lines = [
        node("li", *([caution.text, *marks] if (marks := references.mark(caution.sources)) else _owned(caution.text)))
        for caution in cautions
    ]
    return [node("section", node("h4", title), node("ul", *lines))] if lines else []


def _disagreement(point: Disagreement, references: References) -> list[Node]:
    sides = [node("li", side.says, *references.mark(side.sources)) for side in point.sides]
    here = node("p", node("strong", "Here: "), point.our_default)
    return [node("p", point.in_short), node("ul", *sides), here]


def _stages(exercise: Exercise, catalogue: Catalogue) -> list[Node]:
    others = [one for one in stages(catalogue, exercise) if one is not exercise]
    lines = [node("li", f"{STAGES[one.relation]}: {one.name}") for one in others]
    if exercise.relation and exercise.variant_of:
        name = catalogue.exercise(exercise.variant_of).name
        told: list[Node] = [node("p", f"A stage of “{name}”: {HOW_RELATED[exercise.relation]}.")]
    else:
        told = []
    return _section("Other stages of this movement", *told, *([node("ul", *lines)] if lines else []))


def _anatomy(exercise: Exercise) -> list[Node]:
    muscles = _section("Muscles", *_list(exercise.muscles))
    nerves = _section("Nerves", *_list(NERVES[nerve] for nerve in exercise.nerves))
    return [node("div", *muscles, *nerves, class_="pk-card-care")] if muscles or nerves else []


def _evidence(exercise: Exercise, references: References) -> list[Node]:
    return _section("Evidence", node("p", exercise.evidence, *references.mark(exercise.sources)))


def _list(lines: Iterable[str]) -> list[Node]:
    items = [node("li", sentence(line)) for line in lines]
    return [node("ul", *items)] if items else []


def _section(title: str, *content: Node) -> list[Node]:
    return [node("section", node("h4", title), *content)] if content else []


def _folded(title: str, content: list[Node], *, opened: bool) -> Node:
    fold = {"open": ""} if opened else {}
    return node("details", node("summary", node("h4", title)), *content, **fold)
