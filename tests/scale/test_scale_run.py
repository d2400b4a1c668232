"""A run over blocks: the numbers of ``adherence``, whatever the cut and the engine, and nothing lost when it stops."""

import errno
import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from scale.folders import Deadly, content, frames, holds_interrupts_back, plain, spoil, write_mixed, write_parts

from palsy_kit.adherence import Options, adherence
from palsy_kit.adherence.analysis import TABLE_NAMES
from palsy_kit.adherence.checks import USED
from palsy_kit.errors import InputError, RunError
from palsy_kit.scale import Plan, adherence_of_folder, run, work
from palsy_kit.scale.engines import run_on_cores
from palsy_kit.scale.layout import Block
from palsy_kit.study import load_study
from palsy_kit.study.tables import TABLES

OPTIONS = Options(as_of=date(2026, 6, 29), group="group", resamples=100)
STRICT = Options(as_of=OPTIONS.as_of, permissible_gap=3)
HERE = Plan(workers=1)
KEYS = {
    "summary_by_kind": ["participant_id", "kind"],
    "periods": ["participant_id", "period_start"],
    "windows": ["participant_id", "window_index"],
    "episodes": ["participant_id", "episode_index"],
    "activity": ["group", "study_week"],
    "problems": ["table", "problem", "participant_id", "action"],
    "cohort": ["group", "metric"],
    "retention": ["group", "time_days"],
    "incidence": ["group", "cause", "time_days"],
}


def assert_same_tables(report, study, *, but=()):
    expected = adherence(study, OPTIONS).tables()
    for name, table in expected.items():
        keys = KEYS.get(name, ["participant_id"])
        wanted, found = plain(table, keys), plain(report.read(name), keys)
        columns = [column for column in wanted if column not in but]
        pd.testing.assert_frame_equal(found[columns], wanted[columns], check_dtype=False, obj=name)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return write_parts(tmp_path_factory.mktemp("parts"), frames())


@pytest.fixture(scope="module")
def whole(parts, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    adherence_of_folder(parts, out, OPTIONS, HERE)
    return content(out)


# What comes out


def test_the_tables_are_those_of_the_study_in_memory(parts, tmp_path):
    report = adherence_of_folder(parts, tmp_path, OPTIONS, HERE)

    assert (report.n_blocks, report.n_sessions) == (3, 994)
    assert set(report.names) == set(TABLE_NAMES)
    assert_same_tables(report, load_study(parts))


def test_rows_in_any_order_are_partitioned_first_and_give_the_same(tmp_path):
    # The bootstrap draws participants by their place: its bounds depend on the order, and nothing else does.
    folder = write_mixed(tmp_path / "study", frames())

    report = adherence_of_folder(folder, tmp_path / "out", OPTIONS, replace(HERE, max_rows=100))

    assert_same_tables(report, load_study(folder), but=("ci_lower", "ci_upper"))


def test_files_of_one_name_in_several_folders_are_all_read(parts, tmp_path):
    folder = tmp_path / "study"
    shutil.copytree(parts, folder)
    for name in USED:
        rows = pd.read_parquet(parts / name)
        shutil.rmtree(folder / name)
        halves = (rows.iloc[::2], rows.iloc[1::2]) if name == "sessions" else (rows,)
        for number, half in enumerate(halves):
            place = folder / name / f"year={2025 + number}"
            place.mkdir(parents=True)
            half.to_parquet(place / "part-0.parquet", index=False)

    report = adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)

    assert_same_tables(report, load_study(parts), but=("ci_lower", "ci_upper"))


def test_rows_that_cannot_be_used_are_told_as_when_the_study_is_loaded(tmp_path):
    tables = frames()
    for table, column, row, value in (
        ("participants", "time_zone", 2, "Berlin"),
        ("participants", "start_date", 7, pd.Timestamp("1925-03-02")),
        ("prescriptions", "days", 5, "MONDAY"),
        ("holds", "reason", 1, "holiday"),
        ("sessions", "active_s", 3, -4.0),
        ("sessions", "outcome", 30, "lost"),
        ("sessions", "effort", 500, 11.0),
        ("sessions", "participant_id", 990, "zoe"),
    ):
        tables[table] = tables[table].reset_index(drop=True)
        tables[table].loc[row, column] = value
    tables["sessions"]["colour"] = "red"

    for write in (write_parts, write_mixed):
        folder = write(tmp_path / write.__name__, tables)
        report = adherence_of_folder(folder, tmp_path / "out", OPTIONS, replace(HERE, max_rows=600))

        load = load_study(folder)
        told = report.read("problems")
        assert told["problem"].str.contains("is the year right").sum() == 1
        assert_same_tables(report, load, but=("ci_lower", "ci_upper", "row"))
        rows, loaded = (table[table["table"] == "sessions"]["row"].tolist() for table in (told, load.problems))
        assert sorted(rows) == sorted(loaded)


def test_dates_as_text_and_whole_numbers_as_floats_are_read_too(parts, whole, tmp_path):
    tables = frames()
    tables["prescriptions"]["valid_from"] = tables["prescriptions"]["valid_from"].dt.strftime("%Y-%m-%d")
    tables["sessions"]["utc_offset_min"] = tables["sessions"]["utc_offset_min"].astype("float64")
    tables["sessions"]["started_at"] = tables["sessions"]["started_at"].dt.tz_convert("Asia/Tokyo")
    folder = write_parts(tmp_path / "study", tables)

    adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)

    assert content(tmp_path / "out") == whole


@pytest.mark.parametrize("write", [write_parts, write_mixed])
def test_a_study_without_holds_and_without_what_may_be_missing_is_that_of_memory(write, tmp_path):
    tables = frames()
    del tables["holds"]
    for name, columns in TABLES.items():
        if name in tables:
            tables[name] = tables[name].drop(columns=[one.name for one in columns if not one.required])
    full = frames()["prescriptions"]  # a plan has either days or a quota, so that one of them cannot be missing
    tables["prescriptions"] = full.drop(columns=["valid_to", "sessions_per_week_max"])
    tables["sessions"].loc[tables["sessions"].index[3], "active_s"] = -4.0

    folder = write(tmp_path / "study", tables)
    report = adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)

    load = load_study(folder)
    assert len(load.problems) == 1
    assert_same_tables(report, load, but=("ci_lower", "ci_upper"))


def test_only_the_tables_that_are_asked_for_are_made(parts, tmp_path):
    report = adherence_of_folder(parts, tmp_path, OPTIONS, replace(HERE, tables=("windows",)))

    assert set(report.names) == {*run.ALWAYS, "windows", "cohort", "retention", "incidence"}


def test_a_study_of_nobody_has_tables_without_rows(tmp_path):
    folder = write_parts(tmp_path / "study", {name: table.iloc[:0] for name, table in frames().items()}, n_parts=1)

    report = adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)

    assert len(report.read("summary")) == 0


# Engines


def test_on_all_cores_the_files_are_the_same_and_a_worker_that_is_killed_costs_a_second_try(
    parts, whole, tmp_path, monkeypatch
):
    grave = tmp_path / "grave"
    monkeypatch.setattr(run, "run_on_cores", lambda job, *more: run_on_cores(Deadly(job, "part-01", grave), *more))

    adherence_of_folder(parts, tmp_path / "out", OPTIONS, Plan(workers=2))

    assert grave.exists()
    assert content(tmp_path / "out") == whole


def test_a_small_study_starts_no_other_process(parts, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "run_on_cores", None)

    adherence_of_folder(parts, tmp_path / "out", OPTIONS)

    assert content(tmp_path / "out") == whole


# Stopping and going on


def test_a_worker_never_hears_the_interrupt_not_even_while_it_starts():
    (outcome,) = run_on_cores(holds_interrupts_back, [Block("all", {})], 1)

    assert outcome.n_sessions == 0


def stop_after(n):
    def progress(done, _):
        if done == n:
            raise KeyboardInterrupt

    return progress


def test_a_run_that_was_stopped_goes_on_with_the_blocks_that_are_left(parts, whole, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        adherence_of_folder(parts, tmp_path, OPTIONS, HERE, progress=stop_after(2))
    assert [path.name for path in tmp_path.iterdir()] == ["unfinished"], "half a report would be taken for a whole one"
    (tmp_path / "unfinished" / "summary" / ".part-00.parquet.5eed").write_bytes(b"left by a process that was killed")

    told = []
    adherence_of_folder(parts, tmp_path, OPTIONS, HERE, progress=lambda *now: told.append(now))

    assert told == [(2, 3), (3, 3)]
    assert content(tmp_path) == whole


def test_an_earlier_report_stays_until_the_new_one_is_whole(parts, tmp_path):
    adherence_of_folder(parts, tmp_path, OPTIONS, HERE)
    before = content(tmp_path)

    with pytest.raises(KeyboardInterrupt):
        adherence_of_folder(parts, tmp_path, STRICT, HERE, progress=stop_after(1))

    assert before.items() <= content(tmp_path).items()


def test_blocks_of_other_choices_or_other_data_are_not_used(parts, whole, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        adherence_of_folder(parts, tmp_path, STRICT, HERE, progress=stop_after(2))

    told = []
    adherence_of_folder(parts, tmp_path, OPTIONS, HERE, progress=lambda *now: told.append(now))

    assert told[0] == (0, 3)
    assert content(tmp_path) == whole


def test_a_partition_that_is_whole_is_used_again(tmp_path, monkeypatch):
    folder = write_mixed(tmp_path / "study", frames())
    plan = replace(HERE, max_rows=100)
    with pytest.raises(KeyboardInterrupt):
        adherence_of_folder(folder, tmp_path / "out", OPTIONS, plan, progress=stop_after(0))
    monkeypatch.setattr(run, "partition", None)

    assert adherence_of_folder(folder, tmp_path / "out", OPTIONS, plan).n_sessions == 994


# What goes wrong


def test_a_corrupt_block_is_named_the_others_are_kept_and_mending_it_lets_the_run_go_on(tmp_path, whole):
    folder = write_parts(tmp_path / "study", frames())
    file = folder / "sessions" / "part-01.parquet"
    right = spoil(file)

    with pytest.raises(RunError, match=r"block part-01: .*part-01.parquet cannot be read: .* 2 of 3 blocks"):
        adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)
    assert not (tmp_path / "out" / "summary.parquet").exists()

    file.write_bytes(right)
    adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)
    assert content(tmp_path / "out") == whole


def test_a_file_that_was_cut_off_is_named_before_anything_is_worked_out(tmp_path):
    folder = write_parts(tmp_path / "study", frames())
    file = folder / "holds" / "part-02.parquet"
    file.write_bytes(file.read_bytes()[:-10])

    with pytest.raises(InputError, match=r"holds/part-02.parquet is not a whole Parquet file"):
        adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)


def test_a_full_disk_names_the_block_and_leaves_no_half_written_file(parts, whole, tmp_path, monkeypatch):
    write = work._write

    def full(table, path):
        write(table, path)
        if "part-01" in path.name and path.parent.name == "periods":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(work, "_write", full)
    with pytest.raises(RunError, match=r"block part-01: .*No space left on device.*1 of 3 blocks .* are finished"):
        adherence_of_folder(parts, tmp_path, OPTIONS, HERE)
    assert not [name for name in content(tmp_path) if "/." in name]

    monkeypatch.undo()
    adherence_of_folder(parts, tmp_path, OPTIONS, HERE)
    assert content(tmp_path) == whole


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(tables=("windws",)), "tables=windws: no such table. Give some of summary"),
        (Plan(workers=0), "workers=0 is not allowed. Give 1 or more"),
        (Plan(scheduler="tcp://10.0.0.1:8786"), "is one of Dask, and the engine is 'local'. Give dask"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(parts, tmp_path, plan, words):
    with pytest.raises(InputError, match=words):
        adherence_of_folder(parts, tmp_path / "out", OPTIONS, plan)
    assert not (tmp_path / "out").exists()


def test_the_row_number_that_pandas_adds_to_a_table_is_no_column_of_it(tmp_path):
    numbered = {name: table.assign(__index_level_0__=range(len(table))) for name, table in frames().items()}
    folder = write_parts(tmp_path / "study", numbered, n_parts=1)

    assert adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE).overall.problems.empty
    study = load_study(folder)
    assert study.problems.empty
    assert "__index_level_0__" not in study.participants


def test_of_a_cut_before_anybody_began_there_is_no_report(parts, tmp_path):
    with pytest.raises(InputError, match="Nobody was observed: as_of=2020-01-01 is the first day not looked at"):
        adherence_of_folder(parts, tmp_path / "out", Options(as_of=date(2020, 1, 1)), HERE)


def test_a_study_whose_holds_are_not_in_parquet_is_refused(tmp_path):
    folder = write_parts(tmp_path / "study", frames())
    (folder / "datapackage.json").write_text(
        (folder / "datapackage.json").read_text("utf-8").replace('"path": "holds"', '"path": "holds.csv"'), "utf-8"
    )
    (folder / "holds.csv").write_text("participant_id\n", "utf-8")

    with pytest.raises(InputError, match=r"holds.csv is not in Parquet"):
        adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)


def test_a_group_that_is_no_column_is_refused(parts, tmp_path):
    with pytest.raises(InputError, match=r"group='arm' is no column of participants"):
        adherence_of_folder(parts, tmp_path / "out", Options(as_of=OPTIONS.as_of, group="arm"), HERE)


@pytest.mark.parametrize(
    ("leave_out", "words"),
    [
        (lambda folder: shutil.rmtree(folder / "sessions"), "has no file of sessions. Every study has one of"),
        (lambda folder: drop(folder / "sessions", "started_at"), "has no column started_at. Its columns: session_id"),
    ],
    ids=["a table", "a column"],
)
def test_what_must_be_there_and_is_not_is_named(leave_out, words, tmp_path):
    folder = write_parts(tmp_path / "study", frames(), n_parts=1)
    (folder / "datapackage.json").unlink()
    leave_out(folder)

    with pytest.raises(InputError, match=words):
        adherence_of_folder(folder, tmp_path / "out", OPTIONS, HERE)


def drop(table, column):
    (file,) = table.iterdir()
    pd.read_parquet(file).drop(columns=column).to_parquet(file, index=False)
