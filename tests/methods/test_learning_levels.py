"""Whom to learn from on days, indexes and rates: beyond what the offices' own months say is chance, or nobody."""

from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.learning import STEADY
from methods.learning_levels import FEWEST, learn_from_levels, own_levels

MONTHS = 12
WAVE = [0.0, 0.3, -0.2, 0.1, -0.3, 0.2, 0.0, -0.1, 0.3, -0.2, 0.1, -0.2]


def an_office(level, shift=0, scale=1.0):
    """Twelve months around a level, each office's waves at other times than its neighbour's."""
    return [level + scale * WAVE[(month + 5 * shift) % MONTHS] for month in range(MONTHS)]


def a_county(*levels, scale=1.0):
    return [an_office(level, shift, scale) for shift, level in enumerate(levels)]


def units(found):
    return [teacher.unit for teacher in found]


def learn(values, asker=0, green=5.0, direction="higher", good=None, **more):
    return learn_from_levels(asker, values, green, direction, good or [1.0] * len(values), **more)


LEVELS = (4.0, 6.0, 5.5, 4.2, 4.1, 4.3, 3.9)


class TestWhoIsNamed:
    def test_those_that_reach_the_target_month_after_month_and_are_better(self):
        first, second = learn(a_county(*LEVELS))
        assert (first.unit, second.unit) == (1, 2)
        assert first.value == pytest.approx(6.0)
        assert (first.months_reached, first.months_known) == (12, 12)
        assert first.size_ratio is None

    def test_where_less_is_better_those_with_less(self):
        days = [[10 - value for value in row] for row in a_county(*LEVELS)]
        assert units(learn(days, direction="lower")) == [1, 2]
        assert units(learn(days, direction="higher", green=3.0)) == []  # the asker is the best of all then

    def test_the_nearest_in_size_first_and_those_of_no_known_size_last(self):
        values = a_county(4.0, 6.0, 5.8, 6.2, 4.1, 4.3, 3.9)
        sizes = [100, 400, None, 90, 100, 100, 100]
        found = learn(values, sizes=sizes)
        assert units(found) == [3, 1, 2]
        assert [teacher.size_ratio for teacher in found] == [0.9, 4.0, None]

    def test_without_sizes_they_stand_as_given_and_not_the_best_first(self):
        assert units(learn(a_county(4.0, 5.6, 6.4, 5.8, 4.1, 4.3, 3.9))) == [1, 2, 3]

    def test_one_that_reaches_the_target_too_seldom_is_no_example(self):
        values = a_county(*LEVELS)
        values[1] = values[1][:9] + [4.9] * 3
        assert units(learn(values)) == [2]

    def test_a_missing_month_is_not_a_zero(self):
        values = a_county(*LEVELS)
        values[1] = [*values[1][:8], None, None, None, None]
        assert [(t.unit, t.months_known) for t in learn(values)] == [(1, 8), (2, 12)]
        values[1][7] = None
        assert units(learn(values)) == [2]  # seven months are too few
        assert units(learn(values, least_months=7)) == [1, 2]

    def test_doing_badly_on_the_rest_is_no_example(self):
        assert units(learn(a_county(*LEVELS), good=[1, 0.49, 0.5, 1, 1, 1, 1])) == [2]
        assert units(learn(a_county(*LEVELS), good=[1, None, None, 1, 1, 1, 1])) == []

    def test_one_that_is_getting_worse_is_not_steady(self):
        values = a_county(*LEVELS)
        values[1] = [9.0 + 0.1 * w for w in WAVE[:11]] + [6.0]  # far above the target all the same
        assert units(learn(values)) == [2]
        values[1][-1] = 9.0
        assert units(learn(values)) == [1, 2]

    def test_a_lead_within_what_offices_do_from_month_to_month_is_none(self):
        assert learn(a_county(*LEVELS, scale=12.0), green=0.0) == ()

    def test_what_all_of_them_do_in_a_month_is_nobodys_lead(self):
        """A season in which all rise together says nothing of how uncertain their differences are."""
        season = [0, 0, 1, 2, 4, 6, 6, 4, 2, 1, 0, 0]
        values = [[value + up for value, up in zip(row, season, strict=True)] for row in a_county(*LEVELS)]
        assert units(learn(values)) == [1, 2]

    def test_an_office_that_nothing_moves_is_where_it_is(self):
        values = [[level] * MONTHS for level in LEVELS]
        assert units(learn(values)) == [1, 2]
        assert learn([[6.0] * MONTHS] * 7) == ()

    def test_an_asker_of_few_months_learns_only_of_those_who_are_far_better(self):
        values = a_county(4.9, 6.0, 4.95, 4.2, 4.1, 4.3, 3.9)
        assert units(learn(values, green=4.5)) == [1]
        values[0] = [None] * 11 + [5.9]
        assert learn(values, green=4.5) == ()


class TestNobody:
    @pytest.mark.parametrize(
        ("green", "direction"), [(None, "higher"), (5.0, "inside"), (5.0, "none"), (9.0, "higher")]
    )
    def test_without_target_or_better_side_or_anybody_who_reaches_it(self, green, direction):
        assert learn(a_county(*LEVELS), green=green, direction=direction) == ()

    def test_under_six_offices_nobody_can_say_what_is_chance(self):
        values = a_county(*LEVELS[:FEWEST])
        assert units(learn(values)) == [1, 2]
        assert own_levels(values[:-1]) == {}
        assert learn([*values[:-1], [None] * MONTHS]) == ()

    def test_an_asker_without_figures_learns_from_nobody(self):
        assert learn([[None] * MONTHS, *a_county(*LEVELS)], good=[1.0] * 8) == ()

    def test_months_too_few_to_say_how_they_move_say_nothing(self):
        assert own_levels([row[:6] for row in a_county(*LEVELS)]) == {}  # five ranges each

    def test_nobody_learns_from_themselves(self):
        assert 1 not in units(learn(a_county(*LEVELS), asker=1))

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            ({"asker": 2}, "index of a unit"),
            ({"direction": "up"}, "unknown direction"),
            ({"others_good": [1.0]}, "length"),
            ({"others_good": [1.0, nan]}, "finite"),
            ({"values": [[1.0], [1.0, 2.0]]}, "length"),
            ({"values": [[1.0], [nan]]}, "finite"),
            ({"sizes": [1]}, "length"),
            ({"sizes": [1, -1]}, "below zero"),
            ({"green": nan}, "finite"),
            ({"confidence": 1}, "between 0 and 1"),
        ],
    )
    def test_a_county_that_teaches_nothing_is_refused(self, arguments, says):
        county = {
            "asker": 0,
            "values": [[4.0], [7.0]],
            "green": 5.0,
            "direction": "higher",
            "others_good": [1.0, 1.0],
        }
        with pytest.raises(ValueError, match=says):
            learn_from_levels(**county | arguments)


class TestChance:
    """Offices that differ by nothing but chance, and what it takes to see a difference."""

    def county(self, rng, offices, *, lag=0.0, apart=0.0):
        noise = np.zeros((offices, MONTHS))
        noise[:, 0] = rng.normal(size=offices)
        for month in range(1, MONTHS):
            noise[:, month] = lag * noise[:, month - 1] + np.sqrt(1 - lag * lag) * rng.normal(size=offices)
        return 20 + noise + rng.normal(0, 0.5, MONTHS) + apart * rng.normal(size=(offices, 1))

    def share_of_askers_shown_somebody(self, seed, offices, *, worst=False, counties=120, **more):
        rng, shown = np.random.default_rng(seed), 0
        for _ in range(counties):
            values = self.county(rng, offices, **more)
            asker = int(values.mean(axis=1).argmin()) if worst else 0
            shown += bool(learn(values.tolist(), asker, green=float(np.quantile(values, 0.1))))
        return shown / counties

    @pytest.mark.parametrize("offices", [6, 12, 40])
    @pytest.mark.parametrize("lag", [0.0, 0.5, 0.7])
    def test_without_true_differences_an_asker_is_seldom_shown_anybody(self, offices, lag):
        assert self.share_of_askers_shown_somebody(offices, offices, lag=lag) < 0.1

    @pytest.mark.parametrize("offices", [6, 12, 40])
    @pytest.mark.parametrize("lag", [0.0, 0.5, 0.7])
    def test_not_even_the_one_that_chance_has_put_last(self, offices, lag):
        """It is the one that asks: of forty others looked at one by one, two would be better beyond chance."""
        assert self.share_of_askers_shown_somebody(offices, offices, worst=True, lag=lag) < 0.2

    @pytest.mark.parametrize(("offices", "lag"), [(12, 0.0), (12, 0.5), (40, 0.5)])
    def test_where_offices_differ_as_much_as_their_months_the_last_is_shown_somebody(self, offices, lag):
        found = self.share_of_askers_shown_somebody(3, offices, worst=True, lag=lag, apart=1.0, counties=40)
        assert found > 0.8

    def test_who_is_named_is_truly_better(self):
        rng, wrong, named = np.random.default_rng(11), 0, 0
        for _ in range(60):
            apart = rng.normal(size=20)
            values = self.county(rng, 20, lag=0.4) + apart[:, None]
            found = learn(values.tolist(), 0, green=float(np.quantile(values, 0.3)))
            named += len(found)
            wrong += sum(apart[teacher.unit] <= apart[0] for teacher in found)
        assert named > 100
        assert wrong / named < 0.05


COUNTIES = st.integers(1, 9).flatmap(
    lambda offices: st.lists(
        st.lists(st.none() | st.floats(-50, 50), min_size=MONTHS, max_size=MONTHS),
        min_size=offices,
        max_size=offices,
    )
)


class TestAlways:
    @settings(max_examples=60, deadline=None)
    @given(COUNTIES, st.floats(-50, 50), st.sampled_from(["higher", "lower"]), st.data())
    def test_a_teacher_is_steady_and_better_than_the_asker(self, values, green, direction, data):
        asker = data.draw(st.integers(0, len(values) - 1))
        levels = own_levels(values)
        for teacher in learn(values, asker, green, direction):
            assert teacher.unit != asker
            assert teacher.months_known >= 8
            assert teacher.months_reached >= STEADY * teacher.months_known - 1e-9
            lead = levels[teacher.unit].middle - levels[asker].middle
            assert (lead > 0) == (direction == "higher")

    @settings(max_examples=60, deadline=None)
    @given(COUNTIES, st.floats(-50, 50), st.data())
    def test_turned_upside_down_the_same_are_named(self, values, green, data):
        asker = data.draw(st.integers(0, len(values) - 1))
        turned = [[None if value is None else -value for value in row] for row in values]
        assert units(learn(values, asker, green, "higher")) == units(learn(turned, asker, -green, "lower"))

    @settings(max_examples=60, deadline=None)
    @given(COUNTIES, st.data())
    def test_nobody_learns_from_one_who_could_learn_from_them(self, values, data):
        green = data.draw(st.floats(-50, 50))
        pairs = {(a, unit) for a in range(len(values)) for unit in units(learn(values, a, green))}
        assert not {(b, a) for a, b in pairs} & pairs

    @settings(max_examples=60, deadline=None)
    @given(COUNTIES)
    def test_a_level_lies_between_the_offices_mean_and_what_all_have_in_common(self, values):
        levels = own_levels(values)
        middles = [level.middle for level in levels.values()]
        assert all(level.variance >= 0 for level in levels.values())
        if middles:
            assert len(middles) >= FEWEST
            assert all(abs(middle) <= 100 for middle in middles)

    @settings(max_examples=40, deadline=None)
    @given(COUNTIES, st.floats(0.01, 100), st.floats(-30, 30), st.data())
    def test_neither_the_unit_of_measure_nor_where_it_begins_matters(self, values, times, start, data):
        """Of figures that move enough for the tolerance not to matter."""
        rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
        values = (rng.normal(20, 3, (8, 1)) + rng.normal(0, 1, (8, MONTHS))).tolist()
        other = [[start + times * value for value in row] for row in values]
        assert units(learn(values, 0, 15.0)) == units(learn(other, 0, start + times * 15.0))
