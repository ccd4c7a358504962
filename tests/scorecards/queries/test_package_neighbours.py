"""An indicator among those of its package, and the delivery that a figure came by."""

import datetime

import pytest

from scorecards.models import Delivery, Indicator, PackageItem
from scorecards.queries.origin import Origin, origin_of
from scorecards.queries.package_neighbours import PackageNeighbours, neighbours_in_package
from tests.builders import a_county, a_delivery, a_package, a_person, an_indicator, an_item
from tests.dashboards.world import MAY, World, a_world
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made: World = a_world()
    made.publish(MAY)
    return made


def beside(world: World, code: str, package: str = "", month=MAY) -> PackageNeighbours | None:
    indicator = Indicator.objects.get(code=code)
    return neighbours_in_package(as_placed(world.voss), month, indicator.pk, package)


def codes(found: PackageNeighbours | None) -> tuple[str, str | None, str | None]:
    assert found is not None
    return (
        found.code,
        found.previous.code if found.previous else None,
        found.next.code if found.next else None,
    )


class TestNeighbours:
    @pytest.mark.parametrize(
        ("code", "sides"), [("IND0", (None, "IND1")), ("IND1", ("IND0", "IND2")), ("IND2", ("IND1", None))]
    )
    def test_are_those_before_and_after_it_in_the_packages_order(self, world, code, sides):
        assert codes(beside(world, code)) == ("STYR", *sides)

    def test_follow_the_month(self, world):
        PackageItem.objects.filter(indicator__code="IND1").update(valid_to=datetime.date(2018, 5, 1))
        assert codes(beside(world, "IND0")) == ("STYR", None, "IND2")
        assert codes(beside(world, "IND0", month=MAY - 1)) == ("STYR", None, "IND1")

    def test_are_of_the_package_that_is_asked_for_in_any_case(self, world):
        other = a_package("ANNEN", owner=world.county)
        an_item(other, world.indicators[2], order=0)
        an_item(other, world.indicators[0], order=1)
        assert codes(beside(world, "IND0", "annen")) == ("ANNEN", "IND2", None)
        assert codes(beside(world, "IND0")) == ("STYR", None, "IND1")

    @pytest.mark.parametrize("asked", ["NOPE", "TOM"])
    def test_a_package_that_has_it_not_gives_way_to_one_that_has(self, world, asked):
        an_item(a_package("TOM", owner=world.county), an_indicator("X"))
        assert codes(beside(world, "IND1", asked)) == ("STYR", "IND0", "IND2")

    def test_of_an_indicator_in_no_package_there_are_none(self, world):
        an_indicator("LOS")
        assert beside(world, "LOS") is None

    def test_another_county_s_package_is_none_of_the_office_s(self, world):
        an_item(a_package("FJERN", owner=a_county("1400")), an_indicator("FREMMED"))
        assert beside(world, "FREMMED") is None

    def test_an_indicator_alone_in_its_package_has_nobody_beside_it(self, world):
        an_item(a_package("ENE", owner=world.county), an_indicator("ALENE"))
        assert codes(beside(world, "ALENE")) == ("ENE", None, None)

    def test_take_two_queries_for_thirty_indicators_as_for_three(self, world, django_assert_num_queries):
        unit, first = as_placed(world.voss), world.indicators[0]
        for number in (0, 30):
            for _ in range(number):
                an_item(world.package, an_indicator(), order=50)
            with django_assert_num_queries(2):
                neighbours_in_package(unit, MAY, first.pk)


class TestOrigin:
    def test_says_the_file_the_package_when_and_by_whom(self, world):
        at = "2018-06-15T09:42:00+02:00"
        delivery = a_delivery(world.package, MAY, at=at)
        Delivery.objects.filter(pk=delivery.pk).update(published_by=a_person(name="Kari Nordmann"))
        assert origin_of(delivery.pk) == Origin(
            delivery.pk,
            "fil.csv",
            "file",
            "STYR",
            "Styringspakke Hordaland",
            datetime.datetime.fromisoformat(at),
            "Kari Nordmann",
        )

    def test_what_a_command_published_names_nobody(self, world):
        assert origin_of(a_delivery(world.package, MAY).pk).published_by == ""

    def test_takes_one_query(self, world, django_assert_num_queries):
        number = a_delivery(world.package, MAY).pk
        with django_assert_num_queries(1):
            origin_of(number)
