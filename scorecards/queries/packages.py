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
from scorecards.queries.indicators import NAME_IN
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, links_from, links_sql, month_links

# The widest first: most items valid in the month, then the county's before the country's. `summarised` is the group
# whose summaries tell whether the month has results. What an owner counts for itself is nobody else's: it is left out
# but for the owner `counted_by`. A month counts as published by its files, whenever somebody fills in a form.
FIND_PACKAGES = """
SELECT p.id, p.code, p.name, owner.code, p.simulated, p.source, count(i.id) AS items, count(s.indicator_id) AS known,
    coalesce(bool_or(s.preliminary), false), count(i.id) FILTER (WHERE i.filled_in_by <> ''), p.due_day,
    (SELECT max(d.published_at) FROM scorecards_delivery d
     WHERE d.month = %(day)s AND d.state = 'published' AND d.source = 'file' AND d.package_id = ANY(
        SELECT id FROM scorecards_package WHERE owner_id = ANY(%(owners)s))){more}
FROM scorecards_package p
JOIN organisation_unit owner ON owner.id = p.owner_id
JOIN scorecards_packageitem i ON i.package_id = p.id
    AND i.valid_from <= %(day)s AND (i.valid_to IS NULL OR i.valid_to > %(day)s)
    AND (i.filled_in_by <> 'owner' OR p.owner_id = %(counted_by)s)
LEFT JOIN scorecards_groupsummary s
    ON s.indicator_id = i.indicator_id AND s.group_id = %(summarised)s AND s.month = %(day)s
WHERE p.owner_id = ANY(%(owners)s)
GROUP BY p.id, owner.code, owner.kind
ORDER BY count(s.indicator_id) > 0 DESC, count(i.id) DESC, owner.kind = 'county' DESC, p.code
"""

# In the order of IndicatorFacts' fields; `n` is the indicator, `g` its goal, `v` the goal's perspective.
FACTS = f"""n.id, n.code, {NAME_IN.format("n")},
    n.unit_of_measure, n.decimals, n.direction, n.kind, n.pooling, n.min_base, n.hide_below, n.definition_changed,
    coalesce(g.code, ''), coalesce(g.name, ''), coalesce(v.code, ''), coalesce(v.name, '')"""
READ_ITEMS = f"""
SELECT i.package_id, i.filled_in_by, ARRAY(
        SELECT to_indicator_id FROM scorecards_indicator_related WHERE from_indicator_id = n.id
        UNION SELECT from_indicator_id FROM scorecards_indicator_related WHERE to_indicator_id = n.id ORDER BY 1),
    {FACTS}, i.part, i.priority, coalesce(i.weight, 1), n.what
FROM scorecards_packageitem i
JOIN scorecards_indicator n ON n.id = i.indicator_id
LEFT JOIN scorecards_goal g ON g.id = n.goal_id
LEFT JOIN scorecards_perspective v ON v.id = g.perspective_id
WHERE i.package_id = ANY(%(packages)s) AND i.valid_from <= %(day)s AND (i.valid_to IS NULL OR i.valid_to > %(day)s)
    AND (i.filled_in_by <> 'owner'
        OR (SELECT owner_id FROM scorecards_package WHERE id = i.package_id) = %(counted_by)s)
ORDER BY v."order" NULLS LAST, v.code, g.code NULLS LAST, i."order", n.code
"""  # noqa: S608  # made of constants
READ_OWN_ITEMS = READ_ITEMS.replace(
    "i.package_id = ANY(%(packages)s)",
    "i.filled_in_by = 'owner' AND i.package_id IN (SELECT id FROM scorecards_package WHERE owner_id = %(owner)s)",
)


@dataclass(frozen=True, slots=True)
class PackageChoice:
    """A package that a unit could be read by in a month. `known` of its `items` have figures in the unit's group.

    `by_hand` of them are filled in by hand, by that day of the month after.
    """

    id: int
    facts: PackageFacts
    items: int
    known: int
    by_hand: int
    due_day: int

    @property
    def is_by_hand(self) -> bool:
        """Whether nothing of it comes in files."""
        return self.by_hand == self.items


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator of a package, as it counts in the month."""

    indicator: IndicatorFacts
    part: str
    priority: int
    weight: float
    package: int  # id
    filled_in_by: str
    related: tuple[int, ...] = ()  # ids of the indicators that it hangs together with, whichever side says so
    what: str = ""  # what the indicator is


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
    known: dict[str, Any] = {
        "day": month.first_day,
        "owners": chain,
        "summarised": summarised,
        "unit": unit.id,
        "counted_by": unit.id if unit.kind == UnitKind.OFFICE else None,  # in a group's table stand offices alone
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND_PACKAGES.format(more=more), known)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _choice(
    key: int, code: str, name: str, owner: str, simulated: bool, source: str, items: int, known: int, preliminary: bool,
    by_hand: int, due_day: int, published_at: datetime.datetime | None,
) -> PackageChoice:  # fmt: skip
    facts = PackageFacts(code, name, owner, simulated, source, published_at, preliminary)
    return PackageChoice(key, facts, items, known, by_hand, due_day)


def choose_package(choices: Sequence[PackageChoice], code: str | None) -> PackageChoice | None:
    """The package called `code` in any case; without a code the first that has figures. None where there is none."""
    if code:
        return next((choice for choice in choices if choice.facts.code.upper() == code.upper()), None)
    return next((choice for choice in choices if choice.known), None)


def widest_package(unit: PlacedUnit, month: Month) -> PackageChoice | None:
    """The package a unit is read by where nobody chose one: the widest that has figures in `month`."""
    return choose_package(packages_of(unit, month), None)


def read_items(
    packages: int | Sequence[int], month: Month, language: str = "nb", counted_by: int | None = None
) -> list[Item]:
    """The items of a package, or of several, valid in `month`, by perspective, goal and order; names in `language`.

    Without those that an owner counts for itself alone, but for the unit `counted_by`.
    """
    known: dict[str, Any] = {
        "packages": [packages] if isinstance(packages, int) else list(packages),
        "day": month.first_day,
        "language": language,
        "counted_by": counted_by,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_ITEMS, known)
        return [_item(*row) for row in cursor.fetchall()]


def _item(package: int, filled_in_by: str, related: list[int], *row: Any) -> Item:
    *facts, part, priority, weight, what = row
    return Item(facts_from(facts), part, priority, weight, package, filled_in_by, tuple(related), what)


def read_own_items(owner: int, month: Month, language: str = "nb") -> list[Item]:
    """What a unit counts for itself by hand in `month`, whichever packages of its own it stands in. One query."""
    known: dict[str, Any] = {"owner": owner, "day": month.first_day, "language": language, "counted_by": owner}
    with connection.cursor() as cursor:
        cursor.execute(READ_OWN_ITEMS, known)
        return [_item(*row) for row in cursor.fetchall()]


def facts_from(row: Sequence[Any]) -> IndicatorFacts:
    """The indicator that a row of FACTS tells of."""
    fields = list(row)
    fields[10] = None if row[10] is None else Month.of(row[10])
    return IndicatorFacts(*fields)
