"""The demo's deliveries as files."""

import datetime
import io

from python_calamine import CalamineWorkbook

from demo.deliveries import Line
from demo.files import long_csv, wide_table, workbook_of
from demo.mistakes import Slip, read_slips, with_mistakes
from organisation.months import Month

MAY = Month(2018, 5)
LINES = [
    Line("1235", "OVG", 104.0, 128.0),
    Line("1235", "KVP", value=15.0),
    Line("1235", "SYK", 90.0, 6.962),
    Line("1232", "OVG", mark="*"),
    Line("1232", "KVP", mark="-"),
    Line("1232", "SYK", 10.0, 0.456),
]


def sheet_of(content):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return workbook.sheet_names[0], workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_a_long_file_has_a_line_per_unit_and_indicator_with_decimal_comma():
    assert long_csv(LINES, MAY).decode().splitlines() == [
        "enhet;indikator;måned;teller;nevner;verdi",
        "1235;OVG;2018-05;104;128;",
        "1235;KVP;2018-05;;;15",
        "1235;SYK;2018-05;90;6,962;",
        "1232;OVG;2018-05;*;*;*",
        "1232;KVP;2018-05;-;-;-",
        "1232;SYK;2018-05;10;0,456;",
    ]


def test_a_wide_table_has_two_columns_where_there_are_parts_and_one_where_there_is_a_value_alone():
    assert wide_table(LINES) == [
        ["Enhet", "OVG", "", "KVP", "SYK", ""],
        ["", "teller", "nevner", "verdi", "teller", "nevner"],
        ["1235", 104.0, 128.0, 15.0, 90.0, 6.962],
        ["1232", "*", "*", "-", 10.0, 0.456],
    ]


def test_a_workbook_has_its_title_and_its_month_in_words():
    name, rows = sheet_of(workbook_of(wide_table(LINES), MAY, "Styringspakke NAV Hordaland"))

    assert name == "Mai 2018"
    assert rows[0][0] == "Styringspakke NAV Hordaland, mai 2018"
    assert rows[1] == [""] * 6
    assert rows[2] == ["Enhet", "OVG", "", "KVP", "SYK", ""]
    assert rows[4] == ["1235", 104.0, 128.0, 15.0, 90.0, 6.962]


def test_mistakes_stand_where_they_are_said_to():
    table = wide_table(LINES)
    wrong = with_mistakes(
        table,
        [Slip("1235", "OVG", False, "ca. 50"), Slip("1235", "SYK", True, "#N/A"), Slip("1232", "", False, "1299")],
    )

    assert wrong[2] == ["1235", "ca. 50", 128.0, 15.0, 90.0, "#N/A"]
    assert wrong[3][0] == "1299"
    assert table[2][1] == 104.0


def test_a_line_that_stands_twice_stands_otherwise_the_second_time():
    wrong = with_mistakes(wide_table(LINES), [], twice="1235")

    assert wrong[4][0] == "1235"
    assert wrong[4][1] != wrong[2][1]
    assert wrong[4][2:] == wrong[2][2:]


def test_mistakes_of_units_that_are_not_there_are_left_out():
    assert with_mistakes(wide_table(LINES), [Slip("9999", "OVG", False, "x")], twice="9999") == wide_table(LINES)


def test_the_demos_mistakes_are_of_several_kinds():
    slips, twice = read_slips()

    assert len(slips) >= 5
    assert {slip.second for slip in slips} == {False, True}
    assert twice


def test_nothing_in_the_files_looks_like_a_date_by_mistake():
    _, rows = sheet_of(workbook_of(wide_table(LINES), MAY, "Pakke"))

    assert not any(isinstance(cell, datetime.date) for row in rows for cell in row)
