"""The command for researchers: from a study folder to a report, what it says, and its exit codes."""

import json
from datetime import date
from importlib.metadata import version

import pandas as pd
import pytest
from own_folder import write_own_folder

from palsy_kit import cli
from palsy_kit.adherence import Options, adherence, survival
from palsy_kit.catalogue import data_folder
from palsy_kit.errors import ExtraError, InputError
from palsy_kit.scale import adherence_of_folder
from palsy_kit.study import load_study, write_study

SAMPLE = data_folder() / "sample_study"
CUT = "2026-06-29"
TABLES = (
    *("activity", "cohort", "episodes", "incidence", "periods", "persistence", "problems", "retention", "summary"),
    *("summary_by_kind", "windows"),
)


def run(out, *options, study=SAMPLE):
    return cli.main(["adherence", str(study), "--out", str(out), "--as-of", CUT, *options])


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "new" / "report"
    assert run(folder) == 0
    return folder


def test_a_report_has_eleven_tables_the_methods_and_the_choices(report):
    assert sorted(path.name for path in report.iterdir()) == sorted(
        [*(f"{name}.csv" for name in TABLES), "methods.txt", "options.json"]
    )


def test_the_tables_are_those_of_the_library(report):
    result = adherence(load_study(SAMPLE), Options(as_of=date.fromisoformat(CUT)))

    written = pd.read_csv(report / "summary.csv")
    assert list(written) == list(result.summary)
    assert written["participant_id"].tolist() == result.summary["participant_id"].tolist()
    assert written["session_ratio_day_capped"].tolist() == pytest.approx(
        result.summary["session_ratio_day_capped"].tolist(), nan_ok=True
    )


def test_dates_are_iso_and_marks_are_lower_case_and_what_is_unknown_is_empty(report):
    lines = (report / "persistence.csv").read_text("utf-8").splitlines()

    assert lines[6] == "p05,55.0,true,discontinued,true,2026-05-03,2026-05-03,ok"
    assert lines[-1] == "p11,,false,,true,,,quota_only"


def test_the_choices_make_the_same_analysis_again(report):
    choices = json.loads((report / "options.json").read_text("utf-8"))

    assert choices.pop("palsy_kit") == version("palsy-kit")
    assert f"palsy_kit {version('palsy-kit')}" in (report / "methods.txt").read_text("utf-8")
    assert Options(**(choices | {"as_of": date.fromisoformat(choices["as_of"])})) == Options(
        as_of=date.fromisoformat(CUT)
    )


def test_every_choice_reaches_the_analysis(tmp_path):
    given = {
        "--group": "group",
        "--period": "month",
        "--window": "14",
        "--step": "2",
        "--permissible-gap": "5",
        "--gap-clock": "calendar",
        "--rollover": "4",
        "--min-active": "2.5",
    }
    assert run(tmp_path, *(word for pair in given.items() for word in pair)) == 0

    choices = json.loads((tmp_path / "options.json").read_text("utf-8"))
    names = (
        *("group", "period", "window_days", "step_days", "permissible_gap", "gap_clock", "rollover_hours"),
        "min_active_minutes",
    )
    assert [str(choices[name]).removesuffix(".0") for name in names] == list(given.values())
    assert "more than 5 days outside holds" in (tmp_path / "methods.txt").read_text("utf-8")


def test_it_says_each_number_with_its_denominator(tmp_path, capsys):
    run(tmp_path)

    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Sample history (synthetic) - synthetic, no person",
        "Looked at up to and with 28 June 2026.",
        "Roster: 12 participants (11 ok, 1 quota_only).",
        "Initiation: 11 of 12 started.",
        (
            "Implementation: A3 sessions, capped by day: mean 0.65 (95 % interval 0.48 to 0.80), median 0.78, "
            "over 12 of 12 participants; ratio of sums 0.62; 50 % of them at or above 0.8."
        ),
        "Persistence: 3 of 11 discontinued (gap of more than 14 due days); median not reached.",
        "In the curve of persistence: 11 of 12 participants; not in it: 1 with quotas alone.",
        'With --gap-clock calendar (in Python gap_clock="calendar") those with quotas are in it.',
        f"Wrote 11 tables (csv), methods.txt and options.json to {tmp_path}.",
    ]
    assert not said.err


def test_problems_are_counted_on_stderr_and_hold_nobody_back(tmp_path, capsys):
    study = load_study(SAMPLE)
    write_study(study, tmp_path / "study")
    file = tmp_path / "study" / "sessions.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace(",687,", ",-5,")
    lines[2] = lines[2].replace("sample_person,daily", "nobody,daily")
    lines[5] = lines[5].replace("Z,60,", "Z,60,9")
    file.write_text("\n".join(lines) + "\n", "utf-8")

    assert run(tmp_path / "out", study=tmp_path / "study") == 0

    said = capsys.readouterr()
    assert said.err.startswith("palsy-kit: 3 problems; see the table problems.\n  1 x sessions: ")
    assert pd.read_csv(tmp_path / "out" / "problems.csv")["row"].tolist() == [2, 3, 6], "as the file counts"
    assert "12 participants" in said.out


def test_a_folder_from_a_spreadsheet_gives_a_report_with_figures_that_says_first_what_was_lost(tmp_path, capsys):
    write_own_folder(tmp_path / "mine")

    assert run(tmp_path / "out", "--figures", study=tmp_path / "mine") == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "mine"
    words = "start_date is not a date such as 2026-03-09 (1)."
    assert said[3] == f"Look first: 1 of 30 rows of participants could not be used: {words}"
    page = (tmp_path / "out" / "figures.html").read_text("utf-8")
    assert page.count("<figcaption>") == 3
    assert "29 of 30 participants; not in it: 1 unusable" in page
    assert "default-src 'none'" in page


def test_a_study_of_which_no_time_can_be_used_is_refused_and_nothing_is_written(tmp_path, capsys):
    write_own_folder(tmp_path / "mine")
    file = tmp_path / "mine" / "sessions.csv"
    file.write_text(file.read_text("utf-8").replace("Z;", ";"), "utf-8")

    assert run(tmp_path / "out", study=tmp_path / "mine") == 2

    said = capsys.readouterr()
    assert "No row of sessions can be used, so there is no result." in said.err
    assert "The first: row 2: started_at=" in said.err
    assert not said.out
    assert not (tmp_path / "out").exists()


def test_parquet_is_written_on_demand_and_an_earlier_report_goes(tmp_path):
    run(tmp_path)
    (tmp_path / "notes.csv").write_text("mine", "utf-8")

    assert run(tmp_path, "--format", "parquet") == 0

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{name}.parquet" for name in TABLES} | {"notes.csv", "methods.txt", "options.json"}
    assert pd.read_parquet(tmp_path / "persistence.parquet")["first_discontinuation_date"].dtype.kind == "M"


def test_without_statsmodels_all_other_tables_are_written_and_it_says_so(tmp_path, monkeypatch, capsys):
    run(tmp_path)

    def missing(_):
        raise ExtraError("statsmodels is not installed.")

    monkeypatch.setattr(survival, "statsmodels", missing)

    assert run(tmp_path) == 0

    assert "no tables of retention and of competing causes. statsmodels is not installed." in capsys.readouterr().err
    assert not (tmp_path / "retention.csv").exists(), "that of the earlier run would be taken for one of this"
    assert (tmp_path / "cohort.csv").exists()
    assert "Kaplan-Meier" not in (tmp_path / "methods.txt").read_text("utf-8"), "it claims what is not there"


def test_a_pseudonym_that_looks_like_a_formula_is_not_run_by_a_spreadsheet(tmp_path):
    study = load_study(SAMPLE)
    renamed = {
        name: (frame := getattr(study, name)).assign(participant_id=frame["participant_id"].replace("p01", "=1+1"))
        for name in ("participants", "prescriptions", "holds", "sessions", "measures")
    }
    write_study(type(study)(title="T", synthetic=True, problems=study.problems, **renamed), tmp_path / "study")

    run(tmp_path / "out", study=tmp_path / "study")

    for name in ("summary", "periods", "persistence"):
        assert "\n'=1+1," in (tmp_path / "out" / f"{name}.csv").read_text("utf-8")


def test_without_a_cut_it_says_that_today_is_taken(tmp_path, capsys):
    assert cli.main(["adherence", str(SAMPLE), "--out", str(tmp_path)]) == 0

    assert "to cut elsewhere, give --as-of" in capsys.readouterr().out


def own_file(out):
    out.mkdir()
    (out / "summary.csv").write_text("mine", "utf-8")
    return out / "summary.csv"


@pytest.mark.parametrize("parquet", [False, True])
def test_what_a_person_has_in_a_folder_is_not_replaced(tmp_path, capsys, in_parquet, parquet):
    file = own_file(tmp_path / "out")

    assert run(tmp_path / "out", "--workers", "1", study=in_parquet) == 2 if parquet else run(tmp_path / "out") == 2

    assert "are none of a report (summary.csv)" in capsys.readouterr().err
    assert file.read_text("utf-8") == "mine"
    assert [*file.parent.iterdir()] == [file]


@pytest.mark.parametrize("place", ["study", "study/out", "."])
@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_no_report_goes_to_the_folder_of_the_study(tmp_path, capsys, place, table_format):
    write_study(load_study(SAMPLE), tmp_path / "study", table_format=table_format)
    before = sorted(tmp_path.rglob("*"))

    assert run(tmp_path / place, study=tmp_path / "study") == 2

    assert "Give a folder beside it" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_report_that_was_not_written_to_its_end_is_replaced(tmp_path, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr("palsy_kit.adherence.report.write_words", full)
    assert run(tmp_path / "out") == 2
    monkeypatch.undo()

    assert run(tmp_path / "out") == 0

    assert not (tmp_path / "out" / "unfinished").exists()
    assert "No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--group", "arm"], "group='arm' is no column of participants"),
        (["--window", "0"], "window_days=0"),
        (["--rollover", "24"], "rollover_hours=24"),
    ],
)
def test_a_choice_that_cannot_be_is_named_and_nothing_is_written(tmp_path, capsys, options, words):
    assert run(tmp_path / "out", *options) == 2

    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_study_is_refused(tmp_path, capsys):
    assert run(tmp_path / "out", study=tmp_path) == 2
    assert "is not a study folder" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_refused(tmp_path, capsys):
    (tmp_path / "file").write_text("", "utf-8")

    assert run(tmp_path / "file") == 2
    assert "Give another folder" in capsys.readouterr().err


def test_a_date_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["adherence", str(SAMPLE), "--out", "x", "--as-of", "29.6.2026"])

    assert stopped.value.code == 2
    assert "Give one such as 2026-06-29" in capsys.readouterr().err


# A study in Parquet, block by block


@pytest.fixture(scope="module")
def in_parquet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("in_parquet")
    write_study(load_study(SAMPLE), folder, table_format="parquet")
    return folder


def test_a_study_in_parquet_gives_the_same_words_and_tables_in_parquet(in_parquet, tmp_path, capsys):
    run(tmp_path / "memory")
    words = capsys.readouterr().out.splitlines()

    assert run(tmp_path / "out", "--tables", "periods", "--workers", "1", study=in_parquet) == 0

    said = capsys.readouterr()
    assert said.out.splitlines()[1:-1] == words[1:-1]
    assert "Wrote 8 tables (parquet) of 994 sessions in 1 block, methods.txt and options.json" in said.out
    assert not said.err, "a bar is for a terminal"
    names = {"activity", "cohort", "incidence", "periods", "persistence", "problems", "retention", "summary"}
    assert {path.stem for path in (tmp_path / "out").glob("*.parquet")} == names
    assert (tmp_path / "out" / "methods.txt").read_text("utf-8") == (tmp_path / "memory" / "methods.txt").read_text(
        "utf-8"
    )


def test_a_study_in_parquet_is_loaded_whole_when_csv_is_asked_for(in_parquet, tmp_path):
    assert run(tmp_path, "--format", "csv", study=in_parquet) == 0
    assert (tmp_path / "summary.csv").exists()


@pytest.mark.parametrize(
    "options",
    [["--engine", "dask"], ["--scheduler", "tcp://10.0.0.1:8786"], ["--workers", "2"], ["--tables", "periods"]],
)
def test_what_is_for_blocks_is_refused_for_a_study_in_csv(tmp_path, capsys, options):
    assert run(tmp_path / "out", *options) == 2
    assert f"{options[0]} is for studies in Parquet" in capsys.readouterr().err


def test_a_run_that_is_stopped_says_how_to_go_on(in_parquet, tmp_path, capsys, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("palsy_kit.scale.run.run_here", stopped)

    assert run(tmp_path, "--workers", "1", study=in_parquet) == 130
    assert "The finished blocks are kept; the same command goes on from there." in capsys.readouterr().err


def test_a_package_that_names_what_is_gone_is_told_so_in_both_ways(tmp_path, capsys):
    write_study(load_study(SAMPLE), tmp_path / "study")
    write_study(load_study(SAMPLE), tmp_path / "rewritten", table_format="parquet")
    for table in ("sessions", "holds"):
        (tmp_path / "study" / f"{table}.csv").unlink()
        (tmp_path / "rewritten" / f"{table}.parquet").rename(tmp_path / "study" / f"{table}.parquet")

    assert run(tmp_path / "out", "--tables", "periods", study=tmp_path / "study") == 2

    said = capsys.readouterr().err
    assert "datapackage.json names holds (holds.csv), sessions (sessions.csv), which are not there" in said
    with pytest.raises(InputError, match=r"names holds \(holds.csv\), sessions \(sessions.csv\), which are not there"):
        adherence_of_folder(tmp_path / "study", tmp_path / "out", Options(as_of=date.fromisoformat(CUT)))
