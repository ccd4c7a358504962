"""The comparison in the browser: chart and table from one query, references with names of their own."""

import json
import re

import pytest

from tests.builders import a_county, a_goal, a_target, an_indicator, an_office
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of
from tests.scorecards.published import publish

pytestmark = pytest.mark.django_db
NB = "\u00a0"
ADDRESS = "/indicators/IND0/2018-05/?county=1200"


@pytest.fixture
def world():
    made = a_world()
    made.publish(APRIL)
    made.publish(MAY, (73, 90), (95, 100), "too_few")
    return made


@pytest.fixture
def sogn(world):
    county = a_county("1400", "NAV Sogn og Fjordane")
    office = an_office("1401", "NAV Flora", county=county)
    publish({(world.indicators[0], office): (80, 100)}, MAY, package=world.package)
    return county


def chart_of(page):
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def rows_of(page):
    return re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a></th>', page)


def test_chart_and_table_show_the_same_offices_in_the_same_order(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS))
    chart = chart_of(page)
    assert chart["data"][0]["x"] == pytest.approx([95.0, 81.11], abs=0.01)
    assert rows_of(page) == ["Odda", "Voss", "Fedje"]


def test_the_mean_of_the_offices_and_the_county_result_are_shown_apart(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS))
    assert "Snitt av kontorene" in page
    assert "Hordaland samlet" in page
    assert f"88,1{NB}%" in page  # the mean of 81.1 and 95


def test_country_and_a_chosen_county_stand_beside(world, sogn):
    page = text_of(reader(unit=world.voss).get(ADDRESS + "&reference=1400"))
    assert "Landet" in page
    assert "Sogn og Fjordane samlet" in page
    assert f"80,0{NB}%" in page


def test_an_office_that_is_too_few_is_named_and_not_drawn(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS))
    assert "For få, vises ikke: Fedje." in page
    assert len(chart_of(page)["data"][0]["x"]) == 2


def test_the_readers_own_office_is_blue_and_stands_in_the_strip(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS))
    assert '<tr class="me"><th scope="row"><a href="/offices/1235/indicators/IND0/">Voss' in page
    assert "<dt>NAV Voss</dt>" in page


def test_the_office_that_the_reader_came_from_is_pointed_out(world):
    page = text_of(reader("county", world.county).get(ADDRESS + "&office=1236"))
    assert "<dt>NAV Odda</dt>" in page


def test_without_a_county_the_readers_own_is_shown(world, sogn):
    assert "Alle kontor i NAV Hordaland" in text_of(reader(unit=world.voss).get("/indicators/IND0/2018-05/"))
    assert "Alle kontor i NAV Sogn og Fjordane" in text_of(reader("county", sogn).get("/indicators/IND0/2018-05/"))


def test_a_reader_of_the_whole_country_sees_the_first_county(world):
    assert "Alle kontor i NAV Hordaland" in text_of(reader("directorate").get("/indicators/IND0/2018-05/"))


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/NOPE/2018-05/",
        "/indicators/IND0/2018-05/?county=7777",
        "/indicators/IND0/2018-05/?county=1200&reference=7777",
    ],
)
def test_an_unknown_indicator_or_county_is_not_found(world, address):
    assert reader(unit=world.voss).get(address).status_code == 404


def test_a_code_is_found_in_any_case(world):
    assert "Indikator 0" in text_of(reader(unit=world.voss).get("/indicators/ind0/2018-05/?county=1200"))


def test_a_month_without_figures_answers_and_names_the_nearest(world):
    page = text_of(reader(unit=world.voss).get("/indicators/IND0/2018-07/?county=1200"))
    assert "Ingen tall for juli 2018" in page
    assert 'href="/indicators/IND0/2018-05/?county=1200">mai 2018' in page


def test_an_indicator_that_nobody_has_figures_of_says_so(world):
    an_indicator("NY", "Ny indikator", goal=a_goal())
    page = text_of(reader(unit=world.voss).get("/indicators/NY/2018-05/?county=1200"))
    assert "Ingen tall for mai 2018" in page


def test_the_table_is_sorted_by_a_link_and_says_so(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS + "&sort=name"))
    assert rows_of(page) == ["Fedje", "Odda", "Voss"]
    assert 'aria-sort="ascending"' in page
    assert "sort=-name" in page


def test_the_form_leads_to_the_pages_own_address(world):
    answer = reader(unit=world.voss).get("/compare/?indicator=IND1&month=2018-05&county=1200&reference=&sort=name")
    assert answer["Location"] == "/indicators/IND1/2018-05/?county=1200&sort=name"


def test_the_form_without_a_choice_leads_to_the_catalogue(world):
    assert reader(unit=world.voss).get("/compare/?month=2018-05")["Location"] == "/indicators/"
    assert reader(unit=world.voss).get("/compare/?indicator=IND1&month=mai").status_code == 404


def test_preliminary_figures_say_so(world):
    world.publish("2018-06", preliminary=True)
    page = text_of(reader(unit=world.voss).get("/indicators/IND0/2018-06/?county=1200"))
    assert "Foreløpige tall for juni 2018." in page


def test_the_chart_has_a_name_a_sentence_and_a_table(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS))
    assert 'aria-labelledby="ct" aria-describedby="cd"' in page
    assert "Stolpediagram over 2 kontor i NAV Hordaland, mai 2018." in page


def test_plotly_comes_with_its_own_style_and_no_other(world):
    page = text_of(reader(unit=world.voss).get(ADDRESS))
    assert 'id="plotly.js-style-global" class="no-inline-styles"' in page
    assert "plotly-basic.min.js" in page


@pytest.mark.parametrize("reading", ["", "&as=now"])
def test_an_office_that_is_judged_by_a_target_of_its_own_is_named(world, reading):
    a_target(world.indicators[0], 0.5, 0.4, unit=world.voss)
    page = text_of(reader_of(world).get(ADDRESS + reading))
    assert f"Annet krav enn fylket: Voss (≥{NB}50{NB}%)." in page


def test_where_nobody_has_a_target_of_its_own_nothing_is_said_of_it(world):
    assert "Annet krav enn fylket" not in text_of(reader_of(world).get(ADDRESS))


def reader_of(world):
    return reader(unit=world.voss)
