"""A comparison of today's offices over months, in a fixed number of queries."""

from organisation.as_now import OrganisationNow
from organisation.queries import PlacedUnit
from scorecards.compared import ComparedMonths
from scorecards.figures import Comparison
from scorecards.queries.compared import MONTHS
from scorecards.queries.recalculated import Recalculated


def compared_months_now(organisation: OrganisationNow, figures: Comparison, county: PlacedUnit) -> ComparedMonths:
    """Today's offices in the comparison's month and the twelve before it, each as one with its predecessors."""
    facts, last = figures.indicator, figures.links.month
    months = tuple((last - MONTHS + 1).through(last))
    offices = organisation.offices_of(county)
    read = Recalculated(organisation, {office.id for office in offices}, [facts], months)
    return ComparedMonths(
        months=months,
        figures={office.id: tuple(read.office(office.id, facts, month) for month in months) for office in offices},
        targets={office.id: tuple(read.target(office, facts, month) for month in months) for office in offices},
        means=tuple(read.mean(offices, facts, month) for month in months),
        county_targets=tuple(read.target(county, facts, month) for month in months),
    )
