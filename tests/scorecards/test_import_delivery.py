"""The command import_delivery: what it prints where, and with which status it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from scorecards.models import Delivery, Result
from tests.builders import a_person
from tests.scorecards.services.county import Delivering, delivering, long_file, written

pytestmark = pytest.mark.django_db
KEYS = ["delivery", "state", "rows", "results", "added", "changed", "unchanged", "findings_total", "findings"]


@pytest.fixture
def county() -> Delivering:
    return delivering()


@pytest.fixture
def run(county, capsys):
    """Run the command: its exit status, what it printed, and what it said to people."""

    def run(path, *more, month="2018-05", package="STYR"):
        status = 0
        try:
            call_command("import_delivery", str(path), "--package", package, "--month", month, *more)
        except SystemExit as left:
            status = int(left.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


class TestWhatItPrints:
    def test_as_json_one_object_and_nothing_else(self, run, tmp_path):
        status, out, _ = run(written(tmp_path), "--publish", "--json")
        answer = json.loads(out)
        assert (status, list(answer)) == (0, KEYS)
        assert (answer["state"], answer["rows"], answer["results"], answer["added"]) == ("published", 3, 3, 3)

    def test_without_json_nothing_on_standard_output(self, run, tmp_path):
        status, out, err = run(written(tmp_path), "--publish")
        assert (status, out) == (0, "")
        assert "er publisert: 3 nye, 0 endret, 0 uendret." in err

    def test_a_finding_has_its_place_and_its_words(self, run, tmp_path):
        _, out, _ = run(written(tmp_path, ("1201", "ANDEL", "ca. 30", "40")), "--json")
        found = next(each for each in json.loads(out)["findings"] if each["code"] == "not_a_number")
        assert (found["severity"], found["row"], found["column"], found["value"]) == ("E", 2, "C", "ca. 30")
        assert found["message"].startswith("I C2 står «ca. 30»")

    def test_the_delivery_it_names_is_there(self, run, tmp_path):
        _, out, _ = run(written(tmp_path), "--json")
        assert Delivery.objects.get(pk=json.loads(out)["delivery"]).state == "checked"


class TestHowItEnds:
    def test_checked_without_errors_is_done(self, run, tmp_path):
        assert run(written(tmp_path))[0] == 0
        assert not Result.objects.exists()

    @pytest.mark.parametrize("more", [(), ("--publish",)], ids=["checking", "publishing"])
    def test_a_file_with_errors_is_refused(self, run, tmp_path, more):
        status, out, _ = run(written(tmp_path, ("9999", "ANDEL", "1", "2")), "--json", *more)
        assert (status, json.loads(out)["state"]) == (1, "rejected")
        assert not Result.objects.exists()

    def test_the_same_file_again_is_done_and_changes_nothing(self, run, tmp_path):
        path = written(tmp_path)
        first = json.loads(run(path, "--publish", "--json")[1])
        status, out, err = run(path, "--publish", "--json")
        again = json.loads(out)
        assert (status, again["delivery"], again["unchanged"]) == (0, first["delivery"], 3)
        assert [each["code"] for each in again["findings"]] == ["same_file"]
        assert "Ingenting er endret" in err

    def test_a_file_that_may_not_be_kept_has_no_delivery(self, run, tmp_path):
        path = tmp_path / "fil.csv"
        path.write_bytes(b"%PDF-1.7")
        status, out, _ = run(path, "--json")
        answer = json.loads(out)
        assert (status, answer["delivery"], answer["rows"], answer["added"]) == (1, None, None, None)

    @pytest.mark.parametrize(("package", "month"), [("STYRR", "2018-05"), ("STYR", "2018-13"), ("STYR", "mai")])
    def test_an_unknown_package_or_a_month_in_another_form_is_wrong_usage(self, run, tmp_path, package, month):
        with pytest.raises(CommandError) as wrong:
            run(written(tmp_path), package=package, month=month)
        assert wrong.value.returncode in (1, 2)  # argparse raises before it ends the process with 2
        assert not Delivery.objects.exists()

    def test_a_near_package_is_suggested(self, run, tmp_path):
        with pytest.raises(CommandError, match="STYR"):
            run(written(tmp_path), package="STYRR")

    def test_a_file_that_is_not_there_is_wrong_usage(self, run, tmp_path):
        with pytest.raises(CommandError, match="there is no file"):
            run(tmp_path / "ingen.csv")

    def test_a_layout_that_is_not_there_is_wrong_usage(self, run, tmp_path):
        with pytest.raises(CommandError, match="oppskrift"):
            run(written(tmp_path), "--layout", "NOPE")


class TestWhoseRight:
    def test_somebody_from_an_office_is_refused(self, county, run, tmp_path):
        leader = a_person("leder@test.example", role="leader", unit=county.offices["1201"])
        status, out, _ = run(written(tmp_path), "--publish", "--json", "--by", leader.email)
        assert (status, json.loads(out)["findings"][0]["code"]) == (1, "not_permitted")
        assert not Delivery.objects.exists()

    def test_county_staff_is_named_in_what_is_kept(self, county, run, tmp_path):
        run(written(tmp_path), "--publish", "--by", county.staff.email)
        assert Delivery.objects.get().published_by == county.staff

    def test_preliminary_figures_are_marked(self, run, tmp_path):
        run(written(tmp_path), "--publish", "--preliminary")
        assert Result.objects.filter(preliminary=True).count() == 3


def test_a_code_is_found_in_any_case(run, tmp_path, county):
    path = tmp_path / "fil.csv"
    path.write_bytes(long_file(("1201", "ANDEL", "1", "2")).replace(b"ANDEL", b"andel"))
    status, _, _ = run(path, "--publish", package="styr")
    assert status == 0
    assert county.value("1201") == 0.5
