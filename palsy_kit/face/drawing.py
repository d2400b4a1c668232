"""What a drawing of a face is: shapes with a rest and a pose, and their standalone SVG."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape

from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Model
from palsy_kit.face.curves import Point, between, closed, path_text, ribbon
from palsy_kit.face.parts import Trace

VIEW_BOX = "0 4 340 448"
_LEFT, _TOP, _WIDTH, _HEIGHT = (int(number) for number in VIEW_BOX.split())

_LIGHT = """--ink: var(--pk-face-ink, #35302c); --skin: var(--pk-face-skin, #f8f6f2);
  --warm: var(--pk-face-warm, #b27f6d); --act: var(--pk-face-act, #0b6e99);
  --white: #fffdfb; --teeth: #fffdfb; --iris: #7a6f66; --deep: #6b2f2a;"""
_DARK = """--ink: var(--pk-face-ink, #ece5de); --skin: var(--pk-face-skin, #32312f);
  --warm: var(--pk-face-warm, #c29a88); --act: var(--pk-face-act, #6cc4ec);
  --white: #5d5651; --teeth: #b5ada6; --iris: #b9aea4; --deep: #1d1211;"""

# JupyterLab's theme wins over the system's; paper is always light.
STYLE = (
    f"""
.pk-face {{ {_LIGHT} color: var(--ink); forced-color-adjust: none; }}
@media screen and (prefers-color-scheme: dark) {{ .pk-face {{ {_DARK} }} }}
@media screen {{ [data-jp-theme-light="true"] .pk-face {{ {_LIGHT} }}
[data-jp-theme-light="false"] .pk-face {{ {_DARK} }} }}
"""
    """\
.pk-face .pk-skin { fill: var(--skin); }
.pk-face .pk-line { fill: currentColor; }
.pk-face .pk-brow { fill: color-mix(in srgb, currentColor 88%, var(--skin)); }
.pk-face .pk-fold { fill: currentColor; opacity: .7; }
.pk-face .pk-hair { fill: color-mix(in srgb, currentColor 26%, var(--skin)); }
.pk-face .pk-ghost { fill: var(--act); opacity: .7; }
.pk-face .pk-tint { fill: var(--warm); opacity: .09; filter: blur(7px); }
.pk-face .pk-lip { fill: color-mix(in srgb, var(--warm) 42%, var(--skin)); }
.pk-face .pk-inside { fill: var(--deep); }
.pk-face .pk-eye { fill: var(--white); }
.pk-face .pk-teeth { fill: var(--teeth); }
.pk-face .pk-glint { fill: #fffdfb; }
.pk-face .pk-iris { fill: var(--iris); }
.pk-face .pk-pupil { fill: #1d1a18; }
.pk-face .pk-finger { fill: color-mix(in srgb, currentColor 5%, var(--skin)); }
.pk-face .pk-nail { fill: var(--warm); opacity: .3; }
.pk-face :is(.pk-arrow, .pk-press) { fill: var(--act); stroke: var(--skin); stroke-width: 2.5; paint-order: stroke; }
.pk-face .pk-press { fill: currentColor; }
.pk-face .pk-sign { fill: var(--act); }
.pk-face .pk-pillow { fill: color-mix(in srgb, var(--act) 10%, var(--skin)); }
.pk-face .pk-area { fill: transparent; }
"""
)


class View(StrEnum):
    """Who looks at the face; left and right stay the person's own."""

    MIRROR = "mirror"
    """As in a mirror: the person's left is on the left of the picture."""
    FACING = "facing"
    """As another person sees it: the person's left is on the right of the picture."""


class Shape(Model):
    """One form of the drawing; ``rest``, ``pose`` and those of ``later`` turns are SVG paths of equal commands."""

    id: str
    role: str
    rest: str
    pose: str
    later: tuple[str, ...] = ()
    """Where it lies in the poses that come in turn after the first, if it moves at all."""
    area: FocusArea | None = None


def shape(rest: Trace, poses: Sequence[Trace], view: View) -> Shape:
    """A form from where it lies at rest and in each pose; what would leave the picture stops at its edge."""
    at_rest, pose, *later = (_path(trace, view) for trace in (rest, *poses))
    moving = later if any(path != at_rest for path in (pose, *later)) else ()
    return Shape(id=rest.id, role=rest.role, rest=at_rest, pose=pose, later=tuple(moving), area=rest.area)


def _path(trace: Trace, view: View) -> str:
    flip = -1 if view is View.MIRROR else 1
    points = [(_LEFT + _WIDTH / 2 + flip * x, y) for x, y in trace.points]
    start, segments = ribbon(points, trace.widths) if trace.widths else closed(points)
    return path_text(_inside(start), [(_inside(a), _inside(b), _inside(end)) for a, b, end in segments])


def _inside(point: Point) -> Point:
    return min(max(point[0], _LEFT), _LEFT + _WIDTH), min(max(point[1], _TOP), _TOP + _HEIGHT)


class FaceDrawing(Model):
    """A face at rest and in a pose, ready to be drawn by the browser or as a standalone SVG.

    ``style`` is the style sheet of the roles; a page sets ``--pk-face-ink``, ``--pk-face-skin``, ``--pk-face-warm``
    and ``--pk-face-act`` to change the colours.
    """

    view_box: str = VIEW_BOX
    title: str
    description: str
    shapes: tuple[Shape, ...]
    turns: int = 1
    """How many poses there are; they come one after the other."""
    style: str = STYLE

    def __repr__(self) -> str:
        return f"FaceDrawing({self.title!r}, {len(self.shapes)} shapes)"

    def svg(self, intensity: float = 1.0) -> str:
        """The face as SVG text, ``intensity`` (0 to 1) of the way from rest to the pose; else an `InputError`."""
        if not 0 <= intensity <= 1:
            raise InputError(f"intensity={intensity!r} is not a share. Give 0 (at rest) to 1 (the whole pose).")
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
