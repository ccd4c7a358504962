"""Corrections are visible at each figure: a mark on every page, and on the indicator's page what stood before."""

import re

import pytest

from scorecards.models import Indicator, Result
from scorecards.services.withdrawing import withdraw_delivery
from scorecards.versions import count_up_version
from tests.builders import a_county, a_delivery, a_revision
from tests.dashboards.handing_in import publish
from tests.dashboards.world import APRIL, MAY, World, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"
FIRST = ("1235;IND0;73;90", "1236;IND0;95;100", "1237;IND0;8;10")
SERIES = "/offices/1235/indicators/IND0/"
MARK = '<sup class="revised"'


@pytest.fixture
def world() -> World:
    made: World = a_world()
    publish(made, *FIRST, month=APRIL)
    publish(made, *FIRST)
    return made


@pytest.fixture
def corrected(world: World) -> World:
    publish(world, "1235;IND0;64;90", name="rettet.csv")
    return world


def marks_on(page):
    """How many there are, that of the legend apart."""
    return max(0, page.count(MARK) - 1)


def revisions_of(page):
    return page[page.index('id="rettelser"') :] if 'id="rettelser"' in page else ""


class TestTheMark:
    PAGES = ("/offices/1235/2018-05/", "/indicators/IND0/2018-05/?county=1200", "/counties/1200/2018-05/")

    @pytest.mark.parametrize("address", PAGES)
    def test_stands_at_the_corrected_figure_alone_with_a_legend(self, corrected, address):
        page = text_of(reader().get(address))
        assert marks_on(page) >= 1
        assert "rettet etter at det ble publisert" in page

    @pytest.mark.parametrize("address", PAGES)
    def test_is_nowhere_without_corrections(self, world, address):
        assert MARK not in text_of(reader().get(address))

    @pytest.mark.parametrize("address", [address.replace("-05", "-04") for address in PAGES])
    def test_nor_in_another_month(self, corrected, address):
        assert MARK not in text_of(reader().get(address))

    def test_one_figure_of_three_has_it_in_the_comparison(self, corrected):
        page = text_of(reader().get("/indicators/IND0/2018-05/?county=1200"))
        table = page[page.index("<table") : page.index("</table>")]
        assert table.count(MARK) == 1

    def test_final_figures_that_took_the_place_of_preliminary_ones_are_no_corrections(self, world):
        publish(world, *FIRST, month=MAY + 1, preliminary=True)
        publish(world, "1235;IND0;64;90", month=MAY + 1)
        assert MARK not in text_of(reader().get("/offices/1235/2018-06/"))

    def test_it_costs_no_query_more(self, world, django_assert_num_queries):
        browser = reader()
        with_queries = []
        for step in range(2):
            count_up_version()
            with django_assert_num_queries(99, exact=False) as queries:
                text_of(browser.get("/offices/1235/2018-05/"))
            with_queries.append(len(queries))
            if step == 0:
                publish(world, "1235;IND0;64;90")
        assert with_queries[0] == with_queries[1] <= 12


class TestWhatStoodBefore:
    def test_is_listed_newest_first_with_when_and_by_which_file(self, corrected):
        shown = revisions_of(text_of(reader().get(SERIES)))
        assert re.findall(r"(\d\d,\d)\u00a0%", shown)[:2] == ["71,1", "81,1"]
        assert "gjelder nå" in shown
        assert "rettet av en senere leveranse" in shown
        assert "rettet.csv" in shown

    def test_leads_to_the_delivery_those_who_may_deliver_and_nobody_else(self, corrected):
        assert 'href="/deliveries/' in revisions_of(text_of(reader("county", corrected.county).get(SERIES)))
        for other in (reader(), reader("county", a_county("1400"))):
            assert 'href="/deliveries/' not in revisions_of(text_of(other.get(SERIES)))

    def test_a_withdrawal_says_why(self, world):
        delivery = publish(world, "1235;IND0;64;90")
        withdraw_delivery(delivery=delivery, reason="Tallene gjaldt april.", by=None)
        shown = revisions_of(text_of(reader().get(SERIES)))
        assert "trukket tilbake: Tallene gjaldt april." in shown
        assert f"81,1{NB}%" in shown

    def test_preliminary_figures_that_a_final_one_replaced_say_so(self, world):
        publish(world, *FIRST, month=MAY + 1, preliminary=True)
        publish(world, "1235;IND0;64;90", month=MAY + 1)
        shown = revisions_of(text_of(reader().get(SERIES)))
        assert "endelig tall kom" in shown
        assert "foreløpig" in shown

    def test_nothing_is_said_where_nothing_was_corrected(self, world, corrected):
        assert revisions_of(text_of(reader().get("/offices/1236/indicators/IND0/"))) == ""

    def test_hidden_figures_stay_hidden_there(self, world):
        result = Result.objects.get(indicator=world.indicators[0], unit=world.voss, month=MAY)
        revision = a_revision(result, replaced_by=a_delivery(world.package, MAY))
        type(revision).objects.filter(pk=revision.pk).update(suppressed=True, numerator=3, value=3 / 90)
        Result.objects.filter(indicator=world.indicators[0], unit=world.voss, month=MAY).update(suppressed=True)
        shown = revisions_of(text_of(reader().get(SERIES)))
        assert shown.count("for få") >= 2
        assert f"3,3{NB}%" not in shown
        assert "3 av 90" not in shown

    def test_a_small_figure_of_today_is_hidden_also_in_what_stood(self, corrected):
        Indicator.objects.filter(pk=corrected.indicators[0].pk).update(hide_below=70)
        shown = revisions_of(text_of(reader().get(SERIES)))
        assert "64 av 90" not in shown
