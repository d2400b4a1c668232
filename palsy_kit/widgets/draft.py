"""A programme in the making: what a person has put together, and the four weeks that it would give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Model, Slug
from palsy_kit.hold import Hold
from palsy_kit.programme import MOST_EXERCISES, Ask, Prescription, Programme, Stage, renewed
from palsy_kit.readiness import FACE_PARTS
from palsy_kit.schedule import DayOfPlan, PlannedSession, plan, weeks_of
from palsy_kit.widgets.words import ask_words, day_words, practice_words

DAYS_AHEAD = 28
LATEST_BEGIN = timedelta(days=366)
LONGEST_SESSION = 45
"""Minutes that the exercises of the catalogue fill at every stage; of a longer session a part would stay empty."""


class Draft(Model):
    """What a person has chosen so far.

    ``begins`` is a local date (None: today). With ``alone``, everything else that is asked for ends when it begins.
    ``areas`` take turns in every ask (none: the whole face), ``exercise_ids`` are what its sessions hold (none: all
    that fit), and ``remark`` goes with it; the asks themselves have none of these.
    """

    stage: Stage
    programme: Slug
    begins: date | None = None
    alone: bool = False
    areas: tuple[FocusArea, ...] = ()
    exercise_ids: tuple[Slug, ...] = ()
    remark: str = ""
    asks: tuple[Ask, ...]

    @classmethod
    def of(cls, programme: Programme, stage: Stage) -> "Draft":
        """A programme as it stands in the catalogue."""
        empty = {"focus_areas": (), "exercise_ids": (), "remark": ""}
        asks = tuple(ask.model_copy(update=empty) for ask in programme.asks)
        return cls(
            stage=stage,
            programme=programme.id,
            areas=_areas(programme),
            exercise_ids=tuple(dict.fromkeys(slug for ask in programme.asks for slug in ask.exercise_ids)),
            remark=next((ask.remark for ask in programme.asks if ask.remark), ""),
            asks=asks,
        )

    def made_of(self, base: Programme) -> Programme:
        """The programme with the person's own numbers, days, areas and anchors in it.

        Raises
        ------
        InputError
            If the asks are not of the kinds of the programme or are longer than a session can be, or too many
            exercises are chosen.
        """
        kinds, own = [ask.kind for ask in base.asks], [ask.kind for ask in self.asks]
        if own != kinds:
            raise InputError(f"The programme asks for {', '.join(kinds)}, and {', '.join(own) or 'nothing'} was given.")
        too_long = next((ask.minutes for ask in self.asks if not 1 <= ask.minutes <= LONGEST_SESSION), None)
        if too_long is not None:
            raise InputError(f"{too_long:g} minutes are not a session. Give 1 to {LONGEST_SESSION}.")
        if len(self.exercise_ids) > MOST_EXERCISES:
            raise InputError(
                f"{len(self.exercise_ids)} exercises are chosen. Choose {MOST_EXERCISES} at most, or none: "
                "then all that fit may come."
            )
        chosen = {"focus_areas": self.areas, "exercise_ids": self.exercise_ids, "remark": self.remark.strip()}
        asks = tuple(ask.model_copy(update=chosen) for ask in self.asks)
        return Programme(**base.model_dump(exclude={"asks"}), asks=asks)

    def first_day(self, today: date) -> date:
        """The local date from which it is to hold.

        Raises
        ------
        InputError
            If it lies before today, for the past stays as it was, or more than a year ahead.
        """
        begins = self.begins or today
        if not today <= begins <= today + LATEST_BEGIN:
            raise InputError(
                f"It cannot begin on {day_words(begins)}. Give a day from today on, and within a year: "
                "what was asked for before stays as it was."
            )
        return begins


@dataclass(frozen=True)
class Change:
    """What starting a draft would change: the new versions, and the kinds that end when they begin."""

    begins: date
    versions: tuple[Prescription, ...]
    ending: tuple[str, ...]

    def applied_to(self, current: Iterable[Prescription]) -> tuple[Prescription, ...]:
        """All versions as they would stand."""
        kept = [one.ending(self.begins) if one.kind in self.ending else one for one in current]
        return renewed(kept, self.versions)


def change(
    draft: Draft, base: Programme, current: Iterable[Prescription], *, today: date, entered_at: datetime
) -> Change:
    """Work out what starting a draft changes in what is asked for.

    Raises
    ------
    InputError
        If the draft cannot be started as it is.
    """
    begins = draft.first_day(today)
    versions = draft.made_of(base).prescribe(from_date=begins, entered_at=entered_at)
    others = {one.kind for one in current if one.reaches_past(begins)} - {one.kind for one in versions}
    return Change(begins, versions, tuple(sorted(others)) if draft.alone else ())


def weeks_ahead(prescriptions: Sequence[Prescription], holds: Sequence[Hold], *, today: date) -> dict[str, Any]:
    """The coming four weeks as plain data, for a calendar, and what they come to in words."""
    sessions = plan(prescriptions, holds, start=today, days=DAYS_AHEAD)
    weeks = weeks_of(sessions, holds, start=today, days=DAYS_AHEAD)
    return {"weeks": [[_day(day, today) for day in week] for week in weeks], "says": _sum(sessions)}


def _sum(sessions: Iterable[PlannedSession]) -> str:
    sessions = tuple(sessions)
    due = [session for session in sessions if not session.welcome]
    more = sum(session.minutes for session in sessions if session.welcome)
    if not sessions:
        return "In these four weeks nothing is planned."
    n_days = len({session.date for session in due})
    welcome = f", and up to {more:g} minutes more if you like" if more else ""
    days = f"{n_days} day{'' if n_days == 1 else 's'}"
    return f"In these four weeks: {sum(one.minutes for one in due):g} minutes on {days}{welcome}."


def _day(day: DayOfPlan, today: date) -> dict[str, Any]:
    new_month = day.date.day == 1 or day.date == today
    return {
        "date": day.date.isoformat(),
        "label": f"{day.date.day} {day.date:%b}" if new_month else f"{day.date.day}",
        "inside": day.inside,
        "today": day.date == today,
        "resting": day.resting,
        "sessions": [
            {
                "minutes": " + ".join(f"{part.minutes:g}" for part in parts),
                "areas": practice_words(parts[0].kind, parts[0].focus_areas, chosen=parts[0].chosen),
                "welcome": parts[0].welcome,
            }
            for parts in day.sessions
        ],
    }


def ask_fields(ask: Ask) -> dict[str, Any]:
    """An ask with every field that the browser may change, also those that a record leaves out when empty."""
    empty: dict[str, Any] = {"preferred_days": [], "anchors": [], "for_days": None}
    return empty | ask.model_dump(mode="json", exclude={"focus_areas", "exercise_ids", "remark"})


def draft_fields(draft: Draft) -> dict[str, Any]:
    """A draft as it travels to the browser and back."""
    return draft.model_dump(mode="json", exclude={"asks"}) | {"asks": [ask_fields(ask) for ask in draft.asks]}


def standing(prescriptions: Iterable[Prescription]) -> list[dict[str, Any]]:
    """What is asked for, in words, each with its last day; the browser leaves out what is over on its own date.

    With the exercises and the remark, which the next version begins with.
    """
    asked = (one for one in prescriptions if one.valid_to is None or one.valid_to > one.valid_from)
    return [
        {
            **told_of(one),
            **dates(one.valid_from, one.valid_to),
            "exercise_ids": list(one.exercise_ids),
            "remark": one.remark,
        }
        for one in asked
    ]


def told_of(ask: Ask) -> dict[str, str]:
    """An ask in words; ``like`` is the same for asks that ask for the same, whatever the words leave out."""
    like = ask.model_dump_json(include=set(Ask.model_fields) - {"for_days"})
    return {"kind": ask.kind, "ask": ask_words(ask), "like": like}


def dates(begins: date, ends: date | None) -> Mapping[str, str]:
    """The days of an interval whose end does not belong to it, in words."""
    last = ends - timedelta(days=1) if ends else None
    until = f" until {day_words(last)}" if last else ""
    return {"dates": f"from {day_words(begins)}{until}", "last_day": last.isoformat() if last else ""}


def _areas(programme: Programme) -> tuple[FocusArea, ...]:
    named = [area for ask in programme.asks for area in ask.focus_areas if area in FACE_PARTS]
    return tuple(dict.fromkeys(named))
