"""Rows as PostgreSQL's binary COPY takes them: a count of fields, then length and bytes of each; length -1 is NULL."""

import datetime
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
FIRST_DAY = datetime.date(2000, 1, 1)  # a date travels as the number of days from it
FLOAT8 = 701  # PostgreSQL's number of the type
LIST = np.dtype([(name, SIZE) for name in ("size", "dimensions", "nulls", "type", "length", "first")])
EMPTY_LIST = np.array([12, 0, 0, FLOAT8], SIZE).tobytes()
IN_LIST = np.dtype([("size", SIZE), ("number", ">f8")])


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


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers (float8[], none of them NULL) for each row: all of them in order, and how many each row has."""

    numbers: Floats
    lengths: Wholes


Columns = Mapping[str, Column | Words]


def date_column(day: datetime.date) -> Column:
    """One day for all rows."""
    return Column(">i4", (day - FIRST_DAY).days)


def copy_rows(table: str, columns: Columns, number: int, *, lists: tuple[str, Lists] | None = None) -> None:
    """Write `number` rows into the table; columns by their names there, and one of `lists` beside them."""
    if not number:
        return
    names = [*columns, lists[0]] if lists else [*columns]
    into = f"COPY {table} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.write(HEADER)
        for rows in _in_bytes(list(columns.values()), number, lists[1] if lists else None):
            copy.write(rows)
        copy.write(TRAILER)


def _in_bytes(columns: Sequence[Column | Words], number: int, lists: Lists | None) -> Iterator[bytes]:
    """The rows in as many pieces as there are forms of a row: those with the same NULLs and words are of one."""
    forms = np.zeros(number, np.int64)
    for column in columns:
        forms = forms * _count_of_forms(column) + _form_of_each(column)
    sent = _lists_in_bytes(lists) if lists else []
    for form in np.unique(forms):
        places = np.flatnonzero(forms == form)
        rows = _alike([_taken(column, places) for column in columns], len(places), more=int(bool(sent)))
        yield _with_lists(rows, [sent[place] for place in places.tolist()]) if sent else rows.tobytes()


def _with_lists(rows: NDArray[np.void], lists: Sequence[bytes]) -> bytes:
    """Each row with its list behind it."""
    sent, width = rows.tobytes(), rows.itemsize
    return b"".join(
        [piece for place, one in enumerate(lists) for piece in (sent[place * width : (place + 1) * width], one)]
    )


def _lists_in_bytes(lists: Lists) -> list[bytes]:
    """Each list as PostgreSQL takes it: its size, one dimension, no NULLs, the type, how many, counted from 1."""
    heads = np.empty(len(lists.lengths), LIST)
    numbers = np.empty(len(lists.numbers), IN_LIST)
    numbers["size"], numbers["number"] = 8, lists.numbers
    heads["size"] = LIST.itemsize - 4 + lists.lengths * IN_LIST.itemsize
    heads["dimensions"], heads["nulls"], heads["type"] = 1, 0, FLOAT8
    heads["length"], heads["first"] = lists.lengths, 1
    ends = np.cumsum(lists.lengths)
    places = zip(heads, (ends - lists.lengths).tolist(), ends.tolist(), strict=True)
    return [head.tobytes() + numbers[start:end].tobytes() if end > start else EMPTY_LIST for head, start, end in places]


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


def _alike(parts: Sequence[Any], number: int, *, more: int) -> NDArray[np.void]:
    """The rows of one form, their columns as `_taken` gives them; so many fields `more` follow each."""
    fields = [("fields", ">i2")]
    for place, part in enumerate(parts):
        fields.append((f"size{place}", SIZE))
        if isinstance(part, bytes):
            fields += [(f"word{place}", f"S{len(part)}")] if part else []
        elif part is not None:
            fields.append((f"number{place}", part.form))
    rows = np.empty(number, np.dtype(fields))
    rows["fields"] = len(parts) + more
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
