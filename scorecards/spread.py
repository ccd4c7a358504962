"""How the offices of a table are spread on each indicator: made of the cells that the table shows, and of no others."""

from dataclasses import dataclass

from methods.pooling import Summary, summarise
from scorecards.figures import Figure, IndicatorFacts, Limits, TableRow, UnitTable


@dataclass(frozen=True, slots=True)
class Spread:
    """One indicator: each unit's value (name and code beside it), ascending; the figures of all; how many are what."""

    indicator: IndicatorFacts
    target: Limits | None
    values: tuple[tuple[float, str], ...]  # value and unit code
    summary: Summary
    pooled: Figure  # the group as one unit, hidden cells included where its total is shown
    green: int
    yellow: int
    red: int


def spreads(figures: UnitTable) -> tuple[Spread, ...]:
    """The spread of every indicator of the table, among its offices (in the country's table its counties)."""
    whole = _whole(figures)
    return tuple(_spread(figures, place, whole) for place in range(len(figures.indicators)))


def _whole(figures: UnitTable) -> TableRow | None:
    """The row of those shown together as one unit: of a single region that region, else the table's own."""
    named = {row.region for row in figures.offices}
    if len(named) == 1:
        alone = next((row for row in figures.regions if row.region in named), None)
        if alone is not None:
            return alone
    return next((row for row in figures.above if row.kind != "mean"), None)


def _spread(figures: UnitTable, place: int, whole: TableRow | None) -> Spread:
    cells = [row.cells[place] for row in figures.offices]
    values = [(row.cells[place].figure.value, row.code) for row in figures.offices]
    colours = [cell.status for cell in cells]
    return Spread(
        indicator=figures.indicators[place],
        target=figures.targets[place],
        values=tuple(sorted((value, code) for value, code in values if value is not None)),
        summary=summarise([cell.figure.value for cell in cells]),
        pooled=whole.cells[place].figure if whole else Figure("not_delivered"),
        green=colours.count("green"),
        yellow=colours.count("yellow"),
        red=colours.count("red"),
    )
