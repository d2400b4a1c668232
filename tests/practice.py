"""Toy records for tests of the practice log, and strategies for any."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from strategies import check_ins, focus_areas, instants, performed_sessions, slugs

from palsy_kit.exercises import FocusArea, Side
from palsy_kit.hold import Hold, HoldReason
from palsy_kit.programme import Anchor, Prescription, Stage, Weekday
from palsy_kit.proposal import Decision, Gentler
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


def a_hold(**changes):
    return Hold(**{"from_date": date(2026, 3, 2), "reason": "illness", "entered_at": MONDAY} | changes)


def a_decision(**changes):
    facts = {"gentler": "release_only", "on_date": date(2026, 1, 8), "decided_at": MONDAY + 3 * DAY}
    return Decision(**{**facts, "utc_offset_min": 60} | changes)


@st.composite
def recorded_check_ins(draw):
    answers = draw(check_ins()).model_dump()
    return RecordedCheckIn(**answers, checked_in_at=draw(instants), utc_offset_min=draw(st.integers(-840, 840)))


weekdays = st.lists(st.sampled_from(Weekday), min_size=1, unique=True).map(tuple)
days_in_the_twenties = st.dates(date(2020, 1, 1), date(2030, 1, 1))
anchor_names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@st.composite
def prescriptions(draw, kinds=slugs, begins=days_in_the_twenties):
    """Any prescription; the days of half of them are fixed, some have areas, anchors or days of the person's choice."""
    fixed = draw(st.booleans())
    valid_from = draw(begins)
    length = draw(st.none() | st.integers(0, 400))
    quota = draw(st.sampled_from([0.25, 1 / 3, 0.5, 1, 2, 2.5, 3, 5, 7, 10]))
    minutes = draw(st.sampled_from([3, 4.5, 5, 12, 20]))
    per_day = draw(st.integers(1, 3))
    parts = draw(st.integers(0, 3))
    at = draw(st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)))
    part = minutes * (per_day if fixed else 1) / max(parts, 1)
    how_often = (
        {"days": draw(weekdays), "sessions_per_day": per_day}
        if fixed
        else {
            "sessions_per_week": quota,
            "sessions_per_week_max": draw(st.none() | st.sampled_from([quota, quota + 1, quota * 2])),
            "preferred_days": draw(st.just(()) | weekdays),
        }
    )
    return Prescription(
        kind=draw(kinds),
        minutes=minutes,
        **how_often,
        focus_areas=draw(st.just(()) | focus_areas),
        exercise_ids=draw(st.just(()) | st.lists(slugs, max_size=4, unique=True).map(tuple)),
        remark=draw(st.just("") | st.text(max_size=40)),
        anchors=tuple(Anchor(name=f"{n} {draw(anchor_names)}", minutes=part, at=at) for n in range(parts)),
        valid_from=valid_from,
        valid_to=None if length is None else valid_from + timedelta(days=length),
        entered_at=draw(instants),
    )


@st.composite
def holds(draw, begins=days_in_the_twenties):
    from_date = draw(begins)
    length = draw(st.none() | st.integers(0, 60))
    return Hold(
        from_date=from_date,
        to_date=None if length is None else from_date + timedelta(days=length),
        reason=draw(st.sampled_from(HoldReason)),
        counted=draw(st.booleans()),
        entered_at=draw(instants),
    )


decisions = st.builds(
    Decision,
    gentler=st.sampled_from(Gentler),
    on_date=days_in_the_twenties,
    decided_at=instants,
    utc_offset_min=st.integers(-840, 840),
)

records = performed_sessions() | recorded_check_ins() | prescriptions() | holds() | decisions
