"""Logging in and out, by password, by a demo's button and by a one-time link."""

import re

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import close_account, make_one_time_link, set_password
from tests.builders import a_country, a_county, a_person, a_region, an_office

pytestmark = pytest.mark.django_db
PASSWORD = "korrekt-hest-1"


@pytest.fixture
def ola():
    return a_person("ola@test.example", "Ola Leder", password=PASSWORD)


def log_in(client, email="ola@test.example", password=PASSWORD, **more):
    return client.post("/login/", {"email": email, "password": password, **more})


def who(client) -> str | None:
    """The e-mail of whoever is logged in."""
    request = client.get("/settings/").wsgi_request
    return getattr(request.user, "email", None)


class TestPassword:
    def test_the_page_asks_for_email_and_password(self, client):
        page = client.get("/login/").content.decode()
        assert 'name="email"' in page
        assert 'name="password"' in page
        assert "Velg hvem du er" not in page

    def test_the_right_password_logs_in_and_leads_home(self, client, ola):
        answer = log_in(client)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert who(client) == "ola@test.example"

    @pytest.mark.parametrize("email", ["OLA@test.example", " ola@test.example "])
    def test_case_and_spaces_around_an_email_do_not_count(self, client, ola, email):
        log_in(client, email)
        assert who(client) == "ola@test.example"

    @pytest.mark.parametrize(
        ("email", "password"), [("ola@test.example", "feil"), ("nobody@test.example", PASSWORD), ("not an e-mail", "x")]
    )
    def test_a_wrong_one_gets_the_same_answer_whoever_it_was(self, client, ola, email, password):
        answer = log_in(client, email, password)
        assert answer.status_code == 200
        assert "E-posten eller passordet stemmer ikke" in answer.content.decode()
        assert who(client) is None

    def test_the_password_does_not_come_back_in_the_page(self, client, ola):
        assert "hemmelig-feil" not in log_in(client, password="hemmelig-feil").content.decode()

    def test_an_empty_form_says_what_to_fill_in(self, client):
        page = log_in(client, "", "").content.decode()
        assert "Skriv e-posten din." in page
        assert "Skriv passordet ditt." in page

    def test_a_closed_account_gets_the_same_answer_too(self, client, ola):
        User.objects.update(closed_at=timezone.now())
        assert "stemmer ikke" in log_in(client).content.decode()
        assert who(client) is None

    def test_the_page_is_not_kept_by_the_browser(self, client):
        assert "no-store" in client.get("/login/")["Cache-Control"]


class TestNext:
    def test_the_reader_goes_on_to_where_they_were_going(self, client, ola):
        answer = client.get("/settings/")
        assert answer["Location"] == "/login/?next=/settings/"
        page = client.get(answer["Location"]).content.decode()
        assert 'name="next" value="/settings/"' in page
        assert log_in(client, next="/settings/")["Location"] == "/settings/"

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:///evil.example", ""]
    )
    def test_nobody_is_sent_elsewhere(self, client, ola, elsewhere):
        assert log_in(client, next=elsewhere)["Location"] == "/"


class TestSessions:
    def test_a_closed_account_loses_its_sessions(self, client, ola):
        log_in(client)
        close_account(person=ola, by=None)
        assert who(client) is None

    def test_and_does_not_get_them_back_when_it_is_opened(self, client, ola):
        log_in(client)
        close_account(person=ola, by=None)
        User.objects.update(closed_at=None)
        assert who(client) is None

    def test_a_new_password_ends_other_sessions(self, client, ola):
        log_in(client)
        set_password(person=ola, password="noe-helt-annet-2", by=None)
        assert who(client) is None


class TestTooManyAttempts:
    @pytest.fixture(autouse=True)
    def few(self, settings):
        settings.AXES_FAILURE_LIMIT = 3

    def fail(self, client, times=3, email="ola@test.example"):
        for _ in range(times):
            answer = log_in(client, email, "feil")
        return answer

    def test_the_answer_says_when_to_try_again(self, client, ola):
        answer = self.fail(client)
        assert answer.status_code == 429
        assert re.search(r"Prøv igjen etter kl\. \d\d\.\d\d", answer.content.decode())

    def test_then_the_right_password_does_not_help(self, client, ola):
        self.fail(client)
        assert log_in(client).status_code == 429
        assert who(client) is None

    def test_every_spelling_of_an_email_counts_as_one(self, client, ola):
        self.fail(client, 1, "Ola@test.example")
        self.fail(client, 1, "OLA@TEST.EXAMPLE")
        assert self.fail(client, 1, "ola@test.example").status_code == 429

    def test_others_can_still_log_in(self, client, ola):
        self.fail(client)
        a_person("kari@test.example", password=PASSWORD)
        log_in(client, "kari@test.example")
        assert who(client) == "kari@test.example"

    def test_a_right_password_in_time_starts_the_count_anew(self, client, ola):
        self.fail(client, 2)
        log_in(client)
        client.logout()
        self.fail(client, 2)
        log_in(client)
        assert who(client) == "ola@test.example"


class TestLogout:
    def test_a_form_logs_out(self, client, ola):
        client.force_login(ola)
        assert client.post("/logout/")["Location"] == "/login/"
        assert who(client) is None

    def test_a_link_asks_first(self, client, ola):
        client.force_login(ola)
        assert "Vil du logge ut?" in client.get("/logout/").content.decode()
        assert who(client) == "ola@test.example"


class TestDemo:
    @pytest.fixture(autouse=True)
    def demo(self, settings):
        settings.IN_DEMO = True
        country, county = a_country(), a_county("1200", "NAV Hordaland")
        region = a_region("R12", "Region Voss", county=county)
        office = an_office("1235", "NAV Voss", county=county, region=region)
        for name, role, unit in (
            ("admin", "administrator", country),
            ("ansatt", "employee", office),
            ("fylke", "county", county),
            ("region", "leader", region),
            ("leder", "leader", office),
        ):
            a_person(f"{name}@demo.example", name, role=role, unit=unit)

    def test_there_is_a_button_for_each_demo_person(self, client):
        a_person("real@nav.example", "En virkelig person")
        page = client.get("/login/").content.decode()
        assert "Velg hvem du er" in page
        names = re.findall(r'name="person" value="(\w+)@demo.example"', page)
        assert names == ["leder", "ansatt", "region", "fylke", "admin"]
        assert "real@nav.example" not in page

    def test_people_stand_by_level_with_what_they_may_do(self, client):
        page = client.get("/login/").content.decode()
        headings = re.findall(r"<h2>(.*?)</h2>", page)
        assert headings == ["På kontoret", "I fylket", "Sentralt"]
        assert "<b>Fylkesmedarbeider</b><span>NAV Hordaland<br>Leverer tall, publiserer rangeringer</span>" in page

    def test_somebody_without_a_role_only_reads(self, client):
        a_person("leser@demo.example", "Leser")
        assert "<b>Bare lesing</b><span>Uten egen enhet<br>Leser alle</span>" in client.get("/login/").content.decode()

    def test_a_button_logs_in(self, client):
        answer = client.post("/login/", {"person": "leder@demo.example", "next": "/settings/"})
        assert answer["Location"] == "/settings/"
        assert who(client) == "leder@demo.example"

    def test_another_button_changes_who_one_is(self, client):
        client.post("/login/", {"person": "leder@demo.example"})
        client.post("/login/", {"person": "admin@demo.example"})
        assert who(client) == "admin@demo.example"

    @pytest.mark.parametrize("person", ["real@nav.example", "nobody@demo.example", "closed@demo.example"])
    def test_no_button_opens_another_account(self, client, person):
        a_person("real@nav.example")
        close_account(person=a_person("closed@demo.example"), by=None)
        assert client.post("/login/", {"person": person}).status_code == 404
        assert who(client) is None

    def test_outside_a_demo_there_are_no_buttons(self, client, settings):
        settings.IN_DEMO = False
        assert "demo.example" not in client.get("/login/").content.decode()
        assert client.post("/login/", {"person": "leder@demo.example"}).status_code == 200
        assert who(client) is None

    def test_the_ordinary_form_is_there_too(self, client):
        a_person("ola@test.example", password=PASSWORD)
        assert "<details" in client.get("/login/").content.decode()
        log_in(client)
        assert who(client) == "ola@test.example"

    def test_it_takes_as_many_queries_for_more_people(self, client, django_assert_num_queries):
        client.get("/login/")
        with django_assert_num_queries(2):
            client.get("/login/")


class TestOneTimeLink:
    @pytest.fixture
    def address(self):
        link = make_one_time_link(person=a_person("kari@test.example", "Kari"), by=None)
        return f"/set-password/{link.uid}/{link.token}/"

    def choose(self, client, address, new=PASSWORD, again=None):
        return client.post(address, {"new": new, "again": new if again is None else again})

    def test_the_page_says_whose_password_it_is(self, client, address):
        page = client.get(address).content.decode()
        assert "For Kari, kari@test.example" in page

    def test_choosing_a_password_logs_in(self, client, address):
        answer = self.choose(client, address)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert "Passordet er lagret" in client.get("/settings/").content.decode()
        assert User.objects.get().check_password(PASSWORD)

    def test_the_link_works_once(self, client, address):
        self.choose(client, address)
        answer = client.get(address)
        assert answer.status_code == 410
        assert "Lenken virker ikke lenger" in answer.content.decode()
        assert self.choose(client, address, "noe-helt-annet-2").status_code == 410
        assert User.objects.get().check_password(PASSWORD)

    @pytest.mark.parametrize(
        ("new", "again", "said"),
        [
            ("kort", "kort", "Bruk minst 8 tegn."),
            (PASSWORD, "noe annet", "De to passordene er ikke like."),
            ("", "", "Skriv et nytt passord."),
        ],
    )
    def test_a_password_that_will_not_do_is_told_at_its_field(self, client, address, new, again, said):
        answer = self.choose(client, address, new, again)
        assert answer.status_code == 200
        assert said in answer.content.decode()
        assert not User.objects.get().has_usable_password()

    def test_a_made_up_link_is_answered_like_a_spent_one(self, client):
        assert client.get("/set-password/MQ/abc-def/").status_code == 410
