"""A4: surplus sessions of a day cover shortfalls of other days, each surplus once."""

import numpy as np

from palsy_kit.adherence.arrays import Floats, Ints


def from_earlier_days(surplus: Floats, need: Floats, days: int) -> Floats:
    """What of each day's need is covered by surplus of the ``days`` days before it, the oldest surplus first.

    The surplus waits in a queue for ``days`` days. With S the running sum of what came in and X of what left the
    queue (used or expired), day d does X <- max(min(X + need(d), S(d-1)), S(d-days)): a clamp of a sum. Clamps of sums
    are closed under composition, so all days are done by doubling the stretch that one clamp spans: log2(D) steps.
    """
    if days == 0 or not surplus.any():
        return np.zeros_like(need)
    if days == 1:
        return np.minimum(need, _later(surplus, 1))
    came = np.cumsum(surplus, axis=1)
    add, high, low = need.copy(), _later(came, 1), _later(came, days)
    stretch = 1
    while stretch < need.shape[1]:
        earlier = (_later(add, stretch), _later(high, stretch, np.inf), _later(low, stretch, -np.inf))
        high, low = _clamp(earlier[1] + add, low, high), _clamp(earlier[2] + add, low, high)
        add = add + earlier[0]
        stretch *= 2
    left = _clamp(add, low, high)
    before = _later(left, 1)
    return np.minimum(need, _later(came, 1) - before)


def _clamp(value: Floats, low: Floats, high: Floats) -> Floats:
    return np.maximum(np.minimum(value, high), low)


def _later(days: Floats, by: int, fill: float = 0.0) -> Floats:
    """Move each day's value so many columns on."""
    moved = np.full_like(days, fill)
    moved[:, by:] = days[:, :-by]
    return moved


def within_iso_week(surplus: Floats, need: Floats, weekday: Ints) -> Floats:
    """What of each day's need is covered by surplus of its ISO week, the earliest shortfall first.

    Parameters
    ----------
    weekday
        Of the first column of each row, Monday is 0.
    """
    columns = np.arange(need.shape[1])
    monday = np.maximum(columns - (columns + weekday[:, None]) % 7, 0)
    next_monday = np.minimum(columns - (columns + weekday[:, None]) % 7 + 7, need.shape[1])

    def before(days: Floats) -> Floats:
        return np.hstack([np.zeros((len(days), 1)), np.cumsum(days, axis=1)])

    came, needed = before(surplus), before(need)
    week_surplus = np.take_along_axis(came, next_monday, 1) - np.take_along_axis(came, monday, 1)
    so_far = needed[:, :-1] - np.take_along_axis(needed, monday, 1)
    return np.minimum(so_far + need, week_surplus) - np.minimum(so_far, week_surplus)
