"""Pooled figures, summaries of a group, and figures over several months."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.pooling import over_months, pool, rolling, summarise, year_to_date

MONTHS = [f"{year}-{month:02d}" for year in (2017, 2018) for month in range(1, 13)]
COUNTS = st.one_of(st.none(), st.integers(0, 500))
VALUES = st.one_of(st.none(), st.floats(-1000, 1000).map(lambda x: round(x, 4)))
POOLINGS = ["ratio", "mean", "sum", "none"]


def a_series(values=None, months=MONTHS, **lists):
    return {"months": list(months), "values": values, **lists}


def test_pooling_sums_the_pairs_that_are_known():
    pooled = pool([5, None, 7, 3], [10, 20, None, 30])
    assert (pooled.numerator, pooled.denominator, pooled.value) == (8, 40, 0.2)


def test_a_pair_with_denominator_zero_adds_nothing_not_even_its_numerator():
    assert pool([5, 3], [10, 0]).numerator == 5
    only_zeros = pool([1, 0], [0, 0])
    assert (only_zeros.numerator, only_zeros.denominator, only_zeros.value) == (0, 0, None)


def test_where_nothing_is_known_nothing_is_pooled():
    for numerators, denominators in (([], []), ([None], [4]), ([4], [None])):
        pooled = pool(numerators, denominators)
        assert (pooled.numerator, pooled.denominator, pooled.value) == (None, None, None)


@pytest.mark.parametrize(
    ("numerators", "denominators"),
    [([1, 2], [3]), ([1], [-3]), ([-1], [3]), ([nan], [3]), ([1], [inf]), ([-1], [None]), ([None], [-1])],
)
def test_figures_that_can_not_be_pooled_are_refused(numerators, denominators):
    with pytest.raises(ValueError, match=r"numerator|denominator|length"):
        pool(numerators, denominators)


def test_a_rate_may_be_above_one():
    assert pool([30], [10]).value == 3


def test_huge_counts_are_pooled():
    assert pool([10**15, 1], [2 * 10**15, 1]).value == pytest.approx(0.5)


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=30), st.randoms())
def test_the_order_of_the_offices_does_not_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    assert pool([x for x, _ in pairs], [n for _, n in pairs]) == pool(
        [x for x, _ in shuffled], [n for _, n in shuffled]
    )


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=30))
def test_a_missing_figure_does_not_count_as_zero(pairs):
    known = [(x, n) for x, n in pairs if x is not None and n is not None]
    assert pool([x for x, _ in pairs], [n for _, n in pairs]) == pool([x for x, _ in known], [n for _, n in known])


def test_the_county_mean_counts_offices_alike_and_the_county_result_cases_alike():
    summary = summarise([0.9, 0.1], [9, 100], [10, 1000])
    assert summary.mean == 0.5
    assert summary.pooled == pytest.approx(109 / 1010)


def test_a_group_without_bases_has_no_pooled_result():
    assert summarise([1.0, 3.0]).pooled is None
    assert summarise([1.0, 3.0], [1, 2]).pooled is None
    assert summarise([None], [4], [8]).pooled == 0.5


@pytest.mark.parametrize("lists", [([1.0], [1, 2], [3, 4]), ([1.0, 2.0], [1, 2], [3]), ([nan],), ([1.0], [-1], [2])])
def test_a_group_that_can_not_be_summarised_is_refused(lists):
    with pytest.raises(ValueError, match=r"\w+"):
        summarise(*lists)


@given(st.lists(VALUES, max_size=40))
def test_a_summary_is_that_of_numpy_over_the_offices_that_have_a_value(values):
    summary = summarise(values)
    known = [value for value in values if value is not None]
    assert summary.n == len(known)
    if not known:
        assert (summary.mean, summary.median, summary.q1, summary.q3, summary.lowest, summary.highest) == (None,) * 6
        return
    expected = [np.mean(known), *np.quantile(known, [0.5, 0.25, 0.75]), min(known), max(known)]
    got = [summary.mean, summary.median, summary.q1, summary.q3, summary.lowest, summary.highest]
    assert got == pytest.approx(expected, abs=1e-9)
    assert summary.lowest <= summary.q1 <= summary.median <= summary.q3 <= summary.highest


def test_a_ratio_over_months_is_pooled_and_a_mean_is_plain_also_where_there_are_bases():
    series = a_series([0.9, 0.1], MONTHS[:2], numerators=[9, 10], denominators=[10, 100])
    assert over_months(**series, first="2017-01", last="2017-02", pooling="ratio").value == pytest.approx(19 / 110)
    plain = over_months(**series, first="2017-01", last="2017-02", pooling="mean")
    assert (plain.value, plain.numerator, plain.denominator) == (0.5, None, None)


def test_a_sum_leaves_missing_months_out_and_says_how_many_are_known():
    total = over_months(**a_series([4, None, 6], MONTHS[:3]), first="2017-01", last="2017-03", pooling="sum")
    assert (total.value, total.known, total.expected) == (10, 2, 3)


def test_no_pooling_is_the_last_known_month_whatever_the_order_of_the_list():
    series = a_series([4, None, 6, 5], ["2017-02", "2017-04", "2017-01", "2017-03"])
    assert over_months(**series, first="2017-01", last="2017-04", pooling="none").value == 5


@pytest.mark.parametrize("pooling", POOLINGS)
def test_a_period_without_any_month_has_no_figure_but_an_expectation(pooling):
    empty = over_months([], "2017-11", "2018-02", pooling, [], [], [])
    assert (empty.value, empty.numerator, empty.denominator, empty.known, empty.expected) == (None, None, None, 0, 4)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_lists_that_are_not_handed_in_are_missing_throughout(pooling):
    nothing = over_months(MONTHS, "2017-01", "2017-12", pooling)
    assert (nothing.value, nothing.known, nothing.expected) == (None, 0, 12)


def test_a_month_with_one_part_only_is_not_known():
    half = over_months(MONTHS[:2], "2017-01", "2017-02", "ratio", numerators=[3, None], denominators=[None, 4])
    assert (half.value, half.numerator, half.known) == (None, None, 0)


def test_a_month_with_base_zero_is_known_and_adds_nothing():
    year = over_months(MONTHS[:2], "2017-01", "2017-02", "ratio", numerators=[3, 1], denominators=[6, 0])
    assert (year.value, year.numerator, year.denominator, year.known) == (0.5, 3, 6, 2)
    nothing = over_months(MONTHS[:1], "2017-01", "2017-01", "ratio", numerators=[0], denominators=[0])
    assert (nothing.value, nothing.denominator, nothing.known) == (None, 0, 1)


def test_the_year_begins_in_january():
    values = list(range(24))
    assert year_to_date(MONTHS, "2018-03", "sum", values).value == 12 + 13 + 14
    assert year_to_date(MONTHS, "2018-03", "sum", values).expected == 3
    assert year_to_date(MONTHS, "2018-01", "mean", values).value == 12
    assert year_to_date(MONTHS, "2018-12", "mean", values).expected == 12


def test_a_rolling_figure_reaches_back_over_the_turn_of_the_year():
    values = list(range(24))
    window = rolling(MONTHS, "2018-03", "sum", length=6, values=values)
    assert (window.value, window.expected) == (sum(range(9, 15)), 6)


def test_a_rolling_figure_needs_enough_months_but_keeps_its_sums():
    numbers = [3, None, None, 4]
    window = rolling(MONTHS[:4], "2017-04", "ratio", 12, 3, numerators=numbers, denominators=[10, None, None, 10])
    assert (window.value, window.numerator, window.denominator, window.known) == (None, 7, 20, 2)
    enough = rolling(MONTHS[:4], "2017-04", "ratio", 12, 2, numerators=numbers, denominators=[10, None, None, 10])
    assert enough.value == 0.35


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"pooling": "median"}, "unknown pooling"),
        ({"pooling": ""}, "unknown pooling"),
        ({"first": "2017-13"}, "YYYY-MM"),
        ({"last": "December"}, "YYYY-MM"),
        ({"first": "2018-02"}, "after its last"),
        ({"months": ["2017-01", "2017-01"]}, "twice"),
        ({"months": ["2017-01", "jan 17"]}, "YYYY-MM"),
        ({"values": [1.0]}, "months 2, values 1"),
        ({"numerators": [1]}, "months 2, numerators 1"),
        ({"denominators": [1, 2, 3]}, "months 2, denominators 3"),
        ({"values": [1.0, nan]}, "finite"),
        ({"numerators": [-1, 0]}, "numerator -1 is below zero"),
        ({"denominators": [1, inf]}, "denominator inf"),
    ],
)
def test_a_period_that_can_not_be_calculated_is_refused(arguments, says):
    period = {"months": MONTHS[:2], "first": "2017-01", "last": "2017-02", "pooling": "mean", "values": [1.0, 2.0]}
    with pytest.raises(ValueError, match=says):
        over_months(**period | arguments)


def test_a_window_without_a_month_is_refused():
    with pytest.raises(ValueError, match="at least one month"):
        rolling(MONTHS, "2018-01", "mean", length=0)


def plainly(series, first, last, pooling):
    """The period month by month, from the definition."""
    rows = sorted(
        row
        for row in zip(series["months"], series["values"], series["numerators"], series["denominators"], strict=True)
        if first <= row[0] <= last
    )
    if pooling == "ratio":
        pairs = [(x, n) for _, _, x, n in rows if x is not None and n is not None]
        base = sum(n for _, n in pairs)
        return (sum(x for x, n in pairs if n) / base if base else None), len(pairs)
    known = [v for _, v, _, _ in rows if v is not None]
    if not known:
        return None, 0
    return {"mean": sum(known) / len(known), "sum": sum(known), "none": known[-1]}[pooling], len(known)


@given(
    st.permutations(MONTHS),
    st.lists(st.tuples(VALUES, COUNTS, COUNTS), min_size=24, max_size=24),
    st.integers(0, 23),
    st.integers(0, 23),
    st.sampled_from(POOLINGS),
)
def test_the_order_of_the_months_does_not_matter(months, rows, one, other, pooling):
    first, last = MONTHS[min(one, other)], MONTHS[max(one, other)]
    by_month = dict(zip(MONTHS, rows, strict=True))
    series = {
        "months": months,
        **{
            name: [by_month[month][place] for month in months]
            for place, name in enumerate(("values", "numerators", "denominators"))
        },
    }
    got = over_months(**series, first=first, last=last, pooling=pooling)
    value, known = plainly(series, first, last, pooling)
    assert got.known == known
    assert got.value == (None if value is None else pytest.approx(value, abs=1e-9))
    assert got.expected == abs(one - other) + 1
