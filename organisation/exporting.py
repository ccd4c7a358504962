"""The whole organisation as the files that load_organisation reads: loaded, they change nothing."""

import datetime
import io
from collections.abc import Sequence

from organisation.lines import Row, as_text, succession_rows, unit_rows
from organisation.organisation_files import SUCCESSION_COLUMNS, UNIT_COLUMNS
from organisation.standing import Standing
from organisation.table_files import NO_DAY, as_archive, as_bytes, new_workbook

Sheet = tuple[str, Sequence[str], list[Row]]


def _sheets(standing: Standing) -> list[Sheet]:
    return [
        ("units", UNIT_COLUMNS, unit_rows(standing)),
        ("successions", SUCCESSION_COLUMNS, succession_rows(standing)),
    ]


def as_csv_files(standing: Standing) -> dict[str, bytes]:
    """The two files by name."""
    return {f"{name}.csv": as_bytes(as_text(rows, header)) for name, header, rows in _sheets(standing)}


def as_zip(standing: Standing) -> bytes:
    """The two files in an archive."""
    return as_archive(as_csv_files(standing))


def as_workbook(standing: Standing) -> bytes:
    """A workbook with both as sheets; codes and dates are texts, so that no zero is lost."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
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
