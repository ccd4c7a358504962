"""What is filled in by hand beside a package's lines, and what it leaves as it was."""

import datetime

import pytest

from organisation.months import Month
from scorecards.figures import Limits
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, latest_month
from scorecards.queries.office_month import office_month, unit_lines
from scorecards.queries.packages import widest_package
from scorecards.queries.unit_table import unit_table
from tests.dashboards.world import a_world
from tests.scorecards.local import MAY, a_local_indicator, fill
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = a_world()
    world.publish(MAY)
    return world


def shown(unit, **options):
    return office_month(as_placed(unit), MAY, with_local=True, **options)


def codes(lines):
    return [line.indicator.code for line in lines]


class TestAtAnOffice:
    def test_what_it_fills_in_stands_beside_the_packages_lines(self, world):
        own = a_local_indicator(world.voss, target=Limits(10))
        fill(world.voss, own, "8", "2018-04")
        fill(world.voss, own, "12")

        page = shown(world.voss)

        assert page.package.code == "STYR"
        assert codes(page.lines) == ["IND0", "IND1", "IND2"]
        (line,) = page.local
        assert (line.figure.value, line.status, line.change, line.year_to_date) == (12, "green", 4, 20)
        assert line.history[-2:] == (8, 12)
        assert page.local_due == datetime.date(2018, 6, 10)

    def test_what_each_office_counts_has_a_county_and_a_place(self, world):
        counted = a_local_indicator(world.county, "Kurs", filled_in_by="offices")
        for office, number in zip(world.offices, ("3", "5", "9"), strict=True):
            fill(office, counted, number)

        (line,) = shown(world.voss).local

        assert line.county.n == 3
        assert (line.place.position, line.place.of) == (3, 3)

    def test_what_is_not_filled_in_yet_stands_there_too(self, world):
        a_local_indicator(world.voss)
        assert [line.figure.state for line in shown(world.voss).local] == ["not_delivered"]

    def test_what_others_count_for_themselves_does_not(self, world):
        for unit in (world.county, world.offices[1]):
            a_local_indicator(unit)
        page = shown(world.voss)
        assert page.local == ()
        assert page.packages == (("STYR", "Styringspakke Hordaland"),)

    def test_a_local_package_is_read_as_any_is(self, world):
        own = a_local_indicator(world.voss)
        fill(world.voss, own, "12")
        page = shown(world.voss, package="lokal-1235")
        assert codes(page.lines) == [own.code]
        assert page.local == ()

    def test_an_indicator_that_is_in_the_package_too_is_shown_once(self, world):
        own = a_local_indicator(world.county, filled_in_by="offices")
        world.package.items.create(indicator=own, valid_from="2017-01-01")
        fill(world.voss, own, "12")
        page = shown(world.voss)
        assert own.code in codes(page.lines)
        assert page.local == ()

    def test_without_being_asked_for_it_is_left_out(self, world):
        fill(world.voss, a_local_indicator(world.voss), "12")
        assert office_month(as_placed(world.voss), MAY).local == ()

    def test_as_many_queries_with_thirty_as_with_none(self, world, django_assert_num_queries):
        here = as_placed(world.voss)
        with django_assert_num_queries(4):
            office_month(here, MAY, with_local=True)
        for number in range(30):
            a_local_indicator(world.voss, f"Mål {number}")
        fill(world.voss, a_local_indicator(world.county, filled_in_by="offices"), "3")
        with django_assert_num_queries(4):
            assert len(office_month(here, MAY, with_local=True).local) == 31


class TestBeforeTheFilesCome:
    def test_a_month_with_local_figures_alone_is_shown_by_them_and_says_so(self, world):
        own = a_local_indicator(world.voss)
        fill(world.voss, own, "12", "2018-06")

        page = office_month(as_placed(world.voss, "2018-06"), Month(2018, 6), with_local=True)

        assert page.package.code == "LOKAL-1235"
        assert page.only_by_hand
        assert page.package.published_at is None

    def test_it_does_not_where_the_package_was_chosen_or_where_the_files_are_there(self, world):
        fill(world.voss, a_local_indicator(world.voss), "12")
        assert not shown(world.voss).only_by_hand
        assert not shown(world.voss, package="LOKAL-1235").only_by_hand


class TestAtACounty:
    def test_its_own_figures_have_lines(self, world):
        own = a_local_indicator(world.county, target=Limits(10))
        fill(world.county, own, "9", "2018-04")
        fill(world.county, own, "8")

        (line,) = unit_lines(as_placed(world.county), MAY)

        assert (line.indicator.code, line.figure.value, line.status, line.change) == (own.code, 8, "red", -1)
        assert line.place is None

    def test_none_where_it_counts_nothing_itself(self, world, django_assert_num_queries):
        a_local_indicator(world.county, filled_in_by="offices")
        here = as_placed(world.county)
        with django_assert_num_queries(1):
            assert unit_lines(here, MAY) == ()

    def test_its_table_has_what_offices_count_and_not_what_it_counts_itself(self, world):
        counted = a_local_indicator(world.county, "Kurs", filled_in_by="offices")
        a_local_indicator(world.county, "Eget")
        fill(world.voss, counted, "3")
        table = unit_table(as_placed(world.county), MAY, "LOKAL-1200")
        assert [indicator.code for indicator in table.indicators] == [counted.code]


class TestWhatStaysAsItWas:
    def test_the_default_package_and_when_the_month_was_published(self, world):
        before = widest_package(as_placed(world.county), MAY)
        fill(world.voss, a_local_indicator(world.county, filled_in_by="offices"), "3")

        after = widest_package(as_placed(world.county), MAY)

        assert after.facts == before.facts
        assert shown(world.voss).package.published_at == before.facts.published_at

    def test_pages_open_at_the_last_month_of_the_files(self, world):
        own = a_local_indicator(world.county, filled_in_by="offices")
        fill(world.voss, own, "3", "2018-06")

        assert latest_month(OF_AN_OFFICE, world.voss.pk) == MAY
        assert latest_month(OF_A_GROUP, world.county.pk) == MAY

    def test_but_at_the_last_one_filled_in_where_there_are_no_files(self):
        world = a_world()
        fill(world.voss, a_local_indicator(world.voss), "3", "2018-06")
        assert latest_month(OF_AN_OFFICE, world.voss.pk) == Month(2018, 6)
