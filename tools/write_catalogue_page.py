"""Write docs/catalogue.md, the catalogue as a page to read, from the files in data/.

Run ``python tools/write_catalogue_page.py`` from the top of the repository after a change there; a test compares.
"""  # noqa: INP001  # a folder of scripts, not a package

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from palsy_kit.catalogue import Catalogue, Caution, Disagreement, Source, load_catalogue
from palsy_kit.exercises import Citation, Exercise, FocusArea, Laterality

PAGE = Path(__file__).parents[1] / "docs" / "catalogue.md"

INTRO = """# The catalogue

Written by `tools/write_catalogue_page.py` from the files in `data/`: correct those, not this page.

{n_exercises} exercises, by the area that moves or is touched first. A dosage value without a source is palsy_kit's own
default, and is named as such; so is a caution without a source. Where a source has no title that we know, the list
at the end describes it in our own words.

[Points on which the sources differ](#points-on-which-the-sources-differ) · [Cautions](#cautions-and-reasons-to-stop)
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
    for area in FocusArea:
        exercises = [exercise for exercise in catalogue.exercises.values() if exercise.focus_areas[0] is area]
        parts += [f"## {_plain(area).capitalize()}\n", *(_exercise(exercise) for exercise in exercises)]
    parts += ["## Points on which the sources differ\n", *map(_disagreement, catalogue.disagreements.values())]
    parts += ["## Cautions and reasons to stop\n", _table(map(_caution, catalogue.cautions.values()))]
    parts += ["## Sources\n", _table(map(_source, catalogue.sources.values()))]
    return "\n".join(parts)


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


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(["| Id | Text |", "|---|---|", *(f"| {name} | {text} |" for name, text in rows)]) + "\n"


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
