"""Sheets and their cells, whichever kind of file they came from."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from organisation.tables import column_letter
from scorecards.pile import Place

Cell = str | int | float | datetime.date | datetime.time | datetime.timedelta
Range = tuple[tuple[int, int], tuple[int, int]]  # top left and bottom right cell, each (row, column) from 0

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphen, marks of no width
NO_CELLS: frozenset[tuple[int, int]] = frozenset()
DIGITS_IN_EXCEL = 15  # that a number of a workbook can be trusted with


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a CSV file as one. Row n of the sheet is `rows[n - 1]`, blank ones too."""

    name: str  # empty for CSV
    rows: list[list[Cell]]
    hidden: bool = False
    merged: tuple[Range, ...] = ()
    delimiter: str = ""  # of CSV
    percent: frozenset[tuple[int, int]] = NO_CELLS  # cells (row, column from 0) that are formatted as per cent

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell in a row counted from 1 and a column counted from 0; empty where the row is shorter."""
        cells = self.rows[row - 1]
        return cells[column] if 0 <= column < len(cells) else ""

    def place(self, row: int, column: int) -> Place:
        """That cell as findings name it."""
        return Place(self.name, row, column_letter(column), cell_text(self.cell(row, column)))


@dataclass(frozen=True, slots=True)
class OtherText:
    """Text of a file that stands in no cell, and where a message says that it is."""

    where: str
    text: str
    is_echo: bool = False  # it may only repeat what cells hold


def column_index(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    return reduce(lambda index, letter: index * 26 + ord(letter) - ord("A") + 1, letters.upper(), 0) - 1


def bare(text: str) -> str:
    """Without what nobody sees at its ends: spaces of all kinds, and marks that came along from a web page."""
    stripped = text.strip()
    return stripped if stripped.isascii() else UNSEEN.sub("", stripped).strip()


def cell_text(cell: Cell) -> str:
    """A cell as a person sees it in a Norwegian spreadsheet: decimal comma, a date without its midnight."""
    if isinstance(cell, str):
        return bare(cell)
    if isinstance(cell, float):
        return f"{cell:.{DIGITS_IN_EXCEL}g}".replace(".", ",")
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def folded(cell: Cell) -> str:
    """A cell's text for comparing words: one space between them, small letters."""
    return " ".join(cell_text(cell).split()).casefold()


def is_blank(row: Sequence[Cell]) -> bool:
    return not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)
