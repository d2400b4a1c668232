"""Designs set by published numbers; ``docs/simulator.md`` says by which, and what they do not show."""

import math
from collections.abc import Mapping

from palsy_kit.errors import InputError
from palsy_kit.simulate.design import Design, day_to_day


def _app_study() -> Design:
    """People who find an app by themselves and mostly leave within a week."""
    found = day_to_day(0.77, 0.25, 0.33)
    return Design(
        adherence_mean=found.adherence_mean,
        adherence_sd=0.33,
        carry_over=found.carry_over,
        never_starters=0.306,  # Baumel 2019: 69.4 % opened the app on day 1
        drop_out_median_days=5.5,  # Pratap 2020, all eight studies
        zones={"America/New_York": 45, "America/Chicago": 30, "America/Denver": 7, "America/Los_Angeles": 18},
        full_per_week=0,
        full_per_week_max=None,
        withdrawing=0.02,
        on_hold=0.1,
    )


def _clinic() -> Design:
    """People whom a clinic referred, with a full session two or three times a week and a short one daily."""
    found = day_to_day(0.77, 0.42, 0.17)
    return Design(
        adherence_mean=found.adherence_mean,
        adherence_sd=0.17,
        carry_over=found.carry_over,
        drop_out_median_days=44,  # Pratap 2020, referred by a clinician
        zones={
            "Europe/London": 25,
            "Europe/Berlin": 25,
            "America/New_York": 15,
            "America/Chicago": 10,
            "America/Sao_Paulo": 10,
            "America/Santiago": 5,
            "Asia/Kolkata": 5,
            "Australia/Sydney": 5,
        },
    )


def _trial() -> Design:
    """A trial of 24 weeks that keeps 57 % to its end; about 100 sessions a person."""
    clinic, days, gone = _clinic(), 168, 0.43  # Meyerowitz-Katz: 43 % drop out, pooled over app studies
    # S(days) = exp(-ln 2 (days / median) ^ shape) = 1 - gone
    median = days * (math.log(2) / -math.log(1 - gone)) ** (1 / clinic.drop_out_shape)
    return clinic.changed(days=days, drop_out_median_days=median, never_starters=0.02, withdrawing=0.5)


PRESETS: Mapping[str, Design] = {"app-study": _app_study(), "clinic": _clinic(), "trial": _trial()}
"""Ready designs by name."""


def preset(name: str) -> Design:
    """A ready design.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in PRESETS:
        raise InputError(f"preset={name!r} is not known. Give one of {', '.join(PRESETS)}.")
    return PRESETS[name]
