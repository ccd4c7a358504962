"""Where a table's header is and what its columns are, in one line or two."""

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from scorecards.parsing.words import Meaning, Role, meaning_of, part_of, role_of
from scorecards.reading import Cell, Sheet, cell_text, is_blank

SEARCHED_ROWS = 200  # from the top
SEARCHED_CELLS = 50_000  # no header is that far down a very wide sheet
SAMPLED_ROWS = 60  # by which one of several columns is chosen
LINES_ABOVE = 3  # of a header's codes, where a word that is merged over all its lines may stand
KEYS_OF_WIDE = (Role.UNIT, Role.MONTH, Role.NOTE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may name: the indicators' codes by their capitals, and the codes of all units ever.

    `names`: the indicators' names by code, to suggest the code where a name stands.
    """

    indicators: Mapping[str, str]
    units: Set[str]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures in a wide table, and the line of the header that names it."""

    index: int  # from 0
    row: int  # from 1
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header. Columns count from 0, rows from 1."""

    first_row: int
    last_row: int
    roles: Mapping[Role, int]  # the key columns, and in a long table those of the figures
    columns: tuple[Column, ...] = ()  # of figures, in a wide table
    unknown: tuple[tuple[int, int], ...] = ()  # (row, column) of headers that mean nothing
    repeated: tuple[tuple[int, int, int], ...] = ()  # (row, column, the column that came first)
    named: frozenset[int] = field(
        default_factory=frozenset
    )  # columns with something in the header, and those to ignore

    @property
    def is_wide(self) -> bool:
        return Role.INDICATOR not in self.roles


def recognised(row: Sequence[Cell], known: Known) -> int:
    """How many cells of a row could be headers."""
    return sum(role_of(cell) is not None or meaning_of(cell, known.indicators) is not None for cell in row)


def rows_searched(sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    """Number and cells of the rows that may be a header."""
    cells = 0
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS], start=1):
        cells += len(row)
        if number > 1 and cells > SEARCHED_CELLS:
            return
        if not is_blank(row):
            yield number, row


def find_header(sheet: Sheet, known: Known) -> Header | None:
    """The first row, or pair of rows, that names a unit column and either an indicator column or indicators."""
    for number, _row in rows_searched(sheet):
        found = _long_header(sheet, number, known) or _two_line_header(sheet, number, known)
        if found := found or _wide_header(sheet, number, known):
            return found
    return None


def _long_header(sheet: Sheet, number: int, known: Known) -> Header | None:
    words = Words(sheet.rows[number - 1], number, number)
    candidates = _candidates(words.cells)
    if Role.UNIT not in candidates or Role.INDICATOR not in candidates:
        return None
    return _header(sheet, words, candidates, [], known)


def _wide_header(sheet: Sheet, number: int, known: Known) -> Header | None:
    words = Words(_with_keys_above(sheet, number), number, number)
    columns = [
        Column(index, number, meaning)
        for index, cell in enumerate(words.cells)
        if (meaning := meaning_of(cell, known.indicators)) and role_of(cell) is not Role.UNIT
    ]
    return _wide(sheet, words, columns, known)


def _two_line_header(sheet: Sheet, number: int, known: Known) -> Header | None:
    """Codes in this row, each over its columns; `teller`, `nevner` or `verdi` in the next."""
    above = _with_keys_above(sheet, number)
    if not any(cell_text(cell).upper() in known.indicators for cell in above):
        return None
    below = sheet.rows[number] if number < len(sheet.rows) else []
    columns: list[Column] = []
    words: list[Cell] = []  # of the columns that hold no figures
    in_second, covered = set(), set()
    group = ""  # the code or word above that reaches this far
    for index, (upper, lower) in enumerate(zip_longest(above, below, fillvalue="")):
        part = part_of(cell_text(lower))
        over = cell_text(upper) or (group if part else "")
        code = known.indicators.get(over.upper())
        if code and (part or not cell_text(lower)):
            columns.append(Column(index, number, Meaning(code, *(part or (Role.VALUE, False)))))
        if over and not cell_text(upper):
            covered.add(index)
        elif code or not cell_text(upper):
            in_second.add(index)
        words.append("" if index in covered else lower if index in in_second else upper)
        group = over if part else ""
    if not any(part_of(cell_text(below[column.index])) for column in columns if column.index < len(below)):
        return None
    return _wide(sheet, Words(words, number, number + 1, frozenset(in_second), frozenset(covered)), columns, known)


def _with_keys_above(sheet: Sheet, number: int) -> list[Cell]:
    """The row with words for units, months and notes from the lines just above, where its own cells are empty.

    In a header of groups (`Arbeid`, `Oppfølging`) over codes, `Kontor` is merged over all its lines.
    """
    row = list(sheet.rows[number - 1])
    lines = sheet.rows[max(0, number - 1 - LINES_ABOVE) : number - 1]
    row += [""] * (max(map(len, lines), default=0) - len(row))
    for index in (index for index, cell in enumerate(row) if not cell_text(cell)):
        above = next((line[index] for line in reversed(lines) if len(line) > index and cell_text(line[index])), "")
        if role_of(above) in KEYS_OF_WIDE:
            row[index] = above
    return row


def _wide(sheet: Sheet, words: "Words", columns: list[Column], known: Known) -> Header | None:
    of_figures = {column.index for column in columns}
    others = replace(words, cells=["" if index in of_figures else cell for index, cell in enumerate(words.cells)])
    candidates = {role: found for role, found in _candidates(others.cells).items() if role in KEYS_OF_WIDE}
    if not columns or Role.UNIT not in candidates:
        return None
    return _header(sheet, others, candidates, columns, known)


@dataclass(frozen=True, slots=True)
class Words:
    """A header's words by column, from one line or two.

    `below` are the columns whose word stands in the second, `covered` those that an unknown word above reaches over.
    """

    cells: Sequence[Cell]
    first_row: int
    last_row: int
    below: frozenset[int] = frozenset()
    covered: frozenset[int] = frozenset()

    def row_of(self, column: int) -> int:
        return self.last_row if column in self.below else self.first_row


def _header(
    sheet: Sheet, words: Words, candidates: Mapping[Role, list[int]], columns: list[Column], known: Known
) -> Header:
    roles, left = _chosen(sheet, words, candidates, known)
    meant = {index for found in candidates.values() for index in found} - left
    filled = {index for index, cell in enumerate(words.cells) if cell_text(cell)}
    kept: dict[tuple[str, Role], Column] = {}
    for column in columns:
        kept.setdefault((column.meaning.code, column.meaning.part), column)
    first_of = {column.index: kept[column.meaning.code, column.meaning.part].index for column in columns}
    first_of |= {index: roles[role] for role, found in candidates.items() for index in found if index in meant}
    rows = {column.index: column.row for column in columns}
    return Header(
        words.first_row,
        words.last_row,
        roles,
        tuple(kept.values()),
        unknown=tuple((words.row_of(index), index) for index in sorted(filled - meant)),
        repeated=tuple(
            (rows.get(index, words.row_of(index)), index, first)
            for index, first in sorted(first_of.items())
            if index != first and role_of(words.cells[index]) is not Role.NOTE
        ),
        named=frozenset(filled | set(first_of) | words.covered),
    )


def _candidates(row: Sequence[Cell]) -> dict[Role, list[int]]:
    found: dict[Role, list[int]] = {}
    for index, cell in enumerate(row):
        if role := role_of(cell):
            found.setdefault(role, []).append(index)
    return found


def _chosen(
    sheet: Sheet, words: Words, candidates: Mapping[Role, list[int]], known: Known
) -> tuple[dict[Role, int], set[int]]:
    """One column for each role, and those left over. Of several for units or indicators that with most codes in it."""
    roles: dict[Role, int] = {}
    left: set[int] = set()
    for role, columns in candidates.items():
        roles[role] = columns[0]
        if role in (Role.UNIT, Role.INDICATOR) and len(columns) > 1:
            codes = known.units if role is Role.UNIT else known.indicators
            rows = sheet.rows[words.last_row :]
            roles[role] = max(columns, key=lambda column: (codes_in(rows, column, codes), -column))
            left |= set(columns) - {roles[role]}
    return roles, left


def codes_in(rows: Sequence[Sequence[Cell]], column: int, codes: Container[str]) -> int:
    """In how many of the first rows a column has one of these codes."""
    cells = (cell_text(row[column]) for row in rows[:SAMPLED_ROWS] if len(row) > column)
    return sum(text in codes or text.upper() in codes for text in cells)
