"""CSV in its encodings and with its delimiters."""

import pytest

from scorecards.reading import RefusedFile, read_sheets, refusals
from tests.scorecards.delivered_files import found_in, lines, parse

ROWS = [["enhet", "indikator", "måned", "verdi", "merknad"], ["1202", "KVP", "mai 2018", "5", "Åpent på lørdag"]]


def written(delimiter, encoding="utf-8"):
    return "\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding)


def sheet_of(content):
    (sheet,) = read_sheets(content, "fil.csv", recognised=lambda row: sum(cell in ROWS[0] for cell in row)).sheets
    return sheet


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter, encoding):
    assert sheet_of(written(delimiter, encoding)).rows == ROWS


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_in_any_way(end):
    assert sheet_of(f"enhet;verdi{end}1202;5{end}".encode()).rows == [["enhet", "verdi"], ["1202", "5"]]


def test_decimal_commas_make_no_delimiter():
    content = lines("Uttrekk, mai, 2018, alle", "enhet;indikator;verdi", "1202;OVG_ORD;0,5", "1203;OVG_ORD;0,6")
    assert parse(content).pairs.value.number.tolist() == [0.5, 0.6]


def test_without_a_known_header_the_delimiter_with_most_fields_is_taken():
    (sheet,) = read_sheets(b"a;b;c,d\n1;2;3,4\n", "fil.csv", recognised=lambda row: 0).sheets
    assert sheet.rows == [["a", "b", "c,d"], ["1", "2", "3,4"]]


def test_excels_own_first_line_names_the_delimiter_and_is_no_row():
    parsed = parse(lines("sep=,", "enhet,indikator,verdi", '1202,OVG_ORD,"0,5"'))
    assert parsed.pairs.value.number.tolist() == [0.5]
    assert parsed.lines.row.tolist() == [3]
    assert parsed.recognised == ()


def test_quoted_fields_hold_delimiters_and_quotes():
    (sheet,) = read_sheets(b'a;"b;c";"d ""e"""\n', "fil.csv", recognised=len).sheets
    assert sheet.rows == [["a", "b;c", 'd "e"']]


def test_blank_lines_are_rows():
    assert sheet_of(b"enhet;verdi\n\n1202;5\n").rows == [["enhet", "verdi"], [], ["1202", "5"]]


def test_a_quote_that_is_not_closed_is_told_and_swallows_nothing():
    content = lines("enhet;indikator;verdi;merknad", '1202;KVP;5;"ring', "1203;KVP;6;", "1204;KVP;7;")
    (found,) = parse(content).findings.kept
    assert found.code == "unreadable_file"
    assert "anførselstegn" in found.message


def test_two_quotes_that_swallow_lines_between_them_are_told():
    content = lines("enhet;indikator;verdi;merknad", '1202;KVP;5;"ring', "1203;KVP;6;", '1204;KVP;7;"ring')
    assert found_in(content) == [("unreadable_file", "E", None, "")]


def test_a_field_too_long_for_a_cell_is_told():
    content = lines("enhet;indikator;verdi;merknad", "1202;KVP;5;" + "x" * 200_000)
    assert found_in(content) == [("unreadable_file", "E", None, "")]


def test_a_first_field_too_long_for_a_cell_is_told():
    assert found_in(b"x" * 200_000) == [("unreadable_file", "E", None, "")]


def test_characters_of_neither_encoding_are_told():
    assert found_in(b"enhet;verdi\n1202;\x81\n") == [("unreadable_file", "E", None, "")]
    assert found_in(b"\xff\xfe" + "enhet".encode("utf-16-le") + b"x") == [("unreadable_file", "E", None, "")]


@pytest.mark.parametrize("content", [b"", b"  \r\n \t\r\n", b"\xef\xbb\xbf", b";;;\n;;;\n"])
def test_a_file_of_nothing_is_empty(content):
    assert found_in(content) == [("empty_file", "E", None, "")]
    assert parse(content).may_be_kept


class TestTooMuch:
    def test_a_file_over_the_limit_is_not_read(self):
        (found,) = parse(b"x" * (refusals.LARGEST_FILE + 1)).findings.kept
        assert found.code == "too_large"
        assert "50 MB" in found.message

    def test_lines_without_end_are_not_read(self):
        assert found_in(b"enhet;verdi\n" + b"\n" * (refusals.MOST_CELLS + 1)) == [("too_large", "E", None, "")]

    def test_fields_without_end_are_not_read(self):
        assert found_in(b"enhet;verdi\n" + b";" * (refusals.MOST_CELLS + 1)) == [("too_large", "E", None, "")]

    def test_more_columns_than_a_spreadsheet_has_are_not_read(self):
        assert found_in(b"enhet;verdi\n" + b";" * refusals.MOST_COLUMNS) == [("too_large", "E", None, "")]

    def test_such_a_file_is_not_kept(self):
        assert not parse(b"x" * (refusals.LARGEST_FILE + 1)).may_be_kept


def test_a_refusal_carries_its_finding():
    with pytest.raises(RefusedFile) as refused:
        read_sheets(b"", "fil.csv", recognised=len)
    assert refused.value.found.code == "empty_file"
    assert str(refused.value) == refused.value.found.message
