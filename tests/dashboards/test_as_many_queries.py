"""Pages and files with figures, and a delivery's, ask the database as often for thirty of each as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecards.versions import count_up_version
from tests.builders import (
    a_country,
    a_county,
    a_goal,
    a_package,
    a_region,
    a_target,
    an_indicator,
    an_item,
    an_office,
)
from tests.dashboards.handing_in import hand_in
from tests.dashboards.world import MAY, a_world, reader
from tests.scorecards.local import a_local_indicator
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = a_world()
    made.package.owner = a_country()
    made.package.save()
    return made


def grow(world, numbers):
    """One more county with its region, office, indicator, goal, target, package and figures for each number."""
    figures = {}
    for number in numbers:
        county = a_county(f"2{number:03}", f"NAV Fylke {number}")
        region = a_region(f"3{number:03}", county=county)
        office = an_office(f"4{number:03}", f"NAV Kontor X{number}", county=county, region=region)
        beside = an_office(f"5{number:03}", f"NAV Kontor Y{number}", county=world.county, region=world.region)
        indicator = an_indicator(f"N{number}", goal=a_goal())
        a_target(world.indicators[0], 0.9, 0.7, unit=county)
        a_target(indicator, 0.9, 0.7)
        an_item(world.package, indicator, order=10 + number)
        an_item(a_package(f"Q{number}"), indicator)
        a_local_indicator(world.county, f"Telling {number}", filled_in_by="offices")
        figures |= {
            (of, unit): (60 + number, 100) for of in (world.indicators[0], indicator) for unit in (office, beside)
        }
    publish(figures, MAY, package=world.package)
    count_up_version()


def queries_of(browser, address):
    """How many queries the page takes that nobody has kept."""
    count_up_version()
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200, address
    return len(queries)


ADDRESSES = (
    "/country/2018-05/?figure=mean",
    "/country/2018-05/?view=distribution",
    "/country/2018-05/?view=changes",
    "/country/2018-05/?view=follow-up",
    "/counties/1200/2018-05/",
    "/counties/1200/2018-05/?view=distribution&sort=red",
    "/counties/1200/2018-05/?view=changes",
    "/counties/1200/2018-05/?view=follow-up",
    "/regions/1291/2018-05/?view=follow-up",
    "/regions/1291/2018-05/?view=contributions",
    "/indicators/IND0/2018-05/?county=1200&view=funnel",
    "/indicators/IND0/2018-05/?county=1200&view=months",
    "/indicators/IND0/2018-05/?county=1200&view=size&sort=region",
    "/search/names/",
    "/indicators/IND0/",
    "/indicators/IND0/question/?unit=1235&month=2018-05",
    "/offices/1235/indicators/IND0/?period=year",
    "/offices/1235/places/",
    "/catalogue/files/catalogue.xlsx",
    "/local/4001/",
)


def test_every_page_takes_as_many_queries_for_thirty_as_for_three(world):
    browser = reader("directorate")
    grow(world, range(3))
    for address in ADDRESSES:
        browser.get(address)  # what is read once for all is read
    few = {address: queries_of(browser, address) for address in ADDRESSES}
    grow(world, range(3, 30))
    many = {address: queries_of(browser, address) for address in ADDRESSES}
    assert many == few


@pytest.mark.parametrize("more", ["", "changes/", "changes/?format=csv"])
def test_a_delivery_of_thirty_offices_takes_as_many_as_one_of_three(world, more):
    browser = reader("directorate")
    offices = [*world.offices, *(an_office(f"6{n:03}", county=world.county, region=world.region) for n in range(27))]
    counts = []
    for number in (3, 30):
        delivery = hand_in(world, *(f"{office.code};IND0;{40 + number};90" for office in offices[:number]))
        address = f"/deliveries/{delivery.pk}/{more}"
        counts.append(queries_of(browser, address))
    assert counts[0] == counts[1]
