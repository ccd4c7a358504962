"""Places with intervals: what chance allows, and what it doesn't."""

import warnings
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.ranking import alone, evidence_of, rank_table, rank_units, score_units, table_of
from methods.ranking.points import points_of
from methods.ranking.table import METHODS
from tests.methods.plain_ranking import rank_shares_plainly


def a_county(numerators, denominators, **more):
    """Offices by one share, higher is better, green at 0.7 and yellow at 0.55."""
    table = {
        "values": [[None if x is None or not n else x / n] for x, n in zip(numerators, denominators, strict=True)],
        "weights": [1.0],
        "directions": ["higher"],
        "green": [0.7],
        "yellow": [0.55],
        "kinds": ["share"],
        "numerators": [[x] for x in numerators],
        "denominators": [[n] for n in denominators],
    }
    return {"draws": 400} | table | more


def a_simulated_county(offices=20, indicators=4, seed=1, base=60, spread=0.05):
    """Offices with true levels of their own, and the figures that chance made of them."""
    generator = np.random.default_rng(seed)
    bases = np.maximum(5, np.round(np.exp(generator.normal(np.log(base), 0.8, (offices, indicators))))).astype(int)
    levels = generator.normal(generator.uniform(0.4, 0.7, indicators), spread, (offices, indicators)).clip(0.02, 0.98)
    counts = generator.binomial(bases, levels)
    table = {
        "values": (counts / bases).tolist(),
        "weights": [1.0] * indicators,
        "directions": ["higher"] * indicators,
        "green": [float(level) for level in levels.mean(axis=0) + 0.03],
        "kinds": ["share"] * indicators,
        "numerators": counts.tolist(),
        "denominators": bases.tolist(),
        "method": "attainment",
    }
    return table, levels


def widths(ranked):
    return [office.high - office.low for office in ranked if office.position]


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    county = a_county([30, 41, 22, 50], [60, 70, 50, 71])
    assert rank_units(**county, seed=3) == rank_units(**county, seed=3)
    assert rank_units(**county, seed=3) != rank_units(**county, seed=4)


def test_the_answer_is_that_of_a_plain_loop_over_draws():
    counts, bases = [30, 41, 22, 46, 9, 70], [60, 70, 50, 71, 20, 150]
    scores, ends = rank_shares_plainly(counts, bases, 0.7, 0.55, draws=3000, seed=2)
    for office, score, (low, high) in zip(rank_units(**a_county(counts, bases, draws=3000)), scores, ends, strict=True):
        assert office.score == pytest.approx(score, abs=2)
        assert abs(office.low - low) <= 1
        assert abs(office.high - high) <= 1


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(METHODS), st.integers(1, 9))
def test_an_interval_holds_its_place_and_contributions_add_up(seed, method, offices):
    table, _ = a_simulated_county(offices, 3, seed)
    ranked = rank_units(**table | {"method": method, "draws": 60, "yellow": [g - 0.1 for g in table["green"]]})
    positions = sorted(office.position for office in ranked)
    for office in ranked:
        assert 1 <= office.low <= office.position <= office.high <= offices
        assert sum(office.contributions) == pytest.approx(office.score, abs=1e-9)
        assert 0 <= office.score <= 100
        assert (office.group is None) == (offices < 6)
    assert positions == sorted(1 + sum(p.score > o.score + 1e-7 for p in ranked) for o in ranked)


def test_more_figures_never_widen_the_intervals_on_average():
    for seed in range(4):
        table, levels = a_simulated_county(30, 3, seed, base=20)
        many = np.array(table["denominators"]) * 25
        counts = np.random.default_rng(seed).binomial(many, levels)
        more = {"values": (counts / many).tolist(), "numerators": counts.tolist(), "denominators": many.tolist()}
        narrow, wide = (rank_units(**table | {"draws": 300} | change) for change in (more, {}))
        assert np.mean(widths(narrow)) < np.mean(widths(wide))


def test_ninety_per_cent_places_meet_the_true_place():
    """METHODS.md 7: 88-96 %, as an average over the county's offices; 86 % is the least that is accepted."""
    met = offices = 0
    for seed in range(20):
        table, levels = a_simulated_county(30, 6, 100 + seed, base=40)
        truth = np.minimum(levels / np.array(table["green"]), 1).mean(axis=1)
        best = (truth[None, :] > truth[:, None] + 1e-11).sum(axis=1) + 1
        worst = len(truth) - (truth[None, :] < truth[:, None] - 1e-11).sum(axis=1)
        for office, first, last in zip(rank_units(**table | {"draws": 500}, seed=seed), best, worst, strict=True):
            met += office.low <= last and first <= office.high
            offices += 1
    assert met / offices >= 0.86


def test_small_offices_do_not_fill_the_last_places_by_chance():
    """Capped at the target, the plain score loses by chance what it can't win back."""
    plain_small = ranked_small = 0
    for seed in range(12):
        generator = np.random.default_rng(seed)
        bases = np.repeat([15, 300], 15)[:, None]
        levels = generator.normal(0.62, 0.03, (30, 1)).clip(0, 1)
        counts = generator.binomial(np.repeat(bases, 4, axis=1), np.repeat(levels, 4, axis=1))
        table = {
            "values": (counts / bases).tolist(),
            "weights": [1] * 4,
            "directions": ["higher"] * 4,
            "green": [0.6] * 4,
            "yellow": [0.5] * 4,
        }
        scores = score_units(**table)
        parts = {"kinds": ["share"] * 4, "numerators": counts.tolist(), "denominators": np.repeat(bases, 4, 1).tolist()}
        ranked = rank_units(**table, **parts, draws=200, seed=seed)
        plain_small += sum(score.position > 20 for score in scores[:15])
        ranked_small += sum(office.position > 20 for office in ranked[:15])
    assert plain_small / 120 > 0.65
    assert ranked_small / 120 < plain_small / 120 - 0.15


def test_an_office_that_reaches_every_target_has_all_points_whatever_its_size():
    ranked = rank_units(**a_county([8, 300, 120, 20], [10, 400, 300, 60]))
    assert [office.score for office in ranked[:2]] == [100, 100]
    assert [office.position for office in ranked[:2]] == [1, 1]
    assert ranked[0].contributions == (100,)
    assert ranked[0].low == 1


def test_reaching_every_target_counts_nothing_by_place_alone():
    ranked = rank_units(**a_county([8, 300, 120, 20], [10, 400, 300, 60], method="mean_position"))
    assert all(office.score < 100 for office in ranked)


def test_missing_one_target_of_two_is_not_reaching_every_target():
    county = {
        "values": [[0.8, 0.4], [0.8, 0.8], [0.5, 0.5]],
        "weights": [1, 1],
        "directions": ["higher"] * 2,
        "green": [0.7] * 2,
        "yellow": [0.5] * 2,
        "kinds": ["share"] * 2,
        "numerators": [[8, 4], [8, 8], [5, 5]],
        "denominators": [[10, 10]] * 3,
    }
    assert [office.score == 100 for office in rank_units(**county, draws=100)] == [False, True, False]


def test_figures_without_any_known_uncertainty_are_placed_as_they_are():
    county = {
        "values": [[3.0], [2.0], [9.0], [None]],
        "weights": [1],
        "directions": ["lower"],
        "green": [1.0],
        "yellow": [6.0],
        "kinds": ["days"],
        "numerators": None,
        "denominators": None,
    }
    ranked, scores = rank_units(**county), score_units(**{k: county[k] for k in list(county)[:5]})
    for office, score in zip(ranked, scores, strict=True):
        assert (office.score, office.position, office.reason) == (score.score, score.position, score.reason)
        assert (office.low, office.high) == (office.position, office.position)


def test_an_error_makes_a_figure_uncertain_and_a_larger_one_more_so():
    county = {
        "values": [[float(days)] for days in range(20, 32)],
        "weights": [1],
        "directions": ["lower"],
        "green": [15.0],
        "yellow": [25.0],
        "kinds": ["days"],
        "numerators": [[None]] * 12,
        "denominators": [[None]] * 12,
    }
    exact, small, large = (rank_units(**county, errors=[[error]] * 12, draws=400) for error in (None, 0.8, 3.0))
    assert sum(widths(exact)) == 0 < sum(widths(small)) < sum(widths(large))
    assert rank_units(**county, errors=[[0]] * 12, draws=400) == exact


def test_an_error_counts_only_where_there_is_no_base():
    county = a_county([30, 41, 22, 50], [60, 70, 50, 71])
    assert rank_units(**county, errors=[[9.0]] * 4) == rank_units(**county)


def test_a_base_counts_only_for_shares_and_rates():
    county = a_county([30, 41, 22, 50], [60, 70, 50, 71], kinds=["index"])
    assert sum(widths(rank_units(**county))) == 0
    assert sum(widths(rank_units(**county, errors=[[0.2]] * 4))) > 0


def test_two_offices_with_a_base_are_taken_as_they_are():
    ranked = rank_units(**a_county([30, 41], [60, 70]))
    assert widths(ranked) == [0, 0]
    assert [office.score for office in ranked] == pytest.approx([s.score for s in score_units(
        [[0.5], [41 / 70]], [1], ["higher"], [0.7], [0.55])])  # fmt: skip


def test_rates_are_drawn_around_their_own_level():
    county = a_county([20, 35, 28, 60], [100.0, 110.0, 90.0, 400.0], kinds=["rate"], directions=["lower"])
    county |= {"values": [[0.2], [35 / 110], [28 / 90], [0.15]], "green": [0.1], "yellow": [0.4]}
    ranked = rank_units(**county | {"draws": 4000})
    assert [office.position for office in ranked] == [2, 4, 3, 1]
    for office, value in zip(ranked, county["values"], strict=True):
        assert office.score == pytest.approx(100 * (1 - (value[0] - 0.1) / 0.6), abs=4)


def test_rates_without_a_single_event_are_nothing_for_all():
    county = a_county([0, 0, 0], [10, 20, 30], kinds=["rate"], directions=["lower"], green=[0.1], yellow=[0.4])
    assert [office.score for office in rank_units(**county)] == [100] * 3
    missed = a_county([0, 0, 0], [10, 20, 30], kinds=["rate"])
    assert [office.score for office in rank_units(**missed)] == [0] * 3


def test_shares_that_do_not_differ_by_more_than_chance_borrow_all_from_the_county():
    ranked = rank_units(**a_county([50, 100, 25, 75], [100, 200, 50, 150], draws=500))
    assert all(office.score == pytest.approx(100 * (1 - 0.2 / 0.3), abs=1) for office in ranked)


def test_the_spread_is_estimated_over_the_cells_that_take_part_placed_or_not():
    """An office that has too few indicators to be placed still says how much offices differ."""
    county = {
        "weights": [1, 1],
        "directions": ["higher"] * 2,
        "green": [0.9] * 2,
        "yellow": [0.2] * 2,
        "kinds": ["share", "days"],
    }
    far, near = (
        rank_units(
            values=[[0.3, 0.5], [0.35, 0.5], [0.4, 0.5], [other / 20, None]],
            numerators=[[6, None], [7, None], [8, None], [other, None]],
            denominators=[[20, None]] * 4,
            **county,
        )
        for other in (19, 7)
    )
    assert far[3].reason == near[3].reason == "too_few_indicators"
    assert near[2].contributions[0] == pytest.approx(near[0].contributions[0], abs=0.1)
    assert far[2].contributions[0] > far[0].contributions[0] + 2


def test_a_base_under_the_minimum_takes_no_part():
    county = a_county([3, 41, 22, 50], [5, 70, 50, 71], min_base=[20])
    ranked = rank_units(**county)
    assert ranked[0].reason == "too_few_indicators"
    assert ranked[0].contributions == (None,)
    assert max(office.high for office in ranked[1:]) <= 3


def test_who_has_no_results_is_not_placed_and_says_so():
    ranked = rank_units(**a_county([30, None, 22, 50], [60, None, 50, 71]))
    nobody = ranked[1]
    assert (nobody.position, nobody.low, nobody.high, nobody.group, nobody.score) == (None,) * 5
    assert nobody.contributions == (None,)
    assert nobody.reason == "no_results"


def test_a_county_without_offices_has_no_ranking():
    assert rank_units(**a_county([], [])) == ()
    assert rank_units(**a_county([], [], method="mean_position")) == ()


def test_the_halves_are_named_where_it_is_sure_and_only_from_six_offices():
    ranked = rank_units(**a_county([900, 890, 880, 500, 490, 480], [1000] * 6, green=[0.95], yellow=[0.4]))
    assert [office.group for office in ranked] == ["upper"] * 3 + ["lower"] * 3
    five = rank_units(**a_county([900, 890, 880, 500, 490], [1000] * 5, green=[0.95], yellow=[0.4]))
    assert {office.group for office in five} == {None}
    close = rank_units(**a_county([50, 51, 49, 52, 48, 50], [100] * 6))
    assert {office.group for office in close} == {"middle"}


def test_the_middle_of_an_odd_county_is_neither_half():
    ranked = rank_units(**a_county([950, 850, 750, 650, 550, 450, 350], [1000] * 7, green=[0.99], yellow=[0.1]))
    assert [office.group for office in ranked] == ["upper"] * 3 + ["lower"] * 4


def test_a_wider_confidence_gives_wider_intervals():
    table, _ = a_simulated_county(20, 3)
    narrow, wide = (sum(widths(rank_units(**table, confidence=c, draws=500))) for c in (0.5, 0.95))
    assert narrow < wide


@pytest.mark.parametrize("method", METHODS)
def test_extreme_figures_raise_no_warning(method):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for counts, bases in (([0] * 7, [1] * 7), ([1] * 7, [1] * 7), ([10**15, 1, 0, 5, 5, 5, 5], [2 * 10**15] * 7)):
            ranked = rank_units(**a_county(counts, bases, method=method, draws=50))
            assert all(0 <= office.score <= 100 for office in ranked)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kinds": ["percent"]}, "unknown kind 'percent'"),
        ({"kinds": []}, "length"),
        ({"numerators": [[70], [41], [22]]}, "above its denominator"),
        ({"numerators": [[-1], [41], [22]]}, "numerators must not be negative"),
        ({"numerators": [[1], [41]]}, "numerators must be 3"),
        ({"denominators": [[60], [70], [nan]]}, "finite"),
        ({"denominators": [[60], [70], [-1]]}, "negative"),
        ({"errors": [[1], [1], [-1]]}, "errors must not be negative"),
        ({"errors": [[1], [1]]}, "errors must be 3"),
        ({"draws": 0}, "at least one draw"),
        ({"confidence": 90}, "between 0 and 1"),
        ({"seed": -1}, r"\w+"),
        ({"method": "best"}, "unknown method"),
        ({"weights": [0]}, "all weights are zero"),
        ({"green": [0], "yellow": None}, "zero or less"),
    ],
)
def test_a_county_that_can_not_be_ranked_is_refused(changes, says):
    with pytest.raises(ValueError, match=says):
        rank_units(**a_county([30, 41, 22], [60, 70, 50]) | changes)


def test_a_rate_may_be_above_one():
    assert rank_units(**a_county([70, 41, 22], [60, 70, 50], kinds=["rate"]))[0].position == 1


def test_a_table_laid_out_once_may_be_ranked_by_each_indicator_alone():
    county, _ = a_simulated_county(12, 3, seed=5)
    table = table_of(county["values"], county["weights"], county["directions"], county["green"])
    evidence = evidence_of(table, county["kinds"], county["numerators"], county["denominators"])
    for k in range(3):
        column = {name: [[row[k]] for row in county[name]] for name in ("values", "numerators", "denominators")}
        expected = rank_units(
            **column,
            weights=[1],
            directions=["higher"],
            green=[None],
            kinds=["share"],
            method="mean_position",
            draws=80,
        )
        assert rank_table(alone(table, k), [evidence[k]], draws=80) == expected


def test_the_points_of_many_draws_are_the_points_of_each():
    county, _ = a_simulated_county(9, 1, seed=8)
    for method in METHODS:
        table = table_of(county["values"], [1], ["higher"], county["green"], [county["green"][0] - 0.1], method=method)
        levels = np.random.default_rng(1).uniform(0, 1, (9, 30)).round(2)
        together = points_of(table, 0, levels)
        one_by_one = np.column_stack([points_of(table, 0, levels[:, [draw]])[:, 0] for draw in range(30)])
        assert together == pytest.approx(one_by_one)
