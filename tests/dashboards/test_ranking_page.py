"""A published ranking in the browser: places with their uncertainty, what points are made of, who has none and why."""

import re

import pytest
from django.http import QueryDict

from dashboards.ranking import RankingWriter, later_heading, page_context
from organisation.queries import placed
from rankings.models import Ranking
from rankings.queries.page import ranking_page
from rankings.services.publishing import publish_ranking
from tests.builders import an_office
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/rankings/1200/2018-05/"


@pytest.fixture
def world():
    """Seven offices with the six months that a ranking asks for; the better an office, the later its number."""
    made = a_world(7)
    for month in (MAY - 5).through(MAY):
        made.publish(month, *((60 + 5 * n, 100) for n in range(7)))
    return made


def publish(month=MAY):
    county = placed("1200", month)
    assert county is not None
    return publish_ranking(county=county, month=month, by=None)


@pytest.fixture
def page(world):
    publish()
    return text_of(reader(unit=world.voss).get(ADDRESS, {"show": "all"}))


def order_of(page):
    return re.findall(r'<span class="name">([^<]*?)\s*(?:<span|</span>)', page)


class TestPublished:
    def test_offices_stand_in_the_order_of_their_places(self, page):
        assert order_of(page)[0] == "NAV Kontor 7"
        assert order_of(page)[-1] == "NAV Voss"
        assert len(order_of(page)) == 7

    def test_the_lead_says_how_many_on_what_and_which_edition(self, page):
        assert "7 kontor etter 12 måneders resultater på 3 prioriterte indikatorer · utgave 1, publisert" in page

    def test_each_office_has_a_whisker_with_its_words(self, page):
        assert page.count('class="whisker" role="img"') == 7
        assert re.search(r'aria-label="Plass 7, kan ligge fra \d til 7"', page)

    def test_contributions_are_there_and_the_own_office_stands_open(self, page):
        assert page.count('<summary class="rank-grid">') == 7
        assert '<li id="1235" class="me"><details open>' in page
        assert "Hva poengene til NAV Voss er satt sammen av" in page

    def test_the_page_says_what_the_differences_are_not(self, page):
        assert "De måler ikke hvor godt folk arbeider." in page

    def test_there_are_no_medals_and_no_losers(self, page):
        words = page.lower()
        assert not any(word in words for word in ("medalje", "vinner", "taper", "verst", "dårligst", "jumbo"))

    def test_the_rule_is_said_in_words(self, page):
        assert "avstand til kravet" in page
        assert "tall på indikatorer med minst 80\u00a0% av vekten" in page

    def test_points_add_up_to_the_score(self, world):
        publish()
        county = placed("1200", MAY)
        assert county is not None
        figures = ranking_page(county, MAY)
        assert figures is not None
        for office in figures.entries:
            assert sum(line.points or 0 for line in office.contributions) == pytest.approx(office.score)

    def test_months_with_rankings_are_linked(self, world):
        publish(MAY - 0)
        world.publish("2018-06", *((60 + 5 * n, 100) for n in range(7)))
        publish(MAY + 1)
        page = text_of(reader(unit=world.voss).get(ADDRESS))
        assert 'href="/rankings/1200/2018-06/" rel="next"' in page


class TestNotRanked:
    def test_an_office_without_results_is_named_with_the_reason_and_has_no_place(self, world):
        an_office("1299", "NAV Ny", county=world.county, region=world.region)
        publish()
        page = text_of(reader(unit=world.voss).get(ADDRESS))
        assert "Ikke rangert, ingen resultater:</b> NAV Ny" in page
        assert "NAV Ny" not in order_of(page)

    def test_its_own_page_leads_there(self, world):
        newcomer = an_office("1299", "NAV Ny", county=world.county, region=world.region)
        publish()
        world.offices.append(newcomer)
        world.publish(MAY, *((60 + 5 * n, 100) for n in range(8)))
        assert "ikke rangert" in text_of(reader(unit=newcomer).get("/offices/1299/2018-05/"))


class TestOutdated:
    def test_a_later_correction_is_said_with_what_changed(self, world):
        publish()
        world.publish(MAY, (10, 100), *((60 + 5 * n, 100) for n in range(1, 7)))
        page = text_of(reader(unit=world.voss).get(ADDRESS))
        assert "Utgaven er utdatert." in page
        assert "NAV Voss, Indikator 0 for mai 2018, rettet" in page

    def test_an_edition_that_nothing_followed_is_not_outdated(self, page):
        assert "utdatert" not in page

    def test_a_new_edition_stands_beside_the_old(self, world):
        publish()
        world.publish(MAY, (99, 100), *((60 + 5 * n, 100) for n in range(1, 7)))
        publish()
        browser = reader(unit=world.voss)
        page = text_of(browser.get(ADDRESS))
        assert "utgave 2, publisert" in page
        assert 'href="?edition=1"' in page
        assert "utgave 1, publisert" in text_of(browser.get(ADDRESS + "?edition=1"))
        assert browser.get(ADDRESS + "?edition=3").status_code == 404

    def test_the_number_of_changes_is_said_right(self):
        assert later_heading(1) == "Ett tall er endret etter utgaven."
        assert later_heading(3) == "3 tall er endret etter utgaven."


class TestWithout:
    def test_a_month_without_a_ranking_says_how_one_is_made(self, world):
        page = text_of(reader(unit=world.voss).get(ADDRESS))
        assert "Ingen rangering for mai 2018" in page

    def test_it_names_the_nearest_month_that_has_one(self, world):
        publish()
        page = text_of(reader(unit=world.voss).get("/rankings/1200/2018-07/"))
        assert 'href="/rankings/1200/2018-05/">mai 2018' in page

    @pytest.mark.parametrize("code", ["7777", "1235", "1291"])
    def test_only_a_county_has_one(self, world, code):
        assert reader(unit=world.voss).get(f"/rankings/{code}/2018-05/").status_code == 404


class TestPublishing:
    def test_county_staff_publish_what_they_have_seen(self, world):
        browser = reader("county", world.county)
        assert "Forhåndsvis rangeringen" in text_of(browser.get(ADDRESS))
        assert "Publiser rangeringen for mai 2018?" in text_of(browser.get(ADDRESS + "publish/"))
        answer = browser.post(ADDRESS + "publish/", follow=True)
        assert "Utgave 1 er publisert." in text_of(answer)
        assert Ranking.objects.count() == 1

    @pytest.mark.parametrize("role", ["leader", "employee"])
    def test_an_office_can_not(self, world, role):
        browser = reader(role, world.voss)
        assert "publish/" not in text_of(browser.get(ADDRESS))
        assert "ikke rett til å publisere" in text_of(browser.post(ADDRESS + "publish/", follow=True))
        assert not Ranking.objects.exists()

    def test_opening_an_address_publishes_nothing(self, world):
        assert reader("county", world.county).get(ADDRESS + "publish/").status_code == 200
        assert not Ranking.objects.exists()

    def test_a_month_that_can_not_be_ranked_yet_says_why_in_place_of_the_button(self, world):
        world.publish("2018-06", preliminary=True)
        page = text_of(reader("county", world.county).get("/rankings/1200/2018-06/"))
        assert "Rangeringen kan ikke lages ennå. Noen av månedens tall er foreløpige." in page
        assert "publish/" not in page
        assert "kan ikke lages" not in text_of(reader(unit=world.voss).get("/rankings/1200/2018-06/"))

    def test_a_month_that_can_not_be_ranked_says_why(self, world):
        world.publish("2018-06", preliminary=True)
        answer = reader("county", world.county).post("/rankings/1200/2018-06/publish/", follow=True)
        assert "aksel-alert" in text_of(answer)
        assert not Ranking.objects.exists()

    def test_an_unknown_county_has_nothing_to_publish(self, world):
        assert reader("directorate").post("/rankings/7777/2018-05/publish/").status_code == 404


class TestWriter:
    def figures(self):
        county = placed("1200", MAY)
        assert county is not None
        found = ranking_page(county, MAY)
        assert found is not None
        return found

    def test_an_office_over_all_limits_has_all_points(self, world):
        publish()
        figures = self.figures()
        best = RankingWriter(figures, set()).line(figures.entries[0])
        assert best.score == "100,0"
        assert {line.bar.count("<rect") for line in best.contributions} == {2}

    def test_a_window_with_months_missing_says_how_many_it_has(self, world):
        publish()
        figures = self.figures()
        assert RankingWriter(figures, set()).line(figures.entries[0]).contributions[0].known == "6 md."

    def test_a_page_without_an_edition_has_no_lines(self, world):
        context = page_context(self.figures(), set(), False, QueryDict())
        assert "offices" not in context
        assert context["may_publish"] is False
