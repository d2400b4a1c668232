"""Toy records for tests of the practice log, and strategies for any."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from strategies import check_ins, instants, performed_sessions, slugs

from palsy_kit.exercises import FocusArea, Side
from palsy_kit.programme import Prescription, Stage, Weekday
from palsy_kit.readiness import FACE_PARTS, RecordedCheckIn
from palsy_kit.session import Outcome, PerformedExercise, PerformedSession

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def a_session(number=1, **changes):
    """A five-minute session; the n-th starts n days after Sunday."""
    started_at = MONDAY + (number - 1) * DAY
    return PerformedSession(
        **{
            "session_id": f"session-{number:06}",
            "kind": "daily",
            "started_at": started_at,
            "utc_offset_min": 60,
            "planned_s": 300,
            "active_s": 280.5,
            "outcome": Outcome.COMPLETED,
            "focus_areas": (FocusArea.MOUTH,),
            "exercises": (PerformedExercise(exercise_id="smile", holds_done=5, holds_planned=6, active_s=25.0),),
            "logged_at": started_at + timedelta(minutes=6),
        }
        | changes
    )


def a_check_in(number=1, **changes):
    return RecordedCheckIn(
        **{
            "affected_side": Side.LEFT,
            "stage": Stage.RECENTLY_RETURNED,
            "movement": dict.fromkeys(FACE_PARTS, 1),
            "checked_in_at": MONDAY + (number - 1) * DAY,
            "utc_offset_min": 60,
        }
        | changes
    )


def a_prescription(**changes):
    return Prescription(
        **{
            "kind": "daily",
            "minutes": 5,
            "days": tuple(Weekday),
            "sessions_per_day": 1,
            "valid_from": date(2026, 1, 5),
            "entered_at": MONDAY,
        }
        | changes
    )


@st.composite
def recorded_check_ins(draw):
    answers = draw(check_ins()).model_dump()
    return RecordedCheckIn(**answers, checked_in_at=draw(instants), utc_offset_min=draw(st.integers(-840, 840)))


@st.composite
def prescriptions(draw, kinds=slugs):
    fixed = draw(st.booleans())
    valid_from = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    length = draw(st.none() | st.integers(0, 400))
    return Prescription(
        kind=draw(kinds),
        minutes=draw(st.floats(0.25, 240)),
        days=draw(st.lists(st.sampled_from(Weekday), min_size=1, unique=True).map(tuple)) if fixed else (),
        sessions_per_day=draw(st.integers(1, 12)) if fixed else None,
        sessions_per_week=None if fixed else draw(st.floats(0.25, 84)),
        valid_from=valid_from,
        valid_to=None if length is None else valid_from + timedelta(days=length),
        entered_at=draw(instants),
    )


records = performed_sessions() | recorded_check_ins() | prescriptions()
