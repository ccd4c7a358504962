"""The view of what has changed colour: what is more than chance first, all of it below, and the same in a file."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from scorecards.versions import count_up_version
from tests.builders import a_region, an_office
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
PAGE = "/counties/1200/2018-05/?view=changes"


@pytest.fixture
def world():
    """A year like any other, and a May in which Voss fell, Odda slipped, and Fedje stayed green."""
    made = a_world(indicators=2)
    for month in Month(2017, 5).through(APRIL):
        made.publish(month, (184 + month.number % 2, 200))
    made.publish(MAY, (130, 200), (178, 200), (185, 200))
    return made


@pytest.fixture
def browser(world):
    return reader("county", world.county)


def file_of(browser, page=PAGE):
    text = browser.get(page + "&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def table_of(page, caption):
    table = page[page.index(f">{caption}</caption>") :].split("</table>")[0]
    return re.findall(r'<th scope="row"><a href="([^"]*)">([^<]*)', table)


def test_what_is_more_than_chance_stands_first(browser):
    page = text_of(browser.get(PAGE))
    beyond = table_of(page, "Skifter som er mer enn tilfeldigheter vanligvis forklarer")
    assert beyond == [("/offices/1235/indicators/IND0/", "Voss"), ("/offices/1235/indicators/IND1/", "Voss")]
    assert "2 av 4 skifter av farge" in page
    assert page.index("Mer enn tilfeldigheter") < page.index("Skiftet farge siden april</h2>")


def test_it_says_how_much_chance_alone_would_make(browser):
    assert "Av hundre andeler som bare svinger tilfeldig, ligger omtrent fem utenfor." in text_of(browser.get(PAGE))


def test_below_it_every_move_indicator_by_indicator(browser):
    page = text_of(browser.get(PAGE))
    assert [name for _, name in table_of(page, "Indikator 0")] == ["Voss", "Odda"]
    assert "0 bedre, 2 svakere · 1 mer enn tilfeldig" in page
    assert 'href="/indicators/IND0/2018-05/?county=1200"' in page


def test_a_move_says_what_it_was_and_what_it_is(browser):
    page = text_of(browser.get(PAGE)).replace("\u00a0", " ")
    row = page[page.index('<th scope="row"><a href="/offices/1235/indicators/IND0/">') :].split("</tr>")[0]
    assert re.sub(r"<[^>]+>", " ", row).split() == [
        "Voss", "Indikator", "0", "Grønn", "92,0", "%", "Rød", "65,0", "%",
    ]  # fmt: skip


def test_the_file_has_the_same_moves(browser):
    rows = file_of(browser)
    found = [(row["unit"], row["indicator"], row["previous_status"], row["status"]) for row in rows]
    assert found[:2] == [("1235", "IND0", "green", "red"), ("1236", "IND0", "green", "yellow")]
    assert [row["is_beyond_chance"] for row in rows] == ["1", "0", "1", "0"]
    assert (rows[0]["previous_value"], rows[0]["value"], rows[0]["is_better"]) == ("0.92", "0.65", "0")
    assert browser.get(PAGE + "&format=xlsx")["Content-Disposition"].endswith('-changes.xlsx"')


def test_it_is_as_many_as_the_strip_above_counts(browser):
    assert "4 svakere, 2 som før" in text_of(browser.get(PAGE))
    assert len(file_of(browser)) == 4


def test_what_is_hidden_now_or_was_before_has_not_moved(world, browser):
    world.publish(MAY, "too_few", (178, 200), (185, 200))
    world.publish(APRIL, (184, 200), "too_few", (184, 200))
    assert file_of(browser) == []
    page = text_of(browser.get(PAGE))
    assert "Ingen tall har skiftet farge." in page
    assert "Ingen skifter av farge er større enn tilfeldigheter vanligvis forklarer." in page


def test_one_region_and_one_part_alone(world, browser):
    other = a_region("1292", "Region Vest", county=world.county)
    world.offices.append(an_office("1299", "NAV Sund", county=world.county, region=other))
    world.publish(APRIL, (185, 200))
    world.publish(MAY, (130, 200))
    assert {row["unit"] for row in file_of(browser, PAGE + "&region=1292")} == {"1299"}
    assert len(file_of(browser, PAGE + "&show=malekort")) == 8


def test_a_region_has_it_too(world):
    page = text_of(reader(unit=world.voss).get("/regions/1291/2018-05/?view=changes"))
    assert "Skiftet farge siden april</h2>" in page
    assert 'href="/indicators/IND0/2018-05/?county=1200"' in page


def test_it_takes_as_many_queries_for_many_as_for_few(world, browser):
    def queries():
        count_up_version()
        with CaptureQueriesContext(connection) as found:
            assert browser.get(PAGE).status_code == 200
        return len(found)

    browser.get(PAGE)
    few = queries()
    world.offices += [
        an_office(f"13{n:02}", f"NAV Nytt {n}", county=world.county, region=world.region) for n in range(9)
    ]
    world.publish(APRIL, (190, 200))
    world.publish(MAY, (100, 200))
    assert queries() == few
