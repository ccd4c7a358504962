"""Indicators that hang together, held against each other at an office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from scorecards.models import Indicator, Result
from scorecards.queries.coherence import Related, related_at
from scorecards.queries.indicators import facts_of, find_indicator
from tests.builders import a_county, a_placement, an_indicator, an_office
from tests.scorecards.published import MAY, as_placed, publish

pytestmark = pytest.mark.django_db

CALM = (0.01, -0.01, 0.02, 0.0, -0.02, 0.01, 0.0, -0.01, 0.01, 0.0, -0.01, 0.0)
UP, DOWN, STILL = (0.1,) * 3, (-0.1,) * 3, (0.0,) * 3


def published(office, peer, moves, last=MAY):
    """A year that is calm, then three months that move, of each indicator; the other office stays at one half.

    The county's mean is of the two, so the difference to it is half of the difference between them.
    """
    first = last - 14
    for place, month in enumerate(first.through(last)):
        figures = {}
        for indicator, move in moves.items():
            figures[indicator, office] = 0.5 + (*CALM, *move)[place]
            figures[indicator, peer] = 0.5
        publish(figures, month)


def at(office, *indicators, month=MAY, language="nb") -> list[Related]:
    return related_at(as_placed(office, month), [facts_of(each) for each in indicators], month, language)


@pytest.fixture
def offices():
    county = a_county()
    return an_office(county=county), an_office(county=county)


def related(*directions):
    """Two indicators; the catalogue says of the first that it hangs together with the second."""
    one, other = (an_indicator(f"I{place}", direction=each) for place, each in enumerate(directions))
    one.related.add(other)
    return one, other


def test_one_that_goes_the_other_way_is_opposite_and_new_in_the_month_that_shows_it(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: (0.0, 0.0, 0.2), other: (0.0, 0.0, -0.2)})
    (found,) = at(offices[0], one)
    assert (found.first.code, found.second.code, found.sign) == ("I0", "I1", 1)
    assert (found.verdict, found.is_new) == ("opposite", True)


@pytest.mark.parametrize(("move", "verdict"), [(UP, "coherent"), (STILL, "unanswered"), (DOWN, "opposite")])
def test_what_the_second_does_is_the_answer(offices, move, verdict):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: move})
    assert [each.verdict for each in at(offices[0], one)] == [verdict]


def test_nothing_is_asked_where_the_first_has_not_moved(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: STILL, other: UP})
    (found,) = at(offices[0], one)
    assert (found.verdict, found.is_new) == ("quiet", False)


def test_where_more_of_one_and_less_of_the_other_is_better_one_should_fall(offices):
    one, other = related("higher", "lower")
    published(*offices, {one: UP, other: DOWN})
    (found,) = at(offices[0], one)
    assert (found.sign, found.verdict) == (-1, "coherent")


def test_two_that_are_better_low_should_fall_together(offices):
    one, other = related("lower", "lower")
    published(*offices, {one: UP, other: DOWN})
    (found,) = at(offices[0], one)
    assert (found.sign, found.verdict) == (1, "opposite")


def test_a_relation_holds_from_both_sides_and_once_where_both_name_it(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: DOWN})
    assert [each.second.code for each in at(offices[0], other)] == ["I0"]
    other.related.add(one)
    assert [(each.first.code, each.second.code) for each in at(offices[0], other, one)] == [("I1", "I0"), ("I0", "I1")]


@pytest.mark.parametrize("direction", ["inside", "none"])
def test_one_without_a_better_side_is_in_no_pair(offices, direction):
    one, other = related("higher", direction)
    published(*offices, {one: UP, other: DOWN})
    assert at(offices[0], one, other) == []


def test_an_indicator_that_has_ended_is_in_no_pair(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: DOWN})
    Indicator.objects.filter(pk=other.pk).update(valid_to=MAY.first_day)
    assert at(offices[0], one) == []
    Indicator.objects.filter(pk=other.pk).update(valid_to=(MAY + 1).first_day)
    assert len(at(offices[0], one)) == 1


def test_both_series_are_told_with_the_countys_means(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: DOWN})
    (found,) = at(offices[0], one)
    assert found.months == tuple((MAY - 14).through(MAY))
    assert found.of_first.values == pytest.approx([0.5 + each for each in (*CALM, *UP)])
    assert found.of_first.means == pytest.approx([0.5 + each / 2 for each in (*CALM, *UP)])
    assert found.of_second.differences == pytest.approx([each / 2 for each in (*CALM, *DOWN)])


def test_what_was_said_the_month_before_is_not_new(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: DOWN})
    (found,) = at(offices[0], one)
    assert (found.verdict, found.is_new) == ("opposite", False)


def test_a_hidden_month_is_missing_and_so_is_its_difference(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: DOWN})
    Result.objects.filter(indicator=other, unit=offices[0], month=MAY).update(suppressed=True)
    (found,) = at(offices[0], one)
    assert (found.verdict, found.of_second.values[-1], found.of_second.differences[-1]) == ("too_few", None, None)


def test_months_of_an_earlier_definition_are_left_out(offices):
    one, other = related("higher", "higher")
    published(*offices, {one: UP, other: DOWN})
    Indicator.objects.filter(pk=one.pk).update(definition_changed=(MAY - 7).first_day)
    (found,) = at(offices[0], Indicator.objects.get(pk=one.pk))
    assert found.of_first.values[:7] == (None,) * 7
    assert None not in found.of_first.values[7:]
    assert found.verdict == "too_few"


def test_an_office_that_moved_is_held_against_the_county_it_stood_in():
    old, new = a_county(), a_county()
    mover = an_office(county=old, until="2018-05-01")
    a_placement(mover, county=new, since="2018-05-01")
    neighbour = an_office(county=new)
    one, other = related("higher", "higher")
    published(mover, neighbour, {one: UP, other: DOWN})
    (found,) = at(mover, one)
    assert found.of_first.means[-2] == pytest.approx(0.6)  # alone in its county
    assert found.of_first.means[-1] == pytest.approx(0.55)


def test_the_name_is_in_the_readers_language(offices):
    one, other = related("higher", "higher")
    Indicator.objects.filter(pk=other.pk).update(name_en="Second")
    published(*offices, {one: UP, other: DOWN})
    assert [each.second.name for each in at(offices[0], one, language="en")] == ["Second"]


def test_there_are_as_many_queries_for_many_pairs_as_for_one(offices):
    one, other = related("higher", "higher")
    more = [an_indicator(f"M{place}") for place in range(4)]
    published(*offices, dict.fromkeys([one, other, *more], UP), Month(2018, 5))
    unit, facts = as_placed(offices[0]), [facts_of(one)]
    with CaptureQueriesContext(connection) as few:
        assert len(related_at(unit, facts, MAY)) == 1
    one.related.add(*more)
    other.related.add(*more)
    with CaptureQueriesContext(connection) as many:
        assert len(related_at(unit, [*facts, *map(facts_of, [other, *more])], MAY)) == 18
    assert len(few) == len(many) == 2


def test_without_pairs_the_catalogue_alone_is_asked(offices):
    alone = an_indicator("ALONE")
    assert find_indicator("alone") == alone
    unit, facts = as_placed(offices[0]), [facts_of(alone)]
    with CaptureQueriesContext(connection) as queries:
        assert related_at(unit, facts, MAY) == []
    assert len(queries) == 1
