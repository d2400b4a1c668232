"""Groups, kinds side by side, windows, and the promise that everything is written down."""

import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from adherence.studies import analysed, daily, day, hold, person, quota, session, sessions, summed, toy

from palsy_kit.adherence import Options, adherence
from palsy_kit.adherence.blocks import cut_blocks
from palsy_kit.adherence.checks import check
from palsy_kit.catalogue import data_folder
from palsy_kit.errors import InputError
from palsy_kit.study import load_study

PAGE = (Path(__file__).parents[2] / "docs" / "adherence.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sample():
    return adherence(load_study(data_folder() / "sample_study"), Options(as_of=date(2026, 6, 29), group="group"))


# groups


def two_groups(**options):
    """In group a, ann does 1 of 1 and bob 0 of 9; in group b, cat does half."""
    people = [person("ann", days=1, arm="a"), person("bob", days=9, arm="a"), person("cat", days=2, arm="b")]
    plans = [daily(name) for name in ("ann", "bob", "cat")]
    done = [session(0, id_="ann"), session(0, id_="cat")]
    return analysed(plans, done, people=people, **({"group": "arm"} | options))


def test_the_mean_of_ratios_and_the_ratio_of_sums_are_told_apart():
    row = two_groups().cohort.set_index(["group", "metric"]).loc[("a", "session_ratio_day_capped")]
    assert (row["mean_of_ratios"], row["ratio_of_sums"]) == (0.5, 0.1)
    assert (row["n_roster"], row["n_started"], row["n_missing"]) == (2, 1, 0)
    assert (row["median"], row["q25"], row["q75"], row["share_at_least_threshold"]) == (0.5, 0.25, 0.75, 0.5)


def test_the_bootstrap_is_by_participant_and_repeats_with_its_seed():
    def interval(seed):
        table = two_groups(seed=seed).cohort.set_index(["group", "metric"])
        return table.loc[("a", "session_ratio_day_capped"), ["ci_lower", "ci_upper"]].tolist()

    assert interval(1) == interval(1) == [0, 1]  # of two people, both may be ann, or both bob


def test_somebody_without_a_group_is_not_lost():
    people = [person("ann", arm="a"), person("bob", arm=None)]
    result = analysed(daily("ann"), daily("bob"), people=people, group="arm")
    assert result.groups.tolist() == ["a", "(no group)"]
    assert sorted(result.cohort["group"].unique()) == ["(no group)", "a"]
    assert sorted(result.activity["group"].unique()) == ["(no group)", "a"]


def test_a_group_that_is_no_column_is_refused_with_the_columns_that_are():
    with pytest.raises(InputError, match=r"group='arm' is no column .* withdrawn_date"):
        analysed(daily(), group="arm")


def test_activity_is_the_share_of_those_who_can_be_seen_and_may_rise_again():
    people = [person("ann", days=21), person("bob", days=21), person("cat", days=7)]
    plans = [daily(name) for name in ("ann", "bob", "cat")]
    held = hold(7, 14, id_="bob")
    result = analysed(plans, session(0), session(14), session(15, id_="bob"), held, people=people)
    assert result.activity["observed"].tolist() == [3, 1, 2]
    assert result.activity["active"].tolist() == [1, 0, 2]


# kinds side by side


def test_the_seed_programme_is_judged_by_kind_and_together():
    # One week: 20 minutes 2-3 times a week and 5 minutes a day. Done: 4 long sessions, and 5 short ones on 5 days.
    long = sessions([0, 2, 4, 6], kind="full", minutes=20)
    short = sessions([0, 1, 2, 3, 4], kind="daily", minutes=5, at="08:00")
    plan = [quota(per_week=2, most=3), daily(minutes=5)]
    result = analysed(plan, long, short, people=[person(days=7)])
    row = result.summary.iloc[0]
    assert (row["prescribed_sessions"], row["performed_sessions"], row["credited_sessions"]) == (9, 9, 7)
    assert row["session_ratio_raw"] == 1
    assert row["session_ratio_day_capped"] == 7 / 9
    assert (row["quota_ratio_raw"], row["quota_ratio_capped"], row["over_doing"]) == (2, 1, 1)
    assert (row["full_dose_days_ratio"], row["any_practice_days_ratio"]) == (5 / 7, 6 / 7)
    by_kind = result.summary_by_kind.set_index("kind")
    assert by_kind["session_ratio_day_capped"].to_dict() == {"daily": 5 / 7, "full": 1}
    assert by_kind["state"].to_dict() == {"daily": "ok", "full": "quota_only"}


def test_over_doing_begins_beyond_the_upper_end_or_without_one_beyond_the_lower():
    four = sessions([0, 1, 2, 3], kind="full", minutes=20)
    assert summed(quota(per_week=2, most=3), four, people=[person(days=7)])["over_doing"] == 1
    assert summed(quota(per_week=2), four, people=[person(days=7)])["over_doing"] == 2


def test_a_quota_alone_has_a_state_and_weekly_streaks_instead_of_daily_ones():
    row = summed(quota(per_week=2), sessions([0, 1, 7, 8], kind="full", minutes=20))
    assert row["state"] == "quota_only"
    assert row[["any_practice_days_ratio", "full_dose_days_ratio"]].isna().all()
    assert pd.isna(row["longest_streak"])
    assert row["longest_weekly_streak"] == 2


def test_a_longer_session_covers_a_shorter_one_only_if_the_option_says_so():
    rows = [quota(per_week=7, minutes=20), daily(minutes=5), sessions([0, 1], kind="full", minutes=20)]
    people = [person(days=7)]
    assert summed(*rows, people=people)["credited_sessions"] == 2
    assert summed(*rows, people=people, credit_longer=True)["credited_sessions"] == 4
    shorter = [quota(per_week=7, minutes=20), daily(minutes=5), session(0, kind="full", minutes=4)]
    assert summed(*shorter, people=people, credit_longer=True)["credited_sessions"] == 1


# windows


def test_windows_are_full_ones_alone_and_count_as_the_formula_says():
    table = analysed(daily(), people=[person(days=20)], window_days=7, step_days=5).windows
    assert len(table) == (20 - 7) // 5 + 1
    assert table["window_start"].dt.date.tolist() == [day(0), day(5), day(10)]
    assert (table["window_end"] - table["window_start"]).dt.days.tolist() == [7, 7, 7]


def test_trailing_windows_end_on_the_day_they_are_named_after():
    options = {"window_days": 7, "step_days": 5, "window_form": "trailing"}
    table = analysed(daily(), people=[person(days=20)], **options).windows
    assert table["window_end"].dt.date.tolist() == [day(11), day(16)]  # ending on days 10 and 15


def test_windows_before_the_first_session_are_zero_not_missing():
    table = analysed(daily(), session(13), window_days=7).windows
    assert table["session_ratio_raw"].tolist() == [0, 1 / 7]


def test_a_window_mostly_on_hold_is_missing():
    table = analysed(daily(), hold(0, 4), sessions(range(4, 14)), window_days=7).windows
    assert table["state"].tolist() == ["mostly_on_hold", "ok"]
    assert pd.isna(table["session_ratio_raw"][0])
    assert analysed(daily(), hold(0, 4), window_days=7, kappa=0.25).windows["state"][0] == "ok"


# blocks


def test_results_do_not_depend_on_how_a_study_is_cut_into_blocks(monkeypatch):
    study = load_study(data_folder() / "sample_study")
    options = Options(as_of=date(2026, 6, 29), group="group")
    whole = adherence(study, options)
    monkeypatch.setattr("palsy_kit.adherence.blocks.MAX_PARTICIPANTS", 2)
    assert len(list(cut_blocks(check(study, options), options))) == 6
    cut = adherence(study, options)
    for name, table in whole.tables().items():
        pd.testing.assert_frame_equal(table, getattr(cut, name), obj=name)


def test_blocks_can_be_sent_to_another_process(sample):
    def elsewhere(function, blocks):
        sent = pickle.loads(pickle.dumps(function))
        return [pickle.loads(pickle.dumps(sent(pickle.loads(pickle.dumps(block))))) for block in blocks]

    study = load_study(data_folder() / "sample_study")
    there = adherence(study, sample.options, mapper=elsewhere)
    for name, table in sample.tables().items():
        pd.testing.assert_frame_equal(table, getattr(there, name), obj=name)


def test_categorical_ids_and_coarser_or_finer_times_give_the_same_tables(sample):
    study = load_study(data_folder() / "sample_study")
    words = ["participant_id", "kind", "outcome"]
    sessions = study.sessions.astype(dict.fromkeys(words, "category") | {"started_at": "datetime64[ns, UTC]"})
    plans = study.prescriptions.astype({"participant_id": "category", "valid_from": "datetime64[s]"})
    there = adherence(replace(study, sessions=sessions, prescriptions=plans), sample.options)
    for name, table in sample.tables().items():
        pd.testing.assert_frame_equal(table, getattr(there, name), obj=name)


def test_one_long_follow_up_stands_in_a_block_of_its_own(monkeypatch):
    monkeypatch.setattr("palsy_kit.adherence.blocks.MAX_CELLS", 5_000)
    people = [person(f"p{n}", days=14) for n in range(20)] + [person("long", days=4000)]
    options = Options(as_of=day(5000))
    blocks = list(cut_blocks(check(toy(people=people), options), options))
    assert [len(block.position) for block in blocks] == [20, 1]


# everything is written down


@pytest.mark.parametrize("name", list(Options.model_fields))
def test_every_choice_is_explained_on_the_page(name):
    assert f"`{name}`" in PAGE


def test_the_example_on_the_page_runs(monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    code = PAGE.partition("```python\n")[2].partition("```")[0]
    scope = {}
    exec(code, scope)
    assert set(scope["result"].retention["group"]) == {"self_guided", "with_calls"}


KEYS = {"participant_id", "table", "row", "problem", "action", "kind", "group", "metric"}


def test_every_column_is_explained_on_the_page(sample):
    for name, table in sample.tables().items():
        for column in set(table) - KEYS:
            assert f"`{column}`" in PAGE, f"{column} of {name}"


def test_the_sample_study_has_a_row_for_everybody_and_no_problems(sample):
    assert len(sample.summary) == len(sample.persistence) == 12
    assert sample.problems.empty
    assert set(sample.summary["state"]) == {"ok", "quota_only"}


def test_statsmodels_is_not_loaded_until_a_curve_is_asked_for():
    code = "import sys, palsy_kit.adherence; sys.exit('statsmodels' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
