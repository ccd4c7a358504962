"""An office's places month by month, and how fast the order of a county is, from published editions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from methods.ranking import between
from organisation.models import Placement
from organisation.months import Month
from rankings.choices import Reason
from rankings.models import Ranking, RankingEntry, RankingRule
from rankings.queries.later import later_figures, outdated_among
from rankings.queries.over_time import (
    MOST_MONTHS,
    MonthsPlace,
    OfficeOverTime,
    OrderOverTime,
    office_over_time,
    order_over_time,
)
from rankings.queries.page import ranking_page
from rankings.services.publishing import publish_ranking
from rankings.services.withdrawing import withdraw_ranking
from tests.builders import a_county, a_placement
from tests.rankings.county import MAY, County, a_ranked_county, an_empty_county
from tests.rankings.test_outdated import revise

pytestmark = pytest.mark.django_db


def publish(county: County, month: Month = MAY) -> Ranking:
    return publish_ranking(county=county.placed(month), month=month, by=None)


def withdraw(county: County, month: Month, edition: int) -> None:
    withdraw_ranking(county=county.placed(month), month=month, edition=edition, reason="Feil tall", by=None)


def stand(ranking: Ranking, office, position: int, low: int | None, high: int | None) -> None:
    """Where an office stands in an edition, whatever was calculated."""
    RankingEntry.objects.filter(ranking=ranking, unit=office).update(
        position=position, place=position, low=low, high=high
    )


def over_time(county: County, office: int = 0, last: Month | None = None) -> OfficeOverTime:
    return office_over_time(county.offices[office].pk, last)


def months_of(found: OfficeOverTime) -> list[Month]:
    return [each.month for each in found.months]


@pytest.fixture
def county() -> County:
    return a_ranked_county((30, 50), (32, 60), (48, 60))


class TestMonths:
    def test_they_come_oldest_first_with_place_interval_points_and_edition(self, county):
        for month in (MAY - 1, MAY):
            stand(publish(county, month), county.offices[0], 2, 1, 3)
        found = over_time(county)
        assert months_of(found) == [MAY - 1, MAY]
        last = found.months[-1]
        stored = RankingEntry.objects.get(ranking__month=MAY, unit=county.offices[0])
        assert (last.position, last.low, last.high, last.of) == (2, 1, 3, 3)
        assert (last.score, last.edition, last.reason) == (stored.score, 1, None)
        assert (last.county_code, last.county_name) == ("1200", "NAV Hordaland")
        assert last.outdated is False

    def test_an_office_that_was_never_ranked_has_none(self, county):
        assert over_time(county) == OfficeOverTime()

    def test_a_month_without_an_edition_is_a_gap(self, county):
        for month in (MAY - 3, MAY):
            publish(county, month)
        found = over_time(county)
        assert months_of(found) == [MAY - 3, MAY - 2, MAY - 1, MAY]
        assert found.months[1] == MonthsPlace(MAY - 2)
        assert found.months[2].edition is None

    def test_an_edition_without_a_place_for_the_office_says_why(self, county):
        county.office("1290")
        publish(county)
        (only,) = over_time(county, office=3).months
        assert (only.position, only.low, only.high, only.score) == (None, None, None, None)
        assert (only.reason, only.edition, only.of) == (Reason.NO_RESULTS, 1, 3)

    def test_the_others_of_the_county_are_not_mixed_in(self, county):
        publish(county)
        assert [over_time(county, office).months[0].position for office in range(3)] == [2, 3, 1]

    def test_they_end_with_the_month_asked_for(self, county):
        for month in (MAY - 2, MAY - 1, MAY):
            publish(county, month)
        assert months_of(over_time(county, last=MAY - 1)) == [MAY - 2, MAY - 1]
        assert months_of(over_time(county, last=MAY + 2)) == [MAY - 2, MAY - 1, MAY, MAY + 1, MAY + 2]

    @pytest.mark.parametrize("last", [MAY - 1, MAY + MOST_MONTHS, Month(9999, 12), Month(1, 1)])
    def test_a_month_from_which_no_edition_is_in_reach_has_none(self, county, last):
        publish(county)
        assert over_time(county, last=last) == OfficeOverTime()

    def test_the_last_month_that_reaches_back_to_an_edition_has_it(self, county):
        publish(county)
        found = over_time(county, last=MAY + (MOST_MONTHS - 1))
        assert len(found.months) == MOST_MONTHS
        assert [each.edition for each in found.months] == [1, *[None] * (MOST_MONTHS - 1)]

    def test_there_are_two_years_at_the_most(self):
        county = an_empty_county()
        indicator = county.indicator("NEDS")
        months = tuple((MAY - 11).through(MAY + 20))
        for numerator in (30, 40):
            county.deliver_year(indicator, county.office(), numerator, 50, months=months)
        for month in months[6:]:
            publish(county, month)
        found = months_of(over_time(county))
        assert (found[0], found[-1], len(found)) == (MAY - 3, MAY + 20, 24)

    def test_it_is_said_whether_the_figures_are_simulated_and_whose_they_are(self, county):
        publish(county)
        assert over_time(county).simulated is False
        county.package.simulated, county.package.source = True, "Laget for prøven"
        county.package.save()
        found = over_time(county)
        assert (found.simulated, found.source) == (True, "Laget for prøven")


class TestEditions:
    def test_the_newest_of_each_month_is_shown(self, county):
        publish(county, MAY - 1)
        stand(publish(county), county.offices[0], 1, 1, 1)
        stand(publish(county), county.offices[0], 3, 3, 3)
        assert [(each.edition, each.position) for each in over_time(county).months] == [(1, 2), (2, 3)]

    def test_one_that_was_withdrawn_does_not_count(self, county):
        stand(publish(county), county.offices[0], 1, 1, 1)
        stand(publish(county), county.offices[0], 3, 3, 3)
        withdraw(county, MAY, 2)
        assert [(each.edition, each.position) for each in over_time(county).months] == [(1, 1)]

    def test_a_month_of_which_all_were_withdrawn_is_a_gap(self, county):
        for month in (MAY - 2, MAY - 1, MAY):
            publish(county, month)
        withdraw(county, MAY - 1, 1)
        assert [each.edition for each in over_time(county).months] == [1, None, 1]

    def test_an_older_edition_does_not_speak_for_an_office_that_the_newest_is_silent_of(self, county):
        publish(county)
        newest = publish(county)
        RankingEntry.objects.filter(ranking=newest, unit=county.offices[0]).delete()
        assert over_time(county) == OfficeOverTime()

    def test_an_outdated_one_is_marked(self, county):
        for month in (MAY - 1, MAY):
            publish(county, month)
        revise(county, MAY)
        assert [each.outdated for each in over_time(county).months] == [False, True]

    def test_a_change_in_both_windows_makes_both_outdated_and_a_new_edition_is_not(self, county):
        for month in (MAY - 1, MAY):
            publish(county, month)
        revise(county, MAY - 4)
        assert [each.outdated for each in over_time(county).months] == [True, True]
        publish(county)
        assert [each.outdated for each in over_time(county).months] == [True, False]


class TestMoves:
    def moved(self, county: County, before: tuple[int, ...], now: tuple[int, ...]) -> float | None:
        for month, places in ((MAY - 1, before), (MAY, now)):
            stand(publish(county, month), county.offices[0], *places)
        return over_time(county).months[-1].previous_place

    def test_one_that_is_more_than_noise_is_told(self, county):
        assert self.moved(county, before=(20, 15, 25), now=(5, 2, 9)) == 20

    @pytest.mark.parametrize("now", [(5, 2, 20), (5, None, None)])
    def test_one_that_chance_could_make_is_not(self, county, now):
        assert self.moved(county, before=(20, 15, 25), now=now) is None

    def test_the_first_month_shown_is_compared_with_the_one_before_it(self, county):
        found = [publish(county, month) for month in (MAY - 1, MAY)]
        stand(found[0], county.offices[0], 20, 15, 25)
        stand(found[1], county.offices[0], 5, 2, 9)
        shown = over_time(county, last=MAY + (MOST_MONTHS - 1)).months
        assert (shown[0].month, shown[0].previous_place) == (MAY, 20)

    def test_nothing_is_told_across_a_gap(self, county):
        found = [publish(county, month) for month in (MAY - 2, MAY)]
        stand(found[0], county.offices[0], 20, 15, 25)
        stand(found[1], county.offices[0], 5, 2, 9)
        assert [each.previous_place for each in over_time(county).months] == [None, None, None]


class TestAnOfficeThatChangedCounty:
    @pytest.fixture
    def moved(self, county):
        """The first office stands in another county from May on, beside an office of that county's own."""
        office, indicator = county.offices[0], county.package.items.get().indicator
        other = County(a_county("1400", "NAV Sogn og Fjordane"), county.package, deliveries=county.deliveries)
        Placement.objects.filter(unit=office).update(valid_to=MAY.first_day)
        a_placement(office, name="NAV Flyttet", county=other.unit, since="2018-05-01")
        other.deliver_year(indicator, other.office("1401"), 10, 50)
        publish(county, MAY - 1)
        publish(county)
        publish(other)
        return county

    def test_stands_in_each_month_among_the_offices_of_its_county_then(self, moved):
        found = over_time(moved).months
        assert [each.county_code for each in found] == ["1200", "1400"]
        assert [each.county_name for each in found] == ["NAV Hordaland", "NAV Sogn og Fjordane"]
        assert [(each.position, each.of) for each in found] == [(2, 3), (1, 2)]

    def test_its_places_in_two_counties_are_not_compared(self, moved):
        RankingEntry.objects.filter(unit=moved.offices[0], ranking__month=MAY - 1).update(
            position=20, place=20, low=15, high=25
        )
        assert over_time(moved).months[-1].previous_place is None

    def test_that_it_is_gone_is_said_where_nothing_else_is_known(self, moved):
        Ranking.objects.get(county__code="1400").entries.all().delete()
        assert over_time(moved).months[-1].reason == Reason.NOT_IN_EXISTENCE


class TestOutdated:
    def found_by_both(self) -> frozenset[int]:
        rankings = list(Ranking.objects.select_related("rule"))
        expected = frozenset(ranking.pk for ranking in rankings if later_figures(ranking))
        assert outdated_among(rankings) == expected
        return expected

    def test_none_are_by_themselves(self, county):
        publish(county)
        assert self.found_by_both() == frozenset()

    @pytest.mark.parametrize(("month", "number"), [(MAY, 1), (MAY - 1, 2), (MAY - 11, 2), (MAY - 6, 2)])
    def test_those_are_whose_window_holds_a_change(self, county, month, number):
        for each in (MAY - 1, MAY):
            publish(county, each)
        revise(county, month)
        assert len(self.found_by_both()) == number

    def test_a_preliminary_delivery_of_what_was_missing_makes_none(self, county):
        indicator = county.package.items.get().indicator
        late = county.office("1290")
        publish(county)
        county.deliver(indicator, late, MAY, 30, 50, preliminary=True)
        assert self.found_by_both() == frozenset()

    def test_a_figure_that_came_where_none_stood_makes_it(self, county):
        indicator = county.package.items.get().indicator
        late = county.office("1290")
        publish(county)
        del county.deliveries[MAY]
        county.deliver(indicator, late, MAY, 30, 50)
        assert len(self.found_by_both()) == 1

    def test_a_rule_with_a_shorter_window_looks_less_far_back(self, county):
        RankingRule.objects.create(code="KORT", county=county.unit, name="Kort", window=3, at_least=1)
        publish(county)
        revise(county, MAY - 3)
        assert self.found_by_both() == frozenset()
        revise(county, MAY - 2)
        assert len(self.found_by_both()) == 1

    def test_of_no_editions_none_are(self):
        assert outdated_among([]) == frozenset()


# How fast the order is


def order_of(county: County, month: Month = MAY) -> OrderOverTime:
    page = ranking_page(county.placed(month), month)
    assert page is not None
    found = order_over_time(county.placed(month), page)
    assert found is not None
    return found


class TestOrder:
    def test_a_month_without_an_edition_has_none(self, county):
        page = ranking_page(county.placed(), MAY)
        assert page is not None
        assert order_over_time(county.placed(), page) is None

    def test_the_same_figures_give_the_same_order(self, county):
        for month in (MAY - 1, MAY):
            publish(county, month)
        found = order_of(county)
        assert found.alike.correlation == pytest.approx(1.0)
        assert (found.alike.n, found.mean_moved, found.placed) == (3, 0, 3)
        assert (found.month, found.before) == (MAY, MAY - 1)
        assert (found.window, found.same_months) == (12, 11)

    def test_an_order_turned_around_is_as_unlike_as_can_be(self, county):
        before = publish(county, MAY - 1)
        for office, place in zip(county.offices, (2, 1, 3), strict=True):
            stand(before, office, place, None, None)
        publish(county)  # in the places 2, 3, 1
        assert order_of(county).alike.correlation == pytest.approx(-1)
        assert order_of(county).mean_moved == pytest.approx(4 / 3)

    def test_without_the_month_before_nothing_is_compared(self, county):
        publish(county, MAY - 2)
        publish(county)
        found = order_of(county)
        assert (found.before, found.alike.correlation, found.mean_moved, found.same_months) == (None, None, None, None)

    def test_a_withdrawn_month_before_is_as_none(self, county):
        publish(county, MAY - 1)
        publish(county)
        withdraw(county, MAY - 1, 1)
        assert order_of(county).before is None

    def test_the_newest_edition_of_the_month_before_is_the_one_compared_with(self, county):
        stand(publish(county, MAY - 1), county.offices[0], 40, None, None)
        publish(county, MAY - 1)
        publish(county)
        assert order_of(county).mean_moved == 0

    def test_only_offices_placed_both_times_are_compared_and_a_new_one_moves_nobody(self, county):
        publish(county, MAY - 1)
        county.deliver_year(county.package.items.get().indicator, county.office("1290"), 33, 50)
        publish(county)
        found = order_of(county)
        assert [entry.position for entry in RankingEntry.objects.filter(ranking__month=MAY).order_by("unit__code")] == [
            *(3, 4, 1),
            2,
        ]
        assert (found.alike.n, found.placed, found.mean_moved) == (3, 4, 0)

    def test_under_three_offices_there_is_no_correlation(self):
        county = a_ranked_county((30, 50), (32, 60))
        for month in (MAY - 1, MAY):
            publish(county, month)
        found = order_of(county)
        assert (found.alike.correlation, found.alike.n, found.mean_moved) == (None, 2, 0)

    def test_another_rule_in_the_month_before_shares_no_months(self, county):
        publish(county, MAY - 1)
        RankingRule.objects.create(code="EGEN", county=county.unit, name="Egen", valid_from=MAY)
        publish(county)
        found = order_of(county)
        assert (found.before, found.same_months) == (MAY - 1, None)

    def test_another_version_of_the_rule_is_another_rule(self, county):
        for version, month in ((1, MAY - 1), (2, MAY)):
            RankingRule.objects.create(
                code="EGEN", version=version, county=county.unit, name="Egen", made_at=timezone.now()
            )
            publish(county, month)
        assert order_of(county).same_months is None

    def test_a_year_so_far_shares_the_months_before_this_one(self, county):
        RankingRule.objects.create(code="EGEN", county=county.unit, name="Egen", window=None, at_least=1)
        for month in (MAY - 1, MAY):
            publish(county, month)
        found = order_of(county)
        assert (found.window, found.same_months) == (5, 4)

    def test_intervals_are_as_wide_as_the_places_that_they_hold(self, county):
        ranking = publish(county)
        for office, (place, low, high) in zip(county.offices, ((1, 1, 1), (2, 1, 3), (3, 2, 3)), strict=True):
            stand(ranking, office, place, low, high)
        assert order_of(county).mean_places == 2

    def test_an_edition_without_intervals_says_nothing_of_their_width(self, county):
        ranking = publish(county)
        RankingEntry.objects.filter(ranking=ranking).update(low=None, high=None)
        assert order_of(county).mean_places is None


class TestBeyondChance:
    def test_it_is_what_the_method_says_of_the_windows_figures(self, county):
        publish(county)
        found = order_of(county)
        method = between([30 * 12, 32 * 12, 48 * 12], [50 * 12, 60 * 12, 60 * 12]).reliability
        assert method is not None
        assert 0 < method < 1
        assert found.reliability == pytest.approx(method)
        assert [(part.indicator.facts.code, part.reliability) for part in found.parts] == [
            ("NEDS", pytest.approx(method))
        ]
        assert found.weight == pytest.approx(1)

    def test_equal_offices_differ_by_no_more_than_chance(self):
        county = a_ranked_county((30, 50), (30, 50), (30, 50))
        publish(county)
        assert order_of(county).reliability == 0

    def test_it_is_the_mean_of_the_indicators_by_their_weights(self):
        county = an_empty_county()
        alike, apart = county.indicator("LIKE", weight=3), county.indicator("ULIK", weight=1)
        for numerator in (10, 25, 40):
            office = county.office()
            county.deliver_year(alike, office, 30, 50)
            county.deliver_year(apart, office, numerator, 50)
        publish(county)
        found = order_of(county)
        none, much = (part.reliability for part in found.parts)
        assert none == 0
        assert much > 0.95
        assert found.reliability == pytest.approx(much / 4)

    def test_an_indicator_without_bases_is_left_out_and_its_weight_is_said(self):
        county = an_empty_county()
        share = county.indicator("ANDEL", weight=3)
        days = county.indicator("DAGER", weight=1, unit="days", pooling="mean", green=10, yellow=5)
        for number, numerator in enumerate((20, 30, 40)):
            office = county.office()
            county.deliver_year(share, office, numerator, 50)
            county.deliver_values(days, office, [5 + number + month % 3 for month in range(12)])
        publish(county)
        found = order_of(county)
        assert [part.indicator.facts.code for part in found.parts] == ["ANDEL"]
        assert found.weight == pytest.approx(0.75)
        assert found.reliability == pytest.approx(found.parts[0].reliability)

    def test_an_office_under_the_least_base_is_left_out(self):
        county = an_empty_county()
        indicator = county.indicator("NEDS", min_base=100)
        for numerator, denominator in ((30, 50), (35, 50), (40, 50), (1, 2)):
            county.deliver_year(indicator, county.office(), numerator, denominator)
        publish(county)
        method = between([360, 420, 480], [600, 600, 600]).reliability
        assert order_of(county).reliability == pytest.approx(method)

    def test_under_three_offices_nothing_is_said(self):
        county = a_ranked_county((30, 50), (40, 50))
        publish(county)
        found = order_of(county)
        assert (found.reliability, found.parts, found.weight) == (None, (), 0)

    def test_later_figures_change_nothing_of_what_an_edition_says(self, county):
        publish(county)
        before = order_of(county)
        revise(county, MAY, numerator=1)
        assert order_of(county) == before


# Queries


def count(ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def test_an_offices_months_take_two_queries_for_one_edition_and_for_many(county):
    publish(county)
    assert count(lambda: over_time(county)) == 2
    for month in (MAY - 5).through(MAY):
        publish(county, month)
    assert len(over_time(county).months) == 6
    assert count(lambda: over_time(county)) == 2


def test_an_order_takes_one_query_for_two_offices_and_for_twenty(county):
    publish(county)
    placed, page = county.placed(), ranking_page(county.placed(), MAY)
    assert page is not None
    assert count(lambda: order_over_time(placed, page)) == 1
    for number in range(17):
        county.deliver_year(county.package.items.get().indicator, county.office(), 30, 50 + number)
    for month in (MAY - 1, MAY):
        publish(county, month)
    page = ranking_page(placed, MAY)
    assert page is not None
    assert len(page.entries) == 20
    assert count(lambda: order_over_time(placed, page)) == 1
