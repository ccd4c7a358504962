"""What the database itself refuses, whoever writes to it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from organisation.models import Placement, Succession, Unit
from organisation.months import Month
from organisation.spans import holds_in
from tests.builders import a_county, a_placement, a_succession, an_office, day

pytestmark = pytest.mark.django_db


class TestUnits:
    @pytest.mark.parametrize("code", ["", "Ålesund", "1 2", "12.5"])
    def test_a_code_has_the_agreed_form(self, code):
        with pytest.raises(IntegrityError, match="unit_code_has_the_agreed_form"):
            Unit.objects.create(code=code, kind="office")

    def test_a_code_is_one_unit(self):
        a_county("1200")
        with pytest.raises(IntegrityError):
            Unit.objects.create(code="1200", kind="office")

    def test_leading_zeros_count(self):
        Unit.objects.create(code="0315", kind="office")
        Unit.objects.create(code="315", kind="office")

    def test_a_kind_is_one_of_those_there_are(self):
        with pytest.raises(IntegrityError, match="unit_kind_is_known"):
            Unit.objects.create(code="1", kind="kommune")

    def test_a_unit_goes_by_its_code(self):
        assert str(a_county("1200")) == "1200"


class TestPlacements:
    def test_placements_of_a_unit_do_not_overlap(self):
        office = an_office(since="2017-01-01", until="2020-01-01")
        with pytest.raises(IntegrityError, match="placements_of_a_unit_do_not_overlap"):
            a_placement(office, since="2019-12-31")

    def test_one_may_begin_the_day_another_ends(self):
        office = an_office(until="2020-01-01")
        assert a_placement(office, since="2020-01-01")

    def test_placements_of_different_units_may_overlap(self):
        assert an_office("1")
        assert an_office("2")

    def test_a_placement_ends_after_it_begins(self):
        with pytest.raises(IntegrityError, match="placement_ends_after_it_begins"):
            an_office(since="2018-01-01", until="2018-01-01")

    def test_a_form_is_told_of_an_overlap(self):
        office = an_office(until="2020-01-01")
        second = Placement(unit=office, name="x", valid_from=day("2019-01-01"))
        with pytest.raises(ValidationError, match="placements_of_a_unit_do_not_overlap"):
            second.full_clean()

    def test_a_placement_prints_its_name_and_days(self):
        placement = an_office("1", "NAV Voss").placements.get()
        assert str(placement) == f"{placement.unit_id} NAV Voss 2017-01-01–"


class TestSuccessions:
    def test_a_unit_does_not_succeed_itself(self):
        office = an_office()
        with pytest.raises(IntegrityError, match="a_unit_does_not_succeed_itself"):
            a_succession(office, office)

    def test_a_succession_is_named_once(self):
        one, other = an_office(), an_office()
        a_succession(one, other)
        with pytest.raises(IntegrityError, match="a_succession_is_named_once"):
            a_succession(one, other)

    def test_a_unit_can_be_split(self):
        one = an_office()
        a_succession(one, an_office())
        a_succession(one, an_office())
        assert one.successions_from.count() == 2

    def test_a_succession_prints_both_units_and_the_day(self):
        succession = a_succession(an_office(), an_office(), "2020-01-01")
        assert str(succession) == f"{succession.predecessor_id} → {succession.successor_id} 2020-01-01"

    def test_units_of_a_succession_are_not_deleted(self):
        one, other = an_office(), an_office()
        a_succession(one, other)
        with pytest.raises(IntegrityError, match="protected"):
            other.delete()
        assert Succession.objects.count() == 1


class TestSpans:
    @pytest.fixture
    def office(self):
        return an_office(since="2018-03-01", until="2018-06-01")

    @pytest.mark.parametrize(("month", "holds"), [(2, False), (3, True), (5, True), (6, False)])
    def test_a_span_holds_from_its_first_month_up_to_its_last(self, office, month, holds):
        assert Placement.objects.filter(holds_in(Month(2018, month)), unit=office).exists() is holds

    def test_a_span_can_be_asked_about_from_another_model(self, office):
        there = Unit.objects.filter(holds_in(Month(2018, 4), "placements__"), kind="office")
        assert list(there) == [office]

    def test_an_open_span_holds_for_ever(self):
        office = an_office(since=datetime.date(2018, 3, 1))
        assert Placement.objects.filter(holds_in(Month(2099, 1)), unit=office).exists()
