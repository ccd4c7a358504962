"""How far a sheet reaches, found in its XML: the reader lays out every cell up to the last one, used or not."""

import re
from functools import reduce

from organisation.tables import column_letter
from scorecards.findings import Place, too_large
from scorecards.reading.refusals import MOST_CELLS, RefusedFile

COLUMNS = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d")
ROWS = re.compile(rb"\sr=[\"'](?:[A-Z]{1,3})?(\d{1,7})[\"']")
FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")


def column_index(letters: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    return reduce(lambda index, letter: index * 26 + ord(letter) - ord("A") + 1, letters.upper(), 0) - 1


def check_extent(name: str, part: bytes) -> None:
    """Raise RefusedFile where a sheet's filled cells span more than it is sensible to read."""
    columns = {column_index(letters.decode()) for letters in set(COLUMNS.findall(part))}
    rows = max(map(int, set(ROWS.findall(part))), default=0)
    if rows * (max(columns, default=0) + 1) <= MOST_CELLS:
        return
    filled = [(int(row), column_index(letters.decode())) for letters, row in FILLED_CELL.findall(part)]
    last_row, last_column = map(max, zip(*filled or [(0, 0)], strict=True))
    if last_row * (last_column + 1) > MOST_CELLS:
        what = (
            f"Arket «{name}» har noe i rad {last_row} og noe i kolonne {column_letter(last_column)}. "
            "Slett alt under tabellen og til høyre for den."
        )
        raise RefusedFile(too_large(what, Place(name)))
