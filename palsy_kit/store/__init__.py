"""The practice log: one SQLite file in the person's data folder with every session, check-in, prescription and hold.

``PracticeLog`` writes and reads it; ``examine`` and ``salvage`` help when the file is damaged.
"""

from palsy_kit.store.doctor import Diagnosis, Salvage, examine, salvage
from palsy_kit.store.log import PracticeLog
from palsy_kit.store.place import data_folder
from palsy_kit.store.records import Event, Record, Row, encode
from palsy_kit.store.taking_in import Taking, Verdict, take

__all__ = [
    "Diagnosis",
    "Event",
    "PracticeLog",
    "Record",
    "Row",
    "Salvage",
    "Taking",
    "Verdict",
    "data_folder",
    "encode",
    "examine",
    "salvage",
    "take",
]
