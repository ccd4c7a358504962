"""The cells of an indicator's system: the figure of every office and special unit in every month, as a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from methods.suppression import suppress
from methods.verdicts import Visibility
from organisation.months import Month
from scorecards.choices import Absence, UnitOfMeasure
from scorecards.models import Indicator

# `seen`: a figure just written is the very one that stood before it and was shown.
READ_CELLS = """
SELECT r.unit_id, r.month, r.numerator, r.denominator, r.value, r.absence, r.suppressed,
    r.month = %(month)s AND EXISTS (
        SELECT 1 FROM scorecards_resultrevision v
        WHERE v.indicator_id = r.indicator_id AND v.unit_id = r.unit_id AND v.month = r.month AND NOT v.suppressed
            AND v.value = r.value AND v.numerator IS NOT DISTINCT FROM r.numerator
            AND v.denominator IS NOT DISTINCT FROM r.denominator)
FROM scorecards_result r JOIN organisation_unit u ON u.id = r.unit_id AND u.kind IN ('office', 'special')
WHERE r.indicator_id = %(indicator)s ORDER BY r.month, r.unit_id
"""

Stated = tuple[float | None, float | None, float | None, str]  # numerator, denominator, value, absence


@dataclass(frozen=True, slots=True)
class Cell:
    """A stored figure of a month. `suppressed`: we hide it; `seen`: it was shown before it was written."""

    unit: int
    month: Month
    count: float | None
    base: float | None
    absence: str
    suppressed: bool
    seen: bool

    @property
    def unknown(self) -> bool:
        return self.absence == Absence.HIDDEN


def read_cells(indicator: Indicator, month: Month) -> list[Cell]:
    """Every cell of the indicator, by month and unit; `month` is the one just written."""
    cells = []
    with connection.cursor() as cursor:
        cursor.execute(READ_CELLS, {"indicator": indicator.pk, "month": month.first_day})
        for unit, day, numerator, denominator, value, absence, suppressed, seen in cursor.fetchall():
            figure = (numerator, denominator, value, absence)
            cells.append(cell_of(indicator, unit, Month.of(day), figure, suppressed=suppressed, seen=seen))
    return cells


def cell_of(
    indicator: Indicator, unit: int, month: Month, figure: Stated, *, suppressed: bool = False, seen: bool = False
) -> Cell:
    """The cell of a figure, with its parts as a count."""
    numerator, denominator, value, absence = figure
    count, base = _count_of(indicator, numerator, denominator, value) if absence == "" else (None, None)
    return Cell(unit, month, count, base, absence, suppressed, seen)


def _count_of(
    indicator: Indicator, numerator: float | None, denominator: float | None, value: float | None
) -> tuple[float | None, float | None]:
    """How many cases a figure tells of, and of how many; None where it doesn't say.

    A share tells of its numerator and of the rest; a rate of its numerator; a number of itself; days and indexes of as
    many cases as they are the mean of. What may be below zero counts nothing.
    """
    if indicator.allows_negative:
        return None, None
    if indicator.unit_of_measure == UnitOfMeasure.SHARE:
        return numerator, denominator
    if indicator.unit_of_measure == UnitOfMeasure.RATE:
        return numerator, None
    if indicator.unit_of_measure == UnitOfMeasure.NUMBER:
        return (value if numerator is None else numerator), None
    return denominator, None


def system_of(indicator: Indicator, cells: Sequence[Cell]) -> dict[str, Any]:
    """The cells as `suppress` takes them. An indicator without a limit hides nothing but what its senders hid."""
    has_rests = indicator.unit_of_measure == UnitOfMeasure.SHARE
    return {
        "counts": [cell.count for cell in cells],
        "bases": [cell.base for cell in cells] if has_rests else None,
        "limit": indicator.hide_below or 0,
        "unknown": [index for index, cell in enumerate(cells) if cell.unknown],
    }


def small_ones(indicator: Indicator, cells: Sequence[Cell]) -> list[bool]:
    """Of each cell whether it is hidden for itself alone: delivered as hidden, or a small count."""
    states = suppress(groups=[], **system_of(indicator, cells)).cells
    return [state != Visibility.SHOWN for state in states]
