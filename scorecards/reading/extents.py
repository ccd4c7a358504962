"""How far a sheet reaches, found in its XML: the reader lays out every cell up to the last one, used or not."""

import re
from functools import reduce

from organisation.tables import column_letter
from scorecards.findings import Place, too_large
from scorecards.reading.refusals import MOST_CELLS, RefusedFile

FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*+)(?<!/)>")  # possessive: empty cells come by the million
REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})")


def column_index(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    return reduce(lambda index, letter: index * 26 + ord(letter) - ord("A") + 1, letters.upper(), 0) - 1


def check_extent(name: str, part: bytes) -> None:
    """Raise RefusedFile where a sheet's filled cells span more than it is sensible to read."""
    if _at_most(part) <= MOST_CELLS:
        return
    last_row = last_column = 0
    for cell in FILLED_CELL.finditer(part):
        if found := REFERENCE.search(cell[1]):
            last_row, last_column = max(last_row, int(found[2])), max(last_column, column_index(found[1].decode()))
    if last_row * (last_column + 1) > MOST_CELLS:
        what = (
            f"Arket «{name}» har noe i rad {last_row} og noe i kolonne {column_letter(last_column)}. "
            "Slett alt under tabellen og til høyre for den."
        )
        raise RefusedFile(too_large(what, Place(name)))


def _at_most(part: bytes) -> int:
    """A quick bound for the cells that a sheet spans: by the most letters and digits that a cell's name has."""
    letters = next((most for most in (3, 2) if re.search(rb"r=[\"'][A-Z]{%d}\d" % most, part)), 1)
    digits = next((most for most in (7, 6, 5, 4) if re.search(rb"r=[\"'][A-Z]{1,3}\d{%d}[\"']" % most, part)), 3)
    return int(26**letters * 10**digits)
