"""The explorer: find an exercise by what bothers a person or by area, see it move, and compare the stages it has."""

from collections.abc import Callable, Collection
from typing import Any

import ipywidgets
import traitlets

from palsy_kit.catalogue import Catalogue
from palsy_kit.exercises import Exercise, Side, Technique
from palsy_kit.face import View, draw_face
from palsy_kit.readiness import CheckIn, Readiness, evaluate
from palsy_kit.widgets.card_text import card_text, stages
from palsy_kit.widgets.card_words import STAGES
from palsy_kit.widgets.cards import Card, Cards, Look, seen
from palsy_kit.widgets.check_in import CAREFUL
from palsy_kit.widgets.explorer_asks import NOT_ASKED, explorer_asks
from palsy_kit.widgets.focus_picker import STATIC, FocusPicker
from palsy_kit.widgets.live import redrawn
from palsy_kit.widgets.refusing import RefusedError
from palsy_kit.widgets.so_far import SoFar

FIRST = "brow_raise"
"""What later cells show until the person has chosen."""

KEPT_DRAWINGS = 64
"""Drawings that are kept, so that going back is quick."""


class Explorer(FocusPicker):
    """All exercises to look through: by concern or by area, what is open today, each as a card whose face moves.

    Parameters
    ----------
    catalogue
        The exercises and what belongs to them.
    check_in
        A person's answers, which decide what is open. Without any, the most careful ones count, and the explorer
        says so.
    so_far
        What was said today that holds whatever the check-in answers, such as a session that was stopped.
    exercise
        The id of the exercise to begin with. Without one the card stays away until the person has chosen; later cells
        have `FIRST` meanwhile.
    affected_side, weakness, view
        How the faces are drawn to begin with; the side is by default that of the check-in.

    Attributes
    ----------
    exercise : str
        The id of the exercise that is shown; observe it to follow the person.
    way : str
        How exercises are found: by "concern", or by "area" (the areas are in ``chosen``).
    concern : str
        The id of what bothers the person; empty: nothing chosen.
    techniques : list of str
        Techniques to show in an area; none given: all.
    open_only : bool
        Whether only what is open today is shown.
    compare : bool
        Whether the other stages of the movement are shown beside the card.

    Raises
    ------
    CatalogueError
        If there is no exercise of that id.
    """

    _esm = STATIC / "explorer.js"
    _css = "\n".join(
        (STATIC / name).read_text(encoding="utf-8")
        for name in ("form.css", "focus_picker.css", "card.css", "explorer.css")
    )

    asks = traitlets.Dict().tag(sync=True)
    way = traitlets.Enum(["concern", "area"], default_value="concern").tag(sync=True)
    concern = traitlets.Unicode().tag(sync=True)
    techniques: traitlets.List[str] = traitlets.List(traitlets.Enum([one.value for one in Technique])).tag(sync=True)
    open_only = traitlets.Bool(default_value=False).tag(sync=True)
    exercise = traitlets.Unicode().tag(sync=True)
    compare = traitlets.Bool(default_value=False).tag(sync=True)
    affected_side = traitlets.Enum([side.value for side in Side], default_value="left").tag(sync=True)
    weakness = traitlets.Float(0.4, min=0, max=1).tag(sync=True)
    view = traitlets.Enum([view.value for view in View], default_value="mirror").tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        check_in: CheckIn | None = None,
        so_far: SoFar | None = None,
        exercise: str | None = None,
        affected_side: Side | None = None,
        weakness: float = 0.4,
        view: View = View.MIRROR,
    ) -> None:
        self._catalogue = catalogue
        so_far, answers = so_far or SoFar(), check_in or CAREFUL
        self._readiness = evaluate(so_far.beside(answers), catalogue.rules, catalogue.red_flags)
        self._note = "" if check_in else NOT_ASKED
        self._drawn: dict[tuple[str, Look], dict[str, Any]] = {}
        begins = exercise or FIRST
        side = affected_side or (check_in.affected_side if check_in else Side.LEFT)
        # Nothing is ticked before the person has chosen.
        super().__init__(chosen=catalogue.exercise(begins).focus_areas if exercise else (), affected_side=side)
        self.asks = explorer_asks(catalogue, self._readiness, check_in, so_far.words(answers))
        self.affected_side, self.weakness, self.view = side.value, weakness, View(view).value
        self.exercise = begins
        if exercise:
            self.way = "area"

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return f"Explorer({self.exercise!r})"

    @property
    def readiness(self) -> Readiness:
        """What is open under the answers."""
        return self._readiness

    def card(self) -> Card:
        """The card of the exercise that is shown, as the person sees it."""
        return self._card(self._catalogue.exercise(self.exercise))

    def stage_cards(self) -> Cards:
        """The cards of all stages of the movement that is shown."""
        shown = self._catalogue.exercise(self.exercise)
        return Cards(tuple(self._card(one) for one in stages(self._catalogue, shown)))

    def redraw(self, draw: Callable[[], object]) -> ipywidgets.Output:
        """Show what ``draw`` returns, and show it anew whenever another exercise is chosen."""
        return redrawn(draw, lambda show: self.observe(show, "shown"))

    def _card(self, exercise: Exercise) -> Card:
        return Card(exercise, self._catalogue, self._look, self._readiness, self._note)

    @property
    def _look(self) -> Look:
        return Look(Side(self.affected_side), self.weakness, View(self.view))

    @traitlets.validate("exercise")
    def _known_exercise(self, proposal: dict[str, Any]) -> str:
        return _known("exercise", proposal["value"], self._catalogue.exercises)

    @traitlets.validate("concern")
    def _known_concern(self, proposal: dict[str, Any]) -> str:
        return _known("concern", proposal["value"], ("", *self._catalogue.concerns))

    @traitlets.observe("exercise", "compare", "affected_side", "weakness", "view")
    def _show(self, _: object) -> None:
        if not self.exercise:
            return
        exercise = self._catalogue.exercise(self.exercise)
        text = card_text(exercise, self._catalogue, readiness=self._readiness, note=self._note, opened=False)
        family = stages(self._catalogue, exercise)
        family = family if len(family) > 1 else ()
        face = self._face(exercise)
        beside = [self._face(one) for one in family] if self.compare else []
        self.shown = {
            "exercise": exercise.id,
            "card": {"head": text.head, "main": text.main, "more": text.more},
            "face": face,
            "seen": seen(self._look.view, (shape["role"] for one in (face, *beside) for shape in one["shapes"])),
            "stages": [
                {
                    "id": one.id,
                    "name": one.name,
                    "stage": STAGES[one.relation],
                    "closed": not self._readiness.is_open(one),
                    "face": self._face(one) if self.compare else None,
                }
                for one in family
            ],
        }

    @traitlets.observe("affected_side", "weakness", "view")
    def _turn(self, _: object) -> None:
        """Let the face to choose areas on look as the others do."""
        look = self._look
        drawing = draw_face(
            affected_side=look.affected_side, weakness=look.weakness, view=look.view, title="A face to choose areas on"
        )
        self.face = drawing.model_dump(mode="json")

    def _face(self, exercise: Exercise) -> dict[str, Any]:
        key = (exercise.id, self._look)
        if key not in self._drawn:
            if len(self._drawn) >= KEPT_DRAWINGS:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[key] = self._look.draw(exercise).model_dump(mode="json")
        return self._drawn[key]


def _known(kind: str, given: Any, known: Collection[str]) -> str:
    if not isinstance(given, str) or given not in known:
        raise RefusedError(f"{kind}: {given!r} is not known. Give one of {', '.join(filter(None, known))}.")
    return str(given)
