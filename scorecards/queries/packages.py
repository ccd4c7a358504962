"""Which packages a unit has figures for in a month, and what is in them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above
from scorecards.figures import IndicatorFacts, MonthLinks, PackageFacts
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, links_from, links_sql, month_links

# The widest first: most items valid in the month, then the county's before the country's. `summarised` is the group
# whose summaries tell whether the month has results.
FIND_PACKAGES = """
SELECT p.id, p.code, p.name, owner.code, p.simulated, p.source, count(i.id) AS items, count(s.indicator_id) AS known,
    coalesce(bool_or(s.preliminary), false),
    (SELECT max(d.published_at) FROM scorecards_delivery d
     WHERE d.month = %(day)s AND d.state = 'published' AND d.package_id = ANY(
        SELECT id FROM scorecards_package WHERE owner_id = ANY(%(owners)s))){more}
FROM scorecards_package p
JOIN organisation_unit owner ON owner.id = p.owner_id
JOIN scorecards_packageitem i ON i.package_id = p.id
    AND i.valid_from <= %(day)s AND (i.valid_to IS NULL OR i.valid_to > %(day)s)
LEFT JOIN scorecards_groupsummary s
    ON s.indicator_id = i.indicator_id AND s.group_id = %(summarised)s AND s.month = %(day)s
WHERE p.owner_id = ANY(%(owners)s)
GROUP BY p.id, owner.code, owner.kind
ORDER BY count(s.indicator_id) > 0 DESC, count(i.id) DESC, owner.kind = 'county' DESC, p.code
"""

READ_ITEMS = """
SELECT n.id, n.code, CASE %(language)s WHEN 'nn' THEN coalesce(nullif(n.name_nn, ''), n.name)
    WHEN 'en' THEN coalesce(nullif(n.name_en, ''), n.name) ELSE n.name END,
    n.unit_of_measure, n.decimals, n.direction, n.kind, n.pooling, n.min_base, n.hide_below, n.definition_changed,
    coalesce(g.code, ''), coalesce(g.name, ''), coalesce(p.code, ''), coalesce(p.name, ''),
    i.part, i.priority, coalesce(i.weight, 1)
FROM scorecards_packageitem i
JOIN scorecards_indicator n ON n.id = i.indicator_id
LEFT JOIN scorecards_goal g ON g.id = n.goal_id
LEFT JOIN scorecards_perspective p ON p.id = g.perspective_id
WHERE i.package_id = %(package)s AND i.valid_from <= %(day)s AND (i.valid_to IS NULL OR i.valid_to > %(day)s)
ORDER BY p."order" NULLS LAST, p.code, g.code NULLS LAST, i."order", n.code
"""


@dataclass(frozen=True, slots=True)
class PackageChoice:
    """A package that a unit could be read by in a month. `known` of its `items` have figures in the unit's group."""

    id: int
    facts: PackageFacts
    items: int
    known: int


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator of a package, as it counts in the month."""

    indicator: IndicatorFacts
    part: str
    priority: int
    weight: float


def packages_of(unit: PlacedUnit, month: Month) -> list[PackageChoice]:
    """The packages of the units above `unit` with items in `month`, the default one (widest with results) first."""
    return [_choice(*row) for row in _find_packages(unit, month)]


def packages_and_links(unit: PlacedUnit, month: Month) -> tuple[list[PackageChoice], MonthLinks]:
    """`packages_of` and the unit's `month_links`, in one query where there is a package."""
    table = OF_AN_OFFICE if unit.kind == UnitKind.OFFICE else OF_A_GROUP
    rows = _find_packages(unit, month, "," + links_sql(table))
    if not rows:
        return [], month_links(table, unit.id, month)
    return [_choice(*row[:-3]) for row in rows], links_from(month, *rows[0][-3:])


def _find_packages(unit: PlacedUnit, month: Month, more: str = "") -> list[tuple[Any, ...]]:
    chain = chain_above(unit)
    summarised = unit.county_id or chain[-1] if unit.kind == UnitKind.OFFICE else unit.id
    known: dict[str, Any] = {"day": month.first_day, "owners": chain, "summarised": summarised, "unit": unit.id}
    with connection.cursor() as cursor:
        cursor.execute(FIND_PACKAGES.format(more=more), known)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _choice(
    key: int, code: str, name: str, owner: str, simulated: bool, source: str, items: int, known: int, preliminary: bool,
    published_at: datetime.datetime | None,
) -> PackageChoice:  # fmt: skip
    return PackageChoice(
        key, PackageFacts(code, name, owner, simulated, source, published_at, preliminary), items, known
    )


def choose_package(choices: Sequence[PackageChoice], code: str | None) -> PackageChoice | None:
    """The package called `code` in any case; without a code the first that has figures. None where there is none."""
    if code:
        return next((choice for choice in choices if choice.facts.code.upper() == code.upper()), None)
    return next((choice for choice in choices if choice.known), None)


def widest_package(unit: PlacedUnit, month: Month) -> PackageChoice | None:
    """The package a unit is read by where nobody chose one: the widest that has figures in `month`."""
    return choose_package(packages_of(unit, month), None)


def read_items(package: int, month: Month, language: str = "nb") -> list[Item]:
    """The package's items valid in `month`, by perspective, goal and order; names in `language` where there is one."""
    with connection.cursor() as cursor:
        cursor.execute(READ_ITEMS, {"package": package, "day": month.first_day, "language": language})
        return [Item(_facts(row[:15]), part=row[15], priority=row[16], weight=row[17]) for row in cursor.fetchall()]


def _facts(row: tuple[Any, ...]) -> IndicatorFacts:
    fields = list(row)
    fields[10] = None if row[10] is None else Month.of(row[10])
    return IndicatorFacts(*fields)
