"""Rows as PostgreSQL's binary COPY takes them: a count of fields, then length and bytes of each; length -1 is NULL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from scorecards.arrays import Bools, Floats, Wholes

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
SIZE = ">i4"
NULL = -1


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers in a form of numpy's (big-endian, the database's width); NaN becomes NULL. One alone is for all rows."""

    form: str
    numbers: Wholes | Floats | Bools | int | bool


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a few: its place in `words`, for each row."""

    places: Wholes
    words: Sequence[str]


Columns = Mapping[str, Column | Words]


def copy_rows(table: str, columns: Columns, number: int) -> None:
    """Write `number` rows into the table; columns by their names there."""
    if not number:
        return
    into = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.write(HEADER)
        for rows in _in_bytes(list(columns.values()), number):
            copy.write(rows)
        copy.write(TRAILER)


def _in_bytes(columns: Sequence[Column | Words], number: int) -> Iterator[bytes]:
    """The rows in as many pieces as there are forms of a row: those with the same NULLs and words are of one."""
    forms = np.zeros(number, np.int64)
    for column in columns:
        forms = forms * _count_of_forms(column) + _form_of_each(column)
    for form in np.unique(forms):
        places = np.flatnonzero(forms == form)
        yield _alike([_taken(column, places) for column in columns], len(places)).tobytes()


def _count_of_forms(column: Column | Words) -> int:
    return len(column.words) if isinstance(column, Words) else 2


def _form_of_each(column: Column | Words) -> Any:
    if isinstance(column, Words):
        return column.places
    return np.isnan(column.numbers)


def _taken(column: Column | Words, places: Wholes) -> Any:
    """The column in these rows, which are of one form: numbers with theirs, None for NULL, or the word in bytes."""
    if isinstance(column, Words):
        return column.words[int(column.places[places[0]])].encode()
    if not isinstance(column.numbers, np.ndarray):
        return column
    numbers = column.numbers[places]
    return None if np.isnan(numbers[0]) else Column(column.form, numbers)


def _alike(parts: Sequence[Any], number: int) -> NDArray[np.void]:
    """The rows of one form, their columns as `_taken` gives them."""
    fields = [("fields", ">i2")]
    for place, part in enumerate(parts):
        fields.append((f"size{place}", SIZE))
        if isinstance(part, bytes):
            fields += [(f"word{place}", f"S{len(part)}")] if part else []
        elif part is not None:
            fields.append((f"number{place}", part.form))
    rows = np.empty(number, np.dtype(fields))
    rows["fields"] = len(parts)
    for place, part in enumerate(parts):
        if isinstance(part, bytes):
            rows[f"size{place}"] = len(part)
            if part:
                rows[f"word{place}"] = part
        elif part is None:
            rows[f"size{place}"] = NULL
        else:
            rows[f"size{place}"] = np.dtype(part.form).itemsize
            rows[f"number{place}"] = part.numbers
    return rows
