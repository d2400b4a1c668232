"""In and out: a practice log to a study folder or zip and back, from other programs' files, and to a printed page."""

from palsy_kit.exchange.export import export_everything, export_for_study, study_of
from palsy_kit.exchange.intake import Choices, Intake
from palsy_kit.exchange.mepp import read_mepp
from palsy_kit.exchange.reading import read_import
from palsy_kit.exchange.summary import summary_page

__all__ = [
    "Choices",
    "Intake",
    "export_everything",
    "export_for_study",
    "read_import",
    "read_mepp",
    "study_of",
    "summary_page",
]
