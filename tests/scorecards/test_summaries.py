"""The stored figures of groups: over the offices that are shown, but for what is pooled, which is over all of them."""

from statistics import mean, median

import numpy as np
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.months import Month
from scorecards.models import GroupSummary, HiddenTotal, Result
from scorecards.queries.office_groups import office_groups
from scorecards.summaries import touched_groups, write_summaries
from tests.builders import (
    a_country,
    a_county,
    a_delivery,
    a_placement,
    a_region,
    a_result,
    a_special_unit,
    an_indicator,
    an_office,
)
from tests.scorecards.published import MAY, of, offices_in, summarise_groups, summary, write

pytestmark = pytest.mark.django_db

APRIL = MAY - 1


def known(indicator, offices, *stated, month: Month = MAY, preliminary: bool = False) -> None:
    """Figures of the offices, and the summaries of all groups above them."""
    write(a_delivery(month=month, preliminary=preliminary), of(indicator, offices, *stated))
    summarise_groups([(indicator, office) for office in offices], month)


class TestCountyMeanAndCountyResult:
    def test_they_differ_where_the_offices_differ_in_size(self):
        county = a_county()
        indicator = an_indicator()
        known(indicator, offices_in(county, number=2), (1, 10), (90, 100))
        found = summary(indicator, county)
        assert found.mean == pytest.approx((0.1 + 0.9) / 2)  # each office counts alike
        assert found.pooled == pytest.approx(91 / 110)  # each case counts alike
        assert (found.numerator, found.denominator) == (91, 110)

    def test_what_is_missing_makes_the_group_smaller_and_nothing_zero(self):
        county, indicator = a_county(), an_indicator()
        known(
            indicator, offices_in(county, number=5), (6, 10), "not_delivered", (8, 10), "not_applicable", "under_review"
        )
        found = summary(indicator, county)
        assert (found.n, found.mean, found.values) == (2, 0.7, [0.6, 0.8])
        assert (found.numerator, found.denominator, found.pooled) == (14, 20, 0.7)

    def test_a_zero_is_a_value_and_counts(self):
        county, indicator = a_county(), an_indicator()
        known(indicator, offices_in(county, number=2), (0, 10), (8, 10))
        found = summary(indicator, county)
        assert (found.n, found.mean, found.pooled, found.values) == (2, 0.4, 0.4, [0.0, 0.8])

    def test_a_group_without_any_value_has_no_figures_and_no_zeros(self):
        county, indicator = a_county(), an_indicator()
        known(indicator, offices_in(county, number=2), "not_delivered", "not_applicable")
        found = summary(indicator, county)
        assert found.n == 0
        assert found.values == []
        assert [found.mean, found.median, found.q1, found.q3, found.pooled, found.numerator, found.published] == [
            None
        ] * 7

    def test_values_delivered_without_parts_have_a_mean_and_no_pooled_figure(self):
        county, indicator = a_county(), an_indicator()
        known(indicator, offices_in(county, number=3), 0.5, 0.7, (2, 4))
        found = summary(indicator, county)
        assert found.mean == pytest.approx((0.5 + 0.7 + 0.5) / 3)
        assert (found.numerator, found.denominator, found.pooled) == (2, 4, 0.5)

    @pytest.mark.parametrize("pooling", ["mean", "sum", "none"])
    def test_only_ratios_are_pooled(self, pooling):
        county, indicator = a_county(), an_indicator(pooling=pooling, unit="number")
        known(indicator, offices_in(county, number=2), (6, 10), (8, 10))
        found = summary(indicator, county)
        assert (found.numerator, found.denominator, found.pooled) == (None, None, None)
        assert found.mean == pytest.approx(0.7)

    def test_parts_below_zero_are_no_matter_where_nothing_is_pooled(self):
        county, ratio = a_county(), an_indicator()
        offices = offices_in(county, number=2)
        below = an_indicator(pooling="mean", unit="number")
        write(a_delivery(), of(below, offices, (-6, 10), (8, 10)) | of(ratio, offices, (1, 10), (3, 10)))
        summarise_groups([(indicator, office) for indicator in (below, ratio) for office in offices])
        assert summary(below, county).values == [-0.6, 0.8]
        assert (summary(below, county).numerator, summary(below, county).pooled) == (None, None)
        assert summary(ratio, county).pooled == 0.2

    @settings(max_examples=12, deadline=None)
    @given(figures=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 900)), min_size=1, max_size=25))
    def test_they_are_what_numpy_says(self, figures):
        with transaction.atomic():
            county, indicator = a_county(), an_indicator(unit="rate")
            known(indicator, offices_in(county, number=len(figures)), *figures)
            found = summary(indicator, county)
            transaction.set_rollback(True)
        values = [numerator / denominator for numerator, denominator in figures]
        numerators, denominators = zip(*figures, strict=True)
        assert found.n == len(values)
        assert found.values == sorted(values)
        assert found.mean == pytest.approx(mean(values))
        assert found.median == pytest.approx(median(values))
        assert [found.q1, found.q3] == pytest.approx(np.quantile(values, [0.25, 0.75]).tolist())
        assert found.pooled == pytest.approx(sum(numerators) / sum(denominators))


class TestHiddenFigures:
    def test_a_figure_we_hide_is_out_of_everything_but_the_pooled_figure(self):
        county, indicator = a_county(), an_indicator()
        hidden, *shown = offices_in(county, number=3)
        a_result(indicator, hidden, numerator=2, denominator=80, suppressed=True)
        known(indicator, shown, (40, 80), (60, 80))
        found = summary(indicator, county)
        assert (found.n, found.values) == (2, [0.5, 0.75])
        assert (found.mean, found.median, found.q1, found.q3) == (0.625, 0.625, 0.5625, 0.6875)
        assert (found.numerator, found.denominator, found.pooled) == (102, 240, 0.425)

    def test_a_total_that_may_not_be_shown_is_gone_with_the_published_one(self):
        county, indicator, offices = a_county(), an_indicator(), []
        offices = offices_in(county, number=2)
        HiddenTotal.objects.create(indicator=indicator, unit=county, month=MAY, period="month")
        known(indicator, [*offices, county], (40, 80), (60, 80), (100, 160))
        found = summary(indicator, county)
        assert found.total_hidden
        assert [found.numerator, found.denominator, found.pooled, found.published] == [None] * 4
        assert (found.n, found.mean) == (2, 0.625)
        country = summary(indicator, a_country())  # its total may be shown
        assert not country.total_hidden
        assert country.pooled == 0.625

    @pytest.mark.parametrize("period", ["year_to_date", "rolling"])
    def test_a_hidden_total_over_several_months_hides_none_of_the_month(self, period):
        county, indicator = a_county(), an_indicator()
        (office,) = offices_in(county, number=1)
        HiddenTotal.objects.create(indicator=indicator, unit=county, month=MAY, period=period)
        HiddenTotal.objects.create(indicator=indicator, unit=county, month=APRIL, period="month")
        HiddenTotal.objects.create(indicator=an_indicator(), unit=county, month=MAY, period="month")
        known(indicator, [office], (40, 80))
        assert summary(indicator, county).pooled == 0.5


class TestTheGroupsOwnLine:
    def test_the_published_figure_stands_beside_ours(self):
        county, indicator = a_county(), an_indicator()
        known(indicator, [*offices_in(county, number=2), county], (1, 10), (90, 100), (92, 111))
        found = summary(indicator, county)
        assert found.published == 92 / 111
        assert found.pooled == 91 / 110
        assert (found.n, found.values) == (2, [0.1, 0.9])  # it is no office

    def test_a_group_can_have_a_line_where_none_of_its_offices_has(self):
        county, indicator = a_county(), an_indicator()
        an_office(county=county)
        known(indicator, [county], 0.6, preliminary=True)
        found = summary(indicator, county)
        assert (found.n, found.mean, found.pooled, found.published) == (0, None, None, 0.6)
        assert found.preliminary

    def test_a_line_without_a_value_publishes_nothing(self):
        county, indicator = a_county(), an_indicator()
        known(indicator, [*offices_in(county, number=1), county], (4, 8), "not_delivered")
        assert summary(indicator, county).published is None


class TestWhoIsInAGroup:
    def test_an_office_counts_in_its_region_its_county_and_the_country(self):
        county, other = a_county(), a_county()
        region = a_region(county=county)
        indicator = an_indicator()
        offices = [an_office(county=county, region=region), an_office(county=county), an_office(county=other)]
        known(indicator, offices, 0.1, 0.3, 0.8)
        groups = {region: [0.1], county: [0.1, 0.3], other: [0.8], a_country(): [0.1, 0.3, 0.8]}
        assert {group: summary(indicator, group).values for group in groups} == groups

    def test_an_office_that_moved_counts_where_it_stood_in_the_month(self):
        old, new = a_county(), a_county()
        office = an_office(county=old, until="2018-05-01")
        a_placement(office, county=new, since="2018-05-01")
        indicator = an_indicator()
        for month in (APRIL, MAY):
            known(indicator, [office], 0.4, month=month)
        where = GroupSummary.objects.filter(group__kind="county").order_by("month").values_list("month", "group")
        assert list(where) == [(APRIL, old.pk), (MAY, new.pk)]

    def test_a_special_unit_is_no_office(self):
        county, indicator = a_county(), an_indicator()
        special = a_special_unit(county=county)
        a_result(indicator, special, value=0.9)
        known(indicator, offices_in(county, number=1), 0.5)
        assert summary(indicator, county).values == [0.5]

    def test_a_group_is_preliminary_where_one_of_its_offices_is(self):
        county, indicator = a_county(), an_indicator()
        region = a_region(county=county)
        known(indicator, [an_office(county=county, region=region)], 0.5)
        known(indicator, [an_office(county=county)], 0.7, preliminary=True)
        assert summary(indicator, county).preliminary
        assert not summary(indicator, region).preliminary

    def test_touched_are_an_offices_groups_and_for_a_group_itself(self):
        groups = {1: [10, 20], 2: [20]}
        assert touched_groups({7: [1], 8: [2, 10]}, groups) == {(7, 10), (7, 20), (8, 20), (8, 10)}
        assert touched_groups({}, groups) == set()


class TestWritingThem:
    def test_only_those_that_are_touched_are_written_anew(self):
        one, other, indicator = a_county(), a_county(), an_indicator()
        mine, theirs = offices_in(one, number=1), offices_in(other, number=1)
        known(indicator, mine + theirs, 0.5, 0.7)
        GroupSummary.objects.update(places_prepared=True)
        known(indicator, mine, 0.6)
        assert (summary(indicator, one).values, summary(indicator, one).places_prepared) == ([0.6], False)
        assert (summary(indicator, other).values, summary(indicator, other).places_prepared) == ([0.7], True)
        assert summary(indicator, a_country()).values == [0.6, 0.7]

    def test_where_nothing_stands_any_more_there_is_none(self):
        county, indicator = a_county(), an_indicator()
        offices = offices_in(county, number=1)
        known(indicator, offices, 0.5)
        Result.objects.all().delete()
        summarise_groups([(indicator, offices[0])])
        assert not GroupSummary.objects.exists()

    def test_nothing_touched_is_nothing_written(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            write_summaries(MAY, set(), {})

    def test_as_many_queries_for_sixty_offices_as_for_three(self, django_assert_num_queries):
        for number in (3, 60):
            indicator, offices = an_indicator(), offices_in(number=number)
            write(a_delivery(), of(indicator, offices, *([0.5] * number)))
            groups = office_groups(MAY, MAY)[MAY]
            touched = touched_groups({indicator.pk: [office.pk for office in offices]}, groups)
            with django_assert_num_queries(6):  # two to ask what is hidden and pooled, one to gather, three to write
                write_summaries(MAY, touched, groups)
