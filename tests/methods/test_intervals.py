"""Intervals for shares, rates, means and differences."""

import random
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from methods.intervals import difference_interval, mean_interval, normal_quantile, rate_interval, share_interval

CONFIDENCES = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998])


@st.composite
def shares(draw, most=10_000):
    base = draw(st.integers(1, most))
    return draw(st.integers(0, base)), base


def test_the_normal_quantile_is_that_of_the_tables():
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, abs=1e-12)
    assert normal_quantile(0.998) == pytest.approx(3.090232306167813, abs=1e-12)


@given(shares(), CONFIDENCES)
def test_the_interval_of_a_share_holds_the_share_and_lies_between_nothing_and_all(share, confidence):
    numerator, base = share
    interval = share_interval(numerator, base, confidence)
    assert 0 <= interval.low <= numerator / base <= interval.high <= 1
    assert interval.low < interval.high


@given(shares(300), CONFIDENCES)
def test_the_ends_are_where_a_score_test_would_just_not_reject(share, confidence):
    numerator, base = share
    z = stats.norm.ppf(0.5 + confidence / 2)
    interval = share_interval(numerator, base, confidence)
    for end in (interval.low, interval.high):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(numerator / base - end) == pytest.approx(z * (end * (1 - end) / base) ** 0.5, abs=1e-9)


@given(shares(2000))
def test_the_complement_has_the_mirrored_interval(share):
    numerator, base = share
    interval, mirrored = share_interval(numerator, base), share_interval(base - numerator, base)
    assert interval.low == pytest.approx(1 - mirrored.high, abs=1e-12)


@given(shares(500), st.integers(2, 50))
def test_a_larger_base_narrows_the_interval(share, times):
    numerator, base = share
    small, large = share_interval(numerator, base), share_interval(numerator * times, base * times)
    assert large.high - large.low < small.high - small.low


def test_the_interval_of_a_share_covers_the_truth_about_as_often_as_it_says():
    generator = random.Random(7)
    hits = 0
    for _ in range(2000):
        truth, base = generator.uniform(0.05, 0.95), generator.randint(10, 80)
        numerator = sum(generator.random() < truth for _ in range(base))
        interval = share_interval(numerator, base, 0.9)
        hits += interval.low <= truth <= interval.high
    assert 0.88 <= hits / 2000 <= 0.92


def test_huge_counts_have_a_narrow_interval_around_the_share():
    interval = share_interval(10**17, 4 * 10**17)
    assert interval.low <= 0.25 <= interval.high
    assert interval.high - interval.low < 1e-8


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 5), (3, None), (None, None), (0, 0), (3, 0)])
def test_without_a_base_there_is_no_interval(numerator, denominator):
    assert share_interval(numerator, denominator) is None
    assert rate_interval(numerator, denominator) is None
    assert difference_interval(numerator, denominator, 3, 9) is None
    assert difference_interval(3, 9, numerator, denominator) is None


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [(6, 5), (-1, 5), (1, -5), (nan, 5), (1, nan), (inf, inf), (-1, 0), (None, -1), (-1, None), (None, nan)],
)
def test_figures_that_are_no_share_are_refused(numerator, denominator):
    with pytest.raises(ValueError, match=r"numerator|denominator"):
        share_interval(numerator, denominator)
    with pytest.raises(ValueError, match=r"numerator|denominator"):
        difference_interval(1, 2, numerator, denominator)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.9, nan])
def test_a_confidence_that_is_no_probability_is_refused(confidence):
    for call in (
        lambda: share_interval(1, 2, confidence),
        lambda: rate_interval(1, 2, confidence),
        lambda: mean_interval([1, 2], confidence),
        lambda: difference_interval(1, 2, 1, 3, confidence),
    ):
        with pytest.raises(ValueError, match="confidence"):
            call()


def test_a_numerator_that_is_above_its_base_by_rounding_noise_alone_is_all():
    assert share_interval(0.1 + 0.2, 0.3).high == 1
    assert difference_interval(0.1 + 0.2, 0.3, 0, 9).high == pytest.approx(1, abs=1e-9)


@given(st.integers(0, 2000), st.floats(0.5, 1e6), CONFIDENCES)
def test_the_interval_of_a_rate_holds_the_rate_and_is_scipys(count, exposure, confidence):
    interval = rate_interval(count, exposure, confidence)
    assert 0 <= interval.low <= count / exposure <= interval.high
    tail = (1 - confidence) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0
    high = stats.chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert interval.low * exposure == pytest.approx(low, rel=1e-8)
    assert interval.high * exposure == pytest.approx(high, rel=1e-8)


def test_the_ends_of_a_rate_are_where_so_few_or_so_many_would_be_seldom():
    interval = rate_interval(4, 1, 0.95)
    low = optimize.brentq(lambda rate: stats.poisson.sf(3, rate) - 0.025, 0.01, 4)
    high = optimize.brentq(lambda rate: stats.poisson.cdf(4, rate) - 0.025, 4, 40)
    assert (interval.low, interval.high) == pytest.approx((low, high))


@pytest.mark.parametrize(("count", "exposure"), [(-1, 5), (1, -5), (nan, 5), (1, inf)])
def test_figures_that_are_no_rate_are_refused(count, exposure):
    with pytest.raises(ValueError, match=r"count|exposure"):
        rate_interval(count, exposure)


@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=30), CONFIDENCES)
def test_the_interval_of_a_mean_is_students(values, confidence):
    interval = mean_interval(values, confidence)
    mean = sum(values) / len(values)
    error = stats.sem(values) * stats.t.ppf(0.5 + confidence / 2, len(values) - 1)
    assert interval.low == pytest.approx(mean - error, abs=1e-6)
    assert interval.high == pytest.approx(mean + error, abs=1e-6)


def test_a_mean_needs_two_values_and_a_missing_one_is_none_of_them():
    assert mean_interval([]) is None
    assert mean_interval([4.0, None]) is None
    assert mean_interval([4.0, None, 6.0]) == mean_interval([4.0, 6.0])
    with pytest.raises(ValueError, match="finite"):
        mean_interval([1, nan])


@given(shares(1000), shares(1000), CONFIDENCES)
def test_the_interval_of_a_difference_holds_it_and_turns_with_it(one, other, confidence):
    interval = difference_interval(*one, *other, confidence)
    turned = difference_interval(*other, *one, confidence)
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 <= interval.low <= difference + 1e-12
    assert difference - 1e-12 <= interval.high <= 1
    assert (turned.low, turned.high) == pytest.approx((-interval.high, -interval.low), abs=1e-12)


@given(shares(1000), CONFIDENCES)
def test_two_equal_shares_may_be_equal(share, confidence):
    interval = difference_interval(*share, *share, confidence)
    assert interval.low <= 0 <= interval.high
