"""Organisation files as people make them, written where a test says."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

UNITS = "code;name;kind;county;region;valid_from;valid_to"
SUCCESSIONS = "from;to;date"

# The smallest organisation that has one of everything
COUNTRY = "NO;Hele landet;country;;;2017-01-01;"
COUNTY = "1200;NAV Hordaland;county;;;2017-01-01;2020-01-01"
NEW_COUNTY = "4600;NAV Vestland;county;;;2020-01-01;"
REGION = "R12;Region Voss;region;1200;;2017-01-01;2020-01-01"
OFFICE = "1235;NAV Voss;office;1200;R12;2017-01-01;2020-01-01"
OFFICE_LATER = "1235;NAV Voss herad;office;4600;;2020-01-01;"
SPECIAL = "1291;NAV Arbeidslivssenter;special;1200;;2017-01-01;2020-01-01"
EVERYTHING = (COUNTRY, COUNTY, NEW_COUNTY, REGION, OFFICE, OFFICE_LATER, SPECIAL)


def units_file(folder: Path, *lines: str, header: str = UNITS, name: str = "units.csv") -> Path:
    return text_file(folder / name, header, *lines)


def successions_file(folder: Path, *lines: str, header: str = SUCCESSIONS, name: str = "successions.csv") -> Path:
    return text_file(folder / name, header, *lines)


def text_file(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these sheets; rows of cells of the types that they are to have."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def cells(*lines: str) -> list[list[str]]:
    """Lines of a file as rows of a sheet."""
    return [line.split(";") for line in lines]
