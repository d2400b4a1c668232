"""One Plotly figure a module: a data half from frames to a tidy table, a drawing half from the table to a figure."""

from palsy_kit.figures.practice_calendar import practice_calendar, practice_calendar_table
from palsy_kit.figures.weekly_minutes import weekly_minutes, weekly_minutes_table

__all__ = ["practice_calendar", "practice_calendar_table", "weekly_minutes", "weekly_minutes_table"]
