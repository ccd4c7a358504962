"""How much offices truly differ."""

import random
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.ranking import between
from methods.ranking.spread import spread_of
from tests.methods.plain_ranking import spread_plainly

PAIRS = st.lists(
    st.integers(2, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=3, max_size=30
)


@given(PAIRS)
def test_the_spread_is_that_of_a_plain_loop(pairs):
    found = between([x for x, _ in pairs], [n for _, n in pairs])
    pooled = sum(x for x, _ in pairs) / sum(n for _, n in pairs)
    if pooled in (0, 1):
        assert (found.mean, found.between_variance, found.reliability) == (pooled, 0, 0)
        return
    chance = [pooled * (1 - pooled) / n for _, n in pairs]
    mean, variance = spread_plainly([x / n for x, n in pairs], chance)
    assert found.mean == pytest.approx(mean)
    assert found.between_variance == pytest.approx(variance, abs=1e-12)
    assert found.reliability == pytest.approx(variance / (variance + np.mean(chance)), abs=1e-9)


@given(PAIRS, st.randoms())
def test_the_order_of_the_offices_does_not_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    one, other = (between([x for x, _ in p], [n for _, n in p]) for p in (pairs, shuffled))
    assert one.between_variance == pytest.approx(other.between_variance, abs=1e-12)
    assert one.mean == pytest.approx(other.mean)


def test_an_office_without_a_base_does_not_take_part():
    assert between([5, 9, 7, None, 3, 4], [10, 30, 9, 8, None, 0]) == between([5, 9, 7], [10, 30, 9])


@pytest.mark.parametrize("numerators", [[], [None, None, None], [4, 5], [4, 5, None]])
def test_two_offices_say_nothing_about_the_spread(numerators):
    found = between(numerators, [10] * len(numerators))
    assert (found.mean, found.between_variance, found.reliability) == (None, None, None)


def test_without_any_variance_there_is_nothing_between():
    for numerators, mean in (([0, 0, 0], 0), ([5, 6, 7], 1)):
        found = between(numerators, [5, 6, 7])
        assert (found.mean, found.between_variance, found.reliability) == (mean, 0, 0)


def test_a_rate_may_be_above_one_and_a_share_may_not():
    assert between([30, 20, 10], [10, 10, 10], "rate").mean == pytest.approx(2)
    with pytest.raises(ValueError, match="above its denominator"):
        between([30, 20, 10], [10, 10, 10])


@pytest.mark.parametrize(
    ("numerators", "denominators", "kind"),
    [
        ([1, 2, 3], [4, 5], "share"),
        ([1, 2, -3], [4, 5, 6], "share"),
        ([1, 2, nan], [4, 5, 6], "rate"),
        ([1], [2], "days"),
    ],
)
def test_figures_without_sense_are_refused(numerators, denominators, kind):
    with pytest.raises(ValueError, match=r"\w+"):
        between(numerators, denominators, kind)


def test_the_variance_between_is_found_again_in_simulated_counties():
    generator = random.Random(11)
    found = []
    for _ in range(60):
        bases = [generator.randint(20, 200) for _ in range(40)]
        levels = [min(max(generator.gauss(0.6, 0.08), 0.01), 0.99) for _ in bases]
        counts = [sum(generator.random() < p for _ in range(n)) for p, n in zip(levels, bases, strict=True)]
        found.append(between(counts, bases).between_variance)
    assert np.mean(found) == pytest.approx(0.08**2, rel=0.15)


def test_one_office_known_almost_exactly_leaves_no_room_and_no_variance():
    _, variance, _ = spread_of(np.array([1.0, 2.0, 3.0]), np.array([1e-300, 1.0, 1.0]))
    assert variance >= 0
