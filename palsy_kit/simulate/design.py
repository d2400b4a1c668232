"""What a made-up cohort is like: who they are, how they practise, when they stop, what their log looks like."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple, Self
from zoneinfo import available_timezones

from pydantic import Field, model_validator

from palsy_kit.errors import InputError
from palsy_kit.exercises import Model

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Minutes = Annotated[float, Field(ge=2, le=90)]


class Design(Model):
    """The truth behind a cohort. What has no source named is our own default.

    A person's adherence p is drawn from a beta distribution; on a day on which they have not stopped and are in no
    hold, they practise with probability p + carry_over x (practised yesterday - p). So p is their share of days with
    practice in the long run, whatever the carry-over.

    Examples
    --------
    >>> Design(adherence_mean=0.6, adherence_sd=0.2, carry_over=0.25).cut_date.isoformat()
    '2026-04-26'
    """

    # Who, and for how long
    first_start: date = date(2026, 1, 5)
    """The first date on which a plan begins."""
    enrolment_days: Annotated[int, Field(ge=1, le=3650)] = 28
    """Plans begin evenly over so many days."""
    days: Annotated[int, Field(ge=1, le=3650)] = 84
    """Length of every plan and of its observation."""
    zones: Mapping[str, Positive] = {"Europe/London": 1, "America/New_York": 1, "America/Chicago": 1}
    """Time zones with their weights."""
    offset_kept: Share = 0.8
    """Share of people whose log keeps the local offset; for the others the zone of the roster decides."""

    # How they practise
    adherence_mean: Annotated[float, Field(gt=0, lt=1)]
    """Mean of the adherence of persons. See ``day_to_day``."""
    adherence_sd: Positive
    """Standard deviation between persons. Published in diaries: .17 to .33."""
    carry_over: Annotated[float, Field(ge=0, lt=1)]
    """How much more likely practice is after a day with practice than after one without. See ``day_to_day``."""
    group_difference: Annotated[float, Field(gt=-1, lt=1)] = 0
    """How much higher the mean adherence is in group b than in group a. Groups are drawn evenly."""
    daily_minutes: Minutes = 5
    """Minutes of the session that is asked for every day."""
    full_per_week: Annotated[float, Field(ge=0, le=7)] = 2
    """Full sessions asked for in a week, beside the daily one; 0: none. They fall on days with practice."""
    full_per_week_max: Annotated[float, Field(ge=0)] | None = 3
    """Upper end of the range that is asked for."""
    full_minutes: Minutes = 20
    """Minutes of a full session."""
    extra: Share = 0.08
    """Chance of a second daily session on a day with practice. A 12-month exercise trial averaged 107.9 % in men."""

    # When they begin and stop
    never_starters: Share = 0.05
    """Share of people who never practise."""
    drop_out_median_days: Positive | None = 44
    """Median of the drop-out time; None: nobody stops. Pratap 2020: 44 days where a clinician referred people."""
    drop_out_shape: Positive = 0.54
    """Shape of the Weibull drop-out time: below 1, most leave early. Median 5.5 and 54.6 % gone by day 7 (Pratap)."""
    group_hazard_ratio: Positive = 1
    """Hazard of dropping out in group b, against group a."""
    withdrawing: Share = 0.15
    """Share of those who drop out that tell the study, which writes down that they withdrew."""

    # Holds, and what a log looks like
    on_hold: Share = 0.25
    """Share of people with one hold."""
    hold_days: Annotated[float, Field(ge=1)] = 7
    """Mean length of a hold (geometric)."""
    evening: Share = 0.65
    """Share of people who practise in the evening, around 20:00; the others around 09:00."""
    back_filled: Share = 0.06
    """Chance that a session is written down a day or more later, by hand."""
    doubled: Share = 0.03
    """Chance that a session is in the log twice, as two devices leave it."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        for group, mean in zip("ab", self.group_means, strict=True):
            if not 0 < mean < 1 or not self.adherence_sd**2 < mean * (1 - mean):
                limit = math.sqrt(max(0.0, mean * (1 - mean)))
                raise InputError(
                    f"Group {group}: no beta distribution has mean {mean:g} and adherence_sd={self.adherence_sd:g}. "
                    f"Give a mean between 0 and 1, and a standard deviation below {limit:.3g}."
                )
        if not self.zones:
            raise InputError("zones is empty. Give at least one, such as {'Europe/Berlin': 1}.")
        for zone in sorted(set(self.zones) - available_timezones()):
            raise InputError(f"zones: {zone!r} is not a name such as Europe/Berlin.")
        if self.full_per_week_max is not None and self.full_per_week_max < self.full_per_week:
            raise InputError(
                f"full_per_week_max={self.full_per_week_max:g} lies below full_per_week={self.full_per_week:g}."
            )
        return self

    def changed(self, **changes: Any) -> "Design":
        """The same design with other values in some fields, checked again.

        Raises
        ------
        InputError
            If a field does not exist, or the design cannot be.

        Examples
        --------
        >>> Design(adherence_mean=0.6, adherence_sd=0.2, carry_over=0.25).changed(days=28).days
        28
        """
        return Design(**(self.model_dump() | changes))

    @property
    def group_means(self) -> tuple[float, float]:
        """Mean adherence of group a and of group b."""
        return self.adherence_mean, self.adherence_mean + self.group_difference

    @property
    def cut_date(self) -> date:
        """The day after the last observed one: the ``as_of`` by which everybody's plan has ended."""
        return self.first_start + timedelta(days=self.enrolment_days - 1 + self.days)


class DayToDay(NamedTuple):
    """Mean adherence and carry-over."""

    adherence_mean: float
    carry_over: float


class Conditionals(NamedTuple):
    """P(done | done yesterday) and P(done | missed yesterday) over all persons and days."""

    done_after_done: float
    done_after_missed: float


def day_to_day(done_after_done: float, done_after_missed: float, adherence_sd: float) -> DayToDay:
    """Find the mean adherence m and the carry-over r behind two shares that diaries publish.

    Over all persons and days, as many days change from done to missed as back, so m (1 - dd) = (1 - m) dm, which gives
    m = dm / (1 - dd + dm). Part of what looks like habit is that persons differ: of the pooled dm = (1 - r) E[p (1 -
    p)] / (1 - m), with E[p (1 - p)] = m (1 - m) - sd^2. So r = 1 - dm (1 - m) / (m (1 - m) - sd^2).

    Parameters
    ----------
    done_after_done, done_after_missed
        dd and dm, pooled over persons. Published in diaries: .61 to .77, and .25 to .42.
    adherence_sd
        Standard deviation of adherence between persons.

    Raises
    ------
    InputError
        If persons differ so much that nothing, or less, is left for the carry-over.

    Examples
    --------
    >>> found = day_to_day(0.77, 0.42, 0.17)
    >>> round(found.adherence_mean, 3), round(found.carry_over, 3)
    (0.646, 0.256)
    """
    for name, share in (("done_after_done", done_after_done), ("done_after_missed", done_after_missed)):
        if not 0 < share < 1:
            raise InputError(f"{name}={share:g} is not allowed. Give a number between 0 and 1.")
    mean = done_after_missed / (1 - done_after_done + done_after_missed)
    within = mean * (1 - mean) - adherence_sd**2
    carry_over = 1 - done_after_missed * (1 - mean) / within if within > 0 else -1.0
    if carry_over < 0:
        raise InputError(
            f"Persons who differ by adherence_sd={adherence_sd:g} repeat themselves more than "
            f"done_after_done={done_after_done:g} and done_after_missed={done_after_missed:g} allow. "
            "Give a smaller adherence_sd."
        )
    return DayToDay(mean, carry_over)


def conditionals(design: Design) -> Conditionals:
    """The two shares that a diary of group a would show: ``day_to_day`` backwards."""
    mean, within = design.adherence_mean, design.adherence_mean * (1 - design.adherence_mean) - design.adherence_sd**2
    after_missed = (1 - design.carry_over) * within / (1 - mean)
    return Conditionals(1 - (1 - mean) * after_missed / mean, after_missed)
