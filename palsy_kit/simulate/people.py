"""Draw people and their practice, a cell of people at a time.

A cell is always drawn whole, from a stream of random numbers of its own, so a person's rows depend on the seed and on
their number alone: never on how many people there are, or in what blocks they are written.
"""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from palsy_kit.simulate.design import Design
from palsy_kit.study.tables import HOLD_REASONS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CELL = 512
"""People drawn together. To change it changes every cohort."""

REASONS = ("illness", "pause", "safety", "technical", "clinic")
REASON_WEIGHTS = (0.4, 0.3, 0.15, 0.1, 0.05)
"""Our own default."""

MORNING, EVENING = 9 * 60, 20 * 60
USUAL_SD, DAY_SD = 60, 40
"""Minutes by which the usual times of persons differ, and the times of one person from day to day."""


@dataclass(frozen=True)
class Rows:
    """Arrays of equal length, a place a row."""

    def __getitem__(self, chosen: Any) -> Self:
        return type(self)(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Put the rows of several parts behind each other."""
        return cls(
            **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)}
        )


@dataclass(frozen=True)
class People(Rows):
    """The truth of each person. Days of the plan count from 0; ``start`` is in days since 1970.

    ``drop_out`` is the first day without practice for good (the length of the plan, if they do not stop). A hold is
    [hold_first, hold_after), empty without one.
    """

    number: Ints
    group: Ints
    zone: Ints
    keeps_offset: Bools
    start: Ints
    adherence: Floats
    starter: Bools
    drop_out: Ints
    withdrawn: Bools
    hold_first: Ints
    hold_after: Ints
    hold_reason: Ints
    usual_minute: Floats


def draw_people(cell: int, design: Design, random: np.random.Generator) -> People:
    """Draw the persons of a cell."""
    group = random.integers(0, 2, CELL)
    weights = np.array(list(design.zones.values()))
    hold_first = random.integers(0, design.days, CELL)
    hold_days = random.geometric(1 / design.hold_days, CELL)
    held = random.random(CELL) < design.on_hold
    drop_out = _drop_out(group, design, random)
    evening = random.random(CELL) < design.evening
    return People(
        number=cell * CELL + np.arange(CELL),
        group=group,
        zone=random.choice(len(weights), CELL, p=weights / weights.sum()),
        keeps_offset=random.random(CELL) < design.offset_kept,
        start=np.datetime64(design.first_start).astype(np.int64) + random.integers(0, design.enrolment_days, CELL),
        adherence=_adherence(group, design, random),
        starter=random.random(CELL) >= design.never_starters,
        drop_out=drop_out,
        withdrawn=(random.random(CELL) < design.withdrawing) & (drop_out < design.days),
        hold_first=hold_first,
        hold_after=np.where(held, np.minimum(hold_first + hold_days, design.days), hold_first),
        hold_reason=random.choice([HOLD_REASONS.index(name) for name in REASONS], CELL, p=REASON_WEIGHTS),
        usual_minute=np.where(evening, EVENING, MORNING) + random.normal(0, USUAL_SD, CELL),
    )


def _adherence(group: Ints, design: Design, random: np.random.Generator) -> Floats:
    """Beta with the mean of the group and the standard deviation of the design."""
    mean = np.array(design.group_means)[group]
    sum_of_shapes = mean * (1 - mean) / design.adherence_sd**2 - 1
    p: Floats = random.beta(mean * sum_of_shapes, (1 - mean) * sum_of_shapes)
    return p


def _drop_out(group: Ints, design: Design, random: np.random.Generator) -> Ints:
    """Weibull time T with S(t) = exp(-h ln 2 (t / median)^shape); practice is possible on the days before ceil(T)."""
    exposure = random.exponential(size=CELL)
    if design.drop_out_median_days is None:
        return np.full(CELL, design.days)
    hazard = np.where(group == 1, design.group_hazard_ratio, 1.0) * np.log(2)
    time = design.drop_out_median_days * (exposure / hazard) ** (1 / design.drop_out_shape)
    last: Ints = np.clip(np.ceil(np.minimum(time, design.days)), 1, design.days).astype(np.int64)
    return last


def available_days(people: People, design: Design) -> Bools:
    """Days of the plan (people x days) on which practice is possible: started, not stopped, in no hold."""
    day = np.arange(design.days)
    held = (day >= people.hold_first[:, None]) & (day < people.hold_after[:, None])
    return people.starter[:, None] & (day < people.drop_out[:, None]) & ~held


def draw_practice(people: People, design: Design, random: np.random.Generator) -> Bools:
    """Days with practice (people x days): a two-state Markov chain for each person, begun in its long run.

    P(done | done yesterday) = p + r (1 - p) and P(done | missed yesterday) = p (1 - r), so the long run is p. The
    chain runs on under a hold, and practice comes back as if the hold had been days away from the log.
    """
    chance = random.random((design.days, len(people.number)))
    done = np.empty(chance.shape, dtype=bool)
    p = people.adherence
    done[0] = chance[0] < p
    for day in range(1, design.days):
        done[day] = chance[day] < p + design.carry_over * (done[day - 1] - p)
    return done.T & available_days(people, design)
