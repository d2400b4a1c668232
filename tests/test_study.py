"""What the study folder and its frames promise to people who export and to those who analyse."""

import csv
import dataclasses
import json
import runpy
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice import a_prescription, a_session, prescriptions
from strategies import performed_sessions

from palsy_kit.errors import InputError
from palsy_kit.study import Study, load_study, local_dates, prescriptions_frame, sessions_frame, write_study
from palsy_kit.study.tables import DTYPES, TABLES, frame_of

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample_study"

SESSION_COLUMNS = [
    "session_id",
    "participant_id",
    "kind",
    "started_at",
    "utc_offset_min",
    "active_s",
    "planned_s",
    "outcome",
    "focus_areas",
    "exercises_done",
    "exercises_planned",
    "tightness_before",
    "tightness_after",
    "effort",
    "discomfort",
    "new_linked_movement",
    "logged_at",
]
PRESCRIPTION_COLUMNS = [
    "participant_id",
    "kind",
    "valid_from",
    "valid_to",
    "days",
    "sessions_per_day",
    "sessions_per_week",
    "sessions_per_week_max",
    "minutes",
    "entered_at",
]


def a_roster(*ids, zone="Europe/Berlin", start=date(2026, 1, 1)):
    n = len(ids)
    return frame_of("participants", {"participant_id": ids, "time_zone": [zone] * n, "start_date": [start] * n})


def a_study(**frames):
    frames = {"participants": a_roster("me")} | frames
    tables = {name: frames.get(name, frame_of(name, {})) for name in TABLES}
    return Study(title="A toy", synthetic=True, problems=pd.DataFrame(), **tables)


@pytest.fixture
def folder(tmp_path):
    """A study folder of one person with two sessions and a daily prescription."""
    sessions = sessions_frame([a_session(1), a_session(2)])
    write_study(a_study(sessions=sessions, prescriptions=prescriptions_frame([a_prescription()])), tmp_path / "study")
    return tmp_path / "study"


def rewrite(folder, table, old, new):
    file = folder / f"{table}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def problems_of(folder):
    problems = load_study(folder).problems
    return list(problems[["table", "row", "problem", "action"]].itertuples(index=False, name=None))


# From models to frames


def test_a_session_stands_in_the_columns_of_the_contract():
    frame = sessions_frame([a_session(new_linked_movement=False, tightness_before=3)], participant_id="p01")

    assert list(frame) == SESSION_COLUMNS
    row = frame.loc[0].dropna().to_dict()
    assert row == {
        "session_id": "session-000001",
        "participant_id": "p01",
        "kind": "daily",
        "started_at": pd.Timestamp("2026-01-05T08:00Z"),
        "utc_offset_min": 60,
        "active_s": 280.5,
        "planned_s": 300,
        "outcome": "completed",
        "focus_areas": "mouth",
        "exercises_done": 0,
        "exercises_planned": 1,
        "tightness_before": 3,
        "new_linked_movement": False,
        "logged_at": pd.Timestamp("2026-01-05T08:06Z"),
    }


def test_a_session_without_a_list_of_exercises_does_not_claim_that_none_were_done():
    frame = sessions_frame([a_session(exercises=())])

    assert frame[["exercises_done", "exercises_planned"]].isna().all(axis=None)


def test_a_note_stays_with_the_person():
    frame = sessions_frame([a_session(note="for me alone")])

    assert "for me alone" not in frame.to_csv()


def test_a_prescription_stands_in_the_columns_of_the_contract():
    quota = a_prescription(days=(), sessions_per_day=None, sessions_per_week=2, sessions_per_week_max=3)
    frame = prescriptions_frame([a_prescription(), quota])

    assert list(frame) == PRESCRIPTION_COLUMNS
    assert frame["days"].fillna("").tolist() == ["MO,TU,WE,TH,FR,SA,SU", ""]
    assert frame["sessions_per_day"].fillna(0).tolist() == [1, 0]
    assert frame["sessions_per_week_max"].fillna(0).tolist() == [0, 3]
    assert frame["valid_from"].tolist() == [pd.Timestamp("2026-01-05")] * 2


def test_a_frame_of_nothing_has_the_types_of_a_full_one():
    full = sessions_frame([a_session(effort=3, new_linked_movement=True)])

    assert sessions_frame([]).dtypes.equals(full.dtypes)
    assert prescriptions_frame([]).dtypes.equals(prescriptions_frame([a_prescription()]).dtypes)
    assert full.dtypes.astype(str).tolist() == [DTYPES[column.type] for column in TABLES["sessions"]]


# Practice days


@settings(max_examples=50)
@given(st.lists(performed_sessions(), max_size=4))
def test_a_practice_day_in_a_frame_is_the_one_of_the_session(sessions):
    dates = local_dates(sessions_frame(sessions))

    assert [day.date() for day in dates] == [session.practice_date for session in sessions]


@pytest.mark.parametrize(
    ("zone", "started_at", "day"),
    [
        pytest.param("Europe/Berlin", "2026-03-08T22:59Z", "2026-03-08", id="a minute before midnight"),
        pytest.param("Europe/Berlin", "2026-03-08T23:00Z", "2026-03-09", id="midnight"),
        pytest.param("America/New_York", "2024-03-10T06:55Z", "2024-03-10", id="before the clock goes forward"),
        pytest.param("America/New_York", "2024-11-03T05:10Z", "2024-11-03", id="in the hour that comes twice"),
        pytest.param("America/Santiago", "2024-09-08T04:10Z", "2024-09-08", id="on a day without a midnight"),
        pytest.param("America/Santiago", "2024-09-08T03:59Z", "2024-09-07", id="before a day without a midnight"),
        pytest.param("Pacific/Kiritimati", "2026-01-01T11:00Z", "2026-01-02", id="fourteen hours ahead"),
    ],
)
def test_without_an_offset_the_zone_of_the_roster_dates_a_session(zone, started_at, day):
    sessions = frame_of("sessions", {"participant_id": ["me"], "started_at": [pd.Timestamp(started_at)]})

    assert local_dates(sessions, a_roster("me", zone=zone)).tolist() == [pd.Timestamp(day)]


def test_the_offset_of_a_session_stands_above_the_zone_of_the_roster():
    late = pd.Timestamp("2026-01-05T20:00Z")
    values = {"participant_id": ["me", "me"], "started_at": [late, late], "utc_offset_min": [9 * 60, None]}

    dates = local_dates(frame_of("sessions", values), a_roster("me"))

    assert dates.dt.day.tolist() == [6, 5]


def test_a_session_that_cannot_be_dated_is_refused_with_a_way_out():
    sessions = frame_of("sessions", {"participant_id": ["you"], "started_at": [pd.Timestamp("2026-01-05T20:00Z")]})

    with pytest.raises(InputError, match=r"Sessions of you have no utc_offset_min.* on the roster: me\. Fill in"):
        local_dates(sessions, a_roster("me"))


# The folder


@settings(max_examples=25)
@given(
    st.lists(performed_sessions(), max_size=4, unique_by=lambda session: session.session_id),
    st.lists(prescriptions(), max_size=3),
)
def test_what_is_written_is_what_is_loaded(sessions, asks):
    study = a_study(sessions=sessions_frame(sessions), prescriptions=prescriptions_frame(asks))
    with tempfile.TemporaryDirectory() as name:
        write_study(study, Path(name))
        loaded = load_study(Path(name))

    assert (loaded.title, loaded.synthetic) == ("A toy", True)
    assert loaded.problems.empty, loaded.problems.to_string()
    for table in TABLES:
        frame = getattr(loaded, table)
        assert frame.index.tolist() == list(range(2, 2 + len(frame))), "the rows of the file"
        pd.testing.assert_frame_equal(frame.reset_index(drop=True), getattr(study, table))


def test_a_study_with_no_rows_is_a_study(tmp_path):
    write_study(a_study(participants=a_roster()), tmp_path)

    loaded = load_study(tmp_path)

    assert loaded.problems.empty
    assert [str(type_) for type_ in loaded.sessions.dtypes] == [DTYPES[column.type] for column in TABLES["sessions"]]


def test_the_package_describes_every_column(folder):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    for resource in package["resources"]:
        header = (folder / resource["path"]).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_further_columns_of_the_roster_are_kept_for_grouping(tmp_path):
    write_study(a_study(participants=a_roster("p01", "p02").assign(group=["a", None])), tmp_path)

    assert load_study(tmp_path).participants["group"].fillna("none").tolist() == ["a", "none"]


@pytest.mark.parametrize(
    ("table", "old", "new", "problem"),
    [
        ("sessions", "2026-01-05T08:00:00Z", "2026-01-05T08:00:00", "has no zone; end it in Z"),
        ("sessions", "2026-01-05T08:00:00Z", "2026-01-05 08:00", "has no zone; end it in Z"),
        ("sessions", "2026-01-05T08:00:00Z", "yesterday", "started_at='yesterday' is not a time such as"),
        ("sessions", "2026-01-05T08:00:00Z", "", "started_at is empty"),
        ("sessions", "2026-01-05T08:00:00Z", "9999-12-31T23:59:59Z", "started_at lies before 1900 or after 2199"),
        ("sessions", "280.5", "-280.5", "active_s='-280.5' is below 0"),
        ("sessions", "280.5", "inf", "active_s='inf' is not a number"),
        ("sessions", "280.5", "nan", "active_s='nan' is not a number"),
        ("sessions", "280.5", '"280,5"', "active_s='280,5' is not a number"),
        ("sessions", ",60,", ",60.5,", "utc_offset_min='60.5' is not a whole number"),
        ("sessions", ",60,", ",900,", "utc_offset_min='900' is above 840"),
        ("sessions", "completed", "finished", "outcome='finished' is not one of completed, partial"),
        ("sessions", "me,daily", "you,daily", "participant_id='you' is not in participants"),
        ("sessions", "session-000001", "", "session_id is empty"),
        ("sessions", "mouth", "mouth,eyes", "18 cells under 17 columns"),
        ("prescriptions", "2026-01-05,", "05.01.2026,", "valid_from='05.01.2026' is not a date such as"),
        ("prescriptions", "2026-01-05,", "2026-02-30,", "valid_from='2026-02-30' is not a date such as"),
        ("prescriptions", "2026-01-05,,", "2026-01-05,2026-01-04,", "valid_to lies before valid_from"),
        ("prescriptions", "MO,TU", "Monday", "days is not a list such as MO,WE,FR"),
        ("prescriptions", ",1,,,", ",1,3,,", "give days with sessions_per_day, or sessions_per_week, not both"),
        ("prescriptions", ",1,,,", ",,,,", "days needs sessions_per_day, the sessions on each of those days"),
        ("prescriptions", '"MO,TU,WE,TH,FR,SA,SU"', "", "sessions_per_day needs days such as MO,WE,FR"),
        ("prescriptions", '"MO,TU,WE,TH,FR,SA,SU",1', ",", "neither days with sessions_per_day nor sessions_per_week"),
        ("prescriptions", ",1,,,", ",1,,3,", "sessions_per_week_max is not the upper end of a range"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_named(folder, table, old, new, problem):
    rewrite(folder, table, old, new)
    before = {"sessions": 2, "prescriptions": 1}[table]

    ((where, row, said, action),) = problems_of(folder)

    assert (where, row, action) == (table, 2, "row left out")
    assert problem in said
    assert len(getattr(load_study(folder), table)) == before - 1


def test_rows_are_counted_as_a_spreadsheet_counts_them(folder):
    rewrite(folder, "sessions", "session-000002", "\nsession-000002")
    rewrite(folder, "sessions", "completed,mouth,0,1,,,,,,2026-01-06", "oops,mouth,0,1,,,,,,2026-01-06")

    assert [row for _, row, *_ in problems_of(folder)] == [4]


def test_every_fault_of_a_row_is_said(folder):
    rewrite(folder, "sessions", "280.5,300,completed", "-1,-2,finished")

    assert [said.partition("=")[0] for _, _, said, _ in problems_of(folder)] == ["active_s", "planned_s", "outcome"]


def test_of_two_rows_with_one_id_the_first_stays(folder):
    rewrite(folder, "sessions", "session-000002", "session-000001")

    assert problems_of(folder) == [
        ("sessions", 3, "session_id='session-000001' stands in an earlier row too", "row left out")
    ]
    assert load_study(folder).sessions["started_at"].tolist() == [pd.Timestamp("2026-01-05T08:00Z")]


def test_a_participant_who_cannot_be_used_takes_nobody_else_along(tmp_path):
    sessions = pd.concat([sessions_frame([a_session(n)], participant_id=id_) for n, id_ in ((1, "p01"), (2, "p02"))])
    write_study(a_study(participants=a_roster("p01", "p02"), sessions=sessions), tmp_path)
    rewrite(tmp_path, "participants", "p01,Europe/Berlin", "p01,Mars/Olympus")

    study = load_study(tmp_path)

    assert study.participants["participant_id"].tolist() == ["p02"]
    assert study.sessions["participant_id"].tolist() == ["p02"]
    assert study.problems["participant_id"].tolist() == ["p01", "p01"]
    assert "Europe/Berlin" in study.problems["problem"][0]
    assert study.problems["problem"][1] == "participant_id='p01' is not a usable row of participants"


def test_a_column_that_the_table_does_not_have_is_left_out_and_named(folder):
    file = folder / "holds.csv"
    file.write_text(file.read_text("utf-8").replace("counted", "counted,mood"), "utf-8")

    assert problems_of(folder) == [("holds", 1, "'mood' is no column of this table", "column left out")]


def test_a_file_that_a_spreadsheet_saved_is_read(folder):
    file = folder / "sessions.csv"
    file.write_text(file.read_text("utf-8").replace("false", "FALSE"), "utf-8-sig", newline="\r\n")

    assert len(load_study(folder).sessions) == 2


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: folder.rename(folder.with_name("moved")), "study does not exist. Give the folder"),
        (lambda folder: (folder / "datapackage.json").write_text("{"), "is not JSON in UTF-8"),
        (lambda folder: (folder / "datapackage.json").write_text("[]"), "holds a list"),
        (lambda folder: (folder / "datapackage.json").write_text("{}"), "names no file for 'participants'"),
        (lambda folder: (folder / "datapackage.json").write_text('{"resources": "x"}'), "names no file for 'sessions'"),
        (
            lambda folder: (folder / "holds.csv").unlink(),
            "names holds (holds.csv), which is not there. Put back what it names, or remove the entry",
        ),
        (lambda folder: (folder / "holds.csv").write_text(""), "no column participant_id, from_date"),
        (
            lambda folder: rewrite(folder, "sessions", "session-000002", '"session-000002'),
            "a quotation mark opened in row 3 is not closed",
        ),
        (
            lambda folder: rewrite(folder, "sessions", "session-000002", '"s2"x'),
            "a quotation mark opened in row 3 is not closed",
        ),
        (lambda folder: (folder / "holds.csv").write_bytes(b"\xff\xfe"), "is not a CSV file in UTF-8"),
        (
            lambda folder: rewrite(folder, "sessions", "active_s", "minutes"),
            "no column active_s (it has: session_id",
        ),
        (lambda folder: rewrite(folder, "sessions", "kind,", "session_id,"), "the column session_id more than once"),
        (lambda folder: rewrite(folder, "holds", "counted", "counted,reason"), "the column reason more than once"),
        (lambda folder: rewrite_path(folder, "../holds.csv"), "leads out of"),
        (lambda folder: rewrite_path(folder, "/holds.csv"), "leads out of"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_with_a_way_out(folder, spoil, says):
    spoil(folder)

    with pytest.raises(InputError) as refusal:
        load_study(folder)

    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sessions.csv", "holds 5,120 MB, and CSV is read up to 512 MB: it would take some 75 GB of memory"),
        ("datapackage.json", "holds 5,120 MB, and the description of a study is read up to 16 MB"),
    ],
)
def test_a_file_of_five_gigabytes_is_refused_at_once_and_not_read(folder, name, says):
    with (folder / name).open("r+b") as file:
        file.truncate(5 * 2**30)  # a hole: no room on the disk

    with pytest.raises(InputError, match=says):
        load_study(folder)


def test_a_folder_of_ones_own_tables_needs_no_package_and_no_column_that_may_be_empty(folder):
    for name in ("datapackage.json", "holds.csv", "measures.csv"):
        (folder / name).unlink()
    sessions = pd.read_csv(folder / "sessions.csv", dtype="str")
    needed = [column.name for column in TABLES["sessions"] if column.required]
    sessions[needed].to_csv(folder / "sessions.csv", index=False)

    study = load_study(str(folder))

    assert (study.title, study.synthetic) == ("study", False)
    assert study.problems.empty
    assert study.holds.empty
    assert len(study.sessions) == 2
    assert study.sessions["utc_offset_min"].isna().all()
    assert [str(type_) for type_ in study.sessions.dtypes] == [DTYPES[column.type] for column in TABLES["sessions"]]


def test_all_that_a_folder_lacks_is_told_at_once(folder):
    (folder / "datapackage.json").unlink()
    (folder / "prescriptions.csv").unlink()
    rewrite(folder, "participants", "time_zone", "zone")
    rewrite(folder, "sessions", "started_at", "begin")

    with pytest.raises(InputError) as refusal:
        load_study(folder)

    said = str(refusal.value)
    assert "participants.csv has no column time_zone (it has: participant_id, zone" in said
    assert "prescriptions.csv is missing; sessions.csv has no column started_at" in said


@pytest.mark.parametrize(("name", "says"), [("a.zip", "is a zip. Unpack it"), ("sessions.csv", "Give the folder that")])
def test_a_file_in_place_of_a_folder_is_refused_with_the_way_to_the_folder(tmp_path, name, says):
    (tmp_path / name).write_text("", "utf-8")

    with pytest.raises(InputError, match=says):
        load_study(tmp_path / name)


@pytest.mark.parametrize(("between", "decimal"), [(";", ","), ("\t", "."), (",", ".")])
def test_a_table_is_read_as_a_spreadsheet_of_any_language_saves_it(folder, between, decimal):
    rows = pd.read_csv(folder / "sessions.csv", dtype="str")
    rows["active_s"] = rows["active_s"].str.replace(".", decimal)
    rows.to_csv(folder / "sessions.csv", index=False, sep=between, encoding="utf-8-sig", quoting=csv.QUOTE_ALL)
    file = folder / "holds.csv"
    file.write_text(file.read_text("utf-8").replace(",", between).replace("\n", 2 * between + "\n"), "utf-8")

    study = load_study(folder)

    assert study.problems.empty
    assert study.sessions["active_s"].tolist() == [280.5, 280.5]


def test_what_r_and_pandas_write_is_read(folder):
    for table in ("participants", "prescriptions", "sessions"):
        rows = getattr(load_study(folder), table)
        rows.to_csv(folder / f"{table}.csv", index=False, na_rep="NA")  # a blank between date and time, True, NA

    study = load_study(folder)

    assert study.problems.empty, study.problems["problem"].tolist()
    assert study.sessions["effort"].isna().all()
    assert len(study.sessions) == 2


def rewrite_path(folder, path):
    file = folder / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace('"holds.csv"', json.dumps(path)), "utf-8")


def test_the_study_of_one_person_holds_their_rows_alone():
    study = load_study(SAMPLE)
    one = study.of("p08")

    assert one.title == study.title
    assert one.participants["participant_id"].tolist() == ["p08"]
    assert set(one.sessions["participant_id"]) == {"p08"}
    assert len(one.sessions) == (study.sessions["participant_id"] == "p08").sum()
    with pytest.raises(InputError, match=r"participant_id='p99' is not on the roster\. On it: sample_person, p01"):
        study.of("p99")


# The sample


def test_the_sample_is_what_its_tool_makes(tmp_path):
    make = runpy.run_path(str(ROOT / "tools" / "make_sample_study.py"))
    make["main"](tmp_path)

    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in SAMPLE.iterdir()}


def test_the_sample_says_that_nobody_stands_behind_it():
    study = load_study(SAMPLE)

    assert study.synthetic
    assert "synthetic" in study.title
    assert "No person's data" in (SAMPLE / "README.md").read_text("utf-8")


def test_the_sample_has_no_problem_and_ends_on_its_day():
    study = load_study(SAMPLE)
    dates = local_dates(study.sessions, study.participants)

    assert study.problems.empty
    assert len(study.participants) == 12
    assert dates.between("2026-03-09", "2026-06-28").all()


def test_in_the_sample_nobody_is_in_two_sessions_at_once():
    sessions = load_study(SAMPLE).sessions.sort_values(["participant_id", "started_at"])
    ends = sessions["started_at"] + pd.to_timedelta(sessions["active_s"], unit="s")
    after = sessions["started_at"].shift(-1) >= ends
    same = sessions["participant_id"] == sessions["participant_id"].shift(-1)

    assert after[same].all()
    assert (sessions["logged_at"] >= ends).all()


def test_the_sample_person_rests_in_their_hold_and_stops_once_for_tightness():
    study = load_study(SAMPLE).of("sample_person")
    dates = local_dates(study.sessions)
    ill = study.holds.iloc[0]

    assert not ((ill["from_date"] <= dates) & (dates < ill["to_date"])).any()
    stopped = study.sessions[study.sessions["outcome"] == "stopped_tight"]
    assert dates[stopped.index].tolist() == [pd.Timestamp("2026-05-12")]
    after = study.sessions[dates.between("2026-05-13", "2026-05-19")]
    assert set(after["kind"]) == {"release"}


def test_in_the_sample_practice_goes_on_from_day_to_day():
    """A day after practice holds practice more often than a day after none: no coin is flipped."""
    study = load_study(SAMPLE).of("p09")
    days = pd.date_range("2026-03-09", "2026-06-27")
    done = pd.Series(days.isin(local_dates(study.sessions)))
    before = done.shift(fill_value=True)

    assert done[before].mean() > done[~before].mean() + 0.2


def test_a_study_cannot_be_changed_by_accident():
    with pytest.raises(dataclasses.FrozenInstanceError):
        a_study().title = "another"
