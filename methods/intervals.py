"""What chance alone could make of a figure: intervals for a share, a rate, a mean and a difference of two shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, hypot, sqrt

from methods.conventions import LARGEST, check_confidence, check_finite, check_not_negative, check_parts


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the figure's own unit."""

    low: float
    high: float


@lru_cache(maxsize=256)
def normal_quantile(confidence: float) -> float:
    """The z within which a standard normal lies with probability `confidence` (0.95 gives 1.95996)."""
    check_confidence(confidence)
    from statistics import NormalDist  # 28 ms of imports, needed once per confidence

    return NormalDist().inv_cdf(0.5 + confidence / 2)


def share_interval(numerator: float | None, denominator: float | None, confidence: float = 0.95) -> Interval | None:
    """The Wilson score interval of a share, without continuity correction, inside [0, 1].

    `None` without a base. Raises ValueError for numbers that are negative or not finite, a numerator above its
    denominator, and a confidence outside (0, 1). Source: Wilson 1927; Newcombe 1998a.
    """
    z = normal_quantile(confidence)
    if numerator is None or not denominator:
        check_not_negative((numerator, denominator), "numerator or denominator")
        return None
    if not 0 <= numerator <= denominator < LARGEST:
        check_parts((numerator,), (denominator,), "share")
    n = float(denominator)
    share = min(1.0, numerator / n)
    shift = z * z / n
    stretch = 1 + shift
    middle = (share + shift / 2) / stretch
    half = z * sqrt(share * (1 - share) / n + shift / n / 4) / stretch
    # The share itself bounds the ends: at 0 and 1 they would else miss it in the last decimal.
    return Interval(min(max(0.0, middle - half), share), max(min(1.0, middle + half), share))


def _share(numerator: float | None, denominator: float | None) -> float:
    return min(1.0, numerator / denominator) if numerator is not None and denominator else 0.0


def rate_interval(count: float | None, exposure: float | None, confidence: float = 0.95) -> Interval | None:
    """The exact Poisson interval of `count` events, per unit of `exposure`.

    `None` without a base. Raises ValueError for numbers that are negative or not finite and for a confidence outside
    (0, 1). Source: Garwood 1936, by chi-square quantiles (halved, they are gamma quantiles).
    """
    check_confidence(confidence)
    check_not_negative((count,), "count")
    check_not_negative((exposure,), "exposure")
    if count is None or not exposure:
        return None
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - confidence) / 2
    low = gammaincinv(count, tail) if count > 0 else 0.0
    return Interval(float(low) / exposure, float(gammainccinv(count + 1, tail)) / exposure)


def mean_interval(values: Sequence[float | None], confidence: float = 0.95) -> Interval | None:
    """The t interval of a mean with n − 1 degrees of freedom; `None` with fewer than two values.

    Raises ValueError for numbers that are not finite and for a confidence outside (0, 1). Source: Student 1908.
    """
    check_confidence(confidence)
    check_finite(values)
    known = [value for value in values if value is not None]
    n = len(known)
    if n < 2:
        return None
    mean = fsum(known) / n
    half = t_quantile(n - 1, confidence) * sqrt(fsum((value - mean) ** 2 for value in known) / (n - 1) / n)
    return Interval(mean - half, mean + half)


@lru_cache(maxsize=1024)
def t_quantile(freedom: float, confidence: float) -> float:
    """The t within which Student's t with `freedom` degrees of freedom lies with probability `confidence`."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + confidence / 2))


def difference_interval(
    numerator_1: float | None,
    denominator_1: float | None,
    numerator_2: float | None,
    denominator_2: float | None,
    confidence: float = 0.95,
) -> Interval | None:
    """The interval of the first share minus the second, by Newcombe's hybrid of two Wilson intervals.

    `None` where either is without a base. Raises ValueError as `share_interval` does. Source: Newcombe 1998b,
    method 10: 56/70 − 48/80 gives 0.0524 to 0.3339.
    """
    first = share_interval(numerator_1, denominator_1, confidence)
    second = share_interval(numerator_2, denominator_2, confidence)
    if first is None or second is None:
        return None
    share_1, share_2 = _share(numerator_1, denominator_1), _share(numerator_2, denominator_2)
    down = hypot(share_1 - first.low, second.high - share_2)
    up = hypot(first.high - share_1, share_2 - second.low)
    return Interval(max(-1.0, share_1 - share_2 - down), min(1.0, share_1 - share_2 + up))
