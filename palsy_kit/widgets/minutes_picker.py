"""How long a session is to be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from palsy_kit.widgets.refusing import RefusedError

STATIC = Path(__file__).parent / "static"

LENGTHS = {3: "A short session.", 5: "An everyday session.", 20: "A full session."}


class MinutesPicker(anywidget.AnyWidget):
    """A choice of 3, 5 or 20 minutes, and of the lengths that are planned.

    Parameters
    ----------
    minutes
        The choice to begin with.
    planned
        Lengths that are planned for today, each with a hint in words.

    Attributes
    ----------
    folded : bool
        Whether only the choice is in sight, until the person wants to change it.

    Raises
    ------
    InputError
        If the minutes are none of the choices.
    """

    _esm = STATIC / "minutes_picker.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "minutes_picker.css"))

    minutes = traitlets.Int(5).tag(sync=True)
    choices: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    folded = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, minutes: int = 5, *, planned: Mapping[int, str] | None = None) -> None:
        self._hints = LENGTHS | dict(planned or {})
        super().__init__(minutes=minutes)
        self.offer(planned or {})

    def offer(self, planned: Mapping[int, str], *, hidden: bool = False) -> None:
        """Offer what is planned for today, as it is now; ``hidden`` leaves out all hints, as when nothing is open."""
        self._hints = LENGTHS | {self.minutes: LENGTHS.get(self.minutes, "")} | dict(planned)
        self.choices = [{"minutes": n, "hint": "" if hidden else hint} for n, hint in sorted(self._hints.items())]

    @traitlets.validate("minutes")
    def _one_of_the_choices(self, proposal: dict[str, Any]) -> Any:
        if proposal["value"] not in self._hints:
            raise RefusedError(
                f"minutes={proposal['value']!r} is not a choice. Give {', '.join(map(str, sorted(self._hints)))}."
            )
        return proposal["value"]

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return f"MinutesPicker({self.minutes})"
