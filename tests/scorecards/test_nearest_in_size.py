"""An office among those nearest in size: chosen by the ratio of their bases, placed as INTERFACES.md places offices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.ranking import rank_units
from organisation.months import Month
from scorecards.figures import Figure
from scorecards.nearest_in_size import MOST, nearest_in_size, place_in_size
from scorecards.possible_places import MONTHS, Measure, OfficeMonths, possible_places

MAY = Month(2018, 5)
SHARE = Measure("higher", "share")


def office(code: int, numerator: float, denominator: float) -> OfficeMonths:
    values = [None] * (MONTHS - 1) + [numerator / denominator]
    return OfficeMonths(f"{code:04d}", values, numerator, denominator)


def figure_of(one: OfficeMonths, *, preliminary: bool = False) -> Figure:
    return Figure("value", one.numerator, one.denominator, one.values[-1], preliminary=preliminary)


def country(number: int) -> dict[int, OfficeMonths]:
    """Offices of every size, with shares that jump up and down."""
    return {unit: office(unit, (unit * 7) % (10 + unit), 10 + unit) for unit in range(1, number + 1)}


def placed(offices, own, measure=SHARE, **more):
    return place_in_size(measure, MAY, offices, own, figure_of(offices[own], **more))


class TestWhoIsNearest:
    def test_it_is_the_ratio_that_counts_and_not_the_difference(self):
        bases = {1: 100.0, 2: 50.0, 3: 180.0, 4: 1.0, 5: 9000.0, 6: 9000.0}
        assert nearest_in_size(bases, 1) == [1, 3, 2]  # 80 more is nearer than 50 fewer

    def test_there_are_forty_of_a_whole_country_and_the_office_is_one_of_them(self):
        nearest = nearest_in_size({unit: float(unit) for unit in range(1, 457)}, 200)
        assert (len(nearest), nearest[0]) == (MOST, 200)
        assert set(nearest) == set(range(min(nearest), max(nearest) + 1))

    def test_no_more_than_half_of_those_that_there_are(self):
        assert len(nearest_in_size({unit: float(unit) for unit in range(1, 31)}, 30)) == 15

    def test_an_office_is_among_its_own_however_many_are_of_the_same_size(self):
        assert 400 in nearest_in_size(dict.fromkeys(range(1, 457), 80.0), 400)

    def test_of_equals_those_given_first_are_taken(self):
        assert nearest_in_size(dict.fromkeys(range(1, 9), 5.0), 8) == [8, 1, 2, 3]

    @given(st.dictionaries(st.integers(1, 999), st.floats(0.5, 1e6), min_size=2, max_size=120), st.data())
    def test_nobody_left_out_is_nearer_than_anybody_taken(self, bases, data):
        own = data.draw(st.sampled_from(sorted(bases)))
        taken = nearest_in_size(bases, own)
        farthest = max(max(bases[unit] / bases[own], bases[own] / bases[unit]) for unit in taken)
        for unit in bases.keys() - set(taken):
            assert max(bases[unit] / bases[own], bases[own] / bases[unit]) >= farthest * (1 - 1e-9)


class TestThePlace:
    def test_it_is_what_rank_units_says_of_the_nearest_alone(self):
        offices = country(90)
        found = placed(offices, 50)
        among = [offices[unit] for unit in sorted(nearest_in_size({u: o.denominator for u, o in offices.items()}, 50))]
        ranked = rank_units(
            values=[[one.values[-1]] for one in among],
            weights=[1],
            directions=["higher"],
            green=[1],
            kinds=["share"],
            numerators=[[one.numerator] for one in among],
            denominators=[[one.denominator] for one in among],
            method="mean_position",
            draws=500,
        )
        own = ranked[[one.code for one in among].index("0050")]
        better = sum(one.values[-1] > offices[50].values[-1] for one in among)
        assert (found.place.position, found.place.of) == (1 + better, 40)
        assert found.place.low == min(own.low, 1 + better)
        assert found.place.high == max(own.high, 1 + better)

    def test_the_smallest_and_the_largest_base_are_theirs(self):
        found = placed(country(90), 50)
        assert found.smallest < 60 < found.largest
        assert found.largest - found.smallest == 39

    def test_where_lower_is_better_the_order_is_the_other_way(self):
        offices = country(90)
        upwards, downwards = placed(offices, 50), placed(offices, 50, Measure("lower", "share"))
        assert downwards.place.position == 41 - upwards.place.position

    def test_ten_are_enough_and_nine_are_not(self):
        assert placed(country(20), 4).place.of == 10
        assert placed(country(19), 4) is None

    @pytest.mark.parametrize("direction", ["none", "inside"])
    def test_there_is_none_where_no_direction_says_what_is_better(self, direction):
        assert placed(country(40), 4, Measure(direction, "share")) is None

    def test_a_preliminary_figure_has_none(self):
        assert placed(country(40), 4, preliminary=True) is None

    def test_an_office_that_is_not_among_those_shown_has_none(self):
        offices = country(40)
        own = offices.pop(4)
        assert place_in_size(SHARE, MAY, offices, 4, figure_of(own)) is None

    def test_the_same_figures_give_the_same_places_in_whatever_order_they_are_read(self):
        offices = country(40)
        backwards = dict(reversed(offices.items()))
        assert possible_places(SHARE, MAY, offices) == possible_places(SHARE, MAY, backwards)


class TestDays:
    def offices(self, swing: float) -> dict[int, OfficeMonths]:
        """Days with a base: how sure they are is read from how much they swing from month to month."""
        return {
            unit: OfficeMonths(
                f"{unit:04d}", [10 + unit % 7 + swing * (month % 2) for month in range(MONTHS)], None, 10.0 + unit
            )
            for unit in range(1, 41)
        }

    def width(self, swing: float, changed: Month | None = None) -> int:
        place = placed(self.offices(swing), 20, Measure("lower", "days", changed)).place
        return int(place.high - place.low)

    def test_the_more_they_swing_the_wider_is_the_interval(self):
        assert self.width(0.05) < self.width(6.0)

    def test_months_before_the_definition_changed_say_nothing_of_how_sure_they_are(self):
        offices = self.offices(6.0)
        for one in offices.values():
            one.values[6:] = [one.values[-1]] * 6
        own = {
            key: placed(offices, 20, Measure("lower", "days", changed)).place
            for key, changed in {"never": None, "since": MAY - 5}.items()
        }
        assert own["since"].high - own["since"].low < own["never"].high - own["never"].low
