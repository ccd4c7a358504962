"""Tables as people keep them, CSV or workbook, read as text: what organisation and catalogue files are read with."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from organisation.findings import ERROR, Found
from organisation.said import said

ZIP = b"PK\x03\x04"  # how an XLSX begins
OLE = b"\xd0\xcf\x11\xe0"  # how an old workbook begins, or one with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = ";\t,"

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta


class UnreadableTable(ValueError):
    """A file that can't be read as tables; `found` says why and what to do."""

    def __init__(self, found: Found) -> None:
        super().__init__(found.message)
        self.found = found


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table that isn't blank: its cells, stripped, by the header's name in lower case."""

    number: int  # as the sheet counts rows or the file counts records, from 1
    cells: dict[str, str]
    numbers: frozenset[str] = frozenset()  # headers of cells that a workbook holds as numbers
    stray: int | None = None  # index of the first column with something in it and no header

    def __getitem__(self, name: str) -> str:
        """The cell under that header; empty where the table has no such column."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header; `place` names it in findings: the file's name for CSV, the sheet's for a workbook."""

    name: str  # sheet name, or file name without suffix
    place: str
    header: tuple[str, ...]  # as written, stripped
    header_row: int
    lines: tuple[Line, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header in lower case, as lines are looked up by."""
        return tuple(name.casefold() for name in self.header)

    def column(self, name: str) -> str:
        """The letter of the column under that header, as a spreadsheet names it; empty where there is none."""
        return column_letter(self.names.index(name)) if name in self.names else ""


def column_letter(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def read_tables(paths: Iterable[Path]) -> dict[str, Table]:
    """The tables of some files by name in lower case. Raises UnreadableTable, also where two have one name."""
    return by_name(table for path in paths for table in read_file(path))


def by_name(found: Iterable[Table]) -> dict[str, Table]:
    """Tables by name in lower case. Raises UnreadableTable where two have one name."""
    tables: dict[str, Table] = {}
    for table in found:
        if table.name.casefold() in tables:
            message = said(
                "To tabeller heter «%(table)s». Slå dem sammen, eller last dem hver for seg.", table=table.name
            )
            raise UnreadableTable(Found("duplicate_table", ERROR, message, sheet=table.place))
        tables[table.name.casefold()] = table
    return tables


def table_of(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Rows of texts at hand as the table that a file with them would give."""
    lines = [Line(number, dict(zip(header, row, strict=True))) for number, row in enumerate(rows, start=2)]
    return Table(name=name, place=name, header=tuple(header), header_row=1, lines=tuple(lines))


def read_file(path: Path) -> list[Table]:
    """The tables of one file: one of a CSV, one per sheet that isn't empty of a workbook. Raises UnreadableTable."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, said("%(file)s kan ikke leses: %(why)s.", file=path, why=error.strerror)) from error
    return read_content(content, path)


def read_content(content: bytes, path: Path) -> list[Table]:
    """The tables of a file's bytes, called as the path says. Raises UnreadableTable."""
    tables = _tables_of_workbook(content, path) if content.startswith((ZIP, OLE)) else _table_of_csv(content, path)
    if not tables:
        raise _unreadable(path, said("%(file)s er tom. Har du valgt riktig fil?", file=path.name), "empty_file")
    return tables


def _unreadable(path: Path, message: str, code: str = "unreadable_file") -> UnreadableTable:
    return UnreadableTable(Found(code, ERROR, message, sheet=path.name))


def _tables_of_workbook(content: bytes, path: Path) -> list[Table]:
    from python_calamine import CalamineError, CalamineWorkbook  # here: most of what imports this reads no workbook

    if ENCRYPTED in content and content.startswith(OLE):
        message = said("%(file)s har passord. Lagre den uten passord og prøv igjen.", file=path.name)
        raise _unreadable(path, message, "encrypted_file")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names
        ]
    except CalamineError as error:
        message = said(
            "%(file)s er ikke en arbeidsbok som kan leses. Lagre den på nytt som XLSX eller CSV.", file=path.name
        )
        raise _unreadable(path, message) from error
    return [_table(name, name, rows) for name, rows in sheets if any(map(_is_filled, rows))]


def _table_of_csv(content: bytes, path: Path) -> list[Table]:
    records = _records(_text(content, path), path)
    return [_table(path.stem, path.name, records)] if any(map(_is_filled, records)) else []


def _text(content: bytes, path: Path) -> str:
    """UTF-8 with or without its mark, Excel's UTF-16, else cp1252."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    message = said(
        "%(file)s er verken tekst eller en arbeidsbok. Lagre den som CSV (UTF-8) eller XLSX.", file=path.name
    )
    raise _unreadable(path, message)


def _records(text: str, path: Path) -> list[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        message = said(
            "%(file)s kan ikke leses som CSV (%(why)s). Se etter et anførselstegn som ikke er lukket.",
            file=path.name,
            why=error,
        )
        raise _unreadable(path, message) from error


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(cell_text(cell) for cell in row)


def _table(name: str, place: str, rows: Sequence[Sequence[Cell]]) -> Table:
    top = next(index for index, row in enumerate(rows) if _is_filled(row))
    header = [cell_text(cell) for cell in rows[top]]
    while not header[-1]:
        header.pop()
    table = Table(name=name, place=place, header=tuple(header), header_row=top + 1, lines=())
    lines = [
        _line(number, table.names, row) for number, row in enumerate(rows[top + 1 :], start=top + 2) if _is_filled(row)
    ]
    return Table(name=name, place=place, header=table.header, header_row=top + 1, lines=tuple(lines))


def _line(number: int, names: Sequence[str], row: Sequence[Cell]) -> Line:
    texts = [cell_text(cell) for cell in row]
    headed = [(name, text, cell) for name, text, cell in zip(names, texts, row, strict=False) if name]
    return Line(
        number=number,
        cells={name: text for name, text, _ in headed},
        numbers=frozenset(name for name, _, cell in headed if type(cell) in (int, float)),
        stray=next((index for index, text in enumerate(texts) if text and not any(names[index : index + 1])), None),
    )


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO, a time of day dropped where it is midnight."""
    match cell:
        case str():
            return cell.strip()
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime() if cell.time() == datetime.time():
            return cell.date().isoformat()
        case datetime.date():
            return cell.isoformat()
    return str(cell)
