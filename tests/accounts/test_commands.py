"""The commands about people: their forms, what they print where, and how they end."""

import json
import subprocess
import sys
from argparse import ArgumentTypeError

import pytest
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts.commands import month_argument, report
from accounts.models import Role, User
from accounts.permissions import roles_of
from accounts.services import person_of_link, set_password
from accounts.tokens import user_of_token
from audit.models import AuditLine
from organisation.findings import ERROR, Found
from organisation.models import Unit
from organisation.months import Month
from tests.builders import a_country, a_county, a_person, an_office

pytestmark = pytest.mark.django_db
PASSWORD = "korrekt-hest-1"
OLA = ("--email", "ola@test.example", "--name", "Ola Leder")


@pytest.fixture(autouse=True)
def units():
    a_country()
    an_office("1235", "NAV Voss", county=a_county("1200"))


def codes(out: str) -> list[str]:
    return [found["code"] for found in json.loads(out)["findings"]]


class TestAddPerson:
    def test_a_person_is_added_with_a_password_from_standard_input(self, run):
        arguments = (*OLA, "--role", "leader", "--unit", "1235", "--password-stdin")
        status, out, err = run("add_person", *arguments, stdin=PASSWORD + "\n")
        assert (status, out) == (0, "")
        assert "ola@test.example er lagt til" in err
        assert User.objects.get().check_password(PASSWORD)

    def test_without_a_password_it_says_how_to_choose_one(self, run):
        status, _, err = run("add_person", *OLA, "--role", "leader", "--unit", "1235")
        assert status == 0
        assert "make_link --email ola@test.example" in err
        assert not User.objects.get().has_usable_password()

    @pytest.mark.parametrize("place", [(), ("--unit", "NO")])
    def test_roles_of_the_country_may_name_it_or_not(self, run, place):
        status, _, _ = run("add_person", *OLA, "--role", "directorate", *place)
        assert status == 0
        assert Role.objects.get().unit.code == "NO"

    def test_a_repeat_adds_nothing_and_more_roles_add_up(self, run):
        for role in ("leader", "leader", "employee"):
            status, _, _ = run("add_person", *OLA, "--role", role, "--unit", "1235")
            assert status == 0
        assert [role.name for role in roles_of(User.objects.get())] == ["leader", "employee"]

    def test_as_json_it_is_one_object(self, run):
        _, out, _ = run("add_person", *OLA, "--role", "leader", "--unit", "1235", "--json")
        assert json.loads(out) == {
            "person": User.objects.get().pk,
            "email": "ola@test.example",
            "has_password": False,
            "findings_total": 0,
            "findings": [],
        }

    @pytest.mark.parametrize(
        ("role", "unit", "code"),
        [("leader", "135", "unknown_unit"), ("leader", None, "missing_unit"), ("county", "1235", "role_not_at_unit")],
    )
    def test_what_is_refused_ends_with_one_and_says_why(self, run, role, unit, code):
        place = ("--unit", unit) if unit else ()
        status, out, err = run("add_person", *OLA, "--role", role, *place, "--json")
        assert (status, codes(out)) == (1, [code])
        assert f"[{code}]" in err
        assert not User.objects.exists()

    def test_an_unknown_unit_is_met_with_the_nearest(self, run):
        _, _, err = run("add_person", *OLA, "--role", "leader", "--unit", "135")
        assert "Mente du «1235»?" in err

    @pytest.mark.parametrize(
        ("typed", "code"), [("", "missing_password"), ("\n", "missing_password"), ("kort\n", "weak_password")]
    )
    def test_a_password_that_will_not_do_is_refused(self, run, typed, code):
        arguments = (*OLA, "--role", "leader", "--unit", "1235", "--password-stdin", "--json")
        status, out, _ = run("add_person", *arguments, stdin=typed)
        assert (status, codes(out)) == (1, [code])
        assert not User.objects.exists()

    def test_an_unknown_role_is_wrong_usage(self, run):
        with pytest.raises(CommandError, match="invalid choice: 'boss'"):
            run("add_person", *OLA, "--role", "boss")

    def test_an_administrator_may_add_people_and_is_logged(self, run):
        administrator = a_person("adm@test.example", role="administrator")
        status, _, _ = run("add_person", *OLA, "--role", "leader", "--unit", "1235", "--by", "adm@test.example")
        assert status == 0
        assert set(AuditLine.objects.values_list("actor", flat=True)) == {administrator.pk}

    @pytest.mark.parametrize("by", ["county@test.example", "nobody@test.example", "closed@test.example"])
    def test_others_may_not(self, run, by):
        a_person("county@test.example", role="directorate")
        closed = a_person("closed@test.example", role="administrator")
        User.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
        status, out, _ = run("add_person", *OLA, "--role", "leader", "--unit", "1235", "--by", by, "--json")
        assert (status, codes(out)) == (1, ["not_permitted"])
        assert not User.objects.filter(email="ola@test.example").exists()


class TestOthers:
    @pytest.fixture(autouse=True)
    def ola(self, units):
        return a_person("ola@test.example", "Ola", role="leader", unit=Unit.objects.get(code="1235"))

    def test_a_role_is_removed(self, run, ola):
        status, _, err = run("remove_role", "--email", "OLA@test.example", "--role", "leader", "--unit", "1235")
        assert status == 0
        assert "ola@test.example" in err
        assert roles_of(User.objects.get()) == ()

    def test_a_role_that_is_not_held_is_refused(self, run):
        status, out, _ = run("remove_role", "--email", "ola@test.example", "--role", "administrator", "--json")
        assert (status, codes(out)) == (1, ["role_not_held"])

    def test_an_account_is_closed_and_opened(self, run, ola):
        assert run("close_account", "--email", "ola@test.example")[0] == 0
        assert User.objects.get().closed_at is not None
        status, _, err = run("reopen_account", "--email", "ola@test.example")
        assert status == 0
        assert "make_link" in err
        assert User.objects.get().closed_at is None

    def test_a_password_is_set_from_standard_input(self, run):
        arguments = ("--email", "ola@test.example", "--password-stdin")
        status, _, _ = run("set_password", *arguments, stdin=PASSWORD + "\r\n")
        assert status == 0
        assert User.objects.get().check_password(PASSWORD)

    def test_a_link_is_all_that_is_printed(self, run, ola):
        status, out, err = run("make_link", "--email", "ola@test.example")
        assert status == 0
        _, place, uid, token, _ = out.strip().split("/")
        assert place == "set-password"
        assert person_of_link(uid, token) == ola
        assert "én gang" in err

    def test_a_link_as_json_has_its_end(self, run):
        _, out, _ = run("make_link", "--email", "ola@test.example", "--json")
        assert json.loads(out)["path"].startswith("/set-password/")
        assert json.loads(out)["expires_at"] > timezone.now().isoformat()

    def test_a_token_is_the_last_word_on_standard_output(self, run, ola):
        status, out, err = run("issue_token", "--email", "ola@test.example", "--days", "7")
        assert status == 0
        assert user_of_token(out.split()[-1]) == ola
        assert "bare denne ene gangen" in err
        assert out.split()[-1] not in err

    def test_a_token_as_json_has_its_end(self, run, ola):
        _, out, _ = run("issue_token", "--email", "ola@test.example", "--json")
        assert user_of_token(json.loads(out)["token"]) == ola

    @pytest.mark.parametrize(
        "command", ["remove_role", "close_account", "reopen_account", "set_password", "make_link", "issue_token"]
    )
    def test_an_unknown_person_is_refused_by_each(self, run, command):
        more = {"remove_role": ("--role", "leader"), "set_password": ("--password-stdin",)}.get(command, ())
        status, out, _ = run(command, "--email", "kari@test.example", *more, "--json", stdin=PASSWORD)
        assert (status, codes(out)) == (1, ["unknown_person"])

    @pytest.mark.parametrize(
        "command", ["remove_role", "close_account", "reopen_account", "set_password", "make_link", "issue_token"]
    )
    def test_each_checks_the_right_of_whom_it_is_done_by(self, run, command):
        more = {"remove_role": ("--role", "leader"), "set_password": ("--password-stdin",)}.get(command, ())
        arguments = ("--email", "ola@test.example", *more, "--by", "ola@test.example", "--json")
        status, out, _ = run(command, *arguments, stdin=PASSWORD)
        assert (status, codes(out)) == (1, ["not_permitted"])


class TestReports:
    def reported(self, capsys, findings, *, as_json=True):
        with pytest.raises(SystemExit) as ended:
            report(BaseCommand(), {"done": False}, as_json=as_json, findings=findings)
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    def test_at_most_a_thousand_findings_are_listed_with_their_total(self, capsys):
        findings = [Found("x", ERROR, f"Feil {number}.") for number in range(1002)]
        status, out, err = self.reported(capsys, findings)
        assert status == 1
        assert json.loads(out)["findings_total"] == 1002
        assert len(json.loads(out)["findings"]) == 1000
        assert "Feil 999." in err
        assert "Feil 1000." not in err
        assert "og 2 funn til" in err

    def test_without_json_nothing_is_on_standard_output(self, capsys):
        _, out, err = self.reported(capsys, [Found("x", ERROR, "Feil.", "units.csv", 3, "B")], as_json=False)
        assert out == ""
        assert "units.csv, rad 3, kolonne B: Feil. [x]" in err


def test_wrong_usage_ends_with_two():
    ended = subprocess.run(
        [sys.executable, "manage.py", "add_person", "--email", "x@test.example"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "--name" in ended.stderr


def test_a_month_argument_is_a_month_or_wrong_usage():
    assert month_argument("2018-05") == Month(2018, 5)
    with pytest.raises(ArgumentTypeError, match="YYYY-MM"):
        month_argument("mai")


def test_setting_the_password_that_somebody_has_is_fine():
    person = a_person(password=PASSWORD)
    set_password(person=person, password=PASSWORD, by=None)
    assert User.objects.get().check_password(PASSWORD)
