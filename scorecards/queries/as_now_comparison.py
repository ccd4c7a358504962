"""One indicator in an earlier month, at all of today's offices of a county, in a fixed number of queries."""

from organisation.as_now import OrganisationNow
from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.cells import interval_of
from scorecards.figures import Comparison, ComparisonRow, IndicatorFacts
from scorecards.queries.groups import read_groups
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.months import OF_A_GROUP, links_of_several
from scorecards.queries.recalculated import Recalculated


def compare_offices_now(
    organisation: OrganisationNow,
    code: str,
    county: PlacedUnit,
    month: Month,
    reference: PlacedUnit | None = None,
    language: str = "nb",
) -> Comparison | None:
    """The indicator called `code` at today's offices of today's county; no place. None for an unknown indicator."""
    found = find_indicator(code)
    if found is None:
        return None
    facts = facts_of(found, language)
    others = organisation.offices_of(reference) if reference else []
    offices = organisation.offices_of(county)
    figures = Recalculated(organisation, {each.id for each in (*offices, *others)}, [facts], [month], marked=month)
    of_county = figures.group(county, facts, month)
    country = read_groups([facts.id], [county.country_id or 0], month)
    simulated, source = figures.origin()
    return Comparison(
        indicator=facts,
        county_code=county.code,
        county_name=county.name,
        target=figures.target(county, facts, month),
        links=links_of_several(OF_A_GROUP, organisation.ever(county), month, facts.id),
        offices=tuple(_row(figures, office, facts, month) for office in offices),
        county=of_county,
        country=country.get((facts.id, county.country_id or 0)),
        reference_code=reference.code if reference else "",
        reference_name=reference.name if reference else "",
        reference=figures.group(reference, facts, month) if reference else None,
        preliminary=bool(of_county and of_county.preliminary),
        simulated=simulated,
        source=source,
    )


def _row(figures: Recalculated, office: PlacedUnit, facts: IndicatorFacts, month: Month) -> ComparisonRow:
    figure = figures.office(office.id, facts, month)
    return ComparisonRow(
        unit_id=office.id,
        code=office.code,
        name=office.name,
        region_name=office.region_name,
        figure=figure,
        status=figures.status(office, facts, month, figure.value),
        interval=interval_of(facts, figure),
        place=None,
        target=figures.target(office, facts, month),
    )
