"""The catalogue as files in the browser: what goes out comes in unchanged, and only what is one's own is changed."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from audit.models import AuditLine
from scorecards.models import Indicator, Package, PackageItem, Target
from tests.builders import a_country, a_package, an_indicator, an_item
from tests.dashboards.test_catalogue_editing import fields_of
from tests.dashboards.world import MAY, a_world, reader, text_of

pytestmark = pytest.mark.django_db
PATH = "/catalogue/files/"


@pytest.fixture
def world():
    made = a_world()
    made.publish(MAY)
    an_item(a_package("MK", owner=a_country()), made.indicators[0])
    Indicator.objects.filter(code="IND2").update(owner=made.county)
    return made


@pytest.fixture
def staff(world):
    return reader("county", world.county)


def file(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def upload(browser, *files: SimpleUploadedFile) -> str:
    return text_of(browser.post(PATH, {"files": list(files)}))


def confirm(browser, page: str):
    sent = fields_of(page)
    kept = re.findall(r'name="file" value="([^"]*)"', page)
    return browser.post(PATH, {**sent, "file": kept, "step": "save"}, follow=True)


ITEMS = "package;indicator;part;order;priority;weight;valid_from\n"
STYR = "STYR;IND0;malekort;0;1;2;2017-01-01\nSTYR;IND1;malekort;1;1;1;2017-01-01\nSTYR;IND2;tillegg;2;1;1;2017-01-01\n"


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_what_is_downloaded_changes_nothing_when_it_is_uploaded(world, form):
    directorate = reader("directorate")
    content = directorate.get(f"{PATH}catalogue.{form}").content

    assert "Dette endrer ingenting." in upload(directorate, file(f"catalogue.{form}", content))


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_so_it_is_with_what_is_one_s_own(world, staff, form):
    content = staff.get(f"{PATH}catalogue.{form}?own=1").content

    assert "Dette endrer ingenting." in upload(staff, file(f"catalogue.{form}", content))


def test_one_s_own_is_what_one_may_change(world, staff):
    workbook = load_workbook(io.BytesIO(staff.get(f"{PATH}catalogue.xlsx?own=1").content))

    assert [row[0].value for row in workbook["packages"].iter_rows(min_row=2)] == ["STYR"]
    assert [row[0].value for row in workbook["indicators"].iter_rows(min_row=2)] == ["IND2"]


def test_all_differences_are_shown_before_anything_is_saved(world, staff):
    page = upload(staff, file("items.csv", ITEMS + STYR))

    assert "Indikator 0 i pakken STYR" in page
    assert "<del>1</del>" in page
    assert "<ins>2</ins>" in page
    assert "50,0\u00a0%, prioritet 1" in page
    assert PackageItem.objects.get(package__code="STYR", indicator__code="IND0").weight == 1


def test_confirmed_it_stands_with_its_history(world, staff):
    page = text_of(confirm(staff, upload(staff, file("items.csv", ITEMS + STYR))))

    assert "Katalogen er lest inn: 0 nye, 1 endret, 0 tatt bort." in page
    assert PackageItem.objects.get(package__code="STYR", indicator__code="IND0").weight == 2
    assert AuditLine.objects.get(subject="package STYR").changes.get().field == "item IND0 2017-01-01 weight"
    assert AuditLine.objects.filter(verb="loaded catalogue", subject="items.csv").exists()


def test_several_files_and_a_zip_of_them_come_to_the_same(world, staff):
    targets = "indicator;unit;valid_from;green;yellow\nIND2;1200;2018-06-01;0.95;0.9\nIND2;;2017-01-01;0.9;0.8\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("items.csv", ITEMS + STYR)
        writing.writestr("targets.csv", targets)

    one_by_one = upload(staff, file("items.csv", ITEMS + STYR), file("targets.csv", targets))
    together = upload(staff, file("alt.zip", archive.getvalue()))

    for page in (one_by_one, together):
        assert "2 linjer i katalogen endres" in page
    confirm(staff, together)
    assert Target.objects.filter(indicator__code="IND2", unit=world.county).exists()


def test_rows_of_others_are_named_and_nothing_is_saved(world, staff):
    page = upload(staff, file("items.csv", ITEMS + STYR + "MK;IND0;malekort;0;3;1;2017-01-01\n"))

    assert "Dette står i veien" in page
    assert "items.csv, rad 5" in page
    assert "endrer det som hører til NO" in page
    assert 'value="save"' not in page


def test_what_is_wrong_is_said_with_its_place(world, staff):
    page = upload(staff, file("items.csv", "package;indicator;vekt\nSTYR;IND9;mye\n"))

    assert "Kolonnen «vekt» er ukjent." in page
    assert "items.csv, rad 1, kolonne C" in page


def test_what_was_changed_since_the_preview_is_shown_anew(world, staff):
    page = upload(staff, file("items.csv", ITEMS + STYR))
    Package.objects.filter(code="STYR").update(name="Ny pakke")

    again = text_of(confirm(staff, page))

    assert "Ingenting er endret. Se over forhåndsvisningen på nytt." in again
    assert PackageItem.objects.get(package__code="STYR", indicator__code="IND0").weight == 1
    confirm(staff, again)
    assert PackageItem.objects.get(package__code="STYR", indicator__code="IND0").weight == 2


@pytest.mark.parametrize("content", [b"%PDF-1.4 \x00\x01", b"PK\x03\x04 broken", b""])
def test_a_file_that_is_none_says_so(world, staff, content):
    page = upload(staff, file("katalog.xlsx", content))

    assert 'value="save"' not in page


def test_without_a_file_it_asks_for_one(world, staff):
    assert "Velg én eller flere filer." in text_of(staff.post(PATH, {}))


def test_two_tables_of_one_name_are_refused(world, staff):
    assert "To tabeller heter" in upload(staff, file("items.csv", ITEMS + STYR), file("items.csv", ITEMS + STYR))


def test_everybody_may_read_it_and_only_some_hand_it_in(world):
    leader = reader("leader", world.voss)

    assert leader.get(f"{PATH}catalogue.xlsx").status_code == 200
    assert "Katalogen endres av fylker og direktorat, hver for sitt." in text_of(leader.get(PATH))
    assert leader.post(PATH, {"files": [file("items.csv", ITEMS)]}).status_code == 403


def test_another_form_is_not_found(world, staff):
    assert staff.get(f"{PATH}catalogue.pdf").status_code == 404


def test_a_preview_takes_as_many_queries_for_many_rows(world, django_assert_max_num_queries):
    directorate = reader("directorate")
    for number in range(30):
        an_indicator(f"N{number}")
    lines = "".join(f"MK;N{number};malekort;{number};1;1;2017-01-01\n" for number in range(30))
    with django_assert_max_num_queries(70):
        page = upload(directorate, file("items.csv", ITEMS + "MK;IND0;;0;1;1;2017-01-01\n" + lines))
    assert "linjer i katalogen endres" in page
