"""Offices × indicators of a county or a region in a month, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from methods.cells import CellState
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, offices_of, units_in
from scorecards.cells import NOT_DELIVERED, figure_of, status_against
from scorecards.figures import Figure, GroupFigures, TableCell, TableRow, UnitTable
from scorecards.queries.groups import read_groups
from scorecards.queries.history import REVISED
from scorecards.queries.office_groups import stood_under
from scorecards.queries.packages import Item, choose_package, packages_and_links, read_items
from scorecards.queries.targets import Targets, read_targets

READ_FIGURES = f"""
SELECT unit_id, indicator_id, month, numerator, denominator, value, absence, preliminary, suppressed, delivery_id,
    month = %(day)s AND {REVISED.format("%(day)s")}
FROM scorecards_result r
WHERE unit_id = ANY(%(units)s) AND month IN (%(before)s, %(day)s) AND indicator_id = ANY(%(indicators)s)
"""  # noqa: S608  # made of constants

Figures = dict[tuple[int, int], Figure]


def unit_table(group: PlacedUnit, month: Month, package: str | None = None, language: str = "nb") -> UnitTable:
    """The table of a county or a region; without `package` the widest one with results."""
    table, items = empty_table(group, month, package, language)
    if not items:
        return table
    ids = [item.indicator.id for item in items]
    offices = offices_of(group, month)
    regions = _regions(group, offices, month)
    chains_before = {unit: above.chain for (unit, _), above in stood_under(offices, month - 1, month - 1).items()}
    chains = [*map(chain_above, (group, *regions, *offices)), *chains_before.values()]
    targets = read_targets(ids, {above for chain in chains for above in chain}, month - 1, month)
    summaries = read_groups(ids, [group.id, *(region.id for region in regions)], month)
    now, before = _read_figures(ids, offices, month)
    return replace(
        table,
        targets=tuple(targets.nearest(key, chain_above(group), month) for key in ids),
        above=group_rows(group, items, summaries, targets, month),
        regions=tuple(group_rows(region, items, summaries, targets, month)[1] for region in regions),
        offices=tuple(
            _office_row(office, items, now, before, targets, month, chains_before.get(office.id, ()))
            for office in offices
        ),
    )


def empty_table(
    group: PlacedUnit, month: Month, package: str | None, language: str
) -> tuple[UnitTable, Sequence[Item]]:
    """The table's package, months and columns without any row, and the items; no columns where there are no results."""
    choices, links = packages_and_links(group, month)
    chosen = choose_package(choices, package)
    names = tuple((choice.facts.code, choice.facts.name) for choice in choices)
    if chosen is None or not links.has_results:
        return UnitTable(chosen.facts if chosen else None, names, links, (), (), ()), ()
    items = read_items(chosen.id, month, language)
    columns = tuple(item.indicator for item in items), tuple(item.part for item in items)
    return UnitTable(chosen.facts, names, links, *columns, targets=()), items


def _regions(group: PlacedUnit, offices: Sequence[PlacedUnit], month: Month) -> list[PlacedUnit]:
    """The regions that the offices stand in; none where the group is one itself."""
    if group.kind == UnitKind.REGION:
        return []
    named = {office.region_id for office in offices}
    return [region for region in units_in(month, kind=UnitKind.REGION) if region.id in named]


def _read_figures(indicators: list[int], offices: Sequence[PlacedUnit], month: Month) -> tuple[Figures, Figures]:
    """The offices' figures of the month and of the month before, by (unit id, indicator id)."""
    day = month.first_day
    known: dict[str, Any] = {
        "units": [office.id for office in offices],
        "before": (month - 1).first_day,
        "day": day,
        "indicators": indicators,
    }
    now: Figures = {}
    before: Figures = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_FIGURES, known)
        for unit, indicator, when, *rest in cursor.fetchall():
            (now if when == day else before)[unit, indicator] = figure_of(*rest)
    return now, before


def _office_row(
    office: PlacedUnit,
    items: Sequence[Item],
    now: Figures,
    before: Figures,
    targets: Targets,
    month: Month,
    chain_before: Sequence[int],
) -> TableRow:
    chain = chain_above(office)
    cells = []
    for item in items:
        indicator = item.indicator
        figure = now.get((office.id, indicator.id), NOT_DELIVERED)
        earlier = before.get((office.id, indicator.id))
        status = status_against(figure.value, indicator.direction, targets.nearest(indicator.id, chain, month))
        was = None
        if earlier is not None and earlier.value is not None and indicator.definition_changed != month:
            limits = targets.nearest(indicator.id, chain_before, month - 1)
            was = status_against(earlier.value, indicator.direction, limits)
        cells.append(TableCell(figure, status, was))
    return TableRow(office.code, office.name, office.kind, office.region_code, tuple(cells))


def group_rows(
    group: PlacedUnit,
    items: Sequence[Item],
    summaries: Mapping[tuple[int, int], GroupFigures],
    targets: Targets,
    month: Month,
) -> tuple[TableRow, TableRow]:
    """The plain mean of the group's offices, and the group as one unit: two things, in two rows."""
    means, pooled = [], []
    for item in items:
        figures = summaries.get((item.indicator.id, group.id))
        means.append(_group_cell(item, mean_of(figures), group, targets, month))
        pooled.append(_group_cell(item, pooled_of(figures), group, targets, month))
    region = group.code if group.kind == UnitKind.REGION else ""
    return (
        TableRow(group.code, group.name, "mean", "", tuple(means)),
        TableRow(group.code, group.name, group.kind, region, tuple(pooled)),
    )


def mean_of(figures: GroupFigures | None) -> Figure:
    """The plain mean of a group's offices as a figure."""
    if figures is None or figures.mean is None:
        return NOT_DELIVERED
    return Figure(_state(figures), None, None, figures.mean, figures.preliminary)


def pooled_of(figures: GroupFigures | None) -> Figure:
    """Numerators over denominators; what the group itself publishes is a third thing, and not put in its place."""
    if figures is not None and figures.total_hidden:
        return Figure(CellState.TOO_FEW.value)
    if figures is None or figures.pooled is None:
        return NOT_DELIVERED
    return Figure(_state(figures), figures.numerator, figures.denominator, figures.pooled, figures.preliminary)


def _state(figures: GroupFigures) -> str:
    return (CellState.PRELIMINARY if figures.preliminary else CellState.VALUE).value


def _group_cell(item: Item, figure: Figure, group: PlacedUnit, targets: Targets, month: Month) -> TableCell:
    target = targets.nearest(item.indicator.id, chain_above(group), month)
    return TableCell(figure, status_against(figure.value, item.indicator.direction, target), None)
