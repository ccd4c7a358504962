"""Whom an office could learn from, in a fixed number of queries: four, however many indicators and offices."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from django.db import connection

from methods.learning import Teacher, stands_well
from organisation.months import Month
from organisation.queries import PlacedUnit, chain_above, offices_of
from scorecards.arrays import Floats
from scorecards.cells import definition_start
from scorecards.figures import IndicatorFacts, Limits
from scorecards.learning import JudgedMonths, Nobody, OwnMonths, Table, Way, way_of, why_nobody, why_not_asked
from scorecards.models import Result
from scorecards.queries.targets import read_targets
from scorecards.rows_as_arrays import read_rows

WINDOW = 12  # months up to the one that is read
STANDING = 3  # of them in which is looked for how an office stands on the rest
COUNTY, COUNTRY = "county", "country"  # where to look

# Shown figures, with the parts that some have.
READ = {
    "unit": ("bigint", "r.unit_id"),
    "indicator": ("bigint", "r.indicator_id"),
    "month": ("int2", "extract(year FROM r.month) * 12 + extract(month FROM r.month) - 1"),
    "numerator": ("float8", "r.numerator"),
    "denominator": ("float8", "r.denominator"),
    "value": ("float8", "r.value"),
}
FROM_RESULTS = """FROM scorecards_result r
WHERE r.indicator_id = ANY(%(indicators)s) AND r.unit_id = ANY(%(units)s) AND r.month BETWEEN %(first)s AND %(last)s
    AND NOT r.suppressed AND r.absence = ''
"""
# How each office stands on what is prioritised in its county or in the country, beside its county's median: in the last
# of three months that has its figure, since packages of a month come at different times.
READ_STANDING = """
SELECT DISTINCT ON (r.unit_id, r.indicator_id) r.unit_id, r.indicator_id, r.value, s.median, n.direction
FROM unnest(%(units)s::bigint[], %(groups)s::bigint[]) AS u(unit_id, group_id)
JOIN scorecards_result r ON r.unit_id = u.unit_id AND r.month BETWEEN %(recent)s AND %(last)s
    AND NOT r.suppressed AND r.absence = ''
JOIN scorecards_groupsummary s ON s.indicator_id = r.indicator_id AND s.group_id = u.group_id AND s.month = r.month
JOIN scorecards_indicator n ON n.id = r.indicator_id AND n.direction IN ('higher', 'lower')
WHERE s.median IS NOT NULL AND (u.group_id, r.indicator_id) IN (
    SELECT g.group_id, i.indicator_id FROM scorecards_packageitem i
    JOIN scorecards_package p ON p.id = i.package_id
    JOIN unnest(%(own_groups)s::bigint[]) AS g(group_id) ON p.owner_id IN (g.group_id, %(country)s)
    WHERE i.priority >= 1 AND i.valid_from <= %(last)s AND (i.valid_to IS NULL OR i.valid_to > %(last)s))
ORDER BY r.unit_id, r.indicator_id, r.month DESC
"""


@dataclass(frozen=True, slots=True)
class TeachingOffice:
    """An office to learn from. `size_ratio` is its base over the asker's, where both are known; `good` of its `others`
    other prioritised indicators stand at its county's median or on the better side of it."""

    unit: PlacedUnit
    months: OwnMonths
    size_ratio: float | None
    good: int
    others: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """Of whom an office could learn on an indicator, nearest in size first; `nobody` says why where there is none.

    `way` is how it was judged; None where there is nothing to judge it by.
    """

    indicator: IndicatorFacts
    target: Limits | None
    own: OwnMonths
    teachers: tuple[TeachingOffice, ...] = ()
    nobody: Nobody | None = None

    @property
    def way(self) -> Way | None:
        return way_of(self.indicator)


@dataclass(frozen=True, slots=True)
class Learning:
    """What is looked at, and a lesson for each indicator asked about. `offices` are those that were looked among."""

    where: str
    months: tuple[Month, ...]  # of every lesson's months, oldest first
    offices: tuple[PlacedUnit, ...]
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class _Figures:
    """What was read: as indicators × offices × months, NaN where not known; and who stands well on what."""

    values: Floats
    numerators: Floats
    denominators: Floats
    well: Mapping[int, Mapping[int, bool]]  # by office, then indicator


def learn_at(unit: PlacedUnit, indicators: Sequence[IndicatorFacts], month: Month, where: str = COUNTY) -> Learning:
    """Whom `unit` could learn from on each of `indicators`, in its county or in the whole country.

    Over the twelve months up to `month` of the definition that holds in it, each in its `way_of` judging.
    """
    group = unit.county_id if where == COUNTY and unit.county_id else unit.country_id
    offices = offices_of(group, month) if group else []
    months = tuple((month - WINDOW + 1).through(month))
    if all(office.id != unit.id for office in offices):
        offices.append(unit)
    targets = read_targets([facts.id for facts in indicators], chain_above(unit), month, month)
    figures = _read(offices, indicators, months)
    lessons = [
        _lesson(place, facts, targets.nearest(facts.id, chain_above(unit), month), unit, offices, figures)
        for place, facts in enumerate(indicators)
    ]
    return Learning(where, months, tuple(offices), tuple(lessons))


def of_one_definition(facts: IndicatorFacts, months: Sequence[Month]) -> list[Month]:
    """Those of the months that have the definition of the last."""
    start = definition_start(facts, months[-1])
    return [month for month in months if start is None or month >= start]


def where_from(unit: PlacedUnit, facts: IndicatorFacts, months: Sequence[Month]) -> tuple[bool, str]:
    """Whether any of the unit's figures is simulated, and where real ones come from. One query."""
    found = Result.objects.filter(unit=unit.id, indicator=facts.id, month__range=(months[0], months[-1]))
    packages = found.values_list("delivery__package__simulated", "delivery__package__source").distinct()
    rows = sorted(packages)
    return any(simulated for simulated, _source in rows), next((source for _simulated, source in rows if source), "")


def _read(offices: Sequence[PlacedUnit], indicators: Sequence[IndicatorFacts], months: Sequence[Month]) -> _Figures:
    shape = len(indicators), len(offices), len(months)
    values, numerators, denominators = (np.full(shape, np.nan) for _ in range(3))
    known: dict[str, Any] = {
        "indicators": [facts.id for facts in indicators],
        "units": [office.id for office in offices],
        "groups": [office.county_id or office.country_id for office in offices],
        "own_groups": list({office.county_id or office.country_id for office in offices}),
        "country": offices[0].country_id,
        "first": months[0].first_day,
        "last": months[-1].first_day,
        "recent": months[-STANDING].first_day,
    }
    rows = read_rows(READ, FROM_RESULTS, known)
    begins = np.array([of_one_definition(facts, months)[0].index for facts in indicators])
    of, at = _places(known["indicators"], rows["indicator"]), _places(known["units"], rows["unit"])
    current = rows["month"] >= begins[of]
    cells = of[current], at[current], rows["month"][current].astype(np.int64) - months[0].index
    for name, table in (("value", values), ("numerator", numerators), ("denominator", denominators)):
        table[cells] = rows[name][current]
    by_cases = np.array([way_of(facts) == Way.CASES for facts in indicators], dtype=np.bool_)[:, None, None]
    is_share = (numerators >= 0) & (numerators <= denominators) & (denominators > 0)
    for table in (values, numerators, denominators):
        table[by_cases & ~is_share] = np.nan
    return _Figures(values, numerators, denominators, _read_standing(known))


def _places(ids: Sequence[int], found: Any) -> Any:
    """Where each of the found ids stands in `ids`."""
    keys = np.array(ids)
    order = np.argsort(keys)
    return order[np.searchsorted(keys[order], found)]


def _read_standing(known: dict[str, Any]) -> dict[int, dict[int, bool]]:
    well: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(READ_STANDING, known)
        for unit, indicator, value, median, direction in cursor.fetchall():
            well[unit][indicator] = stands_well(value, median, direction)
    return well


def _lesson(
    place: int,
    facts: IndicatorFacts,
    target: Limits | None,
    unit: PlacedUnit,
    offices: Sequence[PlacedUnit],
    figures: _Figures,
) -> Lesson:
    asker = next(index for index, office in enumerate(offices) if office.id == unit.id)
    tables = [_lists(each[place]) for each in (figures.values, figures.numerators, figures.denominators)]
    months = JudgedMonths(facts, target, *tables)
    own = months.of(asker)
    if why := why_not_asked(facts, target, own):
        return Lesson(facts, target, own, nobody=why)
    standing = [_others(figures.well.get(office.id, {}), facts.id) for office in offices]
    good = [well / others if others else None for well, others in standing]
    found = months.learn(asker, good)
    if not found:
        return Lesson(facts, target, own, nobody=why_nobody(months, own))
    return Lesson(facts, target, own, tuple(_teacher(each, offices, months, standing) for each in found))


def _lists(table: Floats) -> Table:
    """Rows of numbers with None for what is not known."""
    rows = table.astype(object)
    rows[np.isnan(table)] = None
    return cast("Table", rows.tolist())


def _others(well: Mapping[int, bool], indicator: int) -> tuple[int, int]:
    """On how many of its other prioritised indicators an office stands well, and of how many that is known."""
    others = [stands for key, stands in well.items() if key != indicator]
    return sum(others), len(others)


def _teacher(
    found: Teacher, offices: Sequence[PlacedUnit], months: JudgedMonths, standing: Sequence[tuple[int, int]]
) -> TeachingOffice:
    return TeachingOffice(offices[found.unit], months.of(found.unit), found.size_ratio, *standing[found.unit])
