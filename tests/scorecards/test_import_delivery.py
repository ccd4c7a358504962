"""The command import_delivery: what it prints where, and with which status it ends."""

import json
import os
import resource

import pytest
from django.core.management import CommandError, call_command

from scorecards.models import Delivery, Result
from tests.builders import a_person
from tests.other_process import run_command
from tests.scorecards.services.county import Delivering, delivering, long_file, written

pytestmark = pytest.mark.django_db
PARTS = {"code", "severity", "sheet", "row", "column", "value", "message"}
FOR_MAY = ("--package", "STYR", "--month", "2018-05")
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

    def test_a_file_of_two_hundred_megabytes_is_not_even_read(self, run, tmp_path):
        path = tmp_path / "stor.csv"
        with path.open("wb") as file:
            file.truncate(200 * 2**20)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        status, out, _ = run(path, "--json")
        (found,) = json.loads(out)["findings"]
        assert (status, found["code"], json.loads(out)["delivery"]) == (1, "too_large", None)
        assert "200 MB" in found["message"]
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # kilobytes

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


class TestEveryAnswer:
    """The nine keys are there whatever comes of the file, and a finding has its seven."""

    @pytest.mark.parametrize(
        ("content", "status", "state", "kept"),
        [
            (long_file(("1201", "ANDEL", "1", "2"), ("1202", "ANDEL", "1", "3")), 0, "checked", True),
            (long_file(("9999", "ANDEL", "1", "2")), 1, "rejected", True),
            (b"", 1, "rejected", True),
            (b"%PDF-1.7", 1, "refused", False),
            (long_file(("1201", "ANDEL", "1", "01819010001")), 1, "refused", False),
        ],
        ids=["good", "with an error", "empty", "unreadable", "personal data"],
    )
    def test_has_the_same_form(self, run, tmp_path, content, status, state, kept):
        path = tmp_path / "fil.csv"
        path.write_bytes(content)
        ended, out, _ = run(path, "--json")
        answer = json.loads(out)
        assert (ended, list(answer), answer["state"]) == (status, KEYS, state)
        assert (answer["delivery"] is not None) == kept == Delivery.objects.exists()
        assert answer["findings_total"] == len(answer["findings"]) > 0
        assert all(set(found) == PARTS for found in answer["findings"])

    def test_is_one_line_of_json_that_ends_with_a_line_end(self, run, tmp_path):
        _, out, _ = run(written(tmp_path), "--json")
        assert out.count("\n") == 1
        assert out.endswith("}\n")

    def test_has_norwegian_letters_as_they_are(self, run, tmp_path):
        _, out, _ = run(written(tmp_path, ("1201", "ANDEL", "færre enn 5", "40")), "--json")
        assert "færre enn 5" in out

    def test_lists_at_most_a_thousand_findings_and_counts_them_all(self, run, tmp_path):
        _, out, err = run(written(tmp_path, *((f"X{n}", "ANDEL", "1", "2") for n in range(1100))), "--json")
        answer = json.loads(out)
        assert (len(answer["findings"]), answer["findings_total"] >= 1100) == (1000, True)
        assert f"… og {answer['findings_total'] - 1000} funn til." in err

    def test_counts_agree_with_the_delivery_that_is_kept(self, run, tmp_path):
        run(written(tmp_path), "--publish")
        path = written(
            tmp_path, ("1201", "ANDEL", "31", "40"), ("1202", "ANDEL", "10", "40"), ("1203", "ANTALL", "4", "")
        )
        answer = json.loads(run(path, "--publish", "--json")[1])
        delivery = Delivery.objects.get(pk=answer["delivery"])
        assert {key: answer[key] for key in KEYS[1:-1]} == {key: getattr(delivery, key) for key in KEYS[1:-1]}
        assert (answer["added"], answer["changed"], answer["unchanged"]) == (1, 1, 1)


class TestForPeople:
    def test_each_finding_stands_on_a_line_with_its_place_and_code(self, run, tmp_path):
        _, _, err = run(written(tmp_path, ("9999", "ANDEL", "ca. 1", "2")))
        lines = err.splitlines()
        assert any("A2" in line and line.endswith("[unknown_unit]") for line in lines)
        assert any("C2" in line and line.endswith("[not_a_number]") for line in lines)

    def test_findings_come_in_the_order_of_the_file(self, run, tmp_path):
        _, out, _ = run(written(tmp_path, ("1201", "ANDEL", "0", "0"), ("9999", "ANDEL", "1", "2")), "--json")
        placed = [found for found in json.loads(out)["findings"] if found["row"]]
        assert [(found["row"], found["severity"]) for found in placed] == [(2, "W"), (3, "E")]

    def test_a_checked_file_says_that_it_can_be_published(self, run, tmp_path):
        assert "er kontrollert og kan publiseres: 3 nye, 0 endret, 0 uendret." in run(written(tmp_path))[2]

    def test_a_rejected_one_says_what_to_do(self, run, tmp_path):
        assert "Rett feilene i filen" in run(written(tmp_path, ("9999", "ANDEL", "1", "2")))[2]

    def test_one_that_is_not_kept_says_so(self, run, tmp_path):
        path = tmp_path / "fil.csv"
        path.write_bytes(b"%PDF-1.7")
        assert "ikke tatt vare på" in run(path)[2]


class TestAgain:
    def test_a_preliminary_file_is_another_thing_when_it_is_final(self, run, tmp_path):
        path = written(tmp_path)
        first = json.loads(run(path, "--publish", "--preliminary", "--json")[1])
        final = json.loads(run(path, "--publish", "--json")[1])
        assert (final["added"], final["changed"]) == (0, 3)
        assert final["delivery"] != first["delivery"]

    def test_the_published_file_checked_again_is_the_same_file_too(self, run, tmp_path):
        path = written(tmp_path)
        first = json.loads(run(path, "--publish", "--json")[1])
        status, out, _ = run(path, "--json")
        answer = json.loads(out)
        assert (status, answer["delivery"], answer["state"]) == (0, first["delivery"], "published")
        assert answer["findings"][0]["code"] == "same_file"
        assert answer["findings"][0]["severity"] == "W"

    def test_a_file_that_was_only_checked_is_published_the_second_time(self, run, tmp_path, county):
        path = written(tmp_path)
        run(path)
        assert json.loads(run(path, "--publish", "--json")[1])["added"] == 3
        assert county.value("1201") == 0.75


@pytest.mark.django_db(transaction=True)
class TestAsAProgram:
    """The command as a script starts it: what comes on which stream, and the status that the shell sees."""

    def test_a_published_file_is_0_with_json_alone_on_standard_output(self, county, tmp_path):
        status, out, err = run_command("import_delivery", written(tmp_path), *FOR_MAY, "--publish", "--json")
        assert (status, json.loads(out)["state"]) == (0, "published")
        assert "er publisert" in err
        assert county.value("1201") == 0.75

    def test_a_refused_one_is_1_and_a_wrong_one_2(self, county, tmp_path):
        path = written(tmp_path, ("9999", "ANDEL", "1", "2"))
        status, out, err = run_command("import_delivery", path, *FOR_MAY, "--json")
        assert (status, json.loads(out)["state"]) == (1, "rejected")
        assert "Traceback" not in err
        status, out, err = run_command("import_delivery", path, "--package", "STYR", "--month", "mai")
        assert (status, out) == (2, "")
        assert "mai" in err
        status, out, err = run_command("import_delivery", path, "--package", "STYRR", "--month", "2018-05", "--json")
        assert (status, out) == (2, "")
        assert "Mente du «STYR»?" in err
        assert "Traceback" not in err

    def test_a_file_whose_name_is_no_text_is_taken_in(self, county, tmp_path):
        path = bytes(tmp_path) + b"/m\xe5ned.csv"  # as an old disk has it
        with open(path, "wb") as file:
            file.write(long_file(("1201", "ANDEL", "31", "40")))
        status, _, err = run_command("import_delivery", os.fsdecode(path), *FOR_MAY, "--publish")
        assert (status, "Traceback" in err) == (0, False)
        assert county.value("1201") == 31 / 40
