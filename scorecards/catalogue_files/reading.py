"""A folder, a workbook or a single table, read into a catalogue. What can't be read is a finding."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from organisation.findings import ERROR, WARNING, Found
from organisation.headers import header_findings
from organisation.near_names import nearest_name
from organisation.said import said
from organisation.tables import Line as TableLine
from organisation.tables import Table, UnreadableTable, by_name, read_content, read_tables
from scorecards.catalogue_files.cells import UnreadableCellError
from scorecards.catalogue_files.forms import FORMS, Form
from scorecards.catalogue_files.lines import Catalogue, Line

FOLDER_HOLDS = "*.[cC][sS][vV]"  # a workbook beside the tables is another copy of them


def read_catalogue(path: Path) -> tuple[Catalogue, list[Found]]:
    """The catalogue in a folder of CSV files, a workbook or one CSV file, and what could not be read of it."""
    paths = sorted(path.glob(FOLDER_HOLDS)) if path.is_dir() else [path]
    try:
        tables = read_tables(paths)
    except UnreadableTable as error:
        return Catalogue(), [error.found]
    return catalogue_from(tables, path.name)


def read_contents(contents: Iterable[tuple[str, bytes]]) -> tuple[Catalogue, list[Found]]:
    """The catalogue in files at hand, as names and bytes, and what could not be read of it."""
    files = list(contents)
    try:
        tables = by_name(table for name, content in files for table in read_content(content, Path(name)))
    except UnreadableTable as error:
        return Catalogue(), [error.found]
    return catalogue_from(tables, ", ".join(name for name, _content in files))


def catalogue_from(tables: Mapping[str, Table], place: str) -> tuple[Catalogue, list[Found]]:
    """The catalogue in these tables, by name in lower case, and what could not be read of it. `place` holds them."""
    found = list(_names_of_tables(tables, place))
    lines: dict[str, Any] = {}
    for name, form in FORMS.items():
        if name in tables:
            lines[name], faults = read_table(tables[name], form)
            found += faults
    codes = {name: frozenset(line["code"] for line in table.lines) for name, table in tables.items()}
    return Catalogue(**lines, written_codes=codes), found


def _names_of_tables(tables: Mapping[str, Table], place: str) -> Iterator[Found]:
    known = ", ".join(FORMS)
    for name, table in tables.items():
        if name in FORMS:
            continue
        near = nearest_name(name, FORMS)
        if near:
            message = said(
                "Tabellen «%(table)s» er ukjent. Mente du «%(name)s»? Gi den det navnet.", table=table.name, name=near
            )
            yield Found("unknown_table", ERROR, message, sheet=table.place, value=table.name)
        else:
            message = said(
                "Tabellen «%(table)s» er ikke lest. En katalog har tabellene %(known)s.", table=table.name, known=known
            )
            yield Found("unknown_table", WARNING, message, sheet=table.place, value=table.name)
    if not FORMS.keys() & tables.keys():
        message = said("Her er ingen av katalogens tabeller. Gi filene eller arkene navnene %(known)s.", known=known)
        yield Found("missing_table", ERROR, message, sheet=place)


def read_table(table: Table, form: Form) -> tuple[tuple[Line, ...], list[Found]]:
    """The lines of a table that can be read in full, and what is wrong with the others or with its columns."""
    required = [column for column in form.readers if column in form.required]
    optional = [column for column in form.readers if column not in form.required]
    found = header_findings(table, required=required, optional=optional)
    if any(fault.code == "missing_column" for fault in found):
        return (), found
    letters = {column: table.column(column) for column in form.readers if column in table.names}
    lines = []
    for row in table.lines:
        place = Line(sheet=table.place, row=row.number, letters=letters, numbers=row.numbers)
        line, faults = _read_line(row, form, place)
        found += faults
        if line:
            lines.append(line)
    return tuple(lines), found


def _read_line(row: TableLine, form: Form, place: Line) -> tuple[Line | None, list[Found]]:
    """The line with its cells read, or nothing and what is wrong with them. An empty cell is as if it weren't given."""
    values: dict[str, Any] = {}
    found = []
    for column in place.letters:
        written = row[column]
        if not written:
            if column in form.required:
                message = said("Cellen er tom, men «%(column)s» må fylles ut.", column=column)
                found.append(place.error("missing_value", message, column))
            continue
        try:
            values[column] = form.readers[column](written)
        except UnreadableCellError as error:
            message = said(
                "«%(written)s» passer ikke i kolonnen «%(column)s». %(remedy)s",
                written=written,
                column=column,
                remedy=error.remedy,
            )
            found.append(place.error(error.code, message, column, written[:200]))
    if found:
        return None, found
    return form.line(**{field.name: getattr(place, field.name) for field in dataclasses.fields(Line)}, **values), []
