"""A delivered file as sheets of cells, or why it can't be read; nothing here knows what the cells mean."""

from scorecards.reading.cells import Cell, Sheet, bare, cell_text, folded, is_blank
from scorecards.reading.files import OpenedFile, read_sheets
from scorecards.reading.refusals import LARGEST_FILE, RefusedFile

__all__ = [
    "LARGEST_FILE",
    "Cell",
    "OpenedFile",
    "RefusedFile",
    "Sheet",
    "bare",
    "cell_text",
    "folded",
    "is_blank",
    "read_sheets",
]
