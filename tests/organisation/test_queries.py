"""Who stood where when, and what became of whom."""

import pytest

from organisation.choices import UnitKind
from organisation.models import Unit
from organisation.months import Month
from organisation.queries import (
    Relative,
    chain_above,
    country_unit,
    latest_names,
    nearest_placement,
    neighbours,
    offices_of,
    placed,
    predecessors,
    successors,
    unit_id,
    units_in,
)
from tests.builders import (
    a_country,
    a_county,
    a_placement,
    a_region,
    a_special_unit,
    a_succession,
    an_office,
    day,
)

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


@pytest.fixture
def merger():
    """Hordaland with a region and an office that moves on to Vestland, under another name, when the county is gone."""
    a_country()
    hordaland = a_county("1200", "NAV Hordaland", until="2020-01-01")
    vestland = a_county("4600", "NAV Vestland", since="2020-01-01")
    region = a_region("R12", "Region Voss", county=hordaland, until="2020-01-01")
    voss = an_office("1235", "NAV Voss", county=hordaland, region=region, until="2020-01-01")
    a_placement(voss, name="NAV Voss herad", county=vestland, since="2020-01-01")
    a_succession(hordaland, vestland)


def codes(units) -> list[str]:
    return [unit.code for unit in units]


class TestPlaced:
    def test_a_unit_has_the_name_county_and_region_of_the_month(self, merger):
        voss = placed("1235", MAY)
        assert (voss.name, voss.kind) == ("NAV Voss", UnitKind.OFFICE)
        assert (voss.county_code, voss.county_name) == ("1200", "NAV Hordaland")
        assert (voss.region_code, voss.region_name) == ("R12", "Region Voss")
        assert (voss.valid_from, voss.valid_to) == (day("2017-01-01"), day("2020-01-01"))

    def test_after_the_merger_it_has_those_of_then(self, merger):
        voss = placed("1235", Month(2020, 1))
        assert (voss.name, voss.county_name) == ("NAV Voss herad", "NAV Vestland")
        assert (voss.region_id, voss.region_code, voss.region_name) == (None, "", "")

    def test_groups_have_the_names_that_they_had_in_the_month(self):
        county = a_county("1200", "NAV Hordaland", until="2020-01-01")
        a_placement(county, name="NAV Vestland", since="2020-01-01")
        an_office("1235", county=county)
        assert placed("1235", Month(2019, 12)).county_name == "NAV Hordaland"
        assert placed("1235", Month(2020, 1)).county_name == "NAV Vestland"

    def test_a_unit_that_was_not_there_is_not_placed(self, merger):
        assert placed("4600", MAY) is None
        assert placed("1200", Month(2020, 1)) is None

    def test_an_unknown_code_is_not_placed(self, merger):
        assert placed("9999", MAY) is None

    def test_a_span_holds_in_a_month_if_it_holds_its_first_day(self):
        an_office("0001", since="2018-05-02", until="2018-07-02")
        assert placed("0001", Month(2018, 5)) is None
        assert placed("0001", Month(2018, 6)) is not None
        assert placed("0001", Month(2018, 7)) is not None
        assert placed("0001", Month(2018, 8)) is None

    def test_it_takes_one_query(self, merger, django_assert_num_queries):
        with django_assert_num_queries(1):
            placed("1235", MAY)


class TestNearest:
    def test_in_a_month_that_it_holds_the_span_is_nearest(self, merger):
        assert nearest_placement("1235", MAY) == placed("1235", MAY)

    def test_before_a_unit_began_its_first_span_is_nearest(self, merger):
        vestland = nearest_placement("4600", MAY)
        assert (vestland.name, vestland.valid_from) == ("NAV Vestland", day("2020-01-01"))

    def test_after_a_unit_ended_its_last_span_is_nearest(self, merger):
        assert nearest_placement("1200", Month(2025, 1)).valid_to == day("2020-01-01")

    def test_between_two_spans_the_nearer_one_is_taken(self):
        office = an_office("0001", "Før", until="2018-01-01")
        a_placement(office, name="Etter", since="2019-01-01")
        assert nearest_placement("0001", Month(2018, 2)).name == "Før"
        assert nearest_placement("0001", Month(2018, 11)).name == "Etter"

    def test_the_county_has_the_name_of_the_span_and_not_of_the_month(self, merger):
        an_office("1201", county=Unit.objects.get(code="1200"), until="2019-01-01")
        assert nearest_placement("1201", Month(2025, 1)).county_name == "NAV Hordaland"

    def test_a_unit_can_be_asked_for_in_any_form(self, merger):
        voss = Unit.objects.get(code="1235")
        assert nearest_placement(voss, MAY) == nearest_placement(voss.pk, MAY) == nearest_placement("1235", MAY)

    def test_an_unknown_code_has_none(self):
        assert nearest_placement("9999", MAY) is None


class TestUnitsIn:
    def test_every_unit_of_the_month_comes_by_the_norwegian_alphabet(self):
        county = a_county("1200", "NAV Hordaland")
        for code, name in (("1", "NAV Ås"), ("2", "NAV Øygarden"), ("3", "NAV Ærø"), ("4", "NAV Arna")):
            an_office(code, name, county=county)
        assert codes(units_in(MAY)) == ["4", "1200", "3", "2", "1"]

    def test_units_of_other_months_are_left_out(self, merger):
        assert "4600" not in codes(units_in(MAY))
        assert "1200" not in codes(units_in(Month(2020, 1)))

    def test_one_kind_can_be_asked_for(self, merger):
        assert codes(units_in(MAY, kind=UnitKind.COUNTY)) == ["1200"]

    def test_one_county_can_be_asked_for(self, merger):
        an_office("0101", county=a_county("0100"))
        assert codes(units_in(MAY, county=Unit.objects.get(code="1200"))) == ["1235", "R12"]
        assert codes(units_in(MAY, county=placed("0100", MAY))) == ["0101"]

    def test_it_takes_one_query_however_many_there_are(self, merger, django_assert_num_queries):
        with django_assert_num_queries(1):
            units_in(MAY)


class TestOfficesOf:
    def test_a_county_has_its_offices_and_nothing_else(self, merger):
        hordaland = Unit.objects.get(code="1200")
        an_office("1201", "NAV Bergenhus", county=hordaland)
        an_office("0101", county=a_county("0100"))
        a_special_unit("1291", county=hordaland)
        assert codes(offices_of(hordaland, MAY)) == ["1201", "1235"]

    def test_a_region_has_its_offices(self, merger):
        an_office("1201", county=Unit.objects.get(code="1200"))
        assert codes(offices_of(Unit.objects.get(code="R12"), MAY)) == ["1235"]

    def test_the_country_has_every_office(self, merger):
        an_office("0101", "NAV Halden")
        assert codes(offices_of(country_unit(), MAY)) == ["0101", "1235"]

    def test_an_office_counts_where_it_stood_that_month(self, merger):
        vestland = Unit.objects.get(code="4600")
        assert offices_of(vestland, MAY) == []
        assert codes(offices_of(vestland.pk, Month(2020, 1))) == ["1235"]

    def test_it_takes_one_query(self, merger, django_assert_num_queries):
        country = country_unit()
        with django_assert_num_queries(1):
            offices_of(country, MAY)


class TestNeighbours:
    def test_an_office_has_those_of_its_county_and_itself(self, merger):
        an_office("1201", "NAV Bergenhus", county=Unit.objects.get(code="1200"))
        an_office("0101", county=a_county("0100"))
        assert codes(neighbours("1235", MAY)) == ["1201", "1235"]

    def test_they_are_those_of_the_month(self, merger):
        assert codes(neighbours("1235", Month(2020, 1))) == ["1235"]

    def test_an_office_without_a_place_has_none(self, merger):
        assert neighbours("1235", Month(2016, 1)) == []


class TestAbove:
    def test_the_chain_goes_from_the_unit_to_the_country(self, merger):
        ids = {unit.code: unit.pk for unit in Unit.objects.all()}
        assert chain_above(placed("1235", MAY)) == [ids["1235"], ids["R12"], ids["1200"], ids["NO"]]
        assert chain_above(placed("1235", Month(2020, 1))) == [ids["1235"], ids["4600"], ids["NO"]]
        assert chain_above(placed("R12", MAY)) == [ids["R12"], ids["1200"], ids["NO"]]

    def test_the_country_stands_under_nothing_but_itself(self, merger):
        country = placed("NO", MAY)
        assert chain_above(country) == [country.id]

    def test_without_a_country_the_chain_ends_at_the_county(self):
        office = an_office("1235", county=a_county("1200"))
        assert len(chain_above(placed("1235", MAY))) == 2
        assert chain_above(placed("1235", MAY))[0] == office.pk

    def test_there_may_be_no_country(self):
        assert country_unit() is None

    def test_of_two_countries_in_turn_the_later_counts(self):
        a_country("OLD")
        later = a_country("NEW", since="2020-01-01")
        assert country_unit() == later


class TestRelatives:
    def test_a_merged_unit_knows_what_it_came_from_under_their_last_names(self, merger):
        sogn = a_county("1400", "Sogn", until="2018-01-01")
        a_placement(sogn, name="NAV Sogn og Fjordane", since="2018-01-01", until="2020-01-01")
        a_succession(sogn, Unit.objects.get(code="4600"))
        assert predecessors(Unit.objects.get(code="4600")) == [
            Relative("1200", "NAV Hordaland", UnitKind.COUNTY, day("2020-01-01")),
            Relative("1400", "NAV Sogn og Fjordane", UnitKind.COUNTY, day("2020-01-01")),
        ]

    def test_a_unit_that_ended_knows_what_it_became_under_their_first_names(self, merger):
        vestland = Unit.objects.get(code="4600")
        vestland.placements.update(valid_to="2024-01-01")
        a_placement(vestland, name="Nytt navn", since="2024-01-01")
        (became,) = successors(placed("1200", MAY))
        assert became == Relative("4600", "NAV Vestland", UnitKind.COUNTY, day("2020-01-01"))

    def test_the_latest_comes_first(self):
        one, other, last = an_office("1"), an_office("2"), an_office("3")
        a_succession(one, last, "2018-01-01")
        a_succession(other, last, "2020-01-01")
        assert codes(predecessors(last)) == ["2", "1"]

    def test_a_unit_without_a_name_at_the_time_goes_by_its_code(self):
        late = an_office("7", since="2021-01-01")
        a_succession(an_office("1"), late, "2020-01-01")
        assert successors(Unit.objects.get(code="1"))[0].name == "7"

    def test_most_units_have_neither(self, merger):
        voss = Unit.objects.get(code="1235")
        assert predecessors(voss) == successors(voss) == []


def test_a_unit_in_any_form_has_its_id(merger):
    voss = Unit.objects.get(code="1235")
    assert unit_id(voss) == unit_id(voss.pk) == unit_id(placed("1235", MAY)) == voss.pk


class TestLatestNames:
    def test_a_unit_is_called_what_it_is_called_last(self):
        office = an_office("1201", "NAV Før", until="2018-01-01")
        a_placement(office, name="NAV Etter", county=a_county("1200"), since="2018-01-01")
        an_office("1202", "NAV Borte", until="2017-06-01")
        assert latest_names(["1201", "1202"]) == {"1201": "NAV Etter", "1202": "NAV Borte"}

    def test_unknown_codes_are_left_out(self, django_assert_num_queries):
        an_office("1201", "NAV Voss")
        with django_assert_num_queries(1):
            assert latest_names(["1201", "7777", ""]) == {"1201": "NAV Voss"}
