"""A log to take along, to print, to bring in and to delete: each a small form that asks Python and tells its answer."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import anywidget
import traitlets

from palsy_kit.errors import InputError, PalsyKitError
from palsy_kit.widgets.saving import Content

STATIC = Path(__file__).parent / "static"

Part = Literal["export", "summary", "bring_in", "delete"]


class Answer(NamedTuple):
    """What Python answers: words, a paragraph each; whether one can go on; a file or a page, where there is one."""

    says: Sequence[str]
    can_go_on: bool = False
    name: str = ""
    file: bytes = b""
    page: str = ""


Action = Callable[[Content, Sequence[memoryview]], Answer]
"""Gets what the browser sent, in which nothing is to be trusted, and the files that came with it."""


class TakeAlong(anywidget.AnyWidget):
    """One of the four forms.

    Parameters
    ----------
    part
        Which one: export, summary, bring_in or delete.
    actions
        What the form can ask for, by name. A `PalsyKitError` that an action raises is told to the person.
    """

    _esm = STATIC / "take_along.js"
    _css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("form.css", "take_along.css"))

    part = traitlets.Unicode().tag(sync=True)

    def __init__(self, part: Part, actions: Mapping[str, Action]) -> None:
        super().__init__(part=part)
        self._actions = actions
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        """The same text in every run, so that a stored notebook does not change."""
        return f"TakeAlong({self.part!r})"

    def _receive(self, _: object, content: object, buffers: Sequence[memoryview]) -> None:
        if not isinstance(content, dict) or content.get("kind") != "ask":
            return
        reply: dict[str, Any] = {"kind": "answer", "id": content.get("id")}
        file = b""
        try:
            answer = self._answer(content, buffers)
            file = answer.file
            reply |= {
                "says": list(answer.says),
                "can_go_on": answer.can_go_on,
                "name": answer.name,
                "page": answer.page,
            }
        except PalsyKitError as error:
            reply["why"] = str(error)
        except Exception:
            reply["why"] = "A fault in the notebook's own code stopped this; the notebook's log shows it."
            raise
        finally:
            self.send(reply, buffers=[file] if file else [])

    def _answer(self, content: Content, buffers: Sequence[memoryview]) -> Answer:
        what = content.get("what")
        if not isinstance(what, str) or what not in self._actions:
            raise InputError(f"what={what!r} is nothing that this form can do. Give {', '.join(self._actions)}.")
        return self._actions[what](content, buffers)
