"""The standard error of figures without a base."""

import random
from math import sqrt

import pytest

from methods.standard_errors import monthly_deviation, standard_errors


def test_the_deviation_is_the_mean_moving_range_over_its_constant():
    assert monthly_deviation([10, 12, 10, 12, 10, 12, 10]) == pytest.approx(2 / 1.128)


def test_ranges_are_only_between_neighbouring_known_months():
    values = [10, 12, 10, 12, None, 112, 110, 112, 110]
    assert monthly_deviation(values) == pytest.approx(2 / 1.128)


def test_five_ranges_are_too_few():
    assert monthly_deviation([1, 2, 1, 2, 1, 2]) is None
    assert monthly_deviation([1, 2, 1, 2, 1, 2, 1]) is not None
    assert monthly_deviation([]) is None
    assert monthly_deviation([1, None, 2, None, 3, None, 4, None, 5, None, 6, None]) is None


def test_an_office_borrows_four_fifteenths_from_the_county():
    series = {"calm": [10, 11] * 6, "restless": [10, 14] * 6}
    calm, restless = 1 / 1.128, 4 / 1.128
    county = (calm**2 + restless**2) / 2
    errors = standard_errors(series)
    assert errors["calm"] == pytest.approx(sqrt((11 * calm**2 + 4 * county) / 15))
    assert errors["restless"] == pytest.approx(sqrt((11 * restless**2 + 4 * county) / 15))


def test_an_office_with_too_few_months_has_the_countys():
    errors = standard_errors({"old": [10, 12] * 6, "new": [7.0, None, None]})
    assert errors["new"] == pytest.approx(2 / 1.128)
    assert errors["old"] == pytest.approx(2 / 1.128)


def test_where_no_office_has_enough_months_there_is_none():
    assert standard_errors({"a": [1, 2], "b": []}) == {"a": None, "b": None}
    assert standard_errors({}) == {}


def test_a_figure_that_never_moves_has_the_error_zero():
    assert standard_errors({"a": [5.0] * 12}) == {"a": 0.0}


def test_it_finds_the_deviation_that_months_were_drawn_with():
    generator = random.Random(3)
    series = {office: [generator.gauss(50, 3) for _ in range(12)] for office in range(200)}
    errors = standard_errors(series)
    assert sum(error for error in errors.values() if error) / 200 == pytest.approx(3, rel=0.05)
