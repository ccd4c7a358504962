"""Whether the process as it runs will reach its target."""

from methods.conventions import check_direction, check_finite, exceeds
from methods.verdicts import Assurance, Direction


def assurance(lower: float | None, upper: float | None, target: float | None, direction: str) -> Assurance | None:
    """Whether a month of the process as it runs will reach the target, from its limits.

    `reached` or `missed` where the target lies wholly outside the limits on the good or bad side, else `changing`;
    `None` without limits, target or direction (`inside` and `none` have no good side). Raises ValueError for an unknown
    direction, numbers that are not finite, and limits in the wrong order.
    """
    check_direction(direction)
    check_finite((lower, upper, target), "limits and target")
    if lower is None or upper is None or target is None or direction in (Direction.INSIDE, Direction.NONE):
        return None
    if exceeds(lower, upper):
        raise ValueError("the lower limit is above the upper one")
    if direction == Direction.LOWER:
        lower, upper, target = -upper, -lower, -target
    if exceeds(lower, target):
        return Assurance.REACHED
    return Assurance.MISSED if exceeds(target, upper) else Assurance.CHANGING
