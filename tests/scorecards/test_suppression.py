"""What is hidden after publications: small counts, and what would give them away (METHODS.md 12)."""

import pytest
from django.db import transaction

from organisation.models import Unit
from organisation.months import Month
from scorecards.models import HiddenTotal, Indicator, Result
from tests.builders import (
    a_country,
    a_county,
    a_delivery,
    a_package,
    a_placement,
    a_region,
    a_special_unit,
    an_indicator,
    an_office,
)
from tests.scorecards.published import MAY, of, offices_in, publish, summary
from tests.scorecards.two_connections import meanwhile

pytestmark = pytest.mark.django_db

APRIL, JUNE = MAY - 1, MAY + 1


def hidden(indicator: Indicator, month: Month = MAY) -> set[Unit]:
    """The units whose figure we hide."""
    units = Result.objects.filter(indicator=indicator, month=month, suppressed=True).values("unit")
    return set(Unit.objects.filter(id__in=units))


def hidden_totals(indicator: Indicator, period: str = "month") -> set[tuple[Unit, Month]]:
    rows = HiddenTotal.objects.filter(indicator=indicator, period=period).select_related("unit")
    return {(row.unit, row.month) for row in rows}


class TestSmallCounts:
    @pytest.mark.parametrize("figure", [(1, 60), (4, 60), (56, 60), (59, 60)])
    def test_a_count_or_a_rest_under_the_limit_is_hidden_and_so_is_one_more(self, figure):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (30, 60), figure, (20, 60)))
        assert offices[1] in hidden(indicator)
        assert len(hidden(indicator)) == 2  # one alone could be calculated from the county's total

    def test_zero_and_the_limit_are_shown(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=4)
        publish(of(indicator, offices, (0, 60), (5, 60), (55, 60), (60, 60)))
        assert hidden(indicator) == set()
        assert hidden_totals(indicator) == set()

    def test_the_smallest_other_figure_is_hidden_with_it_and_the_total_is_shown(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        offices = offices_in(county, number=4)
        publish(of(indicator, offices, (40, 90), (3, 90), (10, 90), (20, 90)))
        assert hidden(indicator) == {offices[1], offices[2]}
        found = summary(indicator, county)
        assert (found.numerator, found.denominator) == (73, 360)  # all four
        assert found.values == [20 / 90, 40 / 90]

    @pytest.mark.parametrize("limit", [None, 0])
    def test_without_a_limit_nothing_is_hidden(self, limit):
        indicator, offices = an_indicator(hide_below=limit), offices_in(number=2)
        publish(of(indicator, offices, (1, 60), (59, 60)))
        assert hidden(indicator) == set()
        assert not HiddenTotal.objects.exists()

    def test_the_limit_is_the_indicators_own(self):
        indicator, offices = an_indicator(hide_below=10), offices_in(number=3)
        publish(of(indicator, offices, (9, 60), (10, 60), (30, 60)))
        assert hidden(indicator) == {offices[0], offices[1]}

    def test_of_a_rate_only_the_count_is_small(self):
        indicator, offices = an_indicator(unit="rate", hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (30, 32.5), (3, 0.2), (20, 24.0)))
        assert hidden(indicator) == {offices[1], offices[2]}

    def test_a_number_is_its_own_count(self):
        indicator, offices = an_indicator(unit="number", pooling="sum", hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, 30.0, 3.0, 20.0))
        assert hidden(indicator) == {offices[1]}  # no total of the county is shown: nothing else gives it away

    def test_days_are_hidden_where_they_are_of_few(self):
        indicator, offices = an_indicator(unit="days", pooling="mean", hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (300, 30), (90, 3), 14.0))
        assert hidden(indicator) == {offices[1]}

    def test_what_may_be_below_zero_is_no_count(self):
        indicator, offices = an_indicator(unit="number", pooling="sum", hide_below=5), offices_in(number=2)
        Indicator.objects.update(allows_negative=True)
        publish(of(indicator, offices, -3.0, 3.0))
        assert hidden(indicator) == set()

    def test_a_special_unit_has_small_counts_too(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        special = a_special_unit(county=county)
        publish(of(indicator, [special, *offices_in(county, number=2)], (3, 60), (30, 60), (20, 60)))
        assert hidden(indicator) == {special}  # which is in nobody's total

    def test_a_value_alone_tells_of_no_count(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=2)
        publish(of(indicator, offices, 0.01, 0.5))
        assert hidden(indicator) == set()


class TestTotals:
    def test_a_total_that_is_small_is_hidden(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        publish(of(indicator, offices_in(county, number=3), (0, 60), (3, 60), (0, 60)))
        assert (county, MAY) in hidden_totals(indicator)
        found = summary(indicator, county)
        assert (found.total_hidden, found.pooled, found.numerator, found.denominator) == (True, None, None, None)

    def test_a_total_that_is_the_difference_of_two_others_is_not_left_to_them(self):
        county, other, indicator = a_county(), a_county(), an_indicator(hide_below=5)
        offices = offices_in(county, number=2) + offices_in(other, number=2)
        publish(of(indicator, offices, (0, 60), (3, 60), (30, 60), (30, 60)))
        assert summary(indicator, county).total_hidden
        assert summary(indicator, other).pooled == 0.5
        assert summary(indicator, a_country()).total_hidden  # less the other county's it would be the county's

    def test_the_only_county_gives_no_more_away_than_the_country_whose_total_is_the_same(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        offices = offices_in(county, number=3)
        publish(of(indicator, offices, (30, 90), (3, 90), (20, 90)))
        assert hidden(indicator) == {offices[1], offices[2]}
        assert hidden_totals(indicator) == set()

    def test_a_region_is_guarded_like_a_county(self):
        county = a_county()
        region = a_region(county=county)
        inside, outside = offices_in(county, number=3, region=region), offices_in(county, number=3)
        indicator = an_indicator(hide_below=5)
        publish(of(indicator, inside + outside, (3, 90), (40, 90), (50, 90), (8, 90), (9, 90), (10, 90)))
        assert hidden(indicator) == {inside[0], inside[1]}  # those outside don't help the region's total

    def test_a_sums_total_is_what_the_county_itself_delivered(self):
        county, indicator = a_county(), an_indicator(unit="number", pooling="sum", hide_below=5)
        offices = offices_in(county, number=3)
        publish(of(indicator, [*offices, county], 30.0, 3.0, 20.0, 53.0))
        assert hidden(indicator) == {offices[1], offices[2]}
        assert summary(indicator, county).published == 53

    def test_a_small_figure_that_a_county_delivers_of_itself_is_hidden(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        publish({(indicator, county): (3, 60)})
        assert (summary(indicator, county).published, summary(indicator, county).total_hidden) == (None, True)
        publish({(indicator, county): (30, 60)})
        assert (summary(indicator, county).published, summary(indicator, county).total_hidden) == (0.5, False)

    def test_an_office_is_in_the_totals_of_where_it_stood_in_the_month(self):
        old, new = a_county(), a_county()
        indicator = an_indicator(hide_below=5)
        mover = an_office(county=old, until="2018-05-01")
        a_placement(mover, county=new, since="2018-05-01")
        stayers, natives = offices_in(old, number=2), offices_in(new, number=2)
        for month in (APRIL, MAY):
            publish(of(indicator, [mover, *stayers, *natives], (3, 90), (20, 90), (30, 90), (40, 90), (50, 90)), month)
        assert hidden(indicator, APRIL) == {mover, stayers[0]}
        assert hidden(indicator, MAY) == {mover, natives[0]}


class TestHiddenBySenders:
    def test_every_total_that_holds_it_is_hidden_and_nothing_else(self):
        county = a_county()
        region = a_region(county=county)
        indicator = an_indicator()
        unknown, *others = offices_in(county, number=3)
        elsewhere = offices_in(county, number=2, region=region)
        publish(of(indicator, [unknown, *others, *elsewhere], "too_few", (2, 60), (30, 60), (20, 60), (25, 60)))
        assert hidden(indicator) == set()  # it says no limit of its own: what was delivered stands
        assert {unit for unit, _ in hidden_totals(indicator)} == {county, a_country()}
        assert summary(indicator, region).pooled == 45 / 120
        assert hidden_totals(indicator, "year_to_date") == hidden_totals(indicator, "rolling") == {(unknown, MAY)}

    def test_the_years_that_hold_it_are_hidden_until_it_is_out_of_them(self):
        indicator, (office, other) = an_indicator(), offices_in(number=2)
        december = Month(2017, 12)
        for month in december.through(december + 13):
            unknown = month == december + 1
            publish(of(indicator, [office, other], "too_few" if unknown else (30, 60), (20, 60)), month)
        january = december + 1
        assert hidden_totals(indicator, "year_to_date") == {(office, m) for m in january.through(january + 11)}
        assert hidden_totals(indicator, "rolling") == {(office, m) for m in january.through(january + 11)}

    def test_a_delivery_that_brings_the_figure_brings_the_totals(self):
        county, indicator = a_county(), an_indicator()
        offices = offices_in(county, number=2)
        publish(of(indicator, offices, "too_few", (30, 60)))
        publish(of(indicator, offices[:1], (20, 60)))
        assert not HiddenTotal.objects.exists()
        assert summary(indicator, county).pooled == 50 / 120

    def test_the_published_figure_of_the_county_would_give_it_away_too(self):
        county, indicator = a_county(), an_indicator(unit="number", pooling="sum")
        publish(of(indicator, [*offices_in(county, number=2), county], "too_few", 30.0, 33.0))
        assert summary(indicator, county).published is None

    def test_a_mean_that_leaves_it_out_is_hidden(self):
        indicator, (office, other) = an_indicator(unit="days", pooling="mean"), offices_in(number=2)
        publish(of(indicator, [office, other], "too_few", 12.0), APRIL)
        publish(of(indicator, [office, other], 11.0, 13.0), MAY)
        assert hidden_totals(indicator, "year_to_date") == {(office, APRIL), (office, MAY)}


class TestMonthAfterMonth:
    def test_what_was_shown_is_not_hidden_for_the_sake_of_others(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        offices = offices_in(county, number=3)
        publish(of(indicator, offices[:2], (30, 60), (20, 60)))
        publish(of(indicator, offices[2:], (3, 60)))
        assert hidden(indicator) == {offices[2]}
        assert summary(indicator, county).total_hidden  # the county's figure would have given it away

    def test_a_hidden_month_has_no_year_to_date_and_the_next_does_not_give_it_away(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (3, 60), (40, 60), (30, 60)), APRIL)
        assert (offices[0], APRIL) in hidden_totals(indicator, "year_to_date")
        publish(of(indicator, offices, (33, 60), (40, 60), (30, 60)), MAY)
        assert hidden(indicator, MAY) == set()
        assert (offices[0], MAY) in hidden_totals(indicator, "year_to_date")  # less May it is April
        assert (offices[0], MAY) in hidden_totals(indicator, "rolling")
        assert (offices[1], MAY) not in hidden_totals(indicator, "year_to_date")

    def test_two_hidden_months_guard_each_other_in_the_year_to_date(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        for month in (Month(2018, 2), Month(2018, 3)):
            publish(of(indicator, offices, (4, 60), (40, 60), (30, 60)), month)
        publish(of(indicator, offices, (33, 60), (40, 60), (30, 60)), APRIL)
        assert (offices[0], APRIL) not in hidden_totals(indicator, "year_to_date")  # 41, of which 8 in the two months

    def test_what_guards_an_old_month_still_does_years_later(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (3, 60), (40, 60), (30, 60)), Month(2017, 1))
        before = hidden(indicator, Month(2017, 1))
        assert before == {offices[0], offices[2]}
        for month in (Month(2018, 3), Month(2018, 12), Month(2020, 1)):
            publish(of(indicator, offices, (33, 60), (40, 60), (30, 60)), month)
            assert hidden(indicator, Month(2017, 1)) == before
        assert (offices[0], Month(2017, 1)) in hidden_totals(indicator, "year_to_date")

    def test_when_a_small_count_was_a_mistake_what_guarded_it_is_shown_again(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (3, 60), (40, 60), (30, 60)))
        publish(of(indicator, offices[:1], (35, 60)))
        assert hidden(indicator) == set()
        assert not HiddenTotal.objects.exists()

    def test_a_figure_that_becomes_small_is_hidden_from_then_on(self):
        county, indicator = a_county(), an_indicator(hide_below=5)
        offices = offices_in(county, number=3)
        publish(of(indicator, offices, (35, 60), (40, 60), (30, 60)))
        publish(of(indicator, offices[:1], (3, 60)))
        assert hidden(indicator) == {offices[0]}  # the others have been seen
        assert summary(indicator, county).total_hidden

    def test_a_final_figure_that_confirms_a_preliminary_one_has_been_seen(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=4)
        publish(of(indicator, offices, (3, 60), (40, 60), (30, 60), (20, 60)), preliminary=True)
        assert hidden(indicator) == {offices[0], offices[3]}
        publish(of(indicator, offices, (3, 60), (40, 60), (6, 60), (20, 60)))
        assert offices[1] not in hidden(indicator)  # seen before
        assert hidden(indicator) == {offices[0], offices[2]}  # the third is new, and smaller

    def test_the_year_to_date_begins_with_the_definition(self):
        indicator = an_indicator(hide_below=5, changed="2018-05-01")
        offices = offices_in(number=3)
        for month, figure in ((APRIL, (3, 60)), (MAY, (33, 60)), (JUNE, (35, 60))):
            publish(of(indicator, offices, figure, (40, 60), (30, 60)), month)
        assert (offices[0], APRIL) in hidden_totals(indicator, "year_to_date")
        for month in (MAY, JUNE):
            assert (offices[0], month) not in hidden_totals(indicator, "year_to_date")
            assert (offices[0], month) not in hidden_totals(indicator, "rolling")

    def test_an_earlier_month_that_comes_late_hides_the_years_that_take_it_in(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        publish(of(indicator, offices, (33, 60), (40, 60), (30, 60)), MAY)
        publish(of(indicator, offices, (3, 60), (41, 60), (31, 60)), APRIL)
        assert (offices[0], MAY) in hidden_totals(indicator, "year_to_date")
        assert (offices[0], MAY) in hidden_totals(indicator, "rolling")

    def test_one_indicators_small_counts_are_no_matter_of_anothers(self):
        small, other = an_indicator(hide_below=5), an_indicator(hide_below=5)
        offices = offices_in(number=3)
        publish(of(small, offices, (3, 60), (40, 60), (30, 60)) | of(other, offices, (33, 60), (40, 60), (30, 60)))
        assert hidden(other) == set()
        assert not HiddenTotal.objects.filter(indicator=other).exists()


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_months_of_an_indicator_are_judged_one_after_the_other(self):
        indicator, offices = an_indicator(hide_below=5), offices_in(number=3)
        package = a_package()
        with transaction.atomic():
            publish(of(indicator, offices, (3, 60), (40, 60), (30, 60)), APRIL, package=package)
            may = meanwhile(lambda: publish(of(indicator, offices, (33, 60), (40, 60), (30, 60)), MAY, package=package))
            assert may.waits_for_a_lock()
        assert may.ends()
        assert may.error is None
        assert (offices[0], MAY) in hidden_totals(indicator, "year_to_date")  # less May it is April, which is hidden

    def test_months_of_different_indicators_are_not(self):
        offices, package = offices_in(number=3), a_package()
        one, other = an_indicator(hide_below=5), an_indicator(hide_below=5)
        with transaction.atomic():
            publish(of(one, offices, (3, 60), (40, 60), (30, 60)), APRIL, package=package)
            may = meanwhile(lambda: publish(of(other, offices, (33, 60), (4, 60), (30, 60)), MAY, package=package))
            assert may.ends()
            assert may.error is None
        assert hidden(other) == {offices[1], offices[2]}


class TestQueries:
    def test_as_many_for_sixty_offices_as_for_three(self, django_assert_max_num_queries):
        counts = []
        for number in (3, 60):
            offices = offices_in(number=number)
            figures = of(an_indicator(hide_below=5), offices, (3, 60), *[(30, 60)] * (number - 1))
            delivery = a_delivery()
            with django_assert_max_num_queries(100) as queries:
                publish(figures, package=delivery.package)
            counts.append(len(queries))
        assert counts[0] == counts[1]
