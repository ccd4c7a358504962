"""Units as they stood in a month."""

import datetime

import pytest

from organisation.months import Month
from organisation.queries import units_in
from tests.builders import a_country, a_county, a_placement, a_region, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    a_country("0000", "Landet")
    county = a_county("1200", "NAV Hordaland", until="2020-01-01")
    region = a_region("12R", "Midthordland", county=county, until="2020-01-01")
    office = an_office("1263", "NAV Lindås", county=county, region=region, until="2020-01-01")
    successor = a_county("4600", "NAV Vestland", since="2020-01-01")
    a_placement(office, name="NAV Alver", county=successor, since="2020-01-01")
    an_office("1401", "NAV Flora", county=a_county("1400", "NAV Sogn og Fjordane"))


def test_units_come_with_their_place_in_that_month(ask, organisation):
    status, units = ask("units", month="2018-05")
    assert status == 200
    assert {"code": "1263", "name": "NAV Lindås", "kind": "office", "county": "1200", "region": "12R"} in units
    assert {"code": "0000", "name": "Landet", "kind": "country", "county": None, "region": None} in units
    assert {"code": "12R", "name": "Midthordland", "kind": "region", "county": "1200", "region": None} in units
    _, later = ask("units", month="2020-01")
    assert {"code": "1263", "name": "NAV Alver", "kind": "office", "county": "4600", "region": None} in later
    assert "12R" not in {unit["code"] for unit in later}


def test_they_are_those_of_the_query_in_its_order(ask, organisation):
    _, units = ask("units", month="2018-05")
    assert [unit["code"] for unit in units] == [unit.code for unit in units_in(Month(2018, 5))]


def test_one_kind_and_one_county_can_be_asked_for(ask, organisation):
    _, offices = ask("units", month="2018-05", kind="office")
    assert {unit["code"] for unit in offices} == {"1263", "1401"}
    _, of_county = ask("units", month="2018-05", kind="office", county="1200")
    assert {unit["code"] for unit in of_county} == {"1263"}
    _, none = ask("units", month="2021-05", county="1200")
    assert none == []


def test_without_a_month_it_is_this_one(ask, organisation):
    _, units = ask("units")
    assert units == ask("units", month=str(Month.of(datetime.date.today())))[1]
    assert "NAV Alver" in {unit["name"] for unit in units}


def test_what_does_not_exist_is_refused_in_words(ask, organisation):
    assert ask("units", county="9999") == (404, {"detail": "no county has the code 9999"})
    assert ask("units", county="1263")[0] == 404
    assert ask("units", county="\x00")[0] == 404
    status, answer = ask("units", kind="kommune")
    assert status == 422
    assert answer["detail"].startswith("kind: ")


@pytest.mark.parametrize("month", ["2018-13", "2018-5", "mai 2018", "0000-01", "0001-01", "9999-12"])
def test_what_is_no_month_is_refused_in_words(ask, month, organisation):
    status, answer = ask("units", month=month)
    assert status == 422
    assert answer["detail"].startswith("month: ")
