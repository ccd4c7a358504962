"""What a person sees and sets of their own account, and the language that pages come in."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.services import issue_token
from accounts.tokens import user_of_token
from accounts.views.reader import own_account
from audit.models import AuditLine
from tests.builders import a_county, a_person, an_office

pytestmark = pytest.mark.django_db
PASSWORD = "korrekt-hest-1"
NEW = "batteri-stift-2"


@pytest.fixture
def ola(client):
    person = a_person("ola@test.example", "Ola Leder", password=PASSWORD)
    client.force_login(person)
    return person


def page(client, address="/settings/"):
    return client.get(address).content.decode()


class TestPage:
    def test_it_is_for_those_who_are_logged_in(self, client):
        assert client.get("/settings/")["Location"] == "/login/?next=/settings/"

    def test_it_says_who_one_is_and_with_which_roles(self, client):
        office = an_office("1235", "NAV Voss", county=a_county("1200", "NAV Hordaland"))
        client.force_login(a_person("ola@test.example", "Ola Leder", role="leader", unit=office))
        assert "Ola Leder, ola@test.example" in page(client)
        assert "Leder, NAV Voss" in page(client)

    def test_without_a_role_it_says_what_to_do(self, client, ola):
        assert "Be en administrator om en rolle" in page(client)

    @pytest.mark.parametrize(
        "address", ["/settings/password/", "/settings/language/", "/settings/reminders/", "/settings/tokens/1/revoke/"]
    )
    def test_changes_need_a_form_and_a_person(self, client, address):
        assert client.post(address)["Location"].startswith("/login/")
        client.force_login(a_person())
        assert client.get(address).status_code == 405


def test_nobody_has_no_account(rf):
    request = rf.get("/settings/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        own_account(request)


class TestReminders:
    def test_one_is_reminded_until_one_says_no(self, client, ola):
        assert 'name="wanted"' in page(client)
        assert "checked" in page(client)
        answer = client.post("/settings/reminders/", {}, follow=True).content.decode()
        assert "Du får ikke flere påminnelser." in answer
        ola.refresh_from_db()
        assert not ola.wants_reminders
        assert "checked" not in page(client)

    def test_and_again_after_yes_and_both_are_in_the_log(self, client, ola):
        client.post("/settings/reminders/", {})
        assert (
            "Du får påminnelser på e-post."
            in client.post("/settings/reminders/", {"wanted": "on"}, follow=True).content.decode()
        )
        ola.refresh_from_db()
        assert ola.wants_reminders
        assert list(AuditLine.objects.filter(verb="chose reminders").values_list("detail", flat=True)) == ["yes", "no"]


class TestPassword:
    def change(self, client, current=PASSWORD, new=NEW, again=NEW):
        return client.post("/settings/password/", {"current": current, "new": new, "again": again}, follow=True)

    def test_a_password_is_changed_and_this_session_goes_on(self, client, ola):
        assert "Passordet er endret" in self.change(client).content.decode()
        assert User.objects.get().check_password(NEW)
        assert client.get("/settings/").status_code == 200

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"current": "feil"}, "Det er ikke passordet du har nå."),
            ({"current": ""}, "Skriv passordet du har nå."),
            ({"new": "kort", "again": "kort"}, "Bruk minst 8 tegn."),
            ({"again": "noe annet"}, "De to passordene er ikke like."),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(self, client, ola, typed, said):
        answer = self.change(client, **typed).content.decode()
        assert said in answer
        assert 'aria-invalid="true"' in answer
        assert User.objects.get().check_password(PASSWORD)


class TestLanguage:
    def test_a_language_is_chosen_and_kept(self, client, ola):
        client.post("/settings/language/", {"language": "nn"})
        assert User.objects.get().language == "nn"
        assert '<html lang="nn">' in page(client)

    def test_an_unknown_language_changes_nothing(self, client, ola):
        client.post("/settings/language/", {"language": "xx"})
        assert User.objects.get().language == ""

    def test_pages_are_in_bokmal_where_nothing_is_chosen(self, client):
        assert '<html lang="nb">' in page(client, "/login/")

    def test_an_address_can_ask_for_a_language(self, client, ola):
        User.objects.update(language="nn")
        assert '<html lang="en">' in page(client, "/settings/?lang=en")

    def test_an_unknown_one_is_not_listened_to(self, client):
        assert '<html lang="nb">' in page(client, "/login/?lang=xx")

    def test_what_was_asked_for_before_logging_in_is_remembered(self, client):
        page(client, "/login/?lang=nn")
        assert '<html lang="nn">' in page(client, "/login/")

    def test_ones_own_choice_comes_before_what_the_browser_remembers(self, client, ola):
        page(client, "/login/?lang=en")
        client.post("/settings/language/", {"language": "nn"})
        assert '<html lang="nn">' in page(client)


class TestTokens:
    def test_tokens_are_listed_with_when_they_end(self, client, ola):
        issue_token(person=ola, by=None)
        ApiToken.objects.update(
            created_at=datetime.datetime(2018, 5, 1, tzinfo=datetime.UTC),
            expires_at=timezone.make_aware(datetime.datetime(2099, 6, 15, 12)),
        )
        assert "Laget 1. mai 2018, virker til 15. juni 2099" in page(client)

    def test_tokens_that_have_ended_are_not(self, client, ola):
        issue_token(person=ola, by=None)
        ApiToken.objects.update(expires_at=timezone.now())
        assert "Du har ingen." in page(client)

    def test_a_token_can_be_revoked(self, client, ola):
        token, kept = issue_token(person=ola, by=None)
        answer = client.post(f"/settings/tokens/{kept.pk}/revoke/", follow=True).content.decode()
        assert "trukket tilbake" in answer
        assert user_of_token(token) is None

    def test_nobody_revokes_the_token_of_another(self, client, ola):
        token, kept = issue_token(person=a_person(), by=None)
        assert client.post(f"/settings/tokens/{kept.pk}/revoke/").status_code == 404
        assert user_of_token(token) is not None
