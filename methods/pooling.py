"""Several offices or several months as one figure: pooled, or the plain mean; year to date and rolling windows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from methods.conventions import (
    POOLINGS,
    check_finite,
    check_not_negative,
    check_same_length,
    month_number,
    month_numbers,
)
from methods.verdicts import Pooling

Numbers = Sequence[float | None]

RATIO, MEAN, SUM, NONE = Pooling


@dataclass(frozen=True, slots=True)
class Pooled:
    """Sums of numerators and denominators, and the one over the other."""

    numerator: float | None
    denominator: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A group of offices: how many have a value, their plain mean (county mean), the pooled figure (county result)
    and the spread.
    """

    n: int
    mean: float | None
    pooled: float | None
    median: float | None
    q1: float | None
    q3: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class OverMonths:
    """A figure over several months. `known` of the `expected` months had a result; pages say it where they differ."""

    value: float | None
    numerator: float | None
    denominator: float | None
    known: int
    expected: int


def pool(numerators: Numbers, denominators: Numbers) -> Pooled:
    """Sums over the pairs of which both parts are known; a pair with denominator zero adds nothing.

    The value is `None` where the total base is zero; where no pair is known all three are. Raises ValueError for lists
    of different lengths and for numbers that are negative or not finite.
    """
    check_same_length(numerators=numerators, denominators=denominators)
    check_not_negative(numerators, "numerator")
    check_not_negative(denominators, "denominator")
    numerator, denominator, known = _totals(numerators, denominators, range(len(numerators)))
    if not known:
        return Pooled(None, None, None)
    return Pooled(numerator, denominator, numerator / denominator if denominator > 0 else None)


def _totals(numerators: Numbers, denominators: Numbers, places: Iterable[int]) -> tuple[float, float, int]:
    """The sums of both parts over `places`, and how many of them have both."""
    above = below = 0.0
    known = 0
    for place in places:
        numerator, denominator = numerators[place], denominators[place]
        if numerator is not None and denominator is not None:
            known += 1
            if denominator:
                above += numerator
                below += denominator
    return above, below, known


def summarise(values: Numbers, numerators: Numbers | None = None, denominators: Numbers | None = None) -> Summary:
    """A group of offices in eight figures, from a value and, where there are such, a numerator and denominator each.

    `mean` is the county mean (each office counts alike), `pooled` the county result (each case counts alike).
    Quartiles by linear interpolation (Hyndman and Fan 1996, type 7, numpy's default). Raises ValueError for lists of
    different lengths, numbers that are not finite, and parts below zero.
    """
    check_same_length(values=values, numerators=numerators, denominators=denominators)
    check_finite(values)
    pooled = None
    if numerators is not None and denominators is not None:
        pooled = pool(numerators, denominators).value
    known = sorted(value for value in values if value is not None)
    if not known:
        return Summary(0, None, pooled, None, None, None, None, None)
    return Summary(
        n=len(known),
        mean=fsum(known) / len(known),
        pooled=pooled,
        median=quantile(known, 0.5),
        q1=quantile(known, 0.25),
        q3=quantile(known, 0.75),
        lowest=known[0],
        highest=known[-1],
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """Of ascending numbers, by linear interpolation (Hyndman and Fan 1996, type 7)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def over_months(
    months: Sequence[str],
    first: str,
    last: str,
    pooling: str,
    values: Numbers | None = None,
    numerators: Numbers | None = None,
    denominators: Numbers | None = None,
) -> OverMonths:
    """One figure for the months from `first` to `last` (both taken with), from parallel lists in any order.

    `ratio` pools numerators and denominators, `mean` is the plain mean of the known values, `sum` their sum, `none` the
    last known one; a list that is not handed in is missing throughout. `known` counts the months with a result
    (`ratio`: with both parts). Raises ValueError for a month in another form than `YYYY-MM` or standing twice, `first`
    after `last`, an unknown pooling, lists of different lengths, numbers that are not finite and parts below zero.
    """
    return _over(months, month_number(first), month_number(last), pooling, values, numerators, denominators)


def year_to_date(
    months: Sequence[str],
    month: str,
    pooling: str,
    values: Numbers | None = None,
    numerators: Numbers | None = None,
    denominators: Numbers | None = None,
) -> OverMonths:
    """`over_months` from January of that year to `month`."""
    last = month_number(month)
    return _over(months, last - last % 12, last, pooling, values, numerators, denominators)


def rolling(
    months: Sequence[str],
    month: str,
    pooling: str,
    length: int = 12,
    at_least: int = 6,
    values: Numbers | None = None,
    numerators: Numbers | None = None,
    denominators: Numbers | None = None,
) -> OverMonths:
    """`over_months` for the `length` months up to `month`; fewer than `at_least` known: the value is `None`."""
    if length < 1:
        raise ValueError(f"a window has at least one month, got {length!r}")
    last = month_number(month)
    window = _over(months, last - length + 1, last, pooling, values, numerators, denominators)
    if window.known >= at_least:
        return window
    return OverMonths(None, window.numerator, window.denominator, window.known, window.expected)


def _over(
    months: Sequence[str],
    first: int,
    last: int,
    pooling: str,
    values: Numbers | None,
    numerators: Numbers | None,
    denominators: Numbers | None,
) -> OverMonths:
    if pooling not in POOLINGS:
        raise ValueError(f"unknown pooling {pooling!r}: use one of {', '.join(sorted(POOLINGS))}")
    places = places_between(tuple(months), first, last)
    _check_lists(len(months), values, numerators, denominators)
    expected = last - first + 1
    if pooling != RATIO:
        known = [value for place in places if (value := values[place]) is not None] if values is not None else []
        return OverMonths(_together(known, pooling), None, None, len(known), expected)
    if numerators is None or denominators is None:
        return OverMonths(None, None, None, 0, expected)
    numerator, denominator, both = _totals(numerators, denominators, places)
    if not both:
        return OverMonths(None, None, None, 0, expected)
    return OverMonths(numerator / denominator if denominator > 0 else None, numerator, denominator, both, expected)


@lru_cache(maxsize=4096)
def places_between(months: tuple[str, ...], first: int, last: int) -> tuple[int, ...]:
    """Where in the list the months from `first` to `last` stand, oldest first. A page asks for the same lists often."""
    if first > last:
        raise ValueError("the first month of a period is after its last")
    numbers = month_numbers(months)
    return tuple(sorted((p for p, n in enumerate(numbers) if first <= n <= last), key=numbers.__getitem__))


def _check_lists(length: int, values: Numbers | None, numerators: Numbers | None, denominators: Numbers | None) -> None:
    if values is not None:
        if len(values) != length:
            raise ValueError(f"lists must have the same length: months {length}, values {len(values)}")
        check_finite(values)
    for numbers, name in ((numerators, "numerator"), (denominators, "denominator")):
        if numbers is not None:
            if len(numbers) != length:
                raise ValueError(f"lists must have the same length: months {length}, {name}s {len(numbers)}")
            check_not_negative(numbers, name)


def _together(known: Sequence[float], pooling: str) -> float | None:
    """The known monthly values, oldest first, as one figure."""
    if not known:
        return None
    if pooling == NONE:
        return known[-1]
    return fsum(known) if pooling == SUM else fsum(known) / len(known)
