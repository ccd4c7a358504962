"""Will the year's target be reached?"""

from math import nan, sqrt
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from methods.forecast import year_forecast
from methods.verdicts import ForecastVerdict

MONTHS = [f"{year}-{month:02d}" for year in (2017, 2018) for month in range(1, 13)]


def a_year(values, month=None, green=0.7, direction="higher", pooling="mean", first="2018-01", **more):
    """A forecast from consecutive months beginning with `first`, after the last of them."""
    start = MONTHS.index(first)
    months = MONTHS[start : start + len(values)]
    return year_forecast(months, month or months[-1], green, direction, pooling, values, **more)


def parts(pairs, month=None, green=0.7, direction="higher", kind="share", first="2018-01", **more):
    start = MONTHS.index(first)
    months = MONTHS[start : start + len(pairs)]
    return year_forecast(
        months,
        month or months[-1],
        green,
        direction,
        "ratio",
        None,
        [pair and pair[0] for pair in pairs],
        [pair and pair[1] for pair in pairs],
        kind,
        **more,
    )


def test_what_is_needed_brings_the_mean_of_the_year_to_its_target():
    found = a_year([0.6, 0.62, 0.58, 0.6])
    assert found.so_far == pytest.approx(0.6)
    assert (0.6 * 4 + found.needed * 8) / 12 == pytest.approx(0.7)
    assert found.expected == pytest.approx(0.6)


def test_what_is_needed_brings_the_share_of_the_year_to_its_target():
    found = parts([(30, 60), (20, 50), (28, 40)])
    so_far, base = 78, 150
    assert found.so_far == pytest.approx(so_far / base)
    rest = 9 * 50
    assert (so_far + found.needed * rest) / (base + rest) == pytest.approx(0.7)
    level = mean([30 / 60, 20 / 50, 28 / 40])
    assert found.expected == pytest.approx((so_far + level * rest) / (base + rest))


def test_a_missing_month_of_a_sum_is_still_to_come_and_no_zero():
    found = a_year([10, None, 12, 11], green=132, pooling="sum")
    assert found.so_far == 33
    assert found.needed == pytest.approx((132 - 33) / 9)
    assert found.expected == pytest.approx(33 + 9 * 11)


def test_without_pooling_the_year_ends_at_the_level():
    found = a_year([4.0, 5.0, 6.0], green=5, pooling="none")
    assert (found.so_far, found.expected, found.needed) == (6, 5, 5)
    half = stats.t.ppf(0.95, 2) * 1 * sqrt(1 / 3 + 1) * 1.4
    assert found.high - found.expected == pytest.approx(half)


def test_the_interval_is_students_and_wider_while_half_the_year_is_left():
    values = [0.6, 0.7, 0.5, 0.65, 0.55, 0.6]
    in_june, in_july = a_year(values), a_year([*values, 0.6])
    level, spread = mean(values), stdev(values)
    assert in_june.high - level == pytest.approx(1.4 * stats.t.ppf(0.95, 5) * spread * sqrt(1 / 6 + 1 / 6))
    window = [*values[1:], 0.6]
    expected = stats.t.ppf(0.95, 5) * stdev(window) * sqrt(1 / 6 + 1 / 5)
    assert in_july.high - mean(window) == pytest.approx(expected)


def test_months_that_happen_to_be_alike_are_not_more_certain_than_chance_allows():
    found = parts([(30, 60)] * 8)
    level = (6 * 30 + 1) / (6 * 60 + 2)
    half = stats.t.ppf(0.95, 5) * sqrt(level * (1 - level) / 60) * sqrt(1 / 6 + 1 / 4)
    assert found.high - 0.5 == pytest.approx(half)
    rate = parts([(30, 60)] * 8, kind="rate")
    assert rate.high - 0.5 == pytest.approx(half * sqrt(1 / (1 - level)))
    assert parts([(30, 60)] * 8, kind="index").high == pytest.approx(0.5)


def test_the_window_reaches_back_over_the_turn_of_the_year_and_the_year_does_not():
    found = a_year([0.9, 0.8, 0.1, 0.2], first="2017-11")
    assert found.so_far == pytest.approx(0.15)
    assert found.low < mean([0.9, 0.8, 0.1, 0.2]) < found.high
    short = a_year([0.9, 0.8, 0.1, 0.2, 0.3], first="2017-11", window=3)
    assert (short.low + short.high) / 2 == pytest.approx(0.2)


def test_later_months_are_not_looked_at():
    assert a_year([0.6, 0.7, 0.5, 0.9, 0.9], month="2018-03") == a_year([0.6, 0.7, 0.5])


@given(st.permutations(range(9)))
def test_the_order_of_the_months_does_not_matter(order):
    values = [0.5, None, 0.61, 0.48, 0.55, 0.52, None, 0.6, 0.58]
    shuffled = year_forecast(
        [MONTHS[12 + k] for k in order], "2018-09", 0.7, "higher", "mean", [values[k] for k in order]
    )
    straight = a_year(values)
    for name in ("so_far", "expected", "needed", "low", "high"):
        assert getattr(shuffled, name) == pytest.approx(getattr(straight, name))


@pytest.mark.parametrize(
    ("values", "green", "direction", "verdict"),
    [
        ([90, 95, 92, 91], 300, "higher", "secured"),
        ([10, 12, 9, 11], 60, "higher", "on_course"),
        ([10, 12, 9, 11], 126, "higher", "open"),
        ([10, 12, 9, 11], 300, "higher", "in_danger"),
        ([90, 95, 92, 91], 300, "lower", "out_of_reach"),
        ([10, 12, 9, 11], 60, "lower", "in_danger"),
        ([10, 12, 9, 11], 126, "lower", "open"),
        ([10, 12, 9, 11], 300, "lower", "on_course"),
    ],
)
def test_the_verdict_of_a_sum(values, green, direction, verdict):
    assert a_year(values, green=green, direction=direction, pooling="sum").verdict == verdict


@pytest.mark.parametrize(
    ("numerator", "green", "direction", "verdict"),
    [
        (50, 0.9, "higher", "out_of_reach"),
        (50, 0.3, "higher", "secured"),
        (50, 0.45, "higher", "on_course"),
        (50, 0.51, "higher", "open"),
        (50, 0.55, "higher", "in_danger"),
        (50, 0.9, "lower", "secured"),
        (50, 0.3, "lower", "out_of_reach"),
        (50, 0.55, "lower", "on_course"),
        (50, 0.49, "lower", "open"),
        (50, 0.45, "lower", "in_danger"),
    ],
)
def test_the_verdict_of_a_share_in_september(numerator, green, direction, verdict):
    assert parts([(numerator, 100)] * 9, green=green, direction=direction).verdict == verdict


def test_only_a_share_is_secured_or_out_of_reach_for_being_above_all():
    assert parts([(50, 100)] * 9, green=0.9, kind="rate").verdict == "in_danger"
    assert parts([(50, 100)] * 9, green=0.9, kind="rate", direction="lower").verdict == "on_course"
    assert a_year([0.5] * 9, green=0.9).verdict == "in_danger"


@pytest.mark.parametrize(
    ("direction", "green", "verdict"),
    [("higher", 0.5, "reached"), ("higher", 0.6, "missed"), ("lower", 0.5, "reached"), ("lower", 0.4, "missed"),
     ("higher", None, "no_target"), ("inside", 0.5, "no_target"), ("none", 0.5, "no_target")],
)  # fmt: skip
def test_december_tells_the_outcome(direction, green, verdict):
    found = a_year([0.1] * 6 + [0.9] * 6, green=green, direction=direction)
    assert (found.so_far, found.expected) == (pytest.approx(0.5), pytest.approx(0.5))
    assert (found.needed, found.low, found.high, found.verdict) == (None, None, None, verdict)


def test_december_tells_the_outcome_also_of_few_months():
    assert a_year([0.8, None, None, None], month="2018-12", first="2018-09").verdict == "reached"


@pytest.mark.parametrize(("green", "direction"), [(None, "higher"), (0.7, "none"), (0.7, "inside")])
def test_without_target_or_direction_the_level_is_told_all_the_same(green, direction):
    found = a_year([0.6, 0.62, 0.58, 0.6], green=green, direction=direction)
    assert (found.verdict, found.needed) == ("no_target", None)
    assert found.low < found.expected < found.high


def test_too_few_months_have_no_forecast():
    for found in (a_year([0.5, 0.6]), a_year([0.5, None, 0.6, None])):
        assert (found.expected, found.needed, found.low, found.high, found.verdict) == (None,) * 4 + ("too_few",)
        assert found.so_far == pytest.approx(0.55)
    no_month_this_year = a_year([0.5, 0.6, 0.7, None], first="2017-10")
    assert (no_month_this_year.so_far, no_month_this_year.verdict) == (None, "too_few")
    assert year_forecast([], "2018-05", 0.7, "higher", "mean", []).verdict == "too_few"
    assert year_forecast(MONTHS, "2018-05", 0.7, "higher", "mean").verdict == "too_few"
    assert year_forecast(MONTHS, "2018-05", 0.7, "higher", "ratio").verdict == "too_few"
    assert parts([(0, 0), (0, 0), (0, 0)]).verdict == "too_few"


def test_a_month_without_a_base_has_no_level():
    assert parts([(30, 60), (0, 0), (20, 50)]).verdict == "too_few"
    assert parts([(30, 60), (0, 0), (20, 50), (28, 40)]).verdict != "too_few"


def test_a_missing_month_is_not_a_zero():
    with_gap, without = a_year([0.6, None, 0.62, 0.58]), a_year([0.6, 0.62, 0.58])
    assert with_gap.so_far == without.so_far
    assert (with_gap.low + with_gap.high) == pytest.approx(without.low + without.high)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"direction": "up"}, "unknown direction"),
        ({"pooling": "median"}, "unknown pooling"),
        ({"kind": "percent"}, "unknown kind"),
        ({"green": nan}, "finite"),
        ({"values": [0.5, nan, 0.5]}, "finite"),
        ({"values": [0.5, 0.5]}, "length"),
        ({"month": "2018"}, "YYYY-MM"),
        ({"window": 0}, "at least one month"),
        ({"confidence": 90}, "between 0 and 1"),
        ({"numerators": [1, -1, 1], "denominators": [2, 2, 2]}, "below zero"),
        ({"pooling": "ratio", "numerators": [1, 9, 1], "denominators": [2, 2, 2]}, "above its denominator"),
        ({"pooling": "ratio", "numerators": [1, 1], "denominators": [2, 2, 2]}, "length"),
    ],
)
def test_a_year_that_can_not_be_forecast_is_refused(arguments, says):
    year = {
        "months": MONTHS[12:15],
        "month": "2018-03",
        "green": 0.7,
        "direction": "higher",
        "pooling": "mean",
        "values": [0.5, 0.6, 0.7],
    }
    with pytest.raises(ValueError, match=says):
        year_forecast(**year | arguments)


def test_the_interval_holds_the_coming_months_about_as_often_as_it_says():
    generator = np.random.default_rng(5)
    held = 0
    for _ in range(800):
        year = generator.normal(10, 2, 12)
        found = a_year(year[:8].tolist(), green=10)
        held += found.low <= year[8:].mean() <= found.high
    assert 0.87 <= held / 800 <= 0.93


@given(st.lists(st.floats(0, 1), min_size=3, max_size=11), st.floats(0, 1))
def test_a_forecast_always_says_something(values, green):
    for direction in ("higher", "lower", "inside", "none"):
        for pooling in ("mean", "sum", "none"):
            assert a_year(values, green=green, direction=direction, pooling=pooling).verdict in list(ForecastVerdict)
