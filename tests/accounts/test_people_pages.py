"""The administrator's pages: who has an account, and which roles they have."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, User
from accounts.permissions import roles_of
from accounts.services import close_account, make_one_time_link
from audit.models import AuditLine
from tests.builders import a_country, a_county, a_person, a_role, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = a_person("adm@test.example", "Adm", role="administrator", unit=a_country())
    client.force_login(person)
    return person


@pytest.fixture
def voss():
    return an_office("1235", "NAV Voss", county=a_county("1200", "NAV Hordaland"))


def page(client, address, **query):
    return client.get(address, query).content.decode()


def posted(client, address, **form):
    return client.post(address, form, follow=True).content.decode()


def listed(client, **query) -> list[str]:
    """The names in the list, in order."""
    return re.findall(r'<th scope="row"><a href="[^"]*">(.*?)</a>', page(client, "/people/", **query))


class TestAccess:
    ADDRESSES = ("/people/", "/people/add/", "/people/1/")
    CHANGES = ("roles/", "roles/1/remove/", "close/", "reopen/", "link/")

    @pytest.mark.parametrize("role", ["leader", "county", "directorate", None])
    def test_only_administrators_get_in(self, client, role, voss):
        places = {"leader": voss, "county": a_county(), "directorate": a_country()}
        person = a_person(role=role, unit=places.get(role))
        client.force_login(person)
        for address in self.ADDRESSES:
            assert client.get(address).status_code == 403
        for change in self.CHANGES:
            assert client.post(f"/people/{person.pk}/{change}").status_code == 403
        assert client.post("/people/add/", {"email": "x@test.example"}).status_code == 403

    def test_others_see_why_and_where_to_go(self, client):
        client.force_login(a_person())
        assert "Du har ikke tilgang til denne siden" in page(client, "/people/")

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_who_is_not_logged_in_is_asked_to(self, client, address):
        assert client.get(address)["Location"] == f"/login/?next={address}"

    def test_an_unknown_person_is_not_found(self, client, administrator):
        assert client.get("/people/999999/").status_code == 404

    @pytest.mark.parametrize("change", CHANGES)
    def test_changes_need_a_form(self, client, administrator, change):
        assert client.get(f"/people/{administrator.pk}/{change}").status_code == 405


class TestList:
    def test_people_come_by_the_norwegian_alphabet_closed_accounts_last(self, client, administrator):
        for name in ("Åse", "Ørjan", "Bo"):
            a_person(name=name)
        close_account(person=a_person(name="Anne"), by=None)
        assert listed(client) == ["Adm", "Bo", "Ørjan", "Åse", "Anne"]

    def test_a_person_stands_with_roles_and_state(self, client, administrator, voss):
        a_role(a_person("ola@test.example", "Ola", role="leader", unit=voss), "county", a_county("1400", "NAV Sogn"))
        text = page(client, "/people/")
        assert "Leder, NAV Voss<br>Fylkesmedarbeider, NAV Sogn" in text
        assert "åpen, uten passord" in text
        assert "2 personer" in text

    @pytest.mark.parametrize("text", ["ola", "OLA@", "1235", "voss"])
    def test_a_person_is_found_by_name_email_or_unit(self, client, administrator, voss, text):
        a_person("ola@test.example", "Ola", role="leader", unit=voss)
        a_person("kari@test.example", "Kari")
        assert listed(client, q=text) == ["Ola"]

    def test_a_role_that_has_ended_does_not_find_anybody(self, client, administrator, voss):
        a_person(role="leader", unit=voss)
        Role.objects.filter(unit=voss).update(ended_at="2020-01-01T00:00Z")
        assert listed(client, q="1235") == []

    def test_nobody_found_says_what_to_try(self, client, administrator):
        assert "Ingen har «xyz» i navnet" in page(client, "/people/", q="xyz")

    def test_a_long_list_has_pages(self, client, administrator):
        for number in range(60):
            a_person(name=f"Person {number:02d}")
        assert len(listed(client)) == 50
        assert len(listed(client, page=2)) == 11
        assert "Side 2 av 2" in page(client, "/people/", page=2)
        assert 'href="?q=Person&amp;page=2"' in page(client, "/people/", q="Person")

    def test_it_takes_as_many_queries_for_three_people_as_for_one(self, client, administrator, voss):
        page(client, "/people/")
        with CaptureQueriesContext(connection) as for_one:
            page(client, "/people/")
        for _ in range(3):
            a_person(role="leader", unit=voss)
        with CaptureQueriesContext(connection) as for_four:
            page(client, "/people/")
        assert len(for_four) == len(for_one)


class TestAdd:
    def add(self, client, **form):
        facts = {"email": "ola@test.example", "name": "Ola Leder", "role": "leader", "unit": "1235", **form}
        return posted(client, "/people/add/", **facts)

    def test_a_person_is_added_and_shown(self, client, administrator, voss):
        text = self.add(client)
        assert "Ola Leder er lagt til." in text
        assert "Leder, NAV Voss" in text
        assert AuditLine.objects.filter(verb="added person").get().actor == administrator

    def test_a_further_role_goes_to_the_person_who_is_there(self, client, administrator, voss):
        a_person("ola@test.example", "Ola Leder", role="employee", unit=voss)
        self.add(client, email="OLA@test.example")
        person = User.objects.get(name="Ola Leder")
        assert {role.name for role in roles_of(person)} == {"employee", "leader"}

    def test_units_of_today_are_offered(self, client, administrator, voss):
        an_office("1299", "NAV Gammel", until="2018-01-01")
        text = page(client, "/people/add/")
        assert '<option value="1235">NAV Voss</option>' in text
        assert "NAV Gammel" not in text

    def test_everything_wrong_is_told_at_once(self, client, administrator, voss):
        text = self.add(client, email="ola", name="", unit="135")
        assert "Skriv den som navn@nav.no." in text
        assert "Skriv navnet." in text
        assert "Ingen enhet har koden 135. Mente du «1235»?" in text
        assert User.objects.count() == 1

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            ({"role": "county"}, "Den gjelder ved: fylke."),
            ({"unit": ""}, "må ha en enhet"),
            ({"email": "closed@test.example"}, "Åpne den igjen først."),
        ],
    )
    def test_what_the_rules_refuse_is_told_with_a_remedy(self, client, administrator, voss, form, said):
        close_account(person=a_person("closed@test.example"), by=None)
        assert said in self.add(client, **form)
        assert not User.objects.filter(email="ola@test.example").exists()


class TestPerson:
    @pytest.fixture
    def ola(self, voss):
        return a_person("ola@test.example", "Ola Leder", role="leader", unit=voss)

    def test_a_role_is_given(self, client, administrator, ola, voss):
        text = posted(client, f"/people/{ola.pk}/roles/", role="employee", unit="1235")
        assert "Rollen er gitt." in text
        assert "Medarbeider, NAV Voss" in text

    def test_a_role_that_is_refused_is_told_at_its_field(self, client, administrator, ola):
        text = posted(client, f"/people/{ola.pk}/roles/", role="county", unit="1235")
        assert "Den gjelder ved: fylke." in text
        assert 'aria-invalid="true"' in text

    def test_an_unknown_unit_is_told_at_its_field(self, client, administrator, ola):
        assert "Ingen enhet har koden 9." in posted(client, f"/people/{ola.pk}/roles/", role="leader", unit="9")

    def test_a_role_is_taken_away(self, client, administrator, ola):
        role = roles_of(ola)[0]
        text = posted(client, f"/people/{ola.pk}/roles/{role.id}/remove/")
        assert "Rollen er tatt bort." in text
        assert "Ingen roller: personen kan bare lese." in text

    def test_a_role_that_was_taken_away_by_mistake_stands_ready_to_be_given_again(self, client, administrator, ola):
        role = roles_of(ola)[0]
        text = posted(client, f"/people/{ola.pk}/roles/{role.id}/remove/")
        assert "Var det feil, velger du «Gi rollen»." in text
        given = re.search(r'<option value="(\w+)" selected', text)[1], re.search(r'name="unit" value="(\w+)"', text)[1]
        assert given == (role.name, role.unit_code)
        assert "Rollen er gitt." in posted(client, f"/people/{ola.pk}/roles/", role=given[0], unit=given[1])
        assert [(again.name, again.unit_code) for again in roles_of(User.objects.get(pk=ola.pk))] == [given]

    @pytest.mark.parametrize("again", ["x", "0", "99999999999999999999"])
    def test_an_address_that_names_no_role_of_the_person_offers_none(self, client, administrator, ola, again):
        assert 'name="unit" value=' not in page(client, f"/people/{ola.pk}/", again=again)

    def test_a_role_of_another_person_is_not_found(self, client, administrator, ola):
        other = roles_of(administrator)[0]
        assert client.post(f"/people/{ola.pk}/roles/{other.id}/remove/").status_code == 404
        assert roles_of(User.objects.get(pk=administrator.pk))

    def test_the_last_administrator_is_told_what_to_do_first(self, client, administrator):
        role = roles_of(administrator)[0]
        text = posted(client, f"/people/{administrator.pk}/roles/{role.id}/remove/")
        assert "Gi rollen til en annen først." in text
        assert roles_of(User.objects.get(pk=administrator.pk))

    def test_an_account_is_closed_and_opened(self, client, administrator, ola):
        text = posted(client, f"/people/{ola.pk}/close/")
        assert "Kontoen er stengt." in text
        assert "Gi rollen" not in text
        text = posted(client, f"/people/{ola.pk}/reopen/")
        assert "Kontoen er åpen igjen." in text
        assert "Leder, NAV Voss" in text

    def test_a_link_is_shown_once_with_its_end(self, client, administrator, ola):
        text = posted(client, f"/people/{ola.pk}/link/")
        (path,) = re.findall(r'<code class="link">http://testserver(.*?)</code>', text)
        assert "Den virker én gang, til " in text
        assert "set-password" not in page(client, f"/people/{ola.pk}/")
        client.logout()
        assert "For Ola Leder" in page(client, path)

    def test_a_closed_account_gets_no_link(self, client, administrator, ola):
        close_account(person=ola, by=None)
        text = posted(client, f"/people/{ola.pk}/link/")
        assert "Åpne den igjen først." in text
        assert "set-password" not in text

    def test_what_happened_to_the_account_is_told_in_words(self, client, administrator, ola):
        posted(client, f"/people/{ola.pk}/roles/", role="employee", unit="1235")
        make_one_time_link(person=ola, by=None)
        text = page(client, f"/people/{ola.pk}/")
        assert re.search(r"Fikk rolle \(medarbeider, 1235\) <span class=.muted.>Adm</span>", text)
        assert re.search(r"Engangslenke laget <span class=.muted.>kommandolinjen</span>", text)

    def test_names_are_not_markup(self, client, administrator):
        person = a_person("x@test.example", "<script>alert(1)</script>")
        assert "<script>alert" not in page(client, f"/people/{person.pk}/") + page(client, "/people/")
