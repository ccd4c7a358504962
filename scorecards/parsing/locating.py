"""Where in a file its tables are: by headers that are known, or as a layout says."""

from collections.abc import Sequence
from dataclasses import dataclass

from organisation.findings import Found
from organisation.months import Month
from scorecards.findings import sheets_of_other_months
from scorecards.parsing.choosing import for_month, of_other_months
from scorecards.parsing.fitting import fitting_layout
from scorecards.parsing.headers import Header, Known, find_header
from scorecards.parsing.layouts import LayoutFacts, header_by_layout, sheets_that_fit
from scorecards.parsing.missing import hidden_table, layout_does_not_fit, no_table
from scorecards.reading import Sheet

Tables = list[tuple[Sheet, Header]]


@dataclass(frozen=True, slots=True)
class Located:
    """The tables to read, and the layout that names their columns; without tables `lacking` says why."""

    tables: Tables
    layout: LayoutFacts | None = None
    lacking: Found | None = None


def locate(
    sheets: Sequence[Sheet], month: Month, known: Known, layout: LayoutFacts | None, layouts: Sequence[LayoutFacts]
) -> Located:
    """The tables by `layout`; without one by their own headers, and where that gives none by one of `layouts`."""
    if layout is not None:
        return _by_layout(sheets, month, known, layout)
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet, known))]
    if visible := _visible(found):
        return _of_month(visible, month)
    if fitting := fitting_layout(sheets, layouts, known):
        return _by_layout(sheets, month, known, fitting)
    return Located([], lacking=hidden_table(found[0][0]) if found else no_table(sheets, known))


def _by_layout(sheets: Sequence[Sheet], month: Month, known: Known, layout: LayoutFacts) -> Located:
    named = sheets_that_fit(layout, sheets)
    found = [(sheet, header) for sheet in named if (header := header_by_layout(sheet, layout, known.indicators))]
    if visible := _visible(found):
        return _of_month(visible, month, layout)
    lacking = hidden_table(found[0][0]) if found else layout_does_not_fit(layout, sheets, named)
    return Located([], layout, lacking)


def _of_month(tables: Tables, month: Month, layout: LayoutFacts | None = None) -> Located:
    if others := of_other_months(tables, month):
        return Located([], layout, sheets_of_other_months(others, month))
    return Located(for_month(tables, month), layout)


def _visible(tables: Tables) -> Tables:
    return [(sheet, header) for sheet, header in tables if not sheet.hidden]
