"""Some offices of a comparison among those of the country that are nearest in size to each. One query."""

from collections.abc import Collection
from typing import Any

from django.db import connection

from organisation.months import Month
from scorecards.figures import Comparison, IndicatorFacts
from scorecards.nearest_in_size import SizePlace, place_in_size
from scorecards.places import RANKED
from scorecards.possible_places import MONTHS, WITH_BASES, Measure, OfficeMonths

READ_COUNTRY = """
SELECT r.unit_id, u.code, h.month, h.value, r.numerator, r.denominator
FROM organisation_placement p
JOIN organisation_unit u ON u.id = p.unit_id AND u.kind = 'office'
JOIN scorecards_result r ON r.unit_id = p.unit_id AND r.indicator_id = %(indicator)s AND r.month = %(day)s
JOIN scorecards_result h
    ON h.unit_id = r.unit_id AND h.indicator_id = r.indicator_id AND h.month BETWEEN %(first)s AND %(day)s
WHERE p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
    AND NOT r.suppressed AND NOT r.preliminary AND r.value IS NOT NULL AND r.denominator > 0
    AND NOT h.suppressed AND h.value IS NOT NULL
ORDER BY u.code
"""


def places_in_size(figures: Comparison, codes: Collection[str]) -> dict[str, SizePlace]:
    """The place of each office among those nearest in size, by code; of offices with a shown, final figure and a base.

    Offices whose figure is hidden, preliminary or missing are among nobody's.
    """
    facts, month = figures.indicator, figures.links.month
    own = [row for row in figures.offices if row.code in codes and row.figure.value is not None]
    if facts.direction not in RANKED or not own:
        return {}
    offices = _read_country(facts, month)
    measure = Measure(facts.direction, facts.unit_of_measure, facts.definition_changed)
    places = [place_in_size(measure, month, offices, row.unit_id, row.figure) for row in own]
    return {place.code: place for place in places if place is not None}


def _read_country(facts: IndicatorFacts, month: Month) -> dict[int, OfficeMonths]:
    """By office, in the order of codes; months before this one only where a standard error rests on them."""
    first = month - MONTHS + 1
    known: dict[str, Any] = {
        "indicator": facts.id,
        "day": month.first_day,
        "first": (month if facts.unit_of_measure in WITH_BASES else first).first_day,
    }
    offices: dict[int, OfficeMonths] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_COUNTRY, known)
        for unit, code, day, value, numerator, denominator in cursor.fetchall():
            office = offices.setdefault(unit, OfficeMonths(code, numerator=numerator, denominator=denominator))
            office.values[Month.of(day) - first] = value
    return offices
