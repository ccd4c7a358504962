"""An identity number anywhere in a file refuses it, is told by its place and never repeated."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from scorecards.pile import MOST_KEPT
from scorecards.reading.identity_numbers import (
    FIRST_WEIGHTS,
    SECOND_WEIGHTS,
    begins_with_a_date,
    has_valid_check_digits,
    holds_identity_number,
    may_hold_one,
)
from tests.scorecards.delivered_files import LONG, csv_file, lines, parse, repacked, workbook


def with_check_digits(nine):
    """Nine digits with their check digits; None where there are none."""
    digits = [int(digit) for digit in nine]
    for weights in (FIRST_WEIGHTS[:9], SECOND_WEIGHTS[:10]):
        rest = sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
        digits.append(0 if rest == 0 else 11 - rest)
    return None if 10 in digits else "".join(map(str, digits))


def a_number(beginning):
    """A number that begins so, made up: the first serial number that has check digits."""
    return next(number for serial in range(100, 999) if (number := with_check_digits(f"{beginning}{serial}")))


PLAIN = a_number("010190")
D_NUMBER = a_number("410190")
SYNTHETIC_40 = a_number("014190")
SYNTHETIC_65 = a_number("016690")
SYNTHETIC_80 = a_number("018190")
ALL = [PLAIN, D_NUMBER, SYNTHETIC_40, SYNTHETIC_65, SYNTHETIC_80]


def told(content, **how):
    """Places of the findings; the number itself is in none of them."""
    parsed = parse(content, **how)
    assert not parsed.may_be_kept
    assert parsed.rows is None
    assert parsed.sheets == ()
    assert {found.code for found in parsed.findings.kept} == {"national_identity_number"}
    said = json.dumps([found.to_json() for found in parsed.findings.kept], ensure_ascii=False) + repr(parsed)
    assert not any(number in said.replace(" ", "") for number in ALL)
    return [(found.sheet, found.row, found.column) for found in parsed.findings.kept]


def with_note(note):
    return csv_file([LONG, ["1202", "KVP", "2018-05", "", "", "5", note]])


class TestNumbers:
    @pytest.mark.parametrize("number", ALL)
    def test_numbers_of_every_kind_have_check_digits_and_a_date(self, number):
        assert has_valid_check_digits(number)
        assert begins_with_a_date(number)

    @pytest.mark.parametrize("number", ["12345678901", "01019012345", "00000000000", "99999999999"])
    def test_other_digits_are_none(self, number):
        assert not has_valid_check_digits(number)

    @pytest.mark.parametrize(
        "beginning", ["000190", "320190", "400190", "720190", "011390", "010090", "015390", "019390"]
    )
    def test_a_day_or_month_that_is_none_is_no_date(self, beginning):
        assert not begins_with_a_date(f"{beginning}12345")

    @given(st.text("0123456789", min_size=9, max_size=9))
    def test_a_number_with_one_digit_changed_is_no_number(self, nine):
        number = with_check_digits(nine)
        if number and number.strip("0"):
            assert has_valid_check_digits(number)
            for place in range(11):
                other = str((int(number[place]) + 1) % 10)
                assert not has_valid_check_digits(number[:place] + other + number[place + 1 :])


class TestTexts:
    @pytest.mark.parametrize("number", ALL)
    @pytest.mark.parametrize(
        "form",
        [
            "{n}",
            "Gjelder bruker {n}, ring tilbake",
            "fnr{n}",
            "{n}.",
            "{n},0",
            "{a} {b}",
            "{a}\u00a0{b}",
            "{a}-{b}",
            "{a}.{b}",
            "f. {d}.{m}.{y} {b}",
            "{d} {m} {y} {b}",
            "{d}{m}{y} {b3} {b2}",
            "{d} {m} {y} {b3} {b2}",
            "sak 12 {n} og 13",
            "{a}  {b}",
            "{a} - {b}",
            "{a}\t{b}",
            "{a}/{b}",
            "{a}\u2011{b}",
            "{a}\u2013{b}",
            "{a}\u2007{b}",
            "{a}\u200b{b}",
            "\u200b{d}{m}\u00ad{y}{b}",
        ],
    )
    def test_a_number_is_found_however_it_is_grouped(self, number, form):
        a, b = number[:6], number[6:]
        parts = {"d": a[:2], "m": a[2:4], "y": a[4:], "b3": b[:3], "b2": b[3:]}
        text = form.format(n=number, a=a, b=b, **parts)
        assert may_hold_one(text)
        assert holds_identity_number(text)

    def test_a_number_grouped_as_thousands_is_found(self):
        text = f"{PLAIN[:2]} {PLAIN[2:5]} {PLAIN[5:8]} {PLAIN[8:]}"
        assert may_hold_one(text)
        assert holds_identity_number(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Sak 12345678901 avsluttet",
            f"1{PLAIN}",
            f"{PLAIN}1",
            f"0,{PLAIN}",
            f"0.{PLAIN}",
            PLAIN[:10],
            "2018-05-01 12:30:00",
            "12.07.2018",
            "tlf. 22 33 44 55",
            "+47 123 45 678",
            "organisasjonsnummer 889 640 782",
            "1 097;482",
        ],
    )
    def test_other_digits_are_left_in_peace(self, text):
        assert not holds_identity_number(text)

    def test_other_groups_than_six_and_five_must_begin_with_a_date(self):
        number = a_number("990190")
        assert holds_identity_number(number)
        assert not holds_identity_number(f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}")
        assert not holds_identity_number(f"{number[:6]} \u2013 {number[6:]}")

    @given(st.text("0123456789 .-,;x\u00a0\u2013\u200b/", max_size=40))
    def test_the_quick_look_never_misses_one(self, text):
        assert may_hold_one(text) or not holds_identity_number(text)

    @given(st.sampled_from(ALL), st.text("0123456789 .-x;", max_size=12), st.text(" x;", max_size=3))
    def test_the_quick_look_sees_each_between_other_text(self, number, before, between):
        assert may_hold_one(f"{before}{between}x{number}")


class TestCsv:
    def test_the_place_is_told_and_nothing_else(self):
        assert told(with_note(f"Gjelder {PLAIN}")) == [("", 2, "G")]

    def test_every_place_is_told(self):
        content = csv_file(
            [LONG, ["1202", "KVP", "2018-05", "", "", "5", PLAIN], ["1299", "KVP", "", "", "", D_NUMBER, ""]]
        )
        assert told(content) == [("", 2, "G"), ("", 3, "F")]

    def test_titles_and_notes_are_searched_too(self):
        assert told(lines("enhet;KVP", "1202;5", f"Kilde: {PLAIN}")) == [("", 3, "A")]
        assert told(lines(f"Uttrekk for {PLAIN}", "enhet;KVP", "1202;5")) == [("", 1, "A")]

    def test_a_file_without_a_table_is_searched_too(self):
        assert told(lines("hei", PLAIN)) == [("", 2, "A")]

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
    def test_every_encoding_is_searched(self, encoding):
        text = f"enhet;KVP;merknad\r\n1202;5;Åpent {PLAIN[:6]}\u00a0{PLAIN[6:]}\r\n"
        assert told(text.encode(encoding)) == [("", 2, "C")]

    def test_digits_of_two_fields_are_no_number(self):
        assert (
            parse(lines("enhet;indikator;teller;nevner", f"1202;OVG_ORD;{PLAIN[:6]};{PLAIN[6:]}")).findings.total == 0
        )
        assert parse(lines("enhet\tindikator\tverdi", f"{PLAIN[:6]}\tKVP\t{PLAIN[6:]}")).rows == 1

    def test_long_decimals_are_no_number(self):
        assert parse(lines("enhet;OVG_ORD", f"1202;0,{PLAIN}")).findings.total == 0

    def test_all_are_counted_and_those_that_are_kept_have_their_own_places(self):
        found = parse(lines("enhet;KVP;merknad", *[f"1202;5;{PLAIN}"] * (MOST_KEPT + 20))).findings
        assert found.total == MOST_KEPT + 20
        assert [one.row for one in found.kept] == [*range(2, MOST_KEPT + 2)]

    def test_a_file_name_is_searched_too(self):
        assert told(with_note(""), file_name=f"liste {PLAIN}.csv") == [("", None, "")]


class TestWorkbooks:
    TABLE = (["enhet", "KVP", "merknad"], ["1202", 5, None])

    def with_cell(self, value, *, sheet="Ark1", hidden=False):
        def change(book):
            other = book.create_sheet(sheet) if sheet not in book.sheetnames else book[sheet]
            other["C4"] = value
            other.sheet_state = "hidden" if hidden else "visible"

        return workbook({"Ark1": self.TABLE}, change=change)

    def test_texts_are_searched(self):
        assert told(self.with_cell(f"se {PLAIN}")) == [("Ark1", 4, "C")]

    def test_numbers_are_searched(self):
        assert told(self.with_cell(int(D_NUMBER))) == [("Ark1", 4, "C")]

    def test_a_number_that_lost_its_zero_is_found(self):
        assert told(self.with_cell(int(PLAIN))) == [("Ark1", 4, "C")]

    def test_ten_digits_without_a_date_are_no_number(self):
        number = next(
            number
            for day in range(1, 100)
            if (number := with_check_digits(f"0{day:02d}99{day:04d}")) and number[0] == "0"
        )
        assert not begins_with_a_date(number)
        assert parse(self.with_cell(int(number))).may_be_kept

    def test_large_numbers_without_check_digits_are_no_number(self):
        assert parse(self.with_cell(12345678901)).may_be_kept
        assert parse(self.with_cell(12345678901.5)).may_be_kept

    def test_hidden_and_other_sheets_are_searched(self):
        assert told(self.with_cell(PLAIN, sheet="Gammelt", hidden=True)) == [("Gammelt", 4, "C")]

    def test_a_sheets_name_is_searched_and_not_repeated(self):
        assert told(workbook({PLAIN: self.TABLE})) == [("", None, "")]
        assert told(workbook({f"{PLAIN} x": [*self.TABLE, [PLAIN]]})) == [("", None, ""), ("", 3, "A")]

    def test_comments_are_searched(self):
        def comment(book):
            book["Ark1"]["B2"].comment = Comment(f"Ring {PLAIN}", "Kari")

        content = workbook({"Ark1": self.TABLE}, change=comment)
        assert told(content) == [("", None, "")]
        assert "en merknad i arbeidsboken" in parse(content).findings.kept[0].message

    def test_headers_and_properties_are_searched(self):
        def head(book):
            book["Ark1"].oddHeader.center.text = f"Liste {PLAIN}"

        def title(book):
            book.properties.title = PLAIN

        assert told(workbook({"Ark1": self.TABLE}, change=head)) == [("", None, "")]
        assert told(workbook({"Ark1": self.TABLE}, change=title)) == [("", None, "")]

    @pytest.mark.parametrize(
        ("part", "xml", "place"),
        [
            ("xl/worksheets/_rels/sheet1.xml.rels", '<Relationship Target="https://x.no/{n}"/>', "en lenke"),
            ("xl/drawings/drawing9.xml", '<x><cNvPr descr="Bilde av {n}"/></x>', "en figur"),
            ("xl/persons/person.xml", "<x><person>{n}</person></x>", "ikke vises"),
            ("customXml/item1.xml", "<x>{n}</x>", "ikke vises"),
            ("xl/externalLinks/externalLink1.xml", "<x><v>{n}</v></x>", "ikke vises"),
            ("xl/pivotCache/pivotCacheDefinition1.xml", "<x><s v='1'/>{n}</x>", "ikke vises"),
            ("xl/threadedComments/threadedComment1.xml", "<x><text>{n}</text></x>", "en merknad"),
        ],
    )
    def test_every_other_part_is_searched(self, part, xml, place):
        extra = {part: xml.replace("{n}", PLAIN).encode()}
        content = repacked(workbook({"Ark1": self.TABLE}), lambda name, old: old, extra)
        assert told(content) == [("", None, "")]
        assert place in parse(content).findings.kept[0].message

    @pytest.mark.parametrize(
        "xml", ['<f>LEN("{n}")</f>', '<f t="shared" ref="A1">IF(A1={n},1,2)</f>', "<f ca='1'>{n}</f>"]
    )
    def test_formulas_are_searched(self, xml):
        cell = f'<row r="9"><c r="A9">{xml.replace("{n}", PLAIN)}<v>11</v></c></row></sheetData>'.encode()
        content = repacked(
            workbook({"Ark1": self.TABLE}),
            lambda name, part: part.replace(b"</sheetData>", cell) if "sheet1" in name else part,
        )
        assert told(content) == [("", None, "")]
        assert "en formel" in parse(content).findings.kept[0].message

    @pytest.mark.parametrize(
        "after",
        [
            '<autoFilter><filterColumn><filters><filter val="{n}"/></filters></filterColumn></autoFilter>',
            '<hyperlinks><hyperlink ref="A1" location="x" display="{n}"/></hyperlinks>',
            "<dataValidations><dataValidation prompt='Skriv {n}'/></dataValidations>",
        ],
    )
    def test_what_stands_around_the_cells_is_searched(self, after):
        content = repacked(
            workbook({"Ark1": self.TABLE}),
            lambda name, part: (
                part.replace(b"</sheetData>", b"</sheetData>" + after.replace("{n}", PLAIN).encode())
                if "sheet1" in name
                else part
            ),
        )
        assert told(content) == [("", None, "")]

    def test_a_number_format_is_searched(self):
        def change(book):
            book["Ark1"]["B2"].number_format = f'"{PLAIN}"0'

        assert told(workbook({"Ark1": self.TABLE}, change=change)) == [("", None, "")]

    def shared(self, text, *, used):
        """A workbook whose texts are shared, one of them so."""
        strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>' + text + b"</si></sst>"

        def change(name, part):
            if name == "xl/sharedStrings.xml":
                return strings
            if "sheet1" in name and used:
                return part.replace(b"</row></sheetData>", b'<c r="C2" t="s"><v>0</v></c></row></sheetData>')
            return part

        def with_strings(name, part):
            part = change(name, part)
            if name == "[Content_Types].xml" and b"sharedStrings" not in part:
                kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = part.replace(
                    b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
                )
            return part

        content = repacked(workbook({"Ark1": [["enhet", "KVP", "merknad"], ["1202", 5]]}), with_strings)
        return (
            content
            if b"sharedStrings.xml" in content
            else repacked(content, lambda _, part: part, {"xl/sharedStrings.xml": strings})
        )

    def test_a_text_that_is_left_in_the_file_is_found(self):
        content = self.shared(f"<t>{PLAIN}</t>".encode(), used=False)
        assert told(content) == [("", None, "")]

    def test_a_number_in_pieces_of_different_format_is_found(self):
        text = f"<r><rPr><b/></rPr><t>{PLAIN[:6]}</t></r><r><rPr><sz val='11'/></rPr><t>{PLAIN[6:]}</t></r>".encode()
        assert told(self.shared(text, used=False)) == [("", None, "")]
