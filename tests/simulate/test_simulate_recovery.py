"""The analysis finds the truth of a made-up cohort within a stated error, and the usual short cuts do not.

Error bounds are 4 standard errors of what is averaged, unless a test says otherwise.
"""

import numpy as np
import pandas as pd
import pytest

from palsy_kit.adherence import Options, adherence, daily_model
from palsy_kit.simulate import Simulated, preset, simulate
from palsy_kit.study import local_dates

N = 600
# Everybody begins, goes on to the end, and practises in the evening in the Americas; the log has all its faults.
STEADY = preset("clinic").changed(
    drop_out_median_days=None,
    never_starters=0,
    on_hold=0.6,
    hold_days=14,
    evening=1,
    zones={"America/New_York": 1, "America/Chicago": 1},
    back_filled=0.15,
    doubled=0.1,
)
# Half have dropped out by day 40; few people leave gaps of two weeks before.
LEAVING = preset("trial").changed(
    adherence_mean=0.75,
    adherence_sd=0.1,
    carry_over=0.25,
    drop_out_median_days=40,
    drop_out_shape=0.9,
    never_starters=0.2,
    withdrawing=0,
    group_hazard_ratio=1.5,
)


class Case:
    """A cohort, its truth and its analysis; all rows in the order of the roster."""

    def __init__(self, design, n, seed):
        self.design = design
        self.study, self.truth = Simulated(*simulate(n, seed=seed, design=design))
        self.found = adherence(self.study, Options(as_of=design.cut_date, group="group"))
        daily = self.found.summary_by_kind.query("kind == 'daily'")
        self.day_capped = daily["session_ratio_day_capped"].to_numpy()
        self.day_capped_error = self.day_capped - self.truth["adherence"].to_numpy()

    def per_person(self, days):
        """Count different days of each participant."""
        days = pd.DataFrame({"id": self.study.sessions["participant_id"], "day": days}).drop_duplicates()
        return days.groupby("id").size().reindex(self.truth["participant_id"], fill_value=0).to_numpy()

    def standard_error(self, carry_over):
        """Of a share of days, for a two-state chain: days that follow each other tell less than independent ones."""
        p, n = self.truth["adherence"], self.truth["available_days"]
        return np.sqrt(p * (1 - p) / n * (1 + carry_over) / (1 - carry_over)).to_numpy()


@pytest.fixture(scope="module")
def steady():
    return Case(STEADY, N, seed=21)


@pytest.fixture(scope="module")
def leaving():
    return Case(LEAVING, 1500, seed=22)


def mean_within(errors, *, of=0.0, standard_errors=4.0):
    errors = np.asarray(errors, dtype=float)
    return abs(errors.mean() - of) < standard_errors * errors.std() / np.sqrt(len(errors))


# Implementation


def test_day_capped_adherence_is_each_persons_adherence_but_for_chance(steady):
    z = steady.day_capped_error / steady.standard_error(STEADY.carry_over)

    assert mean_within(z)
    assert z.std() == pytest.approx(1, abs=0.1)
    assert (np.abs(z) < 1.96).mean() == pytest.approx(0.95, abs=0.03)


def test_the_naive_error_of_independent_days_is_too_small(steady):
    z = steady.day_capped_error / steady.standard_error(0)

    assert (np.abs(z) < 1.96).mean() < 0.9


def test_quota_adherence_is_the_same_truth_by_another_plan(steady):
    quota = steady.found.summary_by_kind.query("kind == 'full'")["quota_ratio_raw"].to_numpy()

    assert mean_within(quota - steady.truth["adherence"])


def test_the_spread_between_people_is_recovered_after_chance_is_taken_off():
    """Within .015, from four weeks; the naive spread has the chance in it."""
    case = Case(STEADY.changed(days=28, on_hold=0), 1000, seed=26)
    between = case.day_capped.var() - (case.standard_error(STEADY.carry_over) ** 2).mean()

    assert np.sqrt(between) == pytest.approx(STEADY.adherence_sd, abs=0.015)
    assert case.day_capped.std() > STEADY.adherence_sd + 0.02


def test_naive_days_in_utc_are_too_few():
    """Sessions around 19:00 in Chicago: those of two evenings often fall on one day in UTC."""
    case = Case(STEADY.changed(extra=0, full_per_week=0, on_hold=0), N, seed=25)
    days = case.study.sessions["started_at"].dt.tz_localize(None).dt.normalize()
    naive = case.per_person(days) / STEADY.days
    local = case.per_person(local_dates(case.study.sessions, case.study.participants)) / STEADY.days

    assert (local == case.day_capped).all()
    assert mean_within(case.day_capped_error)
    assert (naive - case.day_capped).mean() < -0.03
    assert (case.day_capped - naive).max() > 0.1


def test_naive_adherence_without_the_holds_is_too_low(steady):
    days = steady.found.summary["observed_days"].to_numpy()
    held = steady.truth["available_days"].to_numpy() < days
    naive = steady.truth["practice_days"].to_numpy() / days

    assert mean_within(steady.day_capped_error[held])
    assert (naive - steady.truth["adherence"].to_numpy())[held].mean() < -0.05


def test_naive_counts_of_rows_are_too_high(steady):
    """Doubled rows and second sessions on a day: more than was done, and more than was asked for."""
    daily = steady.study.sessions[steady.study.sessions["kind"] == "daily"]
    rows = daily.groupby("participant_id").size().reindex(steady.truth["participant_id"], fill_value=0).to_numpy()
    naive = rows / steady.truth["available_days"].to_numpy()

    assert (naive - steady.truth["adherence"].to_numpy()).mean() > 0.1


def test_doubled_rows_alone_make_a_naive_ratio_too_high_and_the_raw_one_not(steady):
    daily = steady.study.sessions[steady.study.sessions["kind"] == "daily"]
    by_kind = steady.found.summary_by_kind.query("kind == 'daily'")
    asked = 1 + STEADY.extra  # sessions on a day with practice

    raw = by_kind["session_ratio_raw"].to_numpy()
    assert mean_within(raw / asked - steady.truth["adherence"])
    assert len(daily) / by_kind["performed_sessions"].sum() == pytest.approx(1.1, abs=0.01)


def test_naive_adherence_without_late_entries_is_too_low():
    case = Case(STEADY.changed(back_filled=0.15, extra=0), N, seed=23)
    naive = adherence(case.study, Options(as_of=STEADY.cut_date, include_back_filled=False))
    rows = naive.summary_by_kind.query("kind == 'daily'")["session_ratio_day_capped"].to_numpy()

    assert mean_within(case.day_capped_error)
    assert (rows / case.day_capped).mean() == pytest.approx(0.86, abs=0.02)  # .85, and some doubles step in


# Initiation, persistence


def test_who_never_practised_is_found_and_few_of_them_had_meant_to(leaving):
    """The share who never start is found within 4 standard errors and 2 % who left before their first day."""
    never = ~leaving.found.summary["initiated"].to_numpy(bool)
    share, error = LEAVING.never_starters, np.sqrt(0.2 * 0.8 / len(never))

    assert (never == (leaving.truth["practice_days"] == 0)).all()
    assert never[~leaving.truth["starter"]].all()
    assert share - 4 * error < never.mean() < share + 4 * error + 0.02


def test_naive_adherence_of_those_in_the_log_leaves_out_who_never_started(leaving):
    summary = leaving.found.summary
    seen = summary["participant_id"].isin(leaving.study.sessions["participant_id"]).to_numpy()
    ratio = summary["session_ratio_day_capped"]

    assert seen.sum() < len(summary)
    assert ratio[seen].mean() > ratio.mean() * 1.2


def test_the_day_of_dropping_out_is_found_by_the_permissible_gap(leaving):
    """Of those who stop three weeks before the end or earlier: 95 % found, nine in ten within 3 days."""
    start, days = leaving.study.participants["start_date"], LEAVING.days
    true = (leaving.truth["drop_out_date"] - start).dt.days
    found = (leaving.found.persistence["first_discontinuation_date"] - start).dt.days
    early = (true <= days - 21) & (leaving.truth["practice_days"] > 0)
    error = (found - true)[early]

    assert error.notna().mean() > 0.95
    assert (error.abs() <= 3).mean() > 0.9
    assert error.median() == 0
    stayed = leaving.truth["starter"] & leaving.truth["drop_out_date"].isna()
    assert found[stayed].notna().mean() < 0.02


def test_the_last_day_of_practice_is_found_to_the_day(leaving):
    last = leaving.found.persistence["last_discontinuation_date"] - pd.Timedelta(days=1)

    assert last.notna().sum() > 500
    assert (last == leaving.truth["last_practice_date"])[last.notna()].all()


@pytest.mark.parametrize("day", [7, 28, 56, 112])
@pytest.mark.parametrize(("group", "hazard_ratio"), [("a", 1), ("b", 1.5)])
def test_the_retention_curve_is_the_drop_out_curve(leaving, day, group, hazard_ratio):
    """Within .06: 4 standard errors of a share of 750, less 2 % who were never seen or had a long gap."""
    curve = leaving.found.retention.query("group == @group and time_days <= @day")["survival"].iloc[-1]
    hazard = hazard_ratio * np.log(2) * (day / LEAVING.drop_out_median_days) ** LEAVING.drop_out_shape

    assert curve == pytest.approx((1 - LEAVING.never_starters) * np.exp(-hazard), abs=0.06)


def test_adherence_while_persistent_is_the_persons_adherence_and_over_the_whole_plan_it_is_not(leaving):
    """Inside the first episode, without the two days of practice that bound it: within .01. From 28 days on."""
    episodes = leaving.found.episodes.query("episode_index == 0").set_index("participant_id")
    truth = leaving.truth.set_index("participant_id")
    long = truth.index[truth["available_days"] >= 28]
    inside = episodes.loc[long]
    implemented = (inside["due_days_practised"] - 2) / (inside["due_days"] - 2)
    whole = leaving.found.summary.set_index("participant_id")["any_practice_days_ratio"]

    assert implemented.mean() - truth["adherence"][long].mean() == pytest.approx(0, abs=0.01)
    assert whole.mean() < truth["adherence"].mean() - 0.3
    assert whole[long].mean() < truth["adherence"][long].mean() - 0.15


# Groups


def test_a_difference_between_groups_is_found():
    case = Case(STEADY.changed(group_difference=0.1), 1000, seed=24)
    by_group = {name: case.day_capped[case.truth["group"] == name] for name in "ab"}
    difference = by_group["b"].mean() - by_group["a"].mean()
    error = np.sqrt(sum(values.var() / len(values) for values in by_group.values()))

    assert abs(difference - 0.1) < 3 * error
    assert difference > 4 * error


def test_the_model_of_daily_practice_finds_the_odds_ratio_and_how_sure_it_is():
    """Within 3 standard errors; the naive error of independent days is less than half of the true one."""
    case = Case(STEADY.changed(group_difference=0.1, days=28, on_hold=0), 400, seed=27)
    found = adherence(case.study, Options(as_of=case.design.cut_date, period="day", group="group"))
    model = daily_model(found.periods, found.groups)
    group = model.terms.set_index("term").loc["group: b"]
    odds = [mean / (1 - mean) for mean in case.design.group_means]
    naive = np.sqrt(sum(2 / model.n_days / mean / (1 - mean) for mean in case.design.group_means))

    assert abs(group["log_odds"] - np.log(odds[1] / odds[0])) < 3 * group["standard_error"]
    assert group["lower"] > 1
    assert naive < group["standard_error"] / 2
