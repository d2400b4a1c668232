from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palsy_kit.errors import InputError
from palsy_kit.programme import Ask, Prescription, Programme, Stage, Weekday, prescribed_minutes, session_kind

ENTERED = datetime(2026, 1, 1, tzinfo=UTC)
EVERY_DAY = tuple(Weekday)


def daily(minutes=5, **changes):
    usual = {"kind": "daily", "minutes": minutes, "days": EVERY_DAY, "sessions_per_day": 1}
    return Prescription(**(usual | {"valid_from": date(2026, 1, 5), "entered_at": ENTERED} | changes))


def full(**changes):
    usual = {"kind": "full", "minutes": 20, "sessions_per_week": 2, "sessions_per_week_max": 3}
    return Prescription(**(usual | {"valid_from": date(2026, 1, 5), "entered_at": ENTERED} | changes))


def test_a_week_of_the_steady_programme_asks_for_five_minutes_a_day_and_two_times_twenty():
    week = prescribed_minutes([daily(), full()], start=date(2026, 1, 5), end=date(2026, 1, 12))
    assert week == pytest.approx(7 * 5 + 2 * 20)


def test_an_edit_in_the_middle_of_a_week_counts_each_day_by_the_version_in_force():
    versions = [
        daily(valid_to=date(2026, 1, 8)),
        daily(sessions_per_day=3, valid_from=date(2026, 1, 8)),
    ]
    # Monday to Wednesday once, Thursday to Sunday three times: 3 + 12 sessions of 5 minutes.
    assert prescribed_minutes(versions, start=date(2026, 1, 5), end=date(2026, 1, 12)) == 15 * 5


def test_nothing_is_asked_for_before_a_version_begins_or_on_the_day_it_ends():
    version = daily(valid_to=date(2026, 1, 7))
    assert [version.in_force(date(2026, 1, day)) for day in (4, 5, 6, 7)] == [False, True, True, False]


def test_only_the_named_weekdays_ask_for_a_session():
    version = daily(days=(Weekday.MO, Weekday.TH))
    assert [version.sessions_on(date(2026, 1, day)) for day in range(5, 12)] == [1, 0, 0, 1, 0, 0, 0]


@given(start=st.dates(date(2026, 1, 1), date(2026, 3, 1)), lengths=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_the_parts_of_a_stretch_of_days_add_up_to_the_whole(start, lengths):
    middle = date.fromordinal(start.toordinal() + lengths[0])
    end = date.fromordinal(middle.toordinal() + lengths[1])
    asked = [daily(valid_to=date(2026, 2, 3)), full(valid_from=date(2026, 1, 20))]
    parts = prescribed_minutes(asked, start=start, end=middle) + prescribed_minutes(asked, start=middle, end=end)
    assert prescribed_minutes(asked, start=start, end=end) == pytest.approx(parts)


@pytest.mark.parametrize(
    "plan",
    [
        {"days": ("MO",), "sessions_per_day": 1, "sessions_per_week": 2},
        {"days": ("MO",)},
        {"sessions_per_day": 1},
        {"days": ("MO",), "sessions_per_week": 2},
        {},
    ],
)
def test_a_plan_is_either_days_or_a_quota(plan):
    with pytest.raises(InputError, match="Give days with sessions_per_day, or sessions_per_week"):
        Ask(kind="daily", minutes=5, **plan)


def test_a_range_has_its_upper_end_above_its_lower_end():
    with pytest.raises(InputError, match="Give at least sessions_per_week=2"):
        full(sessions_per_week_max=1)


def test_a_version_does_not_end_before_it_begins():
    with pytest.raises(InputError, match="valid_to=2026-01-04 lies before valid_from=2026-01-05"):
        daily(valid_to=date(2026, 1, 4))


def test_a_programme_becomes_versions_that_hold_from_a_day_on():
    programme = Programme(
        id="foundation",
        name="Foundation",
        stages=(Stage.AFTER_CARE,),
        says="Three minutes every day.",
        asks=({"kind": "foundation", "minutes": 3, "days": EVERY_DAY, "sessions_per_day": 1},),
        sources=(),
    )
    (version,) = programme.prescribe(from_date=date(2026, 1, 5), entered_at=ENTERED)
    assert (version.kind, version.valid_from, version.valid_to, version.minutes) == (
        "foundation",
        date(2026, 1, 5),
        None,
        3,
    )


def test_a_session_counts_for_the_prescription_of_its_length():
    asked = [daily(), full()]
    kinds = [session_kind(asked, minutes=minutes, day=date(2026, 1, 6)) for minutes in (5, 20, 3)]
    assert kinds == ["daily", "full", "own"]


def test_a_session_counts_for_no_prescription_that_is_not_in_force():
    assert session_kind([daily()], minutes=5, day=date(2026, 1, 4)) == "own"
