"""A comparison's further views as rows for files: the page's figures in the page's order, unrounded."""

from collections.abc import Iterator, Sequence

from dashboards.exported import FIGURE, NO_PLACE, PLACE, figure_cells, limit_cells, place_cells
from methods.pooling import Summary
from organisation.months import Month
from scorecards.cells import status_against
from scorecards.compared import ComparedMonths, SizeGroup
from scorecards.exports import Cell
from scorecards.figures import Comparison, ComparisonRow, Limits

OVER_MONTHS = ("indicator", "month", "unit", "unit_name", "kind", *FIGURE, "preliminary", "green", "yellow")
BY_SIZE = (
    "indicator", "month", "group", "base_from", "base_to", "unit", "unit_name", "kind", *FIGURE,
    "difference_to_mean", "n", "median", "q1", "q3", *PLACE,
)  # fmt: skip
NO_FIGURE: tuple[Cell, ...] = (None,) * len(FIGURE)
NO_SPREAD: tuple[Cell, ...] = (None,) * 4


def over_months(figures: Comparison, over: ComparedMonths) -> Iterator[tuple[Cell, ...]]:
    """A row per office and month, oldest first, then the county's mean by month, in the order of OVER_MONTHS."""
    facts = figures.indicator
    for row in figures.offices:
        start = (row.code, row.name, "office")
        for month, figure, target in zip(
            over.months, over.figures[row.unit_id], over.targets[row.unit_id], strict=True
        ):
            status = status_against(figure.value, facts.direction, target)
            cells = (*figure_cells(figure, status), figure.preliminary, *limit_cells(target))
            yield (facts.code, str(month), *start, *cells)
    for month, mean, target in zip(over.months, over.means, over.county_targets, strict=True):
        yield _mean(figures, month, mean, target)


def _mean(figures: Comparison, month: Month, mean: float | None, target: Limits | None) -> tuple[Cell, ...]:
    state = "not_delivered" if mean is None else "value"
    status = status_against(mean, figures.indicator.direction, target)
    unit = (figures.county_code, figures.county_name, "county_mean")
    return (figures.indicator.code, str(month), *unit, state, None, None, mean, status, None, *limit_cells(target))


def by_size(figures: Comparison, groups: Sequence[SizeGroup]) -> Iterator[tuple[Cell, ...]]:
    """Each group's offices, its mean, its result and its like in the country; then the offices without a size.

    In the order of BY_SIZE; `group` counts from the smallest. An office's place is that among the county's, in a row of
    `nearest_in_size` that among the country's offices with the bases nearest to its own.
    """
    start = (figures.indicator.code, str(figures.links.month))
    mean = figures.county.mean if figures.county else None
    placed = set[str]()
    for group in groups:
        codes = {row.code for row in group.offices}
        placed |= codes
        limits = (*start, group.part + 1, group.smallest, group.largest)
        for row in figures.offices:
            if row.code in codes:
                yield (*limits, *_office(row, mean))
        yield from _nearest(start, group, mean)
        summary, pooled = group.summary, group.pooled
        own_mean = (*limits, "", "", "size_mean", "value", None, None, summary.mean, None)
        yield (*own_mean, _less(summary.mean, mean), *_spread(summary), *NO_PLACE)
        if pooled.value is not None:
            whole = ("", "", "size_result", "value", pooled.numerator, pooled.denominator, pooled.value, None)
            yield (*limits, *whole, _less(pooled.value, mean), *NO_SPREAD, *NO_PLACE)
        if group.country is not None:
            yield (*limits, "", "", "size_in_country", *NO_FIGURE, None, *_spread(group.country), *NO_PLACE)
    for row in figures.offices:
        if row.code not in placed:
            yield (*start, None, None, None, *_office(row, mean))


def _office(row: ComparisonRow, mean: float | None) -> tuple[Cell, ...]:
    figure = figure_cells(row.figure, row.status)
    return (row.code, row.name, "office", *figure, _less(row.figure.value, mean), *NO_SPREAD, *place_cells(row.place))


def _nearest(start: tuple[Cell, ...], group: SizeGroup, mean: float | None) -> Iterator[tuple[Cell, ...]]:
    """A row for each office of the group whose place among those nearest in size is known."""
    by_code = {row.code: row for row in group.offices}
    for found in group.nearest:
        row = by_code[found.code]
        figure = (*figure_cells(row.figure, row.status), _less(row.figure.value, mean), *NO_SPREAD)
        limits = (*start, group.part + 1, found.smallest, found.largest)
        yield (*limits, row.code, row.name, "nearest_in_size", *figure, *place_cells(found.place))


def _less(value: float | None, mean: float | None) -> float | None:
    return None if value is None or mean is None else value - mean


def _spread(summary: Summary) -> tuple[Cell, ...]:
    return (summary.n, summary.median, summary.q1, summary.q3)
