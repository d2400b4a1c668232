"""Cards: an exercise of the catalogue as a page to read, to print, and to keep in a stored notebook."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from palsy_kit.catalogue import Catalogue, load_catalogue
from palsy_kit.exercises import Exercise, Laterality, Side
from palsy_kit.face import FaceDrawing, View, draw_exercise
from palsy_kit.readiness import Readiness
from palsy_kit.widgets.card_text import card_text
from palsy_kit.widgets.nodes import html, node

STYLE = (Path(__file__).parent / "static" / "card.css").read_text(encoding="utf-8")

SEEN = {
    View.MIRROR: "As in a mirror: your left is on the left.",
    View.FACING: "As another person sees you: your left is on the right.",
}
_ARROWS = {
    frozenset({"arrow", "press"}): " Blue arrows show how the face moves, the others how a finger does.",
    frozenset({"arrow"}): " Arrows show how the face moves.",
    frozenset({"press"}): " Arrows show how a finger moves.",
}


def seen(view: View, roles: Iterable[str]) -> str:
    """What stands below a drawing: which way round it is, and what its arrows show, where it has some.

    Examples
    --------
    >>> seen(View.MIRROR, ["skin", "line"])
    'As in a mirror: your left is on the left.'
    """
    return SEEN[view] + _ARROWS.get(frozenset(roles) & {"arrow", "press"}, "")


@dataclass(frozen=True)
class Look:
    """How faces are drawn: the person's own affected side, how weak it is (0 to 1), and who looks."""

    affected_side: Side = Side.LEFT
    weakness: float = 0.4
    view: View = View.MIRROR

    def draw(self, exercise: Exercise) -> FaceDrawing:
        """The face in the pose of an exercise, its fingers placed; of two sides the affected one, or the left."""
        first = self.affected_side.first
        worked = {Laterality.TOGETHER: Side.BOTH, Laterality.UNAFFECTED: first.other}.get(exercise.laterality, first)
        return draw_exercise(
            exercise, worked=worked, affected_side=self.affected_side, weakness=self.weakness, view=self.view
        )


@dataclass(frozen=True)
class Card:
    """An exercise to read: a notebook shows it by itself, and so does a stored one, without any code running."""

    exercise: Exercise
    catalogue: Catalogue
    look: Look
    readiness: Readiness | None = None
    note: str = ""

    def __repr__(self) -> str:
        return f"Card({self.exercise.id!r})"

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{self.html(opened=True)}"

    def html(self, *, opened: bool) -> str:
        """The card without its style sheet: all of it unfolded, or its head and its picture alone."""
        text = card_text(self.exercise, self.catalogue, readiness=self.readiness, note=self.note, opened=opened)
        drawing = self.look.draw(self.exercise)
        caption = html(node("figcaption", seen(self.look.view, (shape.role for shape in drawing.shapes))))
        picture = f'<figure class="pk-card-figure">{drawing.svg()}{caption}</figure>'
        told = f"{html(text.main)}{html(text.more)}"
        if not opened:
            closed = self.readiness is not None and not self.readiness.is_open(self.exercise)
            says = html(node("summary", "Closed today: read why, and the steps" if closed else "Read the steps"))
            told = f'<details class="pk-card-rest">{says}{told}</details>'
        return f'<article class="pk-card"><div class="pk-card-page">{html(text.head)}{picture}{told}</div></article>'


@dataclass(frozen=True)
class Cards:
    """A selection of exercises as a grid of cards."""

    cards: tuple[Card, ...]

    def __repr__(self) -> str:
        return f"Cards({', '.join(card.exercise.id for card in self.cards)})"

    def _repr_html_(self) -> str:
        drawn = "".join(card.html(opened=False) for card in self.cards)
        return f'<style>{STYLE}</style><div class="pk-cards">{drawn}</div>'


def card(
    exercise: Exercise | str,
    *,
    catalogue: Catalogue | None = None,
    readiness: Readiness | None = None,
    affected_side: Side = Side.LEFT,
    weakness: float = 0.4,
    view: View = View.MIRROR,
) -> Card:
    """Show an exercise as a card: drawing, steps, dosage, cautions, evidence and sources.

    Parameters
    ----------
    exercise
        An exercise, or the id of one.
    catalogue
        What its cautions and sources are looked up in; by default ``load_catalogue()``.
    readiness
        What is open today, if the card is to say so.
    affected_side, weakness
        The person's own side that moves less, and by how much (0 to 1), for the drawing.
    view
        As in a mirror, or as another person sees the face.

    Raises
    ------
    CatalogueError
        If there is no exercise of that id; the nearest ids are named.
    InputError
        If ``weakness`` is not from 0 to 1 (when the card is shown).

    Examples
    --------
    >>> card("brow_raise")
    Card('brow_raise')
    """
    known = catalogue or load_catalogue()
    found = known.exercise(exercise) if isinstance(exercise, str) else exercise
    return Card(found, known, Look(affected_side, weakness, view), readiness)


def cards(
    exercises: Iterable[Exercise | str],
    *,
    catalogue: Catalogue | None = None,
    readiness: Readiness | None = None,
    affected_side: Side = Side.LEFT,
    weakness: float = 0.4,
    view: View = View.MIRROR,
) -> Cards:
    """Show a selection of exercises as a grid of cards, in the order given; what `card` takes, for all of them.

    Examples
    --------
    >>> cards(["frown_release", "gentle_frown"])
    Cards(frown_release, gentle_frown)
    """
    known = catalogue or load_catalogue()
    look = Look(affected_side, weakness, view)
    found = (known.exercise(one) if isinstance(one, str) else one for one in exercises)
    return Cards(tuple(Card(exercise, known, look, readiness) for exercise in found))
