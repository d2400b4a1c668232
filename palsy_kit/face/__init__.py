"""A face posed by FACS action units, one side of it weaker, drawn as SVG; fingers placed where an exercise wants them.

>>> from palsy_kit.exercises import ActionUnit
>>> drawing = draw_face([ActionUnit(au=1), ActionUnit(au=2)], title="Brow raise")
>>> drawing.description
'Both inner brows rise. Both outer brows rise. The left side moves less.'
"""

from palsy_kit.face.drawing import FaceDrawing, Shape, View
from palsy_kit.face.exercise import draw_exercise
from palsy_kit.face.movement import draw_face
from palsy_kit.face.words import Mover

__all__ = ["FaceDrawing", "Mover", "Shape", "View", "draw_exercise", "draw_face"]
