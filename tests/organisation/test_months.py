"""Months count, sort, print and are kept as the first day of the month."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from organisation.fields import MonthField
from organisation.months import Month, MonthConverter

MONTHS = st.builds(Month, st.integers(1000, 8000), st.integers(1, 12))
SMALL = st.integers(-2000, 2000)


@given(MONTHS)
def test_a_month_reads_back_what_it_prints(month):
    assert Month.parse(str(month)) == month


@given(MONTHS)
def test_a_month_comes_back_from_its_index(month):
    assert Month.from_index(month.index) == month


@given(MONTHS, SMALL)
def test_adding_and_taking_away_the_same_leads_back(month, months):
    assert month + months - months == month


@given(MONTHS, SMALL)
def test_a_difference_is_what_has_to_be_added(month, months):
    assert (month + months) - month == months


@given(MONTHS, MONTHS)
def test_months_sort_as_their_first_days_do(one, other):
    assert (one < other) == (one.first_day < other.first_day)
    assert (one == other) == (one.first_day == other.first_day)


@given(MONTHS, MONTHS)
def test_months_sort_as_they_print(one, other):
    assert (one < other) == (str(one) < str(other))


@given(st.dates())
def test_a_day_lies_in_its_month(day):
    month = Month.of(day)
    assert month.first_day <= day
    assert day.month == month.number


@given(st.dates(max_value=datetime.date(9999, 11, 1)))
def test_the_first_month_from_a_day_is_the_first_to_begin_then_or_later(day):
    month = Month.first_from(day)
    assert month.first_day >= day
    assert (month - 1).first_day < day if month > Month(1, 1) else day == datetime.date.min


@given(MONTHS, st.integers(0, 40))
def test_through_gives_every_month_up_to_and_including_the_last(month, count):
    months = list(month.through(month + count))
    assert months == [month + step for step in range(count + 1)]


@given(MONTHS, st.integers(1, 40))
def test_through_an_earlier_month_is_nothing(month, count):
    assert list(month.through(month - count)) == []


@given(MONTHS)
def test_january_is_the_first_month_of_the_year(month):
    assert month.january.number == 1
    assert 0 <= month - month.january <= 11


def test_december_is_followed_by_january_of_the_next_year():
    assert Month(2018, 12) + 1 == Month(2019, 1)


@pytest.mark.parametrize(
    "text", ["2018-13", "2018-00", "2018-5", "201805", "18-05", "2018-05-01", "", " 2018-05", "mai"]
)
def test_anything_but_year_and_month_is_refused(text):
    with pytest.raises(ValueError, match="YYYY-MM"):
        Month.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2018, 0), (2018, 13), (0, 1), (10000, 1)])
def test_there_is_no_such_month(year, number):
    with pytest.raises(ValueError, match="no such month"):
        Month(year, number)


def test_an_address_holds_a_month_both_ways():
    converter = MonthConverter()
    assert converter.to_python("2018-05") == Month(2018, 5)
    assert converter.to_url(Month(2018, 5)) == "2018-05"
    assert converter.to_url("2018-05") == "2018-05"


class TestField:
    field = MonthField()

    def test_reads_months_dates_and_text(self):
        assert self.field.to_python(Month(2018, 5)) == Month(2018, 5)
        assert self.field.to_python(datetime.date(2018, 5, 17)) == Month(2018, 5)
        assert self.field.to_python("2018-05") == Month(2018, 5)
        assert self.field.to_python(None) is None

    @pytest.mark.parametrize("value", ["mai", 201805, 3.5])
    def test_refuses_what_is_no_month(self, value):
        with pytest.raises(ValidationError):
            self.field.to_python(value)

    def test_is_kept_as_the_first_day(self):
        assert self.field.get_prep_value(Month(2018, 5)) == datetime.date(2018, 5, 1)
        assert self.field.get_prep_value("2018-05") == datetime.date(2018, 5, 1)
        assert self.field.get_prep_value(None) is None

    def test_comes_back_from_the_database_as_a_month(self):
        assert self.field.from_db_value(datetime.date(2018, 5, 1)) == Month(2018, 5)
        assert self.field.from_db_value(None) is None

    def test_a_field_that_is_not_checked_stays_so_in_migrations(self):
        assert self.field.deconstruct()[3] == {}
        assert MonthField(checked=False).deconstruct()[3] == {"checked": False}

    def test_its_text_for_other_systems_is_year_and_month(self):
        class Something:
            month = Month(2018, 5)

        class Nothing:
            month = None

        field = MonthField(null=True)
        field.set_attributes_from_name("month")
        assert field.value_to_string(Something()) == "2018-05"
        assert field.value_to_string(Nothing()) == ""
