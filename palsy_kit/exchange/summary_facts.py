"""What a summary says of the face, of signs for a doctor, and of exercises: what was logged, and nothing beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from palsy_kit.catalogue import Catalogue
from palsy_kit.exchange.paper import table, whole
from palsy_kit.readiness import RecordedCheckIn, TurnTo
from palsy_kit.session import PerformedSession
from palsy_kit.widgets.words import SIDE_NAMES, STAGE_NAMES
from palsy_kit.words import day_words, sentence

TURN_TO = {
    TurnTo.EMERGENCY: "the emergency number",
    TurnTo.SAME_DAY: "a doctor the same day",
    TurnTo.SOON: "a doctor soon",
}
DAYS_NAMED = 3
"""Days of one sign that are named; of more, the first and the last are."""


def face(check_ins: Sequence[RecordedCheckIn]) -> str:
    """Say what the newest check-in says of the face; what was left empty is called so, what was not ticked is not."""
    if not check_ins:
        return ""
    newest = max(check_ins, key=lambda one: one.checked_in_at)
    since = [
        ("it began", newest.weeks_since_onset),
        ("botulinum toxin", newest.weeks_since_toxin),
        ("surgery", newest.weeks_since_surgery),
    ]
    given = [f"{weeks} week{'' if weeks == 1 else 's'} since {what}" for what, weeks in since if weeks is not None]
    left = [what for what, weeks in since if weeks is None]
    told = [
        f"Affected side: {SIDE_NAMES[newest.affected_side]} (the person's own)",
        f"Stage: {STAGE_NAMES[newest.stage]}",
        *given,
        *(f"Weeks since {' and '.join(left)}: left empty" for _ in left[:1]),
        *(["An eye does not close"] if not newest.eye_closes else []),
        *(["Trouble with the neck"] if newest.neck_trouble else []),
    ]
    return whole(f"As the person said on {day_words(newest.practice_date)}", f"<p>{escape('. '.join(told))}.</p>")


def signs(check_ins: Iterable[RecordedCheckIn], catalogue: Catalogue) -> str:
    """List each sign for a doctor that was ticked, with its days."""
    flags = {flag.id: flag for flag in catalogue.red_flags}
    days: dict[str, set[date]] = defaultdict(set)
    for check_in in check_ins:
        for flag in check_in.red_flags:
            days[flag].add(check_in.practice_date)
    if not days:
        return ""
    rows = [
        (
            _days(sorted(on)),
            flags[sign].asks if sign in flags else sign.replace("_", " "),
            TURN_TO[flags[sign].turn_to] if sign in flags else "",
        )
        for sign, on in sorted(days.items(), key=lambda one: max(one[1]), reverse=True)
    ]
    return whole("Signs for a doctor, ticked by the person", table(("When", "Sign", "The workbook named"), rows))


def _days(days: Sequence[date]) -> str:
    if len(days) <= DAYS_NAMED:
        return ", ".join(map(day_words, days))
    return f"{len(days)} days, {day_words(days[0])} to {day_words(days[-1])}"


def exercises(sessions: Iterable[PerformedSession], catalogue: Catalogue) -> str:
    """List the exercises of which something was done, the most frequent first."""
    times: dict[str, int] = defaultdict(int)
    held_in: dict[str, set[str]] = defaultdict(set)
    for session in sessions:
        for exercise in session.exercises:
            if exercise.holds_done:
                times[exercise.exercise_id] += exercise.holds_done
                held_in[exercise.exercise_id].add(session.session_id)
    if not times:
        return ""
    ordered = sorted(times, key=lambda one: (-len(held_in[one]), -times[one]))
    rows = [(exercise_name(one, catalogue), f"{len(held_in[one])}", f"{times[one]}") for one in ordered]
    half = (len(rows) + 1) // 2
    heads = ("Exercise", "Sessions", "Times")
    halves = "".join(table(heads, part, numbers=(1, 2)) for part in (rows[:half], rows[half:]) if part)
    note = '<p class="small">A time is one hold, one stroke or one repetition that was held to its end.</p>'
    return whole("Exercises done", f'<div class="halves">{halves}</div>\n{note}')


def exercise_name(exercise_id: str, catalogue: Catalogue) -> str:
    """Name an exercise; one that the catalogue does not have has its id as a name."""
    known = catalogue.exercises.get(exercise_id)
    return known.name if known else sentence(exercise_id.replace("_", " "))
