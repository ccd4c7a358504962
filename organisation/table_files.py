"""Tables as files: what all CSV files, archives of them and workbooks that we write have in common."""

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for cp1252
NO_DAY = (1980, 1, 1, 0, 0, 0)  # so that the same tables are the same bytes
# Texts are written as texts, whatever they begin with, and codes keep their zeros
AS_THEY_ARE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def as_bytes(text: str) -> bytes:
    """A CSV file's text as the file holds it."""
    return (BYTE_ORDER_MARK + text).encode()


def as_archive(files: Mapping[str, bytes]) -> bytes:
    """Files by name in a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, NO_DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def new_workbook(file: io.BytesIO) -> "Workbook":
    """A workbook that is written to `file` when it is closed."""
    import xlsxwriter  # costs 40 ms, and only those who download pay

    return xlsxwriter.Workbook(file, AS_THEY_ARE)
