"""How many indicators are alive for a unit, and who reports them."""

import datetime

import pytest

from organisation.months import Month
from organisation.queries import placed
from scorecards.models import Indicator, PackageItem
from scorecards.queries.alive import LiveGroup, live_indicators
from tests.builders import a_country, a_county, a_package, an_indicator, an_item, an_office

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


@pytest.fixture
def office():
    a_country()
    return an_office("1235", "NAV Voss", county=a_county("1200", "NAV Hordaland"))


def alive(unit):
    return [
        (group.owner_code, group.number, group.reported_by) for group in live_indicators(placed(unit.code, MAY), MAY)
    ]


def by_hand(item, by):
    PackageItem.objects.filter(pk=item.pk).update(filled_in_by=by)


def test_those_of_all_units_above_are_counted_from_the_country_down(office):
    county = office.placements.get().county
    national = an_item(a_package("MK"), an_indicator("A")).indicator
    an_item(a_package("SP", owner=county), national)
    an_item(a_package("SP2", owner=county), an_indicator("B", owner=county))
    by_hand(an_item(a_package("LOK", owner=office), an_indicator("C", owner=office)), "owner")

    assert alive(office) == [("NO", 1, "files"), ("1200", 1, "files"), ("1235", 1, "owner")]
    assert alive(county) == [("NO", 1, "files"), ("1200", 1, "files")]


def test_it_names_the_owner_as_it_was_called(office):
    an_indicator("C", owner=office)

    assert live_indicators(placed("1235", MAY), MAY) == (LiveGroup("1235", "NAV Voss", "office", 1, "nobody"),)


def test_what_each_office_counts_stands_apart_from_what_comes_in_files(office):
    county = office.placements.get().county
    package = a_package("SP", owner=county)
    an_item(package, an_indicator("A", owner=county))
    by_hand(an_item(package, an_indicator("B", owner=county)), "offices")

    assert alive(office) == [("1200", 1, "files"), ("1200", 1, "offices")]


def test_what_others_own_is_not_counted(office):
    other = an_office("1435", county=a_county("1400"))
    an_item(a_package("X", owner=other), an_indicator("X", owner=other))

    assert alive(office) == []


def test_what_is_over_or_has_not_begun_is_not_alive(office):
    an_indicator("LATER", since="2018-06-01")
    Indicator.objects.filter(pk=an_indicator("GONE").pk).update(valid_to=datetime.date(2018, 5, 1))
    an_item(a_package("MK"), an_indicator("LEFT"), until="2018-05-01")

    assert alive(office) == [("NO", 1, "nobody")]


def test_it_takes_one_query_however_many_there_are(office, django_assert_num_queries):
    unit = placed("1235", MAY)
    for number in range(5):
        an_item(a_package(f"P{number}"), an_indicator(f"N{number}"))
    with django_assert_num_queries(1):
        live_indicators(unit, MAY)
