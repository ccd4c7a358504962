"""An office's month judged, with the county's other offices where it could lie far from them: one query at most."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.figures import OfficeMonth
from scorecards.judged import Judged, Peers, judge, may_be_far_off

READ_PEERS = """
SELECT indicator_id, month, array_agg(numerator), array_agg(denominator)
FROM scorecards_result
WHERE unit_id = ANY(%(offices)s) AND month IN (%(before)s, %(last)s) AND indicator_id = ANY(%(indicators)s)
    AND NOT suppressed AND absence = '' AND numerator IS NOT NULL AND denominator > 0
GROUP BY indicator_id, month
"""


def judged_lines(figures: OfficeMonth, unit: PlacedUnit, offices: Sequence[PlacedUnit]) -> tuple[Judged, ...]:
    """The lines of `unit`'s month, judged. `offices` are those of its county in the month; none: no funnel is made."""
    month = figures.links.month
    others = [office.id for office in offices if office.id != unit.id]
    indicators = may_be_far_off(figures.lines) if others else []
    peers = _read_peers(indicators, others, month) if indicators else {}
    return judge(figures.lines, figures.months, peers)


def _read_peers(indicators: list[int], offices: list[int], month: Month) -> dict[int, tuple[Peers, Peers]]:
    """By indicator id, of the month and of the month before; only figures that are shown."""
    known: dict[str, Any] = {
        "indicators": indicators,
        "offices": offices,
        "before": (month - 1).first_day,
        "last": month.first_day,
    }
    found: dict[tuple[int, bool], Peers] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_PEERS, known)
        for indicator, day, numerators, denominators in cursor.fetchall():
            found[indicator, day == month.first_day] = Peers(numerators, denominators)
    return {key: (found.get((key, True), Peers()), found.get((key, False), Peers())) for key in indicators}
