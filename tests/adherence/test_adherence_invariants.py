"""What holds for every study: properties over crowded made-up studies.

An ordinary run tries 8 studies a property. PALSY_KIT_FUZZ=1000 tries so many.
"""

import os
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from adherence.studies import SPRING, fuzzed_options, fuzzed_studies, made_up_study, study_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palsy_kit.adherence import Options, adherence
from palsy_kit.adherence.arrays import Spans, run_length
from palsy_kit.adherence.blocks import cut_blocks
from palsy_kit.adherence.checks import check
from palsy_kit.adherence.kernel import work
from palsy_kit.adherence.make_up import from_earlier_days, within_iso_week
from palsy_kit.adherence.ratios import count
from palsy_kit.study.tables import frame_of

A1, A2, A3 = "session_ratio_raw", "session_ratio_window_capped", "session_ratio_day_capped"
A6, A7 = "any_practice_days_ratio", "full_dose_days_ratio"
M1, M2, M3 = "minutes_ratio_raw", "minutes_ratio_window_capped", "minutes_ratio_day_capped"
ADDED = [
    *("eligible_days", "prescribed_sessions", "performed_sessions", "prescribed_minutes", "performed_minutes"),
    *("due_days", "due_days_practised", "full_dose_days", "practice_days"),
]
CREDITED = ["credited_sessions", "made_up_sessions", "credited_minutes", "quota_credited"]
SLACK = 1e-9

quick = settings(max_examples=int(os.environ.get("PALSY_KIT_FUZZ", "8")), suppress_health_check=list(HealthCheck))
LATE = Options(as_of=SPRING + timedelta(days=250))


def at_most(smaller, larger):
    """Whether one column is nowhere above another, where both are known."""
    return not (smaller > larger + SLACK).any()


@given(study=fuzzed_studies(), options=fuzzed_options(credit_longer=False))
@quick
def test_capping_only_ever_lowers_a_ratio_and_no_capped_ratio_is_above_one(study, options):
    result = adherence(study, options)
    for table in (result.summary, result.summary_by_kind, result.periods, result.windows, result.episodes):
        for raw, window, daily in ((A1, A2, A3), (M1, M2, M3)):
            assert at_most(table[daily], table[window])
            assert at_most(table[window], table[raw])
            assert at_most(table[window], 1)
            assert at_most(0, table[daily])


@given(study=fuzzed_studies(), options=fuzzed_options(credit_longer=False))
@quick
def test_days_with_the_full_dose_are_days_with_practice(study, options):
    result = adherence(study, options)
    for table in (result.summary, result.summary_by_kind, result.periods, result.windows, result.episodes):
        assert at_most(table[A7], table[A6])


@given(study=fuzzed_studies(quotas=False), per_day=st.integers(1, 3), options=fuzzed_options(credit_longer=False))
@quick
def test_with_a_constant_dose_the_day_capped_ratio_lies_between_full_and_any_days(study, per_day, options):
    study.prescriptions["sessions_per_day"] = pd.array([per_day] * len(study.prescriptions), dtype="Int64")
    by_kind = adherence(study, options).summary_by_kind
    assert at_most(by_kind[A7], by_kind[A3])
    assert at_most(by_kind[A3], by_kind[A6])


def test_with_a_dose_that_changes_it_need_not():
    plan = {"participant_id": "p", "kind": "daily", "minutes": 10, "entered_at": pd.Timestamp("2024-01-01", tz="UTC")}
    days = "MO,TU,WE,TH,FR,SA,SU"
    rows = {
        "participants": [
            {"participant_id": "p", "time_zone": "UTC", "start_date": SPRING, "end_date": SPRING + timedelta(days=2)}
        ],
        "prescriptions": [
            plan | {"valid_from": SPRING, "valid_to": SPRING + timedelta(days=1), "days": days, "sessions_per_day": 1},
            plan | {"valid_from": SPRING + timedelta(days=1), "days": days, "sessions_per_day": 10},
        ],
        "sessions": [
            {"session_id": "s", "participant_id": "p", "kind": "daily", "outcome": "completed", "active_s": 600}
            | {"started_at": pd.Timestamp(SPRING, tz="UTC"), "utc_offset_min": 600}
        ],
    }
    row = adherence(study_of(rows | {"holds": [], "measures": []}), LATE).summary.iloc[0]
    assert (row[A7], row[A3]) == (0.5, pytest.approx(1 / 11))


@given(study=fuzzed_studies(), options=fuzzed_options())
@quick
def test_periods_add_up_to_the_whole(study, options):
    result = adherence(study, options)
    # A quota is capped by its week: parts of weeks add up only if no week is cut.
    whole_weeks = options.period == options.quota_week or not study.prescriptions["sessions_per_week"].notna().any()
    names = ADDED + CREDITED * whole_weeks
    added = result.periods.groupby("participant_id", observed=False)[names].sum()
    totals = result.summary.set_index("participant_id")[names]
    np.testing.assert_allclose(added.to_numpy(float), totals.to_numpy(float), atol=1e-9)


@given(study=fuzzed_studies(), options=fuzzed_options(), more=st.integers(0, 2**32 - 1))
@quick
def test_one_more_session_that_meets_no_other_lowers_nothing(study, options, more):
    extra = made_up_study(more).sessions.head(1)
    assume_fits = not extra.empty and not study.participants.empty
    if not assume_fits:
        return
    around = extra["started_at"].iloc[0], extra["started_at"].iloc[0] + pd.Timedelta(hours=3)
    apart = (study.sessions["started_at"] + pd.Timedelta(hours=3) < around[0]) | (
        study.sessions["started_at"] > around[1]
    )
    sessions = pd.concat([study.sessions[apart], extra.assign(session_id="more", participant_id="p0")])
    less = replace(study, sessions=study.sessions[apart].reset_index(drop=True))
    before, after = (
        adherence(each, options).summary for each in (less, replace(study, sessions=sessions.reset_index(drop=True)))
    )
    for name in (A1, A2, A3, "session_ratio_make_up", M1, M2, M3, A6, A7, "practice_day_share"):
        assert at_most(before[name], after[name]), name


@given(study=fuzzed_studies(), options=fuzzed_options(), first=st.integers(0, 40), days=st.integers(1, 9))
@quick
def test_a_hold_on_days_without_sessions_lowers_no_fixed_day_ratio(study, options, first, days):
    study = replace(
        study, prescriptions=study.prescriptions[study.prescriptions["days"].notna()].reset_index(drop=True)
    )
    start = study.participants["start_date"].iloc[0] + pd.Timedelta(days=first)
    added = frame_of(
        "holds",
        {
            "participant_id": ["p0"],
            "from_date": [start],
            "to_date": [start + pd.Timedelta(days=days)],
            "reason": ["illness"],
        },
    )
    started = study.sessions["started_at"].dt.tz_localize(None)
    # A day more on each side: local dates, rollovers and minutes past midnight.
    near = started.between(start - pd.Timedelta(days=2), start + pd.Timedelta(days=days + 2))
    quiet = replace(study, sessions=study.sessions[~near].reset_index(drop=True))
    before = adherence(quiet, options).summary
    held = replace(quiet, holds=pd.concat([quiet.holds, added], ignore_index=True))
    after = adherence(held, options).summary
    for name in (A1, A2, A3, M1, M2, M3, A6, A7):
        assert at_most(before[name], after[name]), name


@given(study=fuzzed_studies(), options=fuzzed_options(period="study-week", quota_week="study-week"))
@quick
def test_a_shift_of_all_dates_by_a_week_changes_no_study_week(study, options):
    # By whole weeks, in a zone whose clocks do not change.
    study = replace(study, participants=study.participants.assign(time_zone="Asia/Kolkata"))
    week = pd.Timedelta(days=7)

    def later(frame):
        moved = {name: frame[name] + week for name in frame if frame[name].dtype.kind == "M"}
        return frame.assign(**moved)

    shifted = replace(
        study, **{n: later(getattr(study, n)) for n in ("participants", "prescriptions", "holds", "sessions")}
    )
    here = adherence(study, options).periods
    there = adherence(shifted, options.model_copy(update={"as_of": options.as_of + week})).periods
    pd.testing.assert_frame_equal(here.drop(columns="period_start"), there.drop(columns="period_start"))


@given(study=fuzzed_studies(), options=fuzzed_options())
@quick
def test_a_streak_is_no_longer_than_the_prescribed_days(study, options):
    summary = adherence(study, options).summary
    assert at_most(summary["longest_streak"].fillna(0), summary["due_days"])
    assert at_most(summary["current_streak"].fillna(0), summary["longest_streak"].fillna(0))


@given(study=fuzzed_studies(), options=fuzzed_options())
@quick
def test_episodes_share_out_the_practice_days(study, options):
    result = adherence(study, options)
    found = result.episodes.groupby("participant_id", observed=False)["practice_days"].sum()
    defined = result.persistence["time_days"].notna().to_numpy() | (result.summary["practice_days"] > 0).to_numpy()
    clocked = (result.summary["due_days"] > 0) | (
        (options.gap_clock == "calendar") & (result.summary["prescribed_sessions"] > 0)
    )
    expected = result.summary["practice_days"].where(clocked.to_numpy() & defined, 0)
    assert found.tolist() == expected.tolist()
    inside = result.episodes.groupby("participant_id", observed=True)
    assert (inside["episode_start"].shift(-1) >= result.episodes["episode_end"])[
        inside.cumcount(ascending=False) > 0
    ].all()


@given(study=fuzzed_studies(), options=fuzzed_options(), gaps=st.tuples(st.integers(0, 12), st.integers(0, 12)))
@quick
def test_a_longer_permissible_gap_never_brings_a_discontinuation_forward(study, options, gaps):
    def first_end(gap):
        found = adherence(study, options.model_copy(update={"permissible_gap": gap})).persistence
        return found["first_discontinuation_date"].fillna(pd.Timestamp("2100-01-01"))

    assert (first_end(min(gaps)) <= first_end(max(gaps))).all()


@given(study=fuzzed_studies(most=4), options=fuzzed_options())
@quick
def test_participants_do_not_touch_each_other(study, options):
    together = adherence(study, options)
    for id_ in study.participants["participant_id"]:
        alone = adherence(study.of(id_), options)
        for name in ("summary", "summary_by_kind", "periods", "windows", "episodes", "persistence"):
            whole, part = getattr(together, name), getattr(alone, name)
            mine = whole[whole["participant_id"] == id_].reset_index(drop=True)
            columns = [column for column in whole if column not in ("participant_id", "kind")]
            pd.testing.assert_frame_equal(mine[columns], part[columns], check_dtype=False)


@given(study=fuzzed_studies(most=4), options=fuzzed_options(), seed=st.integers(0, 99))
@quick
def test_the_order_of_rows_changes_nothing(study, options, seed):
    # Of rows that start in the same second the first one counts as first: keep one of them.
    second = study.sessions["started_at"].dt.floor("s")
    study = replace(
        study, sessions=study.sessions[~pd.DataFrame([study.sessions["participant_id"], second]).T.duplicated()]
    )
    prescriptions = study.prescriptions.drop_duplicates(["participant_id", "kind", "entered_at"])
    study = replace(study, prescriptions=prescriptions)
    mixed = {n: getattr(study, n).sample(frac=1, random_state=seed) for n in ("prescriptions", "holds", "sessions")}
    here, there = adherence(study, options), adherence(replace(study, **mixed), options)
    for name in ("summary", "periods", "episodes", "persistence"):
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))


# the vectorised parts, against loops


@given(
    seed=st.integers(0, 2**32 - 1),
    days=st.integers(1, 5),
    length=st.integers(1, 25),
    busy=st.sampled_from([0.2, 0.5, 0.9]),
)
@quick
def test_surplus_is_handed_on_as_by_a_queue_of_units(seed, days, length, busy):
    random = np.random.default_rng(seed)
    surplus = random.integers(0, 4, (3, length)) * (random.random((3, length)) < busy)
    need = random.integers(0, 4, (3, length)) * (surplus == 0)
    found = from_earlier_days(surplus.astype(float), need.astype(float), days)
    for row in range(3):
        queue, expected = [], []
        for day in range(length):
            queue = [came for came in queue if day - came <= days]
            used = min(need[row, day], len(queue))
            queue = queue[used:] + [day] * surplus[row, day]
            expected.append(used)
        assert found[row].tolist() == expected


@given(seed=st.integers(0, 2**32 - 1), weekday=st.integers(0, 6), length=st.integers(1, 25))
@quick
def test_surplus_of_an_iso_week_goes_to_its_earliest_shortfalls(seed, weekday, length):
    random = np.random.default_rng(seed)
    surplus, need = random.integers(0, 4, (2, length)).astype(float)
    found = within_iso_week(surplus[None], need[None], np.array([weekday]))[0]
    expected = np.zeros(length)
    for week in range(length // 7 + 2):
        days = [day for day in range(length) if (day + weekday) // 7 == week]
        left = surplus[days].sum()
        for day in days:
            expected[day] = min(left, need[day])
            left -= expected[day]
    assert found.tolist() == expected.tolist()


@given(marks=st.lists(st.sampled_from("hm."), min_size=1, max_size=30))
def test_a_run_passes_over_days_that_are_neither(marks):
    run, expected = 0, []
    for mark in marks:
        run = run + 1 if mark == "h" else 0 if mark == "m" else run
        expected.append(run)
    hit, miss = (np.array([[mark == sign for mark in marks]]) for sign in "hm")
    assert run_length(hit, miss)[0].tolist() == expected


@given(study=fuzzed_studies(), options=fuzzed_options(), cut=st.tuples(st.integers(0, 40), st.integers(0, 40)))
@quick
def test_sums_of_two_parts_are_the_sum_of_the_whole(study, options, cut):
    worked = work(next(cut_blocks(check(study, options), options)), options)
    length = worked.calendar.observation.length
    rows = np.arange(len(length))
    first, after = np.minimum(min(cut), length), np.minimum(max(cut), length)
    whole, left, right = (
        count(worked.people, Spans(rows, *edges)) for edges in ((0 * first, after), (0 * first, first), (first, after))
    )
    # A quota is capped by its week, which a part may cut.
    quotas = study.prescriptions["sessions_per_week"].notna().any()
    for name in ADDED + CREDITED * (not quotas):
        np.testing.assert_allclose(getattr(whole, name), getattr(left, name) + getattr(right, name), atol=1e-9)
