"""The layout editor: the example as a grid with what each column means above it, and what would be read beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from dashboards.dates import month_and_year
from dashboards.findings import finding_groups
from dashboards.formatting import DASH, current_format
from dashboards.layout_draft import PARTS, Draft, entry_of, what_is_missing
from organisation.findings import Found
from organisation.tables import column_letter
from scorecards.layout_files import read_entry
from scorecards.parsing import LayoutFacts
from scorecards.parsing.layouts import sheets_that_fit
from scorecards.queries.delivery_context import known_codes
from scorecards.queries.layouts import Example, LayoutPreview, ReadFigure, names_of_items, preview_of
from scorecards.reading import Sheet, cell_text

SHOWN_ROWS = 40
SHOWN_COLUMNS = 40
LONGEST_TEXT = 40  # characters of a cell in the grid
NUMBERS = ("numerator", "denominator", "value")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the grid and what the draft says of it."""

    letter: str
    part: str
    indicator: str
    wants_indicator: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    number: int
    is_header: bool
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft tried on its example: what is missing in it, what is wrong, or what it reads."""

    missing: Sequence[str] = ()
    findings: Sequence[Found] = ()
    preview: LayoutPreview | None = None


def try_draft(draft: Draft, example: Example) -> Tried:
    """Read the example by the draft."""
    if missing := what_is_missing(draft):
        return Tried(missing=missing)
    form, wrong = read_entry(entry_of(draft, example.package.code), known_codes().indicators)
    if form is None:
        return Tried(findings=wrong)
    preview = preview_of(example, form.facts)
    return Tried(findings=preview.findings.kept, preview=preview)


def editor_context(example: Example, draft: Draft, sheets: Sequence[Sheet], shown: str, tried: Tried) -> dict[str, Any]:
    """What the editor's template shows. `shown`: the sheet that was asked for, else the first that fits."""
    sheet = _sheet_to_show(sheets, shown, draft)
    width = min(sheet.width, SHOWN_COLUMNS)
    letters = [column_letter(index) for index in range(width)]
    return {
        "here": "deliveries",
        "draft": draft,
        "file_name": example.file_name,
        "package": example.package,
        "parts": PARTS,
        "indicators": _choices(example, draft),
        "sheets": [(each.name, each.name == sheet.name) for each in sheets if each.name],
        "shown": sheet.name,
        "columns": [_column(letter, draft) for letter in letters],
        "beside": {letter: part for letter, part in draft.parts.items() if letter not in letters},
        "rows": _rows(sheet, draft, width),
        "rows_left_out": max(0, len(sheet.rows) - SHOWN_ROWS),
        "columns_left_out": max(0, sheet.width - SHOWN_COLUMNS),
        **preview_context(example, tried),
    }


def preview_context(example: Example, tried: Tried) -> dict[str, Any]:
    """What would be read, in the words and numbers of the page."""
    count = current_format().numerals.count
    preview = tried.preview
    reads = preview is not None and preview.rows is not None
    said = {"rows": count(preview.rows or 0), "results": count(preview.results or 0)} if preview else {}
    return {
        "missing": tried.missing,
        "reads": reads,
        "sentence": _("%(rows)s linjer og %(results)s tall leses.") % said
        if reads
        else _("Ingen ting kan leses ennå."),
        "as_of": _("Lest som om filen ble levert for %(month)s.") % {"month": month_and_year(example.delivered_for)},
        "figures": [_figure(figure) for figure in preview.figures] if preview else [],
        "others": [(row.row, row.text) for row in preview.parsed.recognised][:8] if preview else [],
        "groups": [replace(group, is_open=False) for group in finding_groups(tried.findings)],
    }


def _sheet_to_show(sheets: Sequence[Sheet], shown: str, draft: Draft) -> Sheet:
    if chosen := [sheet for sheet in sheets if sheet.name == shown]:
        return chosen[0]
    named = sheets_that_fit(LayoutFacts("", 1, "A", (), draft.sheet_pattern), sheets)
    return next((sheet for sheet in named if not sheet.hidden), sheets[0])


def _column(letter: str, draft: Draft) -> GridColumn:
    part = draft.parts.get(letter, "")
    return GridColumn(letter, part, draft.indicators.get(letter, ""), letter in draft.read_columns)


def _rows(sheet: Sheet, draft: Draft, width: int) -> list[GridRow]:
    return [
        GridRow(
            number,
            str(number) == draft.header_row,
            [_short(row[index]) if index < len(row) else "" for index in range(width)],
        )
        for number, row in enumerate(sheet.rows[:SHOWN_ROWS], start=1)
    ]


def _short(cell: Any) -> str:
    text = cell_text(cell)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _choices(example: Example, draft: Draft) -> Mapping[str, str]:
    """The package's indicators, and those that the draft names beside them."""
    names = names_of_items(example.package, example.delivered_for)
    return {**names, **{code: code for code in draft.indicators.values() if code not in names}}


def _figure(figure: ReadFigure) -> dict[str, str]:
    def text(number: float | None) -> str:
        return DASH if number is None else f"{number:.6g}".replace(".", ",")

    return {
        "unit": figure.unit,
        "indicator": figure.indicator,
        **{name: text(getattr(figure, name)) for name in NUMBERS},
    }
