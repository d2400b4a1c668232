"""What the practice log promises of rows that come from elsewhere."""

from datetime import date

import pytest
from practice import DAY, MONDAY, a_check_in, a_prescription, a_session

from palsy_kit.programme import prescribed_minutes
from palsy_kit.store import PracticeLog, encode, take
from palsy_kit.store.records import checksum

LATER = MONDAY + 30 * DAY


@pytest.fixture
def log(tmp_path):
    return PracticeLog.open(tmp_path / "log.sqlite3")


def signed(row, **changes):
    """A row that somebody changed, with a checksum that fits."""
    changed = row._replace(**changes)
    return changed._replace(checksum=checksum(changed))


def states(log, *rows):
    return [verdict.state for verdict in log.take_in(rows, entered_at=LATER).verdicts]


def reason(log, row):
    before = log.rows()
    (verdict,) = log.take_in([row], entered_at=LATER).verdicts
    assert verdict.state == "refused"
    assert log.rows() == before
    return verdict.reason


def test_new_rows_come_in_in_their_order_and_twice_is_once(log):
    rows = [encode(a_session(2)), encode(a_check_in()), encode(a_session(1))]

    assert states(log, *rows) == ["new"] * 3
    assert list(log.rows()) == rows
    assert states(log, *rows) == ["known"] * 3
    assert list(log.rows()) == rows


def test_a_row_that_comes_twice_at_once_is_there_once(log):
    assert states(log, encode(a_session()), encode(a_session())) == ["new", "known"]
    assert len(log.rows()) == 1


def test_a_correction_comes_in_after_what_it_corrects_even_if_that_was_there(log):
    log.add_session(a_session())
    correction = encode(a_session(effort=4), corrects="session-000001")

    assert states(log, encode(a_session()), correction) == ["known", "new"]
    assert log.sessions() == (a_session(effort=4),)
    assert states(log, encode(a_session()), correction) == ["known", "known"]


def test_a_session_that_was_corrected_here_is_known_and_stays_corrected(log):
    log.add_session(a_session())
    log.correct("session-000001", a_session(effort=4))

    assert states(log, encode(a_session())) == ["known"]
    assert log.sessions() == (a_session(effort=4),)


def test_a_session_written_down_at_another_instant_is_the_same_session(log):
    log.add_session(a_session())

    assert states(log, encode(a_session(logged_at=LATER))) == ["known"]


def test_another_session_under_a_known_id_is_refused(log):
    log.add_session(a_session())

    assert "already has another session with the id 'session-000001'" in reason(log, encode(a_session(effort=9)))


def test_a_correction_of_nothing_is_refused(log):
    loose = encode(a_session(effort=4), corrects="session-000001")

    assert "corrects event 'session-000001', which is not there" in reason(log, loose)


def test_a_second_way_to_correct_the_same_is_refused(log):
    log.add_session(a_session())
    log.correct("session-000001", a_session(effort=4))

    assert "was already corrected, by event" in reason(log, encode(a_session(effort=9), corrects="session-000001"))


def test_a_correction_of_another_kind_or_another_session_is_refused(log):
    log.add_session(a_session())

    assert "is a check_in and corrects" in reason(log, encode(a_check_in(), corrects="session-000001"))
    assert "is session 'session-000002', not" in reason(log, encode(a_session(2), corrects="session-000001"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": "../../etc"}, "is not the id of an event"),
        ({"id": "session-000009"}, "is session 'session-000001', not 'session-000009'"),
        ({"at": "yesterday"}, "cannot be read"),
        ({"at": "2026-01-05T08:00:00"}, "columns do not fit"),
        ({"utc_offset_min": 10**30}, "columns do not fit"),
        ({"body_schema": -1}, "columns do not fit"),
        ({"body_schema": 99}, "written by a newer palsy_kit"),
        ({"kind": "mood"}, "written by a newer palsy_kit"),
        ({"body": "{}"}, "cannot be read"),
        ({"body": "\ud800"}, "cannot be read"),
    ],
)
def test_a_row_that_no_log_would_have_written_is_refused_however_well_its_checksum_fits(log, changes, says):
    assert says in reason(log, signed(encode(a_session()), **changes))


def test_a_row_that_was_damaged_on_the_way_is_refused(log):
    assert "damaged" in reason(log, encode(a_session())._replace(body="{}"))


def test_one_wrong_row_keeps_no_other_back(log):
    assert states(log, encode(a_session(1)), encode(a_session())._replace(id="x"), encode(a_session(2))) == [
        *("new", "refused", "new")
    ]


def test_looking_changes_nothing_and_says_what_taking_in_would_do(log):
    log.add_session(a_session(1))
    rows = [encode(a_session(1)), encode(a_session(2))]

    looked = take(log.rows(), rows, entered_at=LATER)

    assert len(log.rows()) == 1
    assert log.take_in(rows, entered_at=LATER) == looked


def test_of_two_prescriptions_that_meet_the_earlier_one_ends_where_the_later_begins(log):
    log.prescribe([a_prescription(minutes=5)])
    later = a_prescription(minutes=10, valid_from=date(2026, 2, 2))

    taking = log.take_in([encode(later)], entered_at=LATER)

    assert len(taking.endings) == 1
    assert [(one.minutes, one.valid_to) for one in log.prescriptions()] == [(5, date(2026, 2, 2)), (10, None)]
    week = {"start": date(2026, 2, 2), "end": date(2026, 2, 9)}
    assert prescribed_minutes(log.prescriptions(), **week) == 70
    assert log.take_in([encode(later)], entered_at=LATER).endings == ()


def test_prescriptions_that_were_one_log_stay_as_they_were(log):
    rows = [encode(a_prescription(minutes=5)), encode(a_prescription(minutes=10, valid_from=date(2026, 2, 2)))]

    assert log.take_in(rows, entered_at=LATER).endings == ()
    assert list(log.rows()) == rows
