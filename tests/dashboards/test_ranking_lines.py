"""The lines of a ranking: around the reader's office, in four orders, what would move each, and what weights do."""

import re

import pytest

from organisation.queries import placed
from rankings.services.publishing import publish_ranking
from scorecards.models import Result
from tests.builders import a_region
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/rankings/1200/2018-05/"


@pytest.fixture
def world():
    """Fourteen offices in the order of their numbers, the last the best; the figures behind them are of many sizes."""
    made = a_world(14)
    for month in (MAY - 5).through(MAY):
        made.publish(month, *((720 + 12 * n, 1000) for n in range(14)))
    publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
    return made


def names(page):
    return re.findall(r'<span class="name">([^<]*?)\s*(?:<span|</span>)', page)


def opened(person, query=""):
    return text_of(person.get(ADDRESS + query))


class TestAround:
    def test_a_leader_sees_the_own_office_and_five_on_either_side(self, world):
        page = opened(reader(unit=world.offices[6]))
        assert names(page) == [f"NAV Kontor {n}" for n in range(12, 3, -1)] + ["NAV Fedje", "NAV Odda"]
        assert "Vis alle 14 kontor" in page

    def test_at_the_end_of_the_list_there_are_fewer(self, world):
        page = opened(reader(unit=world.voss))
        assert names(page)[-1] == "NAV Voss"
        assert len(names(page)) == 6

    def test_all_are_a_click_away_and_back(self, world):
        page = opened(reader(unit=world.voss), "?show=all")
        assert len(names(page)) == 14
        assert "Vis bare kontorene rundt ditt" in page
        assert "Vis alle 14 kontor" not in page

    def test_who_has_no_office_here_sees_all(self, world):
        page = opened(reader("county", world.county))
        assert len(names(page)) == 14
        assert "Vis bare kontorene rundt ditt" not in page

    def test_places_and_intervals_are_those_of_the_whole_county(self, world):
        page = opened(reader(unit=world.voss))
        assert 'aria-label="Plass 14' in page

    def test_each_office_can_be_pointed_at(self, world):
        assert '<li id="1235" class="me">' in opened(reader(unit=world.voss))


class TestOrders:
    def test_by_the_alphabet_at_a_click_and_then_all(self, world):
        page = opened(reader(unit=world.voss), "?order=name")
        assert names(page)[:2] == ["NAV Fedje", "NAV Kontor 10"]
        assert len(names(page)) == 14

    def test_by_size_the_largest_first(self, world):
        large = world.offices[3]
        Result.objects.filter(unit=large).update(numerator=6000, denominator=12000, value=0.5)
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        assert names(opened(reader(unit=world.voss), "?order=size"))[0] == "NAV Kontor 4"

    def test_by_region_under_its_name(self, world):
        page = opened(reader(unit=world.voss), "?order=region")
        assert page.count('<li class="band">Region Hardanger og Voss</li>') == 1
        assert len(names(page)) == 14

    def test_each_region_is_named_once(self, world):
        other = a_region("1292", "Region Bergen", county=world.county)
        for office in world.offices[:4]:
            office.placements.update(region=other)
        page = opened(reader(unit=world.voss), "?order=region")
        assert re.findall(r'<li class="band">([^<]*)</li>', page) == ["Region Bergen", "Region Hardanger og Voss"]

    def test_the_order_in_use_is_marked_and_others_are_links(self, world):
        page = opened(reader(unit=world.voss), "?order=size")
        assert re.search(r'data-pressed="true" aria-current="true" href="\?order=size">Størrelse', page)
        assert re.search(r'data-pressed="false" href="\?">Plass', page)

    def test_an_unknown_order_is_that_of_the_places(self, world):
        page = opened(reader("county", world.county), "?order=luck")
        assert names(page)[0] == "NAV Kontor 14"

    def test_the_edition_asked_for_stays_in_the_links(self, world):
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        page = opened(reader(unit=world.voss), "?edition=1")
        assert 'href="?edition=1&amp;order=name"' in page or 'href="?edition=1&order=name"' in page


class TestWhatWouldMove:
    def test_the_indicator_with_most_to_gain_is_named_with_the_place_it_would_give(self, world):
        Result.objects.filter(unit=world.voss, indicator=world.indicators[1]).update(numerator=100, value=0.1)
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        page = opened(reader(unit=world.voss))
        assert re.search(r"Mest å hente: Indikator \d, [\d,]+ poeng om kravet var nådd\.", page)

    def test_an_office_at_all_its_targets_has_nothing_to_gain(self, world):
        best = world.offices[-1]
        Result.objects.filter(unit=best).update(numerator=990, value=0.99)
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        assert "Kontoret når alle kravene." in opened(reader(unit=best))


class TestWeights:
    def test_parts_of_weight_and_of_differences_are_shown_for_each_indicator(self, world):
        page = opened(reader(unit=world.voss))
        assert "Hva vektene gjør" in page
        assert page.count("plasser i snitt") == 3
        assert page.count("33\u00a0%") >= 3

    def test_only_the_countys_staff_is_warned_of_an_indicator_that_decides_too_much(self, world):
        for indicator in world.indicators[:2]:
            Result.objects.filter(indicator=indicator).update(numerator=895, value=0.895)
        publish_ranking(county=placed("1200", MAY), month=MAY, by=None)
        warning = "avgjør mer enn dobbelt så mye som vekten sier"
        assert warning in opened(reader("county", world.county))
        assert warning not in opened(reader(unit=world.voss))

    def test_the_way_to_the_whole_rule_is_there(self, world):
        assert 'href="/rankings/1200/rule/"' in opened(reader(unit=world.voss))
