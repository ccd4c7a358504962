"""Counties × indicators of the country in a month, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import replace

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, units_in
from scorecards.cells import status_against
from scorecards.figures import GroupFigures, TableCell, TableRow, UnitTable
from scorecards.queries.groups import read_groups
from scorecards.queries.packages import Item
from scorecards.queries.targets import Targets, read_targets
from scorecards.queries.unit_table import empty_table, group_rows, mean_of, pooled_of

Groups = dict[tuple[int, int], GroupFigures]


def country_table(
    country: PlacedUnit, month: Month, package: str | None = None, language: str = "nb", *, means: bool = False
) -> UnitTable:
    """The counties that stood in the month, each as one unit, or with `means` as the plain mean of its offices.

    The counties are the table's `offices`. Without `package` the country's widest one with results.
    """
    table, items = empty_table(country, month, package, language)
    if not items:
        return table
    ids = [item.indicator.id for item in items]
    counties = units_in(month, kind=UnitKind.COUNTY)
    keys = [county.id for county in counties]
    now, before = read_groups(ids, [country.id, *keys], month), read_groups(ids, keys, month - 1)
    targets = read_targets(ids, {country.id, *keys}, month - 1, month)
    return replace(
        table,
        targets=tuple(targets.nearest(key, chain_above(country), month) for key in ids),
        above=group_rows(country, items, now, targets, month),
        offices=tuple(_county_row(county, items, now, before, targets, month, means=means) for county in counties),
    )


def _county_row(
    county: PlacedUnit,
    items: Sequence[Item],
    now: Groups,
    before: Groups,
    targets: Targets,
    month: Month,
    *,
    means: bool,
) -> TableRow:
    of, chain, cells = mean_of if means else pooled_of, chain_above(county), []
    for item in items:
        indicator = item.indicator
        figure, earlier = of(now.get((indicator.id, county.id))), of(before.get((indicator.id, county.id)))
        was = None
        if indicator.definition_changed != month:
            limits = targets.nearest(indicator.id, chain, month - 1)
            was = status_against(earlier.value, indicator.direction, limits)
        status = status_against(figure.value, indicator.direction, targets.nearest(indicator.id, chain, month))
        cells.append(TableCell(figure, status, was))
    return TableRow(county.code, county.name, county.kind, "", tuple(cells))
