"""Did it help? A unit against its county before and after an action began."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from methods.control.limits import lag_correlation
from methods.conventions import check_confidence, check_direction, check_finite, check_same_length, exceeds
from methods.intervals import t_quantile
from methods.verdicts import Direction, EffectVerdict

LEAST_MONTHS = 6  # known, on either side
MOST_LAG = 0.8

Months = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Effect:
    """How much the difference to the county has changed, with an interval, in the indicator's own unit."""

    effect: float | None
    low: float | None
    high: float | None
    verdict: EffectVerdict


def effect(
    unit_before: Months,
    unit_after: Months,
    county_before: Months,
    county_after: Months,
    direction: str,
    confidence: float = 0.95,
) -> Effect:
    """The change in a unit's difference to its county (without the unit), months oldest first, `None` where missing.

    Welch's interval, its standard error widened for months that hang together. `too_few` under six known months on a
    side. It can't tell the action from what else happened then. Raises ValueError for an unknown direction, lists of
    different lengths, numbers that are not finite. Source: Welch 1947.
    """
    check_direction(direction)
    check_confidence(confidence)
    before, after = _differences(unit_before, county_before), _differences(unit_after, county_after)
    known_before, known_after = ([d for d in span if d is not None] for span in (before, after))
    if len(known_before) < LEAST_MONTHS or len(known_after) < LEAST_MONTHS:
        return Effect(None, None, None, EffectVerdict.TOO_FEW)
    change = fsum(known_after) / len(known_after) - fsum(known_before) / len(known_before)
    half = _half_width(known_before, known_after, lag_correlation((before, after)), confidence)
    return Effect(change, change - half, change + half, _verdict(change - half, change + half, direction))


def _differences(unit: Months, county: Months) -> list[float | None]:
    check_same_length(unit=unit, county=county)
    check_finite(unit, "unit")
    check_finite(county, "county")
    return [None if u is None or c is None else u - c for u, c in zip(unit, county, strict=True)]


def _half_width(before: Sequence[float], after: Sequence[float], lag: float | None, confidence: float) -> float:
    """Half of Welch's interval, widened for lag-1 correlation; zero without variation (`lag` is `None`)."""
    if lag is None:
        return 0.0
    squares = [_variance(span) / len(span) for span in (before, after)]
    total = fsum(squares)
    freedom = 1 / fsum((s / total) ** 2 / (len(span) - 1) for s, span in zip(squares, (before, after), strict=True))
    lag = min(max(lag, 0.0), MOST_LAG)
    return t_quantile(freedom, confidence) * sqrt(total * (1 + lag) / (1 - lag))


def _variance(span: Sequence[float]) -> float:
    mean = fsum(span) / len(span)
    return fsum((value - mean) ** 2 for value in span) / (len(span) - 1)


def _verdict(low: float, high: float, direction: str) -> EffectVerdict:
    up, down = exceeds(low, 0.0), exceeds(-high, 0.0)
    if not up and not down:
        return EffectVerdict.CANNOT_TELL
    if direction in (Direction.INSIDE, Direction.NONE):
        return EffectVerdict.CHANGED
    return EffectVerdict.BETTER if up == (direction == Direction.HIGHER) else EffectVerdict.WORSE
