"""What a rule may say of ties and of missing results: every treatment against a plain loop, and what they all keep."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.ranking import NothingInCommon, rank_units, score_units
from methods.ranking.places import last_of_shared, settled
from methods.ranking.table import MISSING, TIES
from methods.status import status_of
from tests.methods.plain_ranking import score_plainly
from tests.methods.test_ranking_scores import tables

TREATMENTS = [(missing, ties) for missing in MISSING for ties in TIES]
JUDGED = st.sampled_from(["distance", "attainment", "status"])  # methods whose points of a unit hang on no other unit


def scored(table, **treatment):
    """The scores, where there is anything to score by."""
    try:
        return score_units(**table, **treatment)
    except NothingInCommon:
        assume(False)


def without_columns(table, kept):
    """The table with some of its indicators only."""
    rows, columns = ("values", "denominators"), ("weights", "directions", "green", "yellow", "green_upper")
    less = {name: [[row[k] for k in kept] for row in table[name]] for name in rows}
    less |= {name: [table[name][k] for k in kept] for name in (*columns, "yellow_upper")}
    return table | less | {"min_base": table["min_base"] and [table["min_base"][k] for k in kept]}


def of_units(table, kept):
    return table | {name: [table[name][unit] for unit in kept] for name in ("values", "denominators")}


def reached_plainly(table, unit, contributions):
    """The share of a unit's weight of which the target is reached, cell by cell."""
    has = [k for k, part in enumerate(contributions) if part is not None]
    green = [k for k in has if status_of(
        table["values"][unit][k], table["directions"][k], table["green"][k],
        green_upper=table["green_upper"][k],
        yellow_upper=table["green_upper"][k], yellow=table["green"][k] if table["directions"][k] == "inside" else None,
    ) == "green"]  # fmt: skip
    return sum(table["weights"][k] for k in green) / sum(table["weights"][k] for k in has)


class TestWithoutAWord:
    @given(tables())
    def test_scores_are_the_scaled_ones_with_the_better_place_shared(self, table):
        assert score_units(**table) == score_units(**table, missing="scaled", ties="best")

    @pytest.mark.parametrize(("missing", "ties"), TREATMENTS)
    def test_where_nothing_is_missing_and_no_two_are_equal_all_treatments_are_one(self, missing, ties):
        table = {
            "values": [[0.72, 0.4], [0.66, 0.5], [0.61, 0.3], [0.57, 0.45], [0.5, 0.1], [0.44, 0.2]],
            "weights": [2, 1],
            "directions": ["higher", "higher"],
            "green": [0.7, 0.5],
            "yellow": [0.4, 0.2],
        }
        parts = {"kinds": ["share"] * 2, "numerators": None, "denominators": None}
        assert score_units(**table, missing=missing, ties=ties) == score_units(**table)
        assert rank_units(**table, **parts, draws=20, missing=missing, ties=ties) == rank_units(
            **table, **parts, draws=20
        )

    @pytest.mark.parametrize("treatment", [{"missing": "mean"}, {"missing": "zero"}, {"ties": "dense"}, {"ties": ""}])
    def test_what_is_no_treatment_is_refused(self, treatment):
        with pytest.raises(ValueError, match="unknown treatment"):
            score_units([[0.5]], [1], ["higher"], [0.7], **treatment)


class TestMissing:
    @given(tables())
    def test_complete_places_only_who_has_all_that_anybody_has(self, table):
        got = score_units(**table, missing="complete")
        wanted = score_plainly(**table | {"least_weight": 1.0})
        assert [unit.reason for unit in got] == [unit["reason"] for unit in wanted]
        assert [unit.position for unit in got] == [unit["position"] for unit in wanted]
        for unit in got:
            assert unit.score is None or None not in [
                part
                for k, part in enumerate(unit.contributions)
                if table["weights"][k] and any(other.contributions[k] is not None for other in got)
            ]

    @given(tables(), JUDGED)
    def test_common_is_the_score_by_what_all_placed_units_have(self, table, method):
        table = table | {"method": method}
        first = score_plainly(**table)
        placed = [unit for unit, score in enumerate(first) if score["position"]]
        assume(placed)
        kept = [
            k for k in range(len(table["weights"])) if all(first[u]["contributions"][k] is not None for u in placed)
        ]
        got = scored(table, missing="common")
        again = score_plainly(**of_units(without_columns(table, kept), placed))
        assert [unit for unit, score in enumerate(got) if score.position] == placed
        for unit, wanted in zip(placed, again, strict=True):
            assert got[unit].score == pytest.approx(wanted["score"], abs=1e-9)
            assert [got[unit].contributions[k] for k in kept] == pytest.approx(wanted["contributions"])
            assert all(part is None for k, part in enumerate(got[unit].contributions) if k not in kept)

    @given(tables())
    def test_by_common_all_placed_units_are_judged_by_the_same(self, table):
        given_points = {
            tuple(part is None for part in unit.contributions) for unit in scored(table, missing="common") if unit.score
        }
        assert len(given_points) <= 1

    def test_who_lacks_too_much_takes_nothing_from_the_others(self):
        table = {"weights": [3, 1], "directions": ["higher"] * 2, "green": [0.7, 0.7], "yellow": [0.6, 0.6]}
        values = [[0.65, 0.7], [0.7, 0.6], [None, 0.7]]
        first, second, third = score_units(values, **table, missing="common", least_weight=0.5)
        assert first.contributions == pytest.approx((56.25, 25))
        assert second.contributions == pytest.approx((75, 12.5))
        assert (third.score, third.reason) == (None, "too_few_indicators")

    def test_what_one_lacks_counts_for_nobody(self):
        table = {"weights": [3, 1], "directions": ["higher"] * 2, "green": [0.7, 0.7], "yellow": [0.6, 0.6]}
        first, second = score_units([[0.65, 0.7], [0.7, None]], **table, missing="common", least_weight=0.5)
        assert first.contributions == (pytest.approx(75), None)
        assert second.contributions == (pytest.approx(100), None)

    def test_nothing_in_common_is_refused(self):
        table = {"weights": [1, 1], "directions": ["higher"] * 2, "green": [0.7, 0.7]}
        with pytest.raises(NothingInCommon):
            score_units([[0.6, None], [None, 0.6]], **table, missing="common", least_weight=0.5)

    @given(tables())
    def test_a_missing_result_is_never_points(self, table):
        """None is missing (METHODS.md 1): a cell without points contributes nothing, not zero, by any treatment."""
        plain = score_units(**table | {"least_weight": 0.0})
        for missing in MISSING:
            for unit, without in zip(scored(table, missing=missing), plain, strict=True):
                if unit.score is not None:
                    assert all(
                        part is None
                        for part, known in zip(unit.contributions, without.contributions, strict=True)
                        if known is None
                    )


class TestTies:
    @given(tables(), st.sampled_from(MISSING))
    def test_scores_and_who_is_placed_are_the_same_by_all(self, table, missing):
        best = scored(table, missing=missing)
        for ties in TIES:
            found = score_units(**table, missing=missing, ties=ties)
            assert [(u.score, u.contributions, u.reason) for u in found] == [
                (u.score, u.contributions, u.reason) for u in best
            ]

    @given(tables())
    def test_the_mean_place_is_the_middle_of_the_shared_ones(self, table):
        found = [unit for unit in score_units(**table, ties="mean") if unit.position]
        shared = Counter(unit.position for unit in found)
        for unit in found:
            assert unit.place == unit.position + (shared[unit.position] - 1) / 2
        assert sum(unit.place for unit in found) == sum(range(1, len(found) + 1))

    @given(tables())
    def test_best_says_the_position_itself(self, table):
        assert all(unit.place == unit.position for unit in score_units(**table))

    @given(tables(), JUDGED)
    def test_targets_settle_equal_scores_and_nothing_else(self, table, method):
        table = table | {"method": method}
        best, found = score_units(**table), score_units(**table, ties="targets")
        shared = Counter(unit.position for unit in best)
        for u, (was, now) in enumerate(zip(best, found, strict=True)):
            if was.position is None:
                assert now.position is None
                continue
            mine = reached_plainly(table, u, was.contributions)
            above = [
                other
                for other, unit in enumerate(best)
                if unit.position == was.position and reached_plainly(table, other, unit.contributions) > mine + 1e-9
            ]
            assert now.position == was.position + len(above) == now.place
            assert was.position <= now.position < was.position + shared[was.position]

    def test_a_half_reached_county_by_hand(self):
        """By status green and red are two yellows: who reaches a target stands first, both by more of the weight."""
        table = {"weights": [1, 1], "directions": ["higher"] * 2, "green": [0.7, 0.7], "yellow": [0.6, 0.6]}
        values = [[0.65, 0.65], [0.8, 0.1], [0.1, 0.8], [0.8, 0.8]]
        positions = {
            ties: [(unit.position, unit.place) for unit in score_units(values, **table, method="status", ties=ties)]
            for ties in TIES
        }
        assert positions == {
            "best": [(2, 2), (2, 2), (2, 2), (1, 1)],
            "mean": [(2, 3), (2, 3), (2, 3), (1, 1)],
            "targets": [(4, 4), (2, 2), (2, 2), (1, 1)],
        }

    @pytest.mark.parametrize("ties", ["best", "targets"])
    def test_all_can_be_number_one(self, ties):
        """Those who reach all their targets share the first place: no tie between them is settled."""
        table = {"weights": [2, 1], "directions": ["higher"] * 2, "green": [0.7, 0.5]}
        assert [u.place for u in score_units([[0.7, 0.9], [0.9, 0.5], [0.8, 0.6]], **table, ties=ties)] == [1, 1, 1]

    @given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.data())
    def test_settling_keeps_everybody_within_the_places_they_shared(self, scores, data):
        positions = np.array([1 + sum(other > score for other in scores) for score in scores])
        seconds = np.array(
            data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=len(scores), max_size=len(scores)))
        )
        apart, last = settled(positions, seconds), last_of_shared(positions)
        assert ((positions <= apart) & (apart <= last)).all()
        assert (last_of_shared(last) - last == last - positions).all()


@st.composite
def drawn_counties(draw):
    """Offices by two shares with gaps, few enough and alike enough for ties in the draws."""
    units = draw(st.integers(1, 9))
    bases = draw(st.lists(st.sampled_from([None, 4, 12, 40]), min_size=2 * units, max_size=2 * units))
    counts = [None if n is None else draw(st.integers(0, n)) for n in bases]
    pairs = [(counts[2 * u : 2 * u + 2], bases[2 * u : 2 * u + 2]) for u in range(units)]
    return {
        "values": [[None if x is None else x / n for x, n in zip(*pair, strict=True)] for pair in pairs],
        "weights": [2.0, 1.0],
        "directions": ["higher", "higher"],
        "green": [0.5, 0.6],
        "yellow": [0.3, 0.4],
        "kinds": ["share", "share"],
        "numerators": [pair[0] for pair in pairs],
        "denominators": [pair[1] for pair in pairs],
        "method": draw(st.sampled_from(["distance", "status"])),
        "least_weight": draw(st.sampled_from([0.3, 0.8])),
        "draws": 40,
    }


def ranked(county, **treatment):
    try:
        return rank_units(**county, **treatment)
    except NothingInCommon:
        assume(False)


class TestWithChance:
    @settings(deadline=None, max_examples=60)
    @given(drawn_counties(), st.sampled_from(TREATMENTS))
    def test_every_interval_holds_the_position_and_the_place(self, county, treatment):
        missing, ties = treatment
        found = [unit for unit in ranked(county, missing=missing, ties=ties) if unit.position]
        for unit in found:
            assert 1 <= unit.low <= unit.position <= unit.place <= unit.high <= len(found)
            assert sum(part for part in unit.contributions if part is not None) == pytest.approx(unit.score)

    @settings(deadline=None, max_examples=40)
    @given(drawn_counties(), st.sampled_from(MISSING))
    def test_ties_change_no_score_and_the_mean_widens_no_interval_upwards(self, county, missing):
        best, mean, targets = (ranked(county, missing=missing, ties=ties) for ties in TIES)
        for one, middle, settled_ in zip(best, mean, targets, strict=True):
            assert one.score == middle.score == settled_.score
            if one.position:
                assert (middle.position, middle.low) == (one.position, one.low)
                assert middle.high >= one.high
                assert settled_.position >= one.position
                assert settled_.low >= one.low

    @settings(deadline=None, max_examples=40)
    @given(drawn_counties(), st.sampled_from(TIES))
    def test_the_plain_score_is_placed_by_the_same_treatment(self, county, ties):
        """Without a base there is no chance: then places are those of `score_units`."""
        table = {name: county[name] for name in ("values", "weights", "directions", "green", "yellow", "method")}
        bare = county | {"numerators": None, "denominators": None}
        for missing in MISSING:
            treatment = {"missing": missing, "ties": ties}
            try:
                plain = score_units(**table, least_weight=county["least_weight"], **treatment)
            except NothingInCommon:
                with pytest.raises(NothingInCommon):
                    rank_units(**bare, **treatment)
                continue
            got = rank_units(**bare, **treatment)
            assert [(u.position, u.place, u.reason) for u in got] == [(u.position, u.place, u.reason) for u in plain]
            assert all(u.position is None or (u.low, u.high) != (None, None) for u in got)

    def test_where_all_reach_all_they_share_all_places_by_the_mean(self):
        county = {
            "values": [[1.0]] * 8,
            "weights": [1],
            "directions": ["higher"],
            "green": [0.5],
            "kinds": ["share"],
            "numerators": [[200]] * 8,
            "denominators": [[200]] * 8,
            "draws": 50,
        }
        first, *_ = rank_units(**county, ties="mean")
        assert (first.position, first.place, first.low, first.high, first.group) == (1, 4.5, 1, 8, "middle")
        first, *_ = rank_units(**county, ties="targets")
        assert (first.position, first.place, first.low, first.high, first.group) == (1, 1, 1, 1, "upper")
