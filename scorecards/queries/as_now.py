"""Figures from before a change, for the organisation as it is now: predecessors pooled, and groups as they would be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from django.db.models import Max, Min, Value

from methods.cells import CellState
from methods.pooling import pool, summarise
from organisation.models import Placement, Succession
from organisation.months import Month
from scorecards.cells import NOT_DELIVERED, figure_of
from scorecards.choices import Pooling
from scorecards.figures import Figure, IndicatorFacts
from scorecards.models import GroupSummary, Result
from scorecards.queries.history import is_marked

TOO_FEW = Figure(CellState.TOO_FEW.value)
NOT_POOLED = Figure(CellState.NOT_APPLICABLE.value)
FIELDS = ("numerator", "denominator", "value", "absence", "preliminary", "suppressed", "delivery_id")

Cells = Mapping[tuple[int, int, Month], Figure]  # by unit, indicator and month


@dataclass(frozen=True, slots=True)
class GroupThen:
    """An indicator over some offices in a month: how many have a shown value, their mean, and all of them as one."""

    n: int
    mean: float | None
    pooled: float | None


@dataclass(frozen=True, slots=True)
class MonthsWithFigures:
    """The first and the last month of a unit that has figures."""

    first: Month
    last: Month


def shown_cells(
    units: Collection[int],
    indicators: Sequence[IndicatorFacts],
    months: Collection[Month],
    marked: Month | None = None,
) -> Cells:
    """What is shown of these units' results. One query.

    Figures of the month that is `marked` say whether they were revised; those of others don't.
    """
    results = Result.objects.filter(
        unit__in=units, indicator__in=[facts.id for facts in indicators], month__in=list(months)
    ).annotate(is_marked=is_marked(marked) if marked else Value(False))
    rows = results.values_list("unit_id", "indicator_id", "month", *FIELDS, "is_marked")
    return {(unit, indicator, month): figure_of(*parts) for unit, indicator, month, *parts in rows}


def pooled_history(
    units: Sequence[int], indicators: Sequence[IndicatorFacts], months: Sequence[Month]
) -> dict[tuple[int, Month], Figure]:
    """The units as one, by (indicator id, month), by how each indicator is pooled. Two queries.

    Where one of them is hidden, so is the whole: it would give the hidden one away (METHODS.md 12). A month in which
    one unit alone stood has that one's figure; in others an indicator that is not pooled has none.
    """
    cells = shown_cells(units, indicators, months)
    placed = placed_in(units, months)
    return {
        (facts.id, month): as_one([cells.get((unit, facts.id, month), NOT_DELIVERED) for unit in placed[month]], facts)
        for facts in indicators
        for month in months
        if placed[month]
    }


def placed_in(units: Sequence[int], months: Sequence[Month]) -> dict[Month, list[int]]:
    """The units that had a place in each month. One query."""
    spans = list(Placement.objects.filter(unit__in=units).values_list("unit_id", "valid_from", "valid_to"))
    return {
        month: [unit for unit, first, end in spans if first <= month.first_day and (not end or end > month.first_day)]
        for month in months
    }


def as_one(figures: Sequence[Figure], facts: IndicatorFacts) -> Figure:
    """Several units' figures of one indicator and month as one figure, with the latest delivery that brought one.

    Revised where one of them is.
    """
    if len(figures) == 1:
        return figures[0]
    delivery = max((figure.delivery for figure in figures if figure.delivery is not None), default=None)
    whole = _as_one(figures, facts)
    revised = whole.value is not None and any(figure.revised for figure in figures)
    return replace(whole, delivery=delivery, revised=revised)


def _as_one(figures: Sequence[Figure], facts: IndicatorFacts) -> Figure:
    if any(figure.state == CellState.TOO_FEW for figure in figures):
        return TOO_FEW
    known = [figure for figure in figures if figure.value is not None]
    if not known:
        return next(iter(figures), NOT_DELIVERED)
    if not _can_be_pooled(known, facts.pooling):
        return NOT_POOLED
    numerator, denominator, value = _together(known, len(figures), facts.pooling)
    if value is None:
        return NOT_DELIVERED
    preliminary = any(figure.preliminary for figure in known)
    state = CellState.PRELIMINARY if preliminary else CellState.VALUE
    return Figure(state.value, numerator, denominator, value, preliminary)


def _can_be_pooled(known: Sequence[Figure], pooling: str) -> bool:
    """Whether the indicator is pooled at all, and of each figure what that takes is known."""
    if pooling == Pooling.RATIO:
        return all(figure.numerator is not None and figure.denominator is not None for figure in known)
    return pooling != Pooling.NONE


def _together(known: Sequence[Figure], expected: int, pooling: str) -> tuple[float | None, float | None, float | None]:
    """Numerator, denominator and value; a sum with an unknown part is unknown."""
    if pooling == Pooling.RATIO:
        pooled = pool([figure.numerator for figure in known], [figure.denominator for figure in known])
        return pooled.numerator, pooled.denominator, pooled.value
    values = [figure.value for figure in known if figure.value is not None]
    if pooling == Pooling.MEAN:
        return None, None, summarise(values).mean
    return None, None, fsum(values) if len(known) == expected else None


def groups_as_they_would_be(
    groups: Mapping[str, Sequence[Sequence[int]]], indicators: Sequence[IndicatorFacts], month: Month
) -> dict[tuple[str, int], GroupThen]:
    """The indicators over each group of offices, by (the group's key, indicator id). An office is given by the ids of
    the units that it is made of. One query.

    As summaries are, but for a total with a hidden office in it: nobody has judged whether it may be shown.
    """
    cells = shown_cells(
        {unit for offices in groups.values() for units in offices for unit in units}, indicators, [month]
    )
    return {
        (key, facts.id): _group([_office(units, facts, month, cells) for units in offices], facts)
        for key, offices in groups.items()
        for facts in indicators
    }


def _office(units: Sequence[int], facts: IndicatorFacts, month: Month, cells: Cells) -> Figure:
    known = [cells[unit, facts.id, month] for unit in units if (unit, facts.id, month) in cells]
    return as_one(known, facts) if known else NOT_DELIVERED


def _group(offices: Sequence[Figure], facts: IndicatorFacts) -> GroupThen:
    values = [figure.value for figure in offices]
    numerators, denominators = [figure.numerator for figure in offices], [figure.denominator for figure in offices]
    summary = summarise(values, numerators, denominators)
    hidden = any(figure.state == CellState.TOO_FEW for figure in offices)
    return GroupThen(summary.n, summary.mean, None if hidden or facts.pooling != Pooling.RATIO else summary.pooled)


def groups_as_they_are(
    groups: Collection[int], indicators: Sequence[IndicatorFacts], month: Month
) -> dict[tuple[int, int], GroupThen]:
    """The stored figures of groups, by (group id, indicator id). One query."""
    rows = GroupSummary.objects.filter(
        group__in=groups, indicator__in=[facts.id for facts in indicators], month=month
    ).values_list("group_id", "indicator_id", "n", "mean", "pooled")
    return {(group, indicator): GroupThen(n, mean, pooled) for group, indicator, n, mean, pooled in rows}


def months_with_figures(units: Iterable[int], since: Month | None = None) -> dict[int, MonthsWithFigures]:
    """From when to when units have figures, from a month on where one is named; by unit id. One query."""
    figures = Result.objects.filter(unit__in=list(units))
    if since is not None:
        figures = figures.filter(month__gte=since)
    rows = figures.values_list("unit_id").annotate(first=Min("month"), last=Max("month"))
    return {unit: MonthsWithFigures(first, last) for unit, first, last in rows}


def whole_predecessors(unit: int) -> list[int]:
    """The ids of the units that became this one and nothing else, with those that became them. One query.

    What was divided among several has no history that belongs to one of them.
    """
    became: defaultdict[int, set[int]] = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor_id", "successor_id"):
        became[predecessor].add(successor)
    found: list[int] = []
    newest = [unit]
    while newest:
        before = [
            predecessor
            for predecessor, after in became.items()
            if len(after) == 1 and not after.isdisjoint(newest) and predecessor not in found and predecessor != unit
        ]
        found += before
        newest = before
    return found
