"""The catalogue as files: a workbook with a sheet per table, or CSV files, both as `load_catalogue` reads them."""

import csv
import io
import re
from collections.abc import Iterable

from organisation.table_files import as_archive, as_bytes, new_workbook
from scorecards.catalogue_files.forms import FORMS
from scorecards.catalogue_files.rows import TEXTS, Row, Rows, columns_of, quoted

NUMBERS = frozenset({"order", "decimals", "min_base", "hide_below", "priority", "weight", "green", "yellow"}) | {
    "green_upper",
    "yellow_upper",
}
MAY_BE_A_FORMULA = re.compile(r"'*[=+\-@]")


def as_csv_files(rows: Rows) -> dict[str, bytes]:
    """Each table as a CSV file by its name, `;` between fields. A table without rows has its header alone."""
    return {f"{table}.csv": _csv(columns_of(table), rows.get(table, ())) for table in FORMS}


def _csv(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_field(column, row[column]) for column in columns] for row in rows)
    return as_bytes(text.getvalue())


def _field(column: str, text: str) -> str:
    """A text that a spreadsheet would run is marked, as one that is marked already."""
    return f"'{text}" if column in TEXTS and MAY_BE_A_FORMULA.match(text) else text


def as_zip(rows: Rows) -> bytes:
    """The CSV files in one."""
    return as_archive(as_csv_files(rows))


def as_workbook(rows: Rows) -> bytes:
    """A workbook with a sheet per table. Codes are text, so that they keep their zeros."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        bold = workbook.add_format({"bold": True})
        for table in FORMS:
            columns, sheet = columns_of(table), workbook.add_worksheet(table)
            sheet.write_row(0, 0, columns, bold)
            for number, row in enumerate(rows.get(table, ()), start=1):
                sheet.write_row(number, 0, [_cell(column, row[column]) for column in columns])
            sheet.freeze_panes(1, 0)
    return file.getvalue()


def _cell(column: str, text: str) -> str | float | None:
    if not text:
        return None
    return float(text) if column in NUMBERS else quoted(column, text)
