"""The drawing of an exercise: its movement by the face, a finger or the mind, and the signs that tell the rest."""

from palsy_kit.exercises import Exercise, Need, RelativeSide, Side, Technique
from palsy_kit.face.drawing import FaceDrawing, View, shape
from palsy_kit.face.features import SIDES, SIGNS
from palsy_kit.face.marks import drop
from palsy_kit.face.movement import draw_face
from palsy_kit.face.signs import beside, pillow, sign_words
from palsy_kit.face.words import Mover


def draw_exercise(
    exercise: Exercise,
    *,
    worked: Side,
    affected_side: Side = Side.LEFT,
    weakness: float = 0.4,
    view: View = View.MIRROR,
) -> FaceDrawing:
    """Draw the face in the pose of an exercise; what it takes is told at `draw_face`.

    Where both sides work and the movement goes from one to the other, it is drawn on its way: on the affected side.
    """
    to_and_fro = worked is Side.BOTH and any(unit.on is not RelativeSide.BOTH for unit in exercise.movement)
    drawing = draw_face(
        exercise.movement,
        worked=affected_side.first if to_and_fro else worked,
        affected_side=affected_side,
        weakness=weakness,
        fingers=exercise.fingers,
        view=view,
        mover=_mover(exercise),
        title=exercise.name,
    )
    return _with_signs(drawing, exercise, worked, view)


def _with_signs(drawing: FaceDrawing, exercise: Exercise, worked: Side, view: View) -> FaceDrawing:
    """Add what the face alone does not tell: the signs of the exercise, and a drop of water in each cheek at work."""
    wet = SIGNS[worked] if Need.SIP_OF_WATER in exercise.needs else ()
    behind, before = (
        [shape(mark, [mark], view) for mark in marks]
        for marks in (
            pillow(exercise.signs),
            [*map(drop, wet), *beside(exercise.signs, -1 if view is View.MIRROR else 1)],
        )
    )
    told = [*map(sign_words, exercise.signs), *(f"Water lies in the {SIDES[sign]} cheek." for sign in wet)]
    added = {
        "shapes": (*behind, *drawing.shapes, *before),
        "description": " ".join([drawing.description, *told]),
    }
    return drawing.model_copy(update=added)


def _mover(exercise: Exercise) -> Mover:
    if exercise.technique is Technique.IMAGERY:
        return Mover.MIND
    techniques = (Technique.ASSISTED, Technique.STRETCH, Technique.RELEASE)
    helped = exercise.technique in techniques and exercise.fingers
    return Mover.FINGER if helped and Need.MOVEMENT_RETURNED not in exercise.needs else Mover.FACE
