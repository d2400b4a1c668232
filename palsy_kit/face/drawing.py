"""What a drawing of a face is: shapes with a rest and a pose, and their standalone SVG."""

from enum import StrEnum
from html import escape

from palsy_kit.exercises import FocusArea, Model
from palsy_kit.face.curves import between

VIEW_BOX = "0 0 400 470"

STYLE = """
.pk-face { --ink: var(--pk-face-ink, var(--jp-ui-font-color1, #35302c)); color: var(--ink);
  --skin: var(--pk-face-skin, #fbf4ee); --warm: var(--pk-face-warm, #c8705c); --act: var(--pk-face-act, #0b6e99);
  --white: #fffdfb; --deep: #6b2f2a; }
@media (prefers-color-scheme: dark) { .pk-face { --ink: var(--pk-face-ink, var(--jp-ui-font-color1, #ece5de));
  --skin: var(--pk-face-skin, #2c2826); --white: #d9d3cd; } }
.pk-face .pk-skin { fill: var(--skin); }
.pk-face .pk-line, .pk-face .pk-brow, .pk-face .pk-lash { fill: currentColor; }
.pk-face .pk-fold { fill: currentColor; opacity: .7; }
.pk-face .pk-hair { fill: currentColor; opacity: .13; }
.pk-face .pk-tint { fill: var(--warm); opacity: .13; }
.pk-face .pk-lip { fill: var(--warm); opacity: .5; }
.pk-face .pk-inside { fill: var(--deep); }
.pk-face .pk-teeth, .pk-face .pk-eye, .pk-face .pk-glint { fill: var(--white); }
.pk-face .pk-iris { fill: currentColor; opacity: .62; }
.pk-face .pk-pupil { fill: #1d1a18; }
.pk-face .pk-finger { fill: var(--skin); }
.pk-face .pk-nail { fill: var(--warm); opacity: .3; }
.pk-face .pk-arrow { fill: var(--act); }
.pk-face .pk-area { fill: transparent; }
"""


class View(StrEnum):
    """Who looks at the face; left and right stay the person's own."""

    MIRROR = "mirror"
    """As in a mirror: the person's left is on the left of the picture."""
    FACING = "facing"
    """As another person sees it: the person's left is on the right of the picture."""


class Shape(Model):
    """One form of the drawing; ``rest`` and ``pose`` are SVG paths of equal commands."""

    id: str
    role: str
    rest: str
    pose: str
    area: FocusArea | None = None


class FaceDrawing(Model):
    """A face at rest and in a pose, ready to be drawn by the browser or as a standalone SVG.

    ``style`` is the style sheet of the roles; a page sets ``--pk-face-ink``, ``--pk-face-skin``, ``--pk-face-warm``
    and ``--pk-face-act`` to change the colours.
    """

    view_box: str = VIEW_BOX
    title: str
    description: str
    shapes: tuple[Shape, ...]
    style: str = STYLE

    def svg(self, intensity: float = 1.0) -> str:
        """The face as SVG text, ``intensity`` (0 to 1) of the way from rest to the pose."""
        paths = "".join(
            f'<path class="pk-{escape(shape.role)}" d="{escape(between(shape.rest, shape.pose, intensity))}"/>'
            for shape in self.shapes
            if shape.role != "area"
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{escape(self.view_box)}" class="pk-face" role="img">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.description)}</desc>"
            f"<style>{self.style}</style>{paths}</svg>"
        )
