"""The plan as one page for the fridge or for a therapist: HTML that prints on one sheet, A4 or Letter.

It is black on white, and written larger where there is room. Everything is in the text itself: no script, no
picture, no address. What a person typed is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from html import escape

from palsy_kit.catalogue import Catalogue
from palsy_kit.errors import InputError
from palsy_kit.exercises import Exercise, Technique
from palsy_kit.hold import Hold
from palsy_kit.programme import Prescription, Weekday
from palsy_kit.readiness import TurnTo
from palsy_kit.schedule import DayOfPlan, PlannedSession, weeks_of
from palsy_kit.words import WEEKDAY_NAMES, ask_words, day_words, dosage_in_short, listed, practice_words, sentence

WEEKS_AT_MOST = 5
"""More does not fit a page."""

ROOMY_SESSIONS, ROOMY_ASKS = 10, 3
"""Up to so many sessions, adding up the fullest day of each week, and asks, there is room to write larger."""

STOP_IF = ("tightness", "pain", "cramp_or_twitch", "something_else_moves", "eye_trouble", "dizziness_or_arm_signs")
"""The cautions of the catalogue that stand on the page."""

DISCLAIMER = (
    "A plan for practising by oneself, made with palsy_kit. It is no medical advice and promises no result. "
    "What your doctor or therapist tells you goes first."
)

_BEGIN_WITH = ("after ", "at ", "before ", "during ", "in ", "on ", "when ", "while ", "with ")

_DAY = timedelta(days=1)

_STYLE = """
@page { margin: 10mm 12mm } /* the size is that of the reader's own paper */
html { color-scheme: light }
body { font: 9pt/1.3 system-ui, sans-serif; color: #000; background: #fff; max-width: 186mm; margin: 0 auto;
  padding: 0 0.3mm }
h1 { font-size: 14pt; line-height: 1.1; margin: 0 0 1mm; overflow-wrap: anywhere }
h2 { font-size: 11pt; margin: 2mm 0 0.5mm; break-after: avoid }
p, ul { margin: 0 0 0.5mm }
ul { padding-left: 5mm }
table { margin-bottom: 1mm; border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 0.3mm solid #000; padding: 0.8mm 1mm; vertical-align: top; text-align: left; overflow-wrap: anywhere }
td { height: 10mm; font-size: 8pt; line-height: 1.1 }
tr { break-inside: avoid }
td.out { border-style: dotted }
.chosen { columns: 3; column-gap: 5mm; line-height: 1.2 }
.roomy .chosen { columns: 2 }
.remark { margin: 0.5mm 0; padding-left: 2mm; border-left: 0.5mm solid #000; white-space: pre-line }
.remark, .chosen { overflow-wrap: anywhere }
.before { font-size: 7.5pt; line-height: 1.15 }
.roomy .before { font-size: 9pt }
.stop { columns: 3; column-gap: 6mm }
li { break-inside: avoid }
.day { font-weight: bold }
.box { display: inline-block; width: 2.6mm; height: 2.6mm; border: 0.35mm solid #000; margin-right: 0.8mm }
.welcome .box { border-radius: 50% }
.small { font-size: 8pt }
.roomy { font-size: 10.5pt }
.roomy h1 { font-size: 16pt }
.roomy h2 { font-size: 12pt; margin-top: 3mm }
.roomy td { height: 18mm; font-size: 9pt; line-height: 1.2 }
.roomy th { font-size: 9pt }
.roomy .box { width: 3mm; height: 3mm }
.roomy .small { font-size: 9pt }
"""


def plan_page(
    prescriptions: Iterable[Prescription],
    holds: Iterable[Hold] = (),
    *,
    planned: Iterable[PlannedSession],
    start: date,
    days: int = 28,
    catalogue: Catalogue,
    name: str = "",
    circle: Iterable[datetime] = (),
) -> str:
    """Write the plan as one HTML page.

    Parameters
    ----------
    prescriptions, holds
        All versions and holds; those of the days shown are told.
    planned
        What ``plan`` gives for these days.
    start, days
        The first local date, and how many dates.
    catalogue
        Where the reasons to stop come from.
    name
        What the person wants to have on it, such as their name.
    circle
        What ``circle_times`` gives, to have it on the page.

    Returns
    -------
    str
        A whole HTML document.

    Raises
    ------
    InputError
        If the days lie in more weeks than fit the page.
    """
    planned = tuple(planned)
    end, rests = start + days * _DAY, tuple(holds)
    weeks = weeks_of(planned, rests, start=start, days=days)
    if not 1 <= len(weeks) <= WEEKS_AT_MOST or days < 1:
        raise InputError(
            f"days={days} from {start} lie in {len(weeks)} weeks. Give days in 1 to {WEEKS_AT_MOST} weeks."
        )
    versions = [p for p in prescriptions if p.valid_from < end and p.reaches_past(start)]
    title = " - ".join(part for part in ("Practice plan", name) if part.strip())
    roomy = " class=roomy" if _roomy(versions, weeks) else ""
    legend = _LEGEND.replace("WELCOME", _WELCOME if any(one.welcome for one in planned) else "")
    signs = _signs(catalogue, roomy=bool(roomy))
    rows = (f"<tr>{''.join(_cell(day, start) for day in week)}</tr>" for week in weeks)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head>',
            f"<body{roomy}><h1>{escape(title)}</h1>",
            f"<p>{escape(day_words(start))} to {escape(day_words(end - _DAY))}</p>",
            f"<h2>What it asks for</h2>{_asks(versions, start, catalogue)}",
            f"<h2>Day by day</h2>{legend}<table><thead><tr>{_HEAD}</tr></thead><tbody>{''.join(rows)}</tbody></table>",
            *_circle(circle),
            f'<h2>When to stop</h2><div class="stop">{_list(catalogue.cautions[slug].text for slug in STOP_IF)}</div>',
            f'<h2>When to call for help first</h2><div class="small">{_list(signs)}</div>',
            f'<p class="small">{escape(DISCLAIMER)}</p></body></html>',
        )
    )


def _roomy(versions: Sequence[Prescription], weeks: Sequence[Sequence[DayOfPlan]]) -> bool:
    """Whether there is room to write larger: an exercise takes more than a session, a remark as two."""
    fullest = sum(max(len(day.sessions) for day in week) for week in weeks)
    chosen = sum(1.7 * len(one.exercise_ids) + (2 + len(one.remark) / 50 if one.remark else 0) for one in versions)
    spare = ROOMY_SESSIONS + 5 * (WEEKS_AT_MOST - len(weeks))
    return fullest <= ROOMY_SESSIONS and fullest + chosen <= spare and len(versions) <= ROOMY_ASKS


_HEAD = "".join(f'<th scope="col">{WEEKDAY_NAMES[day]}</th>' for day in Weekday)
_LEGEND = (
    '<p class="small"><span class="box"></span>a session: minutes and areas; sets are cut to fit. '
    "WELCOMEBegin each one with your check-in: it says what is open that day. A day that stays empty is just a day.</p>"
)
_WELCOME = '<span class="welcome"><span class="box"></span></span>welcome, if you like. '


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _asks(versions: Iterable[Prescription], start: date, catalogue: Catalogue) -> str:
    items = "".join(
        f"<li>{escape(_asked(version, start))}{_remark(version)}{_chosen(version, catalogue)}</li>"
        for version in versions
    )
    return f"<ul>{items or '<li>Nothing is asked for.</li>'}</ul>"


def _asked(version: Prescription, start: date) -> str:
    begins = f", from {day_words(version.valid_from)}" if version.valid_from > start else ""
    ends = f", up to {day_words(version.valid_to - _DAY)}" if version.valid_to else ""
    parts = [
        f"{anchor.minutes:g} min {_with(anchor.name)}{f' ({anchor.at:%H:%M})' if anchor.at else ''}"
        for anchor in version.anchors
    ]
    woven = f": {listed(parts)}" if parts else ""
    kind = sentence(version.kind.replace("_", " "))
    return f"{kind}: {ask_words(version)}{begins}{ends}{woven}."


def _remark(version: Prescription) -> str:
    return f'<p class="remark">{escape(version.remark)}</p>' if version.remark else ""


def _chosen(version: Prescription, catalogue: Catalogue) -> str:
    """The exercises that a version names; one that the catalogue does not have stays, by its id."""
    known = [catalogue.exercises[slug] for slug in version.exercise_ids if slug in catalogue.exercises]
    cautions = list(dict.fromkeys(slug for one in known for slug in one.cautions))
    numbers = {slug: number for number, slug in enumerate(cautions, start=1)}
    unknown = [f"{slug} (not in this catalogue)" for slug in version.exercise_ids if slug not in catalogue.exercises]
    lines = _list([*(_exercise(one, catalogue, numbers) for one in known), *unknown])
    first = " ".join(f"[{number}] {catalogue.cautions[slug].text}" for slug, number in numbers.items())
    before = f'<p class="before">Before you begin, by number: {escape(first)}</p>' if first else ""
    return f'<div class="chosen">{lines}</div>{before}' if version.exercise_ids else ""


def _exercise(exercise: Exercise, catalogue: Catalogue, numbers: Mapping[str, int]) -> str:
    """An exercise in a line, with what comes before it and the numbers of its cautions."""
    free = catalogue.exercises.get(exercise.variant_of or "")
    after = f"; only after “{free.name}”" if free and exercise.technique is Technique.RESISTED else ""
    marks = ", ".join(str(numbers[slug]) for slug in exercise.cautions)
    return f"{exercise.name}: {dosage_in_short(exercise.dosage)}{after}{f' [{marks}]' if marks else ''}"


def _with(anchor: str) -> str:
    """Hang a part on something of the day, also where the person typed "after brushing teeth"."""
    return anchor if anchor.lower().startswith(_BEGIN_WITH) else f"with {anchor}"


def _cell(day: DayOfPlan, start: date) -> str:
    if not day.inside:
        return '<td class="out"></td>'
    date_words = f"{day.date.day} {day.date:%b}" if day.date == start or day.date.day == 1 else f"{day.date.day}"
    resting = "<div>rest</div>" if day.resting else ""
    return f'<td><div class="day">{date_words}</div>{resting}{"".join(map(_line, day.sessions))}</td>'


def _line(parts: Sequence[PlannedSession]) -> str:
    boxes = "".join(f'<span class="box"></span>{part.minutes:g} ' for part in parts)
    unit = "min " if len(parts) == 1 else ""  # several parts take the room
    areas = escape(practice_words(parts[0].kind, parts[0].focus_areas, chosen=parts[0].chosen))
    return f"<div{' class=welcome' if parts[0].welcome else ''}>{boxes}{unit}{areas}</div>"


def _circle(times: Iterable[datetime]) -> Iterable[str]:
    words = [f"{at:%A} {day_words(at.date())} at {at:%H:%M}" for at in times]
    return [f"<p>Monthly circle: {escape(listed(words))}.</p>"] if words else []


def _signs(catalogue: Catalogue, *, roomy: bool) -> Iterable[str]:
    """The signs of an emergency; where there is room, those for a doctor on the same day too."""
    flags = catalogue.red_flags
    yield from (f"{sign.asks}: {sign.says}" for sign in flags if sign.turn_to is TurnTo.EMERGENCY)
    if roomy:
        yield f"A doctor today: {'; '.join(sign.asks for sign in flags if sign.turn_to is TurnTo.SAME_DAY)}."
