"""The study folder and its frames: the same five tables for one person's export and for a study of many."""

from palsy_kit.study.folder import Study, load_study, write_study
from palsy_kit.study.frames import check_ins_frame, holds_frame, local_dates, prescriptions_frame, sessions_frame

__all__ = [
    "Study",
    "check_ins_frame",
    "holds_frame",
    "load_study",
    "local_dates",
    "prescriptions_frame",
    "sessions_frame",
    "write_study",
]
