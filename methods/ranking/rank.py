"""Where each unit could stand if chance in its figures is taken into account."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from methods.conventions import TOLERANCE, check_confidence, check_measure, check_same_length
from methods.matrices import Bools, Floats, Row, matrix_of, none_for_nan
from methods.ranking.levels import Evidence, draw_levels
from methods.ranking.places import Places, draw_places, positions_of
from methods.ranking.points import points_of, targets_reached
from methods.ranking.scores import ScoredTable, score_table
from methods.ranking.table import LimitsGiven, Table, table_of
from methods.verdicts import Group, NotPlaced

LEAST_PLACED = 6  # under so many, no halves
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place with the places chance allows it, its score and what each indicator contributes."""

    position: int | None
    low: int | None
    high: int | None
    group: Group | None
    score: float | None
    contributions: tuple[float | None, ...]
    reason: NotPlaced | None


def rank_units(
    values: Sequence[Row],
    weights: Sequence[float],
    directions: Sequence[str],
    green: LimitsGiven,
    kinds: Sequence[str],
    numerators: Sequence[Row] | None,
    denominators: Sequence[Row] | None,
    errors: Sequence[Row] | None = None,
    yellow: LimitsGiven = None,
    green_upper: LimitsGiven = None,
    yellow_upper: LimitsGiven = None,
    min_base: Row | None = None,
    method: str = "distance",
    cap: float = 1.0,
    least_weight: float = 0.8,
    draws: int = 2000,
    seed: int = 1,
    confidence: float = 0.9,
) -> tuple[Ranked, ...]:
    """The units ranked by the mean score over draws of what their own levels may be, with an interval for each place.

    Units × indicators as for `score_units`. `kinds` is per indicator `share`, `rate` (drawn where there is a base),
    `number`, `days` or `index` (drawn where `errors`, units × indicators of standard errors, has a number above zero);
    under three such units a value is taken as it is. `low` and `high` are the places that hold the unit's place with
    probability `confidence`, `group` the half of the placed units in which at least 95 % of the draws place it. Same
    seed, same answer. Raises ValueError as `score_units` does, and for an unknown kind, a share's numerator above its
    denominator, a negative error, fewer than one draw. Sources: DerSimonian and Laird 1986; Goldstein and Spiegelhalter
    1996.
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
    )
    return rank_table(table, evidence_of(table, kinds, numerators, denominators, errors), draws, seed, confidence)


def evidence_of(
    table: Table,
    kinds: Sequence[str],
    numerators: Sequence[Row] | None,
    denominators: Sequence[Row] | None,
    errors: Sequence[Row] | None = None,
) -> tuple[Evidence, ...]:
    """What is known about chance in the table's figures, an `Evidence` per indicator; raises as `rank_units`."""
    units, indicators = table.values.shape
    check_same_length(weights=table.weights.tolist(), kinds=kinds)
    for kind in kinds:
        check_measure(kind)
    above = matrix_of(numerators, units, indicators, "numerators")
    below = matrix_of(denominators, units, indicators, "denominators")
    wrong = matrix_of(errors, units, indicators, "errors")
    for numbers, name in ((above, "numerators"), (below, "denominators"), (wrong, "errors")):
        if (numbers < 0).any():
            raise ValueError(f"{name} must not be negative")
    shares = np.array([kind == "share" for kind in kinds], dtype=bool)
    if ((above > below + TOLERANCE * np.maximum(1.0, below)) & shares & (below > 0)).any():
        raise ValueError("a share's numerator is above its denominator")
    return tuple(
        Evidence(kinds[k], table.values[:, k], above[:, k], below[:, k], wrong[:, k]) for k in range(indicators)
    )


def rank_table(
    table: Table, evidence: Sequence[Evidence], draws: int = 2000, seed: int = 1, confidence: float = 0.9
) -> tuple[Ranked, ...]:
    """`rank_units` for a table and its evidence that are laid out already, one `Evidence` per indicator."""
    check_confidence(confidence)
    if draws < 1:
        raise ValueError(f"at least one draw is needed, got {draws!r}")
    scored = score_table(table)
    placed = scored.placed
    scores, contributions = _draw_scores(table, evidence, scored, draws, np.random.default_rng(seed))
    full = placed & _reaches_all(table, scored)
    contributions[full] = scored.contributions[full]
    mean_scores = np.where(full, scored.scores, scores.mean(axis=1))
    positions = np.zeros(len(placed), dtype=np.int64)
    positions[placed] = positions_of(mean_scores[placed])
    places = np.sort(draw_places(np.round(scores[placed].T, 9)), axis=0)
    rows = iter(range(places.shape[1]))
    return tuple(
        _ranked(int(positions[unit]), places[:, next(rows)], len(places.T), confidence, float(mean_scores[unit]), row)
        if placed[unit]
        else Ranked(None, None, None, None, None, (None,) * len(row), scored.reason(unit))
        for unit, row in enumerate(map(none_for_nan, contributions))
    )


def _draw_scores(
    table: Table, evidence: Sequence[Evidence], scored: ScoredTable, draws: int, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Units × draws of scores, and units × indicators of mean contributions."""
    scores = np.zeros((len(table.values), draws))
    contributions = np.full(table.values.shape, np.nan)
    for indicator, known in enumerate(evidence):
        levels = draw_levels(known, table.takes_part[:, indicator], draws, generator)
        points = points_of(table, indicator, levels)
        share = scored.shares[:, [indicator]]
        contributions[:, indicator] = points.mean(axis=1) * share[:, 0]
        scores += np.where(share > 0, points * share, 0.0)
    return scores, contributions


def _reaches_all(table: Table, scored: ScoredTable) -> Bools:
    """Whether a unit's figures as they are reach the target of every indicator it has points for."""
    if table.method == "mean_position":
        return np.zeros(len(table.values), dtype=bool)
    missed = [
        ~np.isnan(scored.points[:, k]) & ~targets_reached(table.values[:, k], limits)
        for k, limits in enumerate(table.limits)
    ]
    full: Bools = ~np.any(missed, axis=0)
    return full


def _ranked(
    position: int, places: Places, placed: int, confidence: float, score: float, contributions: tuple[float | None, ...]
) -> Ranked:
    """One placed unit, from its places in the draws in ascending order."""
    draws = len(places)
    low, high = (int(places[quantile_index(share, draws)]) for share in ((1 - confidence) / 2, (1 + confidence) / 2))
    group = None
    if placed >= LEAST_PLACED:
        upper = np.searchsorted(places, placed / 2, side="right") / draws
        group = Group.UPPER if upper >= SURE - TOLERANCE else Group.MIDDLE
        if 1 - upper >= SURE - TOLERANCE:
            group = Group.LOWER
    return Ranked(position, min(low, position), max(high, position), group, score, contributions, None)


def quantile_index(share: float, count: int) -> int:
    """Where in an ascending list the `inverted_cdf` quantile stands: the first with at least `share` up to it."""
    return min(max(ceil(share * count - TOLERANCE) - 1, 0), count - 1)
