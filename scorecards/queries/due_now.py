"""What of a few owners' packages is late or due within days: for a line on pages that are about something else."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from organisation.months import Month
from scorecards.calendar import Arrival, Cell, CellState, Schedule, Span, cell_of, month_now_due
from scorecards.choices import DeliverySource, DeliveryState

# A row per package and span of its items that come in files.
READ = """
SELECT k.id, k.name, k.due_day, i.valid_from, i.valid_to,
    (SELECT min(d.month) FROM scorecards_delivery d WHERE d.package_id = k.id AND d.state = 'published'),
    (SELECT max(d.month) FROM scorecards_delivery d WHERE d.package_id = k.id AND d.state = 'published'),
    EXISTS (SELECT FROM scorecards_delivery d WHERE d.package_id = k.id AND d.month = %(day)s
        AND d.state = 'published' AND d.source = 'file')
FROM scorecards_package k
JOIN (SELECT DISTINCT package_id, valid_from, valid_to FROM scorecards_packageitem WHERE filled_in_by = '') i
    ON i.package_id = k.id
WHERE k.owner_id = ANY(%(owners)s)
ORDER BY k.due_day, k.name, i.valid_from
"""
STANDS = Arrival(0, DeliveryState.PUBLISHED, DeliverySource.FILE, preliminary=False)


@dataclass(frozen=True, slots=True)
class DueNow:
    """A package whose month is late, or due within days."""

    package: str
    cell: Cell


def due_now(owners: Collection[int], today: datetime.date) -> list[DueNow]:
    """Of the packages that these units own, by their due day. One query."""
    month = month_now_due(today)
    with connection.cursor() as cursor:
        cursor.execute(READ, {"owners": list(owners), "day": month.first_day})
        rows = cursor.fetchall()
    packages: defaultdict[tuple[Any, ...], list[Span]] = defaultdict(list)
    for key, name, due_day, begins, ends, *months, stands in rows:
        packages[key, name, due_day, *months, stands].append(Span(begins, ends, by_hand=False))
    found = []
    for (_key, name, due_day, *months, stands), spans in packages.items():
        published = [None if first_day is None else Month.of(first_day) for first_day in months]
        schedule = Schedule(due_day, tuple(spans), *published)
        cell = cell_of(schedule, month, [STANDS] if stands else [], None, today)
        if cell.state in (CellState.LATE, CellState.SOON):
            found.append(DueNow(name, cell))
    return found
