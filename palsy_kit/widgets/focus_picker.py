"""The choice of focus areas: a drawn face to tap on, beside the same choice as a list."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from palsy_kit.exercises import FocusArea, Side
from palsy_kit.face import draw_face
from palsy_kit.widgets.refusing import RefusedError
from palsy_kit.widgets.words import AREA_NAMES, sentence

STATIC = Path(__file__).parent / "static"


class FocusPicker(anywidget.AnyWidget):
    """A choice of one or more focus areas.

    Parameters
    ----------
    chosen
        The areas to begin with, so that later cells have a value though nobody clicks.
    closed
        Areas that cannot be chosen today, each with the reason in plain words.
    affected_side
        The side of the person's face that the drawing shows a little weaker.

    Attributes
    ----------
    chosen : list of str
        The areas that are ticked, in the order of `FocusArea`; observe it to follow the person.
    closed : dict of str to str
        The areas that cannot be chosen, each with its reason; set it again and the widget follows.
    folded : bool
        Whether only the choice is in sight, until the person wants to change it.

    Raises
    ------
    InputError
        If an area is not one of `FocusArea`, or a closed one has no reason.
    """

    _esm = STATIC / "focus_picker.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "focus_picker.css"))

    chosen: traitlets.List[str] = traitlets.List().tag(sync=True)
    closed = traitlets.Dict().tag(sync=True)
    face = traitlets.Dict().tag(sync=True)
    folded = traitlets.Bool(default_value=False).tag(sync=True)
    areas: traitlets.List[dict[str, str]] = traitlets.List(
        [{"id": area.value, "name": sentence(AREA_NAMES[area])} for area in FocusArea]
    ).tag(sync=True)

    def __init__(
        self,
        chosen: Iterable[FocusArea | str] = (FocusArea.WHOLE_FACE,),
        *,
        closed: Mapping[FocusArea | str, str] | None = None,
        affected_side: Side = Side.LEFT,
    ) -> None:
        drawing = draw_face(affected_side=affected_side, title="A face to choose areas on")
        face = drawing.model_dump(mode="json")
        super().__init__(chosen=list(chosen), closed=dict(closed or {}), face=face)

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return f"FocusPicker({', '.join(self.chosen)})"

    @property
    def areas_chosen(self) -> tuple[FocusArea, ...]:
        """The areas that are chosen and not closed."""
        return tuple(FocusArea(area) for area in self.chosen if area not in self.closed)

    @traitlets.validate("chosen")
    def _known_areas(self, proposal: dict[str, Any]) -> list[str]:
        given = {_area(area, "chosen") for area in proposal["value"]}
        return [area.value for area in FocusArea if area in given]

    @traitlets.validate("closed")
    def _closed_with_reasons(self, proposal: dict[str, Any]) -> dict[str, str]:
        closed = {_area(area, "closed").value: reason for area, reason in proposal["value"].items()}
        for area, reason in closed.items():
            if not isinstance(reason, str) or not reason.strip():
                raise RefusedError(f"closed[{area!r}]={reason!r} is not a reason. Say in words why the area is closed.")
        return closed


def _area(given: object, where: str) -> FocusArea:
    try:
        return FocusArea(given)  # type: ignore[arg-type]
    except ValueError:
        allowed = ", ".join(FocusArea)
        raise RefusedError(f"{where}: {given!r} is not a focus area. Give one or more of {allowed}.") from None
