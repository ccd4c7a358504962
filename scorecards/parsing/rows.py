"""Which rows below a header hold figures, and which are totals, notes or the header again."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from operator import eq

import numpy as np

from scorecards.parsing.distinct import numbered
from scorecards.parsing.numbers import Kind, read_number
from scorecards.reading import Sheet, cell_text, folded, is_blank

TOTAL = re.compile(
    r"(?:totalt?|totalen|totalsum|sum|summen|delsum|ialt|gjennomsnitt\w*|gj\.? ?snitt|snitt|snittet|median|fylket?"
    r"|landet|hei?le (?:landet|fylket)|alle(?: kontor\w*)?|all|average|mean)\b.*"
    r"|(?:.*\b)?(?:totalt?|i alt|samlet|samla)\b.*"
)
NOTE = re.compile(
    r"(?:kilde|kjelde|source|merk|merknad|obs|nb|uttrekk\w*|oppdatert|sist \w+|fotnote|note|forklaring"
    r"|dato|utarbeidet|kontakt|generert|tallene|side)\b.*"
    r"|[*¹²³].*|\d\).*|[-=_–—]{3,}"
)
CODE_LIKE = re.compile(r"(?=.*\d)[A-Za-z0-9_-]{1,20}")


class RowKind(StrEnum):
    """A row that holds no figures of a unit, and is understood."""

    TITLE = "title"
    TOTAL = "total"
    NOTE = "note"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class RecognisedRow:
    """Such a row, for the check page to show: `row` counts from 1."""

    kind: RowKind
    sheet: str
    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """The rows below a header: numbers of those with figures, and those that are something else."""

    lines: list[int]
    others: list[RecognisedRow]


def sort_rows(
    sheet: Sheet,
    *,
    header_row: int,
    unit_column: int,
    used_columns: Sequence[int],
    units: Set[str],
    total_words: Iterable[str] = (),
) -> Body:
    """Sort the rows below the header. A row that is nothing known counts as a line of figures, to be found wanting.

    `used_columns` are those besides the unit's that mean something; `units` all unit codes; `total_words` what further
    rows of totals begin with.
    """
    rows = sheet.rows[header_row:]
    distinct, places = numbered([row[unit_column] if len(row) > unit_column else "" for row in rows])
    surely = np.array([isinstance(cell, float) or cell_text(cell) in units for cell in distinct], np.bool_)[places]
    header = tuple(folded(cell) for row in sheet.rows[header_row - 1 : header_row] for cell in row)
    sorting = _Sorting(sheet, header, unit_column, used_columns, tuple(word.casefold() for word in total_words if word))
    kinds: dict[int, RowKind | None] = {}
    unsure: list[int] = []
    lines: list[int] = (np.flatnonzero(surely) + header_row + 1).tolist()
    for number in (np.flatnonzero(~surely) + header_row + 1).tolist():
        if not is_blank(sheet.rows[number - 1]):
            kind = sorting.kind_of(number)
            if kind is not None:
                kinds[number] = kind
            elif sorting.holds_only_words(number):
                unsure.append(number)
            else:
                lines.append(number)
    last = max(lines, default=header_row)
    kinds |= dict.fromkeys((number for number in unsure if number > last), RowKind.NOTE)
    lines = sorted([*lines, *(number for number in unsure if number < last)])
    return Body(lines, [recognised(sheet, number, kind) for number, kind in sorted(kinds.items()) if kind])


def recognised(sheet: Sheet, number: int, kind: RowKind) -> RecognisedRow:
    texts = (cell_text(cell) for cell in sheet.rows[number - 1])
    return RecognisedRow(kind, sheet.name, number, " ".join(text for text in texts if text)[:200])


@dataclass(frozen=True, slots=True)
class _Sorting:
    sheet: Sheet
    header: tuple[str, ...]  # folded
    unit_column: int
    used_columns: Sequence[int]
    total_words: tuple[str, ...]

    def kind_of(self, number: int) -> RowKind | None:
        """What a row says of itself: by the word in its unit column, or where that is empty by its first word."""
        row = self.sheet.rows[number - 1]
        label = folded(self.sheet.cell(number, self.unit_column)) or folded(
            next(cell for cell in row if cell_text(cell))
        )
        if TOTAL.fullmatch(label) or label.startswith(self.total_words):
            return RowKind.TOTAL
        if NOTE.fullmatch(label) and not self._holds_numbers(number):
            return RowKind.NOTE
        is_header = len(row) == len(self.header) and all(map(eq, map(folded, row), self.header))
        return RowKind.HEADER if is_header else None

    def holds_only_words(self, number: int) -> bool:
        """Whether nothing in the row could be a unit's code or figures."""
        if CODE_LIKE.fullmatch(cell_text(self.sheet.cell(number, self.unit_column))):
            return False
        filled = [cell for cell in self.sheet.rows[number - 1] if cell_text(cell)]
        alone = len(filled) == 1 and isinstance(filled[0], str) and read_number(filled[0]).kind is Kind.NOT_A_NUMBER
        return alone or not any(cell_text(self.sheet.cell(number, column)) for column in self.used_columns)

    def _holds_numbers(self, number: int) -> bool:
        cells = (self.sheet.cell(number, column) for column in self.used_columns)
        return any(read_number(cell).kind not in (Kind.EMPTY, Kind.NOT_A_NUMBER) for cell in cells)
