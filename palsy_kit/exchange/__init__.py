"""In and out: a practice log to a study folder or zip and back, from other programs' files, and to a printed page."""

from palsy_kit.exchange.bringing_in import Arrival, bring_in
from palsy_kit.exchange.export import export_everything, export_for_study, random_pseudonym, random_weeks, study_of
from palsy_kit.exchange.forgetting import events_of, forget
from palsy_kit.exchange.intake import Choices, Intake
from palsy_kit.exchange.mepp import read_mepp
from palsy_kit.exchange.packing import write_page
from palsy_kit.exchange.reading import read_import
from palsy_kit.exchange.summary import summary_page
from palsy_kit.exchange.take_along import Carrying

__all__ = [
    "Arrival",
    "Carrying",
    "Choices",
    "Intake",
    "bring_in",
    "events_of",
    "export_everything",
    "export_for_study",
    "forget",
    "random_pseudonym",
    "random_weeks",
    "read_import",
    "read_mepp",
    "study_of",
    "summary_page",
    "write_page",
]
