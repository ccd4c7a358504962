"""The rows of a catalogue as its files write them: what an export holds, an edit hands in and history compares."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from organisation.tables import Line as TableLine
from organisation.tables import Table
from scorecards.catalogue_files.cells import QUOTED
from scorecards.catalogue_files.forms import FORMS
from scorecards.catalogue_files.lines import BEGINNING

Row: TypeAlias = Mapping[str, str]  # text by column; empty where nothing is said
Rows: TypeAlias = Mapping[str, Sequence[Row]]  # by table
Key: TypeAlias = tuple[str, ...]

PARENTS = {"items": "package", "targets": "indicator"}  # the column that names what a row belongs to
KEYS = {"items": ("package", "indicator", "valid_from"), "targets": ("indicator", "unit", "valid_from")}
KEY_OF_CODED = ("code",)
TEXTS = frozenset({"name", "name_nn", "name_en", "what", "why", "how", "weaknesses"})
EXISTS_BY = {"items": "priority", "targets": "green"}  # never empty in a row that is there


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, in the order in which files have them."""
    return tuple(FORMS[table].readers)


def key_of(table: str, row: Row) -> Key:
    """What tells a row from others of its table. The case of codes doesn't count."""
    columns = KEYS.get(table, KEY_OF_CODED)
    return tuple(
        row[column] or str(BEGINNING) if column == "valid_from" else _as_compared(column, row[column])
        for column in columns
    )


def _as_compared(column: str, code: str) -> str:
    return code if column == "unit" else code.upper()  # units' codes are as they are


def rows_under(rows: Rows, table: str, code: str) -> tuple[Row, ...]:
    """The rows of a table that a code defines or owns: its own line, a package's items, an indicator's targets."""
    column = PARENTS.get(table, "code")
    return tuple(row for row in rows.get(table, ()) if row[column].upper() == code.upper())


def stamp_of(rows: Rows) -> str:
    """What tells one state of a catalogue from another."""
    told = [(table, [tuple(row.values()) for row in found]) for table, found in rows.items()]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def as_table(name: str, rows: Sequence[Row]) -> Table:
    """Rows as a table that was read from a file: every column is there, and row 2 is the first."""
    header = columns_of(name)
    lines = tuple(
        TableLine(number, {column: quoted(column, row.get(column, "").strip()) for column in header})
        for number, row in enumerate(rows, start=2)
    )
    return Table(name=name, place=name, header=header, header_row=1, lines=lines)


def quoted(column: str, text: str) -> str:
    """Text as it has to be written to be read back as itself: see `cells.QUOTED`."""
    return f"'{text}" if column in TEXTS and QUOTED.match(text) else text


def number_in_file(number: float) -> str:
    """A number as files write it: it reads back as the very same."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


def day_in_file(day: datetime.date | None) -> str:
    """A day as files write it; the one that stands for "from the beginning" is left empty."""
    return "" if day is None or day == BEGINNING else day.isoformat()
