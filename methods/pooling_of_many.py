"""Many groups of offices at once, as arrays: what `pooling.pool` and `pooling.summarise` say of each of them.

A publication writes the figures of every group of a country, some thousands of them.
"""

from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from methods.conventions import LARGEST
from methods.matrices import Bools, Floats

Wholes = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Pools:
    """`pooling.Pooled` of each group; NaN where that has None."""

    numerator: Floats
    denominator: Floats
    value: Floats


@dataclass(frozen=True, slots=True)
class Spreads:
    """The plain mean, the median and the quartiles of each group's values; NaN for a group without any."""

    mean: Floats
    median: Floats
    q1: Floats
    q3: Floats


def pool_each(numerators: Floats, denominators: Floats, group: Wholes, number: int) -> Pools:
    """`pool` of each of `number` groups; the parts' entries stand in any order, each with its group's place.

    NaN is what is missing. Raises ValueError for numbers that are negative or beyond all measure.
    """
    for parts, name in ((numerators, "numerator"), (denominators, "denominator")):
        _refuse(parts, ~np.isnan(parts) & ~((parts >= 0) & (parts < LARGEST)), name)
    whole = ~np.isnan(numerators) & ~np.isnan(denominators)
    adds = whole & (denominators != 0)
    above, below = (np.bincount(group[adds], parts[adds], minlength=number) for parts in (numerators, denominators))
    is_known = np.bincount(group[whole], minlength=number) > 0
    has_base = below > 0
    with np.errstate(over="ignore"):  # as Python's own division, infinite
        value = np.where(has_base, above / np.where(has_base, below, 1.0), np.nan)
    return Pools(
        numerator=np.where(is_known, above, np.nan), denominator=np.where(is_known, below, np.nan), value=value
    )


def summarise_each(values: Floats, lengths: Wholes) -> Spreads:
    """`summarise` of each group: `values` without missing ones, group by group and ascending in each.

    `lengths`: how many each group has. Raises ValueError for numbers that are not finite.
    """
    _refuse(values, ~((values > -LARGEST) & (values < LARGEST)), "value")
    ends = np.cumsum(lengths)
    starts, has_some = ends - lengths, lengths > 0
    listed = values.tolist()
    sums = [fsum(listed[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    mean = np.where(has_some, np.array(sums, np.float64) / np.maximum(lengths, 1), np.nan)
    padded = np.append(values, np.nan)  # for a group without values at the end
    median, q1, q3 = (
        np.where(has_some, _quantiles(padded, starts, np.maximum(lengths, 1), share), np.nan)
        for share in (0.5, 0.25, 0.75)
    )
    return Spreads(mean, median, q1, q3)


def _quantiles(values: Floats, starts: Wholes, lengths: Wholes, share: float) -> Floats:
    place = share * (lengths - 1)
    below = place.astype(np.int64)
    above = np.minimum(below + 1, lengths - 1)
    low, high = values[starts + below], values[starts + above]
    quantiles: Floats = low + (high - low) * (place - below)
    return quantiles


def _refuse(numbers: Floats, strange: Bools, name: str) -> None:
    if strange.any():
        raise ValueError(f"{name} {numbers[strange][0]!r} is below zero or not a finite number")
