"""One Plotly figure a module: a data half from frames to a tidy table, a drawing half from the table to a figure."""

from palsy_kit.figures.accumulated_minutes import accumulated_minutes, accumulated_minutes_table
from palsy_kit.figures.activity import activity_figure, activity_figure_table
from palsy_kit.figures.check_ins import check_ins_by_week, check_ins_table
from palsy_kit.figures.cohort_map import cohort_map, cohort_map_table
from palsy_kit.figures.definition_spread import definition_spread, definition_table, spread_table
from palsy_kit.figures.dose_outcome import Outcome, dose_outcome, dose_outcome_table
from palsy_kit.figures.export import for_paper, save_figure
from palsy_kit.figures.focus_balance import focus_balance, focus_balance_table
from palsy_kit.figures.gaps_timeline import gaps_timeline, gaps_timeline_table
from palsy_kit.figures.in_words import InWords, recent_sessions, weeks_in_words
from palsy_kit.figures.page import save_page
from palsy_kit.figures.practice_calendar import practice_calendar, practice_calendar_table
from palsy_kit.figures.retention import at_risk_table, retention_figure
from palsy_kit.figures.standing import four_weeks_in_words, standing_in_words, weeks_so_far
from palsy_kit.figures.weekly_minutes import weekly_minutes, weekly_minutes_table

__all__ = [
    "InWords",
    "Outcome",
    "accumulated_minutes",
    "accumulated_minutes_table",
    "activity_figure",
    "activity_figure_table",
    "at_risk_table",
    "check_ins_by_week",
    "check_ins_table",
    "cohort_map",
    "cohort_map_table",
    "definition_spread",
    "definition_table",
    "dose_outcome",
    "dose_outcome_table",
    "focus_balance",
    "focus_balance_table",
    "for_paper",
    "four_weeks_in_words",
    "gaps_timeline",
    "gaps_timeline_table",
    "practice_calendar",
    "practice_calendar_table",
    "recent_sessions",
    "retention_figure",
    "save_figure",
    "save_page",
    "spread_table",
    "standing_in_words",
    "weekly_minutes",
    "weekly_minutes_table",
    "weeks_in_words",
    "weeks_so_far",
]
