"""A workbook for whoever must mend a file: all findings, and its own rows that have some, with the cells marked.

Texts are written as texts, whatever they begin with: nothing of a delivered file runs as a formula.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from organisation.table_files import new_workbook
from scorecards.choices import Severity
from scorecards.models import Finding
from scorecards.originals import OriginalSheet
from scorecards.reading import Cell, cell_text
from scorecards.reading.cells import column_index

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767  # characters that a cell of a workbook can hold
LONGEST_NAME = 31
FINDINGS = ("severity", "code", "sheet", "row", "column", "value", "message")  # as in the findings' CSV
WIDTHS = (10, 24, 18, 8, 8, 24, 90)
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    Severity.ERROR: {"bg_color": "#FFC2D1", "font_color": "#5C0018", "bold": True, "border": 1},
    Severity.WARNING: {"bg_color": "#FFDEA5", "font_color": "#481700", "border": 1},
    "message": {"text_wrap": True, "valign": "top"},
    "percent": {"num_format": "0.0##%"},
}


def marked_workbook(findings: Sequence[Finding], sheets: Iterable[OriginalSheet]) -> bytes:
    """A sheet of all findings, then a sheet for each delivered one that has findings on its rows."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        writer = _Writer(workbook)
        writer.all_findings(findings)
        of_row: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.row:
                of_row[finding.sheet, finding.row].append(finding)
        for sheet in sheets:
            rows = {row: found for (name, row), found in of_row.items() if name == sheet.name}
            if rows:
                writer.rows_of(sheet, rows)
    return file.getvalue()


def _marked(findings: Iterable[Finding]) -> dict[int, str]:
    """The severity of each column (from 0) that they point at; an error goes before a warning."""
    ordered = sorted(findings, key=lambda each: each.severity == Severity.ERROR)
    return {column_index(each.column): each.severity for each in ordered if each.column}


class _Writer:
    def __init__(self, workbook: "Workbook") -> None:
        self.workbook = workbook
        self.formats = {name: workbook.add_format(form) for name, form in FORMATS.items()}
        self.names: set[str] = set()

    def page(self, name: str) -> "Worksheet":
        """A new sheet with that name, as far as a workbook can have it."""
        wanted = name.translate(NOT_IN_NAMES).strip("' ")[:LONGEST_NAME] or _("Filen")
        unique, number = wanted, 2
        while unique.casefold() in self.names or unique.casefold() == "history":  # Excel keeps that one to itself
            ending = f" ({number})"
            unique, number = wanted[: LONGEST_NAME - len(ending)] + ending, number + 1
        self.names.add(unique.casefold())
        return self.workbook.add_worksheet(unique)

    def all_findings(self, findings: Sequence[Finding]) -> None:
        page = self.page(_("Funn"))
        for column, (text, width) in enumerate(zip(FINDINGS, WIDTHS, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, text, self.formats["header"])
        for row, each in enumerate(findings, start=1):
            page.write_string(row, 0, each.severity, self.formats[each.severity])
            page.write_string(row, 1, each.code)
            page.write_string(row, 2, each.sheet)
            if each.row is not None:
                page.write_number(row, 3, each.row)
            page.write_string(row, 4, each.column)
            page.write_string(row, 5, each.value)
            page.write_string(row, 6, each.text[:LONGEST_TEXT], self.formats["message"])
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(findings), len(FINDINGS) - 1)

    def rows_of(self, sheet: OriginalSheet, findings: dict[int, list[Finding]]) -> None:
        """The sheet's header and the rows with findings, each column in its place; beside them number and messages."""
        page = self.page(sheet.name)
        shown = sorted({*sheet.header, *findings})
        width = sheet.sheet.width
        page.set_column(width, width, 10)
        page.set_column(width + 1, width + 1, 90)
        for place, row in enumerate(shown):
            marked = _marked(findings.get(row, ()))
            cells = sheet.sheet.rows[row - 1] if row <= len(sheet.sheet.rows) else []
            for column, cell in enumerate(cells):
                self.write(page, place, column, cell, self._format(sheet, row, column, marked))
            for column in marked.keys() - set(range(len(cells))):
                page.write_blank(place, column, None, self.formats[marked[column]])
            page.write_number(place, width, row)
            messages = "\n".join(each.text for each in findings.get(row, ()))
            page.write_string(place, width + 1, messages[:LONGEST_TEXT], self.formats["message"])
        if shown[0] in sheet.header:
            page.write_string(0, width, _("Rad i filen"), self.formats["header"])
            page.write_string(0, width + 1, _("Hva er galt, og hva kan gjøres"), self.formats["header"])
            page.freeze_panes(len([row for row in shown if row in sheet.header]), 0)

    def _format(self, sheet: OriginalSheet, row: int, column: int, marked: dict[int, str]) -> Any:
        if column in marked:
            return self.formats[marked[column]]
        if row in sheet.header:
            return self.formats["header"]
        return self.formats["percent"] if (row - 1, column) in sheet.sheet.percent else None

    @staticmethod
    def write(page: "Worksheet", row: int, column: int, cell: Cell, form: Any) -> None:
        """Numbers as numbers; everything else as the text that a person sees."""
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            page.write_number(row, column, cell, form)
        elif text := cell_text(cell)[:LONGEST_TEXT]:
            page.write_string(row, column, text, form)
        elif form is not None:
            page.write_blank(row, column, None, form)
