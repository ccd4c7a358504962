"""A kept file's own rows, as its maker knows them: what was read of it, what stands around a cell, to mend it by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from organisation.models import Placement
from scorecards.models import Delivery, DeliveryFile, Finding, Indicator
from scorecards.originals import OriginalSheet
from scorecards.parsing import ParsedFile
from scorecards.parsing.choosing import names_month
from scorecards.parsing.rows import RecognisedRow
from scorecards.pile import Findings
from scorecards.queries.deliveries import parsed_file
from scorecards.reading import Cell, cell_text
from scorecards.reading.cells import column_index

Place = tuple[str, int, str]  # sheet, row and column, as findings name them


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that figures were read from: the rows of its header (from 1), how many lines, and what it is called.

    `is_of_other_month`: its name is another month's than the delivery's. A text file has no name.
    """

    name: str
    header: range
    lines: int
    is_of_other_month: bool


@dataclass(frozen=True, slots=True)
class HowRead:
    """What was taken from a file, and what was not: whole sheets, and rows that are titles, totals or notes."""

    sheets: tuple[ReadSheet, ...] = ()
    layout: str = ""  # the code of the one that it was read by
    left_out: tuple[str, ...] = ()
    skipped: tuple[RecognisedRow, ...] = ()


def how_it_was_read(delivery: Delivery) -> HowRead:
    """How the kept file is read now; empty where it can't be, or is no file. Three queries or four."""
    parsed = _parsed(delivery)
    headers = dict(_headers(parsed))
    sheets = tuple(
        ReadSheet(
            name=table.sheet.name,
            header=headers[id(table.sheet)],
            lines=int((parsed.lines.table == place).sum()),
            is_of_other_month=names_month(table.sheet.name, delivery.month) is False,
        )
        for place, table in enumerate(parsed.tables)
    )
    return HowRead(sheets, parsed.layout.code if parsed.layout else "", parsed.left_out, parsed.recognised)


def original_rows(delivery: Delivery) -> tuple[OriginalSheet, ...]:
    """The sheets of the kept file; none where it can't be read or holds personal data. Three queries."""
    parsed = _parsed(delivery)
    headers = dict(_headers(parsed))
    return tuple(OriginalSheet(sheet, headers.get(id(sheet), range(0))) for sheet in parsed.sheets)


def words_around(delivery: Delivery, findings: Iterable[Finding]) -> dict[Place, str]:
    """What stands on each finding's row and in its column's header, with the names of the codes among it."""
    parsed = _parsed(delivery)
    headers = dict(_headers(parsed))
    sheets = {sheet.name: sheet for sheet in parsed.sheets}
    names = _names()
    around: dict[Place, str] = {}
    for finding in findings:
        sheet = sheets.get(finding.sheet)
        if sheet is None or not finding.row or finding.row > len(sheet.rows):
            continue
        cells = [*sheet.rows[finding.row - 1]]
        if finding.column:
            column = column_index(finding.column)
            cells += [sheet.cell(row, column) for row in headers.get(id(sheet), range(0)) if row <= len(sheet.rows)]
        around[finding.sheet, finding.row, finding.column] = _words(cells, names)
    return around


def _words(cells: Iterable[Cell], names: Mapping[str, str]) -> str:
    texts = [cell_text(cell) for cell in cells]
    return " ".join([*texts, *(names[text.upper()] for text in texts if text.upper() in names)])


def _names() -> dict[str, str]:
    """The names of all units and indicators, by their codes in capitals."""
    names = {code.upper(): name for code, name in Placement.objects.values_list("unit__code", "name")}
    return names | {code.upper(): name for code, name in Indicator.objects.values_list("code", "name")}


def _parsed(delivery: Delivery) -> ParsedFile:
    file = DeliveryFile.objects.filter(delivery=delivery).first()
    return ParsedFile(Findings()) if file is None else parsed_file(delivery, bytes(file.content))


def _headers(parsed: ParsedFile) -> Iterator[tuple[int, range]]:
    """The header's rows of each sheet with figures: two where a wide table's indicators are named above their parts."""
    for place, table in enumerate(parsed.tables):
        first = table.header_row
        if table.is_wide:
            of_table = parsed.lines.table[parsed.pairs.line] == place
            first = min(first, int(parsed.pairs.indicator_row[of_table].min(initial=first)))
        yield id(table.sheet), range(first, table.header_row + 1)
