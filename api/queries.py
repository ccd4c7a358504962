"""Stored figures as a list, hidden ones without their numbers."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from organisation.months import Month
from scorecards.cells import figure_of

MOST_RESULTS = 20_000

# A group's own line is hidden where its total is.
FIND_RESULTS = """
SELECT i.code, u.code, r.month, r.numerator, r.denominator, r.value, r.absence, r.preliminary,
    r.suppressed OR coalesce(s.total_hidden, false), r.delivery_id,
    (SELECT count(*) FROM scorecards_resultrevision v
     WHERE v.indicator_id = r.indicator_id AND v.unit_id = r.unit_id AND v.month = r.month)
FROM scorecards_result r
JOIN scorecards_indicator i ON i.id = r.indicator_id
JOIN organisation_unit u ON u.id = r.unit_id
LEFT JOIN scorecards_groupsummary s
    ON s.indicator_id = r.indicator_id AND s.group_id = r.unit_id AND s.month = r.month
WHERE (%(indicator)s::bigint IS NULL OR r.indicator_id = %(indicator)s)
    AND (%(units)s::bigint[] IS NULL OR r.unit_id = ANY(%(units)s))
    AND r.month BETWEEN %(first)s AND %(last)s
ORDER BY i.code COLLATE "C", u.code COLLATE "C", r.month
LIMIT %(most)s
"""


def results_between(
    *, indicator: int | None, units: Sequence[int] | None, first: Month, last: Month, most: int = MOST_RESULTS
) -> list[dict[str, Any]]:
    """The stored figures of an indicator, some units or both, by indicator, unit and month; at most `most` of them."""
    known: dict[str, Any] = {
        "indicator": indicator,
        "units": units,
        "first": first.first_day,
        "last": last.first_day,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND_RESULTS, known)
        return [_result(*row) for row in cursor]


def _result(indicator: str, unit: str, day: Any, *rest: Any) -> dict[str, Any]:
    figure = figure_of(*rest[:7])
    return {
        "indicator": indicator,
        "unit": unit,
        "month": str(Month.of(day)),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "state": figure.state,
        "delivery": rest[6],
        "revisions": rest[7],
    }
