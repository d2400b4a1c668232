"""Groups held against each other: mean adherence, persistence, and practice from day to day.

Each of the three says what it assumes. That groups are alike but for what is compared is assumed by all of them, and
only drawing lots makes it so.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from palsy_kit.adherence.cohort import bootstrap_means, interval
from palsy_kit.adherence.extra import statsmodels
from palsy_kit.adherence.options import Options
from palsy_kit.adherence.ratios import RATIOS
from palsy_kit.adherence.survival import Z
from palsy_kit.errors import InputError

NO_VARIANCE = 1e-12


def difference_table(
    summary: pd.DataFrame, groups: pd.Series, options: Options, *, reference: str | None = None
) -> pd.DataFrame:
    """How much higher the mean of the participants' ratios is in each group than in the reference.

    The interval holds the percentiles of a bootstrap in which each group is drawn anew from its own participants. It
    assumes that participants are independent of each other, and is too narrow where a group has few (below some 20).

    Parameters
    ----------
    summary
        The table of that name, a row a participant: its ratios are read.
    groups
        The group of each row, in the same order, as ``Adherence.groups`` is.
    options
        Number of resamples and seed of the bootstrap.
    reference
        The group that the others are held against; by default the first by name.

    Returns
    -------
    pandas.DataFrame
        A row a further group and ratio: group, reference, metric, n and n_reference (participants whose ratio is
        defined), difference, ci_lower, ci_upper.

    Raises
    ------
    InputError
        If there are fewer than two groups, or none is called ``reference``.
    """
    group = groups.astype("str").to_numpy()
    names = _reference_first(set(group), reference)
    ratios = {name: summary.loc[group == name, list(RATIOS)].to_numpy(np.float64) for name in names}
    # Each group has a stream of its own: with one for all, groups of a size would be drawn alike.
    drawn = {
        name: bootstrap_means(ratios[name], options.resamples, np.random.default_rng([options.seed, place]))
        for place, name in enumerate(names)
    }
    base, *others = names
    rows = []
    for name in others:
        for place, metric in enumerate(RATIOS):
            own, other = (column[~np.isnan(column)] for column in (ratios[name][:, place], ratios[base][:, place]))
            low, high = interval(drawn[name][:, place] - drawn[base][:, place])
            difference = own.mean() - other.mean() if len(own) and len(other) else np.nan
            counts = {"n": len(own), "n_reference": len(other)}
            row = {"group": name, "reference": base, "metric": metric} | counts
            rows.append(row | {"difference": difference, "ci_lower": low, "ci_upper": high})
    return pd.DataFrame(rows)


class LogRank(NamedTuple):
    """The log-rank test: chi-squared statistic, degrees of freedom (groups less 1), two-sided p value."""

    statistic: float
    degrees: int
    p_value: float


def log_rank(persistence: pd.DataFrame, groups: pd.Series) -> LogRank:
    """Test whether groups differ in persistence (D5), every other end a censoring.

    It assumes that who is censored would have gone on like the others of the group, and sees a difference best where
    the hazards keep their ratio; of curves that cross it may see nothing. Reference: Mantel 1966.

    Parameters
    ----------
    persistence
        The table of that name, a row a participant: ``time_days`` and ``event`` are read.
    groups
        The group of each row, in the same order, as ``Adherence.groups`` is.

    Raises
    ------
    InputError
        If fewer than two groups have times.
    ExtraError
        If statsmodels is not installed.
    """
    known = persistence["time_days"].notna().to_numpy()
    group = groups.astype("str").to_numpy()[known]
    names = _reference_first(set(group), None)
    rows = persistence[known]
    survdiff = statsmodels("duration.survfunc").survdiff
    found = survdiff(rows["time_days"].to_numpy(np.float64), rows["event"].to_numpy(int), group)
    return LogRank(float(found[0]), len(names) - 1, float(found[1]))


class DailyModel(NamedTuple):
    """A model of practice from day to day, and what it was made from.

    ``terms`` has a row a term: term, log_odds, standard_error, odds_ratio, lower, upper, p_value; errors are NaN where
    participants of a group are too much alike for them. Odds are of a due day with practice; lower and upper are the
    95 % interval of the odds ratio. ``correlation`` is that of two days of one participant.
    """

    terms: pd.DataFrame
    reference: str
    correlation: float
    n_participants: int
    n_days: int


def daily_model(periods: pd.DataFrame, groups: pd.Series, *, reference: str | None = None) -> DailyModel:
    """Model whether there was practice on a due day (A6, day by day), by group and by week since the start.

    logit P(practice) = a + b_group + c x week, fitted by generalised estimating equations over due days. So exp(b) is
    the ratio of the odds of a due day with practice, over everybody in the group; it does not follow one person.

    Days of one participant are not independent. The working correlation is the same for any two of them
    (exchangeable); standard errors and 95 % intervals come from the differences between participants (the sandwich,
    reduced in bias) and hold where days that are near are more alike. Reference: Liang and Zeger 1986; Mancl and
    DeRouen 2001.

    It assumes that participants are independent; that days which nobody looked at (holds, after a withdrawal) would
    have been like the others of the group and week; that the log odds change evenly from week to week, by as much in
    every group; and participants enough, some 20 a group.

    Parameters
    ----------
    periods
        The table of that name, by day: analyse with ``Options(period="day")``.
    groups
        The group of each participant, by ``participant_id``, as ``Adherence.groups`` is.
    reference
        The group that the others are held against; by default the first by name.

    Raises
    ------
    InputError
        If ``periods`` is not by day, there are fewer than two groups, or no odds exist: a group has fewer than two
        participants with due days, or practised on all of these days, or on none.
    ExtraError
        If statsmodels is not installed.
    """
    due = _due_days(periods, groups)
    names = _reference_first(set(due["group"]), reference)
    _need_odds(due)
    terms = [f"group: {name}" for name in names[1:]]
    dummies = [(due["group"] == name).to_numpy(np.float64) for name in names[1:]]
    design = np.column_stack([np.ones(len(due)), *dummies, due["week"].to_numpy(np.float64)])
    within = statsmodels("genmod.cov_struct").Exchangeable()
    model = statsmodels("genmod.generalized_estimating_equations").GEE(
        due["practised"].to_numpy(np.float64),
        design,
        groups=due["participant"].to_numpy(),
        family=statsmodels("genmod.families").Binomial(),
        cov_struct=within,
    )
    fitted = model.fit(cov_type="bias_reduced")
    return DailyModel(
        terms=_terms([f"{names[0]}, week 0", *terms, "week"], fitted),
        reference=names[0],
        correlation=float(within.dep_params),
        n_participants=due["participant"].nunique(),
        n_days=len(due),
    )


def _due_days(periods: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Due days in order of participant and date: participant (a number), group, week since the start, practised."""
    if (periods["period_days"] > 1).any():
        raise InputError("periods is not by day. Analyse with Options(period='day') for a model of daily practice.")
    participant = pd.factorize(periods["participant_id"])[0]
    day = periods.groupby(participant).cumcount()
    table = pd.DataFrame(
        {
            "participant": participant,
            "group": periods["participant_id"].astype("str").map(groups.astype("str")),
            "week": day // 7,
            "practised": periods["due_days_practised"] > 0,
        }
    )
    return table[periods["due_days"] > 0]


def _need_odds(due: pd.DataFrame) -> None:
    for name, part in due.groupby("group"):
        number, share = part["participant"].nunique(), part["practised"].mean()
        if number == 1:
            raise InputError(f"Group {name!r} has 1 participant with due days. A model of groups needs 2 in each.")
        if share in (0, 1):
            on = "none" if share == 0 else "all"
            raise InputError(f"Group {name!r} practised on {on} of its {len(part)} due days, so it has no odds.")


def _terms(names: list[str], fitted: Any) -> pd.DataFrame:
    variance = np.diag(fitted.cov_params())
    # Of people who are all alike the sandwich makes nothing, give or take rounding, or less.
    some = variance > NO_VARIANCE
    error = np.sqrt(np.where(some, variance, np.nan))
    with np.errstate(invalid="ignore"):
        p_value = np.where(some, fitted.pvalues, np.nan)
    return pd.DataFrame(
        {
            "term": names,
            "log_odds": fitted.params,
            "standard_error": error,
            "odds_ratio": np.exp(fitted.params),
            "lower": np.exp(fitted.params - Z * error),
            "upper": np.exp(fitted.params + Z * error),
            "p_value": p_value,
        }
    )


def _reference_first(found: set[Any], reference: str | None) -> list[str]:
    names = sorted(found)
    if not names[1:]:
        raise InputError(f"To compare takes two groups, and there is {', '.join(names) or 'none'}. Give a group.")
    if reference is None:
        return names
    if reference not in names:
        raise InputError(f"reference={reference!r} is no group. There is {', '.join(names)}.")
    return [reference, *(name for name in names if name != reference)]
