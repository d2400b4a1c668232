from datetime import UTC, date, datetime

import pytest
from practice import a_session

from palsy_kit.figures.in_words import Told, recent_sessions, weeks_in_words
from palsy_kit.figures.weekly_minutes import weekly_minutes_table
from palsy_kit.session import Outcome
from palsy_kit.study import prescriptions_frame, sessions_frame
from palsy_kit.words import minutes_in_words


def test_the_newest_session_comes_first_in_words_on_its_local_day():
    late = a_session(
        2,
        started_at=datetime(2026, 1, 7, 3, 30, tzinfo=UTC),
        utc_offset_min=-300,
        outcome=Outcome.STOPPED_TIGHT,
        active_s=26,
        focus_areas=("mouth", "cheeks"),
    )
    table = recent_sessions(sessions_frame([a_session(1), late]))
    assert table.reset_index().iloc[0].to_list() == [
        "6 January 2026",
        "under 1",
        "5",
        "mouth and cheeks",
        "stopped: it got tight",
    ]


def test_only_as_many_as_asked_for_are_told():
    assert len(recent_sessions(sessions_frame(a_session(n) for n in range(1, 9)), n=3)) == 3


def test_without_a_session_a_sentence_says_so_and_no_empty_table_stands_there():
    assert repr(recent_sessions(sessions_frame([]))).startswith("Sessions: none is in your log yet.")


def test_the_headings_of_a_table_stand_in_one_row():
    html = recent_sessions(sessions_frame([a_session(1)])).to_html()
    assert html.split("</thead>")[0].count("<tr") == 1
    assert "<th>Day</th>" in html


@pytest.mark.parametrize(("seconds", "words"), [(0, "0"), (1, "under 1"), (59.9, "under 1"), (60, "1"), (150, "2")])
def test_a_little_practice_is_never_told_as_none(seconds, words):
    assert minutes_in_words(seconds) == words


def test_a_week_is_told_from_its_monday_with_what_was_asked_for():
    weekly = weekly_minutes_table(
        sessions_frame([a_session(1, active_s=300)]), prescriptions_frame([]), today=date(2026, 1, 6), weeks=1
    )
    assert weeks_in_words(weekly).reset_index().iloc[0].to_list() == ["5 January 2026", "5", "0", 1]


def test_what_is_told_is_shown_whole_and_as_text():
    told = Told({"Today": "5 minutes <b>& more</b>. " + "A long sentence. " * 20})

    assert "&lt;b&gt;&amp; more&lt;/b&gt;" in told._repr_html_()
    assert "…" not in told._repr_html_()
    assert repr(told).startswith("Today: 5 minutes <b>")
