"""What the practice log promises to whoever writes to it and reads from it."""

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice import DAY, MONDAY, a_check_in, a_decision, a_hold, a_prescription, a_session, prescriptions, records

from palsy_kit.errors import InputError, StoreError
from palsy_kit.programme import prescribed_minutes, renewed
from palsy_kit.session import PerformedSession
from palsy_kit.store import PracticeLog, prescribing
from palsy_kit.store.records import Row, checksum


@pytest.fixture
def log(tmp_path):
    return PracticeLog.open(tmp_path / "log.sqlite3")


def test_a_new_log_is_empty(log):
    assert log.sessions() == log.check_ins() == log.prescriptions() == log.holds() == log.events() == ()
    assert log.decisions() == ()
    assert log.last_check_in() is None


def test_what_is_added_is_there_when_the_log_is_opened_again(log):
    log.add_session(a_session())
    log.add_check_in(a_check_in())
    log.prescribe([a_prescription()])
    with PracticeLog.open(log.path) as again:
        assert again.sessions() == (a_session(),)
        assert again.check_ins() == (a_check_in(),)
        assert again.prescriptions() == (a_prescription(),)


def test_a_session_offered_again_is_not_new_and_changes_nothing(log):
    assert log.add_session(a_session()) is True
    assert log.add_session(a_session()) is False
    assert log.sessions() == (a_session(),)


def test_the_same_session_in_another_time_zone_is_the_same(log):
    log.add_session(a_session())
    elsewhere = timezone(timedelta(hours=9))
    session = a_session()
    same = session.model_copy(
        update={name: getattr(session, name).astimezone(elsewhere) for name in ("started_at", "logged_at")}
    )
    assert log.add_session(same) is False


def test_an_instant_in_the_repeated_hour_of_autumn_comes_back_as_it_was(log):
    started_at = datetime(2024, 11, 3, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))
    log.add_session(a_session(started_at=started_at))
    assert log.sessions()[0].started_at.isoformat() == "2024-11-03T06:30:00+00:00"


def test_another_session_under_the_same_id_is_refused_and_nothing_changes(log):
    log.add_session(a_session())
    with pytest.raises(StoreError, match=r"another session with the id 'session-000001'.*Nothing was changed"):
        log.add_session(a_session(note="another"))
    assert log.sessions() == (a_session(),)


def test_of_several_records_all_or_none_are_kept(log):
    log.add_session(a_session(2))
    with pytest.raises(StoreError, match="session-000002"):
        log.add_all([a_session(1), a_check_in(), a_session(2, note="another")])
    assert log.sessions() == (a_session(2),)
    assert log.check_ins() == ()


def test_the_id_of_an_added_session_is_its_own_and_another_records_follows_from_its_content(log):
    assert log.add(a_session()) == "session-000001"
    assert log.add(a_check_in()) == log.add(a_check_in()) != log.add(a_check_in(2))
    assert len(log.check_ins()) == 2


def test_sessions_and_check_ins_come_in_the_order_of_time_not_of_writing(log):
    for number in (3, 1, 2):
        log.add_session(a_session(number))
        log.add_check_in(a_check_in(number))
    assert log.sessions() == tuple(a_session(number) for number in (1, 2, 3))
    assert log.check_ins() == tuple(a_check_in(number) for number in (1, 2, 3))
    assert log.last_check_in() == a_check_in(3)


def test_a_correction_is_what_readers_see_and_the_old_version_stays(log):
    first = log.add(a_session())
    second = log.correct(first, a_session(note="once more"))
    third = log.correct(second, a_session(note="and again"))
    assert log.sessions() == (a_session(note="and again"),)
    assert [(event.event_id, event.corrects) for event in log.events()] == [
        (first, None),
        (second, first),
        (third, second),
    ]
    assert log.events()[0].record == a_session()


def test_no_version_of_a_corrected_session_is_new(log):
    log.correct(log.add(a_session()), a_session(note="corrected"))
    assert log.add_session(a_session()) is False
    assert log.add_session(a_session(note="corrected")) is False
    assert log.sessions() == (a_session(note="corrected"),)


def test_the_same_correction_again_changes_nothing(log):
    first = log.add(a_check_in())
    assert log.correct(first, a_check_in(pain=3)) == log.correct(first, a_check_in(pain=3))
    assert log.correct(first, a_check_in()) == first
    assert len(log.events()) == 2


def test_an_event_can_be_corrected_back_and_forth(log):
    newest = log.add(a_check_in())
    for pain in (3, 0, 3, 0):
        newest = log.correct(newest, a_check_in(pain=pain))
    assert len(log.events()) == 5
    assert log.check_ins() == (a_check_in(),)


def test_two_different_corrections_of_one_event_do_not_overwrite_each_other(log):
    first = log.add(a_check_in())
    second = log.correct(first, a_check_in(pain=3))
    with pytest.raises(StoreError, match=f"already corrected, by event '{second}'. Correct that one"):
        log.correct(first, a_check_in(pain=4))
    assert log.check_ins() == (a_check_in(pain=3),)


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (a_check_in(), "'session-000001' is a session, not a check_in"),
        (a_session(2), "is session 'session-000001', not 'session-000002'"),
    ],
)
def test_a_correction_is_of_the_same_thing(log, record, says):
    log.add(a_session())
    with pytest.raises(StoreError, match=says):
        log.correct("session-000001", record)
    assert log.sessions() == (a_session(),)


def test_a_correction_of_nothing_is_refused(log):
    with pytest.raises(StoreError, match="no event 'nothing'"):
        log.correct("nothing", a_session())


def test_a_new_prescription_ends_the_earlier_one_of_its_kind_and_the_past_stays(log):
    log.prescribe([a_prescription(), a_prescription(kind="full", minutes=20)])
    log.prescribe([a_prescription(minutes=10, valid_from=date(2026, 2, 1), entered_at=MONDAY + 20 * DAY)])
    daily = [prescription for prescription in log.prescriptions() if prescription.kind == "daily"]
    assert [(p.minutes, p.valid_from, p.valid_to) for p in daily] == [
        (5, date(2026, 1, 5), date(2026, 2, 1)),
        (10, date(2026, 2, 1), None),
    ]
    assert daily[0].entered_at == MONDAY
    assert [p.valid_to for p in log.prescriptions() if p.kind == "full"] == [None]


def test_what_is_asked_for_alone_ends_every_other_kind_on_that_day(log):
    log.prescribe([a_prescription(), a_prescription(kind="full"), a_prescription(kind="upkeep")])
    alone = a_prescription(minutes=10, valid_from=date(2026, 2, 1), entered_at=MONDAY + 20 * DAY)
    log.prescribe([alone], alone_from=date(2026, 2, 1))
    ends = {(one.kind, one.minutes): one.valid_to for one in log.prescriptions()}
    assert ends == {
        ("daily", 5): date(2026, 2, 1),
        ("daily", 10): None,
        ("full", 5): date(2026, 2, 1),
        ("upkeep", 5): date(2026, 2, 1),
    }
    assert {event.at for event in log.events()[3:]} == {MONDAY + 20 * DAY}


def test_what_is_asked_for_alone_begins_only_together_with_the_end_of_the_others(log, monkeypatch):
    log.prescribe([a_prescription(), a_prescription(kind="full")])
    before = log.rows()
    end = prescribing._end

    def end_but_one(connection, kind, *facts):
        if kind == "full":
            raise sqlite3.OperationalError("disk I/O error")
        return end(connection, kind, *facts)

    monkeypatch.setattr(prescribing, "_end", end_but_one)
    alone = a_prescription(minutes=10, valid_from=date(2026, 2, 1), entered_at=MONDAY + 20 * DAY)
    with pytest.raises(StoreError, match="disk I/O error"):
        log.prescribe([alone], alone_from=date(2026, 2, 1))
    assert log.rows() == before


def test_when_a_prescription_was_ended_is_kept(log):
    log.prescribe([a_prescription()])
    log.end_prescription("daily", on=date(2026, 2, 1), entered_at=MONDAY + 20 * DAY)
    assert [event.at for event in log.events()] == [MONDAY, MONDAY + 20 * DAY]


def test_a_prescription_that_would_have_begun_later_never_holds(log):
    log.prescribe([a_prescription(valid_from=date(2026, 3, 1))])
    log.prescribe([a_prescription(minutes=10, valid_from=date(2026, 2, 1), entered_at=MONDAY + DAY)])
    days = {"start": date(2026, 2, 1), "end": date(2026, 4, 1)}
    assert prescribed_minutes(log.prescriptions(), **days) == 59 * 10


def test_decisions_come_in_the_order_in_which_they_were_made(log):
    second, first = a_decision(decided_at=MONDAY + 9 * DAY), a_decision()
    for decision in (second, first, second):
        log.add(decision)
    assert PracticeLog.open(log.path).decisions() == (first, second)


def test_prescribing_the_same_again_changes_nothing(log):
    assert len(log.prescribe([a_prescription()])) == 1
    log.prescribe([a_prescription(minutes=10, valid_from=date(2026, 2, 1))])
    before = log.events()
    assert log.prescribe([a_prescription()]) == ()
    assert log.events() == before


def test_ending_a_prescription_that_does_not_hold_says_what_does(log):
    log.prescribe([a_prescription(kind="full")])
    with pytest.raises(InputError, match=r"kind 'daily' is asked for from 2026-02-01 on. Asked for: full\."):
        log.end_prescription("daily", on=date(2026, 2, 1), entered_at=MONDAY)
    log.end_prescription("full", on=date(2026, 2, 1), entered_at=MONDAY)
    with pytest.raises(InputError, match="Asked for: nothing"):
        log.end_prescription("full", on=date(2026, 2, 1), entered_at=MONDAY)


@given(st.lists(prescriptions(kinds=st.sampled_from(["daily", "full"])), max_size=6))
@settings(max_examples=25)
def test_at_most_one_prescription_of_a_kind_holds_on_any_day(given_prescriptions):
    with TemporaryDirectory() as folder:
        log = PracticeLog.open(Path(folder) / "log.sqlite3")
        for prescription in given_prescriptions:
            log.prescribe([prescription])
        versions = log.prescriptions()
    days = {p.valid_from for p in versions} | {p.valid_to for p in versions if p.valid_to}
    for day in days:
        in_force = [p.kind for p in versions if p.in_force(day)]
        assert len(in_force) == len(set(in_force))


@given(st.lists(st.lists(prescriptions(kinds=st.sampled_from(["daily", "full"])), max_size=3), max_size=4))
@settings(max_examples=25)
def test_the_log_and_the_library_keep_one_rule_for_what_a_new_version_ends(entries):
    standing, given_before = (), set()
    with TemporaryDirectory() as folder:
        log = PracticeLog.open(Path(folder) / "log.sqlite3")
        for entry in entries:
            log.prescribe(entry)
            # The very same version again is news to the rule, and none to the log.
            new = dict.fromkeys(version for version in map(_in_utc, entry) if version not in given_before)
            standing = renewed(standing, new)
            given_before.update(new)
        assert sorted(map(repr, log.prescriptions())) == sorted(map(repr, standing))


def test_prescriptions_from_before_a_field_was_there_are_the_same_events_today():
    body = a_prescription().model_dump_json()
    assert "anchors" not in body
    assert "focus_areas" not in body


def test_a_hold_ends_when_the_person_goes_on_and_the_days_before_stay_a_rest(log):
    assert log.add_hold(a_hold()) is True
    assert log.add_hold(a_hold()) is False
    assert log.resume(on=date(2026, 3, 9), entered_at=MONDAY + 63 * DAY) == 1
    (hold,) = log.holds()
    assert (hold.from_date, hold.to_date) == (date(2026, 3, 2), date(2026, 3, 9))
    assert log.resume(on=date(2026, 3, 9), entered_at=MONDAY + 63 * DAY) == 0


def test_a_hold_that_was_over_already_stays_as_it_was(log):
    log.add_all([a_hold(to_date=date(2026, 3, 5)), a_hold(from_date=date(2026, 4, 1))])
    assert log.resume(on=date(2026, 3, 9), entered_at=MONDAY + 63 * DAY) == 1
    assert [hold.to_date for hold in log.holds()] == [date(2026, 3, 5), date(2026, 4, 1)]


def test_a_record_that_would_not_read_back_the_same_is_refused(log):
    with pytest.raises(InputError, match="active_s"):
        log.add(a_session(active_s=float("inf")))
    with pytest.raises(InputError, match="effort"):
        log.add(a_session().model_copy(update={"effort": 11}))
    with pytest.raises(InputError, match="str is not kept in the practice log"):
        log.add("a string")
    assert log.events() == ()


@given(st.lists(records, max_size=8), st.data())
@settings(max_examples=40)
def test_any_records_and_corrections_read_back_as_written_and_twice_is_once(added, data):
    expected = {}
    with TemporaryDirectory() as folder:
        log = PracticeLog.open(Path(folder) / "log.sqlite3")
        for record in added:
            expected[log.add(record)] = record
        for event_id, record in list(expected.items()):
            if isinstance(record, PerformedSession) and data.draw(st.booleans(), label="correct"):
                corrected = record.model_copy(update={"note": data.draw(st.text(max_size=20), label="note")})
                del expected[event_id]
                expected[log.correct(event_id, corrected)] = corrected
        for record in added:
            log.add(record)
        current = (*log.sessions(), *log.check_ins(), *log.prescriptions(), *log.holds(), *log.decisions())
        again = PracticeLog.open(log.path)
        assert again.events() == log.events()
    assert sorted(map(repr, current)) == sorted(map(repr, map(_in_utc, expected.values())))


def _in_utc(record):
    return type(record).model_validate_json(record.model_dump_json())


@pytest.mark.parametrize("change", ["UPDATE events SET body = '{}'", "DELETE FROM events"])
def test_the_file_itself_refuses_changes_and_deletions(log, change):
    log.add(a_session())
    connection = sqlite3.connect(log.path)
    with pytest.raises(sqlite3.IntegrityError, match="events are never"):
        connection.execute(change)
    connection.close()
    assert log.sessions() == (a_session(),)


def _write(path, statement, values=()):
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER events_are_not_changed")
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def test_an_event_that_does_not_fit_its_checksum_is_named_not_shown(log):
    log.add(a_session())
    _write(log.path, "UPDATE events SET body = replace(body, '280.5', '290.5')")
    with pytest.raises(StoreError, match=r"event 'session-000001' \(session\) is damaged"):
        log.sessions()


def test_an_event_of_a_kind_that_a_newer_palsy_kit_keeps_is_named_where_it_matters(log):
    log.add(a_session())
    row = Row("photo-000001", "photo", MONDAY.isoformat(), None, None, 1, "{}", "")
    row = row._replace(checksum=checksum(row))
    connection = sqlite3.connect(log.path)
    names = ", ".join(Row._fields)
    connection.execute(f"INSERT INTO events ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.commit()
    connection.close()
    assert log.sessions() == (a_session(),)
    with pytest.raises(StoreError, match=r"'photo-000001' was written by a newer palsy_kit \(kind 'photo'.*Update"):
        log.events()


def test_forgetting_an_event_takes_all_its_versions(log):
    first = log.add(a_session(note="a first secret"))
    second = log.correct(first, a_session(note="a second secret"))
    log.add(a_session(2))
    assert log.forget(second) == 2
    assert log.sessions() == (a_session(2),)
    assert log.add_session(a_session()) is True


def test_forgetting_what_is_not_there_deletes_nothing(log):
    log.add(a_session())
    with pytest.raises(StoreError, match="no event 'nothing'"):
        log.forget("session-000001", "nothing")
    assert log.sessions() == (a_session(),)


def _bytes_of(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_what_is_forgotten_is_in_no_byte_of_the_folder(log):
    secret = "a note that nobody shall read"
    for number in range(1, 60):
        log.add_session(a_session(number, note=f"{secret} {number} " * (number % 7)))
        log.correct(f"session-{number:06}", a_session(number, note=f"corrected, {secret} {number} " * (number % 5)))
        if number % 20 == 0:
            log.back_up(now=MONDAY + number * DAY)
    assert secret.encode() in _bytes_of(log.path.parent)
    log.forget(*(event.event_id for event in log.events() if secret in event.record.note))
    assert secret.encode() not in _bytes_of(log.path.parent)
    assert [session.note for session in log.sessions()] == [""] * len(log.sessions())
    log.forget_everything()
    assert b"session-0" not in _bytes_of(log.path.parent)
    assert log.events() == ()


def test_an_interrupted_deletion_is_finished_when_the_log_is_opened_again(log, monkeypatch):
    secret = "a note that nobody shall read"
    for number in range(1, 40):
        log.add_session(a_session(number, note=secret))

    def power_cut(connection):
        raise KeyboardInterrupt

    monkeypatch.setattr("palsy_kit.store.log.sweep", power_cut)
    with pytest.raises(KeyboardInterrupt):
        log.forget(*(f"session-{number:06}" for number in range(1, 39)))
    again = PracticeLog.open(log.path)
    assert again.sessions() == (a_session(39, note=secret),)
    assert _bytes_of(log.path.parent).count(secret.encode()) == 1
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"), sqlite3.connect(log.path) as connection:
        connection.execute("DELETE FROM events")
    connection.close()


def test_a_log_that_was_moved_away_is_told_and_not_begun_anew(log):
    log.add(a_session())
    log.path.rename(log.path.with_name("elsewhere.sqlite3"))
    with pytest.raises(StoreError, match="is not there"):
        log.add_session(a_session(2))
    assert not log.path.exists()


def test_a_time_zone_is_no_part_of_what_is_kept(log):
    log.add(a_session())
    assert log.sessions()[0].started_at.tzinfo.utcoffset(None) == timedelta(0)
    assert log.events()[0].at == datetime(2026, 1, 5, 8, 6, tzinfo=UTC)
