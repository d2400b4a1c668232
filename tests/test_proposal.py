from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice import DAY, MONDAY, a_check_in, a_decision, recorded_check_ins

from palsy_kit.catalogue import load_catalogue
from palsy_kit.proposal import Gentler, propose


def on_days(*tightness):
    """One check-in a day, from Monday on."""
    return [a_check_in(number, tightness=rating) for number, rating in enumerate(tightness, start=1)]


def test_tightness_that_rises_twice_in_a_row_proposes_release_only_with_the_reason():
    proposal = propose(on_days(1, 1, 2, 4))
    assert (proposal.gentler, proposal.on_date, proposal.tightness) == ("release_only", date(2026, 1, 8), (1, 2, 4))
    assert "1, then 2, then 4 of 10" in proposal.reason


def test_much_tightness_proposes_a_rest_and_names_who_else_can_help():
    proposal = propose(on_days(3, 6, 7))
    assert proposal.gentler == "hold"
    assert "ask a professional" in proposal.reason


@pytest.mark.parametrize("tightness", [(), (9,), (2, 5), (2, 5, 5), (5, 4, 6), (1, 2, 3, 3), (1, 2, 3, 0), (8, 8, 8)])
def test_anything_else_proposes_nothing(tightness):
    assert propose(on_days(*tightness)) is None


def test_of_a_day_the_last_answer_counts():
    corrected = a_check_in(2, tightness=1, checked_in_at=MONDAY + DAY + timedelta(minutes=1))
    assert propose([*on_days(1, 3), corrected, a_check_in(3, tightness=4)]) is None
    assert propose(on_days(1, 3)[:1] + [corrected] * 3) is None


def test_a_day_is_the_one_on_the_persons_calendar():
    # 23:30, and 00:30 of the next day, in a place five hours west of UTC: two days there, one in UTC.
    evening, night = (datetime(2026, 1, 7, hour, 30, tzinfo=UTC) for hour in (4, 5))
    late = [
        a_check_in(tightness=rating, checked_in_at=at, utc_offset_min=-300)
        for at, rating in ((evening - DAY, 1), (evening, 2), (night, 3))
    ]
    assert propose(late).on_date == date(2026, 1, 7)


def test_what_was_left_as_planned_is_proposed_again_only_after_the_next_rise():
    left = a_decision(on_date=date(2026, 1, 7), gentler="release_only")
    assert propose(on_days(1, 2, 3), [left]) is None
    assert propose(on_days(1, 2, 3, 4), [left]).tightness == (2, 3, 4)


def test_a_rest_is_proposed_though_release_alone_was_not_wanted_that_day():
    left = a_decision(on_date=date(2026, 1, 7), gentler="release_only")
    later = a_check_in(3, tightness=8, checked_in_at=MONDAY + 2 * DAY + timedelta(hours=1))
    assert propose([*on_days(1, 2, 3), later], [left]).gentler == "hold"


@given(check_ins=st.lists(recorded_check_ins(), max_size=5))
def test_a_proposal_is_always_about_a_rise_and_does_not_depend_on_the_order(check_ins):
    instants = [check_in.checked_in_at for check_in in check_ins]
    proposal = propose(check_ins)
    if proposal:
        first, second, third = proposal.tightness
        assert first < second < third
    if len(set(instants)) == len(instants):
        assert proposal == propose(reversed(check_ins))


def test_release_only_is_a_programme_for_every_stage():
    assert len(load_catalogue().programmes[Gentler.RELEASE_ONLY].stages) == 4
