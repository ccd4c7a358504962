"""Offices divided by the size of their base: equal ones together, hidden ones nowhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards.compared import size_groups
from scorecards.figures import Figure
from tests.dashboards.figures import a_figure, a_row


def offices(*bases):
    return [a_row(f"NAV K{place}", a_figure(base / 2, base), code=str(place)) for place, base in enumerate(bases)]


def divided(*bases):
    return [[row.figure.denominator for row in group.offices] for group in size_groups(offices(*bases), "ratio")]


def test_twelve_offices_or_more_are_divided_in_four_by_the_quartiles_of_their_bases():
    assert divided(*range(10, 130, 10)) == [[10, 20, 30], [40, 50, 60], [70, 80, 90], [100, 110, 120]]


def test_fewer_are_divided_in_two_by_the_median():
    assert divided(10, 20, 30, 40, 50) == [[10, 20, 30], [40, 50]]


def test_three_offices_are_not_divided():
    assert divided(10, 20, 30) == []


def test_offices_of_one_size_are_not_divided():
    assert divided(*[30] * 14) == []


def test_equal_bases_are_never_parted():
    assert divided(*[5] * 9, 10, 20, 30, 40) == [[5] * 9, [10], [20, 30, 40]]


def test_a_group_names_the_bases_it_reaches_from_and_to():
    groups = size_groups(offices(10, 20, 30, 40), "ratio")
    assert [(group.smallest, group.largest, group.part, group.parts) for group in groups] == [
        (10, 20, 0, 2),
        (30, 40, 1, 2),
    ]


def test_mean_and_result_of_a_group_are_two_things():
    rows = [a_row("A", a_figure(1, 2)), a_row("B", a_figure(8, 8)), *offices(40, 50)]
    small = size_groups(rows, "ratio")[0]
    assert small.summary.mean == pytest.approx(0.75)
    assert (small.pooled.numerator, small.pooled.denominator, small.pooled.value) == (9, 10, 0.9)


def test_what_can_not_be_pooled_has_no_result():
    assert {group.pooled.value for group in size_groups(offices(10, 20, 30, 40), "mean")} == {None}


def test_an_office_that_is_hidden_or_has_no_base_is_in_no_group():
    rows = [*offices(10, 20, 30, 40), a_row("NAV Fedje", Figure("too_few")), a_row("NAV Os", a_figure(value=0.5))]
    placed = [row.name for group in size_groups(rows, "ratio") for row in group.offices]
    assert placed == ["NAV K0", "NAV K1", "NAV K2", "NAV K3"]


@given(st.lists(st.integers(1, 40), min_size=0, max_size=60))
def test_every_office_with_a_base_is_in_one_group_and_the_groups_do_not_overlap(bases):
    groups = size_groups(offices(*bases), "ratio")
    if groups:
        assert sorted(row.code for group in groups for row in group.offices) == sorted(map(str, range(len(bases))))
        assert all(one.largest < other.smallest for one, other in pairwise(groups))
