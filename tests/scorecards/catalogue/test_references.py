"""What lines of a catalogue refer to is there: in the file or before it."""

import pytest

from scorecards.catalogue_files.reading import read_catalogue
from scorecards.catalogue_files.standing import Standing
from scorecards.catalogue_files.unit_codes import with_repaired_unit_codes
from tests.scorecards.catalogue.files import (
    TABLES,
    UNITS,
    a_folder,
    a_folder_with_only,
    a_workbook,
    as_cells,
    findings_of,
    lines,
    messages_of,
    traits,
)

STANDING = Standing(
    units=UNITS,
    perspectives=frozenset({"BRUKER"}),
    goals={"H1": ""},
    packages={"MK": ""},
    indicators={"OVG": traits()},
)


def test_a_catalogue_that_holds_together_has_no_findings(tmp_path):
    assert findings_of(a_folder(tmp_path)) == []


@pytest.mark.parametrize(
    ("table", "text", "finding"),
    [
        ("goals", "code;name;parent\nH1;Mål;\nH1-1;Mål;H2\n", ("unknown_goal", "goals.csv", 3, "C")),
        ("goals", "code;name;perspective\nH1;M;\nH1-1;M;BRUKR\n", ("unknown_perspective", "goals.csv", 3, "C")),
        ("goals", "code;name;owner\nH1;Mål;NO\nH1-1;Mål;1299\n", ("unknown_unit", "goals.csv", 3, "C")),
        ("packages", "code;name;owner\nMK;M;NO\nSP;S;9999\n", ("unknown_unit", "packages.csv", 3, "C")),
        ("packages", "code;name;owner;parent\nMK;M;NO;\nSP;S;NO;MX\n", ("unknown_package", "packages.csv", 3, "D")),
        ("items", "package;indicator\nMX;OVG\n", ("unknown_package", "items.csv", 2, "A")),
        ("items", "package;indicator\nMK;OVGG\n", ("unknown_indicator", "items.csv", 2, "B")),
        ("targets", "indicator;unit;green\nOVX;;0,5\n", ("unknown_indicator", "targets.csv", 2, "A")),
        ("targets", "indicator;unit;green\nOVG;1236;0,5\n", ("unknown_unit", "targets.csv", 2, "B")),
    ],
)
def test_a_code_that_nobody_defines_is_found_where_it_is_named(tmp_path, table, text, finding):
    assert findings_of(a_folder(tmp_path, **{table: text})) == [finding]


def test_an_indicators_goal_owner_and_relations_must_exist(tmp_path):
    indicators = lines(
        "code;name;goal;unit;direction;kind;pooling;owner;related",
        "OVG;Overgang;H9;share;higher;outcome;ratio;N0;TID OVGG TIDD",
        "TID;Svartid;H1;days;lower;activity;mean;1200;",
    )

    assert findings_of(a_folder(tmp_path, indicators=indicators)) == [
        ("unknown_goal", "indicators.csv", 2, "C"),
        ("unknown_unit", "indicators.csv", 2, "H"),
        ("unknown_indicator", "indicators.csv", 2, "I"),
        ("unknown_indicator", "indicators.csv", 2, "I"),
    ]


def test_the_nearest_known_code_is_suggested_with_what_to_do(tmp_path):
    folder = a_folder(tmp_path, items=lines("package;indicator", "MK;OVGG"))

    assert messages_of(folder) == [
        "Indikatoren «OVGG» finnes ikke. Mente du «OVG»? Rett koden, eller legg den til i tabellen indicators."
    ]


def test_an_unknown_unit_is_answered_with_the_organisation(tmp_path):
    message = messages_of(a_folder(tmp_path, targets=lines("indicator;unit;green", "OVG;1236;0,6")))[0]

    assert "Mente du «1235»?" in message or "Mente du «1200»?" in message
    assert "organisasjonen" in message


def test_a_file_with_only_some_tables_may_refer_to_what_stands(tmp_path):
    folder = a_folder_with_only(
        tmp_path,
        goals=lines("code;name;parent;perspective", "H1-9;Et delmål;H1;BRUKER"),
        items=lines("package;indicator", "MK;OVG"),
        targets=lines("indicator;unit;green", "OVG;1235;0,6"),
    )

    assert findings_of(folder, STANDING) == []


def test_what_stands_is_found_in_any_case_but_units_are_not(tmp_path):
    folder = a_folder_with_only(tmp_path, targets=lines("indicator;unit;green", "ovg;no;0,6", "Ovg;NO;0,6"))

    assert ("unknown_unit", "targets.csv", 2, "B") in findings_of(folder, STANDING)
    assert not [found for found in findings_of(folder, STANDING) if found[0] == "unknown_indicator"]


def test_a_code_defined_twice_is_found_in_any_case(tmp_path):
    folder = a_folder(tmp_path, perspectives=lines("code;name", "BRUKER;Brukere", "SAMFUNN;Samfunn", "bruker;Brukarar"))

    assert findings_of(folder) == [("duplicate_code", "perspectives.csv", 4, "A")]
    assert "rad 2" in messages_of(folder)[0]


def test_an_indicator_is_not_related_to_itself(tmp_path):
    folder = a_folder(tmp_path, indicators=TABLES["indicators"].replace("2018-01-01;TID", "2018-01-01;TID ovg"))

    assert findings_of(folder) == [("related_to_itself", "indicators.csv", 2, "L")]


def test_goals_do_not_hang_under_themselves(tmp_path):
    folder = a_folder(tmp_path, goals=lines("code;name;parent", "H1;Mål;H1-1", "H1-1;Delmål;h1", "H2;Fritt;H1"))

    assert findings_of(folder) == [("own_parent", "goals.csv", 2, "C"), ("own_parent", "goals.csv", 3, "C")]


def test_packages_do_not_hang_under_themselves_by_way_of_what_stands(tmp_path):
    folder = a_folder_with_only(tmp_path, packages=lines("code;name;owner;parent", "MK;Målekort;NO;SP"))
    standing = Standing(units=UNITS, packages={"MK": "", "SP": "MK"})

    assert findings_of(folder, standing) == [("own_parent", "packages.csv", 2, "D")]


def test_a_table_without_parents_leaves_the_standing_tree_alone(tmp_path):
    folder = a_folder_with_only(tmp_path, packages=lines("code;name;owner", "MK;Målekort;NO"))

    assert findings_of(folder, Standing(units=UNITS, packages={"MK": "SP", "SP": ""})) == []


def a_catalogue_with_units_as_numbers(tmp_path):
    sheets = {
        "goals": [["code", "name", "owner"], ["H1", "Mål", 315]],
        "packages": [["code", "name", "owner"], ["MK", "Målekort", 1200]],
        "targets": [["indicator", "unit", "green"], ["OVG", 315, 0.5]],
        "indicators": as_cells("code;name;unit;direction;kind;pooling;owner\nOVG;O;share;higher;outcome;ratio;315"),
    }
    return read_catalogue(a_workbook(tmp_path / "katalog.xlsx", sheets))[0]


def test_a_unit_that_lost_its_zeros_as_a_number_gets_them_back_with_a_warning(tmp_path):
    catalogue, found = with_repaired_unit_codes(a_catalogue_with_units_as_numbers(tmp_path), ["0315", "1200", "NO"])

    assert catalogue.goals[0].owner == catalogue.targets[0].unit == "0315"
    assert catalogue.packages[0].owner == "1200"
    assert [(fault.code, fault.severity, fault.sheet, fault.row, fault.column) for fault in found] == [
        ("code_repaired", "W", "goals", 2, "C"),
        ("code_repaired", "W", "targets", 2, "B"),
    ]


def test_a_code_written_as_text_is_not_repaired(tmp_path):
    catalogue, _ = with_repaired_unit_codes(a_catalogue_with_units_as_numbers(tmp_path), ["0315", "1200"])

    assert catalogue.indicators[0].owner == "315"


def test_a_number_that_fits_two_units_is_not_repaired(tmp_path):
    catalogue, found = with_repaired_unit_codes(a_catalogue_with_units_as_numbers(tmp_path), ["0315", "00315", "1200"])

    assert catalogue.goals[0].owner == "315"
    assert found == []
