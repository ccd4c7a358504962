"""A comparison over months and by size, from the database: what is hidden counts nowhere, what moved keeps its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.months import Month
from scorecards.models import Indicator
from scorecards.queries.compared import compared_months, compared_sizes
from scorecards.queries.comparison import compare_offices
from tests.builders import a_country, a_county, a_target, an_indicator, an_office
from tests.scorecards.published import MAY, as_placed, of, offices_in, publish

pytestmark = pytest.mark.django_db
APRIL = MAY - 1


def compared(indicator, county, month: Month = MAY):
    found = compare_offices(indicator.code, as_placed(county, month), month)
    assert found is not None
    return found


def over(indicator, county, month: Month = MAY):
    return compared_months(compared(indicator, county, month), as_placed(county, month))


class TestOverMonths:
    @pytest.fixture
    def county(self):
        a_country()
        return a_county()

    def test_there_are_thirteen_months_up_to_the_one_asked_for(self, county):
        indicator, offices = an_indicator(), offices_in(county, number=2)
        publish(of(indicator, offices, (3, 4), (1, 2)))
        found = over(indicator, county)
        assert (found.months[0], found.months[-1], len(found.months)) == (MAY - 12, MAY, 13)

    def test_each_office_has_its_figures_month_by_month(self, county):
        indicator, (one, other) = an_indicator(), offices_in(county, number=2)
        publish(of(indicator, [one, other], (3, 4), (1, 2)), APRIL)
        publish(of(indicator, [one, other], (4, 4), "not_applicable"))
        found = over(indicator, county)
        assert [figure.value for figure in found.figures[one.pk][-2:]] == [0.75, 1.0]
        assert [figure.state for figure in found.figures[other.pk][-2:]] == ["value", "not_applicable"]
        assert found.figures[one.pk][0].state == "not_delivered"

    def test_a_hidden_month_has_no_figure_and_is_not_in_the_mean(self, county):
        indicator, offices = an_indicator(hide_below=5), offices_in(county, number=4)
        publish(of(indicator, offices, (1, 400), (50, 100), (60, 100), (70, 100)))
        found = over(indicator, county)
        hidden = found.figures[offices[0].pk][-1]
        assert (hidden.state, hidden.value, hidden.numerator, hidden.denominator) == ("too_few", None, None, None)
        shown = [figures[-1].value for figures in found.figures.values() if figures[-1].value is not None]
        assert found.means[-1] == pytest.approx(sum(shown) / len(shown))

    def test_an_office_that_had_no_place_in_a_month_did_not_exist_then(self, county):
        indicator = an_indicator()
        new, old = an_office(county=county, since="2018-03-01"), an_office(county=county)
        publish(of(indicator, [new, old], (3, 4), (1, 2)))
        states = [figure.state for figure in over(indicator, county).figures[new.pk]]
        assert states == ["not_existing"] * 10 + ["not_delivered"] * 2 + ["value"]

    def test_targets_are_those_of_each_month_and_an_offices_own_goes_before_the_countys(self, county):
        indicator, (one, other) = an_indicator(), offices_in(county, number=2)
        a_target(indicator, 0.8, until="2018-05-01")
        a_target(indicator, 0.9, since="2018-05-01")
        a_target(indicator, 0.5, unit=one)
        publish(of(indicator, [one, other], (3, 4), (1, 2)))
        found = over(indicator, county)
        assert [target.green for target in found.county_targets[-2:]] == [0.8, 0.9]
        assert [target.green for target in found.targets[other.pk][-2:]] == [0.8, 0.9]
        assert {target.green for target in found.targets[one.pk]} == {0.5}

    def test_the_mean_is_the_one_that_every_other_page_shows(self, county):
        indicator, offices = an_indicator(), offices_in(county, number=2)
        publish(of(indicator, offices, (3, 4), (1, 2)), APRIL)
        publish(of(indicator, offices, (4, 4), (1, 2)))
        found = over(indicator, county)
        for month, mean in zip(found.months[-2:], found.means[-2:], strict=True):
            assert mean == compared(indicator, county, month).county.mean

    def test_it_takes_as_many_queries_for_thirty_offices_as_for_two(self, county):
        indicator, counts = an_indicator(), []
        for number in (2, 28):
            publish(of(indicator, offices_in(county, number=number), *[(3, 4)] * number))
            figures, placed = compared(indicator, county), as_placed(county)
            with CaptureQueriesContext(connection) as queries:
                compared_months(figures, placed)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 5


class TestBySize:
    def test_each_group_stands_beside_the_offices_of_its_size_in_the_country(self):
        a_country()
        county, elsewhere, indicator = a_county(), a_county(), an_indicator()
        publish(of(indicator, offices_in(county, number=4), (5, 10), (10, 20), (60, 100), (90, 200)))
        publish(of(indicator, offices_in(elsewhere, number=4), (12, 15), (18, 20), (1, 25), (80, 150)))
        small, large = compared_sizes(compared(indicator, county))
        assert (small.smallest, small.largest, small.country.n) == (10, 20, 4)
        assert small.country.median == pytest.approx((0.5 + 0.8) / 2)
        assert (large.country.n, large.country.lowest) == (3, 0.45)

    def test_a_hidden_figure_is_in_no_group_here_or_in_the_country(self):
        a_country()
        county, elsewhere, indicator = a_county(), a_county(), an_indicator(hide_below=5)
        publish(of(indicator, offices_in(county, number=4), (50, 100), (60, 200), (70, 300), (80, 400)))
        publish(of(indicator, offices_in(elsewhere, number=3), (2, 150), (50, 160), (60, 170)))
        groups = compared_sizes(compared(indicator, county))
        assert groups[0].country.lowest == pytest.approx(0.3)  # not 2 of 150
        assert groups[0].country.n < 5

    def test_an_office_that_is_closed_in_the_month_is_not_among_the_countrys(self):
        a_country()
        county, indicator = a_county(), an_indicator()
        gone = an_office(county=a_county(), until="2018-05-01")
        publish(of(indicator, [*offices_in(county, number=4), gone], (5, 10), (6, 20), (7, 30), (8, 40), (9, 20)))
        assert [group.country.n for group in compared_sizes(compared(indicator, county))] == [2, 2]

    def test_it_is_one_query_and_none_where_there_are_no_sizes(self, django_assert_num_queries):
        a_country()
        county, indicator = a_county(), an_indicator()
        publish(of(indicator, offices_in(county, number=4), (5, 10), (6, 20), (7, 30), (8, 40)))
        figures = compared(indicator, county)
        with django_assert_num_queries(1):
            compared_sizes(figures)
        Indicator.objects.update(unit_of_measure="days", pooling="mean")
        publish(of(indicator, offices_in(county, number=4), 5.0, 6.0, 7.0, 8.0), Month(2018, 6))
        other = a_county()
        publish(of(indicator, offices_in(other, number=4), 5.0, 6.0, 7.0, 8.0), Month(2018, 6))
        without = compared(indicator, other, Month(2018, 6))
        with django_assert_num_queries(0):
            assert compared_sizes(without) == ()
