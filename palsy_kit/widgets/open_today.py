"""What is open today, put into words for the check-in form: plain data that travels to the browser.

A technique is open in an area when an exercise of that area that uses it can be done today, and closed when none can.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palsy_kit.catalogue import Caution, Disagreement, Source
from palsy_kit.exercises import Citation, Exercise, FocusArea, Technique
from palsy_kit.readiness import Readiness, Rule
from palsy_kit.widgets.words import AREA_NAMES, TECHNIQUE_NAMES, listed, sentence

Techniques = Mapping[FocusArea, frozenset[Technique]]

NAMED_AT_MOST = 2
"""The summary names what is closed up to this many techniques; more closed ones, and it names what is open."""


@dataclass(frozen=True)
class Teller:
    """Puts a readiness into words, with the exercises it is about and what the rules refer to."""

    exercises: tuple[Exercise, ...]
    disagreements: Mapping[str, Disagreement]
    sources: Mapping[str, Source]

    def tell(self, readiness: Readiness) -> dict[str, Any]:
        """A summary in a sentence, what is closed and why, and the areas, those with the same answer together."""
        offered = _by_area(self.exercises)
        open_now = _by_area(readiness.open_exercises(self.exercises))
        closed = {area: offered[area] - open_now[area] for area in offered}
        practice_closed = readiness.practice_closed
        return {
            "summary": "Nothing is open today. A professional comes first."
            if practice_closed
            else _summary(offered, open_now),
            "closures": [] if practice_closed else self._closures(readiness, closed),
            "groups": [] if practice_closed else _groups(open_now, closed),
        }

    def notices(self, readiness: Readiness) -> list[dict[str, Any]]:
        """What has to be read at once, with its sources."""
        noticed = [] if readiness.practice_closed else readiness.holding()
        return [{"says": rule.notice, "sources": self._cited(rule.sources)} for rule in noticed if rule.notice]

    def caution(self, caution: Caution) -> dict[str, Any]:
        """What to look after, with its sources."""
        return {"says": caution.text, "sources": self._cited(caution.sources)}

    def _closures(self, readiness: Readiness, closed: Techniques) -> list[dict[str, Any]]:
        """What is closed, with every rule that closes just that; each rule is told once."""
        rules: dict[str, Rule] = {}
        closes: dict[str, set[Technique]] = {}
        for exercise in self.exercises:
            if any(exercise.technique in closed[area] for area in exercise.focus_areas):
                for rule in readiness.closing_exercise(exercise):
                    rules[rule.id] = rule
                    closes.setdefault(rule.id, set()).add(exercise.technique)
        closures: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for rule_id, techniques in closes.items():
            areas = [area for area in FocusArea if rules[rule_id] in readiness.rules[area]]
            closures.setdefault(names(techniques), []).append(self._reason(readiness, rules[rule_id], areas))
        return [{"closes": sentence(listed(what)), "reasons": reasons} for what, reasons in closures.items()]

    def _reason(self, readiness: Readiness, rule: Rule, areas: Collection[FocusArea]) -> dict[str, Any]:
        disagreement = self.disagreements.get(rule.disagreement or "")
        return {
            "rule": rule.id,
            "areas": "all areas" if len(areas) == len(FocusArea) else listed(AREA_NAMES[area] for area in areas),
            "reason": rule.reason,
            "instead": instead_words(readiness, rule, areas, self.exercises),
            "sources": self._cited(rule.sources),
            "disagreement": disagreement and views(disagreement, self.sources),
        }

    def _cited(self, citations: Iterable[Citation]) -> list[dict[str, str | None]]:
        return [cited(citation, self.sources) for citation in citations]


def _by_area(exercises: Iterable[Exercise]) -> Techniques:
    """The techniques of the exercises of each area."""
    found: dict[FocusArea, set[Technique]] = {area: set() for area in FocusArea}
    for exercise in exercises:
        for area in exercise.focus_areas:
            found[area].add(exercise.technique)
    return {area: frozenset(techniques) for area, techniques in found.items()}


def _summary(offered: Techniques, open_now: Techniques) -> str:
    everywhere = set[Technique]().union(*offered.values())
    somewhere_open = set[Technique]().union(*open_now.values())
    somewhere_closed = set[Technique]().union(*(offered[area] - open_now[area] for area in offered))
    always, partly = names(everywhere - somewhere_closed), names(somewhere_open & somewhere_closed)
    never = names(everywhere - somewhere_open)
    if not always:
        return f"Open in some areas today: {listed(partly)}." if partly else "Nothing is open today."
    if len(never) + len(partly) <= NAMED_AT_MOST:
        exceptions = [*never, *(f"{name} in some areas" for name in partly)]
        return f"Everything is open today{f' except {listed(exceptions)}' if exceptions else ''}."
    return f"Open today: {listed(always)}{'; more in some areas' if partly else ''}."


def _groups(open_now: Techniques, closed: Techniques) -> list[dict[str, Any]]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[FocusArea]] = {}
    for area in FocusArea:
        groups.setdefault((names(open_now[area]), names(closed[area])), []).append(area)
    return [
        {"areas": sentence(listed(AREA_NAMES[area] for area in areas)), "open": [*is_open], "closed": [*is_closed]}
        for (is_open, is_closed), areas in groups.items()
    ]


def instead_words(readiness: Readiness, rule: Rule, areas: Iterable[FocusArea], exercises: Iterable[Exercise]) -> str:
    """What to do instead of what a rule closes in some areas: nothing that is itself closed there."""
    found = readiness.instead(rule, areas, exercises)
    told = [TECHNIQUE_NAMES[technique] + _not_for(closed) for technique, closed in found.items()]
    return " ".join(filter(None, [f"{sentence(listed(told))}." if told else "", rule.besides]))


def _not_for(areas: Collection[FocusArea]) -> str:
    return f" (not for the {listed((AREA_NAMES[area] for area in areas), 'or')})" if areas else ""


def views(disagreement: Disagreement, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A point on which experts differ: what each side says, with its sources, and what is done meanwhile."""
    return {
        "title": disagreement.title,
        "in_short": disagreement.in_short,
        "sides": [
            {"says": side.says, "sources": [cited(citation, sources) for citation in side.sources]}
            for side in disagreement.sides
        ],
        "our_default": disagreement.our_default,
    }


def names(techniques: Collection[Technique]) -> tuple[str, ...]:
    """Names of techniques, in the order they are shown."""
    return tuple(name for technique, name in TECHNIQUE_NAMES.items() if technique in techniques)


def cited(citation: Citation, sources: Mapping[str, Source]) -> dict[str, str | None]:
    """A source as a name and, where it has one, a link; a source that is not listed is named by its id."""
    source = sources.get(citation.source)
    return {"name": source.title if source else citation.source, "link": source.link if source else None}
