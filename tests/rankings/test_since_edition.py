"""What a new edition has otherwise than the one before it: places, figures, targets, weights and the rule."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rankings.models import Contribution, Ranking
from rankings.queries.page import ranking_page
from rankings.queries.rules import Weighed
from rankings.queries.since_edition import since_edition
from rankings.services.publishing import publish_ranking
from rankings.services.rules import StatedRule, make_rule
from rankings.services.withdrawing import withdraw_ranking
from scorecards.models import Result, Target
from tests.rankings.county import MAY, an_empty_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    """Three offices on two indicators: the first is best, the third last."""
    made = an_empty_county()
    made.first, made.second = made.indicator("A", weight=2), made.indicator("B", weight=1)
    for share in (68, 64, 60):
        office = made.office()
        made.deliver_year(made.first, office, share * 10, 1000)
        made.deliver_year(made.second, office, share * 10, 1000)
    return made


def publish(county):
    return publish_ranking(county=county.placed(), month=MAY, by=None)


def since(county, edition=None):
    page = ranking_page(county.placed(), MAY, edition=edition)
    assert page is not None
    return since_edition(page, county.unit.pk)


def test_a_first_edition_has_nothing_before_it_and_asks_nothing(county):
    publish(county)
    page = ranking_page(county.placed(), MAY)
    with CaptureQueriesContext(connection) as queries:
        assert since_edition(page, county.unit.pk) is None
    assert len(queries) == 0


def test_a_month_without_a_ranking_has_neither(county):
    assert since(county) is None


def test_the_same_again_has_nothing_otherwise(county):
    publish(county)
    publish(county)
    found = since(county)
    assert (found.edition, found.other_rule) == (1, False)
    assert (found.offices, found.figures, found.weights) == ((), (), ())


def test_a_corrected_figure_is_named_with_what_it_was_and_moves_its_office(county):
    publish(county)
    last = county.offices[2]
    Result.objects.filter(unit=last, indicator=county.first).update(numerator=700, value=0.7)
    publish(county)
    found = since(county)
    (figure,) = found.figures
    assert (figure.office_code, figure.indicator_code) == (last.code, "A")
    assert (figure.before, figure.now) == (pytest.approx(0.6), pytest.approx(0.7))
    assert not figure.other_target
    moved = {office.code: (office.before, office.now) for office in found.offices}
    assert moved[last.code][0] == 3
    assert moved[last.code][1] < 3


def test_another_target_is_told_from_another_figure(county):
    publish(county)
    Target.objects.filter(indicator=county.second).update(green=0.9, yellow=0.8)
    publish(county)
    found = since(county)
    assert {figure.indicator_code for figure in found.figures} == {"B"}
    assert all(figure.other_target and figure.before == figure.now for figure in found.figures)
    assert len(found.figures) == 3


def test_another_rule_and_its_weights_are_told(county):
    publish(county)
    stated = StatedRule("Regelen", MAY.january, weights={county.first.pk: Weighed(2.0), county.second.pk: Weighed(5.0)})
    make_rule(county=county.placed(), stated=stated, seen=None, by=None)
    publish(county)
    found = since(county)
    assert found.other_rule
    assert [(each.indicator_code, each.before, each.now) for each in found.weights] == [("B", 1.0, 5.0)]


def test_an_indicator_that_no_longer_counts_or_counts_now_is_told(county):
    third = county.indicator("C", priority=0)
    for office in county.offices:
        county.deliver_year(third, office, 500, 1000)
    publish(county)
    stated = StatedRule("Regelen", MAY.january, weights={county.first.pk: Weighed(2.0), third.pk: Weighed(1.0)})
    make_rule(county=county.placed(), stated=stated, seen=None, by=None)
    publish(county)
    told = {each.indicator_code: (each.before, each.now) for each in since(county).weights}
    assert told == {"B": (1.0, None), "C": (None, 1.0)}


def test_an_office_that_gets_or_loses_its_place_is_told(county):
    publish(county)
    Result.objects.filter(unit=county.offices[0]).delete()
    publish(county)
    moved = {office.code: (office.before, office.now) for office in since(county).offices}
    assert moved[county.offices[0].code] == (1, None)
    assert since(county).offices[-1].now is None  # those without a place stand last


def test_a_withdrawn_edition_is_not_what_is_compared_with(county):
    publish(county)
    publish(county)
    withdraw_ranking(county=county.placed(), month=MAY, edition=2, reason="Feil", by=None)
    publish(county)
    assert since(county).edition == 1


def test_an_older_edition_is_compared_with_what_came_before_it(county):
    for _ in range(3):
        publish(county)
    assert since(county, edition=2).edition == 1
    assert since(county, edition=1) is None


def test_its_queries_do_not_grow_with_the_county(county, django_assert_num_queries):
    publish(county)
    publish(county)
    page = ranking_page(county.placed(), MAY)
    with CaptureQueriesContext(connection) as few:
        since_edition(page, county.unit.pk)
    for _ in range(5):
        office = county.office()
        county.deliver_year(county.first, office, 650, 1000)
        county.deliver_year(county.second, office, 650, 1000)
    publish(county)
    page = ranking_page(county.placed(), MAY)
    with django_assert_num_queries(len(few)):
        assert len(since_edition(page, county.unit.pk).offices) >= 5
    assert Ranking.objects.count() == 3
    assert Contribution.objects.count() > 0
