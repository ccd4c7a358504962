"""Earlier months' offices as today's organisation has them."""

import pytest

from organisation.as_now import became, groups_then, read_organisation_now, what_became_of
from organisation.months import Month
from organisation.queries import PlacedUnit, differs, neighbours_then_and_now
from tests.builders import a_county, a_placement, a_region, a_succession, an_office
from tests.merged import MERGER, NOW, SINCE, THEN, a_merger
from tests.scorecards.published import as_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged():
    return a_merger()


def now(unit) -> PlacedUnit:
    return as_placed(unit, NOW)


def codes_of(units) -> list[str]:
    return [unit.code for unit in units]


class TestWhatBecame:
    def test_an_office_that_went_into_another_is_that(self, merged):
        assert codes_of(what_became_of(merged["1234"].pk, NOW)) == ["4621"]

    def test_a_county_that_went_into_another_is_that(self, merged):
        assert codes_of(what_became_of(merged["1400"].pk, NOW)) == ["4600"]

    def test_what_stands_is_itself(self, merged):
        assert codes_of(what_became_of(merged["1438"].pk, NOW)) == ["1438"]

    def test_a_chain_is_followed_to_its_end(self, merged):
        last = an_office("4699", since="2022-01-01")
        merged["4621"].placements.update(valid_to="2022-01-01")
        a_succession(merged["4621"], last, "2022-01-01")
        assert codes_of(what_became_of(merged["1234"].pk, NOW)) == ["4699"]

    def test_what_is_planned_has_not_happened(self, merged):
        assert codes_of(what_became_of(merged["1234"].pk, THEN)) == ["1234"]

    def test_one_that_ended_became_nothing(self, merged):
        closed = an_office("1299", until=MERGER)
        assert what_became_of(closed.pk, NOW) == []

    def test_units_that_became_each_other_end_somewhere(self):
        first, second = an_office(until="2019-01-01"), an_office(until="2019-01-01")
        a_succession(first, second, "2018-01-01")
        a_succession(second, first, "2019-01-01")
        assert became([first.pk], set(), NOW) == {first.pk: frozenset()}


class TestOffices:
    def test_an_office_consists_of_those_that_became_it(self, merged):
        parts = read_organisation_now(NOW).parts_in(merged["4621"].pk, THEN)
        assert sorted(part.name for part in parts) == ["NAV Gamle Voss", "NAV Granvin"]

    def test_since_the_merger_of_itself(self, merged):
        parts = read_organisation_now(NOW).parts_in(merged["4621"].pk, SINCE)
        assert [part.name for part in parts] == ["NAV Voss"]

    def test_one_that_took_in_another_consists_of_both(self, merged):
        taken_in = an_office("1439", "NAV Selje", county=merged["1400"], until=MERGER)
        a_succession(taken_in, merged["1438"], MERGER)
        parts = read_organisation_now(NOW).parts_in(merged["1438"].pk, THEN)
        assert sorted(part.name for part in parts) == ["NAV Bremanger", "NAV Selje"]

    def test_one_that_gave_some_off_and_goes_on_belongs_to_itself_alone(self, merged):
        part = an_office("1440", "NAV Ny del", county=merged["4600"], since=MERGER)
        a_succession(merged["1438"], part, MERGER)
        organisation = read_organisation_now(NOW)
        assert organisation.parts_in(part.pk, THEN) == []
        assert organisation.made_of(merged["1438"].pk) == (merged["1438"].pk,)

    def test_a_divided_one_belongs_to_none_of_its_parts(self, merged):
        divided = an_office("1299", "NAV Delt", county=merged["1200"], until=MERGER)
        parts = [an_office(f"468{n}", county=merged["4600"], since=MERGER) for n in (1, 2)]
        for part in parts:
            a_succession(divided, part, MERGER)
        organisation = read_organisation_now(NOW)
        assert [organisation.parts_in(part.pk, THEN) for part in parts] == [[], []]
        assert [each.name for each in organisation.divided_among({parts[0].pk}, THEN)] == ["NAV Delt"]
        assert organisation.members_in({parts[0].pk}, THEN) is None  # the other part is somewhere else
        assert organisation.members_in({part.pk for part in parts}, THEN) == {divided.pk}

    def test_the_day_that_an_office_ended_is_its_last_spans(self, merged):
        moved = an_office("1298", until="2018-06-01")
        a_placement(moved, since="2018-06-01", until=MERGER)
        organisation = read_organisation_now(NOW)
        assert str(organisation.ended(moved.pk)) == MERGER
        assert organisation.ended(merged["4621"].pk) is None

    def test_all_is_read_in_three_queries(self, merged, django_assert_num_queries):
        with django_assert_num_queries(3):
            organisation = read_organisation_now(NOW)
            organisation.members_in({office.id for office in organisation.offices}, THEN)


class TestGroups:
    def test_a_merged_county_is_made_of_whole_ones(self, merged):
        organisation = read_organisation_now(NOW)
        members = organisation.members_in({office.id for office in organisation.offices_of(now(merged["4600"]))}, THEN)
        assert organisation.whole_groups(members, "county", THEN) == sorted([merged["1200"].pk, merged["1400"].pk])

    def test_a_county_that_lost_an_office_is_not(self, merged):
        merged["4602"].placements.update(county=merged["0800"])
        organisation = read_organisation_now(NOW)
        members = organisation.members_in({office.id for office in organisation.offices_of(now(merged["4600"]))}, THEN)
        assert organisation.whole_groups(members, "county", THEN) == []

    def test_nor_is_one_of_offices_that_stood_in_no_region(self, merged):
        organisation = read_organisation_now(NOW)
        assert organisation.whole_groups({merged["0806"].pk}, "region", THEN) == []

    def test_a_region_is_made_of_the_one_that_had_the_same_offices(self, merged):
        organisation = read_organisation_now(NOW)
        offices = {office.id for office in organisation.offices_of(now(merged["4691"]))}
        members = organisation.members_in(offices, THEN)
        assert members == {merged[code].pk for code in ("1203", "1234", "1235")}
        assert organisation.whole_groups(members, "region", THEN) == [merged["1291"].pk]

    def test_the_country_is_all_of_its_offices(self, merged):
        organisation = read_organisation_now(NOW)
        members = organisation.members_in({office.id for office in organisation.offices}, THEN)
        assert organisation.whole_groups(members, "country", THEN) == [merged["NO"].pk]

    def test_it_is_read_by_its_greatest_part(self, merged):
        organisation = read_organisation_now(NOW)
        then = organisation.stand_in(now(merged["4600"]), THEN)
        assert (then.id, then.county_id, then.country_id) == (merged["1200"].pk, None, merged["NO"].pk)
        then = organisation.stand_in(now(merged["4691"]), THEN)
        assert (then.id, then.county_id) == (merged["1291"].pk, merged["1200"].pk)

    def test_an_office_is_read_by_itself_where_it_stood(self, merged):
        organisation = read_organisation_now(NOW)
        then = organisation.stand_in(now(merged["1438"]), THEN)
        assert (then.id, then.county_id, then.region_id) == tuple(merged[code].pk for code in ("1438", "1400", "1491"))

    def test_before_anything_stood_it_is_read_by_nothing(self, merged):
        assert read_organisation_now(NOW).stand_in(now(merged["4600"]), Month(2010, 1)) is None

    def test_figures_are_looked_for_where_its_offices_ever_stood(self, merged):
        organisation = read_organisation_now(NOW)
        assert organisation.ever(now(merged["4600"])) == sorted(merged[code].pk for code in ("1200", "1400", "4600"))
        assert organisation.ever(now(merged["4621"])) == sorted(merged[code].pk for code in ("1234", "1235", "4621"))

    def test_groups_are_called_as_they_were_and_end_when_they_ended(self, merged):
        found = groups_then([merged["1200"].pk, merged["0800"].pk], THEN)
        assert {(name, str(ended)) for _, name, ended in found} == {
            ("NAV Hordaland", MERGER),
            ("NAV Telemark", "None"),
        }


class TestDiffers:
    @pytest.mark.parametrize("code", ["1200", "1400", "4600", "4691", "1291"])
    def test_a_merged_county_or_region_differs_on_both_sides(self, merged, code):
        assert differs(merged[code].pk, THEN, NOW)

    def test_one_that_is_as_it_was_does_not(self, merged):
        assert not differs(merged["0800"].pk, THEN, NOW)

    def test_the_country_differs_where_anything_does(self, merged):
        assert differs(None, THEN, NOW)
        assert not differs(None, SINCE, NOW)

    def test_a_month_that_is_not_past_is_not_asked_about(self, merged, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert not differs(merged["4600"].pk, NOW, NOW)

    def test_another_name_is_no_difference(self, merged):
        merged["0806"].placements.update(valid_to=MERGER)
        a_placement(merged["0806"], name="NAV Grenland", county=merged["0800"], since=MERGER)
        assert not differs(merged["0800"].pk, THEN, NOW)

    def test_it_is_read_with_an_offices_neighbours(self, merged, django_assert_num_queries):
        with django_assert_num_queries(1):
            offices, differ = neighbours_then_and_now("1438", THEN, NOW)
        assert (codes_of(offices), differ) == (["1438", "1401"], True)
        assert neighbours_then_and_now("0806", THEN, NOW)[1] is False
        assert neighbours_then_and_now("1438", NOW, NOW)[1] is False
        assert neighbours_then_and_now("4621", THEN, NOW) == ([], False)

    def test_another_region_is_one_where_regions_are_shown(self):
        county = a_county("1900")
        office = an_office("1901", county=county, region=a_region("1991", county=county), until=MERGER)
        a_placement(office, county=county, region=a_region("1992", county=county), since=MERGER)
        assert differs(county.pk, THEN, NOW, regions=True)
        assert not differs(county.pk, THEN, NOW)

    def test_an_office_that_comes_from_another_county_is_one_for_both(self):
        old, new = a_county("1900"), a_county("2000")
        office = an_office("1901", county=old, until=MERGER)
        a_placement(office, county=new, since=MERGER)
        assert differs(old.pk, THEN, NOW)
        assert differs(new.pk, THEN, NOW)
