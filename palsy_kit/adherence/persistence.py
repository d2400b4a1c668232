"""D5: how long practice lasted, and what ended it."""

from typing import NamedTuple

import numpy as np

from palsy_kit.adherence.arrays import Bools, Floats, Ints, run_length
from palsy_kit.adherence.calendar import Calendar
from palsy_kit.adherence.gaps import Course
from palsy_kit.adherence.observation import COMPLETED, WITHDRAWN
from palsy_kit.adherence.options import Options

CAUSES = ("discontinued", "completed", "withdrawn", "safety", "censored")


class Persistence(NamedTuple):
    """Days from the origin, whether practice was discontinued, and the place of the cause in CAUSES (-1: undefined)."""

    time_days: Floats
    event: Bools
    cause: Ints


def safety_stop(calendar: Calendar) -> Ints:
    """The first day of a safety hold that lasts to the end of the observation; -1 without one."""
    safety = calendar.safety & calendar.inside
    run = run_length(safety, calendar.inside & ~safety)[:, -1]
    return np.where(run > 0, calendar.observation.length - run, -1)


def persistence(calendar: Calendar, course: Course, defined: Bools, options: Options) -> Persistence:
    """D5: days from the start of the plan (or the first session) to the first discontinuation (D2).

    Without one the time is censored at the end of the plan (completed) or of the observation (censored), or ended by
    a competing cause: a safety hold that lasts to the end, or the withdrawal, whichever came first. Who never started
    has the event at 0, or no time (``never_starters``). Reference: persistence in the ABC taxonomy and EMERGE.

    Parameters
    ----------
    defined
        Rows for which the clock of the permissible gap can run.
    """
    length, ended = calendar.observation.length, calendar.observation.ended
    stop = safety_stop(calendar)
    discontinued = (course.first_end >= 0) & ((stop < 0) | (course.first_end < stop))
    cause = np.select(
        [discontinued, stop >= 0, ended == COMPLETED, ended == WITHDRAWN],
        [_place("discontinued"), _place("safety"), _place("completed"), _place("withdrawn")],
        _place("censored"),
    )
    time = np.where(discontinued, course.first_end, np.where(stop >= 0, stop, length)).astype(np.float64)
    never = course.first_day < 0
    if options.persistence_from == "first_session":
        time -= course.first_day
        defined = defined & ~never
    elif options.never_starters == "exclude":
        defined = defined & ~never
    else:
        time[never], cause[never] = 0, _place("discontinued")
    # A safety stop on the first practice day or before it leaves no time, not a negative one.
    time = np.where(defined, np.maximum(time, 0), np.nan)
    cause = np.where(defined, cause, -1)
    return Persistence(time, cause == _place("discontinued"), cause)


def _place(cause: str) -> int:
    return CAUSES.index(cause)
