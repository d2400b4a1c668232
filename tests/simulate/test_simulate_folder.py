"""What a written cohort promises: it loads as it was made, and nothing half-written is taken for whole."""

import errno
import json
import tracemalloc

import pandas as pd
import pytest

from palsy_kit import cli
from palsy_kit.errors import ExtraError, InputError, RunError
from palsy_kit.simulate import Design, folder, preset, simulate, simulate_blocks, write_simulated
from palsy_kit.study import load_study
from palsy_kit.study.tables import TABLES

DESIGN = preset("clinic").changed(days=20, enrolment_days=5, doubled=0.2)


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_a_folder_loads_as_the_study_that_was_made(tmp_path, table_format):
    write_simulated(tmp_path / "made", 60, seed=3, design=DESIGN, table_format=table_format, block_size=25)

    loaded, made = load_study(tmp_path / "made"), simulate(60, seed=3, design=DESIGN).study
    assert loaded.problems.empty
    assert loaded.synthetic
    assert loaded.title == made.title
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(loaded, table).reset_index(drop=True), getattr(made, table), obj=table)


def test_a_parquet_folder_holds_a_file_for_the_participants_of_each_block(tmp_path):
    write_simulated(tmp_path / "made", 60, seed=3, design=DESIGN, table_format="parquet", block_size=25)

    made = simulate(60, seed=3, design=DESIGN)
    for table in (*TABLES, "truth"):
        parts = sorted((tmp_path / "made" / table).iterdir())
        expected = made.truth if table == "truth" else getattr(made.study, table)
        assert [part.name for part in parts] == ["part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
        read = pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)
        pd.testing.assert_frame_equal(read.astype(expected.dtypes.to_dict()), expected, obj=table)
    blocks = [
        set(pd.read_parquet(part)["participant_id"]) for part in sorted((tmp_path / "made" / "sessions").iterdir())
    ]
    assert not blocks[0] & blocks[1]
    assert not blocks[1] & blocks[2]


def test_the_truth_is_written_beside_the_study(tmp_path):
    write_simulated(tmp_path / "made", 60, seed=3, design=DESIGN)

    dates = ["drop_out_date", "first_practice_date", "last_practice_date"]
    read = pd.read_csv(tmp_path / "made" / "truth.csv", parse_dates=dates)
    truth = simulate(60, seed=3, design=DESIGN).truth
    pd.testing.assert_frame_equal(read.astype(truth.dtypes.to_dict()), truth)


def test_the_package_says_that_it_is_synthetic_and_how_to_make_it_again(tmp_path):
    write_simulated(tmp_path / "made", 5, seed=3, design=DESIGN)

    package = json.loads((tmp_path / "made" / "datapackage.json").read_text("utf-8"))
    assert package["synthetic"] is True
    assert "Synthetic" in package["title"]
    assert "Synthetic" in (tmp_path / "made" / "README.md").read_text("utf-8")
    assert (package["seed"], Design(**package["design"])) == (3, DESIGN)
    assert {resource["name"] for resource in package["resources"]} == {*TABLES, "truth"}


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_nobody_at_all_is_a_study_too(tmp_path, table_format):
    write_simulated(tmp_path / "made", 0, seed=3, design=DESIGN, table_format=table_format)

    assert load_study(tmp_path / "made").participants.empty


def test_a_folder_with_something_in_it_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")

    with pytest.raises(InputError, match=r"holds something already. Give a folder that is new or empty"):
        write_simulated(tmp_path, 5, seed=3, design=DESIGN)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("wrong", [{"n": -1, "seed": 1}, {"n": 1, "seed": -1}, {"n": 1, "seed": 1, "block_size": 0}])
def test_numbers_that_cannot_be_leave_no_folder(tmp_path, wrong):
    with pytest.raises(InputError, match="not allowed"):
        write_simulated(tmp_path / "made", design=DESIGN, **wrong)
    assert not (tmp_path / "made").exists()


def test_what_was_stopped_half_way_is_not_taken_for_a_study(tmp_path, monkeypatch):
    def stopped(*args, **more):
        yield next(iter(simulate_blocks(*args, **more)))
        raise KeyboardInterrupt

    monkeypatch.setattr(folder, "simulate_blocks", stopped)

    with pytest.raises(KeyboardInterrupt):
        write_simulated(tmp_path / "made", 60, seed=3, design=DESIGN, block_size=25)
    with pytest.raises(InputError, match="names no file for 'participants'"):
        load_study(tmp_path / "made")


def test_a_full_disk_names_the_table_and_what_is_there_is_not_taken_for_a_study(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder, "write_parquet", full)

    with pytest.raises(RunError, match=r"made/participants cannot be written: .*No space left.* new folder"):
        write_simulated(tmp_path / "made", 5, seed=3, design=DESIGN, table_format="parquet")
    with pytest.raises(InputError, match="names no file for 'participants'"):
        load_study(tmp_path / "made")


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    def missing(*_, **__):
        raise ImportError

    monkeypatch.setattr(pd.DataFrame, "to_parquet", missing)

    with pytest.raises(ExtraError, match=r"pip install -e '.\[research\]' in palsy_kit's folder. Or use CSV"):
        write_simulated(tmp_path / "made", 5, seed=3, design=DESIGN, table_format="parquet")


def test_memory_does_not_grow_with_the_number_of_people(tmp_path):
    def peak(n):
        tracemalloc.start()
        write_simulated(tmp_path / str(n), n, seed=3, design=DESIGN, block_size=512)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(512)
    assert peak(5 * 512) < 1.5 * peak(512 - 1)


# The command


def test_the_command_writes_a_study_and_says_where_to_cut_it(tmp_path, capsys):
    arguments = ["simulate", str(tmp_path / "made"), "--participants", "7", "--seed", "5", "--preset", "app-study"]

    assert cli.main(arguments) == 0
    said = capsys.readouterr().out
    assert "synthetic study of 7 participants" in said
    assert "2026-04-26" in said
    pd.testing.assert_frame_equal(
        load_study(tmp_path / "made").participants.reset_index(drop=True),
        simulate(7, seed=5, design=preset("app-study")).study.participants,
    )


def test_the_command_writes_parquet_when_asked(tmp_path):
    arguments = ["simulate", str(tmp_path / "made"), "--participants", "3", "--seed", "5", "--format", "parquet"]

    assert cli.main(arguments) == 0
    assert (tmp_path / "made" / "sessions" / "part-00000.parquet").exists()


def test_the_command_refuses_an_unknown_preset_on_one_line_and_writes_nothing(tmp_path, capsys):
    arguments = ["simulate", str(tmp_path / "made"), "--participants", "3", "--seed", "5", "--preset", "hospital"]

    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)

    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "invalid choice: 'hospital' (choose from" in line
    assert not (tmp_path / "made").exists()


def test_who_writes_a_large_cohort_hears_how_far_it_is(tmp_path):
    heard = []

    write_simulated(
        tmp_path, 60, seed=3, design=DESIGN, block_size=25, progress=lambda done, n: heard.append((done, n))
    )

    assert heard == [(25, 60), (50, 60), (60, 60)]
