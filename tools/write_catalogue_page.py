"""Write docs/catalogue.md, the catalogue as a page to read, from the files in data/.

Run ``python tools/write_catalogue_page.py`` from the top of the repository after a change there; a test compares.
"""  # noqa: INP001  # a folder of scripts, not a package

from collections.abc import Iterable, Iterator
from itertools import groupby, product
from pathlib import Path

from palsy_kit.catalogue import Catalogue, Caution, Concern, Disagreement, Source, load_catalogue
from palsy_kit.exercises import Citation, Exercise, FocusArea, Laterality, Technique

PAGE = Path(__file__).parents[1] / "docs" / "catalogue.md"

INTRO = """# The catalogue

Written by `tools/write_catalogue_page.py` from the files in `data/`: correct those, not this page.

{n_exercises} exercises, by the area that moves or is touched first. A dosage value without a source is palsy_kit's own
default, and is named as such; so is a caution without a source. Where a source has no title that we know, the list
at the end describes it in our own words.

[By area and technique](#by-area-and-technique) · [By what bothers a person](#by-what-bothers-a-person)
· [Points on which the sources differ](#points-on-which-the-sources-differ) · [Cautions](#cautions-and-reasons-to-stop)
· [Sources](#sources)
"""

SIDES = {
    Laterality.TOGETHER: "both sides together",
    Laterality.EACH: "one side after the other",
    Laterality.AFFECTED: "the affected side",
    Laterality.UNAFFECTED: "the stronger side",
}


def page(catalogue: Catalogue) -> str:
    """The whole page as Markdown."""
    parts = [INTRO.format(n_exercises=len(catalogue.exercises))]
    parts += ["## By area and technique\n", _table(_found(catalogue), "Area | Technique | Exercises")]
    concerns = (_concern(concern, catalogue) for concern in catalogue.concerns.values())
    parts += ["## By what bothers a person\n", *concerns]
    for area in FocusArea:
        exercises = [exercise for exercise in catalogue.exercises.values() if exercise.focus_areas[0] is area]
        parts += [f"## {_plain(area).capitalize()}\n", *(_exercise(exercise) for exercise in exercises)]
    parts += ["## Points on which the sources differ\n", *map(_disagreement, catalogue.disagreements.values())]
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


def _caution(caution: Caution) -> tuple[str, str]:
    return f'<a id="caution-{caution.id}"></a>{caution.id}', f"{caution.text} ({_cited(caution.sources) or 'our own'})"


def _source(source: Source) -> tuple[str, str]:
    return f'<a id="source-{source.id}"></a>{source.id}', f"{source} {source.note or ''}".strip()


def _table(rows: Iterable[tuple[str, ...]], head: str = "Id | Text") -> str:
    rule = "|---" * len(head.split("|"))
    return "\n".join([f"| {head} |", f"{rule}|", *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _cited(citations: Iterable[Citation]) -> str:
    return ", ".join(
        f"[{citation.source}](#source-{citation.source})" + (f" ({citation.at})" if citation.at else "")
        for citation in citations
    )


def _links(kind: str, ids: Iterable[str]) -> str:
    return ", ".join(f"[{_plain(item)}](#{kind}-{item})" for item in ids)


def _plain(name: str) -> str:
    return name.removesuffix("_s").replace("_", " ")


if __name__ == "__main__":
    PAGE.write_text(page(load_catalogue()), encoding="utf-8")
