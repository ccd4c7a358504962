"""The calendar as it is read: states, who delivered, how much has come, and how many queries that takes."""

import datetime

import pytest

from organisation.months import Month
from scorecards.calendar import Share
from scorecards.models import Delivery, Package
from scorecards.queries.calendar import read_calendar
from scorecards.queries.today import today
from tests.builders import a_delivery, a_package, a_person, a_result, an_indicator, an_item, an_office
from tests.scorecards.deliveries import (
    LATE,
    OCTOBER,
    SEPTEMBER,
    a_county_package,
    a_file,
    by_hand,
    fill_in,
    offices_of,
)

pytestmark = pytest.mark.django_db


def calendar(*packages, last=None, day=LATE, **more):
    chosen = Package.objects.filter(pk__in=[each.pk for each in packages]).select_related("owner").order_by("pk")
    return read_calendar(list(chosen), day, last, **more)


def months_of(package, **more):
    """What the package's months are, by month."""
    (year,) = calendar(package, **more).packages
    return {each.cell.month: each for each in year.months}


class TestMonths:
    def test_it_ends_with_the_month_asked_for_and_has_twelve(self):
        shown = calendar(a_county_package()).months
        assert (shown[0], shown[-1], len(shown)) == (Month(2025, 11), OCTOBER, 12)

    def test_a_month_is_what_has_come_for_it(self):
        package = a_county_package()
        a_file(package, state="rejected")
        found = months_of(package)
        assert [found[month].cell.state for month in (OCTOBER - 2, SEPTEMBER, OCTOBER)] == [
            "not_expected",
            "final",
            "with_errors",
        ]
        assert found[OCTOBER].cell.days_late == 3

    def test_the_newest_delivery_comes_first(self):
        package = a_county_package()
        a_file(package, state="rejected")
        newest = a_file(package, state="checked")
        assert months_of(package)[OCTOBER].cell.delivery == newest.pk

    def test_deliveries_of_another_package_or_month_are_not_its(self):
        package, other = a_county_package("A"), a_county_package("B")
        a_file(other)
        first, second = calendar(package, other).packages
        assert (first.months[-1].cell.state, second.months[-1].cell.state) == ("late", "final")

    def test_each_package_has_its_own_due_day(self):
        package = a_county_package()
        Package.objects.filter(pk=package.pk).update(due_day=20)
        assert months_of(package)[OCTOBER].cell.due == datetime.date(2026, 11, 20)

    def test_a_package_of_which_nothing_counts_in_these_months_is_left_out(self):
        ended = a_package()
        an_item(ended, an_indicator(), until="2025-11-01")
        assert calendar(ended, a_package()).packages == ()
        assert len(calendar(ended, last=Month(2025, 10)).packages) == 1

    def test_a_package_that_rests_is_said_to(self):
        package = a_county_package()
        assert not calendar(package).packages[0].rests
        assert calendar(package, day=datetime.date(2028, 1, 1)).packages[0].rests

    def test_who_delivered_last_is_named(self):
        package = a_county_package()
        assert calendar(package).packages[0].last_delivered_by == ""
        a_file(package, SEPTEMBER, by=a_person(name="Kari Berg"))
        a_file(package, by=a_person(name="Ole Vik"))
        a_file(package)
        assert calendar(package).packages[0].last_delivered_by == "Ole Vik"


class TestWindow:
    def test_it_ends_with_a_later_month_than_the_one_due_where_something_has_come_for_it(self):
        package = a_county_package()
        a_file(package, OCTOBER + 1, state="checked")
        assert calendar(package).months[-1] == OCTOBER + 1

    def test_but_not_with_one_that_was_rejected(self):
        package = a_county_package()
        a_file(package, Month(2099, 12), state="rejected")
        assert calendar(package).months[-1] == OCTOBER

    def test_where_everything_rests_it_ends_with_the_month_to_go_on_with(self):
        package = a_county_package()
        found = calendar(package, day=datetime.date(2030, 1, 5))
        assert found.months[-1] == OCTOBER
        assert found.packages[0].months[-2].cell.state == "final"

    def test_without_any_package_or_delivery_it_ends_with_the_month_due(self):
        assert calendar().months[-1] == OCTOBER

    def test_another_end_can_be_asked_for_and_what_there_is_is_told(self):
        package = a_county_package()
        a_file(package, Month(2024, 1))
        found = calendar(package, last=Month(2025, 10))
        assert (found.months[-1], found.latest, found.first_published) == (Month(2025, 10), OCTOBER, Month(2024, 1))


class TestCoverage:
    def test_offices_with_a_figure_are_counted_against_those_that_stood_there_and_have_had_some(self):
        package = a_county_package(offices=3)
        an_office(county=package.owner)  # of which nothing is ever delivered
        gone = an_office(county=package.owner, until="2026-10-01")
        an_office()
        delivery = a_file(package)
        first, second, third = offices_of(package)[:3]
        indicator = package.items.first().indicator
        a_result(indicator, first, OCTOBER, 1, 2, delivery=delivery)
        a_result(indicator, second, OCTOBER, absence="too_few", delivery=delivery)
        a_result(indicator, third, OCTOBER, absence="not_delivered", delivery=delivery)
        for office in (third, gone):
            a_result(indicator, office, SEPTEMBER, 1, 2, delivery=delivery)
        found = months_of(package)
        assert (found[SEPTEMBER].offices, found[OCTOBER].offices) == (Share(2, 4), Share(2, 3))

    def test_indicators_without_a_figure_anywhere_are_missed(self):
        package = a_county_package(items=3)
        indicator = package.items.first().indicator
        a_result(indicator, package.owner, OCTOBER, 1, 2, delivery=a_file(package))
        assert months_of(package)[OCTOBER].indicators == Share(1, 3)

    def test_before_a_publication_nothing_is_counted(self):
        package = a_county_package()
        a_file(package, state="checked")
        month = months_of(package)[OCTOBER]
        assert (month.offices, month.indicators) == (None, None)

    def test_a_package_of_the_country_is_about_all_offices(self):
        national = a_package("LAND")
        an_item(national, an_indicator())
        before, now = a_file(national, SEPTEMBER), a_file(national)
        first, second = an_office(), an_office()
        for office, delivery in ((first, before), (second, before), (second, now)):
            a_result(national.items.get().indicator, office, delivery.month, 1, 2, delivery=delivery)
        assert months_of(national)[OCTOBER].offices == Share(1, 2)


class TestByHand:
    def test_offices_that_have_all_their_figures_have_filled_in(self):
        package = a_county_package(offices=3)
        by_hand(package)
        first, second, _ = offices_of(package)
        fill_in(package, first)
        fill_in(package, second, items=1)
        month = months_of(package)[OCTOBER]
        assert (month.cell.state, month.cell.filled) == ("partly", Share(1, 3))
        assert {unit.code for unit in month.units if unit.is_done} == {first.code}

    def test_units_stand_by_the_norwegian_alphabet(self):
        package = a_county_package(offices=0)
        by_hand(package)
        for name in ("Åsane", "Ørsta", "Bergenhus"):
            an_office(name=name, county=package.owner)
        assert [unit.name for unit in months_of(package)[OCTOBER].units] == ["Bergenhus", "Ørsta", "Åsane"]

    def test_what_the_owner_counts_is_the_owners_alone(self):
        package = a_county_package()
        by_hand(package, "owner")
        assert months_of(package)[OCTOBER].cell.filled == Share(0, 1)
        fill_in(package, package.owner)
        assert months_of(package)[OCTOBER].cell.state == "final"

    def test_an_office_may_own_a_package(self):
        office = an_office()
        package = a_package("LOKAL", owner=office)
        an_item(package, an_indicator(owner=office))
        by_hand(package, "owner")
        an_office(county=office.placements.get().county)
        assert [unit.code for unit in months_of(package)[OCTOBER].units] == [office.code]

    def test_files_and_forms_in_one_package_are_told_apart(self):
        package = a_county_package(items=1)
        an_item(package, an_indicator())
        package.items.filter(pk=package.items.last().pk).update(filled_in_by="owner")
        a_file(package)
        month = months_of(package)[OCTOBER]
        assert (month.cell.state, month.cell.filled) == ("final", Share(0, 1))
        assert month.indicators == Share(0, 1)


@pytest.mark.parametrize("packages", [3, 30])
def test_the_number_of_queries_does_not_grow(packages, django_assert_num_queries):
    owner = a_county_package("FIRST").owner
    made = [a_county_package(f"P{n}", owner=owner, offices=0) for n in range(packages)]
    by_hand(made[0])
    with django_assert_num_queries(8):  # packages, spans, months, deliveries, who, offices, indicators, forms
        found = calendar(*made)
    assert len(found.packages) == packages


class TestToday:
    def test_it_is_the_day_it_is(self, settings):
        settings.IN_DEMO = False
        assert abs((today() - datetime.date.today()).days) <= 1

    def test_in_the_demo_its_last_month_has_just_been_published(self, settings):
        settings.IN_DEMO = True
        package = a_package()
        a_delivery(package, "2018-12")
        Delivery.objects.all().update(received_at="2019-01-15T12:00Z")
        assert today() == datetime.date(2019, 2, 18)

    def test_and_stays_so_when_its_reader_delivers_the_next_years_later(self, settings):
        settings.IN_DEMO = True
        package = a_package()
        a_delivery(package, "2018-12")
        Delivery.objects.all().update(received_at="2019-01-15T12:00Z")
        a_delivery(package, "2019-01")
        assert today() == datetime.date(2019, 2, 18)

    def test_a_demo_without_figures_has_the_day_it_is(self, settings):
        settings.IN_DEMO = True
        assert abs((today() - datetime.date.today()).days) <= 1
