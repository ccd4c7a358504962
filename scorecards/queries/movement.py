"""What has changed colour among a table's lines, in two queries beside the table's."""

from organisation.queries import PlacedUnit
from scorecards.figures import UnitTable
from scorecards.movement import Months, Movement, is_move, movements
from scorecards.queries.table_lines import lines_of


def moved(group: PlacedUnit, figures: UnitTable, *, means: bool = False) -> tuple[Movement, ...]:
    """The moves of the table's lines, of which only the indicators with one are read further back.

    `means`: the country's table shows each county by the mean of its offices.
    """
    month = figures.links.month
    lines = lines_of(group, month, means=means)
    by_code = {unit.code: unit for unit in lines.units}
    columns = zip(figures.indicators, zip(*(row.cells for row in figures.offices), strict=True), strict=False)
    chosen = [facts for facts, cells in columns if any(map(is_move, cells))]
    found = lines.histories([by_code[row.code] for row in figures.offices], [facts.id for facts in chosen], month)
    tables = (found.values, found.numerators, found.denominators)
    histories = {
        facts.code: Months(found.months, *(table[:, place] for table in tables)) for place, facts in enumerate(chosen)
    }
    return movements(figures, histories)
