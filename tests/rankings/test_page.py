"""What a reader of a published ranking gets, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Placement
from organisation.months import Month
from rankings.choices import Group, Method, Reason
from rankings.figures import RankingPage
from rankings.models import RankingEntry
from rankings.queries.page import ranking_page
from rankings.queries.places import place_in_ranking
from rankings.services.publishing import publish_ranking
from tests.builders import a_goal, a_person, a_placement, a_region
from tests.rankings.county import MAY, County, a_ranked_county, an_empty_county

pytestmark = pytest.mark.django_db


def publish(county: County, month: Month = MAY, by=None):
    return publish_ranking(county=county.placed(month), month=month, by=by)


def page_of(county: County, month: Month = MAY, **more) -> RankingPage:
    page = ranking_page(county.placed(month), month, **more)
    assert page is not None
    return page


def test_a_month_without_a_ranking_says_where_the_nearest_ones_are():
    county = a_ranked_county((30, 50), (30, 60))
    publish(county)
    page = page_of(county, MAY + 2)
    assert page.edition is None
    assert (page.entries, page.not_ranked, page.indicators, page.outdated) == ((), (), (), False)
    assert (page.links.previous, page.links.month, page.links.next) == (MAY, MAY + 2, None)
    assert page_of(county, MAY - 1).links.next == MAY


def test_a_county_without_rankings_has_none():
    county = an_empty_county()
    page = page_of(county)
    assert (page.edition, page.editions) == (None, ())
    assert (page.links.previous, page.links.next) == (None, None)


def test_lines_stand_by_place_and_say_what_is_behind_them():
    county = a_ranked_county(*[(54 + 2 * number, 100) for number in range(7)])
    publish(county)
    page = page_of(county)
    assert [entry.position for entry in page.entries] == [1, 2, 3, 4, 5, 6, 7]
    assert page.entries[0].code == "1207"
    assert page.entries[0].group == Group.UPPER
    last = page.entries[-1]
    assert (last.name, last.group) == ("NAV 1201", Group.LOWER)
    line = last.contributions[0]
    assert (line.indicator.facts.code, line.indicator.weight, line.indicator.weight_share) == ("NEDS", 1.0, 1.0)
    assert (line.value, line.numerator, line.denominator, line.known) == (0.54, 54 * 12, 1200, 12)
    assert line.target is not None
    assert (line.target.green, line.target.yellow) == (0.7, 0.6)
    assert (line.points, line.possible, line.of_hundred) == (last.score, 100, last.score)


def test_offices_with_the_same_place_stand_by_the_norwegian_alphabet():
    county = an_empty_county()
    indicator = county.indicator()
    for code, name in (("1201", "NAV Årdal"), ("1202", "NAV Ørsta"), ("1203", "NAV Zenit")):
        office = county.office(code)
        Placement.objects.filter(unit=office).update(name=name)
        county.deliver_year(indicator, office, 50, 50)
    publish(county)
    page = page_of(county)
    assert [entry.position for entry in page.entries] == [1, 1, 1]
    assert [entry.name for entry in page.entries] == ["NAV Zenit", "NAV Ørsta", "NAV Årdal"]
    assert page.all_reach_their_targets


def test_it_is_not_said_that_all_reach_their_targets_where_one_does_not():
    county = a_ranked_county((50, 50), (50, 50), (34, 50))
    publish(county)
    assert not page_of(county).all_reach_their_targets
    assert not page_of(county, MAY + 1).all_reach_their_targets


def test_possible_points_are_shared_among_the_indicators_an_office_has():
    county = an_empty_county()
    heavy, light, missing = (county.indicator(code, weight=w) for code, w in (("A", 3), ("B", 1), ("C", 0.5)))
    for number in range(3):
        office = county.office()
        county.deliver_year(heavy, office, 30, 50)
        county.deliver_year(light, office, 50, 50)
        if number:
            county.deliver_year(missing, office, 50, 50)
    publish(county)
    first = next(entry for entry in page_of(county).entries if entry.code == county.offices[0].code)
    heavy_line, light_line, missing_line = first.contributions
    assert (heavy_line.possible, light_line.possible, missing_line.possible) == (75, 25, None)
    assert (light_line.points, light_line.of_hundred) == (25, 100)
    assert (missing_line.points, missing_line.of_hundred, missing_line.known) == (None, None, 0)
    assert heavy_line.indicator.weight_share == pytest.approx(3 / 4.5)


def test_an_indicator_of_no_weight_gives_no_points_of_none():
    county = an_empty_county()
    for weight in (1, 0):
        indicator = county.indicator(weight=weight)
        for number in range(3):
            office = county.offices[number] if weight == 0 else county.office()
            county.deliver_year(indicator, office, 40, 50)
    publish(county)
    line = page_of(county).entries[0].contributions[1]
    assert (line.points, line.possible, line.of_hundred) == (0, 0, None)


def test_offices_without_a_place_are_named_with_the_reason():
    county = a_ranked_county((30, 50), (30, 60))
    county.office("1290")
    county.office("1280", until="2018-05-01")
    publish(county)
    page = page_of(county)
    assert [(office.code, office.reason) for office in page.not_ranked] == [
        ("1280", Reason.NOT_IN_EXISTENCE),
        ("1290", Reason.NO_RESULTS),
    ]
    assert {entry.code for entry in page.entries} == {"1201", "1202"}


def test_indicators_that_do_not_count_are_named():
    county = a_ranked_county((30, 50), (30, 60))
    county.indicator("UTEN", green=None)
    publish(county)
    page = page_of(county)
    assert [indicator.facts.code for indicator in page.indicators] == ["NEDS"]
    assert [(each.facts.code, each.weight_share) for each in page.not_counting] == [("UTEN", 0.0)]
    assert all(len(entry.contributions) == 1 for entry in page.entries)


def test_names_come_in_the_readers_language():
    county = an_empty_county()
    indicator = county.indicator("A", goal=a_goal("G1"))
    indicator.name_nn, indicator.name_en = "Nynorsk namn", "English name"
    indicator.save()
    county.deliver_year(indicator, county.office(), 30, 50)
    publish(county)
    names = {language: page_of(county, language=language).indicators[0].facts.name for language in ("nb", "nn", "en")}
    assert names == {"nb": "Indikator A", "nn": "Nynorsk namn", "en": "English name"}
    assert page_of(county).indicators[0].facts.goal == "G1"


def test_an_office_stands_under_the_name_and_in_the_region_it_had_that_month():
    county = a_ranked_county((30, 50), (30, 60))
    office, region = county.offices[0], a_region("12R", "Midthordland", county=county.unit)
    Placement.objects.filter(unit=office).update(valid_to="2018-03-01")
    a_placement(office, name="NAV Nytt", county=county.unit, region=region, since="2018-03-01", until="2018-06-01")
    a_placement(office, name="NAV Nyest", county=county.unit, since="2018-06-01")
    publish(county)
    entry = next(entry for entry in page_of(county).entries if entry.code == "1201")
    assert (entry.name, entry.region_code, entry.region_name) == ("NAV Nytt", "12R", "Midthordland")


def test_an_office_that_the_organisation_no_longer_knows_stands_under_its_code():
    county = a_ranked_county((30, 50), (30, 60))
    publish(county)
    Placement.objects.filter(unit=county.offices[0]).delete()
    assert {entry.name for entry in page_of(county).entries} == {"1201", "NAV 1202"}


def test_the_edition_says_by_whom_and_by_which_rule():
    county = a_ranked_county((30, 50), (30, 60))
    county.package.simulated, county.package.source = True, "Laget for prøven"
    county.package.save()
    publish(county, by=a_person(name="Ola Fylke", role="county", unit=county.unit))
    page = page_of(county)
    assert page.edition is not None
    assert page.rule is not None
    assert (page.edition.edition, page.edition.published_by) == (1, "Ola Fylke")
    assert (page.rule.code, page.rule.name, page.rule.method) == ("STANDARD", "Standardregelen", Method.DISTANCE)
    assert (page.package_code, page.simulated, page.source) == ("STYRING", True, "Laget for prøven")
    assert (page.county_code, page.county_name, page.intervals_shown) == ("1200", "NAV Hordaland", True)


def test_the_newest_edition_is_shown_unless_another_is_asked_for():
    county = a_ranked_county((30, 50), (30, 60))
    publish(county)
    publish(county)
    page = page_of(county)
    assert page.edition is not None
    assert page.edition.edition == 2
    assert [edition.edition for edition in page.editions] == [2, 1]
    older = page_of(county, edition=1)
    assert older.edition is not None
    assert older.edition.edition == 1
    assert ranking_page(county.placed(), MAY, edition=3) is None


# The month before


def moved(county: County, before: tuple[int, int, int], now: tuple[int, int, int]) -> float | None:
    """The place of the month before that the page tells, for a first office that stood so then and stands so now."""
    indicator = county.package.items.get().indicator
    for office in county.offices:
        county.deliver(indicator, office, MAY + 1, 30, 50)
    for month, (position, low, high) in ((MAY, before), (MAY + 1, now)):
        ranking = publish(county, month)
        RankingEntry.objects.filter(ranking=ranking, unit=county.offices[0]).update(
            position=position, place=position, low=low, high=high
        )
    page = page_of(county, MAY + 1)
    return next(entry for entry in page.entries if entry.code == county.offices[0].code).previous_place


def test_a_change_of_place_is_told_where_it_is_more_than_noise():
    assert moved(a_ranked_county((30, 50), (30, 60)), before=(20, 15, 25), now=(5, 2, 9)) == 20


def test_a_change_of_place_within_chance_is_not_told():
    assert moved(a_ranked_county((30, 50), (30, 60)), before=(8, 3, 14), now=(5, 2, 9)) is None


def test_an_office_without_a_place_before_has_not_moved():
    county = a_ranked_county((30, 50), (30, 60))
    indicator, new = county.package.items.get().indicator, county.office("1280")
    county.deliver_year(indicator, new, 40, 50, months=[MAY - 4, MAY - 3, MAY - 2, MAY - 1, MAY])
    publish(county)
    for office in county.offices:
        county.deliver(indicator, office, MAY + 1, 30, 50)
    publish(county, MAY + 1)
    entry = next(entry for entry in page_of(county, MAY + 1).entries if entry.code == "1280")
    assert entry.previous_place is None


# Queries


def queries_for(county: County) -> int:
    placed = county.placed()
    with CaptureQueriesContext(connection) as queries:
        ranking_page(placed, MAY)
    return len(queries)


def test_a_page_takes_six_queries_for_two_offices_and_for_twenty():
    county = a_ranked_county((30, 50), (30, 60))
    publish(county)
    assert queries_for(county) == 6
    first, second = county.package.items.get().indicator, county.indicator("TO")
    for number in range(18):
        county.deliver_year(first, county.office(), 30, 50 + number)
    for office in county.offices:
        county.deliver_year(second, office, 30, 50)
    publish(county)
    assert len(page_of(county).entries) == 20
    assert queries_for(county) == 6


def test_a_month_without_a_ranking_takes_one_query():
    assert queries_for(a_ranked_county((30, 50))) == 1


# Where an office's page asks for its place alone


def test_an_offices_place_is_that_of_the_newest_edition():
    county = a_ranked_county((30, 50), (40, 50))
    unplaced = county.office("1280")
    assert place_in_ranking(county.offices[0].pk, county.unit.pk, MAY) is None
    publish(county)
    publish(county)
    place = place_in_ranking(county.offices[1].pk, county.unit.pk, MAY)
    assert place is not None
    assert (place.place, place.of, place.score) == (1, 2, 100)
    missing = place_in_ranking(unplaced.pk, county.unit.pk, MAY)
    assert missing is not None
    assert (missing.place, missing.score, missing.of) == (None, None, 2)
