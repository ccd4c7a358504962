"""Did it help?"""

from itertools import pairwise
from math import nan, sqrt
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from methods.effect import effect

CALM = [0.50, 0.52, 0.49, 0.51, 0.50, 0.53, 0.48, 0.50, 0.52, 0.49, 0.51, 0.50]
COUNTY = [0.55] * 12


def an_effect(before=CALM, after=CALM, county_before=None, county_after=None, direction="higher", **more):
    county_before = [0.55] * len(before) if county_before is None else county_before
    county_after = [0.55] * len(after) if county_after is None else county_after
    return effect(before, after, county_before, county_after, direction, **more)


def test_the_effect_is_the_change_in_the_difference_to_the_county():
    found = an_effect(after=[value + 0.1 for value in CALM], county_after=[0.58] * 12)
    assert found.effect == pytest.approx(0.07)


def test_what_the_county_does_too_is_no_effect():
    found = an_effect(after=[value + 0.1 for value in CALM], county_after=[0.65] * 12)
    assert found.effect == pytest.approx(0, abs=1e-12)
    assert found.verdict == "cannot_tell"


def test_independent_months_have_welchs_interval():
    after = [0.61, 0.59, 0.62, 0.58, 0.63, 0.57, 0.6]
    found = an_effect(after=after)
    expected = stats.ttest_ind(after, CALM, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx(tuple(expected))  # both spans swing: no lag-1 correlation


def test_months_that_hang_together_widen_the_interval():
    slow_before, slow_after = [0.4, 0.42, 0.44, 0.46, 0.48, 0.5], [0.6, 0.62, 0.64, 0.66, 0.68, 0.7]
    found = an_effect(before=slow_before, after=slow_after)
    plain = stats.ttest_ind(slow_after, slow_before, equal_var=False).confidence_interval(0.95)
    deviations = [value - mean(slow_before) for value in slow_before]
    lag = sum(a * b for a, b in pairwise(deviations)) / sum(d * d for d in deviations)
    wider = (found.high - found.low) / (plain.high - plain.low)
    assert wider == pytest.approx(sqrt((1 + lag) / (1 - lag)))


def test_a_lag_correlation_counts_up_to_four_fifths():
    steady = [0.01 * month for month in range(60)]
    found = an_effect(before=steady, after=steady)
    plain = stats.ttest_ind(steady, steady, equal_var=False).confidence_interval(0.95)
    assert (found.high - found.low) / (plain.high - plain.low) == pytest.approx(3)


@pytest.mark.parametrize(
    ("change", "direction", "verdict"),
    [(0.1, "higher", "better"), (-0.1, "higher", "worse"), (0.1, "lower", "worse"), (-0.1, "lower", "better"),
     (0.1, "none", "changed"), (-0.1, "inside", "changed"), (0.001, "higher", "cannot_tell"),
     (0.001, "none", "cannot_tell")],
)  # fmt: skip
def test_the_verdict_is_by_direction_and_only_beyond_chance(change, direction, verdict):
    assert an_effect(after=[value + change for value in CALM], direction=direction).verdict == verdict


def test_without_variation_the_interval_is_the_effect_itself():
    found = an_effect(before=[0.5] * 6, after=[0.6] * 6)
    assert (found.low, found.high) == (found.effect, found.effect)
    assert found.verdict == "better"
    nothing = an_effect(before=[0.1 + 0.2] * 6, after=[0.3] * 6)
    assert nothing.verdict == "cannot_tell"


def test_variation_on_one_side_alone_is_variation():
    found = an_effect(before=[0.5] * 6, after=[0.58, 0.62, 0.6, 0.61, 0.59, 0.6])
    assert found.low < found.effect < found.high


def test_five_known_months_on_a_side_are_too_few():
    assert an_effect(after=CALM[:6]).verdict != "too_few"
    found = an_effect(after=CALM[:5])
    assert (found.effect, found.low, found.high, found.verdict) == (None, None, None, "too_few")
    assert an_effect(before=[*CALM[:5], None]).verdict == "too_few"
    assert an_effect(county_after=[0.5] * 5 + [None] * 7).verdict == "too_few"


def test_a_missing_month_is_not_a_zero_and_ends_a_pair_of_neighbours():
    gaps = [0.5, None, 0.52, None, 0.49, None, 0.51, None, 0.5, None, 0.53]
    assert an_effect(before=gaps).effect == pytest.approx(mean(CALM) - mean(v for v in gaps if v is not None))


@given(st.lists(st.floats(0, 1), min_size=6, max_size=20), st.lists(st.floats(0, 1), min_size=6, max_size=20))
def test_an_interval_holds_its_effect_and_turns_with_the_sides(before, after):
    one, other = an_effect(before=before, after=after), an_effect(before=after, after=before)
    assert one.low <= one.effect <= one.high
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=1e-9)


def test_nothing_done_is_seldom_taken_for_an_effect():
    generator = np.random.default_rng(9)
    told = 0
    for _ in range(600):
        months = generator.normal(0, 1, 24)
        told += an_effect(months[:12].tolist(), months[12:].tolist(), [0.0] * 12, [0.0] * 12).verdict != "cannot_tell"
    assert told / 600 < 0.07


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"direction": "up"}, "unknown direction"),
        ({"county_after": [0.5] * 11}, "length"),
        ({"county_before": [0.5] * 13}, "length"),
        ({"after": [nan] * 12}, "finite"),
        ({"county_before": [nan] * 12}, "finite"),
        ({"confidence": 1}, "between 0 and 1"),
    ],
)
def test_an_effect_without_sense_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        an_effect(**arguments)
