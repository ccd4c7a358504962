"""The figures of groups (regions, counties, the country) that pages read, written when results are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from methods.pooling import pool, summarise
from organisation.months import Month
from scorecards.choices import Period, Pooling
from scorecards.models import HiddenTotal, Indicator

READ_RESULTS = """
SELECT indicator_id, unit_id, CASE WHEN suppressed THEN NULL ELSE value END, numerator, denominator, value, preliminary
FROM scorecards_result WHERE month = %s AND indicator_id = ANY(%s)
"""
DELETE_SUMMARIES = """
DELETE FROM scorecards_groupsummary s USING unnest(%s::bigint[], %s::bigint[]) AS t(indicator_id, group_id)
WHERE s.indicator_id = t.indicator_id AND s.group_id = t.group_id AND s.month = %s
"""
COLUMNS = (
    "indicator_id, group_id, month, n, mean, median, q1, q3, numerator, denominator, pooled, published, values,"
    " preliminary, total_hidden, places_prepared"
)

Row = tuple[object, ...]


@dataclass
class _Group:
    """What is known of an indicator's offices in a group."""

    values: list[float | None] = field(default_factory=list)  # shown
    numerators: list[float | None] = field(default_factory=list)  # of all, hidden ones too
    denominators: list[float | None] = field(default_factory=list)
    preliminary: bool = False
    published: float | None = None


def touched_groups(figures: Iterable[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """The (indicator, group) pairs whose summary depends on these (indicator, unit) pairs: the office's, or the group's own line."""
    touched = set()
    for indicator, unit in figures:
        for group in groups.get(unit, (unit,)):
            touched.add((indicator, group))
    return touched


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
    found = _gather(month, indicators, frozenset(touched), groups)
    return [_row(month, pair, group, pair[0] in pooled_kinds, pair in hidden) for pair, group in sorted(found.items())]


def _gather(
    month: Month, indicators: list[int], touched: frozenset[tuple[int, int]], groups: Mapping[int, Sequence[int]]
) -> dict[tuple[int, int], _Group]:
    found: dict[tuple[int, int], _Group] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_RESULTS, [month.first_day, indicators])
        for indicator, unit, shown, numerator, denominator, value, preliminary in cursor.fetchall():
            above = groups.get(unit)
            if above is None:
                if (indicator, unit) in touched:
                    found.setdefault((indicator, unit), _Group()).published = value
                continue
            for group in above:
                pair = (indicator, group)
                if pair in touched:
                    of = found.get(pair)
                    if of is None:
                        of = found[pair] = _Group()
                    of.values.append(shown)
                    of.numerators.append(numerator)
                    of.denominators.append(denominator)
                    of.preliminary = of.preliminary or preliminary
    return found


def _row(month: Month, pair: tuple[int, int], group: _Group, pools: bool, hidden: bool) -> Row:
    summary = summarise(group.values)
    numerator = denominator = pooled = None
    if pools and not hidden:
        together = pool(group.numerators, group.denominators)
        numerator, denominator, pooled = together.numerator, together.denominator, together.value
    values = sorted(value for value in group.values if value is not None)
    return (
        *pair, month.first_day, summary.n, summary.mean, summary.median, summary.q1, summary.q3,
        numerator, denominator, pooled, None if hidden else group.published, values, group.preliminary, hidden, False,
    )  # fmt: skip


def write_summaries(month: Month, touched: Collection[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> None:
    """Calculate and store the summaries of the `touched` pairs anew; their places are then to be prepared."""
    if not touched:
        return
    rows = summaries_of(month, touched, groups)
    pairs = sorted(touched)
    with connection.cursor() as cursor:
        cursor.execute(DELETE_SUMMARIES, [[pair[0] for pair in pairs], [pair[1] for pair in pairs], month.first_day])
        with cursor.copy(f"COPY scorecards_groupsummary ({COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

