"""The workbook for whoever must mend a file: all findings, and beside the original rows what is wrong with them."""

import io
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from scorecards.marked_workbook import FINDINGS, marked_workbook
from scorecards.models import Delivery, Finding
from scorecards.originals import OriginalSheet
from scorecards.queries.original_rows import original_rows, words_around
from scorecards.reading import Sheet
from tests.builders import a_delivery
from tests.scorecards.services.county import Delivering, delivering


def a_finding(row=None, column="", *, severity="E", sheet="", value="", message="Rett det.", code="negative"):
    return Finding(severity=severity, code=code, sheet=sheet, row=row, column=column, value=value, message=message)


def a_sheet(*rows, name="", header=range(1, 2), **more) -> OriginalSheet:
    return OriginalSheet(Sheet(name, [list(row) for row in rows], **more), header)


def opened(content: bytes) -> dict[str, list[list[Any]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


TABLE = (["enhet", "indikator", "verdi"], ["1235", "IND0", 0.5], ["1236", "IND0", -1.0], ["1237", "IND0", 0.7])


class TestTheWorkbook:
    def test_the_first_sheet_has_every_finding_as_the_text_file_has_it(self):
        sheets = opened(marked_workbook([a_finding(3, "C", value="-1"), a_finding(message="Er den glemt?")], []))
        header, first, second = sheets["Funn"]
        assert tuple(header) == FINDINGS
        assert first == ["E", "negative", "", 3, "C", "-1", "Rett det."]
        assert second[3:] == ["", "", "", "Er den glemt?"]

    def test_the_others_have_the_original_rows_with_findings_in_their_own_columns(self):
        sheets = opened(marked_workbook([a_finding(3, "C")], [a_sheet(*TABLE)]))
        assert sheets["Filen"] == [
            ["enhet", "indikator", "verdi", "Rad i filen", "Hva er galt, og hva kan gjøres"],
            ["1236", "IND0", -1, 3, "Rett det."],
        ]

    def test_several_messages_of_a_row_stand_under_each_other(self):
        found = [a_finding(3, "C"), a_finding(3, "A", message="Ukjent.", severity="W")]
        assert opened(marked_workbook(found, [a_sheet(*TABLE)]))["Filen"][1][-1] == "Rett det.\nUkjent."

    def test_a_sheet_without_findings_is_left_out(self):
        sheets = [a_sheet(*TABLE, name="Mai"), a_sheet(*TABLE, name="April")]
        assert list(opened(marked_workbook([a_finding(3, "C", sheet="Mai")], sheets))) == ["Funn", "Mai"]

    def test_a_header_of_two_lines_is_kept_whole(self):
        rows = (["Tittel"], ["", "IND0", ""], ["kontor", "teller", "nevner"], ["1235", -4, 9])
        made = opened(marked_workbook([a_finding(4, "B")], [a_sheet(*rows, header=range(2, 4))]))["Filen"]
        assert [row[:3] for row in made] == [["", "IND0", ""], ["kontor", "teller", "nevner"], ["1235", -4, 9]]

    def test_a_finding_in_the_header_itself_is_beside_it(self):
        made = opened(marked_workbook([a_finding(1, "C", severity="W")], [a_sheet(*TABLE)]))["Filen"]
        assert made[0][:3] == ["enhet", "indikator", "verdi"]

    def test_rows_of_a_file_whose_header_is_not_known_are_there_all_the_same(self):
        made = opened(marked_workbook([a_finding(2, "A")], [a_sheet(*TABLE, header=range(0))]))["Filen"]
        assert made == [["1235", "IND0", 0.5, 2, "Rett det."]]

    def test_a_row_beyond_the_sheet_and_a_cell_beyond_the_row_do_no_harm(self):
        found = [a_finding(9, "A"), a_finding(2, "H")]
        made = opened(marked_workbook(found, [a_sheet(*TABLE)]))["Filen"]
        assert len(made) == 3

    @pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+4", "@SUM(A1)", "http://example.com", "-cmd"])
    def test_nothing_of_the_file_becomes_a_formula_or_a_link(self, text):
        found = [a_finding(2, "A", value=text, message=text)]
        content = marked_workbook(found, [a_sheet(["enhet"], [text])])
        assert opened(content)["Filen"][1][0] == text
        parts = zipfile.ZipFile(io.BytesIO(content))
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
        assert b"<f>" not in sheets
        assert b"hyperlink" not in sheets

    def test_wrong_cells_are_marked_and_an_error_goes_before_a_warning(self):
        found = [a_finding(3, "C", severity="E"), a_finding(3, "C", severity="W")]
        styles = zipfile.ZipFile(io.BytesIO(marked_workbook(found, [a_sheet(*TABLE)])))
        text = styles.read("xl/styles.xml").decode()
        assert "FFFFC2D1" in text
        assert "FFFFDEA5" in text

    @pytest.mark.parametrize("name", ["Funn", "funn", "History", "a" * 40, "Ark[1]:*?/\\", "'sitat'", "   "])
    def test_a_sheet_gets_a_name_that_a_workbook_may_have(self, name):
        sheets = opened(marked_workbook([a_finding(3, "C", sheet=name)], [a_sheet(*TABLE, name=name)]))
        assert len(sheets) == 2

    def test_two_sheets_with_one_name_in_short_are_two(self):
        names = ["b" * 31 + "1", "b" * 31 + "2"]
        found = [a_finding(3, "C", sheet=name) for name in names]
        assert len(opened(marked_workbook(found, [a_sheet(*TABLE, name=name) for name in names]))) == 3

    def test_a_very_long_text_is_cut_where_a_cell_ends(self):
        made = opened(marked_workbook([a_finding(2, "A", message="x" * 40_000)], [a_sheet(["e"], ["y" * 40_000])]))
        assert len(str(made["Filen"][1][0])) == 32_767


@pytest.mark.django_db
class TestTheOriginalRows:
    @pytest.fixture
    def county(self) -> Delivering:
        return delivering()

    def received(self, county, content: bytes) -> Delivery:
        delivery = county.receive(content=content).delivery
        assert delivery is not None
        return Delivery.objects.select_related("package__owner", "layout", "file").get(pk=delivery.pk)

    def test_the_header_is_found_under_titles(self, county):
        delivery = self.received(county, b"Styringspakke\n\nenhet;indikator;teller;nevner\n1201;ANDEL;x;4\n")
        (sheet,) = original_rows(delivery)
        assert (sheet.header, sheet.sheet.rows[3][0]) == (range(3, 4), "1201")

    def test_a_wide_header_of_two_lines_is_found_whole(self, county):
        delivery = self.received(county, b"enhet;ANDEL;\n;teller;nevner\n1201;x;4\n")
        (sheet,) = original_rows(delivery)
        assert sheet.header == range(1, 3)

    def test_a_file_without_a_table_has_its_rows_and_no_header(self, county):
        delivery = self.received(county, b"a;b\n1;2\n")
        assert [sheet.header for sheet in original_rows(delivery)] == [range(0)]

    def test_words_around_a_cell_have_the_names_of_its_row_and_column(self, county):
        delivery = self.received(county, b"enhet;ANDEL;\n;teller;nevner\n1201;x;4\n")
        around = words_around(delivery, list(delivery.findings.all()))
        assert "NAV 1201" in around["", 3, "B"]
        assert "Indikator ANDEL" in around["", 3, "B"]

    def test_a_delivery_without_a_file_has_no_rows(self, county):
        assert original_rows(a_delivery(county.package)) == ()

    def test_a_finding_without_a_place_has_none(self, county):
        delivery = self.received(county, b"enhet;indikator;teller;nevner\n1201;ANDEL;1;4\n")
        assert words_around(delivery, [a_finding(), a_finding(99, "A"), a_finding(2, sheet="Ukjent")]) == {}
