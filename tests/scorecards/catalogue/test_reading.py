"""Reading a catalogue from a folder, a workbook or one table."""

import datetime

import pytest

from scorecards.catalogue_files.lines import BEGINNING
from scorecards.catalogue_files.reading import read_catalogue
from tests.scorecards.catalogue.files import (
    TABLES,
    a_folder,
    a_folder_with_only,
    a_workbook,
    as_cells,
    catalogue_in,
    findings_of,
    lines,
    messages_of,
)

TABLE_NAMES = ["perspectives", "goals", "indicators", "packages", "items", "targets"]


def contents(catalogue):
    """What the lines say, apart from where they stand."""
    where = {"sheet", "row", "letters", "numbers"}
    return {
        table: [
            {name: getattr(line, name) for name in type(line).__dataclass_fields__ if name not in where}
            for line in getattr(catalogue, table)
        ]
        for table in TABLE_NAMES
    }


def test_a_folder_of_tables_is_read(tmp_path):
    catalogue = catalogue_in(a_folder(tmp_path))

    assert [len(getattr(catalogue, table)) for table in TABLE_NAMES] == [2, 2, 2, 2, 4, 3]
    transition = catalogue.indicators[0]
    assert (transition.code, transition.goal, transition.unit, transition.min_base) == ("OVG", "H1-1", "share", 20.0)
    assert transition.related == ("TID",)
    assert catalogue.items[1].valid_to == datetime.date(2019, 1, 1)
    assert catalogue.targets[1].green == 0.6


def test_a_workbook_with_the_same_sheets_says_the_same(tmp_path):
    folder = a_folder(tmp_path)
    workbook = a_workbook(tmp_path / "katalog.xlsx", {name: as_cells(text) for name, text in TABLES.items()})

    assert contents(catalogue_in(workbook)) == contents(catalogue_in(folder))


def test_a_workbook_with_numbers_and_dates_says_the_same_as_one_with_text(tmp_path):
    day = datetime.date(2018, 1, 1)
    targets = [
        ["indicator", "unit", "valid_from", "valid_to", "green", "yellow"],
        ["OVG", None, day, None, 0.64, 0.58],
        ["OVG", 1235, day, None, 0.6, 0.5],
        ["TID", 1200, day, None, 2, 3],
    ]
    sheets = {name: as_cells(text) for name, text in TABLES.items()}
    workbook = a_workbook(tmp_path / "katalog.xlsx", {**sheets, "targets": targets})

    assert contents(catalogue_in(workbook)) == contents(catalogue_in(a_folder(tmp_path)))


def test_a_workbook_beside_the_tables_of_a_folder_is_a_copy_and_not_read(tmp_path):
    a_workbook(tmp_path / "catalogue.xlsx", {name: as_cells(text) for name, text in TABLES.items()})

    assert findings_of(a_folder(tmp_path)) == []


def test_a_single_table_is_a_catalogue_named_after_its_file(tmp_path):
    a_folder_with_only(tmp_path, packages=TABLES["packages"])

    assert len(catalogue_in(tmp_path / "packages.csv").packages) == 2


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters_are_found_out(tmp_path, delimiter):
    a_folder_with_only(tmp_path, packages=TABLES["packages"].replace(";", delimiter))

    assert catalogue_in(tmp_path).packages[0].name == "Målekort"


def test_a_table_in_windows_letters_is_read(tmp_path):
    (tmp_path / "packages.csv").write_bytes(TABLES["packages"].encode("cp1252"))

    assert catalogue_in(tmp_path).packages[0].name == "Målekort"


def test_optional_columns_may_be_missing(tmp_path):
    catalogue = catalogue_in(
        a_folder_with_only(
            tmp_path,
            indicators=lines("code;name;unit;direction;kind;pooling;owner", "A;En;share;higher;outcome;ratio;NO"),
            items=lines("package;indicator", "MK;A"),
            targets=lines("indicator;green", "A;0,5"),
        )
    )

    indicator = catalogue.indicators[0]
    assert (indicator.valid_from, indicator.valid_to, indicator.hide_below) == (BEGINNING, None, None)
    assert (indicator.decimals, indicator.negative, indicator.related) == (1, False, ())
    assert (catalogue.items[0].priority, catalogue.items[0].weight) == (0, None)
    assert (catalogue.targets[0].unit, catalogue.targets[0].yellow) == ("", None)


def test_a_line_knows_which_columns_its_table_has(tmp_path):
    perspective = catalogue_in(a_folder_with_only(tmp_path, perspectives=lines("name;code", "Brukere;B"))).perspectives[
        0
    ]

    assert perspective.gives("name")
    assert not perspective.gives("order")
    assert perspective.letters == {"code": "B", "name": "A"}


def test_columns_are_found_in_any_order_and_case(tmp_path):
    catalogue = catalogue_in(a_folder_with_only(tmp_path, perspectives=lines("ORDER;Name;Code", "3;Brukere;B")))

    assert (catalogue.perspectives[0].code, catalogue.perspectives[0].order) == ("B", 3)


def test_an_unknown_column_is_an_error_that_names_the_nearest_known_one(tmp_path):
    folder = a_folder(tmp_path, perspectives=lines("code;name;ordre", "BRUKER;Brukere;1", "SAMFUNN;Samfunn;2"))

    assert findings_of(folder) == [("unknown_column", "perspectives.csv", 1, "C")]
    assert "Mente du «order»?" in messages_of(folder)[0]


def test_a_missing_column_is_named_and_the_rest_of_the_catalogue_is_still_checked(tmp_path):
    folder = a_folder(
        tmp_path,
        packages=lines("code;owner", "MK;NO", "SP;1200"),
        perspectives=lines("code;name;order", "BRUKER;;1", "SAMFUNN;Samfunn;2"),
    )

    assert findings_of(folder) == [
        ("missing_value", "perspectives.csv", 2, "B"),
        ("missing_column", "packages.csv", 1, ""),
    ]


def test_every_cell_that_cannot_be_read_is_found_at_once(tmp_path):
    folder = a_folder(
        tmp_path,
        indicators=lines(
            "code;name;unit;decimals;direction;kind;pooling;min_base;owner;definition_changed;negative",
            "OVG;Overgang;andel;mange;opp;outcome;ratio;-1;NO;2018-04-17;kanskje",
            "TID;Svartid;days;1;lower;activity;mean;;1200;;",
        ),
    )

    assert [(code, row, column) for code, _, row, column in findings_of(folder)] == [
        ("unknown_word", 2, "C"),
        ("not_a_whole_number", 2, "D"),
        ("unknown_word", 2, "E"),
        ("too_low", 2, "H"),
        ("not_a_month", 2, "J"),
        ("unknown_word", 2, "K"),
    ]


def test_what_cannot_be_read_is_said_with_the_column_and_what_was_written(tmp_path):
    folder = a_folder(tmp_path, targets=lines("indicator;green", "OVG;mye"))

    assert messages_of(folder) == ["«mye» passer ikke i kolonnen «green». Skriv et tall, for eksempel 0,75 eller 75 %."]


def test_a_code_on_a_line_that_cannot_be_read_is_still_known_to_the_others(tmp_path):
    folder = a_folder(tmp_path, goals=TABLES["goals"].replace("Flere i arbeid", ""))

    assert findings_of(folder) == [("missing_value", "goals.csv", 2, "B")]


def test_a_table_whose_name_is_nearly_right_is_an_error(tmp_path):
    folder = a_folder_with_only(tmp_path, indicator=TABLES["indicators"], packages=lines("code;name;owner", "MK;M;NO"))

    assert findings_of(folder) == [("unknown_table", "indicator.csv", None, "")]
    assert "Mente du «indicators»?" in messages_of(folder)[0]


def test_a_table_of_another_kind_is_a_warning(tmp_path):
    folder = a_folder(tmp_path, om_katalogen="tekst\nSist endret i mars\n")
    _, found = read_catalogue(folder)

    assert [(fault.code, fault.severity) for fault in found] == [("unknown_table", "W")]


def test_a_folder_without_a_single_table_is_an_error(tmp_path):
    assert findings_of(tmp_path) == [("missing_table", tmp_path.name, None, "")]


def test_a_workbook_that_is_something_else_is_an_error(tmp_path):
    workbook = a_workbook(tmp_path / "timer.xlsx", {"Ark1": [["uke", "timer"], [1, 37.5]]})

    assert [code for code, *_ in findings_of(workbook)] == ["unknown_table", "missing_table"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("goals.csv", b"", "empty_file"),
        ("goals.csv", b"\x00\x01\x02", "unreadable_file"),
        ("a.xlsx", b"PK\x03\x04", "unreadable_file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)

    assert next(found[0] for found in findings_of(tmp_path / name)) == code


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    assert next(code for code, *_ in findings_of(tmp_path / "borte.csv")) == "unreadable_file"
