"""What the plan promises: the days of eye, then what must hold for any prescriptions, holds and dates."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice import a_hold, a_prescription, holds, prescriptions

from palsy_kit.catalogue import load_catalogue
from palsy_kit.errors import InputError
from palsy_kit.exercises import FocusArea
from palsy_kit.programme import Anchor, Weekday, renewed
from palsy_kit.schedule import PlannedSession, plan, sessions_due

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
WEEK = 7 * DAY
ENTERED = datetime(2026, 1, 1, tzinfo=UTC)


def quota(lower, upper=None, **changes):
    usual = {"kind": "full", "minutes": 20, "days": (), "sessions_per_day": None, "sessions_per_week": lower}
    return a_prescription(**(usual | {"sessions_per_week_max": upper} | changes))


def days_of(prescription, *, days=7, welcome=False, start=MONDAY, holds=()):
    planned = plan([prescription], holds, start=start, days=days)
    return [f"{session.date:%a %d %b}" for session in planned if session.welcome == welcome]


def test_fixed_days_have_their_sessions_on_those_days():
    twice = a_prescription(days=("MO", "TH"), sessions_per_day=2)
    assert days_of(twice) == ["Mon 05 Jan", "Mon 05 Jan", "Thu 08 Jan", "Thu 08 Jan"]


@pytest.mark.parametrize(
    ("per_week", "weekdays"),
    [
        (1, "Thu"),
        (2, "Tue Sat"),
        (3, "Tue Thu Sat"),
        (4, "Mon Wed Fri Sun"),
        (7, "Mon Tue Wed Thu Fri Sat Sun"),
        (8, "Mon Tue Wed Thu Thu Fri Sat Sun"),
    ],
)
def test_a_quota_is_spread_over_the_week(per_week, weekdays):
    assert " ".join(day[:3] for day in days_of(quota(per_week))) == weekdays


def test_of_a_range_the_lower_end_is_due_and_the_rest_is_welcome_in_between():
    two_to_three = quota(2, 3)
    assert days_of(two_to_three) == ["Tue 06 Jan", "Sat 10 Jan"]
    assert days_of(two_to_three, welcome=True) == ["Thu 08 Jan"]
    assert days_of(quota(1, 2), welcome=True) == ["Mon 05 Jan"]


def test_a_quota_falls_on_the_days_that_the_person_prefers():
    chosen = quota(2, 3, preferred_days=("MO", "WE", "SU"))
    assert days_of(chosen) == ["Mon 05 Jan", "Sun 11 Jan"]
    assert days_of(chosen, welcome=True) == ["Wed 07 Jan"]


def test_more_sessions_than_preferred_days_share_a_day():
    assert days_of(quota(3, preferred_days=("TU", "FR"))) == ["Tue 06 Jan", "Fri 09 Jan", "Fri 09 Jan"]


def test_a_quota_below_one_a_week_comes_every_so_many_weeks():
    assert days_of(quota(0.25), days=12 * 7) == ["Thu 08 Jan", "Thu 05 Feb", "Thu 05 Mar"]
    assert days_of(quota(1 / 3), days=9 * 7) == ["Thu 08 Jan", "Thu 29 Jan", "Thu 19 Feb"]


def test_two_and_a_half_a_week_are_three_and_then_two():
    assert [len(days_of(quota(2.5), start=MONDAY + n * WEEK)) for n in range(4)] == [3, 2, 3, 2]


def test_a_leap_day_is_a_day_like_any_other():
    daily = a_prescription(valid_from=date(2028, 2, 27))
    assert days_of(daily, start=date(2028, 2, 28), days=3) == ["Mon 28 Feb", "Tue 29 Feb", "Wed 01 Mar"]
    assert days_of(quota(1, valid_from=date(2028, 2, 26)), start=date(2028, 2, 26), days=8) == ["Tue 29 Feb"]


def test_an_edit_in_the_middle_of_a_week_leaves_the_days_before_as_they_were():
    thursday = MONDAY + 3 * DAY
    edited = renewed([quota(2)], [quota(4, minutes=10, valid_from=thursday)])
    planned = plan(edited, start=MONDAY, days=8)
    # Tuesday by the first version; from Thursday four a week, on every other day.
    assert [(f"{session.date:%a %d}", session.minutes) for session in planned] == [
        ("Tue 06", 20),
        ("Thu 08", 10),
        ("Sat 10", 10),
        ("Mon 12", 10),
    ]


def test_nothing_is_planned_in_a_hold_and_practice_goes_on_after_it():
    rest = a_hold(from_date=MONDAY + DAY, to_date=MONDAY + 5 * DAY)
    assert days_of(a_prescription(), holds=[rest]) == ["Mon 05 Jan", "Sat 10 Jan", "Sun 11 Jan"]
    assert days_of(a_prescription(), holds=[a_hold(from_date=MONDAY + DAY)]) == ["Mon 05 Jan"]
    assert len(days_of(a_prescription(), holds=[a_hold(from_date=MONDAY, counted=True)])) == 7


def test_areas_take_turns_and_wait_during_a_hold():
    asked = a_prescription(focus_areas=("eyes", "mouth", "neck"))
    rest = a_hold(from_date=MONDAY + DAY, to_date=MONDAY + 3 * DAY)
    planned = plan([asked], [rest], start=MONDAY, days=7)
    assert [(f"{session.date:%a}", *session.focus_areas) for session in planned] == [
        ("Mon", "eyes"),
        ("Thu", "mouth"),
        ("Fri", "neck"),
        ("Sat", "eyes"),
        ("Sun", "mouth"),
    ]
    assert [session.turn for session in planned] == [0, 0, 0, 1, 1]


def test_welcome_sessions_take_turns_among_themselves():
    asked = quota(1, 2, minutes=5, focus_areas=("eyes", "mouth"))
    planned = plan([asked], start=MONDAY, days=21)
    assert [(f"{s.date:%d}", s.welcome, *s.focus_areas) for s in planned] == [
        ("05", True, "eyes"),
        ("08", False, "eyes"),
        ("12", True, "mouth"),
        ("15", False, "mouth"),
        ("19", True, "eyes"),
        ("22", False, "eyes"),
    ]


def test_a_longer_session_takes_several_areas():
    asked = quota(3, focus_areas=("eyes", "mouth", "neck"))
    assert [session.focus_areas for session in plan([asked], start=MONDAY, days=7)] == [
        ("eyes", "mouth"),
        ("neck", "eyes"),
        ("mouth", "neck"),
    ]


def test_the_turns_go_on_over_an_edit():
    areas = ("eyes", "mouth", "neck")
    longer = a_prescription(minutes=6, focus_areas=areas, valid_from=MONDAY + 2 * DAY)
    edited = renewed([a_prescription(focus_areas=areas)], [longer])
    assert [session.focus_areas[0] for session in plan(edited, start=MONDAY, days=4)] == [*areas, "eyes"]


def test_an_ask_without_areas_takes_those_of_the_person_and_the_seed_says_which_begins():
    own = {"start": MONDAY, "days": 2, "focus_areas": (FocusArea.NOSE, FocusArea.CHIN)}
    for seed, areas in ((0, ["nose", "chin"]), (1, ["chin", "nose"])):
        assert [session.focus_areas[0] for session in plan([a_prescription()], seed=seed, **own)] == areas
    assert plan([a_prescription()], start=MONDAY, days=1)[0].focus_areas == (FocusArea.WHOLE_FACE,)


def test_a_day_of_anchors_is_one_turn_in_parts():
    anchors = [Anchor(name=name, minutes=minutes) for name, minutes in (("teeth", 2), ("kettle", 2), ("bus", 1))]
    asked = a_prescription(anchors=anchors, focus_areas=("eyes", "mouth"))
    planned = plan([asked], start=MONDAY, days=2)
    assert [(s.anchor.name, s.minutes, *s.focus_areas) for s in planned] == [
        ("teeth", 2, "eyes"),
        ("kettle", 2, "eyes"),
        ("bus", 1, "eyes"),
        ("teeth", 2, "mouth"),
        ("kettle", 2, "mouth"),
        ("bus", 1, "mouth"),
    ]


def test_what_is_due_today_leaves_out_what_is_only_welcome():
    steady = load_catalogue().programmes["steady_practice"].prescribe(from_date=MONDAY, entered_at=ENTERED)
    due = {f"{day:%a}": [s.kind for s in sessions_due(steady, day=day)] for day in (MONDAY + n * DAY for n in range(7))}
    assert due["Tue"] == due["Sat"] == ["full", "daily"]
    assert due["Mon"] == due["Wed"] == due["Thu"] == due["Fri"] == due["Sun"] == ["daily"]


def test_after_care_thins_out():
    versions = load_catalogue().programmes["after_care"].prescribe(from_date=MONDAY, entered_at=ENTERED)
    by_month = Counter(f"{session.date:%Y-%m}" for session in plan(versions, start=MONDAY, days=400))
    assert [by_month[month] for month in ("2026-01", "2026-02", "2026-03", "2026-08", "2026-11")] == [27, 28, 5, 4, 1]


def test_versions_of_a_kind_that_hold_on_the_same_day_are_refused():
    with pytest.raises(
        InputError, match=r"from 2026-01-05 \(to open\) and the one from 2026-01-08 hold on the same day"
    ):
        plan([a_prescription(), a_prescription(valid_from=date(2026, 1, 8))], start=MONDAY, days=1)


def test_a_version_that_never_held_is_no_overlap():
    never = a_prescription(valid_from=date(2026, 1, 8), valid_to=date(2026, 1, 8))
    assert len(plan([a_prescription(), never], start=MONDAY, days=7)) == 7


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_a_plan_has_at_least_a_day_and_no_more_than_ten_years(days):
    with pytest.raises(InputError, match="Give 1 to 3660"):
        plan([], start=MONDAY, days=days)


def test_no_area_to_choose_from_is_refused():
    with pytest.raises(InputError, match="Choose at least one focus area"):
        plan([], start=MONDAY, days=1, focus_areas=())


# What must hold for any prescriptions and holds.

kinds = st.sampled_from(["full", "daily"])
begins = st.dates(MONDAY, date(2026, 3, 1))
versions = st.lists(prescriptions(kinds=kinds, begins=begins), max_size=4).map(lambda new: renewed([], new))
rests = st.lists(holds(begins=begins), max_size=2)
starts = st.dates(date(2025, 12, 20), date(2026, 4, 1))
FAR = {"start": date(2025, 12, 20), "days": 170}


@given(versions=versions, rests=rests, start=starts, days=st.integers(1, 60), seed=st.integers(0, 9))
def test_the_plan_of_a_date_does_not_depend_on_when_one_asks(versions, rests, start, days, seed):
    whole = plan(versions, rests, **FAR, seed=seed)
    part = plan(versions, rests, start=start, days=days, seed=seed)
    assert part == tuple(session for session in whole if start <= session.date < start + days * DAY)


@given(versions=versions, new=prescriptions(kinds=kinds, begins=begins), rests=rests, hold=holds(begins=begins))
def test_what_is_entered_today_does_not_change_yesterday(versions, new, rests, hold):
    today = min(new.valid_from, hold.from_date)
    before = plan(versions, rests, **FAR)
    after = plan(renewed(versions, [new]), [*rests, hold], **FAR)
    assert [s for s in before if s.date < today] == [s for s in after if s.date < today]


@given(versions=versions, rests=rests)
def test_each_date_holds_only_what_was_in_force_and_nothing_in_a_hold(versions, rests):
    for session in plan(versions, rests, **FAR):
        (version,) = [v for v in versions if v.kind == session.kind and v.in_force(session.date)]
        assert session.anchor in (version.anchors or (None,))
        assert set(session.focus_areas) <= set(version.focus_areas or (FocusArea.WHOLE_FACE,))
        assert not any(rest.excuses(session.date) for rest in rests)
        wanted = version.days or version.preferred_days or tuple(Weekday)
        assert Weekday.of(session.date) in wanted


@given(version=prescriptions(begins=begins).filter(lambda v: not v.anchors), first=st.integers(0, 60))
def test_any_stretch_of_days_holds_about_its_share_of_a_quota(version, first):
    version = version.model_copy(update={"valid_to": None, "preferred_days": ()})
    start = version.valid_from + first * DAY
    for days in (1, 5, 7, 28):
        due = [s for s in plan([version], start=start, days=days) if not s.welcome]
        asked = sum(version.sessions_on(start + n * DAY) for n in range(days))
        # A day of fixed days is exact. A quota comes in whole sessions: at most a few of them earlier or later.
        assert abs(len(due) - asked) <= (0 if version.days else 1 + (version.sessions_per_week > 1))


@given(version=prescriptions(begins=begins))
def test_four_weeks_of_a_whole_quota_hold_exactly_four_times_the_quota_and_no_more_than_the_upper_end(version):
    version = version.model_copy(update={"valid_to": None, "anchors": ()})
    planned = plan([version], start=version.valid_from + 84 * DAY, days=84)
    asked = sum(version.sessions_on(version.valid_from + n * DAY) for n in range(84))
    assert sum(not session.welcome for session in planned) == pytest.approx(asked)
    if version.sessions_per_week_max:
        assert len(planned) == pytest.approx(12 * version.sessions_per_week_max)


several_areas = st.lists(st.sampled_from(FocusArea), min_size=2, max_size=5, unique=True).map(tuple)


@given(areas=several_areas, versions=versions, rests=rests, seed=st.integers(0, 9))
@settings(max_examples=200)
def test_in_any_run_of_sessions_two_areas_differ_by_one_turn_at_most(areas, versions, rests, seed):
    same_areas = [version.model_copy(update={"focus_areas": areas}) for version in versions]
    planned = plan(same_areas, rests, **FAR, seed=seed)
    for kind, welcome in product(("full", "daily"), (False, True)):
        turns = [s.focus_areas for s in planned if (s.kind, s.welcome) == (kind, welcome) and _begins(s)]
        for one, other in combinations(areas, 2):
            # How far one area is ahead of the other, session by session: over any run it changes by one at most.
            ahead = list(accumulate(((one in turn) - (other in turn) for turn in turns), initial=0))
            assert max(ahead) - min(ahead) <= 1


def _begins(session):
    """Whether a session is a turn of its own, or the first of the parts of one, which the strategy numbers."""
    return session.anchor is None or session.anchor.name.startswith("0")


@given(versions=versions, rests=rests)
def test_the_same_answers_give_the_same_plan_in_whatever_order_they_come(versions, rests):
    planned = plan(versions, rests, **FAR)
    assert all(isinstance(session, PlannedSession) for session in planned)
    assert planned == plan(reversed(versions), reversed(rests), **FAR)
    assert list(planned) == sorted(planned, key=lambda session: session.date)


def test_the_example_in_the_documentation_runs():
    text = (Path(__file__).parents[1] / "docs" / "schedules.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(code, names)
    assert [session.anchor.name for session in names["due"]] == ["brushing teeth", "the kettle"]
    assert names["file"].startswith(b"BEGIN:VCALENDAR")
    assert names["page"].startswith("<!DOCTYPE html>")
