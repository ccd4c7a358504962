"""An organisation file in the browser: findings, the difference, the confirmation; and what is no such file."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organisation.exporting import as_workbook, as_zip
from organisation.models import Succession, Unit
from organisation.months import Month
from organisation.queries import placed
from organisation.standing import standing_organisation
from tests.dashboards.world import a_world, reader, text_of
from tests.organisation.files import SUCCESSIONS, UNITS

pytestmark = pytest.mark.django_db
ADDRESS = "/organisation-changes/file/"
RENAMED = "1235;NAV Voss herad;office;1200;1291;2017-01-01;"


@pytest.fixture
def world():
    return a_world(3)


@pytest.fixture
def editor(world):
    return reader("administrator")


def a_file(name: str, *lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def send(client, *files) -> str:
    return text_of(client.post(ADDRESS, {"files": list(files)}))


def confirm(client, text: str, **changed) -> str:
    """Press the preview's button."""
    fields = re.findall(r'name="(file|stamp)" value="([^"]*)"', text)
    sent = {"file": [value for name, value in fields if name == "file"], "step": "confirm"}
    sent["stamp"] = next(value for name, value in fields if name == "stamp")
    return text_of(client.post(ADDRESS, {**sent, **changed}, follow=True))


def test_the_differences_are_shown_and_nothing_is_changed(editor):
    text = send(editor, a_file("units.csv", UNITS, RENAMED))
    assert "1 enhet endres" in text
    assert "NAV Voss herad" in text
    assert placed("1235", Month(2018, 5)).name == "NAV Voss"


def test_confirmed_it_is_loaded(editor):
    text = confirm(editor, send(editor, a_file("units.csv", UNITS, RENAMED)))
    assert "Organisasjonen er lest inn." in text
    assert "Lest inn fra fil: units.csv" in text
    assert placed("1235", Month(2018, 5)).name == "NAV Voss herad"


def test_both_files_can_be_sent_together(editor):
    units = a_file("units.csv", UNITS, "1299;NAV Ny;office;1200;;2018-07-01;")
    confirm(editor, send(editor, units, a_file("successions.csv", SUCCESSIONS, "1235;1299;2018-07-01")))
    assert Succession.objects.get().successor == Unit.objects.get(code="1299")


@pytest.mark.parametrize(("name", "write"), [("o.xlsx", as_workbook), ("o.zip", as_zip)])
def test_what_was_downloaded_here_changes_nothing(editor, name, write):
    content = write(standing_organisation())
    text = send(editor, SimpleUploadedFile(name, content))
    assert "Dette endrer ingenting." in text


def test_an_archive_is_loaded_like_its_files(editor):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("units.csv", f"{UNITS}\n{RENAMED}\n")
    confirm(editor, send(editor, SimpleUploadedFile("o.zip", file.getvalue())))
    assert placed("1235", Month(2018, 5)).name == "NAV Voss herad"


def test_what_is_wrong_is_said_with_its_place_and_stops_it(editor):
    text = send(editor, a_file("units.csv", UNITS, "1235;NAV Voss;office;9999;;2017-01-01;"))
    assert "9999 er ukjent som fylke." in text
    assert "units.csv, rad 2, kolonne D" in text
    assert 'value="confirm"' not in text


def test_a_warning_is_shown_and_stops_nothing(editor):
    text = send(editor, a_file("successions.csv", SUCCESSIONS, "1235;1236;2010-01-01"))
    assert "Advarsel:" in text
    assert 'value="confirm"' in text


def test_a_change_since_the_preview_shows_it_again(editor):
    text = send(editor, a_file("units.csv", UNITS, RENAMED))
    confirm(editor, send(editor, a_file("units.csv", UNITS, "1236;NAV Ny;office;1200;1291;2017-01-01;")))
    again = confirm(editor, text)
    assert "Ingenting er endret." in again
    assert placed("1235", Month(2018, 5)).name == "NAV Voss"
    confirm(editor, again)
    assert placed("1235", Month(2018, 5)).name == "NAV Voss herad"


def test_a_file_that_did_not_come_through_is_asked_for_again(editor):
    text = send(editor, a_file("units.csv", UNITS, RENAMED))
    assert "Filen kom ikke hel fram." in confirm(editor, text, file=["units.csv\nikke base64!"])


def test_no_file_is_asked_for(editor):
    assert "Velg én eller flere filer." in send(editor)


def test_too_much_is_refused(editor):
    assert "for store" in send(editor, SimpleUploadedFile("units.csv", b"x" * 1_000_001))


def test_a_bomb_is_not_unpacked(editor):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("units.csv", b"0" * 30_000_001)
    assert "for stor når den pakkes ut" in send(editor, SimpleUploadedFile("o.zip", file.getvalue()))


def test_a_broken_archive_is_said(editor):
    content = as_zip(standing_organisation())[:-40]
    assert "kan ikke pakkes ut" in send(editor, SimpleUploadedFile("o.zip", content))


def test_a_picture_is_no_organisation(editor):
    assert "Dette står i veien" in send(editor, SimpleUploadedFile("bilde.png", b"\x89PNG\r\n\x1a\n\0\0\0"))


def test_the_form_says_what_may_be_sent(editor):
    assert "units.csv og successions.csv" in text_of(editor.get(ADDRESS))
