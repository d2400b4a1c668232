"""Points of items: read with the limits of the form, and named when they cannot be."""

import math
import operator
from collections.abc import Sequence
from typing import SupportsIndex

from palsy_kit.errors import InputError

Item = SupportsIndex | float | None
"""Points of one item; None or NaN where there is no answer."""

Limits = tuple[int, int]
"""Lowest and highest points of an item."""


def read_items(place: str, given: Sequence[Item], limits: Sequence[Limits]) -> list[int | None]:
    """Check the points of a part of a form.

    Parameters
    ----------
    place
        Measure and part, for the error.
    limits
        Of each item, in the order of the form.

    Raises
    ------
    InputError
        If the number of items is not that of the form, or points are not whole or not within their limits.
    """
    if len(given) != len(limits):
        raise InputError(f"{place} has {len(limits)} items; {len(given)} are given. Give None for one without answer.")
    numbered = enumerate(zip(given, limits, strict=True), start=1)
    return [_points(f"{place}, item {number}", item, *allowed) for number, (item, allowed) in numbered]


def _points(place: str, item: Item, lowest: int, highest: int) -> int | None:
    if item is None or (isinstance(item, float) and math.isnan(item)):
        return None
    points = None
    if isinstance(item, float):
        points = int(item) if item.is_integer() else None
    elif not isinstance(item, bool | str):
        points = operator.index(item)
    if points is None or not lowest <= points <= highest:
        raise InputError(f"{place}: {item!r} is not allowed. Give a whole number from {lowest} to {highest}, or None.")
    return points


def total_of(
    items: Sequence[int | None], *, numbers: Sequence[int] | None = None
) -> tuple[int | None, tuple[str, ...]]:
    """Add up all items; without one of them there is no sum, and the warning names it.

    Parameters
    ----------
    numbers
        Of the items on the form; from 1 on, if not given.
    """
    on_form = numbers or range(1, len(items) + 1)
    missing = [number for number, item in zip(on_form, items, strict=True) if item is None]
    if not missing:
        return sum(item for item in items if item is not None), ()
    named = f"item {missing[0]} is" if len(missing) == 1 else f"items {', '.join(map(str, missing))} are"
    return None, (f"No score: {named} missing, and no source says how to score without.",)
