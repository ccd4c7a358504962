"""From a file's bytes to its figures, column-wise: which table is in it, and what each cell of it says."""

from collections.abc import Iterator, Mapping, Sequence, Set

from organisation.findings import Found
from organisation.months import Month
from organisation.said import said
from organisation.tables import column_letter
from scorecards.findings import duplicate_column, empty_file, unknown_column
from scorecards.parsing.headers import Header, Known, codes_in, recognised
from scorecards.parsing.layouts import LayoutFacts
from scorecards.parsing.locating import Located, locate
from scorecards.parsing.missing import parts_missing
from scorecards.parsing.parsed import Figures, ParsedFile, combined
from scorecards.parsing.rows import RecognisedRow, RowKind, sort_rows
from scorecards.parsing.rows import recognised as recognised_row
from scorecards.parsing.tables import fill_merged, read_figures, used_columns, width_of
from scorecards.parsing.words import MOST_SUGGESTIONS, Role, nearest_header, role_of
from scorecards.pile import Findings, Place
from scorecards.reading import Cell, RefusedFile, Sheet, cell_text, is_blank, read_sheets

__all__ = ["LayoutFacts", "ParsedFile", "read_delivery"]

KEPT_ALL_THE_SAME = {"empty_file"}  # refused files that are kept with their findings


def read_delivery(
    content: bytes,
    file_name: str,
    *,
    month: Month,
    indicators: Mapping[str, str],
    units: Set[str] | Mapping[str, object] = frozenset(),
    names: Mapping[str, str] | None = None,
    layout: LayoutFacts | None = None,
    layouts: Sequence[LayoutFacts] = (),
) -> ParsedFile:
    """Read a delivered file. `indicators`: every known code by its capitals; `units`: the codes of all units ever;
    `names`: the indicators' names by code, which are suggested from and never read by.

    `layout` is how it is to be read, stored or not; without one `layouts` are those to try where its headers aren't
    enough, and the answer says which was used. Never raises for what is in the file: its findings say what is wrong.
    """
    known = Known(indicators, frozenset(units), names or {})
    findings = Findings()
    try:
        opened = read_sheets(content, file_name, recognised=lambda row: recognised(row, known))
    except RefusedFile as refused:
        findings.add(refused.found)
        return ParsedFile(findings, may_be_kept=refused.found.code in KEPT_ALL_THE_SAME)
    if opened.personal:
        findings.extend(opened.personal)
        return ParsedFile(findings, may_be_kept=False)
    return _parsed(opened.sheets, locate(opened.sheets, month, known, layout, layouts), known, findings)


def _parsed(sheets: Sequence[Sheet], located: Located, known: Known, findings: Findings) -> ParsedFile:
    if located.lacking:
        findings.add(located.lacking)
    figures: list[Figures] = []
    rows: list[RecognisedRow] = []
    for sheet, header in located.tables:
        findings.extend(parts_missing(sheet, header))
        read, others = _figures(sheet, header, known, located.layout, findings)
        rows += others
        if read:
            figures.append(read)
    if not figures:
        return ParsedFile(findings, recognised=tuple(rows), sheets=tuple(sheets), layout=located.layout)
    lines, pairs = combined(figures)
    read_sheets_ = {id(one.table.sheet) for one in figures}
    return ParsedFile(
        findings,
        tables=tuple(one.table for one in figures),
        lines=lines,
        pairs=pairs,
        recognised=tuple(rows),
        left_out=tuple(sheet.name for sheet in sheets if id(sheet) not in read_sheets_),
        sheets=tuple(sheets),
        layout=located.layout,
    )


def _figures(
    sheet: Sheet, header: Header, known: Known, layout: LayoutFacts | None, findings: Findings
) -> tuple[Figures | None, list[RecognisedRow]]:
    """A table's figures, and its rows that are titles, totals or notes."""
    titles = [
        recognised_row(sheet, number, RowKind.TITLE)
        for number in range(1, header.first_row)
        if not is_blank(sheet.rows[number - 1])
    ]
    fill_merged(sheet, header)
    body = sort_rows(
        sheet,
        header_row=header.last_row,
        unit_column=header.roles[Role.UNIT],
        used_columns=used_columns(header),
        units=known.units,
        total_words=layout.total_rows_start_with if layout else (),
    )
    findings.extend(_about_columns(sheet, header, body.lines, known))
    if not body.lines:
        place = Place(sheet.name, header.last_row)
        what = said("Det står ingen tall under overskriften i rad %(row)s.", row=header.last_row)
        findings.add(empty_file(what, place))
        return None, [*titles, *body.others]
    return read_figures(sheet, header, body.lines, findings), [*titles, *body.others]


def _suggestion(sheet: Sheet, cell: Cell, column: int, header: Header, known: Known) -> str:
    """What an unknown header may have meant; of a known one, which column was taken in its place."""
    if role := role_of(cell):
        if role not in header.roles:
            return ""
        return said("Kolonne %(column)s er lest i stedet.", column=column_letter(header.roles[role]))
    if _has_more_units(sheet, column, header, known):
        return said("Den har enhetsnumrene. Kall den «enhet», så leses den.")
    nearest = nearest_header(cell, known.indicators, known.names)
    return said("Mente du «%(name)s»?", name=nearest) if nearest else ""


def _has_more_units(sheet: Sheet, column: int, header: Header, known: Known) -> bool:
    """Whether a column that isn't read names more known units than the one that is taken for them."""
    rows = sheet.rows[header.last_row :]
    return codes_in(rows, column, known.units) > codes_in(rows, header.roles[Role.UNIT], known.units)


def _about_columns(sheet: Sheet, header: Header, lines: Sequence[int], known: Known) -> Iterator[Found]:
    """Columns that mean nothing, have no header though something stands in them, or are there twice."""
    for number, (row, column) in enumerate(header.unknown):
        few = number < MOST_SUGGESTIONS
        yield unknown_column(
            sheet.place(row, column), _suggestion(sheet, sheet.cell(row, column), column, header, known) if few else ""
        )
    width = width_of(sheet, header) if sheet.delimiter else sheet.width
    for column in sorted(set(range(width)) - header.named):
        if any(cell_text(sheet.cell(number, column)) for number in lines):
            remedy = said("Gi den en overskrift, eller ta den ut.")
            yield unknown_column(sheet.place(header.last_row, column), remedy)
    for row, column, first in header.repeated:
        yield duplicate_column(sheet.place(row, column), sheet.place(row, first).column)
