"""The command withdraw_delivery: what it prints where, and with which status it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditLine
from scorecards.models import Delivery, Result
from tests.builders import a_county, a_person
from tests.other_process import run_command
from tests.scorecards.services.county import Delivering, delivering

pytestmark = pytest.mark.django_db
KEYS = ["delivery", "state", "restored", "removed", "left_alone", "findings_total", "findings"]


@pytest.fixture
def county() -> Delivering:
    return delivering()


@pytest.fixture
def run(capsys):
    """Run the command: its exit status, what it printed, and what it said to people."""

    def run(number, *more, reason="Feil fil"):
        status = 0
        try:
            call_command("withdraw_delivery", str(number), "--reason", reason, *more)
        except SystemExit as left:
            status = int(left.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


class TestWhatItPrints:
    def test_as_json_one_object_and_nothing_else(self, run, county):
        delivery = county.publish().delivery
        status, out, _ = run(delivery.pk, "--json")
        answer = json.loads(out)
        assert (status, list(answer)) == (0, KEYS)
        assert answer == dict(zip(KEYS, [delivery.pk, "withdrawn", 0, 3, 0, 0, []], strict=True))
        assert not Result.objects.exists()

    def test_without_json_nothing_on_standard_output(self, run, county):
        county.publish(("1201", "ANDEL", "20", "40"))
        status, out, err = run(county.publish().delivery.pk)
        assert (status, out) == (0, "")
        assert "trukket tilbake: 1 tall fra andre leveranser står igjen, 2 er borte, 0 er ikke rørt." in err
        assert county.value("1201") == 0.5

    def test_what_is_left_alone_is_named_and_refuses_nothing(self, run, county):
        first = county.publish().delivery
        second = county.publish(("1202", "ANDEL", "20", "40")).delivery
        status, out, err = run(first.pk, "--json")
        answer = json.loads(out)
        assert (status, answer["removed"], answer["left_alone"], answer["findings_total"]) == (0, 2, 1, 1)
        found = answer["findings"][0]
        assert (found["code"], found["severity"], found["value"]) == ("left_alone", "W", "ANDEL 1202")
        assert f"tallet fra leveranse {second.pk}" in found["message"]
        assert "[left_alone]" in err

    def test_each_that_is_left_alone_has_a_finding(self, run, county):
        first = county.publish().delivery
        county.publish(("1201", "ANDEL", "1", "40"), ("1202", "ANDEL", "1", "40"), ("1203", "ANDEL", "1", "10"))
        _, out, _ = run(first.pk, "--json")
        assert json.loads(out)["findings_total"] == len(json.loads(out)["findings"]) == 3


class TestWhoMay:
    def test_somebody_else_may_not_and_nothing_changes(self, run, county):
        delivery = county.publish().delivery
        other = a_person(role="county", unit=a_county())
        status, out, _ = run(delivery.pk, "--by", other.email, "--json")
        assert (status, json.loads(out)["findings"][0]["code"]) == (1, "not_permitted")
        assert Delivery.objects.get().state == "published"
        assert Result.objects.count() == 3

    def test_whose_right_it_is_may_and_is_named(self, run, county):
        delivery = county.publish().delivery
        assert run(delivery.pk, "--by", county.staff.email)[0] == 0
        assert Delivery.objects.get().withdrawn_by == county.staff
        assert AuditLine.objects.get(verb="withdrew delivery").actor == county.staff

    def test_without_a_person_the_log_says_command_line(self, run, county):
        run(county.publish().delivery.pk)
        assert AuditLine.objects.get(verb="withdrew delivery").source == "command line"


class TestWhatItRefuses:
    def test_a_delivery_that_is_not_published(self, run, county):
        delivery = county.receive().delivery
        status, out, err = run(delivery.pk, "--json")
        assert (status, json.loads(out)["state"], json.loads(out)["findings"][0]["code"]) == (
            1, "checked", "not_published"
        )  # fmt: skip
        assert "Leveransen er kontrollert." in err

    def test_the_same_one_twice(self, run, county):
        delivery = county.publish().delivery
        assert run(delivery.pk)[0] == 0
        status, out, _ = run(delivery.pk, "--json")
        assert (status, json.loads(out)["findings"][0]["code"]) == (1, "not_published")
        assert Delivery.objects.get().withdrawn_reason == "Feil fil"

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_withdrawal_without_a_reason(self, run, county, reason):
        status, out, _ = run(county.publish().delivery.pk, "--json", reason=reason)
        assert (status, json.loads(out)["findings"][0]["code"]) == (1, "no_reason")
        assert Result.objects.count() == 3

    @pytest.mark.parametrize("number", [0, 999_999, 2**70])
    def test_an_unknown_delivery_is_wrong_usage(self, run, number):
        with pytest.raises(CommandError, match=f"Ingen leveranse har nummeret {number}") as raised:
            run(number)
        assert raised.value.returncode == 2

    def test_no_reason_at_all_is_wrong_usage(self):
        with pytest.raises(CommandError, match="--reason"):
            call_command("withdraw_delivery", "1")


@pytest.mark.django_db(transaction=True)
class TestAsAProgram:
    def test_it_ends_with_its_status_and_prints_where_it_should(self, county):
        delivery = county.publish().delivery
        status, out, err = run_command("withdraw_delivery", str(delivery.pk), "--reason", "Feil måned", "--json")
        assert (status, json.loads(out)["state"]) == (0, "withdrawn")
        assert "trukket tilbake" in err
        assert run_command("withdraw_delivery", str(delivery.pk), "--reason", "Igjen")[0] == 1
        assert run_command("withdraw_delivery", "123456", "--reason", "Ukjent")[0] == 2
        assert run_command("withdraw_delivery", str(delivery.pk))[0] == 2
