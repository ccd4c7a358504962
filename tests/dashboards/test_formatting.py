"""An indicator's figures as text: value, change, base, target, interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.formatting import current_format, format_for, limits_of, listed
from scorecards.figures import Limits
from tests.dashboards.figures import a_figure, facts

NB = "\u00a0"
MINUS = "\u2212"
SHARE, DAYS, INDEX, NUMBER, RATE = (facts(unit=unit) for unit in ("share", "days", "index", "number", "rate"))


@pytest.fixture
def form():
    return format_for("nb")


def test_a_value_has_its_unit(form):
    assert form.value(0.811, SHARE) == f"81,1{NB}%"
    assert form.value(13.08, DAYS) == f"13,1{NB}dager"
    assert form.value(4.66, INDEX) == "4,7"
    assert form.value(22, facts(unit="number", decimals=0)) == "22"
    assert form.value(15.31, RATE) == "15,3"


def test_a_bare_value_leaves_the_unit_to_the_heading(form):
    assert form.bare(0.811, SHARE) == "81,1"
    assert form.bare(13.08, DAYS) == "13,1"


def test_a_value_never_breaks_between_number_and_unit(form):
    assert " " not in form.value(1234.5, DAYS)


def test_english_writes_per_cent_without_a_space():
    assert format_for("en").value(0.734, SHARE) == "73.4%"


def test_the_decimals_are_the_indicators_own(form):
    assert form.value(0.94, facts(decimals=0)) == f"94{NB}%"
    assert form.value(1.0662, facts(unit="index", decimals=2)) == "1,07"


def test_a_value_just_under_its_limit_is_not_shown_as_reaching_it(form):
    assert form.value(0.8996, SHARE, limits_of(Limits(0.9, 0.8))) == f"89,96{NB}%"


def test_a_change_says_what_it_is_counted_in(form):
    assert form.change(-0.074, SHARE) == f"{MINUS}7,4{NB}pp"
    assert form.change(-1.5, DAYS) == f"{MINUS}1,5{NB}dager"
    assert form.change(0.2, INDEX) == "+0,2"


def test_a_share_comes_with_what_it_is_a_share_of(form):
    assert form.base(a_figure(73, 90), SHARE) == "73 av 90"
    assert form.base(a_figure(2484, 2757), SHARE) == f"2{NB}484 av 2{NB}757"


def test_other_figures_come_with_their_denominator_alone(form):
    assert form.base(a_figure(1234, 94), DAYS) == "grunnlag 94"
    assert form.base(a_figure(80, 6.98), RATE) == "grunnlag 6,98"


def test_a_figure_without_parts_has_no_base(form):
    assert form.base(a_figure(value=0.5), SHARE) == ""


@pytest.mark.parametrize(
    ("target", "indicator", "shown"),
    [
        (Limits(0.9), facts(), f"≥{NB}90{NB}%"),
        (Limits(0.425), facts(), f"≥{NB}42,5{NB}%"),
        (Limits(14.0), facts(unit="days", direction="lower"), f"≤{NB}14{NB}dager"),
        (Limits(0.95, 0.9, 1.02, 1.1), facts(direction="inside"), f"95–102{NB}%"),
        (Limits(0.95, 0.9, 1.05, 1.1), facts(unit="index", direction="inside"), "0,95–1,05"),
        (Limits(0.065), facts(direction="lower"), f"≤{NB}6,5{NB}%"),
        (Limits(1 / 3), facts(), f"≥{NB}33,3333{NB}%"),
    ],
)
def test_a_target_shows_its_direction_by_its_sign(form, target, indicator, shown):
    assert form.target(target, indicator) == shown


def test_a_limit_alone_has_no_sign(form):
    assert form.limit(0.9, SHARE) == f"90{NB}%"


@given(st.integers(0, 10000))
def test_a_target_is_written_as_it_was_set(hundredths):
    shown = format_for("nb").target(Limits(hundredths / 10000), facts())
    assert float(shown.strip(f"≥%{NB}").replace(",", ".")) == pytest.approx(hundredths / 100, abs=1e-9)


def test_an_end_of_an_interval_stays_on_its_side_of_a_value_that_lies_outside(form):
    number = facts(unit="number", decimals=0)
    assert form.interval(0.0, 0.53, number) == "0–1"
    assert form.interval(0.0, 0.53, number, (1.0,)) == "0–0,5"


def test_an_interval_names_its_unit_once(form):
    assert form.interval(0.851, 1.0, SHARE) == f"85,1–100,0{NB}%"


def test_the_limits_of_a_target_are_those_that_are_there():
    assert limits_of(Limits(0.9, 0.8)) == (0.9, 0.8)
    assert limits_of(Limits(0.95, 0.9, 1.02, 1.1)) == (0.95, 0.9, 1.02, 1.1)
    assert limits_of(Limits(0.9)) == (0.9,)
    assert limits_of(None) == ()


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["Fedje"], "Fedje"), (["Fedje", "Ulvik"], "Fedje og Ulvik"), (["A", "B", "C"], "A, B og C")],
)
def test_a_list_ends_with_og(names, text):
    assert listed(names) == text


def test_the_format_in_use_is_that_of_the_language():
    assert current_format() is format_for("nb")
