"""Workbooks with Excel's own habits."""

import datetime
import re

import pytest

from scorecards.parsing.choosing import names_month
from scorecards.reading import cell_text, read_sheets
from scorecards.reading.cells import column_index
from tests.scorecards.delivered_files import COUNTRY, MAY, a_context, check, found_in, parse, repacked, told, workbook

HEADER = ["enhet", "indikator", "måned", "verdi"]


def sheets_of(content):
    return read_sheets(content, "bok.xlsx", recognised=len).sheets


def values_of(content):
    return parse(content).pairs.value.number.tolist()


class TestCells:
    def test_numbers_texts_dates_and_blanks_are_what_they_are(self):
        day = datetime.datetime(2018, 5, 1)
        (sheet,) = sheets_of(workbook({"Ark1": [["a", 1, 1.5, day, None, "0315", " x "]]}))
        assert sheet.rows == [["a", 1.0, 1.5, datetime.date(2018, 5, 1), "", "0315", " x "]] or sheet.rows[0][3] == day

    def test_a_date_is_a_month(self):
        rows = [HEADER, ["1202", "KVP", datetime.date(2018, 5, 1), 5], ["1203", "KVP", datetime.date(2018, 5, 31), 6]]
        assert found_in(workbook({"Ark1": rows})) == []

    def test_a_number_that_excel_made_a_date_of_is_no_number(self):
        rows = [HEADER, ["1202", "KVP", "2018-05", datetime.date(2018, 2, 1)]]
        (found,) = [one for one in check(workbook({"Ark1": rows})).findings.kept if one.severity == "E"]
        assert (found.code, found.row, found.column, found.value) == ("not_a_number", 2, "D", "2018-02-01")

    def test_per_cent_cells_are_shares_and_per_cent_texts_too(self):
        rows = [HEADER, ["1202", "OVG_ORD", "2018-05", 0.647], ["1203", "OVG_ORD", "2018-05", "74,8\u00a0%"]]
        assert values_of(workbook({"Ark1": rows}, formats={"D2": "0.0%"})) == [0.647, 0.748]

    def test_an_error_cell_is_told_with_its_text(self):
        def break_it(name, part):
            return (
                part.replace(b'<c r="D2" t="n"><v>5</v></c>', b'<c r="D2" t="e"><v>#DIV/0!</v></c>')
                if "sheet1" in name
                else part
            )

        content = repacked(workbook({"Ark1": [HEADER, ["1202", "KVP", "2018-05", 5]]}), break_it)
        (found,) = [one for one in check(content).findings.kept if one.severity == "E"]
        assert (found.code, found.row, found.column, found.value) == ("formula_error", 2, "D", "#DIV/0!")

    @pytest.mark.parametrize("column", range(4))
    def test_an_error_is_told_wherever_it_stands(self, column):
        row = ["1202", "KVP", "2018-05", 5]
        row[column] = "#N/A"
        assert found_in(workbook({"Ark1": [HEADER, row]})) == [("formula_error", "E", 2, "ABCD"[column])]

    def test_an_error_in_a_column_that_is_not_read_does_no_harm(self):
        rows = [[*HEADER, "SNITT"], ["1202", "KVP", "2018-05", 5, "#N/A"]]
        assert found_in(workbook({"Ark1": rows})) == [("unknown_column", "W", 1, "E")]

    def test_a_formula_that_was_never_calculated_is_told(self):
        rows = [HEADER, ["1202", "KVP", "2018-05", "=2+3"], ["1203", "KVP", "2018-05", 6]]
        findings = [one for one in check(workbook({"Ark1": rows})).findings.kept if one.severity == "E"]
        assert [(one.code, one.row, one.value) for one in findings] == [("formula_error", 2, "=2+3")]

    def test_a_formula_with_its_result_is_a_number(self):
        def calculate(name, part):
            return part.replace(b"<f>2+3</f><v />", b"<f>2+3</f><v>5</v>").replace(
                b"<f>2+3</f><v></v>", b"<f>2+3</f><v>5</v>"
            )

        rows = [HEADER, ["1202", "KVP", "2018-05", "=2+3"]]
        assert values_of(repacked(workbook({"Ark1": rows}), calculate)) == [5]

    def test_a_formula_with_an_empty_text_is_empty(self):
        def calculate(name, part):
            return re.sub(rb'(<c r="B2")[^>]*><f>2\+3</f><v ?/?>(</v>)?', rb'\1 t="str"><f>2+3</f><v></v>', part)

        rows = [["enhet", "KVP"], ["1202", "=2+3"], ["1203", 5]]
        parsed = parse(repacked(workbook({"Ark1": rows}), calculate))
        assert found_in(repacked(workbook({"Ark1": rows}), calculate)) == []
        assert parsed.pairs.value.is_number.tolist() == [False, True]

    def test_truth_values_are_no_numbers(self):
        rows = [HEADER, ["1202", "KVP", "2018-05", True], ["1203", "KVP", "2018-05", False]]
        findings = [one for one in check(workbook({"Ark1": rows})).findings.kept if one.severity == "E"]
        assert [(one.code, one.value) for one in findings] == [("not_a_number", "SANN"), ("not_a_number", "USANN")]

    def test_cells_that_do_not_say_where_they_are_follow_each_other(self):
        def forget(name, part):
            return re.sub(rb' r="[A-Z]*\d+"', b"", part) if "sheet1" in name else part

        rows = [["enhet", "KVP"], ["1202", True], ["1203", 5]]
        content = repacked(workbook({"Ark1": rows}), forget)
        assert [one.column for one in check(content).findings.kept if one.code == "not_a_number"] == ["B"]

    def test_texts_show_as_in_a_norwegian_spreadsheet(self):
        assert cell_text(20.0) == "20"
        assert cell_text(-2.5) == "-2,5"
        assert cell_text(0.6104000000000001) == "0,6104"
        assert cell_text(datetime.datetime(2018, 5, 1)) == "2018-05-01"
        assert cell_text(datetime.datetime(2018, 5, 1, 12)) == "2018-05-01 12:00:00"
        assert cell_text(" x\u00a0") == "x"

    def test_a_workbook_without_styles_is_read(self):
        def forget(name, part):
            return None if name == "xl/styles.xml" else part

        assert values_of(repacked(workbook({"Ark1": [["enhet", "KVP"], ["1202", 5]]}), forget)) == [5]


class TestUnitCodesAsNumbers:
    def test_a_number_is_the_code_that_it_spells(self):
        assert found_in(workbook({"Ark1": [["enhet", "KVP"], [1202, 5]]})) == []

    def test_a_code_that_lost_its_zero_is_repaired_with_a_warning(self):
        checked = check(workbook({"Ark1": [["enhet", "KVP"], [315, 5]]}), a_context(owner=COUNTRY))
        (found,) = [one for one in checked.findings.kept if one.code == "code_repaired"]
        assert (found.severity, found.row, found.column, found.value) == ("W", 2, "A", "315")
        assert "0315 NAV Grünerløkka" in found.message
        assert len(checked.figures) == 1

    def test_a_text_that_lacks_its_zero_is_unknown(self):
        findings = check(workbook({"Ark1": [["enhet", "KVP"], ["315", 5]]})).findings.kept
        (found,) = [one for one in findings if one.code == "unknown_unit"]
        assert "Mente du 0315 NAV Grünerløkka?" in found.message


class TestSheets:
    TABLE = (["enhet", "KVP"], ["1202", 5])
    OTHER = (["enhet", "SVARTID"], ["1202", 2.5])

    def test_the_sheet_with_a_table_is_read(self):
        parsed = parse(workbook({"Forside": [["Statistikk"]], "Tall": self.TABLE}))
        assert parsed.left_out == ("Forside",)
        assert parsed.tables[0].sheet.name == "Tall"

    def test_several_sheets_with_tables_are_read_together(self):
        parsed = parse(workbook({"Antall": self.TABLE, "Dager": self.OTHER}))
        assert parsed.rows == 2
        assert parsed.pairs.value.number.tolist() == [5, 2.5]
        assert [parsed.unit_place(line).sheet for line in range(2)] == ["Antall", "Dager"]

    def test_the_same_figure_on_two_sheets_is_there_twice(self):
        content = workbook({"En": self.TABLE, "To": [["enhet", "KVP"], ["1202", 6]]})
        (found,) = [one for one in check(content).findings.kept if one.severity == "E"]
        assert (found.code, found.sheet, found.row) == ("duplicate_row", "To", 2)
        assert "rad 2 i arket «En»" in found.message

    def test_of_sheets_named_after_months_the_deliverys_is_read(self):
        parsed = parse(workbook({"April 2018": self.TABLE, "Mai 2018": self.OTHER, "Juni": self.TABLE}))
        assert parsed.left_out == ("April 2018", "Juni")
        assert parsed.pairs.value.number.tolist() == [2.5]

    def test_sheets_that_are_all_named_after_other_months_are_told(self):
        content = workbook({"April 2018": self.TABLE, "Juni": self.OTHER})
        (found,) = parse(content).findings.kept
        assert (found.code, found.severity) == ("month_mismatch", "E")
        assert "«April 2018», «Juni»" in found.message

    def test_a_sheet_named_after_another_month_is_read_where_it_is_the_only_one(self):
        assert parse(workbook({"Sept": self.TABLE})).rows == 1

    def test_sheets_that_all_have_other_names_are_all_read(self):
        assert parse(workbook({"April": self.TABLE, "Tiltak": self.OTHER})).rows == 2

    @pytest.mark.parametrize("name", ["Mai", "mai 2018", "2018-05", "Tall 201805", "05 MAI", "2018.05"])
    def test_a_sheet_may_be_named_after_the_month(self, name):
        assert names_month(name, MAY) is True

    @pytest.mark.parametrize("name", ["April", "mai 2017", "2018-06", "Mars-mai", "mai juni"])
    def test_or_after_another(self, name):
        assert names_month(name, MAY) is False

    @pytest.mark.parametrize("name", ["Ark1", "Tall", "Kontorvis 1811", "Maintenance"])
    def test_or_after_none(self, name):
        assert names_month(name, MAY) is None

    def hide(self, book):
        book["Gammelt"].sheet_state = "hidden"

    def test_hidden_sheets_are_not_read(self):
        content = workbook({"Tall": self.TABLE, "Gammelt": [["enhet", "KVP"], ["1202", 99]]}, change=self.hide)
        assert parse(content).pairs.value.number.tolist() == [5]
        assert parse(content).left_out == ("Gammelt",)

    def test_figures_that_only_a_hidden_sheet_has_are_told(self):
        content = workbook({"Forside": [["Hei"]], "Gammelt": self.TABLE}, change=self.hide)
        (found,) = parse(content).findings.kept
        assert (found.code, found.sheet) == ("missing_column", "Gammelt")
        assert "skjult" in found.message

    def test_hidden_rows_are_rows(self):
        def hide(book):
            book["Tall"].row_dimensions[2].hidden = True

        assert parse(workbook({"Tall": self.TABLE}, change=hide)).rows == 1

    def test_a_chart_sheet_is_passed_by(self):
        def add(book):
            book.create_chartsheet("Figur")

        assert parse(workbook({"Tall": self.TABLE}, change=add)).rows == 1

    def test_a_workbook_of_empty_sheets_is_empty(self):
        assert told(parse(workbook({"Ark1": [], "Ark2": [[None]]})).findings.kept) == [("empty_file", "E", None, "")]

    def test_a_sheet_that_begins_far_from_its_corner_counts_rows_and_columns_from_there(self):
        rows = [[None] * 3, [None] * 3, [None, "enhet", "KVP"], [None, "1299", 5]]
        assert found_in(workbook({"Ark1": rows})) == [("unknown_unit", "E", 4, "B")]


def test_columns_have_numbers():
    assert [column_index(letters) for letters in ("A", "Z", "AA", "xfd")] == [0, 25, 26, 16383]
