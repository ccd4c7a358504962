"""Today's offices of a county or a region, or today's counties, in an earlier month, in a fixed number of queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from organisation.as_now import OrganisationNow
from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, units_in
from scorecards.figures import Figure, GroupFigures, IndicatorFacts, TableCell, TableRow, UnitTable
from scorecards.queries.as_now_office import empty_page
from scorecards.queries.packages import Item, read_items
from scorecards.queries.recalculated import Recalculated
from scorecards.queries.unit_table import mean_of, pooled_of

ReadFigure = Callable[[PlacedUnit, IndicatorFacts, Month], Figure]


def unit_table_now(
    organisation: OrganisationNow, group: PlacedUnit, month: Month, package: str | None, language: str, now: Month
) -> UnitTable:
    """The table of today's county or region."""
    table, items = _empty(organisation, group, month, package, language)
    if not items:
        return table
    offices = organisation.offices_of(group)
    named = {office.region_id for office in offices} if group.kind == UnitKind.COUNTY else set()
    regions = [region for region in units_in(now, kind=UnitKind.REGION) if region.id in named]
    writer = _writer(organisation, offices, items, month)
    return _filled(
        table,
        writer,
        group,
        regions=tuple(writer.row(region, region.kind, region.code, writer.whole) for region in regions),
        offices=tuple(writer.row(office, office.kind, office.region_code, writer.office) for office in offices),
    )


def country_table_now(
    organisation: OrganisationNow,
    country: PlacedUnit,
    month: Month,
    package: str | None,
    language: str,
    now: Month,
    *,
    means: bool,
) -> UnitTable:
    """Today's counties, each as one unit, or with `means` as the plain mean of its offices."""
    table, items = _empty(organisation, country, month, package, language)
    if not items:
        return table
    writer = _writer(organisation, organisation.offices, items, month)
    of = writer.mean if means else writer.whole
    counties = units_in(now, kind=UnitKind.COUNTY)
    return _filled(table, writer, country, offices=tuple(writer.row(each, each.kind, "", of) for each in counties))


def _empty(
    organisation: OrganisationNow, group: PlacedUnit, month: Month, package: str | None, language: str
) -> tuple[UnitTable, Sequence[Item]]:
    """The table without any row, and its items; no columns where there are no results."""
    page, chosen = empty_page(organisation, group, month, package)
    items = read_items(chosen.id, month, language) if chosen and page.links.has_results else []
    columns = tuple(item.indicator for item in items), tuple(item.part for item in items)
    return UnitTable(page.package, page.packages, page.links, *columns, targets=()), items


def _writer(
    organisation: OrganisationNow, offices: Sequence[PlacedUnit], items: Sequence[Item], month: Month
) -> "_Rows":
    indicators = [item.indicator for item in items]
    figures = Recalculated(
        organisation, {office.id for office in offices}, indicators, [month - 1, month], marked=month
    )
    return _Rows(figures, indicators, month)


def _filled(
    table: UnitTable,
    writer: "_Rows",
    group: PlacedUnit,
    offices: tuple[TableRow, ...],
    regions: tuple[TableRow, ...] = (),
) -> UnitTable:
    region = group.code if group.kind == UnitKind.REGION else ""
    return UnitTable(
        table.package,
        table.packages,
        table.links,
        table.indicators,
        table.parts,
        targets=tuple(writer.figures.target(group, facts, writer.month) for facts in writer.indicators),
        above=(
            writer.row(group, "mean", "", writer.mean, with_previous=False),
            writer.row(group, group.kind, region, writer.whole, with_previous=False),
        ),
        regions=regions,
        offices=offices,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Writes rows; what they all need is at hand."""

    figures: Recalculated
    indicators: Sequence[IndicatorFacts]
    month: Month

    def row(
        self, unit: PlacedUnit, kind: str, region: str, read: ReadFigure, *, with_previous: bool = True
    ) -> TableRow:
        with_previous = with_previous and unit.kind != UnitKind.REGION
        cells = tuple(self._cell(unit, facts, read, with_previous=with_previous) for facts in self.indicators)
        return TableRow(unit.code, unit.name, kind, region, cells)

    def _cell(self, unit: PlacedUnit, facts: IndicatorFacts, read: ReadFigure, *, with_previous: bool) -> TableCell:
        figure, was = read(unit, facts, self.month), None
        if with_previous and facts.definition_changed != self.month:
            was = self.figures.status(unit, facts, self.month - 1, read(unit, facts, self.month - 1).value)
        return TableCell(figure, self.figures.status(unit, facts, self.month, figure.value), was)

    def office(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month) -> Figure:
        return self.figures.office(unit.id, facts, month)

    def mean(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month) -> Figure:
        return mean_of(self._group(unit, facts, month))

    def whole(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month) -> Figure:
        return pooled_of(self._group(unit, facts, month))

    def _group(self, unit: PlacedUnit, facts: IndicatorFacts, month: Month) -> GroupFigures | None:
        return self.figures.group(unit, facts, month)
