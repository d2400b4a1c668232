"""What the figure of accumulated minutes promises."""

from datetime import date

import pytest
from toys import MONDAY, asked, hold, letters, sessions

from palsy_kit.errors import InputError
from palsy_kit.figures import accumulated_minutes, accumulated_minutes_table

THURSDAY = date(2026, 1, 8)
DONE = sessions(("2026-01-05 08:00", 5), ("2026-01-07 08:00", 20), ("2026-01-07 18:00", 5))


def table(done=DONE, plan=None, **further):
    return accumulated_minutes_table(done, asked() if plan is None else plan, start=MONDAY, today=THURSDAY, **further)


def test_minutes_add_up_from_the_first_day_to_today():
    found = table()

    assert found["practised_minutes"].tolist() == [5, 5, 30, 30]
    assert found["asked_minutes"].tolist() == [5, 10, 15, 20]


def test_a_hold_asks_for_nothing():
    found = table(holds=hold(date(2026, 1, 6), THURSDAY))

    assert found["asked_minutes"].tolist() == [5, 5, 5, 10]
    assert found["hold"].tolist() == ["", "illness", "illness", ""]


def test_a_range_has_an_upper_line():
    figure = accumulated_minutes(
        DONE, asked(sessions_per_week=2, sessions_per_week_max=3, minutes=7), start=MONDAY, today=THURSDAY
    )

    lines = {letters(trace.name): trace.y for trace in figure.data if trace.name}
    assert lines["asked for"][-1] == pytest.approx(8)
    assert lines["asked for, at most"][-1] == pytest.approx(12)


def test_a_hold_is_shaded_and_marked():
    figure = accumulated_minutes(DONE, asked(), start=MONDAY, today=THURSDAY, holds=hold(date(2026, 1, 6), THURSDAY))

    (shade,) = figure.layout.shapes
    assert (shade.x0, shade.x1) == ("2026-01-06", "2026-01-08")
    assert "on hold" in [letters(trace.name) for trace in figure.data if trace.name and trace.showlegend]


def test_the_words_give_the_sums():
    figure = accumulated_minutes(DONE, asked(), start=MONDAY, today=THURSDAY)

    assert figure.layout.meta["description"] == (
        "Minutes accumulated from 5 January 2026 to 8 January 2026: 30 practised, 20 asked for; 0 days on hold."
    )


def test_without_sessions_the_figure_says_so():
    figure = accumulated_minutes(DONE[:0], asked()[:0], start=MONDAY, today=MONDAY)

    assert "nothing logged in these days" in figure.layout.title.text


def test_days_that_run_backwards_are_refused():
    with pytest.raises(InputError, match="today=2026-01-05 lies before start=2026-01-08"):
        accumulated_minutes_table(DONE, asked(), start=THURSDAY, today=MONDAY)
