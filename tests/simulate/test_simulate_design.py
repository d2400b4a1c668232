"""What a design promises: the published numbers it is set by, and refusals of what cannot be."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palsy_kit.errors import InputError
from palsy_kit.simulate import PRESETS, Design, conditionals, day_to_day, preset, simulate
from palsy_kit.simulate.people import People, draw_people, draw_practice

STEADY = {"adherence_mean": 0.6, "adherence_sd": 0.2, "carry_over": 0.3}


def a_design(**changes):
    return Design(**(STEADY | changes))


def days_stayed(name, n=6000):
    """Days from the start of the plan to dropping out, of all who start; those who stay have the whole plan."""
    study, truth = simulate(n, seed=7, design=preset(name))
    start, end = study.participants["start_date"], study.participants["end_date"]
    return (truth["drop_out_date"].fillna(end) - start).dt.days[truth["starter"]].to_numpy()


# Published numbers


def test_people_in_the_app_study_stay_as_long_as_pratap_found():
    stayed = days_stayed("app-study")

    assert np.median(stayed) in (5, 6)  # 5.5 days
    assert (stayed <= 7).mean() == pytest.approx(0.546, abs=0.02)


def test_people_whom_a_clinic_referred_stay_a_median_of_44_days():
    assert np.median(days_stayed("clinic")) == pytest.approx(44, abs=4)


def test_43_percent_drop_out_of_the_trial():
    assert (days_stayed("trial") < 168).mean() == pytest.approx(0.43, abs=0.02)


def test_three_in_ten_never_open_the_app():
    truth = simulate(6000, seed=7, design=preset("app-study")).truth

    assert truth["starter"].mean() == pytest.approx(0.694, abs=0.02)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_repeats_itself_from_day_to_day_as_published_diaries_do(name):
    after_done, after_missed = conditionals(PRESETS[name])

    assert 0.61 <= round(after_done, 9) <= 0.77
    assert 0.25 <= round(after_missed, 9) <= 0.42
    assert 0.17 <= PRESETS[name].adherence_sd <= 0.33


def test_a_trial_has_about_100_sessions_a_person():
    study = simulate(1000, seed=2, design=preset("trial")).study

    assert len(study.sessions) / 1000 == pytest.approx(100, abs=10)


def test_an_unknown_preset_is_refused_and_the_known_ones_are_named():
    with pytest.raises(InputError, match=r"preset='app' is not known. Give one of app-study, clinic, trial"):
        preset("app")


# Day to day


@given(st.floats(0.55, 0.95), st.floats(0.05, 0.5), st.floats(0.01, 0.15))
def test_day_to_day_and_conditionals_undo_each_other(after_done, after_missed, sd):
    try:
        mean, carry_over = day_to_day(after_done, after_missed, sd)
    except InputError:
        return
    design = a_design(adherence_mean=mean, adherence_sd=sd, carry_over=carry_over)

    assert conditionals(design) == pytest.approx((after_done, after_missed))


def test_the_drawn_days_show_the_shares_that_went_in():
    mean, carry_over = day_to_day(0.77, 0.42, 0.17)
    design = a_design(
        adherence_mean=mean,
        adherence_sd=0.17,
        carry_over=carry_over,
        days=300,
        drop_out_median_days=None,
        never_starters=0,
        on_hold=0,
    )
    random = np.random.default_rng(5)
    people = People.joined([draw_people(cell, design, random) for cell in range(8)])
    done = draw_practice(people, design, random)
    before, after = done[:, :-1], done[:, 1:]

    assert after[before].mean() == pytest.approx(0.77, abs=0.01)
    assert after[~before].mean() == pytest.approx(0.42, abs=0.01)
    assert people.adherence.mean() == pytest.approx(mean, abs=3 * 0.17 / math.sqrt(8 * 512))
    assert people.adherence.std() == pytest.approx(0.17, abs=0.01)
    assert np.abs(done.mean(axis=1) - people.adherence).mean() < 0.03


def test_persons_who_differ_more_than_the_shares_allow_are_refused():
    with pytest.raises(InputError, match=r"adherence_sd=0\.4 .* Give a smaller adherence_sd"):
        day_to_day(0.61, 0.42, 0.4)


@pytest.mark.parametrize("share", [0, 1, -0.2, 1.5])
def test_a_share_of_days_lies_between_0_and_1(share):
    with pytest.raises(InputError, match=r"done_after_missed=.* between 0 and 1"):
        day_to_day(0.7, share, 0.2)


# What cannot be


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"adherence_sd": 0.5}, r"Group a: no beta distribution has mean 0\.6 and adherence_sd=0\.5.* below 0\.49"),
        ({"group_difference": 0.45}, r"Group b: no beta distribution has mean 1\.05"),
        ({"zones": {"Mars/Olympus": 1}}, "'Mars/Olympus' is not a name such as Europe/Berlin"),
        ({"zones": {}}, "zones is empty"),
        ({"zones": {"UTC": 0}}, "zones.UTC=0"),
        ({"full_per_week": 4, "full_per_week_max": 3}, "full_per_week_max=3 lies below full_per_week=4"),
        ({"carry_over": 1}, "carry_over=1"),
        ({"never_starters": 1.2}, r"never_starters=1\.2"),
        ({"daily_minutes": 200}, "daily_minutes=200"),
        ({"days": 0}, "days=0"),
        ({"dropout": 1}, "'dropout' is not a field"),
    ],
)
def test_a_design_that_cannot_be_is_refused_by_name_and_value(changes, words):
    with pytest.raises(InputError, match=words):
        a_design(**changes)


def test_a_changed_design_is_checked_again_and_the_old_one_stays():
    design = a_design()

    assert design.changed(days=28).days == 28
    assert design.days == 84
    with pytest.raises(InputError, match="no beta distribution"):
        design.changed(adherence_sd=0.6)


def test_the_groups_differ_by_what_the_design_says():
    design = a_design(group_difference=0.15, group_hazard_ratio=2, drop_out_median_days=30, never_starters=0)
    study, truth = simulate(8000, seed=3, design=design)
    by_group = truth.groupby("group")["adherence"].mean()
    stayed = (truth["drop_out_date"] - study.participants["start_date"]).dt.days.fillna(design.days)
    beyond = (stayed > 30).groupby(truth["group"]).mean()

    assert by_group["b"] - by_group["a"] == pytest.approx(0.15, abs=0.015)
    assert beyond["a"] == pytest.approx(0.5, abs=0.03)
    assert beyond["b"] == pytest.approx(0.5**2, abs=0.03)
