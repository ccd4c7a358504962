"""Who may change what in the catalogue: what belongs to their own units."""

import pytest

from scorecards.models import Goal, Indicator, Package, Target
from scorecards.services.catalogue import load_catalogue
from tests.builders import a_country, a_county, a_person, an_office
from tests.scorecards.catalogue.files import TABLES, a_folder, a_folder_with_only, lines

pytestmark = pytest.mark.django_db
INDICATORS = "code;name;unit;direction;kind;pooling;owner"
TARGETS = "indicator;unit;valid_from;valid_to;green;yellow"


@pytest.fixture
def county():
    return a_county("1200")


@pytest.fixture(autouse=True)
def standing(tmp_path, county):
    a_country()
    a_county("1400")
    an_office("1235", county=county)
    load_catalogue(a_folder(tmp_path), by=None)
    for table in tmp_path.glob("*.csv"):
        table.unlink()


def codes(loaded):
    return [found.code for found in loaded.findings]


@pytest.mark.parametrize("role", ["directorate", "administrator"])
def test_those_who_answer_for_the_country_may_change_everything(tmp_path, role):
    folder = a_folder(tmp_path, perspectives=TABLES["perspectives"].replace("Brukere", "Innbyggere"))

    assert codes(load_catalogue(folder, by=a_person(role=role))) == []


@pytest.mark.parametrize("role", ["leader", "employee"])
def test_those_who_work_in_an_office_may_change_nothing(tmp_path, county, role):
    folder = a_folder_with_only(tmp_path, packages=lines("code;name;owner;parent", "SP;Pakken;1200;MK"))

    refused = load_catalogue(folder, by=a_person(role=role, unit=county))

    assert codes(refused) == ["not_permitted"]
    assert Package.objects.get(code="SP").name == "Styringspakke"


def test_a_county_may_change_what_is_its_own(tmp_path, county):
    folder = a_folder_with_only(
        tmp_path,
        goals=lines("code;name;owner", "H1-1;Kort vei;1200"),
        indicators=lines(INDICATORS, "TID;Tid;days;lower;activity;mean;1200", "EGEN;Egen;number;none;input;sum;1235"),
        packages=lines("code;name;owner", "SP;Pakken;1200"),
        items=lines("package;indicator", "SP;OVG", "SP;TID", "SP;EGEN"),
        targets=lines(TARGETS, "TID;1200;2018-01-01;;3;4"),
    )

    assert codes(load_catalogue(folder, by=a_person(role="county", unit=county))) == []
    assert Package.objects.get(code="SP").items.count() == 3


@pytest.mark.parametrize(
    "tables",
    [
        {"perspectives": "code;name;order\nBRUKER;Innbyggere;2\n"},
        {"goals": "code;name\nH1;Andre mål\n"},
        {"indicators": f"{INDICATORS}\nOVG;Annet navn;share;higher;outcome;ratio;NO\n"},
        {"indicators": f"{INDICATORS};related\nOVG;Overgang til arbeid;share;higher;outcome;ratio;NO;\n"},
        {"packages": "code;name;owner\nNY;Ny pakke;1400\n"},
        {"items": "package;indicator\nMK;TID\n"},
        {"targets": f"{TARGETS}\nOVG;;2018-01-01;;0.7;0.6\nOVG;1235;2018-01-01;;0.6;0.5\n"},
    ],
)
def test_a_county_may_not_change_what_belongs_to_others(tmp_path, county, tables):
    refused = load_catalogue(a_folder_with_only(tmp_path, **tables), by=a_person(role="county", unit=county))

    assert set(codes(refused)) == {"not_permitted"}
    assert refused.counts == {}


def test_nothing_is_taken_over_from_others(tmp_path, county):
    folder = a_folder_with_only(tmp_path, indicators=lines(INDICATORS, "OVG;O;share;higher;outcome;ratio;1200"))

    refused = load_catalogue(folder, by=a_person(role="county", unit=county))

    assert codes(refused) == ["not_permitted"]
    assert "hører til NO" in refused.findings[0].message
    assert Indicator.objects.get(code="OVG").owner.code == "NO"


def test_a_refused_load_leaves_out_what_would_have_been_permitted_too(tmp_path, county):
    folder = a_folder_with_only(
        tmp_path,
        goals=lines("code;name;owner", "H1-1;Kort vei;1200"),
        packages=lines("code;name;owner", "NY;Ny pakke;1400"),
    )

    load_catalogue(folder, by=a_person(role="county", unit=county))

    assert Goal.objects.get(code="H1-1").name == "Rask vei"


def test_a_county_may_repeat_what_stands_and_add_targets_of_its_own(tmp_path, county):
    targets = TABLES["targets"] + "OVG;1200;2018-01-01;;0.7;0.6\n"

    loaded = load_catalogue(a_folder(tmp_path, targets=targets), by=a_person(role="county", unit=county))

    assert codes(loaded) == []
    assert Target.objects.filter(indicator__code="OVG", unit=county).exists()


def test_a_county_may_not_take_away_the_targets_of_others(tmp_path, county):
    folder = a_folder_with_only(tmp_path, targets=lines(TARGETS, "OVG;1200;2018-01-01;;0.7;0.6"))

    assert codes(load_catalogue(folder, by=a_person(role="county", unit=county))) == ["not_permitted"]
    assert Target.objects.filter(indicator__code="OVG", unit=None).exists()
