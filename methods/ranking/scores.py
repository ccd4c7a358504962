"""One score per unit out of its indicators, its place by that score, and why a unit has none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from methods.matrices import Bools, Floats, Row, none_for_nan, slacks
from methods.ranking.places import Places, last_of_shared, positions_of, settled
from methods.ranking.points import check_limits, points_of, targets_reached
from methods.ranking.table import LimitsGiven, Table, table_of
from methods.verdicts import NotPlaced


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score (0–100), its place, what each indicator contributes, or the reason why it is not placed."""

    score: float | None
    position: int | None
    contributions: tuple[float | None, ...]
    reason: NotPlaced | None
    place: float | None = None  # what is said of the position: with ties by `mean` the middle of the shared places


class NothingInCommon(ValueError):
    """By `common` no indicator is left that every placed unit has a figure of."""


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """The scores of a `Table`: units × indicators of points and contributions, NaN where there are none.

    `shares` are the indicators' weights over the weight a unit has in all, zero where it has no points.
    """

    points: Floats
    shares: Floats
    placed: Bools
    delivered: Bools

    @property
    def contributions(self) -> Floats:
        """Points times share, NaN where a cell has no points."""
        return self.shares * self.points

    @property
    def scores(self) -> Floats:
        """The sum of the contributions, for placed and unplaced units alike."""
        scores: Floats = np.nansum(self.contributions, axis=1)
        return scores

    def reason(self, unit: int) -> NotPlaced:
        """Why a unit that is not placed isn't."""
        return NotPlaced.TOO_FEW_INDICATORS if self.delivered[unit] else NotPlaced.NO_RESULTS


def score_units(
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
) -> tuple[Score, ...]:
    """The weighted score of each unit, 0 to 100, from units × indicators; `None` is missing.

    Limits are a list per indicator or units × indicators. `method`: `distance` (100 at green, 50 at yellow, 0 as far
    again; without a yellow limit by attainment), `attainment` (100 × what is reached, at most `cap`), `status` (100, 50
    or 0 by colour), `mean_position` (by place among the units). A cell whose base is known and under `min_base` is
    missing. A unit with less than `least_weight` of the weight that anybody has is not placed.

    `missing` says what becomes of the weight of what a placed unit has no figure of: `scaled`, the unit's other
    indicators have it; `complete`, such a unit is not placed; `common`, the indicator is left out for all. `ties` says
    which place equal scores have: `best`, the better one; `mean`, the middle of those they share; `targets`, first the
    one whose figures reach the targets of more of its weight, and the better one where that is equal too.

    Raises ValueError for weights below zero or all zero, an unknown method, direction or treatment, other shapes,
    limits that can't be used, numbers that are not finite, and NothingInCommon.
    """
    table = table_of(
        values,
        weights,
        directions,
        green,
        yellow=yellow,
        green_upper=green_upper,
        yellow_upper=yellow_upper,
        denominators=denominators,
        min_base=min_base,
        method=method,
        cap=cap,
        least_weight=least_weight,
        missing=missing,
        ties=ties,
    )
    scored = score_table(table)
    scores = scored.scores
    positions, last = positions_by(table, scored, scores)
    nothing = (None,) * len(table.weights)
    return tuple(
        Score(
            float(scores[unit]),
            int(positions[unit]),
            none_for_nan(contributions),
            None,
            float(positions[unit] + last[unit]) / 2,
        )
        if scored.placed[unit]
        else Score(None, None, nothing, scored.reason(unit))
        for unit, contributions in enumerate(scored.contributions)
    )


def score_table(table: Table) -> ScoredTable:
    """Points, weights and who is placed, for a whole table at once. Raises ValueError for limits that can't be used."""
    shown = np.where(table.takes_part, table.values, np.nan)
    points = np.full(shown.shape, np.nan)
    for indicator, limits in enumerate(table.limits):
        check_limits(shown[:, indicator], limits, table.method)
        points[:, indicator] = points_of(table, indicator, shown[:, [indicator]])[:, 0]
    shares, placed = _weighed(table, points)
    if table.missing == "common":
        _leave_out(table, points, placed)
        shares, _ = _weighed(table, points)
    return ScoredTable(
        points=points,
        shares=shares,
        placed=placed,
        delivered=np.array((~np.isnan(table.values)).any(axis=1)),
    )


def _weighed(table: Table, points: Floats) -> tuple[Floats, Bools]:
    """Each indicator's share of the weight that a unit has, and whether that is enough for a place."""
    has = ~np.isnan(points)
    weight = np.where(has, table.weights, 0.0).sum(axis=1)
    least = np.array([table.least_weight * table.weights[has.any(axis=0)].sum()])
    shares = np.where(has, table.weights, 0.0) / np.where(weight > 0, weight, 1.0)[:, None]
    return shares, (weight > 0) & (weight >= least - slacks(least))


def _leave_out(table: Table, points: Floats, placed: Bools) -> None:
    """Take the points of every indicator that some placed unit has no points for."""
    points[:, np.isnan(points[placed]).any(axis=0)] = np.nan
    if placed.any() and not (~np.isnan(points[placed]) & (table.weights > 0)).any():
        raise NothingInCommon("no indicator is left that every placed unit has a figure of")


def positions_by(table: Table, scored: ScoredTable, scores: Floats) -> tuple[Places, Places]:
    """Each placed unit's position by `scores`, ties treated as the table says, and the last place that it shares.

    The two differ only where ties are by `mean`. Zero for who is not placed.
    """
    positions, last = np.zeros((2, len(scored.placed)), dtype=np.int64)
    placed = scored.placed
    positions[placed] = positions_of(scores[placed])
    if table.ties == "targets":
        positions[placed] = settled(positions[placed], reached_weight(table, scored)[placed])
    last[placed] = last_of_shared(positions[placed]) if table.ties == "mean" else positions[placed]
    return positions, last


def reached_weight(table: Table, scored: ScoredTable) -> Floats:
    """How much of its weight each unit reaches the targets of, with the figures as they are, as a fraction of one."""
    reached = [targets_reached(table.values[:, k], limits) for k, limits in enumerate(table.limits)]
    weight: Floats = (scored.shares * np.transpose(reached)).sum(axis=1)
    return weight
