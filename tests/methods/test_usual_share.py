"""What earlier months and chance make of a new share: the range of METHODS.md 14."""

from math import sqrt

import numpy as np
import pytest

from methods.change import usual_share


def test_it_is_the_pooled_share_and_two_standard_errors_of_now_and_then():
    usual = usual_share([40, 45], [50, 50], 25)
    share = 86 / 102
    reach = 1.96 * sqrt(share * (1 - share) * (1 / 25 + 1 / 100))
    assert usual is not None
    assert (usual.share, usual.low, usual.high) == pytest.approx((share, share - reach, share + reach))


def test_a_month_of_which_a_part_is_missing_does_not_count():
    assert usual_share([40, None, 45, 3], [50, 50, 50, None], 25) == usual_share([40, 45], [50, 50], 25)


@pytest.mark.parametrize(
    ("numerators", "denominators", "base"),
    [([], [], 20), ([None], [20], 20), ([0], [0], 20), ([5], [9], 0), ([5], [9], None)],
)
def test_without_a_base_then_or_now_there_is_none(numerators, denominators, base):
    assert usual_share(numerators, denominators, base) is None


def test_all_or_nothing_in_the_past_still_leaves_room():
    usual = usual_share([50], [50], 20)
    assert usual is not None
    assert usual.low < 1 < usual.high


def test_nineteen_of_twenty_new_shares_lie_inside():
    rng = np.random.default_rng(11)
    inside = 0
    for _ in range(2000):
        history, now = rng.binomial(60, 0.7, 12), rng.binomial(60, 0.7) / 60
        usual = usual_share(history.tolist(), [60] * 12, 60)
        inside += usual is not None and usual.low <= now <= usual.high
    assert 0.935 < inside / 2000 < 0.965


@pytest.mark.parametrize(
    ("numerators", "denominators", "base"), [([3], [2], 5), ([-1], [2], 5), ([1], [2], -5), ([1], [], 5)]
)
def test_figures_that_cannot_be_are_refused(numerators, denominators, base):
    with pytest.raises(ValueError, match=r".+"):
        usual_share(numerators, denominators, base)
