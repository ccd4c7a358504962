"""An edition is outdated when a figure behind it has changed since, and nothing but that makes it so."""

import datetime

import pytest

from organisation.months import Month
from rankings.figures import MOST_LATER, RankingPage
from rankings.models import Ranking, RankingEntry
from rankings.queries.page import ranking_page
from rankings.services.publishing import publish_ranking
from scorecards.models import Delivery, Indicator, Result, ResultRevision
from scorecards.services.withdrawing import withdraw_delivery
from tests.builders import a_delivery, a_result, a_revision, an_indicator, an_office
from tests.rankings.county import MAY, YEAR, County, a_ranked_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = a_ranked_county((30, 50), (30, 60), (40, 60))
    publish_ranking(county=county.placed(), month=MAY, by=None)
    return county


def page_of(county: County) -> RankingPage:
    page = ranking_page(county.placed(), MAY)
    assert page is not None
    return page


def indicator_of(county: County) -> Indicator:
    return county.package.items.order_by("id")[0].indicator


def revise(county: County, month: Month, *, office: int = 0, numerator: float = 45, preliminary=False) -> Delivery:
    """A later delivery replaces an office's figure."""
    delivery = a_delivery(county.package, month, preliminary=preliminary)
    result = Result.objects.get(indicator=indicator_of(county), unit=county.offices[office], month=month)
    a_revision(result, replaced_by=delivery)
    result.numerator, result.value = numerator, numerator / (result.denominator or 1)
    result.delivery = delivery
    result.save()
    return delivery


def test_an_edition_is_not_outdated_by_itself(county):
    page = page_of(county)
    assert (page.outdated, page.later, page.later_total) == (False, (), 0)


@pytest.mark.parametrize("month", [MAY, MAY - 11])
def test_a_correction_in_the_window_makes_it_outdated_and_is_named(county, month):
    delivery = revise(county, month)
    page = page_of(county)
    assert page.outdated
    assert page.later_total == 1
    later = page.later[0]
    assert (later.unit_code, later.unit_name) == ("1201", "NAV 1201")
    assert (later.indicator_code, later.indicator_name) == ("NEDS", "Indikator NEDS")
    assert (later.month, later.delivery) == (month, delivery.pk)
    assert later.at > page.edition.published_at


def test_the_edition_itself_stays_as_it_was(county):
    before = list(RankingEntry.objects.values_list("unit_id", "position", "score"))
    revise(county, MAY)
    assert list(RankingEntry.objects.values_list("unit_id", "position", "score")) == before


def test_a_new_edition_is_not_outdated_and_the_old_one_stays_so(county):
    revise(county, MAY)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    page = page_of(county)
    assert (page.edition.edition, page.outdated) == (2, False)
    older = ranking_page(county.placed(), MAY, edition=1)
    assert older.outdated


def test_a_correction_outside_the_window_changes_nothing(county):
    indicator, office = indicator_of(county), county.offices[0]
    county.deliver(indicator, office, MAY - 12, 30, 50)
    county.deliver(indicator, office, MAY + 1, 30, 50)
    revise(county, MAY - 12)
    revise(county, MAY + 1)
    assert not page_of(county).outdated


def test_a_correction_of_another_indicator_or_another_countys_office_changes_nothing(county):
    other_indicator, other_office = an_indicator("ANNEN"), an_office("1401")
    for result in (
        a_result(other_indicator, county.offices[0], MAY, 1, 2),
        a_result(indicator_of(county), other_office, MAY, 1, 2),
    ):
        a_revision(result, replaced_by=a_delivery(county.package, MAY))
    assert not page_of(county).outdated


def test_a_correction_of_an_office_that_was_not_placed_counts(county):
    county.office("1280")
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert not page_of(county).outdated
    county.deliver(
        indicator_of(county), county.offices[3], MAY - 3, 30, 50, delivery=a_delivery(county.package, MAY - 3)
    )
    page = page_of(county)
    assert page.outdated
    assert (page.later[0].unit_code, page.later[0].month) == ("1280", MAY - 3)


def test_a_figure_that_comes_late_makes_it_outdated(county):
    """Where nothing stood there is no revision, but the ranking would be another."""
    indicator = indicator_of(county)
    Result.objects.filter(indicator=indicator, unit=county.offices[1], month=MAY - 2).delete()
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert not page_of(county).outdated
    late = a_delivery(county.package, MAY - 2)
    a_result(indicator, county.offices[1], MAY - 2, 10, 50, delivery=late)
    page = page_of(county)
    assert (page.outdated, page.later[0].delivery) == (True, late.pk)


def test_a_preliminary_figure_that_comes_late_takes_no_part(county):
    indicator = indicator_of(county)
    Result.objects.filter(indicator=indicator, unit=county.offices[1], month=MAY - 2).delete()
    publish_ranking(county=county.placed(), month=MAY, by=None)
    a_result(indicator, county.offices[1], MAY - 2, 10, 50, preliminary=True)
    assert not page_of(county).outdated


@pytest.mark.parametrize("month", [MAY, MAY - 11])
def test_a_withdrawal_makes_it_outdated_where_something_else_stands_then(county, month):
    delivery = revise(county, month)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    assert not page_of(county).outdated
    assert withdraw_delivery(delivery=delivery, reason="Feil fil", by=None).restored == 1
    page = page_of(county)
    assert (page.outdated, page.later_total) == (True, 1)
    assert (page.later[0].unit_code, page.later[0].month, page.later[0].delivery) == ("1201", month, None)


def test_so_does_one_that_leaves_nothing(county):
    assert withdraw_delivery(delivery=county.deliveries[MAY], reason="Feil fil", by=None).removed == 3
    page = page_of(county)
    assert (page.outdated, page.later_total) == (True, 3)


def test_a_withdrawal_of_what_later_ones_have_replaced_does_not(county):
    revise(county, MAY)
    first = a_delivery(county.package, MAY)  # whose only figure another has replaced
    result = Result.objects.get(indicator=indicator_of(county), unit=county.offices[0], month=MAY)
    ResultRevision.objects.create(
        indicator=result.indicator, unit=result.unit, month=MAY, value=0.1, delivery=first, replaced_by=result.delivery
    )
    publish_ranking(county=county.placed(), month=MAY, by=None)
    withdrawal = withdraw_delivery(delivery=first, reason="Feil fil", by=None)
    assert len(withdrawal.left_alone) == 1
    assert not page_of(county).outdated


def test_a_correction_before_the_edition_changes_nothing(county):
    revise(county, MAY)
    Ranking.objects.update(published_at=datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=1))
    assert not page_of(county).outdated


def test_a_figure_is_named_once_however_often_it_changed(county):
    revise(county, MAY, numerator=41)
    last = revise(county, MAY, numerator=42)
    page = page_of(county)
    assert page.later_total == 1
    assert page.later[0].delivery == last.pk


def test_many_later_figures_are_counted_and_the_newest_shown(county):
    for office in range(3):
        for month in YEAR:
            revise(county, month, office=office)
    second = county.indicator("TO")
    for office in county.offices:
        county.deliver_year(second, office, 30, 50)
    publish_ranking(county=county.placed(), month=MAY, by=None)
    for office in range(3):
        for month in YEAR:
            revise(county, month, office=office, numerator=20)
    for result in Result.objects.filter(indicator=second):
        a_revision(result, replaced_by=a_delivery(county.package, result.month))
    page = page_of(county)
    assert page.later_total == 72
    assert len(page.later) == MOST_LATER
    moments = [later.at for later in page.later]
    assert moments == sorted(moments, reverse=True)
