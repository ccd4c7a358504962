"""Builders of the smallest thing of each kind. Every field has a default; a test names what it is about."""

import datetime
import itertools

from django.utils import timezone

from accounts.models import Role, User
from organisation.choices import UnitKind
from organisation.models import Placement, Succession, Unit
from organisation.months import Month
from scorecards.models import (
    Delivery,
    Goal,
    Indicator,
    Package,
    PackageItem,
    Perspective,
    Result,
    ResultRevision,
    StandbyFigure,
    Target,
)

BEGINNING = "2017-01-01"  # where our record of the organisation begins
numbers = itertools.count(1)


def day(text: str | datetime.date) -> datetime.date:
    """The date of `2018-05-01`; a date as it is."""
    return datetime.date.fromisoformat(text) if isinstance(text, str) else text


# Units. Each is placed once, from the beginning and on; `a_placement` adds further spans.


def a_unit(
    kind: str,
    code: str | None = None,
    name: str | None = None,
    *,
    county: Unit | None = None,
    region: Unit | None = None,
    since: str | datetime.date = BEGINNING,
    until: str | datetime.date | None = None,
) -> Unit:
    code = code or f"{kind[0].upper()}{next(numbers)}"
    unit = Unit.objects.create(code=code, kind=kind)
    a_placement(unit, name=name or f"NAV {code}", county=county, region=region, since=since, until=until)
    return unit


def a_placement(
    unit: Unit,
    *,
    name: str | None = None,
    county: Unit | None = None,
    region: Unit | None = None,
    since: str | datetime.date = BEGINNING,
    until: str | datetime.date | None = None,
) -> Placement:
    return Placement.objects.create(
        unit=unit,
        name=name or f"NAV {unit.code}",
        county=county,
        region=region,
        valid_from=day(since),
        valid_to=None if until is None else day(until),
    )


def a_country(code: str = "NO", name: str = "Hele landet", *, since: str = BEGINNING) -> Unit:
    """The country; the one that is there already, if it has been made."""
    return Unit.objects.filter(code=code).first() or a_unit(UnitKind.COUNTRY, code, name, since=since)


def a_county(
    code: str | None = None, name: str | None = None, *, since: str = BEGINNING, until: str | None = None
) -> Unit:
    return a_unit(UnitKind.COUNTY, code, name, since=since, until=until)


def a_region(
    code: str | None = None,
    name: str | None = None,
    *,
    county: Unit | None = None,
    since: str = BEGINNING,
    until: str | None = None,
) -> Unit:
    return a_unit(UnitKind.REGION, code, name, county=county or a_county(), since=since, until=until)


def an_office(
    code: str | None = None,
    name: str | None = None,
    *,
    county: Unit | None = None,
    region: Unit | None = None,
    since: str = BEGINNING,
    until: str | None = None,
) -> Unit:
    return a_unit(UnitKind.OFFICE, code, name, county=county or a_county(), region=region, since=since, until=until)


def a_special_unit(code: str | None = None, name: str | None = None, *, county: Unit | None = None) -> Unit:
    return a_unit(UnitKind.SPECIAL, code, name, county=county)


def a_succession(predecessor: Unit, successor: Unit, date: str = "2020-01-01") -> Succession:
    return Succession.objects.create(predecessor=predecessor, successor=successor, date=day(date))


# People


def a_person(
    email: str | None = None,
    name: str = "Kari Nordmann",
    *,
    role: str | None = None,
    unit: Unit | None = None,
    password: str | None = None,
    language: str = "",
) -> User:
    """A person; with a role, where one is named (at the country unless at a unit). A password takes time to make."""
    person = User(email=email or f"person{next(numbers)}@test.example", name=name, language=language)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    if role is not None:
        a_role(person, role, unit)
    return person


def a_role(person: User, name: str = "employee", unit: Unit | None = None) -> Role:
    return Role.objects.create(user=person, name=name, unit=unit or a_country())


# What is measured


def an_indicator(
    code: str | None = None,
    name: str | None = None,
    *,
    goal: Goal | None = None,
    unit: str = "share",
    direction: str = "higher",
    pooling: str = "ratio",
    min_base: float | None = None,
    hide_below: int | None = None,
    decimals: int = 1,
    owner: Unit | None = None,
    since: str = BEGINNING,
    changed: str | None = None,
) -> Indicator:
    code = code or f"I{next(numbers)}"
    return Indicator.objects.create(
        code=code,
        name=name or f"Indikator {code}",
        goal=goal,
        unit_of_measure=unit,
        decimals=decimals,
        direction=direction,
        kind="outcome",
        pooling=pooling,
        min_base=min_base,
        hide_below=hide_below,
        owner=owner or a_country(),
        valid_from=day(since),
        definition_changed=None if changed is None else day(changed),
    )


def a_goal(code: str | None = None, name: str = "Flere i arbeid") -> Goal:
    perspective, _ = Perspective.objects.get_or_create(code="BRUKER", defaults={"name": "Brukere", "order": 1})
    return Goal.objects.create(code=code or f"G{next(numbers)}", name=name, perspective=perspective)


def a_package(code: str | None = None, *, owner: Unit | None = None, simulated: bool = False) -> Package:
    code = code or f"P{next(numbers)}"
    return Package.objects.create(code=code, name=f"Pakke {code}", owner=owner or a_country(), simulated=simulated)


def an_item(
    package: Package,
    indicator: Indicator,
    *,
    priority: int = 1,
    weight: float | None = 1.0,
    order: int = 0,
    since: str = BEGINNING,
    until: str | None = None,
) -> PackageItem:
    return PackageItem.objects.create(
        package=package,
        indicator=indicator,
        priority=priority,
        weight=weight,
        order=order,
        valid_from=day(since),
        valid_to=None if until is None else day(until),
    )


def a_target(
    indicator: Indicator,
    green: float,
    yellow: float | None = None,
    *,
    green_upper: float | None = None,
    yellow_upper: float | None = None,
    unit: Unit | None = None,
    since: str = BEGINNING,
    until: str | None = None,
) -> Target:
    return Target.objects.create(
        indicator=indicator,
        unit=unit,
        green=green,
        yellow=yellow,
        green_upper=green_upper,
        yellow_upper=yellow_upper,
        valid_from=day(since),
        valid_to=None if until is None else day(until),
    )


# What is known. These write rows as a publication does; tests of publication itself go through its service.


def a_delivery(
    package: Package | None = None, month: str | Month = "2018-05", *, preliminary: bool = False, at: str | None = None
) -> Delivery:
    """A published delivery; `at` is when, now unless said."""
    return Delivery.objects.create(
        package=package or a_package(),
        month=as_month(month),
        file_name="fil.csv",
        size=1,
        sha256=f"{next(numbers):064x}",
        state="published",
        preliminary=preliminary,
        published_at=datetime.datetime.fromisoformat(at) if at else timezone.now(),
    )


def a_result(
    indicator: Indicator,
    unit: Unit,
    month: str | Month = "2018-05",
    numerator: float | None = None,
    denominator: float | None = None,
    *,
    value: float | None = None,
    absence: str = "",
    preliminary: bool = False,
    suppressed: bool = False,
    delivery: Delivery | None = None,
) -> Result:
    """A figure as it stands; the value follows from the parts where there are both."""
    if value is None and numerator is not None and denominator:
        value = numerator / denominator
    return Result.objects.create(
        indicator=indicator,
        unit=unit,
        month=as_month(month),
        numerator=numerator,
        denominator=denominator,
        value=value,
        absence=absence or ("" if value is not None else "not_delivered"),
        preliminary=preliminary,
        suppressed=suppressed,
        delivery=delivery or a_delivery(month=month, preliminary=preliminary),
    )


def a_revision(result: Result, *, replaced_by: Delivery) -> ResultRevision:
    """The figure as it stands, kept because `replaced_by` is about to replace it."""
    return ResultRevision.objects.create(
        indicator_id=result.indicator_id,
        unit_id=result.unit_id,
        month=result.month,
        numerator=result.numerator,
        denominator=result.denominator,
        value=result.value,
        absence=result.absence,
        preliminary=result.preliminary,
        delivery_id=result.delivery_id,
        replaced_by=replaced_by,
    )


def a_standby_figure(
    indicator: Indicator,
    unit: Unit,
    numerator: float | None = None,
    denominator: float | None = None,
    *,
    value: float | None = None,
    absence: str = "",
    emptied: bool = False,
    delivery: Delivery | None = None,
) -> StandbyFigure:
    """What a delivery said and that changed nothing; the value follows from the parts where there are both."""
    if value is None and numerator is not None and denominator:
        value = numerator / denominator
    return StandbyFigure.objects.create(
        indicator=indicator,
        unit=unit,
        numerator=numerator,
        denominator=denominator,
        value=value,
        absence=absence or ("" if value is not None else "not_delivered"),
        emptied=emptied,
        delivery=delivery or a_delivery(),
    )


def as_month(month: str | Month) -> Month:
    """The month of `2018-05`; a Month as it is."""
    return Month.parse(month) if isinstance(month, str) else month
