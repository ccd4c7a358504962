"""send_reminders as a command: what it prints, sends and answers."""

import io
import json

import pytest
from django.core import mail
from django.core.management import call_command

from scorecards.models import Delivery, Reminder
from tests.builders import a_delivery, a_package, an_indicator, an_item
from tests.scorecards.deliveries import staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_day(settings):
    """The day is the 18th of February 2019: January's figures are three days late."""
    settings.IN_DEMO = True


@pytest.fixture
def package():
    package = a_package("STYR")
    an_item(package, an_indicator())
    a_delivery(package, "2018-12")
    Delivery.objects.update(received_at="2019-01-15T12:00Z")
    return package


def run(*options):
    """Exit status, standard output and standard error."""
    out, error = io.StringIO(), io.StringIO()
    try:
        call_command("send_reminders", *options, stdout=out, stderr=error)
    except SystemExit as end:
        return end.code, out.getvalue(), error.getvalue()
    return 0, out.getvalue(), error.getvalue()


@pytest.fixture
def staff(package):
    person = staff_of(package, email="ole@test.example")
    person.roles.update(name="directorate")
    return person


def test_it_sends_and_says_how_many(staff):
    status, out, error = run()
    assert (status, out) == (0, "")
    assert "Én e-post er sendt." in error
    assert len(mail.outbox) == 1


def test_a_dry_run_prints_the_letters_and_sends_nothing(staff):
    status, out, error = run("--dry-run")
    assert status == 0
    assert "ole@test.example" in out
    assert "Pakke STYR for januar 2019 er ikke levert. Fristen var 15. februar, for 3 dager siden." in out
    assert "Én e-post ville blitt sendt." in error
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_json_is_one_object_and_nothing_else(staff, package):
    _, out, error = run("--json", "--dry-run")
    assert json.loads(out) == {
        "dry_run": True,
        "sent": 0,
        "failed": 0,
        "reminders": [
            {
                "email": "ole@test.example",
                "package": "STYR",
                "unit": package.owner.code,
                "month": "2019-01",
                "kind": "missing",
                "due": "2019-02-15",
                "days_late": 3,
            }
        ],
        "findings_total": 0,
        "findings": [],
    }
    assert "Hei, Ole Vik." in error


def test_where_mail_is_only_written_it_is_not_written_among_the_json(staff, settings, capfd):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    call_command("send_reminders", "--json")
    out, error = capfd.readouterr()
    assert json.loads(out)["sent"] == 1
    assert "To: ole@test.example" in error


def test_with_nothing_late_it_says_so():
    status, out, error = run("--json")
    assert (status, json.loads(out)["reminders"]) == (0, [])
    assert "Ingen skal minnes om noe nå." in error


def test_what_could_not_be_sent_is_a_finding_and_exit_status_one(staff, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    status, out, error = run("--json")
    answer = json.loads(out)
    assert (status, answer["sent"], answer["failed"]) == (1, 0, 1)
    assert answer["findings"][0]["code"] == "mail_not_sent"
    assert "ole@test.example ble ikke sendt" in error


def test_production_without_a_mail_server_is_refused(staff, settings):
    settings.IN_PRODUCTION, settings.SENDS_MAIL = True, False
    status, out, _ = run("--json")
    assert status == 1
    assert json.loads(out)["findings"][0]["code"] == "no_mail_server"
