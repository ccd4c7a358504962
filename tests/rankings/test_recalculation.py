"""Every edition is calculated again: from its own figures, and its figures from results."""

import pytest

from rankings.models import Contribution, Ranking, RankingEntry, RankingRule, RuleIndicator
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


WINDOWS = [
    pytest.param({"window": None, "at_least": 2}, 5, id="year-to-date"),
    pytest.param({"window": 3, "at_least": 2}, 3, id="three-months"),
    pytest.param({"window": 1, "at_least": 1}, 1, id="the-month"),
]


def by_a_rule_with_weights(county: County, **fields) -> Ranking:
    """An edition by the county's own rule, which counts both indicators with weights and a minimum base of its own."""
    rule = RankingRule.objects.create(
        code="EGEN", name="Hordalands regel", county=county.unit, **{"draws": 400, "seed": 7} | fields
    )
    for code, weight, min_base in (("NEDS", 1.5, 30.0), ("TILLIT", 0.25, None)):
        RuleIndicator.objects.create(
            rule=rule, indicator=Indicator.objects.get(code=code), weight=weight, min_base=min_base
        )
    return publish_ranking(county=county.placed(), month=MAY, rule="EGEN", by=None)


def as_differently_as_a_year_can_be(county: County) -> None:
    """Other figures in each month, so that every window has another total."""
    for office in county.offices[:4]:
        for place, month in enumerate(YEAR):
            result = Result.objects.get(unit=office, indicator__code="NEDS", month=month)
            result.numerator = 20.0 + place
            result.value = result.numerator / (result.denominator or 1.0)
            result.save()


class TestRulesWithWeightsAndWindowsOfTheirOwn:
    @pytest.mark.parametrize(("fields", "known"), WINDOWS)
    def test_their_editions_are_calculated_by_them(self, county, fields, known):
        Ranking.objects.all().delete()
        as_differently_as_a_year_can_be(county)
        edition = by_a_rule_with_weights(county, **fields)
        weights = edition.indicators.values_list("indicator__code", "weight", "min_base")
        assert set(weights) == {("NEDS", 1.5, 30.0), ("TILLIT", 0.25, None)}
        assert set(of_the_edition(edition, "NEDS").values_list("known", flat=True)) == {known}
        assert list(ranking_differences()) == []

    @pytest.mark.parametrize("method", ["distance", "attainment", "status", "mean_position"])
    def test_so_they_are_by_every_method(self, county, method):
        by_a_rule_with_weights(county, window=None, at_least=2, method=method, cap=1.3, least_weight=0.5)
        assert list(ranking_differences()) == []

    @pytest.mark.parametrize(("fields", "known"), WINDOWS)
    def test_a_figure_of_the_window_changed_behind_the_products_back_is_reported(self, county, fields, known):
        by_a_rule_with_weights(county, **fields)
        first = Result.objects.filter(unit=county.offices[1], indicator__code="NEDS", month=MAY - (known - 1))
        first.update(numerator=1, value=1 / 50)
        found = [line for line in ranking_differences() if "edition 2" in line]
        assert {line.split(":")[1].split(" is ")[0] for line in found} == {" value of NEDS", " numerator of NEDS"}

    @pytest.mark.parametrize(("fields", "known"), WINDOWS)
    def test_a_figure_before_the_window_is_none_of_the_editions(self, county, fields, known):
        by_a_rule_with_weights(county, **fields)
        before = Result.objects.filter(unit=county.offices[1], indicator__code="NEDS", month=MAY - known)
        assert before.update(numerator=1, value=1 / 50) == 1
        assert [line for line in ranking_differences() if "edition 2" in line] == []

    def test_a_weight_changed_behind_the_products_back_is_reported(self, county):
        edition = by_a_rule_with_weights(county, window=3, at_least=2)
        edition.indicators.filter(indicator__code="TILLIT").update(weight=4.0)
        found = list(ranking_differences())
        assert any("score is" in line for line in found)
        assert all(line.startswith("ranking 1200 2018-05 edition 2") for line in found)

    def test_a_later_version_of_the_rule_changes_no_edition_made_before_it(self, county):
        edition = by_a_rule_with_weights(county, window=3, at_least=2)
        RankingRule.objects.create(
            code="EGEN", version=2, name="Ny", county=county.unit, window=None, method="status", draws=400
        )
        assert list(ranking_differences()) == []
        assert edition.rule.version == 1

    def test_a_correction_before_the_window_does_not_keep_an_edition_from_being_checked(self, county):
        Ranking.objects.all().delete()
        by_a_rule_with_weights(county, window=1, at_least=1)
        early = Result.objects.get(unit=county.offices[0], indicator__code="NEDS", month=MAY - 5)
        a_revision(early, replaced_by=a_delivery(county.package, MAY - 5))
        Result.objects.filter(unit=county.offices[1], indicator__code="NEDS", month=MAY).update(denominator=51)
        assert any("denominator of NEDS is 50.0, calculated 51.0" in line for line in ranking_differences())


def of_the_edition(edition: Ranking, code: str):
    """What its placed offices have on an indicator."""
    return Contribution.objects.filter(entry__ranking=edition, entry__position__isnull=False, indicator__code=code)


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
