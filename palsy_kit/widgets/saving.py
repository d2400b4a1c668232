"""Saving what the browser sends: each request once, and each answered in plain words."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, timedelta
from typing import Annotated, Any

import anywidget
from pydantic import AwareDatetime, Field

from palsy_kit.errors import PalsyKitError
from palsy_kit.exercises import Model

Content = Mapping[str, Any]
"""A message of the browser; nothing in it is to be trusted."""


class Stamp(Model):
    """When a person pressed a button, by the browser's clock: a UTC instant and the local offset, in minutes east."""

    at: AwareDatetime
    utc_offset_min: Annotated[int, Field(ge=-14 * 60, le=14 * 60)]

    @classmethod
    def of(cls, content: Content) -> "Stamp":
        """The stamp of a message; an `InputError` where it has none that can be used."""
        return cls.model_validate({name: content.get(name) for name in cls.model_fields})

    @property
    def local_date(self) -> date:
        """The person's own calendar date."""
        return (self.at.astimezone(UTC) + timedelta(minutes=self.utc_offset_min)).date()


class Saver:
    """Calls ``store`` with what a widget's browser side asks to save, and answers what became of it.

    The browser asks again, with the same id, when it hears nothing; what was stored is not stored twice. A text that
    ``store`` returns is shown beside the answer.
    """

    def __init__(self, widget: anywidget.AnyWidget, store: Callable[[Content], object]) -> None:
        self._widget, self._store = widget, store
        self._stored: object = None
        widget.on_msg(self._receive)

    def _receive(self, _: object, content: object, __: object) -> None:
        if not isinstance(content, dict) or content.get("kind") != "save":
            return
        reply = {"kind": "refused", "id": content.get("id")}
        try:
            if self._stored is None or content.get("id") != self._stored:
                said = self._store(content)
                reply |= {"says": said} if isinstance(said, str) else {}
            self._stored = content.get("id")
            reply["kind"] = "stored"
        except PalsyKitError as error:
            reply["why"] = str(error)
        except Exception:
            reply["why"] = "A fault in the workbook's own code stopped the saving; its log shows it."
            raise
        finally:
            self._widget.send(reply)
