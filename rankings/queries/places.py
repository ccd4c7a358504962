"""An office's place in its county's newest edition of a month, for pages that say no more of it."""

from dataclasses import dataclass

from django.db import connection

from organisation.months import Month

READ_PLACE = """
SELECT e.place, e.low, e.high, e.score,
    (SELECT count(*) FROM rankings_rankingentry o WHERE o.ranking_id = r.id AND o.position IS NOT NULL)
FROM rankings_ranking r
LEFT JOIN rankings_rankingentry e ON e.ranking_id = r.id AND e.unit_id = %s
WHERE r.county_id = %s AND r.month = %s AND r.withdrawn_at IS NULL
ORDER BY r.edition DESC
LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """Where an office stands among `of` placed ones; all but `of` are None where it is not ranked."""

    place: float | None
    low: int | None
    high: int | None
    score: float | None
    of: int


def place_in_ranking(office: int, county: int, month: Month) -> RankedPlace | None:
    """None where the county has no published ranking of the month. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ_PLACE, [office, county, month.first_day])
        row = cursor.fetchone()
    return None if row is None else RankedPlace(*row)
