"""The programme builder: choose a programme and make it one's own, see the coming four weeks, rest and go on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from palsy_kit.catalogue import Source
from palsy_kit.errors import InputError
from palsy_kit.exercises import Exercise, Slug
from palsy_kit.hold import HOLD_WORDS, REASON_WORDS, Hold, HoldReason
from palsy_kit.programme import Prescription, Programme, Stage, prescribed_minutes
from palsy_kit.proposal import Decision, Gentler, Proposal, propose
from palsy_kit.readiness import RecordedCheckIn
from palsy_kit.widgets.draft import Draft, change, dates, draft_fields, standing, told_of, weeks_ahead
from palsy_kit.widgets.programme_asks import CHOICES, card, exercise_choices, lasts
from palsy_kit.widgets.saving import Content, Saver, Stamp

STATIC = Path(__file__).parent / "static"


class PlanLog(Protocol):
    """What the builder needs of a practice log: ``PracticeLog`` has it."""

    def prescriptions(self) -> tuple[Prescription, ...]: ...  # noqa: D102
    def holds(self) -> tuple[Hold, ...]: ...  # noqa: D102
    def check_ins(self) -> tuple[RecordedCheckIn, ...]: ...  # noqa: D102
    def decisions(self) -> tuple[Decision, ...]: ...  # noqa: D102
    def add(self, record: Decision) -> object: ...  # noqa: D102
    def prescribe(self, prescriptions: Iterable[Prescription], *, alone_from: date | None = None) -> object: ...  # noqa: D102
    def end_prescription(self, kind: str, *, on: date, entered_at: datetime) -> None: ...  # noqa: D102
    def add_hold(self, hold: Hold) -> object: ...  # noqa: D102
    def resume(self, *, on: date, entered_at: datetime) -> int: ...  # noqa: D102


class ProgrammeBuilder(anywidget.AnyWidget):
    """Builds a programme, shows the coming four weeks at once, and writes what a person accepts into their log.

    Parameters
    ----------
    programmes
        Standard programmes to begin with, such as ``load_catalogue().programmes.values()``.
    log
        Where what is asked for, the rests and the check-ins are read, and what is accepted is kept.
    stage
        Where the person stands; they can choose another stage, and `follow` sets it.
    today
        Says the local date: ``date.today``, but for tests.
    sources
        What the programmes cite, by id.
    exercises
        What there is to choose from for a programme of one's own.

    Attributes
    ----------
    draft : dict
        What the person has put together, as the fields of `Draft`.
    preview : dict
        The coming four weeks as they would be, with the ``draft`` they were worked out from, or a ``problem`` in words;
        and as they are planned ``now``, which is shown until the person chooses.
    standing, rests : list of dict
        What is asked for, and when practice rests, in words, each with its last day.
    proposal : dict
        Something gentler, with its reason, when tightness rose twice in a row; else empty. The person decides.
    closed : dict
        The exercises that are closed today, by id, each with the reason in words.

    Raises
    ------
    InputError
        If no programme fits the stage.
    """

    _esm = STATIC / "programme_builder.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "programme_builder.css"))

    asks = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    preview = traitlets.Dict().tag(sync=True)
    standing: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    rests: traitlets.List[dict[str, str]] = traitlets.List().tag(sync=True)
    proposal = traitlets.Dict().tag(sync=True)
    closed = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        programmes: Iterable[Programme],
        *,
        log: PlanLog,
        stage: Stage,
        today: Callable[[], date],
        sources: Mapping[str, Source] | None = None,
        exercises: Iterable[Exercise] = (),
    ) -> None:
        # What is made for a stage comes before what suits every stage.
        self._programmes = {one.id: one for one in sorted(programmes, key=lambda one: len(one.stages))}
        self._log, self._today = log, today
        self._draft = self._first(stage)
        asks = {
            **CHOICES,
            "first": {one: small.id for one in Stage if (small := self._smallest(one))},
            "programmes": [card(one, sources or {}) for one in self._programmes.values()],
            "exercises": exercise_choices(exercises),
        }
        super().__init__(asks=asks, draft=draft_fields(self._draft))
        self.refresh()
        Saver(self, self._store)

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return f"ProgrammeBuilder({self._draft.programme!r})"

    @property
    def programme(self) -> Programme:
        """The programme as the person has made it. While a field cannot be used, as it was before."""
        return self._draft.made_of(self._base(self._draft))

    def follow(self, stage: Stage) -> None:
        """Set the stage, as a check-in has it; a choice that does not fit it gives way to one that does."""
        if stage is not self._draft.stage:
            fits = stage in self._programmes[self._draft.programme].stages
            draft = self._draft.model_copy(update={"stage": stage}) if fits else self._first(stage)
            self.draft = draft_fields(draft)

    def refresh(self) -> None:
        """Read the log anew, and work out what follows from it."""
        today = self._today()
        holds, found = self._log.holds(), self._proposed()
        with self.hold_sync():
            self.standing = standing(self._log.prescriptions())
            self.rests = [
                {"reason": REASON_WORDS[hold.reason], **dates(hold.from_date, hold.to_date)}
                for hold in holds
                if hold.reaches_past(today)
            ]
            self.proposal = {"reason": found.reason, "gentler": found.gentler} if found else {}
            self._work_out()

    @traitlets.observe("draft")
    def _work_out(self, _: object = None) -> None:
        holds, current, today = self._log.holds(), self._log.prescriptions(), self._today()
        now = weeks_ahead(current, holds, today=today)
        told: dict[str, Any] = {"draft": self.draft, "problem": "", "asks": [], "now": now}
        try:
            draft = Draft.model_validate(self.draft)
            entered_at = datetime.combine(today, time(), UTC)
            changed = change(draft, self._base(draft), current, today=today, entered_at=entered_at)
            asks = draft.made_of(self._base(draft)).asks
            told["asks"] = [{**told_of(ask), "lasts": lasts(ask)} for ask in asks]
            told |= weeks_ahead(changed.applied_to(current), holds, today=today)
            self._draft = draft
        except InputError as error:
            told["problem"] = str(error)
        self.preview = told

    def _first(self, stage: Stage) -> Draft:
        small = self._smallest(stage)
        if small is None:
            raise InputError(f"No programme fits stage={stage.value!r}. Add one to the programmes given.")
        return Draft.of(small, stage)

    def _smallest(self, stage: Stage) -> Programme | None:
        """What to begin with: the one made for this stage alone, else the one that asks for least in its first week.

        A small plan is the better beginning; no source says which, so this is palsy_kit's own default.
        """
        fitting = [programme for programme in self._programmes.values() if stage in programme.stages]
        return min(fitting, key=lambda one: (len(one.stages) > 1, _first_week(one)), default=None)

    def _base(self, draft: Draft) -> Programme:
        """The catalogue's programme that a draft was made from."""
        return self._fitting(draft.programme, draft.stage)

    def _fitting(self, programme: Slug, stage: Stage) -> Programme:
        fitting = {one.id: one for one in self._programmes.values() if stage in one.stages}
        if programme not in fitting:
            raise InputError(
                f"programme={programme!r} is not one for stage={stage.value!r}. Give {', '.join(fitting)}."
            )
        return fitting[programme]

    def _proposed(self) -> Proposal | None:
        """Something gentler, unless it is what stands already."""
        today = self._today()
        resting = any(hold.reaches_past(today) and not hold.counted for hold in self._log.holds())
        kinds = {one.kind for one in self._log.prescriptions() if one.reaches_past(today)}
        released = Gentler.RELEASE_ONLY.value in self._programmes and kinds <= self._release_kinds()
        found = propose(self._log.check_ins(), self._log.decisions())
        if found is None or resting or (found.gentler is Gentler.RELEASE_ONLY and kinds and released):
            return None
        return found

    def _release_kinds(self) -> set[str]:
        return {ask.kind for ask in self._programmes[Gentler.RELEASE_ONLY].asks}

    def _store(self, content: Content) -> str | None:
        stamp = Stamp.of(content)
        does: dict[str, Callable[[Content, Stamp], str | None]] = {
            "start": self._start,
            "end": self._end,
            "rest": self._rest,
            "resume": self._resume,
            "gentler": self._gentler,
            "as_planned": self._as_planned,
        }
        what = content.get("what")
        if not isinstance(what, str) or what not in does:
            raise InputError(f"what={what!r} is nothing that a plan knows. Give {', '.join(does)}.")
        says = does[what](content, stamp)
        self.refresh()
        return says

    def _start(self, content: Content, stamp: Stamp) -> None:
        self._accept(Draft.model_validate(content.get("draft")), stamp)

    def _accept(self, draft: Draft, stamp: Stamp) -> None:
        current = self._log.prescriptions()
        changed = change(draft, self._base(draft), current, today=stamp.local_date, entered_at=stamp.at)
        self._log.prescribe(changed.versions, alone_from=changed.begins if draft.alone else None)

    def _end(self, content: Content, stamp: Stamp) -> None:
        self._log.end_prescription(str(content.get("kind_of")), on=stamp.local_date, entered_at=stamp.at)

    def _rest(self, content: Content, stamp: Stamp) -> None:
        reason = HOLD_WORDS.get(str(content.get("reason")))
        if reason is None:
            raise InputError(f"reason={content.get('reason')!r} is none. Choose one of: {', '.join(HOLD_WORDS)}.")
        hold = Hold.model_validate(
            {
                "from_date": content.get("from_date") or stamp.local_date,
                "to_date": content.get("to_date") or None,
                "reason": reason,
                "entered_at": stamp.at,
            }
        )
        if hold.to_date == hold.from_date:
            raise InputError("This rest would end on the day on which it begins. Give a later day, or none.")
        self._log.add_hold(hold)

    def _resume(self, _: Content, stamp: Stamp) -> None:
        if not self._log.resume(on=stamp.local_date, entered_at=stamp.at):
            raise InputError("Practice does not rest at the moment.")

    def _gentler(self, _: Content, stamp: Stamp) -> None:
        found = self._proposed()
        if found is None:
            raise InputError("Nothing gentler is proposed any more.")
        if found.gentler is Gentler.HOLD:
            self._log.add_hold(Hold(from_date=stamp.local_date, reason=HoldReason.SAFETY, entered_at=stamp.at))
        else:
            stage = self._draft.stage
            release = Draft.of(self._fitting(Gentler.RELEASE_ONLY, stage), stage)
            self._accept(release.model_copy(update={"alone": True}), stamp)

    def _as_planned(self, _: Content, stamp: Stamp) -> str:
        found = self._proposed()
        if found is None:
            raise InputError("Nothing gentler is proposed any more.")
        self._log.add(
            Decision(
                gentler=found.gentler,
                on_date=found.on_date,
                decided_at=stamp.at,
                utc_offset_min=stamp.utc_offset_min,
            )
        )
        return "It stays as planned. You can change it whenever you want."


def _first_week(programme: Programme) -> float:
    """The minutes that a programme asks for in its first seven days, the welcome ones left out."""
    begin = date(2026, 1, 5)  # any day does
    versions = programme.prescribe(from_date=begin, entered_at=datetime.combine(begin, time(), UTC))
    return prescribed_minutes(versions, start=begin, end=begin + timedelta(days=7))
