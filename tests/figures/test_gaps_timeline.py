"""What the timeline of gaps and holds promises."""

import pytest
from cohorts import CUT, worked
from toys import letters

from palsy_kit.adherence import Options
from palsy_kit.errors import InputError
from palsy_kit.figures import gaps_timeline, gaps_timeline_table


def table(people, *, gap=4, clock="prescribed", **further):
    result = worked(people, period="day", permissible_gap=gap, gap_clock=clock, **further)
    return gaps_timeline_table(result.periods, result.options)


def gaps(found):
    return [
        (place, days, beyond)
        for what, place, days, beyond in found[["what", "place", "days", "beyond"]].itertuples(index=False)
        if what == "gap"
    ]


def test_gaps_lie_before_between_and_after_practice():
    assert gaps(table({"a": [2, 3, 7]})) == [("leading", 2, False), ("between", 3, False), ("trailing", 6, True)]


def test_a_gap_is_beyond_when_it_has_more_than_the_permissible_days():
    assert gaps(table({"a": [0, 5, 10, 13]}, gap=4)) == [
        *(("between", 4, False), ("between", 4, False), ("between", 2, False))
    ]
    assert [beyond for *_, beyond in gaps(table({"a": [0, 5, 10, 13]}, gap=3))] == [True, True, False]


def test_the_clock_stands_still_in_a_hold():
    found = table({"a": [0, 9]}, holds=[("a", 2, 8, "illness")], gap=4)

    assert gaps(found)[0] == ("between", 2, False)
    assert found.loc[found["what"] == "hold", "days"].tolist() == [6]


def test_rest_days_count_by_the_calendar_alone():
    plan = {"days": "MO", "sessions_per_day": 1}

    assert gaps(table({"a": [0, 7]}, plan=plan))[0] == ("between", 0, False)
    assert gaps(table({"a": [0, 7]}, plan=plan, clock="calendar"))[0] == ("between", 6, True)


def test_the_timeline_and_the_analysis_agree_on_discontinuation():
    people = {"a": [0, 1, 9], "b": range(14), "c": [0, 3, 4], "d": []}
    result = worked(people, period="day", permissible_gap=5)
    found = gaps_timeline_table(result.periods, result.options)

    dates = result.persistence.set_index("participant_id")["first_discontinuation_date"].dropna()
    beyond = found[found["beyond"]].groupby("participant_id")["from_date"].min()
    assert {str(who): day for who, day in dates.items()} == beyond.to_dict()


def test_who_never_began_has_no_discontinuation_but_a_leading_gap():
    assert gaps(table({"a": []})) == [("leading", 14, False)]


def test_each_kind_of_bar_has_its_own_filling():
    result = worked({"a": [3, 4, 8]}, holds=[("a", 12, 13, "pause")], period="day", permissible_gap=3)
    figure = gaps_timeline(result.periods, result.options)

    shown = {letters(trace.name) for trace in figure.data if trace.name}
    assert shown == {"practice day", "not begun yet", "gap of 3 days on", "beyond permissible", "on hold"}
    looks = [trace.marker for trace in figure.data if trace.type == "bar" and trace.name]
    assert len({(look.color, look.pattern.shape) for look in looks}) == len(looks)


def test_the_words_name_the_clock_and_count_people():
    result = worked({"a": [0], "b": range(14)}, period="day", permissible_gap=4)

    assert gaps_timeline(result.periods, result.options).layout.meta["description"] == (
        "Gaps and holds of 2 participants: permissible gap 4 due days without practice. 1 gap beyond it, of 1; 0 holds."
    )


def test_more_participants_than_can_be_told_apart_are_refused():
    result = worked({f"p{number}": [0] for number in range(61)}, period="day")

    with pytest.raises(InputError, match=r"at most 60 participants, and there are 61.*isin"):
        gaps_timeline(result.periods, result.options)


@pytest.mark.parametrize("rows", [0, 1])
def test_little_data_gives_a_figure_that_says_so(rows):
    result = worked({"a": [0]}, period="day")

    figure = gaps_timeline(result.periods[:rows], Options(as_of=CUT))

    assert ("No day of anybody" in figure.layout.meta["description"]) == (rows == 0)
