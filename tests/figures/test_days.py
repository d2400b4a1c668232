"""What the table of days promises: on each local date, what was asked for and what was practised."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice import prescriptions
from toys import MONDAY, asked, hold, sessions

from palsy_kit.errors import InputError
from palsy_kit.figures.days import days_table
from palsy_kit.programme import prescribed_minutes
from palsy_kit.study import prescriptions_frame


def days(done=None, plan=None, *, n=7, **others):
    done = sessions() if done is None else done
    plan = asked() if plan is None else plan
    return days_table(done, plan, start=MONDAY, end=MONDAY + timedelta(days=n), **others)


def test_sessions_of_a_day_are_added_up():
    table = days(sessions(("2026-01-05 08:00", 5), ("2026-01-05 18:00", 20), ("2026-01-07 18:00", 5)), n=3)

    assert table["practised_minutes"].tolist() == [25, 0, 5]
    assert table["n_sessions"].tolist() == [2, 0, 1]


def test_minutes_done_before_a_stop_count_and_the_stop_is_said():
    table = days(sessions(("2026-01-05 08:00", 8, "stopped_tight"), ("2026-01-05 18:00", 2, "stopped_tight")), n=1)

    assert table["practised_minutes"].tolist() == [10]
    assert table["ended_early"].tolist() == ["stopped for tightness"]


def test_a_session_without_a_second_of_practice_is_none():
    assert days(sessions(("2026-01-05 08:00", 0)), n=1)["n_sessions"].tolist() == [0]


def test_sessions_outside_the_dates_are_left_aside():
    table = days(sessions(("2026-01-04 23:59", 5), ("2026-01-06 00:00", 5)), n=1)

    assert table["n_sessions"].tolist() == [0]


def test_fixed_days_are_due_on_their_days_alone():
    table = days(plan=asked(days="MO,WE", sessions_per_day=2))

    assert table["sessions_due"].tolist() == [2, 0, 2, 0, 0, 0, 0]
    assert table["asked_minutes"].tolist() == [10, 0, 10, 0, 0, 0, 0]


def test_a_quota_is_due_on_no_day_and_asks_a_seventh_of_each():
    table = days(plan=asked(sessions_per_week=2, sessions_per_week_max=3, minutes=7))

    assert not table["sessions_due"].any()
    assert table["prescribed"].all()
    assert table["asked_minutes"].tolist() == pytest.approx([2] * 7)
    assert table["asked_minutes_max"].tolist() == pytest.approx([3] * 7)


def test_versions_hold_from_their_first_day_up_to_not_on_their_last():
    first = asked(valid_from=date(2026, 1, 6), valid_to=date(2026, 1, 8))
    second = asked(valid_from=date(2026, 1, 8), valid_to=date(2026, 1, 9), minutes=20)
    table = days(plan=pd.concat([first, second]), n=5)

    assert table["asked_minutes"].tolist() == [0, 5, 5, 20, 0]
    assert table["prescribed"].tolist() == [False, True, True, True, False]


def test_an_excused_hold_asks_for_nothing():
    table = days(holds=hold(date(2026, 1, 6), date(2026, 1, 8)), n=4)

    assert table["hold"].tolist() == ["", "illness", "illness", ""]
    assert table["asked_minutes"].tolist() == [5, 0, 0, 5]
    assert table["sessions_due"].tolist() == [1, 0, 0, 1]


def test_a_counted_hold_leaves_what_is_asked_for():
    table = days(holds=hold(date(2026, 1, 6), date(2026, 1, 8), "pause", counted=True), n=4)

    assert table["hold"].tolist() == ["", "pause", "pause", ""]
    assert table["asked_minutes"].tolist() == [5, 5, 5, 5]


def test_a_hold_without_an_end_goes_on_and_overlapping_holds_are_one():
    holds = pd.concat([hold(date(2026, 1, 6)), hold(date(2026, 1, 7), date(2026, 1, 8), "clinic")])
    table = days(holds=holds, n=4)

    assert table["hold"].tolist() == ["", "illness", "illness, clinic", "illness"]


@settings(max_examples=50)
@given(st.lists(prescriptions(), max_size=4), st.dates(date(2019, 12, 1), date(2031, 1, 1)), st.integers(1, 40))
def test_minutes_asked_for_are_those_of_the_programme(versions, start, n):
    """The frames and the models say the same of any prescriptions and any days."""
    end = start + timedelta(days=n)

    table = days_table(sessions(), prescriptions_frame(versions), start=start, end=end)

    assert len(table) == n
    assert table["asked_minutes"].sum() == pytest.approx(prescribed_minutes(versions, start=start, end=end))


def test_two_people_in_one_figure_are_refused_with_a_way_out():
    two = pd.concat([asked(), asked(participant_id="you")])

    with pytest.raises(InputError, match=r"shows one person, and the frames hold 2: me, you.*study\.of"):
        days(plan=two)


def test_the_frames_that_were_given_stay_as_they_were():
    frames = sessions(("2026-01-05 08:00", 5)), asked(), hold(MONDAY)
    before = [frame.copy() for frame in frames]

    days(frames[0], frames[1], holds=frames[2])

    for frame, copy in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)
