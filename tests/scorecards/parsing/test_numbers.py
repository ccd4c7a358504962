"""Every way of writing a number or a marker, and what is no number."""

import datetime
from math import isnan

import pytest

from scorecards.parsing.number_columns import looked_at, settled
from scorecards.parsing.numbers import Kind, read_number

NBSP, THIN, NARROW, MINUS = "\u00a0", "\u2009", "\u202f", "\u2212"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("0", 0),
        ("007", 7),
        (" 12 ", 12),
        ("0,612", 0.612),
        ("0.612", 0.612),
        (",5", 0.5),
        (".5", 0.5),
        ("2,20", 2.2),
        ("12.50", 12.5),
        ("1 097", 1097),
        (f"1{NBSP}097", 1097),
        (f"1{THIN}097", 1097),
        (f"1{NARROW}097", 1097),
        ("12 345 678", 12345678),
        ("1 097,5", 1097.5),
        ("1 097.5", 1097.5),
        ("1 097.500", 1097.5),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("12345.678", 12345.678),
        ("0.734", 0.734),
        ("1,234", 1.234),
        ("-4", -4),
        (f"{MINUS}4", -4),
        ("–4", -4),
        ("-0,5", -0.5),
        ("+3", 3),
        ("1e5", 100000),
        ("1,2E+03", 1200),
        ("5E-02", 0.05),
    ],
)
def test_a_number_is_read_as_people_write_it(written, number):
    read = read_number(written)
    assert (read.kind, read.number, read.percent) == (Kind.NUMBER, number, False)


@pytest.mark.parametrize(
    ("written", "share", "decimals"),
    [
        ("12 %", 0.12, 2),
        ("12,0%", 0.12, 3),
        ("73,4 %", 0.734, 3),
        ("73.4%", 0.734, 3),
        (f"74,8{NBSP}%", 0.748, 3),
        (f"74,8{NARROW}%", 0.748, 3),
        ("12.345 %", 0.12345, 5),
        ("100 %", 1.0, 2),
        ("1 050 %", 10.5, 2),
        ("-3 %", -0.03, 2),
    ],
)
def test_a_per_cent_sign_makes_a_share(written, share, decimals):
    read = read_number(written)
    assert (read.number, read.decimals, read.percent) == (share, decimals, True)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", Kind.EMPTY),
        ("   ", Kind.EMPTY),
        (NBSP, Kind.EMPTY),
        ("-", Kind.NOT_DELIVERED),
        ("–", Kind.NOT_DELIVERED),
        ("..", Kind.NOT_DELIVERED),
        (".", Kind.NOT_DELIVERED),
        ("n/a", Kind.NOT_DELIVERED),
        ("N/A", Kind.NOT_DELIVERED),
        (":", Kind.HIDDEN),
        ("*", Kind.HIDDEN),
        (" * ", Kind.HIDDEN),
        ("i.a.", Kind.NOT_APPLICABLE),
        ("I.A.", Kind.NOT_APPLICABLE),
    ],
)
def test_a_marker_says_why_there_is_no_number(written, kind):
    read = read_number(written)
    assert read.kind is kind
    assert isnan(read.number)


@pytest.mark.parametrize(
    "written",
    [
        "ca. 30",
        "mangler",
        "5,",
        "1 23",
        "1,234.5",
        "1,234,567",
        "1_000",
        "٣",
        "+",
        "%",
        "-%",
        "e5",
        "inf",
        "nan",
        "####",
        "12 kontor",
        "12 av 30",
        "1e999",
        "--4",
        "12;5",
        "½",
        "—",
        "i.a",
        "#1",
    ],
)
def test_anything_else_is_no_number(written):
    assert read_number(written).kind is Kind.NOT_A_NUMBER


@pytest.mark.parametrize(
    "written",
    [
        "#DIV/0!",
        "#N/A",
        "#n/a",
        "#I/T",
        "#REF!",
        "#VERDI!",
        "#VALUE!",
        "#NAVN?",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#GETTING_DATA",
        "=A1/B1",
        "=1+1",
    ],
)
def test_an_error_of_a_formula_is_told_apart(written):
    assert read_number(written).kind is Kind.FORMULA_ERROR


def test_a_workbooks_number_is_itself():
    assert read_number(0.6471).number == 0.6471
    assert read_number(0.6471).decimals == -1


def test_a_date_is_no_number():
    assert read_number(datetime.date(2018, 2, 1)).kind is Kind.NOT_A_NUMBER


@pytest.mark.parametrize("written", ["1.234", "-1.234", "12.345", "999.999"])
def test_a_point_before_three_digits_is_not_guessed_at(written):
    assert read_number(written).kind is Kind.TWO_READINGS
    assert read_number(written, {",", "."}).kind is Kind.TWO_READINGS


@pytest.mark.parametrize("written", ["0.734", "1234.567", "12.34", "12.3456", "1.234 %"])
def test_a_point_that_can_only_stand_before_decimals_is_no_question(written):
    assert read_number(written).kind is Kind.NUMBER


def columns(*of_cells):
    return [one.number.tolist() for one in settled([looked_at(cells, index) for index, cells in enumerate(of_cells)])]


def test_commas_in_the_column_make_the_point_one_between_thousands():
    assert columns(["1.234", "0,5"]) == [[1234, 0.5]]


def test_points_in_the_column_make_the_point_one_before_decimals():
    assert columns(["1.234", "0.5"]) == [[1.234, 0.5]]


def test_other_columns_decide_where_the_own_column_does_not():
    assert columns(["1.234", "12"], ["0,5", "0,6"]) == [[1234, 12], [0.5, 0.6]]
    assert columns(["1.234", "12"], ["0.5", "0.6"]) == [[1.234, 12], [0.5, 0.6]]


def test_the_own_column_goes_before_the_others():
    assert columns(["1.234", "2.5"], ["0,5"] * 2) == [[1.234, 2.5], [0.5, 0.5]]


def test_thousands_twice_say_what_the_point_is_for():
    assert columns(["1.234", "1.234.567"]) == [[1234, 1234567]]


def test_columns_that_disagree_decide_nothing():
    (read,) = settled([looked_at(["1.234"], 0), looked_at(["0,5"], 1), looked_at(["0.5"], 2)])[:1]
    assert read.kind.tolist() == [Kind.TWO_READINGS]


def test_text_that_is_no_number_decides_nothing():
    (read,) = settled([looked_at(["1.234", "ca. 30", "Sak 3,5"], 0)])
    assert read.kind.tolist() == [Kind.TWO_READINGS, Kind.NOT_A_NUMBER, Kind.NOT_A_NUMBER]


def test_a_cell_that_is_twice_in_a_column_is_read_the_same_both_times():
    (read,) = settled([looked_at(["5", "*", "5", ""], 3)])
    assert read.number.tolist()[:1] == [5]
    assert read.kind.tolist() == [Kind.NUMBER, Kind.HIDDEN, Kind.NUMBER, Kind.EMPTY]
    assert read.column.tolist() == [3] * 4
