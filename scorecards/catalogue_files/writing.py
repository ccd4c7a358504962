"""The catalogue as files: a workbook with a sheet per table, or CSV files, both as `load_catalogue` reads them."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable

from scorecards.catalogue_files.forms import FORMS
from scorecards.catalogue_files.rows import TEXTS, Row, Rows, columns_of, quoted

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for cp1252
NUMBERS = frozenset({"order", "decimals", "min_base", "hide_below", "priority", "weight", "green", "yellow"}) | {
    "green_upper",
    "yellow_upper",
}
MAY_BE_A_FORMULA = re.compile(r"'*[=+\-@]")
WRITTEN_AT = (1980, 1, 1, 0, 0, 0)  # the same catalogue is the same zip


def as_csv_files(rows: Rows) -> dict[str, bytes]:
    """Each table as a CSV file by its name, `;` between fields. A table without rows has its header alone."""
    return {f"{table}.csv": _csv(columns_of(table), rows.get(table, ())) for table in FORMS}


def _csv(columns: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_field(column, row[column]) for column in columns] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _field(column: str, text: str) -> str:
    """A text that a spreadsheet would run is marked, as one that is marked already."""
    return f"'{text}" if column in TEXTS and MAY_BE_A_FORMULA.match(text) else text


def as_zip(rows: Rows) -> bytes:
    """The CSV files in one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in as_csv_files(rows).items():
            archive.writestr(zipfile.ZipInfo(name, WRITTEN_AT), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def as_workbook(rows: Rows) -> bytes:
    """A workbook with a sheet per table. Codes are text, so that they keep their zeros."""
    import xlsxwriter  # costs 40 ms, and only those who download pay

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
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
