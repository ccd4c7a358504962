"""Which of a package's layouts a workbook fits, where nobody has said and its headers are none that are known."""

from collections.abc import Iterable
from itertools import islice

from scorecards.parsing.headers import Header, Known
from scorecards.parsing.layouts import LayoutFacts, header_by_layout, sheets_that_fit
from scorecards.parsing.numbers import Kind, read_number
from scorecards.parsing.words import Role
from scorecards.reading import Sheet, cell_text, is_blank

SAMPLED_ROWS = 40  # below the header
HALF = 0.5  # more units are known, and no fewer of a column's cells are figures
WILDCARDS = "*?["


def fitting_layout(sheets: Iterable[Sheet], layouts: Iterable[LayoutFacts], known: Known) -> LayoutFacts | None:
    """The layout that some visible sheet fits; of several the one that says most: a sheet's name, most columns."""
    visible = [sheet for sheet in sheets if not sheet.hidden]
    fitting = [
        layout for layout in layouts if any(fits(sheet, layout, known) for sheet in sheets_that_fit(layout, visible))
    ]

    def says_less(layout: LayoutFacts) -> tuple[bool, int, str]:
        return any(wild in layout.sheet_pattern for wild in WILDCARDS), -len(layout.columns), layout.code

    return min(fitting, key=says_less, default=None)


def fits(sheet: Sheet, layout: LayoutFacts, known: Known) -> bool:
    """Whether the layout's columns are headed, and below stand known units with figures in every one of them.

    What the headers say is not compared: a layout doesn't know it.
    """
    header = header_by_layout(sheet, layout, known.indicators)
    if header is None or not _is_headed(sheet, header):
        return False
    lines = _first_lines(sheet, header, layout)
    of_units = [number for number in lines if _names_a_unit(sheet, number, header, known)]
    if len(of_units) <= HALF * len(lines):
        return False
    return all(_holds_figures(sheet, column.index, of_units) for column in header.columns)


def _is_headed(sheet: Sheet, header: Header) -> bool:
    """Whether each column that the layout reads has a header of its own, or shares a merged one."""
    row = header.last_row - 1
    merged = [(left, right) for (top, left), (bottom, right) in sheet.merged if top <= row <= bottom]
    columns = {header.roles[Role.UNIT], *(column.index for column in header.columns)}
    return all(
        cell_text(sheet.cell(header.last_row, column)) or any(left <= column <= right for left, right in merged)
        for column in columns
    )


def _first_lines(sheet: Sheet, header: Header, layout: LayoutFacts) -> list[int]:
    """Numbers of the first rows with something where the unit should be, totals left out."""
    totals = tuple(word.casefold() for word in layout.total_rows_start_with)
    unit = header.roles[Role.UNIT]
    rows = (
        number
        for number in range(header.last_row + 1, len(sheet.rows) + 1)
        if not is_blank(sheet.rows[number - 1])
        and (text := cell_text(sheet.cell(number, unit)).casefold())
        and not (totals and text.startswith(totals))
    )
    return list(islice(rows, SAMPLED_ROWS))


def _names_a_unit(sheet: Sheet, number: int, header: Header, known: Known) -> bool:
    """A known code, or in a workbook a number that is one once its lost zeros are put back."""
    cell = sheet.cell(number, header.roles[Role.UNIT])
    text = cell_text(cell)
    return text in known.units or (isinstance(cell, float) and any(text.zfill(n) in known.units for n in range(2, 7)))


def _holds_figures(sheet: Sheet, column: int, lines: list[int]) -> bool:
    kinds = [read_number(sheet.cell(number, column)).kind for number in lines]
    filled = [kind for kind in kinds if kind is not Kind.EMPTY]
    return bool(filled) and sum(kind is not Kind.NOT_A_NUMBER for kind in filled) >= HALF * len(filled)
