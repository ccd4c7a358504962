"""Where to go: home by role, the menu's own pages, and the lists to choose from."""

import re

import pytest

from accounts.models import Role
from organisation.queries import placed
from rankings.services.publishing import publish_ranking
from tests.builders import a_country, a_county, a_person, a_role, a_succession, a_unit, an_office
from tests.dashboards.world import APRIL, MAY, a_world, browser_of, reader, text_of
from tests.rankings.county import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = a_world()
    made.publish(APRIL)
    made.publish(MAY)
    return made


def goes_to(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 302, answer
    return answer["Location"]


class TestHome:
    def test_an_office_comes_to_its_last_month(self, world):
        for role in ("leader", "employee"):
            assert goes_to(reader(role, world.voss), "/") == "/offices/1235/2018-05/"

    def test_a_county_comes_to_its_table(self, world):
        assert goes_to(reader("county", world.county), "/") == "/counties/1200/2018-05/"

    def test_a_region_comes_to_its_own(self, world):
        assert goes_to(reader("leader", world.region), "/") == "/regions/1291/2018-05/"

    @pytest.mark.parametrize("role", ["directorate", "administrator"])
    def test_the_whole_country_comes_to_the_list_of_counties(self, world, role):
        assert goes_to(reader(role), "/") == "/counties/"

    def test_somebody_without_a_role_comes_to_the_list_of_counties(self, world):
        browser = reader("leader", world.voss, email="ola@test.example")
        Role.objects.update(ended_at="2018-06-01T00:00Z")
        assert goes_to(browser, "/") == "/counties/"

    def test_the_office_comes_before_the_county_for_who_has_both(self, world):
        person = a_person(role="county", unit=world.county)
        a_role(person, "leader", world.voss)
        assert goes_to(browser_of(person), "/") == "/offices/1235/2018-05/"

    def test_an_administrator_who_leads_an_office_comes_to_the_office(self, world):
        person = a_person(role="administrator", unit=a_country())
        a_role(person, "leader", world.voss)
        assert goes_to(browser_of(person), "/") == "/offices/1235/2018-05/"

    def test_an_office_without_figures_comes_to_the_last_month_of_all(self, world):
        assert goes_to(reader(unit=an_office("1299", county=world.county)), "/") == "/offices/1299/2018-05/"

    def test_before_any_figures_there_is_still_somewhere_to_go(self):
        browser = reader("county", a_county("1200"))
        assert browser.get("/", follow=True).status_code == 200

    def test_who_is_not_logged_in_is_sent_to_the_login_page(self, client):
        assert goes_to(client, "/") == "/login/?next=/"


class TestMenu:
    def test_kontor_is_the_readers_own(self, world):
        assert goes_to(reader(unit=world.voss), "/office/") == "/offices/1235/2018-05/"
        assert goes_to(reader("county", world.county), "/office/") == "/offices/"

    def test_fylke_is_the_readers_own(self, world):
        for browser in (reader(unit=world.voss), reader("county", world.county), reader("leader", world.region)):
            assert goes_to(browser, "/county/") == "/counties/1200/2018-05/"
        assert goes_to(reader("directorate"), "/county/") == "/counties/"

    def test_rangering_is_the_last_one_of_the_readers_county(self, world):
        assert goes_to(reader(unit=world.voss), "/ranking/") == "/rankings/1200/2018-05/"
        assert goes_to(reader("directorate"), "/ranking/") == "/counties/"

    def test_an_office_that_is_no_more_still_has_its_county(self, world):
        old = a_county("1300", "NAV Gammel", until="2018-05-01")
        gone = an_office("1399", county=old, until="2018-05-01")
        a_succession(gone, world.voss, "2018-05-01")
        assert reader(unit=gone).get("/county/", follow=True).status_code == 200

    def test_the_menu_is_the_same_on_every_page(self, world):
        browser = reader(unit=world.voss)
        for address in ("/offices/1235/2018-05/", "/counties/1200/2018-05/", "/indicators/", "/offices/"):
            page = text_of(browser.get(address))
            for href in ("/office/", "/county/", "/indicators/", "/ranking/"):
                assert f'class="aksel-internalheader__button" href="{href}"' in page

    def test_the_page_one_is_on_is_marked(self, world):
        page = text_of(reader(unit=world.voss).get("/counties/1200/2018-05/"))
        assert 'href="/county/" aria-current="page"' in page

    def test_only_what_exists_is_in_the_menu(self, world):
        page = text_of(reader("administrator").get("/indicators/"))
        assert "Oppfølging" not in page
        assert "Møtevisning" not in page
        assert 'href="/people/"' in page

    def test_every_link_of_the_menu_leads_somewhere(self, world):
        browser = reader("administrator")
        for href in ("/office/", "/county/", "/indicators/", "/ranking/", "/deliveries/", "/people/", "/settings/"):
            assert browser.get(href, follow=True).status_code == 200, href


class TestLists:
    def test_counties_have_their_last_month_and_number_of_offices(self, world):
        page = text_of(reader("directorate").get("/counties/"))
        assert 'href="/counties/1200/2018-05/">NAV Hordaland' in page
        assert "finnes ikke lenger" not in page
        assert '<td class="num">3</td>' in page
        assert "ingen ennå" in page

    def test_a_county_without_results_is_not_in_the_list(self, world):
        a_county("1400", "NAV Sogn og Fjordane")
        assert "Sogn og Fjordane" not in text_of(reader("directorate").get("/counties/"))

    def test_a_county_that_is_no_more_stays_with_its_last_month(self, world):
        old = a_county("1300", "NAV Gammel", until="2018-05-01")
        world.offices = [an_office("1399", "NAV Kontor", county=old, until="2018-05-01")]
        world.publish(APRIL)
        page = text_of(reader("directorate").get("/counties/"))
        assert 'href="/counties/1300/2018-04/">NAV Gammel</a> <span class="state">finnes ikke lenger</span>' in page

    def test_without_any_results_the_list_says_what_will_be_here(self):
        assert "Ingen resultater ennå" in text_of(reader("directorate").get("/counties/"))

    def test_offices_stand_under_their_county_by_the_alphabet(self, world):
        other = a_county("1400", "NAV Sogn og Fjordane")
        an_office("1401", "NAV Årdal", county=other)
        an_office("1402", "NAV Flora", county=other)
        page = text_of(reader(unit=world.voss).get("/offices/"))
        assert "5 kontor i mai 2018" in page
        assert page.index("NAV Hordaland") < page.index("NAV Voss") < page.index("NAV Sogn og Fjordane")
        assert page.index("NAV Flora") < page.index("NAV Årdal")
        assert '<a href="/counties/1400/2018-05/">NAV Sogn og Fjordane</a></h2>' in page
        assert "Gå til et fylke" not in page  # two are seen at once

    def test_among_many_counties_one_can_be_jumped_to(self, world):
        for code in ("1400", "1500", "1600"):
            an_office(county=a_county(code, f"NAV Fylke {code}"))
        page = text_of(reader(unit=world.voss).get("/offices/"))
        for place, name in re.findall(r'<a href="#(c\d)">([^<]*)', page):
            assert f'<h2 id="{place}"><a href="/counties/' in page
            assert name in page.partition(f'<h2 id="{place}">')[2].partition("</h2>")[0]
        assert "Gå til et fylke" in page
        assert page.count('href="#c') == 4

    def test_offices_without_a_county_stand_apart(self, world):
        a_unit("office", "1501", "NAV Alene")
        page = text_of(reader(unit=world.voss).get("/offices/"))
        assert ">Uten fylke</h2>" in page

    def test_offices_are_those_of_the_month_asked_for(self, world):
        an_office("1299", "NAV Ny", county=world.county, since="2019-01-01")
        browser = reader(unit=world.voss)
        assert "NAV Ny" not in text_of(browser.get("/offices/?month=2018-05"))
        assert "NAV Ny" in text_of(browser.get("/offices/?month=2019-01"))
        assert "i mai 2018" in text_of(browser.get("/offices/?month=nonsense"))

    def test_a_month_before_all_offices_says_so(self, world):
        assert "Ingen kontor i januar 1990" in text_of(reader(unit=world.voss).get("/offices/?month=1990-01"))

    @pytest.mark.parametrize(
        ("address", "aim"),
        [("/counties/1200/", "/counties/1200/2018-05/"), ("/regions/1291/", "/regions/1291/2018-05/")],
    )
    def test_an_address_without_a_month_leads_to_the_last(self, world, address, aim):
        assert goes_to(reader(unit=world.voss), address) == aim

    @pytest.mark.parametrize("address", ["/counties/7777/", "/counties/1235/", "/regions/7777/", "/regions/1200/"])
    def test_an_unknown_code_is_not_found(self, world, address):
        assert reader(unit=world.voss).get(address).status_code == 404


def test_the_last_ranking_is_in_the_list_of_counties(world):
    for month in YEAR[-6:]:
        world.publish(month)
    county = placed("1200", MAY)
    assert county is not None
    publish_ranking(county=county, month=MAY, by=None)
    assert 'href="/rankings/1200/2018-05/"' in text_of(reader("directorate").get("/counties/"))
    assert goes_to(reader(unit=world.voss), "/ranking/") == "/rankings/1200/2018-05/"
