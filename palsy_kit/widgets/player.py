"""The practice player: plays a composed session in the browser and takes back what was performed.

The clock runs in the browser, so a busy kernel disturbs nothing. A record comes up as a message, waits in the browser's
storage until `save` has returned, and may come more than once: its id says that it is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from palsy_kit.errors import InputError, PalsyKitError
from palsy_kit.exercises import Exercise, FocusArea, Need, Side
from palsy_kit.face import draw_exercise
from palsy_kit.session import PerformedSession, SessionItem, SessionPlan, timeline
from palsy_kit.widgets.words import TECHNIQUE_NAMES

STATIC = Path(__file__).parent / "static"

TO_HAVE_READY: dict[Need, str] = {
    Need.CLEAN_HANDS: "Clean hands",
    Need.SIP_OF_WATER: "A sip of water",
}
"""What a person can fetch; that some movement has returned is for the check-in to ask."""


class Player(anywidget.AnyWidget):
    """Plays a session: the drawn face, a clock, tones or words, and ways to stop at any moment.

    Parameters
    ----------
    save
        Called with each session that was performed, also with one that was stopped. It must be safe to call twice
        with the same session. A `PalsyKitError` that it raises is shown to the person, and the record stays in the
        browser until it is taken.
    exercises
        The catalogue by id: what the plans refer to.
    cautions
        The text of every caution and stop sign by id.
    affected_side, weakness
        The side of the person's face that moves less, and by how much (0 to 1), for the drawings. ``affected_side``
        may be changed; the next ``load`` draws by it.
    mirror
        Why experts differ on mirrors, as `palsy_kit.widgets.open_today.views` tells it; None: nothing is said.
    log_name
        Names the log that ``save`` writes to. The browser keeps what waits under this name, so that a session of a
        sample log never ends up in a person's own.
    speed
        Seconds of the session in a second; other than 1 for tests and demonstrations only.

    Attributes
    ----------
    folded : bool
        Whether what is known to who has practised before stands folded, below the start: when to stop, and what the
        session holds.
    state : str
        What the person does: "idle", "playing", "paused", "stopped" or "finished"; can be observed.
    """

    _esm = STATIC / "player.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "player.css"))

    session: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    release: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    why = traitlets.Unicode().tag(sync=True)
    day = traitlets.Unicode().tag(sync=True)
    notes: traitlets.List[str] = traitlets.List().tag(sync=True)
    mirror: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    log_name = traitlets.Unicode().tag(sync=True)
    folded = traitlets.Bool(default_value=False).tag(sync=True)
    speed = traitlets.Float(1.0).tag(sync=True)
    state = traitlets.Enum(["idle", "playing", "paused", "stopped", "finished"], default_value="idle").tag(sync=True)

    def __init__(
        self,
        *,
        save: Callable[[PerformedSession], object],
        exercises: Mapping[str, Exercise],
        cautions: Mapping[str, str],
        affected_side: Side,
        weakness: float = 0.4,
        mirror: Mapping[str, Any] | None = None,
        log_name: str = "practice",
        speed: float = 1.0,
    ) -> None:
        self._save = save
        self._exercises = exercises
        self._cautions = cautions
        self._weakness = weakness
        self._listeners: list[Callable[[PerformedSession], object]] = []
        self._stored: set[str] = set()
        self._drawn: dict[tuple[str, Side, Side], dict[str, Any]] = {}
        self.affected_side = affected_side
        super().__init__(mirror=mirror, log_name=log_name, speed=speed)
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return "Player()"

    @property
    def playing(self) -> bool:
        """Whether a session is under way, also while it is paused."""
        return self.state in ("playing", "paused")

    def load(
        self,
        plan: SessionPlan | None,
        *,
        release: SessionPlan | None = None,
        why: str = "",
        notes: Sequence[str] = (),
        focus_areas: Sequence[FocusArea] = (),
        day: date | None = None,
    ) -> None:
        """Put a session up, to be started by the person; one that is under way is not disturbed.

        Parameters
        ----------
        plan
            What to play. None: nothing, and ``why`` says the reason in plain words.
        release
            What is offered when the person stops because of tightness, pain or a linked movement.
        notes
            What to know before the session, a sentence or two each, in plain words.
        focus_areas
            What the person chose, for the record; without them, the areas of the plan's items.
        day
            The local date that the session is for. On a later one it is not played: the check-in comes first. None:
            any day.

        Raises
        ------
        InputError
            If a plan names an exercise, or an exercise a caution, that was not given.
        """
        session = self._session(plan, focus_areas)
        with self.hold_sync():
            self.release = self._session(release, focus_areas)
            self.session = session
            self.why = why
            self.day = day.isoformat() if day else ""
            self.notes = list(notes)

    def on_saved(self, callback: Callable[[PerformedSession], object]) -> None:
        """Call back with each session once it is saved."""
        self._listeners.append(callback)

    def _session(self, plan: SessionPlan | None, focus_areas: Sequence[FocusArea]) -> dict[str, Any] | None:
        if plan is None:
            return None
        areas = tuple(focus_areas) or tuple(dict.fromkeys(area for item in plan.items for area in item.focus_areas))
        return {
            "plan": plan.model_dump(mode="json"),
            "timeline": [phase.model_dump(mode="json") for phase in timeline(plan)],
            "cards": [self._card(item) for item in plan.items],
            "focus_areas": [area.value for area in areas],
        }

    def _card(self, item: SessionItem) -> dict[str, Any]:
        exercise = self._exercises.get(item.exercise_id)
        if exercise is None:
            raise InputError(f"The plan names the exercise {item.exercise_id!r}, which is not in the exercises given.")
        return {
            "name": exercise.name,
            "technique": exercise.technique.value,
            "technique_name": TECHNIQUE_NAMES[exercise.technique],
            "steps": list(exercise.steps),
            "cautions": [self._caution(slug, exercise) for slug in exercise.cautions],
            "stop_if": [self._caution(slug, exercise) for slug in exercise.stop_if],
            "needs": [TO_HAVE_READY[need] for need in exercise.needs if need in TO_HAVE_READY],
            "own_default": bool(exercise.own_defaults),
            "drawings": {side.value: self._drawing(exercise, side) for side in item.sides},
        }

    def _caution(self, slug: str, exercise: Exercise) -> str:
        if slug not in self._cautions:
            raise InputError(f"Exercise {exercise.id!r} names the caution {slug!r}, which is not among those given.")
        return self._cautions[slug]

    def _drawing(self, exercise: Exercise, side: Side) -> dict[str, Any]:
        """The face of an exercise; drawn once, since every answer of a check-in loads a session anew."""
        key = (exercise.id, side, self.affected_side)
        if key not in self._drawn:
            drawing = draw_exercise(exercise, worked=side, affected_side=self.affected_side, weakness=self._weakness)
            self._drawn[key] = drawing.model_dump(mode="json")
        return self._drawn[key]

    def _hear(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict) or content.get("type") != "performed":
            return
        record = content.get("record")
        refusal = {"type": "refused", "session_id": record.get("session_id") if isinstance(record, dict) else None}
        try:
            performed = PerformedSession.model_validate(record)
            fresh = performed.session_id not in self._stored
            if fresh:
                self._save(performed)
        except PalsyKitError as error:
            self.send(refusal | {"why": str(error)})
            return
        except Exception:
            self.send(refusal | {"why": "A fault in the workbook's own code stopped the saving; its log shows it."})
            raise
        self._stored.add(performed.session_id)
        self.send({"type": "stored", "session_id": performed.session_id})
        if fresh:
            for callback in self._listeners:
                callback(performed)
