"""Which offices differ by more than chance."""

import random
import warnings
from itertools import pairwise
from math import asin, inf, nan, sin, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.funnel import funnel, funnel_limits, funnel_unit, may_be_far

PAIRS = st.lists(
    st.one_of(st.none(), st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))), max_size=25
)


def a_funnel(pairs, **more):
    return funnel([pair and pair[0] for pair in pairs], [pair and pair[1] for pair in pairs], **more)


def a_county(offices, spread, seed, low=40, high=300):
    generator = random.Random(seed)
    bases = [generator.randint(low, high) for _ in range(offices)]
    levels = [min(max(generator.gauss(0.6, spread), 0.01), 0.99) for _ in bases]
    return [(sum(generator.random() < p for _ in range(n)), n) for p, n in zip(levels, bases, strict=True)]


def funnel_plainly(pairs, winsorise):
    """Shares, unit by unit, from the sentences of METHODS.md 6."""
    known = [pair for pair in pairs if pair]
    centre = sum(x for x, _ in known) / sum(n for _, n in known)
    z = [2 * sqrt(n) * (asin(sqrt(x / n)) - asin(sqrt(centre))) for x, n in known]
    large = [k for k, (_, n) in enumerate(known) if n * centre >= 5 - 5e-9 and n * (1 - centre) >= 5 - 5e-9]
    if not large:
        return centre, None, 0.0
    inner = np.quantile([z[k] for k in large], [winsorise, 1 - winsorise])
    squares = [min(max(z[k], inner[0]), inner[1]) ** 2 for k in large]
    # What the mean square of a standard normal is after winsorising, by numerical integration.
    grid = np.linspace(-9, 9, 200_001)
    weight = np.exp(-grid * grid / 2)
    edge = NormalDist().inv_cdf(1 - winsorise) if winsorise else 9
    expected = float((np.clip(grid, -edge, edge) ** 2 * weight).sum() / weight.sum())
    dispersion = sum(squares) / len(large) / expected
    weights = [4 * known[k][1] for k in large]
    room = sum(weights) - sum(w * w for w in weights) / sum(weights)
    if len(large) < 6 or room <= 0:
        return centre, dispersion, 0.0
    return centre, dispersion, max(0.0, (len(large) * dispersion - (len(large) - 1)) / room)


@given(PAIRS, st.sampled_from([0, 0.05, 0.1, 0.25]))
def test_the_funnel_is_that_of_a_plain_loop(pairs, winsorise):
    found = a_funnel(pairs, winsorise=winsorise)
    if not any(pairs):
        assert (found.centre, found.dispersion, found.between_variance) == (None, None, 0)
        return
    centre, dispersion, between = funnel_plainly(pairs, winsorise)
    assert found.centre == pytest.approx(centre)
    assert found.dispersion == (None if dispersion is None else pytest.approx(dispersion, rel=1e-6))
    assert found.between_variance == pytest.approx(between, rel=1e-5, abs=1e-9)
    for pair, unit in zip(pairs, found.units, strict=True):
        if pair is None:
            assert (unit.z, unit.low_95, unit.verdict) == (None, None, None)
            continue
        error = sqrt(1 / (4 * pair[1]) + found.between_variance)
        assert unit.z == pytest.approx((asin(sqrt(pair[0] / pair[1])) - asin(sqrt(centre))) / error, abs=1e-9)
        top = asin(sqrt(centre)) + 3.090232306167813 * error
        assert unit.high_998 == pytest.approx(sin(min(top, asin(1))) ** 2, abs=1e-9)


@given(PAIRS)
def test_limits_hold_the_centre_one_another_and_stay_between_nothing_and_all(pairs):
    found = a_funnel(pairs)
    for unit in found.units:
        if unit.low_95 is not None:
            lines = [0, unit.low_998, unit.low_95, found.centre, unit.high_95, unit.high_998, 1]
            assert all(one <= other + 1e-12 for one, other in pairwise(lines))


@given(
    st.floats(0.01, 0.99), st.floats(0, 0.05), st.lists(st.integers(1, 5000), min_size=2, max_size=20), st.booleans()
)
def test_a_funnel_narrows_as_the_base_grows(centre, between, bases, is_share):
    lines = funnel_limits(centre, between, sorted(bases), "share" if is_share else "rate")
    for small, large in pairwise(lines):
        assert large.low_95 >= small.low_95 - 1e-12
        assert large.high_95 <= small.high_95 + 1e-12
        assert large.high_998 <= small.high_998 + 1e-12


@given(PAIRS, st.randoms())
def test_the_order_of_the_units_does_not_matter(pairs, random):
    order = random.sample(range(len(pairs)), len(pairs))
    found, shuffled = a_funnel(pairs), a_funnel([pairs[k] for k in order])
    for place, unit in zip(order, shuffled.units, strict=True):
        assert unit.verdict == found.units[place].verdict
        assert unit.z == (None if unit.z is None else pytest.approx(found.units[place].z, abs=1e-9))


def test_the_limits_for_drawing_are_those_of_the_units():
    pairs = a_county(20, 0.08, 1)
    found = a_funnel(pairs)
    lines = funnel_limits(found.centre, found.between_variance, [n for _, n in pairs])
    for unit, line in zip(found.units, lines, strict=True):
        assert (unit.low_95, unit.high_95, unit.low_998, unit.high_998) == (
            line.low_95, line.high_95, line.low_998, line.high_998)  # fmt: skip


def test_an_unusual_office_among_alike_ones_is_far_outside():
    pairs = [(60, 100)] * 20 + [(90, 100), (20, 100)]
    verdicts = [unit.verdict for unit in a_funnel(pairs).units]
    assert verdicts[:20] == ["inside"] * 20
    assert verdicts[20:] == ["far_above", "far_below"]


def test_a_little_unusual_office_is_outside_but_not_far():
    pairs = [(60, 100)] * 20 + [(71, 100), (48, 100)]
    assert [unit.verdict for unit in a_funnel(pairs).units][20:] == ["above", "below"]


def test_a_small_unit_is_never_far_outside():
    pairs = [(60, 100)] * 20 + [(0, 7)]
    unit = a_funnel(pairs).units[20]
    assert abs(unit.z) > 3.1
    assert unit.verdict == "below"


def test_overdispersion_widens_the_funnel_and_can_be_left_out():
    pairs = a_county(40, 0.1, 4)
    wide, narrow = a_funnel(pairs), a_funnel(pairs, overdispersion=False)
    assert wide.between_variance > 0 == narrow.between_variance
    assert wide.dispersion == narrow.dispersion
    assert wide.units[0].high_95 > narrow.units[0].high_95


def test_few_ordinary_offices_are_flagged_also_where_offices_truly_differ():
    flagged = offices = 0
    for seed in range(30):
        for unit in a_funnel(a_county(40, 0.06, seed)).units:
            flagged += unit.verdict != "inside"
            offices += 1
    assert 0.02 < flagged / offices < 0.08


def test_the_correction_for_winsorising_finds_the_variance_between_again():
    found = [a_funnel(a_county(40, 0.06, 500 + seed)).between_variance for seed in range(40)]
    truth = 0.06**2 / (4 * 0.6 * 0.4)
    assert np.mean(found) == pytest.approx(truth, rel=0.15)


def test_five_large_units_are_too_few_for_verdicts_and_six_are_enough():
    assert {unit.verdict for unit in a_funnel([(60, 100)] * 4 + [(95, 100), (1, 3)]).units} == {None}
    assert {unit.verdict for unit in a_funnel([(60, 100)] * 6).units} == {"inside"}
    assert a_funnel([(60, 100)] * 4 + [(95, 100)]).between_variance == 0


def test_units_without_a_base_have_no_figures():
    unit = a_funnel([(60, 100)] * 6 + [None, (0, 0)]).units[6]
    assert (unit.z, unit.low_95, unit.high_95, unit.low_998, unit.high_998, unit.verdict) == (None,) * 6
    assert a_funnel([(60, 100)] * 6 + [None, (0, 0)]).units[7] == unit


def test_where_nothing_ever_happens_nobody_differs():
    for pairs in ([(0, 50)] * 8, [(50, 50)] * 8):
        found = a_funnel(pairs)
        assert found.dispersion is None
        assert {unit.z for unit in found.units} == {0}
        assert {unit.verdict for unit in found.units} == {None}


def test_a_rate_has_no_non_cases():
    found = a_funnel([(8, 4.0)] * 8, kind="rate")
    assert found.centre == 2
    assert {unit.verdict for unit in found.units} == {"inside"}
    assert found.units[0].low_998 >= 0


def test_extreme_bases_raise_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        a_funnel([(10**12, 10**13), (1, 1), (0, 1), (5, 9), (50, 90), (60, 80), (33, 70), None, (0, 0)])
        funnel_limits(0.0, 0.0, [1e-9, 1e12, None, 0])
        funnel_limits(1.0, 0.0, [1])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"kind": "days"}, "unknown kind"),
        ({"numerators": [7, 1]}, "above its denominator"),
        ({"numerators": [1]}, "length"),
        ({"numerators": [-1, 1]}, "below zero"),
        ({"denominators": [5, -5]}, "below zero"),
        ({"numerators": [nan, 1]}, "finite"),
        ({"winsorise": 0.5}, "winsorise"),
        ({"winsorise": -0.1}, "winsorise"),
        ({"winsorise": nan}, "winsorise"),
    ],
)
def test_a_funnel_that_can_not_be_drawn_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        funnel(**{"numerators": [1, 2], "denominators": [5, 5]} | arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"centre": 1.1}, "between 0 and 1"),
        ({"centre": -0.1}, "below zero"),
        ({"between_variance": -1}, "below zero"),
        ({"bases": [1, -1]}, "below zero"),
        ({"bases": [1, inf]}, "finite"),
        ({"kind": "number"}, "unknown kind"),
    ],
)
def test_limits_that_can_not_be_drawn_are_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        funnel_limits(**{"centre": 0.5, "between_variance": 0.0, "bases": [1, 2]} | arguments)


def test_limits_without_a_centre_or_a_base_are_none():
    assert funnel_limits(None, 0.0, [10])[0].low_95 is None
    assert [line.low_95 for line in funnel_limits(0.5, 0.0, [None, 0])] == [None, None]
    assert funnel_limits(0.5, 0.0, []) == ()


@given(PAIRS.filter(any), st.sampled_from(["share", "rate"]))
def test_whoever_lies_far_out_may_be_far(pairs, kind):
    found = a_funnel(pairs, kind=kind)
    for pair, unit in zip(pairs, found.units, strict=True):
        if unit.verdict in ("far_above", "far_below"):
            assert may_be_far(*pair, found.centre, kind)


def test_one_that_chance_alone_explains_or_has_no_base_may_not_be_far():
    assert not may_be_far(80, 100, 0.85)
    assert not may_be_far(None, 100, 0.85)
    assert not may_be_far(3, None, 0.85)
    assert not may_be_far(0, 0, 0.85)


def test_one_far_from_the_centre_may_be_so_on_either_side():
    assert may_be_far(60, 100, 0.85)
    assert may_be_far(99, 100, 0.7)
    assert may_be_far(60, 100, 0.3, "rate")


def test_a_part_that_can_not_be_is_refused():
    with pytest.raises(ValueError, match="denominator"):
        may_be_far(11, 10, 0.5)
    with pytest.raises(ValueError, match="centre"):
        may_be_far(1, 10, -0.5)


@given(PAIRS.filter(bool), st.sampled_from(["share", "rate"]), st.data())
def test_one_unit_alone_is_that_of_the_funnel(pairs, kind, data):
    place = data.draw(st.integers(0, len(pairs) - 1))
    parts = [pair and pair[0] for pair in pairs], [pair and pair[1] for pair in pairs]
    assert funnel_unit(*parts, place, kind) == funnel(*parts, kind).units[place]


def test_one_unit_without_any_base_has_no_figures_and_a_part_that_can_not_be_is_refused():
    assert funnel_unit([None, 1], [5, 0]).verdict is None
    assert funnel_unit([None, 1], [5, 0]).z is None
    with pytest.raises(ValueError, match="denominator"):
        funnel_unit([11], [10])
