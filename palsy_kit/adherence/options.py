"""What a researcher may choose, each choice with the default that the definitions name.

``docs/adherence.md`` says what each one does to which metric.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from palsy_kit.exercises import Model

Week = Literal["study-week", "iso-week"]
Period = Literal["day", "study-week", "iso-week", "month"]
Reason = Literal["safety", "pause", "illness", "technical", "clinic"]

Days = Annotated[int, Field(ge=1, le=3653)]
Share = Annotated[float, Field(ge=0, le=1)]


class Options(Model):
    """The choices behind the numbers; they travel with every result.

    Examples
    --------
    >>> Options(as_of=date(2026, 6, 29)).permissible_gap
    14
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    as_of: date
    """Data cut, exclusive: the first local date that is not looked at any more. Never guessed from the data."""
    common_days: Days | None = None
    """Look at the first so many days of everybody alone, [0, H), so that cohorts of unequal follow-up compare."""

    rollover_hours: Annotated[float, Field(ge=0, lt=24)] = 0
    """A practice day begins so many hours after midnight: 4 counts a session at 01:30 for the evening before."""
    min_active_minutes: Annotated[float, Field(ge=0)] = 1
    """A session qualifies from so many active minutes on."""
    min_active_share: Share | None = None
    """If given, a session qualifies from this share of its prescribed length on (instead of the minutes above)."""
    cap_minutes: Annotated[float, Field(gt=0, le=1440)] = 120
    """A longer session is flagged, and counts as one of so many minutes."""
    merge_gap_minutes: Annotated[float, Field(ge=0)] = 0
    """Sessions of a kind that start less than this after the end of the one before are one session (sigma)."""
    split_minutes: bool = False
    """Give the minutes after midnight to the next day; the session itself stays on the day it started."""
    include_back_filled: bool = True
    """Count sessions that were written down late; without them is a sensitivity analysis."""
    back_filled_hours: Annotated[float, Field(gt=0)] = 24
    """A session is back-filled when it was logged more than so many hours after its start."""

    excused: frozenset[Reason] = frozenset({"safety", "pause", "illness", "technical", "clinic"})
    """Reasons of holds that take their days out of every rate; the others leave the prescription as it is."""
    flag_hold_share: Share = 0.5
    """Flag a participant who was on hold for more than this share of the observation. Our own default."""
    credit_longer: bool = False
    """Let a session also cover a shorter one of another kind that is due on its day."""
    make_up: Annotated[int, Field(ge=0, le=28)] | Literal["iso-week"] = 1
    """A4: surplus may cover shortfalls of so many later days, or of its ISO week. Our own default."""
    quota_week: Week = "study-week"
    """The week by which quota plans are capped and judged."""

    period: Period = "study-week"
    """The rows of the period table."""
    window_days: Days = 28
    """Length L of a sliding window. Our own default."""
    step_days: Days = 7
    """Step h between windows. Our own default."""
    window_form: Literal["forward", "trailing"] = "forward"
    """Forward windows begin on day k h, trailing windows end on (and hold) day k h."""
    kappa: Share = 0.5
    """A window is missing if less than this share of its prescription is left outside holds."""

    streak_any: bool = False
    """Streaks count days with any practice, not only those with the full dose."""
    permissible_gap: Annotated[int, Field(ge=0, le=3653)] = 14
    """A gap of more than so many days is a discontinuation. Our own default, after the 10,000 Steps studies."""
    gap_clock: Literal["prescribed", "calendar"] = "prescribed"
    """Gaps are counted in missed prescribed days, or in eligible calendar days."""
    never_starters: Literal["event", "exclude"] = "event"
    """In persistence, who never started has the event at 0 (as randomised), or is left out."""
    persistence_from: Literal["start", "first_session"] = "start"
    """The origin of persistence; from the first session, who never started has no time and is left out."""

    group: str | None = None
    """A column of the roster; retention, activity and cohort tables have a curve or a block of rows a group."""
    threshold: Share = 0.8
    """Theta: the cohort table gives the share of participants at or above it."""
    resamples: Annotated[int, Field(ge=100, le=100_000)] = 1000
    """Bootstrap resamples of participants. Our own default."""
    seed: int = 0
    """Seed of the bootstrap."""


def _parameters() -> str:
    """Write the fields as ``help`` shows them: what may be given, the default, what it means."""
    lines = ["Parameters", "----------"]
    for name, field in Options.model_json_schema()["properties"].items():
        value = Options.model_fields[name].default
        default = f"default {sorted(value) if isinstance(value, frozenset) else value!r}" if "default" in field else ""
        meaning = " ".join(field["description"].split())
        lines += [", ".join(filter(None, (f"{name} : {_allowed(field)}", default))), f"    {meaning}"]
    return "\n".join(f"    {line}" for line in lines)


def _allowed(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(map(_allowed, field["anyOf"]))
    if field["type"] == "array":
        return f"any of {_allowed(field['items'])}"
    if given := field.get("enum", [field["const"]] if "const" in field else []):
        return " | ".join(map(repr, given))
    bounds = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to", "exclusiveMaximum": "below"}
    limits = [f"{words} {field[key]:,g}" for key, words in bounds.items() if key in field]
    return " ".join([field.get("format", TYPES.get(field["type"], field["type"])), *limits])


TYPES = {"null": "None", "string": "text", "boolean": "True | False", "integer": "whole number"}

Options.__doc__ = str(Options.__doc__).replace("    Examples", f"{_parameters()}\n\n    Examples")
