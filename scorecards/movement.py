"""What has changed colour since the month before, and which of it is more than chance explains (METHODS.md 14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from methods.change import usual_share
from methods.control.charts import control_charts
from methods.matrices import none_for_nan
from methods.verdicts import Status
from organisation.choices import UnitKind
from organisation.months import Month
from scorecards.arrays import Floats
from scorecards.cells import definition_start
from scorecards.choices import UnitOfMeasure
from scorecards.figures import IndicatorFacts, Limits, TableCell, TableRow, UnitTable

BEFORE = 12  # months whose shares say what is usual
RANK = {Status.GREEN.value: 0, Status.YELLOW.value: 1, Status.RED.value: 2}


@dataclass(frozen=True, slots=True)
class Months:
    """Figures of some units on one indicator, units × months, oldest first; NaN where nothing is shown."""

    months: Sequence[Month]
    values: Floats
    numerators: Floats
    denominators: Floats


@dataclass(frozen=True, slots=True)
class Move:
    """A cell that has another colour than the month before; `beyond` chance by the way it went."""

    row: TableRow
    cell: TableCell
    before: float | None
    is_better: bool
    beyond: bool


@dataclass(frozen=True, slots=True)
class Movement:
    """An indicator's moves: those beyond chance first, then by the alphabet."""

    indicator: IndicatorFacts
    target: Limits | None
    moves: tuple[Move, ...]

    @property
    def better(self) -> int:
        return sum(move.is_better for move in self.moves)

    @property
    def worse(self) -> int:
        return len(self.moves) - self.better

    @property
    def beyond(self) -> int:
        return sum(move.beyond for move in self.moves)


def movements(figures: UnitTable, histories: Mapping[str, Months]) -> tuple[Movement, ...]:
    """Of each indicator with a move, those with most beyond chance first, else in the order of the table.

    `histories` are by indicator code, with a row for each office (or county) of the table.
    """
    found = [
        Movement(facts, figures.targets[column], _moves(figures, column, histories[facts.code]))
        for column, facts in enumerate(figures.indicators)
        if any(is_move(row.cells[column]) for row in figures.offices)
    ]
    return tuple(sorted(found, key=lambda movement: -movement.beyond))


def is_move(cell: TableCell) -> bool:
    """Whether it has another colour than the month before; not known where one of the two has none."""
    return None not in (cell.status, cell.previous_status) and cell.status != cell.previous_status


def _moves(figures: UnitTable, column: int, history: Months) -> tuple[Move, ...]:
    facts = figures.indicators[column]
    kept = _since_the_definition(facts, history)
    outside = _outside(facts, kept)
    moves = []
    for place, row in enumerate(figures.offices):
        cell = row.cells[column]
        if not is_move(cell):
            continue
        is_better = RANK[str(cell.status)] < RANK[str(cell.previous_status)]
        side = _side(facts, cell, kept, place, outside[place])
        if row.kind == UnitKind.COUNTY and side != outside[place]:
            side = 0  # of a county's thousands of cases chance makes little: what it usually does by itself counts too
        wanted = 1 if is_better == (facts.direction != "lower") else -1
        beyond = side != 0 and (side == wanted or facts.direction == "inside")
        before = none_for_nan(history.values[place, -2:-1])
        moves.append(Move(row, cell, before[0] if before else None, is_better, beyond))
    return tuple(sorted(moves, key=lambda move: not move.beyond))


def _since_the_definition(facts: IndicatorFacts, history: Months) -> Months:
    start = definition_start(facts, history.months[-1])
    first = 0 if start is None else max(0, start - history.months[0])
    return Months(
        history.months[first:],
        history.values[:, first:],
        history.numerators[:, first:],
        history.denominators[:, first:],
    )


def _outside(facts: IndicatorFacts, history: Months) -> list[int]:
    """On which side of its own usual variation each unit's last month lies: −1, 1, or 0 inside or where unknown."""
    charts = control_charts(history.values, directions=facts.direction)
    sides: list[int] = np.where(charts.outside[:, -1], charts.side[:, -1], 0).tolist()
    return sides


def _side(facts: IndicatorFacts, cell: TableCell, history: Months, place: int, outside: int) -> int:
    """A share by what the twelve months before and chance explain; what has no base by the unit's own limits."""
    value, base = cell.figure.value, cell.figure.denominator
    if facts.unit_of_measure != UnitOfMeasure.SHARE or not base or value is None:
        return outside
    earlier = slice(-BEFORE - 1, -1)
    numerators, denominators = (
        none_for_nan(rows[place, earlier]) for rows in (history.numerators, history.denominators)
    )
    usual = usual_share(numerators, denominators, base)
    return 0 if usual is None else int(value > usual.high) - int(value < usual.low)
