"""Retention curves: conventions that a reader can check by hand, and what happens without statsmodels."""

import sys
from math import exp, log, sqrt

import numpy as np
import pandas as pd
import pytest
from adherence.studies import analysed, daily, day, hold, person, session, sessions
from hypothesis import given, settings
from hypothesis import strategies as st

from palsy_kit.adherence import cumulative_incidence, retention_curve, retention_summary
from palsy_kit.errors import ExtraError


def curve(times, events, groups=None):
    persistence = pd.DataFrame({"time_days": np.array(times, float), "event": np.array(events, bool)})
    return retention_curve(persistence, pd.Series(groups or ["all"] * len(times)))


def test_a_curve_steps_down_at_events_and_loses_the_censored_from_those_at_risk():
    # Five people: events on days 2 and 4, censored on day 3, two still there on day 9.
    table = curve([2, 3, 4, 9, 9], [1, 0, 1, 0, 0])
    assert table["time_days"].tolist() == [0, 2, 3, 4, 9]
    assert table["at_risk"].tolist() == [5, 5, 4, 3, 2]
    assert table["events"].tolist() == [0, 1, 0, 1, 0]
    assert table["censored"].tolist() == [0, 0, 1, 0, 2]
    assert table["survival"].tolist() == pytest.approx([1, 4 / 5, 4 / 5, 4 / 5 * 2 / 3, 4 / 5 * 2 / 3])


def test_at_the_same_time_events_come_before_censorings():
    table = curve([2, 2], [1, 0])
    assert table.loc[table["time_days"] == 2, ["at_risk", "survival"]].iloc[0].tolist() == [2, 0.5]


def test_intervals_are_log_log_and_start_at_one():
    table = curve([2, 5, 5, 5], [1, 0, 0, 0])
    survival, variance = 3 / 4, 1 / (4 * 3)  # Greenwood: sum of d / (n (n - d))
    width = 1.959963984540054 * sqrt(variance) / abs(log(survival))
    row = table[table["time_days"] == 2].iloc[0]
    assert row["lower"] == pytest.approx(survival ** exp(width))
    assert row["upper"] == pytest.approx(survival ** exp(-width))
    assert table.loc[0, ["lower", "upper"]].tolist() == [1, 1]


def test_a_curve_that_has_come_to_zero_has_no_interval():
    last = curve([2, 3], [1, 1]).iloc[-1]
    assert last["survival"] == 0
    assert last[["lower", "upper"]].isna().all()


def test_a_curve_without_events_stays_at_one():
    assert curve([4, 9], [0, 0])["survival"].tolist() == [1, 1, 1]


def test_the_median_is_the_first_time_at_or_below_a_half():
    even = retention_summary(curve([1, 2, 3, 4], [1, 1, 1, 1]))
    assert even["median_days"].tolist() == [2]
    never = retention_summary(curve([1, 9, 9, 9], [1, 0, 0, 0]))
    assert never["median_days"].isna().all()


def test_a_half_that_is_not_exact_in_binary_is_a_half():
    # 5/6 x 4/5 x 3/4 is a half that floating point misses.
    assert retention_summary(curve(range(1, 7), [1] * 6))["median_days"].tolist() == [3]


def test_numbers_past_the_last_time_are_missing_not_extrapolated():
    row = retention_summary(curve([10, 20], [1, 0]), days=(7, 14, 28)).iloc[0]
    assert row[["survival_7", "survival_14"]].tolist() == [1, 0.5]
    assert pd.isna(row["survival_28"])
    assert pd.isna(retention_summary(curve([10, 20], [1, 0]), horizon=21)["restricted_mean_days"].iloc[0])


def test_the_restricted_mean_is_the_area_under_the_curve():
    assert retention_summary(curve([10, 20], [1, 0]), horizon=20)["restricted_mean_days"].tolist() == [10 + 10 * 0.5]


def course(**options):
    """Three people for 14 days: ann keeps on, bob stops after two days, cat never starts."""
    people = [person("ann"), person("bob"), person("cat")]
    plans = [daily(name) for name in ("ann", "bob", "cat")]
    done = [*sessions(range(14), id_="ann"), *sessions([0, 1], id_="bob")]
    return analysed(plans, done, people=people, permissible_gap=5, **options)


def test_persistence_says_how_long_and_why_it_ended():
    table = course().persistence.set_index("participant_id")
    assert table["time_days"].tolist() == [14, 2, 0]
    assert table["cause"].tolist() == ["completed", "discontinued", "discontinued"]
    assert table["first_discontinuation_date"].tolist()[1] == pd.Timestamp(day(2))


def test_who_never_started_is_an_event_at_zero_or_in_no_curve():
    assert course().retention[["at_risk", "events", "survival"]].iloc[0].tolist() == [3, 1, pytest.approx(2 / 3)]
    assert course(never_starters="exclude").retention[["at_risk", "events"]].iloc[0].tolist() == [2, 0]
    assert course(persistence_from="first_session").retention["at_risk"].iloc[0] == 2


def test_a_gap_of_exactly_g_days_is_permitted():
    for gap, ended in ((4, True), (5, False)):
        table = analysed(daily(), sessions([0, *range(6, 14)]), permissible_gap=gap).persistence
        assert table["event"].tolist() == [ended]


def test_competing_causes_are_kept_apart():
    people = [person("ann"), person("bob", withdrawn=day(7)), person("cat"), person("dan")]
    plans = [daily(row["participant_id"]) for row in people]
    done = [session for row in people[:3] for session in sessions(range(7), id_=row["participant_id"])]
    rest = sessions(range(7, 14), id_="ann")
    result = analysed(plans, done, rest, hold(7, reason="safety", id_="cat"), people=people, permissible_gap=3)
    assert result.persistence["cause"].tolist() == ["completed", "withdrawn", "safety", "discontinued"]
    assert result.persistence["time_days"].tolist() == [14, 7, 7, 0]
    table = cumulative_incidence(result.persistence, result.groups)
    final = table.groupby("cause")["incidence"].last()
    assert final.to_dict() == {"discontinued": 0.25, "withdrawn": 0.25, "safety": 0.25}


@given(rows=st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30))
@settings(max_examples=50)
def test_a_curve_equals_the_product_of_its_steps(rows):
    times, events = zip(*rows, strict=True)
    table = curve(times, events)
    survival = 1.0
    for row in table.itertuples():
        at_risk = sum(time >= row.time_days for time in times)
        ended = sum(time == row.time_days and event for time, event in rows)
        survival *= 1 - ended / at_risk if at_risk else 1
        assert (row.at_risk, row.events) == (at_risk, ended)
        assert row.survival == pytest.approx(survival, abs=1e-12)


def test_a_group_in_which_nobody_has_a_time_has_no_curve_and_shortens_no_other():
    people = [person("ann", arm="a"), person("bob", arm="b")]
    result = analysed(daily("ann"), sessions([0, 13], id_="ann"), people=people, group="arm", permissible_gap=20)
    assert result.retention["group"].unique().tolist() == ["a"]
    assert retention_summary(result.retention)["horizon_days"].tolist() == [14]


def test_a_participant_in_error_is_in_no_curve_and_counted_on_the_roster():
    people = [person("ann"), person("bob")]
    result = analysed(daily("ann"), daily("bob") | {"days": "MONDAY"}, session(0), people=people)
    assert result.retention["at_risk"].iloc[0] == 1
    row = result.cohort.set_index("metric").loc["session_ratio_raw"]
    assert (row["n_roster"], row["n_missing"], row["n_started"]) == (2, 1, 1)


def test_without_statsmodels_the_curve_names_the_extra_and_everything_else_works(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.duration.survfunc", None)
    result = course()
    assert len(result.summary) == 3
    with pytest.raises(ExtraError, match=r"make research, or pip install"):
        _ = result.retention
