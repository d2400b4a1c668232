"""Scores with who rated them: their range, which way is better, and what can be compared with what."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, model_validator

from palsy_kit.errors import InputError
from palsy_kit.exercises import Model


class Rater(StrEnum):
    """Who rated."""

    SELF = "self"
    CLINICIAN = "clinician"


class Direction(StrEnum):
    """Which way a score went."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Scale(NamedTuple):
    """One part of a measure: what its scores can be.

    ``lowest`` and ``highest`` are what the formula can give. ``questionnaire`` marks what only the person can fill in.
    ``ordinal`` marks grades, whose differences mean nothing.
    """

    lowest: float
    highest: float
    higher_is_better: bool
    n_items: int
    questionnaire: bool = False
    ordinal: bool = False


FACE_DOMAINS: Mapping[str, int] = {
    "movement": 3,
    "comfort": 3,
    "oral_function": 2,
    "eye_comfort": 2,
    "lacrimal_control": 1,
    "social_function": 4,
}
"""Domains of the FaCE scale and their number of items."""

SCALES: Mapping[tuple[str, str], Scale] = {
    ("sunnybrook", "rest"): Scale(0, 20, higher_is_better=False, n_items=3),
    ("sunnybrook", "voluntary"): Scale(20, 100, higher_is_better=True, n_items=5),
    ("sunnybrook", "synkinesis"): Scale(0, 15, higher_is_better=False, n_items=5),
    ("sunnybrook", "composite"): Scale(-15, 100, higher_is_better=True, n_items=13),
    ("house_brackmann", "grade"): Scale(1, 6, higher_is_better=False, n_items=1, ordinal=True),
    ("fdi", "physical_function"): Scale(-25, 100, higher_is_better=True, n_items=5, questionnaire=True),
    ("fdi", "social_function"): Scale(0, 100, higher_is_better=True, n_items=5, questionnaire=True),
    ("face", "total"): Scale(0, 100, higher_is_better=True, n_items=15, questionnaire=True),
    **{
        ("face", domain): Scale(0, 100, higher_is_better=True, n_items=n_items, questionnaire=True)
        for domain, n_items in FACE_DOMAINS.items()
    },
    ("saq", "total"): Scale(20, 100, higher_is_better=False, n_items=9, questionnaire=True),
}
"""Every measure and part that this module can score."""


class Score(Model):
    """The score of one part of a measure, with who rated it.

    ``score`` is None where items are missing and no source says how to go on without them; ``warnings`` then say so.
    """

    measure: str
    part: str
    score: float | None
    rater: Rater
    n_missing: Annotated[int, Field(ge=0)] = 0
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        scale = find_scale(self.measure, self.part)
        place = f"{self.measure} {self.part}"
        if scale.questionnaire and self.rater is not Rater.SELF:
            raise InputError(f"{place}: rater={str(self.rater)!r}, but only the person can fill it in. Give 'self'.")
        if self.score is not None and not scale.lowest <= self.score <= scale.highest:
            raise InputError(f"{place}={self.score:g} cannot be. It lies between {scale.lowest} and {scale.highest}.")
        if scale.ordinal and self.score is not None and not self.score.is_integer():
            raise InputError(f"{place}={self.score:g} is no grade: grades are whole, and are never averaged.")
        return self

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest value that the formula can give."""
        scale = find_scale(self.measure, self.part)
        return scale.lowest, scale.highest

    @property
    def higher_is_better(self) -> bool:
        """Which way is better."""
        return find_scale(self.measure, self.part).higher_is_better

    @property
    def n_items(self) -> int:
        """Items of this part, answered or not."""
        return find_scale(self.measure, self.part).n_items

    def row(self, *, participant_id: str, on: date) -> dict[str, Any]:
        """A row of the measures table of a study.

        Raises
        ------
        InputError
            If there is no score.
        """
        if self.score is None:
            raise InputError(f"{self.measure} {self.part} has no score: {' '.join(self.warnings)}")
        own = {"measure": self.measure, "part": self.part, "score": self.score, "rater": str(self.rater)}
        return {"participant_id": participant_id, "date": on} | own


def find_scale(measure: str, part: str) -> Scale:
    """The range and direction of a part of a measure.

    Raises
    ------
    InputError
        If this module does not know it.
    """
    if (measure, part) not in SCALES:
        known = ", ".join(" ".join(key) for key in SCALES)
        raise InputError(f"{measure!r} {part!r} is no measure and part that can be scored here. Known: {known}.")
    return SCALES[measure, part]


class Comparison(NamedTuple):
    """How a score went: which way, and by how much (None for grades, whose steps are of unequal size)."""

    direction: Direction
    difference: float | None


def require_one_scale(scores: Iterable[Score]) -> None:
    """Refuse scores that cannot stand side by side: of several measures, parts or raters.

    Raises
    ------
    InputError
        At the first score that is not of the same kind as the one before it.
    """
    for first, second in pairwise(scores):
        for name in ("measure", "part", "rater"):
            one, other = str(getattr(first, name)), str(getattr(second, name))
            if one != other:
                raise InputError(
                    f"Scores of different {name}s are not compared or combined: {one!r} and {other!r} "
                    f"({first.measure} {first.part}). Take one {name} at a time."
                )


def compare(before: Score, after: Score) -> Comparison:
    """Say which way a score went. No source says how large a difference must be to matter, so neither does this.

    Raises
    ------
    InputError
        If measure, part or rater differ, or a score is missing.

    Examples
    --------
    >>> first, later = (Score(measure="saq", part="total", score=score, rater=Rater.SELF) for score in (60, 40))
    >>> str(compare(first, later).direction)
    'better'
    """
    require_one_scale((before, after))
    if before.score is None or after.score is None:
        missing = before if before.score is None else after
        raise InputError(f"{missing.measure} {missing.part} has no score to compare: {' '.join(missing.warnings)}")
    difference = after.score - before.score
    better = (difference > 0) == before.higher_is_better
    direction = Direction.SAME if difference == 0 else Direction.BETTER if better else Direction.WORSE
    ordinal = find_scale(before.measure, before.part).ordinal
    return Comparison(direction, None if ordinal else difference)
