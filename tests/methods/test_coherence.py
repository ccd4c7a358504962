"""Two indicators that hang together."""

from math import nan, sqrt
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.coherence import coherence

CALM = [0.01, -0.01, 0.02, 0.0, -0.02, 0.01, 0.0, -0.01, 0.01, 0.0, -0.01, 0.0]
UP, DOWN, STILL = [0.1] * 3, [-0.1] * 3, [0.0] * 3


def together(first, second, sign=1, **more):
    return coherence([*CALM, *first], [*CALM, *second], sign, **more)


@pytest.mark.parametrize(
    ("first", "second", "sign", "verdict"),
    [
        (STILL, UP, 1, "quiet"),
        (UP, UP, 1, "coherent"),
        (DOWN, DOWN, 1, "coherent"),
        (UP, DOWN, 1, "opposite"),
        (DOWN, UP, 1, "opposite"),
        (UP, STILL, 1, "unanswered"),
        (DOWN, STILL, 1, "unanswered"),
        (UP, DOWN, -1, "coherent"),
        (UP, UP, -1, "opposite"),
        (DOWN, UP, -1, "coherent"),
        (DOWN, STILL, -1, "unanswered"),
    ],
)
def test_a_much_changed_indicator_is_answered_opposed_or_left_alone(first, second, sign, verdict):
    assert together(first, second, sign).verdict == verdict


def test_z_is_the_recent_mean_against_the_base_in_standard_errors():
    found = together([0.05, 0.07, 0.06], STILL)
    assert found.first == pytest.approx((0.06 - mean(CALM)) / (stdev(CALM) * sqrt(1 / 3 + 1 / 12)))


def test_only_the_base_before_the_recent_months_is_looked_at():
    older = [0.9] * 20
    assert coherence([*older, *CALM, *UP], [*older, *CALM, *UP], 1) == together(UP, UP)
    short = coherence([*CALM[-8:], *UP], [*CALM[-8:], *UP], 1)
    assert short.first == pytest.approx((0.1 - mean(CALM[-8:])) / (stdev(CALM[-8:]) * sqrt(1 / 3 + 1 / 8)))
    assert coherence([*CALM[-8:], *UP], [*CALM[-8:], *UP], 1, base=7).first != short.first


def test_a_recent_month_that_is_missing_is_too_few_for_that_one():
    found = together(UP, [0.1, None, 0.1])
    assert (found.second, found.verdict) == (None, "too_few")
    assert found.first > 3


def test_five_months_in_the_base_are_too_few_and_missing_ones_do_not_count():
    gaps = [value if place % 2 else None for place, value in enumerate(CALM)]
    assert coherence([*gaps, *UP], [*CALM, *UP], 1).verdict == "coherent"
    assert coherence([None, *gaps[2:], *UP], [*CALM[1:], *UP], 1).first is None
    assert coherence(UP, UP, 1).verdict == "too_few"
    assert coherence([], [], 1).verdict == "too_few"


def test_a_base_that_never_varies_has_no_z():
    assert coherence([0.1 + 0.2] * 6 + [0.3] * 6 + UP, CALM + UP, 1).first is None


@given(st.lists(st.floats(-1, 1), min_size=15, max_size=30))
def test_turning_both_indicators_turns_both_and_leaves_the_verdict(months):
    one, other = coherence(months, months[::-1], 1), coherence([-m for m in months], [-m for m in months[::-1]], 1)
    assert one.verdict == other.verdict
    assert other.first == (None if one.first is None else pytest.approx(-one.first))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"sign": 0}, "sign"),
        ({"sign": 2}, "sign"),
        ({"first": [0.1]}, "length"),
        ({"first": [nan] * 15}, "finite"),
        ({"second": [nan] * 15}, "finite"),
        ({"recent": 0}, "at least one month"),
        ({"base": 0}, "at least one month"),
    ],
)
def test_a_question_without_sense_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        coherence(**{"first": [*CALM, *UP], "second": [*CALM, *UP], "sign": 1} | arguments)
