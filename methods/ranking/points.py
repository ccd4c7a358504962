"""How good a value is against its target: 0 to 100 points by distance, attainment, status or place."""

import numpy as np

from methods.conventions import TOLERANCE, check_direction, check_finite
from methods.matrices import Bools, Floats, slacks
from methods.ranking.places import mean_places
from methods.ranking.table import Limits, Table, check_cap


def attainment(
    value: float | None, direction: str, green: float | None, green_upper: float | None = None, cap: float = 1.0
) -> float | None:
    """How much of the target a value reaches, from 0 to `cap`; `None` without value, target or direction.

    `higher`: value / green; `lower`: green / value (a value of zero or less: `cap`); `inside`: 1 inside whatever the
    cap, value / green below, green_upper / value above. Raises ValueError for an unknown direction, numbers that are
    not finite, a green limit of zero or less (`higher`) or below zero (`lower`), and `inside` without its upper limit.
    """
    check_direction(direction)
    check_finite((value, green, green_upper), "value and limits")
    check_cap(cap)
    if value is None or green is None or direction == "none":
        return None
    numbers = (
        np.array([np.nan if limit is None else limit], dtype=np.float64) for limit in (green, None, green_upper, None)
    )
    limits = Limits(direction, *numbers)
    values = np.array([value], dtype=np.float64)
    check_limits(values, limits, "attainment")
    return float(_attainments(values, limits, cap)[0])


def check_limits(values: Floats, limits: Limits, method: str) -> None:
    """Raise ValueError where the limits of a unit that has a value can't be used by `method`.

    `values` and limits have one number per unit. That is: limits in the wrong order, `inside` without its upper limits,
    and a ratio to a green limit of zero (`higher`) or below zero (`lower`).
    """
    judged = ~np.isnan(values) & ~np.isnan(limits.green)
    if method == "mean_position" or limits.direction == "none" or not judged.any():
        return
    green, yellow, upper, yellow_upper = (
        limit[judged] for limit in (limits.green, limits.yellow, limits.green_upper, limits.yellow_upper)
    )
    if limits.direction == "inside":
        _check_interval(green, yellow, upper, yellow_upper, method)
        return
    sign = -1.0 if limits.direction == "lower" else 1.0
    if method != "attainment" and (sign * yellow > sign * green + slacks(green)).any():
        raise ValueError("a yellow limit is on the better side of the green one")
    if method == "status":
        return
    by_ratio = green if method == "attainment" else green[np.isnan(yellow)]
    if limits.direction == "higher" and (by_ratio <= TOLERANCE).any():
        raise ValueError("a ratio to a green limit of zero or less says nothing")
    if limits.direction == "lower" and (by_ratio < -TOLERANCE).any():
        raise ValueError("a ratio to a green limit below zero says nothing")


def _check_interval(green: Floats, yellow: Floats, upper: Floats, yellow_upper: Floats, method: str) -> None:
    if np.isnan(upper).any():
        raise ValueError("direction inside needs green_upper")
    if (green > upper + slacks(upper)).any():
        raise ValueError("a green_upper is below its green")
    if method == "attainment":
        return
    if (np.isnan(yellow) != np.isnan(yellow_upper)).any():
        raise ValueError("direction inside needs both yellow and yellow_upper, or neither")
    if (yellow > green + slacks(green)).any() or (upper > yellow_upper + slacks(yellow_upper)).any():
        raise ValueError("yellow limits lie inside the green ones")


def points_of(table: Table, indicator: int, levels: Floats) -> Floats:
    """The points of one indicator's cells, 0 to 100 (attainment: up to 100 × cap), NaN where a cell has none.

    `levels` is units × draws (one draw for the plain score), NaN where a cell takes no part. The limits must have been
    checked.
    """
    limits = table.limits[indicator]
    if table.method == "mean_position":
        return _place_points(levels, limits.direction)
    if limits.direction == "none":
        return np.full_like(levels, np.nan)
    columns = limits.in_columns
    if table.method == "attainment":
        return 100.0 * _attainments(levels, columns, table.cap)
    if table.method == "status":
        return _status_points(levels, columns)
    return _distance_points(levels, columns)


def targets_reached(levels: Floats, limits: Limits) -> Bools:
    """Whether each value stands at its green limit or on the better side of it."""
    if limits.direction == "lower":
        return levels <= limits.green + slacks(limits.green)
    reached = levels >= limits.green - slacks(limits.green)
    if limits.direction == "inside":
        reached &= levels <= limits.green_upper + slacks(limits.green_upper)
    return reached


def _ratio(above: Floats, below: Floats) -> Floats:
    """`above / below` kept from 0, and 0 where `below` is not above zero; both of one shape."""
    with np.errstate(over="ignore"):  # a draw may come next to nothing; what is reached is capped anyway
        ratio = np.divide(above, below, out=np.zeros(above.shape), where=below > 0)
    return np.maximum(ratio, 0.0, out=ratio)


def _attainments(levels: Floats, limits: Limits, cap: float) -> Floats:
    green, upper = (np.broadcast_to(limit, levels.shape) for limit in (limits.green, limits.green_upper))
    reached = targets_reached(levels, limits)
    if limits.direction == "inside":
        outside = np.where(levels < green, _ratio(levels, green), _ratio(upper, levels))
        ratio = np.where(reached, 1.0, np.minimum(outside, 1.0))
    else:
        ratio = _ratio(levels, green) if limits.direction == "higher" else _ratio(green, levels)
        ratio = np.minimum(np.where(reached, np.maximum(ratio, 1.0), ratio), cap)
        if limits.direction == "lower":
            ratio[levels <= TOLERANCE] = cap
    ratio[np.isnan(levels) | np.isnan(green)] = np.nan
    return ratio


def _side_points(levels: Floats, green: Floats, yellow: Floats) -> Floats:
    """100 at green, 50 at yellow, 0 as far again, where higher is better; NaN without a yellow limit."""
    width = 2.0 * np.abs(green - yellow)
    flat = width <= 2.0 * slacks(green)
    points = 100.0 - 100.0 * (green - levels) / np.where(flat, 1.0, width)
    points[np.broadcast_to(flat, points.shape)] = 0.0
    np.clip(points, 0.0, 100.0, out=points)
    return points


def _distance_points(levels: Floats, limits: Limits) -> Floats:
    no_yellow = np.isnan(limits.yellow)
    if no_yellow.all():
        return 100.0 * _attainments(levels, limits, 1.0)
    if limits.direction == "lower":
        points = _side_points(-levels, -limits.green, -limits.yellow)
    else:
        points = _side_points(levels, limits.green, limits.yellow)
    if limits.direction == "inside":
        above = _side_points(-levels, -limits.green_upper, -limits.yellow_upper)
        points = np.where(levels > limits.green_upper, above, points)
    points[targets_reached(levels, limits)] = 100.0
    if no_yellow.any():
        points = np.where(no_yellow, 100.0 * _attainments(levels, limits, 1.0), points)
    return points


def _status_points(levels: Floats, limits: Limits) -> Floats:
    wider = Limits(limits.direction, limits.yellow, limits.yellow, limits.yellow_upper, limits.yellow_upper)
    points = np.where(targets_reached(levels, wider), 50.0, 0.0)
    points[targets_reached(levels, limits)] = 100.0
    points[np.isnan(levels) | np.broadcast_to(np.isnan(limits.green), levels.shape)] = np.nan
    return points


def _place_points(levels: Floats, direction: str) -> Floats:
    points = np.full_like(levels, np.nan)
    if direction not in ("higher", "lower"):
        return points
    has = ~np.isnan(levels[:, 0])
    count = int(has.sum())
    if count == 1:
        points[has] = 100.0
    elif count > 1:
        better = -levels[has] if direction == "higher" else levels[has]
        points[has] = 100.0 * (count - mean_places(better)) / (count - 1)
    return points
