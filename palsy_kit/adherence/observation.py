"""Who is looked at from which day to which, and why it ended."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from palsy_kit.adherence.arrays import Bools, Ints
from palsy_kit.adherence.options import Options

MAX_DAYS = 7305
"""20 years: a longer observation is a slip of the pen, and would cost gigabytes."""

FAR = 10_000_000
"""A day that never comes, for ends that are empty."""

CENSORED, COMPLETED, WITHDRAWN = 0, 1, 2


class Observation(NamedTuple):
    """O = [start, start + length) in days since 1970, and what ended it.

    ``running`` says that the plan goes on on the day of the cut.
    """

    start: Ints
    length: Ints
    ended: Ints
    running: Bools


def day_numbers(dates: pd.Series, *, empty: int = FAR) -> Ints:
    """Whole days since 1970-01-01 of midnights without a zone."""
    days = dates.to_numpy("datetime64[us]").astype("datetime64[D]")
    numbers: Ints = np.where(np.isnat(days), empty, days.astype(np.int64))
    return numbers


def observe(roster: pd.DataFrame, options: Options) -> Observation:
    """O_i = [p_i, min(q_i, w_i, c)), with the common window: also min(., p_i + H); empty if nothing is left.

    A plan that ends on the day of the cut or of the withdrawal counts as completed; a withdrawal on the day of the
    cut as withdrawn.
    """
    start = day_numbers(roster["start_date"], empty=0)
    end, withdrawn = day_numbers(roster["end_date"]), day_numbers(roster["withdrawn_date"])
    as_of = np.datetime64(options.as_of, "D").astype(np.int64)
    cut = np.minimum(as_of, start + (options.common_days or FAR))
    length = np.maximum(np.minimum(np.minimum(end, withdrawn), cut) - start, 0)
    ended = np.where(end <= np.minimum(withdrawn, cut), COMPLETED, np.where(withdrawn <= cut, WITHDRAWN, CENSORED))
    running = (ended == CENSORED) & (start + length == as_of)
    return Observation(start, length, ended, running)
