"""Whom to learn from on figures without cases behind them: days, indexes, rates. Chance is read from the months.

A share's cases say how much of a difference is chance (`methods.learning`). Of other figures only the months can: how
far they move, and for how long. So offices are held against the county's mean of each month, by what METHODS.md 7 says
of a figure without a base, and nobody is named where the offices as a whole differ by no more than that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from methods.control import control_chart
from methods.control.limits import lag_correlation
from methods.conventions import (
    check_confidence,
    check_direction,
    check_finite,
    check_not_negative,
    check_same_length,
    exceeds,
    reaches,
)
from methods.effect import MOST_LAG
from methods.intervals import normal_quantile
from methods.learning import GOOD, STEADY, Months, Teacher, by_size, good_months
from methods.matrices import Floats
from methods.ranking.spread import spread_of
from methods.standard_errors import standard_errors
from methods.verdicts import Direction, Signal

FEWEST = 6  # offices with figures, as of a funnel: under that nobody can say what is usual among them
APART = 0.99  # the chance with which offices without true differences are found to have none


@dataclass(frozen=True, slots=True)
class Level:
    """What an office's own level may be, beside the county's mean of each month: a middle and a variance."""

    middle: float
    variance: float


def learn_from_levels(
    asker: int,
    values: Sequence[Months],
    green: float | None,
    direction: str,
    others_good: Sequence[float | None],
    sizes: Sequence[float | None] | None = None,
    least_months: int = 8,
    confidence: float = 0.9,
) -> tuple[Teacher, ...]:
    """The offices that the office `asker` (an index) may learn from, nearest in size first, of unknown size last.

    Units × months of values, oldest first, `None` where there is none. As in `learn_from`, but that better beyond
    chance is read from `own_levels`, and that a teacher's last known month beside the county's mean is no `concern` of
    a control chart (METHODS.md 5). Raises ValueError for an unknown direction, an index that is no unit, other shapes,
    numbers that are not finite.
    """
    _check(asker, values, green, direction, others_good, sizes, confidence)
    if green is None or direction in (Direction.INSIDE, Direction.NONE):
        return ()
    levels, side = own_levels(values), -1.0 if direction == Direction.LOWER else 1.0
    if asker not in levels:
        return ()
    reach, beside, teachers = normal_quantile(confidence), _beside_the_mean(values), []
    for unit, level in levels.items():
        reached, known = good_months(values[unit], green, direction)
        good = others_good[unit]
        if unit == asker or known < least_months or not reaches(reached, STEADY * known):
            continue
        lead = side * (level.middle - levels[asker].middle)
        if good is None or not reaches(good, GOOD) or not exceeds(lead, 0.0):
            continue
        is_better = exceeds(lead, reach * sqrt(level.variance + levels[asker].variance))
        if is_better and control_chart(beside[unit], direction=direction).verdict != Signal.CONCERN:
            teachers.append(Teacher(unit, _mean(values[unit]), reached, known, _ratio(sizes, unit, asker)))
    return tuple(sorted(teachers, key=lambda teacher: by_size(teacher, side)))


def own_levels(values: Sequence[Months]) -> dict[int, Level]:
    """What each unit's own level may be beside the others, by index; of those with a known month.

    The mean of its differences to the units' mean of each month, drawn towards what all have in common as METHODS.md 7
    draws a figure with a standard error: that of a month over the square root of the known months, wider where months
    hang together. Empty where fewer than six units have figures, or where their variation is not known; without
    differences beyond chance all have the same level, and no variance.
    """
    rows = _beside_the_mean(values)
    errors = standard_errors(rows)
    if len(rows) < FEWEST or any(error is None for error in errors.values()):
        return {}
    middles = np.array([_mean(row) for row in rows.values()])
    known = np.array([sum(value is not None for value in row) for row in rows.values()])
    squares = np.array([(error or 0.0) ** 2 for error in errors.values()]) / known * _hang_together(list(rows.values()))
    if not squares.min() > 0:  # nothing ever moves: each is where it is
        return {unit: Level(float(middle), 0.0) for unit, middle in zip(rows, middles, strict=True)}
    mean, between, _ = spread_of(middles, squares)
    trust = between / (between + squares) if _differ(middles, squares) else np.zeros_like(squares)
    return {
        unit: Level(float(mean + part * (middle - mean)), float(part * square))
        for unit, part, middle, square in zip(rows, trust, middles, squares, strict=True)
    }


def _beside_the_mean(values: Sequence[Months]) -> dict[int, list[float | None]]:
    """Each unit's differences to the units' mean of the month, by index; of those with a known month."""
    means = [_mean_of(month) for month in zip(*values, strict=True)]
    return {
        unit: [None if value is None or mean is None else value - mean for value, mean in zip(row, means, strict=True)]
        for unit, row in enumerate(values)
        if any(value is not None for value in row)
    }


def _check(
    asker: int,
    values: Sequence[Months],
    green: float | None,
    direction: str,
    others_good: Sequence[float | None],
    sizes: Sequence[float | None] | None,
    confidence: float,
) -> None:
    check_direction(direction)
    check_confidence(confidence)
    check_finite((green,), "green")
    check_finite(others_good, "others_good")
    check_not_negative(sizes or (), "size")
    check_same_length(values=values, others_good=others_good, sizes=sizes)
    for row in values:
        check_same_length(first=values[0], other=row)
        check_finite(row, "values")
    if asker not in range(len(values)):
        raise ValueError(f"asker must be the index of a unit, got {asker!r}")


def _mean_of(values: Sequence[float | None]) -> float | None:
    return _mean(values) if any(value is not None for value in values) else None


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return fsum(known) / len(known)


def _ratio(sizes: Sequence[float | None] | None, unit: int, asker: int) -> float | None:
    mine, theirs = (sizes[asker], sizes[unit]) if sizes else (None, None)
    return theirs / mine if mine and theirs else None


def _hang_together(rows: Sequence[Months]) -> float:
    """How many times as uncertain a mean is whose months hang together, from the lag-1 correlation r of all rows.

    (1 + r)/(1 − r) of a mean (METHODS.md 9), and once more 1/(1 − r) since the moving ranges that a month's error is
    read from are so much too short. r comes out too low in so few months, and is set right (Marriott and Pope 1954).
    """
    found, months = lag_correlation(rows), max(len(row) for row in rows)
    if found is None or months < 4:
        return 1.0
    lag = min(max((found + 1 / months) / (1 - 3 / months), 0.0), MOST_LAG)
    return (1 + lag) / (1 - lag) ** 2


def _differ(middles: Floats, squares: Floats) -> bool:
    """Whether the units as a whole differ by more than chance: Cochran's Q beyond its quantile."""
    from scipy.special import chdtri

    weights = squares.min() / squares
    centre = (weights * middles).sum() / weights.sum()
    total = (weights * (middles - centre) ** 2).sum() / squares.min()
    return bool(exceeds(float(total), float(chdtri(len(middles) - 1, 1 - APART))))
