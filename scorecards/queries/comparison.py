"""One indicator, all the offices of a county side by side, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, offices_of
from scorecards.cells import NOT_DELIVERED, figure_of, interval_of, status_against
from scorecards.figures import Comparison, ComparisonRow, Figure, GroupFigures, IndicatorFacts
from scorecards.places import place_among
from scorecards.queries.groups import read_groups
from scorecards.queries.history import REVISED
from scorecards.queries.indicators import facts_of, find_indicator
from scorecards.queries.months import OF_A_GROUP, month_links
from scorecards.queries.targets import Targets, read_targets

READ_FIGURES = f"""
SELECT r.unit_id, r.numerator, r.denominator, r.value, r.absence, r.preliminary, r.suppressed, r.delivery_id,
    {REVISED.format("r.month")}, p.simulated, p.source, i.low, i.high
FROM scorecards_result r
JOIN scorecards_delivery d ON d.id = r.delivery_id JOIN scorecards_package p ON p.id = d.package_id
LEFT JOIN scorecards_groupsummary s
    ON s.places_prepared AND s.indicator_id = r.indicator_id AND s.group_id = %(county)s AND s.month = r.month
LEFT JOIN scorecards_placeinterval i
    ON s.places_prepared AND i.indicator_id = r.indicator_id AND i.unit_id = r.unit_id AND i.month = r.month
WHERE r.indicator_id = %(indicator)s AND r.month = %(day)s AND r.unit_id = ANY(%(units)s)
"""  # noqa: S608  # made of constants


@dataclass(frozen=True, slots=True)
class _OfOffices:
    """The offices' figures and prepared places (lowest, highest), by unit id; whether any figure is simulated."""

    figures: Mapping[int, Figure]
    reaches: Mapping[int, tuple[int | None, int | None]]
    simulated: bool
    source: str  # of real figures


def compare_offices(
    code: str, county: PlacedUnit, month: Month, reference: PlacedUnit | None = None, language: str = "nb"
) -> Comparison | None:
    """The indicator called `code` at the county's offices, with the county, the country and a reference county.

    None for an unknown indicator. Offices stand by the Norwegian alphabet; those without a figure are there too.
    """
    found = find_indicator(code)
    if found is None:
        return None
    indicator = facts_of(found, language)
    offices = offices_of(county, month)
    groups = [unit for unit in (county.id, county.country_id, reference and reference.id) if unit]
    figures = read_groups([indicator.id], groups, month)
    of_county = figures.get((indicator.id, county.id))
    of_offices = _read_offices(indicator.id, county.id, offices, month)
    targets = read_targets(
        [indicator.id], [unit for each in (county, *offices) for unit in chain_above(each)], month, month
    )
    return Comparison(
        indicator=indicator,
        county_code=county.code,
        county_name=county.name,
        target=targets.nearest(indicator.id, chain_above(county), month),
        links=month_links(OF_A_GROUP, county.id, month, indicator.id),
        offices=_rows(indicator, offices, of_offices, targets, month, of_county),
        county=of_county,
        country=figures.get((indicator.id, county.country_id or 0)),
        reference_code=reference.code if reference else "",
        reference_name=reference.name if reference else "",
        reference=figures.get((indicator.id, reference.id)) if reference else None,
        preliminary=bool(of_county and of_county.preliminary),
        simulated=of_offices.simulated,
        source=of_offices.source,
    )


def _rows(
    indicator: IndicatorFacts,
    offices: Sequence[PlacedUnit],
    read: _OfOffices,
    targets: Targets,
    month: Month,
    county: GroupFigures | None,
) -> tuple[ComparisonRow, ...]:
    values = county.values if county else ()
    rows = []
    for office in offices:
        figure = read.figures.get(office.id, NOT_DELIVERED)
        target = targets.nearest(indicator.id, chain_above(office), month)
        rows.append(
            ComparisonRow(
                unit_id=office.id,
                code=office.code,
                name=office.name,
                region_name=office.region_name,
                figure=figure,
                status=status_against(figure.value, indicator.direction, target),
                interval=interval_of(indicator, figure),
                place=place_among(values, figure, indicator.direction, *read.reaches.get(office.id, (None, None))),
                target=target,
            )
        )
    return tuple(rows)


def _read_offices(indicator: int, county: int, offices: Sequence[PlacedUnit], month: Month) -> _OfOffices:
    known: dict[str, Any] = {
        "indicator": indicator,
        "county": county,
        "day": month.first_day,
        "units": [office.id for office in offices],
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_FIGURES, known)
        rows = cursor.fetchall()
    return _OfOffices(
        figures={row[0]: figure_of(*row[1:9]) for row in rows},
        reaches={row[0]: row[11:] for row in rows},
        simulated=any(row[9] for row in rows),
        source=next((row[10] for row in rows if row[10]), ""),
    )
