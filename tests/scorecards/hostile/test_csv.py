"""CSV files made to take all time or memory, and files that are something else under another name."""

import re
import zlib

import pytest

from scorecards.reading import refusals
from tests.scorecards.delivered_files import parse
from tests.scorecards.hostile.bounded import findings_within_bounds

GOOD = b"enhet;KVP\r\n1202;5\r\n"


def only_code(content: bytes, **bounds: int) -> str:
    (found,) = findings_within_bounds(content, **bounds)
    assert found.severity == "E"
    return found.code


def pdf(words: str) -> bytes:
    """A small PDF as programs write it: its text packed, so that nothing in it looks like a table."""
    packed = zlib.compress(words.encode())
    return b"%PDF-1.7\n1 0 obj <</Length " + str(len(packed)).encode() + b">> stream\n" + packed + b"\nendstream\n%%EOF"


class TestOtherFiles:
    @pytest.mark.parametrize("name", ["mai.csv", "mai.xlsx", "mai.pdf"])
    def test_a_renamed_pdf_is_named_for_what_it_is(self, name):
        parsed = parse(pdf("enhet;KVP"), file_name=name)
        (found,) = parsed.findings.kept
        assert (found.code, "PDF" in found.message, parsed.may_be_kept) == ("unreadable_file", True, False)

    @pytest.mark.parametrize(
        "content",
        [
            b"\xff\xd8\xff\xe0\0\x10JFIF" + GOOD,
            b"MZ" + b"\0" * 100 + GOOD,
            b"\x7fELF" + b"\0" * 100,
            GOOD + b"\0",
            b"SQLite format 3\0" + GOOD,
            bytes(range(256)) * 100,
        ],
        ids=["jpeg", "exe", "elf", "nul at the end", "sqlite", "every byte"],
    )
    def test_bytes_that_are_no_text_are_not_read(self, content):
        parsed = parse(content)
        assert ([found.code for found in parsed.findings.kept], parsed.may_be_kept) == (["unreadable_file"], False)

    def test_a_table_in_a_web_page_is_to_be_saved_otherwise(self):
        page = b"\n\n<!DOCTYPE HTML><table><tr><td>enhet</td></tr></table>"
        assert "en nettside" in parse(page).findings.kept[0].message


class TestSize:
    def test_one_line_of_fifty_megabytes(self):
        assert only_code(b"enhet;KVP\r\n" + b"1" * (49 * 2**20), megabytes=400) == "unreadable_file"
        assert only_code(b"1;" * (20 * 2**20), megabytes=400) == "too_large"

    def test_one_quoted_field_that_never_ends(self):
        assert only_code(b'enhet;KVP\r\n1202;"' + b"5\r\n" * 2_000_000, megabytes=400) in (
            "unreadable_file",
            "too_large",
        )

    @pytest.mark.parametrize("columns", [20_000, 100_000])
    def test_more_columns_than_a_spreadsheet_has(self, columns):
        assert only_code(GOOD + b";" * columns) == "too_large"

    def test_more_lines_than_a_spreadsheet_has(self):
        assert only_code(GOOD + b"\n" * (2 * refusals.MOST_ROWS + 1)) == "too_large"

    def test_thousands_of_columns_that_mean_nothing(self):
        names = b";".join(b"KV%d" % number for number in range(15_000))
        found = findings_within_bounds(b"enhet;KVP;" + names + b"\r\n1202;5\r\n")
        assert {one.code for one in found} == {"unknown_column"}

    def test_every_line_wrong_in_every_way(self):
        lines = b"".join(b"X%d;Y%d;mars 1914;-1;z;#N/A\r\n" % (n, n) for n in range(20_000))
        content = b"enhet;indikator;maned;teller;nevner;verdi\r\n" + lines
        found = findings_within_bounds(content)
        assert len(found) == 1000

    def test_near_misses_are_sought_for_some_and_not_for_all(self):
        lines = b"".join(b"NAV Fanna%d;KVPX%d;5\r\n" % (n, n) for n in range(20_000))
        found = findings_within_bounds(b"enhet;indikator;verdi\r\n" + lines)
        asked = [one for one in found if "Mente du" in one.message]
        assert 0 < len(asked) <= 100


def test_nothing_of_a_refused_file_is_in_what_is_said():
    secret = "hemmelig"
    for content in (pdf(secret), f"{secret};\0".encode(), b"PK\x03\x04" + secret.encode()):
        parsed = parse(content)
        assert parsed.sheets == ()
        assert not any(secret in found.message + found.value for found in parsed.findings.kept)


def test_the_limits_that_people_are_told_are_those_that_hold():
    (found,) = parse(b"x" * (refusals.LARGEST_FILE + 1)).findings.kept
    assert re.search(r"høyst 50 MB", found.message)
