"""What holds for every method: when two numbers are equal, which words exist, what is refused, how months are counted.

Plain Python without numpy, since pages call what is built on this thousands of times.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from methods.verdicts import Direction, Pooling

TOLERANCE = 1e-9
LARGEST = 1e100  # beyond it squares and products would overflow; no figure of ours comes near

DIRECTIONS = frozenset(Direction)
POOLINGS = frozenset(Pooling)
KINDS = frozenset({"share", "rate"})
MEASURES = frozenset({"share", "rate", "number", "days", "index"})


def slack(limit: float) -> float:
    """How far a number may lie from `limit` and still be equal to it: 1e-9 × max(1, |limit|)."""
    if -1.0 <= limit <= 1.0:
        return TOLERANCE
    return TOLERANCE * abs(limit)


def reaches(value: float, limit: float) -> bool:
    """Whether `value` is at or above `limit`, so that 0.1 + 0.2 has reached 0.3."""
    return value >= limit - slack(limit)


def exceeds(value: float, limit: float) -> bool:
    """Whether `value` is above `limit` by more than the tolerance."""
    return value > limit + slack(limit)


def equal(value: float, limit: float) -> bool:
    """Whether the two are equal within the tolerance."""
    return -slack(limit) <= value - limit <= slack(limit)


def check_direction(direction: str) -> None:
    """Raise ValueError unless `direction` is one of `higher`, `lower`, `inside`, `none`."""
    if direction not in DIRECTIONS:
        raise ValueError(f"unknown direction {direction!r}: use one of {', '.join(sorted(DIRECTIONS))}")


def check_kind(kind: str) -> None:
    """Raise ValueError unless `kind` is `share` or `rate`."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}: use share or rate")


def check_measure(measure: str) -> None:
    """Raise ValueError unless `measure` is one of `share`, `rate`, `number`, `days`, `index`."""
    if measure not in MEASURES:
        raise ValueError(f"unknown kind {measure!r}: use one of {', '.join(sorted(MEASURES))}")


def check_confidence(confidence: float) -> None:
    """Raise ValueError unless `confidence` lies strictly between 0 and 1."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence!r}")


def check_finite(numbers: Iterable[float | None], name: str = "value") -> None:
    """Raise ValueError where a number is NaN, infinite or beyond all measure; `None` (missing) is in order."""
    for number in numbers:
        if number is not None and not -LARGEST < number < LARGEST:
            raise ValueError(f"{name} must be a finite number or None, got {number!r}")


def check_not_negative(numbers: Iterable[float | None], name: str) -> None:
    """Raise ValueError where a number is below zero, NaN, infinite or beyond all measure."""
    for number in numbers:
        if number is not None and not 0 <= number < LARGEST:
            wrong = "is below zero" if -LARGEST < number < 0 else "is not a finite number"
            raise ValueError(f"{name} {number!r} {wrong}")


def check_shares(numerators: Sequence[float | None], denominators: Sequence[float | None]) -> None:
    """Raise ValueError where a numerator lies above its denominator; a pair without a base is no share."""
    for numerator, denominator in zip(numerators, denominators, strict=True):
        if numerator is not None and denominator and numerator > denominator and exceeds(numerator, denominator):
            raise ValueError(f"numerator {numerator!r} is above its denominator {denominator!r}")


def check_parts(numerators: Sequence[float | None], denominators: Sequence[float | None], kind: str) -> None:
    """Raise ValueError unless both lists are equally long and hold what `kind` (share or rate) allows."""
    check_kind(kind)
    check_same_length(numerators=numerators, denominators=denominators)
    check_not_negative(numerators, "numerator")
    check_not_negative(denominators, "denominator")
    if kind == "share":
        check_shares(numerators, denominators)


def check_same_length(**lists: Sequence[object] | None) -> None:
    """Raise ValueError unless all lists that are handed in are equally long."""
    lengths = {name: len(items) for name, items in lists.items() if items is not None}
    if len(set(lengths.values())) > 1:
        raise ValueError("lists must have the same length: " + ", ".join(f"{n} {k}" for n, k in lengths.items()))


@lru_cache(maxsize=4096)
def month_number(month: str) -> int:
    """The month `"YYYY-MM"` as a whole number that grows by one a month (12 × year + month − 1).

    Raises ValueError for any other form.
    """
    if not (isinstance(month, str) and len(month) == 7 and month[4] == "-" and month.isascii()):
        raise ValueError(f"a month is written YYYY-MM, got {month!r}")
    year, number = month[:4], month[5:]
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        raise ValueError(f"a month is written YYYY-MM, got {month!r}")
    return 12 * int(year) + int(number) - 1


def month_numbers(months: Sequence[str]) -> list[int]:
    """The months as whole numbers, in the order given. Raises ValueError where a month stands twice."""
    numbers = [month_number(month) for month in months]
    if len(set(numbers)) < len(numbers):
        raise ValueError("a month stands twice in months")
    return numbers
