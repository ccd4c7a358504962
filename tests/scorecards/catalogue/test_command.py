"""The command load_catalogue: what it prints, and how it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditLine
from scorecards.models import Indicator, Package
from tests.builders import a_country, a_county, a_person, an_office
from tests.scorecards.catalogue.files import TABLES, a_folder, a_folder_with_only, lines

pytestmark = pytest.mark.django_db
A_PACKAGE = lines("code;name;owner;parent", "SP;Pakken;1200;MK")


@pytest.fixture(autouse=True)
def county():
    a_country()
    county = a_county("1200")
    an_office("1235", county=county)
    return county


def load(capsys, path, *options):
    """The exit status, standard output and standard error of the command."""
    status = 0
    try:
        call_command("load_catalogue", str(path), *options)
    except SystemExit as ended:
        status = ended.code
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_it_says_what_became_of_each_table(tmp_path, capsys):
    status, out, err = load(capsys, a_folder(tmp_path))

    assert (status, out) == (0, "")
    assert "perspectives: 2 nye; goals: 2 nye; indicators: 2 nye" in err
    assert Indicator.objects.count() == 2


def test_a_second_time_it_says_that_nothing_changed(tmp_path, capsys):
    load(capsys, a_folder(tmp_path))

    status, _, err = load(capsys, tmp_path)

    assert status == 0
    assert "Ingenting er endret" in err


def test_as_json_it_is_one_object(tmp_path, capsys):
    status, out, _ = load(capsys, a_folder(tmp_path), "--json")

    said = json.loads(out)
    assert status == 0
    assert said["changed"] is True
    assert said["tables"]["targets"] == {"added": 3, "changed": 0, "unchanged": 0, "removed": 0}
    assert (said["findings_total"], said["findings"]) == (0, [])


def test_a_refused_catalogue_ends_with_one_and_its_findings(tmp_path, capsys):
    folder = a_folder(tmp_path, items=lines("package;indicator;prioritet", "MK;OVGG;1"))

    status, out, err = load(capsys, folder, "--json")

    said = json.loads(out)
    assert status == 1
    assert [(found["code"], found["row"], found["column"]) for found in said["findings"]] == [
        ("unknown_column", 1, "C"),
        ("unknown_indicator", 2, "B"),
    ]
    assert "items.csv, rad 1, kolonne C: Kolonnen «prioritet» er ukjent. Mente du «priority»?" in err
    assert "ingenting er endret" in err
    assert Indicator.objects.count() == 0


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError, match="no file or folder"):
        call_command("load_catalogue", str(tmp_path / "borte"))


def test_the_person_it_is_done_by_is_in_the_log(tmp_path, capsys):
    person = a_person("direktoratet@test.example", role="directorate")

    assert load(capsys, a_folder(tmp_path), "--by", "direktoratet@test.example")[0] == 0
    assert AuditLine.objects.get().actor == person


def test_without_a_person_the_log_says_command_line(tmp_path, capsys):
    load(capsys, a_folder(tmp_path))

    assert AuditLine.objects.get().source == "command line"


def test_a_county_loads_what_is_its_own(tmp_path, capsys, county):
    load(capsys, a_folder(tmp_path))
    a_person("fylket@test.example", role="county", unit=county)
    for table in tmp_path.glob("*.csv"):
        table.unlink()

    assert load(capsys, a_folder_with_only(tmp_path, packages=A_PACKAGE), "--by", "fylket@test.example")[0] == 0
    assert Package.objects.get(code="SP").name == "Pakken"

    (tmp_path / "packages.csv").write_text(TABLES["packages"].replace("Målekort", "Kort"))
    status, out, _ = load(capsys, tmp_path, "--by", "fylket@test.example", "--json")

    assert status == 1
    assert [found["code"] for found in json.loads(out)["findings"]] == ["not_permitted"]


@pytest.mark.parametrize("email", ["leder@test.example", "ukjent@test.example"])
def test_a_person_without_the_right_is_refused_and_so_is_one_nobody_knows(tmp_path, capsys, county, email):
    a_person("leder@test.example", role="leader", unit=county)

    status, out, _ = load(capsys, a_folder(tmp_path), "--by", email, "--json")

    assert status == 1
    assert [found["code"] for found in json.loads(out)["findings"]] == ["not_permitted"]
    assert Indicator.objects.count() == 0
