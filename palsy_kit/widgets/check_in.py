"""The check-in form: a person's answers about today, and what they leave open.

The browser sends answers; what they open is worked out here, by the library, and goes back with the answers it was
worked out from, so that the browser never shows an older result as today's.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from palsy_kit.catalogue import Caution, Disagreement, Source
from palsy_kit.errors import InputError
from palsy_kit.exercises import Exercise, Side, Technique
from palsy_kit.programme import Stage
from palsy_kit.readiness import FACE_PARTS, CheckIn, Readiness, RecordedCheckIn, RedFlag, Rule, evaluate
from palsy_kit.widgets.asks import agreement_words, local_date, questions
from palsy_kit.widgets.open_today import Teller
from palsy_kit.widgets.saving import Content, Saver, Stamp
from palsy_kit.widgets.so_far import SoFar

STATIC = Path(__file__).parent / "static"

CAREFUL = CheckIn(affected_side=Side.BOTH, stage=Stage.NO_MOVEMENT_YET, movement=dict.fromkeys(FACE_PARTS, 0))
"""The answers that count until a person gives their own: only what suits a face without movement is open."""

WEEKS = {
    "weeks_since_onset": "Weeks since it began",
    "weeks_since_toxin": "Weeks since botulinum toxin",
    "weeks_since_surgery": "Weeks since surgery",
}


class CheckInForm(anywidget.AnyWidget):
    """Asks about today and shows what is open, which techniques are closed, why, and what to do instead.

    Parameters
    ----------
    rules, red_flags
        What the answers are held against, as ``load_catalogue()`` has them.
    exercises
        What can be practised: a technique is spoken of in an area where one of them uses it.
    disagreements, sources
        What the rules refer to, by id.
    last
        The check-in to begin with: the form opens short, with what changes from day to day. Without one it opens
        whole, with nothing answered; `CAREFUL` counts until it is. That no sign fits is asked anew on every day.
    eye_care
        What is said first to who cannot close an eye.
    save
        Called with the check-in when the person saves it. A text that it returns, or a `PalsyKitError` that it raises,
        is shown in the form.

    Attributes
    ----------
    answers : dict
        What the person typed, as the fields of `CheckIn`; observe it to follow the person. By the time observers are
        called, ``check_in`` and ``readiness`` are up to date.
    outcome : dict
        What the answers leave open, in words, with the ``answers`` it was worked out from.
    anew : str
        When practice was stopped last, with no check-in saved since: how the face feels is then asked anew.
    log_name : str
        Names the log that ``save`` writes to: the browser keeps under it what was entered and is not saved yet.
    problem : str
        Why the answers cannot be used as they stand; empty when they can.
    """

    _esm = STATIC / "check_in.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "check_in.css"))

    asks = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    outcome = traitlets.Dict().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    anew = traitlets.Unicode().tag(sync=True)
    log_name = traitlets.Unicode("check_in").tag(sync=True)

    def __init__(
        self,
        rules: Iterable[Rule],
        red_flags: Iterable[RedFlag],
        *,
        exercises: Iterable[Exercise],
        disagreements: Mapping[str, Disagreement] | None = None,
        sources: Mapping[str, Source] | None = None,
        last: CheckIn | None = None,
        eye_care: Caution | None = None,
        save: Callable[[RecordedCheckIn], object] | None = None,
    ) -> None:
        self._rules, self._red_flags = tuple(rules), tuple(red_flags)
        self._exercises = tuple(exercises)
        self._teller = Teller(self._exercises, disagreements or {}, sources or {})
        self._eye_care = eye_care
        self._save = save
        self._so_far = SoFar()
        self._check_in = self._first(last)
        answers = self._check_in.model_dump(mode="json")
        asked = {
            **questions(self._rules, self._red_flags, sources or {}),
            "last": None if last is None else _last(last, self._check_in),
            "can_save": save is not None,
        }
        super().__init__(asks=asked, answers=answers)
        Saver(self, self._store)

    def __repr__(self) -> str:
        return "CheckInForm()"

    @property
    def check_in(self) -> CheckIn:
        """The answers. While one cannot be used (see ``problem``), the last one that could stands in its place."""
        return self._check_in

    @property
    def readiness(self) -> Readiness:
        """What the answers leave open, beside what holds from earlier today."""
        return evaluate(self._so_far.beside(self._check_in), self._rules, self._red_flags)

    @property
    def earlier(self) -> tuple[str, ...]:
        """What holds from earlier today, in words."""
        return self._so_far.words(self._check_in)

    def hold(self, so_far: SoFar) -> None:
        """From now on, let hold what was said earlier today."""
        if so_far != self._so_far:
            self._so_far = so_far
            with self.hold_sync():
                self._work_out(None)
                self.anew = so_far.anew

    @traitlets.observe("answers")
    def _work_out(self, _: object) -> None:
        problem = ""
        try:
            self._check_in = self._read(self.answers)
        except InputError as error:
            self._check_in = self._usable(self.answers)
            problem = str(error)
        with self.hold_sync():
            self.problem = problem
            told = self._teller.tell(self.readiness)
            care = [self._eye_care] if self._eye_care and not self._check_in.eye_closes else []
            told["care"] = [
                *({"says": words, "sources": []} for words in self.earlier),
                *self._teller.notices(self.readiness),
                *(self._teller.caution(one) for one in care),
            ]
            self.outcome = {"answers": self.answers, "agreements": self._agreements(), **told}

    def _read(self, answers: Any) -> CheckIn:
        """The answers as a check-in that the rules accept."""
        if not isinstance(answers, dict):
            raise InputError(f"answers={answers!r} are not answers. Give the fields of a check-in.")
        _check_weeks(answers)
        check_in = CheckIn(**answers)
        evaluate(check_in, self._rules, self._red_flags)
        return check_in

    def _usable(self, answers: Mapping[str, Any]) -> CheckIn:
        """What was said before with each new answer that can be used: no red flag waits for a typing error."""
        usable = self._check_in
        for field, value in answers.items():
            try:
                usable = self._read({**usable.model_dump(mode="json"), field: value})
            except InputError:
                continue
        return usable

    def _agreements(self) -> list[dict[str, str]]:
        """The rules that an agreement lifts, or has lifted, today, each with what that opens.

        One that would open nothing, because another of them closes all of it and more, waits until that one is lifted.
        """
        agreed = {*self._check_in.therapist_agreed}
        holding = {rule.id for rule in self._lifted(set()).holding()}
        asked = [rule for rule in self._rules if rule.therapist_may_open and rule.id in holding | agreed]
        told = []
        for rule in asked:
            without = self._open(agreed - {rule.id})
            opened = _opened(
                [one for slug, one in self._open(agreed | {rule.id}).items() if slug not in without], without
            )
            covered = any({*rule.closes} < {*other.closes} and other.id not in agreed for other in asked)
            if opened or rule.id in agreed or not covered:
                told.append({"value": rule.id, "name": agreement_words(opened or rule.closes)})
        return told

    def _open(self, agreed: set[str]) -> dict[str, Exercise]:
        return {one.id: one for one in self._lifted(agreed).open_exercises(self._exercises)}

    def _lifted(self, agreed: set[str]) -> Readiness:
        """What is open when a therapist has agreed to lift these rules."""
        answers = self._check_in.model_copy(update={"therapist_agreed": tuple(agreed)})
        return evaluate(self._so_far.beside(answers), self._rules, self._red_flags)

    def _first(self, last: CheckIn | None) -> CheckIn:
        """The check-in to begin with, without what the rules of today no longer know."""
        first = CheckIn(**(last or CAREFUL).model_dump(include=set(CheckIn.model_fields)))
        flags = {flag.id for flag in self._red_flags}
        may_open = {rule.id for rule in self._rules if rule.therapist_may_open}
        return first.model_copy(
            update={
                "red_flags": tuple(flag for flag in first.red_flags if flag in flags),
                "therapist_agreed": tuple(rule for rule in first.therapist_agreed if rule in may_open),
            }
        )

    def _store(self, content: Content) -> object:
        if self._save is None:
            raise InputError("This form was made without a place to save to. Give CheckInForm(..., save=...).")
        check_in, stamp = self._read(content.get("answers")), Stamp.of(content)
        recorded = RecordedCheckIn(**check_in.model_dump(), checked_in_at=stamp.at, utc_offset_min=stamp.utc_offset_min)
        said = self._save(recorded)
        self.asks = {**self.asks, "last": _last(recorded, check_in)}
        return said


def _last(check_in: CheckIn, answers: CheckIn) -> dict[str, Any]:
    """The day of a check-in, and the answers that a form begins with after it."""
    return {"local_date": local_date(check_in), "answers": answers.model_dump(mode="json")}


def _check_weeks(answers: Mapping[str, Any]) -> None:
    for field, label in WEEKS.items():
        typed = answers.get(field)
        whole = isinstance(typed, int) and 0 <= typed <= 5200  # noqa: PLR2004 - a hundred years
        if typed is not None and not whole:
            raise InputError(
                f"{label}: {typed!r} cannot be used. Give a whole number from 0 to 5200, or leave it empty."
            )


def _opened(newly: Iterable[Exercise], without: Mapping[str, Exercise]) -> set[Technique]:
    """The techniques that open in an area where they were closed; where there are none, those of which more opens."""
    newly = tuple(newly)
    before = {(area, one.technique) for one in without.values() for area in one.focus_areas}
    first = {one.technique for one in newly if any((area, one.technique) not in before for area in one.focus_areas)}
    return first or {one.technique for one in newly}
