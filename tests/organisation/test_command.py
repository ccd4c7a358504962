"""load_organisation from the command line: JSON for programs, sentences for people, and the exit status."""

import json

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditLine
from organisation.models import Unit
from tests.builders import a_country, a_county, a_person, a_result, an_indicator
from tests.organisation.files import COUNTRY, COUNTY, EVERYTHING, OFFICE, successions_file, units_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    """Run it: (exit status, standard output, standard error)."""

    def run_command(*arguments):
        status = 0
        try:
            call_command("load_organisation", *map(str, arguments))
        except SystemExit as ended:
            status = ended.code
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_command


def test_a_load_says_what_it_did(run, tmp_path):
    status, out, err = run(units_file(tmp_path, *EVERYTHING), successions_file(tmp_path, "1200;4600;2020-01-01"))
    assert (status, out) == (0, "")
    assert "Enheter: 6 nye, 0 endret, 0 uendret. Avløsninger: 1 nye, 0 fjernet." in err


def test_as_json_it_is_one_object(run, tmp_path):
    status, out, _ = run(units_file(tmp_path, *EVERYTHING), "--json")
    assert status == 0
    assert json.loads(out) == {
        "units_added": 6,
        "units_changed": 0,
        "units_unchanged": 0,
        "successions_added": 0,
        "successions_removed": 0,
        "findings_total": 0,
        "findings": [],
    }


def test_a_repeat_says_that_nothing_changed(run, tmp_path):
    path = units_file(tmp_path, *EVERYTHING)
    run(path)
    status, _, err = run(path)
    assert status == 0
    assert "Ingenting er endret" in err


def test_a_refused_file_ends_with_one_and_its_findings(run, tmp_path):
    status, out, err = run(units_file(tmp_path, COUNTRY, OFFICE), "--json")
    assert status == 1
    report = json.loads(out)
    assert report["findings_total"] == len(report["findings"]) == 2
    assert report["findings"][0] == {
        "code": "unknown_unit",
        "severity": "E",
        "sheet": "units.csv",
        "row": 3,
        "column": "D",
        "value": "1200",
        "message": "1200 er ukjent som fylke. Ta den med i filen, eller rett koden.",
    }
    assert "units.csv, rad 3, kolonne D: 1200 er ukjent" in err
    assert "ingenting er endret" in err
    assert not Unit.objects.exists()


def test_warnings_are_shown_and_stop_nothing(run, tmp_path):
    run(units_file(tmp_path, *EVERYTHING))
    status, out, err = run(successions_file(tmp_path, "1200;4600;2021-01-01"), "--json")
    assert status == 0
    assert json.loads(out)["findings_total"] == 1
    assert "unit_not_in_existence" in err


def test_a_file_that_is_not_there_is_wrong_usage(run, tmp_path):
    with pytest.raises(CommandError, match="there is no file"):
        run(tmp_path / "nope.csv")


def test_a_load_by_somebody_without_the_right_is_refused(run, tmp_path):
    county = a_county("1200")
    a_person("staff@test.example", role="county", unit=county)
    status, out, _ = run(units_file(tmp_path, COUNTRY), "--by", "staff@test.example", "--json")
    assert status == 1
    assert [found["code"] for found in json.loads(out)["findings"]] == ["not_permitted"]
    assert not Unit.objects.filter(code="NO").exists()


def test_a_load_by_the_directorate_is_logged_with_its_name(run, tmp_path):
    person = a_person("dir@test.example", role="directorate", unit=a_country())
    status, _, _ = run(units_file(tmp_path, COUNTY), "--by", "DIR@test.example")
    assert status == 0
    assert set(AuditLine.objects.values_list("actor", flat=True)) == {person.pk}


class TestSpansWithFigures:
    """The special unit stood from January 2017 to the end of 2019; figures stand in May 2018."""

    @pytest.fixture(autouse=True)
    def loaded(self, run, tmp_path):
        run(units_file(tmp_path, *EVERYTHING))
        a_result(an_indicator(), Unit.objects.get(code="1291"), "2018-05")

    def span(self, tmp_path, first, end):
        return units_file(tmp_path, f"1291;NAV Arbeidslivssenter;special;1200;;{first};{end}")

    @pytest.mark.parametrize(("first", "end"), [("2017-01-01", "2018-05-01"), ("2018-05-02", "2020-01-01")])
    def test_a_span_is_not_taken_away_from_under_a_figure(self, run, tmp_path, first, end):
        status, out, _ = run(self.span(tmp_path, first, end), "--json")
        assert status == 1
        assert [found["code"] for found in json.loads(out)["findings"]] == ["span_holds_figures"]

    @pytest.mark.parametrize(("first", "end"), [("2017-01-01", "2018-05-02"), ("2018-05-01", "2018-06-01")])
    def test_a_span_is_cut_up_to_the_figures(self, run, tmp_path, first, end):
        status, _, err = run(self.span(tmp_path, first, end))
        assert status == 0
        assert "1 endret" in err
