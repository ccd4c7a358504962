"""An office's place among its county's: by the better value, equal ones sharing the better place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.places import position_among

VALUES = [0.2, 0.5, 0.5, 0.9]


@pytest.mark.parametrize(("value", "place"), [(0.9, 1), (0.5, 2), (0.2, 4)])
def test_the_highest_is_first_where_higher_is_better(value, place):
    assert position_among(VALUES, value, "higher") == place


@pytest.mark.parametrize(("value", "place"), [(0.2, 1), (0.5, 2), (0.9, 4)])
def test_the_lowest_is_first_where_lower_is_better(value, place):
    assert position_among(VALUES, value, "lower") == place


def test_a_zero_has_a_place():
    assert position_among([0.0, 0.1], 0.0, "lower") == 1


@pytest.mark.parametrize("direction", ["inside", "none"])
def test_there_is_none_where_no_direction_says_what_is_better(direction):
    assert position_among(VALUES, 0.5, direction) is None


def test_there_is_none_without_a_value():
    assert position_among(VALUES, None, "higher") is None


@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_values_that_differ_by_rounding_errors_are_equal(direction):
    values = sorted([0.3, 0.1 + 0.2, 0.5, 0.1])
    assert position_among(values, 0.3, direction) == position_among(values, 0.1 + 0.2, direction) == 2
    large = sorted([3e6, 3e6 + 1e-3, 4e6, 1e6])
    assert position_among(large, 3e6, direction) == position_among(large, 3e6 + 1e-3, direction) == 2


@given(
    values=st.lists(st.one_of(st.integers(0, 6).map(lambda n: n / 7), st.floats(-1e6, 1e6)), min_size=1, max_size=30),
    direction=st.sampled_from(["higher", "lower"]),
    data=st.data(),
)
def test_it_is_one_more_than_the_number_of_better_ones(values, direction, data):
    value = data.draw(st.sampled_from(values))
    slack = 1e-9 * max(1, abs(value))
    better = [v for v in values if (v > value + slack if direction == "higher" else v < value - slack)]
    assert position_among(sorted(values), value, direction) == 1 + len(better)
