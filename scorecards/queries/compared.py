"""What a comparison's further views need besides the month itself: the months before it, and the country's offices."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from methods.pooling import summarise
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, offices_of
from scorecards.cells import NOT_DELIVERED, NOT_EXISTING
from scorecards.compared import ComparedMonths, SizeGroup, size_groups
from scorecards.figures import Comparison
from scorecards.models import GroupSummary
from scorecards.queries.as_now import shown_cells
from scorecards.queries.nearest_in_size import places_in_size
from scorecards.queries.office_groups import stood_under
from scorecards.queries.targets import read_targets

MONTHS = 13  # this one, and the same a year ago

READ_SIZES = """
SELECT r.denominator, r.value
FROM organisation_placement p
JOIN organisation_unit u ON u.id = p.unit_id AND u.kind = 'office'
JOIN scorecards_result r ON r.unit_id = p.unit_id AND r.indicator_id = %(indicator)s AND r.month = %(day)s
WHERE p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
    AND NOT r.suppressed AND r.absence = '' AND r.value IS NOT NULL AND r.denominator > 0
"""


def compared_months(figures: Comparison, county: PlacedUnit) -> ComparedMonths:
    """The comparison's offices in its month and the twelve before it. Five queries, one less where nobody has moved.

    An office that had no place in a month did not exist then; what is hidden is `too_few`, as on every page.
    """
    facts, last = figures.indicator, figures.links.month
    months = tuple((last - MONTHS + 1).through(last))
    offices = offices_of(county, last)
    cells = shown_cells([office.id for office in offices], [facts], months)
    above = stood_under(offices, months[0], last)
    chain = chain_above(county)
    targets = read_targets(
        [facts.id], {*chain, *(key for each in above.values() for key in each.chain)}, months[0], last
    )
    rows = GroupSummary.objects.filter(indicator=facts.id, group=county.id, month__range=(months[0], last))
    means = dict(rows.values_list("month", "mean"))
    return ComparedMonths(
        months=months,
        figures={
            office.id: tuple(
                cells.get((office.id, facts.id, month), NOT_DELIVERED if (office.id, month) in above else NOT_EXISTING)
                for month in months
            )
            for office in offices
        },
        targets={
            office.id: tuple(
                targets.nearest(facts.id, above[office.id, month].chain, month) if (office.id, month) in above else None
                for month in months
            )
            for office in offices
        },
        means=tuple(means.get(month) for month in months),
        county_targets=tuple(targets.nearest(facts.id, chain, month) for month in months),
    )


def compared_sizes(figures: Comparison, own: Collection[str] = ()) -> tuple[SizeGroup, ...]:
    """The comparison's offices by size, each group beside all offices of the country with such a base.

    The offices of `own`, by code, have their places among those nearest in size. Two queries, one without them.
    """
    groups = size_groups(figures.offices, figures.indicator.pooling)
    if not groups:
        return ()
    everywhere = _bases_and_values(figures.indicator.id, figures.links.month)
    places = places_in_size(figures, own)
    return tuple(
        replace(
            group,
            country=summarise([value for base, value in everywhere if group.smallest <= base <= group.largest]),
            nearest=tuple(places[row.code] for row in group.offices if row.code in places),
        )
        for group in groups
    )


def _bases_and_values(indicator: int, month: Month) -> Sequence[tuple[float, float]]:
    """Of every office of the country whose figure is shown."""
    known: dict[str, Any] = {"indicator": indicator, "day": month.first_day}
    with connection.cursor() as cursor:
        cursor.execute(READ_SIZES, known)
        return list(cursor.fetchall())
