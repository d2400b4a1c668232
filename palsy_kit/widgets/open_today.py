"""What is open today, put into words for the check-in form: plain data that travels to the browser."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from palsy_kit.catalogue import Disagreement, Source
from palsy_kit.exercises import Citation, Exercise, FocusArea, Need, Technique
from palsy_kit.readiness import Readiness, RedFlag, Rule
from palsy_kit.widgets.words import AREA_NAMES, NEED_NAMES, TECHNIQUE_NAMES, TURN_TO_NAMES, listed, sentence

Offered = Mapping[FocusArea, frozenset[Technique | Need]]
"""What the exercises of each area hold: their techniques and what they need."""


def offered_by(exercises: Iterable[Exercise]) -> Offered:
    """What the exercises of each area hold, so that nothing is said of a technique that an area does not have."""
    found: dict[FocusArea, set[Technique | Need]] = {area: set() for area in FocusArea}
    for exercise in exercises:
        for area in exercise.focus_areas:
            found[area] |= {exercise.technique, *exercise.needs}
    return {area: frozenset(held) for area, held in found.items()}


EVERYTHING: Offered = {area: frozenset((*Technique, *Need)) for area in FocusArea}
"""Every technique in every area: what is told where no exercises are given."""


@dataclass(frozen=True)
class Teller:
    """Puts a readiness into words, with what an area has to offer and what the rules refer to."""

    offered: Offered
    disagreements: Mapping[str, Disagreement]
    sources: Mapping[str, Source]

    def tell(self, readiness: Readiness) -> dict[str, Any]:
        """Red flags, a summary in a sentence or two, and the areas, those with the same answer together."""
        return {
            "practice_closed": readiness.practice_closed,
            "red_flags": [self._red_flag(flag) for flag in readiness.red_flags],
            "summary": self._summary(readiness),
            "groups": [] if readiness.practice_closed else self._groups(readiness),
        }

    def _red_flag(self, flag: RedFlag) -> dict[str, Any]:
        where = sentence(TURN_TO_NAMES[flag.turn_to])
        return {"id": flag.id, "turn_to": where, "says": flag.says, "sources": self._cited(flag.sources)}

    def _open(self, readiness: Readiness, area: FocusArea) -> tuple[Technique, ...]:
        open_now = set(readiness.open_techniques(area)) & self.offered[area]
        return tuple(technique for technique in TECHNIQUE_NAMES if technique in open_now)

    def _closing(self, readiness: Readiness, area: FocusArea) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
        """The rules that close something that the area has, each with the names of what it closes."""
        told = ((rule, names_closed_by(rule, self.offered[area])) for rule in readiness.rules[area])
        return tuple((rule, names) for rule, names in told if names)

    def _summary(self, readiness: Readiness) -> str:
        if readiness.practice_closed:
            return "Nothing is open today. A professional comes first."
        areas = [area for area in FocusArea if self.offered[area]]
        counts = {
            technique: [technique in self._open(readiness, area) for area in areas if technique in self.offered[area]]
            for technique in TECHNIQUE_NAMES
        }
        lines = {
            "Open today": [TECHNIQUE_NAMES[technique] for technique, found in counts.items() if found and all(found)],
            "Open in some areas": [TECHNIQUE_NAMES[t] for t, found in counts.items() if any(found) and not all(found)],
            "Closed": [TECHNIQUE_NAMES[technique] for technique, found in counts.items() if found and not any(found)],
        }
        return " ".join(f"{title}: {listed(names)}." for title, names in lines.items() if names)

    def _groups(self, readiness: Readiness) -> list[dict[str, Any]]:
        groups: dict[tuple[object, ...], list[FocusArea]] = {}
        for area in FocusArea:
            if self.offered[area]:
                closing = tuple((rule.id, names) for rule, names in self._closing(readiness, area))
                groups.setdefault((self._open(readiness, area), closing), []).append(area)
        return [self._group(readiness, areas) for areas in groups.values()]

    def _group(self, readiness: Readiness, areas: list[FocusArea]) -> dict[str, Any]:
        open_now = self._open(readiness, areas[0])
        closed = self.offered[areas[0]] - set(open_now)
        return {
            "areas": sentence(listed(AREA_NAMES[area] for area in areas)),
            "open": [TECHNIQUE_NAMES[technique] for technique in open_now],
            "closed": [name for technique, name in TECHNIQUE_NAMES.items() if technique in closed],
            "reasons": [self._reason(rule, names) for rule, names in self._closing(readiness, areas[0])],
        }

    def _reason(self, rule: Rule, names: tuple[str, ...]) -> dict[str, Any]:
        disagreement = self.disagreements.get(rule.disagreement or "")
        return {
            "rule": rule.id,
            "closes": sentence(listed(names)),
            "reason": rule.reason,
            "instead": rule.instead,
            "sources": self._cited(rule.sources),
            "disagreement": disagreement and self._disagreement(disagreement),
        }

    def _disagreement(self, disagreement: Disagreement) -> dict[str, Any]:
        return {
            "title": disagreement.title,
            "sides": [{"says": side.says, "sources": self._cited(side.sources)} for side in disagreement.sides],
            "our_default": disagreement.our_default,
        }

    def _cited(self, citations: Iterable[Citation]) -> list[dict[str, str | None]]:
        return [cited(citation, self.sources) for citation in citations]


def names_closed_by(rule: Rule, offered: Iterable[Technique | Need]) -> tuple[str, ...]:
    """Names of what a rule closes, out of what is offered."""
    held = set(offered)
    techniques = (name for technique, name in TECHNIQUE_NAMES.items() if technique in held & set(rule.closes))
    needs = (name for need, name in NEED_NAMES.items() if need in held & set(rule.closes_needing))
    return (*techniques, *needs)


def cited(citation: Citation, sources: Mapping[str, Source]) -> dict[str, str | None]:
    """A source as a name and, where it has one, a link; a source that is not listed is named by its id."""
    source = sources.get(citation.source)
    return {"name": source.title if source else citation.source, "link": source.link if source else None}
