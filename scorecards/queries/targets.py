"""Which target holds for a unit: the nearest one upwards (office, region, county, country), then everyone's."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above
from scorecards.figures import Limits

READ_TARGETS = """
SELECT indicator_id, unit_id, valid_from, valid_to, green, yellow, green_upper, yellow_upper FROM scorecards_target
WHERE indicator_id = ANY(%(indicators)s) AND (unit_id IS NULL OR unit_id = ANY(%(units)s))
    AND valid_from <= %(last)s AND (valid_to IS NULL OR valid_to > %(first)s)
"""


class Targets:
    """Targets of some indicators with their spans, read once and asked often."""

    def __init__(self, rows: Iterable[tuple[int, int | None, datetime.date, datetime.date | None, Limits]]) -> None:
        self._spans: dict[tuple[int, int | None], list[tuple[datetime.date, datetime.date | None, Limits]]] = {}
        for indicator, unit, first, end, limits in rows:
            self._spans.setdefault((indicator, unit), []).append((first, end, limits))

    def nearest(self, indicator: int, chain: Sequence[int], month: Month) -> Limits | None:
        """The target of `indicator` in `month` for the unit whose ids upwards are `chain`, itself first."""
        day = month.first_day
        for unit in (*chain, None):
            for first, end, limits in self._spans.get((indicator, unit), ()):
                if first <= day and (end is None or day < end):
                    return limits
        return None


def read_targets(indicators: Iterable[int], units: Iterable[int], first: Month, last: Month) -> Targets:
    """The targets of `indicators` for `units` and for everyone that hold in some month from `first` to `last`."""
    known: dict[str, Any] = {
        "indicators": list(indicators),
        "units": list(set(units)),
        "first": first.first_day,
        "last": last.first_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(READ_TARGETS, known)
        return Targets((*row[:4], Limits(*row[4:])) for row in cursor.fetchall())


def targets_for(units: Sequence[PlacedUnit], indicators: Sequence[int], month: Month) -> dict[tuple[int, int], Limits]:
    """The target of every unit and indicator that has one in `month`, by (unit id, indicator id)."""
    chains = {unit.id: chain_above(unit) for unit in units}
    targets = read_targets(indicators, {above for chain in chains.values() for above in chain}, month, month)
    found = {}
    for unit, chain in chains.items():
        for indicator in indicators:
            limits = targets.nearest(indicator, chain, month)
            if limits:
                found[unit, indicator] = limits
    return found
