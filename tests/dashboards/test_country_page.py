"""The country's page: the counties side by side, as wholes or as means of their offices."""

import re

import pytest
from django.core.cache import caches

from organisation.models import Unit
from scorecards.models import Package
from tests.builders import a_county, a_target, an_office
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
PAGE = "/country/2018-05/"


@pytest.fixture
def world():
    """Two counties in a package of the country's own: Hordaland's offices differ in size, Sogn has one."""
    made = a_world()
    country = made.indicators[0].owner
    Package.objects.filter(pk=made.package.pk).update(owner=country, name="Landspakke")
    made.package.refresh_from_db()
    made.publish(APRIL, (90, 100))
    made.publish(MAY, (10, 100), (10, 10), (10, 10))
    sogn = an_office("1401", "NAV Flora", county=a_county("1400", "NAV Sogn og Fjordane"))
    publish({(made.indicators[0], sogn): (95, 100)}, MAY, package=made.package)
    return made


@pytest.fixture
def browser(world):
    return reader("directorate", world.package.owner)


def rows_of(page):
    found = re.findall(r'<tr class="[^"]*"><th scope="row">(?:<a[^>]*>)?([^<]*).*?</th>(.*?)</tr>', page, re.DOTALL)
    return {name: re.sub(r"<[^>]+>|\s+", " ", cells).split() for name, cells in found}


def test_each_county_is_one_unit_of_all_its_cases(browser):
    rows = rows_of(text_of(browser.get(PAGE)))
    assert list(rows) == ["Snitt av kontorene", "Hele landet samlet", "Hordaland", "Sogn og Fjordane"]
    assert "25,0" in rows["Hordaland"]  # 30 of 120
    assert "95,0" in rows["Sogn og Fjordane"]


def test_or_the_mean_of_its_offices(browser):
    rows = rows_of(text_of(browser.get(PAGE + "?figure=mean")))
    assert "70,0" in rows["Hordaland"]  # 10, 100 and 100 per cent


def test_a_county_leads_to_its_page_and_a_cell_to_its_comparison(browser):
    page = text_of(browser.get(PAGE))
    assert 'href="/counties/1200/2018-05/"' in page
    assert 'href="/indicators/IND0/2018-05/?county=1400"' in page


def test_a_change_of_colour_since_the_month_before_is_counted(browser):
    assert "3 svakere" in text_of(browser.get(PAGE))


def test_a_countys_own_target_holds_for_it(world, browser):
    assert "Rød:" not in rows_of(text_of(browser.get(PAGE)))["Sogn og Fjordane"]
    a_target(world.indicators[0], 0.99, 0.97, unit=Unit.objects.get(code="1400"))
    caches["pages"].clear()
    assert "Rød:" in rows_of(text_of(browser.get(PAGE)))["Sogn og Fjordane"]


def test_a_month_without_figures_names_the_nearest(browser):
    page = text_of(browser.get("/country/2018-07/"))
    assert "Ingen tall for juli 2018" in page
    assert 'href="/country/2018-05/"' in page


def test_the_shortest_address_leads_to_the_last_month(browser):
    assert browser.get("/country/").url == PAGE
    assert "/country/" in text_of(browser.get("/counties/"))


def test_without_a_package_of_its_own_the_country_has_no_page_to_lead_to(world, browser):
    Package.objects.filter(pk=world.package.pk).update(owner=world.county)
    assert browser.get("/country/").url == "/counties/"
    assert 'href="/country/"' not in text_of(browser.get("/counties/"))


def test_the_table_is_a_file(browser):
    lines = browser.get(PAGE + "?format=csv").content.decode("utf-8-sig").splitlines()
    assert any("1400" in line and "0.95" in line for line in lines)


def test_an_unknown_package_is_not_found(browser):
    assert browser.get(PAGE + "?package=NOPE").status_code == 404


def test_few_queries_however_many_counties(world, browser, django_assert_max_num_queries):
    for number in range(12):
        an_office(county=a_county(f"2{number:03}", f"NAV Fylke {number}"))
    with django_assert_max_num_queries(12):
        assert browser.get(PAGE).status_code == 200


class TestSortingAndFilters:
    def test_counties_are_sorted_by_a_heading(self, browser):
        assert list(rows_of(text_of(browser.get(PAGE + "?sort=IND0"))))[2:] == ["Sogn og Fjordane", "Hordaland"]
        assert list(rows_of(text_of(browser.get(PAGE + "?sort=-IND0"))))[2:] == ["Hordaland", "Sogn og Fjordane"]

    def test_by_the_means_they_may_stand_otherwise_and_the_heading_keeps_them(self, browser):
        page = text_of(browser.get(PAGE + "?figure=mean&sort=IND0"))
        assert 'href="?sort=-IND0&amp;figure=mean"' in page
        assert "70,0" in rows_of(page)["Hordaland"]

    def test_only_those_of_which_a_colour_has_changed(self, browser):
        page = text_of(browser.get(PAGE + "?offices=changed"))
        assert list(rows_of(page))[2:] == ["NAV Hordaland"]  # alone it shares no first word with others
        assert "Fylker med ny farge" in page
        assert "Kontor med ny farge" not in page
