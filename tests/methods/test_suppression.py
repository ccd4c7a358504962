"""Small counts can't be calculated back from what is shown."""

import warnings
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods.suppression import suppress
from methods.suppression.equations import Equations
from methods.suppression.programme import largest_rise
from tests.methods.plain_suppression import PlainSystem, suppress_plainly


def hidden(counts, groups, **more):
    found = suppress(counts, groups, **more)
    return {"cells": [str(cell) for cell in found.cells], "totals": [str(total) for total in found.totals]}


def cells(counts, groups, **more):
    return hidden(counts, groups, **more)["cells"]


@st.composite
def systems(draw, most_cells=8, most_groups=7):
    """Cells with small and large counts, some missing or unknown, under totals that overlap at random."""
    count = draw(st.integers(1, most_cells))
    some = st.one_of(st.none(), st.integers(0, 9), st.integers(0, 3), st.integers(10, 40))
    counts = draw(st.lists(some, min_size=count, max_size=count))
    group = st.lists(st.integers(0, count - 1), min_size=1, max_size=count, unique=True).map(sorted)
    rests = draw(st.lists(st.sampled_from([0, 0, 1, 4, 5, 12, None]), min_size=count, max_size=count))
    with_bases = draw(st.booleans())
    bases = [None if c is None or r is None else c + r for c, r in zip(counts, rests, strict=True)]
    return {
        "counts": counts,
        "groups": draw(st.lists(group, max_size=most_groups)),
        "bases": bases if with_bases else None,
        "unknown": draw(st.lists(st.integers(0, count - 1), max_size=1)),
        "published_cells": draw(st.lists(st.integers(0, count - 1), max_size=2)),
        "limit": draw(st.sampled_from([5, 5, 3, 10])),
    }


@st.composite
def offices_over_months(draw):
    """Offices × months with region, county, county line, year-to-date and rolling totals, as the product asks."""
    offices, months = draw(st.integers(2, 4)), draw(st.integers(2, 5))
    counts = draw(st.lists(st.integers(0, 25), min_size=offices * months, max_size=offices * months))
    by_month = [[office * months + month for office in range(offices)] for month in range(months)]
    groups = by_month + ([list(group) for group in by_month] if draw(st.booleans()) else [])
    if draw(st.booleans()):
        groups += [group[: offices // 2] for group in by_month if offices > 2]
    members = draw(st.sampled_from([[], [[0]], [[office] for office in range(offices)], [list(range(offices))]]))
    for offices_of_total in members:
        for month in range(months):
            groups.append([o * months + m for o in offices_of_total for m in range(month + 1)])
            if month >= 2:
                groups.append([o * months + m for o in offices_of_total for m in range(month - 2, month + 1)])
    rests = draw(st.lists(st.integers(0, 25), min_size=len(counts), max_size=len(counts)))
    with_bases = draw(st.booleans())
    published = [cell for cell in range(len(counts)) if cell % months < months - 1] if draw(st.booleans()) else []
    return {
        "counts": counts,
        "groups": [sorted(group) for group in groups],
        "bases": [c + r for c, r in zip(counts, rests, strict=True)] if with_bases else None,
        "published_cells": published,
    }


@settings(deadline=None, max_examples=150)
@given(systems())
def test_what_is_hidden_is_what_the_plain_rule_hides(system):
    assert hidden(**system) == suppress_plainly(**system)


@settings(deadline=None, max_examples=40)
@given(offices_over_months())
def test_what_is_hidden_of_offices_over_months_is_what_the_plain_rule_hides(system):
    assert hidden(**system) == suppress_plainly(**system)


@settings(deadline=None, max_examples=80)
@given(systems(most_cells=10, most_groups=9))
def test_no_hidden_figure_can_be_calculated_back_from_what_is_shown(system):
    """For every hidden small figure, an outsider's linear programme still allows it to be `limit` or more."""
    found = hidden(**system)
    counts, bases, limit = system["counts"], system["bases"], system["limit"]
    figures = [counts]
    if bases is not None:
        figures.append([None if b is None or c is None else b - c for c, b in zip(counts, bases, strict=True)])
    for numbers in figures:
        outsider = PlainSystem(numbers, system["groups"], found["cells"], found["totals"], 1 if bases is None else 0)
        targets = [[cell] for cell in range(len(counts))] + system["groups"]
        for target, state in zip(targets, found["cells"] + found["totals"], strict=True):
            own = sum(numbers[cell] for cell in target if numbers[cell] is not None)
            if state == "hidden" and 0 < own < limit and not set(target) & set(system["unknown"]):
                largest = outsider.largest(target)
                assert largest is None or largest >= limit - 1e-6


@settings(deadline=None, max_examples=60)
@given(systems())
def test_every_small_figure_is_hidden_and_zeros_and_published_ones_are_not_chosen(system):
    found = cells(**{key: system[key] for key in system})
    for cell, (count, state) in enumerate(zip(system["counts"], found, strict=True)):
        if count is not None and 0 < count < system["limit"]:
            assert state == "hidden"
        if state == "hidden_too":
            assert cell not in system["published_cells"]
            rest = (
                None if not system["bases"] or system["bases"][cell] is None else system["bases"][cell] - (count or 0)
            )
            assert count or rest


def test_one_small_cell_takes_the_smallest_other_with_it():
    assert cells([10, 3, 20, 30], [[0, 1, 2, 3]]) == ["hidden_too", "hidden", "shown", "shown"]


def test_two_small_cells_that_may_be_large_protect_each_other():
    assert cells([10, 4, 4, 30], [[0, 1, 2, 3]]) == ["shown", "hidden", "hidden", "shown"]


def test_two_small_cells_that_add_up_to_little_do_not():
    assert cells([10, 1, 1, 30], [[0, 1, 2, 3]]) == ["hidden_too", "hidden", "hidden", "shown"]


def test_the_first_of_equally_small_cells_is_chosen():
    assert cells([3, 9, 9, 9], [[0, 1, 2, 3]]) == ["hidden", "hidden_too", "shown", "shown"]


def test_where_no_cell_can_be_hidden_the_total_is():
    assert hidden([3, 0, 0], [[0, 1, 2]]) == {"cells": ["hidden", "shown", "shown"], "totals": ["hidden"]}
    published = hidden([3, 9, 8], [[0, 1, 2]], published_cells=[1, 2])
    assert published == {"cells": ["hidden", "shown", "shown"], "totals": ["hidden_too"]}


def test_february_is_not_given_away_by_two_years_to_date():
    found = hidden([20, 3, 30, 40], [[0, 1], [0]], published_cells=[0])
    assert found["totals"] == ["hidden_too", "shown"]


def test_a_cell_that_nobody_adds_up_needs_no_protection():
    assert hidden([3, 9], []) == {"cells": ["hidden", "shown"], "totals": []}
    assert hidden([3, 9], [[1]]) == {"cells": ["hidden", "shown"], "totals": ["shown"]}


def test_the_rest_is_protected_as_the_count_is():
    assert cells([18, 30, 40], [[0, 1, 2]], bases=[20, 60, 90]) == ["hidden", "hidden_too", "shown"]
    assert cells([20, 30, 40], [[0, 1, 2]], bases=[20, 60, 90]) == ["shown", "shown", "shown"]


def test_a_base_that_is_missing_says_nothing_of_the_rest():
    assert cells([18, 30, 40], [[0, 1, 2]], bases=[None, 60, 90]) == ["shown", "shown", "shown"]
    assert cells([2, 30, 40], [[0, 1, 2]], bases=[None, 60, 90]) == ["hidden", "hidden_too", "shown"]


def test_a_missing_cell_is_no_zero_and_no_unknown():
    assert hidden([None, 12, 20], [[0, 1, 2]]) == {"cells": ["shown"] * 3, "totals": ["shown"]}


def test_what_the_sender_hid_hides_every_total_that_holds_it():
    found = hidden([None, 12, 20, 9], [[0, 1, 2], [1, 2, 3], [0, 1, 2, 3]], unknown=[0])
    assert found == {"cells": ["hidden", "shown", "shown", "shown"], "totals": ["hidden", "shown", "hidden"]}


def test_a_figure_that_is_known_though_the_sender_hid_it_stays_hidden():
    assert hidden([12, 20], [[0, 1]], unknown=[0]) == {"cells": ["hidden", "shown"], "totals": ["hidden"]}


def test_a_small_cell_is_protected_by_one_that_the_sender_hid():
    found = hidden([None, 3, 20], [[0, 1, 2]], unknown=[0])
    assert found == {"cells": ["hidden", "hidden", "shown"], "totals": ["hidden"]}


def test_the_same_total_twice_must_be_hidden_twice_or_protected():
    found = hidden([3, 0], [[0, 1], [0, 1]])
    assert found["totals"] == ["hidden", "hidden"]
    published = hidden([3, 9], [[0, 1], [0, 1]], published_cells=[1])
    assert published["totals"] == ["hidden_too", "hidden_too"]


def test_nothing_to_hide_needs_no_programme():
    assert hidden([10, 0, 20], [[0, 1], [0, 1, 2]]) == {"cells": ["shown"] * 3, "totals": ["shown"] * 2}
    assert hidden([], []) == {"cells": [], "totals": []}
    assert hidden([], [[]]) == {"cells": [], "totals": ["shown"]}


def test_a_limit_of_one_or_nothing_hides_nothing():
    assert cells([1, 2, 0], [[0, 1, 2]], limit=1) == ["shown"] * 3
    assert cells([1, 2, 0], [[0, 1, 2]], limit=0) == ["shown"] * 3


def test_huge_counts_and_counts_that_are_not_whole_are_protected_too():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cells([3, 10**12, 10**13], [[0, 1, 2]]) == ["hidden", "hidden_too", "shown"]
        assert cells([3, 2, 10**18], [[0, 2], [1, 2], [0, 1, 2]]) == ["hidden", "hidden", "hidden_too"]
        assert cells([0.5, 7.5, 9.25], [[0, 1, 2]]) == ["hidden", "hidden_too", "shown"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"counts": [1, -2, 3]}, "count -2"),
        ({"counts": [1, nan, 3]}, "count nan"),
        ({"counts": [1, inf, 3]}, "count inf"),
        ({"bases": [1, 2]}, "length"),
        ({"bases": [5, 5, -5]}, "base -5"),
        ({"bases": [20, 20, 2]}, "above its denominator"),
        ({"groups": [[0, 3]]}, "indexes of cells"),
        ({"groups": [[0, -1]]}, "indexes of cells"),
        ({"groups": [[0, 0]]}, "each once"),
        ({"unknown": [3]}, "indexes of cells"),
        ({"published_cells": [-1]}, "indexes of cells"),
        ({"limit": -1}, "limit"),
        ({"limit": nan}, "limit"),
    ],
)
def test_a_table_that_can_not_be_protected_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        suppress(**{"counts": [10, 3, 20], "groups": [[0, 1, 2]]} | arguments)


def rows_of(equations):
    return {total: (row.parts, sorted(row.rest)) for total, row in equations.rows.items()}


def an_equation_system():
    """Three months of an office, their years to date, and a rolling sum."""
    equations = Equations([3, 9, 12, 7], [[0], [0, 1], [0, 1, 2], [1, 2], [0, 1, 2]], least=1)
    equations.begin({0, 1}, {0, 1, 2, 3, 4})
    return equations


def test_a_total_is_shortened_by_the_totals_inside_it():
    assert rows_of(an_equation_system()) == {
        0: ((), [0]),
        1: ((0,), [1]),
        3: ((), [1, 2]),
        2: ((3, 0), []),
        4: ((2,), []),
    }


def test_hiding_a_total_writes_anew_what_it_shortened():
    equations = an_equation_system()
    equations.hide_total(2)
    assert rows_of(equations)[4] == ((3, 0), [])
    equations.hide_total(3)
    assert rows_of(equations)[4] == ((1,), [2])


def test_the_equations_without_a_total_are_put_back_afterwards():
    equations = an_equation_system()
    before, open_before = rows_of(equations), {t: set(c) for t, c in equations.open_in_row.items()}
    with equations.without(3):
        assert 3 not in equations.rows
        assert rows_of(equations)[2] == ((1,), [2])
    assert rows_of(equations) == before
    assert equations.open_in_row == open_before
    assert equations.connected([0]) == ([0], [0])


def test_cells_hang_together_through_shown_totals_only():
    equations = Equations([3, 9, 12, 7], [[0, 1], [1, 2], [2, 3]], least=1)
    equations.begin({0, 1, 2, 3}, {0, 2})
    assert equations.connected([0]) == ([0, 1], [0])
    assert equations.connected([3]) == ([2, 3], [2])


def test_two_cells_rise_together_as_far_as_the_totals_of_both_allow():
    equations = Equations([1, 1, 4, 4], [[0, 2], [1, 3]], least=1)
    equations.begin({0, 1, 2, 3}, {0, 1})
    rise, moved, weights = largest_rise(equations, [0, 1], need=3)
    assert rise == pytest.approx(6)
    assert moved == pytest.approx({0: 3, 1: 3, 2: -3, 3: -3})
    assert weights == pytest.approx({0: 1, 1: 1})


def test_a_hidden_cell_without_a_rest_may_have_one_for_all_an_outsider_knows():
    """Cell 1 has no base. Without it, cell 2's rest of 1 would follow from cell 3's."""
    counts, bases = [12, 1, 1, 4], [30, None, 2, 9]
    assert hidden(counts, [[0, 1, 3], [2, 3]], bases=bases) == {
        "cells": ["shown", "hidden", "hidden", "hidden"],
        "totals": ["shown", "shown"],
    }


@settings(deadline=None, max_examples=80)
@given(systems(most_cells=9, most_groups=8), st.data())
def test_going_on_from_what_is_hidden_already_leaves_nothing_to_calculate_back(system, data):
    places = {"cells": range(len(system["counts"])), "totals": range(len(system["groups"]))}
    some = {
        name: data.draw(st.lists(st.sampled_from(list(range_)), max_size=3, unique=True)) if len(range_) else []
        for name, range_ in places.items()
    }
    kept = data.draw(st.lists(st.sampled_from(range(len(system["groups"]))), unique=True)) if system["groups"] else []
    found = hidden(**system, hidden_cells=some["cells"], hidden_totals=some["totals"], kept_totals=kept)
    assert "shown" not in [found["cells"][cell] for cell in some["cells"]]
    assert "shown" not in [found["totals"][total] for total in some["totals"]]
    counts, bases, limit = system["counts"], system["bases"], system["limit"]
    rests = [
        None if not bases or b is None or c is None else b - c for c, b in zip(counts, bases or counts, strict=True)
    ]
    for numbers in [counts] if bases is None else [counts, rests]:
        open_counts = [count for count, state in zip(counts, found["cells"], strict=True) if state != "shown"]
        least = 1 if bases is None and all(open_counts) else 0
        outsider = PlainSystem(numbers, system["groups"], found["cells"], found["totals"], least)
        targets = [[cell] for cell in range(len(counts))] + system["groups"]
        for target, state in zip(targets, found["cells"] + found["totals"], strict=True):
            own = sum(numbers[cell] for cell in target if numbers[cell] is not None)
            if state == "hidden" and 0 < own < limit and not set(target) & set(system["unknown"]):
                largest = outsider.largest(target)
                assert largest is None or largest >= limit - 1e-6


def test_a_total_that_was_shown_is_kept_where_hiding_another_will_do():
    table = {"counts": [20, 3, 30], "groups": [[0], [0, 1], [0, 1, 2]], "published_cells": [0, 2]}
    assert hidden(**table)["totals"] == ["shown", "hidden_too", "hidden_too"]
    assert hidden(**table, kept_totals=[0, 1])["totals"] == ["shown", "hidden_too", "hidden_too"]
    years_to_date = {"counts": [20, 3, 30], "groups": [[0], [0, 1], [2], [1, 2]], "published_cells": [0, 2]}
    assert hidden(**years_to_date, kept_totals=[0, 2])["totals"] == ["shown", "hidden_too", "shown", "hidden_too"]


def test_what_was_hidden_to_protect_others_stays_hidden_and_protects():
    table = {"counts": [3, 9, 8, 7], "groups": [[0, 1, 2, 3]]}
    assert cells(**table) == ["hidden", "shown", "shown", "hidden_too"]
    assert cells(**table, hidden_cells=[1]) == ["hidden", "hidden_too", "shown", "shown"]
    assert hidden(**table, hidden_totals=[0]) == {
        "cells": ["hidden", "shown", "shown", "shown"],
        "totals": ["hidden_too"],
    }


def test_what_is_hidden_for_being_small_is_not_hidden_for_others():
    assert cells([3, 9, 8], [[0, 1, 2]], hidden_cells=[0]) == ["hidden", "shown", "hidden_too"]


@pytest.mark.parametrize("arguments", [{"hidden_totals": [1]}, {"kept_totals": [-1]}, {"hidden_cells": [3]}])
def test_a_place_that_is_no_cell_or_total_is_refused(arguments):
    with pytest.raises(ValueError, match="indexes of"):
        suppress([10, 3, 20], [[0, 1, 2]], **arguments)
