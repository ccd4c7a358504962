"""Colours, and rounding that never contradicts them."""

from decimal import ROUND_HALF_UP, Decimal
from math import inf, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from methods.status import per_cent, rounded, rounded_per_cent, status_of

NUMBERS = st.floats(min_value=-1e5, max_value=1e5, allow_nan=False)
LIMITS = st.floats(min_value=-1000, max_value=1000, allow_nan=False).map(lambda x: round(x, 3))


def colour(value, direction="higher", green=0.7, yellow=0.6, **upper):
    return status_of(value, direction, green, yellow, **upper)


def test_limits_belong_to_the_better_side():
    assert colour(0.7) == "green"
    assert colour(0.6) == "yellow"
    assert colour(0.5999) == "red"
    assert colour(20, "lower", 20, 30) == "green"
    assert colour(30, "lower", 20, 30) == "yellow"
    assert colour(30.1, "lower", 20, 30) == "red"


def test_what_differs_by_no_more_than_rounding_noise_has_reached_its_limit():
    assert colour(0.1 + 0.2, "lower", 0.3, 0.4) == "green"
    assert colour(0.7 - 5e-10) == "green"
    assert colour(0.7 - 5e-9) == "yellow"
    assert status_of(70 - 5e-8, "higher", 70) == "green"


def test_without_a_yellow_limit_there_is_no_yellow():
    assert status_of(0.69, "higher", 0.7) == "red"
    assert status_of(21, "lower", 20) == "red"
    assert status_of(0.2, "inside", 0.3, green_upper=0.5) == "red"


@pytest.mark.parametrize(
    ("value", "direction", "green"), [(None, "higher", 0.7), (0.7, "higher", None), (0.7, "none", 1)]
)
def test_without_value_target_or_direction_there_is_no_colour(value, direction, green):
    assert status_of(value, direction, green) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.2, "red"), (0.25, "yellow"), (0.3, "green"), (0.5, "green"), (0.52, "yellow"), (0.55, "yellow"), (0.56, "red")],
)
def test_inside_has_limits_on_both_sides(value, expected):
    assert status_of(value, "inside", 0.3, 0.25, 0.5, 0.55) == expected


@pytest.mark.parametrize(
    "limits",
    [
        {"direction": "higher", "green": 0.6, "yellow": 0.7},
        {"direction": "lower", "green": 0.7, "yellow": 0.6},
        {"direction": "inside", "green": 0.3},
        {"direction": "inside", "green": 0.6, "green_upper": 0.5},
        {"direction": "inside", "green": 0.3, "green_upper": 0.5, "yellow": 0.2},
        {"direction": "inside", "green": 0.3, "green_upper": 0.5, "yellow_upper": 0.6},
        {"direction": "inside", "green": 0.3, "green_upper": 0.5, "yellow": 0.35, "yellow_upper": 0.6},
        {"direction": "inside", "green": 0.3, "green_upper": 0.5, "yellow": 0.2, "yellow_upper": 0.4},
        {"direction": "sideways", "green": 0.3},
    ],
)
def test_limits_that_say_nothing_are_refused(limits):
    with pytest.raises(ValueError, match=r"\w+"):
        status_of(0.4, **limits)


@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_a_number_that_is_none_is_refused_in_every_place(number):
    for place in ("value", "green", "yellow", "green_upper", "yellow_upper"):
        arguments = {"value": 0.4, "direction": "higher", "green": 0.7, "yellow": 0.6, place: number}
        with pytest.raises(ValueError, match="finite"):
            status_of(**arguments)
    with pytest.raises(ValueError, match="finite"):
        status_of(number, "none", None)


@given(NUMBERS, LIMITS, LIMITS)
def test_lower_is_higher_seen_in_a_mirror(value, green, yellow):
    assume(yellow <= green)
    assert status_of(value, "higher", green, yellow) == status_of(-value, "lower", -green, -yellow)


@given(NUMBERS, NUMBERS, LIMITS, LIMITS)
def test_a_better_value_never_has_a_worse_colour(one, other, green, yellow):
    assume(yellow <= green)
    order = ["red", "yellow", "green"]
    worse, better = sorted((one, other))
    assert order.index(status_of(worse, "higher", green, yellow)) <= order.index(
        status_of(better, "higher", green, yellow)
    )


def test_the_fewest_decimals_that_do_not_contradict_the_colour_are_shown():
    shown = rounded(69.96, 0, [70])
    assert (shown.value, shown.decimals) == (69.96, 2)
    assert rounded(69.4, 0, [70]).decimals == 0
    assert rounded(70.0, 0, [70]).decimals == 0
    assert rounded(69.96, 0).value == 70


def test_where_even_the_most_decimals_do_not_do_the_number_keeps_away_from_the_limit():
    assert rounded(69.99999, 0, [70]).value == 69.9999
    assert rounded(70.00001, 0, [70]).value == 70.0001
    assert rounded(-70.00001, 0, [-70]).value == -70.0001
    assert rounded(69.996, 0, [70], most=2).value == 69.99
    assert rounded(0.60001, 0, [0.6, 0.60005]).value == 0.6001


def test_a_value_on_a_limit_with_many_decimals_is_rounded_plainly():
    shown = rounded(0.123456, 1, [0.123456])
    assert (shown.value, shown.decimals) == (0.1235, 4)


def test_a_value_on_one_limit_still_keeps_away_from_another():
    assert rounded(0.123456, 1, [0.123456, 0.1235]).value == 0.1234


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(0.125, 2, 0.13), (-0.125, 2, -0.13), (2.675, 2, 2.68), (0.5, 0, 1), (1.5, 0, 2), (2.5, 0, 3), (-2.5, 0, -3),
     (1.005, 2, 1.01), (1e-7, 2, 0), (1e22, 0, 1e22), (123456789.125, 2, 123456789.13), (1e300, 1, 1e300)],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero_on_the_decimal_form(value, decimals, expected):
    assert rounded(value, decimals).value == expected


def test_minus_zero_is_shown_as_zero():
    assert str(rounded(-0.001, 1).value) == "0.0"


def test_more_decimals_than_the_most_are_taken_as_they_are():
    shown = rounded(0.1234567, 6, [0.5])
    assert (shown.value, shown.decimals) == (0.123457, 6)


def test_a_missing_value_stays_missing_and_missing_limits_do_not_count():
    assert rounded(None, 1, [70]) is None
    assert rounded_per_cent(None, 1, [0.7]) is None
    assert rounded(69.96, 0, [None, 70, None]).value == 69.96


@pytest.mark.parametrize("number", [nan, inf])
def test_numbers_that_are_none_are_not_rounded(number):
    for function in (rounded, rounded_per_cent):
        with pytest.raises(ValueError, match="finite"):
            function(number, 1)
        with pytest.raises(ValueError, match="finite"):
            function(0.5, 1, [number])


@pytest.mark.parametrize("decimals", [-1, 301])
def test_a_number_of_decimals_that_is_none_is_refused(decimals):
    with pytest.raises(ValueError, match="decimals"):
        rounded(0.5, decimals)


def side(value, limit):
    if abs(value - limit) <= 1e-9 * max(1, abs(limit)):
        return 0
    return 1 if value > limit else -1


@given(NUMBERS, st.integers(0, 3), st.lists(LIMITS, max_size=4))
def test_rounded_never_crosses_a_limit(value, decimals, limits):
    shown = rounded(value, decimals, limits)
    for limit in limits:  # limits have three decimals at most, so that four can always tell
        if side(value, limit) == 0 or abs(value - limit) > 1e-4:
            assert side(shown.value, limit) == side(value, limit)
        else:
            assert side(shown.value, limit) in (0, side(value, limit))


@given(st.floats(min_value=-100, max_value=100), st.integers(0, 4))
def test_without_limits_it_is_the_decimal_form_rounded_half_up(value, decimals):
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert rounded(value, decimals).value == float(exact)


@given(st.integers(-(10**6), 10**6), st.integers(1, 6), st.integers(0, 4))
def test_halves_in_every_form_go_away_from_zero(whole, places, decimals):
    value = float(Decimal(whole).scaleb(-places))
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert rounded(value, decimals).value == float(exact)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.285, 28.5), (0.07, 7), (1e-7, 1e-5), (0, 0), (1, 100), (None, None)]
)
def test_per_cent_moves_the_decimal_point(share, expected):
    assert per_cent(share) == expected


def test_a_share_is_rounded_as_per_cent_with_its_limits_moved_too():
    shown = rounded_per_cent(0.6996, 0, [0.7])
    assert (shown.value, shown.decimals) == (69.96, 2)
    assert rounded_per_cent(0.145, 0).value == 15
    assert rounded_per_cent(0.14499, 0).value == 14


def test_a_share_that_has_reached_its_limit_is_shown_at_it():
    share = 0.7 - 9e-10
    assert status_of(share, "higher", 0.7) == "green"
    assert rounded_per_cent(share, 0, [0.7]).value == 70


@given(st.floats(0, 1), st.floats(0.1, 0.9).map(lambda x: round(x, 2)))
def test_the_colour_of_what_is_shown_is_the_colour_of_the_share(share, green):
    shown = rounded_per_cent(share, 1, [green])
    if abs(share - green) > 1e-6 or abs(share - green) <= 1e-9:
        assert status_of(shown.value, "higher", per_cent(green)) == status_of(share, "higher", green)
