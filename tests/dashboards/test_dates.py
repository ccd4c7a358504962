"""Months, days and times in words."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from dashboards.dates import clock, day, day_and_time, day_near, month_and_year, month_name, short_month
from organisation.months import Month

UTC = datetime.UTC


def test_a_month_is_written_in_lower_case_with_its_year():
    assert month_and_year(Month(2018, 5)) == "mai 2018"
    assert month_name(Month(2018, 12)) == "desember"


@pytest.mark.parametrize(
    ("number", "short"),
    list(enumerate(["jan", "feb", "mars", "april", "mai", "juni", "juli", "aug", "sep", "okt", "nov", "des"], start=1)),
)
def test_a_month_on_an_axis_is_short(number, short):
    assert short_month(Month(2018, number)) == f"{short} 18"


def test_a_year_on_an_axis_has_two_digits():
    assert short_month(Month(2008, 1)) == "jan 08"


def test_a_day_has_a_point_and_no_leading_zero():
    assert day(datetime.date(2018, 6, 5)) == "5. juni 2018"


def test_a_moment_is_the_day_it_was_in_norway():
    late = datetime.datetime(2018, 6, 14, 22, 30, tzinfo=UTC)
    assert day(late) == "15. juni 2018"
    assert clock(late) == "kl. 00.30"


def test_day_and_time_stand_together():
    assert day_and_time(datetime.datetime(2018, 6, 20, 8, 42, tzinfo=UTC)) == "20. juni 2018 kl. 10.42"


def test_a_day_near_its_month_leaves_the_year_out():
    published = datetime.datetime(2018, 6, 15, 9, tzinfo=ZoneInfo("Europe/Oslo"))
    assert day_near(published, Month(2018, 5)) == "15. juni"


def test_a_day_in_another_year_than_the_month_names_it():
    published = datetime.datetime(2019, 1, 15, 9, tzinfo=ZoneInfo("Europe/Oslo"))
    assert day_near(published, Month(2018, 12)) == "15. januar 2019"


def test_the_names_of_months_are_those_of_the_language_in_use():
    with translation.override("nn"):
        assert month_name(Month(2018, 5)) == "mai"
    assert month_name(Month(2018, 5)) == "mai"
