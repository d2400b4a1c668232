"""Adherence metrics with named definitions and honest denominators: from the frames of a study to tidy tables."""

from palsy_kit.adherence.analysis import Adherence, adherence
from palsy_kit.adherence.compare import DailyModel, daily_model, difference_table, log_rank
from palsy_kit.adherence.methods import methods_text
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.report import summary_text, write_report
from palsy_kit.adherence.survival import cumulative_incidence, retention_curve, retention_summary

__all__ = [
    "Adherence",
    "DailyModel",
    "Options",
    "adherence",
    "cumulative_incidence",
    "daily_model",
    "difference_table",
    "log_rank",
    "methods_text",
    "retention_curve",
    "retention_summary",
    "summary_text",
    "write_report",
]
