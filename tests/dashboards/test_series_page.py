"""One indicator over time at an office: months, what changed on the way, and the words about it."""

import datetime

import pytest

from scorecards.models import Indicator
from tests.builders import a_county, a_placement, a_target, an_indicator, an_office
from tests.dashboards.test_comparison_page import chart_of
from tests.dashboards.world import APRIL, MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"
ADDRESS = "/offices/1235/indicators/IND0/"


@pytest.fixture
def world():
    made = a_world()
    made.publish("2018-02", (80, 100))
    made.publish(APRIL, (76, 80))
    made.publish(MAY, (73, 90), (95, 100), (4, 5))
    return made


def page_of(world, address=ADDRESS):
    return text_of(reader(unit=world.voss).get(address))


def test_it_runs_from_the_first_month_with_figures_to_the_last(world):
    page = page_of(world)
    assert "NAV Voss · februar 2018 til mai 2018" in page
    assert chart_of(page)["data"][2]["y"] == pytest.approx([80.0, None, 95.0, 81.11], abs=0.01)


def test_the_last_month_its_change_and_the_year_stand_on_top(world):
    page = page_of(world)
    assert "<dt>Mai 2018</dt>" in page
    assert f"81,1{NB}%" in page
    assert f"−13,9{NB}pp" in page
    assert f"84,8{NB}%" in page  # 229 of 270


def test_after_a_missing_month_no_change_is_claimed(world):
    world.publish("2018-07", (73, 90))
    assert "Endring fra" not in page_of(world)


def test_the_table_has_every_month_newest_first(world):
    page = page_of(world)
    assert page.index("mai 2018</th>") < page.index("april 2018</th>") < page.index("mars 2018</th>")
    assert "ikke levert" in page  # March


def test_the_table_has_mean_and_result_under_two_names(world):
    page = page_of(world)
    assert "Snitt av kontorene</th>" in page
    assert "Fylket samlet</th>" in page


def test_a_correction_is_said(world):
    world.publish(MAY, (74, 90), (95, 100), (4, 5))
    assert "rettet 1 g." in page_of(world)


def test_a_changed_definition_is_flagged_on_the_curve_and_in_words(world):
    Indicator.objects.filter(code="IND0").update(definition_changed=datetime.date(2018, 4, 1))
    page = page_of(world)
    assert "Definisjonen er endret:" in page
    assert any(each.get("text") == "1" for each in chart_of(page)["layout"]["annotations"])


def test_a_new_target_is_flagged_with_both(world):
    world.indicators[0].targets.update(valid_to=datetime.date(2018, 5, 1))
    a_target(world.indicators[0], 0.95, 0.85, since="2018-05-01")
    page = page_of(world)
    assert f"≥{NB}95{NB}% fra mai 2018, før ≥{NB}90{NB}%." in page


def test_what_the_indicator_is_stands_beside(world):
    related = an_indicator("ANNEN", "En annen indikator")
    Indicator.objects.filter(code="IND0").update(
        what="Andelen som har fått svar.", why="Svar gir trygghet.", weaknesses="Få saker."
    )
    world.indicators[0].related.add(related)
    page = page_of(world)
    assert "Andelen som har fått svar." in page
    assert "Svar gir trygghet." in page
    assert "Kjente svakheter" in page
    assert "Hva kontoret kan gjøre" not in page  # nothing is written
    assert 'href="/indicators/ANNEN/">En annen indikator' in page


def test_an_indicator_without_words_says_so(world):
    assert "Indikatoren har ingen beskrivelse ennå." in page_of(world)


def test_an_indicator_that_the_office_has_no_figures_of_says_so(world):
    an_indicator("NY", "Ny indikator")
    page = page_of(world, "/offices/1235/indicators/NY/")
    assert "Ingen tall for NAV Voss" in page
    assert "application/json" not in page


@pytest.mark.parametrize(
    "address", ["/offices/1235/indicators/NOPE/", "/offices/7777/indicators/IND0/", "/offices/1200/indicators/IND0/"]
)
def test_what_is_unknown_is_not_found(world, address):
    assert reader(unit=world.voss).get(address).status_code == 404


def test_a_code_is_found_in_any_case(world):
    assert "Indikator 0" in page_of(world, "/offices/1235/indicators/ind0/")


def test_a_preliminary_last_month_says_so_and_gives_no_place(world):
    world.publish("2018-06", (73, 90), preliminary=True)
    page = page_of(world)
    assert "Siste måned er foreløpig." in page
    assert "Plass i fylket" not in page


def test_a_hidden_month_is_a_gap_and_says_too_few(world):
    world.publish("2018-06", "too_few", (95, 100), (4, 5))
    page = page_of(world)
    assert chart_of(page)["data"][2]["y"][-1] is None
    assert "for få" in page


def test_the_office_stands_where_it_stood_in_its_last_month(world):
    other = a_county("4600", "NAV Vestland")
    moved = an_office("1299", "NAV Før", county=world.county, until="2019-01-01")
    a_placement(moved, name="NAV Etter", county=other, since="2019-01-01")
    world.offices.append(moved)
    world.publish("2018-06")
    assert "NAV Før" in page_of(world, "/offices/1299/indicators/IND0/")


def test_the_comparison_of_the_last_month_is_one_click_away(world):
    assert 'href="/indicators/IND0/2018-05/?county=1200&amp;office=1235"' in page_of(world)
