"""The figures of groups (regions, counties, the country) that pages read, written when results are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from methods.pooling_of_many import pool_each, summarise_each
from organisation.months import Month
from scorecards.arrays import Bools, Floats, Wholes
from scorecards.binary_copy import Column, Lists, Words, copy_rows, date_column
from scorecards.choices import Period, Pooling
from scorecards.delivered import keys_of
from scorecards.models import HiddenTotal, Indicator
from scorecards.rows_as_arrays import read_rows

READ = {
    "indicator": ("bigint", "indicator_id"),
    "unit": ("bigint", "unit_id"),
    "shown": ("float8", "CASE WHEN suppressed THEN NULL ELSE value END"),
    "numerator": ("float8", "numerator"),
    "denominator": ("float8", "denominator"),
    "value": ("float8", "value"),
    "preliminary": ("bool", "preliminary"),
}
FROM_RESULTS = "FROM scorecards_result WHERE month = %s AND indicator_id = ANY(%s)"
DELETE_SUMMARIES = """
DELETE FROM scorecards_groupsummary s
USING unnest(%(indicators)s::bigint[], %(groups)s::bigint[]) AS t(indicator_id, group_id)
WHERE s.indicator_id = t.indicator_id AND s.group_id = t.group_id AND s.month = %(month)s
"""
# Places are judged by how the offices moved in the year before, where no base tells how much chance there is.
OUTDATE_LATER_PLACES = """
UPDATE scorecards_groupsummary s SET places_prepared = false
FROM unnest(%(indicators)s::bigint[], %(groups)s::bigint[]) AS t(indicator_id, group_id), scorecards_indicator i
WHERE s.indicator_id = t.indicator_id AND s.group_id = t.group_id AND s.places_prepared
    AND s.month > %(month)s AND s.month <= %(last)s
    AND i.id = s.indicator_id AND i.unit_of_measure NOT IN ('share', 'rate')
"""
YEAR = 12  # months that a place is judged by


@dataclass(frozen=True, slots=True)
class Summaries:
    """Figures of groups of a month, an entry for each indicator and group; NaN where there is none."""

    indicators: Wholes
    groups: Wholes
    n: Wholes
    mean: Floats
    median: Floats
    q1: Floats
    q3: Floats
    numerator: Floats
    denominator: Floats
    pooled: Floats
    published: Floats
    preliminary: Bools
    total_hidden: Bools
    values: Floats  # of the shown offices, group by group and ascending in each: n of each


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What stands in a month: its rows as READ has them, one for each wanted pair that it counts in, and which pair."""

    rows: NDArray[np.void]
    pair: Wholes  # ascending; within a pair by the shown value, missing ones last
    own: NDArray[np.void]  # the groups' own lines
    own_pair: Wholes


def touched_groups(written: Mapping[int, Collection[int]], groups: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """The (indicator, group) pairs whose summary depends on the figures of these units (of each indicator).

    `groups` names each office's groups; any other unit is a group with a line of its own.
    """
    above: dict[frozenset[int], set[int]] = {}  # most indicators have the same units, whose groups are found once
    touched: set[tuple[int, int]] = set()
    for indicator, units in written.items():
        these = frozenset(units)
        if these not in above:
            above[these] = {group for unit in these for group in groups.get(unit, (unit,))}
        touched |= {(indicator, group) for group in above[these]}
    return touched


def summaries_of(month: Month, touched: Collection[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> Summaries:
    """The summaries of the `touched` (indicator, group) pairs by indicator and group, calculated from results.

    A pair for which nothing stands has none.
    """
    pairs = np.array(sorted(touched), np.int64).reshape(-1, 2)
    indicators = np.unique(pairs[:, 0]).tolist()
    pools = Indicator.objects.filter(id__in=indicators, pooling=Pooling.RATIO).values_list("id", flat=True)
    hidden = HiddenTotal.objects.filter(month=month, period=Period.MONTH, indicator__in=indicators)
    hidden_pairs = np.array(list(hidden.values_list("indicator_id", "unit_id")), np.int64).reshape(-1, 2)
    keys = keys_of(*pairs.T)
    is_hidden = np.isin(keys, keys_of(*hidden_pairs.T))
    may_pool = np.isin(pairs[:, 0], list(pools)) & ~is_hidden
    return _summarised(pairs, _gathered(month, indicators, keys, groups), is_hidden, may_pool)


def _summarised(pairs: Wholes, found: _Gathered, is_hidden: Bools, may_pool: Bools) -> Summaries:
    """The summaries of those `pairs` that something was found of."""
    number = len(pairs)
    shown = found.rows["shown"].astype(np.float64)
    values = shown[~np.isnan(shown)]
    n = np.bincount(found.pair[~np.isnan(shown)], minlength=number)
    spread = summarise_each(values, n)
    adds = may_pool[found.pair]
    numerators, denominators = (found.rows[part][adds].astype(np.float64) for part in ("numerator", "denominator"))
    pooled = pool_each(numerators, denominators, found.pair[adds], number)
    published = np.full(number, np.nan)
    published[found.own_pair] = found.own["value"]
    has_offices = np.bincount(found.pair, minlength=number) > 0
    preliminary = np.bincount(found.pair[found.rows["preliminary"] != 0], minlength=number) > 0
    preliminary[found.own_pair] |= (found.own["preliminary"] != 0) & ~has_offices[found.own_pair]
    there = has_offices.copy()
    there[found.own_pair] = True
    return Summaries(
        indicators=pairs[there, 0],
        groups=pairs[there, 1],
        n=n[there],
        mean=spread.mean[there],
        median=spread.median[there],
        q1=spread.q1[there],
        q3=spread.q3[there],
        numerator=pooled.numerator[there],
        denominator=pooled.denominator[there],
        pooled=pooled.value[there],
        published=np.where(is_hidden, np.nan, published)[there],
        preliminary=preliminary[there],
        total_hidden=is_hidden[there],
        values=values,
    )


def _gathered(month: Month, indicators: list[int], wanted: Wholes, groups: Mapping[int, Sequence[int]]) -> _Gathered:
    """What stands of each wanted pair (its keys, ascending), from one read of the month's results."""
    rows = read_rows(READ, FROM_RESULTS, [month.first_day, indicators])
    places, pair = _counted_in(rows, groups, wanted)
    shown = rows["shown"].astype(np.float64)
    order = np.lexsort((shown[places], pair.astype(np.min_scalar_type(len(wanted)))))
    own_pair, is_wanted = _places_of(keys_of(rows["indicator"], rows["unit"]), wanted)
    return _Gathered(rows[places[order]], pair[order], rows[is_wanted], own_pair[is_wanted])


def _counted_in(rows: NDArray[np.void], groups: Mapping[int, Sequence[int]], wanted: Wholes) -> tuple[Wholes, Wholes]:
    """Each row once for every wanted pair that it counts in: its place, and the pair's."""
    members = sorted((office, group) for office, above in groups.items() for group in above)
    offices = np.array([office for office, _ in members], np.int64)
    above = np.array([group for _, group in members], np.int64)
    first, end = np.searchsorted(offices, rows["unit"]), np.searchsorted(offices, rows["unit"], side="right")
    places = np.repeat(np.arange(len(rows)), end - first)
    nth = np.arange(len(places)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
    pair, counts = _places_of(keys_of(rows["indicator"][places], above[first[places] + nth]), wanted)
    return places[counts], pair[counts]


def _places_of(keys: Wholes, wanted: Wholes) -> tuple[Wholes, Bools]:
    """Where each key stands among the wanted ones, which ascend, and whether it does at all."""
    if not len(wanted):
        return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_)
    places = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    return places, wanted[places] == keys


def write_summaries(month: Month, touched: Collection[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> None:
    """Calculate and store the summaries of the `touched` pairs anew; places that follow from them become pending."""
    if not touched:
        return
    rows = summaries_of(month, touched, groups)
    indicators, of = zip(*sorted(touched), strict=True)
    known: dict[str, Any] = {
        "indicators": _as_array(indicators),
        "groups": _as_array(of),
        "month": month.first_day,
        "last": (month + YEAR - 1).first_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(DELETE_SUMMARIES, known)
    _store(month, rows)
    with connection.cursor() as cursor:
        cursor.execute(OUTDATE_LATER_PLACES, known)


def _as_array(numbers: Sequence[int]) -> str:
    """The numbers as PostgreSQL reads an array: the driver writes each of thousands apart."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _store(month: Month, rows: Summaries) -> None:
    figures = ("mean", "median", "q1", "q3", "numerator", "denominator", "pooled", "published")
    columns: dict[str, Column | Words] = {
        "indicator_id": Column(">i8", rows.indicators),
        "group_id": Column(">i8", rows.groups),
        "month": date_column(month.first_day),
        "n": Column(">i4", rows.n),
        **{name: Column(">f8", getattr(rows, name)) for name in figures},
        "preliminary": Column(">i1", rows.preliminary),
        "total_hidden": Column(">i1", rows.total_hidden),
        "places_prepared": Column(">i1", False),
    }
    copy_rows("scorecards_groupsummary", columns, len(rows.n), lists=("values", Lists(rows.values, rows.n)))
