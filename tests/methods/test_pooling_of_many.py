"""Many groups at once are each alone, to the last bit: what is stored of a group is what a page calculates of it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.pooling import pool, summarise
from methods.pooling_of_many import pool_each, summarise_each

counts = st.none() | st.integers(0, 400) | st.floats(0, 1e9)
groups_of_parts = st.lists(st.lists(st.tuples(counts, counts), max_size=9), min_size=1, max_size=8)
groups_of_values = st.lists(st.lists(st.floats(-1e12, 1e12), max_size=30), min_size=1, max_size=8)


def nan_for_none(*numbers: float | None) -> tuple[float, ...]:
    return tuple(math.nan if number is None else float(number) for number in numbers)


def pooled_together(groups):
    parts = np.array([nan_for_none(*pair) for group in groups for pair in group], np.float64).reshape(-1, 2)
    group = np.repeat(np.arange(len(groups)), np.array([len(group) for group in groups], np.int64))
    found = pool_each(parts[:, 0], parts[:, 1], group, len(groups))
    return np.stack([found.numerator, found.denominator, found.value], axis=1)


def summarised_together(groups):
    values = np.array([value for group in groups for value in sorted(group)], np.float64)
    found = summarise_each(values, np.array([len(group) for group in groups], np.int64))
    return np.stack([found.mean, found.median, found.q1, found.q3], axis=1)


@settings(max_examples=200, deadline=None)
@given(groups_of_parts)
def test_pooled_together_they_are_as_pooled_alone(groups):
    alone = []
    for group in groups:
        found = pool([above for above, _ in group], [below for _, below in group])
        alone.append(nan_for_none(found.numerator, found.denominator, found.value))
    np.testing.assert_array_equal(pooled_together(groups), alone)


@settings(max_examples=200, deadline=None)
@given(groups_of_values)
def test_summarised_together_they_are_as_summarised_alone(groups):
    alone = []
    for group in groups:
        found = summarise(group)
        alone.append(nan_for_none(found.mean, found.median, found.q1, found.q3))
    np.testing.assert_array_equal(summarised_together(groups), alone)


def test_the_entries_of_groups_may_stand_in_any_order():
    found = pool_each(np.array([1.0, 5.0, 2.0]), np.array([10.0, 50.0, 10.0]), np.array([1, 0, 1]), 3)
    assert found.numerator.tolist()[:2] == [5, 3]
    assert found.value.tolist()[:2] == [0.1, 0.15]
    assert np.isnan([found.numerator[2], found.denominator[2], found.value[2]]).all()


def test_a_base_of_zero_adds_nothing_and_gives_no_value():
    assert pooled_together([[(3, 0)], [(3, 0), (1, 4)]])[:, 0].tolist() == [0, 1]
    np.testing.assert_array_equal(pooled_together([[(3, 0)], [(3, 0), (1, 4)]])[:, 2], [math.nan, 0.25])


def test_no_groups_at_all_are_none():
    assert summarised_together([]).shape == (0, 4)
    assert pooled_together([]).shape == (0, 3)


@pytest.mark.parametrize("wrong", [-1, math.inf, 1e101])
def test_wrong_parts_are_refused_as_by_pool(wrong):
    for group in ([(wrong, 5)], [(1, 5), (2, wrong)]):
        with pytest.raises(ValueError, match=r"numerator|denominator"):
            pool([above for above, _ in group], [below for _, below in group])
        with pytest.raises(ValueError, match=r"numerator|denominator"):
            pooled_together([[(1, 2)], group])


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf, 1e101])
def test_wrong_values_are_refused_as_by_summarise(wrong):
    with pytest.raises(ValueError, match="value"):
        summarise([wrong])
    with pytest.raises(ValueError, match="value"):
        summarised_together([[0.5], [wrong]])
