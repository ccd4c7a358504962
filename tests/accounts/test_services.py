"""People are added, given roles, closed and opened; each write is logged with who did it."""

import datetime

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import ApiToken, Role, User
from accounts.permissions import roles_of
from accounts.refusals import Refused
from accounts.services import (
    add_person,
    choose_language,
    close_account,
    give_role,
    issue_token,
    make_one_time_link,
    person_of_link,
    remove_role,
    reopen_account,
    revoke_token,
    set_password,
)
from accounts.tokens import digest, user_of_token
from audit.models import AuditLine
from tests.builders import a_country, a_county, a_person, a_region, a_special_unit, an_office

pytestmark = pytest.mark.django_db
PASSWORD = "korrekt-hest-1"


def authenticated(email: str, password: str) -> User | None:
    """Who logs in with that; attempts are counted by request."""
    return authenticate(RequestFactory().post("/login/"), email=email, password=password)


@pytest.fixture
def administrator():
    return a_person("admin@test.example", "Adm", role="administrator", unit=a_country())


def refusal(write, **arguments) -> str:
    """The code of the finding that a write is refused with; it names a remedy."""
    with pytest.raises(Refused) as refused:
        write(**arguments)
    assert refused.value.found.severity == "E"
    assert refused.value.found.message.endswith(".")
    return refused.value.found.code


def logged(person: User | None = None) -> list[tuple[str, str]]:
    lines = AuditLine.objects.filter(subject=f"person {person.email}") if person else AuditLine.objects.all()
    return [(line.verb, line.detail) for line in lines.order_by("pk")]


class TestAddPerson:
    def test_a_new_person_has_the_role_and_no_password(self, administrator):
        office = an_office("1235")
        person = add_person(email="ola@test.example", name="Ola", role="leader", unit=office, by=administrator)
        assert [(role.name, role.unit_code) for role in roles_of(person)] == [("leader", "1235")]
        assert not person.has_usable_password()
        assert logged(person) == [("added person", "Ola"), ("gave role", "leader at 1235")]
        assert set(AuditLine.objects.values_list("actor__email", flat=True)) == {"admin@test.example"}

    def test_with_a_password_the_person_can_log_in(self):
        office = an_office()
        add_person(email="ola@test.example", name="Ola", role="leader", unit=office, password=PASSWORD, by=None)
        assert authenticated(email="ola@test.example", password=PASSWORD)

    def test_a_repeat_changes_nothing(self):
        office = an_office()
        facts = {"email": "ola@test.example", "name": "Ola", "role": "leader", "unit": office, "password": PASSWORD}
        person = add_person(**facts, by=None)
        before = logged()
        again = add_person(**facts, by=None)
        assert (again.pk, again.password) == (person.pk, person.password)
        assert logged() == before

    def test_further_roles_add_up(self):
        office, county = an_office("1235"), a_county("1200")
        add_person(email="ola@test.example", name="Ola", role="leader", unit=office, by=None)
        person = add_person(email="ola@test.example", name="Ola", role="county", unit=county, by=None)
        assert {role.name for role in roles_of(person)} == {"leader", "county"}

    def test_an_email_is_one_person_in_any_case(self):
        office = an_office()
        person = add_person(email="Ola@Test.example", name="Ola", role="leader", unit=office, by=None)
        again = add_person(email=" ola@test.example ", name="Ola", role="employee", unit=office, by=None)
        assert again.pk == person.pk
        assert again.email == "Ola@Test.example"

    def test_a_new_name_is_taken_over_and_logged(self):
        office = an_office()
        add_person(email="ola@test.example", name="Ola", role="leader", unit=office, by=None)
        person = add_person(email="ola@test.example", name="Ola Nordmann", role="leader", unit=office, by=None)
        assert person.name == "Ola Nordmann"
        assert ("renamed person", "Ola → Ola Nordmann") in logged(person)

    def test_another_password_replaces_the_first(self):
        facts = {"email": "ola@test.example", "name": "Ola", "role": "leader", "unit": an_office()}
        add_person(**facts, password=PASSWORD, by=None)
        add_person(**facts, password="noe-helt-annet-2", by=None)
        assert not authenticated(email="ola@test.example", password=PASSWORD)
        assert authenticated(email="ola@test.example", password="noe-helt-annet-2")

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"email": "ola"}, "invalid_email"),
            ({"name": "  "}, "missing_name"),
            ({"role": "boss"}, "unknown_role"),
            ({"unit": None}, "missing_unit"),
            ({"password": "kort"}, "weak_password"),
        ],
    )
    def test_what_is_wrong_is_refused_and_nobody_is_added(self, change, code):
        facts = {"email": "ola@test.example", "name": "Ola", "role": "leader", "unit": an_office(), **change}
        assert refusal(add_person, **facts, by=None) == code
        assert not User.objects.exists()
        assert not AuditLine.objects.exists()

    def test_a_closed_account_is_not_opened_by_it(self):
        person, office = a_person("ola@test.example"), an_office()
        close_account(person=person, by=None)
        facts = {"email": "ola@test.example", "name": "Ola", "role": "leader", "unit": office}
        assert refusal(add_person, **facts, by=None) == "account_closed"


class TestRoles:
    @pytest.mark.parametrize("role", ["directorate", "administrator"])
    def test_roles_of_the_country_need_no_unit_named(self, role):
        country = a_country()
        assert give_role(person=a_person(), role=role, by=None).unit == country

    def test_without_a_country_they_cannot_be_given(self):
        assert refusal(give_role, person=a_person(), role="administrator", by=None) == "missing_unit"

    @pytest.mark.parametrize("place", [an_office, a_special_unit, a_region, a_county])
    @pytest.mark.parametrize("role", ["leader", "employee"])
    def test_leaders_and_employees_are_anywhere_below_the_country(self, place, role):
        assert give_role(person=a_person(), role=role, unit=place(), by=None)

    @pytest.mark.parametrize("place", [an_office, a_special_unit, a_region, a_country])
    def test_county_staff_are_at_counties(self, place):
        assert refusal(give_role, person=a_person(), role="county", unit=place(), by=None) == "role_not_at_unit"
        assert give_role(person=a_person(), role="county", unit=a_county(), by=None)

    @pytest.mark.parametrize("role", ["directorate", "administrator"])
    def test_roles_of_the_country_are_nowhere_else(self, role):
        assert refusal(give_role, person=a_person(), role=role, unit=a_county(), by=None) == "role_not_at_unit"

    def test_the_leader_of_the_country_has_another_role(self):
        assert refusal(give_role, person=a_person(), role="leader", unit=a_country(), by=None) == "role_not_at_unit"

    def test_a_role_is_held_once(self):
        person, office = a_person(), an_office()
        first = give_role(person=person, role="leader", unit=office, by=None)
        assert give_role(person=person, role="leader", unit=office, by=None) == first
        assert len(logged(person)) == 1

    def test_a_role_that_is_taken_away_ends_and_is_not_deleted(self):
        person, office = a_person(), an_office("1235")
        give_role(person=person, role="leader", unit=office, by=None)
        remove_role(person=person, role="leader", unit=office, by=None)
        assert roles_of(person) == ()
        assert Role.objects.get().ended_at is not None
        assert logged(person)[-1] == ("removed role", "leader at 1235")

    def test_a_role_can_be_given_again(self):
        person, office = a_person(), an_office()
        for _ in range(2):
            give_role(person=person, role="leader", unit=office, by=None)
            remove_role(person=person, role="leader", unit=office, by=None)
        assert Role.objects.count() == 2

    def test_a_role_that_is_not_held_cannot_be_taken_away(self):
        assert refusal(remove_role, person=a_person(), role="leader", unit=an_office(), by=None) == "role_not_held"

    def test_a_closed_account_gets_no_role(self):
        person, office = a_person(), an_office()
        close_account(person=person, by=None)
        assert refusal(give_role, person=person, role="leader", unit=office, by=None) == "account_closed"


class TestLastAdministrator:
    """Somebody must be able to manage people; the command line can always make a new one."""

    def test_the_last_one_does_not_give_up_the_role(self, administrator):
        refused = refusal(remove_role, person=administrator, role="administrator", by=administrator)
        assert refused == "last_administrator"
        assert roles_of(administrator)

    def test_the_last_one_is_not_closed(self, administrator):
        assert refusal(close_account, person=administrator, by=administrator) == "last_administrator"

    def test_one_of_two_may_go(self, administrator):
        other = a_person(role="administrator")
        remove_role(person=administrator, role="administrator", by=other)
        assert refusal(close_account, person=other, by=administrator) == "last_administrator"

    def test_a_closed_administrator_does_not_count(self, administrator):
        other = a_person(role="administrator")
        close_account(person=other, by=administrator)
        assert refusal(close_account, person=administrator, by=administrator) == "last_administrator"

    def test_the_command_line_may_do_it(self, administrator):
        close_account(person=administrator, by=None)
        assert administrator.closed_at is not None


class TestAccounts:
    def test_a_closed_account_does_not_log_in(self):
        person = a_person("ola@test.example", password=PASSWORD)
        close_account(person=person, by=None)
        assert authenticated(email="ola@test.example", password=PASSWORD) is None

    def test_a_closed_account_has_no_tokens_left(self):
        person = a_person()
        token, _ = issue_token(person=person, by=None)
        close_account(person=person, by=None)
        reopen_account(person=person, by=None)
        assert user_of_token(token) is None

    def test_closing_twice_is_closing_once(self):
        person = a_person()
        close_account(person=person, by=None)
        closed_at = person.closed_at
        close_account(person=person, by=None)
        assert person.closed_at == closed_at
        assert logged(person) == [("closed account", "")]

    def test_opened_again_it_has_its_roles_and_no_password(self):
        person = a_person(role="leader", unit=an_office(), password=PASSWORD)
        close_account(person=person, by=None)
        reopen_account(person=person, by=None)
        person = User.objects.get(pk=person.pk)
        assert [role.name for role in roles_of(person)] == ["leader"]
        assert not person.has_usable_password()

    def test_opening_an_open_account_does_nothing(self):
        person = a_person()
        reopen_account(person=person, by=None)
        assert logged(person) == []

    def test_a_language_is_kept(self):
        person = a_person()
        choose_language(person=person, language="nn")
        assert User.objects.get().language == "nn"
        assert logged(person) == [("chose language", "nn")]


class TestPasswords:
    def test_a_password_is_set(self):
        person = a_person("ola@test.example")
        set_password(person=person, password=PASSWORD, by=None)
        assert authenticated(email="ola@test.example", password=PASSWORD) == person
        assert logged(person) == [("set password", "")]

    def test_the_log_does_not_hold_it(self):
        set_password(person=a_person(), password=PASSWORD, by=None)
        assert PASSWORD not in str(AuditLine.objects.values_list())

    @pytest.mark.parametrize(
        ("password", "word"),
        [("kort", "minst 8 tegn"), ("password123", "mange bruker"), ("ola@test.example", "ligner")],
    )
    def test_a_weak_one_is_refused_in_words(self, password, word):
        with pytest.raises(Refused) as refused:
            set_password(person=a_person("ola@test.example"), password=password, by=None)
        assert refused.value.found.code == "weak_password"
        assert word in refused.value.found.message

    def test_a_closed_account_gets_none(self):
        person = a_person()
        close_account(person=person, by=None)
        assert refusal(set_password, person=person, password=PASSWORD, by=None) == "account_closed"

    @pytest.mark.parametrize("email", ["ola@test.example", "OLA@TEST.EXAMPLE", "Ola@test.Example"])
    def test_the_case_of_an_email_does_not_count_at_login(self, email):
        person = a_person("Ola@Test.example", password=PASSWORD)
        assert authenticated(email=email, password=PASSWORD) == person


class TestOneTimeLinks:
    def test_a_link_leads_to_its_person(self):
        person = a_person()
        link = make_one_time_link(person=person, by=None)
        assert person_of_link(link.uid, link.token) == person
        assert link.expires_at > timezone.now() + datetime.timedelta(days=2)
        assert logged(person) == [("made one-time link", "")]

    def test_a_link_works_once(self):
        person = a_person()
        link = make_one_time_link(person=person, by=None)
        set_password(person=person, password=PASSWORD, by=person)
        assert person_of_link(link.uid, link.token) is None

    def test_a_link_ends_with_time(self, settings):
        link = make_one_time_link(person=a_person(), by=None)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert person_of_link(link.uid, link.token) is None

    def test_a_link_of_a_closed_account_leads_nowhere(self):
        person = a_person()
        link = make_one_time_link(person=person, by=None)
        close_account(person=person, by=None)
        assert person_of_link(link.uid, link.token) is None
        assert refusal(make_one_time_link, person=person, by=None) == "account_closed"

    def test_one_persons_token_does_not_open_anothers_account(self):
        link = make_one_time_link(person=a_person(), by=None)
        other = make_one_time_link(person=a_person(), by=None)
        assert person_of_link(other.uid, link.token) is None

    @pytest.mark.parametrize("uid", ["", "x", "MTIz", "æøå", "//"])
    def test_nonsense_leads_nowhere(self, uid):
        assert person_of_link(uid, "x-y") is None


class TestTokens:
    def test_a_token_leads_to_its_person(self):
        person = a_person()
        token, kept = issue_token(person=person, by=None)
        assert user_of_token(token) == person
        assert kept.digest == digest(token)
        assert logged(person) == [("issued token", f"token {kept.pk}, 90 days")]

    def test_the_token_itself_is_not_kept(self):
        token, _ = issue_token(person=a_person(), by=None)
        assert token not in str(ApiToken.objects.values_list())
        assert token not in str(AuditLine.objects.values_list())

    def test_two_tokens_differ_and_both_work(self):
        person = a_person()
        tokens = {issue_token(person=person, by=None)[0] for _ in range(2)}
        assert {user_of_token(token) for token in tokens} == {person}
        assert len(tokens) == 2

    def test_a_token_can_be_told_from_other_text(self):
        assert issue_token(person=a_person(), by=None)[0].startswith("mrs_")

    @pytest.mark.parametrize("token", ["", "mrs_", "x", "æøå"])
    def test_any_other_text_leads_nowhere(self, token):
        issue_token(person=a_person(), by=None)
        assert user_of_token(token) is None

    def test_a_token_ends_with_time(self):
        token, kept = issue_token(person=a_person(), days=1, by=None)
        ApiToken.objects.filter(pk=kept.pk).update(expires_at=timezone.now())
        assert user_of_token(token) is None

    def test_a_token_works_as_long_as_asked(self):
        _, kept = issue_token(person=a_person(), days=7, by=None)
        assert (kept.expires_at - kept.created_at).days == 7 or (kept.expires_at - kept.created_at).days == 6

    def test_a_token_works_for_a_day_at_least(self):
        assert refusal(issue_token, person=a_person(), days=0, by=None) == "too_short"

    def test_a_revoked_token_leads_nowhere_and_is_not_deleted(self):
        person = a_person()
        token, kept = issue_token(person=person, by=None)
        revoke_token(token=kept, by=person)
        revoke_token(token=kept, by=person)
        assert user_of_token(token) is None
        assert ApiToken.objects.exists()
        assert [verb for verb, _ in logged(person)] == ["issued token", "revoked token"]

    def test_a_token_of_a_closed_account_leads_nowhere(self):
        person = a_person()
        token, _ = issue_token(person=person, by=None)
        User.objects.update(closed_at=timezone.now())
        assert user_of_token(token) is None

    def test_a_closed_account_gets_none(self):
        person = a_person()
        close_account(person=person, by=None)
        assert refusal(issue_token, person=person, by=None) == "account_closed"

    def test_finding_its_person_takes_one_query(self, django_assert_num_queries):
        token, _ = issue_token(person=a_person(), by=None)
        with django_assert_num_queries(1):
            assert user_of_token(token).name == "Kari Nordmann"
