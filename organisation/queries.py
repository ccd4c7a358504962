"""Reads of the organisation: who stood where in a month, and what became of whom."""

import datetime
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from organisation.alphabet import norwegian_key
from organisation.choices import UnitKind
from organisation.models import Placement, Succession, Unit
from organisation.months import Month
from organisation.spans import holds_in


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
    placements = Placement.objects.filter(holds_in(month))
    if kind is not None:
        placements = placements.filter(unit__kind=kind)
    if county is not None:
        placements = placements.filter(county=unit_id(county))
    return _by_name(placements, month)


def offices_of(group: AnyUnit, month: Month) -> list[PlacedUnit]:
    """The offices placed under a county, a region or the country in the month, by the Norwegian alphabet. One query."""
    group_id = unit_id(group)
    is_country = Exists(Unit.objects.filter(pk=group_id, kind=UnitKind.COUNTRY))
    under = Q(county=group_id) | Q(region=group_id) | Q(is_country)
    return _by_name(Placement.objects.filter(holds_in(month), under, unit__kind=UnitKind.OFFICE), month)


def neighbours(code: str, month: Month) -> list[PlacedUnit]:
    """The offices of the county that the office called `code` stands in that month, itself among them, by the Norwegian
    alphabet; none where it had no place then. One query."""
    own = Placement.objects.filter(holds_in(month), unit__code=code, unit__kind=UnitKind.OFFICE)
    same_county = Q(county__in=own.values("county")) | Q(unit__code=code)
    return _by_name(Placement.objects.filter(holds_in(month), same_county, unit__kind=UnitKind.OFFICE), month)


def placed(code: str, month: Month) -> PlacedUnit | None:
    """The unit with that code as it stood in the month; None where it had no place then."""
    return next(iter(_placed(Placement.objects.filter(holds_in(month), unit__code=code), month)), None)


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
    return next(iter(_placed(Placement.objects.filter(pk=span.pk), nearest)))


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


def _by_name(placements: QuerySet[Placement], month: Month) -> list[PlacedUnit]:
    return sorted(_placed(placements, month), key=lambda unit: (norwegian_key(unit.name), unit.code))


def _placed(placements: QuerySet[Placement], month: Month) -> list[PlacedUnit]:
    """These placements with the names that their county and region had in the month."""
    country = Unit.objects.filter(kind=UnitKind.COUNTRY).order_by("-placements__valid_from", "pk")
    rows = placements.annotate(
        county_then=FilteredRelation("county__placements", condition=holds_in(month, "county__placements__")),
        region_then=FilteredRelation("region__placements", condition=holds_in(month, "region__placements__")),
    ).values_list(  # in the order of PlacedUnit's fields
        *("unit_id", "unit__code", "name", "unit__kind"),
        *("county_id", _or_empty("county__code"), _or_empty("county_then__name")),
        *("region_id", _or_empty("region__code"), _or_empty("region_then__name")),
        *(Subquery(country.values("pk")[:1]), "valid_from", "valid_to"),
    )
    return [PlacedUnit(*row) for row in rows]


def _or_empty(field: str) -> Coalesce:
    return Coalesce(field, Value(""))


def _nearest_month(span: Placement, month: Month) -> Month:
    """The month of the span that lies nearest to that month: itself where the span holds it."""
    last = month if span.valid_to is None else Month.first_from(span.valid_to) - 1
    return max(Month.first_from(span.valid_from), min(month, last))


def _relatives(successions: QuerySet[Succession], other: str, names: QuerySet[Placement]) -> list[Relative]:
    rows = successions.annotate(name=Subquery(names.order_by("-valid_from").values("name")[:1]))
    found = rows.values_list(f"{other}__code", "name", f"{other}__kind", "date")
    relatives = [Relative(code=code, name=name or code, kind=kind, date=date) for code, name, kind, date in found]
    return sorted(relatives, key=lambda unit: (-unit.date.toordinal(), norwegian_key(unit.name)))
