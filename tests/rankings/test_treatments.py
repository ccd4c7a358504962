"""Ties and missing results by a county's rule: stored with the edition, shown, and calculated again."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from accounts.refusals import Refused
from organisation.models import Placement
from rankings.choices import Missing, Ties
from rankings.models import RankingEntry, RankingIndicator, RankingRule
from rankings.queries.page import ranking_page
from rankings.queries.places import place_in_ranking
from rankings.queries.preview import preview_of
from rankings.queries.recalculation import ranking_differences
from rankings.queries.regions import region_ranking
from rankings.queries.since_edition import since_edition
from rankings.services.publishing import calculable, publish_ranking
from rankings.services.rules import StatedRule, as_rule, make_rule
from scorecards.models import Result
from tests.builders import a_region
from tests.rankings.county import MAY, County, an_empty_county

pytestmark = pytest.mark.django_db
RULE = StatedRule(name="Regelen", valid_from=MAY.january, least_weight=0.5)


@pytest.fixture
def county() -> County:
    """Values alone, so that nothing is chance: three indicators by status, of which the last office lacks the third.

    By status 1201 and 1202 have as many points: one by two yellows, the other by a green and a red.
    """
    made = an_empty_county()
    indicators = [
        made.indicator(code, green=70, yellow=60, weight=weight, unit="index", pooling="none")
        for code, weight in (("A", 2), ("B", 2), ("C", 1))
    ]
    figures = [(65, 65, 70), (75, 50, 70), (75, 75, 70), (50, 50, 70), (75, 65, None)]
    for number, values in enumerate(figures, start=1):
        office = made.office(f"120{number}")
        for indicator, value in zip(indicators, values, strict=True):
            if value is not None:
                made.deliver(indicator, office, MAY, value=value)
    return made


def publish(county: County, **terms):
    """An edition by a rule of the county with these terms beside points by status."""
    least = 1.0 if terms.get("missing") == Missing.COMPLETE else RULE.least_weight
    newest = RankingRule.objects.filter(county=county.unit).order_by("-version").first()
    stated = replace(RULE, method="status", least_weight=least, **terms)
    make_rule(county=county.placed(), stated=stated, seen=newest.pk if newest else None, by=None)
    return publish_ranking(county=county.placed(), month=MAY, by=None)


def places(ranking) -> dict[str, tuple[int | None, float | None]]:
    return {entry.unit.code: (entry.position, entry.place) for entry in ranking.entries.select_related("unit")}


def page_of(county: County):
    page = ranking_page(county.placed(), MAY)
    assert page is not None
    return page


class TestWithoutAWord:
    def test_a_rule_scales_the_weights_and_shares_the_better_place(self, county):
        rule = as_rule(StatedRule("R", MAY), county.placed())
        assert (rule.missing, rule.ties) == ("scaled", "best")
        assert (RankingRule().missing, RankingRule().ties) == ("scaled", "best")

    def test_the_standard_rule_does_too(self, county):
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        assert (ranking.rule.missing, ranking.rule.ties) == ("scaled", "best")
        assert all(entry.place == entry.position for entry in ranking.entries.all())


class TestEveryEdition:
    @pytest.mark.parametrize("missing", Missing.values)
    @pytest.mark.parametrize("ties", Ties.values)
    def test_is_stored_and_calculated_again_by_its_own_treatment(self, county, missing, ties):
        ranking = publish(county, missing=missing, ties=ties)
        assert list(ranking_differences()) == []
        for entry in ranking.entries.exclude(position=None):
            points = [row.points for row in entry.contributions.all() if row.points is not None]
            assert sum(points) == pytest.approx(entry.score)
            assert entry.position <= entry.place

    @pytest.mark.parametrize("ties", Ties.values)
    @pytest.mark.parametrize("missing", Missing.values)
    def test_has_intervals_that_hold_its_places_where_there_is_chance(self, missing, ties):
        county = an_empty_county()
        first, second = county.indicator("A", weight=2), county.indicator("B")
        for number, (one, other) in enumerate([(50, 50), (50, 50), (40, None), (70, 70), (70, 70), (28, 40)], 1):
            office = county.office(f"12{number:02d}")
            county.deliver_year(first, office, one, 70)
            if other is not None:
                county.deliver_year(second, office, other, 70)
        ranking = publish(county, missing=missing, ties=ties)
        assert list(ranking_differences()) == []
        for entry in ranking.entries.exclude(position=None):
            assert entry.low <= entry.position <= entry.place <= entry.high

    def test_a_place_and_a_count_that_somebody_touched_are_reported(self, county):
        publish(county, missing=Missing.COMMON, ties=Ties.MEAN)
        RankingEntry.objects.filter(unit__code="1204").update(place=5.5)
        RankingIndicator.objects.filter(indicator__code="C").update(left_out=False)
        found = list(ranking_differences())
        assert any("1204: place is 5.5, calculated 5.0" in line for line in found)
        assert any("C is counted, calculated otherwise" in line for line in found)

    def test_an_edition_keeps_its_treatment_when_the_rule_has_another(self, county):
        first = publish(county, ties=Ties.MEAN)
        publish(county, ties=Ties.TARGETS)
        assert places(first)["1201"] == (3, 3.5)
        assert list(ranking_differences()) == []


class TestTies:
    def test_the_better_place_is_shared(self, county):
        assert places(publish(county)) == {
            "1201": (3, 3), "1202": (3, 3), "1203": (1, 1), "1204": (5, 5), "1205": (2, 2),
        }  # fmt: skip

    def test_the_middle_of_the_shared_places_is_said_and_the_position_stays_the_better_one(self, county):
        ranking = publish(county, ties=Ties.MEAN)
        assert places(ranking) == {
            "1201": (3, 3.5), "1202": (3, 3.5), "1203": (1, 1), "1204": (5, 5), "1205": (2, 2),
        }  # fmt: skip
        page = page_of(county)
        assert [(e.code, e.position, e.place) for e in page.entries][2:4] == [("1201", 3, 3.5), ("1202", 3, 3.5)]
        found = place_in_ranking(county.offices[0].pk, county.unit.pk, MAY)
        assert found is not None
        assert (found.place, found.of) == (3.5, 5)

    def test_who_reaches_targets_of_more_weight_stands_first(self, county):
        found = places(publish(county, ties=Ties.TARGETS))
        assert (found["1201"], found["1202"]) == ((4, 4), (3, 3))

    def test_those_who_reach_all_targets_share_the_first_place_by_the_best_and_by_targets(self, county):
        for number in (6, 7):
            office = county.office(f"120{number}")
            for item in county.package.items.all():
                county.deliver(item.indicator, office, MAY, value=90)
        for ties in (Ties.BEST, Ties.TARGETS):
            found = places(publish(county, ties=ties))
            assert [found[code] for code in ("1203", "1206", "1207")] == [(1, 1)] * 3


class TestMissing:
    def test_scaled_gives_the_weight_to_the_offices_other_indicators(self, county):
        ranking = publish(county)
        entry = ranking.entries.get(unit__code="1205")
        assert entry.score == pytest.approx(75)
        assert not ranking.indicators.filter(left_out=True).exists()

    def test_complete_ranks_no_office_that_lacks_something(self, county):
        ranking = publish(county, missing=Missing.COMPLETE)
        entry = ranking.entries.get(unit__code="1205")
        assert (entry.position, entry.place, entry.reason) == (None, None, "too_few_indicators")
        assert places(ranking)["1204"] == (4, 4)

    def test_common_counts_only_what_all_with_a_place_have(self, county):
        ranking = publish(county, missing=Missing.COMMON)
        assert [row.indicator.code for row in ranking.indicators.filter(left_out=True)] == ["C"]
        assert {entry.unit.code: entry.score for entry in ranking.entries.all()} == {
            "1201": 50, "1202": 50, "1203": 100, "1204": 0, "1205": 75,
        }  # fmt: skip

    def test_what_is_left_out_is_named_and_weighs_nothing_on_the_page(self, county):
        publish(county, missing=Missing.COMMON)
        page = page_of(county)
        assert [each.facts.code for each in page.indicators] == ["A", "B"]
        assert sum(each.weight_share for each in page.indicators) == pytest.approx(1)
        (left_out,) = page.not_counting
        assert (left_out.facts.code, left_out.left_out, left_out.counts, left_out.weight_share) == ("C", True, False, 0)
        for office in page.entries:
            assert sum(line.points for line in office.contributions) == pytest.approx(office.score)
            assert sum(line.possible for line in office.contributions) == pytest.approx(100)

    def test_an_office_without_enough_takes_no_indicator_from_the_others(self, county):
        office = county.office("1206")
        county.deliver(county.package.items.get(indicator__code="C").indicator, office, MAY, value=70)
        ranking = publish(county, missing=Missing.COMMON)
        assert [row.indicator.code for row in ranking.indicators.filter(left_out=True)] == ["C"]
        assert ranking.entries.get(unit__code="1206").reason == "too_few_indicators"

    def test_nothing_in_common_is_said_and_not_published(self, county):
        for office, code in ((county.offices[0], "A"), (county.offices[1], "B")):
            Result.objects.filter(unit=office, indicator__code=code).delete()
        with pytest.raises(Refused, match="Ingen indikator har tall for alle kontorene med plass") as refused:
            publish(county, missing=Missing.COMMON)
        assert refused.value.found.code == "rule_not_calculable"

    def test_the_regions_are_ranked_by_what_the_offices_are(self, county):
        """All regions have a figure of what is left out; it counts for them no more than for their offices."""
        for code, offices in (("1291", county.offices[:2]), ("1292", county.offices[2:])):
            region = a_region(code, f"Region {code}", county=county.unit)
            Placement.objects.filter(unit__in=offices).update(region=region)
        publish(county, missing=Missing.COMMON, ties=Ties.MEAN)
        found = region_ranking(county.placed(), page_of(county))
        assert found is not None
        for region in found.regions:
            assert [line.contribution.indicator.facts.code for line in region.lines] == ["A", "B"]
            assert sum(line.contribution.points for line in region.lines) == pytest.approx(region.score)
            assert (region.position, region.place) == (1, 1.5)  # by status two yellows, and a green and a red


class TestBeforeAndAfter:
    def test_a_preview_shows_the_shared_places_and_leaves_out_what_would_be(self, county):
        publish(county)
        stated = replace(RULE, method="status", missing=Missing.COMMON, ties=Ties.MEAN)
        with calculable():
            preview = preview_of(county.placed(), MAY, as_rule(stated, county.placed()), {})
        assert {line.unit.code: (line.now.place, line.then.place) for line in preview.lines}["1201"] == (3, 3.5)
        assert len(preview.indicators) == len(preview.weighing.indicators) == 2
        assert sum(each.weight for each in preview.weighing.indicators) == pytest.approx(1)

    def test_the_next_edition_says_that_the_rule_is_another_and_what_counts_no_more(self, county):
        publish(county)
        publish(county, missing=Missing.COMMON, ties=Ties.MEAN)
        since = since_edition(page_of(county), county.unit.pk)
        assert since is not None
        assert since.other_rule
        assert [(each.indicator_code, each.before, each.now) for each in since.weights] == [("C", 1, None)]
        assert {(each.code, each.before, each.now) for each in since.offices} == {("1201", 3, 3.5), ("1202", 3, 3.5)}


class TestWhatTheDatabaseRefuses:
    def refused(self, rows, constraint, **fields):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**fields)

    def test_a_rule_with_an_unknown_treatment(self, county):
        publish(county)
        rules = RankingRule.objects.all()
        self.refused(rules, "rule_missing_is_known", missing="mean")
        self.refused(rules, "rule_ties_are_known", ties="dense")
        self.refused(rules, "a_rule_that_asks_for_all_asks_for_all_weight", missing="complete", least_weight=0.8)

    def test_a_place_outside_of_those_it_is_shared_from(self, county):
        publish(county)
        entries = RankingEntry.objects.filter(unit__code="1204")
        self.refused(entries, "shared_places_begin_with_the_position", place=4, low=None, high=None)
        self.refused(entries, "an_interval_holds_its_place", place=5.5, low=5, high=5)
        self.refused(entries, "an_entry_is_placed_or_says_why_not", place=None)

    def test_an_indicator_left_out_that_would_not_count(self, county):
        publish(county)
        self.refused(RankingIndicator.objects.all(), "left_out_is_what_would_count", left_out=True, counts=False)
