"""What importing the research workbook of MEPP web promises."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from foreign import mepp_workbook, zipped

from palsy_kit.errors import ExtraError, InputError
from palsy_kit.exchange import mepp, read_mepp


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "mepp.xlsx"
    path.write_bytes(mepp_workbook())
    return path


def change(path, edit):
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def read(path):
    return read_mepp(path, time_zone="America/Toronto")


def test_sessions_and_subjects_become_a_study(workbook):
    study, _ = read(workbook)

    assert study.problems.empty
    roster = study.participants.set_index("participant_id")
    assert roster["affected_side"].to_dict() == {"a1b2": "left", "e5f6": "right"}
    assert roster["archived"].to_dict() == {"a1b2": "false", "e5f6": "true"}
    assert roster["time_zone"].tolist() == ["America/Toronto"] * 2
    first, opened = study.sessions.to_dict("records")
    assert (first["session_id"], first["outcome"], first["exercises_done"], first["exercises_planned"]) == (
        *("s1", "partial"),
        *(1, 2),
    )
    assert first["started_at"] == pd.Timestamp("2026-03-09T18:00Z")
    assert (opened["session_id"], opened["active_s"]) == ("s2", 0)


def test_the_minutes_are_those_in_which_an_exercise_ran(workbook):
    study, _ = read(workbook)

    assert study.sessions["active_s"].tolist()[0] == 30 + 15 + 15  # started, paused, resumed, done; started, skipped


def test_a_subject_without_sessions_stays_on_the_roster_from_the_first_of_the_month(workbook):
    study, faults = read(workbook)

    assert study.participants["start_date"].tolist() == [pd.Timestamp("2026-03-09"), pd.Timestamp("2026-01-01")]
    assert faults == [("subjects row 3", "has no session: the start is the month 2026-01, from its 1st")]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("sessions", "G2", "yesterday", "created_at='yesterday' is not a time"),
        ("sessions", "F3", 2, "session 's2' has no logs, so its minutes are not known"),
        ("logs", "B2", 99, "action='99' is none that MEPP web writes"),
        ("logs", "D2", "noon", "created_at='noon' is not a time"),
    ],
)
def test_what_is_wrong_in_the_workbook_is_named_by_sheet_and_row(workbook, sheet, cell, value, said):
    change(workbook, lambda book: book[sheet].__setitem__(cell, value))

    _, faults = read(workbook)

    assert [place for place, problem in faults if said in problem] == [f"{sheet} row {cell[1:]}"]


def test_a_session_of_somebody_who_is_no_subject_is_a_problem_of_the_study(workbook):
    change(workbook, lambda book: book["sessions"].__setitem__("B3", "=1+1"))

    study, _ = read(workbook)

    assert study.problems[["table", "row"]].to_numpy().tolist() == [["sessions", 3]]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda book: book.remove(book["logs"]), r"no sheet 'logs'. Its sheets: 'subjects', 'sessions'"),
        (lambda book: book["logs"].delete_cols(2), r"no column 'action'. Its columns: 'session_research_id'"),
        (lambda book: book["logs"].delete_rows(1, 20), "no column"),
    ],
)
def test_a_workbook_of_another_kind_is_refused(workbook, edit, says):
    change(workbook, edit)

    with pytest.raises(InputError, match=says):
        read(workbook)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "trap",
    [
        '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_in_a_workbook_are_refused_before_anything_reads_them(workbook, encoding, trap):
    with zipfile.ZipFile(io.BytesIO(workbook.read_bytes())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = files["xl/workbook.xml"].decode().partition("?>")[2] or files["xl/workbook.xml"].decode()
    files["xl/workbook.xml"] = f'<?xml version="1.0" encoding="{encoding}"?>{trap}{text}'.encode(encoding)
    workbook.write_bytes(zipped(files))

    with pytest.raises(InputError, match="declares a document type"):
        read(workbook)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook", zipped({"a.txt": "b"})])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "odd.xlsx").write_bytes(content)

    with pytest.raises(InputError, match="is not a workbook"):
        read(tmp_path / "odd.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused(workbook, monkeypatch):
    monkeypatch.setattr(mepp, "MAX_BYTES", 1000)

    with pytest.raises(InputError, match="too large to be a workbook"):
        read(workbook)


def test_without_openpyxl_the_extra_is_named(workbook, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)

    with pytest.raises(ExtraError, match=r"make research, or pip install"):
        read(workbook)
