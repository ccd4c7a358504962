"""What a unit's next figure may be expected to be, from its history: what lies outside is a large change."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from methods.control.limits import LARGEST_RANGE, RANGE_TO_LIMIT, process_limits
from methods.conventions import check_finite, check_not_negative, check_parts, check_same_length
from methods.intervals import Interval
from methods.matrices import Bools, Floats, slacks
from methods.pooling import pool

USUAL_Z = 1.96  # standard errors


@dataclass(frozen=True, slots=True)
class Usual:
    """What a unit's earlier months and chance explain: their pooled share, and the range for a new base."""

    share: float
    low: float
    high: float


def usual_share(
    numerators: Sequence[float | None], denominators: Sequence[float | None], denominator: float | None
) -> Usual | None:
    """Where a new share with that base is to be expected with probability 95 %, from the parts of earlier months.

    p ± 1.96·√(p(1 − p)(1/n + 1/n₀)) with p = (x + 1)/(n₀ + 2), x and n₀ pooled (METHODS.md 14); the ends are not cut
    off. `None` without a base now or then. Raises ValueError as `pool` does, and for a numerator above its denominator.
    """
    check_parts(numerators, denominators, "share")
    check_not_negative((denominator,), "denominator")
    history = pool(numerators, denominators)
    if not denominator or not history.denominator or history.numerator is None:
        return None
    share = (history.numerator + 1) / (history.denominator + 2)
    reach = USUAL_Z * sqrt(share * (1 - share) * (1 / denominator + 1 / history.denominator))
    return Usual(share, share - reach, share + reach)


def expected_range(
    values: Sequence[float | None],
    numerators: Sequence[float | None] | None = None,
    denominators: Sequence[float | None] | None = None,
    denominator: float | None = None,
    at_least: int = 6,
) -> Interval | None:
    """The range that history and chance explain, from the unit's earlier months in order; the ends are not cut off.

    The process limits of `values`; for shares (numerators, denominators and the new figure's `denominator` handed in)
    widened to three standard errors of a new share around the old. `None` with fewer than `at_least` known months or
    too few neighbouring ones for limits. Raises ValueError for lists of different lengths, numbers that are negative or
    not finite, a numerator above its denominator, and `at_least` under 1.
    """
    if at_least < 1:
        raise ValueError(f"at_least must be 1 or more, got {at_least!r}")
    check_same_length(values=values, numerators=numerators, denominators=denominators)
    check_finite(values)
    check_not_negative((denominator,), "denominator")
    limits = process_limits(values, at_least)
    history = None
    if numerators is not None and denominators is not None:
        check_parts(numerators, denominators, "share")
        history = pool(numerators, denominators)
    if limits is None:
        return None
    _, low, high = limits
    if history is None or not denominator or not history.denominator or history.numerator is None:
        return Interval(low, high)
    share = (history.numerator + 1) / (history.denominator + 2)
    reach = 3 * sqrt(share * (1 - share) * (1 / denominator + 1 / history.denominator))
    return Interval(min(low, share - reach), max(high, share + reach))


def expected_ranges(
    values: Floats, numerators: Floats, denominators: Floats, denominator: Floats, at_least: int = 6
) -> tuple[Floats, Floats]:
    """`expected_range` for many figures at once: the low and high end of each, NaN where there is no range.

    `values`, `numerators` and `denominators` are figures × earlier months in order, NaN where there is none;
    `denominator` the new figures' own. Where a figure is no share, its parts are handed in as NaN. Numbers are taken as
    checked before.
    """
    mean, reach = _process(values, at_least)
    low, high = mean - reach, mean + reach
    whole = ~np.isnan(numerators) & ~np.isnan(denominators)
    above = np.where(whole, numerators, 0.0).sum(axis=1)
    below = np.where(whole, denominators, 0.0).sum(axis=1)
    has_base = (below > 0) & (denominator > 0)
    bases = np.where(has_base, below, 1.0), np.where(has_base, denominator, 1.0)
    share = (above + 1) / (bases[0] + 2)
    spread = 3 * np.sqrt(np.maximum(share * (1 - share), 0.0) * (1 / bases[0] + 1 / bases[1]))
    return (
        np.where(has_base, np.minimum(low, share - spread), low),
        np.where(has_base, np.maximum(high, share + spread), high),
    )


def _process(values: Floats, at_least: int) -> tuple[Floats, Floats]:
    """Each row's mean, and how far its process limits lie from it, as `process_limits` has them; NaN without limits."""
    ranges = np.abs(np.diff(values, axis=1))
    is_range, is_known = ~np.isnan(ranges), ~np.isnan(values)
    enough = (is_known.sum(axis=1) >= at_least) & (2 * is_range.sum(axis=1) >= at_least) & is_range.any(axis=1)
    mean_range = _mean_where(is_range, ranges)
    largest = LARGEST_RANGE * mean_range
    kept = ranges < (largest - slacks(largest))[:, np.newaxis]
    some_move = (kept & (ranges > 0)).any(axis=1)
    mean_range = np.where(some_move, _mean_where(kept, ranges), mean_range)
    return np.where(enough, _mean_where(is_known, values), np.nan), RANGE_TO_LIMIT * mean_range


def _mean_where(chosen: Bools, numbers: Floats) -> Floats:
    """Each row's mean of the chosen numbers, 0 where none is."""
    total = np.where(chosen, numbers, 0.0).sum(axis=1)
    mean: Floats = total / np.maximum(chosen.sum(axis=1), 1)
    return mean
