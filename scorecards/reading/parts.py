"""The parts of a workbook: which one holds which sheet, and which hold text that stands in no cell."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element, fromstring

from scorecards.reading.cells import OtherText

DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")  # refused before any part is parsed, so none can blow up
TAGS_INSIDE_A_TEXT = re.compile(rb"</?(?:\w+:)?(?:r|t|rPr|b|i|u|sz|color|rFont|family|charset|scheme)(?:\s[^<>]*)?/?>")
TAGS = re.compile(rb"<[^<>]*>")
PLACES = {  # parts by the beginning of their name, as a message calls them
    "xl/comments": "en merknad i arbeidsboken",
    "xl/threadedComments": "en merknad i arbeidsboken",
    "xl/drawings": "en figur eller tekstboks i arbeidsboken",
    "xl/workbook": "et navn i arbeidsboken",
    "docProps": "arbeidsbokens egenskaper",
}
PLACES_OF_ECHOES = {  # parts that repeat what stands in cells, or stood there
    "xl/sharedStrings": "en tekst som ligger igjen i arbeidsboken",
    "xl/charts": "et diagram i arbeidsboken",
    "xl/tables": "en tabell i arbeidsboken",
}
AROUND_THE_CELLS = "en topptekst, bunntekst eller hjelpetekst i arbeidsboken"


def local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def elements(part: bytes, name: str) -> Iterator[Element]:
    root = fromstring(part)  # noqa: S314  # parts with a document type are refused before
    return (element for element in root.iter() if local_name(element) == name)


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet by the sheet's name. Raises KeyError or SyntaxError where the package is damaged."""
    targets = {
        attribute(link, "Id"): normpath(join("/xl", attribute(link, "Target"))).lstrip("/")
        for link in elements(parts["xl/_rels/workbook.xml.rels"], "Relationship")
    }
    sheets = list(elements(parts["xl/workbook.xml"], "sheet"))
    return {sheet.attrib["name"]: parts.get(targets.get(attribute(sheet, "id"), ""), b"") for sheet in sheets}


def texts_beside_cells(parts: Mapping[str, bytes]) -> list[OtherText]:
    """Text of the parts that aren't sheets, and of sheets what stands after their cells."""
    found = [
        OtherText(place, _text(part), is_echo)
        for places, is_echo in ((PLACES, False), (PLACES_OF_ECHOES, True))
        for beginning, place in places.items()
        for name, part in parts.items()
        if name.startswith(beginning)
    ]
    around = (part.rpartition(b"sheetData")[2] for name, part in parts.items() if name.startswith("xl/worksheets/"))
    return [*found, *(OtherText(AROUND_THE_CELLS, _text(part)) for part in around)]


def _text(xml: bytes) -> str:
    """The text between the tags; that of one cell or comment in one piece, however it is formatted."""
    return TAGS.sub(b"\n", TAGS_INSIDE_A_TEXT.sub(b"", xml)).decode("utf-8", "replace")
