"""What the methods text promises: no choice that was made is left out."""

from datetime import date

import pytest

from palsy_kit.adherence import Options, methods_text

CUT = date(2026, 6, 29)

CHANGES = {
    "as_of": date(2026, 7, 1),
    "common_days": 84,
    "rollover_hours": 4,
    "min_active_minutes": 2,
    "min_active_share": 0.5,
    "cap_minutes": 90,
    "merge_gap_minutes": 10,
    "split_minutes": True,
    "include_back_filled": False,
    "back_filled_hours": 48,
    "excused": frozenset({"illness"}),
    "flag_hold_share": 0.25,
    "credit_longer": True,
    "make_up": "iso-week",
    "quota_week": "iso-week",
    "period": "month",
    "window_days": 14,
    "step_days": 1,
    "window_form": "trailing",
    "kappa": 0.75,
    "streak_any": True,
    "permissible_gap": 28,
    "gap_clock": "calendar",
    "never_starters": "exclude",
    "persistence_from": "first_session",
    "group": "arm",
    "threshold": 0.7,
    "resamples": 500,
    "seed": 7,
}


def test_every_option_is_tried():
    assert set(CHANGES) == set(Options.model_fields)


@pytest.mark.parametrize("name", CHANGES)
def test_every_choice_is_in_the_text(name):
    default, changed = Options(as_of=CUT), Options(**({"as_of": CUT} | {name: CHANGES[name]}))

    assert methods_text(changed) != methods_text(default)


@pytest.mark.parametrize("name", Options.model_fields)
def test_help_says_of_every_choice_what_it_means_what_may_be_given_and_the_default(name):
    entry = str(Options.__doc__).partition(f"    {name} : ")[2].partition("\n    ")

    assert name == "as_of" or "default " in entry[0]
    assert entry[2].strip().partition("\n")[0].endswith(".")


def test_the_definition_has_its_numerator_and_its_denominator():
    assert "Adherence was sessions performed / sessions prescribed" in methods_text(Options(as_of=CUT))


@pytest.mark.parametrize("word", ["initiation", "implementation", "persistence", "EMERGE", "Kaplan-Meier"])
def test_it_speaks_of_the_three_phases_in_the_terms_of_the_field(word):
    assert word in methods_text(Options(as_of=CUT))


@pytest.mark.parametrize("never", [0, "iso-week", 1, 3])
def test_it_is_whole_sentences(never):
    text = methods_text(Options(as_of=CUT, make_up=never, common_days=1, excused=frozenset()))

    assert all(paragraph.endswith(".") for paragraph in text.strip().split("\n\n"))
    assert not any(wrong in text for wrong in ("None", "frozenset", "  ", "..", " ,", "1 days", "{"))


def test_it_never_says_compliance():
    assert "complian" not in methods_text(Options(as_of=CUT)).lower()


def test_how_groups_were_compared_is_in_the_text_of_who_compared_them():
    options = Options(as_of=date(2026, 6, 29), resamples=500)
    added = methods_text(options, compared=True).replace(methods_text(options).partition("References.")[0], "")

    for words in ("500 resamples", "log-rank", "generalised estimating equations", "clustered by participant"):
        assert words in added
