"""What the cohort heat map promises: the state of each day by value, and colours that everybody can tell apart."""

from itertools import combinations, pairwise
from time import process_time

import pytest
from cohorts import worked
from toys import letters

from palsy_kit.adherence import Options, adherence
from palsy_kit.errors import InputError
from palsy_kit.figures import cohort_map, cohort_map_table
from palsy_kit.figures.cohort_map import STATES
from palsy_kit.simulate import PRESETS, simulate

# Linear-light matrices of Machado, Oliveira and Fernandes 2009, at full severity.
VISION = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(color, vision):
    """CIE L*a*b* of a colour as it is seen."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ]
    red, green, blue = (min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in VISION[vision])
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", VISION)
def test_the_colours_can_be_told_apart_with_any_colour_vision(vision):
    """A difference of 15 in L*a*b* is six times what can just be seen side by side."""
    seen = [lab(color, vision) for _, color in STATES.values()]

    apart = [sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 for one, other in combinations(seen, 2)]
    assert min(apart) > 15


def test_the_colours_can_be_told_apart_in_grey():
    greys = sorted(lab(color, "common")[0] for _, color in STATES.values())

    assert min(b - a for a, b in pairwise(greys)) > 9


def states(people, **further):
    result = worked(people, period="day", **further)
    return cohort_map_table(result.periods, result.groups)["state"].tolist()[:4]


def test_a_day_on_which_all_was_done_differs_from_one_with_nothing_logged():
    assert states({"a": [0, 2]}) == ["practised", "nothing_logged", "practised", "nothing_logged"]


def test_one_of_two_sessions_is_a_part():
    plan = {"days": "MO,TU,WE,TH,FR,SA,SU", "sessions_per_day": 2}

    assert states({"a": [0]}, plan=plan)[:2] == ["in_part", "nothing_logged"]


def test_a_day_of_rest_is_no_day_with_nothing_logged_and_practice_on_it_is_practice():
    plan = {"days": "MO,WE", "sessions_per_day": 1}

    assert states({"a": [1]}, plan=plan) == ["nothing_logged", "practised", "nothing_logged", "not_due"]


def test_a_quota_is_due_on_no_day():
    assert states({"a": [1]}, plan={"sessions_per_week": 2}) == ["not_due", "practised", "not_due", "not_due"]


def test_holds_and_a_log_that_was_off_are_told_apart():
    holds = [("a", 1, 2, "illness"), ("a", 2, 3, "technical")]

    assert states({"a": [0]}, holds=holds) == ["practised", "on_hold", "log_off", "nothing_logged"]


def test_weeks_are_refused_with_a_way_out():
    with pytest.raises(InputError, match=r"up to 7 days\. Give those of adherence with Options\(period='day'\)"):
        cohort_map(worked({"a": [0]}).periods)


def test_who_practised_for_longer_stands_further_up_within_the_group():
    result = worked({"a": [0], "b": [0, 9], "c": [5]}, groups=["x", "x", "y"], period="day")

    figure = cohort_map(result.periods, result.groups)

    assert [letters(text) for text in figure.layout.yaxis.ticktext] == ["x (n=2)", "b", "a", "y (n=1)", "c"]


def test_days_that_nobody_observed_are_said_to_be_blank():
    periods = worked({"a": [0], "b": [0]}, period="day").periods

    assert "blank: not observed" not in cohort_map(periods).layout.title.text
    assert "blank: not observed" in cohort_map(periods[:-1]).layout.title.text


def test_a_group_keeps_its_number_however_long_its_name_is():
    result = worked({"a": [0], "b": [0]}, groups=["x" * 30, "y"], period="day")

    names = [letters(text) for text in cohort_map(result.periods, result.groups).layout.yaxis.ticktext]

    assert names[0] == f"{'x' * 19}… (n=1)"


def test_only_states_that_occur_are_in_the_legend():
    figure = cohort_map(worked({"a": [0]}, period="day").periods)

    assert [letters(trace.name) for trace in figure.data if trace.name] == ["practised", "nothing logged"]


def test_the_words_give_shares_of_the_days_observed():
    figure = cohort_map(worked({"a": range(7)}, period="day").periods)

    assert figure.layout.meta["description"] == (
        "Practice of the cohort by day: 1 participant over up to 14 days. "
        "Of all days observed: practised 50 %; nothing logged 50 %."
    )


def test_hundreds_of_participants_are_quick():
    design = PRESETS["clinic"]
    study = simulate(300, seed=3, design=design).study
    result = adherence(study, Options(as_of=design.cut_date, period="day"))

    begun = process_time()
    figure = cohort_map(result.periods, result.groups)

    assert process_time() - begun < 5
    assert len(figure.data[0].z) == 300


@pytest.mark.parametrize("rows", [0, 1])
def test_little_data_gives_a_figure_that_says_so(rows):
    figure = cohort_map(worked({"a": [0]}, period="day").periods[:rows])

    assert ("No day of anybody was observed" in figure.layout.meta["description"]) == (rows == 0)
