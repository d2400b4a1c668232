"""What is open today, put into words for the check-in form: plain data that travels to the browser."""

from collections.abc import Collection, Iterable, Mapping
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
        """Red flags, a summary, what each rule closes and where, and the areas, those with the same answer together."""
        return {
            "practice_closed": readiness.practice_closed,
            "red_flags": [self._red_flag(flag) for flag in readiness.red_flags],
            "summary": self._summary(readiness),
            "closures": [] if readiness.practice_closed else self._closures(readiness),
            "groups": [] if readiness.practice_closed else self._groups(readiness),
        }

    def _red_flag(self, flag: RedFlag) -> dict[str, Any]:
        where = sentence(TURN_TO_NAMES[flag.turn_to])
        return {"id": flag.id, "turn_to": where, "says": flag.says, "sources": self._cited(flag.sources)}

    def _open(self, readiness: Readiness, area: FocusArea) -> tuple[Technique, ...]:
        open_now = set(readiness.open_techniques(area)) & self.offered[area]
        return tuple(technique for technique in TECHNIQUE_NAMES if technique in open_now)

    def _summary(self, readiness: Readiness) -> str:
        if readiness.practice_closed:
            return "Nothing is open today. A professional comes first."
        areas = self._areas()
        counts = {
            technique: [technique in self._open(readiness, area) for area in areas if technique in self.offered[area]]
            for technique in TECHNIQUE_NAMES
        }
        lines = {
            "Open today": [TECHNIQUE_NAMES[technique] for technique, found in counts.items() if found and all(found)],
            "Open in some areas": [TECHNIQUE_NAMES[t] for t, found in counts.items() if any(found) and not all(found)],
            "Closed": [TECHNIQUE_NAMES[technique] for technique, found in counts.items() if found and not any(found)],
        }
        return " ".join(f"{title}: {listed(words)}." for title, words in lines.items() if words)

    def _areas(self) -> list[FocusArea]:
        return [area for area in FocusArea if self.offered[area]]

    def _closed_by(self, rule: Rule, area: FocusArea) -> frozenset[Technique | Need]:
        """What a rule closes, out of what an area has."""
        return self.offered[area] & {*rule.closes, *rule.closes_needing}

    def _groups(self, readiness: Readiness) -> list[dict[str, Any]]:
        groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[FocusArea]] = {}
        for area in self._areas():
            closed = frozenset[Technique | Need]().union(*(self._closed_by(r, area) for r in readiness.rules[area]))
            groups.setdefault((names(self._open(readiness, area)), names(closed)), []).append(area)
        return [
            {"areas": sentence(listed(AREA_NAMES[area] for area in areas)), "open": [*open_now], "closed": [*closed]}
            for (open_now, closed), areas in groups.items()
        ]

    def _closures(self, readiness: Readiness) -> list[dict[str, Any]]:
        """What is closed, with every rule that closes just that; each rule is told once, with its areas."""
        rules = {rule.id: rule for area in self._areas() for rule in readiness.rules[area]}
        closures: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for rule in rules.values():
            areas = [area for area in self._areas() if rule in readiness.rules[area] and self._closed_by(rule, area)]
            if areas:
                closed = names(frozenset[Technique | Need]().union(*(self._closed_by(rule, area) for area in areas)))
                closures.setdefault(closed, []).append(self._reason(rule, areas))
        return [{"closes": sentence(listed(closed)), "reasons": reasons} for closed, reasons in closures.items()]

    def _reason(self, rule: Rule, areas: list[FocusArea]) -> dict[str, Any]:
        disagreement = self.disagreements.get(rule.disagreement or "")
        everywhere = areas == [area for area in self._areas() if self._closed_by(rule, area)]
        return {
            "rule": rule.id,
            "areas": "all areas" if everywhere else listed(AREA_NAMES[area] for area in areas),
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


def names(held: Collection[Technique | Need]) -> tuple[str, ...]:
    """Names of techniques and needs, in the order they are shown."""
    techniques = (name for technique, name in TECHNIQUE_NAMES.items() if technique in held)
    return (*techniques, *(name for need, name in NEED_NAMES.items() if need in held))


def cited(citation: Citation, sources: Mapping[str, Source]) -> dict[str, str | None]:
    """A source as a name and, where it has one, a link; a source that is not listed is named by its id."""
    source = sources.get(citation.source)
    return {"name": source.title if source else citation.source, "link": source.link if source else None}
