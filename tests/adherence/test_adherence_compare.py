"""Groups held against each other: answers that can be seen, and refusals where there is nothing to compare."""

import sys
from math import log

import pandas as pd
import pytest
from adherence.studies import analysed, daily, person, sessions

from palsy_kit.adherence import daily_model, difference_table, log_rank
from palsy_kit.errors import ExtraError, InputError

HEADLINE = "session_ratio_day_capped"


def two_arms(a=(2, 4), b=(4, 6), *, days=14, **options):
    """A participant a number, who practises on so many days of every week; arm a, then arm b."""
    week = {f"{arm}{place}": number for arm, numbers in (("a", a), ("b", b)) for place, number in enumerate(numbers)}
    rows = [
        [daily(name), sessions([day for day in range(days) if day % 7 < number], id_=name)]
        for name, number in week.items()
    ]
    people = [person(name, days=days, arm=name[0]) for name in week]
    flat = [row for plan, done in rows for row in (plan, done)]
    return analysed(*flat, people=people, **({"group": "arm", "period": "day"} | options))


def differences(result, **how):
    return difference_table(result.summary, result.groups, result.options, **how).set_index(["group", "metric"])


def days_of(result):
    return result.periods, result.groups


# means


def test_the_difference_is_that_of_the_means_of_ratios():
    row = differences(two_arms()).loc[("b", HEADLINE)]

    assert row["difference"] == pytest.approx(5 / 7 - 3 / 7)
    assert (row["reference"], row["n"], row["n_reference"]) == ("a", 2, 2)


def test_its_interval_holds_what_other_participants_of_the_same_groups_would_have_given():
    # Of arm a the two may be 2 and 2, 2 and 4, or 4 and 4 days of 7; arm b is always 5.
    row = differences(two_arms(b=(5, 5))).loc[("b", HEADLINE)]

    assert (row["ci_lower"], row["ci_upper"]) == pytest.approx((1 / 7, 3 / 7))


def test_groups_alike_in_size_are_not_drawn_alike():
    # With the same draws for both, each difference would be that of the same places: always 0.
    row = differences(two_arms(a=(2, 4), b=(2, 4))).loc[("b", HEADLINE)]

    assert (row["ci_lower"], row["difference"], row["ci_upper"]) == pytest.approx((-2 / 7, 0, 2 / 7))


def test_another_reference_turns_the_sign():
    row = differences(two_arms(), reference="b").loc[("a", HEADLINE)]

    assert row["difference"] == pytest.approx(3 / 7 - 5 / 7)


def test_a_ratio_that_nobody_of_a_group_has_gives_no_difference():
    row = differences(two_arms()).loc[("b", "quota_ratio_raw")]

    assert row["n"] == 0
    assert row[["difference", "ci_lower", "ci_upper"]].isna().all()


# persistence


def test_the_log_rank_statistic_is_the_one_worked_out_by_hand():
    # a: events on days 1 and 2; b: on days 3 and 4. Expected in a: 2/4 + 1/3; variance 1/4 + 2/9.
    persistence = pd.DataFrame({"time_days": [1.0, 2, 3, 4], "event": [True] * 4})
    found = log_rank(persistence, pd.Series(list("aabb")))

    assert found.statistic == pytest.approx((2 - 5 / 6) ** 2 / (1 / 4 + 2 / 9))
    assert found.degrees == 1
    assert found.p_value == pytest.approx(0.0896, abs=1e-4)


# days


def test_the_odds_ratio_is_that_of_due_days_with_practice():
    model = daily_model(*days_of(two_arms()))
    terms = model.terms.set_index("term")

    assert list(terms.index) == ["a, week 0", "group: b", "week"]
    assert terms.loc["a, week 0", "log_odds"] == pytest.approx(log(3 / 4))  # 6 of 14 days a week
    assert terms.loc["group: b", "odds_ratio"] == pytest.approx((10 / 4) / (6 / 8))
    assert terms.loc["week", "log_odds"] == pytest.approx(0, abs=1e-6)  # every week is alike
    assert (model.reference, model.n_participants, model.n_days) == ("a", 4, 56)


def test_days_of_one_participant_count_as_alike_as_they_are():
    apart = daily_model(*days_of(two_arms(a=(1, 6), b=(1, 6)))).correlation
    alike = daily_model(*days_of(two_arms(a=(3, 4), b=(3, 4)))).correlation

    assert apart > 0.3 > alike


def test_following_people_for_longer_does_not_make_up_for_few_of_them():
    short, long = (daily_model(*days_of(two_arms(days=days))).terms["standard_error"][1] for days in (14, 56))

    assert long == pytest.approx(short, rel=0.1)


def test_groups_of_people_who_are_all_alike_have_no_interval():
    terms = daily_model(*days_of(two_arms(a=(3, 3), b=(5, 5)))).terms

    assert terms["odds_ratio"][1] == pytest.approx((10 / 4) / (6 / 8))
    assert terms[["standard_error", "lower", "upper"]].loc[1].isna().all()


def test_days_that_were_not_due_are_not_looked_at():
    people = [person(f"{arm}{number}", arm=arm) for arm in "ab" for number in range(2)]
    plans = [daily(row["participant_id"], days="MO,TU") for row in people]
    done = [
        sessions(days, id_=row["participant_id"]) for row, days in zip(people, [[0, 1, 3, 7, 8], [3]] * 2, strict=True)
    ]
    result = analysed(*plans, *done, people=people, group="arm", period="day")

    model = daily_model(*days_of(result))

    assert model.n_days == 4 * 4
    assert model.terms["log_odds"][0] == pytest.approx(0, abs=1e-6)  # four of eight


def test_periods_that_are_not_days_are_refused_with_a_way_out():
    with pytest.raises(InputError, match=r"Options\(period='day'\)"):
        daily_model(*days_of(two_arms(period="study-week")))


@pytest.mark.parametrize(
    ("arms", "words"),
    [
        ({"b": (5,)}, "Group 'b' has 1 participant with due days"),
        ({"b": (0, 0)}, "Group 'b' practised on none of its 28 due days"),
        ({"b": (7, 7)}, "Group 'b' practised on all of its 28 due days"),
        ({"b": ()}, "To compare takes two groups, and there is a"),
    ],
)
def test_a_model_of_nothing_is_refused_with_the_group_named(arms, words):
    with pytest.raises(InputError, match=words):
        daily_model(*days_of(two_arms(**arms)))


def test_without_statsmodels_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.genmod.cov_struct", None)
    with pytest.raises(ExtraError, match=r"make research, or pip install"):
        daily_model(*days_of(two_arms()))


# all three


@pytest.mark.parametrize("compare", [difference_table, log_rank, daily_model], ids=lambda function: function.__name__)
def test_one_group_is_not_compared_with_itself(compare):
    result = two_arms(group=None)
    table = {difference_table: result.summary, log_rank: result.persistence, daily_model: result.periods}[compare]
    more = [result.options] if compare is difference_table else []
    with pytest.raises(InputError, match="takes two groups, and there is all"):
        compare(table, result.groups, *more)


def test_a_reference_that_is_no_group_is_refused():
    result = two_arms()
    for compared in (lambda: differences(result, reference="c"), lambda: daily_model(*days_of(result), reference="c")):
        with pytest.raises(InputError, match=r"reference='c' is no group\. There is a, b"):
            compared()
