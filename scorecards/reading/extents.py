"""How far a sheet reaches, found in its XML: the reader lays out every cell up to the last one, used or not."""

import re
from collections.abc import Mapping

from organisation.said import said
from organisation.tables import column_letter
from scorecards.findings import too_large, unreadable_file
from scorecards.pile import Place
from scorecards.reading.cells import column_index
from scorecards.reading.positions import located_cells
from scorecards.reading.refusals import MOST_CELLS, RefusedFile

ODD_REFERENCE = re.compile(rb"r=[\"'](?!(?:[A-Z]{1,3})?[1-9]\d{0,6}[\"'])")
# No `<` inside a tag: without that, tags that never end are looked through once for each that begins.
CELL_WITHOUT_REFERENCE = re.compile(rb"<(?:\w{1,9}:)?c(?:\s(?![^<>]*\br=)[^<>]*)?>")
FILLED_CELL = rb"<(?:\w{1,9}:)?c\s(?>[^<>]*?\br=[\"'])%s[^<>]*+(?<!/)>"  # atomic: empty cells come by the million
COLUMN_OF_A_FILLED_CELL = re.compile(FILLED_CELL % rb"([A-Z]{1,3}+)\d")
ROW_OF_A_FILLED_CELL = re.compile(FILLED_CELL % rb"[A-Z]{1,3}+(\d{1,7}+)")


def check_extents(parts: Mapping[str, bytes]) -> None:
    """Raise RefusedFile where the filled cells of the sheets (XML by name) span more than is sensible to read together,
    or have no sensible place.
    """
    for name, part in parts.items():
        if any(part[odd.start() - 1 : odd.start()].isspace() for odd in ODD_REFERENCE.finditer(part)):
            what = said("Arket «%(sheet)s» har celler uten gyldig plass. Lagre arbeidsboken på nytt.", sheet=name)
            raise RefusedFile(unreadable_file(what))
    counted = {name for name, part in parts.items() if CELL_WITHOUT_REFERENCE.search(part)}
    if not counted and sum(map(_at_most, parts.values())) <= MOST_CELLS:
        return
    ends = {name: (_last_of_all if name in counted else _last_of_filled)(part) for name, part in parts.items()}
    if sum(row * column for row, column in ends.values()) > MOST_CELLS:
        name, (row, column) = max(ends.items(), key=lambda end: end[1][0] * end[1][1])
        what = said(
            "Arket «%(sheet)s» har noe i rad %(row)s og noe i kolonne %(column)s. "
            "Slett alt under tabellen og til høyre for den.",
            sheet=name,
            row=row,
            column=column_letter(column - 1),
        )
        raise RefusedFile(too_large(what, Place(name)))


def _at_most(part: bytes) -> int:
    """A quick bound for the cells that a sheet spans: by the most letters and digits that a cell's name has."""
    letters = next((most for most in (3, 2) if re.search(rb"r=[\"'][A-Z]{%d}\d" % most, part)), 1)
    digits = next((most for most in (7, 6, 5, 4) if re.search(rb"r=[\"'][A-Z]{0,3}\d{%d}[\"']" % most, part)), 3)
    return int(26**letters * 10**digits)


def _last_of_filled(part: bytes) -> tuple[int, int]:
    """The last row and column, from 1, in which some cell isn't empty; all cells name their places."""
    columns = {column_index(letters.decode()) for letters in set(COLUMN_OF_A_FILLED_CELL.findall(part))}
    rows = set(map(int, set(ROW_OF_A_FILLED_CELL.findall(part))))
    return max(rows, default=0), max(columns, default=-1) + 1


def _last_of_all(part: bytes) -> tuple[int, int]:
    """The last row and column, from 1, where cells may leave their places to be counted."""
    row = column = 0
    for cell_row, cell_column, _ in located_cells(part):
        row, column = max(row, cell_row + 1), max(column, cell_column + 1)
    return row, column
