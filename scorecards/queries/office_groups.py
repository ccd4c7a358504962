"""Which groups each office counts in, month by month."""

from django.db.models import Q

from organisation.choices import UnitKind
from organisation.models import Placement
from organisation.months import Month
from organisation.queries import country_unit


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
            if begins <= month.first_day and (ends is None or month.first_day < ends)
        }
        for month in first.through(last)
    }
