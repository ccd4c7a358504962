"""Where the header is, and what its words mean."""

import pytest

from scorecards.parsing.words import Meaning, Role, meaning_of, nearest_header, part_of, role_of
from tests.scorecards.delivered_files import csv_file, found_in, long_file, parse, told, workbook

CODES = {"OVG_ORD": "OVG_ORD", "P-01": "P-01"}


NAMES = {"SVARTID": "Svartid (i dager)", "KVP": "Deltakere"}


def columns_found(content, **how):
    return told(parse(content, **how).findings.kept)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        (word, Role.UNIT)
        for word in ("unit", "enhet", "Eining", "ENHETSNUMMER", "Kontor", "kontornr", "Kontor nr.", " enhet ")
    ]
    + [(word, Role.INDICATOR) for word in ("indicator", "Indikator", "styringsparameter", "kode", "Kode:")]
    + [(word, Role.MONTH) for word in ("month", "måned", "MÅNAD", "Periode")]
    + [(word, Role.NUMERATOR) for word in ("numerator", "teller", "Teljar", "antall")]
    + [(word, Role.DENOMINATOR) for word in ("denominator", "nevner", "nemnar", "Grunnlag")]
    + [(word, Role.VALUE) for word in ("value", "Verdi", "resultat")]
    + [(word, Role.NOTE) for word in ("note", "Merknad", "kommentar")],
)
def test_a_word_gives_its_column_a_role(word, role):
    assert role_of(word) is role


@pytest.mark.parametrize("word", ["", "navn", "enheter", "kontorleder", 12.0, "andel"])
def test_other_words_give_none(word):
    assert role_of(word) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("OVG_ORD", Meaning("OVG_ORD", Role.VALUE)),
        ("ovg_ord", Meaning("OVG_ORD", Role.VALUE)),
        ("OVG_ORD teller", Meaning("OVG_ORD", Role.NUMERATOR)),
        ("OVG_ORD\nnevner", Meaning("OVG_ORD", Role.DENOMINATOR)),
        ("OVG_ORD (nevner)", Meaning("OVG_ORD", Role.DENOMINATOR)),
        ("OVG_ORD: teljar", Meaning("OVG_ORD", Role.NUMERATOR)),
        ("OVG_ORD - verdi", Meaning("OVG_ORD", Role.VALUE)),
        ("P-01 numerator", Meaning("P-01", Role.NUMERATOR)),
        ("OVG_ORD %", Meaning("OVG_ORD", Role.VALUE, per_cent=True)),
        ("OVG_ORD verdi %", Meaning("OVG_ORD", Role.VALUE, per_cent=True)),
        ("OVG_ORD value (%)", Meaning("OVG_ORD", Role.VALUE, per_cent=True)),
        ("OVG_ORD i prosent", Meaning("OVG_ORD", Role.VALUE, per_cent=True)),
    ],
)
def test_a_wide_files_header_names_an_indicator_and_a_part(text, meaning):
    assert meaning_of(text, CODES) == meaning


@pytest.mark.parametrize("text", ["OVG_ORDD", "SNITT", "OVG_ORD mål", "OVG_ORD teller %", "teller OVG_ORD", "", 12.0])
def test_other_headers_name_nothing(text):
    assert meaning_of(text, CODES) is None


def test_parts_have_their_words():
    assert part_of("teller") == (Role.NUMERATOR, False)
    assert part_of("Verdi (%)") == (Role.VALUE, True)
    assert part_of("%") == (Role.VALUE, True)
    assert part_of("enhet") is None
    assert part_of("") is None


def test_only_a_misspelling_is_taken_for_another_header():
    assert nearest_header("enhett", CODES) == "enhet"
    assert nearest_header("OVG_ODR", CODES) == "OVG_ORD"
    assert nearest_header("Navn", CODES) == ""
    assert nearest_header("SNITT", CODES) == ""


def test_marks_in_a_header_are_no_misspelling():
    assert nearest_header("Enhetsnr.", CODES) == "enhetsnummer"
    assert nearest_header("NAV-kontor", CODES) == "kontor"
    assert nearest_header("OVG ORD", CODES) == "OVG_ORD"


class TestLongFiles:
    def test_columns_may_stand_in_any_order_and_case(self):
        parsed = parse(csv_file([["VERDI", "Kode", "Kontor nr.", "Merknad"], ["0,5", "ovg_ord", "1202", "ok"]]))
        assert parsed.rows == 1
        assert parsed.pairs.value.number.tolist() == [0.5]
        assert parsed.findings.total == 0

    def test_titles_above_the_header_are_recognised(self):
        parsed = parse(
            csv_file([["Styringspakke mai 2018"], [], ["enhet", "indikator", "verdi"], ["1202", "KVP", "5"]])
        )
        assert [(row.kind, row.row, row.text) for row in parsed.recognised] == [("title", 1, "Styringspakke mai 2018")]
        assert parsed.lines.row.tolist() == [4]

    def test_an_unknown_column_is_named_with_what_was_probably_meant(self):
        parsed = parse(
            long_file(
                ["1202", "KVP", "", "", "", "5"], header=["enhet", "indikator", "måned", "telller", "navn", "verdi"]
            )
        )
        assert told(parsed.findings.kept) == [("unknown_column", "W", 1, "D"), ("unknown_column", "W", 1, "E")]
        assert "Mente du «teller»?" in parsed.findings.kept[0].message
        assert "Mente du" not in parsed.findings.kept[1].message

    def test_a_column_headed_by_an_indicators_name_is_named_with_its_code(self):
        content = csv_file([["enhet", "KVP", "Svartid (i dager)"], ["1202", "5", "6"]])
        (found,) = parse(content, names=NAMES).findings.kept
        assert (found.code, found.column) == ("unknown_column", "C")
        assert "Mente du «SVARTID»?" in found.message

    def test_figures_need_a_value_or_both_parts(self):
        for header, lacking in (
            (["enhet", "indikator", "teller"], "«nevner» mangler"),
            (["enhet", "indikator", "nevner"], "«teller» mangler"),
            (["enhet", "indikator", "måned"], "Tallene mangler"),
        ):
            (found,) = parse(csv_file([header, ["1202", "KVP", "5"]])).findings.kept
            assert (found.code, found.row) == ("missing_column", 1)
            assert lacking in found.message

    def test_of_two_columns_for_units_the_one_with_codes_is_read(self):
        for header, row in (
            (["Kontor", "Enhet", "Kode", "Verdi"], ["NAV Fana", "1202", "KVP", "5"]),
            (["Enhet", "Kontor", "Kode", "Verdi"], ["1202", "NAV Fana", "KVP", "5"]),
        ):
            parsed = parse(csv_file([header, row]))
            assert parsed.lines.unit.cells == ["1202"]
            assert [found.value for found in parsed.findings.kept] == ["Kontor"]

    def test_units_under_an_unknown_header_are_pointed_out(self):
        content = csv_file([["Nr", "Kontor", "Leder", "KVP"], ["1202", "NAV Fana", "Kari", "5"]])
        findings = parse(content).findings.kept
        assert [found.value for found in findings] == ["Nr", "Leder"]
        assert "Den har enhetsnumrene. Kall den «enhet», så leses den." in findings[0].message
        assert "enhetsnumrene" not in findings[1].message

    def test_not_where_the_units_are_read_already(self):
        (found,) = parse(csv_file([["Nr", "Kontor", "KVP"], ["1202", "1202", "5"]])).findings.kept
        assert "enhetsnumrene" not in found.message

    def test_of_two_columns_for_indicators_the_one_with_codes_is_read(self):
        parsed = parse(csv_file([["enhet", "indikator", "kode", "verdi"], ["1202", "Deltakere", "kvp", "5"]]))
        assert parsed.pairs.indicator.cells == ["kvp"]
        assert told(parsed.findings.kept) == [("unknown_column", "W", 1, "B")]

    def test_a_second_column_of_figures_is_not_chosen_between(self):
        content = csv_file([["enhet", "indikator", "verdi", "resultat"], ["1202", "KVP", "5", "6"]])
        assert columns_found(content) == [("duplicate_row", "E", 1, "D")]

    def test_two_columns_of_notes_are_fine(self):
        assert (
            columns_found(csv_file([["enhet", "indikator", "verdi", "merknad", "note"], ["1202", "KVP", "5", "", ""]]))
            == []
        )

    def test_a_column_without_header_is_told_where_something_stands_in_it(self):
        header = ["enhet", "indikator", "", "verdi", ""]
        assert columns_found(csv_file([header, ["1202", "KVP", "", "5", ""]])) == []
        assert columns_found(csv_file([header, ["1202", "KVP", "NAV Fana", "5", ""]])) == [
            ("unknown_column", "W", 1, "C")
        ]


class TestWideFiles:
    def test_a_code_is_a_column_of_values(self):
        parsed = parse(csv_file([["enhet", "OVG_ORD", "kvp"], ["1202", "0,5", "7"]]))
        assert parsed.pairs.indicator.cells == ["OVG_ORD", "KVP"]
        assert parsed.pairs.value.number.tolist() == [0.5, 7]
        assert parsed.pairs.value.column.tolist() == [1, 2]

    def test_two_columns_of_one_code_are_numerator_and_denominator(self):
        parsed = parse(csv_file([["enhet", "OVG_ORD nevner", "OVG_ORD teller"], ["1202", "20", "7"]]))
        assert parsed.pairs.numerator.number.tolist() == [7]
        assert parsed.pairs.denominator.number.tolist() == [20]
        assert len(parsed.pairs) == 1

    def test_a_code_with_one_part_alone_lacks_the_other(self):
        assert columns_found(csv_file([["enhet", "OVG_ORD teller"], ["1202", "20"]])) == [
            ("missing_column", "E", 1, "B")
        ]
        assert columns_found(csv_file([["enhet", "OVG_ORD nevner"], ["1202", "20"]])) == [
            ("missing_column", "E", 1, "B")
        ]

    def test_the_same_code_twice_is_an_error_at_the_later_column(self):
        assert columns_found(csv_file([["enhet", "KVP", "navn", "kvp"], ["1202", "1", "", "2"]])) == [
            ("unknown_column", "W", 1, "C"),
            ("duplicate_row", "E", 1, "D"),
        ]

    def test_months_and_notes_have_their_columns(self):
        parsed = parse(csv_file([["enhet", "måned", "KVP", "merknad"], ["1202", "mai 2018", "5", "ok"]]))
        assert parsed.lines.month.cells == ["mai 2018"]
        assert parsed.findings.total == 0

    def test_words_of_long_files_are_unknown_columns_here(self):
        assert columns_found(csv_file([["enhet", "antall", "KVP"], ["1202", "6", "5"]])) == [
            ("unknown_column", "W", 1, "B")
        ]

    def test_a_column_of_per_cent_counts_hundredths(self):
        parsed = parse(csv_file([["enhet", "OVG_ORD %"], ["1202", "73,4"], ["1203", "73,4 %"], ["1204", "*"]]))
        assert parsed.pairs.value.number.tolist()[:2] == [0.734, 0.734]
        assert parsed.pairs.value.decimals.tolist()[:2] == [3, 3]

    def test_a_fraction_that_excel_shows_as_per_cent_is_one_already(self):
        rows = [["enhet", "OVG_ORD %"], ["1202", 0.734], ["1203", 73.4], ["1204", "*"]]
        parsed = parse(workbook({"Ark1": rows}, formats={"B2": "0.0%"}))
        assert parsed.pairs.value.number.tolist()[:2] == [0.734, 0.734]


class TestTwoLineHeaders:
    ROWS = (
        ["Juli 2018", None, None, None, None],
        ["Enhet", "OVG_ORD", None, "KVP", "Navn"],
        [None, "teller", "nevner", "verdi", None],
        ["1202", 7, 20, 5, "NAV Fana"],
    )

    def test_codes_stand_above_and_parts_below(self):
        parsed = parse(workbook({"Ark1": self.ROWS}, merged=["B2:C2", "A2:A3"]))
        assert parsed.rows == 1
        assert parsed.lines.row.tolist() == [4]
        assert parsed.pairs.numerator.number.tolist()[0] == 7
        assert parsed.pairs.denominator.number.tolist()[0] == 20
        assert parsed.pairs.value.number.tolist()[1] == 5
        assert told(parsed.findings.kept) == [("unknown_column", "W", 2, "E")]
        assert [(row.kind, row.row) for row in parsed.recognised] == [("title", 1)]

    def test_the_unit_may_stand_in_the_lower_line(self):
        content = csv_file([["", "OVG_ORD", ""], ["Enhet", "teller", "nevner"], ["1202", "7", "20"]])
        parsed = parse(content)
        assert (parsed.rows, parsed.findings.total) == (1, 0)
        assert parsed.pairs.numerator.number.tolist() == [7]

    def test_a_code_over_nothing_is_a_value(self):
        parsed = parse(
            csv_file([["Enhet", "KVP", "OVG_ORD", ""], ["", "", "teller", "nevner"], ["1202", "5", "7", "20"]])
        )
        assert parsed.pairs.value.number.tolist()[0] == 5

    def test_an_unknown_code_is_one_column_however_many_it_reaches_over(self):
        rows = [
            ["Enhet", "SNITT", "", "OVG_ORD", ""],
            ["", "teller", "nevner", "teller", "nevner"],
            ["1202", 1, 2, 7, 20],
        ]
        assert columns_found(csv_file(rows)) == [("unknown_column", "W", 1, "B")]

    def test_an_unknown_part_is_told_where_it_stands(self):
        rows = [["Enhet", "OVG_ORD", "", "KVP"], ["", "teller", "nevner", "mål"], ["1202", "7", "20", "5"]]
        assert columns_found(csv_file(rows)) == [("unknown_column", "W", 2, "D")]

    def test_a_word_over_no_part_reaches_no_further(self):
        rows = [["OVG_ORD", "", "Enhet", ""], ["teller", "nevner", "", "teller"], ["7", "20", "1202", "5"]]
        assert columns_found(csv_file(rows)) == [("unknown_column", "W", 2, "D")]

    def test_a_part_under_no_code_is_unknown(self):
        rows = [["Enhet", "OVG_ORD", "", "", ""], ["", "teller", "nevner", "", "teller"], ["1202", "7", "20", "", "5"]]
        assert columns_found(csv_file(rows)) == [("unknown_column", "W", 2, "E")]

    def test_a_row_of_figures_is_no_second_line(self):
        parsed = parse(csv_file([["Enhet", "KVP"], ["1202", "5"]]))
        assert parsed.lines.row.tolist() == [2]


class TestGroupsOverCodes:
    """A header that county staff make: groups merged over codes, and `Kontor` merged over both lines."""

    ROWS = (
        ["Styringspakke mai 2018", None, None, None],
        ["Kontor", "Arbeid", None, "Måned"],
        [None, "OVG_ORD", "KVP", None],
        ["1202", 0.5, 5, "mai 2018"],
    )

    def test_the_unit_may_be_merged_from_the_line_above(self):
        parsed = parse(workbook({"Ark1": self.ROWS}, merged=["A2:A3", "B2:C2", "D2:D3"]))
        assert told(parsed.findings.kept) == []
        assert parsed.lines.row.tolist() == [4]
        assert parsed.lines.month.cells == ["mai 2018"]
        assert parsed.pairs.value.number.tolist() == [0.5, 5]
        assert [(row.kind, row.row) for row in parsed.recognised] == [("title", 1), ("title", 2)]

    def test_or_stand_there_in_a_text_file(self):
        parsed = parse(csv_file([["Enhet", "Arbeid"], ["", "OVG_ORD", "KVP"], ["1202", "0,5", "5"]]))
        assert (parsed.rows, parsed.findings.total) == (1, 0)

    def test_so_it_may_over_a_header_of_two_lines(self):
        rows = [["Kontor", "Arbeid", ""], ["", "OVG_ORD", ""], ["", "teller", "nevner"], ["1202", "7", "20"]]
        parsed = parse(csv_file(rows))
        assert (parsed.rows, parsed.findings.total) == (1, 0)
        assert parsed.pairs.denominator.number.tolist() == [20]

    def test_a_word_further_up_is_a_title(self):
        rows = [["Kontor", ""], *[["", "Arbeid"]] * 3, ["", "KVP"], ["1202", "5"]]
        (found,) = parse(csv_file(rows)).findings.kept
        assert found.code == "missing_column"

    def test_a_group_is_not_taken_for_a_units_column(self):
        (found,) = parse(csv_file([["Arbeid", ""], ["", "KVP"], ["1202", "5"]])).findings.kept
        assert found.code == "missing_column"


class TestWithoutATable:
    def test_a_code_is_no_misspelling_of_itself(self):
        (found,) = parse(csv_file([["NAV", "OVG_ORD", "KVP"], ["1202", "0,5", "5"]])).findings.kept
        assert "Mente du" not in found.message

    def test_all_that_is_nearly_right_is_told_at_once(self):
        (found,) = parse(csv_file([["Enhetsnr.", "Indikatorkode", "verdi"], ["1202", "KVP", "5"]])).findings.kept
        assert "Mente du «enhetsnummer» der det står «Enhetsnr.»?" in found.message
        assert "Mente du «indikator» der det står «Indikatorkode»?" in found.message

    def test_three_at_most(self):
        (found,) = parse(csv_file([["enhett", "verdi", "KVPP", "KVVP", "KVP1"], ["1202", "5"]])).findings.kept
        assert found.message.count("Mente du") == 3

    def test_names_of_indicators_are_answered_with_their_codes(self):
        content = csv_file([["enhet", "Svartid i dager", "Deltakere"], ["1202", "5", "6"]])
        (found,) = parse(content, names=NAMES).findings.kept
        assert "Mente du «SVARTID» der det står «Svartid i dager»?" in found.message
        assert "Mente du «KVP» der det står «Deltakere»?" in found.message

    def test_a_header_without_units_says_so(self):
        (found,) = parse(csv_file([["kontr", "indikator", "verdi"], ["1202", "KVP", "5"]])).findings.kept
        assert (found.code, found.row) == ("missing_column", 1)
        assert "«enhet»" in found.message
        assert "Mente du «kontor» der det står «kontr»?" in found.message

    def test_a_header_without_indicators_says_so(self):
        (found,) = parse(csv_file([["Tittel"], ["enhet", "SNITT"], ["1202", "5"]])).findings.kept
        assert (found.code, found.row) == ("missing_column", 2)
        assert "indikator" in found.message

    def test_codes_without_units_say_so(self):
        (found,) = parse(csv_file([["NAV", "OVG_ORD", "KVP"], ["1202", "0,5", "5"]])).findings.kept
        assert found.code == "missing_column"
        assert "«enhet»" in found.message
        assert "indikatorkode" not in found.message

    def test_a_file_without_any_header_says_what_a_table_needs(self):
        (found,) = parse(csv_file([["1202", "5"], ["1203", "6"]])).findings.kept
        assert (found.code, found.row) == ("missing_column", None)

    def test_such_a_file_is_kept_and_has_no_rows(self):
        parsed = parse(csv_file([["1202", "KVP", "5"]]))
        assert parsed.may_be_kept
        assert (parsed.is_read, parsed.rows) == (False, None)

    def test_a_header_over_nothing_is_an_empty_file(self):
        for rows in ([["enhet", "KVP"]], [["enhet", "KVP"], ["Totalt", "5"]], [["enhet", "KVP"], ["", ""]]):
            assert columns_found(csv_file(rows)) == [("empty_file", "E", 1, "")]


def test_a_title_that_looks_like_a_header_is_passed_by():
    content = csv_file([["Enhet:", "NAV Hordaland"], ["Måned:", "2018-05"], ["enhet", "KVP"], ["1202", "5"]])
    assert found_in(content) == []
    assert [row.kind for row in parse(content).recognised] == ["title", "title"]
