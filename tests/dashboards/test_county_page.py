"""The pages of a county and a region: all offices and indicators, mean and result under two names."""

import re

import pytest

from tests.builders import a_county, a_package, a_region, a_succession, an_item, an_office
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"
HORDALAND = "/counties/1200/2018-05/"
REGION = "/regions/1291/2018-05/"


@pytest.fixture
def world():
    made = a_world()
    made.publish(APRIL, (76, 80))
    made.publish(MAY, (50, 90), (95, 100), (4, 5))
    return made


@pytest.fixture
def page(world):
    return text_of(reader("county", world.county).get(HORDALAND))


def rows_of(page):
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*)', page)


def test_mean_and_result_stand_first_then_regions_with_their_offices(page):
    assert rows_of(page) == [
        "Snitt av kontorene",
        "Hordaland samlet",
        "Region Hardanger og Voss",
        "Fedje",
        "Odda",
        "Voss",
    ]


def test_the_two_county_figures_differ_and_are_explained(page):
    assert "76,9" in page  # the plain mean of 55.6, 95 and 80
    assert "76,4" in page  # 149 of 195
    assert "Snitt av kontorene: hvert kontor teller likt. Samlet: alle saker regnet som én enhet." in page


def test_it_counts_the_red_cells_and_the_changes(page):
    assert "3 av 9" in page
    assert "Skiftet farge siden april" in page
    assert "0 bedre" in page
    assert '<a href="?view=changes">6 svakere, 3 som før</a>' in page


def test_a_cell_leads_to_the_office_and_a_heading_to_the_comparison(page):
    assert 'href="/offices/1235/indicators/IND0/"' in page
    assert 'href="/indicators/IND0/2018-05/?county=1200"' in page
    assert 'href="/offices/1235/2018-05/"' in page
    assert 'href="/regions/1291/2018-05/"' in page


def test_a_red_cell_has_shape_and_word(page):
    assert '<span class="aksel-sr-only">Rød: </span>' in page
    assert 'class="r"' in page


def test_the_ranking_is_one_click_away(page):
    assert 'href="/rankings/1200/2018-05/"' in page


@pytest.mark.parametrize(
    ("order", "offices"),
    [("region", ["Fedje", "Odda", "Voss"]), ("red", ["Voss", "Fedje", "Odda"]), ("name", ["Fedje", "Odda", "Voss"])],
)
def test_the_order_is_the_readers_to_choose(world, order, offices):
    page = text_of(reader("county", world.county).get(HORDALAND + f"?order={order}"))
    assert [name for name in rows_of(page) if name in offices] == offices


def test_the_scorecard_alone_can_be_shown(world):
    page = text_of(reader("county", world.county).get(HORDALAND + "?show=malekort"))
    assert "Indikator 1" in page
    assert "Indikator 2" not in page


def test_another_package_can_be_chosen_and_an_unknown_one_not(world):
    an_item(a_package("LITEN", owner=world.county), world.indicators[0])
    browser = reader("county", world.county)
    assert "Pakke LITEN" in text_of(browser.get(HORDALAND + "?package=LITEN"))
    assert browser.get(HORDALAND + "?package=NOPE").status_code == 404


def test_what_is_hidden_is_an_eye_and_never_a_number(world):
    world.publish("2018-06", "too_few", (9, 10), (8, 10))
    page = text_of(reader("county", world.county).get("/counties/1200/2018-06/"))
    assert '<span class="aksel-sr-only">for få</span>' in page


def test_the_readers_own_office_is_marked(world):
    page = text_of(reader(unit=world.voss).get(HORDALAND))
    assert '<tr class="me"><th scope="row"><a href="/offices/1235/2018-05/">Voss' in page


def test_preliminary_figures_say_so(world):
    world.publish("2018-06", preliminary=True)
    assert "Foreløpige tall for juni 2018." in text_of(reader("county", world.county).get("/counties/1200/2018-06/"))


def test_a_month_without_results_answers_and_names_the_nearest(world):
    page = text_of(reader("county", world.county).get("/counties/1200/2018-08/"))
    assert "Ingen tall for august 2018" in page
    assert 'href="/counties/1200/2018-05/">mai 2018' in page


@pytest.mark.parametrize("address", ["/counties/7777/2018-05/", "/counties/1235/2018-05/", "/regions/1200/2018-05/"])
def test_an_unknown_code_or_another_kind_of_unit_is_not_found(world, address):
    assert reader("county", world.county).get(address).status_code == 404


def test_a_county_that_is_no_more_leads_to_what_it_became(world):
    gone, vestland = a_county("1300", "NAV Bergen", until="2018-01-01"), a_county("4600", "NAV Vestland")
    a_succession(gone, vestland, "2018-01-01")
    page = text_of(reader("county", world.county).get("/counties/1300/2018-05/"))
    assert "NAV Bergen fantes ikke lenger i mai 2018" in page
    assert 'href="/counties/4600/2018-05/">NAV Vestland' in page


class TestRegion:
    def test_the_region_is_shown_as_one_unit_and_with_its_offices(self, world):
        page = text_of(reader(unit=world.voss).get(REGION))
        assert "<h1>Region Hardanger og Voss</h1>" in page
        assert rows_of(page) == ["Snitt av kontorene", "Region Hardanger og Voss samlet", "Fedje", "Odda", "Voss"]
        assert "76,4" in page

    def test_it_has_no_order_by_region_and_no_ranking(self, world):
        page = text_of(reader(unit=world.voss).get(REGION))
        assert "order=region" not in page
        assert "/rankings/" not in page

    def test_the_crumbs_lead_to_the_county(self, world):
        assert 'href="/counties/1200/2018-05/">NAV Hordaland' in text_of(reader(unit=world.voss).get(REGION))

    def test_its_headings_compare_within_the_county(self, world):
        assert 'href="/indicators/IND0/2018-05/?county=1200"' in text_of(reader(unit=world.voss).get(REGION))

    def test_a_region_without_figures_says_so(self, world):
        a_region("1292", "Region Ny", county=world.county)
        page = text_of(reader(unit=world.voss).get("/regions/1292/2018-05/"))
        assert "Ingen tall for mai 2018" in page

    def test_an_office_of_another_region_is_not_in_it(self, world):
        other = a_region("1292", "Region Vest", county=world.county)
        world.offices.append(an_office("1299", "NAV Sund", county=world.county, region=other))
        world.publish("2018-06")
        browser = reader(unit=world.voss)
        assert "Sund" not in text_of(browser.get("/regions/1291/2018-06/"))
        assert rows_of(text_of(browser.get("/regions/1292/2018-06/")))[2:] == ["NAV Sund"]


class TestSortingAndFilters:
    def test_a_heading_sorts_and_says_so_without_a_script(self, world):
        browser = reader("county", world.county)
        page = text_of(browser.get(HORDALAND))
        assert 'href="?sort=IND0" aria-label="Sorter etter Indikator 0"' in page
        page = text_of(browser.get(HORDALAND + "?sort=IND0"))
        assert rows_of(page)[2:] == ["Odda", "Fedje", "Voss"]  # 95, 80 and 56 per cent
        assert 'scope="col" aria-sort="descending"><span class="vert"><a href="/indicators/IND0/' in page
        assert 'href="?sort=-IND0" aria-label="Sorter etter Indikator 0"' in page
        assert rows_of(text_of(browser.get(HORDALAND + "?sort=-IND0")))[2:] == ["Voss", "Fedje", "Odda"]

    def test_one_region_alone_and_back(self, world):
        other = a_region("1292", "Region Vest", county=world.county)
        world.offices.append(an_office("1299", "NAV Sund", county=world.county, region=other))
        world.publish("2018-06")
        page = text_of(reader("county", world.county).get("/counties/1200/2018-06/?region=1292"))
        assert rows_of(page)[2:] == ["Region Vest", "Sund"]
        assert '<a href="?">Alle regioner</a>' in page
        assert '<a href="?region=1292" aria-current="true">Region Vest</a>' in page

    def test_only_columns_with_red_and_only_offices_of_another_colour(self, world):
        world.publish("2018-06", (50, 90), (60, 100), (85, 100))
        browser = reader("county", world.county)
        page = text_of(browser.get("/counties/1200/2018-06/?offices=changed"))
        assert rows_of(page)[2:] == ["Region Hardanger og Voss", "Odda"]  # green to red; Fedje is yellow as before
        assert "Ingenting passer til utvalget" not in page
        world.publish("2018-07", (95, 100))
        page = text_of(browser.get("/counties/1200/2018-07/?columns=red"))
        assert "Ingenting passer til utvalget." in page

    def test_the_file_has_what_the_page_shows(self, world):
        browser = reader("county", world.county)
        page = text_of(browser.get(HORDALAND + "?show=malekort&sort=IND0&order=region"))
        assert 'href="?format=csv&amp;show=malekort&amp;sort=IND0&amp;order=region"' in page
        lines = browser.get(HORDALAND + "?format=csv&show=malekort&sort=IND0").content.decode().splitlines()
        assert not any(";IND2;" in line for line in lines)
        assert [line.split(";")[1] for line in lines if ";office;IND0;" in line] == ["1236", "1237", "1235"]
