"""The whole organisation as the files that load_organisation reads: loaded, they change nothing."""

import datetime
import io
import zipfile
from collections.abc import Sequence

from organisation.lines import Row, as_text, succession_rows, unit_rows
from organisation.organisation_files import SUCCESSION_COLUMNS, UNIT_COLUMNS
from organisation.standing import Standing

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for cp1252
NO_DAY = (1980, 1, 1, 0, 0, 0)  # so that the same organisation is the same bytes

Sheet = tuple[str, Sequence[str], list[Row]]


def _sheets(standing: Standing) -> list[Sheet]:
    return [
        ("units", UNIT_COLUMNS, unit_rows(standing)),
        ("successions", SUCCESSION_COLUMNS, succession_rows(standing)),
    ]


def as_csv_files(standing: Standing) -> dict[str, bytes]:
    """The two files by name."""
    return {
        f"{name}.csv": (BYTE_ORDER_MARK + as_text(rows, header)).encode() for name, header, rows in _sheets(standing)
    }


def as_zip(standing: Standing) -> bytes:
    """The two files in an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in as_csv_files(standing).items():
            archive.writestr(zipfile.ZipInfo(name, NO_DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def as_workbook(standing: Standing) -> bytes:
    """A workbook with both as sheets; codes and dates are texts, so that no zero is lost."""
    import xlsxwriter  # costs 40 ms, and only those who download pay

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": datetime.datetime(*NO_DAY)})
        bold = workbook.add_format({"bold": True})
        for name, header, rows in _sheets(standing):
            page = workbook.add_worksheet(name)
            page.write_row(0, 0, header, bold)
            for number, row in enumerate(rows, start=1):
                page.write_row(number, 0, row)
            page.freeze_panes(1, 0)
            page.autofit()
    return file.getvalue()
