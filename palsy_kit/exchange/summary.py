"""A page or two to print and take along to a therapist: plain HTML that fetches nothing.

Whatever a person typed is escaped. A proportion always says of what.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape
from math import ceil
from typing import Any

from palsy_kit.figures import weekly_minutes_table
from palsy_kit.hold import HOLD_WORDS, Hold
from palsy_kit.programme import Prescription
from palsy_kit.readiness import LinkedMovement, RecordedCheckIn
from palsy_kit.session import Outcome, PerformedSession
from palsy_kit.store import PracticeLog
from palsy_kit.study import holds_frame, prescriptions_frame, sessions_frame
from palsy_kit.words import ask_words, day_words, sentence

LABEL_WIDTH = 40
"""What the date under a bar takes, of the 700 that the bars have."""

OUTCOMES = {
    Outcome.COMPLETED: "to the end",
    Outcome.PARTIAL: "in part",
    Outcome.STOPPED_TIGHT: "stopped, the face felt tight",
    Outcome.STOPPED_PAIN: "stopped for pain",
    Outcome.STOPPED_OTHER: "stopped for another reason",
}
LINKED = {LinkedMovement.NONE: "none", LinkedMovement.KNOWN: "as before", LinkedMovement.NEW: "new"}
WORDS_OF = {reason: words for words, reason in reversed(list(HOLD_WORDS.items()))}

STYLE = """
@page { size: A4; margin: 16mm 15mm }
* { box-sizing: border-box }
body { font: 10.5pt/1.4 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #111; background: #fff;
  max-width: 46rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 17pt; margin: 0 0 .2rem }
h2 { font-size: 12pt; margin: 1.2rem 0 .3rem; break-after: avoid }
p { margin: .3rem 0 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: .16rem .5rem .16rem 0; border-bottom: 1px solid #bbb }
td:first-child { white-space: nowrap }
th { border-bottom: 1.5px solid #444; font-weight: 600 }
svg { display: block; width: 100%; height: auto }
.small { font-size: 9pt; color: #333 }
.wide { overflow-x: auto }
.line { display: flex; gap: 2rem }
.line span { flex: 1; border-bottom: 1px solid #444; padding-bottom: .1rem }
@media print { body { padding: 0; max-width: none } }
"""


def summary_page(log: PracticeLog, *, today: date, weeks: int = 12, notes: bool = False) -> str:
    """Write the last weeks of a log as one page of HTML.

    Parameters
    ----------
    today
        The local date on which it is written; its week, from Monday, is the last.
    weeks
        How many weeks.
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
    prescriptions, holds = log.prescriptions(), log.holds()
    table = weekly_minutes_table(
        sessions_frame(log.sessions()),
        prescriptions_frame(prescriptions),
        today=today,
        weeks=weeks,
        holds=holds_frame(holds),
    )
    minutes_by_week = table.to_dict("records")
    start = minutes_by_week[0]["week_start"].date()
    sessions = [session for session in log.sessions() if start <= session.practice_date <= today]
    check_ins = [check_in for check_in in log.check_ins() if start <= check_in.practice_date <= today]
    parts = [
        _head(start, today),
        _asked(prescriptions, start, today),
        _weeks(minutes_by_week, today),
        _areas(sessions),
        _feelings(check_ins, start),
        _endings(sessions),
        _rests(holds, start, today),
        _notes(sessions) if notes else "",
        _foot(notes=notes),
    ]
    body = "\n".join(filter(None, parts))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Summary of practice</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(start: date, today: date) -> str:
    return (
        f"<h1>Summary of practice</h1>\n<p>{day_words(start)} to {day_words(today)}, from the person's own log.</p>\n"
        '<p class="line"><span>Name:</span><span>Date of birth:</span></p>'
    )


def _asked(prescriptions: Iterable[Prescription], start: date, today: date) -> str:
    held = [one for one in prescriptions if one.valid_from <= today and one.reaches_past(start)]
    rows = [(one.kind.replace("_", " "), sentence(ask_words(one)), _span(one.valid_from, one.valid_to)) for one in held]
    text = _table(("Kind", "How much", "When"), rows) if rows else "<p>Nothing was asked for.</p>"
    return f"<h2>What was asked for</h2>\n{text}"


def _weeks(weeks: list[dict[Any, Any]], today: date) -> str:
    rows = [
        (
            day_words(week["week_start"].date()) + (" (still running)" if week["state"] == "running" else ""),
            f"{week['n_sessions']}",
            f"{week['practice_days']} of 7",
            f"{week['performed_minutes']:.0f}",
            f"{week['prescribed_minutes']:.0f}" if week["prescribed_minutes"] else "none",
            f"{week['hold_days']}" if week["hold_days"] else "",
        )
        for week in weeks
    ]
    heads = ("Week from", "Sessions", "Days with practice", "Minutes practised", "Minutes asked for", "Days of rest")
    return f"<h2>Week by week</h2>\n{_bars(weeks)}\n<p>{_share(weeks, today)}</p>\n{_table(heads, rows)}"


def _share(weeks: list[dict[Any, Any]], today: date) -> str:
    """Say the minutes practised of the minutes asked for, over the whole weeks in which something was asked for."""
    full = [week for week in weeks if week["state"] == "complete"]
    done, asked = (sum(week[name] for week in full) for name in ("performed_minutes", "prescribed_minutes"))
    if not asked:
        return (
            f"Up to {day_words(today)} there is no whole week for which minutes were asked for, so no share is given."
        )
    n_weeks = f"{len(full)} whole week{'s' if len(full) > 1 else ''} for which minutes were asked for"
    return (
        f"In the {n_weeks}: {done:.0f} minutes practised of {asked:.0f} asked for, which is {done / asked:.0%}. "
        "Days of rest are taken out of what was asked for. All practice counts, also on these days and beyond what was "
        "asked for."
    )


def _bars(weeks: list[dict[Any, Any]]) -> str:
    """Draw practised minutes as bars and asked-for minutes as a line over each, readable in grey."""
    highest = max(week[name] for week in weeks for name in ("performed_minutes", "prescribed_minutes"))
    if not highest:
        return ""
    most = max(10.0, highest)
    step = 700 / len(weeks)
    shapes = []
    for number, week in enumerate(weeks):
        left, height = number * step, 90 * week["performed_minutes"] / most
        level = 100 - 90 * week["prescribed_minutes"] / most
        shapes.append(
            f'<rect x="{left + step * 0.2:.1f}" y="{100 - height:.1f}" width="{step * 0.6:.1f}" height="{height:.1f}" '
            'fill="#7aa6c9" stroke="#234" stroke-width="0.8"/>'
        )
        if week["prescribed_minutes"]:
            shapes.append(
                f'<line x1="{left + step * 0.08:.1f}" x2="{left + step * 0.92:.1f}" y1="{level:.1f}" y2="{level:.1f}" '
                'stroke="#111" stroke-width="2"/>'
            )
        if number % ceil(LABEL_WIDTH / step) == 0:
            day = f"{week['week_start'].day} {week['week_start']:%b}"
            middle = min(max(left + step / 2, LABEL_WIDTH / 2), 700 - LABEL_WIDTH / 2)
            shapes.append(f'<text x="{middle:.1f}" y="113" font-size="9" text-anchor="middle">{day}</text>')
    words = "Minutes by week: the bars are what was practised, the lines what was asked for."
    return (
        f'<svg viewBox="0 0 700 118" role="img" aria-label="{words}"><line x1="0" x2="700" y1="100" y2="100" '
        f'stroke="#444"/>{"".join(shapes)}</svg>\n<p class="small">{words} The highest is {highest:.0f} minutes.</p>'
    )


def _areas(sessions: Iterable[PerformedSession]) -> str:
    n_sessions: Counter[str] = Counter()
    minutes: dict[str, float] = defaultdict(float)
    for session in sessions:
        for area in session.focus_areas or ("not said",):
            n_sessions[area] += 1
            minutes[area] += session.active_s / 60
    if not n_sessions:
        return ""
    rows = [(area.replace("_", " "), f"{n}", f"{minutes[area]:.0f}") for area, n in n_sessions.most_common()]
    return (
        f"<h2>Areas</h2>\n{_table(('Area', 'Sessions', 'Minutes of these sessions'), rows)}\n"
        '<p class="small">A session for several areas counts in each of them.</p>'
    )


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
            ", ".join(f"{LINKED[state]}: {n}" for state, n in Counter(one.linked_movement for one in found).items()),
            _range([sum(one.movement.values()) for one in found]),
        )
        for week, found in sorted(by_week.items())
    ]
    n_areas = len(next(iter(by_week.values()))[0].movement)
    heads = ("Week from", "Check-ins", "Tightness", "Pain", "Linked movement", "Movement")
    return (
        f"<h2>Check-ins</h2>\n{_table(heads, rows)}\n"
        '<p class="small">Rated by the person: lowest to highest of the week. Tightness and pain go from 0 (none) '
        f"to 10 (most). Movement adds up {n_areas} areas, each from 0 (none) to 4 (as before).</p>"
    )


def _endings(sessions: Iterable[PerformedSession]) -> str:
    found = list(sessions)
    if not found:
        return ""
    counts = Counter(session.outcome for session in found)
    ended = ", ".join(f"{words}: {counts[outcome]}" for outcome, words in OUTCOMES.items() if counts[outcome])
    happened = [(day_words(session.practice_date), words) for session in found for words in _told(session)]
    listed = _table(("Day", "What happened"), happened) if happened else ""
    return f"<h2>How sessions ended</h2>\n<p>{sentence(ended)}.</p>\n{listed}"


def _told(session: PerformedSession) -> Iterator[str]:
    """Say what a therapist would want to know of a session."""
    if session.outcome in {Outcome.STOPPED_TIGHT, Outcome.STOPPED_PAIN}:
        yield OUTCOMES[session.outcome]
    if session.new_linked_movement:
        yield "a part moved along that had not before"


def _rests(holds: Iterable[Hold], start: date, today: date) -> str:
    held = [hold for hold in holds if hold.from_date <= today and hold.reaches_past(start)]
    rows = [(WORDS_OF[hold.reason], _span(hold.from_date, hold.to_date)) for hold in held]
    return f"<h2>Rests from practice</h2>\n{_table(('Why', 'When'), rows)}" if rows else ""


def _notes(sessions: Iterable[PerformedSession]) -> str:
    rows = [(day_words(session.practice_date), session.note) for session in sessions if session.note.strip()]
    return f"<h2>Notes</h2>\n{_table(('Day', 'Note'), rows)}" if rows else ""


def _foot(*, notes: bool) -> str:
    kept = "" if notes else " Notes are left out."
    return (
        '<p class="small">Written by palsy_kit on the person\'s own computer, from what the person logged. It is no '
        f"medical finding. Weeks begin on Monday.{kept}</p>"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _range(values: Sequence[int]) -> str:
    lowest, highest = min(values), max(values)
    return f"{lowest}" if lowest == highest else f"{lowest} to {highest}"


def _span(start: date, end: date | None) -> str:
    return f"from {day_words(start)}" if end is None else f"{day_words(start)} to {day_words(end - timedelta(days=1))}"
