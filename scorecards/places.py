"""Place among the offices of a county on one indicator: read off the county's sorted values."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from scorecards.choices import Direction
from scorecards.figures import Figure, Place

RANKED = (Direction.HIGHER.value, Direction.LOWER.value)


def position_among(values: Sequence[float], value: float | None, direction: str) -> int | None:
    """1 + how many of `values` (ascending, the office's own among them) are better than `value`; equal ones share.

    Two values are equal where they differ by no more than 1e-9 × max(1, |value|). None without a value, or where no
    direction says what is better.
    """
    if value is None or direction not in RANKED:
        return None
    slack = 1e-9 * max(1.0, abs(value))
    if direction == Direction.HIGHER:
        return 1 + len(values) - bisect_right(values, value + slack)
    return 1 + bisect_left(values, value - slack)


def place_among(
    values: Sequence[float], figure: Figure, direction: str, low: int | None, high: int | None
) -> Place | None:
    """An office's place on a shown, final figure among `values` (as in `position_among`); else None.

    `low` and `high` are the places prepared for it, None where they are not yet; they are widened to hold the place.
    """
    position = None if figure.preliminary else position_among(values, figure.value, direction)
    if position is None:
        return None
    if low is None or high is None:
        return Place(position, len(values))
    return Place(position, len(values), min(low, position), max(high, position))
