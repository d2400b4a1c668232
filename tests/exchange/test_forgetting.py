"""What goes with a day that is deleted, and what stays."""

from datetime import date

from practice import DAY, MONDAY, a_check_in, a_decision, a_prescription

from palsy_kit.exchange import forget
from palsy_kit.store import PracticeLog


def test_what_was_decided_after_a_check_in_goes_with_the_day_of_that_check_in(tmp_path):
    log = PracticeLog.open(tmp_path / "log.sqlite3")
    log.prescribe([a_prescription()])
    for number in (3, 4):
        log.add_check_in(a_check_in(number))
    log.add(a_decision(on_date=date(2026, 1, 8), decided_at=MONDAY + 9 * DAY))

    assert forget(log, date(2026, 1, 8)) == 2

    assert {event.kind for event in log.events()} == {"check_in", "prescription"}
