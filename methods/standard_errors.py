"""The standard error of a figure without a base, read from how an office moves from month to month (METHODS.md 7)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum, sqrt
from typing import TypeVar

RANGE_TO_DEVIATION = 1.128  # the mean moving range of independent normal months, in standard deviations
LEAST_RANGES = 6

Key = TypeVar("Key")


def monthly_deviation(values: Sequence[float | None]) -> float | None:
    """The standard deviation of a month, from the moving ranges between neighbouring months that are both known.

    `values` is a run of consecutive months, None where there is none. None with fewer than six ranges.
    """
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    return fsum(ranges) / len(ranges) / RANGE_TO_DEVIATION if len(ranges) >= LEAST_RANGES else None


def standard_errors(series: Mapping[Key, Sequence[float | None]]) -> dict[Key, float | None]:
    """The standard error of one month's figure of each office in a county, by METHODS.md 7: e² = (11·s² + 4·S²)/15.

    `series` are the offices' last twelve months, oldest first; s is an office's own monthly deviation, S the county's
    root mean square of them, which also stands in for an office's own where it has too few months. None for all where
    no office has enough.
    """
    own = {key: monthly_deviation(values) for key, values in series.items()}
    squares = [s * s for s in own.values() if s is not None]
    if not squares:
        return dict.fromkeys(series)
    county = fsum(squares) / len(squares)
    return {key: sqrt((11 * (county if s is None else s * s) + 4 * county) / 15) for key, s in own.items()}
