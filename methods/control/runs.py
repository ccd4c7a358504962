"""The rules by which a point in a control chart is more than chance, for one unbroken stretch of known months."""

from collections.abc import Sequence

from methods.conventions import exceeds, slack

RUN = 7
WINDOW = 3


def beyond(values: Sequence[float], low: float, high: float) -> list[int]:
    """−1 where a value is below `low`, 1 where it is above `high`, 0 between them and on them."""
    least, most = low - slack(low), high + slack(high)
    return [1 if value > most else -1 if value < least else 0 for value in values]


def shifted(values: Sequence[float], sides: Sequence[int]) -> list[bool]:
    """Whether each point is part of seven in a row on one side of the mean that are not all equal."""
    struck = [False] * len(values)
    length = before = 0
    for last, side in enumerate(sides):
        length = 0 if side == 0 else length + 1 if side == before else 1
        before = side
        if length >= RUN:
            window = values[last - RUN + 1 : last + 1]
            if exceeds(max(window), min(window)):
                struck[last - RUN + 1 : last + 1] = [True] * RUN
    return struck


def trending(values: Sequence[float]) -> list[int]:
    """1 or −1 where a point is part of seven in a row each higher or each lower than the one before, else 0.

    A point where two such runs meet takes the direction of the later one.
    """
    directions = [0] * len(values)
    if len(values) < RUN:
        return directions
    length, way, before = 1, 0, values[0]
    for last, value in enumerate(values):
        step = 0
        if value > before:
            step = 1 if exceeds(value, before) else 0
        elif value < before:
            step = -1 if before - value > slack(before) else 0
        length = length + 1 if step and step == way else 1 + abs(step)
        way, before = step, value
        if length >= RUN:
            directions[last - RUN + 1 : last + 1] = [way] * RUN
    return directions


def two_of_three(sides: Sequence[int], near: Sequence[bool]) -> list[bool]:
    """Whether each point lies `near` a limit, in a window of three on one side of the mean of which two lie near."""
    struck = [False] * len(sides)
    for first in range(len(sides) - WINDOW + 1):
        end = first + WINDOW
        if sum(near[first:end]) >= WINDOW - 1 and abs(sum(sides[first:end])) == WINDOW:
            struck[first:end] = [was or now for was, now in zip(struck[first:end], near[first:end], strict=True)]
    return struck
