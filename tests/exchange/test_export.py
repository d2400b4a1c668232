"""What an export promises: all of it and back unchanged, or nothing that gives a person away."""

import csv
import json
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from histories import fill, steps
from hypothesis import given, settings
from hypothesis import strategies as st
from practice import DAY, MONDAY, a_check_in, a_hold, a_prescription, a_session

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.exchange import Choices, export_everything, export_for_study, read_import
from palsy_kit.exchange.intake import likeness
from palsy_kit.programme import Anchor
from palsy_kit.store import PracticeLog
from palsy_kit.study import files, load_study
from palsy_kit.study.tables import TABLES

HERE = {"time_zone": "Europe/Berlin"}
NAMED = HERE | {"participant_id": "p-1"}
SECRET = "do not tell"


@pytest.fixture
def log(tmp_path):
    """A log with every kind of record, one of each corrected, and text that a person typed wherever one can."""
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.prescribe([a_prescription(anchors=(Anchor(name=SECRET, minutes=5),), remark=SECRET)])
    log.prescribe([a_prescription(minutes=10, valid_from=date(2026, 1, 12))])
    log.add_check_in(a_check_in(1))
    for number in range(1, 9):
        log.add_session(a_session(number, note=SECRET))
    log.correct("session-000003", a_session(3, note=f"still {SECRET}", effort=4))
    log.add_hold(a_hold())
    log.resume(on=date(2026, 3, 6), entered_at=MONDAY + 60 * DAY)
    return log


def restored(target, path):
    """A new log with all that an export holds."""
    intake = read_import(target, Choices(now=MONDAY))
    assert intake.faults == []
    log = PracticeLog.open(path)
    taking = log.take_in([item.row for item in intake.items], entered_at=MONDAY)
    assert {verdict.state for verdict in taking.verdicts} <= {"new"}
    return log


@settings(max_examples=40)
@given(steps, st.sampled_from(["all.zip", "all"]))
def test_export_then_import_is_the_identity(steps, name):
    with tempfile.TemporaryDirectory() as folder:
        log = fill(PracticeLog.open(Path(folder) / "old.sqlite3"), steps)
        n_rows = export_everything(log, Path(folder) / name, **HERE)
        again = restored(Path(folder) / name, Path(folder) / "new.sqlite3")

        assert n_rows == len(log.rows())
        assert again.rows() == log.rows()
        assert again.events() == log.events()


def test_importing_everything_twice_changes_nothing(log, tmp_path):
    export_everything(log, tmp_path / "all.zip", **HERE)
    intake = read_import(tmp_path / "all.zip", Choices(now=MONDAY))
    before = log.rows()

    taking = log.take_in([item.row for item in intake.items], entered_at=MONDAY)

    assert {verdict.state for verdict in taking.verdicts} == {"known"}
    assert log.rows() == before


def test_a_full_export_is_also_a_study_that_loads(log, tmp_path):
    export_everything(log, tmp_path / "all", **HERE)

    study = load_study(tmp_path / "all")

    assert study.problems.empty
    assert len(study.sessions) == len(log.sessions())
    assert study.sessions["session_id"].tolist() == [session.session_id for session in log.sessions()]


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
@pytest.mark.parametrize("weeks", [0, -60])
def test_what_is_exported_for_a_study_loads_without_a_problem(log, tmp_path, table_format, weeks):
    written = export_for_study(log, tmp_path / "study", **NAMED, weeks_shifted=weeks, table_format=table_format)

    loaded = load_study(tmp_path / "study")

    assert loaded.problems.empty
    assert sorted(path.suffix for path in (tmp_path / "study").iterdir()) == sorted(
        [f".{table_format}"] * 5 + [".json"]
    )
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(loaded, table).reset_index(drop=True), getattr(written, table))
    assert loaded.holds["to_date"].notna().all()
    assert loaded.participants["affected_side"].tolist() == ["left"]


def test_nothing_that_a_person_typed_and_no_id_of_the_log_is_in_an_export_for_a_study(log, tmp_path):
    export_for_study(log, tmp_path / "study", **NAMED)

    text = "".join(path.read_text("utf-8") for path in (tmp_path / "study").iterdir())
    assert SECRET not in text
    assert not [event.event_id for event in log.events() if event.event_id in text]
    assert '"pseudonymised": true' in text


def test_shifting_keeps_weekdays_times_and_distances_and_does_not_say_by_how_much(log, tmp_path):
    kept = export_for_study(log, tmp_path / "kept", **NAMED)
    moved = export_for_study(log, tmp_path / "moved", **NAMED, weeks_shifted=-77)

    by = pd.Timedelta(weeks=-77)
    assert (moved.sessions["started_at"] - kept.sessions["started_at"] == by).all()
    assert (moved.sessions["logged_at"] - kept.sessions["logged_at"] == by).all()
    assert moved.holds["from_date"].dt.day_name().tolist() == kept.holds["from_date"].dt.day_name().tolist()
    assert moved.participants["start_date"].tolist() == [kept.participants["start_date"][0] + by]
    package = json.loads((tmp_path / "moved" / "datapackage.json").read_text("utf-8"))
    assert package["dates"] == "shifted by whole weeks"
    assert "77" not in json.dumps(package)


def test_shifted_dates_never_become_a_practice_log(log, tmp_path):
    export_for_study(log, tmp_path / "moved.zip", **NAMED, weeks_shifted=-77)

    with pytest.raises(InputError, match=r"dates in .*moved\.zip were shifted"):
        read_import(tmp_path / "moved.zip", Choices(now=MONDAY))


def test_a_zip_holds_what_the_folder_holds(log, tmp_path):
    export_everything(log, tmp_path / "all", **HERE)
    export_everything(log, tmp_path / "all.zip", **HERE)

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}
    assert zipped == {path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()}


def test_the_data_package_describes_every_column_of_every_table(log, tmp_path):
    export_for_study(log, tmp_path / "study", **NAMED)

    package = json.loads((tmp_path / "study" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (tmp_path / "study" / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [field["name"] for field in resource["schema"]["fields"]] == header


@pytest.mark.parametrize("name", ["there", "there.zip", "no_such_folder/new.zip"])
def test_an_export_never_writes_over_anything_and_leaves_nothing_behind(log, tmp_path, name):
    (tmp_path / "there").mkdir()
    (tmp_path / "there.zip").write_bytes(b"mine")
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(InputError, match=r"exists|cannot be written"):
        export_everything(log, tmp_path / name, **HERE)

    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "there.zip").read_bytes() == b"mine"


def test_an_export_is_for_the_eyes_of_its_owner_until_they_hand_it_on(log, tmp_path):
    export_everything(log, tmp_path / "all.zip", **HERE)
    export_everything(log, tmp_path / "all", **HERE)

    assert (tmp_path / "all.zip").stat().st_mode & 0o77 == 0
    assert (tmp_path / "all").stat().st_mode & 0o77 == 0


def test_an_empty_log_is_not_exported(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")

    with pytest.raises(InputError, match=r"There is nothing in .* yet"):
        export_everything(log, tmp_path / "all.zip", **HERE)


def test_parquet_without_pyarrow_names_the_extra(log, tmp_path, monkeypatch):
    def no_pyarrow(*_, **__):
        raise ImportError("no pyarrow")

    monkeypatch.setattr(files.pd.DataFrame, "to_parquet", no_pyarrow)

    with pytest.raises(ExtraError, match=r"make research, or pip install"):
        export_for_study(log, tmp_path / "study", **NAMED, table_format="parquet")
    assert not (tmp_path / "study").exists()


def test_a_study_folder_becomes_a_log_and_twice_is_once(log, tmp_path):
    export_for_study(log, tmp_path / "study.zip", **NAMED)
    new = restored(tmp_path / "study.zip", tmp_path / "new.sqlite3")

    assert [session.started_at for session in new.sessions()] == [session.started_at for session in log.sessions()]
    assert [session.active_s for session in new.sessions()] == [session.active_s for session in log.sessions()]
    assert new.holds() == tuple(
        hold.model_copy(update={"entered_at": new.holds()[0].entered_at}) for hold in log.holds()
    )
    assert [(one.kind, one.minutes, one.valid_to) for one in new.prescriptions()] == [
        (one.kind, one.minutes, one.valid_to) for one in log.prescriptions()
    ]
    before = new.rows()
    again = read_import(tmp_path / "study.zip", Choices(now=MONDAY + DAY))
    new.take_in([item.row for item in again.items], entered_at=MONDAY + DAY)
    assert new.rows() == before


@settings(max_examples=10)
@given(steps)
def test_what_the_log_has_comes_in_from_a_study_folder_as_doubled(steps):
    with tempfile.TemporaryDirectory() as folder:
        log = fill(PracticeLog.open(Path(folder) / "log.sqlite3"), steps)
        export_for_study(log, Path(folder) / "study", **NAMED)
        there = frozenset(likeness(event.record) for event in log.events())

        intake = read_import(Path(folder) / "study", Choices(now=MONDAY, there=there))

        assert intake.items == []
        assert intake.faults == []
        assert intake.n_doubled == len(log.sessions()) + len(log.prescriptions()) + len(log.holds())
