"""Which target holds for whom: the nearest unit upwards, in its months."""

import pytest

from scorecards.figures import Limits
from scorecards.queries.targets import read_targets, targets_for
from tests.builders import a_country, a_county, a_region, a_target, an_indicator, an_office
from tests.scorecards.published import MAY, as_placed

pytestmark = pytest.mark.django_db

APRIL, JUNE = MAY - 1, MAY + 1


def green(indicator, unit, month=MAY) -> float | None:
    """The green limit that holds for the unit."""
    placed = as_placed(unit, month)
    limits = targets_for([placed], [indicator.pk], month).get((placed.id, indicator.pk))
    return limits.green if limits else None


class TestTheNearestUpwards:
    @pytest.fixture(autouse=True)
    def _organisation(self):
        self.country, self.county = a_country(), a_county()
        self.region = a_region(county=self.county)
        self.office = an_office(county=self.county, region=self.region)
        self.elsewhere = an_office(county=a_county())
        self.indicator = an_indicator()

    def test_everyones_holds_where_no_unit_has_one(self):
        assert green(self.indicator, self.office) is None
        a_target(self.indicator, 0.1)
        assert green(self.indicator, self.office) == 0.1

    def test_each_nearer_one_wins(self):
        a_target(self.indicator, 0.1)
        found = []
        for limit, unit in enumerate((self.country, self.county, self.region, self.office), start=2):
            a_target(self.indicator, limit / 10, unit=unit)
            found.append((green(self.indicator, self.office), green(self.indicator, self.elsewhere)))
        assert found == [(0.2, 0.2), (0.3, 0.2), (0.4, 0.2), (0.5, 0.2)]
        units = (self.region, self.county, self.country)
        assert [green(self.indicator, unit) for unit in units] == [0.4, 0.3, 0.2]

    def test_the_nearest_wins_also_where_one_further_up_is_newer(self):
        a_target(self.indicator, 0.4, unit=self.office)
        a_target(self.indicator, 0.9, unit=self.county, since="2018-05-01")
        assert green(self.indicator, self.office) == 0.4

    def test_when_the_nearest_ends_the_next_holds(self):
        a_target(self.indicator, 0.2)
        a_target(self.indicator, 0.4, unit=self.office, since="2018-05-01", until="2018-06-01")
        assert [green(self.indicator, self.office, month) for month in (APRIL, MAY, JUNE)] == [0.2, 0.4, 0.2]

    def test_one_that_changes_in_mid_year_holds_from_its_month(self):
        a_target(self.indicator, 0.2, until="2018-05-01")
        a_target(self.indicator, 0.3, since="2018-05-01")
        assert [green(self.indicator, self.office, month) for month in (APRIL, MAY)] == [0.2, 0.3]

    def test_one_that_begins_within_a_month_holds_from_the_next(self):
        a_target(self.indicator, 0.3, since="2018-05-02")
        assert [green(self.indicator, self.office, month) for month in (MAY, JUNE)] == [None, 0.3]

    def test_another_indicators_is_not_taken(self):
        a_target(an_indicator(), 0.3)
        assert green(self.indicator, self.office) is None


def test_all_four_limits_are_read():
    indicator, office = an_indicator(direction="inside"), an_office()
    a_target(indicator, 0.4, 0.3, green_upper=0.6, yellow_upper=0.7)
    placed = as_placed(office)
    assert targets_for([placed], [indicator.pk], MAY) == {(placed.id, indicator.pk): Limits(0.4, 0.3, 0.6, 0.7)}


def test_targets_of_several_months_are_read_at_once():
    indicator, office = an_indicator(), an_office()
    a_target(indicator, 0.2, until="2018-05-01")
    a_target(indicator, 0.3, since="2018-05-01", until="2018-06-01")
    a_target(indicator, 0.4, since="2018-08-01")
    targets = read_targets([indicator.pk], [office.pk], APRIL, JUNE)
    found = [targets.nearest(indicator.pk, [office.pk], month) for month in (APRIL, MAY, JUNE)]
    assert found == [Limits(0.2), Limits(0.3), None]


def test_one_query_for_sixty_offices_as_for_three(django_assert_num_queries):
    county, indicators = a_county(), [an_indicator().pk for _ in range(4)]
    a_target(an_indicator(), 0.5, unit=county)
    offices = [as_placed(an_office(county=county)) for _ in range(60)]
    for units in (offices[:3], offices):
        with django_assert_num_queries(1):
            targets_for(units, indicators, MAY)
