"""Tables are read as people keep them: any delimiter, any encoding that Norwegians use, CSV or workbook."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.headers import header_findings
from organisation.tables import UnreadableTable, cell_text, column_letter, read_file, read_tables
from tests.organisation.files import text_file, workbook


def only_table(path):
    (table,) = read_file(path)
    return table


def refusal(path):
    with pytest.raises(UnreadableTable) as refused:
        read_file(path)
    return refused.value.found


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    path = text_file(tmp_path / "t.csv", delimiter.join(["code", "name"]), delimiter.join(["0101", "NAV Halden"]))
    assert only_table(path).lines[0].cells == {"code": "0101", "name": "NAV Halden"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_norwegian_letters_survive_each_encoding(tmp_path, encoding):
    path = text_file(tmp_path / "t.csv", "code;name", "1;Bømlo, Ålesund – Æ", encoding=encoding)
    table = only_table(path)
    assert table.header == ("code", "name")
    assert table.lines[0]["name"] == "Bømlo, Ålesund – Æ"


def test_headers_are_looked_up_in_any_case_and_kept_as_written(tmp_path):
    table = only_table(text_file(tmp_path / "t.csv", " Code ;NAME", "1;x"))
    assert table.header == ("Code", "NAME")
    assert table.names == ("code", "name")
    assert table.lines[0]["code"] == "1"


def test_blank_lines_are_skipped_and_still_counted(tmp_path):
    table = only_table(text_file(tmp_path / "t.csv", "", "code;name", ";", "1;x", "", "2;y"))
    assert table.header_row == 2
    assert [(line.number, line["code"]) for line in table.lines] == [(4, "1"), (6, "2")]


def test_a_quoted_field_holds_delimiters_and_line_breaks(tmp_path):
    table = only_table(text_file(tmp_path / "t.csv", "code;name", '1;"a;b\nc"', "2;d"))
    assert table.lines[0]["name"] == "a;b\nc"
    assert table.lines[1].number == 3  # as records are counted


def test_a_short_line_has_empty_cells(tmp_path):
    line = only_table(text_file(tmp_path / "t.csv", "code;name;kind", "1")).lines[0]
    assert line["name"] == ""
    assert line["no such column"] == ""


def test_empty_columns_at_the_right_are_no_columns(tmp_path):
    table = only_table(text_file(tmp_path / "t.csv", "code;name;;", "1;x;;"))
    assert table.header == ("code", "name")
    assert table.lines[0].stray is None


def test_a_csv_is_named_by_its_file(tmp_path):
    table = only_table(text_file(tmp_path / "units.csv", "code", "1"))
    assert (table.name, table.place) == ("units", "units.csv")


def test_columns_have_the_letters_of_a_spreadsheet(tmp_path):
    table = only_table(text_file(tmp_path / "t.csv", "code;name", "1;x"))
    assert table.column("name") == "B"
    assert table.column("kind") == ""


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_go_on_after_z(index, letters):
    assert column_letter(index) == letters


def test_a_workbook_has_a_table_per_sheet_that_holds_something(tmp_path):
    path = workbook(tmp_path / "w.xlsx", units=[["code"], ["0101"]], tom=[], avløsninger=[["from"], ["1"]])
    assert [(table.name, table.place) for table in read_file(path)] == [
        ("units", "units"),
        ("avløsninger", "avløsninger"),
    ]


def test_cells_of_a_workbook_become_text(tmp_path):
    rows = [
        ["code", "share", "when", "at", "flag", "none"],
        [315, 0.64, datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1, 12, 30), True, None],
    ]
    line = only_table(workbook(tmp_path / "w.xlsx", s=rows)).lines[0]
    assert [line[name] for name in rows[0]] == ["315", "0.64", "2020-01-01", "2020-01-01T12:30:00", "yes", ""]


def test_a_workbook_tells_which_cells_are_numbers(tmp_path):
    line = only_table(workbook(tmp_path / "w.xlsx", s=[["code", "name", "flag"], [315, "315", True]])).lines[0]
    assert line.numbers == {"code"}


def test_rows_of_a_workbook_are_counted_from_its_top(tmp_path):
    rows = [[], ["", ""], ["", "code", "name"], ["", "1", "x"]]
    table = only_table(workbook(tmp_path / "w.xlsx", s=rows))
    assert table.header_row == 3
    assert table.lines[0].number == 4
    assert table.column("code") == "B"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.0, "1"),
        (0.1, "0.1"),
        (-3, "-3"),
        (False, "no"),
        (datetime.time(7, 5), "07:05:00"),
        (datetime.datetime(2020, 1, 1), "2020-01-01"),
        (" x ", "x"),
        ("", ""),
    ],
)
def test_a_cell_as_text(cell, text):
    assert cell_text(cell) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_from_its_text(number):
    assert float(cell_text(number)) == number


def test_tables_are_found_by_name_in_any_case(tmp_path):
    paths = [text_file(tmp_path / "Units.csv", "code", "1"), text_file(tmp_path / "successions.csv", "from", "1")]
    assert list(read_tables(paths)) == ["units", "successions"]


def test_two_tables_of_one_name_are_refused(tmp_path):
    (tmp_path / "more").mkdir()
    paths = [text_file(folder / "units.csv", "code", "1") for folder in (tmp_path, tmp_path / "more")]
    with pytest.raises(UnreadableTable, match="To tabeller heter «units»"):
        read_tables(paths)


class TestUnreadable:
    def test_an_empty_file_is_refused(self, tmp_path):
        assert refusal(text_file(tmp_path / "t.csv", "", " ; ")).code == "empty_file"
        assert refusal(workbook(tmp_path / "w.xlsx", s=[])).code == "empty_file"

    def test_a_file_that_is_not_there_is_refused(self, tmp_path):
        found = refusal(tmp_path / "nope.csv")
        assert found.code == "unreadable_file"
        assert "nope.csv" in found.message

    @pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip after all", b"\x00\x01\x02\x03", b"\xff\xfe\x00"])
    def test_neither_text_nor_a_workbook_is_refused(self, tmp_path, content):
        path = tmp_path / "x.csv"
        path.write_bytes(content)
        assert refusal(path).code == "unreadable_file"

    def test_a_quote_that_is_not_closed_is_refused(self, tmp_path):
        found = refusal(text_file(tmp_path / "t.csv", "code;name", '1;"x'))
        assert found.code == "unreadable_file"
        assert "anførselstegn" in found.message

    def test_a_workbook_with_a_password_is_refused_as_such(self, tmp_path):
        path = tmp_path / "x.xlsx"
        path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600)
        found = refusal(path)
        assert found.code == "encrypted_file"
        assert "uten passord" in found.message


class TestHeaders:
    def findings(self, tmp_path, *lines):
        table = only_table(text_file(tmp_path / "t.csv", *lines))
        return header_findings(table, required=["code", "name"], optional=["county"])

    def test_known_columns_in_any_order_are_fine(self, tmp_path):
        assert self.findings(tmp_path, "county;name;code", "1;x;2") == []

    def test_optional_columns_may_be_missing(self, tmp_path):
        assert self.findings(tmp_path, "code;name", "1;x") == []

    def test_a_missing_column_is_named(self, tmp_path):
        (found,) = self.findings(tmp_path, "code;county", "1;2")
        assert (found.code, found.row) == ("missing_column", 1)
        assert "«name»" in found.message

    def test_an_unknown_column_is_named_with_the_nearest_known(self, tmp_path):
        (found,) = self.findings(tmp_path, "code;name;Countty", "1;x;2")
        assert (found.code, found.row, found.column, found.value) == ("unknown_column", 1, "C", "Countty")
        assert "Mente du «county»?" in found.message

    def test_a_column_that_is_there_twice_is_named(self, tmp_path):
        (found,) = self.findings(tmp_path, "code;name;Code", "1;x;2")
        assert (found.code, found.column) == ("duplicate_column", "C")

    def test_a_cell_beyond_the_header_is_named(self, tmp_path):
        (found,) = self.findings(tmp_path, "code;name", "1;NAV Hobøl; Spydeberg")
        assert (found.code, found.row, found.column) == ("cell_without_header", 2, "C")

    def test_a_cell_in_a_column_without_header_is_named(self, tmp_path):
        (found,) = self.findings(tmp_path, "code;;name", "1;hva er dette;x")
        assert (found.code, found.column) == ("cell_without_header", "B")
