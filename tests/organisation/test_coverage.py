"""Arithmetic of date ranges."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from organisation.coverage import gaps, in_words, overlap

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2017, 1, 1)
SPAN = 60  # days that the tests look at


def days(first: int, end: int | None):
    return FIRST + first * DAY, None if end is None else FIRST + end * DAY


def numbers(whole) -> set[int]:
    """The range as the days it holds, of those the tests look at."""
    return {
        day
        for day in range(SPAN)
        if whole[0] <= FIRST + day * DAY and (whole[1] is None or FIRST + day * DAY < whole[1])
    }


@st.composite
def ranges(draw):
    first = draw(st.integers(0, SPAN - 2))
    return days(first, draw(st.none() | st.integers(first + 1, SPAN - 1)))


@given(ranges(), ranges())
def test_ranges_overlap_where_they_share_a_day(one, other):
    assert overlap(one, other) == bool(numbers(one) & numbers(other))
    assert overlap(one, other) == overlap(other, one)


@given(ranges(), st.lists(ranges(), max_size=5))
def test_gaps_are_the_days_that_no_part_holds(whole, parts):
    left = gaps(whole, parts)
    held = set().union(*map(numbers, parts))
    assert set().union(*map(numbers, left)) == numbers(whole) - held


@given(ranges(), st.lists(ranges(), max_size=5))
def test_gaps_come_in_order_and_apart(whole, parts):
    left = gaps(whole, parts)
    assert all(end is not None and end < later for (_, end), (later, _) in pairwise(left))


def test_a_range_ends_before_its_last_day():
    assert not overlap(days(0, 5), days(5, 9))
    assert gaps(days(0, 9), [days(0, 5), days(5, 9)]) == []


def test_an_open_range_is_left_open():
    assert gaps(days(0, None), [days(0, 5)]) == [days(5, None)]
    assert gaps(days(0, None), [days(3, None)]) == [days(0, 3)]


def test_a_range_in_words_says_its_days():
    assert in_words((datetime.date(2017, 1, 1), datetime.date(2020, 1, 1))) == "2017-01-01 til 2020-01-01"
    assert in_words((datetime.date(2017, 1, 1), None)) == "fra 2017-01-01"
