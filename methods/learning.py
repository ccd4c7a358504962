"""Whom to learn from: offices that reach a target steadily, and do well on the rest too."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

from methods.conventions import (
    check_confidence,
    check_direction,
    check_finite,
    check_parts,
    check_same_length,
    exceeds,
    reaches,
)
from methods.intervals import difference_interval
from methods.pooling import Pooled, pool
from methods.status import status_of
from methods.verdicts import Direction, Status

STEADY = 0.8  # of its known months a teacher has reached the target
GOOD = 0.5  # of its other prioritised indicators a teacher is at or above the county's median

Months = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Teacher:
    """An office to learn from: its index, figure over all months, months, and its base over the asker's base.

    `size_ratio` is None where one of the two bases is not known, which a share's always are.
    """

    unit: int
    value: float
    months_reached: int
    months_known: int
    size_ratio: float | None


def learn_from(
    asker: int,
    numerators: Sequence[Months],
    denominators: Sequence[Months],
    green: float | None,
    direction: str,
    others_good: Sequence[float | None],
    min_base: float = 1,
    least_months: int = 8,
    confidence: float = 0.9,
) -> tuple[Teacher, ...]:
    """The offices that the office `asker` (an index) may learn from on one share, nearest in size first.

    Units × months of numerators and denominators; `others_good` is per unit the share of its other prioritised
    indicators on which it is at or above the county's median. No target or no better side (`inside`, `none`): nobody.
    Some among many may be luck. Raises ValueError for an unknown direction, an index that is no unit, other shapes,
    numbers that are negative or not finite, a numerator above its denominator.
    """
    check_direction(direction)
    check_confidence(confidence)
    check_finite((green, min_base), "green and min_base")
    check_finite(others_good, "others_good")
    check_same_length(numerators=numerators, denominators=denominators, others_good=others_good)
    for above, below in zip(numerators, denominators, strict=True):
        check_parts(above, below, "share")
    if asker not in range(len(numerators)):
        raise ValueError(f"asker must be the index of a unit, got {asker!r}")
    if green is None or direction in (Direction.INSIDE, Direction.NONE):
        return ()
    pooled = [pool(above, below) for above, below in zip(numerators, denominators, strict=True)]
    teachers = []
    for unit, (above, below) in enumerate(zip(numerators, denominators, strict=True)):
        reached, known = months_reached(above, below, green, direction, min_base)
        steady = known >= least_months and reaches(reached, STEADY * known)
        good = others_good[unit]
        if unit == asker or not steady or good is None or not reaches(good, GOOD):
            continue
        teacher = _teacher(unit, pooled[unit], pooled[asker], reached, known)
        if teacher and _is_better(pooled[unit], pooled[asker], direction, confidence):
            teachers.append(teacher)
    side = 1.0 if direction == Direction.HIGHER else -1.0
    return tuple(sorted(teachers, key=lambda teacher: by_size(teacher, side)))


def by_size(teacher: Teacher, side: float) -> tuple[float, float, int]:
    """What teachers are sorted by: nearest in size, then the better value (`side` 1 where higher is better, else −1).

    Those of no known size stand last as they were given: by their values they would make a leader board.
    """
    if not teacher.size_ratio:
        return inf, 0.0, teacher.unit
    return round(abs(log(teacher.size_ratio)), 9), -side * teacher.value, teacher.unit


def stands_well(value: float, median: float, direction: str) -> bool:
    """Whether a value lies at the median or on its better side. Raises ValueError where there is no better side."""
    if direction == Direction.HIGHER:
        return reaches(value, median)
    if direction == Direction.LOWER:
        return not exceeds(value, median)
    raise ValueError(f"nothing is better for direction {direction!r}")


def months_reached(above: Months, below: Months, green: float, direction: str, min_base: float = 1) -> tuple[int, int]:
    """In how many months with enough base a share has reached the target, and how many such months there are."""
    shares = [x / n for x, n in zip(above, below, strict=True) if x is not None and n and reaches(n, min_base)]
    return good_months(shares, green, direction)


def good_months(values: Months, green: float, direction: str) -> tuple[int, int]:
    """In how many of the known months a value has reached the target, and how many are known."""
    known = [value for value in values if value is not None]
    return sum(status_of(value, direction, green) is Status.GREEN for value in known), len(known)


def _teacher(unit: int, figures: Pooled, asker: Pooled, reached: int, known: int) -> Teacher | None:
    if figures.value is None or not figures.denominator or not asker.denominator:
        return None
    return Teacher(unit, figures.value, reached, known, figures.denominator / asker.denominator)


def _is_better(unit: Pooled, asker: Pooled, direction: str, confidence: float) -> bool:
    """Whether the unit's share is better than the asker's by more than chance."""
    if direction == Direction.LOWER:
        unit, asker = asker, unit
    difference = difference_interval(unit.numerator, unit.denominator, asker.numerator, asker.denominator, confidence)
    return difference is not None and exceeds(difference.low, 0.0)
