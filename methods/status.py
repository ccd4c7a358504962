"""The colour of a value against its limits, and the value rounded so that it never contradicts its colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from math import inf

from methods.conventions import TOLERANCE, check_direction, exceeds, reaches, slack
from methods.verdicts import Direction, Status

HIGHER, LOWER, INSIDE, NONE = Direction
GREEN, YELLOW, RED = Status

# Wide enough for the decimal form of any float, and untouched by what others set in the thread's own context.
EXACT = Context(prec=800)
MOST_DECIMALS = 300
POWERS = (1.0, 10.0, 100.0, 1000.0, 10000.0)


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number to show and the number of decimals to show it with."""

    value: float
    decimals: int


def status_of(
    value: float | None,
    direction: str,
    green: float | None,
    yellow: float | None = None,
    green_upper: float | None = None,
    yellow_upper: float | None = None,
) -> Status | None:
    """The colour of `value`: `green`, `yellow`, `red`, or `None` without value, target or direction.

    Limits belong to the better side, in the value's own unit; a value within 1e-9 × max(1, |limit|) has reached
    the limit. The upper limits are for the direction `inside` alone. Raises ValueError for an unknown direction,
    a number that is not finite, limits in the wrong order, and `inside` without its upper limits.
    """
    check_direction(direction)
    for number in (value, green, yellow, green_upper, yellow_upper):
        if number is not None and not -inf < number < inf:
            raise ValueError(f"value and limits must be finite numbers or None, got {number!r}")
    if value is None or green is None or direction == NONE:
        return None
    if direction == INSIDE:
        return _status_inside(value, green, yellow, green_upper, yellow_upper)
    if direction == LOWER:
        value, green, yellow = -value, -green, None if yellow is None else -yellow
    if yellow is not None and exceeds(yellow, green):
        raise ValueError("the yellow limit is on the better side of the green one")
    if reaches(value, green):
        return GREEN
    return YELLOW if yellow is not None and reaches(value, yellow) else RED


def check_interval_limits(
    green: float, yellow: float | None, green_upper: float | None, yellow_upper: float | None
) -> None:
    """Raise ValueError unless the limits of the direction `inside` are complete and in order."""
    if green_upper is None:
        raise ValueError("direction inside needs green_upper")
    if exceeds(green, green_upper):
        raise ValueError("green_upper is below green")
    if yellow is None or yellow_upper is None:
        if yellow is not yellow_upper:
            raise ValueError("direction inside needs both yellow and yellow_upper, or neither")
    elif exceeds(yellow, green) or exceeds(green_upper, yellow_upper):
        raise ValueError("the yellow limits lie inside the green ones")


def _status_inside(
    value: float, green: float, yellow: float | None, green_upper: float | None, yellow_upper: float | None
) -> Status:
    check_interval_limits(green, yellow, green_upper, yellow_upper)
    if green_upper is not None and reaches(value, green) and not exceeds(value, green_upper):
        return GREEN
    if yellow is None or yellow_upper is None:
        return RED
    return YELLOW if reaches(value, yellow) and not exceeds(value, yellow_upper) else RED


def rounded(value: float | None, decimals: int, limits: Sequence[float | None] = (), most: int = 4) -> Rounded | None:
    """`value` with the fewest decimals that do not contradict its colour; `None` stays `None`.

    From `decimals` up to `most` decimals: the first with which the rounded value stands on the same side of every
    limit (below, equal, above) as the value itself; half away from zero, on the decimal form (0.125 becomes 0.13).
    If even `most` does not do, rounded at `most` away from the limit that would be crossed. Limits that are `None`
    don't count; `decimals` above `most` is taken as it is. Raises ValueError for numbers that are not finite and
    for a number of decimals that is negative.
    """
    if value is None:
        return None
    number = float(value)
    if not -inf < number < inf:
        raise ValueError(f"value must be a finite number or None, got {value!r}")
    if not 0 <= decimals <= MOST_DECIMALS or most > MOST_DECIMALS:
        raise ValueError(f"decimals must lie between 0 and {MOST_DECIMALS}, got {decimals!r} to {most!r}")
    places = decimals
    while True:
        shown = _half_away(number, places)
        if not _contradicts(shown, number, limits):
            return Rounded(shown + 0.0, places)  # + 0.0: minus zero is shown as zero
        if places >= most:
            return Rounded(_away_from_limits(number, places, shown, limits) + 0.0, places)
        places += 1


def rounded_per_cent(
    share: float | None, decimals: int, limits: Sequence[float | None] = (), most: int = 4
) -> Rounded | None:
    """The share in per cent, rounded as `rounded` does; `limits` are shares as well.

    Whether the share has reached a limit is decided before the point is moved, as `status_of` decides it.
    """
    if share is not None:
        for limit in limits:
            if limit is not None and -1e-8 < share - limit < 1e-8 and abs(share - limit) <= slack(limit):
                share = limit
    return rounded(per_cent(share), decimals, [per_cent(limit) for limit in limits], most)


@lru_cache(maxsize=4096)
def per_cent(share: float | None) -> float | None:
    """The share in per cent, by moving the decimal point: 0.285 is 28.5 where 0.285 × 100 is 28.499999999999996."""
    if share is None:
        return None
    if not -inf < share < inf:
        raise ValueError(f"share must be a finite number or None, got {share!r}")
    digits = repr(float(share))
    return float(f"{digits}e2") if "e" not in digits else float(Decimal(digits).scaleb(2, EXACT))


def _half_away(value: float, places: int) -> float:
    """The value rounded to so many decimals, half away from zero on its decimal form."""
    if places <= 4 and -1e6 < value < 1e6:
        # Python rounds the binary value: the same wherever the decimal form is not within a hair of a half.
        shown = round(value, places)
        if not -1e-5 < abs(value - shown) * POWERS[places] - 0.5 < 1e-5:
            return shown
    return _quantized(value, places, ROUND_HALF_UP)


def _quantized(value: float, places: int, rounding: str) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding, EXACT))


def _contradicts(shown: float, value: float, limits: Sequence[float | None]) -> bool:
    """Whether the shown number stands on another side (below, equal, above) of a limit than the value."""
    for limit in limits:
        if limit is None:
            continue
        if not -inf < limit < inf:
            raise ValueError(f"limits must be finite numbers or None, got {limit!r}")
        room = TOLERANCE if -1.0 <= limit <= 1.0 else slack(limit)
        over, shown_over = value - limit, shown - limit
        if (over > room) is not (shown_over > room) or (over < -room) is not (shown_over < -room):
            return True
    return False


def _away_from_limits(value: float, places: int, shown: float, limits: Sequence[float | None]) -> float:
    """Rounded the other way where `shown` would reach or cross a limit on which the value does not lie."""
    apart = [limit for limit in limits if limit is not None and not abs(value - limit) <= slack(limit)]
    if not _contradicts(shown, value, apart):
        return shown
    return _quantized(value, places, ROUND_FLOOR if shown > value else ROUND_CEILING)
