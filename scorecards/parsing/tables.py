"""The figures under a header: a line per unit and indicator, or a line per unit with a column per indicator."""

from collections.abc import Callable, Sequence
from operator import itemgetter

import numpy as np

from scorecards.arrays import Bools, Wholes
from scorecards.findings import field_too_many
from scorecards.parsing.distinct import numbered
from scorecards.parsing.headers import Header
from scorecards.parsing.number_columns import Numbers, counts, looked_at, no_column, settled
from scorecards.parsing.parsed import Figures, Keys, Pairs, Table
from scorecards.parsing.words import PARTS, Role
from scorecards.pile import Findings
from scorecards.reading import Cell, Sheet, cell_text


def key_columns(header: Header) -> list[int]:
    return [header.roles[role] for role in (Role.UNIT, Role.INDICATOR, Role.MONTH) if role in header.roles]


def used_columns(header: Header) -> list[int]:
    """The columns that mean something, besides the unit's and notes."""
    of_roles = [column for role, column in header.roles.items() if role not in (Role.UNIT, Role.NOTE)]
    return [*of_roles, *(column.index for column in header.columns)]


def fill_merged(sheet: Sheet, header: Header) -> None:
    """Write a unit, indicator or month that is merged over several lines on each of them."""
    keys = set(key_columns(header))
    filled = dict.fromkeys(keys, 0)  # the last row of each, from 0: what is merged twice is filled once
    for (top, left), (bottom, _) in sorted(sheet.merged):
        if left in keys and bottom > top >= header.last_row:
            for row in sheet.rows[max(top, filled[left]) + 1 : bottom + 1]:
                row[left] = sheet.rows[top][left]
            filled[left] = max(filled[left], bottom)


def read_figures(sheet: Sheet, header: Header, lines: Sequence[int], findings: Findings) -> Figures:
    """The figures of the lines with those row numbers. `findings` takes fields that the header has no room for."""
    rows = _of_one_width(sheet, header, lines, findings)

    def cells(column: int) -> list[Cell]:
        return list(map(itemgetter(column), rows))

    table = Table(
        sheet=sheet,
        header_row=header.last_row,
        unit_column=header.roles[Role.UNIT],
        indicator_column=header.roles.get(Role.INDICATOR),
        month_column=header.roles.get(Role.MONTH),
    )
    row_numbers = np.array(lines, np.int32)
    months = Keys([""], np.zeros(len(lines), np.int32))
    if table.month_column is not None:
        months = Keys(*numbered(cells(table.month_column)))
    units = Keys(*numbered(cells(table.unit_column)))
    pairs = (
        _wide_pairs(header, table, cells, row_numbers) if header.is_wide else _long_pairs(header, cells, row_numbers)
    )
    return Figures(table, row_numbers, units, months, pairs)


def width_of(sheet: Sheet, header: Header) -> int:
    """How many columns the header has room for."""
    return max(len(sheet.rows[header.last_row - 1]), *(column + 1 for column in header.named))


def _of_one_width(sheet: Sheet, header: Header, lines: Sequence[int], findings: Findings) -> Sequence[Sequence[Cell]]:
    """The rows with as many cells as the header has room for; shorter ones are filled up.

    In CSV a field too many has moved the others, so it is a finding. Where commas delimit, a blank one may be the end
    of a number with a decimal comma.
    """
    rows = [sheet.rows[number - 1] for number in lines]
    width = width_of(sheet, header)
    if set(map(len, rows)) == {width}:
        return rows
    for number, row in zip(lines, rows, strict=True):
        if sheet.delimiter and len(row) > width:
            beyond = [index for index in range(width, len(row)) if cell_text(row[index]) or sheet.delimiter == ","]
            if beyond:
                findings.add(field_too_many(sheet.place(number, beyond[0])))
    return [row[:width] + [""] * (width - len(row)) for row in rows]


def _long_pairs(header: Header, cells: Callable[[int], list[Cell]], rows: Wholes) -> Pairs:
    lines = len(rows)
    parts = [part for part in PARTS if part in header.roles]
    looked = [looked_at(cells(header.roles[part]), header.roles[part]) for part in parts]
    numbers = dict(zip(parts, settled(looked), strict=True))
    numerator, denominator, value = (numbers.get(part) or no_column(lines) for part in PARTS)
    return Pairs(
        line=np.arange(lines, dtype=np.int32),
        indicator=Keys(*numbered(cells(header.roles[Role.INDICATOR]))),
        indicator_row=rows,
        indicator_column=np.full(lines, header.roles[Role.INDICATOR], np.int16),
        numerator=counts(numerator),
        denominator=counts(denominator),
        value=value,
    )


def _wide_pairs(header: Header, table: Table, cells: Callable[[int], list[Cell]], rows: Wholes) -> Pairs:
    """Line by line, and on each line the indicators in the order of the header."""
    looked = [
        looked_at(cells(column.index), column.index, _hundredths(table, column.index, rows, column.meaning.per_cent))
        for column in header.columns
    ]
    by_meaning = {
        (column.meaning.code, column.meaning.part): numbers
        for column, numbers in zip(header.columns, settled(looked), strict=True)
    }
    first: dict[str, tuple[int, int]] = {}  # where the header names the indicator: row and column
    for column in sorted(header.columns, key=lambda column: column.index):
        first.setdefault(column.meaning.code, (column.row, column.index))
    codes: list[Cell] = list(first)
    lines, width = len(rows), len(codes)

    def numbers(part: Role) -> Numbers:
        of_codes = [by_meaning.get((str(code), part)) or no_column(lines) for code in codes]
        names = ("number", "kind", "decimals", "percent", "column")
        return Numbers(*(np.stack([getattr(one, name) for one in of_codes], axis=1).ravel() for name in names))

    numerator, denominator, value = (numbers(part) for part in PARTS)
    return Pairs(
        line=np.repeat(np.arange(lines, dtype=np.int32), width),
        indicator=Keys(codes, np.tile(np.arange(width, dtype=np.int32), lines)),
        indicator_row=np.tile(np.array([row for row, _ in first.values()], np.int32), lines),
        indicator_column=np.tile(np.array([column for _, column in first.values()], np.int16), lines),
        numerator=counts(numerator),
        denominator=counts(denominator),
        value=value,
    )


def _hundredths(table: Table, column: int, rows: Wholes, per_cent: bool) -> Bools | None:
    """For which lines a plain number of a per cent column counts hundredths: not where Excel shows it as per cent."""
    if not per_cent:
        return None
    return np.array([(row - 1, column) not in table.sheet.percent for row in rows.tolist()], np.bool_)
