"""Builders: the smallest thing of each kind that a test needs. Every field has a default; a test names what it is about."""

import datetime
import itertools

from accounts.models import Role, User
from organisation.choices import UnitKind
from organisation.models import Placement, Succession, Unit

BEGINNING = "2017-01-01"  # where our record of the organisation begins
numbers = itertools.count(1)


def day(text: str | datetime.date | None) -> datetime.date | None:
    """The date of `2018-05-01`; dates and None as they are."""
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
        valid_to=day(until),
    )


def a_country(code: str = "NO", name: str = "Hele landet", *, since: str = BEGINNING) -> Unit:
    """The country; the one that is there already, if it has been made."""
    return Unit.objects.filter(code=code).first() or a_unit(UnitKind.COUNTRY, code, name, since=since)


def a_county(code: str | None = None, name: str | None = None, *, since: str = BEGINNING, until: str | None = None) -> Unit:
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
