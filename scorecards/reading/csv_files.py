"""CSV as people make it: UTF-8 with or without its mark or cp1252, with `;`, `,` or tabs, quoted fields."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from typing import cast

from organisation.said import said
from scorecards.findings import too_large, unreadable_file
from scorecards.reading.cells import Cell, Sheet
from scorecards.reading.kinds import UTF_16_MARKS
from scorecards.reading.refusals import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, RefusedFile

DELIMITERS = ";\t,"
SAMPLE_CHARACTERS = 50_000  # of the file's beginning, in which the delimiter is sought
SAMPLE_RECORDS = 60
DELIMITER_NAMED = re.compile(r"sep=(.)[\r\n]")  # Excel's own first line


def read_csv(content: bytes, recognised: Callable[[Sequence[Cell]], int]) -> Sheet:
    """The file as one sheet without a name; a record is a row. Raises RefusedFile."""
    text = _decoded(content)
    named = DELIMITER_NAMED.match(text)
    delimiter = named[1] if named else _delimiter_of(text, recognised)
    _check_size(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        rows = cast(list[list[Cell]], list(reader))
    except csv.Error as error:
        what = said(
            "Filen kan ikke leses forbi linje %(line)s. Se etter et anførselstegn som ikke er lukket.",
            line=reader.line_num,
        )
        raise RefusedFile(unreadable_file(what)) from error
    if named:
        rows[0] = []  # an instruction to Excel, not a row of the table
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        what = said("Filen har flere enn %(most)s kolonner. Er skilletegnet riktig?", most=MOST_COLUMNS)
        raise RefusedFile(too_large(what))
    return Sheet("", rows, delimiter=delimiter)


def _decoded(content: bytes) -> str:
    for encoding in ["utf-16"] if content.startswith(UTF_16_MARKS) else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedFile(unreadable_file(said("Filen har tegn som verken er UTF-8 eller Windows-1252.")))


def _delimiter_of(text: str, recognised: Callable[[Sequence[Cell]], int]) -> str:
    """The delimiter with which some row looks most like a header; else the one that most rows have most fields with."""

    def likeness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(
            io.StringIO(text[:SAMPLE_CHARACTERS], newline=""), delimiter=delimiter, skipinitialspace=True
        )
        rows = [row for row in islice(reader, SAMPLE_RECORDS) if row]
        usual = Counter(map(len, rows)).most_common(1)
        return max(map(recognised, rows), default=0), usual[0][0] if usual else 0

    return max(DELIMITERS, key=likeness)


def _check_size(text: str, delimiter: str) -> None:
    lines = text.count("\n") + text.count("\r")
    if lines > 2 * MOST_ROWS or lines + text.count(delimiter) > MOST_CELLS:
        raise RefusedFile(too_large(said("Filen har for mange linjer eller felt. Del den opp.")))
