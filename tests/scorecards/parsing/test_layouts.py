"""Odd sheets, read as a layout says."""

import pytest

from scorecards.parsing import LayoutFacts
from scorecards.parsing.layouts import columns_without_letters, layout_meaning
from scorecards.parsing.words import Meaning, Role
from tests.scorecards.delivered_files import INDICATORS, check, csv_file, found_in, parse, told, workbook

CODES = {code: code for code in INDICATORS}
ROWS: tuple[list[object], ...] = (
    [None, "Oppfølging og overgang"],
    [],
    [None, None, "Kontor", "Fulgt opp", "Skal følges opp", "Prosent", None, "Antall i alt"],
    [None, "NAV Fana", "1202", 620, 823, 0.7533, None, 5],
    [None, "NAV Arna", "1204", 194, 280, 0.6929, None, "*"],
    [None, None, "Fylket", 814, 1103],
    [None, None, "Kontorene i alt", 814, 1103],
)
LAYOUT = LayoutFacts(
    code="KONTORVIS",
    header_row=3,
    unit_column="C",
    columns=(("D", "OVG_ORD numerator"), ("E", "OVG_ORD denominator"), ("H", "KVP value")),
    sheet_pattern="Kontorvis*",
    ignore=("B", "F"),
    total_rows_start_with=("Kontorene",),
)


def book(name="Kontorvis 1811", **how):
    return workbook({"Forside": [[None, "Statistikk"]], name: ROWS}, **how)


def changed(**fields):
    facts = {name: getattr(LAYOUT, name) for name in LAYOUT.__slots__}
    return LayoutFacts(**(facts | fields))


def test_columns_are_what_the_layout_says():
    parsed = parse(book(), layout=LAYOUT)
    assert parsed.rows == 2
    assert parsed.pairs.indicator.cells == ["OVG_ORD", "KVP"]
    assert parsed.pairs.numerator.number.tolist()[::2] == [620, 194]
    assert parsed.pairs.denominator.number.tolist()[::2] == [823, 280]
    assert parsed.pairs.value.number.tolist()[1] == 5
    assert parsed.findings.total == 0
    assert [(row.kind, row.row) for row in parsed.recognised] == [("title", 1), ("total", 6), ("total", 7)]
    assert parsed.left_out == ("Forside",)


def test_findings_stand_where_the_sheet_has_them():
    rows = [list(row) for row in ROWS]
    rows[3][2], rows[4][3] = "1299", "x"
    content = workbook({"Kontorvis": rows})
    assert found_in(content, layout=LAYOUT) == [("unknown_unit", "E", 4, "C"), ("not_a_number", "E", 5, "D")]


def test_a_column_that_the_layout_does_not_know_is_told():
    assert told(parse(book(), layout=changed(ignore=("B",))).findings.kept) == [("unknown_column", "W", 3, "F")]
    assert told(parse(book(), layout=changed(ignore=("F",))).findings.kept) == [("unknown_column", "W", 3, "B")]


@pytest.mark.parametrize("name", ["Kontorvis 1811", "kontorvis", "KONTORVIS MAI"])
def test_sheets_are_found_by_their_pattern_in_any_case(name):
    assert parse(book(name), layout=LAYOUT).rows == 2


def test_a_file_without_such_a_sheet_is_told_which_it_has():
    (found,) = parse(book("Oversikt"), layout=LAYOUT).findings.kept
    assert found.code == "missing_column"
    assert "«Kontorvis*»" in found.message
    assert "«Forside», «Oversikt»" in found.message


@pytest.mark.parametrize(
    "fields", [{"header_row": 2}, {"header_row": 99}, {"unit_column": "Z"}, {"columns": (("Z", "KVP value"),)}]
)
def test_a_sheet_that_does_not_fit_is_told(fields):
    (found,) = parse(book(), layout=changed(**fields)).findings.kept
    assert (found.code, found.sheet) == ("missing_column", "Kontorvis 1811")
    assert "oppsettet KONTORVIS" in found.message


def test_a_layout_of_codes_that_are_no_longer_known_does_not_fit():
    assert told(parse(book(), layout=changed(columns=(("D", "BORTE value"),))).findings.kept) == [
        ("missing_column", "E", None, "")
    ]


def test_a_layout_with_half_a_pair_lacks_the_other():
    found = told(
        parse(book(), layout=changed(columns=(("D", "OVG_ORD numerator"),), ignore=("B", "E", "F", "H"))).findings.kept
    )
    assert found == [("missing_column", "E", 3, "D")]


def test_a_column_of_per_cent_counts_hundredths_unless_excel_shows_fractions():
    layout = changed(columns=(("F", "OVG_ORD value %"),), ignore=("B", "D", "E", "H"))
    rows = [list(row) for row in ROWS]
    rows[3][5], rows[4][5] = 75.3, 0.693
    content = workbook({"Kontorvis": rows}, formats={"F5": "0 %"})
    assert parse(content, layout=layout).pairs.value.number.tolist() == [0.753, 0.693]


def test_csv_has_layouts_too():
    layout = LayoutFacts("CSV", 2, "A", (("C", "KVP value"),), ignore=("B",))
    content = csv_file([["Tittel", "", ""], ["Sted", "Navn", "Tall"], ["1202", "NAV Fana", "5"], ["Sum", "", "5"]])
    checked = check(content, layout=layout)
    assert (checked.rows, checked.findings.errors) == (1, 0)


def test_a_layout_finds_more_than_one_sheet():
    content = workbook(
        {"Kontorvis A": ROWS, "Kontorvis B": [*ROWS[:3], [None, "NAV Åsane", "1203", 5, 10, None, None, 7]]}
    )
    assert parse(content, layout=LAYOUT).rows == 3


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("OVG_ORD numerator", Meaning("OVG_ORD", Role.NUMERATOR)),
        ("ovg_ord  denominator", Meaning("OVG_ORD", Role.DENOMINATOR)),
        ("OVG_ORD value", Meaning("OVG_ORD", Role.VALUE)),
        ("OVG_ORD value %", Meaning("OVG_ORD", Role.VALUE, per_cent=True)),
        ("OVG_ORD teller", Meaning("OVG_ORD", Role.NUMERATOR)),
        ("OVG_ORD", None),
        ("BORTE value", None),
        ("OVG_ORD mål", None),
        ("OVG_ORD numerator %", None),
    ],
)
def test_what_a_layout_says_of_a_column(text, meaning):
    assert layout_meaning(text, CODES) == meaning
    if meaning:
        assert layout_meaning(meaning.text, CODES) == meaning


def test_columns_have_letters():
    assert columns_without_letters(["A", "xfd", "", "1", "A1", "ABCD", "Å"]) == ["", "1", "A1", "ABCD", "Å"]


def test_a_hidden_sheet_is_not_read_by_a_layout_either():
    def hide(book):
        book.worksheets[1].sheet_state = "hidden"

    findings = parse(book(change=hide), layout=LAYOUT).findings.kept
    assert [found.code for found in findings] == ["missing_column"]
    assert "skjult" in findings[0].message


def test_of_several_sheets_that_a_layout_names_the_months_own_is_read():
    content = workbook({"Kontorvis april": ROWS, "Kontorvis mai": ROWS})
    parsed = parse(content, layout=LAYOUT)
    assert parsed.left_out == ("Kontorvis april",)
    assert found_in(content, layout=LAYOUT) == []
