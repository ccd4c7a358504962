"""What has changed colour among a table's lines, in one query beside the table's and theirs."""

from scorecards.figures import UnitTable
from scorecards.movement import Months, Movement, is_move, movements
from scorecards.queries.table_lines import Lines


def moved(lines: Lines, figures: UnitTable) -> tuple[Movement, ...]:
    """The moves of the table's lines, of which only the indicators with one are looked back at."""
    by_code = {unit.code: unit for unit in lines.units}
    columns = zip(figures.indicators, zip(*(row.cells for row in figures.offices), strict=True), strict=False)
    chosen = [facts for facts, cells in columns if any(map(is_move, cells))]
    past = lines.past([by_code[row.code] for row in figures.offices], chosen, figures.links.month)
    found = past.histories()
    tables = (found.values, found.numerators, found.denominators)
    histories = {
        facts.code: Months(found.months, *(table[:, place] for table in tables)) for place, facts in enumerate(chosen)
    }
    return movements(figures, histories)
