"""What the minutes by week promise, by value, and what their drawing shows."""

from datetime import date

import pandas as pd
import pytest
from toys import MONDAY, asked, hold, letters, sessions

from palsy_kit.errors import InputError
from palsy_kit.figures import weekly_minutes, weekly_minutes_table

WEDNESDAY = date(2026, 1, 14)
"""In the second week of the prescription."""


def table_of(done=None, plan=None, *, weeks=2, **others):
    done = sessions() if done is None else done
    return weekly_minutes_table(done, asked() if plan is None else plan, today=WEDNESDAY, weeks=weeks, **others)


def drawn(figure):
    return {letters(trace.name): trace for trace in figure.data}


def test_prescribed_and_performed_minutes_stand_side_by_side():
    done = sessions(("2026-01-05 18:00", 5), ("2026-01-11 18:00", 20), ("2026-01-12 06:00", 4))

    table = table_of(done)

    assert table["week_start"].dt.date.tolist() == [MONDAY, date(2026, 1, 12)]
    assert table["prescribed_minutes"].tolist() == [35, 35]
    assert table["performed_minutes"].tolist() == [25, 4]
    assert table["n_sessions"].tolist() == [2, 1]
    assert table["practice_days"].tolist() == [2, 1]
    assert table["state"].tolist() == ["complete", "running"]


def test_a_longer_session_twice_or_three_times_a_week_adds_to_the_daily_minutes():
    plan = pd.concat([asked(), asked(kind="full", sessions_per_week=2, sessions_per_week_max=3, minutes=20)])

    table = table_of(plan=plan)

    assert table["prescribed_minutes"].tolist() == pytest.approx([75, 75])
    assert table["prescribed_minutes_max"].tolist() == pytest.approx([95, 95])


def test_a_hold_is_taken_out_of_what_was_asked_for():
    plan = pd.concat([asked(), asked(kind="full", sessions_per_week=2, minutes=21)])

    table = table_of(plan=plan, holds=hold(date(2026, 1, 9), date(2026, 1, 13)))

    assert table["prescribed_minutes"].tolist() == pytest.approx([4 * 5 + 4 * 6, 6 * 5 + 6 * 6])
    assert table["hold_days"].tolist() == [3, 1]


def test_a_new_version_in_the_middle_of_a_week_counts_from_its_day():
    plan = pd.concat([asked(valid_to=date(2026, 1, 8)), asked(valid_from=date(2026, 1, 8), minutes=10)])

    assert table_of(plan=plan)["prescribed_minutes"].tolist() == [3 * 5 + 4 * 10, 70]


def test_a_week_for_which_nothing_was_asked_says_so():
    assert table_of(weeks=3)["state"].tolist() == ["not_prescribed", "complete", "running"]


def test_the_running_week_is_running_whatever_was_asked_for():
    assert table_of(plan=asked()[:0])["state"].tolist() == ["not_prescribed", "running"]


def test_a_session_counts_in_the_week_of_its_own_local_day():
    done = sessions(("2026-01-11 23:30", 5)).assign(utc_offset_min=60)

    assert table_of(done)["performed_minutes"].tolist() == [0, 5]


def test_no_weeks_are_refused():
    with pytest.raises(InputError, match="weeks=-1 shows nothing"):
        table_of(weeks=-1)


def test_the_running_week_is_striped_and_named():
    done = sessions(("2026-01-05 18:00", 25), ("2026-01-12 18:00", 4))

    traces = drawn(weekly_minutes(done, asked(), today=WEDNESDAY, weeks=2))

    assert (traces["practised"].x, traces["practised"].y) == ((0,), (25,))
    assert (traces["this week so far"].x, traces["this week so far"].y) == ((1,), (4,))
    assert traces["this week so far"].marker.pattern.shape == "/"
    assert traces["this week so far"].text == ("4",)


def test_the_upper_end_of_a_range_has_a_line_of_its_own():
    plan = asked(sessions_per_week=2, sessions_per_week_max=3, minutes=20)

    traces = drawn(weekly_minutes(sessions(), plan, today=WEDNESDAY, weeks=2))

    assert traces["asked for"].y == pytest.approx((40,) * 4)
    assert traces["asked for, at most"].y == pytest.approx((60,) * 4)
    assert "asked for, at most" not in drawn(weekly_minutes(sessions(), asked(), today=WEDNESDAY, weeks=2))


def test_a_week_for_which_nothing_was_asked_has_no_line():
    traces = drawn(weekly_minutes(sessions(), asked(), today=WEDNESDAY, weeks=3))

    assert traces["asked for"].y == (None, None, 35, 35, 35, 35)


def test_weeks_with_days_on_hold_are_marked():
    holds = hold(date(2026, 1, 6), date(2026, 1, 7))

    traces = drawn(weekly_minutes(sessions(), asked(), today=WEDNESDAY, weeks=2, holds=holds))

    assert traces["with days of pause"].x == (0,)
    assert traces["practised"].customdata[0].endswith("1 day of pause")


def test_the_figure_is_described_in_words():
    done = sessions(("2026-01-05 18:00", 34.6), ("2026-01-12 18:00", 4))
    plan = asked(sessions_per_week=7, sessions_per_week_max=14)

    assert weekly_minutes(done, plan, today=WEDNESDAY, weeks=2).layout.meta["description"] == (
        "Minutes by week, 2 weeks from 5 January 2026: 39 minutes in 2 sessions. The minutes asked for were reached in "
        "1 of 1 full week. This week so far: 4 minutes, 35 to 70 asked for."
    )


def test_hovering_over_a_week_says_it_in_words():
    done = sessions(("2026-01-12 18:00", 4))
    figure = weekly_minutes(done, asked(), today=WEDNESDAY, weeks=2)

    (words,) = drawn(figure)["this week so far"].customdata
    assert words == "Week of 12 January 2026, still running<br>4 minutes in 1 session<br>35 asked for"


@pytest.mark.parametrize("plan", [asked(), asked()[:0]], ids=["prescribed", "nothing prescribed"])
def test_weeks_without_sessions_say_so(plan):
    figure = weekly_minutes(sessions(), plan, today=WEDNESDAY, weeks=2, label="My practice")

    assert "nothing logged in these weeks" in figure.layout.title.text
    assert figure.layout.meta["description"].endswith(": nothing is logged in them.")


def test_one_session_is_a_figure():
    figure = weekly_minutes(sessions(("2026-01-12 18:00", 4)), asked()[:0], today=WEDNESDAY, weeks=1)

    assert figure.layout.meta["description"] == (
        "Minutes by week, 1 week from 12 January 2026: 4 minutes in 1 session. "
        "This week so far: 4 minutes, none asked for."
    )


def test_the_drawing_is_the_same_each_time_it_is_made():
    def make():
        return weekly_minutes(sessions(("2026-01-12 18:00", 4)), asked(), today=WEDNESDAY).to_json()

    assert make() == make()
    assert "bdata" not in make()
