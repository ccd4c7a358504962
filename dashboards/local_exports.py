"""The tables of local goals as rows for files."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from organisation.months import Month
from organisation.queries import PlacedUnit
from scorecards.exports import Cell
from scorecards.queries.by_hand import Missing, RowByHand, StandingByHand

if TYPE_CHECKING:
    from dashboards.filling_in import Standing
    from dashboards.local_goals import GoalLine

BY_HAND = (
    "unit", "unit_name", "month", "indicator", "indicator_name", "numerator", "denominator", "value", "absence",
    "saved_at", "saved_by",
)  # fmt: skip
LOCAL_GOALS = (
    "indicator", "name", "goal", "owner", "filled_in_by", "first", "end", "last_filled_in", "missing_months",
)  # fmt: skip
MISSING = ("unit", "unit_name", "month", "due", "missing")


def by_hand(
    unit: PlacedUnit, month: Month, rows: Sequence[RowByHand], standing: "Standing"
) -> Iterator[tuple[Cell, ...]]:
    """A row per indicator that the unit fills in of the month, in the order of BY_HAND."""
    for row in rows:
        figure = standing.get((row.indicator.id, month))
        yield (unit.code, unit.name, str(month), row.code, row.indicator.name, *_figure(figure))


def _figure(figure: StandingByHand | None) -> tuple[Cell, ...]:
    if figure is None:
        return (None,) * 6
    if figure.suppressed:
        return (None, None, None, "too_few", None, None)
    return (
        figure.numerator,
        figure.denominator,
        figure.value,
        figure.absence,
        figure.at.isoformat(timespec="minutes"),
        figure.person,
    )


def local_goals(lines: Iterable["GoalLine"]) -> Iterator[tuple[Cell, ...]]:
    """A row per line of a unit's list, in the order of LOCAL_GOALS."""
    for line in lines:
        yield (
            line.code,
            line.name,
            line.goal,
            line.owner_code,
            line.filled_in_by,
            str(line.first),
            None if line.end is None else str(line.end),
            None if line.last is None else str(line.last),
            line.missing,
        )


def missing(found: Iterable[Missing]) -> Iterator[tuple[Cell, ...]]:
    """A row per unit and month that lacks something, in the order of MISSING."""
    for each in found:
        yield (each.unit_code, each.unit_name, str(each.month), each.due.isoformat(), each.number)
