"""Attainment, points, scores and places without chance."""

import warnings
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.ranking import attainment, score_units, stability
from methods.status import status_of
from tests.methods.plain_ranking import score_plainly

METHODS = ["distance", "attainment", "status", "mean_position"]
LIMITS = {"higher": (0.6, 0.5, None, None), "lower": (0.3, 0.4, None, None), "inside": (0.3, 0.2, 0.5, 0.6)}


@st.composite
def tables(draw, method=None):
    """A county's table of shares, with gaps, bases and limits."""
    indicators = draw(st.integers(1, 5))
    units = draw(st.integers(0, 7))
    directions = draw(st.lists(st.sampled_from([*LIMITS, "none"]), min_size=indicators, max_size=indicators))
    value = st.one_of(st.none(), st.sampled_from([0.2, 0.3, 0.5, 0.6]), st.integers(0, 100).map(lambda x: x / 100))
    limits = [LIMITS.get(direction, (0.5, None, None, None)) for direction in directions]
    with_yellow = draw(st.booleans())
    return {
        "values": draw(
            st.lists(st.lists(value, min_size=indicators, max_size=indicators), min_size=units, max_size=units)
        ),
        "weights": draw(st.lists(st.integers(0, 4), min_size=indicators, max_size=indicators).filter(any)),
        "directions": directions,
        "green": [limit[0] for limit in limits],
        "yellow": [limit[1] if with_yellow else None for limit in limits],
        "green_upper": [limit[2] for limit in limits],
        "yellow_upper": [limit[3] if with_yellow else None for limit in limits],
        "denominators": draw(
            st.lists(
                st.lists(st.one_of(st.none(), st.integers(1, 60)), min_size=indicators, max_size=indicators),
                min_size=units,
                max_size=units,
            )
        ),
        "min_base": draw(st.one_of(st.none(), st.just([10] * indicators))),
        "method": method or draw(st.sampled_from(METHODS)),
        "cap": draw(st.sampled_from([1.0, 1.2, 0.9])),
        "least_weight": draw(st.sampled_from([0.0, 0.5, 0.8, 1.0])),
    }


def one_score(value, method="distance", direction="higher", green=0.7, yellow=0.6, **more):
    return score_units([[value]], [1], [direction], [green], [yellow], method=method, **more)[0].score


@given(tables())
def test_scores_are_those_of_a_plain_loop(table):
    got, wanted = score_units(**table), score_plainly(**table)
    for one, other in zip(got, wanted, strict=True):
        assert one.reason == other["reason"]
        assert one.position == other["position"]
        assert one.score == pytest.approx(other["score"], abs=1e-9)
        assert list(one.contributions) == pytest.approx(other["contributions"], abs=1e-9)


@given(tables())
def test_contributions_add_up_to_the_score(table):
    for score in score_units(**table):
        if score.score is not None:
            assert sum(c for c in score.contributions if c is not None) == pytest.approx(score.score, abs=1e-9)


@given(tables(), st.randoms())
def test_the_order_of_the_units_does_not_matter(table, random):
    order = random.sample(range(len(table["values"])), len(table["values"]))
    shuffled = table | {name: [table[name][unit] for unit in order] for name in ("values", "denominators")}
    scores = score_units(**table)
    for place, score in zip(order, score_units(**shuffled), strict=True):
        assert score.position == scores[place].position
        assert score.score == pytest.approx(scores[place].score, abs=1e-9)


@given(tables(method="distance"))
def test_a_missing_value_is_not_a_zero(table):
    """An indicator that a unit lacks counts for nothing: taking it out for that unit alone changes nothing."""
    for unit, score in enumerate(score_units(**table)):
        if score.score is None:
            continue
        has = [k for k, contribution in enumerate(score.contributions) if contribution is not None]
        alone = {
            name: [table[name][k] for k in has]
            for name in ("weights", "directions", "green", "yellow", "green_upper", "yellow_upper")
        }
        if any(alone["weights"]):
            again = score_units(values=[[table["values"][unit][k] for k in has]], **alone, cap=table["cap"])
            assert again[0].score == pytest.approx(score.score, abs=1e-9)


def test_distance_is_a_hundred_at_green_fifty_at_yellow_and_nothing_as_far_again():
    scores = [one_score(value) for value in (0.9, 0.7, 0.65, 0.6, 0.55, 0.5, 0.1)]
    assert scores == pytest.approx([100, 100, 75, 50, 25, 0, 0])
    assert one_score(25, direction="lower", green=20, yellow=30) == pytest.approx(75)


def test_distance_inside_counts_from_the_nearer_limit_with_its_own_yellow():
    limits = {"green": [0.3], "yellow": [0.2], "green_upper": [0.5], "yellow_upper": [0.9]}
    scores = [score_units([[v]], [1], ["inside"], **limits)[0].score for v in (0.25, 0.3, 0.4, 0.5, 0.7)]
    assert scores == pytest.approx([75, 100, 100, 100, 75])


def test_where_yellow_is_green_there_is_nothing_between():
    assert one_score(0.7, yellow=0.7) == 100
    assert one_score(0.699, yellow=0.7) == 0


def test_without_a_yellow_limit_distance_is_what_is_reached_at_most_all_of_it():
    assert one_score(0.35, yellow=None) == pytest.approx(50)
    assert one_score(1.4, yellow=None, cap=1.2) == 100


def test_yellow_may_be_missing_for_some_units_only():
    scores = score_units([[0.35], [0.35]], [1], ["higher"], [[0.7], [0.7]], [[0.6], [None]])
    assert [score.score for score in scores] == pytest.approx([0, 50])


def test_reaching_the_target_by_rounding_noise_is_reaching_it():
    assert one_score(0.1 + 0.2, direction="lower", green=0.3, yellow=None) == 100
    assert one_score(0.3, direction="higher", green=0.1 + 0.2, yellow=None, method="attainment") == 100
    assert one_score(0.7 - 1e-10) == 100
    assert one_score(0.7 - 1e-10, method="status") == 100


@given(st.sampled_from(list(LIMITS)), st.integers(0, 100).map(lambda x: x / 100), st.booleans())
def test_points_by_status_are_those_of_the_colour(direction, value, with_yellow):
    green, yellow, green_upper, yellow_upper = LIMITS[direction]
    if not with_yellow:
        yellow = yellow_upper = None
    colour = status_of(value, direction, green, yellow, green_upper, yellow_upper)
    score = score_units([[value]], [1], [direction], [green], [yellow], [green_upper], [yellow_upper], method="status")[
        0
    ]
    assert score.score == {"green": 100, "yellow": 50, "red": 0}[colour]


def test_equal_values_share_their_mean_place():
    scores = score_units([[5], [4], [4], [1], [None]], [1], ["higher"], [None], method="mean_position")
    assert [score.score for score in scores] == [100, 50, 50, 0, None]
    assert [score.position for score in scores] == [1, 2, 2, 4, None]
    lower = score_units([[5], [4], [4], [1], [None]], [1], ["lower"], [None], method="mean_position")
    assert [score.score for score in lower] == [0, 50, 50, 100, None]


def test_the_only_unit_with_a_value_has_the_first_place():
    assert score_units([[5], [None]], [1], ["higher"], [None], method="mean_position")[0].score == 100


def test_a_place_needs_a_better_side():
    scores = score_units([[5, 1], [4, 2]], [1, 1], ["inside", "higher"], [3, 3], method="mean_position")
    assert [score.contributions for score in scores] == [(None, 0), (None, 100)]


def test_equal_scores_share_the_place_and_the_next_place_is_left_out():
    positions = [score.position for score in score_units([[0.9], [0.8], [0.6], [0.5]], [1], ["higher"], [0.7], [0.6])]
    assert positions == [1, 1, 3, 4]


def test_a_base_that_is_known_and_too_small_makes_a_cell_missing():
    table = {"values": [[0.9], [0.9], [0.9]], "weights": [1], "directions": ["higher"], "green": [0.7]}
    scores = score_units(**table, denominators=[[9], [10], [None]], min_base=[10])
    assert [score.reason for score in scores] == ["too_few_indicators", None, None]
    assert [score.reason for score in score_units(**table, denominators=[[9], [10], [None]])] == [None] * 3
    assert [s.reason for s in score_units(**table, denominators=[[9], [1], [1]], min_base=[None])] == [None] * 3


def test_too_little_weight_is_not_placed_and_the_border_itself_is():
    table = {"weights": [4, 1], "directions": ["higher"] * 2, "green": [0.7] * 2}
    scores = score_units([[0.9, None], [None, 0.9], [0.8, 0.8], [None, None]], **table, least_weight=0.8)
    assert [score.reason for score in scores] == [None, "too_few_indicators", None, "no_results"]


def test_an_indicator_that_nobody_has_points_for_counts_for_nothing():
    scores = score_units([[0.9, None], [0.6, None]], [1, 9], ["higher"] * 2, [0.7] * 2)
    assert [score.position for score in scores] == [1, 2]
    no_target = score_units([[0.9, 3], [0.6, 3]], [1, 9], ["higher"] * 2, [0.7, None])
    assert [score.contributions[1] for score in no_target] == [None, None]
    assert no_target[0].score == 100


def test_where_nobody_has_points_nobody_is_placed():
    for method in METHODS:
        scores = score_units([[0.9], [None]], [1], ["none"], [0.7], method=method, least_weight=0)
        assert [score.reason for score in scores] == ["too_few_indicators", "no_results"]


def test_weight_zero_alone_gives_no_place():
    scores = score_units([[0.9, None], [0.9, 0.9]], [0, 1], ["higher"] * 2, [0.7] * 2, least_weight=0)
    assert [score.reason for score in scores] == ["too_few_indicators", None]
    assert scores[1].contributions == (0, 100)


def test_a_county_without_offices_has_no_scores():
    assert score_units([], [1], ["higher"], [0.7]) == ()


@pytest.mark.parametrize("method", METHODS)
def test_all_equal_offices_are_all_first(method):
    scores = score_units([[0.65, 0.2]] * 5, [1, 2], ["higher", "lower"], [0.7, 0.1], [0.6, 0.3], method=method)
    assert {score.position for score in scores} == {1}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"weights": [0, 0]}, "all weights are zero"),
        ({"weights": [1, -1]}, "below zero"),
        ({"weights": [1, nan]}, "weights"),
        ({"weights": [1, None]}, "weights"),
        ({"weights": [[1], [1]]}, "one list of numbers"),
        ({"weights": []}, "length"),
        ({"weights": [1]}, "length"),
        ({"method": "best"}, "unknown method 'best'"),
        ({"directions": ["higher", "up"]}, "unknown direction"),
        ({"values": [[0.5, 0.5], [0.5]]}, "values must be 2 lists of 2"),
        ({"values": [[0.5, inf], [0.5, 0.5]]}, "finite"),
        ({"green": [0.7]}, "green must have one limit"),
        ({"green": [[0.7, 0.7]]}, "green must be 2 lists"),
        ({"green": [nan, 0.7]}, "finite"),
        ({"yellow": [0.8, 0.6]}, "better side"),
        ({"green": [0, 0.7], "yellow": None}, "zero or less"),
        ({"denominators": [[1, 2], [3, -4]]}, "negative"),
        ({"denominators": [[1, 2]]}, "denominators must be 2"),
        ({"min_base": [1]}, "length"),
        ({"cap": 0}, "cap"),
        ({"cap": nan}, "cap"),
        ({"least_weight": 1.5}, "least_weight"),
        ({"directions": ["inside", "higher"]}, "needs green_upper"),
        ({"directions": ["lower", "higher"]}, "better side"),
        ({"directions": ["lower", "higher"], "green": [-1, 0.7], "yellow": None}, "below zero"),
    ],
)
def test_a_table_that_can_not_be_scored_is_refused(changes, says):
    table = {
        "values": [[0.5, 0.5], [0.6, None]],
        "weights": [1, 1],
        "directions": ["higher", "higher"],
        "green": [0.7, 0.7],
        "yellow": [0.6, 0.6],
    }
    with pytest.raises(ValueError, match=says):
        score_units(**table | changes)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"green_upper": [0.2]}, "below its green"),
        ({"green_upper": [0.5], "yellow": [0.2]}, "both yellow"),
        ({"green_upper": [0.5], "yellow": [0.4], "yellow_upper": [0.6]}, "inside the green"),
        ({"green_upper": [0.5], "yellow": [0.2], "yellow_upper": [0.4]}, "inside the green"),
    ],
)
def test_interval_limits_in_the_wrong_order_are_refused(limits, says):
    with pytest.raises(ValueError, match=says):
        score_units([[0.4]], [1], ["inside"], [0.3], **limits)


def test_limits_are_not_looked_at_where_there_is_nothing_to_judge():
    assert score_units([[None]], [1], ["higher"], [0.6], [0.7])[0].reason == "no_results"
    assert score_units([[0.4]], [1], ["higher"], [0.6], [0.7], method="attainment")[0].score == pytest.approx(200 / 3)
    assert score_units([[0.4]], [1], ["inside"], [0.3], [0.35], [0.5], method="attainment")[0].score == 100


@pytest.mark.parametrize(
    ("value", "direction", "green", "upper", "cap", "expected"),
    [
        (0.35, "higher", 0.7, None, 1, 0.5),
        (0.9, "higher", 0.7, None, 1.2, 1.2),
        (-1, "higher", 5, None, 1, 0),
        (30, "lower", 20, None, 1, 2 / 3),
        (10, "lower", 20, None, 1.5, 1.5),
        (-3, "lower", 20, None, 1.2, 1.2),
        (1e-10, "lower", 0, None, 1, 1),
        (5, "lower", 0, None, 1, 0),
        (0.4, "inside", 0.3, 0.5, 1.2, 1),
        (0.4, "inside", 0.3, 0.5, 0.8, 1),
        (0.15, "inside", 0.3, 0.5, 1.2, 0.5),
        (1.0, "inside", 0.3, 0.5, 1.2, 0.5),
        (-1.0, "inside", 0, 5, 1, 0),
        (-6.0, "inside", -5, 5, 1, 0),
    ],
)
def test_attainment_is_how_much_of_the_target_is_reached(value, direction, green, upper, cap, expected):
    assert attainment(value, direction, green, upper, cap) == pytest.approx(expected)


def test_next_to_nothing_of_what_should_be_low_is_all_that_can_be_reached():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert attainment(1e-310, "lower", 5, cap=1.2) == 1.2
        assert attainment(1e-310, "inside", 0.3, 5) == pytest.approx(0)


@pytest.mark.parametrize(
    "arguments",
    [
        (0.5, "higher", 0),
        (0.5, "higher", -1),
        (0.5, "lower", -1),
        (0.5, "inside", 0.3),
        (0.5, "inside", 0.6, 0.4),
        (0.5, "sideways", 0.6),
        (nan, "higher", 0.6),
        (0.5, "higher", inf),
        (0.5, "higher", 0.6, None, -1),
    ],
)
def test_an_attainment_without_sense_is_refused(arguments):
    with pytest.raises(ValueError, match=r"\w+"):
        attainment(*arguments)


def test_two_equal_rankings_are_wholly_alike_and_turned_ones_wholly_unlike():
    assert stability([1, 2, 3, 4], [1, 2, 3, 4]).correlation == pytest.approx(1)
    assert stability([1, 2, 3, 4], [4, 3, 2, 1]).correlation == pytest.approx(-1)


def test_only_units_placed_both_times_are_compared():
    both = stability([1, 2, None, 3, 4], [1, 2, 3, None, 4])
    assert (both.n, both.correlation) == (3, pytest.approx(1))


@pytest.mark.parametrize(
    ("before", "now"), [([], []), ([1, 2], [2, 1]), ([None] * 5, [1] * 5), ([2] * 4, [1, 2, 3, 4])]
)
def test_too_few_units_or_a_constant_side_has_no_correlation(before, now):
    assert stability(before, now).correlation is None


def test_rankings_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="length"):
        stability([1, 2], [1])
    with pytest.raises(ValueError, match="finite"):
        stability([1, nan], [1, 2])
