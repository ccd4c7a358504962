"""What is counted by hand: who fills in what, what stands, and what is missing."""

import datetime

import pytest

from organisation.months import Month
from organisation.queries import placed
from scorecards.models import Indicator
from scorecards.queries.by_hand import (
    due_on,
    last_filled_in,
    missing_below,
    missing_of,
    month_to_fill_in,
    rows_by_hand,
    standing_by_hand,
)
from scorecards.services.local_goals import retire_local_indicator
from tests.builders import a_country, a_county, a_package, a_person, a_placement, a_region, an_item, an_office
from tests.scorecards.local import JANUARY, MAY, a_local_indicator, fill

pytestmark = pytest.mark.django_db
APRIL = MAY - 1


@pytest.fixture
def office():
    a_country()
    county = a_county("1200", "NAV Hordaland")
    return an_office("1232", "NAV Eidfjord", county=county, region=a_region("1291", county=county))


def county_of(office):
    return office.placements.get().county


def region_of(office):
    return office.placements.get().region


def codes(unit, month=MAY, language="nb"):
    return [row.code for row in rows_by_hand(placed(unit.code, month), month, language)]


class TestWhoFillsInWhat:
    def test_an_office_its_own_and_what_those_above_have_offices_count(self, office):
        own = a_local_indicator(office, "Eget")
        above = [
            a_local_indicator(unit, "Kurs", filled_in_by="offices")
            for unit in (region_of(office), county_of(office), a_country())
        ]
        a_local_indicator(county_of(office), "Fylkets eget")
        a_local_indicator(an_office(county=county_of(office)), "Naboens")

        assert set(codes(office)) == {own.code, *(each.code for each in above)}

    def test_a_region_a_county_and_the_country_their_own_alone(self, office):
        for unit in (region_of(office), county_of(office), a_country()):
            own = a_local_indicator(unit, "Eget")
            a_local_indicator(unit, "Kurs", filled_in_by="offices")
            assert codes(unit) == [own.code]

    def test_in_the_months_that_it_holds(self, office):
        indicator = a_local_indicator(office, first=APRIL)
        retire_local_indicator(indicator=indicator, first_without=MAY, by=None)

        assert [codes(office, month) for month in (APRIL - 1, APRIL, MAY)] == [[], [indicator.code], []]

    def test_an_indicator_in_two_packages_is_filled_in_once(self, office):
        indicator = a_local_indicator(county_of(office), filled_in_by="offices")
        item = an_item(a_package(owner=a_country()), indicator)
        item.filled_in_by = "offices"
        item.save()
        assert codes(office) == [indicator.code]

    def test_what_comes_in_files_is_not_filled_in(self, office):
        indicator = a_local_indicator(office)
        item = an_item(a_package(owner=county_of(office)), indicator)
        assert item.filled_in_by == ""
        assert codes(office) == [indicator.code]

    def test_names_are_in_the_readers_language(self, office):
        indicator = a_local_indicator(office, "Besøk")
        Indicator.objects.filter(pk=indicator.pk).update(name_nn="Vitjingar")
        here = placed("1232", MAY)
        names = [rows_by_hand(here, MAY, language)[0].indicator.name for language in ("nb", "nn")]
        assert names == ["Besøk", "Vitjingar"]

    @pytest.mark.parametrize(("unit", "parts"), [("share", True), ("rate", True), ("number", False), ("days", False)])
    def test_shares_and_rates_have_two_fields(self, office, unit, parts):
        a_local_indicator(office, unit_of_measure=unit)
        assert rows_by_hand(placed("1232", MAY), MAY)[0].has_parts is parts


class TestWhatStands:
    def test_figures_of_the_months_with_who_filled_them_in(self, office):
        indicator = a_local_indicator(office, unit_of_measure="share")
        kari = a_person(name="Kari Nordmann", role="leader", unit=office)
        delivery = fill(office, indicator, numerator="3", denominator="4", by=kari).delivery
        fill(office, indicator, absence="not_applicable", month=APRIL)

        found = standing_by_hand(office.pk, [indicator.pk], JANUARY, MAY)

        assert set(found) == {(indicator.pk, APRIL), (indicator.pk, MAY)}
        may = found[indicator.pk, MAY]
        assert (may.numerator, may.denominator, may.value, may.delivery) == (3, 4, 0.75, delivery.pk)
        assert (may.person, may.source) == ("Kari Nordmann", "form")
        assert found[indicator.pk, APRIL].absence == "not_applicable"
        assert found[indicator.pk, APRIL].person == ""

    def test_the_latest_month_of_each(self, office):
        first, second = a_local_indicator(office, "Besøk"), a_local_indicator(office, "Kurs")
        fill(office, first, "1", APRIL)
        fill(office, first, "1", MAY)
        assert last_filled_in(office.pk, [first.pk, second.pk]) == {first.pk: MAY}


class TestWhatIsMissing:
    def missing(self, unit, last=MAY):
        return [(each.month, each.number) for each in missing_of(placed(unit.code, last), last)]

    def test_the_months_since_it_began_without_an_answer(self, office):
        indicator = a_local_indicator(office, first=Month(2018, 3))
        fill(office, indicator, "1", APRIL)
        assert self.missing(office) == [(Month(2018, 3), 1), (MAY, 1)]

    def test_that_nothing_was_counted_is_an_answer(self, office):
        fill(office, a_local_indicator(office, first=MAY), absence="not_delivered")
        assert self.missing(office) == []

    def test_at_most_half_a_year_back(self, office):
        a_local_indicator(office, first=Month(2017, 1))
        assert [month for month, _ in self.missing(office)] == list((MAY - 5).through(MAY))

    def test_months_after_its_end_are_not_missed(self, office):
        retire_local_indicator(indicator=a_local_indicator(office, first=APRIL), first_without=MAY, by=None)
        assert self.missing(office) == [(APRIL, 1)]

    def test_each_office_of_a_group_by_month(self, office):
        county = county_of(office)
        other = an_office("1233", "NAV Odda", county=county)
        counted = a_local_indicator(county, "Kurs", filled_in_by="offices", first=MAY)
        a_local_indicator(office, "Eget", first=MAY)
        a_local_indicator(county, "Fylkets", first=MAY)
        fill(other, counted, "3")

        found = missing_below(placed("1200", MAY), MAY)

        assert [(each.unit_name, each.month, each.number) for each in found] == [("NAV Eidfjord", MAY, 2)]
        assert found[0].due == datetime.date(2018, 6, 10)
        assert [each.number for each in missing_below(placed(region_of(office).code, MAY), MAY)] == [2]
        assert [each.number for each in missing_below(placed("NO", MAY), MAY)] == [2]

    def test_an_office_answers_to_the_county_where_it_stood_then(self, office):
        new = a_county("4600", since="2018-05-01")
        office.placements.update(valid_to="2018-05-01")
        a_placement(office, name="NAV Eidfjord", county=new, since="2018-05-01")
        a_local_indicator(new, "Kurs", filled_in_by="offices", first=MAY)
        a_local_indicator(office, "Eget", first=APRIL)

        assert [(each.month, each.number) for each in missing_below(placed("4600", MAY), MAY)] == [(MAY, 2)]

    def test_it_takes_one_query(self, office, django_assert_num_queries):
        for number in range(5):
            a_local_indicator(office, f"Mål {number}")
        here = placed("1232", MAY)
        with django_assert_num_queries(1):
            missing_of(here, MAY)


def test_figures_are_due_on_a_day_of_the_month_after():
    assert due_on(Month(2018, 12), 10) == datetime.date(2019, 1, 10)


def test_the_month_to_fill_in_is_the_one_before_todays():
    assert month_to_fill_in() == Month.of(datetime.date.today()) - 1
