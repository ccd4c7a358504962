"""The catalogue in the browser: every indicator, and what is said of each."""

import datetime

import pytest

from scorecards.models import Indicator
from tests.builders import a_target, an_indicator
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
NB = "\u00a0"


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY)
    return made


def test_the_list_has_every_indicator_under_its_goal(world):
    page = text_of(reader(unit=world.voss).get("/indicators/"))
    assert page.index("Lavere sykefravær") < page.index("Indikator 0") < page.index("Indikator 2")
    assert "høyere er bedre" in page


def test_the_number_of_live_indicators_is_said(world):
    gone = an_indicator("GAMMEL", "Gammel indikator")
    Indicator.objects.filter(pk=gone.pk).update(valid_to=datetime.date(2018, 1, 1))
    page = text_of(reader(unit=world.voss).get("/indicators/"))
    assert "3 indikatorer måles nå · 1 har gått ut eller begynner senere" in page
    assert "måles ikke nå" in page


def test_each_leads_to_what_it_is_and_to_the_comparison(world):
    page = text_of(reader(unit=world.voss).get("/indicators/"))
    assert 'href="/indicators/IND0/"' in page
    assert 'href="/indicators/IND0/2018-05/"' in page


def test_without_a_catalogue_the_page_says_what_will_be_here(client):
    page = text_of(reader("directorate").get("/indicators/"))
    assert "Ingen indikatorer ennå" in page


class TestExplanation:
    def page(self, world):
        return text_of(reader(unit=world.voss).get("/indicators/IND0/"))

    def test_it_says_what_why_how_and_the_weaknesses(self, world):
        Indicator.objects.filter(code="IND0").update(what="W1", why="W2", how="W3", weaknesses="W4")
        page = self.page(world)
        for text in ("W1", "W2", "W3", "W4", "Hva den måler", "Hvorfor", "Hva kontoret kan gjøre", "Kjente svakheter"):
            assert text in page

    def test_it_says_how_it_is_counted(self, world):
        Indicator.objects.filter(code="IND0").update(
            min_base=20, hide_below=5, definition_changed=datetime.date(2018, 4, 1)
        )
        page = self.page(world)
        assert "teller over nevner" in page
        assert "<dd>20</dd>" in page
        assert "antall under 5" in page
        assert "april 2018" in page

    def test_it_lists_the_targets_that_hold_now_first_with_whom_they_are_for(self, world):
        world.indicators[0].targets.update(valid_to=datetime.date(2018, 7, 1))
        a_target(world.indicators[0], 0.95, since="2018-07-01", unit=world.county)
        page = self.page(world)
        in_order = ["Gjelder nå", f"≥{NB}90{NB}%", "Kommer", f"≥{NB}95{NB}%"]
        assert sorted(in_order, key=page.index) == in_order
        assert "NAV Hordaland" in page
        assert "alle enheter" in page
        assert "januar 2017 til juni 2018" in page

    def test_an_indicator_without_targets_says_what_follows(self, world):
        world.indicators[0].targets.all().delete()
        assert "Den får ingen farge og teller ikke i rangeringen." in self.page(world)

    def test_it_is_found_in_any_case_and_an_unknown_one_is_not(self, world):
        browser = reader(unit=world.voss)
        assert browser.get("/indicators/ind0/").status_code == 200
        assert browser.get("/indicators/NOPE/").status_code == 404

    def test_names_follow_the_language(self, world):
        Indicator.objects.filter(code="IND0").update(name_en="Answered in time", name_nn="Svara i tide")
        browser = reader(unit=world.voss)
        assert "Answered in time" in text_of(browser.get("/indicators/IND0/?lang=en"))
        assert "Svara i tide" in text_of(browser.get("/indicators/IND0/?lang=nn"))
        assert "Indikator 0" in text_of(browser.get("/indicators/IND0/?lang=nb"))
