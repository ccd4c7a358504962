"""From which month to which a reader can go."""

import pytest

from organisation.models import Unit
from organisation.months import Month
from scorecards.figures import MonthLinks
from scorecards.queries.months import OF_A_GROUP, OF_AN_OFFICE, latest_month, month_links
from scorecards.queries.office_groups import Above, office_groups, stood_under
from tests.builders import a_country, a_county, a_placement, a_region, a_special_unit, an_indicator, an_office
from tests.scorecards.published import MAY, as_placed, publish

pytestmark = pytest.mark.django_db

APRIL = MAY - 1


class TestLinks:
    @pytest.fixture(autouse=True)
    def _figures_with_a_gap(self):
        self.county = a_county()
        self.office, self.other = an_office(county=self.county), an_office(county=self.county)
        self.indicator = an_indicator()
        for month in (MAY - 6, MAY - 2, MAY, MAY + 3):
            publish({(self.indicator, self.office): 0.5}, month)
        publish({(self.indicator, self.other): 0.5}, MAY - 1)

    def test_they_lead_to_the_nearest_months_with_results(self):
        assert month_links(OF_AN_OFFICE, self.office.pk, MAY) == MonthLinks(MAY, MAY - 2, MAY + 3, True)
        assert month_links(OF_AN_OFFICE, self.office.pk, MAY - 4) == MonthLinks(MAY - 4, MAY - 6, MAY - 2, False)

    def test_they_end_at_the_first_and_the_last(self):
        assert month_links(OF_AN_OFFICE, self.office.pk, MAY - 6) == MonthLinks(MAY - 6, None, MAY - 2, True)
        assert month_links(OF_AN_OFFICE, self.office.pk, MAY + 9) == MonthLinks(MAY + 9, MAY + 3, None, False)

    def test_a_county_has_the_months_of_its_offices(self):
        assert month_links(OF_A_GROUP, self.county.pk, MAY) == MonthLinks(MAY, MAY - 1, MAY + 3, True)

    def test_of_one_indicator_they_lead_where_that_one_has_results(self):
        other = an_indicator()
        publish({(other, self.office): 0.5}, MAY + 1)
        links = month_links(OF_A_GROUP, self.county.pk, MAY, other.pk)
        assert links == MonthLinks(MAY, None, MAY + 1, False)

    def test_where_nothing_was_ever_published_there_are_none(self):
        assert month_links(OF_AN_OFFICE, an_office().pk, MAY) == MonthLinks(MAY, None, None, False)
        assert latest_month(OF_AN_OFFICE, an_office().pk) is None

    def test_the_latest_month_is_the_units_own(self):
        assert latest_month(OF_AN_OFFICE, self.office.pk) == MAY + 3
        assert latest_month(OF_AN_OFFICE, self.other.pk) == MAY - 1
        assert latest_month(OF_A_GROUP, self.county.pk) == MAY + 3


class TestWhereOfficesCount:
    def test_each_office_counts_in_its_region_its_county_and_the_country(self):
        country, county = a_country(), a_county()
        region = a_region(county=county)
        with_region, without = an_office(county=county, region=region), an_office(county=county)
        a_special_unit(county=county)
        assert office_groups(MAY, MAY) == {
            MAY: {with_region.pk: [region.pk, county.pk, country.pk], without.pk: [county.pk, country.pk]}
        }

    def test_it_is_told_for_every_month_by_the_first_day(self):
        country, old, new = a_country(), a_county(), a_county()
        mover = an_office(county=old, until="2018-04-15")
        a_placement(mover, county=new, since="2018-04-15", until="2018-07-01")
        groups = office_groups(APRIL, MAY + 2)
        assert {month: above.get(mover.pk) for month, above in groups.items()} == {
            APRIL: [old.pk, country.pk],
            MAY: [new.pk, country.pk],
            MAY + 1: [new.pk, country.pk],
            MAY + 2: None,
        }

    def test_without_a_country_there_is_none_to_count_in(self):
        county = a_county()
        office = an_office(county=county)
        assert office_groups(MAY, MAY) == {MAY: {office.pk: [county.pk]}}

    def test_two_queries_whatever_the_number_of_months(self, django_assert_num_queries):
        a_country()
        an_office(county=a_county())
        for last in (MAY, MAY + 40):
            with django_assert_num_queries(2):
                office_groups(MAY, last)


class TestWhereAUnitStood:
    def test_nothing_is_asked_where_it_stood_as_it_stands(self, django_assert_num_queries):
        country, county = a_country(), a_county()
        placed = as_placed(an_office(county=county))
        with django_assert_num_queries(0):
            found = stood_under([placed], APRIL, MAY)
        assert found == {
            (placed.id, month): Above([placed.id, county.pk, country.pk], county.pk) for month in (APRIL, MAY)
        }

    def test_a_move_is_told_by_month_in_one_query_for_all(self, django_assert_num_queries):
        country, old, new = a_country(), a_county(), a_county()
        region = a_region(county=new)
        movers = [an_office(county=old, since="2018-03-01", until="2018-05-01") for _ in range(3)]
        for mover in movers:
            a_placement(mover, county=new, region=region, since="2018-05-01")
        placed = [as_placed(mover) for mover in movers]
        with django_assert_num_queries(1):
            found = stood_under(placed, MAY - 3, MAY)
        mover = movers[2].pk
        assert {month: above for (unit, month), above in found.items() if unit == mover} == {
            MAY - 2: Above([mover, old.pk, country.pk], old.pk),
            APRIL: Above([mover, old.pk, country.pk], old.pk),
            MAY: Above([mover, region.pk, new.pk, country.pk], new.pk),
        }

    def test_a_unit_without_a_county_is_compared_with_the_country(self):
        country = a_country()
        office = Unit.objects.create(code="0001", kind="office")
        a_placement(office, until="2018-05-01")
        a_placement(office, since="2018-05-01", name="NAV Nytt")
        found = stood_under([as_placed(office)], APRIL, MAY)
        assert {above.group for above in found.values()} == {country.pk}
        assert Month(2018, 4) in {month for _, month in found}
