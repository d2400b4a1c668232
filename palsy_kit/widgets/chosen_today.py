"""What to know of a session that holds only the exercises that a plan names: what it leaves out, and why."""

from collections.abc import Iterable, Iterator, Mapping

from palsy_kit.exercises import Exercise, Laterality, Side, Technique
from palsy_kit.programme import Prescription
from palsy_kit.readiness import Readiness
from palsy_kit.session import SessionPlan
from palsy_kit.widgets.words import listed

FILLED = 0.9
"""A session that uses less of its minutes is told to be short."""


def about_chosen(
    asked: Prescription,
    session: SessionPlan,
    readiness: Readiness,
    exercises: Mapping[str, Exercise],
    *,
    affected_side: Side,
) -> tuple[str, ...]:
    """What a person should know before a session that was composed for ``asked``, as plain sentences.

    Parameters
    ----------
    asked
        What is prescribed; where it names no exercises, only its remark is told.
    session
        What was composed for it.
    readiness
        What is open today.
    exercises
        The catalogue by id. What ``asked`` names and is not in it is told too.
    affected_side
        The person's own.
    """
    remark = (f"Noted with your plan: “{asked.remark.strip()}”",) if asked.remark.strip() else ()
    if not asked.exercise_ids:
        return remark
    known = [exercises[slug] for slug in asked.exercise_ids if slug in exercises]
    played = {item.exercise_id for item in session.items}
    left_out = [exercise for exercise in readiness.open_exercises(known) if exercise.id not in played]
    return (
        *remark,
        _holds(played, {one.id for one in known}),
        *([] if readiness.practice_closed else _closed(known, readiness)),
        *_left_out(left_out, {one.id for one in known}, exercises, affected_side),
        *_unknown(slug for slug in asked.exercise_ids if slug not in exercises),
        *_short(session),
        *_cut(session, known),
    )


def _holds(played: set[str], chosen: set[str]) -> str:
    """What the session holds, beside what was chosen too."""
    if played <= chosen:
        return "This session holds only exercises that were chosen for your plan."
    if played & chosen:
        return (
            "This session holds exercises that were chosen for your plan. "
            "What lets go before them, and rest after them, is added where your plan has none."
        )
    return "Nothing that was chosen for your plan is open today. This session lets go and rests."


def _closed(known: Iterable[Exercise], readiness: Readiness) -> Iterator[str]:
    """What is closed, those with the same reason together; the check-in says what to do instead."""
    names: dict[str, list[str]] = {}
    for exercise in known:
        for rule in readiness.closing_exercise(exercise)[:1]:
            names.setdefault(rule.reason, []).append(exercise.name)
    for reason, closed in names.items():
        yield f"Closed today: {_quoted(closed)}. {reason}"


def _left_out(
    exercises: Iterable[Exercise], chosen: set[str], catalogue: Mapping[str, Exercise], affected_side: Side
) -> Iterator[str]:
    """What is open and did not come, and why; what had no room begins another session."""
    waiting = []
    for exercise in exercises:
        first = exercise.variant_of
        if exercise.technique is Technique.RESISTED and first and first not in chosen:
            before = catalogue[first].name if first in catalogue else first
            yield f"“{exercise.name}” comes only after “{before}”, which your plan does not name."
        elif exercise.laterality is Laterality.UNAFFECTED and affected_side is Side.BOTH:
            yield f"“{exercise.name}” is for an unaffected side, and both sides are affected."
        else:
            waiting.append(exercise.name)
    if waiting:
        yield f"Not in this one, and in turn another time: {_quoted(waiting)}."


def _unknown(slugs: Iterable[str]) -> Iterator[str]:
    if unknown := list(slugs):
        names = _quoted(unknown)
        yield f"Your plan also names {names}, which this catalogue does not have. It stays in your plan."


def _short(session: SessionPlan) -> Iterator[str]:
    if session.items and session.planned_s < FILLED * session.minutes * 60:
        spent = f"{session.planned_s // 60}:{session.planned_s % 60:02}"
        yield (
            f"Your plan has {session.minutes:g} minutes, and today's exercises take {spent} of them: "
            "more of so few would tire the same muscles."
        )


def _cut(session: SessionPlan, known: Iterable[Exercise]) -> Iterator[str]:
    whole = {exercise.id: exercise.dosage.n_holds for exercise in known}
    if any(item.holds < whole.get(item.exercise_id, 0) for item in session.items):
        yield "Sets are cut to fit: you do fewer at once than your plan names."


def _quoted(names: Iterable[str]) -> str:
    return listed(f"“{name}”" for name in names)
