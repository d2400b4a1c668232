"""What a made-up cohort promises: the same people from the same seed, frames like a study's, and a log that is true."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palsy_kit.adherence import Options, adherence
from palsy_kit.errors import InputError
from palsy_kit.simulate import Design, preset, simulate, simulate_blocks
from palsy_kit.study import local_dates
from palsy_kit.study.tables import TABLES, frame_of

SHORT = preset("clinic").changed(days=10, enrolment_days=3)
FRAMES = ("participants", "prescriptions", "holds", "sessions", "measures", "problems")


@st.composite
def designs(draw):
    """Short plans around changes of the clock, with every part of a design turned on and off."""
    shares = st.sampled_from([0.0, 0.2, 1.0])
    return Design(
        first_start=draw(st.sampled_from([date(2024, 3, 4), date(2024, 8, 26), date(2024, 10, 28)])),
        enrolment_days=draw(st.integers(1, 9)),
        days=draw(st.integers(1, 40)),
        zones=draw(
            st.sampled_from(
                [
                    {"UTC": 1},
                    {"America/Santiago": 1, "Australia/Lord_Howe": 2, "Asia/Kolkata": 1},
                    {"America/New_York": 1, "Pacific/Kiritimati": 1, "Pacific/Pago_Pago": 1},
                ]
            )
        ),
        offset_kept=draw(shares),
        adherence_mean=draw(st.sampled_from([0.1, 0.5, 0.9])),
        adherence_sd=draw(st.sampled_from([0.05, 0.25])),
        carry_over=draw(st.sampled_from([0.0, 0.3, 0.9])),
        daily_minutes=draw(st.sampled_from([2, 5, 90])),
        full_per_week=(quota := draw(st.sampled_from([0, 2, 7]))),
        full_per_week_max=draw(st.sampled_from([None, quota + 1])),
        extra=draw(shares),
        never_starters=draw(shares),
        drop_out_median_days=draw(st.sampled_from([None, 0.1, 10])),
        withdrawing=draw(shares),
        on_hold=draw(shares),
        hold_days=draw(st.sampled_from([1, 5])),
        evening=draw(shares),
        back_filled=draw(shares),
        doubled=draw(shares),
    )


def joined(blocks):
    blocks = list(blocks)
    frames = {name: [getattr(block.study, name) for block in blocks] for name in FRAMES}
    truth = pd.concat([block.truth for block in blocks], ignore_index=True)
    return {name: pd.concat(parts, ignore_index=True) for name, parts in frames.items()} | {"truth": truth}


def assert_same(frames, simulated):
    for name in FRAMES:
        pd.testing.assert_frame_equal(frames[name], getattr(simulated.study, name), obj=name)
    pd.testing.assert_frame_equal(frames["truth"], simulated.truth)


# The same people


@given(st.integers(0, 1100), st.integers(90, 1300), st.integers(0, 2**40))
@settings(max_examples=15)
def test_the_rows_are_the_same_whatever_the_block_size(n, block_size, seed):
    blocks = simulate_blocks(n, seed=seed, design=SHORT, block_size=block_size)

    assert_same(joined(blocks), simulate(n, seed=seed, design=SHORT))


@given(st.integers(1, 700), st.integers(0, 700))
@settings(max_examples=10)
def test_a_small_cohort_is_the_beginning_of_a_large_one(small, more):
    few, many = (simulate(n, seed=4, design=SHORT) for n in (small, small + more))

    ids = set(few.truth["participant_id"])
    frames = {name: (frame := getattr(many.study, name))[frame["participant_id"].isin(ids)] for name in FRAMES}
    frames["truth"] = many.truth.iloc[:small]
    assert_same({name: frame.reset_index(drop=True) for name, frame in frames.items()}, few)


def test_another_seed_makes_other_people():
    one, other = (simulate(50, seed=seed, design=SHORT).truth["adherence"] for seed in (1, 2))

    assert not set(one) & set(other)


def test_no_two_people_are_alike():
    assert simulate(1100, seed=1, design=SHORT).truth["adherence"].is_unique


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: simulate(-1, seed=1, design=SHORT), "n=-1 is not allowed. Give 0 or more"),
        (lambda: simulate(1, seed=-1, design=SHORT), "seed=-1 is not allowed"),
        (lambda: simulate_blocks(1, seed=1, design=SHORT, block_size=0), "block_size=0 is not allowed. Give 1 or more"),
    ],
)
def test_numbers_that_cannot_be_are_refused_before_anything_is_made(call, words):
    with pytest.raises(InputError, match=words):
        call()


# Like a study


@given(design=designs(), n=st.integers(0, 40))
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_whatever_the_design_the_frames_are_those_of_a_study(design, n):
    study, truth = simulate(n, seed=1, design=design)

    assert study.synthetic
    assert "Synthetic" in study.title
    assert len(study.participants) == len(truth) == n
    for table in TABLES:
        frame, expected = getattr(study, table), frame_of(table, {})
        assert frame[list(expected)].dtypes.to_dict() == expected.dtypes.to_dict()
        needed = [column.name for column in TABLES[table] if column.required]
        assert not frame[needed].isna().any(axis=None)
    assert study.sessions["session_id"].is_unique
    assert study.participants["participant_id"].is_unique


@given(design=designs())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_whatever_the_design_the_analysis_finds_every_day_of_practice_and_no_fault(design):
    study, truth = simulate(40, seed=1, design=design)
    found = adherence(study, Options(as_of=design.cut_date))

    summary = found.summary
    assert found.problems.empty
    assert summary["due_days_practised"].tolist() == truth["practice_days"].tolist()
    assert summary["initiated"].tolist() == (truth["practice_days"] > 0).tolist()
    odd = summary[["sessions_before_start", "sessions_after_end", "sessions_in_holds", "flagged_durations"]]
    assert not odd.to_numpy().any()
    stayed = truth["starter"] & truth["drop_out_date"].isna()
    assert summary["due_days"][stayed].tolist() == truth["available_days"][stayed].tolist()


@given(design=designs())
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_the_truth_agrees_with_the_log_by_its_local_dates(design):
    study, truth = simulate(30, seed=1, design=design)
    days = local_dates(study.sessions, study.participants).groupby(study.sessions["participant_id"])
    truth = truth.set_index("participant_id")

    first, last = days.min().reindex(truth.index), days.max().reindex(truth.index)
    assert (first.isna() | (first == truth["first_practice_date"])).all()
    assert (last.isna() | (last == truth["last_practice_date"])).all()
    assert not (last >= truth["drop_out_date"]).any()
    assert not truth["first_practice_date"][~truth["starter"]].notna().any()
    assert (truth["practice_days"] <= truth["available_days"]).all()


# What a log looks like


@pytest.fixture(scope="module")
def clinic():
    return simulate(1500, seed=11, design=preset("clinic"))


def share(rows):
    return float(np.asarray(rows).mean())


def test_late_entries_doubles_and_offsets_are_as_frequent_as_the_design_says(clinic):
    sessions, design = clinic.study.sessions, preset("clinic")
    late = sessions["logged_at"] - sessions["started_at"] > pd.Timedelta(hours=24)
    near = sessions.groupby(["participant_id", "kind"])["started_at"].diff() < pd.Timedelta(minutes=1)

    assert share(late) == pytest.approx(design.back_filled, abs=0.01)
    assert share(near) == pytest.approx(design.doubled / (1 + design.doubled), abs=0.01)
    with_offset = sessions.groupby("participant_id")["utc_offset_min"].agg(lambda offsets: offsets.notna().all())
    assert share(with_offset) == pytest.approx(design.offset_kept, abs=0.04)


def test_holds_are_as_frequent_and_as_long_as_the_design_says(clinic):
    holds, design = clinic.study.holds, preset("clinic")

    assert len(holds) / 1500 == pytest.approx(design.on_hold, abs=0.04)
    assert (holds["to_date"] - holds["from_date"]).dt.days.mean() == pytest.approx(design.hold_days, abs=1.2)
    assert set(holds["reason"]) == {"safety", "pause", "illness", "technical", "clinic"}


def test_who_tells_the_study_that_they_stop_is_withdrawn_from_the_day_they_stop(clinic):
    withdrawn = clinic.study.participants["withdrawn_date"]
    told = withdrawn.notna()

    assert told.sum() / clinic.truth["drop_out_date"].notna().sum() == pytest.approx(0.15, abs=0.04)
    assert (withdrawn[told] == clinic.truth["drop_out_date"][told]).all()


def test_evenings_in_the_americas_lie_on_the_next_day_in_utc(clinic):
    study = clinic.study
    local = local_dates(study.sessions, study.participants)
    utc = study.sessions["started_at"].dt.tz_localize(None).dt.normalize()
    zone = study.sessions["participant_id"].map(study.participants.set_index("participant_id")["time_zone"])

    assert share((utc > local)[zone.str.startswith("America")]) > 0.1
    assert share((utc > local)[zone.str.startswith("Europe")]) == 0
    assert share((utc < local)[zone.str.startswith("Australia")]) > 0.1
