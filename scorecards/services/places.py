"""Preparing what follows a publication and may take seconds: between which places each office could stand."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import units_in
from scorecards.models import GroupSummary, Indicator, PlaceInterval
from scorecards.possible_places import MONTHS, Measure, OfficeMonths, possible_places
from scorecards.versions import count_up_version

LOCK_FOR_PLACES = 20180516  # with it, one process at a time prepares

READ_MONTHS = """
SELECT r.indicator_id, r.unit_id, u.code, r.month, r.value, r.numerator, r.denominator
FROM scorecards_result r JOIN organisation_placement p ON p.unit_id = r.unit_id
    AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
JOIN organisation_unit u ON u.id = r.unit_id AND u.kind = 'office'
WHERE p.county_id = %(county)s AND r.indicator_id = ANY(%(indicators)s) AND r.month BETWEEN %(first)s AND %(day)s
    AND r.value IS NOT NULL AND NOT r.suppressed AND NOT (r.preliminary AND r.month = %(day)s)
"""


def pending_places() -> list[tuple[int, Month]]:
    """The counties and months of which places are still to be prepared, latest month first."""
    pending = GroupSummary.objects.filter(places_prepared=False, group__kind=UnitKind.COUNTY)
    return list(pending.values_list("group_id", "month").distinct().order_by("-month", "group_id"))


def prepare_places(*, month: Month | None = None) -> int:
    """Prepare what is pending, of one month or of all; returns for how many counties' months. Safe at any time."""
    done = 0
    for county, each in pending_places():
        if month is None or each == month:
            done += _prepare_county(county, each)
    return done


def _prepare_county(county: int, month: Month) -> bool:
    """Prepare one county's month, unless somebody else is at it; False then."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_FOR_PLACES, county])
            if not cursor.fetchone()[0]:
                return False
        summaries = GroupSummary.objects.filter(group=county, month=month, places_prepared=False)
        # Locked, so that who publishes these anew waits; what others publish meanwhile stays pending
        pending = list(summaries.select_for_update(no_key=True).values_list("indicator_id", flat=True))
        offices = _read_offices(county, month, pending)
        placed = [unit.id for unit in units_in(month, kind=UnitKind.OFFICE, county=county)]
        PlaceInterval.objects.filter(indicator__in=pending, month=month, unit__in=placed).delete()
        PlaceInterval.objects.bulk_create(
            place
            for indicator in Indicator.objects.filter(id__in=pending).order_by("id")
            for place in _intervals(indicator, month, offices.get(indicator.pk, {}))
        )
        summaries.filter(indicator__in=pending).update(places_prepared=True)
        count_up_version()
    return True


def _read_offices(county: int, month: Month, indicators: Sequence[int]) -> dict[int, dict[int, OfficeMonths]]:
    """By indicator and office: the shown figures of the last twelve months."""
    first = month - MONTHS + 1
    known: dict[str, Any] = {
        "county": county,
        "day": month.first_day,
        "first": first.first_day,
        "indicators": list(indicators),
    }
    found: dict[int, dict[int, OfficeMonths]] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_MONTHS, known)
        for indicator, unit, code, day, value, numerator, denominator in cursor.fetchall():
            office = found.setdefault(indicator, {}).setdefault(unit, OfficeMonths(code))
            at = Month.of(day) - first
            office.values[at] = value
            if at == MONTHS - 1:
                office.numerator, office.denominator = numerator, denominator
    return found


def _intervals(indicator: Indicator, month: Month, offices: dict[int, OfficeMonths]) -> list[PlaceInterval]:
    """Places with a 90 % interval on this indicator alone, of the offices that have a figure (INTERFACES: `place`)."""
    changed = indicator.definition_changed
    measure = Measure(
        indicator.direction, indicator.unit_of_measure, changed=None if changed is None else Month.of(changed)
    )
    return [
        PlaceInterval(indicator_id=indicator.pk, unit_id=unit, month=month, low=reach[0], high=reach[1])
        for unit, reach in possible_places(measure, month, offices).items()
        if reach is not None
    ]
