"""What the practice calendar promises, by value, and what its drawing shows."""

from datetime import date

import pandas as pd
import pytest
from toys import MONDAY, asked, hold, letters, sessions

from palsy_kit.errors import InputError
from palsy_kit.figures import practice_calendar, practice_calendar_table
from palsy_kit.figures.practice_calendar import describe_calendar

THURSDAY = date(2026, 1, 8)


def states(done, plan, *, today=THURSDAY, weeks=1, **others):
    return practice_calendar_table(done, plan, today=today, weeks=weeks, **others)["state"].tolist()


def drawn(figure):
    """The states that have marks in the drawing, by the name in its legend, as (week, weekday)."""
    return {letters(trace.name): list(zip(trace.x, trace.y, strict=True)) for trace in figure.data if trace.name}


def test_a_week_tells_what_each_day_was():
    done = sessions(("2026-01-05 18:00", 5))

    assert states(done, asked()) == [
        *("practised", "nothing_logged", "nothing_logged", "today", "outside", "outside", "outside")
    ]


def test_today_stays_open_until_something_is_logged():
    assert states(sessions(), asked())[3] == "today"
    assert states(sessions(("2026-01-08 07:00", 1)), asked())[3] == "practised"


def test_a_day_with_nothing_set_is_not_a_day_with_nothing_logged():
    assert states(sessions(), asked(days="MO", sessions_per_day=1))[:3] == ["nothing_logged", "not_due", "not_due"]
    assert states(sessions(), asked(sessions_per_week=3))[:3] == ["not_due"] * 3


def test_before_the_first_prescription_a_day_is_outside():
    assert states(sessions(), asked(valid_from=date(2026, 1, 7)))[:3] == ["outside", "outside", "nothing_logged"]


def test_practice_before_the_first_prescription_is_shown_all_the_same():
    assert states(sessions(("2026-01-05 18:00", 5)), asked(valid_from=THURSDAY))[0] == "practised"


def test_on_hold_nothing_is_asked_for_today_either():
    found = states(sessions(), asked(), holds=hold(date(2026, 1, 6)))

    assert found == ["nothing_logged", "on_hold", "on_hold", "on_hold", "outside", "outside", "outside"]


def test_practice_on_hold_is_practice_and_the_words_say_both():
    done = sessions(("2026-01-06 18:00", 5))
    table = practice_calendar_table(done, asked(), today=THURSDAY, weeks=1, holds=hold(MONDAY, THURSDAY))

    assert table["state"][1] == "practised"
    assert table["words"][1] == "Tuesday, 6 January 2026: 5 minutes in 1 session, pause (illness)"


def test_each_day_is_said_in_words():
    done = sessions(("2026-01-05 08:00", 8, "stopped_tight"), ("2026-01-05 18:00", 5))
    table = practice_calendar_table(done, asked(days="MO,TU,WE,TH"), today=THURSDAY, weeks=2)

    assert table["words"][6:12].tolist() == [
        "Sunday, 4 January 2026: nothing prescribed",
        "Monday, 5 January 2026: 13 minutes in 2 sessions, stopped for tightness",
        "Tuesday, 6 January 2026: nothing logged",
        "Wednesday, 7 January 2026: nothing logged",
        "Thursday, 8 January 2026: today, nothing logged so far",
        "Friday, 9 January 2026: still to come",
    ]


def test_columns_are_weeks_from_monday_to_sunday():
    table = practice_calendar_table(sessions(), asked(), today=THURSDAY, weeks=2)

    assert table["week"].tolist() == [0] * 7 + [1] * 7
    assert table["weekday"].tolist() == [*range(7), *range(7)]
    assert table.loc[7, "date"] == pd.Timestamp(MONDAY)


@pytest.mark.parametrize("today", [MONDAY, date(2026, 1, 11)])
def test_the_last_week_is_the_one_of_today(today):
    table = practice_calendar_table(sessions(), asked(), today=today, weeks=3)

    assert table["date"].iloc[-7] == pd.Timestamp(MONDAY)


def test_a_calendar_of_no_weeks_is_refused():
    with pytest.raises(InputError, match=r"weeks=0 shows nothing\. Give 1 or more"):
        practice_calendar(sessions(), asked(), today=THURSDAY, weeks=0)


def test_each_state_has_its_own_symbol_beside_its_shade():
    plan = asked(days="MO,TU", sessions_per_day=1)
    figure = practice_calendar(
        sessions(), plan, today=THURSDAY, weeks=1, holds=hold(date(2026, 1, 6), date(2026, 1, 7))
    )

    marks = drawn(figure)
    assert marks["nothing logged"] == [(0, 0)]
    assert marks["pause"] == [(0, 1)]
    assert marks["no session set"] == [(0, 2)]
    symbols = [trace.marker.symbol for trace in figure.data if trace.name]
    assert len(set(symbols)) == len(symbols)


def test_the_number_of_minutes_stands_in_the_day():
    figure = practice_calendar(sessions(("2026-01-06 18:00", 19.6)), asked(), today=THURSDAY, weeks=1)

    (numbers,) = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text"]
    assert (numbers.x, numbers.y, numbers.text) == ((0,), (1,), ("20",))


def test_a_little_practice_is_neither_none_nor_a_minute():
    figure = practice_calendar(sessions(("2026-01-06 18:00", 0.6)), asked(), today=THURSDAY, weeks=1)

    (numbers,) = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text"]
    assert numbers.text == ("&lt;1",)
    assert "under 1 minute in 1 session" in figure.data[0].customdata[1]
    assert "under 1 minute in all" in figure.layout.meta["description"]


def test_a_week_without_practice_keeps_its_place_between_the_others():
    """A column that is missing from a heat map would be filled by its neighbours."""
    done = sessions(("2025-12-25 18:00", 5), ("2026-01-08 18:00", 5))
    figure = practice_calendar(done, asked(), today=THURSDAY, weeks=3)

    assert all(set(trace.x) == {0, 1, 2} for trace in figure.data if trace.type == "heatmap")


def test_today_is_framed():
    (frame,) = practice_calendar(sessions(), asked(), today=THURSDAY, weeks=3).layout.shapes

    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (1.5, 2.5, 2.5, 3.5)


def test_the_title_names_the_data():
    figure = practice_calendar(sessions(), asked(), today=THURSDAY, label="Sample history (synthetic)")

    assert "Sample history (synthetic)" in figure.layout.title.text


def test_a_calendar_is_described_in_words():
    done = sessions(("2026-01-05 18:00", 5), ("2026-01-06 18:00", 20))
    figure = practice_calendar(done, asked(), today=THURSDAY, weeks=1)

    assert figure.layout.meta["description"] == (
        "Practice calendar of 1 week, 5 January 2026 to 11 January 2026: 2 days with practice, 25 minutes in all; "
        "1 day with nothing logged."
    )


@pytest.mark.parametrize("plan", [asked(), asked()[:0]], ids=["prescribed", "nothing prescribed"])
def test_a_calendar_without_sessions_says_so(plan):
    figure = practice_calendar(sessions(), plan, today=THURSDAY, weeks=4)

    assert "nothing logged in these weeks" in figure.layout.title.text
    assert figure.layout.meta["description"].endswith(": nothing is logged in them.")


def test_a_name_that_looks_like_html_is_shown_letter_by_letter():
    holds = hold(MONDAY, reason="<a href='x'>flu</a>")
    figure = practice_calendar(sessions(), asked(), today=THURSDAY, weeks=1, label="<b>me</b>", holds=holds)

    assert "&lt;b&gt;me&lt;/b&gt;" in figure.layout.title.text
    assert "&lt;a href" in figure.data[0].customdata[0]


def test_the_drawing_is_the_same_each_time_it_is_made():
    def make():
        return practice_calendar(sessions(("2026-01-05 18:00", 5)), asked(), today=THURSDAY).to_json()

    assert make() == make()
    assert "bdata" not in make()


def test_the_description_can_be_made_from_the_table_alone():
    table = practice_calendar_table(sessions(("2026-01-05 18:00", 5)), asked(), today=THURSDAY, weeks=2)

    assert describe_calendar(table).startswith("Practice calendar of 2 weeks, 29 December 2025")
