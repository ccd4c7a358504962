"""Publishing a ranking: what it takes, what is stored, and what is refused."""

import pytest
from django.db import connection

from accounts.models import User
from accounts.refusals import Refused
from audit.models import AuditLine
from organisation.months import Month
from rankings.models import Contribution, Ranking, RankingEntry, RankingRule
from rankings.queries.inputs import obstacle_to_publishing
from rankings.services.publishing import publish_ranking
from scorecards.choices import Absence
from scorecards.models import HiddenTotal
from scorecards.publish import LOCK_FOR_A_MONTH
from scorecards.versions import figures_version
from tests.builders import (
    a_county,
    a_package,
    a_person,
    a_region,
    a_special_unit,
    a_target,
    an_indicator,
    an_item,
    an_office,
)
from tests.rankings.county import MAY, YEAR, County, a_ranked_county, an_empty_county

pytestmark = pytest.mark.django_db
OBSTACLES = {
    "no_package",
    "no_priorities",
    "no_targets",
    "no_results",
    "preliminary",
}  # that stand before anybody tries


def publish(county: County, month: Month = MAY, *, rule: str | None = None, by: User | None = None) -> Ranking:
    return publish_ranking(county=county.placed(month), month=month, rule=rule, by=by)


def refusal(county: County, month: Month = MAY, **more) -> str:
    with pytest.raises(Refused) as refused:
        publish(county, month, **more)
    assert refused.value.found.message
    assert not Ranking.objects.exists()
    obstacle = obstacle_to_publishing(county.placed(month), month)
    assert (obstacle == refused.value.found) == (refused.value.found.code in OBSTACLES)
    return refused.value.found.code


def entries(ranking: Ranking) -> dict[str, RankingEntry]:
    return {entry.unit.code: entry for entry in ranking.entries.select_related("unit")}


def test_the_better_office_stands_first():
    county = a_ranked_county((54, 100), (60, 100), (64, 100), (90, 100), (57, 100), (67, 100))
    placed = entries(publish(county))
    order = sorted(placed, key=lambda code: placed[code].position)
    assert order == ["1204", "1206", "1203", "1202", "1205", "1201"]
    assert [placed[code].position for code in order] == [1, 2, 3, 4, 5, 6]
    assert placed["1204"].group == "upper"
    assert placed["1201"].group == "lower"
    for entry in placed.values():
        assert entry.low <= entry.position <= entry.high
        assert 0 <= entry.score <= 100


def test_contributions_add_up_to_the_score():
    county = an_empty_county()
    indicators = [county.indicator(weight=3), county.indicator(weight=1), county.indicator(weight=None)]
    for number in range(5):
        office = county.office()
        for shift, indicator in enumerate(indicators):
            county.deliver_year(indicator, office, 40 + 7 * number - 3 * shift, 100)
    for entry in publish(county).entries.all():
        assert sum(part.points for part in entry.contributions.all()) == pytest.approx(entry.score, abs=1e-9)
        assert entry.contributions.count() == 3


def test_the_figures_behind_each_point_are_stored_with_their_target():
    county = a_ranked_county((30, 50), (30, 60), (30, 70))
    found = Contribution.objects.get(entry__ranking=publish(county), entry__unit=county.offices[0])
    assert (found.numerator, found.denominator, found.value, found.known) == (360, 600, 0.6, 12)
    assert (found.green, found.yellow, found.green_upper, found.yellow_upper) == (0.7, 0.6, None, None)
    assert found.error is None


def test_the_edition_says_what_it_was_made_from():
    county = a_ranked_county((30, 50), (30, 60), (30, 70))
    person = a_person(role="county", unit=county.unit)
    ranking = publish(county, by=person)
    assert (ranking.edition, ranking.rule.code, ranking.package.code) == (1, "STANDARD", "STYRING")
    assert ranking.published_by == person
    assert set(ranking.deliveries.all()) == set(county.deliveries.values())
    counted = ranking.indicators.get()
    assert (counted.indicator.code, counted.weight, counted.counts) == ("NEDS", 1.0, True)
    assert (counted.direction, counted.unit_of_measure, counted.pooling) == ("higher", "share", "ratio")


def test_publishing_leaves_a_line_in_the_log():
    county = a_ranked_county((30, 50), (30, 60))
    person = a_person(role="county", unit=county.unit)
    ranking = publish(county, by=person)
    line = AuditLine.objects.get()
    assert (line.actor, line.verb, line.subject) == (person, "published ranking", f"ranking {ranking.pk}")
    assert line.detail == "1200 2018-05"


def test_pages_kept_from_before_are_made_anew():
    county = a_ranked_county((30, 50), (30, 60))
    before = figures_version()
    publish(county)
    assert figures_version() == before + 1


def test_a_new_edition_stands_beside_the_old_one():
    county = a_ranked_county((30, 50), (30, 60))
    first, second = publish(county), publish(county)
    assert (first.edition, second.edition) == (1, 2)
    assert first.entries.count() == second.entries.count() == 2


def test_the_same_figures_give_the_same_answer():
    county = a_ranked_county((30, 50), (30, 60), (31, 60), (40, 61))
    first, second = entries(publish(county)), entries(publish(county))
    for code, entry in first.items():
        for name in ("position", "low", "high", "score", "group"):
            assert getattr(entry, name) == getattr(second[code], name)


# Who takes part


def test_only_offices_placed_in_the_county_that_month_are_ranked():
    county = a_ranked_county((30, 50), (30, 60))
    an_office("9901")
    a_special_unit("1290", county=county.unit)
    a_region("12R", county=county.unit)
    county.office("1280", since="2018-06-01")
    assert set(entries(publish(county))) == {"1201", "1202"}


def test_an_office_that_closed_this_month_is_named_and_never_placed():
    county = a_ranked_county((30, 50), (30, 60))
    closed = county.office("1280", until="2018-05-01")
    county.deliver_year(county.package.items.get().indicator, closed, 50, 50)
    entry = entries(publish(county))["1280"]
    assert (entry.position, entry.score, entry.reason) == (None, None, "not_in_existence")
    assert not entry.contributions.exists()


def test_an_office_that_closed_long_ago_is_not_named():
    county = a_ranked_county((30, 50), (30, 60))
    county.office("1280", until="2018-04-01")
    assert "1280" not in entries(publish(county))


def test_an_office_without_results_is_not_placed():
    county = a_ranked_county((30, 50), (30, 60))
    county.office("1280")
    entry = entries(publish(county))["1280"]
    assert (entry.position, entry.reason) == (None, "no_results")


def test_an_office_with_fewer_than_six_months_is_not_placed():
    county = a_ranked_county((30, 50), (30, 60))
    county.deliver_year(county.package.items.get().indicator, county.office("1280"), 40, 50, months=YEAR[-5:])
    entry = entries(publish(county))["1280"]
    assert (entry.position, entry.reason) == (None, "too_few_indicators")


def test_an_office_under_the_least_weight_is_not_placed():
    county = a_ranked_county((30, 50), (30, 60), (40, 60))
    heavy = county.package.items.get().indicator
    light = county.indicator("LETT", weight=0.3)
    for office in county.offices[:2]:
        county.deliver_year(light, office, 10, 20)
    only_light = county.office("1280")
    county.deliver_year(light, only_light, 10, 20)
    placed = entries(publish(county))
    assert placed["1280"].reason == "too_few_indicators"  # 0.3 of 1.3
    assert placed["1203"].reason == "too_few_indicators"  # 1 of 1.3 is 77 %, under four fifths
    assert placed["1201"].position is not None
    assert heavy.code in {part.indicator.code for part in placed["1201"].contributions.all()}


def test_an_office_with_hidden_figures_only_has_delivered_but_is_not_placed():
    county = a_ranked_county((30, 50), (30, 60))
    indicator, office = county.package.items.get().indicator, county.office("1280")
    for month in YEAR:
        county.deliver(indicator, office, month, absence=Absence.HIDDEN)
    entry = entries(publish(county))["1280"]
    assert (entry.position, entry.reason) == (None, "too_few_indicators")
    assert entry.contributions.get().value is None


def test_a_base_under_the_minimum_is_no_figure():
    county = an_empty_county()
    indicator = county.indicator(min_base=100)
    for denominator in (8, 9, 50):  # a year of each: 96, 108, 600
        county.deliver_year(indicator, county.office(), denominator / 2, denominator)
    reasons = [entry.reason for entry in publish(county).entries.order_by("unit__code")]
    assert sorted(reasons) == ["", "", "too_few_indicators"]


# What counts


def test_only_prioritised_items_of_the_month_count():
    county = a_ranked_county((30, 50), (30, 60))
    county.indicator("UPRI", priority=0)
    old, later = an_indicator("GAMMEL"), an_indicator("NY")
    an_item(county.package, old, until="2018-05-01")
    an_item(county.package, later, since="2018-06-01")
    assert [row.indicator.code for row in publish(county).indicators.all()] == ["NEDS"]


def test_the_widest_package_decides_which_indicators_count():
    county = a_ranked_county((30, 50), (30, 60))
    narrow = a_package("SMAL", owner=county.unit)
    an_item(narrow, county.package.items.get().indicator, weight=9)
    county.indicator("ANDRE", priority=0)
    assert publish(county).package.code == "STYRING"


def test_an_indicator_without_target_or_direction_counts_for_nobody_and_is_named():
    county = a_ranked_county((30, 50), (40, 60))
    without_target = county.indicator("UTENKRAV", green=None, weight=5)
    without_direction = county.indicator("UTENRETN", direction="none", weight=5)
    for office in county.offices:
        county.deliver_year(without_target, office, 10, 20)
        county.deliver_year(without_direction, office, 10, 20)
    ranking = publish(county)
    counts = {row.indicator.code: row.counts for row in ranking.indicators.all()}
    assert counts == {"NEDS": True, "UTENKRAV": False, "UTENRETN": False}
    for entry in ranking.entries.all():
        assert entry.position is not None
        points = {part.indicator.code: part.points for part in entry.contributions.all()}
        assert points["NEDS"] == pytest.approx(entry.score)
        assert points["UTENKRAV"] is points["UTENRETN"] is None


def test_the_nearest_target_upwards_judges():
    county = a_ranked_county((30, 50), (30, 50), (30, 50))
    indicator = county.package.items.get().indicator
    a_target(indicator, 0.55, 0.5, unit=county.offices[0])
    found = entries(publish(county))
    assert found["1201"].contributions.get().green == 0.55
    assert found["1202"].contributions.get().green == 0.7
    assert found["1201"].score == 100
    assert found["1201"].position == 1
    assert found["1202"].position == found["1203"].position == 2 or found["1202"].score != found["1203"].score


def test_the_target_of_the_month_judges_and_not_that_of_earlier_months():
    county = an_empty_county()
    indicator = county.indicator(green=None)
    a_target(indicator, 0.2, until="2018-05-01")
    a_target(indicator, 0.9, 0.8, since="2018-05-01")
    county.deliver_year(indicator, county.office("1201"), 30, 50)
    assert Contribution.objects.get(entry__ranking=publish(county)).green == 0.9


def test_months_before_the_definition_changed_are_another_indicators():
    county = an_empty_county()
    indicator = county.indicator(changed="2017-11-01")
    office = county.office("1201")
    for month in YEAR:
        county.deliver(indicator, office, month, 10 if month < Month(2017, 11) else 40, 50)
    found = Contribution.objects.get(entry__ranking=publish(county))
    assert (found.value, found.known) == (0.8, 7)


def test_a_change_of_definition_that_is_still_to_come_changes_nothing():
    county = an_empty_county()
    indicator = county.indicator(changed="2018-06-01")
    county.deliver_year(indicator, county.office("1201"), 40, 50)
    assert Contribution.objects.get(entry__ranking=publish(county)).known == 12


def test_preliminary_figures_of_earlier_months_are_left_out():
    county = a_ranked_county((30, 50), (30, 60))
    indicator, office = county.package.items.get().indicator, county.office("1280")
    for month in YEAR:
        county.deliver(indicator, office, month, 10, 50, preliminary=month < MAY - 6)
    found = entries(publish(county))["1280"].contributions.get()
    assert (found.known, found.denominator) == (7, 350)


def test_a_rolling_total_that_may_not_be_shown_counts_for_nothing():
    county = a_ranked_county((30, 50), (30, 60), (40, 60))
    indicator = county.package.items.get().indicator
    HiddenTotal.objects.create(indicator=indicator, unit=county.offices[0], month=MAY, period="rolling")
    entry = entries(publish(county))["1201"]
    assert entry.position is None
    assert entry.contributions.get().value is None


def test_a_rule_with_another_window_shows_no_total_that_nobody_has_examined():
    county = a_ranked_county((30, 50), (30, 60), (40, 60))
    indicator, office = county.package.items.get().indicator, county.office("1280")
    for month in YEAR:
        county.deliver(indicator, office, month, 3, 50, suppressed=month == MAY)
    RankingRule.objects.create(code="KORT", name="Tre måneder", county=county.unit, window=3, at_least=1)
    found = entries(publish(county))
    assert found["1280"].contributions.get().value is None
    assert found["1201"].contributions.get().denominator == 150


# Intervals


def a_county_of_days(values_by_office) -> County:
    county = an_empty_county()
    indicator = county.indicator(unit="days", direction="lower", pooling="mean", green=14, yellow=21)
    for values in values_by_office:
        county.deliver_values(indicator, county.office(), values)
    return county


def test_days_have_a_standard_error_from_their_months():
    county = a_county_of_days([[20 + shift + (month % 2) for month in range(12)] for shift in range(4)])
    ranking = publish(county)
    assert ranking.intervals_shown
    for part in Contribution.objects.filter(entry__ranking=ranking):
        assert part.error == pytest.approx(1 / 1.128 / 12**0.5)


def test_the_error_of_a_figure_that_is_one_month_is_not_divided():
    county = an_empty_county()
    indicator = county.indicator(unit="index", pooling="none", green=70, yellow=60)
    for shift in range(4):
        county.deliver_values(indicator, county.office(), [60 + shift + month % 2 for month in range(12)])
    for part in Contribution.objects.filter(entry__ranking=publish(county)):
        assert part.error == pytest.approx(1 / 1.128)


def test_no_interval_is_given_where_too_much_weight_cannot_say_how_sure_it_is():
    county = a_county_of_days([[None] * 6 + [20 + shift] * 6 for shift in range(6)])  # five ranges: too few
    ranking = publish(county)
    assert not ranking.intervals_shown
    for entry in ranking.entries.all():
        assert entry.position is not None
        assert (entry.low, entry.high, entry.group) == (None, None, "")


def test_a_tenth_of_the_weight_without_error_is_borne():
    county = a_ranked_county(*[(30 + number, 60) for number in range(6)])
    alone = county.indicator("BAREVERDI", pooling="mean", weight=1 / 9)
    for office in county.offices:
        county.deliver_values(alone, office, [0.65] * 12)
    assert publish(county).intervals_shown
    county.package.items.filter(indicator=alone).update(weight=1 / 8)
    assert not publish(county).intervals_shown


# What is refused


def test_a_person_without_the_right_is_refused():
    county = a_ranked_county((30, 50), (30, 60))
    employee = a_person(role="employee", unit=county.offices[0])
    leader = a_person(role="leader", unit=county.offices[0])
    elsewhere = a_person(role="county", unit=a_county("1400"))
    for person in (employee, leader, elsewhere):
        assert refusal(county, by=person) == "not_permitted"


def test_the_directorate_may_publish_for_every_county():
    county = a_ranked_county((30, 50), (30, 60))
    assert publish(county, by=a_person(role="directorate")).edition == 1


def test_a_month_with_preliminary_figures_is_never_ranked():
    county = a_ranked_county((30, 50), (30, 60))
    county.deliver(county.package.items.get().indicator, county.office("1280"), MAY, 30, 50, preliminary=True)
    assert refusal(county) == "preliminary"


def test_a_preliminary_figure_that_takes_no_part_stands_in_nobodys_way():
    county = a_ranked_county((30, 50), (30, 60))
    other = county.indicator("UPRI", priority=0)
    county.deliver(other, county.offices[0], MAY, 30, 50, preliminary=True)
    assert publish(county).edition == 1


def test_a_month_without_results_is_not_ranked():
    county = a_ranked_county((30, 50), (30, 60))
    assert refusal(county, MAY + 1) == "no_package"
    other = county.indicator("UPRI", priority=0)
    county.deliver(other, county.offices[0], MAY + 1, 30, 50)
    assert refusal(county, MAY + 1) == "no_results"


def test_a_package_without_priorities_is_not_ranked():
    county = an_empty_county()
    county.deliver_year(county.indicator(priority=0), county.office(), 30, 50)
    assert refusal(county) == "no_priorities"


def test_a_package_without_targets_is_not_ranked():
    county = an_empty_county()
    county.deliver_year(county.indicator(green=None), county.office(), 30, 50)
    assert refusal(county) == "no_targets"


def test_weights_that_are_all_zero_are_refused_in_words():
    county = an_empty_county()
    county.deliver_year(county.indicator(weight=0), county.office(), 30, 50)
    assert refusal(county) == "rule_not_calculable"


def test_a_rule_that_the_county_does_not_have_is_refused():
    county = a_ranked_county((30, 50), (30, 60))
    RankingRule.objects.create(code="ANDRES", name="En annens", county=a_county("1400"))
    assert refusal(county, rule="FINNESIKKE") == "unknown_rule"
    assert refusal(county, rule="ANDRES") == "unknown_rule"


def test_a_month_that_can_be_ranked_has_no_obstacle():
    assert obstacle_to_publishing(a_ranked_county((30, 50), (30, 60)).placed(), MAY) is None


# Rules


def test_the_standard_rule_is_that_of_the_methods_and_is_stored_once():
    county = a_ranked_county((30, 50), (30, 60))
    publish(county)
    publish(county, rule="standard")
    rule = RankingRule.objects.get()
    assert (rule.code, rule.county, rule.package, rule.method) == ("STANDARD", None, None, "distance")
    assert (rule.window, rule.at_least, rule.least_weight) == (12, 6, 0.8)
    assert (rule.draws, rule.confidence, rule.cap) == (2000, 0.9, 1.0)


def test_a_countys_own_rule_goes_before_the_standard_one_and_the_newest_before_the_older():
    county = a_ranked_county((30, 50), (30, 60))
    publish(county)
    RankingRule.objects.create(code="2017", name="I fjor", county=county.unit)
    RankingRule.objects.create(code="2018", name="I år", county=county.unit, method="status")
    RankingRule.objects.create(code="FELLES", name="For alle som vil")
    assert publish(county).rule.code == "2018"
    assert publish(county, rule="felles").rule.code == "FELLES"
    assert publish(county, rule="STANDARD").rule.code == "STANDARD"


def test_a_rule_may_name_its_package():
    county = a_ranked_county((30, 50), (30, 60))
    own = a_package("EGEN", owner=county.unit)
    an_item(own, county.package.items.get().indicator, weight=2)
    RankingRule.objects.create(code="EGEN", name="Egen pakke", county=county.unit, package=own)
    ranking = publish(county)
    assert ranking.package == own
    assert ranking.indicators.get().weight == 2


def test_mean_position_needs_no_target_but_a_direction():
    county = a_ranked_county((30, 50), (30, 60), (40, 60))
    without_target = county.indicator("UTENKRAV", green=None)
    inside = county.indicator("INNENFOR", direction="inside", green=None)
    for office in county.offices:
        county.deliver_year(without_target, office, 10, 20)
        county.deliver_year(inside, office, 10, 20)
    RankingRule.objects.create(code="PLASS", name="Snittplass", county=county.unit, method="mean_position")
    counts = {row.indicator.code: row.counts for row in publish(county).indicators.all()}
    assert counts == {"NEDS": True, "UTENKRAV": True, "INNENFOR": False}


# Beside others


def test_nobody_publishes_figures_of_the_window_while_it_is_ranked():
    publish(a_ranked_county((30, 50), (30, 60)))
    with connection.cursor() as cursor:  # what the test's own transaction still holds
        cursor.execute(
            "SELECT objid::int FROM pg_locks WHERE locktype = 'advisory' AND classid::int = %s AND mode = 'ShareLock'"
            " AND granted AND pid = pg_backend_pid()",
            [LOCK_FOR_A_MONTH],
        )
        assert {month for (month,) in cursor.fetchall()} == {month.index for month in YEAR}
