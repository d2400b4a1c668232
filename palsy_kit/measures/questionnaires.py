"""What only the person can answer: the Facial Disability Index, the FaCE scale and the SAQ."""

from collections.abc import Mapping, Sequence

from palsy_kit.errors import InputError
from palsy_kit.measures.items import Item, read_items, total_of
from palsy_kit.measures.scores import FACE_DOMAINS, SCALES, Rater, Score

FACE_ITEMS = SCALES["face", "total"].n_items


def score_fdi(items: Sequence[Item]) -> tuple[Score, Score]:
    """Facial Disability Index: physical function and social function; higher is better.

    Physical = (sum - N) / N x 100 / 4 over items 1 to 5, social = (sum - N) / N x 100 / 5 over items 6 to 10, with N
    the number of items answered. An answer of 0 in items 1 to 5 (not done, for reasons other than health) pulls the
    physical part down, to -25 at the lowest, outside the published 0 to 100: it gives a warning.

    Another sheet in circulation adds up items 1 to 5 without turning them to 100; its numbers are on another scale.

    Reference: VanSwearingen and Brach 1996; the formula as published medical record software computes it.

    Parameters
    ----------
    items
        Ten, with the points printed on the form: 0 to 5 for items 1 to 5, and 1 to 6, 6 being best, for items 6 to 10.

    Raises
    ------
    InputError
        If an item cannot be, or there are not ten.

    Examples
    --------
    >>> [score.score for score in score_fdi([4, 4, 4, 4, 4, 5, 5, 5, 5, 5])]
    [75.0, 80.0]
    """
    points = read_items("fdi", items, [(0, 5)] * 5 + [(1, 6)] * 5)
    physical, social = dict(enumerate(points[:5], start=1)), dict(enumerate(points[5:], start=6))
    return _fdi_part("physical_function", physical, steps=4), _fdi_part("social_function", social, steps=5)


def _fdi_part(part: str, items: dict[int, int | None], *, steps: int) -> Score:
    answered = [item for item in items.values() if item is not None]
    zeros = ", ".join(str(number) for number, item in items.items() if item == 0)
    missing = ", ".join(str(number) for number, item in items.items() if item is None)
    warnings = []
    if zeros:
        warnings.append(f"Coded 0 (not done, for reasons other than health): {zeros}. This can lead below 0.")
    if missing:
        divided = "The formula divides by the items answered." if answered else "No score."
        warnings.append(f"Without an answer: {missing}. {divided}")
    n = len(answered)
    score = (sum(answered) - n) / n * 100 / steps if answered else None
    return Score(
        measure="fdi",
        part=part,
        score=score,
        rater=Rater.SELF,
        n_missing=len(items) - n,
        warnings=tuple(warnings),
    )


def score_face(items: Sequence[Item], *, domains: Mapping[str, Sequence[int]] | None = None) -> tuple[Score, ...]:
    """Facial Clinimetric Evaluation (FaCE) scale: the total, then each domain if you say which items it has.

    Total = (sum - 15) / 60 x 100, so that each item weighs the same; a domain = (sum - n) / 4n x 100 over its n items.
    Higher is better. The published weights of the domains are exactly their number of items (Yoon 2023), which this
    total gives and a mean of the domains would not.

    Uncertain: the formulas are general knowledge, not read in the original, and which item belongs to which domain
    and which items are turned round stands in Appendix B of Kahn 2001, which was not seen. So the domains come from
    you, and the points must be turned already.

    Reference: Kahn et al. 2001.

    Parameters
    ----------
    items
        Fifteen, 1 to 5 each, turned so that 5 is best.
    domains
        The numbers (1 to 15) of the items of each domain, from the original.

    Returns
    -------
    tuple
        The total and the domains; without all its items there is no score.

    Raises
    ------
    InputError
        If an item cannot be, there are not fifteen, or the domains do not share out the items as published.

    Examples
    --------
    >>> score_face([4] * 15)[0].score
    75.0
    """
    points = read_items("face", items, [(1, 5)] * FACE_ITEMS)
    numbers = {"total": tuple(range(1, FACE_ITEMS + 1))} | _face_domains(domains)
    return tuple(_face_part(part, {number: points[number - 1] for number in own}) for part, own in numbers.items())


def _face_part(part: str, items: dict[int, int | None]) -> Score:
    total, warnings = total_of(list(items.values()), numbers=list(items))
    n = len(items)
    score = None if total is None else (total - n) / (4 * n) * 100
    n_missing = list(items.values()).count(None)
    return Score(measure="face", part=part, score=score, rater=Rater.SELF, n_missing=n_missing, warnings=warnings)


def _face_domains(domains: Mapping[str, Sequence[int]] | None) -> dict[str, tuple[int, ...]]:
    if domains is None:
        return {}
    counts = {domain: len(domains.get(domain, ())) for domain in FACE_DOMAINS}
    shared = sorted(number for own in domains.values() for number in own)
    if counts != FACE_DOMAINS or shared != list(range(1, FACE_ITEMS + 1)):
        wanted = ", ".join(f"{domain} {n}" for domain, n in FACE_DOMAINS.items())
        raise InputError(
            f"face: domains={ {name: tuple(own) for name, own in domains.items()} } do not share out items 1 to "
            f"{FACE_ITEMS}. Give each item once: {wanted}."
        )
    return {domain: tuple(domains[domain]) for domain in FACE_DOMAINS}


def score_saq(items: Sequence[Item]) -> Score:
    """Synkinesis Assessment Questionnaire: total = sum / 45 x 100, from 20 to 100; lower is better.

    Uncertain: the number of items is from the validation paper, the formula is general knowledge.

    Reference: Mehta et al. 2007.

    Parameters
    ----------
    items
        Nine, 1 to 5 each.

    Raises
    ------
    InputError
        If an item cannot be, or there are not nine.

    Examples
    --------
    >>> score_saq([1] * 9).score
    20.0
    """
    points = read_items("saq", items, [(1, 5)] * 9)
    total, warnings = total_of(points)
    score = None if total is None else total / 45 * 100
    n_missing = points.count(None)
    return Score(measure="saq", part="total", score=score, rater=Rater.SELF, n_missing=n_missing, warnings=warnings)
