"""Which groups each office counts in, month by month."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from organisation.choices import UnitKind
from organisation.models import Placement
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, country_unit


def office_groups(first: Month, last: Month) -> dict[Month, dict[int, list[int]]]:
    """For every month from `first` to `last`, each office placed then with its region, county, country. Two queries."""
    country = country_unit()
    spans = Placement.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=first.first_day),
        valid_from__lte=last.first_day,
        unit__kind=UnitKind.OFFICE,
    ).values_list("unit_id", "region_id", "county_id", "valid_from", "valid_to")
    placed = [
        (unit, [group for group in (region, county, country and country.pk) if group], begins, ends)
        for unit, region, county, begins, ends in spans
    ]
    return {
        month: {
            unit: groups
            for unit, groups, begins, ends in placed
            if begins <= month.first_day and not _ended(ends, month)
        }
        for month in first.through(last)
    }


@dataclass(frozen=True, slots=True)
class Above:
    """Where a unit stood in a month: the ids upwards, its own first, and the group it is compared with.

    That is its county, or the country for a unit without one.
    """

    chain: Sequence[int]
    group: int


def stands_under(unit: PlacedUnit) -> Above:
    """Where the unit stands as it is handed in."""
    chain = chain_above(unit)
    return Above(chain, unit.county_id or chain[-1])


def stood_under(units: Sequence[PlacedUnit], first: Month, last: Month) -> Mapping[tuple[int, Month], Above]:
    """Where units stood in every month from `first` to `last` in which they had a place, by unit id and month.

    No query where all of them stood then as they do as they are handed in, else one.
    """
    found: dict[tuple[int, Month], Above] = {}
    moved: dict[int, PlacedUnit] = {}
    for unit in units:
        above = stands_under(unit)
        for month in first.through(last):
            if unit.valid_from and unit.valid_from <= month.first_day and not _ended(unit.valid_to, month):
                found[unit.id, month] = above
            else:
                moved[unit.id] = unit
    if moved:
        spans = Placement.objects.filter(unit__in=moved, valid_from__lte=last.first_day)
        for unit_id, region, county, begins, ends in spans.values_list(
            "unit_id", "region_id", "county_id", "valid_from", "valid_to"
        ):
            country = moved[unit_id].country_id
            chain = [number for number in dict.fromkeys((unit_id, region, county, country)) if number]
            for month in first.through(last):
                if begins <= month.first_day and not _ended(ends, month):
                    found[unit_id, month] = Above(chain, county or chain[-1])
    return found


def _ended(day: datetime.date | None, month: Month) -> bool:
    """Whether a span that ends on that day is over when the month begins."""
    return day is not None and day <= month.first_day
