"""What the calendar file promises, as another program reads it (``ics.py``)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ics import CalendarProgram, entries, unfolded
from practice import a_hold, a_prescription, anchor_names, holds, prescriptions

from palsy_kit.calendar import circle_times, write_calendar
from palsy_kit.errors import InputError
from palsy_kit.programme import Anchor, renewed
from palsy_kit.schedule import plan

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata")
TEETH = Anchor(name="brushing teeth", minutes=2, at=time(7, 30))
KETTLE = Anchor(name="the kettle", minutes=2)
BUS = Anchor(name="the bus stop", minutes=1)
WOVEN = a_prescription(anchors=(TEETH, KETTLE, BUS))


def written(versions, rests=(), *, now=NOW, zone="Europe/Berlin", **more):
    planned = plan(versions, rests, start=now.date(), days=28)
    return write_calendar(versions, rests, planned=planned, now=now, zone=zone, **more)


def week(file):
    return [(f"{at:%a}", title) for at, title in CalendarProgram().take(file).between(MONDAY, MONDAY + 7 * DAY)]


def full(**changes):
    return a_prescription(
        **{"kind": "full", "minutes": 20, "days": (), "sessions_per_day": None, "sessions_per_week": 2} | changes
    )


def test_the_week_of_a_person_stands_in_the_calendar():
    asked = [a_prescription(days=("MO", "TH")), full(sessions_per_week_max=3, focus_areas=("eyes", "mouth"))]
    assert week(written(asked)) == [
        ("Mon", "5 minutes of practice"),
        ("Tue", "20 minutes of practice, eyes, mouth"),
        ("Thu", "20 minutes of practice, if you like, eyes, mouth"),
        ("Thu", "5 minutes of practice"),
        ("Sat", "20 minutes of practice, eyes, mouth"),
    ]


def test_each_anchor_has_its_own_event_and_only_a_time_makes_it_an_hour_with_an_alarm():
    events = {event.text("SUMMARY"): event for event in entries(written([WOVEN])).values()}
    teeth = events.pop("2 minutes of practice, brushing teeth")
    assert teeth.lines["DTSTART"] == "DTSTART;TZID=Europe/Berlin:20260105T073000"
    assert (teeth.text("DURATION"), teeth.alarms) == ("PT2M", 1)
    assert set(events) == {"2 minutes of practice, the kettle", "1 minute of practice, the bus stop"}
    assert all(event.all_day and event.alarms == 0 for event in events.values())


def test_several_sessions_a_day_are_one_event_that_says_so():
    assert week(written([a_prescription(days=("SU",), sessions_per_day=3)])) == [
        ("Sun", "5 minutes of practice, 3 times")
    ]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0, 0), time(7, 30), time(23, 59)])
def test_over_two_years_a_practice_keeps_its_hour_through_every_change_of_the_clock(zone, at):
    daily = a_prescription(anchors=(Anchor(name="tea", minutes=5, at=at),))
    found = CalendarProgram().take(written([daily], zone=zone)).between(MONDAY, MONDAY + 731 * DAY)
    clock = ZoneInfo(zone)
    expected = [datetime.combine(MONDAY + n * DAY, at, clock) for n in range(731)]
    # As instants: the file's own VTIMEZONE against the zone database.
    assert [instant.astimezone(UTC) for instant, _ in found] == [instant.astimezone(UTC) for instant in expected]
    offsets = {instant.utcoffset() for instant in expected}
    assert len(offsets) == (1 if zone == "Asia/Kolkata" else 2)


def test_an_hour_that_a_night_of_the_year_does_not_have_loses_no_day():
    nightly = a_prescription(anchors=(Anchor(name="waking", minutes=5, at=time(2, 30)),))
    sunday = date(2026, 3, 29)
    found = CalendarProgram().take(written([nightly])).between(sunday - DAY, sunday + 2 * DAY)
    assert [f"{at.astimezone(UTC):%d %H:%M}" for at, _ in found] == ["28 01:30", "29 01:30", "30 00:30"]


@pytest.mark.parametrize(
    ("version", "last"),
    [
        (a_prescription(valid_to=date(2026, 2, 1)), "2026-01-31"),
        (a_prescription(valid_to=date(2028, 3, 1)), "2028-02-29"),
        (a_prescription(days=("FR",), valid_to=date(2026, 2, 1)), "2026-01-30"),
        (
            a_prescription(anchors=(Anchor(name="tea", minutes=5, at=time(23, 30)),), valid_to=date(2026, 4, 1)),
            "2026-03-31",
        ),
    ],
)
@pytest.mark.parametrize("zone", ZONES)
def test_a_version_that_ends_has_its_last_day_in_the_calendar_and_none_after(version, last, zone):
    found = CalendarProgram().take(written([version], zone=zone)).between(MONDAY, MONDAY + 900 * DAY)
    assert f"{found[-1][0]:%Y-%m-%d}" == last


def test_the_days_of_a_hold_are_left_out():
    rest = a_hold(from_date=MONDAY + DAY, to_date=MONDAY + 4 * DAY)
    days = [
        f"{at:%a %H}"
        for at, title in CalendarProgram().take(written([WOVEN], [rest])).between(MONDAY, MONDAY + 7 * DAY)
    ]
    assert days == [f"{day} {hour}" for day in ("Mon", "Fri", "Sat", "Sun") for hour in ("00", "00", "07")]


def test_a_hold_without_an_end_ends_the_event_until_practice_goes_on():
    rest = a_hold(from_date=MONDAY + DAY)
    mine = CalendarProgram().take(written([WOVEN]))
    mine.take(written([WOVEN], [rest], now=NOW + DAY))
    assert len(mine.between(MONDAY, MONDAY + 60 * DAY)) == 3
    mine.take(written([WOVEN], [rest.ending(MONDAY + 5 * DAY)], now=NOW + 5 * DAY))
    assert len(mine.between(MONDAY, MONDAY + 60 * DAY)) == 3 * 56


def test_a_counted_hold_changes_nothing():
    assert written([WOVEN], [a_hold(from_date=MONDAY, counted=True)]) == written([WOVEN])


def test_importing_again_doubles_nothing():
    asked = [WOVEN, full()]
    once = CalendarProgram().take(written(asked, circle=True))
    twice = CalendarProgram().take(written(asked, circle=True)).take(written(asked, circle=True, now=NOW + DAY))
    span = MONDAY + DAY, MONDAY + 28 * DAY
    assert once.between(*span) == twice.between(*span)


def test_the_same_input_gives_the_same_file_and_a_later_one_has_higher_sequences():
    first, same, later = (written([WOVEN], now=now) for now in (NOW, NOW, NOW + DAY))
    assert first == same
    sequences = [{int(event.text("SEQUENCE")) for event in entries(file).values()} for file in (first, later)]
    assert max(sequences[0]) < min(sequences[1])


def test_an_edit_cancels_what_it_replaces():
    old = [a_prescription(), full()]
    first = written(old)
    today = MONDAY + 2 * DAY
    longer = a_prescription(minutes=10, valid_from=today, entered_at=NOW + 2 * DAY)
    monthly = full(sessions_per_week=0.25, valid_from=today, entered_at=NOW + 2 * DAY)
    second = written(renewed(old, [longer, monthly]), now=NOW + 2 * DAY, replaces=first)
    mine = CalendarProgram().take(first).take(second)
    shown = [f"{at:%a %d} {title[:2].strip()}" for at, title in mine.between(MONDAY, MONDAY + 8 * DAY)]
    assert shown[:3] == ["Mon 05 5", "Tue 06 20", "Tue 06 5"]
    # The next session of the new quota is on Saturday: Wednesday is the first day of its week.
    assert shown[3:] == ["Wed 07 10", "Thu 08 10", "Fri 09 10", "Sat 10 10", "Sat 10 20", "Sun 11 10", "Mon 12 10"]


def test_what_was_cancelled_stays_cancelled_for_who_left_a_file_out():
    first = written([full()], circle=True)
    second = written([], now=NOW + DAY, replaces=first)
    third = written([], now=NOW + 2 * DAY, replaces=second)
    mine = CalendarProgram().take(first).take(third)
    assert mine.between(MONDAY + 2 * DAY, MONDAY + 60 * DAY) == []


def test_a_circle_that_began_long_ago_goes_when_it_is_left_out():
    first = written([], circle=True)
    later = NOW + 90 * DAY
    mine = CalendarProgram().take(first)
    assert len(mine.between(later.date(), later.date() + 60 * DAY)) == 2
    mine.take(written([], now=later, replaces=first))
    assert mine.between(later.date(), later.date() + 60 * DAY) == []


def test_what_is_over_stays_in_the_calendar_as_it_was():
    first = written([full()])
    later = NOW + 14 * DAY
    mine = CalendarProgram().take(first).take(written([full()], now=later, replaces=first))
    assert [f"{at:%d}" for at, _ in mine.between(MONDAY, MONDAY + 14 * DAY)] == ["06", "10", "13", "17"]


def test_a_version_that_never_held_is_cancelled():
    later, sooner = a_prescription(minutes=10, valid_from=MONDAY + 7 * DAY), a_prescription(entered_at=NOW + DAY)
    mine = CalendarProgram().take(written([later]))
    mine.take(written(renewed([later], [sooner]), now=NOW + DAY))
    assert {title for _, title in mine.between(MONDAY, MONDAY + 30 * DAY)} == {"5 minutes of practice"}


def test_events_of_others_in_the_earlier_file_are_left_alone():
    other = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART:20300101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert written([WOVEN], replaces=other) == written([WOVEN])


@pytest.mark.parametrize("zone", ZONES)
def test_the_circle_is_the_third_tuesday_evening_in_new_york_wherever_one_lives(zone):
    file = written([], circle=True, zone=zone)
    found = [at.astimezone(UTC) for at, _ in CalendarProgram().take(file).between(date(2026, 1, 21), date(2028, 1, 10))]
    new_york = ZoneInfo("America/New_York")
    third_tuesdays = ["2026-02-17", "2026-03-17", "2026-04-21", "2026-10-20", "2026-11-17", "2027-06-15", "2027-12-21"]
    expected = [
        datetime.fromisoformat(f"{day}T19:30").replace(tzinfo=new_york).astimezone(UTC) for day in third_tuesdays
    ]
    assert set(expected) <= set(found)
    assert len(found) == 23
    # What the page shows is the same, on the person's own clock.
    own = circle_times(zone=zone, start=date(2026, 1, 22), days=718)
    assert [at.astimezone(UTC) for at in own] == found
    assert all(at.tzinfo == ZoneInfo(zone) for at in own)


def test_the_circle_moves_by_an_hour_in_berlin_between_the_two_changes_of_clocks():
    times = circle_times(zone="Europe/Berlin", start=date(2026, 2, 1), days=90)
    assert [f"{at:%a %d %b %H:%M}" for at in times] == ["Wed 18 Feb 01:30", "Wed 18 Mar 00:30", "Wed 22 Apr 01:30"]


def test_the_circle_is_left_out_unless_it_is_asked_for():
    assert b"circle" not in written([WOVEN])


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "Europe", "../zone", "Europe/Berlin\r\nX:1"])
def test_a_zone_that_is_none_is_refused(zone):
    with pytest.raises(InputError, match=r"is not a time zone\. Give an IANA name"):
        written([], zone=zone)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(InputError, match=r"now=2026-01-05T09:00:00 has no time zone"):
        written([], now=NOW.replace(tzinfo=None))


DAMAGED = written([full()]).replace(b"DTSTART;VALUE=DATE:2026", b"DTSTART;VALUE=DATE:yesterday")


@pytest.mark.parametrize("file", [b"", b"a shopping list", b"\xff\xfe", b"BEGIN:VCALENDAR", DAMAGED])
def test_an_earlier_file_that_is_no_calendar_is_refused(file):
    with pytest.raises(InputError, match="replaces is no calendar file"):
        written([], replaces=file)


def test_in_utc_no_zone_has_to_be_described():
    found = CalendarProgram().take(written([WOVEN], zone="UTC")).between(MONDAY, MONDAY + DAY)
    assert [str(at) for at, _ in found] == ["2026-01-05", "2026-01-05", "2026-01-05 07:30:00+00:00"]


def test_each_change_of_the_clock_stands_on_a_line_of_its_own():
    """Some readers see only the first of a list, and would be an hour wrong from the second year on."""
    changes = [line for line in unfolded(written([WOVEN])) if line.startswith("RDATE")]
    assert len(changes) > 20
    assert not any("," in line for line in changes)


# What must hold for any text, prescriptions and holds.


@given(name=anchor_names)
@example(name=r"a\N b\n, c; d\\")
def test_what_a_person_typed_comes_back_as_typed_and_adds_no_line(name):
    plain = written([a_prescription(anchors=(Anchor(name="tea", minutes=5),))])
    file = written([a_prescription(anchors=(Anchor(name=name, minutes=5),))])
    (event,) = entries(file).values()
    assert event.text("SUMMARY") == f"5 minutes of practice, {name}"
    assert len(unfolded(file)) == len(unfolded(plain))
    assert all(len(line.encode()) <= 75 for line in file.decode().split("\r\n"))


@given(text=st.text(min_size=1, max_size=60))
def test_text_is_either_refused_or_adds_no_line(text):
    try:
        anchor = Anchor(name=text, minutes=5)
    except InputError:
        return
    file = written([a_prescription(anchors=(anchor,))]).decode()
    assert file.count("\r\nBEGIN:") == file.replace("\r\n", "\n").count("\nBEGIN:") == 1
    assert "\n" not in file.replace("\r\n", "")
    assert "\r" not in file.replace("\r\n", "")


kinds = st.sampled_from(["full", "daily"])
begins = st.dates(MONDAY, MONDAY + 40 * DAY)
edits = st.lists(st.tuples(prescriptions(kinds=kinds, begins=begins), st.none() | holds(begins=begins)), max_size=3)


@given(edits=edits, zone=st.sampled_from(ZONES))
@settings(max_examples=40)
def test_after_every_edit_the_calendar_shows_the_plan_from_that_day_on(edits, zone):
    """A person edits once a week, exports and imports; the last import leaves the plan, and nothing else."""
    versions, rests, file, mine = (), (), None, CalendarProgram()
    for number, (version, rest) in enumerate(edits):
        now = datetime.combine(MONDAY + 7 * number * DAY, time(12), ZoneInfo(zone))
        new = version.model_copy(update={"entered_at": now, "valid_from": max(version.valid_from, now.date())})
        new = new if new.valid_to is None else new.model_copy(update={"valid_to": new.valid_from + 20 * DAY})
        versions, rests = renewed(versions, [new]), (*rests, *([rest] if rest else []))
        today = now.date()
        planned = plan(versions, rests, start=today, days=70)
        file = write_calendar(versions, rests, planned=planned, zone=zone, now=now, replaces=file)
        mine.take(file)
        shown = {(_local(at, zone), title.split(" ")[0]) for at, title in mine.between(today, today + 70 * DAY)}
        assert shown == {(f"{s.date}", f"{s.minutes:g}") for s in planned}


def _local(at, zone):
    return str(at) if type(at) is date else f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d}"
