"""The widgets of the workbook, each one a Python class over a built JavaScript file in `static/`; and the cards."""

from palsy_kit.widgets.cards import card, cards
from palsy_kit.widgets.explorer import Explorer
from palsy_kit.widgets.room import PracticeRoom
from palsy_kit.widgets.so_far import SoFar

__all__ = ["Explorer", "PracticeRoom", "SoFar", "card", "cards"]
