"""Every edition is calculated again: from its own figures, and its figures from results."""

import pytest

from rankings.models import Contribution, Ranking, RankingEntry, RankingRule
from rankings.queries.recalculation import ranking_differences
from rankings.services.publishing import publish_ranking
from scorecards.models import HiddenTotal, Indicator, PackageItem, Result, Target
from tests.builders import a_delivery, a_revision
from tests.rankings.county import MAY, YEAR, County, a_ranked_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    """A county with a share and an index, an office without results, and one that is gone."""
    county = a_ranked_county((30, 50), (33, 50), (34, 60), (29, 44))
    index = county.indicator("TILLIT", unit="index", pooling="none", green=70, yellow=60)
    for number, office in enumerate(county.offices):
        county.deliver_values(index, office, [60 + number + month % 3 for month in range(12)])
    county.office("1270")
    county.office("1280", until="2018-05-01")
    publish_ranking(county=county.placed(), month=MAY, by=None)
    return county


def entry(code: str) -> RankingEntry:
    return RankingEntry.objects.get(unit__code=code)


def test_an_edition_agrees_with_itself_and_with_results(county):
    assert list(ranking_differences()) == []


def test_the_editions_of_every_rule_are_calculated_by_their_own(county):
    RankingRule.objects.create(code="STATUS", name="Status", method="status", window=3, at_least=2, seed=5)
    publish_ranking(county=county.placed(), month=MAY, rule="STATUS", by=None)
    assert list(ranking_differences()) == []


def test_a_place_that_somebody_has_touched_is_reported(county):
    found = entry("1203")
    RankingEntry.objects.filter(pk=found.pk).update(position=1, low=1, high=4)
    differences = list(ranking_differences())
    assert differences[0] == f"ranking 1200 2018-05 edition 1, 1203: position is 1, calculated {found.position}"


def test_a_score_and_a_point_that_somebody_has_touched_are_reported(county):
    RankingEntry.objects.filter(pk=entry("1201").pk).update(score=12.5)
    Contribution.objects.filter(entry__unit__code="1202", indicator__code="TILLIT").update(points=1.0)
    first, second = ranking_differences()
    assert "1201: score is 12.5, calculated " in first
    assert "1202: points for TILLIT is 1.0, calculated " in second


def test_a_group_and_hidden_intervals_are_compared_too(county):
    Ranking.objects.update(intervals_shown=False)
    assert any("intervals shown is False" in line for line in ranking_differences())


def test_a_stored_figure_that_is_not_that_of_the_results_is_reported(county):
    Contribution.objects.filter(entry__unit__code="1201", indicator__code="NEDS").update(known=11)
    assert list(ranking_differences()) == ["ranking 1200 2018-05 edition 1, 1201: known of NEDS is 11, calculated 12"]


def test_a_result_changed_behind_the_products_back_is_reported(county):
    Result.objects.filter(unit=county.offices[0], indicator__code="NEDS", month=MAY).update(numerator=31, value=0.62)
    found = list(ranking_differences())
    assert len(found) == 2
    assert all("1201" in line and "NEDS" in line for line in found)


def test_a_correction_after_the_edition_is_no_fault_of_the_edition(county):
    result = Result.objects.get(unit=county.offices[0], indicator__code="NEDS", month=MAY)
    a_revision(result, replaced_by=a_delivery(county.package, MAY))
    Result.objects.filter(unit=county.offices[0], indicator__code="NEDS", month=MAY).update(numerator=31, value=0.62)
    assert list(ranking_differences()) == []


def test_a_late_figure_is_no_fault_of_the_edition(county):
    indicator = Indicator.objects.get(code="NEDS")
    county.deliver_year(indicator, county.offices[4], 30, 50, months=YEAR[:0])
    county.deliver(indicator, county.offices[4], MAY, 30, 50, delivery=a_delivery(county.package, MAY))
    assert list(ranking_differences()) == []


def test_a_catalogue_that_has_changed_since_changes_no_edition(county):
    Indicator.objects.filter(code="NEDS").update(min_base=100_000, direction="lower", definition_changed="2018-05-01")
    Target.objects.all().delete()
    PackageItem.objects.all().delete()
    assert list(ranking_differences()) == []


def test_a_reason_that_somebody_has_touched_is_reported(county):
    RankingEntry.objects.filter(pk=entry("1270").pk).update(reason="too_few_indicators")
    assert list(ranking_differences()) == [
        "ranking 1200 2018-05 edition 1, 1270: reason is too_few_indicators, calculated no_results"
    ]


def test_a_total_hidden_afterwards_is_no_fault_of_the_edition(county):
    HiddenTotal.objects.create(
        indicator=Indicator.objects.get(code="NEDS"), unit=county.offices[0], month=MAY, period="rolling"
    )
    assert list(ranking_differences()) == []


def test_a_total_shown_afterwards_is_no_fault_of_the_edition(county):
    hidden = HiddenTotal.objects.create(
        indicator=Indicator.objects.get(code="NEDS"), unit=county.offices[0], month=MAY, period="rolling"
    )
    publish_ranking(county=county.placed(), month=MAY, by=None)
    hidden.delete()
    assert list(ranking_differences()) == []


def test_a_month_hidden_afterwards_is_no_fault_of_the_edition(county):
    """The index has standard errors, which rest on the shown months of every office."""
    Result.objects.filter(indicator__code="TILLIT", unit=county.offices[0], month=MAY).update(suppressed=True)
    assert list(ranking_differences()) == []
