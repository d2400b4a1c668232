"""Where a person stands: rest, pauses and today break nothing, and no word shames."""

from datetime import date

import pandas as pd
import pytest
from practice import a_check_in
from toys import asked, hold, sessions

from palsy_kit.catalogue import data_folder
from palsy_kit.figures import four_weeks_in_words, standing_in_words, weeks_so_far
from palsy_kit.study import Study, check_ins_frame, load_study
from palsy_kit.study.check import problems_frame
from palsy_kit.study.tables import frame_of

WEDNESDAY = date(2026, 1, 14)
"""In the second week of the prescription."""
EVERY_DAY_UP_TO = {day: [(f"2026-01-{n:02} 18:00", 5) for n in range(5, day + 1)] for day in (11, 13, 14)}
NO_CHECK_INS = check_ins_frame([])


def one(done, plan=None, holds=None):
    """The study of one person."""
    roster = {"participant_id": ["me"], "time_zone": ["UTC"], "start_date": [date(2026, 1, 5)]}
    return Study(
        title="toy",
        synthetic=True,
        problems=problems_frame(),
        participants=frame_of("participants", roster),
        sessions=sessions(*done),
        prescriptions=asked() if plan is None else plan,
        holds=hold(date(2030, 1, 1))[:0] if holds is None else holds,
        measures=frame_of("measures", {}),
    )


def told(study, today=WEDNESDAY):
    return standing_in_words(study, today=today)


def test_a_day_that_is_not_over_breaks_no_row():
    words = told(one(EVERY_DAY_UP_TO[13]))

    assert words["Today"] == "Nothing logged so far, and the day is not over."
    assert words["Days in a row"] == (
        "9 days with practice. Days of rest and pauses break nothing. That is the most so far."
    )


def test_today_counts_as_soon_as_it_was_practised():
    words = told(one(EVERY_DAY_UP_TO[14]))

    assert words["Today"] == "5 minutes in 1 session. That counts."
    assert words["Days in a row"].startswith("10 days with practice.")
    assert words["This week"] == "15 minutes in 3 sessions, on 3 days. The week runs to Sunday."


def test_rest_days_of_the_plan_are_passed_over():
    words = told(one([("2026-01-05 18:00", 5), ("2026-01-12 18:00", 5)], asked(days="MO")))

    assert words["Today"] == "No session is set for today. Rest is part of the plan."
    assert words["Days in a row"].startswith("2 days with practice.")


def test_a_pause_breaks_no_row_and_asks_for_nothing():
    words = told(one(EVERY_DAY_UP_TO[11], holds=hold(date(2026, 1, 12))))

    assert words["Today"] == "A pause. Nothing is asked for."
    assert words["Days in a row"].startswith("7 days with practice.")
    assert words["Pauses"] == "3 days of the last 12 weeks. They ask for nothing and break nothing."


def test_a_row_that_ended_is_told_as_what_was_reached():
    words = told(one([("2026-01-05 18:00", 5), ("2026-01-06 18:00", 5)]))

    assert words["Days in a row"] == "The most so far: 2. A new row can begin with any day."


def test_a_weekly_quota_is_told_by_whole_weeks():
    quota = asked(sessions_per_week=2, minutes=20)
    words = told(one([(f"2026-01-{day:02} 18:00", 20) for day in (6, 8, 12)], quota))

    assert words["Today"] == "No session is set for today. Rest is part of the plan."
    assert words["Weeks in a row"] == (
        "1 week in which you did the sessions set by the week. This week is not over. That is the most so far."
    )
    assert "Days in a row" not in words


def test_without_a_programme_nothing_is_asked_for():
    words = told(one([("2026-01-12 18:00", 0.5)], asked()[:0]))

    assert words == {
        "Today": "No programme asks for anything. You may practise, or not.",
        "This week": "under 1 minute in 1 session, on 1 day. The week runs to Sunday.",
    }


@pytest.mark.parametrize("today", pd.date_range("2026-03-09", "2026-06-28", freq="20D"), ids=str)
def test_no_day_of_the_sample_is_told_in_words_that_shame(today):
    study = load_study(data_folder() / "sample_study").of("sample_person")
    words = " ".join(told(study, today.date()).values()).lower()

    assert not [bad for bad in ("miss", "fail", "lost", "broke", "only", "behind", "should", "must") if bad in words]


def test_four_whole_weeks_stand_beside_the_four_before():
    done = [(f"{day:%Y-%m-%d} 18:00", 6) for day in pd.date_range("2026-02-02", "2026-03-05")]
    check_ins = check_ins_frame([a_check_in(30, tightness=4), a_check_in(31, tightness=6), a_check_in(33, tightness=5)])
    table = four_weeks_in_words(one(done), check_ins, today=date(2026, 3, 5))

    assert table.columns.tolist() == ["5 January 2026 to 1 February 2026", "2 February 2026 to 1 March 2026"]
    assert table.loc["Minutes a week"].tolist() == ["0", "42"]
    assert table.loc["Days with practice a week"].tolist() == ["0", "7"]
    assert table.loc["Tightness, middle (0 to 10)"].tolist() == ["no entry", "5"]


def test_weeks_before_the_first_entry_and_weeks_on_hold_are_no_zeros():
    holds = hold(date(2026, 1, 12), date(2026, 2, 2))
    table = four_weeks_in_words(one(EVERY_DAY_UP_TO[11], holds=holds), NO_CHECK_INS, today=date(2026, 2, 3))

    assert table.loc["Minutes a week"].tolist() == ["no entry", "35"]


def test_before_the_first_whole_week_a_sentence_stands_in_place_of_empty_cells():
    study = one(EVERY_DAY_UP_TO[11])

    assert "No whole week" in repr(four_weeks_in_words(study, NO_CHECK_INS, today=date(2026, 1, 11)))
    assert four_weeks_in_words(study, NO_CHECK_INS, today=date(2026, 1, 12)).shape == (5, 2)


def test_weeks_are_counted_from_that_of_the_first_day():
    study = one(EVERY_DAY_UP_TO[11])

    assert [weeks_so_far(study, today=date(2026, 1, day)) for day in (5, 11, 12)] == [1, 1, 2]
    assert weeks_so_far(study, today=date(2027, 1, 1)) == 12
    assert weeks_so_far(one([], asked()[:0]), today=WEDNESDAY) == 1
