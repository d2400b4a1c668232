"""Write docs/contact_sheet.html: the face at rest, every action unit, and every exercise in all its poses.

Run ``python tools/write_contact_sheet.py`` from the top of the repository after a change to the drawing or to the
catalogue, and look at the page: each movement should be told without reading its name.
"""

import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from palsy_kit.catalogue import load_catalogue
from palsy_kit.exercises import ActionUnit, Side
from palsy_kit.face import FaceDrawing, draw_face
from palsy_kit.face.marks import WAYS
from palsy_kit.face.side_view import DEPTH
from palsy_kit.face.units import UNITS
from palsy_kit.widgets.cards import Look

PAGE = Path(__file__).parents[1] / "docs" / "contact_sheet.html"

HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Contact sheet of the drawn face</title>
<style>
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1.5rem 1rem; }
figure { margin: 0; break-inside: avoid; }
figcaption { text-align: center; font-size: .875rem; }
"""


def drawings() -> Iterator[tuple[str, list[tuple[str, FaceDrawing]]]]:
    """Each section of the page: its heading, and its drawings with their captions."""
    yield (
        "At rest",
        [
            ("both sides alike", draw_face(weakness=0, title="At rest")),
            ("left side weaker", draw_face(weakness=0.6, title="At rest, left side weaker")),
        ],
    )
    alone = {au: [ActionUnit(au=au, intensity=1, arrow=au in {**WAYS, **DEPTH})] for au in UNITS}
    yield (
        "Each action unit alone",
        [(f"AU {au}", draw_face(unit, weakness=0, title=f"Action unit {au}")) for au, unit in alone.items()],
    )
    exercises = load_catalogue().exercises.values()
    drawn = [(exercise.name, Look(affected_side=Side.LEFT).draw(exercise)) for exercise in exercises]
    yield "Exercises, the left side weaker", drawn
    yield (
        "Poses that come in turn after the first",
        [
            (f"{name}, {turn} of {drawing.turns}", _in_turn(drawing, turn))
            for name, drawing in drawn
            for turn in range(2, drawing.turns + 1)
        ],
    )


def _in_turn(drawing: FaceDrawing, turn: int) -> FaceDrawing:
    """The drawing with another of its poses first."""
    shapes = [one.model_copy(update={"pose": one.later[turn - 2]}) if one.later else one for one in drawing.shapes]
    return drawing.model_copy(update={"shapes": tuple(shapes)})


def page(sections: Iterable[tuple[str, list[tuple[str, FaceDrawing]]]]) -> str:
    """The page as HTML; a path that many drawings share stands in it once."""
    paths: dict[str, int] = {}
    body = []
    for heading, drawn in sections:
        figures = "\n".join(_figure(caption, drawing, paths) for caption, drawing in drawn)
        body.append(f"<h2>{escape(heading)}</h2>\n<section>\n{figures}\n</section>")
    shared = "\n".join(f'<path id="p{number}" d="{path}"/>' for path, number in paths.items())
    defs = f'<svg width="0" height="0" aria-hidden="true"><defs>\n{shared}\n</defs></svg>'
    style = f"{HEAD}{draw_face().style}</style>\n<h1>Contact sheet of the drawn face</h1>"
    intro = (
        "<p>Written by tools/write_contact_sheet.py. As in a mirror: the person's left is on the left. "
        "Blue arrows tell how the face moves, the others how a finger or a hand does.</p>"
    )
    return "\n".join([style, intro, *body, defs, "</html>", ""])


def _figure(caption: str, drawing: FaceDrawing, paths: dict[str, int]) -> str:
    uses = "".join(
        f'<use class="pk-{shape.role}" href="#p{paths.setdefault(shape.pose, len(paths))}"/>'
        for shape in drawing.shapes
        if shape.role != "area"
    )
    return (
        f'<figure><svg class="pk-face" viewBox="{drawing.view_box}" role="img"><title>{escape(drawing.title)}</title>'
        f"<desc>{escape(drawing.description)}</desc>{uses}</svg><figcaption>{escape(caption)}</figcaption></figure>"
    )


if __name__ == "__main__":
    PAGE.write_text(page(drawings()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.stat().st_size / 1e6:.1f} MB in {PAGE}\n")
