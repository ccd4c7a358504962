"""How many indicators are alive where a unit stands, and who reports them: shown where one more is added."""

from dataclasses import dataclass

from django.db import connection

from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above

FILES, OWNER, OFFICES, NOBODY = "files", "owner", "offices", "nobody"  # who brings the figures

# An indicator is alive for a unit where it is measured in the month and belongs to a unit above it, or stands in one
# of their packages. Counted once, however many packages it stands in; by hand goes before in files.
READ_ALIVE = """
WITH alive AS (
    SELECT n.id, n.owner_id, max(i.filled_in_by) AS by_hand, count(i.id) AS items
    FROM scorecards_indicator n
    LEFT JOIN (
        SELECT item.* FROM scorecards_packageitem item
        JOIN scorecards_package p ON p.id = item.package_id AND p.owner_id = ANY(%(chain)s)
        WHERE item.valid_from <= %(day)s AND (item.valid_to IS NULL OR item.valid_to > %(day)s)
    ) i ON i.indicator_id = n.id
    WHERE n.valid_from <= %(day)s AND (n.valid_to IS NULL OR n.valid_to > %(day)s)
        AND (n.owner_id = ANY(%(chain)s) OR i.id IS NOT NULL)
    GROUP BY n.id, n.owner_id
)
SELECT u.code, coalesce(p.name, u.code), u.kind, count(*),
    CASE WHEN a.items = 0 THEN 'nobody' WHEN a.by_hand = '' THEN 'files' ELSE a.by_hand END AS reported_by
FROM alive a
JOIN organisation_unit u ON u.id = a.owner_id
LEFT JOIN organisation_placement p ON p.unit_id = u.id
    AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
GROUP BY u.id, u.code, p.name, u.kind, reported_by
ORDER BY array_position(ARRAY['country', 'county', 'region', 'office', 'special']::varchar[], u.kind), u.code,
    reported_by
"""


@dataclass(frozen=True, slots=True)
class LiveGroup:
    """So many live indicators of one owner, brought in one way: FILES, by the OWNER, by each of its OFFICES, NOBODY."""

    owner_code: str
    owner_name: str
    owner_kind: str
    number: int
    reported_by: str


def live_indicators(unit: PlacedUnit, month: Month) -> tuple[LiveGroup, ...]:
    """The indicators alive for the unit in the month, by owner from the country down. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ_ALIVE, {"chain": chain_above(unit), "day": month.first_day})
        return tuple(LiveGroup(*row) for row in cursor.fetchall())
