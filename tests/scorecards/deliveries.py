"""Packages with months in all states, for tests of the calendar and of what follows from it."""

import datetime

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import Delivery, Package, PackageItem, Result
from tests.builders import a_country, a_county, a_delivery, a_package, a_person, an_indicator, an_item, an_office

OCTOBER = Month(2026, 10)
SEPTEMBER = OCTOBER - 1
DUE = datetime.date(2026, 11, 15)
LATE = datetime.date(2026, 11, 18)


def a_county_package(code="STYR", name="Styringspakken", *, items=2, offices=2, owner=None):
    """A package of a county with offices; final figures of all of them stand for the months up to September 2026."""
    a_country()
    owner = owner or a_county()
    package = a_package(code, owner=owner)
    Package.objects.filter(pk=package.pk).update(name=name)
    package.refresh_from_db()
    for _ in range(items):
        an_item(package, an_indicator(owner=owner))
    for _ in range(offices):
        an_office(county=owner)
    a_delivery(package, SEPTEMBER)
    return package


def a_file(package, month=OCTOBER, state="published", *, source="file", preliminary=False, by=None):
    """A delivery in that state, without figures."""
    delivery = a_delivery(package, month, preliminary=preliminary)
    changed = {"state": state, "source": source, "received_by": by}
    if state == "withdrawn":
        changed |= {"withdrawn_at": delivery.published_at, "withdrawn_reason": "Feil fil"}
    if state not in ("published", "withdrawn"):
        changed["published_at"] = None
    Delivery.objects.filter(pk=delivery.pk).update(**changed)
    delivery.refresh_from_db()
    return delivery


def by_hand(package, who="offices"):
    """Have every figure of the package filled in by hand."""
    PackageItem.objects.filter(package=package).update(filled_in_by=who)


def fill_in(package, unit, month=OCTOBER, *, items=None):
    """Figures of the package's indicators (or the first of them), by the unit's form."""
    delivery = a_file(package, month, source="form")
    for item in list(package.items.all())[:items]:
        Result.objects.create(indicator=item.indicator, unit=unit, month=month, value=1.0, delivery=delivery)
    return delivery


def offices_of(package):
    """Units placed in the owner's county, oldest first."""
    return list(Unit.objects.filter(placements__county=package.owner, kind="office").order_by("pk"))


def staff_of(package, name="Ole Vik", **more):
    return a_person(name=name, role="county", unit=package.owner, **more)
