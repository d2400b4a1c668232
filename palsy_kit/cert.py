"""A programme as a CERT table: the 16 items of the Consensus on Exercise Reporting Template (Slade 2016).

What the programme, its prescriptions and the catalogue say is filled in; what they cannot know stays open. Item numbers
are those of the template; the words are our own, so read the template itself before you hand a paper in.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from palsy_kit.catalogue import Catalogue
from palsy_kit.errors import InputError
from palsy_kit.exercises import Exercise, FocusArea, Need
from palsy_kit.programme import Ask, Prescription, Programme
from palsy_kit.words import AREA_NAMES, ask_words, day_words, listed, sentence


class CertItem(NamedTuple):
    """One item: its number, what it is about, what is known (None: open), and what to write or where to look."""

    item: str
    about: str
    answer: str | None
    hint: str


class _Known(NamedTuple):
    programme: Programme | None
    asks: tuple[Ask, ...]
    exercises: tuple[Exercise, ...]
    catalogue: Catalogue


def cert_table(
    plan: Programme | Iterable[Prescription],
    catalogue: Catalogue,
    *,
    exercises: Collection[str] | None = None,
    known: Mapping[str, str] | None = None,
) -> tuple[CertItem, ...]:
    """Fill the template from a plan and the catalogue.

    Parameters
    ----------
    plan
        A programme, or the prescriptions of a study or a person.
    exercises
        Ids of those that were used; by default all of the catalogue for the focus areas that the plan names.
    known
        Answers of your own, by item number; they take the place of ours.

    Returns
    -------
    tuple of CertItem
        Items 1 to 16 in order; 7, 14 and 16 have the parts a and b.

    Raises
    ------
    InputError
        If ``known`` names an item that there is not.
    CatalogueError
        If an exercise is not in the catalogue.

    Examples
    --------
    >>> from palsy_kit.catalogue import load_catalogue
    >>> catalogue = load_catalogue()
    >>> table = cert_table(catalogue.programmes["steady_practice"], catalogue)
    >>> [item.item for item in table if item.answer is None]
    ['2', '6', '7a', '7b', '10', '11', '12', '16b']
    """
    own = dict(known or {})
    unknown = sorted(set(own) - {number for number, *_ in ITEMS})
    if unknown:
        raise InputError(
            f"known={', '.join(unknown)} are no items. Give numbers of {', '.join(item[0] for item in ITEMS)}."
        )
    programme = plan if isinstance(plan, Programme) else None
    asks: tuple[Ask, ...] = programme.asks if programme else tuple(ask for ask in plan if isinstance(ask, Prescription))
    facts = _Known(programme, asks, _used(asks, catalogue, exercises), catalogue)
    return tuple(
        CertItem(number, about, own.get(number) or (answer(facts) if answer else None), hint)
        for number, about, answer, hint in ITEMS
    )


def _used(asks: Iterable[Ask], catalogue: Catalogue, ids: Collection[str] | None) -> tuple[Exercise, ...]:
    if ids is not None:
        return tuple(catalogue.exercise(id_) for id_ in ids)
    chosen = {id_ for ask in asks for id_ in ask.exercise_ids}
    areas = {area for ask in asks if not ask.exercise_ids for area in (ask.focus_areas or tuple(FocusArea))}
    return tuple(
        exercise
        for exercise in catalogue.exercises.values()
        if exercise.id in chosen or areas.intersection(exercise.focus_areas)
    )


def _equipment(facts: _Known) -> str:
    needs = {need for exercise in facts.exercises for need in exercise.needs}
    things = ["a sip of water"] if Need.SIP_OF_WATER in needs else []
    mirror = sum("mirror_optional" in exercise.cautions for exercise in facts.exercises)
    things += [f"a mirror, if wanted, with {mirror} of the exercises"] if mirror else []
    hands = " Clean hands." if Need.CLEAN_HANDS in needs else ""
    return f"None but {listed(things)}.{hands}" if things else f"None.{hands}"


def _progression(facts: _Known) -> str | None:
    steps = [ask for ask in facts.asks if ask.for_days]
    if not steps:
        return None
    return f"By time alone: the next step follows after {listed(str(ask.for_days) for ask in steps)} days."


def _progressed(facts: _Known) -> str | None:
    if not any(ask.for_days for ask in facts.asks):
        return None
    return "; then ".join(dict.fromkeys(map(_asked, facts.asks))) + "."


def _asked(ask: Ask) -> str:
    words = f"{ask.kind}: {ask_words(ask)}"
    if isinstance(ask, Prescription):
        end = f" up to, not on, {day_words(ask.valid_to)}" if ask.valid_to else ""
        return f"{words}, from {day_words(ask.valid_from)}{end}"
    return f"{words}, for {ask.for_days} days" if ask.for_days else words


def _exercises(facts: _Known) -> str | None:
    if not facts.exercises:
        return None
    by_area: dict[FocusArea, list[str]] = {}
    for exercise in facts.exercises:
        by_area.setdefault(exercise.focus_areas[0], []).append(exercise.name)
    areas = "; ".join(f"{AREA_NAMES[area]}: {', '.join(names)}" for area, names in by_area.items())
    return (
        f"{len(facts.exercises)} exercises of the palsy_kit catalogue, each with steps and sources. {sentence(areas)}."
    )


def _dose(facts: _Known) -> str | None:
    if not facts.asks:
        return None
    doses = [exercise.dosage for exercise in facts.exercises]
    ranges = {
        ("set", ""): [dose.sets for dose in doses],
        ("repetition", ""): [dose.repetitions for dose in doses],
        ("second", " of hold"): [dose.hold_s for dose in doses],
        ("second", " of rest"): [dose.rest_s for dose in doses],
    }
    spans = [
        f"{_span(values)} {unit}{'' if max(values) == 1 else 's'}{of}"
        for (unit, of), values in ranges.items()
        if values
    ]
    ours = sum(bool(exercise.own_defaults) for exercise in facts.exercises)
    asked = sentence("; ".join(dict.fromkeys(map(_asked, facts.asks))))
    each = (
        f" For each side: {', '.join(spans)}; {ours} of {len(doses)} exercises have a value that no source gives."
        if spans
        else ""
    )
    return f"{asked}.{each}"


def _span(values: Iterable[int]) -> str:
    low, *_, high = sorted((*values, *values))
    return f"{low}" if low == high else f"{low} to {high}"


def _home(facts: _Known) -> str | None:
    return "All of it: sessions that people do by themselves." if facts.asks else None


def _tailored(facts: _Known) -> str:
    turns = "focus areas take turns" if any(ask.focus_areas for ask in facts.asks) else "the person chooses focus areas"
    return f"Tailored: {turns}, and a check-in before each session says which techniques are open that day."


def _how_tailored(facts: _Known) -> str:
    closed = Counter(str(technique) for rule in facts.catalogue.rules for technique in rule.closes)
    techniques = listed(technique.replace("_", " ") for technique in sorted(closed))
    return (
        f"{len(facts.catalogue.rules)} rules of data/rules.toml, by movement, tightness, pain, linked movement and "
        f"time since onset, close {techniques}; each has its reason."
    )


def _start(facts: _Known) -> str | None:
    if facts.programme is None:
        return None
    stages = listed((stage.replace("_", " ") for stage in facts.programme.stages), "or")
    return f"By stage: {stages}. The check-in rules hold from the first session on."


def _says(text: str) -> Callable[[_Known], str]:
    return lambda _facts: text


LOGGED = "Each session is logged as it is done: start, active seconds, exercises done and planned, how it ended."

ITEMS: tuple[tuple[str, str, Callable[[_Known], str | None] | None, str], ...] = (
    ("1", "equipment", _equipment, "Add what your study handed out."),
    ("2", "who taught it, and their training", None, "Name the profession, the training and the years."),
    ("3", "alone or in a group", _says("Alone."), "Change it if people met."),
    ("4", "supervision", _says("None; the workbook times each hold and rest."), "Add calls, visits and messages."),
    ("5", "how adherence was measured", _says(LOGGED), "Add the text of palsy_kit.adherence.methods_text."),
    (
        "6",
        "what kept people going",
        None,
        "Say what was done to motivate; the calendar and the weeks are there to see.",
    ),
    ("7a", "rule for progress", _progression, "Say what decided when it became more or harder."),
    ("7b", "how it progressed", _progressed, "Say what became more or harder."),
    ("8", "the exercises", _exercises, "Give the catalogue pages of those that were used."),
    ("9", "practice at home", _home, "Add what was done elsewhere."),
    ("10", "anything besides exercise", None, "Name advice, eye care, botulinum toxin, surgery and the like."),
    (
        "11",
        "harm, and how it was recorded",
        None,
        "Count sessions stopped for pain or tightness, and new linked movement.",
    ),
    ("12", "place", None, "Say where people practised."),
    ("13", "dose", _dose, "Change it where your study differed."),
    ("14a", "the same for all, or tailored", _tailored, "Say what your study fixed for all."),
    ("14b", "how it was tailored", _how_tailored, "Add what a therapist decided."),
    ("15", "where people began", _start, "Say what decided the first step."),
    ("16a", "how delivery was to be checked", _says(LOGGED), "Add what else was checked."),
    ("16b", "how far it went as planned", None, "Give the cohort table of palsy_kit.adherence, with its denominators."),
)
"""Item, what it is about, how it is answered (None: nobody here can know), and what to write."""
