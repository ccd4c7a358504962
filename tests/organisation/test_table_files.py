"""What files of tables have in common: archives that are the same bytes, workbooks in which a text stays a text."""

import io
import zipfile

import openpyxl
import pytest
from django.core.management.base import CommandError

from accounts.commands import write_tables
from organisation.table_files import as_archive, as_bytes, new_workbook

FILES = {"units.csv": as_bytes("code;name\n0315;NAV Sandøy\n"), "successions.csv": as_bytes("from;to;date\n")}


def test_a_text_is_utf_8_that_excel_knows_as_such():
    assert as_bytes("æ") == b"\xef\xbb\xbf\xc3\xa6"


def test_the_same_files_are_the_same_archive():
    archive = as_archive(FILES)
    assert archive == as_archive(dict(FILES))
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        assert {name: parts.read(name) for name in parts.namelist()} == FILES


@pytest.mark.parametrize("text", ["0315", "=1+1", "http://nav.example", "12,5"])
def test_a_text_in_a_workbook_stays_a_text(text):
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        workbook.add_worksheet("Enheter").write_row(0, 0, [text])
    cell = openpyxl.load_workbook(file)["Enheter"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


class TestWritingThem:
    def test_a_folder_has_a_file_for_each(self, tmp_path):
        write_tables(tmp_path / "ut", FILES, lambda: b"")
        assert {path.name: path.read_bytes() for path in (tmp_path / "ut").iterdir()} == FILES

    @pytest.mark.parametrize(("name", "content"), [("ut.zip", as_archive(FILES)), ("ut.xlsx", b"arbeidsbok")])
    def test_the_ending_says_whether_it_is_an_archive_or_a_workbook(self, tmp_path, name, content):
        write_tables(tmp_path / name, FILES, lambda: b"arbeidsbok")
        assert (tmp_path / name).read_bytes() == content

    def test_a_place_that_can_not_be_written_is_said(self, tmp_path):
        (tmp_path / "ut").write_text("en fil, ikke en mappe")
        with pytest.raises(CommandError, match=r"ut: File exists"):
            write_tables(tmp_path / "ut", FILES, lambda: b"")
        assert (tmp_path / "ut").read_text() == "en fil, ikke en mappe"
