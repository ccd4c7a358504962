"""The mistakes that people make in a month's workbook, for those who want to see what is said of them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from demo.behaviour import SIMULATION
from demo.files import Cell

Table: TypeAlias = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A cell that somebody wrote over: of a unit and an indicator's first or second column, or the unit's own cell."""

    unit: str
    indicator: str
    second: bool
    instead: Cell


def read_slips() -> tuple[list[Slip], str]:
    """The demo's slips, and the unit whose line stands twice."""
    with (SIMULATION / "slips.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter=";"))
    slips = [
        Slip(row["unit"], row["indicator"], row["part"] == "nevner", row["instead"])
        for row in rows
        if row["part"] != "hele linjen"
    ]
    return slips, next(row["unit"] for row in rows if row["part"] == "hele linjen")


def with_mistakes(table: Sequence[Sequence[Cell]], slips: Sequence[Slip], twice: str = "") -> Table:
    """The wide table with cells written over, and the line of the unit `twice` again at the end, a little otherwise."""
    wrong = [list(row) for row in table]
    row_of = {str(row[0]): row for row in wrong[2:]}
    if twice in row_of:
        again = list(row_of[twice])
        again[1] = 1.0 if again[1] != 1.0 else 2.0
        wrong.append(again)
    for slip in slips:
        if slip.unit in row_of:
            column = wrong[0].index(slip.indicator) + slip.second if slip.indicator else 0
            row_of[slip.unit][column] = slip.instead
    return wrong
