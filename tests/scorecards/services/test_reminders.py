"""Reminders: who gets which e-mail, once and again, and what happens when one can't be sent."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.refusals import Refused
from audit.models import AuditLine
from scorecards.models import Reminder
from scorecards.services.reminders import letters_due, remind_now, send_reminders
from tests.builders import a_county, a_person
from tests.scorecards.deliveries import DUE, LATE, OCTOBER, a_county_package, a_file, by_hand, offices_of, staff_of
from tests.scorecards.smtp_server import a_mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def links(settings):
    settings.BASE_URL = "https://mrs.example"


@pytest.fixture
def package():
    return a_county_package()


@pytest.fixture
def ole(package):
    return staff_of(package, "Ole Vik", email="ole@test.example")


def send(day=LATE):
    return send_reminders(today=day, by=None)


def long_ago(days):
    Reminder.objects.update(sent_at=timezone.now() - datetime.timedelta(days=days))


class TestLetter:
    def test_it_says_what_since_when_and_where_to_go(self, package, ole):
        send()
        (sent,) = mail.outbox
        assert sent.to == ["ole@test.example"]
        assert sent.subject == "Påminnelse: Styringspakken for oktober 2026"
        assert "Hei, Ole Vik." in sent.body
        assert (
            "Styringspakken for oktober 2026 er ikke levert. Fristen var 15. november, for 3 dager siden." in sent.body
        )
        assert "Lever: https://mrs.example/deliveries/new/?package=STYR&month=2026-10\n" in sent.body
        assert "https://mrs.example/settings/" in sent.body

    @pytest.mark.parametrize(
        ("state", "said", "link"),
        [
            ("rejected", "er levert, men avvist.", "Se hva som er feil"),
            ("checked", "er levert, men ikke publisert.", "Se den og publiser"),
        ],
    )
    def test_it_leads_on_from_where_the_delivery_is(self, package, ole, state, said, link):
        delivery = a_file(package, state=state)
        send()
        assert said in mail.outbox[0].body
        assert f"{link}: https://mrs.example/deliveries/{delivery.pk}/\n" in mail.outbox[0].body

    def test_yesterday_is_called_so(self, package, ole):
        send(DUE + datetime.timedelta(days=1))
        assert "Fristen var 15. november, i går." in mail.outbox[0].body

    def test_preliminary_figures_are_asked_about_gently(self, package, ole):
        a_file(package, preliminary=True)
        a_file(package, OCTOBER + 1)
        send(datetime.date(2026, 12, 18))
        assert mail.outbox[0].subject == "Påminnelse: endelige tall for oktober 2026, Styringspakken"
        assert "Lever de endelige når de er klare." in mail.outbox[0].body
        assert "Fristen var" not in mail.outbox[0].body

    def test_a_person_gets_one_for_everything(self, package, ole):
        a_county_package("TILL", "Tilleggspakken", owner=package.owner)
        send()
        (sent,) = mail.outbox
        assert sent.subject == "Påminnelse: 2 ting mangler"
        assert "Styringspakken" in sent.body
        assert "Tilleggspakken" in sent.body

    def test_each_who_delivers_gets_one(self, package, ole):
        staff_of(package, "Kari Berg", email="kari@test.example")
        a_person(role="county", unit=a_county(), email="other@test.example")
        send()
        assert sorted(each.to[0] for each in mail.outbox) == ["kari@test.example", "ole@test.example"]

    def test_a_leader_is_reminded_of_what_the_office_fills_in(self, package, ole):
        by_hand(package)
        office = offices_of(package)[0]
        a_person(role="leader", unit=office, email="leder@test.example")
        send()
        (sent,) = mail.outbox
        assert sent.to == ["leder@test.example"]
        assert f"NAV {office.code} har ikke fylt ut alt i Styringspakken for oktober 2026." in sent.body
        assert f"Fyll ut: https://mrs.example/local/{office.code}/2026-10/" in sent.body

    def test_who_has_said_no_gets_none(self, package, ole):
        User.objects.update(wants_reminders=False)
        assert send().sent == ()
        assert mail.outbox == []


class TestOnce:
    def test_the_same_lateness_is_not_said_twice(self, package, ole):
        assert len(send().sent) == 1
        assert send().sent == ()
        assert len(mail.outbox) == 1
        assert Reminder.objects.get().person == ole

    @pytest.mark.parametrize(("days", "letters"), [(6, 1), (8, 2)])
    def test_but_again_after_a_week(self, package, ole, days, letters):
        send()
        long_ago(days)
        send()
        assert len(mail.outbox) == letters

    def test_what_is_newly_late_is_said_alone(self, package, ole):
        send()
        a_county_package("TILL", "Tilleggspakken", owner=package.owner)
        send()
        assert "Styringspakken" not in mail.outbox[1].body
        assert "Tilleggspakken" in mail.outbox[1].body

    def test_what_is_sent_is_in_the_log_of_the_person(self, package, ole):
        send()
        line = AuditLine.objects.get(verb="sent reminder")
        assert (line.subject, line.detail) == ("person ole@test.example", f"STYR 2026-10 {package.owner.code}")
        assert line.source == "command line"

    def test_looking_at_what_is_due_sends_nothing(self, package, ole):
        (letter,) = letters_due(LATE)
        assert (letter.person, len(letter.matters)) == (ole, 1)
        assert mail.outbox == []
        assert not Reminder.objects.exists()


class TestFailure:
    def test_one_that_can_not_be_sent_stops_no_other_and_is_tried_again(self, package, ole, settings):
        staff_of(package, "Kari Berg", email="kari@test.example")
        with a_mail_server(settings, refuses={"kari@test.example"}) as server:
            done = send()
            assert [letter.person.name for letter in done.sent] == ["Ole Vik"]
            assert [letter.person.name for letter in done.failed] == ["Kari Berg"]
            assert done.findings[0].code == "mail_not_sent"
            assert "kari@test.example ble ikke sendt" in done.findings[0].message
            assert len(server.taken) == 1
        assert [row.person for row in Reminder.objects.all()] == [ole]
        with a_mail_server(settings) as server:
            assert [letter.person.name for letter in send().sent] == ["Kari Berg"]
            assert "To: kari@test.example" in server.taken[0]

    def test_without_a_mail_server_that_answers_nothing_is_kept_as_sent(self, package, ole, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        done = send()
        assert (len(done.sent), len(done.failed)) == (0, 1)
        assert not Reminder.objects.exists()
        assert not AuditLine.objects.filter(verb="sent reminder").exists()

    def test_production_without_a_mail_server_refuses(self, package, ole, settings):
        settings.IN_PRODUCTION, settings.SENDS_MAIL = True, False
        with pytest.raises(Refused, match="EMAIL_URL"):
            send()
        assert not Reminder.objects.exists()


class TestNow:
    def now(self, package, by, month=OCTOBER):
        return remind_now(package=package, month=month, today=LATE, by=by)

    def test_those_who_deliver_are_reminded_at_once(self, package, ole):
        boss = staff_of(package, "Sjefen")
        done = self.now(package, boss)
        assert sorted(letter.person.name for letter in done.sent) == ["Ole Vik", "Sjefen"]
        assert AuditLine.objects.filter(verb="sent reminder", actor=boss).count() == 2

    def test_also_when_it_was_said_yesterday_but_not_twice_a_day(self, package, ole):
        send()
        long_ago(1.5)
        assert len(self.now(package, ole).sent) == 1
        with pytest.raises(Refused, match="i dag") as refused:
            self.now(package, ole)
        assert refused.value.found.code == "reminded_today"

    def test_only_of_that_month_and_package(self, package, ole):
        a_county_package("TILL", "Tilleggspakken", owner=package.owner)
        self.now(package, ole)
        assert "Tilleggspakken" not in mail.outbox[0].body

    def test_who_has_said_no_is_named_and_left_alone(self, package, ole):
        kari = staff_of(package, "Kari Berg")
        User.objects.filter(pk=kari.pk).update(wants_reminders=False)
        done = self.now(package, ole)
        assert ([letter.person for letter in done.sent], done.declined) == ([ole], (kari,))

    def test_where_nobody_is_left_it_says_so(self, package):
        with pytest.raises(Refused) as refused:
            self.now(package, a_person(role="directorate"))
        assert refused.value.found.code == "nobody_to_remind"

    def test_what_is_not_late_can_not_be_reminded_of(self, package, ole):
        with pytest.raises(Refused) as refused:
            self.now(package, ole, OCTOBER + 1)
        assert refused.value.found.code == "nothing_late"

    @pytest.mark.parametrize("role", ["leader", "employee"])
    def test_others_may_not(self, package, ole, role):
        with pytest.raises(Refused) as refused:
            self.now(package, a_person(role=role, unit=package.owner))
        assert refused.value.found.code == "not_permitted"
        assert mail.outbox == []


def test_the_language_is_the_persons(package, ole):
    User.objects.update(language="en")
    send()
    assert len(mail.outbox) == 1  # words of other languages come with their translations
