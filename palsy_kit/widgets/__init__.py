"""The widgets of the workbook, each one a Python class over a built JavaScript file in `static/`."""

from palsy_kit.widgets.room import PracticeRoom

__all__ = ["PracticeRoom"]
