"""The view of what has changed colour since the month before: first what is more than chance, then all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from dashboards.asked_table import ALL_GROUPS, Asked, UnitView
from dashboards.cells import cell
from dashboards.dates import month_name
from dashboards.exported import FIGURE, figure_cells
from dashboards.formatting import DASH, current_format, limits_of
from dashboards.line_addresses import indicator_href
from dashboards.marks import current_marks
from dashboards.names import shared_word, without
from organisation.months import Month
from scorecards.exports import Cell
from scorecards.movement import Move, Movement
from scorecards.queries.movement import moved

HEADER = (
    "month", "unit", "unit_name", "indicator", "indicator_name", *FIGURE, "previous_value", "previous_status",
    "is_better", "is_beyond_chance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoveLine:
    unit: str
    indicator: str
    href: str
    before: Markup
    before_value: str
    now: Markup
    value: Markup


@dataclass(frozen=True, slots=True)
class MovementLines:
    """An indicator's moves, with how many went which way."""

    name: str
    href: str
    better: int
    worse: int
    beyond: int
    moves: list[MoveLine]


def read(asked: Asked) -> tuple[Movement, ...]:
    return moved(asked.read.lines(asked.unit, means=asked.choice.means), asked.shown)


def rows(asked: Asked, found: Sequence[Movement]) -> Iterator[tuple[Cell, ...]]:
    """A row per move, in the order of HEADER."""
    for movement in found:
        facts = movement.indicator
        for move in movement.moves:
            yield (
                str(asked.shown.links.month), move.row.code, move.row.name, facts.code, facts.name,
                *figure_cells(move.cell.figure, move.cell.status), move.before, move.cell.previous_status,
                move.is_better, move.beyond,
            )  # fmt: skip


def shows(asked: Asked, found: Sequence[Movement]) -> dict[str, Any]:
    """What the template shows."""
    month = asked.shown.links.month
    prefix = shared_word(row.name for row in asked.figures.offices)
    lines = [
        MovementLines(
            name=movement.indicator.name,
            href=_comparison(asked, movement.indicator.code),
            better=movement.better,
            worse=movement.worse,
            beyond=movement.beyond,
            moves=[_line(movement, move, prefix, month, asked.end) for move in movement.moves],
        )
        for movement in found
    ]
    before = month_name(month - 1)
    return {
        "movement_heading": _("Skiftet farge siden %(month)s") % {"month": before},
        "movements": lines,
        "beyond": [move for line in lines for move in line.moves[: line.beyond]],
        "moves": sum(len(movement.moves) for movement in found),
        "before_month": before,
        "now_month": month_name(month),
        "of_counties": asked.of_counties,
    }


def _comparison(asked: Asked, indicator: str) -> str:
    """Where all lines stand side by side on an indicator: the counties in the table, sorted by it."""
    if asked.of_counties:
        return asked.choice.href(view="", sort=indicator, grouped=False)
    return f"/indicators/{indicator}/{asked.shown.links.month}/?county={asked.county}{asked.end.replace('?', '&')}"


def _line(movement: Movement, move: Move, prefix: str, month: Month, end: str) -> MoveLine:
    form, marks = current_format(), current_marks()
    facts, limits = movement.indicator, limits_of(movement.target)
    return MoveLine(
        unit=without(prefix, move.row.name),
        indicator=facts.name,
        href=indicator_href(move.row, facts.code, month, end),
        before=marks.tags[move.cell.previous_status],
        before_value=DASH if move.before is None else form.value(move.before, facts, limits),
        now=marks.tags[move.cell.status],
        value=cell(move.cell.figure, facts, form, marks, limits),
    )


VIEW = UnitView(
    gettext_lazy("Ny farge"), ALL_GROUPS, "unit_views/movement.html", HEADER, read, rows, shows, as_now=True
)
