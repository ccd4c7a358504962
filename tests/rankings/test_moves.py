"""A change of place is told only where it is more than noise."""

import pytest

from rankings.moves import Stand, is_more_than_noise


def test_a_place_that_neither_interval_reaches_has_changed():
    assert is_more_than_noise(Stand(20, 15, 25), Stand(5, 2, 9))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (Stand(8, 3, 14), Stand(5, 2, 7)),  # the new place was within reach before
        (Stand(8, 6, 9), Stand(5, 2, 12)),  # the old one still is
        (Stand(8, 3, 14), Stand(5, 2, 12)),
        (Stand(5, 5, 5), Stand(5, 5, 5)),
    ],
)
def test_a_place_within_reach_of_the_other_month_is_noise(before: Stand, now: Stand):
    assert not is_more_than_noise(before, now)


def test_nothing_is_said_where_an_edition_has_no_intervals():
    assert not is_more_than_noise(Stand(20, None, None), Stand(5, 2, 9))
    assert not is_more_than_noise(Stand(20, 15, 25), Stand(5, None, None))
