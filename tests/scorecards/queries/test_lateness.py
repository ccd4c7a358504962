"""What is late, and who is to be told."""

import datetime

import pytest

from accounts.models import User
from organisation.months import Month
from scorecards.models import Package
from scorecards.queries.deliverers import responsible_for
from scorecards.queries.lateness import late_matters
from tests.builders import a_country, a_county, a_package, a_person, a_region, an_indicator, an_item, an_office
from tests.scorecards.deliveries import (
    DUE,
    LATE,
    OCTOBER,
    SEPTEMBER,
    a_county_package,
    a_file,
    by_hand,
    fill_in,
    offices_of,
    staff_of,
)

pytestmark = pytest.mark.django_db


def late(day=LATE, **more):
    return late_matters(list(Package.objects.select_related("owner").order_by("pk")), day, **more)


def kinds(day=LATE):
    return [each.kind for each in late(day)]


class TestPackages:
    def test_nothing_published_by_the_due_day_is_late_the_day_after(self):
        package = a_county_package()
        assert late(DUE) == []
        (missing,) = late(DUE + datetime.timedelta(days=1))
        assert (missing.kind, missing.package, missing.month, missing.days_late) == ("missing", package, OCTOBER, 1)

    def test_what_is_published_is_not(self):
        a_file(a_county_package())
        assert late() == []

    @pytest.mark.parametrize(
        ("state", "kind"),
        [("rejected", "rejected"), ("checked", "waiting"), ("received", "waiting"), ("withdrawn", "missing")],
    )
    def test_what_has_come_and_is_not_published_says_how_far_it_got(self, state, kind):
        delivery = a_file(a_county_package(), state=state)
        (found,) = late()
        assert (found.kind, found.delivery) == (kind, delivery.pk)

    def test_preliminary_figures_are_asked_about_a_month_after_the_due_day(self):
        a_file(a_county_package(), preliminary=True)
        assert late() == []
        assert kinds(datetime.date(2026, 12, 15)) == []
        assert kinds(datetime.date(2026, 12, 16)) == ["preliminary", "missing"]  # November's

    def test_months_further_back_than_three_are_left_to_the_calendar(self):
        package = a_county_package()
        a_file(package, Month(2026, 4))
        assert [each.month for each in late()] == [OCTOBER - 2, OCTOBER]
        assert [each.month for each in late(months=12)] == [Month(2026, n) for n in (5, 6, 7, 8, 10)]

    def test_a_package_that_rests_is_not_late(self):
        a_county_package()
        assert late(datetime.date(2028, 3, 18)) == []


class TestByHand:
    def test_each_office_that_has_not_filled_in_is_late_by_itself(self):
        package = a_county_package(offices=3)
        by_hand(package)
        done, half, none = offices_of(package)
        fill_in(package, done, SEPTEMBER)
        fill_in(package, done)
        fill_in(package, half, items=1)
        found = [each for each in late() if each.month == OCTOBER]
        assert {(each.kind, each.unit_code) for each in found} == {("by_hand", half.code), ("by_hand", none.code)}

    def test_before_the_due_day_nobody_is(self):
        by_hand(a_county_package())
        assert [each for each in late(DUE) if each.month == OCTOBER] == []

    def test_a_package_may_lack_its_file_and_its_forms(self):
        package = a_county_package(items=1)
        an_item(package, an_indicator())
        package.items.filter(pk=package.items.last().pk).update(filled_in_by="owner")
        assert [each.kind for each in late() if each.month == OCTOBER] == ["missing", "by_hand"]


class TestPeople:
    def test_a_countys_package_is_delivered_by_those_with_the_role_there(self):
        package = a_county_package()
        ole = staff_of(package)
        a_person(role="leader", unit=package.owner)
        a_person(role="directorate")
        a_person(role="county", unit=a_county())
        (found,) = late()
        assert found.people == (ole,)

    def test_a_countrys_by_the_directorate(self):
        package = a_county_package(owner=a_country())
        directorate = a_person(role="directorate")
        a_person(role="county", unit=a_county())
        a_person(role="administrator")
        assert [each.people for each in late() if each.package == package] == [(directorate,)]

    def test_what_an_office_owns_by_the_staff_of_its_county(self):
        county = a_county()
        office = an_office(county=county, region=a_region(county=county))
        staff = a_person(role="county", unit=county)
        package = a_package(owner=office)
        assert responsible_for([package], [], OCTOBER).delivers == {package.pk: (staff,)}

    def test_an_office_is_filled_in_for_by_its_leader(self):
        package = a_county_package(offices=1)
        by_hand(package)
        (office,) = offices_of(package)
        leader = a_person(role="leader", unit=office)
        a_person(role="employee", unit=office)
        staff_of(package)
        assert {each.people for each in late()} == {(leader,)}

    def test_a_county_by_its_staff(self):
        package = a_county_package()
        by_hand(package, "owner")
        ole = staff_of(package)
        assert {each.people for each in late()} == {(ole,)}

    def test_a_closed_account_is_nobodys(self):
        package = a_county_package()
        User.objects.filter(pk=staff_of(package).pk).update(closed_at="2026-01-01T00:00Z")
        (found,) = late()
        assert found.people == ()


@pytest.mark.parametrize("packages", [3, 30])
def test_the_number_of_queries_does_not_grow(packages, django_assert_num_queries):
    made = [a_county_package(f"P{n}", offices=1) for n in range(packages)]
    by_hand(made[0])
    known = list(Package.objects.select_related("owner"))
    with django_assert_num_queries(8):  # seven of the calendar, one for the people
        found = late_matters(known, LATE)
    assert len([each for each in found if each.month == OCTOBER]) == packages
