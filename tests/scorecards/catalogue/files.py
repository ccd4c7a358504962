"""Small catalogues for tests: whole and right as they come, and a test writes over the table that it is about."""

from pathlib import Path

from xlsxwriter import Workbook

from scorecards.catalogue_files.checking import check_catalogue
from scorecards.catalogue_files.lines import Catalogue
from scorecards.catalogue_files.reading import read_catalogue
from scorecards.catalogue_files.standing import IndicatorTraits, Standing

# What the units of these catalogues are called.
COUNTRY, COUNTY, OFFICE = "NO", "1200", "1235"
UNITS = frozenset({COUNTRY, COUNTY, OFFICE})

TABLES = {
    "perspectives": "code;name;order\nBRUKER;Brukere;2\nSAMFUNN;Samfunn;1\n",
    "goals": "code;name;parent;perspective;owner\nH1;Flere i arbeid;;SAMFUNN;NO\nH1-1;Rask vei;H1;SAMFUNN;1200\n",
    "indicators": (
        "code;name;goal;unit;decimals;direction;kind;pooling;min_base;owner;valid_from;related\n"
        "OVG;Overgang til arbeid;H1-1;share;1;higher;outcome;ratio;20;NO;2018-01-01;TID\n"
        "TID;Svartid;H1;days;1;lower;activity;mean;;1200;2018-01-01;\n"
    ),
    "packages": "code;name;owner;parent\nMK;Målekort;NO;\nSP;Styringspakke;1200;MK\n",
    "items": (
        "package;indicator;part;order;priority;weight;valid_from;valid_to\n"
        "MK;OVG;malekort;1;0;;2018-01-01;\n"
        "SP;OVG;malekort;1;1;2;2018-01-01;2019-01-01\n"
        "SP;OVG;malekort;1;2;1;2019-01-01;\n"
        "SP;TID;tillegg;2;0;;2018-01-01;\n"
    ),
    "targets": (
        "indicator;unit;valid_from;valid_to;green;yellow\n"
        "OVG;;2018-01-01;;0.64;0.58\n"
        "OVG;1235;2018-01-01;;0.6;0.5\n"
        "TID;1200;2018-01-01;;2;3\n"
    ),
}


def lines(*rows: str) -> str:
    """A table from its header and its lines."""
    return "\n".join(rows) + "\n"


def a_folder(folder: Path, **tables: str) -> Path:
    """A folder with the whole small catalogue, and these tables instead of its own."""
    return a_folder_with_only(folder, **{**TABLES, **tables})


def a_folder_with_only(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def a_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook of these sheets; dates and numbers as a spreadsheet has them."""
    with Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    return path


def as_cells(text: str) -> list[list[object]]:
    """The cells of a table, for a workbook."""
    return [list(line.split(";")) for line in text.splitlines()]


def findings_of(path: Path, standing: Standing | None = None) -> list[tuple[str, str, int | None, str]]:
    """Everything that is found in a catalogue, as (code, sheet, row, column), where `standing` is in the database."""
    catalogue, found = read_catalogue(path)
    found = found + check_catalogue(catalogue, standing or Standing(units=UNITS))
    return [(fault.code, fault.sheet, fault.row, fault.column) for fault in found]


def messages_of(path: Path, standing: Standing | None = None) -> list[str]:
    catalogue, found = read_catalogue(path)
    return [fault.message for fault in found + check_catalogue(catalogue, standing or Standing(units=UNITS))]


def catalogue_in(path: Path) -> Catalogue:
    """The catalogue in a folder or file that has nothing wrong with it."""
    catalogue, found = read_catalogue(path)
    assert found == []
    return catalogue


def traits(code: str = "OVG", unit: str = "share", direction: str = "higher", **rest: object) -> IndicatorTraits:
    return IndicatorTraits(code, unit, direction, **rest)  # type: ignore[arg-type]  # rest are fields by name
