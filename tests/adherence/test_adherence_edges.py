"""The edge cases of docs/adherence.md as toy tables: a plan of a few days, sessions on some, an answer by eye.

Day 0 is Monday 2 March 2026. Unless a test says otherwise, ann is looked at for 14 days.
"""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from adherence.studies import MONDAY, analysed, daily, day, hold, person, quota, session, sessions, summed, toy

from palsy_kit.adherence import Options, adherence
from palsy_kit.errors import InputError


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# where a session lies


def test_a_session_before_the_plan_is_kept_out_of_the_rates_and_counts_as_an_early_start():
    row = summed(daily(), session(-1), session(3))
    assert (row["performed_sessions"], row["sessions_before_start"]) == (1, 1)
    assert (row["days_to_initiation"], row["early_start"]) == (0, True)


@pytest.mark.parametrize(
    ("people", "as_of"),
    [
        pytest.param([person(days=5)], day(100), id="planned end"),
        pytest.param([person(withdrawn=day(5))], day(100), id="withdrawal"),
        pytest.param([person()], day(5), id="data cut"),
    ],
)
def test_a_session_after_the_end_counts_as_off_plan_alone(people, as_of):
    row = summed(daily(), sessions([0, 4, 5, 6]), people=people, as_of=as_of)
    assert (row["observed_days"], row["performed_sessions"], row["sessions_after_end"]) == (5, 2, 2)
    assert row["session_ratio_raw"] == 2 / 5


def test_several_sessions_on_a_day_all_count_raw_and_are_capped_by_day_without_reaching_other_days():
    row = summed(daily(), [session(0, at=at) for at in ("08:00", "12:00", "18:00")], people=[person(days=3)], make_up=0)
    assert row["session_ratio_raw"] == 1
    assert row["session_ratio_window_capped"] == 1
    assert row["session_ratio_day_capped"] == 1 / 3
    assert row["any_practice_days_ratio"] == 1 / 3
    assert row["sessions_above_prescribed"] == 2


def test_surplus_reaches_the_next_k_days_and_no_further():
    three_on_monday = [session(0, at=at) for at in ("08:00", "12:00", "18:00")]
    people = [person(days=4)]
    by_k = {k: summed(daily(), three_on_monday, people=people, make_up=k)["made_up_sessions"] for k in (0, 1, 2, 3)}
    assert by_k == {0: 1, 1: 2, 2: 3, 3: 3}


def test_surplus_of_a_week_reaches_back_within_its_iso_week_alone():
    # Nothing until Sunday of the first week, then three sessions; nothing in the second week.
    row = summed(daily(), [session(6, at=at) for at in ("08:00", "12:00", "18:00")], make_up="iso-week")
    assert row["made_up_sessions"] == 3
    assert row["credited_sessions"] == 1


def test_a_session_across_midnight_belongs_to_its_start_with_all_its_minutes():
    late = session(0, at="23:50", minutes=25)
    table = analysed(daily(), late, people=[person(days=2)], period="day").periods
    assert table["performed_sessions"].tolist() == [1, 0]
    assert table["performed_minutes"].tolist() == [25, 0]


def test_minutes_after_midnight_go_to_the_next_day_if_asked_for_and_the_session_is_never_two():
    late = session(0, at="23:50", minutes=25)
    table = analysed(daily(), late, people=[person(days=2)], period="day", split_minutes=True).periods
    assert table["performed_sessions"].tolist() == [1, 0]
    assert table["performed_minutes"].tolist() == [10, 15]


def test_a_practice_day_may_begin_at_four_in_the_morning():
    table = analysed(daily(), session(1, at="01:30"), people=[person(days=2)], period="day", rollover_hours=4).periods
    assert table["performed_sessions"].tolist() == [1, 0]


# clocks


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [
        pytest.param("2024-03-10T06:55", "2024-03-10T07:10", 0.25, id="01:55 EST to 03:10 EDT, spring"),
        pytest.param("2024-11-03T05:30", "2024-11-03T06:10", 2 / 3, id="01:30 EDT to 01:10 EST, autumn"),
    ],
)
def test_elapsed_time_does_not_follow_the_clocks_when_they_change(first, second, hours):
    start = date(2024, 3, 4) if "-03-" in first else date(2024, 10, 28)
    people = [person(zone="America/New_York", start=start)]
    plan = daily() | {"valid_from": start}
    pair = [session(start=utc(at), offset=None, minutes=5) for at in (first, second)]
    row = summed(plan, pair, people=people)
    assert row["performed_sessions"] == 2
    assert row["practice_days"] == 1
    assert row["same_day_spacing_median_hours"] == pytest.approx(hours)


def test_an_evening_session_in_the_americas_lies_on_its_own_evening_not_on_tomorrow():
    evening = session(start=utc("2026-03-03T03:30"), offset=None)  # 22:30 on Monday in New York
    table = analysed(daily(), evening, people=[person(zone="America/New_York", days=2)], period="day").periods
    assert table["performed_sessions"].tolist() == [1, 0]


def test_a_day_without_a_midnight_is_a_day():
    # In Santiago the clocks of 8 September 2024 went from 23:59 on the 7th to 01:00.
    start = date(2024, 9, 7)
    people = [person(zone="America/Santiago", start=start, days=3)]
    around = [session(start=utc(at), offset=None) for at in ("2024-09-08T03:30", "2024-09-08T04:30")]
    table = analysed(daily() | {"valid_from": start}, around, people=people, period="day").periods
    assert table["performed_sessions"].tolist() == [1, 1, 0]


def test_a_traveller_is_dated_by_the_offset_that_was_stored_with_the_session():
    tokyo = session(start=utc("2026-03-02T16:00"), offset=540)  # 01:00 on Tuesday, where it was practised
    result = analysed(daily(), tokyo, session(2), people=[person(days=3)], period="day")
    assert result.periods["performed_sessions"].tolist() == [0, 1, 1]
    assert result.summary["zone_changes"].tolist() == [1]


def test_times_without_a_zone_are_refused():
    study = toy(daily(), session())
    study.sessions["started_at"] = study.sessions["started_at"].dt.tz_localize(None)
    with pytest.raises(InputError, match=r"sessions.started_at .* need a zone"):
        adherence(study, Options(as_of=day(100)))


# weeks, months and plans


def test_a_part_of_a_week_is_asked_for_its_part_and_flagged():
    table = analysed(quota(per_week=3), people=[person(days=10)]).periods
    assert table["prescribed_sessions"].tolist() == [3, pytest.approx(9 / 7)]
    assert table["partial"].tolist() == [False, True]
    assert table["coverage"].tolist() == [1, pytest.approx(3 / 7)]


def test_study_weeks_are_labelled_by_the_weekday_of_the_plan_and_iso_weeks_by_monday():
    people = [person(start=day(2), days=7)]  # from a Wednesday
    starts = {
        period: analysed(daily(first=2), people=people, period=period).periods["period_start"].dt.date.tolist()
        for period in ("study-week", "iso-week", "month")
    }
    assert starts == {"study-week": [day(2)], "iso-week": [MONDAY, day(7)], "month": [date(2026, 3, 1)]}


def test_a_change_of_plan_in_the_middle_of_a_week_counts_day_by_day():
    row = summed(daily(last=3), daily(per_day=3, first=3), people=[person(days=7)])
    assert row["prescribed_sessions"] == 3 * 1 + 4 * 3


def test_a_change_of_quota_in_the_middle_of_a_week_is_split_by_days():
    row = summed(quota(per_week=7, last=3), quota(per_week=14, first=3), people=[person(days=7)])
    assert row["prescribed_sessions"] == 3 * 1 + 4 * 2


def test_an_edit_never_judges_the_days_that_were_over_again():
    edit = daily(per_day=2, entered=datetime(2026, 3, 6, 12, tzinfo=UTC))  # entered on day 4, said to hold from day 0
    result = analysed(daily(), edit, people=[person(days=7)], period="day")
    assert result.periods["prescribed_sessions"].tolist() == [1, 1, 1, 1, 1, 2, 2]
    [problem] = result.problems.to_dict("records")
    assert (problem["participant_id"], problem["table"], problem["row"]) == ("ann", "prescriptions", 1)
    assert problem["problem"] == "this version of 'daily' begins before that of row=0 has ended"


def test_each_version_that_overlaps_is_named_with_the_row_that_it_runs_into():
    plans = [daily(last=9), daily(first=2, last=4), daily(first=6, last=8), daily(first=9), quota(kind="full")]
    problems = analysed(plans, person("bob") and daily("bob"), people=[person(), person("bob")]).problems
    assert problems[["participant_id", "row"]].to_numpy().tolist() == [["ann", 1], ["ann", 2]]
    assert problems["problem"].str.contains("of row=0").all()


def test_rest_days_are_neutral_and_practice_on_them_is_off_plan():
    row = summed(daily(days="MO,WE,FR"), sessions([0, 1, 2, 4]), people=[person(days=7)], make_up=0)
    assert row["prescribed_sessions"] == 3
    assert row["session_ratio_raw"] == 4 / 3
    assert row["session_ratio_day_capped"] == 1
    assert (row["longest_streak"], row["current_streak"]) == (3, 3)
    assert (row["longest_gap_calendar"], row["longest_gap_missed"]) == (1, 0)
    assert row["sessions_on_rest_days"] == 1


# nothing, and too much


def test_who_never_practised_has_zeros_and_a_row():
    result = analysed(daily())
    row = result.summary.iloc[0]
    assert row["state"] == "ok"
    names = [name for name in result.summary if "ratio" in name and "quota" not in name and name != "weekly_ratio_sd"]
    assert (row[names] == 0).all()
    assert (row["initiated"], row["days_to_initiation"]) == (False, 14)
    assert (row["leading_gap_missed"], row["trailing_gap_missed"]) == (14, pd.NA)
    assert result.episodes.empty
    assert result.persistence.iloc[0][["time_days", "event"]].tolist() == [0, True]


def test_who_never_started_can_be_left_out_of_persistence():
    result = analysed(daily(), never_starters="exclude")
    assert result.persistence["time_days"].isna().all()
    assert not result.persistence["event"].any()


def test_where_nothing_is_prescribed_there_is_a_state_and_no_number():
    row = summed(session(1))
    assert row["state"] == "not_prescribed"
    assert row[["session_ratio_raw", "session_ratio_day_capped", "minutes_ratio_raw"]].isna().all()
    assert row["sessions_unprescribed"] == 1
    assert pd.isna(row["longest_streak"])


def test_a_period_wholly_on_hold_has_a_state_and_no_number():
    table = analysed(daily(), hold(7, 14), sessions(range(7))).periods
    assert table["state"].tolist() == ["ok", "not_prescribed"]
    assert table["session_ratio_day_capped"].tolist()[0] == 1
    assert pd.isna(table["session_ratio_day_capped"].tolist()[1])
    assert table["hold_days"].tolist() == [0, 7]


def test_who_is_not_prescribed_is_left_out_of_the_mean_and_counted():
    people = [person("ann", days=4), person("bob", days=4)]
    result = analysed(daily("ann"), sessions([0, 1]), people=people)
    row = result.cohort.set_index("metric").loc["session_ratio_day_capped"]
    assert (row["n_roster"], row["n_missing"], row["mean_of_ratios"]) == (2, 1, 0.5)


def test_doing_more_than_asked_is_kept_raw_capped_in_the_headline_and_shown_beside_it():
    row = summed(daily(), [session(n, at=at) for n in range(7) for at in ("08:00", "18:00")], people=[person(days=7)])
    assert row["session_ratio_raw"] == 2
    assert row["session_ratio_day_capped"] == 1
    assert row["sessions_above_prescribed"] == 7
    assert row["minutes_over_prescribed"] == 70


# holds


def test_in_a_hold_nothing_is_asked_for_and_all_clocks_stand_still():
    row = summed(daily(), hold(3, 10), sessions([0, 1, 2, 10, 11, 12, 13]))
    assert (row["eligible_days"], row["hold_days"], row["prescribed_sessions"]) == (7, 7, 7)
    assert row["session_ratio_day_capped"] == 1
    assert (row["longest_streak"], row["longest_gap_calendar"], row["longest_gap_missed"]) == (7, 0, 0)


def test_the_clock_of_the_permissible_gap_stands_still_in_a_hold():
    def first_end(*rows):
        found = analysed(daily(), sessions([0, 9]), *rows, permissible_gap=7).persistence
        return found["first_discontinuation_date"].iloc[0]

    assert first_end() == pd.Timestamp(day(1))  # 8 missed days
    assert pd.isna(first_end(hold(2, 5)))  # 5 missed days


def test_practice_in_a_safety_hold_is_reported_and_not_rewarded():
    row = summed(daily(), hold(7, reason="safety"), sessions(range(10)))
    assert (row["performed_sessions"], row["practice_days"]) == (7, 7)
    assert (row["sessions_in_holds"], row["sessions_in_safety_holds"]) == (3, 3)


def test_a_session_of_another_kind_in_a_hold_is_in_the_hold_and_not_off_plan_twice():
    row = summed(daily(), hold(3, 5), session(3, kind="own"), session(6, kind="own"))
    assert (row["sessions_in_holds"], row["sessions_unprescribed"]) == (1, 1)


def test_a_safety_stop_the_day_after_practice_is_no_discontinuation():
    stop = hold(7, reason="safety", counted=True)
    causes = {
        last: analysed(daily(), stop, sessions(range(last)), permissible_gap=3).persistence["cause"].iloc[0]
        for last in (6, 7)
    }
    assert causes == {6: "discontinued", 7: "safety"}


def test_overlapping_holds_are_united_and_an_open_one_runs_to_the_end():
    row = summed(daily(), hold(2, 6), hold(4, 8), hold(12))
    assert (row["hold_days"], row["eligible_days"]) == (8, 6)
    assert row["mostly_on_hold"]


def test_a_counted_hold_changes_nothing_but_gives_interruptions_their_reason():
    row = summed(daily(), hold(3, 8, reason="illness", counted=True), sessions([0, 1, 2, 8, 9, 10, 11, 12, 13]))
    assert row["session_ratio_day_capped"] == 9 / 14
    assert (row["interruptions"], row["interruption_days"], row["interruption_reasons"]) == (1, 5, "illness")


def test_a_reason_can_be_counted_for_a_sensitivity_analysis():
    rows = [daily(), hold(7, 14), sessions(range(7))]
    assert summed(*rows)["session_ratio_day_capped"] == 1
    assert summed(*rows, excused=frozenset())["session_ratio_day_capped"] == 1 / 2


def test_days_on_which_the_log_was_off_are_left_out_and_bounded():
    row = summed(daily(), hold(4, 6, reason="technical"), sessions([0, 1, 2]), people=[person(days=8)])
    assert row["unknown_days"] == 2
    assert row["session_ratio_day_capped"] == 3 / 6
    assert (row["session_ratio_day_capped_lower"], row["session_ratio_day_capped_upper"]) == (3 / 8, 5 / 8)


# the day of the cut


def test_the_day_of_the_cut_is_pending_and_in_no_rate():
    row = summed(daily(), sessions([0, 1, 2]), as_of=day(3))
    assert (row["observed_days"], row["session_ratio_day_capped"]) == (3, 1)
    assert (row["current_streak"], row["current_streak_pending"]) == (3, True)


def test_the_week_of_the_cut_is_pending_and_breaks_no_streak():
    row = summed(quota(per_week=3), sessions([0, 2, 4], kind="full", minutes=20), as_of=day(10))
    assert (row["longest_weekly_streak"], row["current_weekly_streak"]) == (1, 1)
    assert row["current_weekly_streak_pending"]


def test_a_finished_week_without_practice_does_break_it():
    row = summed(quota(per_week=3), sessions([0, 2, 4], kind="full", minutes=20))
    assert (row["longest_weekly_streak"], row["current_weekly_streak"]) == (1, 0)
    assert not row["current_weekly_streak_pending"]


# the log


def test_entries_written_down_late_count_are_flagged_and_can_be_left_out():
    rows = [daily(), session(0), session(1, late_hours=30)]
    assert summed(*rows)[["performed_sessions", "back_filled_share"]].tolist() == [2, 0.5]
    assert summed(*rows, include_back_filled=False)["performed_sessions"] == 1


def test_a_session_logged_by_two_devices_is_the_union_of_its_intervals():
    row = summed(daily(), session(0, at="18:00"), session(0, at="18:00"), session(0, at="18:05"))
    assert (row["performed_sessions"], row["performed_minutes"]) == (1, 15)
    assert (row["duplicate_sessions"], row["overlapping_sessions"], row["logged_sessions"]) == (1, 1, 3)


def test_sessions_that_only_touch_stay_two_unless_a_gap_is_allowed():
    rows = [daily(), session(0, at="18:00"), session(0, at="18:10"), session(0, at="18:24")]
    assert summed(*rows)["performed_sessions"] == 3
    assert summed(*rows, merge_gap_minutes=5)[["performed_sessions", "performed_minutes"]].tolist() == [1, 30]


def test_a_session_of_no_time_is_flagged_and_does_not_count():
    row = summed(daily(), session(0, minutes=0), session(1, minutes=0.5), session(2))
    assert (row["performed_sessions"], row["flagged_durations"]) == (1, 1)


def test_a_duration_below_zero_is_named_flagged_and_left_out():
    result = analysed(daily(), session(0, minutes=-5), session(1))
    assert result.summary[["performed_sessions", "flagged_durations"]].iloc[0].tolist() == [1, 1]
    assert result.problems[["participant_id", "table", "problem"]].iloc[0].tolist() == [
        "ann",
        "sessions",
        "active_s=-300 is below 0; started_at=2026-03-02T18:00:00Z",
    ]


@pytest.mark.parametrize("minutes", [900, 1e10, 1e300])
def test_an_absurd_duration_is_named_flagged_and_counts_as_one_of_two_hours(minutes):
    result = analysed(daily(), session(0), session(1, minutes=minutes))
    row, problem = result.summary.iloc[0], result.problems.iloc[0]
    assert (row["performed_sessions"], row["performed_minutes"], row["flagged_durations"]) == (2, 130, 1)
    assert (problem["participant_id"], problem["table"], problem["row"]) == ("ann", "sessions", 1)
    assert "is above the cap of 120 minutes; started_at=2026-03-03T18:00:00Z" in problem["problem"]
    assert problem["action"] == "counted as 120 minutes"


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (daily("bob", minutes=1e300), "minutes is empty, below 0 or above 1440"),
        (daily("bob", per_day=10**9), "sessions_per_day is below 0 or above 1000"),
        (quota("bob", per_week=1e300), "sessions_per_week is below 0 or above 1000"),
        (quota("bob", per_week=-1), "sessions_per_week is below 0 or above 1000"),
    ],
)
def test_an_absurd_plan_is_named_and_costs_its_participant_alone(plan, words):
    result = analysed(daily(), session(0), plan, people=[person("ann"), person("bob")])
    assert result.summary["state"].tolist() == ["ok", "error"]
    assert result.problems[["participant_id", "problem"]].to_numpy().tolist() == [["bob", words]]


def test_a_session_of_the_year_9999_is_named_and_left_out():
    result = analysed(
        daily(), session(0), session(start=datetime(9999, 12, 31, 23, tzinfo=UTC), offset=None, late_hours=0)
    )
    assert result.summary["performed_sessions"].tolist() == [1]
    assert result.problems["problem"].tolist() == ["started_at lies before 1900 or after 2199; is the year right?"]


def test_a_session_that_was_stopped_early_counts_for_the_minutes_that_were_done():
    row = summed(daily(), session(0, minutes=4, outcome="stopped_tight"))
    assert (row["performed_sessions"], row["performed_minutes"]) == (1, 4)
    assert (row["early_terminations"], row["partial_share"]) == (1, 1)


def test_a_session_can_be_asked_to_last_a_share_of_its_length():
    rows = [daily(minutes=10), session(0, minutes=7), session(1, minutes=9)]
    assert summed(*rows, min_active_share=0.8)["performed_sessions"] == 1


# people


def test_follow_up_of_unequal_length_is_held_against_what_each_was_asked():
    people = [person("ann", days=14), person("bob", days=4)]
    result = analysed(daily("ann"), daily("bob"), sessions(range(7)), sessions([0, 1], id_="bob"), people=people)
    assert result.summary["session_ratio_day_capped"].tolist() == [0.5, 0.5]
    assert analysed(daily(), sessions(range(7)), common_days=7).summary["session_ratio_day_capped"].tolist() == [1]


def test_the_fault_of_one_participant_is_named_and_holds_nobody_else_back():
    broken = daily("bob") | {"days": "MONDAY"}
    people = [person("ann", days=2), person("bob", days=2), person("cat", days=2)]
    result = analysed(daily("ann"), broken, daily("cat"), session(0), session(0, id_="cat"), people=people)
    assert result.summary["participant_id"].tolist() == ["ann", "bob", "cat"]
    assert result.summary["state"].tolist() == ["ok", "error", "ok"]
    assert result.summary["session_ratio_raw"].tolist()[::2] == [0.5, 0.5]
    assert pd.isna(result.summary["session_ratio_raw"][1])
    assert result.problems[["participant_id", "table", "action"]].iloc[0].tolist() == [
        "bob",
        "prescriptions",
        "no result: state error",
    ]


def test_a_plan_of_a_century_is_a_slip_of_the_pen_and_costs_nothing():
    people = [person("ann"), person("old", start=date(1925, 3, 2), days=None)]
    result = analysed(daily("ann"), daily("old"), people=people)
    assert result.summary["state"].tolist() == ["ok", "error"]
    assert "is the year right?" in result.problems["problem"].iloc[0]


def test_sessions_of_somebody_unknown_are_named_and_left_out():
    result = analysed(daily(), session(0), session(0, id_="zoe"))
    assert result.summary["performed_sessions"].tolist() == [1]
    assert result.problems["problem"].tolist() == ["participant_id is not on the roster"]


def test_who_begins_after_the_cut_is_not_observed():
    row = summed(daily(), people=[person(start=day(50))], as_of=day(10))
    assert (row["state"], row["observed_days"]) == ("not_observed", 0)
    assert pd.isna(row["days_to_initiation"])


def test_a_study_of_nobody_gives_empty_tables_with_their_columns():
    full, empty = analysed(daily(), session()), adherence(toy(people=[]), Options(as_of=day(5)))
    for name in ("summary", "periods", "windows", "persistence", "summary_by_kind"):
        assert list(getattr(empty, name)) == list(getattr(full, name))
        assert getattr(empty, name).empty


def test_what_was_given_is_not_changed():
    study = toy(daily(), session(0), session(1, minutes=-1), hold(3))
    before = {name: getattr(study, name).copy(deep=True) for name in ("participants", "prescriptions", "sessions")}
    adherence(study, Options(as_of=day(100) + timedelta(days=1)))
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(study, name), frame)


# known answers of AdhereR (Dima and Dediu 2017), worked by hand from its definitions

# Ten days, one event of one day on days 0, 1, 2, 5, 6 and 9. AdhereR gives each event the days to the next one, or to
# the end of the window (event.interval), and those of them without supply (gap.days = event.interval - duration):
#   event on day     0  1  2  5  6  9
#   event.interval   1  1  3  1  3  1    sum 10
#   gap.days         0  0  2  0  2  0    sum 4
# CMA7 = days of the window with supply / days of the window = (10 - 4) / 10. No supply lasts beyond its day, so nothing
# is carried over. CMA2 = sum of durations / days from the first event to the end = 6 / 10, which here is the window.
EVENTS = [0, 1, 2, 5, 6, 9]


def test_days_with_any_practice_are_cma7_of_one_event_of_one_day_each():
    row = summed(daily(), sessions(EVENTS), people=[person(days=10)])
    assert row["any_practice_days_ratio"] == (10 - 4) / 10
    assert row["session_ratio_raw"] == 6 / 10


def test_before_the_first_event_the_share_is_0_where_adherer_has_none():
    row = summed(daily(), people=[person(days=10)])
    assert row["any_practice_days_ratio"] == 0


# A treatment episode ends when gap.days > maximum.permissible.gap. Of the gaps of 2 days above
# none is longer than 2: one episode; both are longer than 1: three, which begin on days 0, 5 and 9.
@pytest.mark.parametrize(("gap", "begin"), [(2, [0]), (1, [0, 5, 9])])
def test_episodes_are_treatment_episodes_with_a_gap_in_calendar_days(gap, begin):
    plan = [daily(), sessions(EVENTS)]
    episodes = analysed(*plan, people=[person(days=10)], gap_clock="calendar", permissible_gap=gap).episodes
    assert episodes["episode_start"].dt.date.tolist() == [day(at) for at in begin]
    assert episodes["practice_days"].sum() == len(EVENTS)
