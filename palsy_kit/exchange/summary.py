"""A page or two to print and take along to a therapist: plain HTML that fetches nothing.

Whatever a person typed is escaped. A proportion always says of what.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from palsy_kit.catalogue import Catalogue, load_catalogue
from palsy_kit.exchange.paper import document, table, whole
from palsy_kit.exchange.summary_facts import exercise_name, exercises, face, signs
from palsy_kit.exchange.week_bars import week_bars
from palsy_kit.figures import weekly_minutes_table
from palsy_kit.hold import REASON_WORDS, Hold
from palsy_kit.programme import Prescription
from palsy_kit.proposal import Decision, Gentler
from palsy_kit.readiness import FACE_PARTS, LinkedMovement, RecordedCheckIn
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.store import PracticeLog
from palsy_kit.study import holds_frame, prescriptions_frame, sessions_frame
from palsy_kit.words import ask_words, day_words, minutes_in_words, sentence

OUTCOMES = {
    Outcome.COMPLETED: "to the end",
    Outcome.PARTIAL: "in part",
    Outcome.STOPPED_TIGHT: "stopped because the face felt tight",
    Outcome.STOPPED_PAIN: "stopped for pain",
    Outcome.STOPPED_OTHER: "stopped because something else moved along",
}
LINKED = {LinkedMovement.NONE: "none", LinkedMovement.KNOWN: "as before", LinkedMovement.NEW: "new"}
PROPOSED = {Gentler.RELEASE_ONLY: "release alone", Gentler.HOLD: "a rest from practice"}
MOST_MOVEMENT = 4 * len(FACE_PARTS)


def summary_page(log: PracticeLog, *, today: date, weeks: int = 12, notes: bool = False) -> str:
    """Write the last weeks of a log as one page of HTML.

    Parameters
    ----------
    today
        The local date on which it is written; its week, from Monday, is the last.
    weeks
        How many weeks; fewer where the log begins later, since nothing could be practised before.
    notes
        Whether the notes of sessions are shown.

    Returns
    -------
    str
        A whole HTML document in UTF-8.

    Raises
    ------
    InputError
        If ``weeks`` is less than 1.
    """
    catalogue = load_catalogue()
    prescriptions, holds = log.prescriptions(), log.holds()
    first = _first_day(log, today)
    known = (today - first + timedelta(days=first.weekday())).days // 7 + 1
    by_week = weekly_minutes_table(
        sessions_frame(log.sessions()),
        prescriptions_frame(prescriptions),
        today=today,
        weeks=min(weeks, known),
        holds=holds_frame(holds),
    )
    minutes_by_week = by_week.to_dict("records")
    start = minutes_by_week[0]["week_start"].date()
    sessions = [session for session in log.sessions() if start <= session.practice_date <= today]
    check_ins = [check_in for check_in in log.check_ins() if start <= check_in.practice_date <= today]
    decisions = [decision for decision in log.decisions() if start <= decision.on_date <= today]
    parts = [
        _head(start, today, begins=first if known <= weeks else None),
        face([check_in for check_in in log.check_ins() if check_in.practice_date <= today]),
        signs(check_ins, catalogue),
        _asked(prescriptions, start, today),
        _weeks(minutes_by_week, first, today),
        _rests(holds, start, today),
        _areas(sessions),
        exercises(sessions, catalogue),
        _feelings(check_ins, start),
        _decided(decisions),
        _endings(sessions, catalogue),
        _notes(sessions) if notes else "",
        _foot(notes=notes),
    ]
    return document("Summary of practice", _span(start, today + timedelta(days=1)), parts)


def _first_day(log: PracticeLog, today: date) -> date:
    """The first day in the log, or today: before it, nothing could be practised."""
    return min(
        (
            *(one.practice_date for one in log.sessions()),
            *(one.practice_date for one in log.check_ins()),
            *(one.valid_from for one in log.prescriptions()),
            today,
        )
    )


def _head(start: date, today: date, *, begins: date | None) -> str:
    whose = f"from the person's own log{f', which begins on {day_words(begins)}' if begins else ''}"
    return (
        f"<h1>Summary of practice</h1>\n<p>{_span(start, today + timedelta(days=1))}, {whose}.</p>\n"
        '<p class="line"><span>Name:</span><span>Date of birth:</span></p>'
    )


def _asked(prescriptions: Iterable[Prescription], start: date, today: date) -> str:
    held = [one for one in prescriptions if one.valid_from <= today and one.reaches_past(start)]
    rows = [(one.kind.replace("_", " "), sentence(ask_words(one)), _span(one.valid_from, one.valid_to)) for one in held]
    text = table(("Kind", "How much", "When"), rows) if rows else "<p>Nothing was asked for.</p>"
    return whole("What was asked for", text)


def _weeks(weeks: list[dict[Any, Any]], first: date, today: date) -> str:
    rows = [
        (
            day_words(week["week_start"].date()) + (" (still running)" if week["state"] == "running" else ""),
            f"{week['n_sessions']}",
            f"{week['practice_days']} of {_days_of(week['week_start'].date(), first, today)}",
            minutes_in_words(week["performed_minutes"] * 60),
            f"{week['prescribed_minutes']:.0f}" if week["prescribed_minutes"] else "none",
            f"{week['hold_days']}" if week["hold_days"] else "",
        )
        for week in weeks
    ]
    heads = ("Week from", "Sessions", "Days with practice", "Minutes practised", "Minutes asked for", "Days of rest")
    drawn = f"{whole('Week by week', f'{week_bars(weeks)}<p>{_share(weeks, today)}</p>')}"
    return f"{drawn}\n{table(heads, rows, numbers=range(1, 6))}"


def _days_of(monday: date, first: date, today: date) -> int:
    """Count the days of a week on which something could be logged."""
    return (min(today, monday + timedelta(days=6)) - max(first, monday)).days + 1


def _share(weeks: list[dict[Any, Any]], today: date) -> str:
    """Say the minutes practised of the minutes asked for, over the whole weeks in which something was asked for."""
    full = [week for week in weeks if week["state"] == "complete"]
    done, asked = (sum(week[name] for week in full) for name in ("performed_minutes", "prescribed_minutes"))
    if not asked:
        return (
            f"Up to {day_words(today)} there is no whole week for which minutes were asked for, so no share is given."
        )
    n_weeks = f"{len(full)} whole week{'s' if len(full) > 1 else ''} for which minutes were asked for"
    ranged = any(week["prescribed_minutes_max"] > week["prescribed_minutes"] for week in full)
    return (
        f"In the {n_weeks}: {done:.0f} minutes practised of {asked:.0f} asked for, which is {done / asked:.0%}. "
        + ("Of a range, the lower end is what was asked for. " if ranged else "")
        + "Days of rest are taken out of what was asked for. All practice in these weeks counts, also on days of rest "
        "and beyond what was asked for."
    )


def _areas(sessions: Sequence[PerformedSession]) -> str:
    n_sessions: Counter[str] = Counter()
    minutes: dict[str, float] = defaultdict(float)
    for session in sessions:
        for area in session.focus_areas or ("not said",):
            n_sessions[area] += 1
            minutes[area] += session.active_s / 60
    if not n_sessions:
        return ""
    rows = [
        (area.replace("_", " "), f"{n}", minutes_in_words(minutes[area] * 60)) for area, n in n_sessions.most_common()
    ]
    heads = ("Area", f"Sessions, of {len(sessions)}", "Minutes of these sessions")
    note = '<p class="small">A session for several areas counts in each of them.</p>'
    return whole("Areas", f"{table(heads, rows, numbers=(1, 2))}\n{note}")


def _feelings(check_ins: Iterable[RecordedCheckIn], start: date) -> str:
    by_week: dict[date, list[RecordedCheckIn]] = defaultdict(list)
    for check_in in check_ins:
        by_week[start + (check_in.practice_date - start) // timedelta(weeks=1) * timedelta(weeks=1)].append(check_in)
    if not by_week:
        return "<h2>Check-ins</h2>\n<p>There are none in these weeks.</p>"
    rows = [
        (
            day_words(week),
            f"{len(found)}",
            _range([one.tightness for one in found]),
            _range([one.pain for one in found]),
            _linked(found),
            _range([sum(one.movement.values()) for one in found]),
        )
        for week, found in sorted(by_week.items())
    ]
    heads = (
        *("Week from", "Check-ins", "Tightness, of 10", "Pain, of 10", "Linked movement"),
        f"Movement, of {MOST_MOVEMENT}",
    )
    newest = max((one for found in by_week.values() for one in found), key=lambda one: one.checked_in_at)
    note = (
        '<p class="small">Rated by the person in the check-in, before practice: lowest to highest of the week. '
        f"The last check-in: {_when(newest.checked_in_at, newest.utc_offset_min)}. Of tightness and pain 0 is none and "
        "10 the most. What a session brought stands under how sessions ended. Movement adds up "
        f"{len(FACE_PARTS)} areas, each from 0 (none) to 4 (as before).</p>"
    )
    return f"<h2>Check-ins</h2>\n{table(heads, rows, numbers=(1, 2, 3, 5))}\n{note}"


def _linked(found: Sequence[RecordedCheckIn]) -> str:
    counts = Counter(LINKED[one.linked_movement] for one in found)
    return ", ".join(words if len(counts) == 1 else f"{words} in {n}" for words, n in counts.items())


def _decided(decisions: Iterable[Decision]) -> str:
    """Say what was proposed and not wanted; what was accepted stands under what was asked for, and rests."""
    return "\n".join(
        f"<p>On {day_words(one.on_date)}, when tightness had gone up twice in a row, {PROPOSED[one.gentler]} was "
        "proposed. The person left it as planned.</p>"
        for one in decisions
    )


def _endings(sessions: Iterable[PerformedSession], catalogue: Catalogue) -> str:
    found = list(sessions)
    if not found:
        return ""
    counts = Counter(session.outcome for session in found)
    ended = ", ".join(f"{counts[outcome]} {words}" for outcome, words in OUTCOMES.items() if counts[outcome])
    n_sessions = f"{len(found)} session{'' if len(found) == 1 else 's'}"
    happened = [
        (_when(session.started_at, session.utc_offset_min), words)
        for session in found
        for words in _told(session, catalogue)
    ]
    listed = table(("Session begun", "What happened"), happened) if happened else ""
    return f"<h2>How sessions ended</h2>\n<p>Of {n_sessions}: {ended}.</p>\n{listed}"


def _told(session: PerformedSession, catalogue: Catalogue) -> Iterator[str]:
    """Say what a therapist would want to know of a session; where it was stopped, the exercise that was done last."""
    if session.outcome in {Outcome.STOPPED_TIGHT, Outcome.STOPPED_PAIN, Outcome.STOPPED_OTHER}:
        last = [exercise_name(one.exercise_id, catalogue) for one in session.exercises if one.active_s][-1:]
        yield "; done last: ".join([OUTCOMES[session.outcome], *last])
    if session.new_linked_movement:
        yield "a part moved along that had not before"


def _rests(holds: Iterable[Hold], start: date, today: date) -> str:
    held = [hold for hold in holds if hold.from_date <= today and hold.reaches_past(start)]
    rows = [(REASON_WORDS[hold.reason], _span(hold.from_date, hold.to_date)) for hold in held]
    return whole("Rests from practice", table(("Why", "When"), rows)) if rows else ""


def _notes(sessions: Iterable[PerformedSession]) -> str:
    rows = [(day_words(session.practice_date), session.note) for session in sessions if session.note.strip()]
    return f"<h2>Notes</h2>\n{table(('Day', 'Note'), rows)}" if rows else ""


def _foot(*, notes: bool) -> str:
    kept = "" if notes else " Notes are left out."
    return (
        '<p class="small">Written by palsy_kit on the person\'s own computer, from what the person logged. It is no '
        f"medical finding. Weeks begin on Monday.{kept}</p>"
    )


def _when(at: datetime, utc_offset_min: int) -> str:
    """Say a day and an hour on the person's clock."""
    local = at.astimezone(UTC) + timedelta(minutes=utc_offset_min)
    return f"{day_words(local.date())}, {local:%H:%M}"


def _range(values: Sequence[int]) -> str:
    lowest, highest = min(values), max(values)
    return f"{lowest}" if lowest == highest else f"{lowest} to {highest}"


def _span(start: date, end: date | None) -> str:
    """Say the days of an interval, the month and the year once where they are the same."""
    if end is None:
        return f"from {day_words(start)}"
    last = end - timedelta(days=1)
    same_year, same_month = start.year == last.year, (start.year, start.month) == (last.year, last.month)
    first = f"{start.day}" if same_month else f"{start.day} {start:%B}" if same_year else day_words(start)
    return day_words(start) if start >= last else f"{first} to {day_words(last)}"
