"""The practice room: widgets that follow one another, so that a person never has to run a cell again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2s
from pathlib import Path
from typing import Any, Protocol

import ipywidgets

from palsy_kit.catalogue import Catalogue
from palsy_kit.compose import compose_session
from palsy_kit.exercises import Exercise, FocusArea
from palsy_kit.programme import RELEASE, Prescription, session_kind
from palsy_kit.readiness import Readiness, RecordedCheckIn
from palsy_kit.schedule import PlannedSession, plan, sessions_due
from palsy_kit.session import PerformedSession, SessionPlan
from palsy_kit.widgets.check_in import CheckInForm
from palsy_kit.widgets.chosen_today import about_chosen
from palsy_kit.widgets.draft import LONGEST_SESSION
from palsy_kit.widgets.focus_picker import FocusPicker
from palsy_kit.widgets.live import redrawn
from palsy_kit.widgets.minutes_picker import MinutesPicker
from palsy_kit.widgets.open_today import views
from palsy_kit.widgets.plan_files import PlanFiles
from palsy_kit.widgets.player import Player
from palsy_kit.widgets.programme_builder import PlanLog, ProgrammeBuilder
from palsy_kit.widgets.so_far import SoFar
from palsy_kit.widgets.words import AREA_NAMES, listed, practice_words
from palsy_kit.words import counted, minutes_in_words

RELEASE_MINUTES = 3
"""Length of the release that is offered when a session stops; palsy_kit's own default."""

CHECK_IN_FIRST = (
    "Your check-in of today comes first. Say in it whether any of the signs fits, and save it. "
    "Then your session is here."
)
PROFESSIONAL_FIRST = "A professional comes first: your check-in says where to turn."
NOTHING_OPEN = "Nothing is open for this choice today. Your check-in above says why, and what to do instead."

CALENDAR_FILE = Path("practice_plan.ics")
"""Beside the notebook: the calendar file that was written last."""


class Log(PlanLog, Protocol):
    """What the room needs of a practice log: ``PracticeLog`` has it."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    def sessions(self) -> tuple[PerformedSession, ...]: ...  # noqa: D102
    def last_check_in(self) -> RecordedCheckIn | None: ...  # noqa: D102
    def add_session(self, session: PerformedSession) -> object: ...  # noqa: D102
    def add_check_in(self, check_in: RecordedCheckIn) -> object: ...  # noqa: D102


class PracticeRoom:
    """A check-in, a choice of area and length, and a player that is loaded with a session that fits them.

    Each widget is shown by naming it in a cell of its own.

    Parameters
    ----------
    catalogue
        The exercises and the rules.
    log
        Where answers and sessions are kept, and where the last ones come from.
    today
        Says the local date: ``date.today``, but for tests.

    Attributes
    ----------
    check_in : CheckInForm
    programmes : ProgrammeBuilder
    plan_files : PlanFiles
    focus : FocusPicker
    minutes : MinutesPicker
    player : Player
    """

    def __init__(self, catalogue: Catalogue, log: Log, *, today: Callable[[], date]) -> None:
        self._catalogue = catalogue
        self._exercises = catalogue.exercises
        last = log.last_check_in()
        # What was saved today. On a later day it no longer counts: the player compares its date with the browser's.
        self._saved = last if last and last.practice_date == today() else None
        self._log = log
        self._today = today
        self.check_in = CheckInForm(
            catalogue.rules,
            catalogue.red_flags,
            exercises=catalogue.exercises.values(),
            disagreements=catalogue.disagreements,
            sources=catalogue.sources,
            last=last,
            eye_care=catalogue.cautions["eye_stays_open"],
            save=self._save_check_in,
        )
        self.programmes = ProgrammeBuilder(
            catalogue.programmes.values(),
            log=log,
            stage=self.check_in.check_in.stage,
            today=today,
            sources=catalogue.sources,
            exercises=catalogue.exercises.values(),
        )
        self.plan_files = PlanFiles(catalogue, log, today=today, file=CALENDAR_FILE)
        planned = _left_today(log, today())
        first = _of_length(planned, planned[0].minutes) if planned else None
        areas = first.focus_areas if first else (FocusArea.CHEEKS,)
        side = self.check_in.check_in.affected_side
        self.focus = FocusPicker(chosen=areas, affected_side=side)
        self.minutes = MinutesPicker(int(first.minutes) if first else 5, planned=_hints(planned))
        self.player = Player(
            save=log.add_session,
            exercises=catalogue.exercises,
            cautions={slug: caution.text for slug, caution in catalogue.cautions.items()},
            affected_side=side,
            mirror=views(catalogue.disagreements["mirror"], catalogue.sources),
            log_name=_name(log),
        )
        self.check_in.log_name = self.player.log_name
        self.check_in.observe(self._answered, "answers")
        self.focus.observe(self._compose, "chosen")
        self.minutes.observe(self._compose, "minutes")
        self.minutes.on_msg(self._look_again)
        self.player.on_saved(self._compose)
        self._answered()

    def redraw(self, draw: Callable[[], object]) -> ipywidgets.Output:
        """Show what ``draw`` returns, and show it anew after every session that was saved."""
        return redrawn(draw, self.player.on_saved)

    def _save_check_in(self, check_in: RecordedCheckIn) -> str:
        """Keep a check-in; say what is proposed when the face has become tighter twice in a row."""
        self._log.add_check_in(check_in)
        self._saved = check_in
        self._compose()
        self.programmes.refresh()
        reason = self.programmes.proposal.get("reason")
        return f"{reason} You decide: “Plan my weeks” has it." if reason else ""

    def _answered(self, _change: object = None) -> None:
        answers = self.check_in.check_in
        self.programmes.follow(answers.stage)
        self.player.affected_side = answers.affected_side
        self._compose()

    def _look_again(self, *_: object) -> None:
        """The choice of a length came into sight: the plan may have been changed on another page meanwhile."""
        if self._plan != self._asked_for():
            self._compose()

    def _asked_for(self) -> tuple[object, ...]:
        return self._log.prescriptions(), self._log.holds(), self._today()

    def _compose(self, _change: object = None) -> None:
        """Load the player with a session that fits the answers, the areas and the length."""
        sessions = self._log.sessions()
        day = self._saved.practice_date if self._saved else self._today()
        self.check_in.hold(SoFar.of(day, sessions, self._log.check_ins(), self._catalogue.red_flags))
        first = self._comes_first()
        # Who comes back is soon at the start.
        self.focus.folded = self.minutes.folded = bool(self._saved or sessions)
        self.player.folded = bool(sessions)
        readiness = self.check_in.readiness
        self._plan = self._asked_for()
        self.minutes.offer(_hints(_left_today(self._log, self._today())), hidden=readiness.practice_closed)
        open_today = readiness.open_exercises(self._exercises.values())
        self.focus.closed = _closed_areas(readiness, open_today)
        self.programmes.closed = _closed_exercises(readiness, self._exercises.values()) if self._saved else {}
        areas = self.focus.areas_chosen or (FocusArea.WHOLE_FACE,)
        asked: dict[str, Any] = {
            "focus_areas": areas,
            "affected_side": self.check_in.check_in.affected_side,
            "turn": len(sessions),
        }
        if first:
            return self.player.load(None, why=first)
        length = self.minutes.minutes
        kind = self._kind(length)
        prescribed = self._prescribed(kind)
        chosen = prescribed.exercise_ids if prescribed else ()
        session = compose_session(open_today, minutes=length, kind=kind, exercise_ids=chosen, **asked)
        release = compose_session(open_today, minutes=RELEASE_MINUTES, kind=RELEASE, **asked)
        notices = [rule.notice for rule in readiness.holding()]
        return self.player.load(
            _or_none(session),
            release=_or_none(release),
            why=" ".join(filter(None, [*self.check_in.earlier, *notices])) if session.items else NOTHING_OPEN,
            notes=(
                *_done_today(self._log, self._today()),
                *(
                    about_chosen(prescribed, session, readiness, self._exercises, affected_side=asked["affected_side"])
                    if prescribed
                    else ()
                ),
            ),
            focus_areas=areas,
            day=self._saved.practice_date if self._saved else None,
        )

    def _comes_first(self) -> str:
        """Why nothing can be played before the person has said, on this day, that no sign keeps them from it."""
        readiness = self.check_in.readiness
        if readiness.practice_closed:
            says = (flag.says for flag in readiness.red_flags)
            return " ".join(dict.fromkeys((*self.check_in.earlier, *says)))
        return "" if self._saved else CHECK_IN_FIRST

    def _kind(self, minutes: int) -> str:
        """What a session of this length counts for: what is left of today's plan, else what is prescribed."""
        planned = _of_length(_left_today(self._log, self._today()), minutes)
        return planned.kind if planned else session_kind(self._log.prescriptions(), minutes=minutes, day=self._today())

    def _prescribed(self, kind: str) -> Prescription | None:
        """The version of a kind that is in force today; of a kind there is one at most."""
        today = self._today()
        return next((one for one in self._log.prescriptions() if one.kind == kind and one.in_force(today)), None)


def _name(log: Log) -> str:
    """What the browser knows a log by: two people may share a browser, each with a log of their own."""
    return blake2s(str(log.path).encode(), digest_size=8).hexdigest()


def _left_today(log: Log, today: date) -> list[PlannedSession]:
    """What is planned for today and not done yet, the due before the welcome; only lengths that can be composed."""
    planned = plan(log.prescriptions(), log.holds(), start=today, days=1)
    left = [session for session in planned if session.minutes in range(1, LONGEST_SESSION + 1)]
    for done in (session.kind for session in log.sessions() if session.practice_date == today):
        same = next((session for session in left if session.kind == done), None)
        left = [session for session in left if session is not same]
    return left


def _done_today(log: Log, today: date) -> Iterator[str]:
    """What of today's plan is done, once some of it is."""
    due = sessions_due(log.prescriptions(), log.holds(), day=today)
    kinds = {session.kind for session in due}
    done = [session for session in log.sessions() if session.practice_date == today and session.kind in kinds]
    if due and done:
        left = sum(not session.welcome for session in _left_today(log, today))
        minutes = minutes_in_words(sum(session.active_s for session in done))
        more = f"{counted(left, 'session')} left." if left else "No session is left."
        yield f"Today's plan: {minutes} of {sum(one.minutes for one in due):g} minutes done. {more}"


def _of_length(planned: Iterable[PlannedSession], minutes: float) -> PlannedSession | None:
    """The first session of a length; a release comes first."""
    same = (session for session in planned if session.minutes == minutes)
    return min(same, key=lambda session: session.kind != RELEASE, default=None)


def _hints(planned: Sequence[PlannedSession]) -> dict[int, str]:
    hints: dict[int, str] = {}
    for session in sorted(planned, key=lambda session: session.kind != RELEASE):
        areas = listed(AREA_NAMES[area] for area in session.focus_areas)
        what = f"{RELEASE} for the {areas}" if session.kind == RELEASE else areas
        what = practice_words(session.kind, (), chosen=True) if session.chosen else what
        anchor = f", with “{session.anchor.name}”" if session.anchor else ""
        hint = f"{'If you like' if session.welcome else 'Planned'} today{anchor}: {what}."
        hints.setdefault(int(session.minutes), hint)
    return hints


def _or_none(plan: SessionPlan) -> SessionPlan | None:
    return plan if plan.items else None


def _closed_areas(readiness: Readiness, open_today: Iterable[Exercise]) -> dict[FocusArea | str, str]:
    """The areas without any open exercise, each with the reason."""
    open_areas = {area for exercise in open_today for area in exercise.focus_areas}
    return {area: _why_closed(readiness, area) for area in FocusArea if area not in open_areas}


def _closed_exercises(readiness: Readiness, exercises: Iterable[Exercise]) -> dict[str, str]:
    """The exercises that are closed today, each with the first reason."""
    if readiness.practice_closed:
        return {exercise.id: PROFESSIONAL_FIRST for exercise in exercises}
    return {one.id: rules[0].reason for one in exercises if (rules := readiness.closing_exercise(one))}


def _why_closed(readiness: Readiness, area: FocusArea) -> str:
    if readiness.practice_closed:
        return PROFESSIONAL_FIRST
    rules = sorted(readiness.rules[area], key=lambda rule: -len(rule.closes))  # the one that closes most tells most
    return rules[0].reason if rules else "The catalogue has no exercise for this area."
