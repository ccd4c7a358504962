"""What a unit's next figure may be expected to be."""

from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.change import expected_range
from methods.control import process_limits

HISTORY = [0.5, 0.55, 0.52, 0.48, 0.53, 0.5, 0.51, 0.49]
COUNTS = [50, 55, 52, 48, 53, 50, 51, 49]


def a_range(denominator=None, values=HISTORY, **more):
    return expected_range(values, COUNTS[: len(values)], [100] * len(values), denominator, **more)


def test_without_a_base_it_is_the_process_limits():
    found, limits = expected_range(HISTORY), process_limits(HISTORY, 6)
    assert (found.low, found.high) == limits[1:]
    assert a_range(None) == a_range(0) == found


def test_a_large_new_base_leaves_the_process_limits_and_a_small_one_widens_them():
    assert a_range(10**9).low >= a_range(10).low
    small = a_range(10)
    share = (408 + 1) / 802
    reach = 3 * sqrt(share * (1 - share) * (1 / 10 + 1 / 800))
    assert (small.low, small.high) == pytest.approx((share - reach, share + reach))


def test_the_wider_of_both_counts_on_either_side():
    alike = expected_range([0.5] * 8, [50] * 8, [100] * 8, 100)
    assert alike.low < 0.5 < alike.high
    restless = [0.1, 0.9] * 4
    assert expected_range(restless, [10, 90] * 4, [100] * 8, 100) == expected_range(restless)


def test_the_ends_are_not_cut_off():
    assert a_range(2).low < 0
    assert a_range(2).high > 1


def test_too_few_months_or_too_few_neighbours_have_no_range():
    assert expected_range(HISTORY[:5]) is None
    assert expected_range(HISTORY[:6]) is not None
    assert expected_range([0.5, 0.6, None, 0.4, 0.5, 0.7]) is None
    assert expected_range([v for value in HISTORY for v in (value, None)]) is None
    assert expected_range(HISTORY[:5], at_least=5) is not None
    assert expected_range([]) is None


def test_a_history_without_a_base_is_judged_by_its_values():
    assert expected_range(HISTORY, [None] * 8, [None] * 8, 30) == expected_range(HISTORY)
    assert expected_range(HISTORY, [0] * 8, [0] * 8, 30) == expected_range(HISTORY)
    assert expected_range(HISTORY, COUNTS, None, 30) == expected_range(HISTORY)


def test_a_missing_month_is_not_a_zero():
    with_gap = a_range(50, [*HISTORY[:4], None, *HISTORY[5:]])
    assert with_gap.low > 0.2


@given(st.lists(st.integers(0, 60), min_size=6, max_size=24), st.integers(1, 300))
def test_the_range_holds_the_mean_of_the_history_and_narrows_as_the_new_base_grows(counts, base):
    values = [count / 60 for count in counts]
    small, large = (expected_range(values, counts, [60] * len(counts), n) for n in (base, 2 * base))
    assert small.low <= large.low + 1e-12
    assert small.high >= large.high - 1e-12
    mean = sum(values) / len(values)
    assert small.low <= mean + 1e-12
    assert small.high >= mean - 1e-12


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"values": [nan] * 8}, "finite"),
        ({"numerators": COUNTS[:7]}, "length"),
        ({"denominators": [100] * 7}, "length"),
        ({"denominator": -1}, "below zero"),
        ({"denominator": nan}, "finite"),
        ({"numerators": [101] * 8}, "above its denominator"),
        ({"numerators": [-1] * 8}, "below zero"),
        ({"at_least": 0}, "at_least"),
    ],
)
def test_a_history_without_sense_is_refused(arguments, says):
    history = {"values": HISTORY, "numerators": COUNTS, "denominators": [100] * 8, "denominator": 50}
    with pytest.raises(ValueError, match=says):
        expected_range(**history | arguments)
