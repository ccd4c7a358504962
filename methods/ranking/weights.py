"""What the weights of a ranking do: which indicators make the differences, and how far places hang on the weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from methods.conventions import check_confidence, check_same_length
from methods.matrices import Bools, Floats, Row, matrix_of, row_of
from methods.ranking.places import Places, draw_places, last_of_shared, positions_of
from methods.ranking.rank import quantile_index

LEAST_UNITS = 3  # under so many there are no differences worth sharing out
DECIMALS = 9  # to which scores are equal


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Where a unit stands under other weights: from `low` to `high` in most of them, at `equal` if all are alike."""

    low: int
    high: int
    equal: int


@dataclass(frozen=True, slots=True)
class WithoutIndicator:
    """What leaving an indicator out would do: how many places units move on average, and the one that moves most."""

    mean_moved: float
    most_moved: int


def shares_of_differences(contributions: Sequence[Row]) -> tuple[float | None, ...]:
    """Each indicator's part of the differences in score between the placed units, from units × indicators of points.

    The covariance of an indicator's contributions with the scores over the scores' variance: they add up to one, and
    one is negative where an indicator evens out what the others make. `None` where an indicator contributes to nobody;
    all `None` under three units, or where all scores are equal. Raises ValueError for rows of different lengths and
    numbers that are not finite.
    """
    width = len(contributions[0]) if contributions else 0
    given = matrix_of(contributions, len(contributions), width, "contributions")
    points = np.nan_to_num(given)
    scores = points.sum(axis=1)
    spread = scores - scores.mean() if len(scores) else scores
    variance = float(spread @ spread)
    if len(scores) < LEAST_UNITS or not np.round(np.abs(spread), DECIMALS).any():
        return (None,) * width
    shares = (points - points.mean(axis=0)).T @ spread / variance
    nobody: Bools = np.asarray(np.isnan(given).all(axis=0))
    return tuple(None if nobody[k] else float(shares[k]) for k in range(width))


def weight_sensitivity(
    points: Sequence[Row],
    weights: Sequence[float],
    factor: float = 2.0,
    draws: int = 1000,
    seed: int = 1,
    confidence: float = 0.9,
    ties: str = "best",
) -> tuple[Sensitivity, ...]:
    """How far the units' places hang on the weights, from units × indicators of points out of 100; `None` is missing.

    In each draw every weight is multiplied by a factor of its own between 1/`factor` and `factor`, evenly on the scale
    of its logarithm, and the units are placed by the weighted mean of the points they have (equal scores share the
    better place). `low` and `high` hold the places of the middle `confidence` of the draws, and the place under the
    weights as they are; unless ties go by `best`, `high` is the last of the places shared. Same seed, same answer.
    Raises ValueError for weights below zero or all zero, a factor under one, fewer than one draw, a unit without
    points, numbers that are not finite.
    """
    check_confidence(confidence)
    if not 1 <= factor < np.inf or draws < 1:
        raise ValueError(f"the factor must be at least 1 and the draws too, got {factor!r} and {draws!r}")
    table, given = _table(points, weights)
    moved = np.random.default_rng(seed).uniform(-log(factor), log(factor), size=(draws, len(given)))
    scores = np.round(_scores(table, given * np.exp(moved)), DECIMALS)
    now = _positions(table, given)
    first = last = np.sort(draw_places(scores), axis=0)
    now_last = now
    if ties != "best":
        last, now_last = np.sort(len(table) + 1 - draw_places(-scores), axis=0), last_of_shared(now)
    equal = _positions(table, np.where(given > 0, 1.0, 0.0))
    low, high = (quantile_index(share, draws) for share in ((1 - confidence) / 2, (1 + confidence) / 2))
    return tuple(
        Sensitivity(
            min(int(first[low, unit]), int(now[unit])),
            max(int(last[high, unit]), int(now_last[unit])),
            int(equal[unit]),
        )
        for unit in range(len(table))
    )


def without_each(points: Sequence[Row], weights: Sequence[float]) -> tuple[WithoutIndicator | None, ...]:
    """For each indicator, what leaving it out would do to the units' places; `None` where nothing would be left.

    `points` and errors as for `weight_sensitivity`. A unit with no other points keeps its score.
    """
    table, given = _table(points, weights)
    scores = _scores(table, given[None, :])[0]
    now = positions_of(scores)
    found: list[WithoutIndicator | None] = []
    for indicator in range(len(given)):
        left = given.copy()
        left[indicator] = 0.0
        if not left.any():
            found.append(None)
            continue
        has_others = (~np.isnan(table) & (left > 0)).any(axis=1)
        then = positions_of(np.where(has_others, _scores(table, left[None, :])[0], scores))
        moved = np.abs(then - now)
        found.append(WithoutIndicator(float(moved.mean()), int(moved.max())))
    return tuple(found)


def _table(points: Sequence[Row], weights: Sequence[float]) -> tuple[Floats, Floats]:
    given = row_of(weights, "weights")
    if not (given >= 0).all() or not given.any():
        raise ValueError("weights must be numbers, none below zero and not all zero")
    for row in points:
        check_same_length(points=row, weights=weights)
    table = matrix_of(points, len(points), len(given), "points")
    if not (~np.isnan(table) & (given > 0)).any(axis=1).all():
        raise ValueError("every unit must have points for an indicator that has weight")
    return table, given


def _scores(table: Floats, weights: Floats) -> Floats:
    """Draws × units: the weighted mean of the points that a unit has. `weights` has a row per draw."""
    has = (~np.isnan(table)).astype(np.float64)
    scores: Floats = (weights @ np.nan_to_num(table).T) / np.maximum(weights @ has.T, np.finfo(float).tiny)
    return scores


def _positions(table: Floats, weights: Floats) -> Places:
    return positions_of(_scores(table, weights[None, :])[0])
