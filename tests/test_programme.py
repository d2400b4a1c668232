from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import InputError
from palsy_kit.programme import (
    MOST_EXERCISES,
    Anchor,
    Ask,
    Prescription,
    Programme,
    Stage,
    Weekday,
    prescribed_minutes,
    renewed,
    session_kind,
)

ENTERED = datetime(2026, 1, 1, tzinfo=UTC)
EVERY_DAY = tuple(Weekday)
PROGRAMMES = load_catalogue().programmes


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


TEETH = Anchor(name="brushing teeth", minutes=2, at=time(7, 30))
KETTLE = Anchor(name="the kettle", minutes=2)
BUS = Anchor(name="the bus stop", minutes=1)


def test_parts_of_a_day_add_up_to_what_it_asks_for():
    assert daily(anchors=(TEETH, KETTLE, BUS)).minutes == 5
    assert daily(minutes=1, sessions_per_day=5, anchors=(TEETH, KETTLE, BUS)).minutes == 1
    with pytest.raises(InputError, match=r"the anchors give 2 \+ 2 minutes, a day asks for 5. Let them add up to 5"):
        daily(anchors=(TEETH, KETTLE))


def test_a_part_counts_for_the_prescription_that_it_is_a_part_of():
    asked = [daily(anchors=(TEETH, KETTLE, BUS)), full(minutes=2)]
    assert [session_kind(asked, minutes=minutes, day=date(2026, 1, 6)) for minutes in (5, 1, 2)] == [
        "daily",
        "daily",
        "full",  # a whole length goes before a part
    ]


@pytest.mark.parametrize("name", ["", "  ", "tea\nBEGIN:VEVENT", "tea\rEND", "tea\u2028time", "bell\x07", "\ud800"])
def test_an_anchor_is_one_line_of_text(name):
    with pytest.raises(InputError, match="Anchor: name="):
        Anchor(name=name, minutes=2)


def test_the_time_of_an_anchor_is_the_one_on_the_persons_clock():
    with pytest.raises(InputError, match="names a time zone"):
        Anchor(name="tea", minutes=2, at=time(7, 30, tzinfo=UTC))


def test_days_of_ones_choice_are_for_a_quota():
    assert full(preferred_days=("TU", "SA")).preferred_days == (Weekday.TU, Weekday.SA)
    with pytest.raises(InputError, match="preferred_days='TU' go with sessions_per_week"):
        daily(preferred_days=("TU",))


def test_an_area_takes_one_turn():
    with pytest.raises(InputError, match="names an area twice"):
        daily(focus_areas=("mouth", "cheeks", "mouth"))


def test_monthly_means_every_four_weeks():
    monthly = full(sessions_per_week=0.25, sessions_per_week_max=None)
    assert prescribed_minutes([monthly], start=date(2026, 1, 5), end=date(2026, 2, 2)) == pytest.approx(20)


def prescribed(programme, from_date):
    versions = programme.prescribe(from_date=from_date, entered_at=ENTERED)
    return [(version.kind, version.valid_from, version.valid_to) for version in versions]


def test_foundation_is_seven_days_and_then_thirty():
    # 25 February and 7 days: 4 March, as 2026 is no leap year.
    assert prescribed(PROGRAMMES["foundation"], date(2026, 2, 25)) == [
        ("foundation", date(2026, 2, 25), date(2026, 3, 4)),
        ("foundation", date(2026, 3, 4), date(2026, 4, 3)),
    ]
    assert prescribed(PROGRAMMES["foundation"], date(2028, 2, 25))[0][2] == date(2028, 3, 3)


def test_after_care_thins_out_from_daily_to_weekly_to_every_four_weeks():
    versions = PROGRAMMES["after_care"].prescribe(from_date=date(2026, 1, 5), entered_at=ENTERED)
    assert [(v.valid_from, v.sessions_per_day, v.sessions_per_week) for v in versions] == [
        (date(2026, 1, 5), 1, None),
        (date(2026, 3, 2), None, 1),
        (date(2026, 8, 31), None, 0.25),
    ]
    assert versions[-1].valid_to is None


def test_steady_practice_asks_for_both_kinds_side_by_side():
    assert prescribed(PROGRAMMES["steady_practice"], date(2026, 1, 5)) == [
        ("full", date(2026, 1, 5), None),
        ("daily", date(2026, 1, 5), None),
    ]


def test_an_ask_that_no_day_reaches_is_refused():
    asks = [{"kind": "daily", "minutes": 5, "sessions_per_week": quota} for quota in (7, 1)]
    with pytest.raises(InputError, match=r"ask 1 \(daily\) never ends, so what follows it never comes"):
        Programme(id="own", name="Own", stages=("after_care",), says="Own.", asks=asks, sources=())


def test_a_prescription_ends_by_a_date():
    with pytest.raises(InputError, match="Give valid_to"):
        daily(for_days=7)


def test_an_edit_is_a_new_version_and_the_past_stays_as_it_was():
    old, other = daily(), full()
    new = daily(minutes=10, valid_from=date(2026, 1, 8))
    standing = renewed([old, other], [new])
    assert standing == (daily(valid_to=date(2026, 1, 8)), other, new)


def test_of_versions_that_are_entered_together_each_ends_where_the_next_begins():
    later, sooner = daily(minutes=10, valid_from=date(2026, 2, 1)), daily()
    assert renewed([], [later, sooner]) == (daily(valid_to=date(2026, 2, 1)), later)


def test_a_version_that_would_have_begun_later_never_holds():
    later, sooner = daily(minutes=10, valid_from=date(2026, 2, 1)), daily()
    assert renewed([later], [sooner]) == (later.ending(date(2026, 2, 1)), sooner)
    assert not renewed([later], [sooner])[0].in_force(date(2026, 2, 1))


@pytest.mark.parametrize("ids", [("brow_raise", "brow_raise"), tuple(f"one_{n}" for n in range(MOST_EXERCISES + 1))])
def test_an_exercise_is_named_once_and_there_are_no_more_than_fit_a_page(ids):
    with pytest.raises(InputError, match=r"Give each once, 24 at most, or none"):
        daily(exercise_ids=ids)


def test_a_remark_is_bounded_and_without_one_and_without_exercises_a_record_is_as_it_was_before_there_were_any():
    with pytest.raises(InputError, match="at most 500 characters"):
        daily(remark="a" * 501)
    assert {"exercise_ids", "remark"}.isdisjoint(daily().model_dump())
    assert daily(exercise_ids=("brow_raise",), remark="Slowly.").model_dump()["exercise_ids"] == ("brow_raise",)
