"""The organisation written to files and read back: nothing changes, and from nothing the same bytes come again."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organisation.exporting import as_csv_files, as_workbook, as_zip
from organisation.lines import stamp_of
from organisation.models import Placement, Succession, Unit
from organisation.services import load_organisation
from organisation.standing import standing_organisation
from tests.organisation.files import EVERYTHING, successions_file, units_file

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "demo" / "data" / "organisation"


def load(*paths):
    return load_organisation(paths=paths, by=None, holds_figures=lambda *_: False)


def forget_everything():
    Succession.objects.all().delete()
    Placement.objects.all().delete()
    Unit.objects.all().delete()


@pytest.fixture(params=["small", "country"])
def organisation(request, tmp_path):
    if request.param == "country":
        return load(DATA / "units.csv", DATA / "successions.csv")
    odd = '1293;"NAV ""Arbeid; og"" helse";special;1200;;2017-01-01;2020-01-01'
    formula = "=SUM(1);-NAV +A;special;;;2017-01-01;".replace("=SUM(1)", "0007")
    load(units_file(tmp_path, *EVERYTHING, odd, formula))
    return load(successions_file(tmp_path, "1200;4600;2020-01-01"))


def test_what_was_written_changes_nothing_when_it_is_loaded(organisation, tmp_path):
    for name, content in as_csv_files(standing_organisation()).items():
        (tmp_path / name).write_bytes(content)
    loaded = load(tmp_path / "units.csv", tmp_path / "successions.csv")
    assert loaded.findings == ()
    assert not loaded.changed


def test_nor_does_the_workbook(organisation, tmp_path):
    path = tmp_path / "organisation.xlsx"
    path.write_bytes(as_workbook(standing_organisation()))
    loaded = load(path)
    assert loaded.findings == ()
    assert not loaded.changed


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_from_nothing_it_gives_the_same_bytes_again(organisation, tmp_path, ending):
    def written():
        standing = standing_organisation()
        return {"organisation.xlsx": as_workbook(standing)} if ending == "xlsx" else as_csv_files(standing)

    before, stamp = written(), stamp_of(standing_organisation())
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    forget_everything()
    load(*(tmp_path / name for name in before))
    assert stamp_of(standing_organisation()) == stamp
    if ending == "csv":
        assert written() == before


def test_the_archive_holds_both_files_and_is_the_same_for_the_same(organisation):
    standing = standing_organisation()
    with zipfile.ZipFile(io.BytesIO(as_zip(standing))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == as_csv_files(standing)
    assert as_zip(standing) == as_zip(standing)


def test_nothing_is_written_as_headers_alone():
    files = as_csv_files(standing_organisation())
    assert files["units.csv"].decode("utf-8-sig") == "code;name;kind;county;region;valid_from;valid_to\n"


class TestCommand:
    def export(self, path, capsys):
        call_command("export_organisation", str(path), "--json")
        return json.loads(capsys.readouterr().out)

    @pytest.fixture(autouse=True)
    def units(self, tmp_path):
        load(units_file(tmp_path, *EVERYTHING))

    def test_a_folder_gets_both_files(self, tmp_path, capsys):
        facts = self.export(tmp_path / "out", capsys)
        assert (facts["units"], facts["successions"]) == (7, 0)
        assert not load(tmp_path / "out" / "units.csv", tmp_path / "out" / "successions.csv").changed

    @pytest.mark.parametrize("name", ["organisation.xlsx", "organisation.zip"])
    def test_a_file_is_written_by_its_ending(self, tmp_path, capsys, name):
        self.export(tmp_path / name, capsys)
        assert (tmp_path / name).read_bytes().startswith(b"PK")

    def test_where_nothing_can_be_written_it_says_so(self, tmp_path):
        (tmp_path / "out").write_text("in the way")
        with pytest.raises(CommandError):
            call_command("export_organisation", str(tmp_path / "out"))
