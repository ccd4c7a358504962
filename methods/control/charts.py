"""The control charts of many series at once, as arrays: the rules of `control_chart` without a loop over series."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from methods.control.chart import Chart, Phase, Point, phase_starts
from methods.control.limits import LARGEST_RANGE, RANGE_TO_LIMIT
from methods.control.runs import RUN, WINDOW
from methods.conventions import TOLERANCE, check_direction
from methods.matrices import Bools, Floats, none_for_nan, slacks
from methods.verdicts import Direction, ProcessVerdict, Signal

Small = NDArray[np.int8]

SIGNALS = (None, Signal.IMPROVEMENT, Signal.CONCERN, Signal.HIGH, Signal.LOW)
BLOCK = 1024  # series at a time, so that a block's arrays stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Charts:
    """Control charts of many series. Points are series × months, phases series × phases with NaN where no limits are.

    `signal` are indexes into `SIGNALS`; `starts` the first month of each phase.
    """

    values: Floats
    side: Small
    outside: Bools
    shift: Bools
    trend: Bools
    two_of_three: Bools
    signal: Small
    starts: tuple[int, ...]
    known: NDArray[np.int64]
    mean: Floats
    lower: Floats
    upper: Floats

    def verdict(self, series: int) -> Signal | ProcessVerdict:
        """What the last known point of a series says."""
        return self.verdicts(slice(series, series + 1))[0]

    def verdicts(self, which: slice = slice(None)) -> list[Signal | ProcessVerdict]:
        """`verdict` of every series, or of some."""
        known = ~np.isnan(self.values[which])
        if not known.shape[1]:
            return [ProcessVerdict.TOO_FEW] * len(known)
        rows, last = np.arange(len(known)), known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
        phases = np.searchsorted(self.starts, last, side="right") - 1
        is_judged = known.any(axis=1) & ~np.isnan(self.mean[which][rows, phases])
        signals = self.signal[which][rows, last].tolist()
        return [
            (SIGNALS[signal] or ProcessVerdict.STABLE) if judged else ProcessVerdict.TOO_FEW
            for signal, judged in zip(signals, is_judged.tolist(), strict=True)
        ]

    def chart(self, series: int) -> Chart:
        """One series as `control_chart` gives it."""
        ends = (*self.starts[1:], self.values.shape[1])
        limits = (none_for_nan(rows[series]) for rows in (self.mean, self.lower, self.upper))
        phases = tuple(
            Phase(first, end - 1, int(known), *numbers)
            for first, end, known, *numbers in zip(self.starts, ends, self.known[series], *limits, strict=True)
        )
        points = tuple(self.point(series, month) for month in range(self.values.shape[1]))
        return Chart(points, phases, self.verdict(series))

    def point(self, series: int, month: int) -> Point:
        """One month of a series as `control_chart` gives it."""
        value = float(self.values[series, month])
        return Point(
            value=None if isnan(value) else value,
            phase=int(np.searchsorted(self.starts, month, side="right")) - 1,
            side=int(self.side[series, month]),
            outside=bool(self.outside[series, month]),
            shift=bool(self.shift[series, month]),
            trend=bool(self.trend[series, month]),
            two_of_three=bool(self.two_of_three[series, month]),
            signal=SIGNALS[self.signal[series, month]],
        )


def control_charts(
    values: Floats, breaks: Sequence[int] = (), directions: str | Sequence[str] = "higher", at_least: int = 10
) -> Charts:
    """`control_chart` for each row of series × months, NaN where a month is missing.

    `directions` is one word for all or one per series; `breaks` hold for all. Raises ValueError as `control_chart`
    does, and for infinite numbers.
    """
    matrix = np.asarray(values, dtype=np.float64)
    if matrix.ndim != 2:
        raise ValueError("values must be series × months")
    if np.isinf(matrix).any():
        raise ValueError("values must be finite numbers, or NaN where a month is missing")
    count, months = matrix.shape
    words = [directions] * count if isinstance(directions, str) else list(directions)
    if len(words) != count:
        raise ValueError(f"directions must be one word or {count}, got {len(words)}")
    up, down = _codes(words)
    starts = phase_starts(months, breaks, at_least)
    blocks = [
        _block(np.ascontiguousarray(matrix[first : first + BLOCK].T), starts, at_least)
        for first in range(0, max(count, 1), BLOCK)
    ]
    side, outside, shift, trend, near, known, mean, lower, upper = (
        np.concatenate(parts, axis=1).T for parts in zip(*blocks, strict=True)
    )
    way = np.where(outside | (trend == 0), np.where(outside | near | shift, side, np.int8(0)), trend)
    signal = np.where(way > 0, up[:, None], np.where(way < 0, down[:, None], np.int8(0)))
    return Charts(matrix, side, outside, shift, trend != 0, near, signal, tuple(starts), known, mean, lower, upper)


def _codes(directions: Sequence[str]) -> tuple[Small, Small]:
    """What going up and going down signals in each series, as indexes into `SIGNALS`."""
    codes = {}
    for direction in set(directions):
        check_direction(direction)
        codes[direction] = (3, 4) if direction in (Direction.INSIDE, Direction.NONE) else (1, 2)
        if direction == Direction.LOWER:
            codes[direction] = (2, 1)
    pairs = np.array([codes[direction] for direction in directions], dtype=np.int8).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _block(values: Floats, starts: Sequence[int], at_least: int) -> tuple[NDArray[np.generic], ...]:
    """Sides, rules and phases of months × series, phase by phase."""
    ends = [*starts[1:], len(values)]
    phases = [_phase(values[first:end], at_least) for first, end in zip(starts, ends, strict=True)]
    points = [np.concatenate(rows, axis=0) for rows in zip(*(points for points, _ in phases), strict=True)]
    limits = [np.stack(rows, axis=0) for rows in zip(*(limits for _, limits in phases), strict=True)]
    return (*points, *limits)


def _phase(values: Floats, at_least: int) -> tuple[tuple[NDArray[np.generic], ...], tuple[NDArray[np.generic], ...]]:
    is_known = ~np.isnan(values)
    known = is_known.sum(axis=0)
    mean, reach = _limits(values, is_known, known, at_least)
    lower, upper = mean - reach, mean + reach
    room = slacks(mean)
    side = (values > mean + room).view(np.int8) - (values < mean - room).view(np.int8)
    outside = (values > upper + slacks(upper)) | (values < lower - slacks(lower))
    has_limits = ~np.isnan(mean)
    trend = _trends(values) * has_limits
    shift = _shifts(values, side)
    near = _two_of_three(values, side, mean, reach, outside)
    return (side, outside, shift, trend.astype(np.int8), near), (known, mean, lower, upper)


def _limits(values: Floats, is_known: Bools, known: NDArray[np.int64], at_least: int) -> tuple[Floats, Floats]:
    """The mean and how far the limits lie from it, NaN where a phase has none."""
    ranges = np.abs(values[1:] - values[:-1])
    there = ~np.isnan(ranges)
    count = there.sum(axis=0)
    ranges = np.where(there, ranges, 0.0)
    mean_range = ranges.sum(axis=0) / np.maximum(count, 1)
    most = LARGEST_RANGE * mean_range
    kept = there & (ranges < most - slacks(most))
    kept_sum = np.where(kept, ranges, 0.0).sum(axis=0)
    mean_range = np.where(kept_sum > 0, kept_sum / np.maximum(kept.sum(axis=0), 1), mean_range)
    enough = (known >= at_least) & (2 * count >= at_least) & (count > 0)
    mean = np.where(is_known, values, 0.0).sum(axis=0) / np.maximum(known, 1)
    return np.where(enough, mean, np.nan), np.where(enough, RANGE_TO_LIMIT * mean_range, np.nan)


def _runs_of(steps: Small, length: int) -> Small:
    """1 or −1 at each place that ends `length` equal steps in a row that are not zero, else 0."""
    sums = np.zeros_like(steps)
    if len(steps) >= length:
        total = steps[length - 1 :].copy()
        for back in range(1, length):
            total += steps[length - 1 - back : len(steps) - back]
        sums[length - 1 :] = total
    ends: Small = (sums == length).view(np.int8) - (sums == -length).view(np.int8)
    return ends


def _spread(ends: Small, length: int) -> Small:
    """What the run that ends latest says, for each place that is part of runs of `length`."""
    ways = ends.copy()
    for back in range(1, length):
        later = ends[back:]
        np.copyto(ways[:-back], later, where=later != 0)
    return ways


def _trends(values: Floats) -> Small:
    steps = np.zeros(values.shape, dtype=np.int8)
    room = TOLERANCE * np.maximum(1.0, np.abs(values[:-1]))
    rise = values[1:] - values[:-1]
    steps[1:] = (rise > room).view(np.int8) - (rise < -room).view(np.int8)
    return _spread(_runs_of(steps, RUN - 1), RUN)


def _shifts(values: Floats, side: Small) -> Bools:
    ends = _runs_of(side, RUN)
    if not ends.any():
        return np.zeros(values.shape, dtype=bool)
    highest, lowest = values.copy(), values.copy()
    for back in range(1, RUN):
        np.fmax(highest[back:], values[:-back], out=highest[back:])
        np.fmin(lowest[back:], values[:-back], out=lowest[back:])
    ends *= highest > lowest + slacks(lowest)
    struck: Bools = _spread(ends, RUN) != 0
    return struck


def _two_of_three(values: Floats, side: Small, mean: Floats, reach: Floats, outside: Bools) -> Bools:
    near_high, near_low = mean + reach * 2 / 3, mean - reach * 2 / 3
    near = ~outside & ((values > near_high + slacks(near_high)) | (values < near_low - slacks(near_low)))
    on_one_side = _runs_of(side, WINDOW)
    count = near.astype(np.int8)
    count[1:] += near[:-1]
    count[2:] += near[:-2]
    struck: Bools = near & (_spread(on_one_side * (count >= WINDOW - 1), WINDOW) != 0)
    return struck
