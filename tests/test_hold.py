"""What a hold promises: it excuses its days and no others, and ends without touching the days before."""

from datetime import date

import pytest
from practice import a_hold

from palsy_kit.errors import InputError
from palsy_kit.hold import HOLD_WORDS, REASON_WORDS, HoldReason
from palsy_kit.study.tables import HOLD_REASONS


def excused(hold, *days):
    return [hold.excuses(date(2026, 3, day)) for day in days]


def test_a_hold_excuses_from_its_first_day_up_to_not_on_its_end():
    assert excused(a_hold(to_date=date(2026, 3, 5)), 1, 2, 4, 5) == [False, True, True, False]


def test_an_open_hold_goes_on():
    assert excused(a_hold(), 1, 2, 31) == [False, True, True]
    assert a_hold().excuses(date(2036, 2, 29))


def test_a_counted_hold_excuses_nothing():
    assert excused(a_hold(counted=True), 2, 3) == [False, False]


def test_going_on_ends_a_hold_on_that_day():
    assert excused(a_hold().ending(date(2026, 3, 4)), 2, 3, 4) == [True, True, False]


def test_a_hold_that_would_begin_after_going_on_never_holds():
    assert excused(a_hold().ending(date(2026, 3, 1)), 1, 2, 3) == [False, False, False]


def test_a_hold_that_ended_before_stays_as_it_is():
    over = a_hold(to_date=date(2026, 3, 5))
    assert over.ending(date(2026, 3, 5)) == over.ending(date(2026, 4, 1)) == over


def test_a_hold_does_not_end_before_it_begins():
    with pytest.raises(InputError, match="to_date=2026-03-01 lies before from_date=2026-03-02"):
        a_hold(to_date=date(2026, 3, 1))


def test_another_reason_is_refused():
    with pytest.raises(InputError, match="reason='lazy'"):
        a_hold(reason="lazy")


def test_every_reason_has_words_and_is_one_that_a_study_knows():
    assert set(HOLD_WORDS.values()) == set(HoldReason) == set(HOLD_REASONS)


def test_a_reason_in_words_is_all_that_a_person_may_have_chosen():
    assert REASON_WORDS[HoldReason.PAUSE] == "travel or a break"
    assert set(REASON_WORDS) == set(HoldReason)
