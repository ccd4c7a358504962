"""What a ranking is calculated from: units × indicators, their limits and weights, checked and laid out as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from methods.conventions import check_direction, check_same_length
from methods.matrices import Bools, Floats, Row, matrix_of, row_of, slacks

METHODS = ("distance", "attainment", "status", "mean_position")
MISSING = ("scaled", "complete", "common")
TIES = ("best", "mean", "targets")

LimitsGiven = Sequence[float | None] | Sequence[Row] | None


@dataclass(frozen=True, slots=True)
class Limits:
    """One indicator's direction and its limits, each with a number per unit, NaN where there is none."""

    direction: str
    green: Floats
    yellow: Floats
    green_upper: Floats
    yellow_upper: Floats

    @property
    def in_columns(self) -> "Limits":
        """The same as columns, to hold against units × draws."""
        limits = (self.green, self.yellow, self.green_upper, self.yellow_upper)
        return Limits(self.direction, *(limit[:, None] for limit in limits))


@dataclass(frozen=True, slots=True)
class Table:
    """Units × indicators, ready to be scored or ranked any number of times.

    `values` are as delivered, NaN where missing; `takes_part` is false where a value is missing or its base is under
    the indicator's minimum. `weights` has one number per indicator. `missing` and `ties` as for `score_units`.
    """

    values: Floats
    takes_part: Bools
    weights: Floats
    limits: tuple[Limits, ...]
    method: str
    cap: float
    least_weight: float
    missing: str = "scaled"
    ties: str = "best"


def table_of(
    values: Sequence[Row],
    weights: Sequence[float],
    directions: Sequence[str],
    green: LimitsGiven,
    yellow: LimitsGiven = None,
    green_upper: LimitsGiven = None,
    yellow_upper: LimitsGiven = None,
    denominators: Sequence[Row] | None = None,
    min_base: Row | None = None,
    method: str = "distance",
    cap: float = 1.0,
    least_weight: float = 0.8,
    missing: str = "scaled",
    ties: str = "best",
) -> Table:
    """The lists that `score_units` takes as a `Table`; raises ValueError for what `score_units` refuses."""
    check_same_length(weights=weights, directions=directions, min_base=min_base)
    units, indicators = len(values), len(weights)
    _check_rule(weights, directions, method, cap, least_weight)
    _check_word(missing, MISSING, "treatment of missing results")
    _check_word(ties, TIES, "treatment of ties")
    figures = matrix_of(values, units, indicators, "values")
    bases = matrix_of(denominators, units, indicators, "denominators")
    if (bases < 0).any():
        raise ValueError("denominators must not be negative")
    least = row_of(min_base if min_base is not None else [None] * indicators, "min_base")
    limits = [
        _limit_matrix(given, units, indicators, name)
        for given, name in (
            (green, "green"),
            (yellow, "yellow"),
            (green_upper, "green_upper"),
            (yellow_upper, "yellow_upper"),
        )
    ]
    return Table(
        values=figures,
        takes_part=~np.isnan(figures) & ~(bases < least - slacks(least)),
        weights=np.array(weights, dtype=np.float64),
        limits=tuple(Limits(directions[k], *(matrix[:, k] for matrix in limits)) for k in range(indicators)),
        method=method,
        cap=float(cap),
        least_weight=1.0 if missing == "complete" else float(least_weight),
        missing=missing,
        ties=ties,
    )


def alone(table: Table, indicator: int, method: str = "mean_position") -> Table:
    """The table with one indicator only, for a place among the offices by that indicator."""
    return replace(
        table,
        values=table.values[:, [indicator]],
        takes_part=table.takes_part[:, [indicator]],
        weights=np.ones(1),
        limits=(table.limits[indicator],),
        method=method,
    )


def _check_rule(
    weights: Sequence[float], directions: Sequence[str], method: str, cap: float, least_weight: float
) -> None:
    for direction in directions:
        check_direction(direction)
    _check_word(method, METHODS, "method")
    given = row_of(weights, "weights")
    if not (given >= 0).all():
        raise ValueError("weights must be numbers, none below zero")
    if not given.any():
        raise ValueError("all weights are zero")
    check_cap(cap)
    if not 0 <= least_weight <= 1:
        raise ValueError(f"least_weight must lie between 0 and 1, got {least_weight!r}")


def _check_word(word: str, known: Sequence[str], what: str) -> None:
    if word not in known:
        raise ValueError(f"unknown {what} {word!r}: use one of {', '.join(known)}")


def check_cap(cap: float) -> None:
    """Raise ValueError unless `cap` is a finite number above zero."""
    if not 0 < cap < np.inf:
        raise ValueError(f"cap must be a finite number above zero, got {cap!r}")


def _limit_matrix(given: LimitsGiven, units: int, indicators: int, name: str) -> Floats:
    """Limits per unit and indicator, also where they were given once for all units."""
    if given is None:
        return np.full((units, indicators), np.nan)
    once = [limit for limit in given if limit is None or isinstance(limit, (int, float))]
    if not once or len(once) < len(given):
        return matrix_of(
            [row for row in given if not isinstance(row, (int, float, type(None)))], units, indicators, name
        )
    if len(once) != indicators:
        raise ValueError(f"{name} must have one limit for each of the {indicators} indicators")
    return np.tile(row_of(once, name), (units, 1))
