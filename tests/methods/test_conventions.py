"""What holds for every method: tolerance, words, months, refusals."""

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods import conventions, verdicts
from methods.conventions import equal, exceeds, month_number, month_numbers, reaches, slack

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


def test_a_tenth_and_two_tenths_have_reached_three_tenths():
    assert 0.1 + 0.2 != 0.3
    assert equal(0.1 + 0.2, 0.3)
    assert reaches(0.3, 0.1 + 0.2)
    assert not exceeds(0.1 + 0.2, 0.3)


def test_the_tolerance_grows_with_a_limit_above_one():
    assert slack(0.5) == 1e-9
    assert slack(-0.5) == 1e-9
    assert slack(70) == pytest.approx(7e-8)
    assert slack(-70) == pytest.approx(7e-8)


@given(FINITE, FINITE)
def test_a_number_is_below_a_limit_equal_to_it_or_above_it_and_only_one_of_these(value, limit):
    below = not reaches(value, limit)
    assert [below, equal(value, limit), exceeds(value, limit)].count(True) == 1


@given(FINITE)
def test_a_number_has_reached_itself_and_does_not_exceed_itself(value):
    assert reaches(value, value)
    assert equal(value, value)
    assert not exceeds(value, value)


def test_months_count_upwards_over_the_turn_of_the_year():
    assert month_number("2018-01") - month_number("2017-12") == 1
    assert month_numbers(["2018-03", "2018-01"]) == [month_number("2018-01") + 2, month_number("2018-01")]


@pytest.mark.parametrize(
    "month",
    ["2018-13", "2018-00", "2018-1", "201801", "2018/01", "18-01", "", "2018-01-01", "abcd-ef", " 2018-1", "２018-01"],
)
def test_a_month_of_another_form_is_refused(month):
    with pytest.raises(ValueError, match="YYYY-MM"):
        month_number(month)


def test_a_month_that_is_no_text_is_refused():
    with pytest.raises(ValueError, match="YYYY-MM"):
        month_number(201801)


def test_a_month_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        month_numbers(["2018-01", "2018-02", "2018-01"])


@pytest.mark.parametrize("direction", ["", "up", "Higher", None, 1])
def test_an_unknown_direction_is_refused_with_the_known_ones(direction):
    with pytest.raises(ValueError, match="higher, inside, lower, none"):
        conventions.check_direction(direction)


@pytest.mark.parametrize("measure", ["share", "rate", "number", "days", "index"])
def test_the_catalogue_units_are_known_measures(measure):
    conventions.check_measure(measure)


def test_an_unknown_measure_and_an_unknown_kind_are_refused():
    with pytest.raises(ValueError, match="unknown kind 'percent'"):
        conventions.check_measure("percent")
    with pytest.raises(ValueError, match="share or rate"):
        conventions.check_kind("days")


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 1.5, 95, math.nan])
def test_a_confidence_that_is_no_probability_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        conventions.check_confidence(confidence)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e300, 10**400])
def test_a_number_that_is_not_finite_or_beyond_all_measure_is_refused(number):
    with pytest.raises(ValueError, match="finite"):
        conventions.check_finite([1, None, number])
    with pytest.raises(ValueError, match="numerator"):
        conventions.check_not_negative([1, None, number], "numerator")


def test_none_is_in_order_everywhere():
    conventions.check_finite([None, None])
    conventions.check_not_negative([None], "numerator")
    conventions.check_parts([None, 1, None], [None, None, 4], "share")


def test_a_share_is_no_more_than_all_and_a_rate_may_be():
    conventions.check_parts([7], [5], "rate")
    conventions.check_parts([0.1 + 0.2], [0.3], "share")
    with pytest.raises(ValueError, match="above its denominator"):
        conventions.check_parts([7], [5], "share")


def test_a_pair_without_a_base_is_no_share_and_not_refused():
    conventions.check_parts([3, 3], [0, None], "share")


def test_lists_of_different_lengths_are_refused_by_name():
    with pytest.raises(ValueError, match="values 2, bases 3"):
        conventions.check_same_length(values=[1, 2], bases=[1, 2, 3], others=None)


def test_verdicts_are_texts():
    assert verdicts.Status.GREEN == "green"
    assert f"{verdicts.ForecastVerdict.OUT_OF_REACH}" == "out_of_reach"
    assert {"green": 1}[verdicts.Status.GREEN] == 1


def test_what_pages_call_thousands_of_times_needs_neither_numpy_nor_scipy():
    program = (
        "import sys\n"
        "from methods import cells, intervals, pooling, status, verdicts\n"
        "status.status_of(0.5, 'higher', 0.4); intervals.share_interval(3, 9)\n"
        "pooling.year_to_date(['2018-01'], '2018-01', 'ratio', numerators=[1], denominators=[2])\n"
        "sys.exit(any(name.split('.')[0] in ('numpy', 'scipy', 'django') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
