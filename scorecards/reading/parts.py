"""The parts of a workbook: which one holds which sheet, and which hold text that stands in no cell."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element, fromstring

from organisation.said import said
from scorecards.reading.cells import OtherText

DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")  # refused before any part is parsed, so none can blow up
TAGS_INSIDE_A_TEXT = re.compile(
    rb"</?(?:\w{1,9}:)?(?:r|t|rPr|b|i|u|sz|color|rFont|family|charset|scheme)(?:\s[^<>]*)?/?>"
)
TAGS = re.compile(rb"<[^<>]*>")
ATTRIBUTES = re.compile(
    rb"(?<![\w:])(?:\w{1,9}:)?(?:Target|val|descr|title|formatCode|tooltip|display|displayName|location|name|comment|prompt"
    rb"|promptTitle|error|errorTitle|caption|description)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')"
)
FORMULA = re.compile(rb"<(?:\w{1,9}:)?f(?:\s[^<>]*)?>([^<]*)<")
SHEETS = "xl/worksheets/"
PLACES = {  # parts by the beginning of their name in small letters, as a message calls them
    "xl/comments": said("en merknad i arbeidsboken"),
    "xl/threadedcomments": said("en merknad i arbeidsboken"),
    "xl/drawings": said("en figur eller tekstboks i arbeidsboken"),
    "xl/workbook": said("et navn i arbeidsboken"),
    "xl/styles": said("et tallformat i arbeidsboken"),
    "docprops": said("arbeidsbokens egenskaper"),
}
PLACES_OF_ECHOES = {  # parts that repeat what stands in cells, or stood there
    "xl/sharedstrings": said("en tekst som ligger igjen i arbeidsboken"),
    "xl/charts": said("et diagram i arbeidsboken"),
    "xl/tables": said("en tabell i arbeidsboken"),
}
AROUND_THE_CELLS = said("en topptekst, bunntekst eller hjelpetekst i arbeidsboken")
IN_A_FORMULA = said("en formel i arbeidsboken")
IN_A_LINK = said("en lenke i arbeidsboken")
ELSEWHERE = said("en del av arbeidsboken som ikke vises")


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
    sheets = elements(parts["xl/workbook.xml"], "sheet")
    return {sheet.attrib["name"]: parts[targets[attribute(sheet, "id")].lower()] for sheet in sheets}


def texts_beside_cells(parts: Mapping[str, bytes]) -> list[OtherText]:
    """Text of the parts that aren't sheets, and of sheets what stands around their cells and in formulas."""
    found: list[OtherText] = []
    for name, part in parts.items():
        if name.endswith(".rels"):
            found.append(OtherText(IN_A_LINK, _attributes(part)))
        elif name.startswith(SHEETS):
            before, _, after = part.partition(b"sheetData")
            around = before + after.rpartition(b"sheetData")[2]
            found.append(OtherText(AROUND_THE_CELLS, _text(around)))
            if b"<f" in after or b":f" in after:
                found.append(OtherText(IN_A_FORMULA, _decoded(b"\n".join(FORMULA.findall(after)))))
        elif name == "xl/workbook.xml":  # its attributes are the sheets' names, which are looked at themselves
            found.append(OtherText(_place_of(name)[0], _words(part)))
        else:
            place, is_echo = _place_of(name)
            found.append(OtherText(place, _text(part), is_echo))
    return sorted(found, key=lambda text: text.is_echo)


def _place_of(name: str) -> tuple[str, bool]:
    """What a message calls a part, and whether it only repeats cells."""
    for places, is_echo in ((PLACES, False), (PLACES_OF_ECHOES, True)):
        for beginning, place in places.items():
            if name.startswith(beginning):
                return place, is_echo
    return ELSEWHERE, False


def _text(xml: bytes) -> str:
    return f"{_words(xml)}\n{_attributes(xml)}"


def _words(xml: bytes) -> str:
    """The text between the tags; that of one cell or comment in one piece, however it is formatted."""
    return _decoded(TAGS.sub(b"\n", TAGS_INSIDE_A_TEXT.sub(b"", xml)))


def _attributes(xml: bytes) -> str:
    return _decoded(b"\n".join(one or other for one, other in ATTRIBUTES.findall(xml)))


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")
