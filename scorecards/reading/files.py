"""The way in: by its first bytes a file is a workbook, CSV, or something that can't be delivered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from organisation.findings import Found
from organisation.said import said
from scorecards.findings import empty_file, encrypted_file, unreadable_file
from scorecards.reading.cells import Cell, OtherText, Sheet, is_blank
from scorecards.reading.csv_files import read_csv
from scorecards.reading.identity_numbers import identity_numbers_in
from scorecards.reading.kinds import EMPTY_ZIP, ENCRYPTED_PACKAGE, OLE, ZIP, seems_to_be
from scorecards.reading.refusals import LARGEST_FILE, RefusedFile, too_many_bytes


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The sheets of a file. Where it holds identity numbers, `personal` says where, and there are no sheets."""

    sheets: tuple[Sheet, ...] = ()
    personal: tuple[Found, ...] = ()


def read_sheets(content: bytes, file_name: str, *, recognised: Callable[[Sequence[Cell]], int]) -> OpenedFile:
    """The sheets of a file. `recognised` counts a row's cells that could be headers: by it CSV finds its delimiter.

    Raises RefusedFile for what is too large, encrypted, empty or neither CSV nor XLSX.
    """
    if len(content) > LARGEST_FILE:
        raise RefusedFile(too_many_bytes(len(content)))
    if not content.strip():
        raise RefusedFile(empty_file(said("Filen er tom.")))
    sheets, other_texts = _sheets_of(content, recognised)
    if personal := identity_numbers_in(sheets, [*other_texts, OtherText(said("filnavnet"), file_name)]):
        return OpenedFile(personal=tuple(personal))
    if all(is_blank(row) for sheet in sheets for row in sheet.rows):
        raise RefusedFile(empty_file(said("Filen har ingen celler med innhold.")))
    return OpenedFile(sheets=tuple(sheets))


def _sheets_of(content: bytes, recognised: Callable[[Sequence[Cell]], int]) -> tuple[list[Sheet], list[OtherText]]:
    """The sheets, and texts beside them: comments and the like."""
    if content.startswith((ZIP, EMPTY_ZIP)):
        from scorecards.reading.workbooks import read_workbook  # here: CSV is read without the workbook's reader

        return read_workbook(content)
    if content.startswith(OLE):
        if ENCRYPTED_PACKAGE in content:
            raise RefusedFile(encrypted_file())
        raise RefusedFile(unreadable_file(said("Filen har Excels gamle format (.xls). Lagre den på nytt som .xlsx.")))
    if kind := seems_to_be(content):
        raise RefusedFile(unreadable_file(said("Filen er %(kind)s.", kind=kind)))
    return [read_csv(content, recognised)], []
