"""What surrounds every page, error pages, languages, the security policy, and a fixed number of queries."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.template.loader import get_template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from dashboards.frame import frame_of
from scorecards.services.places import prepare_places
from tests.builders import a_target, an_indicator, an_item, an_office
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAGES = [
    "/offices/1235/2018-05/",
    "/offices/1235/indicators/IND0/",
    "/counties/1200/2018-05/",
    "/regions/1291/2018-05/",
    "/indicators/IND0/2018-05/?county=1200",
    "/indicators/",
    "/indicators/IND0/",
    "/rankings/1200/2018-05/",
    "/offices/",
    "/counties/",
    "/deliveries/",
    "/deliveries/new/",
]
MOST_QUERIES = 12
# A page made for the first time asks for local goals and rights too; an indicator's own page for its history and the
# catalogue that its undo would write; one over time for its package, its file and what the office was before; those
# of a county also whether it was another then. Kept pages ask four.
MORE = {
    "/offices/1235/indicators/IND0/": 18,
    "/counties/1200/2018-05/": 15,
    "/regions/1291/2018-05/": 15,
    "/indicators/IND0/2018-05/?county=1200": 13,
    "/indicators/IND0/": 17,
}


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY)
    return made


class TestFrame:
    def test_the_first_stop_is_past_the_menu(self, world):
        page = text_of(reader(unit=world.voss).get("/indicators/"))
        assert page.index('<a class="skip" href="#innhold">Hopp til innhold</a>') < page.index("<header")
        assert 'id="innhold"' in page

    def test_the_reader_is_named_and_can_log_out(self, world):
        page = text_of(reader(unit=world.voss, name="Kari Nordmann").get("/indicators/"))
        assert '<span class="who">Kari Nordmann</span>' in page
        assert 'action="/logout/"' in page

    def test_nothing_is_loaded_from_elsewhere(self, world):
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-05/"))
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)

    def test_a_request_without_a_person_has_a_bare_frame(self):
        frame = frame_of(RequestFactory().get("/"))
        assert frame.menu == ()
        assert frame.languages
        assert frame_of(None).person == ""

    def test_messages_are_shown_once(self, world):
        browser = reader("county", world.county)
        browser.post("/rankings/1200/2018-05/publish/")
        page = text_of(browser.get("/indicators/"))
        assert re.search(r'class="[^"]* message"', page)
        assert not re.search(r'class="[^"]* message"', text_of(browser.get("/indicators/")))
        assert list(get_messages(browser.get("/indicators/").wsgi_request)) == []

    @pytest.mark.parametrize("address", PAGES)
    def test_every_page_has_one_heading_a_title_and_a_language(self, world, address):
        page = text_of(reader("county", world.county).get(address))
        assert page.count("<h1") == 1
        assert re.search(r"<title>\S.* – Mål og resultater</title>", page)
        assert '<html lang="nb">' in page

    @pytest.mark.parametrize("address", PAGES)
    def test_no_page_has_style_or_script_of_its_own(self, world, address):
        page = text_of(reader("county", world.county).get(address))
        assert " style=" not in page
        assert not re.search(r"<script(?![^>]*(?: src=| type=\"application/json\"))", page)
        assert not re.search(r"<[^>]*\son[a-z]+=", page)
        assert "javascript:" not in page

    @pytest.mark.parametrize("address", PAGES)
    def test_the_security_policy_allows_nothing_inline(self, world, address):
        policy = reader("county", world.county).get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy

    @pytest.mark.parametrize("address", PAGES)
    def test_every_id_is_there_once(self, world, address):
        page = text_of(reader("county", world.county).get(address))
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


class TestErrors:
    def test_a_page_that_is_not_there_says_what_to_do(self, world):
        answer = reader(unit=world.voss).get("/offices/7777/2018-05/")
        assert answer.status_code == 404
        assert "Fant ikke siden" in answer.content.decode()
        assert 'href="/offices/"' in answer.content.decode()

    def test_also_for_who_is_not_logged_in(self, client):
        answer = client.get("/nowhere/")
        assert answer.status_code == 404
        assert "Fant ikke siden" in answer.content.decode()

    def test_a_page_one_may_not_read_says_whom_to_ask(self, world):
        answer = reader(unit=world.voss).get("/deliveries/")
        assert answer.status_code == 403
        assert "spør administratoren" in answer.content.decode()

    @pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html", "503.html"])
    def test_error_pages_need_neither_request_nor_database(self, name, django_db_blocker):
        with django_db_blocker.block():
            page = get_template(name).render({})
        assert "<h1>" in page
        assert "aksel-internalheader" in page


class TestLanguage:
    def test_a_page_can_be_asked_for_in_another_language(self, world):
        browser = reader(unit=world.voss)
        assert '<html lang="nn">' in text_of(browser.get("/indicators/?lang=nn"))
        assert '<html lang="en">' in text_of(browser.get("/indicators/?lang=en"))

    def test_numbers_follow_the_language(self, world):
        page = text_of(reader(unit=world.voss).get("/offices/1235/2018-05/?lang=en"))
        assert "87.5%" in page
        assert "87,5" not in page

    def test_an_unknown_language_is_bokmal(self, world):
        assert '<html lang="nb">' in text_of(reader(unit=world.voss).get("/indicators/?lang=xx"))

    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
    def test_no_text_is_written_past_the_translation(self, template):
        """Between tags stand expressions and marks, not words; `M` is the mark of the scorecard."""
        text = template.read_text(encoding="utf-8")
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", text)
        assert re.findall(r"[A-Za-zÆØÅæøå]{2,}", text) == []

    @pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
    def test_placeholders_are_named(self, template):
        for text in re.findall(r'_\("([^"]*)"', template.read_text(encoding="utf-8")):
            assert not re.search(r"%[sd]|\{\}", text), text

    def test_python_texts_have_named_placeholders(self):
        for file in Path(settings.BASE_DIR / "dashboards").rglob("*.py"):
            for text in re.findall(r'_\(\s*"([^"]*)"', file.read_text(encoding="utf-8")):
                assert not re.search(r"%[sd]|\{\}", text), f"{file.name}: {text}"


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as queries:
        text_of(browser.get(address))
    return len(queries)


class TestQueries:
    """As many for three offices as for sixty, and few."""

    @pytest.mark.parametrize("address", PAGES[:10])
    def test_a_page_takes_few_queries(self, world, address):
        browser = reader(unit=world.voss)
        assert queries_of(browser, address) <= MORE.get(address, MOST_QUERIES)

    def test_so_does_the_page_for_who_delivers(self, world):
        assert queries_of(reader("county", world.county), "/deliveries/new/") <= MOST_QUERIES

    def test_the_calendar_with_its_list_takes_somewhat_more(self, world):
        assert queries_of(reader("county", world.county), "/deliveries/") <= 17

    def test_a_page_takes_as_many_for_three_offices_as_for_sixty(self, world):
        browser = reader(unit=world.voss)
        browser.get(PAGES[0])  # where a visit begins
        world.publish(MAY)  # a corrected figure's page asks what stood before
        few = [queries_of(browser, address) for address in PAGES[:10]]
        for n in range(57):
            world.offices.append(an_office(f"13{n:02d}", f"NAV Stor {n}", county=world.county, region=world.region))
        world.publish(MAY)
        prepare_places()
        assert [queries_of(browser, address) for address in PAGES[:10]] == few

    def test_a_page_takes_as_many_for_one_indicator_as_for_ten(self):
        world = a_world(indicators=1)
        world.publish(MAY)
        browser = reader(unit=world.voss)
        browser.get(PAGES[0])  # where a visit begins
        world.publish(MAY)  # a corrected figure's page asks what stood before
        few = [queries_of(browser, address) for address in PAGES[:4]]
        a_package_with(world, 10).publish(MAY)
        assert [queries_of(browser, address) for address in PAGES[:4]] == few


def a_package_with(world, number):
    """The world with so many indicators more."""
    for order in range(1, number):
        indicator = an_indicator(f"MER{order}", goal=world.indicators[0].goal)
        an_item(world.package, indicator, order=order)
        a_target(indicator, 0.9, 0.8)
        world.indicators.append(indicator)
    return world
