"""The made-up figures: the same every time, and like life."""

import dataclasses

import numpy as np
import pytest

from demo.behaviour import FIRST, MONTHS, Behaviour, Event, Gap, World, read_world
from demo.simulation import SEASONS, Simulation
from organisation.months import Month

MIDDLING = Behaviour(
    indicator="A", form="share", level=0.7, spread=0.2, base=10, steady=False, season="", swing=0, drift=0, noise=0.05,
    sd=None, hidden_under=None,
)  # fmt: skip


def a_world(*behaviours, events=(), gaps=(), sizes=None):
    return World(
        behaviours={behaviour.indicator: behaviour for behaviour in behaviours or [MIDDLING]},
        events=tuple(events),
        gaps=tuple(gaps),
        corrections=(),
        sizes=sizes or {"1": 20.0, "2": 0.5},
    )


def a_behaviour(**otherwise):
    return dataclasses.replace(MIDDLING, **otherwise)


def shares(world, office="1", better=1, seed=1):
    figures = Simulation(world, {"A": better}, seed).figures("A", office, "C")
    with np.errstate(invalid="ignore"):
        return figures.numerators / figures.denominators


def an_event(unit="1", first="2018-01", last=None, change=1.0, months=1, indicator="A"):
    return Event(indicator, unit, Month.parse(first), last and Month.parse(last), change, months, "")


def test_the_same_seed_gives_the_same_figures():
    one, other = (Simulation(a_world(), {}, 7).figures("A", "1", "C") for _ in range(2))

    np.testing.assert_array_equal(one.numerators, other.numerators)
    np.testing.assert_array_equal(one.denominators, other.denominators)
    assert one.marks == other.marks


def test_another_seed_gives_other_figures():
    assert not np.array_equal(shares(a_world(), seed=1), shares(a_world(), seed=2))


def test_an_offices_figures_do_not_depend_on_who_else_is_asked_for():
    alone = Simulation(a_world(), {}, 1).figures("A", "2", "C")
    together = Simulation(a_world(), {}, 1)
    together.figures("A", "1", "C")

    np.testing.assert_array_equal(together.figures("A", "2", "C").numerators, alone.numerators)


def test_offices_and_indicators_have_their_own_chance():
    world = a_world(MIDDLING, a_behaviour(indicator="B"), sizes={"1": 5.0, "2": 5.0})
    simulation = Simulation(world, {}, 1)
    streams = [simulation.figures(*pair, "C").numerators for pair in (("A", "1"), ("A", "2"), ("B", "1"))]

    assert not np.array_equal(streams[0], streams[1])
    assert not np.array_equal(streams[0], streams[2])


def test_a_share_lies_between_zero_and_its_base():
    figures = Simulation(a_world(), {}, 1).figures("A", "1", "C")

    assert len(figures.numerators) == len(MONTHS)
    assert ((figures.numerators >= 0) & (figures.numerators <= figures.denominators)).all()
    assert (figures.numerators == figures.numerators.round()).all()
    assert np.isnan(figures.values).all()


def test_a_small_office_swings_more_than_a_large_one():
    swings = {
        office: np.mean([np.nanstd(shares(a_world(), office, seed=seed)) for seed in range(20)])
        for office in ("1", "2")
    }

    assert swings["2"] > 3 * swings["1"]


def test_the_base_grows_with_the_office_and_a_stock_hardly_changes():
    flow = Simulation(a_world(), {}, 1).figures("A", "1", "C").denominators
    stock = Simulation(a_world(a_behaviour(steady=True)), {}, 1).figures("A", "1", "C").denominators

    assert 150 < flow.mean() < 250
    assert stock.std() < flow.std() / 1.5
    assert Simulation(a_world(), {}, 1).figures("A", "2", "C").denominators.mean() < 10


def test_fewer_new_cases_come_in_a_holiday_month():
    flow = Simulation(a_world(sizes={"1": 1000.0}), {}, 1).figures("A", "1", "C").denominators

    assert flow[Month(2018, 7) - FIRST] < flow[Month(2018, 10) - FIRST]


def test_drift_goes_in_the_direction_that_is_said():
    world = a_world(a_behaviour(drift=0.5, noise=0, base=500))

    assert shares(world)[-6:].mean() > shares(world)[:6].mean() + 0.15


def test_a_season_comes_back_every_year():
    world = a_world(a_behaviour(season="winter", swing=0.5, noise=0, base=500))
    january, june = (
        np.mean([shares(world)[Month(year, month) - FIRST] for year in (2017, 2018, 2019)]) for month in (1, 6)
    )

    assert january > june + 0.1


def test_every_season_has_twelve_months_within_one():
    assert all(len(season) == 12 and max(map(abs, season)) <= 1 for season in SEASONS.values())


def test_an_event_moves_its_office_from_its_month_on_and_nobody_else():
    quiet, moved = a_world(), a_world(events=[an_event(change=1.5)])
    at = Month(2018, 1) - FIRST

    np.testing.assert_array_equal(shares(moved)[:at], shares(quiet)[:at])
    assert shares(moved)[at:].mean() > shares(quiet)[at:].mean() + 0.1
    np.testing.assert_array_equal(shares(moved, "2"), shares(quiet, "2"))


def test_an_event_ends():
    event = an_event(first="2018-02", last="2018-03")

    assert [event.effect(Month(2018, month)) for month in (1, 2, 3, 4)] == [0, 1, 1, 0]


def test_an_event_may_take_months_to_have_its_full_effect():
    event = an_event(first="2018-02", change=0.6, months=3)

    assert [round(event.effect(Month(2018, month)), 9) for month in (1, 2, 3, 4, 5)] == [0, 0.2, 0.4, 0.6, 0.6]


@pytest.mark.parametrize("unit", ["C", ""])
def test_an_event_in_a_county_or_everywhere_moves_all_its_offices(unit):
    quiet, moved = a_world(), a_world(events=[an_event(unit=unit, change=1.5)])

    for office in ("1", "2"):
        assert np.nanmean(shares(moved, office)[12:]) > np.nanmean(shares(quiet, office)[12:])


def test_a_good_office_is_good_in_the_direction_that_is_better():
    means = [
        (shares(a_world(), better=1, seed=seed).mean(), shares(a_world(), better=-1, seed=seed).mean())
        for seed in range(8)
    ]

    assert any(high > low for high, low in means)
    assert any(high < low for high, low in means)


def test_a_mean_has_a_sum_and_a_number_of_cases():
    figures = Simulation(a_world(a_behaviour(form="mean", level=12.0, spread=0.01, sd=6.0)), {}, 1).figures(
        "A", "1", "C"
    )

    assert abs((figures.numerators / figures.denominators).mean() - 12) < 0.5


def test_a_rate_counts_cases_over_an_exposure_with_decimals():
    figures = Simulation(a_world(a_behaviour(form="rate", level=15.0, spread=0.01, base=0.48)), {}, 1).figures(
        "A", "1", "C"
    )

    assert abs(figures.denominators.mean() - 9.6) < 0.3
    assert abs(figures.numerators.mean() - 144) < 12


@pytest.mark.parametrize("steady", [True, False])
def test_a_number_is_a_value_alone(steady):
    figures = Simulation(a_world(a_behaviour(form="count", level=2.0, spread=0.01, steady=steady)), {}, 1).figures(
        "A", "1", "C"
    )

    assert np.isnan(figures.numerators).all()
    assert abs(figures.values.mean() - 40) < 4
    assert (figures.values == figures.values.round()).all()


def test_an_index_may_be_over_one():
    figures = Simulation(a_world(a_behaviour(form="index", level=1.0, spread=0.01)), {}, 1).figures("A", "1", "C")
    index = figures.numerators / figures.denominators

    assert index.max() > 1 > index.min()


def test_small_counts_are_hidden_by_the_sender_and_zeros_are_not():
    world = a_world(a_behaviour(level=0.3, hidden_under=4), sizes={"1": 0.8})
    figures = Simulation(world, {}, 3).figures("A", "1", "C")
    counted = dict(zip(figures.numerators, figures.marks, strict=True))

    assert {counted[count] for count in (1.0, 2.0, 3.0) if count in counted} == {"*"}
    assert counted.get(4.0, "") == counted.get(5.0, "") == ""
    assert counted.get(0.0, "") == ""


def test_nobody_delivers_a_figure_without_a_base():
    figures = Simulation(a_world(sizes={"1": 0.05}), {}, 1).figures("A", "1", "C")

    assert {mark for mark, base in zip(figures.marks, figures.denominators, strict=True) if base == 0} == {"-"}


def test_a_gap_has_its_mark_in_its_months():
    gap = Gap("A", "1", Month(2018, 2), Month(2018, 3), "i.a.", "")
    marks = Simulation(a_world(gaps=[gap]), {}, 1).figures("A", "1", "C").marks

    assert [marks[Month(2018, month) - FIRST] for month in (1, 2, 3, 4)] == ["", "i.a.", "i.a.", ""]


def test_a_gap_without_an_end_lasts():
    gap = Gap("A", "1", Month(2018, 2), None, "i.a.", "")

    assert gap.holds_in(MONTHS[-1])
    assert not gap.holds_in(Month(2018, 1))


def test_sizes_are_those_of_the_table_and_drawn_for_the_others():
    simulation = Simulation(a_world(), {}, 1)
    drawn = [simulation.size_of(f"{code:04d}") for code in range(300)]

    assert simulation.size_of("1") == 20.0
    assert 0.6 <= min(drawn) < 2
    assert 20 < max(drawn) <= 45
    assert 4 < np.median(drawn) < 6.5


# The demo's own world


@pytest.fixture(scope="module")
def world():
    return read_world()


def voss(world, indicator, better=1):
    figures = Simulation(world, {indicator: better}).figures(indicator, "1235", "1200")
    return figures.numerators / figures.denominators


def test_the_tables_of_the_demo_agree_with_each_other(world):
    assert {event.indicator for event in world.events} <= world.behaviours.keys()
    assert {gap.indicator for gap in world.gaps} <= world.behaviours.keys()
    assert {fix.indicator for fix in world.corrections} <= world.behaviours.keys()
    assert {behaviour.season for behaviour in world.behaviours.values()} <= SEASONS.keys()
    assert {behaviour.form for behaviour in world.behaviours.values()} == {"share", "mean", "rate", "count", "index"}


def test_an_office_improves_after_its_action(world):
    action = next(event for event in world.events if event.why.startswith("TILTAK"))
    at = action.first - FIRST
    figures = voss(world, action.indicator)

    assert action.unit == "1235"
    assert figures[at + 2 : at + 9].mean() > figures[at - 12 : at].mean() + 0.05


def test_a_definition_that_changes_is_seen_in_the_figures(world):
    assert (
        voss(world, "AKTPLAN")[Month(2018, 4) - FIRST :].mean()
        > voss(world, "AKTPLAN")[: Month(2018, 4) - FIRST].mean() + 0.05
    )


def test_some_figures_are_hidden_some_missing_and_some_do_not_apply(world):
    simulation = Simulation(world, {})
    marks = {
        mark
        for office in ("1252", "1265", "1232", "1259")
        for indicator in world.behaviours
        for mark in simulation.figures(indicator, office, "1200").marks
    }

    assert marks == {"", "-", "*", "i.a."}
