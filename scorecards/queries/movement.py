"""What has changed colour among the offices of a county or a region, in two queries beside the table's."""

from organisation.queries import PlacedUnit, offices_of
from scorecards.figures import UnitTable
from scorecards.movement import Months, Movement, is_move, movements
from scorecards.queries.unit_histories import read_histories


def moved(group: PlacedUnit, figures: UnitTable) -> tuple[Movement, ...]:
    """The moves of the table's offices, of which only the indicators with one are read further back."""
    month = figures.links.month
    ids = {office.code: office.id for office in offices_of(group, month)}
    columns = zip(figures.indicators, zip(*(row.cells for row in figures.offices), strict=True), strict=False)
    chosen = [facts for facts, cells in columns if any(map(is_move, cells))]
    found = read_histories([ids[row.code] for row in figures.offices], [facts.id for facts in chosen], month)
    tables = (found.values, found.numerators, found.denominators)
    histories = {
        facts.code: Months(found.months, *(table[:, place] for table in tables)) for place, facts in enumerate(chosen)
    }
    return movements(figures, histories)
