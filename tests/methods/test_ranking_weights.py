"""What weights do in a ranking: shares of the differences, places under other weights, places without an indicator."""

import math
from statistics import fmean

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.ranking import score_units, shares_of_differences, weight_sensitivity, without_each

NOTHING = None
POINTS = st.one_of(st.none(), st.floats(0, 100).map(lambda number: round(number, 3)))


@st.composite
def tables(draw, least_units=1):
    """Units × indicators of points out of 100, weights above zero; every unit has points for something."""
    indicators = draw(st.integers(1, 5))
    units = draw(st.integers(least_units, 12))
    rows = [draw(st.lists(POINTS, min_size=indicators, max_size=indicators)) for _ in range(units)]
    for row in rows:
        row[0] = row[0] if any(cell is not None for cell in row) else 50.0
    weights = draw(st.lists(st.floats(0.5, 5), min_size=indicators, max_size=indicators))
    return rows, weights


def contributions_of(rows, weights):
    """Weight × points over the weight that a unit has, as a ranking's contributions are."""
    found = []
    for row in rows:
        whole = sum(weight for cell, weight in zip(row, weights, strict=True) if cell is not None)
        found.append(
            [None if cell is None else cell * weight / whole for cell, weight in zip(row, weights, strict=True)]
        )
    return found


def scores_of(rows, weights):
    """The weighted means, cell by cell."""
    return [sum(cell or 0.0 for cell in row) for row in contributions_of(rows, weights)]


def places_of(scores):
    return [1 + sum(round(other, 9) > round(score, 9) for other in scores) for score in scores]


class TestSharesOfDifferences:
    def test_an_indicator_that_makes_all_the_differences_has_all_of_them(self):
        assert shares_of_differences([[10, 5], [20, 5], [30, 5]]) == (pytest.approx(1), pytest.approx(0))

    def test_two_that_make_them_alike_share_them(self):
        assert shares_of_differences([[10, 10], [20, 20], [40, 40]]) == (pytest.approx(0.5), pytest.approx(0.5))

    def test_one_that_evens_out_the_others_has_less_than_nothing(self):
        first, second = shares_of_differences([[10, 5], [20, 4], [40, 1]])
        assert second < 0 < 1 < first

    @given(tables(least_units=3))
    def test_they_add_up_to_one(self, table):
        contributions = contributions_of(*table)
        shares = shares_of_differences(contributions)
        assume(any(share is not None for share in shares))
        assert math.fsum(share for share in shares if share is not None) == pytest.approx(1)

    @given(tables(least_units=3))
    def test_they_are_covariances_over_the_variance(self, table):
        contributions = contributions_of(*table)
        shares = shares_of_differences(contributions)
        scores = [sum(cell or 0.0 for cell in row) for row in contributions]
        variance = fmean((score - fmean(scores)) ** 2 for score in scores)
        for indicator, share in enumerate(shares):
            if share is None:
                continue
            column = [row[indicator] or 0.0 for row in contributions]
            together = fmean(
                (cell - fmean(column)) * (score - fmean(scores)) for cell, score in zip(column, scores, strict=True)
            )
            assert share == pytest.approx(together / variance, rel=1e-6, abs=1e-6)

    @pytest.mark.parametrize("rows", [[], [[10, 5]], [[10, 5], [20, 5]], [[10, 5], [10, 5], [10, 5]]])
    def test_without_differences_nobody_has_a_share(self, rows):
        assert all(share is None for share in shares_of_differences(rows))

    def test_an_indicator_that_contributes_to_nobody_has_no_share(self):
        assert shares_of_differences([[10, None], [20, None], [30, None]]) == (pytest.approx(1), None)

    @pytest.mark.parametrize("rows", [[[1, 2], [1]], [[math.inf, 1], [1, 1], [1, 1]]])
    def test_what_cannot_be_read_is_refused(self, rows):
        with pytest.raises(ValueError, match=r"."):
            shares_of_differences(rows)


class TestSensitivity:
    def test_one_who_is_best_at_everything_is_first_under_all_weights(self):
        found = weight_sensitivity([[90, 80, 70], [50, 60, 65], [20, 30, 10]], [1, 2, 3])
        assert [(unit.low, unit.high, unit.equal) for unit in found] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]

    def test_those_who_are_good_at_different_things_change_places_with_the_weights(self):
        found = weight_sensitivity([[100, 0], [0, 100]], [1, 1])
        assert [(unit.low, unit.high) for unit in found] == [(1, 2), (1, 2)]
        assert {unit.equal for unit in found} == {1}

    def test_a_factor_of_one_leaves_the_places_as_they_are(self):
        rows, weights = [[60, 40], [55, 47], [20, 90]], [3, 2]
        places = places_of(scores_of(rows, weights))
        assert [(unit.low, unit.high) for unit in weight_sensitivity(rows, weights, factor=1)] == [
            (place, place) for place in places
        ]

    @settings(deadline=None)
    @given(tables())
    def test_the_place_as_it_is_lies_between(self, table):
        rows, weights = table
        for unit, place in zip(
            weight_sensitivity(rows, weights, draws=50), places_of(scores_of(rows, weights)), strict=True
        ):
            assert 1 <= unit.low <= place <= unit.high <= len(rows)

    @pytest.mark.parametrize("ties", ["mean", "targets"])
    def test_where_the_better_place_is_not_shared_equals_reach_to_the_last_they_share(self, ties):
        rows = [[50, 50], [50, 50], [90, 90], [50, 50]]
        found = weight_sensitivity(rows, [1, 2], draws=30, ties=ties)
        assert [(unit.low, unit.high) for unit in found] == [(2, 4), (2, 4), (1, 1), (2, 4)]
        assert {unit.high for unit in weight_sensitivity(rows, [1, 2], draws=30)} == {1, 2}

    @settings(deadline=None)
    @given(tables())
    def test_ties_otherwise_change_no_low_end_and_no_place_by_equal_weights(self, table):
        best, mean = (weight_sensitivity(*table, draws=20, ties=ties) for ties in ("best", "mean"))
        assert [(u.low, u.equal) for u in best] == [(u.low, u.equal) for u in mean]
        assert all(wide.high >= narrow.high for wide, narrow in zip(mean, best, strict=True))

    @settings(deadline=None)
    @given(tables())
    def test_equal_weights_place_by_the_plain_mean_of_the_points(self, table):
        rows, weights = table
        expected = places_of(scores_of(rows, [1.0] * len(weights)))
        assert [unit.equal for unit in weight_sensitivity(rows, weights, draws=1)] == expected

    @settings(deadline=None)
    @given(tables(), st.floats(0.1, 10))
    def test_only_the_weights_proportions_matter(self, table, scale):
        rows, weights = table
        scores = scores_of(rows, weights)
        assume(all(abs(a - b) > 1e-6 or a == b for a in scores for b in scores))
        scaled = weight_sensitivity(rows, [weight * scale for weight in weights], draws=20)
        assert [unit.equal for unit in scaled] == [unit.equal for unit in weight_sensitivity(rows, weights, draws=20)]

    def test_more_room_for_the_weights_gives_wider_intervals(self):
        generator = np.random.default_rng(3)
        rows, weights = generator.uniform(0, 100, (12, 6)).tolist(), [1.0] * 6
        width = [
            sum(unit.high - unit.low for unit in weight_sensitivity(rows, weights, factor=factor))
            for factor in (1.1, 1.5, 3)
        ]
        assert width == sorted(width)
        assert width[0] < width[-1]

    def test_the_same_seed_gives_the_same_answer(self):
        rows = [[10, 90, 40], [80, 20, 50], [45, 50, 55]]
        assert weight_sensitivity(rows, [1, 1, 1], seed=4) == weight_sensitivity(rows, [1, 1, 1], seed=4)

    def test_an_indicator_without_weight_moves_nobody(self):
        rows = [[60, 0], [50, 100]]
        assert [(unit.low, unit.high, unit.equal) for unit in weight_sensitivity(rows, [1, 0])] == [
            (1, 1, 1),
            (2, 2, 2),
        ]

    @pytest.mark.parametrize(
        ("rows", "weights", "more"),
        [
            ([[1, 2]], [1], {}),
            ([[1, 2]], [0, 0], {}),
            ([[1, 2]], [1, -1], {}),
            ([[1, 2]], [1, math.nan], {}),
            ([[None, None]], [1, 1], {}),
            ([[None, 5]], [1, 0], {}),
            ([[1, 2]], [1, 1], {"factor": 0.5}),
            ([[1, 2]], [1, 1], {"factor": math.inf}),
            ([[1, 2]], [1, 1], {"draws": 0}),
            ([[1, 2]], [1, 1], {"confidence": 1}),
        ],
    )
    def test_what_cannot_be_weighed_is_refused(self, rows, weights, more):
        with pytest.raises(ValueError, match=r"."):
            weight_sensitivity(rows, weights, **more)


class TestWithoutEach:
    def test_leaving_out_what_decides_moves_the_units(self):
        decides, does_not = without_each([[100, 10], [0, 20]], [9, 1])
        assert (decides.most_moved, decides.mean_moved) == (1, 1)
        assert (does_not.most_moved, does_not.mean_moved) == (0, 0)

    def test_the_only_indicator_cannot_be_left_out(self):
        assert without_each([[1], [2]], [1]) == (None,)

    @given(tables())
    def test_places_are_those_of_the_scores_without_it(self, table):
        rows, weights = table
        scores = scores_of(rows, weights)
        now = places_of(scores)
        for indicator, found in enumerate(without_each(rows, weights)):
            if len(weights) == 1:
                assert found is None
                continue
            left = [0.0 if place == indicator else weight for place, weight in enumerate(weights)]
            others = [any(cell is not None and weight for cell, weight in zip(row, left, strict=True)) for row in rows]
            then = places_of(
                [
                    scores_of([row], left)[0] if has else score
                    for row, has, score in zip(rows, others, scores, strict=True)
                ]
            )
            moved = [abs(a - b) for a, b in zip(now, then, strict=True)]
            assert found.most_moved == max(moved)
            assert found.mean_moved == pytest.approx(fmean(moved))

    def test_points_are_those_of_a_ranking(self):
        """Contributions of `score_units`, turned back into points, give its own places."""
        rows = [[0.9, 0.5], [0.7, 0.8], [0.6, 0.4]]
        weights = [2.0, 1.0]
        scored = score_units(rows, weights, ["higher", "higher"], [0.9, 0.8], [0.7, 0.6])
        points = [
            [part * sum(weights) / weight for part, weight in zip(unit.contributions, weights, strict=True)]
            for unit in scored
        ]
        found = weight_sensitivity(points, weights, factor=1)
        assert [unit.low for unit in found] == [unit.position for unit in scored]
