"""Pages of an installation that has nothing yet, and of one that has much: they answer, and ask as many queries."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecards.models import Layout
from tests.builders import a_country, a_county, a_goal, a_package, a_target, an_indicator, an_item, an_office
from tests.dashboards.world import MAY, a_world, reader, text_of
from tests.scorecards.local import a_local_indicator

pytestmark = pytest.mark.django_db
# Addresses that name nothing, for whoever has just set the installation up.
WITHOUT_NAMES = (
    "/", "/office/", "/county/", "/ranking/", "/country/", "/counties/", "/offices/", "/indicators/", "/search/?q=nav",
    "/organisation/", "/organisation-changes/", "/perspectives/", "/packages/", "/catalogue/files/", "/settings/",
    "/organisation-changes/file/", "/catalogue/indicators/new/", "/catalogue/goals/new/", "/catalogue/packages/new/",
)  # fmt: skip
FILES = ("/offices/", "/counties/", "/indicators/", "/organisation/", "/packages/")


class TestNothingYet:
    @pytest.fixture
    def first_person(self):
        return reader("directorate", a_country())

    @pytest.mark.parametrize("path", WITHOUT_NAMES)
    def test_a_page_answers_and_has_a_heading(self, first_person, path):
        page = text_of(first_person.get(path, follow=True))
        assert page.count("<h1") == 1

    @pytest.mark.parametrize("path", ["/counties/", "/offices/", "/indicators/", "/packages/"])
    def test_an_empty_list_says_what_will_stand_there(self, first_person, path):
        page = text_of(first_person.get(path))
        (empty,) = re.findall(r'class="[^"]*\bempty\b[^"]*".*?</section>', page, re.DOTALL)
        assert re.search(r"<p>.{20,}</p>", empty, re.DOTALL)

    @pytest.mark.parametrize("path", FILES)
    def test_an_empty_table_is_a_file_with_a_header_alone(self, first_person, path):
        lines = first_person.get(path + "?format=csv").content.decode("utf-8-sig").splitlines()
        assert lines
        assert ";" in lines[0]

    def test_who_may_deliver_is_told_what_comes_first_where_there_is_no_package(self, first_person):
        page = text_of(first_person.get("/deliveries/"))
        assert page.count("<h1") == 1
        assert 'href="/catalogue/files/"' in page

    def test_a_package_alone_opens_the_deliveries(self, first_person):
        a_package("LAND", owner=a_country())
        page = text_of(first_person.get("/deliveries/"))
        assert page.count("<h1") == 1
        assert 'href="/deliveries/new/' in page


def more(world, numbers: range) -> None:
    """One more for each number of everything: offices, counties, indicators, goals, packages, layouts, local goals."""
    for n in numbers:
        county = a_county(f"2{n:03}", f"NAV Fylke {n}")
        an_office(f"3{n:03}", f"NAV Stor {n}", county=world.county, region=world.region)
        an_office(f"4{n:03}", f"NAV Annet {n}", county=county)
        goal = a_goal(f"MER{n}", f"Mål {n}")
        indicator = an_indicator(f"MER{n}", f"Mer {n}", goal=goal)
        an_item(world.package, indicator, order=100 + n)
        a_target(indicator, 0.9, 0.8)
        package = a_package(f"PAKKE{n}", owner=world.county)
        an_item(package, indicator)
        Layout.objects.create(code=f"OPPSETT{n}", package=world.package, header_row=1, unit_column="A")
        a_local_indicator(world.voss, f"Lokalt {n}")


def queries_of(browser, path: str) -> int:
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        text_of(browser.get(path))
    return len(queries)


class TestMuch:
    PAGES = (
        "/country/2018-05/", "/counties/", "/offices/", "/indicators/", "/search/?q=nav",
        "/organisation/?month=2018-05", "/organisation/1200/", "/organisation-changes/", "/perspectives/", "/goals/G1/",
        "/packages/", "/packages/STYR/?month=2018-05", "/catalogue/packages/STYR/items/",
        "/catalogue/indicators/IND0/targets/",
        "/catalogue/indicators/new/", "/layouts/", "/layouts/new/", "/local/1235/", "/local/1235/2018-05/",
        "/local/1200/", "/local/1235/new/", "/deliveries/new/",
    )  # fmt: skip

    @pytest.fixture
    def world(self):
        made = a_world()
        made.publish(MAY)
        more(made, range(3))
        return made

    @pytest.fixture
    def staff(self, world):
        return reader("county", world.county)

    def test_a_page_takes_as_many_queries_for_thirty_of_everything_as_for_three(self, world, staff):
        few = {path: queries_of(staff, path) for path in self.PAGES}
        more(world, range(3, 30))
        assert {path: queries_of(staff, path) for path in self.PAGES} == few
