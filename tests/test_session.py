from datetime import UTC, date, datetime

import pytest

from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea, Side
from palsy_kit.session import PerformedSession, PhaseKind, SessionItem, SessionPlan, timeline


def item(**changes):
    usual = {
        "exercise_id": "brow_raise",
        "focus_areas": (FocusArea.FOREHEAD,),
        "sides": (Side.BOTH,),
        "holds": 2,
        "hold_s": 3,
        "rest_s": 4,
    }
    return SessionItem(**(usual | changes))


def plan(*items):
    return SessionPlan(kind="daily", minutes=5, items=items)


def told(phases):
    return [(phase.kind.value, phase.side.value, phase.duration_s) for phase in phases]


def test_a_hold_is_followed_by_its_rest_and_an_exercise_opens_with_getting_ready():
    assert told(timeline(plan(item()))) == [
        ("get_ready", "both", 5),
        ("hold", "both", 3),
        ("rest", "both", 4),
        ("hold", "both", 3),
        ("rest", "both", 4),
    ]


def test_the_second_side_gets_a_cue_to_switch_and_the_same_time():
    phases = timeline(plan(item(sides=(Side.RIGHT, Side.LEFT), holds=1)))
    assert told(phases) == [
        ("get_ready", "right", 5),
        ("hold", "right", 3),
        ("rest", "right", 4),
        ("switch_side", "left", 5),
        ("hold", "left", 3),
        ("rest", "left", 4),
    ]


def test_a_rest_of_no_seconds_is_no_phase():
    phases = timeline(plan(item(rest_s=0)))
    assert [phase.kind for phase in phases] == [PhaseKind.GET_READY, PhaseKind.HOLD, PhaseKind.HOLD]


def test_planned_seconds_are_the_sum_of_the_phases():
    assert plan(item(), item(sides=(Side.LEFT, Side.RIGHT))).planned_s == (5 + 14) + (5 + 14 + 5 + 14)


def test_a_negative_hold_is_refused_and_named():
    with pytest.raises(InputError, match=r"SessionItem: hold_s=-1: Input should be greater than or equal to 1"):
        item(hold_s=-1)


def performed(**changes):
    usual = {
        "session_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "kind": "daily",
        "started_at": datetime(2026, 3, 2, 3, 30, tzinfo=UTC),
        "utc_offset_min": 0,
        "planned_s": 300,
        "active_s": 300,
        "outcome": "completed",
        "logged_at": datetime(2026, 3, 2, 3, 35, tzinfo=UTC),
    }
    return PerformedSession(**(usual | changes))


@pytest.mark.parametrize(
    ("offset", "day"),
    [(0, date(2026, 3, 2)), (-300, date(2026, 3, 1)), (330, date(2026, 3, 2)), (-210, date(2026, 3, 2))],
)
def test_an_evening_session_counts_for_the_local_day_not_for_the_day_in_utc(offset, day):
    assert performed(utc_offset_min=offset).practice_date == day


def test_an_exercise_is_done_when_every_planned_hold_was_done():
    done = {"exercise_id": "a", "holds_done": 4, "holds_planned": 4, "active_s": 88}
    partly = {"exercise_id": "b", "holds_done": 3, "holds_planned": 4, "active_s": 60}
    assert performed(exercises=[done, partly]).exercises_done == 1


def test_a_part_of_a_session_keeps_its_part_of_the_credit():
    credits_of = [performed(planned_s=300, active_s=seconds).credit for seconds in (0, 75, 300, 310)]
    assert credits_of == [0, 0.25, 1, 1]


def test_a_session_written_down_without_a_plan_counts_as_whole_when_something_was_done():
    assert [performed(planned_s=0, active_s=seconds).credit for seconds in (0, 240)] == [0, 1]


def test_an_instant_without_its_zone_is_refused():
    with pytest.raises(InputError, match="started_at"):
        performed(started_at=datetime(2026, 3, 2, 3, 30))  # noqa: DTZ001 (it is what is refused)


def test_a_session_reads_back_from_its_own_text_unchanged():
    session = performed(note='<b>"=1+1"</b>', tightness_after=3)
    assert PerformedSession.model_validate_json(session.model_dump_json()) == session
