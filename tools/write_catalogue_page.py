"""Write docs/catalogue.md and docs/evidence.md, the catalogue as pages to read, from the files in data/.

Run ``python tools/write_catalogue_page.py`` from the top of the repository after a change there; a test compares.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, product
from pathlib import Path

from palsy_kit.catalogue import Catalogue, Caution, Concern, Disagreement, Source, load_catalogue
from palsy_kit.exercises import (
    ActionUnit,
    Citation,
    Exercise,
    FingerPlacement,
    FocusArea,
    Laterality,
    RelativeSide,
    Technique,
    Touch,
)
from palsy_kit.face.units import UNITS
from palsy_kit.readiness import RedFlag, Rule
from palsy_kit.widgets.card_words import NERVES

DOCS = Path(__file__).parents[1] / "docs"

INTRO = """# The catalogue

Written by `tools/write_catalogue_page.py` from the files in `data/`: correct those, not this page.

{n_exercises} exercises, by the area that moves or is touched first. A dosage value without a source is palsy_kit's own
default, and is named as such; so is a caution without a source. Movements are action units (AU) of the Facial Action
Coding System, as the picture shows them, from 0 to 1. How hard a finger presses, of 10, is our own. Where a source
has no title that we know, the list of [sources](evidence.md#sources) describes it in our own words.

[By area and technique](#by-area-and-technique) · [By what bothers a person](#by-what-bothers-a-person)

What the exercises rest on is on a page of its own: [evidence and disagreements](evidence.md).
"""

EVIDENCE = """# Evidence and disagreements

Written by `tools/write_catalogue_page.py` from the files in `data/`: correct those, not this page.

What is known about practice for facial palsy is thin: small trials, lists of clinics and charities, and the
experience of those who teach it. So the workbook names the source of each thing that it says, shows both sides
where sources differ, and takes the cautious one as its default. What carries no source is our own, and is said to be.

[Points on which the sources differ](#points-on-which-the-sources-differ)
· [Signs that come first](#signs-that-come-first) · [What closes a technique](#what-closes-a-technique)
· [Cautions](#cautions-and-reasons-to-stop) · [Sources](#sources)
"""

FLAGS = """\
The check-in asks about these before anything else. Emergency and same-day signs close all practice of the day.
"""

RULES = """\
Each rule is looked at for each area, with the answers of the day; one that holds closes something. Movement goes from
0 (none) over 1 (a flicker), 2 (some) and 3 (most) to 4 (as before); tightness and pain go from 0 to 10.
A threshold without a source is our own cautious default.
"""

SIDES = {
    Laterality.TOGETHER: "both sides together",
    Laterality.EACH: "one side after the other",
    Laterality.AFFECTED: "the affected side",
    Laterality.UNAFFECTED: "the stronger side",
}
ON = {
    RelativeSide.BOTH: "both sides",
    RelativeSide.WORKED: "the side worked",
    RelativeSide.OTHER: "the other side",
}


def pages(catalogue: Catalogue) -> dict[str, str]:
    """Every page as Markdown, by the name of its file."""
    return {"catalogue.md": _exercises(catalogue), "evidence.md": _evidence(catalogue)}


def _exercises(catalogue: Catalogue) -> str:
    parts = [INTRO.format(n_exercises=len(catalogue.exercises))]
    parts += ["## By area and technique\n", _table(_found(catalogue), "Area | Technique | Exercises")]
    concerns = (_concern(concern, catalogue) for concern in catalogue.concerns.values())
    parts += ["## By what bothers a person\n", *concerns]
    for area in FocusArea:
        exercises = [exercise for exercise in catalogue.exercises.values() if exercise.focus_areas[0] is area]
        parts += [f"## {_plain(area).capitalize()}\n", *(_exercise(exercise) for exercise in exercises)]
    return "\n".join(parts)


def _evidence(catalogue: Catalogue) -> str:
    parts = [EVIDENCE]
    parts += ["## Points on which the sources differ\n", *map(_disagreement, catalogue.disagreements.values())]
    parts += [
        "## Signs that come first\n",
        FLAGS,
        _table(map(_flag, catalogue.red_flags), "Sign | What the workbook says"),
    ]
    parts += ["## What closes a technique\n", RULES, *map(_rule, catalogue.rules)]
    parts += ["## Cautions and reasons to stop\n", _table(map(_caution, catalogue.cautions.values()))]
    parts += ["## Sources\n", _table(map(_source, catalogue.sources.values()))]
    return "\n".join(parts)


def _found(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Every area with every technique that an exercise of it uses."""
    for area, technique in product(FocusArea, Technique):
        fitting = [e for e in catalogue.exercises.values() if area in e.focus_areas and e.technique is technique]
        if fitting:
            yield _plain(area), _plain(technique), _named(catalogue, [exercise.id for exercise in fitting])


def _named(catalogue: Catalogue, ids: Iterable[str]) -> str:
    return ", ".join(f"[{catalogue.exercise(id_).name}](#{id_})" for id_ in ids)


def _concern(concern: Concern, catalogue: Catalogue) -> str:
    flags = [flag for flag in catalogue.red_flags if flag.id in concern.red_flags]
    lines = [
        *(f"- **Before anything else:** {flag.asks}? {flag.says}" for flag in flags),
        f"- **First, let go:** {_named(catalogue, concern.release)}",
        f"- **Then:** {_named(catalogue, concern.exercises)}",
        f"- **Sources:** {_cited(concern.sources)}",
    ]
    return f"### {concern.says}\n\n{concern.reason}\n\n{chr(10).join(lines)}\n"


def _exercise(exercise: Exercise) -> str:
    rest = exercise.focus_areas[1:]
    facts = [
        f"`{exercise.id}`",
        _plain(exercise.technique),
        SIDES[exercise.laterality],
        *([f"also: {', '.join(map(_plain, rest))}"] if rest else []),
        *exercise.muscles,
    ]
    lines = {
        "Movement": "; ".join(map(_moved, exercise.movement)),
        "Fingers": "; ".join(map(_finger, exercise.fingers)),
        "Beside the face": ", ".join(map(_plain, exercise.signs)),
        "Nerves": "; ".join(map(NERVES.__getitem__, exercise.nerves)),
        "Dosage": _dosage(exercise),
        "Needs": ", ".join(map(_plain, exercise.needs)),
        "Before": _links("caution", exercise.cautions),
        "Stop if": _links("caution", exercise.stop_if),
        "Sources differ on": _links("point", exercise.disagreements),
        "Belongs to": f"[{exercise.variant_of}](#{exercise.variant_of}): {exercise.relation}"
        if exercise.variant_of
        else "",
        "Evidence": exercise.evidence,
        "Sources": _cited(exercise.sources),
    }
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(exercise.steps, start=1))
    said = "\n".join(f"- **{name}:** {text}" for name, text in lines.items() if text)
    return f'<a id="{exercise.id}"></a>\n\n### {exercise.name}\n\n{" · ".join(facts)}\n\n{steps}\n\n{said}\n'


def _moved(unit: ActionUnit) -> str:
    """An action unit by its number, as FACS names it, with its side and its share of the most that a face can do."""
    side = "" if UNITS[unit.au].sideless else f", {ON[unit.on]}"
    turn = f", turn {unit.turn}" if unit.turn else ""
    return f"AU {unit.au}{side} ({unit.intensity:g}{turn})"


def _finger(finger: FingerPlacement) -> str:
    by = "" if finger.by is Touch.FINGER else f", {_plain(finger.by)}"
    return f"{_plain(finger.at)}, {ON[finger.on]}{by}: {_plain(finger.direction)}, {finger.pressure} of 10"


def _dosage(exercise: Exercise) -> str:
    dosage = exercise.dosage
    sets = f"{dosage.sets} sets of " if dosage.sets > 1 else ""
    rest = f", with {dosage.rest_s} s of rest" if dosage.rest_s else ""
    asked = f"{sets}{dosage.repetitions} x {dosage.hold_s} s{rest}."
    by_source = groupby(exercise.dosage_sources.items(), key=lambda item: item[1])
    found = [
        f"{', '.join(_plain(field) for field, _ in fields).capitalize()} from {_cited([source])}."
        for source, fields in by_source
    ]
    own = ", ".join(map(_plain, exercise.own_defaults))
    return " ".join([asked, *found, *([f"Our own default: {own}."] if own else [])])


def _disagreement(disagreement: Disagreement) -> str:
    sides = "\n".join(f"- {side.says} ({_cited(side.sources)})" for side in disagreement.sides)
    return (
        f'<a id="point-{disagreement.id}"></a>\n\n### {disagreement.title}\n\n{disagreement.in_short}\n\n{sides}\n\n'
        f"**What the workbook does:** {disagreement.our_default}\n"
    )


def _flag(flag: RedFlag) -> tuple[str, str]:
    return flag.asks, f"{flag.says} ({_cited(flag.sources) or 'general knowledge'})"


def _rule(rule: Rule) -> str:
    areas = () if len(rule.areas) == len(FocusArea) else rule.areas
    closed = [*map(_plain, rule.closes), *(f"whatever needs: {_plain(need)}" for need in rule.closes_needing)]
    conditions = rule.when.model_dump(mode="json", exclude_unset=True)
    lines = {
        "Holds when": "; ".join(f"{_plain(name)}: {_answer(value)}" for name, value in conditions.items()),
        "In": ", ".join(map(_plain, areas)) or "every area",
        "Closes": ", ".join(closed),
        "Instead, as far as it is open": ", ".join(map(_plain, rule.instead)),
        "Besides": rule.besides or "",
        "My therapist has agreed": "opens it" if rule.therapist_may_open else "opens nothing here",
        "Sources differ on": _links("point", [rule.disagreement] if rule.disagreement else []),
        "Sources": _cited(rule.sources) or "our own",
    }
    said = "\n".join(f"- **{name}:** {text}" for name, text in lines.items() if text)
    return f'<a id="rule-{rule.id}"></a>\n\n### {_plain(rule.id).capitalize()}\n\n{rule.reason}\n\n{said}\n'


def _answer(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " or ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _caution(caution: Caution) -> tuple[str, str]:
    return f'<a id="caution-{caution.id}"></a>{caution.id}', f"{caution.text} ({_cited(caution.sources) or 'our own'})"


def _source(source: Source) -> tuple[str, str]:
    return f'<a id="source-{source.id}"></a>{source.id}', f"{source} {source.note or ''}".strip()


def _table(rows: Iterable[tuple[str, ...]], head: str = "Id | Text") -> str:
    rule = "|---" * len(head.split("|"))
    return "\n".join([f"| {head} |", f"{rule}|", *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _cited(citations: Iterable[Citation]) -> str:
    return ", ".join(
        f"[{citation.source}](evidence.md#source-{citation.source})" + (f" ({citation.at})" if citation.at else "")
        for citation in citations
    )


def _links(kind: str, ids: Iterable[str]) -> str:
    return ", ".join(f"[{_plain(item)}](evidence.md#{kind}-{item})" for item in ids)


def _plain(name: str) -> str:
    return name.removesuffix("_s").replace("_", " ")


if __name__ == "__main__":
    for name, text in pages(load_catalogue()).items():
        (DOCS / name).write_text(text, encoding="utf-8")
