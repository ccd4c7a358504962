"""Is this figure wrong? The one who owns it is named, and the people who may change it there can be written to."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.models import User
from dashboards.wrong_figure import subject_of
from scorecards.models import Indicator
from tests.builders import a_country, a_county, a_person, a_role, an_indicator, an_office
from tests.dashboards.world import MAY, World, a_world, reader, text_of

pytestmark = pytest.mark.django_db
MAILTO = re.compile(r'href="(mailto:[^"]+)">([^<]+)</a>')
ASKED = "?unit=1235&month=2018-05"


@pytest.fixture
def world() -> World:
    made: World = a_world()
    made.publish(MAY)
    Indicator.objects.filter(code="IND0").update(owner=made.county)
    Indicator.objects.filter(code="IND1").update(owner=made.voss)
    return made


def page_of(code: str = "IND0", query: str = "") -> str:
    page: str = text_of(reader("employee", an_office("1999")).get(f"/indicators/{code}/question/{query}"))
    return page


def asked(page: str) -> list[tuple[str, str, str]]:
    """Name, address and subject of each message that can be sent."""
    found = []
    for href, name in MAILTO.findall(page):
        parts = urlsplit(unescape(href))
        found.append((name, parts.path, parse_qs(parts.query)["subject"][0]))
    return found


class TestTheSubject:
    @pytest.mark.parametrize(
        ("unit", "month", "subject"),
        [
            ("NAV Voss", "2018-05", "Dialogmøte 2, NAV Voss, mai 2018"),
            ("NAV Voss", "", "Dialogmøte 2, NAV Voss"),
            ("", "2018-05", "Dialogmøte 2, mai 2018"),
            ("", "", "Dialogmøte 2"),
            ("", "2018-13", "Dialogmøte 2"),
            ("", "mai", "Dialogmøte 2"),
        ],
    )
    def test_names_what_is_known(self, unit, month, subject):
        assert subject_of("Dialogmøte 2", unit, month) == subject


class TestWhoIsAsked:
    def test_those_who_may_change_it_at_its_owner_with_office_and_month(self, world):
        a_person("kari@nav.example", "Kari Nordmann", role="county", unit=world.county)
        page = page_of(query=ASKED)
        subject = "Spørsmål om Indikator 0, NAV Voss, mai 2018"
        assert asked(page) == [("Kari Nordmann", "kari@nav.example", subject)]
        assert "fylkesmedarbeider, kari@nav.example" in page
        assert 'href="/organisation/1200/">NAV Hordaland</a>' in page

    def test_the_subject_is_written_so_that_every_program_reads_it(self, world):
        a_person("kari@nav.example", role="county", unit=world.county)
        (href,) = [href for href, _ in MAILTO.findall(page_of(query=ASKED))]
        assert href.startswith(
            "mailto:kari@nav.example?subject=Sp%C3%B8rsm%C3%A5l%20om%20Indikator%200%2C%20NAV%20Voss"
        )
        assert " " not in href
        assert "+" not in href

    def test_an_office_s_own_is_asked_of_its_leader_not_of_its_employees(self, world):
        a_person("leder@nav.example", "Lars Leder", role="leader", unit=world.voss)
        a_person("ansatt@nav.example", "Anne Ansatt", role="employee", unit=world.voss)
        assert [name for name, *_ in asked(page_of("IND1"))] == ["Lars Leder"]

    def test_the_country_s_are_asked_of_the_directorate_before_administrators(self, world):
        a_person("a@nav.example", "Adam", role="administrator")
        a_person("d@nav.example", "Dina", role="directorate")
        assert [name for name, *_ in asked(page_of("IND2"))] == ["Dina", "Adam"]

    def test_nobody_whose_account_is_closed_or_whose_role_is_over(self, world):
        gone = a_person("gone@nav.example", role="county", unit=world.county)
        User.objects.filter(pk=gone.pk).update(closed_at="2018-01-01T00:00:00Z")
        was = a_person("was@nav.example", role="county", unit=world.county)
        was.roles.update(ended_at="2018-01-01T00:00:00Z")
        assert asked(page_of()) == []

    def test_nobody_of_another_county(self, world):
        a_person("sogn@nav.example", role="county", unit=a_county("1400", "NAV Sogn og Fjordane"))
        assert asked(page_of()) == []

    def test_who_has_two_roles_there_is_named_once(self, world):
        person = a_person("kari@nav.example", "Kari", role="county", unit=world.county)
        a_role(person, "directorate", world.county)
        assert [name for name, *_ in asked(page_of())] == ["Kari"]


class TestWhereNobodyIsThere:
    def test_the_unit_above_is_named_with_its_people(self, world):
        a_person("fylke@nav.example", "Fylkeskari", role="county", unit=world.county)
        page = page_of("IND1")
        assert "Ingen der har en rolle som kan endre den. Spør NAV Hordaland, som står over:" in page
        assert [name for name, *_ in asked(page)] == ["Fylkeskari"]

    def test_the_nearest_with_people_is_asked(self, world):
        a_person("direktoratet@nav.example", "Direktoratet", role="directorate", unit=a_country())
        page = page_of("IND1")
        assert "Spør Hele landet, som står over:" in page

    def test_where_nobody_above_can_either_the_nearest_unit_is_named(self, world):
        page = page_of("IND1")
        assert "Nærmeste enhet over er Region Hardanger og Voss." in page
        assert asked(page) == []

    def test_where_there_is_nothing_above_that_is_said(self, world):
        page = page_of("IND2")
        assert "Ingen har en rolle som kan endre den der, og ingen enhet står over." in page


class TestThePage:
    def test_an_unknown_indicator_is_not_found(self, world):
        assert reader().get("/indicators/NOPE/question/").status_code == 404

    @pytest.mark.parametrize("query", ["?unit=7777&month=2018-05", "?unit=<b>&month=x", "?unit=&month="])
    def test_what_is_not_known_of_unit_and_month_is_left_out(self, world, query):
        page = page_of(query=query)
        assert '<p class="lead">Indikator 0' in page
        assert "7777" not in page
        assert "<b>&" not in page

    def test_people_are_named_as_they_are_now(self, world):
        person = a_person("ola@nav.example", "Ola Svensen", role="county", unit=world.county)
        browser = reader("leader", world.voss)
        assert "Ola Svensen" in text_of(browser.get("/indicators/IND0/question/"))
        person.roles.update(ended_at="2018-06-01T00:00:00Z")
        assert "Ola Svensen" not in text_of(browser.get("/indicators/IND0/question/"))

    def test_a_figure_s_page_leads_to_it_with_unit_and_month(self, world):
        page = text_of(reader("leader", world.voss).get("/offices/1235/indicators/IND0/"))
        assert 'href="/indicators/IND0/question/?unit=1235&amp;month=2018-05"' in page
        assert "Tallet for mai 2018 kom i filen fil.csv til Styringspakke Hordaland" in page

    def test_it_takes_as_many_queries_for_thirty_people_as_for_one(self, world, django_assert_num_queries):
        browser = reader("leader", world.voss)
        browser.get("/indicators/IND0/question/")
        for number in (1, 29):
            for _ in range(number):
                a_person(role="county", unit=world.county)
            with django_assert_num_queries(6):
                browser.get(f"/indicators/IND0/question/{ASKED}")

    def test_a_local_indicator_without_a_goal_has_one_too(self, world):
        an_indicator("LOKAL", owner=world.voss)
        assert "NAV Voss" in page_of("LOKAL")
