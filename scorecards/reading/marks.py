"""What the reader of workbooks leaves out: error cells, formulas never calculated, truth values, per cent formats."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scorecards.reading.cells import NO_CELLS, Cell
from scorecards.reading.parts import elements, local_name
from scorecards.reading.positions import located_cells

WORTH_A_LOOK = (b't="e"', b"t='e'", b't="b"', b"t='b'", b"<f>", b"<f ", b"<f/>", b":f>", b":f ", b":f/>")
PERCENT_BUILT_IN = {"9", "10"}  # numbers of Excel's own per cent formats
QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
TRUTH = {"1": "SANN", "0": "USANN"}  # as a Norwegian Excel shows them


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells by (row, column), from 0: the text they show instead of a value, and which are formatted as per cent."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    percent: frozenset[tuple[int, int]] = NO_CELLS


def percent_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show a fraction as per cent."""
    if not styles:
        return frozenset()
    own = {
        form.attrib.get("numFmtId", ""): QUOTED.sub("", form.attrib.get("formatCode", ""))
        for form in elements(styles, "numFmt")
    }
    percent = PERCENT_BUILT_IN | {number for number, form in own.items() if "%" in form}
    uses = next(elements(styles, "cellXfs"), ())
    return frozenset(str(index) for index, use in enumerate(uses) if use.attrib.get("numFmtId") in percent)


def marks_of(part: bytes, percent: frozenset[str]) -> Marks:
    """The marks of a sheet's XML. Raises SyntaxError where it isn't XML."""
    if not percent and not any(mark in part for mark in WORTH_A_LOOK):
        return Marks()
    texts: dict[tuple[int, int], str] = {}
    as_percent: set[tuple[int, int]] = set()
    for row, column, cell in located_cells(part):
        if text := _text_instead(cell):
            texts[row, column] = text
        if cell.attrib.get("s", "0") in percent:
            as_percent.add((row, column))
    return Marks(texts, frozenset(as_percent))


def _text_instead(cell: Element) -> str:
    """What to read where a cell holds no plain value: an error, a truth value, a formula that was never calculated."""
    value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
    kind = cell.attrib.get("t", "n")
    if kind == "e":
        return value or "#N/A"
    if kind == "b":
        return TRUTH.get(value, value)
    formula = next((child.text or "" for child in cell if local_name(child) == "f"), None)
    return f"={formula}" if formula is not None and not value and kind != "str" else ""


def put_back(rows: list[list[Cell]], marks: Marks) -> list[list[Cell]]:
    """The same rows, with those texts in their places."""
    for (row, column), text in marks.texts.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = text
    return rows
