"""A workbook finds the layout that it fits."""

import pytest

from scorecards.parsing import LayoutFacts
from tests.scorecards.delivered_files import csv_file, found_in, parse, workbook
from tests.scorecards.parsing.test_layouts import LAYOUT, ROWS, book, changed

OTHER = changed(code="ANNET", columns=(("D", "OVG_ORD value"), ("E", "KVP value")))
PLAIN = [["enhet", "KVP"], ["1202", 5]]


def used(content, *layouts, **how):
    layout = parse(content, layouts=layouts, **how).layout
    return layout.code if layout else None


def with_rows(change):
    rows = [list(row) for row in ROWS]
    change(rows)
    return workbook({"Kontorvis": rows})


def test_one_that_fits_is_used_and_named():
    parsed = parse(book(), layouts=[LAYOUT])
    assert parsed.layout == LAYOUT
    assert (parsed.rows, parsed.findings.total) == (2, 0)


def test_without_any_that_fits_the_headers_are_lacking():
    assert [found.code for found in parse(book(), layouts=[changed(header_row=2)]).findings.kept] == ["missing_column"]
    assert used(book(), changed(header_row=2)) is None


def test_a_table_with_known_headers_needs_none():
    assert (
        used(workbook({"Kontorvis": PLAIN}), changed(header_row=1, unit_column="A", columns=(("B", "KVP value"),)))
        is None
    )


def test_one_that_was_chosen_is_used_whatever_others_fit():
    assert parse(book(), layout=LAYOUT, layouts=[OTHER]).layout == LAYOUT


class TestWhichFit:
    @pytest.mark.parametrize(
        "layout",
        [
            changed(sheet_pattern="Annet*"),
            changed(header_row=5),  # no unit below it
            changed(unit_column="B"),
            changed(columns=(("G", "KVP value"),)),  # an empty column without header
            changed(columns=(("Z", "KVP value"),)),
            changed(columns=(("B", "KVP value"),)),  # names
            changed(columns=()),
        ],
        ids=["sheet", "row", "unit", "empty", "beyond", "names", "none"],
    )
    def test_one_that_is_about_something_else_does_not(self, layout):
        assert used(book(), layout) is None

    def test_a_sheet_with_a_row_more_above_does_not(self):
        assert used(with_rows(lambda rows: rows.insert(0, ["Ny tittel"])), LAYOUT) is None

    def test_one_without_known_units_does_not(self):
        def change(rows):
            rows[3][2] = rows[4][2] = "9999"

        assert used(with_rows(change), LAYOUT) is None

    def test_a_hidden_sheet_does_not(self):
        def hide(book):
            book.worksheets[1].sheet_state = "hidden"

        assert used(book(change=hide), LAYOUT) is None

    def test_units_may_be_numbers_without_their_zeros(self):
        def change(rows):
            rows[3][2], rows[4][2] = 1202, 315

        assert used(with_rows(change), LAYOUT) == "KONTORVIS"

    def test_a_few_mistakes_are_findings_and_not_another_form(self):
        def change(rows):
            rows[4][3] = "x"
            rows.insert(4, [None, "NAV Åsane", "1203", "ca. 3", 5, None, None, 6])
            rows.insert(4, [None, "NAV Bømlo", "1219", 2, 5, None, None, 6])

        content = with_rows(change)
        assert used(content, LAYOUT) == "KONTORVIS"
        assert [code for code, *_ in found_in(content, layout=LAYOUT)] == ["not_a_number", "not_a_number"]

    def test_a_header_may_be_merged_over_its_columns(self):
        def change(book):
            sheet = book.worksheets[1]
            sheet["E3"] = None
            sheet.merge_cells("D3:E3")

        assert used(book(change=change), LAYOUT) == "KONTORVIS"

    def test_a_csv_file_may_fit_one_as_well(self):
        layout = LayoutFacts("CSV", 1, "A", (("B", "KVP value"),))
        assert used(csv_file([["kontoret", "deltakere"], ["1202", "5"]]), layout) == "CSV"


class TestOfSeveral:
    def test_the_one_that_names_the_sheet_is_used(self):
        exact = changed(code="ZZ", sheet_pattern="Kontorvis 1811", columns=LAYOUT.columns[:2])
        assert used(book(), LAYOUT, exact) == "ZZ"

    def test_then_the_one_with_most_columns(self):
        assert used(book(), OTHER, LAYOUT) == "KONTORVIS"

    def test_then_the_first_by_its_code(self):
        assert used(book(), changed(code="B"), changed(code="A")) == "A"
