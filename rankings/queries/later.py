"""What has come after an edition: from it follows, and is nowhere stored, whether the edition is outdated."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from organisation.months import Month
from rankings.models import Ranking
from rankings.queries.rules import window_in

# A figure that was replaced or taken back leaves a revision; one that came where nothing stood leaves none, and shows
# by its delivery. The second part asks first whether any delivery of those months came later: next to no cost.
FIND_LATER = """
WITH indicators AS (SELECT indicator_id FROM rankings_rankingindicator WHERE ranking_id = %(ranking)s),
     units AS (SELECT unit_id FROM rankings_rankingentry WHERE ranking_id = %(ranking)s),
     late AS MATERIALIZED (
        SELECT id, published_at FROM scorecards_delivery
        WHERE month BETWEEN %(first)s AND %(last)s AND published_at > %(at)s
            AND state = 'published' AND NOT preliminary)
SELECT unit_id, indicator_id, month, max(at), max(delivery) FROM (
    SELECT unit_id, indicator_id, month, replaced_at AS at, replaced_by_id AS delivery FROM scorecards_resultrevision
    WHERE replaced_at > %(at)s AND month BETWEEN %(first)s AND %(last)s
        AND indicator_id IN (SELECT indicator_id FROM indicators) AND unit_id IN (SELECT unit_id FROM units)
    UNION ALL
    SELECT r.unit_id, r.indicator_id, r.month, late.published_at, late.id FROM scorecards_result r
    JOIN late ON late.id = r.delivery_id
    WHERE EXISTS (SELECT 1 FROM late) AND r.month BETWEEN %(first)s AND %(last)s
        AND r.indicator_id IN (SELECT indicator_id FROM indicators) AND r.unit_id IN (SELECT unit_id FROM units)
) AS later
GROUP BY unit_id, indicator_id, month
ORDER BY max(at) DESC, month DESC, indicator_id, unit_id
"""

# The same question for many editions at once, answered by yes or no.
FIND_OUTDATED = """
WITH asked AS (
    SELECT * FROM unnest(%(rankings)s::bigint[], %(published)s::timestamptz[], %(first)s::date[], %(last)s::date[])
        AS asked(ranking, at, first, last))
SELECT ranking FROM asked
WHERE EXISTS (
    SELECT 1 FROM rankings_rankingindicator i
    JOIN scorecards_resultrevision v ON v.indicator_id = i.indicator_id
    JOIN rankings_rankingentry e ON e.unit_id = v.unit_id AND e.ranking_id = asked.ranking
    WHERE i.ranking_id = asked.ranking AND v.replaced_at > asked.at AND v.month BETWEEN asked.first AND asked.last
) OR EXISTS (
    SELECT 1 FROM scorecards_delivery d
    JOIN scorecards_result r ON r.delivery_id = d.id
    JOIN rankings_rankingindicator i ON i.indicator_id = r.indicator_id AND i.ranking_id = asked.ranking
    JOIN rankings_rankingentry e ON e.unit_id = r.unit_id AND e.ranking_id = asked.ranking
    WHERE d.month BETWEEN asked.first AND asked.last AND d.published_at > asked.at
        AND d.state = 'published' AND NOT d.preliminary AND r.month BETWEEN asked.first AND asked.last
)
"""


@dataclass(frozen=True, slots=True)
class Later:
    """A figure behind an edition that changed, or came, after it; ids, the moment, and the delivery that did it."""

    unit: int
    indicator: int
    month: Month
    at: datetime
    delivery: int | None


def later_figures(ranking: Ranking) -> list[Later]:
    """The figures of the edition's indicators, units and months that have changed since, newest first. One query.

    `ranking.rule` is to be at hand. Empty: the edition is not outdated.
    """
    known = {
        "ranking": ranking.pk,
        "at": ranking.published_at,
        "first": _first_month(ranking).first_day,
        "last": ranking.month.first_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND_LATER, known)
        return [Later(row[0], row[1], Month.of(row[2]), row[3], row[4]) for row in cursor.fetchall()]


def outdated_among(rankings: Collection[Ranking]) -> frozenset[int]:
    """The ids of those of which `later_figures` would find some. One query; their rules are to be at hand."""
    known = {
        "rankings": [ranking.pk for ranking in rankings],
        "published": [ranking.published_at for ranking in rankings],
        "first": [_first_month(ranking).first_day for ranking in rankings],
        "last": [ranking.month.first_day for ranking in rankings],
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND_OUTDATED, known)  # type: ignore[arg-type]  # lists become arrays
        return frozenset(row[0] for row in cursor.fetchall())


def _first_month(ranking: Ranking) -> Month:
    month: Month = ranking.month
    return month - (window_in(ranking.rule, month) - 1)
