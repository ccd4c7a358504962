"""XLSX, read by calamine once it is known to be harmless, with what calamine leaves out put back in."""

import io
import struct
import zipfile
import zlib

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from organisation.findings import Found
from organisation.said import said
from scorecards.findings import encrypted_file, too_large, unreadable_file
from scorecards.reading.cells import OtherText, Sheet
from scorecards.reading.extents import check_extents
from scorecards.reading.marks import marks_of, percent_styles, put_back
from scorecards.reading.parts import DOCUMENT_TYPE, sheet_parts, texts_beside_cells
from scorecards.reading.refusals import LARGEST_UNPACKED, MOST_PARTS, MOST_SHEETS, RefusedFile

WORKBOOK = "xl/workbook.xml"
EMBEDDED = "xl/embeddings/"
OTHER_PACKAGES = {  # by a part that only they have
    "xl/vbaproject.bin": said("en arbeidsbok med makroer"),
    "xl/workbook.bin": said("en binær arbeidsbok (.xlsb)"),
    "word/document.xml": said("et Word-dokument"),
    "ppt/presentation.xml": said("en presentasjon"),
    "content.xml": said("et OpenDocument-dokument"),
}


def read_workbook(content: bytes) -> tuple[list[Sheet], list[OtherText]]:
    """Its worksheets, and its texts that stand in no cell. Raises RefusedFile."""
    parts = _unpacked(content)
    try:
        by_name = sheet_parts(parts)
        if len(by_name) > MOST_SHEETS:
            raise RefusedFile(too_large(said("Arbeidsboken har %(n)s ark. Del den opp.", n=len(by_name))))
        check_extents(by_name)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        styles = percent_styles(parts.get("xl/styles.xml", b""))
        sheets = [
            _sheet(workbook, meta.name, meta.visible != SheetVisibleEnum.Visible, by_name[meta.name], styles)
            for meta in workbook.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        ]
    except RefusedFile:
        raise
    except (CalamineError, SyntaxError, KeyError, ValueError) as error:  # SyntaxError: XML that is none
        raise RefusedFile(_damaged()) from error
    return sheets, texts_beside_cells(parts)


def _sheet(workbook: CalamineWorkbook, name: str, hidden: bool, part: bytes, styles: frozenset[str]) -> Sheet:
    read = workbook.get_sheet_by_name(name)
    marks = marks_of(part, styles)
    rows = put_back(read.to_python(skip_empty_area=False), marks)
    return Sheet(name, rows, hidden, tuple(read.merged_cell_ranges or ()), percent=marks.percent)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The XML parts by name in small letters, after looking at what the package says of itself."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        _check_package(package.infolist())
        xml = {
            name.lower(): package.read(name) for name in package.namelist() if name.lower().endswith((".xml", ".rels"))
        }
    except RefusedFile:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, ValueError) as error:
        raise RefusedFile(_damaged()) from error
    if any(b"\0" in part or DOCUMENT_TYPE.search(part) for part in xml.values()):  # UTF-16 would hide a document type
        raise RefusedFile(unreadable_file(said("Arbeidsboken har XML som ingen arbeidsbok trenger.")))
    return xml


def _check_package(parts: list[zipfile.ZipInfo]) -> None:
    """Raise RefusedFile for a package that has a password, is too large when unpacked, or is no workbook."""
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFile(encrypted_file())
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        what = said("Arbeidsboken er på %(size)s MB når den pakkes ut. Det er for mye.", size=size // 2**20)
        raise RefusedFile(too_large(what))
    names = {part.filename.lower() for part in parts}
    if len(names) < len(parts):  # readers might not agree on which of two is meant
        raise RefusedFile(_damaged())
    for name, kind in OTHER_PACKAGES.items():
        if name in names:
            raise RefusedFile(unreadable_file(said("Filen er %(kind)s.", kind=kind)))
    if any(name.startswith(EMBEDDED) for name in names):
        what = said(
            "Arbeidsboken har et innebygd dokument, som ikke kan kontrolleres for personopplysninger. Ta det ut."
        )
        raise RefusedFile(unreadable_file(what))
    if WORKBOOK not in names:
        raise RefusedFile(unreadable_file(said("Filen er en pakket fil (zip) og ikke en arbeidsbok.")))


def _damaged() -> Found:
    what = said("Arbeidsboken er skadet og kan ikke åpnes. Åpne den i Excel og lagre den på nytt.")
    return unreadable_file(what)
