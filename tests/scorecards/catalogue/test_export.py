"""What is exported loads back unchanged, into the database that it came from and into an empty one."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.plan import DATA
from organisation.services import load_organisation
from scorecards.catalogue_files.forms import FORMS
from scorecards.catalogue_files.rows import as_table, columns_of, number_in_file
from scorecards.catalogue_files.writing import as_csv_files, as_workbook, as_zip
from scorecards.models import Goal, Indicator, Package, PackageItem, Perspective, Target
from scorecards.queries.catalogue_rows import read_rows
from scorecards.queries.held_figures import holds_figures
from scorecards.services.catalogue import load_catalogue
from tests.builders import a_country, a_county, a_package, an_indicator, an_item, an_office
from tests.scorecards.catalogue.files import TABLES, a_folder, a_folder_with_only

pytestmark = pytest.mark.django_db
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("\n;,'=\"-"),
    max_size=30,
)
NUMBER = st.floats(allow_nan=False, allow_infinity=False, min_value=0, max_value=1e6)


@pytest.fixture
def loaded(tmp_path):
    a_country()
    an_office("1235", county=a_county("1200"))
    folder = tmp_path / "in"
    folder.mkdir()
    load_catalogue(a_folder(folder), by=None)


def written(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in as_csv_files(read_rows()).items():
        (folder / name).write_bytes(content)
    return folder


def empty_the_catalogue() -> None:
    Indicator.related.through.objects.all().delete()
    Package.objects.update(parent=None)
    for model in (Target, PackageItem, Package, Indicator):
        model.objects.all().delete()
    Goal.objects.update(parent=None)
    Goal.objects.all().delete()
    Perspective.objects.all().delete()


def test_every_column_of_the_agreed_form_is_there(loaded):
    files = as_csv_files(read_rows())

    assert list(files) == [f"{table}.csv" for table in FORMS]
    for table in FORMS:
        assert files[f"{table}.csv"].decode("utf-8-sig").splitlines()[0] == ";".join(columns_of(table))


def test_loaded_back_it_changes_nothing(loaded, tmp_path):
    again = load_catalogue(written(tmp_path / "out"), by=None)

    assert again.findings == ()
    assert not again.changed


def test_a_workbook_loaded_back_changes_nothing(loaded, tmp_path):
    path = tmp_path / "catalogue.xlsx"
    path.write_bytes(as_workbook(read_rows()))

    again = load_catalogue(path, by=None)

    assert again.findings == ()
    assert not again.changed


def test_into_an_empty_catalogue_it_gives_the_same_bytes(loaded, tmp_path):
    before = as_csv_files(read_rows())
    folder = written(tmp_path / "out")
    empty_the_catalogue()
    assert read_rows()["indicators"] == []

    load_catalogue(folder, by=None)

    assert as_csv_files(read_rows()) == before


def test_the_demo_s_own_catalogue_goes_out_and_in(tmp_path):
    load_organisation(
        paths=[DATA / "organisation" / "units.csv", DATA / "organisation" / "successions.csv"],
        by=None,
        holds_figures=holds_figures,
    )
    load_catalogue(DATA / "catalogue", by=None)
    before = as_csv_files(read_rows())
    folder = written(tmp_path / "out")

    assert not load_catalogue(folder, by=None).changed
    empty_the_catalogue()
    load_catalogue(folder, by=None)

    assert as_csv_files(read_rows()) == before


def test_an_empty_catalogue_is_a_header_a_table(tmp_path):
    a_country()
    assert all(len(content.splitlines()) == 1 for content in as_csv_files(read_rows()).values())
    assert not load_catalogue(written(tmp_path / "out"), by=None).changed


def test_the_zip_of_one_catalogue_is_always_the_same(loaded):
    rows = read_rows()

    assert as_zip(rows) == as_zip(rows)
    with zipfile.ZipFile(io.BytesIO(as_zip(rows))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == as_csv_files(rows)


def test_rows_stand_in_an_order_of_their_own(loaded):
    package = a_package("AA")
    for code, order in (("Z", 2), ("Y", 10), ("X", 2)):
        an_item(package, an_indicator(code), order=order)

    items = [row["indicator"] for row in read_rows()["items"] if row["package"] == "AA"]

    assert items == ["X", "Z", "Y"]


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''-x", "- et punkt\n- et til", "'sitat'", 'a;b"c', "@her"])
def test_texts_that_a_spreadsheet_would_run_come_back_as_they_are(loaded, tmp_path, text):
    Indicator.objects.filter(code="OVG").update(why=text)
    path = tmp_path / "catalogue.xlsx"
    path.write_bytes(as_workbook(read_rows()))

    assert not load_catalogue(written(tmp_path / "out"), by=None).changed
    assert not load_catalogue(path, by=None).changed
    assert b";=" not in as_csv_files(read_rows())["indicators.csv"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT, why=TEXT, weight=NUMBER | st.none(), green=NUMBER, order=st.integers(-9999, 9999))
def test_any_texts_and_numbers_come_back_as_they_are(loaded, tmp_path, name, why, weight, green, order):
    Indicator.objects.filter(code="OVG").update(name=name.strip() or "x", why=why.strip())
    PackageItem.objects.filter(indicator__code="OVG").update(weight=weight, order=order)
    Target.objects.filter(indicator__code="TID").update(green=green, yellow=green)

    again = load_catalogue(written(tmp_path / "out"), by=None)

    assert again.findings == ()
    assert not again.changed


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_the_very_same(number):
    assert float(number_in_file(number)) == number


def test_rows_by_hand_are_a_table_as_one_from_a_file():
    table = as_table("goals", [{"code": "H1", "name": " Flere i arbeid "}])

    assert table.header == columns_of("goals")
    assert table.lines[0].number == 2
    assert table.lines[0]["name"] == "Flere i arbeid"
    assert table.lines[0]["owner"] == ""


class TestCommand:
    def test_a_folder_is_made_and_filled(self, loaded, tmp_path, capsys):
        call_command("export_catalogue", str(tmp_path / "out"))

        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"{name}.csv" for name in TABLES)
        assert "indicators 2" in capsys.readouterr().err

    def test_a_workbook_or_a_zip_by_its_ending(self, loaded, tmp_path):
        for name in ("ut.xlsx", "ut.zip"):
            call_command("export_catalogue", str(tmp_path / name))

        assert not load_catalogue(tmp_path / "ut.xlsx", by=None).changed
        assert zipfile.is_zipfile(tmp_path / "ut.zip")

    def test_as_json_it_says_how_many_rows(self, loaded, tmp_path, capsys):
        call_command("export_catalogue", str(tmp_path / "out"), "--json")

        assert json.loads(capsys.readouterr().out)["tables"]["items"] == 4

    def test_a_folder_that_is_not_there_is_wrong_usage(self, tmp_path):
        with pytest.raises(CommandError, match="no folder"):
            call_command("export_catalogue", str(tmp_path / "none" / "out"))

    def test_a_place_that_can_not_be_written_is_said(self, loaded, tmp_path):
        (tmp_path / "out").write_text("a file")
        with pytest.raises(CommandError, match="out"):
            call_command("export_catalogue", str(tmp_path / "out"))


def test_the_whole_is_read_in_six_queries(loaded, django_assert_num_queries):
    with django_assert_num_queries(6):
        read_rows()


def test_one_s_own_tables_can_be_loaded_alone(loaded, tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    files = as_csv_files(read_rows())

    again = load_catalogue(a_folder_with_only(folder, items=files["items.csv"].decode("utf-8-sig")), by=None)

    assert not again.changed
