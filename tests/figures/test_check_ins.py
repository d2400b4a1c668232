"""What the check-ins by week promise, by value, and what their drawing shows."""

from datetime import UTC, date, datetime

import pytest
from practice import a_check_in
from toys import letters

from palsy_kit.errors import InputError
from palsy_kit.figures import check_ins_by_week, check_ins_table
from palsy_kit.study import check_ins_frame

WEDNESDAY = date(2026, 1, 14)
CHECK_INS = check_ins_frame(
    [
        a_check_in(1, tightness=2, pain=0),
        a_check_in(2, tightness=5, pain=1, linked_movement="new"),
        a_check_in(3, tightness=3, pain=0),
        a_check_in(8, tightness=4, pain=2),
    ]
)
"""Three in the week of 5 January, one on 12 January."""


def test_a_check_in_stands_on_the_day_of_the_person_and_not_of_utc():
    late = a_check_in(checked_in_at=datetime(2026, 1, 11, 23, 30, tzinfo=UTC), utc_offset_min=60)

    assert check_ins_frame([late])["practice_date"].dt.date.tolist() == [date(2026, 1, 12)]


def test_a_week_has_its_middle_its_lowest_and_its_highest():
    table = check_ins_table(CHECK_INS, today=WEDNESDAY, weeks=2)

    assert table["week_start"].dt.date.tolist() == [date(2026, 1, 5), date(2026, 1, 12)]
    assert table["n_check_ins"].tolist() == [3, 1]
    assert table[["tightness_low", "tightness", "tightness_high"]].to_numpy().tolist() == [[2, 3, 5], [4, 4, 4]]
    assert table[["pain_low", "pain", "pain_high"]].to_numpy().tolist() == [[0, 0, 1], [2, 2, 2]]
    assert table["n_new"].tolist() == [1, 0]


def test_a_week_without_a_check_in_is_empty_and_not_zero():
    table = check_ins_table(CHECK_INS, today=WEDNESDAY, weeks=3)

    assert table["tightness"].isna().tolist() == [True, False, False]
    assert table["n_check_ins"].tolist() == [0, 3, 1]


def test_what_lies_before_the_weeks_or_after_today_is_left_out():
    table = check_ins_table(CHECK_INS, today=date(2026, 1, 6), weeks=1)

    assert table["n_check_ins"].tolist() == [2]


def test_no_weeks_are_refused():
    with pytest.raises(InputError, match="weeks=0 shows nothing"):
        check_ins_table(CHECK_INS, today=WEDNESDAY, weeks=0)


def test_tightness_and_pain_differ_by_mark_and_dash_and_stand_beside_each_other():
    figure = check_ins_by_week(CHECK_INS, today=WEDNESDAY, weeks=3)
    traces = {letters(trace.name): trace for trace in figure.data}

    tightness, pain = traces["tightness"], traces["pain"]
    assert tightness.y == (None, 3, 4)
    assert (tightness.error_y.arrayminus[1], tightness.error_y.array[1]) == (1, 2)
    assert tightness.marker.symbol != pain.marker.symbol
    assert tightness.line.dash != pain.line.dash
    assert tightness.x[1] < 1 < pain.x[1]
    assert traces["new linked part"].x == (1,)
    assert tightness.customdata[1] == "Week of 5 January 2026<br>tightness 3, from 2 to 5<br>3 check-ins"


def test_the_figure_is_described_in_words():
    assert check_ins_by_week(CHECK_INS, today=WEDNESDAY, weeks=2).layout.meta["description"] == (
        "How it felt, by week, 2 weeks from 5 January 2026: 4 check-ins in 2 weeks. Middle of a week: tightness 3 to "
        "4, 4 in the newest; pain 0 to 2, 2 in the newest. Something new moved along in 1 check-in."
    )


def test_weeks_without_check_ins_say_so():
    figure = check_ins_by_week(CHECK_INS[:0], today=WEDNESDAY, label="My practice")

    assert figure.layout.meta["description"] == "How it felt, by week: There is no check-in in these weeks."
