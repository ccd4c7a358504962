"""Files that are not what they say, too large, broken or meant to do harm."""

import io
import re
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.reading import refusals
from tests.scorecards.delivered_files import check, found_in, parse, repacked, workbook

TABLE: list[list[object]] = [["enhet", "KVP"], ["1202", 5]]
PLAIN = workbook({"Ark1": TABLE})


def only_finding(content):
    parsed = parse(content)
    (found,) = parsed.findings.kept
    assert not parsed.may_be_kept
    assert not parsed.is_read
    assert found.severity == "E"
    return found


def package(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name.replace("__", "/").replace("_x", ".x").replace("_bin", ".bin"), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "en PDF"),
        (b"\x89PNG\r\n\x1a\n", "et bilde"),
        (b"\xff\xd8\xff\xe0", "et bilde"),
        (b"{\\rtf1 hei}", "RTF"),
        (b"<!DOCTYPE html><html></html>", "en nettside"),
        (b"\xef\xbb\xbf  <HTML><table>", "en nettside"),
        (b"<table><tr><td>enhet</td></tr></table>", "en nettside"),
        (b'<?xml version="1.0"?><Workbook/>', "en XML-fil"),
        (b"\x1f\x8b\x08\x00", "en pakket fil"),
        (b"MZ\x90\x00\x03\x00\x00", "verken tekst"),
    ],
)
def test_another_kind_of_file_is_named(content, kind):
    found = only_finding(content)
    assert found.code == "unreadable_file"
    assert kind in found.message
    assert "XLSX eller CSV" in found.message


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (package(word__document_xml="<w/>"), "Word"),
        (package(ppt__presentation_xml="<p/>"), "presentasjon"),
        (package(content_xml="<o/>"), "OpenDocument"),
        (package(xl__workbook_bin=b"\0"), ".xlsb"),
        (package(xl__vbaProject_bin=b"\0", xl__workbook_xml="<w/>"), "makroer"),
        (package(readme="hei"), "zip"),
        (package(), "zip"),
    ],
)
def test_another_kind_of_package_is_named(content, kind):
    found = only_finding(content)
    assert (found.code, kind in found.message) == ("unreadable_file", True)


def test_a_workbook_with_a_password_is_encrypted():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert only_finding(content).code == "encrypted_file"


def test_a_package_with_a_password_is_encrypted():
    content = bytearray(PLAIN)
    for at in (match.start() for match in re.finditer(b"PK\x01\x02", PLAIN)):
        content[at + 8] |= 1
    assert only_finding(bytes(content)).code == "encrypted_file"


def test_an_old_workbook_is_to_be_saved_anew():
    found = only_finding(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)
    assert found.code == "unreadable_file"
    assert ".xls" in found.message


class TestBrokenWorkbooks:
    def test_one_that_is_cut_off(self):
        assert only_finding(PLAIN[: len(PLAIN) // 2]).code == "unreadable_file"

    def test_one_with_a_changed_byte(self):
        at = PLAIN.index(b"PK\x03\x04", 4) + 60
        assert only_finding(PLAIN[:at] + b"\xff\xff\xff\xff" + PLAIN[at + 4 :]).code == "unreadable_file"

    @pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
    def test_one_whose_xml_is_none(self, name):
        content = repacked(PLAIN, lambda part, content: b"<worksheet><sheetData" if part == name else content)
        assert only_finding(content).code == "unreadable_file"

    def test_one_without_its_list_of_parts(self):
        content = repacked(PLAIN, lambda part, content: None if part.endswith("workbook.xml.rels") else content)
        assert only_finding(content).code == "unreadable_file"

    def test_one_whose_sheet_is_no_xml(self):
        content = repacked(PLAIN, lambda part, content: b'<x t="e"' if "sheet1" in part else content)
        assert only_finding(content).code == "unreadable_file"

    def test_one_with_a_row_that_is_no_number(self):
        def change(name, part):
            return (
                part.replace(b'<row r="2"', b'<row r="to"').replace(b'r="B2" t="n"', b'r="B2" t="b"')
                if "sheet1" in name
                else part
            )

        assert only_finding(repacked(PLAIN, change)).code == "unreadable_file"


def with_rows(rows):
    """The plain workbook with the XML of further rows."""
    return repacked(
        PLAIN, lambda name, part: part.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet1" in name else part
    )


class TestPlaces:
    """The reader lays out all cells up to the last: a place that is none, or far away, would take all memory."""

    @pytest.mark.parametrize("place", [b"A99999999", b"ABCD1", b"a1", b"A0", b"1A", b"A1:B2", b"", "Å1".encode()])
    def test_a_place_that_is_none_is_told(self, place):
        found = only_finding(with_rows(b'<row r="3"><c r="' + place + b'"><v>1</v></c></row>'))
        assert found.code == "unreadable_file"

    def test_a_row_that_is_none_is_told(self):
        assert only_finding(with_rows(b'<row r="0"><c><v>1</v></c></row>')).code == "unreadable_file"

    def test_far_cells_that_do_not_say_where_they_are_are_told(self):
        wide = b'<row r="900000">' + b"<c><v>1</v></c>" * 30 + b"</row>"
        assert only_finding(with_rows(wide)).code == "too_large"

    def test_cells_that_do_not_say_where_they_are_are_read(self):
        assert parse(with_rows(b'<row><c t="inlineStr"><is><t>1203</t></is></c><c><v>6</v></c></row>')).rows == 2

    def test_other_attributes_that_end_in_r_are_left_in_peace(self):
        assert parse(with_rows(b'<row r="3" xr="x"><c r="B3" color="red"/></row>')).rows == 1


class TestHarm:
    def test_a_zip_bomb_is_not_unpacked(self):
        content = package(xl__workbook_xml=b"0" * (refusals.LARGEST_UNPACKED + 1))
        assert len(content) < 10**6
        found = only_finding(content)
        assert found.code == "too_large"
        assert "100 MB" in found.message

    def test_a_package_of_thousands_of_parts_is_not_unpacked(self):
        parts = {f"del{number}": b"" for number in range(refusals.MOST_PARTS + 1)}
        assert only_finding(package(**parts)).code == "too_large"

    def test_a_part_that_lies_about_its_size_is_not_read(self):
        content = package(xl__workbook_xml=b"0" * 10**6)
        lie = (1000).to_bytes(4, "little")
        lying = content.replace((10**6).to_bytes(4, "little"), lie)
        assert lying != content
        assert only_finding(lying).code == "unreadable_file"

    def test_an_xml_bomb_is_not_expanded(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        content = repacked(PLAIN, lambda name, part: bomb + part if name == "xl/workbook.xml" else part)
        assert only_finding(content).code == "unreadable_file"

    def test_a_cell_at_the_far_end_of_a_sheet_is_told(self):
        def far(book):
            book["Ark1"]["XFD1048576"] = "x"

        found = only_finding(workbook({"Ark1": TABLE}, change=far))
        assert (found.code, found.sheet) == ("too_large", "Ark1")
        assert "rad 1048576" in found.message
        assert "kolonne XFD" in found.message

    def test_empty_cells_to_the_far_end_are_nothing(self):
        def add(name, part):
            far = b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row></sheetData>'
            return part.replace(b"</sheetData>", far) if "sheet1" in name else part

        assert parse(repacked(PLAIN, add)).rows == 1

    def test_a_sheet_of_nothing_but_empty_cells_is_empty(self):
        def change(name, part):
            far = b'<sheetData><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
            return re.sub(rb"<sheetData>.*</sheetData>", far, part, flags=re.DOTALL) if "sheet1" in name else part

        assert found_in(repacked(PLAIN, change)) == [("empty_file", "E", None, "")]

    def test_two_million_empty_cells_are_read_in_seconds(self):
        row = b"".join(b'<c r="%c%%d" s="0"/>' % letter for letter in b"ABCDEFGHIJKLMNOPQRST")
        rows = b"".join(
            b'<row r="%d">' % number + row.replace(b"%d", b"%d" % number) + b"</row>" for number in range(3, 100_003)
        )

        def add(name, part):
            return part.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet1" in name else part

        content = repacked(PLAIN, add)
        before = time.process_time()
        assert parse(content).rows == 1
        assert time.process_time() - before < 10

    def test_trailing_rows_by_the_ten_thousand_are_no_lines(self):
        content = b"enhet;KVP\r\n1202;5\r\n" + b";\r\n" * 50_000
        assert parse(content).rows == 1


BITS = [
    b";",
    b",",
    b'"',
    b"\n",
    b"%",
    b"*",
    b"#N/A",
    b"1.234",
    b"\xff",
    b"OVG_ORD",
    b"Totalt",
    b"</row>",
    b't="b"',
    b'r="ZZ99"',
]


@st.composite
def mutations(draw):
    """Where to put, or take away, what in a file: a place as a share of its length, some bytes, how many to drop."""
    return draw(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(BITS), st.integers(0, 12)), min_size=1, max_size=8))


def mutated(content, changes):
    for at, bits, drop in changes:
        place = int(at * len(content))
        content = content[:place] + bits + content[place + drop :]
    return content


@settings(max_examples=150, deadline=None)
@given(mutations(), st.sampled_from(["csv", "xlsx", "sheet1", "workbook.xml", "styles"]))
def test_a_damaged_file_is_answered_with_findings_or_read(changes, where):
    if where == "csv":
        content = mutated(b"enhet;indikator;teller;nevner\r\n1202;OVG_ORD;5;9\r\n1203;OVG_ORD;*;9\r\n", changes)
    elif where == "xlsx":
        content = mutated(PLAIN, changes)
    else:
        content = repacked(PLAIN, lambda name, part: mutated(part, changes) if where in name else part)
    checked = check(content)
    assert checked.rows is not None or checked.findings.stop


def test_any_bytes_are_answered(subtests):
    for content in (
        b"\0",
        b"PK",
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 100,
        b"\xd0\xcf\x11\xe0",
        b"\xff\xfe",
        b'"',
        b"\r",
        b"=1",
    ):
        with subtests.test(content):
            assert parse(content).findings.errors == 1
