"""How numbers look: decimals that never contradict a colour, signs, thousands, in both languages."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboards.numbers import ENGLISH, NORWEGIAN
from methods.status import rounded, rounded_per_cent, status_of

NB = "\u00a0"
MINUS = "\u2212"
shares = st.floats(0, 1, allow_nan=False)
numbers = st.floats(-1e7, 1e7, allow_nan=False)
decimals = st.integers(0, 4)


def as_float(text):
    return float(text.replace(NB, "").replace(",", ".").replace(MINUS, "-"))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (73.44, 1, "73,4"),
        (73.45, 1, "73,5"),
        (-7.44, 1, f"{MINUS}7,4"),
        (0.0, 1, "0,0"),
        (-0.04, 1, "0,0"),
        (2757, 0, f"2{NB}757"),
        (1234567.8, 1, f"1{NB}234{NB}567,8"),
        (-1234.5, 1, f"{MINUS}1{NB}234,5"),
        (999.96, 1, f"1{NB}000,0"),
        (999.5, 0, f"1{NB}000"),
        (999.4, 0, "999"),
        (0.125, 2, "0,13"),
        (-0.125, 2, f"{MINUS}0,13"),
    ],
)
def test_a_number_is_written_the_norwegian_way(value, places, shown):
    assert NORWEGIAN.number(value, places) == shown


def test_a_number_is_written_the_english_way():
    assert ENGLISH.number(2757.25, 1) == "2,757.3"
    assert ENGLISH.number(-0.5, 1) == f"{MINUS}0.5"


def test_a_share_is_written_as_per_cent():
    assert NORWEGIAN.number(0.734, 1, share=True) == "73,4"
    assert NORWEGIAN.number(0.285, 0, share=True) == "29"  # 28.499999999999996 by multiplication
    assert NORWEGIAN.number(1.0, 1, share=True) == "100,0"


def test_decimals_grow_until_the_number_is_on_its_own_side_of_a_limit():
    assert NORWEGIAN.number(69.96, 0, (70.0,)) == "69,96"
    assert NORWEGIAN.number(0.6996, 1, (0.7,), share=True) == "69,96"
    assert NORWEGIAN.number(0.7, 1, (0.7,), share=True) == "70,0"
    assert NORWEGIAN.number(-0.96, 0, (-1.0,)) == f"{MINUS}0,96"


def test_limits_that_are_not_there_do_not_count():
    assert NORWEGIAN.number(69.96, 0, (None, 90.0)) == "70"


@given(numbers, decimals, st.lists(numbers, max_size=3))
def test_a_number_is_rounded_as_the_rule_says(value, places, limits):
    exact = rounded(value, places, limits)
    assert as_float(NORWEGIAN.number(value, places, limits)) == exact.value


@given(shares, decimals, st.lists(shares, max_size=3))
def test_a_share_is_rounded_as_the_rule_says(value, places, limits):
    exact = rounded_per_cent(value, places, limits)
    assert as_float(NORWEGIAN.number(value, places, limits, share=True)) == exact.value


@given(
    st.integers(0, 400),
    st.integers(1, 400),
    st.sampled_from(["higher", "lower"]),
    st.integers(0, 100),
    st.integers(0, 30),
)
def test_what_is_shown_never_has_another_colour_than_the_figure(numerator, denominator, direction, green, apart):
    assume(numerator <= denominator)
    limits = (green / 100, (green + (-apart if direction == "higher" else apart)) / 100)
    value = numerator / denominator
    shown = as_float(NORWEGIAN.number(value, 0, limits, share=True)) / 100
    assert status_of(shown, direction, *limits) == status_of(value, direction, *limits)


@given(numbers, decimals)
def test_both_languages_show_the_same_digits(value, places):
    english = ENGLISH.number(value, places).replace(",", "").replace(MINUS, "-")
    assert float(english) == as_float(NORWEGIAN.number(value, places))


@given(numbers)
def test_the_minus_is_a_minus_and_never_a_hyphen(value):
    assert "-" not in NORWEGIAN.number(value, 2)


@pytest.mark.parametrize(
    ("value", "shown"), [(1.94, "+1,9"), (-7.4, f"{MINUS}7,4"), (0.0, "0,0"), (0.04, "0,0"), (-0.04, "0,0")]
)
def test_a_change_has_a_sign_where_it_is_shown_as_one(value, shown):
    assert NORWEGIAN.signed(value, 1) == shown


def test_a_change_of_a_share_is_written_in_percentage_points():
    assert NORWEGIAN.signed(-0.074, 1, share=True) == f"{MINUS}7,4"


@given(numbers, decimals)
def test_a_change_and_its_opposite_differ_in_sign_alone(value, places):
    assert NORWEGIAN.signed(value, places).lstrip("+" + MINUS) == NORWEGIAN.signed(-value, places).lstrip("+" + MINUS)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(73.0, "73"), (2757.0, f"2{NB}757"), (0.0, "0"), (0.46, "0,46"), (13.1, "13,1"), (6.987, "6,99")],
)
def test_a_base_is_whole_where_it_is_whole(value, shown):
    assert NORWEGIAN.count(value) == shown


def test_a_number_that_is_not_there_is_not_written():
    with pytest.raises(TypeError):
        NORWEGIAN.number(None, 1)


def test_a_number_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="finite"):
        NORWEGIAN.number(math.inf, 1)
