"""An office's month judged from what is stored: the months before those shown, and the county's other offices."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.queries import neighbours
from scorecards.models import Indicator, Result
from scorecards.queries.office_month import office_month
from scorecards.queries.office_news import judged_lines
from tests.builders import a_country, a_county, a_package, a_target, an_indicator, an_item
from tests.scorecards.published import MAY, as_placed, offices_in, publish

pytestmark = pytest.mark.django_db
USUAL = (10, 11, 9, 10, 11, 10, 9, 10, 11, 9, 10, 10)


class World:
    """A county with a dozen offices and a package of the country's."""

    def __init__(self) -> None:
        self.offices = offices_in(a_county("1200"), number=12)
        self.package = a_package(owner=a_country())

    def indicator(self, code="IND", **fields):
        indicator = an_indicator(code, **fields)
        an_item(self.package, indicator)
        return indicator

    def judged(self, month=MAY, number=0, *, among=None):
        unit = as_placed(self.offices[number], month)
        offices = neighbours(unit.code, month) if among is None else among
        return judged_lines(office_month(unit, month), unit, offices)

    def one(self, **options):
        (one,) = self.judged(**options)
        return one


@pytest.fixture
def world():
    return World()


class TestMonthsBeforeThoseShown:
    def days(self, world, *values, last=MAY, **fields):
        days = world.indicator(unit="days", pooling="mean", direction="lower", **fields)
        for value, month in zip(values, (last - len(values) + 1).through(last), strict=True):
            if value is not None:
                publish({(days, world.offices[0]): value}, month)
        return days

    def test_they_say_what_is_usual_too(self, world):
        self.days(world, *USUAL, *(None,) * 11, 10, 20)
        one = world.one()
        assert len(one.line.earlier) == 12
        assert (one.signal, one.process_before) == ("concern", "stable")

    def test_they_are_those_that_are_shown_in_their_places(self, world):
        days = self.days(world, 9, None, 11, *(10,) * 13)
        assert world.one().line.earlier == (9, None, 11)
        Result.objects.filter(indicator=days, month=MAY - 15).update(suppressed=True)
        assert world.one().line.earlier == (11,)
        Result.objects.filter(indicator=days, month=MAY - 13).update(suppressed=True)
        assert world.one().line.earlier == ()

    def test_those_of_another_definition_say_nothing(self, world):
        days = self.days(world, *USUAL, *(None,) * 11, 10, 20)
        Indicator.objects.filter(pk=days.pk).update(definition_changed=(MAY - 1).first_day)
        assert world.one().process_before == "too_few"

    def test_the_countys_means_go_three_months_further_back(self, world):
        days = self.days(world, *(10,) * 16)
        publish({(days, world.offices[1]): 20}, MAY - 14)
        assert world.one().line.earlier_means == (10, 15, 10)


class TestTheYear:
    def test_a_sum_is_held_against_the_twelve_months_targets(self, world):
        number = world.indicator(unit="number", pooling="sum")
        a_target(number, 10, since="2018-01-01", until="2018-04-01")
        a_target(number, 20, since="2018-04-01")
        publish({(number, world.offices[0]): 12}, MAY)
        assert world.one().line.years_target == 3 * 10 + 9 * 20

    def test_a_month_without_a_target_has_that_of_the_month_asked_about(self, world):
        number = world.indicator(unit="number", pooling="sum")
        a_target(number, 20, since="2018-04-01", until="2018-07-01")
        publish({(number, world.offices[0]): 12}, MAY)
        assert world.one().line.years_target == 240

    def test_a_share_is_held_against_its_limit_and_nothing_without_one(self, world):
        share = world.indicator()
        publish({(share, world.offices[0]): (9, 10)}, MAY)
        assert world.one().line.years_target is None
        a_target(share, 0.9)
        assert world.one().line.years_target == 0.9


class TestTheOthers:
    def spread(self, indicator, offices, own, month=MAY):
        """Everybody near 85 per cent of five hundred, and the first office with its own."""
        figures = {(indicator, office): (415 + 2 * place, 500) for place, office in enumerate(offices)}
        publish(figures | {(indicator, offices[0]): own}, month)

    def test_far_out_on_the_bad_side_is_found_and_that_it_is_new(self, world):
        share = world.indicator()
        self.spread(share, world.offices, (415, 500), MAY - 1)
        self.spread(share, world.offices, (300, 500))
        one = world.one()
        assert (one.far.verdict, one.was_far) == ("far_below", False)

    def test_it_is_not_new_where_it_was_so_the_month_before(self, world):
        share = world.indicator()
        self.spread(share, world.offices, (300, 500), MAY - 1)
        self.spread(share, world.offices, (300, 500))
        assert world.one().was_far

    def test_far_out_on_the_good_side_is_nothing_to_ask_about(self, world):
        low = world.indicator(direction="lower")
        self.spread(low, world.offices, (300, 500))
        assert world.one().far is None

    def test_neither_what_is_hidden_nor_offices_of_other_counties_take_part(self, world):
        share = world.indicator()
        self.spread(share, world.offices, (300, 500))
        elsewhere = offices_in(a_county("1400"), number=12)
        publish({(share, office): (300, 500) for office in elsewhere}, MAY)
        assert world.one().far is not None
        Result.objects.filter(unit__in=world.offices[1:8]).update(suppressed=True)
        assert world.one().far is None  # five others are too few to say

    def test_where_the_county_is_another_no_funnel_is_made(self, world):
        share = world.indicator()
        self.spread(share, world.offices, (300, 500))
        assert world.one(among=()).far is None

    @pytest.mark.parametrize("fields", [{"unit": "number", "pooling": "mean"}, {"direction": "inside"}])
    def test_only_shares_and_rates_with_a_better_side_have_a_funnel(self, world, fields):
        indicator = world.indicator(**fields)
        self.spread(indicator, world.offices, (300, 500))
        assert world.one().far is None

    def test_one_query_reads_them_for_many_and_none_where_nobody_could_be_far(self, world):
        self.spread(world.indicator("NEAR"), world.offices, (415, 500))
        unit = as_placed(world.offices[0])
        offices = neighbours(unit.code, MAY)
        page = office_month(unit, MAY)
        with CaptureQueriesContext(connection) as none:
            judged_lines(page, unit, offices)
        for number in range(10):
            self.spread(world.indicator(f"FAR{number}"), world.offices, (300, 500))
        page = office_month(unit, MAY)
        with CaptureQueriesContext(connection) as one:
            assert sum(each.far is not None for each in judged_lines(page, unit, offices)) == 10
        assert (len(none), len(one)) == (0, 1)


class TestWhatHangsTogether:
    def test_a_relation_is_read_with_the_package_from_both_sides(self, world):
        one, other = world.indicator("ONE"), world.indicator("OTHER")
        alone = world.indicator("ALONE")
        one.related.add(other)
        publish({(each, world.offices[0]): (9, 10) for each in (one, other, alone)}, MAY)
        related = {each.line.indicator.code: each.line.related for each in world.judged()}
        assert related == {"ONE": (other.pk,), "OTHER": (one.pk,), "ALONE": ()}
