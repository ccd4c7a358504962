"""The cells of a sheet's XML with their places, where a cell may leave its place to be counted."""

import io
import re
from collections.abc import Iterator
from itertools import count
from xml.etree.ElementTree import Element, iterparse

from scorecards.reading.cells import column_index
from scorecards.reading.parts import local_name

REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def located_cells(part: bytes) -> Iterator[tuple[int, int, Element]]:
    """Row and column, from 0, and element of each cell. Raises SyntaxError or ValueError where the XML is none."""
    row = -1
    columns = count()
    for event, element in iterparse(io.BytesIO(part), ("start", "end")):  # noqa: S314  # no document type: see parts
        name = local_name(element)
        if event == "start" and name == "row":
            row = int(element.attrib.get("r", row + 2)) - 1
            columns = count()
        elif event == "end" and name == "c":
            reference = REFERENCE.fullmatch(element.attrib.get("r", ""))
            if reference:
                row, column = int(reference[2]) - 1, column_index(reference[1])
                columns = count(column + 1)
            else:
                column = next(columns)
            yield row, column, element
            element.clear()
        elif event == "end" and name == "row":
            element.clear()
