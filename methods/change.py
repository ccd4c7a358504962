"""What a unit's next figure may be expected to be, from its history: what lies outside is a large change."""

from collections.abc import Sequence
from math import sqrt

from methods.control.limits import process_limits
from methods.conventions import check_finite, check_not_negative, check_parts, check_same_length
from methods.intervals import Interval
from methods.pooling import pool


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
