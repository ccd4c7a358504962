"""The ranges of many figures at once are those of each alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.change import expected_range, expected_ranges

MONTHS = 9


def alone(values, numerators, denominators, denominator):
    parts = [None if all(number is None for number in numbers) else numbers for numbers in (numerators, denominators)]
    found = expected_range(values, *parts, denominator)
    return (np.nan, np.nan) if found is None else (found.low, found.high)


def together(rows):
    arrays = [np.array([row[place] for row in rows], np.float64) for place in range(4)]
    return np.stack(expected_ranges(*arrays), axis=1)


shares = st.builds(
    lambda base, share, there: (share * base // 10, base) if there else (None, None),
    st.integers(0, 300),
    st.integers(0, 10),
    st.booleans(),
)
numbers = st.none() | st.integers(0, 20) | st.floats(0, 1e6).map(lambda number: round(number, 3))
without_parts = st.builds(
    lambda values: (values, [None] * MONTHS, [None] * MONTHS, None),
    st.lists(numbers, min_size=MONTHS, max_size=MONTHS),
)
with_parts = st.builds(
    lambda parts, base: (
        [above / below if below else None for above, below in parts],
        [above for above, _ in parts],
        [below for _, below in parts],
        base,
    ),
    st.lists(shares, min_size=MONTHS, max_size=MONTHS),
    st.none() | st.integers(0, 300),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(without_parts | with_parts, min_size=1, max_size=6))
def test_many_at_once_are_each_alone(rows):
    np.testing.assert_allclose(together(rows), [alone(*row) for row in rows], rtol=1e-9, atol=1e-9)


def test_without_any_months_there_are_no_ranges():
    nothing = np.zeros((3, 0))
    low, high = expected_ranges(nothing, nothing, nothing, np.ones(3))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_one_wild_month_does_not_widen_the_range():
    calm = [10.0, 11.0, 10.0, 11.0, 10.0, 11.0, 10.0, 90.0, 10.0]
    none = [None] * MONTHS
    ((low, high),) = together([(calm, none, none, None)])
    assert (low, high) == pytest.approx(alone(calm, none, none, None))
    assert high < 40
