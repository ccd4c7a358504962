"""A file as read: its lines and the figures on them, column-wise, with what was found on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scorecards.arrays import Wholes
from scorecards.parsing.layouts import LayoutFacts
from scorecards.parsing.number_columns import Numbers, joined, no_column
from scorecards.parsing.rows import RecognisedRow
from scorecards.pile import Findings, Place
from scorecards.reading import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: its sheet, its header's last row (from 1) and its key columns (from 0)."""

    sheet: Sheet
    header_row: int
    unit_column: int
    indicator_column: int | None  # None in a wide table, whose header names the indicators
    month_column: int | None

    @property
    def is_wide(self) -> bool:
        return self.indicator_column is None


@dataclass(frozen=True, slots=True)
class Keys:
    """Cells that name something, one entry per line or pair: the distinct cells, and which of them each entry has."""

    cells: list[Cell]
    places: Wholes  # int32

    @staticmethod
    def joined(parts: Sequence["Keys"]) -> "Keys":
        starts = np.cumsum([0, *(len(part.cells) for part in parts)])
        places = [part.places + start for part, start in zip(parts, starts, strict=False)]
        return Keys([cell for part in parts for cell in part.cells], np.concatenate(places).astype(np.int32))


NO_KEYS = Keys([], np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of figures, in file order; parallel arrays."""

    table: Wholes  # int16, place in the file's tables
    row: Wholes  # int32, from 1
    unit: Keys
    month: Keys  # empty text where the file has no such column

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Unit-and-indicator pairs, in file order: one on each line of a long table, several on one of a wide table."""

    line: Wholes  # int32, place in the lines
    indicator: Keys
    indicator_row: Wholes  # int32: where the indicator is named, from 1
    indicator_column: Wholes  # int16, from 0
    numerator: Numbers
    denominator: Numbers
    value: Numbers

    def __len__(self) -> int:
        return len(self.line)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one table holds; `rows` counts from 1."""

    table: Table
    rows: Wholes
    unit: Keys
    month: Keys
    pairs: Pairs


NO_LINES = Lines(np.zeros(0, np.int16), np.zeros(0, np.int32), NO_KEYS, NO_KEYS)
NO_PAIRS = Pairs(
    np.zeros(0, np.int32),
    NO_KEYS,
    np.zeros(0, np.int32),
    np.zeros(0, np.int16),
    no_column(0),
    no_column(0),
    no_column(0),
)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A delivered file after reading. Without tables where it couldn't be read; `findings` then say why."""

    findings: Findings
    tables: tuple[Table, ...] = ()
    lines: Lines = NO_LINES
    pairs: Pairs = NO_PAIRS
    recognised: tuple[RecognisedRow, ...] = ()  # titles, totals, notes and repeated headers
    left_out: tuple[str, ...] = ()  # sheets that were not read
    layout: LayoutFacts | None = None  # by which it was read, chosen or found to fit
    may_be_kept: bool = True  # False for what isn't even kept with its findings
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)

    @property
    def is_read(self) -> bool:
        return bool(self.tables)

    @property
    def rows(self) -> int | None:
        """Data lines; None where the file couldn't be read."""
        return len(self.lines) if self.is_read else None

    def place(self, line: int, column: int | None = None) -> Place:
        """A cell of a line, or the line as a whole, as findings name it."""
        sheet = self.table_of(line).sheet
        row = int(self.lines.row[line])
        return Place(sheet.name, row) if column is None else sheet.place(row, column)

    def table_of(self, line: int) -> Table:
        return self.tables[int(self.lines.table[line])]

    def unit_place(self, line: int) -> Place:
        return self.place(line, self.table_of(line).unit_column)

    def month_place(self, line: int) -> Place:
        return self.place(line, self.table_of(line).month_column)

    def indicator_place(self, pair: int) -> Place:
        """Where the indicator of a pair is named: on its line, or in a wide table's header."""
        table = self.table_of(int(self.pairs.line[pair]))
        return table.sheet.place(int(self.pairs.indicator_row[pair]), int(self.pairs.indicator_column[pair]))

    def figure_place(self, pair: int) -> Place:
        """The first cell of a pair's figure: its numerator's, or its value's."""
        cells = (self.pairs.numerator, self.pairs.value, self.pairs.denominator)
        return self.number_place(pair, next((numbers for numbers in cells if numbers.column[pair] >= 0), cells[0]))

    def value_place(self, pair: int) -> Place:
        """Its value's cell, or where the table has none its numerator's."""
        has_value = self.pairs.value.column[pair] >= 0
        return self.number_place(pair, self.pairs.value if has_value else self.pairs.numerator)

    def number_place(self, pair: int, numbers: Numbers) -> Place:
        """The cell of one of a pair's numbers."""
        return self.place(int(self.pairs.line[pair]), int(numbers.column[pair]))


def combined(figures: Sequence[Figures]) -> tuple[Lines, Pairs]:
    """The lines and pairs of several tables as those of one file."""
    starts = np.cumsum([0, *(len(one.rows) for one in figures)])
    lines = Lines(
        table=np.concatenate([np.full(len(one.rows), place, np.int16) for place, one in enumerate(figures)]),
        row=np.concatenate([one.rows for one in figures]).astype(np.int32),
        unit=Keys.joined([one.unit for one in figures]),
        month=Keys.joined([one.month for one in figures]),
    )
    all_pairs = [one.pairs for one in figures]
    pairs = Pairs(
        line=np.concatenate([one.line + start for one, start in zip(all_pairs, starts, strict=False)]).astype(np.int32),
        indicator=Keys.joined([one.indicator for one in all_pairs]),
        indicator_row=np.concatenate([one.indicator_row for one in all_pairs]),
        indicator_column=np.concatenate([one.indicator_column for one in all_pairs]),
        numerator=joined([one.numerator for one in all_pairs]),
        denominator=joined([one.denominator for one in all_pairs]),
        value=joined([one.value for one in all_pairs]),
    )
    return lines, pairs
