"""The offices it may be worth talking to: reasons as links, the rule in words, nobody's figure given away."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Placement
from organisation.months import Month
from scorecards.models import PackageItem
from scorecards.versions import count_up_version
from tests.builders import a_region, an_office
from tests.dashboards.world import a_world, reader, text_of

pytestmark = pytest.mark.django_db
AUGUST = Month(2018, 8)
PAGE = "/counties/1200/2018-08/?view=follow-up"
HEADING = "Kontor det kan være verdt å snakke med"


def published(made, low=120, last=None):
    """Fourteen months in which the first office lies far below the others on every indicator, and the rest do well."""
    for month in (AUGUST - 13).through(AUGUST):
        first = last if last is not None and month == AUGUST else (low, 200)
        made.publish(month, first, *[(184 + (month.number + n) % 4, 200) for n in range(len(made.offices) - 1)])
    return made


@pytest.fixture
def world():
    return published(a_world(offices=8, indicators=2))


@pytest.fixture
def browser(world):
    return reader("county", world.county)


def file_of(browser, query=""):
    text = browser.get(f"{PAGE}{query}&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def offices_on(page):
    return re.findall(r'<th scope="rowgroup"[^>]*><a href="[^"]*">([^<]*)', page)


def test_an_office_with_reasons_is_there_with_each_reason_a_link(browser):
    page = text_of(browser.get(PAGE))
    assert HEADING in page
    assert offices_on(page) == ["Voss"]
    assert 'href="/offices/1235/indicators/IND0/"' in page
    assert "Langt fra de andre kontorene" in page
    assert "Årets krav kan ikke nås lenger" in page
    assert "Rød tre måneder på rad" in page
    assert "1 av 8 kontor, vurdert på 2 prioriterte indikatorer." in page


def test_it_says_how_it_is_made_and_what_chance_would_make(browser):
    page = text_of(browser.get(PAGE))
    assert "Slik er listen laget" in page
    assert "Av 16 vurderte tall går 2 mot kravet." in page
    assert "ville færre enn 0,1 av dem stått på listen" in page
    assert "Hva kan forklare det?" in page


def test_no_word_on_it_is_a_verdict(browser):
    page = text_of(browser.get(PAGE)).lower()
    assert not [word for word in ("dårlig", "verst", "taper", "svakest") if word in page]


def test_everybody_may_read_it(world):
    elsewhere = reader("employee", an_office("1499", "NAV Flora"))
    assert HEADING in text_of(elsewhere.get(PAGE))


def test_the_file_has_the_same_reasons(browser):
    first, second = file_of(browser)
    assert (first["unit"], first["indicator"], second["indicator"]) == ("1235", "IND0", "IND1")
    assert (first["numerator"], first["value"], first["status"]) == ("120.0", "0.6", "red")
    assert (first["far"], first["concern"], first["out_of_reach"], first["red"]) == ("1", "0", "1", "1")
    assert first["reasons"] == "2"
    assert browser.get(PAGE + "&format=xlsx")["Content-Disposition"].endswith('-follow-up.xlsx"')


def test_a_hidden_figure_is_neither_listed_nor_compared_with(world, browser):
    world.publish(AUGUST, "too_few", *[(185, 200)] * 7)
    page = text_of(browser.get(PAGE))
    assert offices_on(page) == []
    assert "Ingen av 8 kontor skiller seg ut" in page
    assert file_of(browser) == []


def test_only_prioritised_indicators_are_judged(world, browser):
    PackageItem.objects.filter(indicator=world.indicators[0]).update(priority=0)
    assert {row["indicator"] for row in file_of(browser)} == {"IND1"}
    PackageItem.objects.update(priority=0)
    count_up_version()
    page = text_of(browser.get(PAGE))
    assert "Ingen av indikatorene som vises, er prioritert i pakken" in page
    assert offices_on(page) == []


def test_a_part_of_the_package_is_judged_alone(world, browser):
    PackageItem.objects.filter(indicator=world.indicators[0]).update(part="tillegg")
    assert [row["indicator"] for row in file_of(browser, "&show=malekort")] == ["IND1"]


def test_of_one_region_only_its_offices_are_listed_but_compared_with_all(world, browser):
    other = a_region("1292", "Region Vest", county=world.county)
    world.offices.append(an_office("1299", "NAV Sund", county=world.county, region=other))
    published(world)
    assert offices_on(text_of(browser.get(PAGE + "&region=1291"))) == ["Voss"]
    page = text_of(browser.get(PAGE + "&region=1292"))
    assert "Ingen av 1 kontor skiller seg ut" in page


def test_an_office_that_is_as_the_others_is_not_there_for_being_red(world, browser):
    for month in (AUGUST - 13).through(AUGUST):
        world.publish(month, (120, 200))
    page = text_of(browser.get(PAGE))
    assert offices_on(page) == []
    assert "Av 16 vurderte tall går 16 mot kravet." in page


def test_preliminary_figures_are_said_to_be(world, browser):
    world.publish(AUGUST + 1, (120, 200), *[(185, 200)] * 7, preliminary=True)
    page = text_of(browser.get("/counties/1200/2018-09/?view=follow-up"))
    assert "Listen bygger på foreløpige tall og kan endre seg." in page
    assert "Listen bygger på foreløpige tall" not in text_of(browser.get(PAGE))


class TestRegion:
    ADDRESS = "/regions/%s/2018-08/?view=follow-up"

    def test_a_region_has_the_list_of_its_own_offices(self, world):
        page = text_of(reader(unit=world.voss).get(self.ADDRESS % "1291"))
        assert HEADING in page
        assert offices_on(page) == ["Voss"]
        assert "Trakten er laget av alle kontorene i fylket." in page

    def test_each_of_them_is_compared_with_the_whole_county(self, world):
        """Voss alone in its region: it is far from the others all the same, and nobody else is listed."""
        elsewhere = a_region("1292", "Region Vest", county=world.county)
        Placement.objects.filter(unit__in=world.offices[1:]).update(region=elsewhere)
        for month in (AUGUST - 13).through(AUGUST):
            world.publish(month, (120, 200), *[(184 + (month.number + n) % 4, 200) for n in range(7)])
        browser = reader(unit=world.voss)
        alone = text_of(browser.get(self.ADDRESS % "1291"))
        assert offices_on(alone) == ["NAV Voss"]
        assert "Langt fra de andre kontorene" in alone
        assert "1 av 1 kontor, vurdert på 2 prioriterte indikatorer." in alone
        assert offices_on(text_of(browser.get(self.ADDRESS % "1292"))) == []

    def test_its_file_has_the_same(self, world):
        answer = reader(unit=world.voss).get(self.ADDRESS % "1291" + "&format=csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [(row["unit"], row["indicator"]) for row in rows] == [("1235", "IND0"), ("1235", "IND1")]


def test_it_takes_as_many_queries_for_many_as_for_few(world, browser):
    def queries():
        count_up_version()
        with CaptureQueriesContext(connection) as found:
            assert browser.get(PAGE).status_code == 200
        return len(found)

    browser.get(PAGE)
    few = queries()
    more = [an_office(f"13{n:02}", f"NAV Nytt {n}", county=world.county, region=world.region) for n in range(12)]
    world.offices += more
    world.publish(AUGUST, *[(150 + n, 200) for n in range(20)])
    assert queries() == few


def test_where_nothing_differs_the_list_is_the_same_as_the_organisation_is_now(browser):
    assert offices_on(text_of(browser.get(PAGE + "&as=now"))) == ["Voss"]
    assert file_of(browser, "&as=now") == file_of(browser)
