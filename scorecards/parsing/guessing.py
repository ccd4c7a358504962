"""What a layout of an odd sheet could be, to begin with: where known units stand, headers like names of indicators."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from organisation.tables import column_letter
from scorecards.parsing.headers import Known
from scorecards.parsing.layouts import LayoutFacts
from scorecards.parsing.numbers import Kind, read_number
from scorecards.parsing.words import Meaning, Role, meaning_of
from scorecards.reading import Sheet, cell_text, folded, is_blank

SEARCHED_ROWS = 200
NUMBERED_COLUMNS = 60
ALIKE = 0.75  # of difflib's ratio
NUMBER_IN_A_NAME = re.compile(r"[-_. ]*\d[\d\-_. ]*")
PARTS = (  # words that headers have of a part of a figure
    (re.compile(r"\b(?:nevner|nemnar|grunnlag|i alt|totalt|skulle|skal|ut av)\b"), Role.DENOMINATOR),
    (re.compile(r"\b(?:teller|teljar|antall|av disse|herav)\b"), Role.NUMERATOR),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where units stand in a sheet: the column from 0, and the row of the first of them, from 1."""

    index: int
    first_row: int
    units: int


def guess_layout(sheets: Sequence[Sheet], known: Known, names: Mapping[str, str], sheet: str = "") -> LayoutFacts:
    """A first suggestion, without a code. `names`: indicators' names by code; `sheet`: the one to look in."""
    chosen = [each for each in sheets if each.name == sheet] or [each for each in sheets if not each.hidden] or sheets
    found = [(each, _units_column(each, known)) for each in chosen]
    best, column = max(found, key=lambda pair: pair[1].units if pair[1] else -1)
    pattern = pattern_for(best.name)
    if column is None:
        return LayoutFacts("", _first_filled(best), "A", (), pattern)
    header_row = _row_above(best, column.first_row)
    return LayoutFacts(
        code="",
        header_row=header_row,
        unit_column=column_letter(column.index),
        columns=tuple(_meanings(best, header_row, column.index, known, names)),
        sheet_pattern=pattern,
    )


def pattern_for(name: str) -> str:
    """The sheet's name with what changes from month to month left open: `Kontorvis 1811` is `Kontorvis*`."""
    return NUMBER_IN_A_NAME.sub("*", name) or "*"


def _units_column(sheet: Sheet, known: Known) -> _Column | None:
    """The column with most known units among the first rows; the leftmost of equals."""
    rows: dict[int, list[int]] = {}
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS], start=1):
        for index, cell in enumerate(row[:NUMBERED_COLUMNS]):
            text = cell_text(cell)
            if text in known.units or (isinstance(cell, float) and text.zfill(4) in known.units):
                rows.setdefault(index, []).append(number)
    columns = [_Column(index, found[0], len(found)) for index, found in rows.items()]
    return max(columns, key=lambda column: (column.units, -column.index), default=None)


def _first_filled(sheet: Sheet) -> int:
    return next((number for number, row in enumerate(sheet.rows, start=1) if not is_blank(row)), 1)


def _row_above(sheet: Sheet, first_row: int) -> int:
    """The last row above the units with at least two texts; the row just above where there is none."""
    for number in range(first_row - 1, 0, -1):
        if sum(bool(cell_text(cell)) for cell in sheet.rows[number - 1]) > 1:
            return number
    return max(1, first_row - 1)


def _meanings(
    sheet: Sheet, header_row: int, unit_column: int, known: Known, names: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """The columns whose header is a code or much like an indicator's name, each meaning once."""
    used: set[str] = set()
    for index, cell in enumerate(sheet.rows[header_row - 1][:NUMBERED_COLUMNS]):
        meaning = meaning_of(cell, known.indicators) or _by_name(folded(cell), names)
        if index == unit_column or meaning is None or not _holds_numbers(sheet, header_row, index):
            continue
        if meaning.text not in used:
            used.add(meaning.text)
            yield column_letter(index), meaning.text


def _by_name(header: str, names: Mapping[str, str]) -> Meaning | None:
    """What a header like an indicator's name means; words of a part in it say which part."""
    part = next((role for words, role in PARTS if words.search(header)), Role.VALUE)
    plain = next((words.sub("", header).strip(" ,:;()-–") for words, role in PARTS if role is part), header)
    likeness = {code: SequenceMatcher(None, plain, name.casefold()).ratio() for code, name in names.items()}
    code = max(likeness, key=likeness.__getitem__, default=None)
    return Meaning(code, part) if code is not None and likeness[code] >= ALIKE else None


def _holds_numbers(sheet: Sheet, header_row: int, index: int) -> bool:
    cells = [sheet.cell(row, index) for row in range(header_row + 1, min(len(sheet.rows), header_row + 30) + 1)]
    kinds = [read_number(cell).kind for cell in cells if cell_text(cell)]
    return bool(kinds) and kinds.count(Kind.NOT_A_NUMBER) * 2 <= len(kinds)
