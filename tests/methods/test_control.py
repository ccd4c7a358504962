"""Control charts, one at a time and many at once."""

import dataclasses
import time
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.control import assurance, control_chart, lag_correlation, process_limits
from methods.control.charts import BLOCK, control_charts
from tests.methods.plain_control import chart_plainly
from tests.methods.test_reference_cases import differences, plain

CALM = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10, 11]
DIRECTIONS = ["higher", "lower", "inside", "none"]


@st.composite
def series(draw, most=45):
    """Months that are calm, drifting, jumping or on a coarse grid, with gaps."""
    count = draw(st.integers(0, most))
    seed = draw(st.integers(0, 2**32 - 1))
    generator = np.random.default_rng(seed)
    values = generator.normal(10, 2, count)
    values += draw(st.sampled_from([0, 0.4, -0.4])) * np.arange(count)
    if draw(st.booleans()):
        values = np.cumsum(values - 10)
    values = values.round(draw(st.sampled_from([0, 0, 1, 6])))
    gaps = generator.random(count) < draw(st.sampled_from([0, 0.05, 0.3]))
    return [None if gap else float(value) for value, gap in zip(values, gaps, strict=True)]


@settings(deadline=None)
@given(series(), st.lists(st.integers(1, 44), max_size=3), st.sampled_from(DIRECTIONS), st.sampled_from([1, 5, 10, 11]))
def test_a_chart_is_that_of_a_plain_loop(values, breaks, direction, at_least):
    breaks = [start for start in breaks if start < len(values)]
    chart = plain(control_chart(values, breaks, direction, at_least))
    assert differences(chart, chart_plainly(values, breaks, direction, at_least), {"tol": 1e-9}) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(series(30), min_size=1, max_size=6),
    st.lists(st.integers(1, 29), max_size=2),
    st.sampled_from([1, 5, 10]),
    st.data(),
)
def test_many_charts_at_once_are_the_charts_one_by_one(rows, breaks, at_least, data):
    months = max(len(row) for row in rows)
    rows = [row + [None] * (months - len(row)) for row in rows]
    breaks = [start for start in breaks if start < months]
    directions = data.draw(st.lists(st.sampled_from(DIRECTIONS), min_size=len(rows), max_size=len(rows)))
    matrix = np.array([[nan if value is None else value for value in row] for row in rows]).reshape(len(rows), months)
    charts = control_charts(matrix, breaks, directions, at_least)
    for number, (row, direction) in enumerate(zip(rows, directions, strict=True)):
        one = control_chart(row, breaks, direction, at_least)
        assert differences(plain(charts.chart(number)), plain(one), {"tol": 1e-9}) == []
        assert charts.verdict(number) == one.verdict
    assert charts.verdicts() == [charts.verdict(number) for number in range(len(rows))]


def test_charts_are_the_same_over_the_border_of_a_block():
    matrix = np.random.default_rng(2).normal(10, 2, (BLOCK + 3, 24))
    charts = control_charts(matrix)
    for number in (0, BLOCK - 1, BLOCK, BLOCK + 2):
        assert charts.verdict(number) == control_chart(matrix[number].tolist()).verdict
    assert charts.verdicts()[BLOCK] == charts.verdict(BLOCK)


def test_series_without_months_have_too_few():
    assert control_charts(np.empty((2, 0))).verdicts() == ["too_few", "too_few"]


def test_no_series_have_no_charts():
    charts = control_charts(np.empty((0, 12)))
    assert charts.side.shape == (0, 12)
    assert charts.mean.shape == (0, 1)


def test_many_charts_at_once_take_a_tenth_of_the_time_or_less():
    matrix = np.random.default_rng(1).normal(10, 2, (9000, 36))
    rows = matrix[:600].tolist()
    control_charts(matrix[:BLOCK])
    start = time.perf_counter()
    control_charts(matrix)
    together = time.perf_counter() - start
    start = time.perf_counter()
    for row in rows:
        control_chart(row)
    assert together < (time.perf_counter() - start) * (9000 / 600) / 10


def test_a_point_beyond_a_limit_is_a_signal_by_direction():
    for direction, up, down in zip(DIRECTIONS, ["improvement", "concern", "high", "high"],
                                   ["concern", "improvement", "low", "low"], strict=True):  # fmt: skip
        assert control_chart([*CALM, 20], direction=direction).verdict == up
        assert control_chart([*CALM, 0], direction=direction).verdict == down


def test_a_calm_process_is_stable_and_so_is_one_that_never_moves():
    assert control_chart(CALM).verdict == "stable"
    still = control_chart([5.0] * 12)
    assert still.verdict == "stable"
    assert (still.phases[0].lower, still.phases[0].upper) == (5, 5)
    assert {point.side for point in still.points} == {0}


def test_seven_in_a_row_on_one_side_are_a_shift_and_six_are_not():
    def shifts(length):
        values = [*CALM, *[10.4, 10.5] * 4][: 12 + length]
        return [point.shift for point in control_chart([9.0, *values[:12], 8.5, *values[12:]]).points]

    assert sum(shifts(7)) == 7
    assert sum(shifts(6)) == 0


def test_seven_equal_values_on_one_side_are_no_shift():
    values = [1.0] * 14 + [0.9]
    assert not any(point.shift for point in control_chart(values).points)
    values = [1.0] * 14 + [0.999, 0.9]
    assert [point.shift for point in control_chart(values).points][8:15] == [True] * 7


def test_seven_in_a_row_each_higher_than_the_one_before_are_a_trend_and_six_are_not():
    start = [12, 8, 11, 9, 12, 8, 11]
    six, seven = (control_chart([*start, *(8 + step / 2 for step in range(count)), 9]) for count in (6, 7))
    assert sum(point.trend for point in six.points) == 0
    assert sum(point.trend for point in seven.points) == 7


def test_where_two_trends_meet_the_later_one_decides():
    values = [0, 30, 0, 30, 0, 30, 10, 11, 12, 13, 14, 15, 16, 15, 14, 13, 12, 11, 10]
    top = control_chart(values).points[12]
    assert top.trend
    assert top.signal == "concern"


def test_two_of_three_near_a_limit_are_a_signal_and_the_third_need_not_be():
    values = [10, 12, 8, 10, 12, 8, 10, 12, 8, 10, 12, 8, 19.0, 12.0, 19.0, 8]
    points = control_chart(values).points
    assert [point.two_of_three for point in points[11:]] == [False, True, False, True, False]
    assert not any(point.outside for point in points)


def test_a_gap_ends_every_run_and_so_does_a_break():
    high = [10.5, 10.6] * 4
    without = [point.shift for point in control_chart([*CALM, 8, *high[:7], 8]).points]
    with_gap = [point.shift for point in control_chart([*CALM, 8, *high[:4], None, *high[4:7], 8]).points]
    assert any(without)
    assert not any(with_gap)
    with_break = control_chart([*CALM, *(value + 20 for value in CALM)], [12])
    assert not any(point.signal for point in with_break.points)


def test_ranges_over_a_gap_are_not_taken():
    assert process_limits([*CALM, None, 40.0, None, *CALM])[1] == pytest.approx(
        process_limits([*CALM, None, 40.0, None, *CALM])[0] - 2.66 * 17 / 11
    )


def test_an_extreme_range_is_left_out_once():
    with_jump = process_limits([*CALM, 40])
    assert with_jump[2] - with_jump[0] == pytest.approx(2.66 * 17 / 11)


def test_ranges_are_kept_where_only_zeros_would_remain():
    mean, low, high = process_limits([5.0] * 11 + [5.1])
    assert high - mean == pytest.approx(2.66 * 0.1 / 11)
    assert mean - low == pytest.approx(high - mean)


def test_a_phase_with_few_months_or_few_neighbours_has_no_limits_and_no_signals():
    assert control_chart(CALM[:9]).verdict == "too_few"
    assert control_chart([*CALM[:9], 40]).verdict != "too_few"
    scattered = [value for month in CALM for value in (month, None)]
    assert control_chart(scattered).phases[0].mean is None
    assert {point.side for point in control_chart(scattered).points} == {0}
    five_ranges = [1, 2, None, 1, 2, None, 1, 2, None, 1, 2, None, 1, 2]
    assert control_chart(five_ranges).phases[0].mean is not None
    four_ranges = [1, 2, None, 1, 2, None, 1, 2, None, 1, 2, None, 1, None, 2]
    assert control_chart(four_ranges).phases[0].mean is None


def test_the_verdict_is_that_of_the_last_known_month_also_in_an_earlier_phase():
    assert control_chart([*CALM, 20, None, None]).verdict == "improvement"
    assert control_chart([*CALM, 20, None, None], [13]).verdict == "improvement"
    assert control_chart([*CALM, 20, 21], [13]).verdict == "too_few"


def test_no_months_are_one_empty_phase():
    chart = control_chart([])
    assert (chart.points, chart.verdict) == ((), "too_few")
    assert dataclasses.astuple(chart.phases[0]) == (0, -1, 0, None, None, None)
    assert control_chart([None] * 3).verdict == "too_few"


def test_limits_are_not_cut_off_at_nothing_or_all():
    assert control_chart([0.01, 0.3] * 6).phases[0].lower < 0


def test_breaks_may_come_in_any_order_and_twice():
    values = [*CALM, *CALM, *CALM]
    assert control_chart(values, [24, 12, 12]) == control_chart(values, [12, 24])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"breaks": [0]}, "break"),
        ({"breaks": [12]}, "break"),
        ({"breaks": [-1]}, "break"),
        ({"breaks": [2.5]}, "break"),
        ({"values": [], "breaks": [1]}, "break"),
        ({"direction": "up"}, "unknown direction"),
        ({"at_least": 0}, "at_least"),
        ({"values": [*CALM, nan]}, "finite"),
        ({"values": [*CALM, inf]}, "finite"),
    ],
)
def test_a_chart_that_can_not_be_drawn_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        control_chart(**{"values": CALM} | arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"values": np.zeros(12)}, "series × months"),
        ({"values": np.full((2, 12), inf)}, "finite"),
        ({"directions": ["higher"]}, "one word or 2"),
        ({"directions": ["higher", "up"]}, "unknown direction"),
        ({"directions": "up"}, "unknown direction"),
        ({"breaks": [12]}, "break"),
    ],
)
def test_charts_that_can_not_be_drawn_are_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        control_charts(**{"values": np.zeros((2, 12))} | arguments)


@pytest.mark.parametrize(
    ("lower", "upper", "target", "direction", "expected"),
    [
        (10, 20, 9.9, "higher", "reached"),
        (10, 20, 10, "higher", "changing"),
        (10, 20, 20, "higher", "changing"),
        (10, 20, 20.1, "higher", "missed"),
        (10, 20, 20.1, "lower", "reached"),
        (10, 20, 20, "lower", "changing"),
        (10, 20, 9.9, "lower", "missed"),
        (5, 5, 5, "higher", "changing"),
        (10, 20, 15, "none", None),
        (10, 20, 15, "inside", None),
        (None, 20, 15, "higher", None),
        (10, None, 15, "higher", None),
        (10, 20, None, "higher", None),
    ],
)
def test_the_process_reaches_its_target_always_never_or_sometimes(lower, upper, target, direction, expected):
    assert assurance(lower, upper, target, direction) == expected


@pytest.mark.parametrize("arguments", [(10, 20, 15, "up"), (20, 10, 15, "higher"), (nan, 20, 15, "higher")])
def test_an_assurance_without_sense_is_refused(arguments):
    with pytest.raises(ValueError, match=r"\w+"):
        assurance(*arguments)


def test_months_that_hang_together_have_a_high_lag_correlation_and_independent_ones_have_none():
    generator = np.random.default_rng(3)
    noise = generator.normal(0, 1, 2000)
    slow = [0.0]
    for step in noise:
        slow.append(0.7 * slow[-1] + float(step))
    assert lag_correlation([slow]) == pytest.approx(0.7, abs=0.06)
    assert lag_correlation([noise.tolist()]) == pytest.approx(0, abs=0.06)


def test_a_lag_correlation_needs_variation_and_known_neighbours():
    assert lag_correlation([[], [None, None], [5.0] * 9]) is None
    assert lag_correlation([[1.0, None, 2.0, None]]) == 0
    assert lag_correlation([[1.0, 2.0], [11.0, 12.0]]) == pytest.approx(-0.5)
