"""Preliminary figures of the country's page and of the funnel say so, as those of the other pages do."""

import csv
import io
import re

import pytest

from tests.builders import a_country, a_county
from tests.dashboards.test_comparison_page import chart_of
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.published import of, offices_in, publish

pytestmark = pytest.mark.django_db
COUNTRY, FUNNEL = "/country/2018-05/", "/indicators/IND0/2018-05/?county=1200&view=funnel"
WARNING = "Foreløpige tall for mai 2018."


@pytest.fixture
def world():
    """April is final; of May the figures of Hordaland are preliminary and those of Sogn final."""
    made = a_world(offices=8, indicators=1)
    made.package.owner = a_country()
    made.package.save()
    made.publish(APRIL)
    sogn = offices_in(a_county("1400", "NAV Sogn"), number=2)
    publish(of(made.indicators[0], sogn, (95, 100), (96, 100)), MAY, package=made.package)
    made.publish(MAY, preliminary=True)
    return made


@pytest.fixture
def browser(world):
    return reader("employee", world.voss)


def states_of(browser, more=""):
    text = browser.get(f"{COUNTRY}?format=csv{more}").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return {row["unit"] if row["unit"] != "NO" else row["kind"]: row["state"] for row in rows}


@pytest.mark.parametrize("more", ["", "&figure=mean"])
def test_one_preliminary_county_makes_the_country_preliminary_and_no_other_county(browser, more):
    expected = {"mean_of_offices": "preliminary", "country": "preliminary", "1200": "preliminary", "1400": "value"}
    assert states_of(browser, more) == expected


@pytest.mark.parametrize("address", [COUNTRY, f"{COUNTRY}?figure=mean", FUNNEL])
def test_a_page_warns_until_the_month_is_final(world, browser, address):
    assert WARNING in text_of(browser.get(address))
    assert WARNING not in text_of(browser.get(address.replace("2018-05", "2018-04")))
    world.publish(MAY)
    final = text_of(browser.get(address))
    assert WARNING not in final
    assert "foreløpig" not in final


def test_each_cell_that_is_preliminary_says_so_and_no_other(browser):
    page = text_of(browser.get(COUNTRY))
    rows = dict(re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*)(.*?)</tr>', page, re.DOTALL))
    marked = {name for name, cells in rows.items() if "foreløpig" in cells}
    assert marked == {"Snitt av kontorene", "Hele landet samlet", "Hordaland"}
    assert "Sogn" in rows


def test_the_funnel_has_the_preliminary_dots_and_marks_them_in_its_table_as_the_bars_do(browser):
    funnel, bars = text_of(browser.get(FUNNEL)), text_of(browser.get(FUNNEL.replace("&view=funnel", "")))
    assert len(chart_of(funnel)["data"][-1]["x"]) == 8
    tables = [page[page.index("<tbody") : page.rindex("</tbody>")].split("</tr>") for page in (funnel, bars)]
    assert [sum("foreløpig" in row for row in table) for table in tables] == [8, 8]
