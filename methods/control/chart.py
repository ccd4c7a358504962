"""The control chart of one series: which months are more than the usual variation."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from methods.control.limits import process_limits
from methods.control.runs import beyond, shifted, trending, two_of_three
from methods.conventions import check_direction, check_finite
from methods.verdicts import Direction, ProcessVerdict, Signal


@dataclass(frozen=True, slots=True)
class Point:
    """A month in the chart: its phase, its side of the mean, the rules that strike and what they signal."""

    value: float | None
    phase: int
    side: int
    outside: bool
    shift: bool
    trend: bool
    two_of_three: bool
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of months with one mean and one pair of limits; `first` and `last` are indexes, both taken with."""

    first: int
    last: int
    known: int
    mean: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The points, the phases, and what the last known point says."""

    points: tuple[Point, ...]
    phases: tuple[Phase, ...]
    verdict: Signal | ProcessVerdict


def control_chart(
    values: Sequence[float | None], breaks: Sequence[int] = (), direction: str = "higher", at_least: int = 10
) -> Chart:
    """The XmR chart of monthly values in order, `None` where a month is missing.

    `breaks` are indexes at which a new phase begins. A phase with fewer than `at_least` known values, or fewer than
    half as many moving ranges, has no limits and no signals. Limits are not cut off at 0 or 1. Raises ValueError for an
    unknown direction, numbers that are not finite, a break outside 1 … n − 1, `at_least` under 1. Source: NHS England,
    Making Data Count (NHSRplotthedots), with gaps.
    """
    check_direction(direction)
    check_finite(values)
    starts = phase_starts(len(values), breaks, at_least)
    phases, points = [], []
    for number, (first, end) in enumerate(pairwise((*starts, len(values)))):
        months = values[first:end]
        limits = process_limits(months, at_least)
        known = sum(value is not None for value in months)
        mean, lower, upper = limits or (None, None, None)
        phases.append(Phase(first, end - 1, known, mean, lower, upper))
        points += _points(months, number, limits, direction)
    last = next((point for point in reversed(points) if point.value is not None), None)
    if last is None or phases[last.phase].mean is None:
        return Chart(tuple(points), tuple(phases), ProcessVerdict.TOO_FEW)
    return Chart(tuple(points), tuple(phases), last.signal or ProcessVerdict.STABLE)


def phase_starts(count: int, breaks: Sequence[int], at_least: int) -> list[int]:
    """The indexes at which phases begin, 0 first. Raises ValueError for a break that is none of 1 … count − 1."""
    if at_least < 1:
        raise ValueError(f"at_least must be 1 or more, got {at_least!r}")
    for start in breaks:
        if start not in range(1, count):
            raise ValueError(f"a break must be an index from 1 to {count - 1}, got {start!r}")
    return sorted({0, *breaks})


def _points(
    months: Sequence[float | None], phase: int, limits: tuple[float, float, float] | None, direction: str
) -> list[Point]:
    """The points of one phase: a gap ends every run."""
    points: list[Point] = []
    for known, stretch in groupby(months, key=lambda value: value is not None):
        if known and limits:
            points += _stretch([value for value in stretch if value is not None], phase, limits, direction)
        else:
            points += [Point(value, phase, 0, False, False, False, False, None) for value in stretch]
    return points


def _stretch(values: Sequence[float], phase: int, limits: tuple[float, float, float], direction: str) -> list[Point]:
    mean, lower, upper = limits
    sides = beyond(values, mean, mean)
    outside = beyond(values, lower, upper)
    outer = beyond(values, mean + (lower - mean) * 2 / 3, mean + (upper - mean) * 2 / 3)
    near = two_of_three(sides, [far != 0 and out == 0 for far, out in zip(outer, outside, strict=True)])
    shift = shifted(values, sides)
    trend = trending(values)
    meanings = {way: signal_of(way, direction) for way in (-1, 0, 1)}
    points = []
    for place, value in enumerate(values):
        side = sides[place]
        way = outside[place] or trend[place] or (side if near[place] or shift[place] else 0)
        points.append(
            Point(value, phase, side, outside[place] != 0, shift[place], trend[place] != 0, near[place], meanings[way])
        )
    return points


def signal_of(way: int, direction: str) -> Signal | None:
    """What going up (1) or down (−1) means for an indicator with that direction."""
    if way == 0:
        return None
    if direction in (Direction.INSIDE, Direction.NONE):
        return Signal.HIGH if way > 0 else Signal.LOW
    better = way > 0 if direction == Direction.HIGHER else way < 0
    return Signal.IMPROVEMENT if better else Signal.CONCERN
