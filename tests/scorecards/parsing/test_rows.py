"""Which rows are lines of figures, and which are totals, notes or nothing."""

import pytest

from tests.scorecards.delivered_files import csv_file, found_in, parse, workbook

HEADER = ["Enhet", "Navn", "OVG_ORD", "KVP"]
FANA = ["1202", "NAV Fana", "0,5", "5"]
ARNA = ["1204", "NAV Arna", "0,6", "6"]


def rows_of(*rows, header=HEADER):
    parsed = parse(csv_file([header, *rows]))
    return parsed.lines.row.tolist(), [(row.kind.value, row.row) for row in parsed.recognised]


@pytest.mark.parametrize(
    "label",
    [
        "Totalt",
        "TOTAL",
        "Sum",
        "Sum Hordaland",
        "I alt",
        "Samla",
        "Fylket",
        "Fylket samlet",
        "Landet",
        "Hele landet",
        "Gjennomsnitt",
        "Gj.snitt",
        "Snitt",
        "Median",
        "Alle kontor",
        "NAV Hordaland totalt",
        "Region Bergen samlet",
        "Heile fylket",
        "Average",
    ],
)
def test_a_row_of_totals_is_recognised_by_its_first_word(label):
    assert rows_of(FANA, ARNA, [label, "", "0,55", "11"]) == ([2, 3], [("total", 4)])


def test_totals_may_stand_between_the_lines():
    assert rows_of(FANA, ["Sum Bergen", "", "0,5", "5"], ARNA, ["Totalt", "", "0,5", "11"]) == (
        [2, 4],
        [("total", 3), ("total", 5)],
    )


def test_the_word_may_stand_in_another_column_where_the_unit_is_empty():
    assert rows_of(FANA, ["", "Totalt", "0,5", "5"]) == ([2], [("total", 3)])


def test_a_known_unit_is_a_line_whatever_it_is_called():
    assert rows_of(FANA, ["1200", "Totalt", "0,5", "5"])[0] == [2, 3]


@pytest.mark.parametrize(
    "text", ["Kilde: Arena", "Uttrekk 12.07.2018", "* Tall under 5 er skjult", "Ring Kari ved spørsmål"]
)
def test_text_below_the_lines_is_a_note(text):
    assert rows_of(FANA, [], [text], [text]) == ([2], [("note", 4), ("note", 5)])
    assert rows_of(FANA, ["", text]) == ([2], [("note", 3)])
    assert rows_of(FANA, ["", "", text]) == ([2], [("note", 3)])


def test_a_note_may_take_two_cells_where_neither_is_a_figure():
    assert rows_of(FANA, ["Laget av", "Kari Nordmann"]) == ([2], [("note", 3)])


def test_notes_between_the_lines_are_recognised_by_their_word():
    assert rows_of(FANA, ["Kilde: Arena"], ARNA) == ([2, 4], [("note", 3)])


def test_a_note_with_figures_is_a_line():
    assert rows_of(FANA, ["Merk dette", "", "0,5", "5"])[0] == [2, 3]


def test_text_between_the_lines_that_is_nothing_known_is_a_line_of_an_unknown_unit():
    content = csv_file([HEADER, FANA, ["Bergensområdet"], ARNA])
    assert ("unknown_unit", "E", 3, "A") in found_in(content)


def test_text_with_figures_is_a_line_of_an_unknown_unit():
    content = csv_file([HEADER, FANA, ["Sandviken", "", "0,61", "4"]])
    assert found_in(content)[-1] == ("unknown_unit", "E", 3, "A")


def test_a_code_without_figures_is_a_line():
    assert rows_of(FANA, ["1299"], ["1203"])[0] == [2, 3, 4]


def test_figures_without_a_unit_are_a_line():
    content = csv_file([HEADER, FANA, ["", "NAV Arna", "0,6", "6"]])
    assert found_in(content)[-1] == ("unknown_unit", "E", 3, "A")


def test_blank_rows_are_no_lines_and_keep_their_numbers():
    assert rows_of(FANA, [], ["", "", "", ""], [" ", "", "", ""], ARNA)[0] == [2, 6]


def test_the_header_again_is_recognised():
    assert rows_of(FANA, HEADER, ARNA) == ([2, 4], [("header", 3)])


def test_totals_and_notes_of_long_files_are_recognised_too():
    header = ["enhet", "indikator", "verdi"]
    rows = (["1202", "KVP", "5"], ["Totalt", "KVP", "5"], ["Kilde: Arena"])
    assert rows_of(*rows, header=header) == ([2], [("total", 3), ("note", 4)])


def test_a_row_is_a_record_of_a_csv_file_whatever_lines_its_fields_take():
    content = csv_file(
        [["enhet", "indikator", "verdi", "merknad"], ["1202", "KVP", "5", "to\nlinjer"], ["1299", "KVP", "5", ""]]
    )
    assert found_in(content) == [("unknown_unit", "E", 3, "A")]


def test_a_unit_merged_over_its_lines_counts_on_each():
    rows = [["enhet", "indikator", "verdi"], ["1202", "KVP", 5], [None, "SVARTID", 2.5], ["1203", "KVP", 6]]
    parsed = parse(workbook({"Ark1": rows}, merged=["A2:A3"]))
    assert [parsed.lines.unit.cells[place] for place in parsed.lines.unit.places] == ["1202", "1202", "1203"]


def test_figures_that_are_merged_count_once():
    rows = [["enhet", "KVP"], ["1202", 5], ["1203", None]]
    parsed = parse(workbook({"Ark1": rows}, merged=["B2:B3"]))
    assert parsed.pairs.value.number.tolist()[0] == 5
    assert parsed.pairs.value.is_number.tolist() == [True, False]


class TestFieldsTooMany:
    def test_a_field_too_many_in_csv_is_an_error(self):
        content = b"enhet;indikator;verdi\r\n1202;KVP;5;ring tilbake\r\n1203;KVP;6\r\n"
        assert found_in(content) == [("not_a_number", "E", 2, "D")]

    def test_blank_fields_at_the_end_do_no_harm(self):
        assert found_in(b"enhet;indikator;verdi\r\n1202;KVP;5;;\r\n1203;KVP;6\r\n") == []

    def test_a_decimal_comma_that_was_taken_for_a_delimiter_is_an_error(self):
        content = b"enhet,indikator,verdi,merknad\r\n1202,OVG_ORD,0,61,\r\n"
        assert found_in(content) == [("not_a_number", "E", 2, "E")]

    def test_lines_may_be_shorter_than_the_header(self):
        assert found_in(b"enhet;indikator;verdi;merknad\r\n1202;KVP;5\r\n1203;KVP;6;ok\r\n") == []

    def test_a_column_beyond_the_header_of_a_workbook_is_an_unknown_column(self):
        content = workbook({"Ark1": [["enhet", "KVP"], ["1202", 5, None, "se her"]]})
        assert found_in(content) == [("unknown_column", "W", 1, "D")]
