"""What is counted by hand: who fills in what in a month, what stands, and what is missing."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above
from scorecards.choices import FilledInBy, UnitOfMeasure
from scorecards.figures import IndicatorFacts
from scorecards.models import Result
from scorecards.queries.packages import FACTS, facts_from
from scorecards.queries.today import today

MONTHS_LOOKED_BACK = 6  # what is older and missing will hardly be counted now

# By whom an item is filled in: the unit itself where its package's owner does, an office where those below do.
FILLED_IN_BY_UNIT = """((i.filled_in_by = 'owner' AND p.owner_id = %(unit)s)
    OR (i.filled_in_by = 'offices' AND p.owner_id = ANY(%(above)s)))"""
READ_ROWS = f"""
SELECT p.id, p.due_day, owner.code, owner.kind, i.filled_in_by, i.valid_from,
    p.simulated, n.what, {FACTS}
FROM scorecards_packageitem i
JOIN scorecards_package p ON p.id = i.package_id
JOIN organisation_unit owner ON owner.id = p.owner_id
JOIN scorecards_indicator n ON n.id = i.indicator_id
LEFT JOIN scorecards_goal g ON g.id = n.goal_id
LEFT JOIN scorecards_perspective v ON v.id = g.perspective_id
WHERE {FILLED_IN_BY_UNIT} AND i.valid_from <= %(day)s AND (i.valid_to IS NULL OR i.valid_to > %(day)s)
ORDER BY array_position(ARRAY['country', 'county', 'region']::varchar[], owner.kind) NULLS FIRST,
    i."order", n.code, i.id
"""  # noqa: S608  # made of constants
READ_STANDING = """
SELECT r.indicator_id, r.month, r.numerator, r.denominator, r.value, r.absence, r.suppressed, r.delivery_id,
    d.published_at, coalesce(u.name, ''), d.source
FROM scorecards_result r
JOIN scorecards_delivery d ON d.id = r.delivery_id
LEFT JOIN accounts_user u ON u.id = d.received_by_id
WHERE r.unit_id = %(unit)s AND r.indicator_id = ANY(%(indicators)s) AND r.month BETWEEN %(first)s AND %(day)s
"""
# A unit's placement in each month, the items that it then had to fill in, and those of them without any figure.
READ_MISSING = """
SELECT u.id, u.code, pl.name, u.kind, m.month, array_agg(DISTINCT i.indicator_id), min(p.due_day)
FROM unnest(%(months)s::date[]) AS m(month)
JOIN organisation_placement pl ON pl.valid_from <= m.month AND (pl.valid_to IS NULL OR pl.valid_to > m.month)
JOIN organisation_unit u ON u.id = pl.unit_id
JOIN scorecards_packageitem i ON i.filled_in_by <> ''
    AND i.valid_from <= m.month AND (i.valid_to IS NULL OR i.valid_to > m.month)
JOIN scorecards_package p ON p.id = i.package_id AND (
    (i.filled_in_by = 'owner' AND p.owner_id = u.id)
    OR (i.filled_in_by = 'offices' AND u.kind = 'office'
        AND p.owner_id IN (u.id, pl.region_id, pl.county_id, %(country)s)))
WHERE {whose} AND NOT EXISTS (
    SELECT 1 FROM scorecards_result r WHERE r.indicator_id = i.indicator_id AND r.unit_id = u.id AND r.month = m.month)
GROUP BY u.id, u.code, pl.name, u.kind, m.month
ORDER BY m.month
"""
OF_A_UNIT = "u.id = %(unit)s"
OF_OFFICES_BELOW = "u.kind = 'office' AND (%(is_country)s OR pl.county_id = %(unit)s OR pl.region_id = %(unit)s)"


@dataclass(frozen=True, slots=True)
class RowByHand:
    """An indicator that a unit fills in by hand, with the package that the figure is delivered in."""

    package_id: int
    due_day: int
    owner_code: str
    owner_kind: str
    filled_in_by: str
    first: Month
    simulated: bool
    what: str
    indicator: IndicatorFacts

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def is_from_above(self) -> bool:
        """Whether somebody above the unit asks for it."""
        return self.filled_in_by == FilledInBy.OFFICES

    @property
    def has_parts(self) -> bool:
        """Whether it is counted as so many of so many."""
        return self.indicator.unit_of_measure in (UnitOfMeasure.SHARE, UnitOfMeasure.RATE)


@dataclass(frozen=True, slots=True)
class StandingByHand:
    """A figure as it stands, and who filled it in when. `delivery` tells it from any that comes after it."""

    numerator: float | None
    denominator: float | None
    value: float | None
    absence: str
    suppressed: bool
    delivery: int
    at: datetime.datetime
    person: str  # empty where nobody is known
    source: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The indicators that a unit has not filled in of a month, and by which day they were to be."""

    unit_id: int
    unit_code: str
    unit_name: str
    unit_kind: str
    month: Month
    indicators: tuple[int, ...]
    due: datetime.date

    @property
    def number(self) -> int:
        return len(self.indicators)


def rows_by_hand(unit: PlacedUnit, month: Month, language: str = "nb") -> list[RowByHand]:
    """What the unit fills in of the month: its own, and as an office what those above have offices count. One query."""
    above = chain_above(unit) if unit.kind == UnitKind.OFFICE else []
    known: dict[str, Any] = {"unit": unit.id, "above": above, "day": month.first_day, "language": language}
    with connection.cursor() as cursor:
        cursor.execute(READ_ROWS, known)
        rows = [_row(*row) for row in cursor.fetchall()]
    once: dict[int, RowByHand] = {}
    for row in rows:
        once.setdefault(row.indicator.id, row)
    return list(once.values())


def _row(
    package: int, due_day: int, owner: str, kind: str, filled_in_by: str, first: datetime.date, simulated: bool,
    what: str, *facts: Any,
) -> RowByHand:  # fmt: skip
    month = Month.of(first)
    return RowByHand(package, due_day, owner, kind, filled_in_by, month, simulated, what, facts_from(facts))


def standing_by_hand(
    unit: int, indicators: Sequence[int], first: Month, last: Month
) -> dict[tuple[int, Month], StandingByHand]:
    """The unit's figures from month to month, as they were written down, by indicator and month. One query."""
    known: dict[str, Any] = {
        "unit": unit,
        "indicators": list(indicators),
        "first": first.first_day,
        "day": last.first_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_STANDING, known)
        return {(row[0], Month.of(row[1])): StandingByHand(*row[2:]) for row in cursor.fetchall()}


def missing_of(unit: PlacedUnit, last: Month) -> list[Missing]:
    """What the unit has not filled in of the months up to `last`, oldest first. One query."""
    return _missing(OF_A_UNIT, unit, last)


def missing_below(group: PlacedUnit, last: Month) -> list[Missing]:
    """What each office below a region, a county or the country has not filled in, oldest month first. One query."""
    return _missing(OF_OFFICES_BELOW, group, last)


def _missing(whose: str, unit: PlacedUnit, last: Month) -> list[Missing]:
    months = list((last - MONTHS_LOOKED_BACK + 1).through(last))
    known: dict[str, Any] = {
        "unit": unit.id,
        "country": unit.country_id,
        "is_country": unit.kind == UnitKind.COUNTRY,
        "months": [month.first_day for month in months],
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_MISSING.format(whose=whose), known)
        found = cursor.fetchall()
    return [
        Missing(unit_id, code, name, kind, Month.of(day), tuple(indicators), due_on(Month.of(day), due_day))
        for unit_id, code, name, kind, day, indicators, due_day in found
    ]


def due_on(month: Month, day: int) -> datetime.date:
    """The day by which a month's figures are to be there: that day of the month after it."""
    return (month + 1).first_day.replace(day=day)


def month_to_fill_in() -> Month:
    """The latest month that can have been counted in full: the one before today's."""
    return Month.of(today()) - 1


def last_filled_in(unit: int, indicators: Sequence[int]) -> dict[int, Month]:
    """The latest month that the unit has something of each indicator in, by indicator. One query."""
    rows = Result.objects.filter(unit=unit, indicator__in=indicators).values("indicator").annotate(last=Max("month"))
    return {row["indicator"]: row["last"] for row in rows}
