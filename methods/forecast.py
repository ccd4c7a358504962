"""Will the year's target be reached? What is needed in the months that are left, and what may be expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from methods.conventions import (
    check_confidence,
    check_direction,
    check_finite,
    check_measure,
    check_shares,
    exceeds,
    month_number,
    reaches,
)
from methods.intervals import t_quantile
from methods.pooling import OverMonths, places_between, rolling, year_to_date
from methods.verdicts import Direction, ForecastVerdict, Pooling

LEAST_MONTHS = 3  # known, in the window
FAR = 6  # from so many months left the interval is widened: months hang together, and there are seasons
WIDER = 1.4

Numbers = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The year so far and where it ends at the present level; the level needed; the range of levels to expect."""

    so_far: float | None
    expected: float | None
    needed: float | None
    low: float | None
    high: float | None
    verdict: ForecastVerdict


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of the year: it ends at (total + ahead × level) / whole. `months` are still to come."""

    total: float
    ahead: float
    whole: float
    months: int


def year_forecast(
    months: Sequence[str],
    month: str,
    green: float | None,
    direction: str,
    pooling: str,
    values: Numbers | None = None,
    numerators: Numbers | None = None,
    denominators: Numbers | None = None,
    kind: str = "share",
    window: int = 6,
    confidence: float = 0.9,
) -> Forecast:
    """How the year's target stands after `month`, from parallel monthly lists in any order.

    `green` is the year's target; for `sum` the sum of the twelve months' targets. With pooling `ratio` a month's level
    is its numerator over its denominator. `needed` is the level that the remaining months must have on average, `low`
    to `high` the range in which their level is to be expected with probability `confidence`, from the last `window`
    months. Raises ValueError for unknown words, months of another form, lists of different lengths, numbers that are
    not finite, parts below zero, and a share's numerator above its denominator.
    """
    check_direction(direction)
    check_confidence(confidence)
    check_measure(kind)
    check_finite((green,), "green")
    is_share = pooling == Pooling.RATIO and kind == "share"
    year = year_to_date(months, month, pooling, values, numerators, denominators)
    if is_share and numerators is not None and denominators is not None:
        check_shares(numerators, denominators)  # all else about them the year has been asked for
    span = rolling(months, month, pooling, window, 0, values, numerators, denominators)
    if year.value is None:
        return Forecast(None, None, None, None, None, ForecastVerdict.TOO_FEW)
    target = None if direction in (Direction.INSIDE, Direction.NONE) else green
    left = 12 - year.expected
    if left == 0:
        return Forecast(year.value, year.value, None, None, None, _outcome(year.value, target, direction))
    monthly = _monthly(months, month, window, values, numerators, denominators, pooling)
    if len(monthly) < LEAST_MONTHS:
        return Forecast(year.value, None, None, None, None, ForecastVerdict.TOO_FEW)
    level = fsum(monthly) / len(monthly)
    rest = _rest_of(year, left, pooling)
    half = _spread(monthly, year, span, pooling, kind) * _stretch(len(monthly), left, rest, confidence)
    expected = (rest.total + rest.ahead * level) / rest.whole
    needed = None if target is None else (target * rest.whole - rest.total) / rest.ahead
    verdict = _verdict(needed, level - half, level + half, direction, is_share)
    return Forecast(year.value, expected, needed, level - half, level + half, verdict)


def _monthly(
    months: Sequence[str],
    month: str,
    window: int,
    values: Numbers | None,
    numerators: Numbers | None,
    denominators: Numbers | None,
    pooling: str,
) -> list[float]:
    """The known monthly levels of the window, oldest first."""
    last = month_number(month)
    places = places_between(tuple(months), last - window + 1, last)
    if pooling != Pooling.RATIO:
        return [value for place in places if values is not None and (value := values[place]) is not None]
    if numerators is None or denominators is None:
        return []
    pairs = [(numerators[place], denominators[place]) for place in places]
    return [x / n for x, n in pairs if x is not None and n]


def _rest_of(year: OverMonths, left: int, pooling: str) -> _Rest:
    so_far = year.value or 0.0
    if pooling == Pooling.RATIO:
        base = year.denominator or 0.0
        ahead = left * base / year.known
        return _Rest(year.numerator or 0.0, ahead, base + ahead, left)
    if pooling == Pooling.MEAN:
        return _Rest(so_far * year.known, left, year.known + left, left)
    if pooling == Pooling.SUM:  # months that are missing are still to come, so that they aren't zero
        return _Rest(so_far, 12 - year.known, 1.0, 12 - year.known)
    return _Rest(0.0, 1.0, 1.0, 1)


def _spread(monthly: Sequence[float], year: OverMonths, span: OverMonths, pooling: str, kind: str) -> float:
    """The standard deviation of a month's level; for shares and rates at least what chance makes of the year's base."""
    mean = fsum(monthly) / len(monthly)
    spread = sqrt(fsum((value - mean) ** 2 for value in monthly) / (len(monthly) - 1))
    if pooling != Pooling.RATIO or kind not in ("share", "rate"):
        return spread
    base = (year.denominator or 0.0) / year.known
    level = ((span.numerator or 0.0) + 1) / ((span.denominator or 0.0) + 2)
    return max(spread, sqrt(level * (1 - level) / base) if kind == "share" else sqrt(level / base))


def _stretch(count: int, left: int, rest: _Rest, confidence: float) -> float:
    """How many such deviations the mean of the months ahead may lie from that of `count` months."""
    times = t_quantile(count - 1, confidence) * sqrt(1 / count + 1 / rest.months)
    return times * WIDER if left >= FAR else times


def _outcome(value: float, target: float | None, direction: str) -> ForecastVerdict:
    if target is None:
        return ForecastVerdict.NO_TARGET
    reached = reaches(value, target) if direction == Direction.HIGHER else not exceeds(value, target)
    return ForecastVerdict.REACHED if reached else ForecastVerdict.MISSED


def _verdict(needed: float | None, low: float, high: float, direction: str, is_share: bool) -> ForecastVerdict:
    if needed is None:
        return ForecastVerdict.NO_TARGET
    if direction == Direction.HIGHER:
        checks = (
            (not exceeds(needed, 0.0), ForecastVerdict.SECURED),
            (is_share and exceeds(needed, 1.0), ForecastVerdict.OUT_OF_REACH),
            (not exceeds(needed, low), ForecastVerdict.ON_COURSE),
            (exceeds(needed, high), ForecastVerdict.IN_DANGER),
        )
    else:
        checks = (
            (exceeds(-needed, 0.0), ForecastVerdict.OUT_OF_REACH),
            (is_share and reaches(needed, 1.0), ForecastVerdict.SECURED),
            (reaches(needed, high), ForecastVerdict.ON_COURSE),
            (exceeds(-needed, -low), ForecastVerdict.IN_DANGER),
        )
    return next((verdict for holds, verdict in checks if holds), ForecastVerdict.OPEN)
