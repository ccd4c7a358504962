"""The figures of groups (regions, counties, the country) that pages read, written when results are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from methods.matrices import none_for_nan
from methods.pooling import pool, summarise
from organisation.months import Month
from scorecards.arrays import Wholes
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
COLUMNS = (
    "indicator_id, group_id, month, n, mean, median, q1, q3, numerator, denominator, pooled, published, values,"
    " preliminary, total_hidden, places_prepared"
)

YEAR = 12  # months that a place is judged by

Row = tuple[object, ...]


@dataclass(slots=True)
class _Group:
    """What is known of an indicator's offices in a group."""

    values: list[float] = field(default_factory=list)  # shown, ascending
    numerators: Sequence[float | None] = ()  # of all, hidden ones too
    denominators: Sequence[float | None] = ()
    preliminary: bool = False
    published: float | None = None


def touched_groups(figures: Iterable[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """The (indicator, group) pairs whose summary depends on these (indicator, unit) pairs.

    `groups` names each office's groups; any other unit is a group with a line of its own.
    """
    units: dict[int, set[int]] = defaultdict(set)
    for indicator, unit in figures:
        units[indicator].add(unit)
    above: dict[frozenset[int], set[int]] = {}  # most indicators have the same units, whose groups are found once
    for these in map(frozenset, units.values()):
        if these not in above:
            above[these] = {group for unit in these for group in groups.get(unit, (unit,))}
    return {(indicator, group) for indicator, these in units.items() for group in above[frozenset(these)]}


def summaries_of(month: Month, touched: Collection[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> list[Row]:
    """The summaries of the `touched` (indicator, group) pairs as rows of COLUMNS, calculated from results.

    A pair for which nothing stands has no row.
    """
    indicators = sorted({indicator for indicator, _ in touched})
    pooled_kinds = set(Indicator.objects.filter(id__in=indicators, pooling=Pooling.RATIO).values_list("id", flat=True))
    hidden = set(
        HiddenTotal.objects.filter(month=month, period=Period.MONTH, indicator__in=indicators).values_list(
            "indicator_id", "unit_id"
        )
    )
    found = _gather(month, indicators, sorted(touched), groups)
    return [_row(month, pair, group, pair[0] in pooled_kinds, pair in hidden) for pair, group in sorted(found.items())]


def _gather(
    month: Month, indicators: list[int], touched: list[tuple[int, int]], groups: Mapping[int, Sequence[int]]
) -> dict[tuple[int, int], _Group]:
    """What stands of each touched pair, from one read of the month's results."""
    rows = read_rows(READ, FROM_RESULTS, [month.first_day, indicators])
    wanted = keys_of(*np.array(touched, np.int64).T)
    places, keys = _counted_in(rows, groups, np.sort(wanted))
    order = np.lexsort((rows["shown"][places], keys))  # missing ones last
    rows_in_order, keys = rows[places[order]], keys[order]
    starts = np.searchsorted(keys, wanted).tolist()
    ends = np.searchsorted(keys, wanted, side="right").tolist()
    found = {
        pair: _group(rows_in_order[start:end])
        for pair, start, end in zip(touched, starts, ends, strict=True)
        if start < end
    }
    own = rows[np.isin(keys_of(rows["indicator"], rows["unit"]), wanted)]
    for row in own:
        of = found.setdefault((int(row["indicator"]), int(row["unit"])), _Group(preliminary=bool(row["preliminary"])))
        of.published = None if np.isnan(row["value"]) else float(row["value"])
    return found


def _counted_in(rows: NDArray[np.void], groups: Mapping[int, Sequence[int]], wanted: Wholes) -> tuple[Wholes, Wholes]:
    """Each row once for every wanted pair that it counts in: its place, and the pair's key."""
    members = sorted((office, group) for office, above in groups.items() for group in above)
    offices = np.array([office for office, _ in members], np.int64)
    above = np.array([group for _, group in members], np.int64)
    first, end = np.searchsorted(offices, rows["unit"]), np.searchsorted(offices, rows["unit"], side="right")
    places = np.repeat(np.arange(len(rows)), end - first)
    nth = np.arange(len(places)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
    keys = keys_of(rows["indicator"][places], above[first[places] + nth])
    counts = np.isin(keys, wanted)
    return places[counts], keys[counts]


def _group(rows: NDArray[np.void]) -> _Group:
    shown = rows["shown"]
    return _Group(
        values=shown[~np.isnan(shown)].tolist(),
        numerators=none_for_nan(rows["numerator"]),
        denominators=none_for_nan(rows["denominator"]),
        preliminary=bool(rows["preliminary"].any()),
    )


def _row(month: Month, pair: tuple[int, int], group: _Group, pools: bool, hidden: bool) -> Row:
    summary = summarise(group.values)
    numerator = denominator = pooled = None
    if pools and not hidden:
        together = pool(group.numerators, group.denominators)
        numerator, denominator, pooled = together.numerator, together.denominator, together.value
    values = "{" + ",".join(map(repr, group.values)) + "}"  # an array as COPY reads it: quicker than by the driver
    return (
        *pair, month.first_day, summary.n, summary.mean, summary.median, summary.q1, summary.q3,
        numerator, denominator, pooled, None if hidden else group.published, values, group.preliminary, hidden, False,
    )  # fmt: skip


def write_summaries(month: Month, touched: Collection[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> None:
    """Calculate and store the summaries of the `touched` pairs anew; places that follow from them become pending."""
    if not touched:
        return
    rows = summaries_of(month, touched, groups)
    indicators, of = zip(*sorted(touched), strict=True)
    known: dict[str, Any] = {
        "indicators": list(indicators),
        "groups": list(of),
        "month": month.first_day,
        "last": (month + YEAR - 1).first_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(DELETE_SUMMARIES, known)
        into = f"COPY scorecards_groupsummary ({COLUMNS}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(OUTDATE_LATER_PLACES, known)
