"""A county's rule is made anew, never changed: which one serves a month, what it counts, and what is refused."""

import pytest

from accounts.refusals import Refused
from audit.models import AuditLine
from organisation.months import Month
from rankings.models import Ranking, RankingRule
from rankings.queries.rules import Weighed, rule_of, rules_of, terms_of, versions_of, weights_of
from rankings.services.publishing import publish_ranking
from rankings.services.rules import StatedRule, make_rule
from scorecards.versions import figures_version
from tests.builders import a_county, a_person
from tests.rankings.county import MAY, YEAR, an_empty_county

pytestmark = pytest.mark.django_db
JANUARY = Month(2018, 1)
PLAIN = StatedRule(name="Regelen for 2018", valid_from=JANUARY)


@pytest.fixture
def county():
    """Three offices, the first best at the first of two indicators and the last at the second."""
    made = an_empty_county()
    first, second = made.indicator("A", weight=3), made.indicator("B", weight=1)
    for good_at_first, good_at_second in [(69, 40), (60, 50), (45, 69)]:
        office = made.office()
        made.deliver_year(first, office, good_at_first, 100)
        made.deliver_year(second, office, good_at_second, 100)
    made.first, made.second = first, second
    return made


@pytest.fixture
def staff(county):
    return a_person(role="county", unit=county.unit)


def make(county, by=None, seen=None, **more):
    stated = StatedRule(**{"name": PLAIN.name, "valid_from": JANUARY, **more})
    return make_rule(county=county.placed(), stated=stated, seen=seen, by=by)


def weigh(county, first=1.0, second=1.0):
    return {
        indicator.pk: Weighed(weight)
        for indicator, weight in [(county.first, first), (county.second, second)]
        if weight
    }


def order(ranking):
    entries = ranking.entries.exclude(position=None).order_by("position", "unit__code")
    return [entry.unit_id for entry in entries]


class TestWhichServes:
    def test_a_county_without_a_rule_has_the_standard_one(self, county):
        assert rule_of(county.unit.pk, MAY).code == "STANDARD"
        assert rules_of(county.unit.pk) == []

    def test_a_rule_serves_from_its_first_month_on(self, county):
        made = make(county)
        assert rule_of(county.unit.pk, JANUARY - 1).code == "STANDARD"
        assert rule_of(county.unit.pk, JANUARY) == made
        assert rule_of(county.unit.pk, MAY + 40) == made

    def test_the_next_years_rule_takes_over_in_its_month(self, county):
        this_year, next_year = make(county), make(county, valid_from=JANUARY + 12)
        assert rule_of(county.unit.pk, JANUARY + 11) == this_year
        assert rule_of(county.unit.pk, JANUARY + 12) == next_year
        assert [rule.valid_from for rule in rules_of(county.unit.pk)] == [JANUARY + 12, JANUARY]

    def test_a_rule_that_begins_earlier_and_is_made_later_does_not_take_over(self, county):
        made = make(county)
        make(county, valid_from=JANUARY - 12)
        assert rule_of(county.unit.pk, MAY) == made

    def test_a_new_version_serves_in_place_of_the_old_one(self, county):
        first = make(county)
        second = make(county, seen=first.pk, method="status")
        assert (first.code, first.version) == (second.code, 1)
        assert second.version == 2
        assert rule_of(county.unit.pk, MAY) == second
        assert rules_of(county.unit.pk) == [second]
        assert versions_of(county.unit.pk) == [second, first]

    def test_another_countys_rule_serves_nobody_else(self, county):
        make(county)
        assert rule_of(a_county("1400").pk, MAY).code == "STANDARD"


class TestWhatItCounts:
    def test_without_weights_it_counts_what_the_package_prioritises(self, county):
        make(county)
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        assert {row.indicator_id: row.weight for row in ranking.indicators.all()} == {
            county.first.pk: 3.0,
            county.second.pk: 1.0,
        }

    def test_its_weights_decide_the_order(self, county):
        make(county, weights=weigh(county, 9, 1))
        by_first = publish_ranking(county=county.placed(), month=MAY, by=None)
        make(county, seen=by_first.rule_id, weights=weigh(county, 1, 9))
        by_second = publish_ranking(county=county.placed(), month=MAY, by=None)
        assert order(by_first)[0] == county.offices[0].pk
        assert order(by_second)[0] == county.offices[2].pk

    def test_an_indicator_left_out_is_not_counted(self, county):
        make(county, weights=weigh(county, 1, 0))
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        assert [row.indicator_id for row in ranking.indicators.all()] == [county.first.pk]

    def test_one_that_the_package_does_not_prioritise_can_be_counted(self, county):
        third = county.indicator("C", priority=0)
        for office in county.offices:
            county.deliver_year(third, office, 50, 100)
        make(county, weights={third.pk: Weighed(2.0)})
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        assert [row.indicator_id for row in ranking.indicators.all()] == [third.pk]

    def test_its_least_base_takes_small_offices_out(self, county):
        small = county.office()
        county.deliver_year(county.first, small, 1, 2)
        county.deliver_year(county.second, small, 1, 2)
        make(county, weights={county.first.pk: Weighed(1.0, min_base=100), county.second.pk: Weighed(1.0)})
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        assert ranking.entries.get(unit=small).reason == "too_few_indicators"
        assert ranking.indicators.get(indicator=county.first).min_base == 100

    @pytest.mark.parametrize(
        ("window", "month", "months"), [(12, MAY, 12), (3, MAY, 3), (1, MAY, 1), (None, MAY, 5), (None, JANUARY, 1)]
    )
    def test_the_window_is_that_of_the_month(self, county, window, month, months):
        rule = make(county, window=window, at_least=1)
        assert terms_of(rule, month).window == months

    def test_the_year_so_far_asks_for_no_more_months_than_there_are(self, county):
        rule = make(county, window=None, at_least=6)
        assert [terms_of(rule, JANUARY + n).at_least for n in (0, 2, 7)] == [1, 3, 6]

    def test_the_year_so_far_counts_its_own_months_alone(self, county):
        make(county, window=None, at_least=1)
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        known = {row.known for entry in ranking.entries.all() for row in entry.contributions.all()}
        assert known == {5}
        assert len(YEAR) == 12


class TestHistory:
    def test_a_published_ranking_keeps_the_rule_it_was_made_by(self, county):
        first = make(county)
        ranking = publish_ranking(county=county.placed(), month=MAY, by=None)
        make(county, seen=first.pk, method="status", weights=weigh(county))
        ranking = Ranking.objects.get(pk=ranking.pk)
        assert ranking.rule == first
        assert ranking.rule.method == "distance"
        assert weights_of(ranking.rule) == {}

    def test_who_made_it_when_and_why_is_kept(self, county, staff):
        rule = make(county, by=staff, reason="Ledermøtet 3. mai")
        stored = RankingRule.objects.get(pk=rule.pk)
        assert (stored.made_by, stored.reason) == (staff, "Ledermøtet 3. mai")
        assert stored.made_at is not None

    def test_the_log_says_what_each_field_was(self, county, staff):
        first = make(county, by=staff, weights=weigh(county))
        make(county, by=staff, seen=first.pk, method="status", weights={county.first.pk: Weighed(2.5, min_base=20)})
        line = AuditLine.objects.filter(verb="made ranking rule").order_by("id").last()
        assert line.actor == staff
        changes = {change.field: (change.before, change.after) for change in line.changes.all()}
        assert changes == {
            "method": ("distance", "status"),
            "weight of A": ("1", "2.5, at least 20"),
            "weight of B": ("1", ""),
        }

    def test_another_treatment_alone_is_a_new_version_and_stands_in_the_log(self, county, staff):
        first = make(county, by=staff)
        second = make(county, by=staff, seen=first.pk, ties="mean")
        make(county, by=staff, seen=second.pk, ties="mean", missing="common")
        assert list(RankingRule.objects.order_by("version").values_list("missing", "ties")) == [
            ("scaled", "best"), ("scaled", "mean"), ("common", "mean"),
        ]  # fmt: skip
        lines = AuditLine.objects.filter(verb="made ranking rule").order_by("id")
        changes = [[(change.field, change.before, change.after) for change in line.changes.all()] for line in lines]
        assert changes[1:] == [[("ties", "best", "mean")], [("missing", "scaled", "common")]]

    def test_pages_are_made_anew(self, county):
        before = figures_version()
        make(county)
        assert figures_version() > before


class TestRefused:
    def refused(self, county, **more):
        with pytest.raises(Refused) as refused:
            make(county, **more)
        return refused.value.found.code

    @pytest.mark.parametrize(
        "more",
        [
            {"name": "  "},
            {"method": "magi"},
            {"window": 0},
            {"window": 13},
            {"window": 3, "at_least": 4},
            {"at_least": 0},
            {"window": None, "at_least": 13},
            {"least_weight": 1.1},
            {"least_weight": -0.1},
            {"missing": "mean"},
            {"missing": "complete", "least_weight": 0.8},
            {"ties": "dense"},
            {"weights": {1: Weighed(0.0)}},
            {"weights": {1: Weighed(-1.0)}},
            {"weights": {1: Weighed(1.0, min_base=-1)}},
            {"weights": {1: Weighed(float("nan"))}},
        ],
    )
    def test_what_is_no_rule_is_not_stored(self, county, more):
        assert self.refused(county, **more) == "rule_not_valid"
        assert not RankingRule.objects.exists()

    def test_only_the_countys_staff_may(self, county):
        for person in (a_person(role="leader", unit=county.offices[0]), a_person(role="county", unit=a_county("1400"))):
            assert self.refused(county, by=person) == "not_permitted"
        assert not RankingRule.objects.exists()

    def test_the_same_again_is_no_new_version(self, county):
        first = make(county, weights=weigh(county))
        assert self.refused(county, seen=first.pk, weights=weigh(county)) == "no_change"

    def test_two_who_start_from_the_same_version_do_not_overwrite_each_other(self, county):
        first = make(county)
        make(county, seen=first.pk, method="status")
        assert self.refused(county, seen=first.pk, method="attainment") == "changed_meanwhile"
        assert self.refused(county, seen=None, method="attainment") == "already_there"
        assert rule_of(county.unit.pk, MAY).method == "status"

    def test_another_months_rule_is_not_overwritten_by_way_of_this_ones(self, county):
        this_year, next_year = make(county), make(county, valid_from=JANUARY + 12)
        assert self.refused(county, seen=this_year.pk, valid_from=JANUARY + 12, method="status") == "already_there"
        assert rule_of(county.unit.pk, JANUARY + 12) == next_year
