"""The words for what is asked for and when: one home, lower case, so that they can stand in a sentence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from palsy_kit.exercises import Dosage, FocusArea
from palsy_kit.programme import RELEASE, Ask, Weekday

AREA_NAMES: dict[FocusArea, str] = {
    FocusArea.FOREHEAD: "forehead",
    FocusArea.EYES: "eyes",
    FocusArea.NOSE: "nose",
    FocusArea.CHEEKS: "cheeks",
    FocusArea.MOUTH: "mouth",
    FocusArea.CHIN: "chin",
    FocusArea.NECK: "neck",
    FocusArea.WHOLE_FACE: "whole face",
}

WEEKDAY_NAMES: dict[Weekday, str] = {
    Weekday.MO: "Monday",
    Weekday.TU: "Tuesday",
    Weekday.WE: "Wednesday",
    Weekday.TH: "Thursday",
    Weekday.FR: "Friday",
    Weekday.SA: "Saturday",
    Weekday.SU: "Sunday",
}


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["nose", "mouth", "chin"])
    'nose, mouth and chin'
    """
    *others, final = tuple(words) or ("none",)
    return f"{', '.join(others)} {last} {final}" if others else final


def ask_words(ask: Ask) -> str:
    """What is asked for, as a person says it.

    Examples
    --------
    >>> ask_words(Ask(kind="full", minutes=20, sessions_per_week=2, sessions_per_week_max=3))
    '20 minutes, 2 to 3 times a week'
    """
    minutes = f"{ask.minutes:g} minute{'' if ask.minutes == 1 else 's'}{' of release' if ask.kind == RELEASE else ''}"
    areas = f", for the {listed(AREA_NAMES[area] for area in ask.focus_areas)}" if ask.focus_areas else ""
    chosen = len(ask.exercise_ids)
    areas += f", {chosen} chosen exercise{'' if chosen == 1 else 's'}" if chosen else ""
    if ask.sessions_per_week is not None:
        preferred = f", {_on_days(ask.preferred_days)}" if ask.preferred_days else ""
        return f"{minutes}, {_how_often(ask.sessions_per_week, ask.sessions_per_week_max)}{preferred}{areas}"
    days = _on_days(ask.days)
    return f"{minutes}{f', {ask.sessions_per_day} times,' if ask.sessions_per_day != 1 else ''} {days}{areas}"


def _on_days(days: Sequence[Weekday]) -> str:
    chosen = [WEEKDAY_NAMES[day] for day in Weekday if day in days]
    return "every day" if len(chosen) == len(Weekday) else f"on {listed(chosen)}"


def _how_often(per_week: float, at_most: float | None) -> str:
    if at_most is not None and at_most > per_week:
        return f"{per_week:g} to {at_most:g} times a week"
    if per_week < 1:
        return f"once every {1 / per_week:g} weeks"
    return "once a week" if per_week == 1 else f"{per_week:g} times a week"


CHOSEN = "your own exercises"
"""What a planned session is for, where its plan names exercises and no areas."""


def practice_words(kind: str, focus_areas: Iterable[FocusArea], *, chosen: bool = False) -> str:
    """What a planned session is: its areas or that its exercises are chosen, and that it is a release, where it is one.

    Examples
    --------
    >>> practice_words("release", [FocusArea.EYES, FocusArea.MOUTH])
    'release, eyes, mouth'
    """
    areas = [CHOSEN] if chosen else [AREA_NAMES[area] for area in focus_areas]
    return ", ".join([RELEASE, *areas] if kind == RELEASE else areas)


def minutes_in_words(seconds: float) -> str:
    """Whole minutes; what is shorter than a minute is told as such, never as 0.

    Examples
    --------
    >>> [minutes_in_words(seconds) for seconds in (0, 26, 60, 299)]
    ['0', 'under 1', '1', '5']
    """
    return "under 1" if 0 < seconds < 60 else f"{seconds / 60:.0f}"  # noqa: PLR2004 - a minute


def minutes_said(minutes: float) -> str:
    """Minutes as a person says them.

    Examples
    --------
    >>> [minutes_said(minutes) for minutes in (0.2, 1, 5)]
    ['under 1 minute', '1 minute', '5 minutes']
    """
    number = minutes_in_words(minutes * 60)
    return f"{number} minute{'' if number in ('1', 'under 1') else 's'}"


def dosage_in_short(dosage: Dosage) -> str:
    r"""Sets, repetitions and hold, in few words.

    Examples
    --------
    >>> dosage_in_short(Dosage(sets=2, repetitions=10, hold_s=5, rest_s=5))
    '2 sets of 10 times 5\xa0s'
    >>> dosage_in_short(Dosage(repetitions=1, hold_s=60, rest_s=0))
    'once 60\xa0s'
    """
    sets = f"{dosage.sets} sets of " if dosage.sets > 1 else ""
    often = "once" if dosage.n_holds == 1 else f"{sets}{dosage.repetitions} times"
    return f"{often} {dosage.hold_s}\N{NO-BREAK SPACE}s"


def day_words(day: date) -> str:
    """A date as a person says it.

    Examples
    --------
    >>> day_words(date(2026, 1, 5))
    '5 January 2026'
    """
    return f"{day.day} {day:%B %Y}"


def sentence(text: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> counted(1, "day"), counted(2000, "day")
    ('1 day', '2,000 days')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


_KINDS = {"prescription": "programme step"}
"""What a person calls a kind of event, where it is not its name."""


def counted_kinds(kinds: Iterable[str]) -> str:
    """Count kinds of event in words.

    Examples
    --------
    >>> counted_kinds(["session", "check_in", "session", "prescription"])
    '1 check-in, 1 programme step, 2 sessions'
    """
    counts = Counter(_KINDS.get(kind, kind.replace("_", "-")) for kind in kinds)
    return ", ".join(counted(n, kind) for kind, n in sorted(counts.items()))
