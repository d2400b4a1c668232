"""palsy_kit: exercise and schedule models, a practice log and adherence figures for people with facial palsy.

A practice log and workbook for learning and self-guided practice; it gives no medical advice. The names below load
what they need when they are first used, so that ``import palsy_kit`` is quick.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from palsy_kit.catalogue import cite, data_folder, load_catalogue
    from palsy_kit.compose import compose_session
    from palsy_kit.errors import PalsyKitError
    from palsy_kit.exercises import FocusArea, Side, Technique
    from palsy_kit.face import draw_face
    from palsy_kit.figures import (
        practice_calendar,
        recent_sessions,
        weekly_minutes,
        weekly_minutes_table,
        weeks_in_words,
    )
    from palsy_kit.readiness import evaluate
    from palsy_kit.store import PracticeLog
    from palsy_kit.study import holds_frame, load_study, prescriptions_frame, sessions_frame
    from palsy_kit.widgets import Explorer, PracticeRoom, SoFar, card, cards

_HOMES = {
    "catalogue": ("cite", "data_folder", "load_catalogue"),
    "compose": ("compose_session",),
    "errors": ("PalsyKitError",),
    "exercises": ("FocusArea", "Side", "Technique"),
    "face": ("draw_face",),
    "figures": ("practice_calendar", "recent_sessions", "weekly_minutes", "weekly_minutes_table", "weeks_in_words"),
    "readiness": ("evaluate",),
    "store": ("PracticeLog",),
    "study": ("holds_frame", "load_study", "prescriptions_frame", "sessions_frame"),
    "widgets": ("Explorer", "PracticeRoom", "SoFar", "card", "cards"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Explorer",
    "FocusArea",
    "PalsyKitError",
    "PracticeLog",
    "PracticeRoom",
    "Side",
    "SoFar",
    "Technique",
    "card",
    "cards",
    "cite",
    "compose_session",
    "data_folder",
    "draw_face",
    "evaluate",
    "holds_frame",
    "load_catalogue",
    "load_study",
    "practice_calendar",
    "prescriptions_frame",
    "recent_sessions",
    "sessions_frame",
    "weekly_minutes",
    "weekly_minutes_table",
    "weeks_in_words",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"palsy_kit has no {name!r}. It has: {', '.join(sorted(_HOME_OF))}.")
    return getattr(import_module(f"palsy_kit.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME_OF)


def _show_exercises_as_cards() -> None:
    """Let a notebook show an exercise as its card, though the models know nothing of cards."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        page = shell.display_formatter.formatters["text/html"]
        page.for_type_by_name(
            "palsy_kit.exercises", "Exercise", lambda exercise: __getattr__("card")(exercise)._repr_html_()
        )


_show_exercises_as_cards()
