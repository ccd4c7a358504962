"""With nothing but a country and a person, every page is there and says what will come."""

import re

import pytest

from tests.builders import a_country, a_county, a_package
from tests.dashboards.world import reader, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/", "Fylkene står her når den første leveransen er publisert."),
        ("/country/", "Fylkene står her når den første leveransen er publisert."),
        ("/country/2018-05/", "De kommer når fylket publiserer den første leveransen."),
        ("/ranking/", "Fylkene står her når den første leveransen er publisert."),
        ("/search/", "Kontor, fylke, region eller indikator, med navn eller kode"),
        ("/search/?q=voss", "Ingen treff på «voss»"),
        ("/perspectives/", "De kommer når en katalog er lest inn, eller når noen legger inn det første."),
        ("/catalogue/", "De kommer når en katalog er lest inn."),
        ("/deliveries/", "Ingen pakker ennå En leveranse er tallene i en pakke for en måned."),
        ("/deliveries/new/", "Ingen pakker ennå En leveranse er tallene i en pakke for en måned."),
        ("/layouts/", "kan den beskrives her, mot et eksempel."),
        ("/local/NO/", "Det telles for hånd og fylles ut hver måned."),
        ("/local/NO/2018-05/", "Her fylles lokale mål ut, de som telles for hånd."),
        ("/organisation/", "les inn organisasjonen fra en fil."),
        ("/organisation/NO/", "Ingen endringer er skrevet i loggen ennå."),
    ],
)
def test_a_page_is_there_and_says_what_will_be(address, says):
    a_country()
    page = text_of(reader("directorate").get(address, follow=True))
    words = " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())
    assert says in words


def test_the_search_suggests_the_country_alone_which_leads_to_the_list_of_counties():
    browser = reader("directorate")
    assert browser.get("/search/names/").json() == ["Hele landet"]
    assert browser.get("/search/?q=landet", follow=True).redirect_chain[-1] == ("/counties/", 302)


def test_layouts_stay_closed_to_those_who_deliver_nothing():
    assert reader("employee").get("/layouts/").status_code == 403


def test_deliveries_of_no_package_lead_to_where_a_catalogue_is_read_in():
    page = text_of(reader("directorate").get("/deliveries/"))
    assert 'href="/catalogue/files/"' in page
    assert text_of(reader("directorate").get("/catalogue/files/"))


@pytest.mark.parametrize("address", ["/deliveries/", "/deliveries/new/"])
def test_deliveries_stay_closed_to_those_who_deliver_nothing(address):
    assert reader("employee").get(address).status_code == 403
    a_package(owner=a_country())
    assert reader("employee").get(address).status_code == 403
    assert reader("county", a_county()).get(address).status_code == 403  # there is one, and it isn't theirs
