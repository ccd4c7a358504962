"""A table as a file: numbers as numbers, shares as fractions of one, a point and an ASCII minus in CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from organisation.table_files import as_bytes, new_workbook

Cell: TypeAlias = str | float | int | bool | None
MAY_BE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark and `;` between fields. What is missing is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_csv_field(cell) for cell in row] for row in rows)
    return as_bytes(text.getvalue())


def _csv_field(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(MAY_BE_A_FORMULA) else cell  # a spreadsheet would run it
    if isinstance(cell, bool):
        return str(int(cell))
    return repr(cell)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook, under the name of its sheet."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_xlsx(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str = "Tall", more: Sequence[Sheet] = ()
) -> bytes:
    """A sheet for the table, and for each of `more`, with fixed headers and filters; texts are only ever texts."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        bold = workbook.add_format({"bold": True})
        for table in (Sheet(sheet, header, rows), *more):
            page = workbook.add_worksheet(table.name)
            page.write_row(0, 0, table.header, bold)
            last = 0
            for last, row in enumerate(table.rows, start=1):
                page.write_row(last, 0, row)
            page.freeze_panes(1, 0)
            page.autofilter(0, 0, last, len(table.header) - 1)
            page.autofit()
    return file.getvalue()
