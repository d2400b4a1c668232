"""What an analysis says of rows that it could not use: never that people did nothing."""

from dataclasses import replace

import pytest
from studies import analysed, daily, day, hold, person, quota, session, sessions, toy

from palsy_kit.adherence import Options, adherence, methods_text, retention_curve, summary_text, write_report
from palsy_kit.adherence.losses import losses
from palsy_kit.errors import InputError
from palsy_kit.study.check import Problem, problems_frame

CUT = Options(as_of=day(14))


def loaded(study, *problems):
    """The study as if loading had left rows out."""
    return replace(study, problems=problems_frame(problems))


NO_ZONE = "started_at='2026-03-02 18:00:00' has no zone; end it in Z, or in an offset such as +02:00"


@pytest.mark.parametrize("table", ["participants", "prescriptions", "sessions"])
def test_without_any_usable_row_there_is_no_result_and_the_first_are_named(table):
    rows = {"participants": [], "prescriptions": [session()], "sessions": [daily()]}[table]
    people = [] if table == "participants" else None
    lost = [Problem("ann", table, row, f"start_date='{row}.4.2026' is not a date", "row left out") for row in (2, 3)]

    with pytest.raises(
        InputError, match=rf"No row of {table} can be used.* 2 of 2 rows of {table} .*is not a date \(2\)"
    ):
        adherence(loaded(toy(*rows, people=people), *lost), CUT)


def test_rows_that_are_lost_are_counted_by_reason_and_by_participant():
    study = toy(daily(), sessions([0, 1, 2]))
    lost = [Problem("ann", "sessions", row, NO_ZONE.replace("02", f"{row:02}"), "row left out") for row in (2, 3)]
    unknown = Problem("bob", "sessions", 4, "participant_id='bob' is not a usable row", "row left out", 5)

    result = adherence(loaded(study, *lost, unknown), CUT)

    assert result.summary["unusable_sessions"].tolist() == [2]
    (loss,) = losses(result.problems, result.n_rows)
    assert (loss.n_lost, loss.n_rows) == (7, 10)
    words = "7 of 10 rows of sessions could not be used: participant_id is not a usable row (5), started_at has no zone"
    assert f"Look first: {words}" in summary_text(result, {})
    assert words in methods_text(result.options, result=result)


def test_a_kind_that_nobody_was_asked_for_is_named_with_those_that_were():
    result = analysed(daily(kind="Daily"), quota(kind="full"), sessions([0, 1]), session(2, kind="full"))

    words = "kind='daily' of 2 sessions is in no prescription; there are: Daily, full"
    assert result.problems["problem"].tolist() == [words]
    assert f"Look first: {words}" in summary_text(result, {})


def refused(study, options, folder):
    result = adherence(study, options)
    with pytest.raises(InputError) as refusal:
        write_report(result, {}, folder / "out")
    assert not (folder / "out").exists()
    return str(refusal.value)


def test_a_study_in_which_no_session_is_of_a_kind_that_is_prescribed_has_no_report(tmp_path):
    said = refused(toy(daily(), sessions([0, 1], kind="täglich")), CUT, tmp_path)

    assert "kind='täglich' of 2 sessions is in no prescription; there are: daily" in said


@pytest.mark.parametrize(("days", "cut", "told"), [(None, 31, True), (None, 30, False), (14, 31, False)])
def test_a_cut_long_after_the_last_session_of_open_plans_is_named(days, cut, told):
    options = Options(as_of=day(cut))
    result = adherence(toy(daily(), sessions([0, 2]), people=[person(days=days)]), options)

    words = "The data are cut on 2 April 2026, 29 days after the last session (4 March 2026)"
    assert len(result.problems) == told
    assert (words in summary_text(result, {})) == told
    assert (words in methods_text(options, result=result)) == told


def test_of_a_cut_before_anybody_began_there_is_no_report(tmp_path):
    said = refused(toy(daily(), session()), Options(as_of=day(0)), tmp_path)

    assert "Nobody was observed: as_of=2026-03-02 is the first day not looked at" in said


def test_an_unusable_row_of_the_roster_makes_no_group_and_is_counted_on_it():
    row = Problem("bob", "participants", 3, "start_date='9.3.2026' is not a date", "row left out")
    result = adherence(loaded(toy(daily(), session()), row), CUT)

    assert result.cohort["group"].unique().tolist() == ["all"]
    assert result.cohort["n_roster"].unique().tolist() == [2]
    assert "Initiation: 1 of 1 started, of those with a result (1 of 2 have none)." in summary_text(result, {})


def test_a_curve_says_who_is_not_in_it_and_why():
    people = [person(), person("bob"), person("eve")]
    faulty = hold(3, id_="eve") | {"reason": "no"}
    result = analysed(daily(), session(), quota("bob"), daily("eve"), faulty, people=people)

    assert retention_curve(result.persistence, result.groups).attrs == {
        "n_roster": 3,
        "without_time": {"quota_only": 1, "error": 1},
    }
    words = "1 of 3 participants; not in them: 1 with quotas alone, 1 unusable"
    assert f"In the curves are {words}." in methods_text(result.options, result=result)
