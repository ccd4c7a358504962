"""The mean and the process limits of a phase, and how much its months hang together."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from methods.conventions import equal, slack

RANGE_TO_LIMIT = 2.66  # 3 / 1.128: three standard deviations in mean moving ranges of independent normal months
LARGEST_RANGE = 3.267  # ranges from this many times their mean are left out once
TRIAL_MONTHS = 12  # limits from fewer known months are called trial limits
SLOW = 0.5  # from this lag-1 correlation an indicator moves slowly, and its signals stand for long


def process_limits(values: Sequence[float | None], at_least: int = 10) -> tuple[float, float, float] | None:
    """Mean, lower and upper limit of one phase, from its months in order (`None` is missing).

    `None` with fewer than `at_least` known months or fewer than half as many moving ranges. Source: XmR chart as in NHS
    England's Making Data Count (NHSRplotthedots), Wheeler 1993.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    if len(known) < at_least or 2 * len(ranges) < at_least or not ranges:
        return None
    mean_range = fsum(ranges) / len(ranges)
    largest = LARGEST_RANGE * mean_range
    kept = [moved for moved in ranges if moved < largest - slack(largest)]
    if any(kept):
        mean_range = fsum(kept) / len(kept)
    mean = fsum(known) / len(known)
    return mean, mean - RANGE_TO_LIMIT * mean_range, mean + RANGE_TO_LIMIT * mean_range


def lag_correlation(spans: Sequence[Sequence[float | None]]) -> float | None:
    """The lag-1 correlation of months about their span's mean, all spans together; `None` without variation.

    Sum of products of neighbouring months that are both known, over the sum of squares. From 0.5 up an indicator moves
    slowly.
    """
    products = squares = 0.0
    for span in spans:
        known = [value for value in span if value is not None]
        if not known:
            continue
        mean = fsum(known) / len(known)
        if all(equal(value, mean) for value in known):
            continue
        squares += fsum((value - mean) ** 2 for value in known)
        products += fsum(
            (before - mean) * (after - mean)
            for before, after in pairwise(span)
            if before is not None and after is not None
        )
    return products / squares if squares > 0 else None
