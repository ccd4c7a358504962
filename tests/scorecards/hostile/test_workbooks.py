"""Workbooks made to take all time or memory: each is answered with a finding, or read, within bounds."""

import io
import re
import zipfile

import pytest

from organisation.tables import column_letter
from scorecards.reading import refusals
from tests.scorecards.delivered_files import found_in, parse, repacked, workbook
from tests.scorecards.hostile.bounded import findings_within_bounds

TABLE: list[list[object]] = [["enhet", "KVP"], ["1202", 5]]
PLAIN = workbook({"Ark1": TABLE})
BODY = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)


def with_sheet(rows: bytes, after: bytes = b"") -> bytes:
    """The plain workbook with those rows as its sheet, and further elements after them."""
    data = b"<sheetData>" + rows + b"</sheetData>" + after
    return repacked(PLAIN, lambda name, part: BODY.sub(lambda _: data, part) if "sheet1" in name else part)


def text(place: str, words: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'.encode()


HEADED = b'<row r="1">' + text("A1", "enhet") + text("B1", "KVP") + b"</row>"
LINE = b'<row r="2">' + text("A2", "1202") + b'<c r="B2"><v>5</v></c></row>'


def package(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return content.getvalue()


def codes(content: bytes, **bounds: int) -> list[str]:
    return [found.code for found in findings_within_bounds(content, **bounds)]


def many_sheets(number: int, *, reaching: str) -> bytes:
    """A workbook whose sheets, all of one part, each have a cell far away."""
    far = re.sub(r"\D", "", reaching)
    sheet = HEADED + LINE + f'<row r="{far}"><c r="{reaching}"><v>1</v></c></row>'.encode()
    entries = "".join(f'<sheet name="A{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, number + 2)).encode()
    return repacked(
        with_sheet(sheet),
        lambda name, part: part.replace(b"</sheets>", entries + b"</sheets>") if name == "xl/workbook.xml" else part,
    )


class TestSize:
    def test_hundreds_of_megabytes_of_zeros_is_not_unpacked(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            made.writestr("xl/workbook.xml", b"<workbook/>")
            with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                for _ in range(300):
                    part.write(bytes(2**20))
        assert codes(bomb.getvalue(), seconds=5, megabytes=200) == ["too_large"]

    def test_what_is_larger_than_may_be_is_refused_before_anything_is_looked_at(self):
        content = b"enhet;KVP\r\n" + b"1202;5\r\n" * (refusals.LARGEST_FILE // 8)
        assert codes(content, seconds=2, megabytes=20) == ["too_large"]

    def test_sheets_that_each_reach_far_are_too_large_together(self):
        assert codes(many_sheets(60, reaching="B500000")) == ["too_large"]

    def test_a_million_sheets_are_not_read_one_by_one(self):
        assert codes(many_sheets(50_000, reaching="B9")) == ["too_large"]

    def test_hundreds_of_thousands_of_filled_cells_are_read(self):
        row = b"".join(b'<c r="%c%%d"><v>1</v></c>' % letter for letter in b"BCDEFGHIJK")
        rows = b"".join(
            b'<row r="%d">' % n + text(f"A{n}", "1202") + row.replace(b"%d", b"%d" % n) + b"</row>"
            for n in range(2, 20_000)
        )
        assert "unknown_column" in codes(with_sheet(HEADED + rows))


class TestCostlyXml:
    @pytest.mark.parametrize("tag", [b"<c ", b"<c r=", b'<c r="', b"<x:c "])
    def test_tags_that_never_end_are_no_work(self, tag):
        assert codes(with_sheet(tag * 1_000_000)) == ["unreadable_file"]

    def test_entities_are_never_expanded(self):
        laughs = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 50 + b"'>"
        laughs += b"".join(
            f"<!ENTITY {one} '{f'&{before};' * 10}'>".encode()
            for before, one in zip("abcdefgh", "bcdefghi", strict=True)
        )
        bomb = laughs + b"]><x>&i;</x>"
        for name in ("xl/workbook.xml", "xl/sharedStrings.xml", "docProps/core.xml"):
            content = repacked(PLAIN, lambda part, old, name=name: bomb if part == name else old, {"xl/more.xml": bomb})
            assert codes(content, seconds=5, megabytes=200) == ["unreadable_file"]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_nor_in_an_encoding_that_hides_them(self, encoding):
        bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'.encode(encoding)
        content = repacked(PLAIN, lambda name, part: bomb if name == "xl/styles.xml" else part)
        assert codes(content) == ["unreadable_file"]

    def test_elements_inside_each_other_by_the_hundred_thousand(self):
        deep = b"<a>" * 300_000 + b"</a>" * 300_000
        content = repacked(PLAIN, lambda name, part: deep if name == "docProps/core.xml" else part)
        assert codes(content) == ["missing_indicator"] * 5
        content = repacked(PLAIN, lambda name, part: deep if name == "xl/workbook.xml" else part)
        assert codes(content) == ["unreadable_file"]

    def test_cells_that_are_merged_a_hundred_thousand_times(self):
        rows = b"".join(b'<row r="%d">' % n + text(f"A{n}", "1202") + b"</row>" for n in range(2, 20_000))
        merged = b"<mergeCells>" + b'<mergeCell ref="A2:A1000000"/>' * 100_000 + b"</mergeCells>"
        assert "duplicate_row" in codes(with_sheet(HEADED + rows, merged))

    def test_thousands_of_columns_that_mean_nothing(self):
        header = b"".join(text(f"{column_letter(n)}1", f"OVG_OR{n}") for n in range(2, 16_000))
        found = codes(with_sheet(b'<row r="1">' + text("A1", "enhet") + text("B1", "KVP") + header + b"</row>" + LINE))
        assert found.count("unknown_column") == 1000 - found.count("missing_indicator")

    def test_thousands_of_columns_without_a_table(self):
        row = b"".join(text(f"{column_letter(n)}%d", f"ORD{n}") for n in range(9000))
        rows = b"".join(b'<row r="%d">' % n + row.replace(b"%d", b"%d" % n) + b"</row>" for n in range(1, 100))
        assert codes(with_sheet(rows)) == ["missing_column"]


class TestOddPackages:
    def test_a_workbook_with_macros_is_refused_under_any_name(self):
        content = repacked(PLAIN, lambda name, part: part, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
        for name in ("makro.xlsm", "makro.xlsx", "makro.csv"):
            (found,) = parse(content, file_name=name).findings.kept
            assert (found.code, "makroer" in found.message) == ("unreadable_file", True)

    def test_places_outside_the_package_are_names_and_nothing_else(self, tmp_path):
        outside = {"/etc/passwd": b"x", "../../../tmp/ute.xml": b"<x/>", "C:\\Windows\\ute.xml": b"<x/>"}
        content = repacked(PLAIN, lambda name, part: part, outside)
        assert parse(content).rows == 1

    def test_a_sheet_whose_part_is_written_otherwise_is_still_looked_at_first(self):
        far = with_sheet(HEADED + LINE + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        old = zipfile.ZipFile(io.BytesIO(far))
        parts = {name: old.read(name) for name in old.namelist()}
        parts["xl/worksheets/SHEET1.XML"] = parts.pop("xl/worksheets/sheet1.xml")
        found = codes(package(parts))
        assert found in (["too_large"], ["unreadable_file"])

    def test_a_sheet_without_a_part_is_damaged(self):
        content = repacked(PLAIN, lambda name, part: None if "sheet1" in name else part)
        assert codes(content) == ["unreadable_file"]

    def test_a_document_inside_the_workbook_is_to_be_taken_out(self):
        content = repacked(PLAIN, lambda name, part: part, {"xl/embeddings/oleObject1.bin": b"\xd0\xcf"})
        (found,) = parse(content).findings.kept
        assert (found.code, "innebygd" in found.message) == ("unreadable_file", True)

    @pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
    def test_one_that_is_cut_off_is_damaged(self, cut):
        assert [code for code, *_ in found_in(PLAIN[: int(len(PLAIN) * cut)])] == ["unreadable_file"]
