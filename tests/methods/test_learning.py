"""Whom to learn from."""

from math import nan

import pytest

from methods.learning import learn_from, months_reached, stands_well

MONTHS = 12


def an_office(numerator, denominator, months=MONTHS):
    return [numerator] * months, [denominator] * months


def teachers(*offices, asker=0, green=0.6, direction="higher", others_good=None, **more):
    """The asker reaches 40 of 100 a month unless other offices are given in its place."""
    offices = (an_office(40, 100), *offices) if asker == 0 else offices
    good = [1.0] * len(offices) if others_good is None else others_good
    return learn_from(
        asker, [office[0] for office in offices], [office[1] for office in offices], green, direction, good, **more
    )


def units(found):
    return [teacher.unit for teacher in found]


def test_an_office_that_reaches_the_target_every_month_is_a_teacher():
    (teacher,) = teachers(an_office(70, 100))
    assert (teacher.unit, teacher.value, teacher.months_reached, teacher.months_known) == (1, 0.7, 12, 12)
    assert teacher.size_ratio == 1


def test_lower_may_be_better():
    offices = an_office(20, 100), an_office(60, 100)
    assert units(teachers(*offices, green=0.3, direction="lower")) == [1]


def test_eight_of_ten_months_are_steady_and_seven_are_not():
    steady, unsteady = (([70] * good + [50] * (10 - good), [100] * 10) for good in (8, 7))
    asker = an_office(40, 100, 10)
    found = learn_from(
        0, [asker[0], steady[0], unsteady[0]], [asker[1], steady[1], unsteady[1]], 0.6, "higher", [1] * 3
    )
    assert units(found) == [1]


def test_months_with_too_small_a_base_are_not_known_but_their_cases_count():
    numerators, denominators = [70] * 8 + [0] * 4, [100] * 8 + [4] * 4
    (teacher,) = teachers((numerators, denominators), min_base=5)
    assert (teacher.months_known, teacher.months_reached) == (8, 8)
    assert teacher.value == pytest.approx(560 / 816)
    assert teachers((numerators, denominators), min_base=1) == ()


def test_seven_known_months_are_too_few():
    short = [70] * 7 + [None] * 5, [100] * 12
    assert teachers(short) == ()
    assert units(teachers(short, least_months=7)) == [1]


def test_a_missing_month_is_not_a_zero():
    (teacher,) = teachers(([70] * 9 + [None] * 3, [100] * 9 + [None] * 3))
    assert (teacher.value, teacher.months_known) == (0.7, 9)


def test_being_better_by_chance_alone_is_not_being_better():
    def found(times):
        asker, other = an_office(5 * times, 10 * times, 8), an_office(6 * times, 10 * times, 8)
        return units(learn_from(0, [asker[0], other[0]], [asker[1], other[1]], 0.6, "higher", [1, 1]))

    assert found(times=1) == []
    assert found(times=100) == [1]


def test_doing_badly_on_the_rest_is_no_example():
    offices = [an_office(70, 100)] * 3
    assert units(teachers(*offices, others_good=[1, 0.5, 0.49, None])) == [1]


def test_the_nearest_in_size_comes_first_and_then_the_better():
    offices = an_office(700, 1000), an_office(140, 200), an_office(36, 50), an_office(150, 200)
    found = teachers(*offices)
    assert units(found) == [4, 3, 2, 1]
    assert [teacher.size_ratio for teacher in found] == pytest.approx([2, 0.5, 2, 10])


def test_equal_offices_stand_in_the_order_given():
    assert units(teachers(an_office(70, 100), an_office(70, 100))) == [1, 2]


def test_nobody_learns_from_themselves():
    assert teachers(an_office(70, 100), an_office(90, 100), asker=1) == ()


@pytest.mark.parametrize(("green", "direction"), [(None, "higher"), (0.6, "inside"), (0.6, "none"), (0.95, "higher")])
def test_without_target_or_better_side_or_anybody_who_reaches_it_there_is_no_teacher(green, direction):
    assert teachers(an_office(70, 100), green=green, direction=direction) == ()


def test_an_asker_without_a_base_learns_from_nobody():
    for asker in ([None] * 12, [None] * 12), ([0] * 12, [0] * 12):
        assert learn_from(0, [asker[0], [70] * 12], [asker[1], [100] * 12], 0.6, "higher", [1, 1]) == ()


def test_the_only_office_learns_from_nobody():
    assert teachers() == ()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"asker": 2}, "index of a unit"),
        ({"asker": -1}, "index of a unit"),
        ({"direction": "up"}, "unknown direction"),
        ({"others_good": [1.0]}, "length"),
        ({"others_good": [1.0, nan]}, "finite"),
        ({"numerators": [[1], [101]]}, "above its denominator"),
        ({"numerators": [[1], [-1]]}, "below zero"),
        ({"numerators": [[1], [1, 2]]}, "length"),
        ({"numerators": [[1]]}, "length"),
        ({"green": nan}, "finite"),
        ({"confidence": 0}, "between 0 and 1"),
    ],
)
def test_a_county_that_teaches_nothing_is_refused(arguments, says):
    county = {
        "asker": 0,
        "numerators": [[40], [70]],
        "denominators": [[100], [100]],
        "green": 0.6,
        "direction": "higher",
        "others_good": [1.0, 1.0],
    }
    with pytest.raises(ValueError, match=says):
        learn_from(**county | arguments)


@pytest.mark.parametrize(
    ("value", "direction", "stands"),
    [
        (0.6, "higher", True),
        (0.5, "higher", True),
        (0.4, "higher", False),
        (0.6, "lower", False),
        (0.5, "lower", True),
        (0.4, "lower", True),
    ],
)
def test_at_the_median_or_on_its_better_side_an_office_stands_well(value, direction, stands):
    assert stands_well(value, 0.5, direction) is stands


def test_equal_to_the_median_is_within_the_tolerance():
    assert stands_well(0.3, 0.1 + 0.2, "higher")
    assert stands_well(0.1 + 0.2, 0.3, "lower")


@pytest.mark.parametrize("direction", ["inside", "none", "up"])
def test_without_a_better_side_nothing_stands_well_or_badly(direction):
    with pytest.raises(ValueError, match=direction):
        stands_well(0.5, 0.5, direction)


def test_months_reached_are_of_those_with_enough_base():
    assert months_reached([7, 5, None, 0, 9], [10, 10, 10, 0, 2], 0.6, "higher", min_base=5) == (1, 2)
    assert months_reached([7, 5, None, 0, 2], [10, 10, 10, 0, 10], 0.6, "lower") == (2, 3)
