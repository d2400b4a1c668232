"""D6: retention curves and competing causes, by statsmodels (the extra ``research``).

Conventions: S(t) is the share still practising after day t (right-continuous). At tied times events come before
censorings. Intervals are 95 %, log-log. Who has no time (nothing prescribed, quota plans alone under the prescribed
clock, errors, or left out by an option) is in no curve.
"""

from typing import Any

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Floats
from palsy_kit.adherence.extra import statsmodels

Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""

TOLERANCE = 1e-9
"""A curve is at its median when it is at or below 0.5 + this: 1/2 is rarely 1/2 in binary."""

COMPETING = ("discontinued", "withdrawn", "safety")


def _by_group(persistence: pd.DataFrame, groups: pd.Series) -> list[tuple[Any, pd.DataFrame]]:
    """The rows that have a time, by group; a group in which nobody has one has no curve."""
    known = persistence["time_days"].notna().to_numpy()
    group = groups.to_numpy()
    return [(name, persistence[known & (group == name)]) for name in sorted(set(group[known]), key=str)]


def retention_curve(persistence: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """D6: the Kaplan-Meier curve of persistence (D5) of each group; every other end is a censoring.

    Parameters
    ----------
    persistence
        The table of that name, a row a participant: ``time_days``, ``event`` and ``cause`` are read.
    groups
        The group of each row, in the same order, as ``Adherence.groups`` is.

    Returns
    -------
    pandas.DataFrame
        group; time_days (0, and every time at which something ended); at_risk just before it; events and censored at
        it; survival after it; lower and upper (log-log; 1 before the first event, NaN once the curve is 0). Its
        ``attrs`` say of how many participants (``n_roster``) the curves are, and how many are in none, by their state
        (``without_time``).

    Raises
    ------
    ExtraError
        If statsmodels is not installed.
    """
    module = statsmodels("duration.survfunc")
    curves = [_curve(module, rows).assign(group=name) for name, rows in _by_group(persistence, groups)]
    columns = ["group", "time_days", "at_risk", "events", "censored", "survival", "lower", "upper"]
    table = pd.concat([pd.DataFrame(columns=columns), *curves], ignore_index=True)[columns].infer_objects()
    table.attrs |= {"n_roster": len(persistence), "without_time": without_time(persistence)}
    return table


def without_time(persistence: pd.DataFrame) -> dict[str, int]:
    """How many participants have no time of persistence and are in no curve, by their state."""
    without = persistence[persistence["time_days"].isna()]
    states = without["state"].astype("object") if "state" in without else pd.Series("other", index=without.index)
    counts = states.value_counts()
    return {str(state): int(n) for state, n in counts.items() if n}


def _curve(module: Any, rows: pd.DataFrame) -> pd.DataFrame:
    time, event = rows["time_days"].to_numpy(np.float64), rows["event"].to_numpy(bool)
    times = np.unique(np.append(0.0, time))
    place = np.searchsorted(times, time)
    ended = np.bincount(place, minlength=len(times))
    events = np.bincount(place[event], minlength=len(times))
    survival, error = np.ones(len(times)), np.zeros(len(times))
    if event.any():
        with np.errstate(divide="ignore", invalid="ignore"):  # the error of a curve that has come to 0
            fitted = module.SurvfuncRight(time, event.astype(int))
        step = np.searchsorted(fitted.surv_times, times, side="right")
        survival = np.append(1.0, fitted.surv_prob)[step]
        error = np.append(0.0, fitted.surv_prob_se)[step]
    lower, upper = _log_log(survival, error)
    return pd.DataFrame(
        {
            "time_days": times,
            "at_risk": len(time) - np.append(0, np.cumsum(ended)[:-1]),
            "events": events,
            "censored": ended - events,
            "survival": survival,
            "lower": lower,
            "upper": upper,
        }
    )


def _log_log(share: Floats, error: Floats) -> tuple[Floats, Floats]:
    """A 95 % interval that stays within 0 and 1: normal on the scale of log(-log)."""
    inner = (share > 0) & (share < 1)
    log = np.log(np.where(inner, share, 0.5))
    wide = np.exp(Z * np.where(inner, error, 0) / (share * -log + ~inner))
    outside = np.where(share <= 0, np.nan, 1.0)
    return np.where(inner, np.exp(log * wide), outside), np.where(inner, np.exp(log / wide), outside)


def retention_summary(
    retention: pd.DataFrame, *, days: tuple[int, ...] = (7, 14, 28, 84), horizon: int | None = None
) -> pd.DataFrame:
    """Read numbers off retention curves.

    Parameters
    ----------
    days
        S(t) is given after each of these days: NaN past the last time of a group, where nobody is looked at.
    horizon
        Days H of the restricted mean time, the area under the curve from 0 to H. By default the last time of the
        group that ends first, so that groups compare.

    Returns
    -------
    pandas.DataFrame
        A row a group: n, events, survival_<day>, median_days (the first time at which S <= 0.5; NaN if it never is),
        restricted_mean_days and its horizon_days.
    """
    curves = dict(list(retention.groupby("group")))
    if horizon is None:
        horizon = int(min((curve["time_days"].max() for curve in curves.values()), default=0))
    rows = []
    for name, curve in curves.items():
        time, survival = curve["time_days"].to_numpy(np.float64), curve["survival"].to_numpy(np.float64)
        below = survival <= 0.5 + TOLERANCE
        at = {f"survival_{day}": _after(time, survival, day) for day in days}
        row = {"group": name, "n": curve["at_risk"].iloc[0], "events": curve["events"].sum()} | at
        row["median_days"] = time[below][0] if below.any() else np.nan
        rows.append(row | {"restricted_mean_days": _area(time, survival, horizon), "horizon_days": horizon})
    return pd.DataFrame(rows)


def _after(time: Floats, survival: Floats, day: float) -> float:
    if day > time[-1] and survival[-1] > 0:
        return np.nan
    return float(survival[np.searchsorted(time, day, side="right") - 1])


def _area(time: Floats, survival: Floats, horizon: float) -> float:
    if horizon > time[-1] and survival[-1] > 0:
        return np.nan
    edges = np.append(np.minimum(time, horizon), horizon)
    return float((np.diff(edges) * survival).sum())


def cumulative_incidence(persistence: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """D6: share of each group that had ended by each cause, the others as competing causes (Aalen-Johansen).

    Withdrawal and safety stops are not censorings here: who withdrew cannot discontinue any more.

    Parameters
    ----------
    persistence
        The table of that name, a row a participant: ``time_days``, ``event`` and ``cause`` are read.
    groups
        The group of each row, in the same order, as ``Adherence.groups`` is.

    Returns
    -------
    pandas.DataFrame
        group, cause (discontinued, withdrawn, safety), time_days, incidence, lower, upper (log-log).
    """
    module = statsmodels("duration.survfunc")
    columns = ["group", "cause", "time_days", "incidence", "lower", "upper"]
    found = [pd.DataFrame(columns=columns)]
    for name, rows in _by_group(persistence, groups):
        coded = rows["cause"].astype("str").map({name: code for code, name in enumerate(COMPETING, start=1)})
        cause = coded.fillna(0).to_numpy(int)
        if not cause.any():
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            fitted = module.CumIncidenceRight(rows["time_days"].to_numpy(np.float64), cause)
        for code, share in enumerate(fitted.cinc):
            upper, lower = (1 - bound for bound in _log_log(1 - share, np.nan_to_num(fitted.cinc_se[code])))
            part = {"group": name, "cause": COMPETING[code], "time_days": fitted.times, "incidence": share}
            found.append(pd.DataFrame(part | {"lower": lower, "upper": upper}))
    return pd.concat(found, ignore_index=True).infer_objects()
