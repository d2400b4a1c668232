"""F1: what a group did, in two ways that must not be mixed up, with an interval by participant."""

from typing import Any

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Floats
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.ratios import RATIOS

NO_GROUP = "(no group)"
"""The group of a participant whose cell in the group column is empty."""

CONFIDENCE = 0.95

DRAWS_AT_ONCE = 16
"""Bootstrap draws that are added up by one product of matrices: many are quick, and more would fill the memory."""

COLUMNS = [
    *(
        "group",
        "metric",
        "n_roster",
        "n_started",
        "n_missing",
        "mean_of_ratios",
        "ratio_of_sums",
        "median",
        "q25",
        "q75",
    ),
    *("share_at_least_threshold", "ci_lower", "ci_upper"),
]

PARTS: dict[str, tuple[str, str]] = {
    "session_ratio_raw": ("performed_sessions", "prescribed_sessions"),
    "session_ratio_window_capped": ("performed_sessions", "prescribed_sessions"),
    "session_ratio_day_capped": ("credited_sessions", "prescribed_sessions"),
    "session_ratio_make_up": ("made_up_sessions", "prescribed_sessions"),
    "minutes_ratio_raw": ("performed_minutes", "prescribed_minutes"),
    "minutes_ratio_window_capped": ("performed_minutes", "prescribed_minutes"),
    "minutes_ratio_day_capped": ("credited_minutes", "prescribed_minutes"),
    "any_practice_days_ratio": ("due_days_practised", "due_days"),
    "full_dose_days_ratio": ("full_dose_days", "due_days"),
    "practice_day_share": ("practice_days", "eligible_days"),
    "quota_ratio_raw": ("quota_performed", "quota_prescribed"),
    "quota_ratio_capped": ("quota_credited", "quota_prescribed"),
}
"""Numerator and denominator of each ratio, as columns of the summary."""


def cohort_table(summary: pd.DataFrame, groups: pd.Series, options: Options) -> pd.DataFrame:
    """F1: mean of the participants' ratios, ratio of their sums, median, quartiles, share at or above theta.

    The mean of ratios gives each participant the same weight; the ratio of sums gives each prescribed session the same
    weight. All are over participants whose ratio is defined (``n_roster - n_missing`` of them). The interval is that of
    the mean of ratios: percentiles of a bootstrap by participant. Reference: Bailey 2020.

    Returns
    -------
    pandas.DataFrame
        A row a group and metric.
    """
    rows: list[dict[str, Any]] = []
    group = groups.to_numpy()
    for name in sorted(set(group), key=str):
        members = summary[group == name]
        ratios = members[list(RATIOS)].to_numpy(np.float64)
        means = bootstrap_means(ratios, options.resamples, np.random.default_rng(options.seed))
        for place, metric in enumerate(RATIOS):
            low, high = interval(means[:, place])
            bounds = {"ci_lower": low, "ci_upper": high}
            rows.append({"group": name, "metric": metric} | _row(members, metric, options) | bounds)
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(members: pd.DataFrame, metric: str, options: Options) -> dict[str, Any]:
    known = members[members[metric].notna()]
    ratios = known[metric].to_numpy(np.float64)
    numerator, denominator = (known[part].to_numpy(np.float64) for part in PARTS[metric])
    if metric.endswith("window_capped"):
        numerator = np.minimum(numerator, denominator)
    some = len(ratios) > 0
    quartiles = np.quantile(ratios, [0.5, 0.25, 0.75]) if some else [np.nan] * 3
    return {
        "n_roster": len(members),
        "n_started": int(members["initiated"].fillna(value=False).sum()),
        "n_missing": len(members) - len(known),
        "mean_of_ratios": ratios.mean() if some else np.nan,
        "ratio_of_sums": numerator.sum() / denominator.sum() if some else np.nan,
        **dict(zip(("median", "q25", "q75"), quartiles, strict=True)),
        "share_at_least_threshold": (ratios >= options.threshold).mean() if some else np.nan,
    }


def bootstrap_means(ratios: Floats, resamples: int, random: np.random.Generator) -> Floats:
    """Means of each column over participants drawn with replacement; NaN in a draw without a defined ratio."""
    known = ~np.isnan(ratios)
    parts = np.hstack([np.where(known, ratios, 0), known])
    n_participants, n_ratios = ratios.shape
    means = np.full((resamples, n_ratios), np.nan)
    for first in range(0, resamples, DRAWS_AT_ONCE):
        drawn = means[first : first + DRAWS_AT_ONCE]
        weights = np.empty((len(drawn), n_participants))
        for weight in weights:
            weight[:] = np.bincount(random.integers(n_participants, size=n_participants), minlength=n_participants)
        sums = weights @ parts
        np.divide(sums[:, :n_ratios], sums[:, n_ratios:], out=drawn, where=sums[:, n_ratios:] > 0)
    return means


def interval(draws: Floats) -> tuple[float, float]:
    """The percentiles of bootstrap draws that hold ``CONFIDENCE`` of them; NaN where no draw has a value."""
    known = draws[~np.isnan(draws)]
    if not len(known):
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
