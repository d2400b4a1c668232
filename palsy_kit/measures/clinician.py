"""What a clinician rates: the Sunnybrook Facial Grading System and the House-Brackmann grade."""

from collections.abc import Sequence
from typing import SupportsIndex

from palsy_kit.errors import InputError
from palsy_kit.measures.items import Item, Limits, read_items, total_of
from palsy_kit.measures.scores import Rater, Score

GRADES = ("I", "II", "III", "IV", "V", "VI")

SUNNYBROOK_ITEMS: dict[str, tuple[Limits, ...]] = {
    "rest": ((0, 1), (0, 2), (0, 1)),
    "voluntary": ((1, 5),) * 5,
    "synkinesis": ((0, 3),) * 5,
}
SUNNYBROOK_WEIGHTS = {"rest": 5, "voluntary": 4, "synkinesis": 1}


def score_sunnybrook(
    *, rest: Sequence[Item], voluntary: Sequence[Item], synkinesis: Sequence[Item], rater: Rater | str
) -> tuple[Score, Score, Score, Score]:
    """Sunnybrook Facial Grading System: rest, voluntary, synkinesis and composite.

    Rest = 5 x sum (0 to 20). Voluntary = 4 x sum (20 to 100). Synkinesis = 1 x sum (0 to 15); published software has
    multiplied it by 4. Composite = voluntary - rest - synkinesis: 100 is full movement without any sign, 0 is what a
    flaccid palsy gives (20 - 20 - 0). The arithmetic goes down to -15; the composite is reported as it comes out,
    with a warning, and not cut at 0, since a cut would hide a change. Healthy people scored 65 to 100 (Picard 2024).

    Reference: Ross, Fradet and Nedzelski 1996; Neely 2010 for explicit criteria.

    Parameters
    ----------
    rest
        Eye 0 or 1, cheek 0 to 2, mouth 0 or 1.
    voluntary, synkinesis
        The five movements in the order of the form: 1 to 5 each, and 0 to 3 each.
    rater
        The form is made for a clinician; a person's own rating carries a warning.

    Returns
    -------
    tuple
        The four parts. One with a missing item has no score, and then the composite has none either.

    Raises
    ------
    InputError
        If an item cannot be, or their number is not that of the form.

    Examples
    --------
    >>> parts = score_sunnybrook(rest=[0, 1, 0], voluntary=[4] * 5, synkinesis=[1] * 5, rater="clinician")
    >>> [score.score for score in parts]
    [5.0, 80.0, 5.0, 70.0]
    """
    by_whom = _who("sunnybrook", rater)
    marks = {"rest": rest, "voluntary": voluntary, "synkinesis": synkinesis}
    scored: dict[str, Score] = {}
    for part, limits in SUNNYBROOK_ITEMS.items():
        items = read_items(f"sunnybrook {part}", marks[part], limits)
        total, warnings = total_of(items)
        scored[part] = Score(
            measure="sunnybrook",
            part=part,
            score=None if total is None else SUNNYBROOK_WEIGHTS[part] * total,
            rater=by_whom,
            n_missing=items.count(None),
            warnings=warnings + _foreign(by_whom),
        )
    return scored["rest"], scored["voluntary"], scored["synkinesis"], _composite(**scored)


def _composite(*, rest: Score, voluntary: Score, synkinesis: Score) -> Score:
    value, warnings = None, _foreign(rest.rater)
    if rest.score is None or voluntary.score is None or synkinesis.score is None:
        warnings = ("No score: one of its parts has none.", *warnings)
    else:
        value = voluntary.score - rest.score - synkinesis.score
    if value is not None and value < 0:
        warnings = ("Below 0, where the published scale of 0 to 100 ends; not cut.", *warnings)
    return Score(
        measure="sunnybrook",
        part="composite",
        score=value,
        rater=rest.rater,
        n_missing=rest.n_missing + voluntary.n_missing + synkinesis.n_missing,
        warnings=warnings,
    )


def score_house_brackmann(grade: SupportsIndex | str, *, rater: Rater | str) -> Score:
    """House-Brackmann grade, I (normal) to VI (no movement): lower is better.

    Grades are ordered, but not evenly spaced: they are not averaged, and ``compare`` gives their direction alone.

    Reference: House and Brackmann 1985.

    Parameters
    ----------
    grade
        1 to 6, or I to VI.
    rater
        The grade is made for a clinician; a person's own rating carries a warning.

    Raises
    ------
    InputError
        If the grade is none.

    Examples
    --------
    >>> score_house_brackmann("IV", rater="clinician").score
    4.0
    """
    by_whom = _who("house_brackmann", rater)
    value = GRADES.index(grade) + 1 if isinstance(grade, str) and grade in GRADES else None
    if value is None and not isinstance(grade, str):
        (value,) = read_items("house_brackmann", [grade], [(1, 6)])
    if value is None:
        raise InputError(f"house_brackmann: {grade!r} is not a grade. Give 1 to 6, or {', '.join(GRADES)}.")
    return Score(measure="house_brackmann", part="grade", score=value, rater=by_whom, warnings=_foreign(by_whom))


def _who(measure: str, rater: Rater | str) -> Rater:
    if rater not in list(Rater):
        raise InputError(f"{measure}: rater={rater!r} is not allowed. Give one of {', '.join(Rater)}.")
    return Rater(rater)


def _foreign(rater: Rater) -> tuple[str, ...]:
    """A form for clinicians that somebody filled in about themselves."""
    return ("Rated by the person, with a form made for clinicians; keep apart.",) if rater is Rater.SELF else ()
