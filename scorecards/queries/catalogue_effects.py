"""What a catalogue makes of figures that stand: colours of the last month, and shares of a ranking."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from organisation.choices import UnitKind
from organisation.months import Month
from organisation.queries import units_in
from scorecards.cells import status_against
from scorecards.models import Indicator, PackageItem, Result
from scorecards.queries.targets import targets_for

READ_VALUES = """
SELECT r.indicator_id, r.unit_id, r.value FROM scorecards_result r
WHERE r.indicator_id = ANY(%(indicators)s) AND r.month = %(day)s
    AND r.value IS NOT NULL AND NOT r.suppressed AND r.absence = ''
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """An office's colour on an indicator; names are of the month that the figures are of."""

    indicator: str
    unit: str
    unit_name: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """What an indicator weighs in a package's ranking: a fraction of one. Without priority it has none."""

    package: str
    indicator: str
    indicator_name: str
    priority: int
    share: float


def last_month_with_figures(indicators: Collection[str], before: datetime.date | None = None) -> Month | None:
    """The last month in which some of these indicators (codes) has a figure; before a day, where one is named."""
    results = Result.objects.filter(indicator__code__in=indicators, value__isnull=False)
    if before is not None:
        results = results.filter(month__lt=Month.first_from(before))
    last: Month | None = results.aggregate(last=Max("month"))["last"]
    return last


def months_with_results(indicators: Collection[str]) -> int:
    """How many months have figures of some of these indicators."""
    return Result.objects.filter(indicator__code__in=indicators).values("month").distinct().count()


def judge(indicators: Collection[str], month: Month, by_targets_of: Month) -> list[Judged]:
    """The colour of every office that shows a figure in `month`, by the targets of another month. Five queries."""
    rows = {row[0]: (row[1], row[2]) for row in _indicators(indicators)}
    offices = {unit.id: unit for unit in units_in(month, kind=UnitKind.OFFICE)}
    targets = targets_for(list(offices.values()), list(rows), by_targets_of)
    with connection.cursor() as cursor:
        cursor.execute(READ_VALUES, {"indicators": list(rows), "day": month.first_day})
        values: list[tuple[int, int, float]] = cursor.fetchall()
    return [
        Judged(code, office.code, office.name, status_against(value, direction, targets.get((unit, indicator))))
        for indicator, unit, value in values
        if (office := offices.get(unit)) is not None
        for code, direction in [rows[indicator]]
    ]


def _indicators(codes: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    return Indicator.objects.filter(code__in=codes).values_list("pk", "code", "direction")


def ranking_shares(packages: Collection[str], month: Month) -> list[Share]:
    """Each package's items valid in the month, the heaviest first, with what they weigh in its ranking. One query."""
    items = (
        PackageItem.objects.filter(package__code__in=packages)
        .filter(valid_from__lte=month.first_day)
        .exclude(valid_to__lte=month.first_day)
        .values_list("package__code", "indicator__code", "indicator__name", "priority", "weight")
    )
    rows = [(*row[:4], 0.0 if not row[3] else 1.0 if row[4] is None else float(row[4])) for row in items]
    totals: dict[str, float] = {}
    for package, *_rest, weight in rows:
        totals[package] = totals.get(package, 0.0) + weight
    shares = [Share(*row[:4], row[4] / totals[row[0]] if totals[row[0]] else 0.0) for row in rows]
    return sorted(shares, key=lambda each: (each.package, -each.share, each.indicator))
