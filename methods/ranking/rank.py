"""Where each unit could stand if chance in its figures is taken into account."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from methods.conventions import TOLERANCE, check_confidence, check_measure, check_same_length
from methods.matrices import Bools, Floats, Row, matrix_of, none_for_nan
from methods.ranking.levels import Evidence, draw_levels
from methods.ranking.places import Places, draw_places
from methods.ranking.points import points_of, targets_reached
from methods.ranking.scores import ScoredTable, positions_by, score_table
from methods.ranking.table import LimitsGiven, Table, table_of
from methods.verdicts import Group, NotPlaced

LEAST_PLACED = 6  # under so many, no halves
SURE = 0.95
DECIMALS = 9  # to which scores in a draw are equal


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
    place: float | None = None  # what is said of the position: with ties by `mean` the middle of the shared places


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
    missing: str = "scaled",
    ties: str = "best",
) -> tuple[Ranked, ...]:
    """The units ranked by the mean score over draws of what their own levels may be, with an interval for each place.

    Units × indicators as for `score_units`. `kinds` is per indicator `share`, `rate` (drawn where there is a base),
    `number`, `days` or `index` (drawn where `errors`, units × indicators of standard errors, has a number above zero);
    under three such units a value is taken as it is. `low` and `high` are the places that hold the unit's place with
    probability `confidence`, `group` the half of the placed units in which at least 95 % of the draws place it. Same
    seed, same answer. `missing` and `ties` as for `score_units`, ties in each draw too: by `mean` the interval goes
    from the best to the last of the places that chance lets it share, and a half holds all the places it shares.
    Raises ValueError as `score_units` does, and for an unknown kind, a share's numerator above its denominator, a
    negative error, fewer than one draw. Sources: DerSimonian and Laird 1986; Goldstein and Spiegelhalter 1996.
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
    drawn = _draw_scores(table, evidence, scored, draws, np.random.default_rng(seed))
    full = placed & _reaches_all(table, scored)
    drawn.contributions[full] = scored.contributions[full]
    mean_scores = np.where(full, scored.scores, drawn.scores.mean(axis=1))
    positions, last = positions_by(table, scored, mean_scores)
    best, worst = _places_in_draws(drawn, placed, table.ties)
    row = np.cumsum(placed) - 1  # of the placed units alone
    return tuple(
        _ranked(
            (int(positions[unit]), int(last[unit])),
            (best[:, row[unit]], worst[:, row[unit]]),
            int(placed.sum()),
            confidence,
            float(mean_scores[unit]),
            contributions,
        )
        if placed[unit]
        else Ranked(None, None, None, None, None, (None,) * len(contributions), scored.reason(unit))
        for unit, contributions in enumerate(map(none_for_nan, drawn.contributions))
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Units × draws of scores, and of the weight of reached targets where ties go by it; units × indicators of mean
    contributions.
    """

    scores: Floats
    reached: Floats | None
    contributions: Floats


def _draw_scores(
    table: Table, evidence: Sequence[Evidence], scored: ScoredTable, draws: int, generator: np.random.Generator
) -> _Drawn:
    scores = np.zeros((len(table.values), draws))
    reached = np.zeros_like(scores) if table.ties == "targets" else None
    contributions = np.full(table.values.shape, np.nan)
    for indicator, known in enumerate(evidence):
        levels = draw_levels(known, table.takes_part[:, indicator], draws, generator)
        points = points_of(table, indicator, levels)
        share = scored.shares[:, [indicator]]
        contributions[:, indicator] = points.mean(axis=1) * share[:, 0]
        scores += np.where(share > 0, points * share, 0.0)
        if reached is not None:
            reached += targets_reached(levels, table.limits[indicator].in_columns) * share
    contributions[np.isnan(scored.points)] = np.nan  # of what is left out too
    return _Drawn(scores, reached, contributions)


def _places_in_draws(drawn: _Drawn, placed: Bools, ties: str) -> tuple[Places, Places]:
    """Draws × placed units: the places that each has in ascending order, and the last of those it shares likewise."""
    scores = np.round(drawn.scores[placed].T, DECIMALS)
    second = None if drawn.reached is None else np.round(drawn.reached[placed].T, DECIMALS)
    best = np.sort(draw_places(scores, second), axis=0)
    if ties != "mean":
        return best, best
    return best, np.sort(scores.shape[1] + 1 - draw_places(-scores), axis=0)


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
    shared: tuple[int, int],
    drawn: tuple[Places, Places],
    placed: int,
    confidence: float,
    score: float,
    contributions: tuple[float | None, ...],
) -> Ranked:
    """One placed unit, from the first and last of the places it shares and these in the draws in ascending order."""
    (position, last), (best, worst) = shared, drawn
    low = int(best[quantile_index((1 - confidence) / 2, len(best))])
    high = int(worst[quantile_index((1 + confidence) / 2, len(worst))])
    return Ranked(
        position=position,
        low=min(low, position),
        high=max(high, last),
        group=_group(best, worst, placed),
        score=score,
        contributions=contributions,
        reason=None,
        place=(position + last) / 2,
    )


def _group(best: Places, worst: Places, placed: int) -> Group | None:
    """The half in which all of a unit's shared places lie in nearly every draw."""
    if placed < LEAST_PLACED:
        return None
    upper, below = (np.searchsorted(places, placed / 2, side="right") / len(places) for places in (worst, best))
    if upper >= SURE - TOLERANCE:
        return Group.UPPER
    return Group.LOWER if 1 - below >= SURE - TOLERANCE else Group.MIDDLE


def quantile_index(share: float, count: int) -> int:
    """Where in an ascending list the `inverted_cdf` quantile stands: the first with at least `share` up to it."""
    return min(max(ceil(share * count - TOLERANCE) - 1, 0), count - 1)
