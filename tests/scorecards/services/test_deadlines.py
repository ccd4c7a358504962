"""The day by which a package's figures are due: who may set it, and what is kept of it."""

import pytest

from accounts.refusals import Refused
from audit.models import AuditLine
from scorecards.models import Package
from scorecards.services.deadlines import set_due_day
from tests.builders import a_country, a_county, a_package, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def package():
    return a_package("STYR", owner=a_county())


def due_day(package):
    return Package.objects.get(pk=package.pk).due_day


def test_the_owners_staff_set_the_day_and_what_it_was_is_kept(package):
    person = a_person(role="county", unit=package.owner)
    assert set_due_day(package=package, day=20, by=person)
    assert due_day(package) == 20
    line = AuditLine.objects.get()
    assert (line.actor, line.subject) == (person, "package STYR")
    assert line.changes.values_list("field", "before", "after").get() == ("due_day", "15", "20")


def test_the_same_day_again_changes_nothing(package):
    assert not set_due_day(package=package, day=15, by=None)
    assert not AuditLine.objects.exists()


@pytest.mark.parametrize("day", [0, 29, 31, -1])
def test_a_day_that_some_month_lacks_is_refused(package, day):
    with pytest.raises(Refused, match="1 til 28") as refused:
        set_due_day(package=package, day=day, by=None)
    assert refused.value.found.code == "no_such_day"
    assert due_day(package) == 15


@pytest.mark.parametrize("role", ["leader", "employee"])
def test_others_at_the_owner_may_not(package, role):
    with pytest.raises(Refused) as refused:
        set_due_day(package=package, day=20, by=a_person(role=role, unit=package.owner))
    assert refused.value.found.code == "not_permitted"


def test_nor_may_the_staff_of_another_county(package):
    with pytest.raises(Refused):
        set_due_day(package=package, day=20, by=a_person(role="county", unit=a_county()))


def test_nor_a_county_for_a_package_of_the_country(package):
    national = a_package(owner=a_country())
    with pytest.raises(Refused):
        set_due_day(package=national, day=20, by=a_person(role="county", unit=package.owner))
    assert set_due_day(package=national, day=20, by=a_person(role="directorate"))
