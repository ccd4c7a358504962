"""Which units a table has as its lines, which they are judged among, and where their earlier months are kept."""

from dataclasses import dataclass

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, offices_of, units_in
from scorecards.queries.unit_histories import MEANS, OFFICES, WHOLES, Histories, Kept, read_histories


@dataclass(frozen=True, slots=True)
class Lines:
    """Offices, or counties each as one unit or as the mean of its offices."""

    units: tuple[PlacedUnit, ...]
    kept: Kept

    def histories(self, units: list[PlacedUnit], indicators: list[int], last: Month) -> Histories:
        """What was shown of some of them up to a month. One query."""
        return read_histories([unit.id for unit in units], indicators, last, kept=self.kept)


def lines_of(group: PlacedUnit, month: Month, *, means: bool = False) -> Lines:
    """The counties of the country (with `means` by the mean of their offices), else the group's offices. One query."""
    if group.kind == UnitKind.COUNTRY:
        return Lines(tuple(units_in(month, kind=UnitKind.COUNTY)), MEANS if means else WHOLES)
    return Lines(tuple(offices_of(group, month)), OFFICES)


def judged_among(group: PlacedUnit, month: Month, *, means: bool = False) -> Lines:
    """The lines with all that they are compared with: a region's offices are seen in their county. One query."""
    if group.kind == UnitKind.REGION and group.county_id is not None:
        return Lines(tuple(offices_of(group.county_id, month)), OFFICES)
    return lines_of(group, month, means=means)
