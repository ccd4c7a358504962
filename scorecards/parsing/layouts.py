"""An odd sheet read as a stored layout says: which sheet, which row is the header, which column is what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from scorecards.parsing.headers import Column, Header
from scorecards.parsing.words import CODE_AND_PART, Meaning, Role, part_of
from scorecards.reading import Sheet, cell_text
from scorecards.reading.cells import column_index


@dataclass(frozen=True, slots=True)
class LayoutFacts:
    """A layout as stored: columns by their letters, in the words of `load_layout`."""

    code: str
    header_row: int  # from 1
    unit_column: str
    columns: tuple[tuple[str, str], ...]  # letter and meaning: ("D", "OPPF_NEDS numerator")
    sheet_pattern: str = "*"
    ignore: tuple[str, ...] = ()
    total_rows_start_with: tuple[str, ...] = ()


def layout_meaning(text: str, codes: Mapping[str, str]) -> Meaning | None:
    """What a layout says of a column: a known code and `numerator`, `denominator`, `value` or `value %`."""
    found = CODE_AND_PART.fullmatch(" ".join(text.split()))
    if not found or not (code := codes.get(found[1].upper())) or not (part := part_of(found[2])):
        return None
    return Meaning(code, *part)


def sheets_that_fit(layout: LayoutFacts, sheets: Iterable[Sheet]) -> list[Sheet]:
    """The sheets whose name fits the pattern, in any case of letters; `*` and `?` as in file names."""
    pattern = layout.sheet_pattern.casefold()
    return [sheet for sheet in sheets if fnmatchcase(sheet.name.casefold(), pattern)]


def header_by_layout(sheet: Sheet, layout: LayoutFacts, codes: Mapping[str, str]) -> Header | None:
    """The header that the layout describes; None where the sheet has no such row or not all its columns."""
    row = sheet.rows[layout.header_row - 1] if layout.header_row <= len(sheet.rows) else []
    meanings = [(column_index(letters), layout_meaning(text, codes)) for letters, text in layout.columns]
    columns = [Column(index, layout.header_row, meaning) for index, meaning in meanings if meaning]
    unit = column_index(layout.unit_column)
    if not columns or max(unit, *(column.index for column in columns)) >= sheet.width or not any(map(cell_text, row)):
        return None
    understood = {unit, *(column.index for column in columns), *map(column_index, layout.ignore)}
    filled = [index for index, cell in enumerate(row) if cell_text(cell)]
    return Header(
        first_row=layout.header_row,
        last_row=layout.header_row,
        roles={Role.UNIT: unit},
        columns=tuple(columns),
        unknown=tuple((layout.header_row, index) for index in filled if index not in understood),
        named=frozenset({*filled, *understood}),
    )


def columns_without_letters(columns: Sequence[str]) -> list[str]:
    """Those that are no column's letters, A to XFD."""
    return [letters for letters in columns if not (letters.isascii() and letters.isalpha() and len(letters) <= 3)]
