"""What each part of a group does to its result: the parts add up, whatever they are compared with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.contributions import contributions
from methods.pooling import pool

PARTS = st.lists(
    st.integers(0, 500).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))), min_size=1, max_size=12
).filter(lambda parts: sum(base for _, base in parts) > 0)


def test_a_part_pulls_by_what_it_lies_off_the_level_times_its_share():
    first, second = contributions([50, 90], [100, 100], 200, 0.6)
    assert first is not None
    assert (first.share, first.points) == pytest.approx((0.5, -0.05))
    assert second is not None
    assert (second.share, second.points) == pytest.approx((0.5, 0.15))


@given(PARTS, st.floats(0, 1))
def test_pulls_add_up_to_the_groups_distance_and_shares_to_one(parts, level):
    numerators, denominators = [x for x, _ in parts], [n for _, n in parts]
    pooled = pool(numerators, denominators)
    found = contributions(numerators, denominators, pooled.denominator, level)
    assert sum(part.points for part in found) == pytest.approx(pooled.value - level, abs=1e-9)
    assert sum(part.share for part in found) == pytest.approx(1)


@given(PARTS)
def test_a_part_at_the_level_does_nothing_however_large(parts):
    numerators, denominators = [x for x, _ in parts], [n for _, n in parts]
    pooled = pool(numerators, denominators)
    (found,) = contributions([pooled.value * 40], [40], 100, pooled.value)
    assert found.points == pytest.approx(0, abs=1e-12)
    assert found.share == 0.4


def test_rates_may_be_above_one():
    (found,) = contributions([30], [10], 20, 2.0)
    assert (found.share, found.points) == (0.5, 0.5)


def test_what_is_missing_has_no_part():
    assert contributions([None, 5, 5], [10, None, 10], 20, 0.5)[:2] == (None, None)


def test_a_part_without_a_base_does_nothing():
    (found,) = contributions([0], [0], 20, 0.5)
    assert (found.share, found.points) == (0, 0)


@pytest.mark.parametrize(
    ("numerators", "denominators", "base", "level"),
    [([1], [1, 2], 3, 0.5), ([-1], [1], 3, 0.5), ([1], [-1], 3, 0.5), ([1], [1], 0, 0.5), ([1], [1], -3, 0.5),
     ([1], [1], 3, float("nan"))],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused(numerators, denominators, base, level):
    with pytest.raises(ValueError, match=r".+"):
        contributions(numerators, denominators, base, level)
