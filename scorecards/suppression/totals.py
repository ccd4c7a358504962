"""The totals that anybody is shown: of groups by month, and of a unit's year to date and last twelve months."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.choices import Period, Pooling
from scorecards.models import Indicator, Result
from scorecards.queries.office_groups import office_groups
from scorecards.suppression.cells import Cell, cell_of, small_ones

TWELVE = 12
MEASURED = (UnitKind.OFFICE, UnitKind.SPECIAL)  # whose figures are cells; those of other units are totals
ADDED_UP = (Pooling.RATIO, Pooling.SUM)  # else a total is a mean, or the last month

Key = tuple[int, Month, str]  # the group or unit, the last month, and the period


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, with every place where it is shown: a county that is alone in the country has the country's."""

    cells: tuple[int, ...]  # indexes, ascending
    keys: tuple[Key, ...]

    @property
    def of_a_group(self) -> bool:
        return any(period == Period.MONTH for _, _, period in self.keys)

    @property
    def to_date(self) -> bool:
        return any(period == Period.YEAR_TO_DATE for _, _, period in self.keys)


def covers(key: Key, month: Month) -> bool:
    """Whether the total that is shown there takes in the month."""
    _, last, period = key
    first = {Period.MONTH: last, Period.YEAR_TO_DATE: last.january, Period.ROLLING: last - (TWELVE - 1)}[Period(period)]
    return first <= month <= last


def group_totals(indicator: Indicator, cells: Sequence[Cell], months: Collection[Month]) -> list[Total]:
    """The totals of regions, counties and the country in these months: pooled by us or, of a sum, delivered."""
    if indicator.pooling not in ADDED_UP or not months:
        return []
    groups = office_groups(min(months), max(months))
    lines = _own_lines(indicator) if indicator.pooling == Pooling.SUM else None
    held: dict[Key, list[int]] = {}
    for index, cell in enumerate(cells):
        if cell.month in months:
            for group in groups[cell.month].get(cell.unit, ()):
                if lines is None or (group, cell.month) in lines:
                    held.setdefault((group, cell.month, Period.MONTH), []).append(index)
    return _alike(held)


def _own_lines(indicator: Indicator) -> set[tuple[int, Month]]:
    """The groups and months for which a delivery brought a figure of the group itself."""
    lines = Result.objects.filter(indicator=indicator, value__isnull=False).exclude(unit__kind=UnitKind.OFFICE)
    return set(lines.values_list("unit_id", "month"))


def small_lines(indicator: Indicator) -> set[Key]:
    """The groups and months whose own figure, as a delivery brought it, is a small count."""
    lines = Result.objects.filter(indicator=indicator, value__isnull=False).exclude(unit__kind__in=MEASURED)
    rows = lines.values_list("unit_id", "month", "numerator", "denominator", "value", "absence")
    cells = [cell_of(indicator, row[0], row[1], row[2:]) for row in rows]
    small = small_ones(indicator, cells)
    return {(cell.unit, cell.month, Period.MONTH) for cell, is_small in zip(cells, small, strict=True) if is_small}


def span_totals(indicator: Indicator, cells: Sequence[Cell], units: Collection[int]) -> list[Total]:
    """The year to date and the last twelve months of these units, in each month that has a row, of its definition."""
    of_unit: dict[int, list[int]] = {}
    for index, cell in enumerate(cells):
        if cell.unit in units:
            of_unit.setdefault(cell.unit, []).append(index)
    held: dict[Key, list[int]] = {}
    for unit, indexes in of_unit.items():
        for place, index in enumerate(indexes):
            last = cells[index].month
            start = _definition_start(indicator, last)
            before = indexes[max(0, place - TWELVE + 1) : place + 1]
            for period, first in ((Period.YEAR_TO_DATE, last.january), (Period.ROLLING, last - (TWELVE - 1))):
                since = first if start is None else max(first, start)
                held[unit, last, period] = [each for each in before if cells[each].month >= since]
    return _alike(held)


def _definition_start(indicator: Indicator, month: Month) -> Month | None:
    changed = indicator.definition_changed and Month.of(indicator.definition_changed)
    return changed if changed and changed <= month else None


def _alike(held: Mapping[Key, Sequence[int]]) -> list[Total]:
    """The totals, those of the same cells as one."""
    keys: dict[tuple[int, ...], list[Key]] = {}
    for key, indexes in held.items():
        keys.setdefault(tuple(indexes), []).append(key)
    return [Total(cells, tuple(places)) for cells, places in keys.items()]
