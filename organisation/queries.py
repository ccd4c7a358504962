"""Reads of the organisation: who stood where in a month, and what became of whom."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.models import Placement, Succession, Unit
from organisation.months import Month


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit as it stood in a month: its name then, its county and region then, and the span that this holds for."""

    id: int
    code: str
    name: str
    kind: str
    county_id: int | None = None
    county_code: str = ""
    county_name: str = ""
    region_id: int | None = None
    region_code: str = ""
    region_name: str = ""
    country_id: int | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None  # exclusive; None is open


# In the order of PlacedUnit's fields. By hand: every page reads it, and the ORM took longer to write it than to run it.
READ_PLACED = """
SELECT p.unit_id, u.code, p.name, u.kind,
    p.county_id, coalesce(county.code, ''), coalesce(county_then.name, ''),
    p.region_id, coalesce(region.code, ''), coalesce(region_then.name, ''),
    (SELECT c.id FROM organisation_unit c LEFT JOIN organisation_placement s ON s.unit_id = c.id
     WHERE c.kind = 'country' ORDER BY s.valid_from DESC NULLS LAST, c.id LIMIT 1),
    p.valid_from, p.valid_to
FROM organisation_placement p
JOIN organisation_unit u ON u.id = p.unit_id
LEFT JOIN organisation_unit county ON county.id = p.county_id
LEFT JOIN organisation_placement county_then ON county_then.unit_id = p.county_id
    AND county_then.valid_from <= %(day)s AND (county_then.valid_to IS NULL OR county_then.valid_to > %(day)s)
LEFT JOIN organisation_unit region ON region.id = p.region_id
LEFT JOIN organisation_placement region_then ON region_then.unit_id = p.region_id
    AND region_then.valid_from <= %(day)s AND (region_then.valid_to IS NULL OR region_then.valid_to > %(day)s)
WHERE """
HOLDS = "p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)"
UNDER_A_GROUP = """(p.county_id = %(group)s OR p.region_id = %(group)s
    OR EXISTS (SELECT 1 FROM organisation_unit g WHERE g.id = %(group)s AND g.kind = 'country'))"""
# Whether an office stood under the group then or stands there now, and not at both times in the same place.
DIFFERENCE = """EXISTS (
    SELECT 1 FROM organisation_placement a JOIN organisation_unit u ON u.id = a.unit_id AND u.kind = 'office',
        (VALUES (%(day)s::date, %(now)s::date), (%(now)s::date, %(day)s::date)) AS days(here, there)
    WHERE {group}
        AND a.valid_from <= here AND (a.valid_to IS NULL OR a.valid_to > here)
        AND NOT (a.valid_from <= there AND (a.valid_to IS NULL OR a.valid_to > there))
        AND NOT EXISTS (
            SELECT 1 FROM organisation_placement b
            WHERE b.unit_id = a.unit_id AND b.county_id IS NOT DISTINCT FROM a.county_id
                AND (NOT %(regions)s OR b.region_id IS NOT DISTINCT FROM a.region_id)
                AND b.valid_from <= there AND (b.valid_to IS NULL OR b.valid_to > there)))"""
READ_DIFFERENCE = "SELECT " + DIFFERENCE.format(
    group="(%(group)s::bigint IS NULL OR a.county_id = %(group)s OR a.region_id = %(group)s)"
)
# An office's county with all that stands in it, and the country; names are put together afterwards: five joins less.
READ_COUNTY_OF = f"""
SELECT p.unit_id, u.code, p.name, u.kind, p.county_id, p.region_id, p.valid_from, p.valid_to, own.differs
FROM organisation_placement p JOIN organisation_unit u ON u.id = p.unit_id,
    (SELECT own.county_id, own.unit_id,
         %(day)s < %(now)s AND {DIFFERENCE.format(group="a.county_id = own.county_id")} AS differs
     FROM organisation_placement own JOIN organisation_unit it ON it.id = own.unit_id
     WHERE it.code = %(code)s AND it.kind = 'office'
         AND own.valid_from <= %(day)s AND (own.valid_to IS NULL OR own.valid_to > %(day)s)
     OFFSET 0) own
WHERE p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
    AND (p.county_id = own.county_id OR p.unit_id IN (own.county_id, own.unit_id) OR u.kind = 'country')
ORDER BY u.kind = 'country', p.valid_from DESC, u.id
"""  # noqa: S608  # made of constants; OFFSET 0: the difference is looked for once, not for each office

AnyUnit: TypeAlias = int | Unit | PlacedUnit


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit that another came from or turned into, under its name at that time, and the day it happened."""

    code: str
    name: str
    kind: str
    date: datetime.date


def unit_id(unit: AnyUnit) -> int:
    """The id of a unit, in whichever form it is at hand."""
    return unit if isinstance(unit, int) else unit.pk if isinstance(unit, Unit) else unit.id


def units_in(month: Month, *, kind: str | None = None, county: AnyUnit | None = None) -> list[PlacedUnit]:
    """Every unit placed in the month, by the Norwegian alphabet; of one kind or one county where asked. One query."""
    asked = [HOLDS]
    if kind is not None:
        asked.append("u.kind = %(kind)s")
    if county is not None:
        asked.append("p.county_id = %(county)s")
    known = {"kind": kind, "county": None if county is None else unit_id(county)}
    return _by_name(_placed(" AND ".join(asked), month, known))


def offices_of(group: AnyUnit, month: Month) -> list[PlacedUnit]:
    """The offices placed under a county, a region or the country in the month, by the Norwegian alphabet. One query."""
    return _by_name(_placed(f"{HOLDS} AND u.kind = 'office' AND {UNDER_A_GROUP}", month, {"group": unit_id(group)}))


def neighbours(code: str, month: Month) -> list[PlacedUnit]:
    """The offices of the county that the office called `code` stands in that month, itself among them, by the Norwegian
    alphabet; none where it had no place then. One query."""
    return neighbours_then_and_now(code, month, month)[0]


def neighbours_then_and_now(code: str, month: Month, now: Month) -> tuple[list[PlacedUnit], bool]:
    """`neighbours`, and whether the county `differs` now from then. One query for both."""
    known: dict[str, Any] = {"day": month.first_day, "now": now.first_day, "code": code, "regions": False}
    with connection.cursor() as cursor:
        cursor.execute(READ_COUNTY_OF, known)
        rows = cursor.fetchall()
    named = {row[0]: (row[1], row[2]) for row in rows}
    country = next((row[0] for row in rows if row[3] == UnitKind.COUNTRY), None)
    nothing = ("", "")
    offices = [
        PlacedUnit(
            unit,
            own,
            name,
            kind,
            county,
            *named.get(county, nothing),
            region,
            *named.get(region, nothing),
            country,
            *span,
        )
        for unit, own, name, kind, county, region, *span, _ in rows
        if kind == UnitKind.OFFICE
    ]
    found = _by_name(offices) if any(office.code == code for office in offices) else []
    return found, bool(found) and bool(rows[0][-1])


def differs(group: int | None, then: Month, now: Month, *, regions: bool = False) -> bool:
    """Whether the offices of a county, a region or (None) the country are others now than then, or stand elsewhere.

    `regions`: whether it matters in which region they stand. One query; none where the month is not past.
    """
    if then >= now:
        return False
    known: dict[str, Any] = {"group": group, "day": then.first_day, "now": now.first_day, "regions": regions}
    with connection.cursor() as cursor:
        cursor.execute(READ_DIFFERENCE, known)
        return bool(cursor.fetchone()[0])


def placed(code: str, month: Month) -> PlacedUnit | None:
    """The unit with that code as it stood in the month; None where it had no place then."""
    return next(iter(_placed(f"{HOLDS} AND u.code = %(code)s", month, {"code": code})), None)


def nearest_placement(unit: str | AnyUnit, month: Month) -> PlacedUnit | None:
    """The unit, by code or otherwise, as it stood in the month, or else in the nearest span before or after it.

    None for an unknown code, and for a unit that never had a place.
    """
    of_unit = Q(unit__code=unit) if isinstance(unit, str) else Q(unit=unit_id(unit))
    spans = list(Placement.objects.filter(of_unit))
    if not spans:
        return None
    span, nearest = min(
        ((span, _nearest_month(span, month)) for span in spans), key=lambda pair: (abs(pair[1] - month), pair[1])
    )
    return next(iter(_placed("p.id = %(span)s", nearest, {"span": span.pk})))


def nearest_chains(units: Collection[int], month: Month) -> dict[int, set[int]]:
    """Each unit with the region and the county it stood under in the month, or else in the span nearest to it; units
    that never had a place have themselves alone. One query."""
    spans: defaultdict[int, list[Placement]] = defaultdict(list)
    for span in Placement.objects.filter(unit__in=units):
        spans[span.unit_id].append(span)
    chains = {unit: {unit} for unit in units}
    for unit, its in spans.items():
        nearest = min(its, key=lambda span: (abs(_nearest_month(span, month) - month), _nearest_month(span, month)))
        chains[unit] |= {above for above in (nearest.region_id, nearest.county_id) if above is not None}
    return chains


def latest_names(codes: Collection[str]) -> dict[str, str]:
    """The name that each of these units has or last had, by code; unknown codes are left out. One query."""
    spans = Placement.objects.filter(unit__code__in=codes).order_by("unit_id", "-valid_from").distinct("unit_id")
    return dict(spans.values_list("unit__code", "name"))


def country_unit() -> Unit | None:
    """The country: the one placed last, should there have been more."""
    return Unit.objects.filter(kind=UnitKind.COUNTRY).order_by("-placements__valid_from", "pk").first()


def chain_above(unit: PlacedUnit) -> list[int]:
    """Unit ids from the nearest upwards: the unit itself, its region, its county, the country."""
    ids = (unit.id, unit.region_id, unit.county_id, unit.country_id)
    return list(dict.fromkeys(number for number in ids if number is not None))


def predecessors(unit: AnyUnit) -> list[Relative]:
    """The units that became (part of) this one, latest first, with their last names."""
    before = Placement.objects.filter(unit=OuterRef("predecessor"), valid_from__lt=OuterRef("date"))
    return _relatives(Succession.objects.filter(successor=unit_id(unit)), "predecessor", before)


def successors(unit: AnyUnit) -> list[Relative]:
    """The units that this one became (part of), latest first, with their names from that day."""
    since = Placement.objects.filter(unit=OuterRef("successor"), valid_from__lte=OuterRef("date"))
    return _relatives(Succession.objects.filter(predecessor=unit_id(unit)), "successor", since)


def _by_name(units: list[PlacedUnit]) -> list[PlacedUnit]:
    return sorted(units, key=lambda unit: (norwegian_key(unit.name), unit.code))


def _placed(condition: str, month: Month, known: Mapping[str, str | int | None]) -> list[PlacedUnit]:
    """The placements that meet the condition, with the names that their county and region had in the month."""
    with connection.cursor() as cursor:
        cursor.execute(READ_PLACED + condition, {"day": month.first_day, **known})
        return [PlacedUnit(*row) for row in cursor.fetchall()]


def _nearest_month(span: Placement, month: Month) -> Month:
    """The month of the span that lies nearest to that month: itself where the span holds it."""
    last = month if span.valid_to is None else Month.first_from(span.valid_to) - 1
    return max(Month.first_from(span.valid_from), min(month, last))


def _relatives(successions: QuerySet[Succession], other: str, names: QuerySet[Placement]) -> list[Relative]:
    rows = successions.annotate(name=Subquery(names.order_by("-valid_from").values("name")[:1]))
    found = rows.values_list(f"{other}__code", "name", f"{other}__kind", "date")
    relatives = [Relative(code=code, name=name or code, kind=kind, date=date) for code, name, kind, date in found]
    return sorted(relatives, key=lambda unit: (-unit.date.toordinal(), norwegian_key(unit.name)))
