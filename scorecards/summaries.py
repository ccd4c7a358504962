"""The figures of groups (regions, counties, the country) that pages read, written when results are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from methods.pooling import pool, summarise
from organisation.months import Month
from scorecards.choices import Period, Pooling
from scorecards.models import HiddenTotal, Indicator

# A group's offices side by side: shown values ascending, then the parts of all of them, hidden ones too.
GATHER = """
SELECT r.indicator_id, m.group_id,
    coalesce(array_agg(r.value ORDER BY r.value) FILTER (WHERE r.value IS NOT NULL AND NOT r.suppressed), '{}'),
    array_agg(r.numerator), array_agg(r.denominator), bool_or(r.preliminary)
FROM scorecards_result r
JOIN unnest(%(offices)s::bigint[], %(groups)s::bigint[]) AS m(unit_id, group_id) ON m.unit_id = r.unit_id
JOIN unnest(%(touched_indicators)s::bigint[], %(touched_groups)s::bigint[]) AS t(indicator_id, group_id)
    ON t.indicator_id = r.indicator_id AND t.group_id = m.group_id
WHERE r.month = %(day)s AND r.indicator_id = ANY(%(indicators)s)
GROUP BY r.indicator_id, m.group_id
"""
READ_OWN_LINES = """
SELECT r.indicator_id, r.unit_id, r.value, r.preliminary FROM scorecards_result r
JOIN unnest(%(touched_indicators)s::bigint[], %(touched_groups)s::bigint[]) AS t(indicator_id, group_id)
    ON t.indicator_id = r.indicator_id AND t.group_id = r.unit_id
WHERE r.month = %(day)s
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


@dataclass(slots=True)
class _Group:
    """What is known of an indicator's offices in a group."""

    values: list[float] = field(default_factory=list)  # shown, ascending
    numerators: list[float | None] = field(default_factory=list)  # of all, hidden ones too
    denominators: list[float | None] = field(default_factory=list)
    preliminary: bool = False
    published: float | None = None


def touched_groups(figures: Iterable[tuple[int, int]], groups: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """The (indicator, group) pairs whose summary depends on these (indicator, unit) pairs.

    `groups` names each office's groups; any other unit is a group with a line of its own.
    """
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
    found = _gather(month, indicators, sorted(touched), groups)
    return [_row(month, pair, group, pair[0] in pooled_kinds, pair in hidden) for pair, group in sorted(found.items())]


def _gather(
    month: Month, indicators: list[int], touched: list[tuple[int, int]], groups: Mapping[int, Sequence[int]]
) -> dict[tuple[int, int], _Group]:
    wanted = {group for _, group in touched}
    members = [(office, group) for office, above in groups.items() for group in above if group in wanted]
    known: dict[str, Any] = {
        "day": month.first_day,
        "indicators": indicators,
        "offices": [office for office, _ in members],
        "groups": [group for _, group in members],
        "touched_indicators": [indicator for indicator, _ in touched],
        "touched_groups": [group for _, group in touched],
    }
    with connection.cursor() as cursor:
        cursor.execute(GATHER, known)
        found = {(row[0], row[1]): _Group(*row[2:]) for row in cursor.fetchall()}
        cursor.execute(READ_OWN_LINES, known)
        for indicator, group, value, preliminary in cursor.fetchall():
            of = found.setdefault((indicator, group), _Group(preliminary=preliminary))
            of.published = value
    return found


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
