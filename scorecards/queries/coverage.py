"""How much of a package's months has come: of its offices, of its indicators, of those who fill in by hand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from organisation.alphabet import norwegian_key
from organisation.months import Month
from scorecards.calendar import Share

# The packages' months; which offices stand under an owner; which items count. Written once, put together below.
MONTHS_OF_PACKAGES = """
scorecards_package k
JOIN organisation_unit owner ON owner.id = k.owner_id
CROSS JOIN unnest(%(months)s::date[]) AS m(month)
"""
UNDER_THE_OWNER = """
organisation_placement p ON p.valid_from <= m.month AND (p.valid_to IS NULL OR p.valid_to > m.month)
    AND (owner.kind = 'country' OR k.owner_id IN (p.county_id, p.region_id, p.unit_id))
"""
COUNTS = "i.package_id = k.id AND i.valid_from <= m.month AND (i.valid_to IS NULL OR i.valid_to > m.month)"
PUBLISHED = """
EXISTS (SELECT FROM scorecards_delivery d
    WHERE d.package_id = k.id AND d.month = m.month AND d.state = 'published' AND d.source = 'file')
"""
# As the check of a delivery has it: a unit is there where some figure has a value, or is hidden by who sent it.
# Expected are the offices that stand there and have had figures in some of the months: others are never delivered.
# Materialized, so that neither is worked out anew for each office.
READ_OFFICES = f"""
WITH wanted AS MATERIALIZED (
    SELECT k.id, k.owner_id, owner.kind, m.month,
        ARRAY(SELECT i.indicator_id FROM scorecards_packageitem i WHERE {COUNTS} AND i.filled_in_by = '') AS indicators
    FROM {MONTHS_OF_PACKAGES}
    WHERE k.id = ANY(%(packages)s) AND {PUBLISHED}
),
told AS MATERIALIZED (
    SELECT k.id, k.month, u.id AS unit, EXISTS (
        SELECT FROM scorecards_result r WHERE r.unit_id = u.id AND r.month = k.month
            AND (r.value IS NOT NULL OR r.absence = 'too_few') AND r.indicator_id = ANY(k.indicators)) AS known
    FROM wanted k
    JOIN organisation_placement p ON p.valid_from <= k.month AND (p.valid_to IS NULL OR p.valid_to > k.month)
        AND (k.kind = 'country' OR k.owner_id IN (p.county_id, p.region_id, p.unit_id))
    JOIN organisation_unit u ON u.id = p.unit_id AND u.kind = 'office'
)
SELECT id, month, count(*), count(*) FILTER (WHERE known)
FROM (SELECT id, month, known, bool_or(known) OVER (PARTITION BY id, unit) AS ever FROM told) each
WHERE ever GROUP BY id, month
"""  # noqa: S608  # made of constants
READ_INDICATORS = f"""
SELECT k.id, m.month, count(*), count(*) FILTER (WHERE
    EXISTS (SELECT FROM scorecards_groupsummary s
        WHERE s.indicator_id = i.indicator_id AND s.group_id = k.owner_id AND s.month = m.month)
    OR EXISTS (SELECT FROM scorecards_result r
        WHERE r.indicator_id = i.indicator_id AND r.unit_id = k.owner_id AND r.month = m.month))
FROM {MONTHS_OF_PACKAGES}
JOIN scorecards_packageitem i ON {COUNTS} AND i.filled_in_by = ''
WHERE k.id = ANY(%(packages)s) AND {PUBLISHED}
GROUP BY k.id, m.month
"""  # noqa: S608  # made of constants
READ_FILLED_IN = f"""
SELECT k.id, m.month, u.id, u.code, p.name, u.kind, count(*), count(r.indicator_id)
FROM {MONTHS_OF_PACKAGES}
JOIN scorecards_packageitem i ON {COUNTS} AND i.filled_in_by <> ''
JOIN {UNDER_THE_OWNER}
JOIN organisation_unit u ON u.id = p.unit_id
    AND ((i.filled_in_by = 'owner' AND u.id = k.owner_id) OR (i.filled_in_by = 'offices' AND u.kind = 'office'))
LEFT JOIN scorecards_result r ON r.indicator_id = i.indicator_id AND r.unit_id = u.id AND r.month = m.month
WHERE k.id = ANY(%(packages)s)
GROUP BY k.id, m.month, u.id, p.name
"""  # noqa: S608  # made of constants

PackageAndMonth = tuple[int, Month]


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A unit that fills in by hand, and how many of its indicators have a figure in the month."""

    unit_id: int
    code: str
    name: str
    kind: str
    expected: int
    known: int

    @property
    def is_done(self) -> bool:
        return self.known >= self.expected


def offices_known(packages: Sequence[int], months: Sequence[Month]) -> dict[PackageAndMonth, Share]:
    """How many of the offices under the owner have figures, where a file is published. One query.

    An office that has none in any of the months is not expected.
    """
    return _shares(READ_OFFICES, packages, months)


def indicators_known(packages: Sequence[int], months: Sequence[Month]) -> dict[PackageAndMonth, Share]:
    """How many of the indicators that come in files have figures, where a file is published. One query."""
    return _shares(READ_INDICATORS, packages, months)


def units_that_fill_in(packages: Sequence[int], months: Sequence[Month]) -> dict[PackageAndMonth, tuple[FilledIn, ...]]:
    """The units that count something by hand in the month, by name, and how far they have come. One query."""
    found: defaultdict[PackageAndMonth, list[FilledIn]] = defaultdict(list)
    for package, month, *facts in _rows(READ_FILLED_IN, packages, months):
        found[package, Month.of(month)].append(FilledIn(*facts))
    return {key: tuple(sorted(units, key=lambda unit: norwegian_key(unit.name))) for key, units in found.items()}


def _shares(query: str, packages: Sequence[int], months: Sequence[Month]) -> dict[PackageAndMonth, Share]:
    return {
        (package, Month.of(month)): Share(known, expected)
        for package, month, expected, known in _rows(query, packages, months)
    }


def _rows(query: str, packages: Sequence[int], months: Sequence[Month]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"packages": list(packages), "months": [month.first_day for month in months]})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
