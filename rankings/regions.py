"""Regions' places: the figures of an edition's offices pooled, ranked by the edition's own rule. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from methods.pooling import pool
from methods.ranking.spread import LEAST_UNITS
from rankings.calculation import WITH_BASES, Cell, Counted, Key, Outcome, Outcomes, Terms, rank
from rankings.windows import WindowFigure
from scorecards.figures import Limits

LEAST_REGIONS = 2  # under so many there is no order to tell of


@dataclass(frozen=True, slots=True)
class PooledCell:
    """An indicator at a region, and how many of its offices the figure is made of."""

    cell: Cell
    offices: int


@dataclass(frozen=True, slots=True)
class RegionOutcomes:
    """The regions' places by region id, and the figures that they are made of."""

    outcomes: Outcomes
    cells: Mapping[Key, PooledCell]


def pooled_cell(cells: Sequence[Cell], indicator: Counted, limits: Limits | None) -> PooledCell:
    """Offices' shown figures as one: their sums where all have a base, else the mean of their values.

    A mean's standard error is known where each office's is.
    """
    known = max((cell.figure.known for cell in cells), default=0)
    shown = [cell for cell in cells if cell.figure.value is not None]
    if not shown:
        return PooledCell(Cell(WindowFigure(known=known), None, limits), 0)
    if indicator.unit_of_measure in WITH_BASES and all(_has_base(cell) for cell in shown):
        sums = pool([cell.figure.numerator for cell in shown], [cell.figure.denominator for cell in shown])
        figure = WindowFigure(sums.value, sums.numerator, sums.denominator, known)
        return PooledCell(Cell(figure, None, limits), len(shown))
    value = sum(cell.figure.value or 0.0 for cell in shown) / len(shown)
    return PooledCell(Cell(WindowFigure(value, known=known), _error_of_mean(shown), limits), len(shown))


def _has_base(cell: Cell) -> bool:
    return cell.figure.numerator is not None and bool(cell.figure.denominator)


def _error_of_mean(cells: Sequence[Cell]) -> float | None:
    squares = [cell.error**2 for cell in cells if cell.error is not None]
    return sum(squares) ** 0.5 / len(cells) if len(squares) == len(cells) else None


def rank_regions(
    regions: Mapping[int, Sequence[int]],
    indicators: Sequence[Counted],
    cells: Mapping[Key, Cell],
    limits: Mapping[Key, Limits],
    terms: Terms,
) -> RegionOutcomes:
    """The regions' places, from the units of each and the cells of these; `limits` are the regions' own.

    Their order decides the draws, as in `rank`, which says what it raises. No intervals where too few regions are
    placed for a spread between them to be known.
    """
    pooled = {
        (region, indicator.id): pooled_cell(
            [cells[unit, indicator.id] for unit in units if (unit, indicator.id) in cells],
            indicator,
            limits.get((region, indicator.id)),
        )
        for region, units in regions.items()
        for indicator in indicators
    }
    ranked = rank(list(regions), indicators, {key: each.cell for key, each in pooled.items()}, terms)
    placed = sum(outcome.position is not None for outcome in ranked.offices.values())
    return RegionOutcomes(ranked if placed >= LEAST_UNITS else _without_intervals(ranked), pooled)


def _without_intervals(ranked: Outcomes) -> Outcomes:
    plain: dict[int, Outcome] = {
        region: replace(outcome, low=None, high=None, group=None) for region, outcome in ranked.offices.items()
    }
    return replace(ranked, offices=plain, intervals_shown=False)
