"""Who there is, where a person belongs, and what happened to an account."""

import pytest
from django.db import IntegrityError

from accounts.account_log import account_log
from accounts.models import ApiToken, Role, User
from accounts.queries import home_of, people_with, person_by_email, those_who_may, with_roles
from accounts.services import (
    add_person,
    choose_language,
    issue_token,
    remove_role,
    revoke_token,
    set_password,
)
from audit.services import record
from tests.builders import a_country, a_county, a_person, a_region, a_role, a_special_unit, an_office

pytestmark = pytest.mark.django_db


class TestPersons:
    @pytest.mark.parametrize("email", ["ola@test.example", "OLA@TEST.EXAMPLE", " Ola@test.example "])
    def test_a_person_is_found_by_email_in_any_case(self, email):
        person = a_person("Ola@test.example")
        assert person_by_email(email) == person

    def test_nobody_is_found_by_half_an_email(self):
        a_person("ola@test.example")
        assert person_by_email("ola@test") is None

    def test_a_natural_key_is_an_email_in_any_case(self):
        person = a_person("Ola@test.example")
        assert User.objects.get_by_natural_key("ola@TEST.example") == person

    def test_an_email_is_one_person_in_the_database_too(self):
        a_person("ola@test.example")
        with pytest.raises(IntegrityError, match="an_email_belongs_to_one_person_in_any_case"):
            a_person("OLA@test.example")

    def test_a_role_is_held_once_in_the_database_too(self):
        person, office = a_person(), an_office()
        a_role(person, "leader", office)
        with pytest.raises(IntegrityError, match="a_role_is_held_once"):
            a_role(person, "leader", office)

    def test_people_with_roles_take_one_query(self, django_assert_num_queries):
        people = [a_person(role="leader", unit=an_office()) for _ in range(3)]
        with django_assert_num_queries(1):
            lines = with_roles(people)
        assert [line.id for line in lines] == [person.pk for person in people]

    def test_whose_role_it_is_at_a_unit_takes_one_query(self, django_assert_num_queries):
        county, other = a_county(), a_county()
        asa, ola = (a_person(name=name, role="county", unit=county) for name in ("Åsa", "Ola"))
        closed = a_person(role="county", unit=county)
        User.objects.filter(pk=closed.pk).update(closed_at="2018-01-01T00:00Z")
        a_person(role="leader", unit=county)
        a_person(role="county", unit=other)
        Role.objects.filter(user=a_person(role="county", unit=county)).update(ended_at="2018-01-01T00:00Z")
        wanted = [(county.pk, "county"), (other.pk, "leader")]
        with django_assert_num_queries(1):
            assert people_with(wanted) == {wanted[0]: [ola, asa], wanted[1]: []}

    def test_a_role_has_its_units_latest_name(self):
        office = an_office("1235", "NAV Voss", until="2018-01-01")
        office.placements.create(name="NAV Voss herad", valid_from="2018-01-01")
        ((role,),) = (line.roles for line in with_roles([a_person(role="leader", unit=office)]))
        assert (role.unit_name, role.label) == ("NAV Voss herad", "leder")

    def test_a_unit_that_never_had_a_name_goes_by_its_code(self):
        office = an_office("1235")
        office.placements.all().delete()
        assert home_of(a_person(role="leader", unit=office)).unit_name == "1235"


class TestHome:
    def test_without_a_role_there_is_none(self):
        assert home_of(a_person()) is None

    def test_a_person_belongs_at_the_narrowest_unit(self):
        person = a_person(role="directorate", unit=a_country())
        for unit in (a_county(), a_region(), a_special_unit(), an_office()):
            a_role(person, "leader", unit)
            assert home_of(person).unit_code == unit.code

    def test_of_two_offices_the_first_role_counts(self):
        first, second = an_office("2"), an_office("1")
        person = a_person(role="leader", unit=first)
        a_role(person, "leader", second)
        assert home_of(person).unit_code == "2"

    def test_a_role_that_has_ended_does_not_count(self):
        office = an_office()
        person = a_person(role="leader", unit=office)
        remove_role(person=person, role="leader", unit=office, by=None)
        assert home_of(person) is None

    def test_it_takes_one_query(self, django_assert_num_queries):
        person = a_person(role="leader", unit=an_office())
        with django_assert_num_queries(1):
            home_of(person)


class TestAccountLog:
    def told(self, person) -> list[tuple[str, str, str]]:
        return [(line.said, line.detail, line.who) for line in reversed(account_log(person))]

    def test_what_happened_is_told_in_words(self):
        office = an_office("1235")
        person = add_person(email="ola@test.example", name="Ola", role="leader", unit=office, by=None)
        adm = a_person(name="Adm")
        add_person(email="ola@test.example", name="Ola Leder", role="leader", unit=office, by=adm)
        set_password(person=person, password="korrekt-hest-1", by=person)
        choose_language(person=person, language="nn")
        _, token = issue_token(person=person, by=adm)
        revoke_token(token=token, by=adm)
        remove_role(person=person, role="leader", unit=office, by=adm)
        assert self.told(person) == [
            ("Lagt til", "", "kommandolinjen"),
            ("Fikk rolle", "leder, 1235", "kommandolinjen"),
            ("Nytt navn", "Ola → Ola Leder", "Adm"),
            ("Nytt passord", "", "Ola Leder"),
            ("Valgte språk", "Nynorsk", "Ola Leder"),
            ("Token laget", "", "Adm"),
            ("Token trukket tilbake", "", "Adm"),
            ("Mistet rolle", "leder, 1235", "Adm"),
        ]

    def test_only_this_persons_lines_are_told(self):
        one, other = a_person(), a_person()
        set_password(person=other, password="korrekt-hest-1", by=None)
        assert account_log(one) == []

    def test_a_verb_without_words_is_told_as_it_is(self):
        person = a_person()
        record(by=None, verb="merged person", subject=f"person {person.email}", source="seed_demo")
        assert self.told(person) == [("merged person", "", "seed_demo")]


class TestModels:
    def test_things_print_as_what_they_are(self):
        office = an_office("1235")
        person = a_person("ola@test.example", role="leader", unit=office)
        _, token = issue_token(person=person, by=None)
        assert str(person) == "ola@test.example"
        assert str(Role.objects.get()) == f"{person.pk} leader {office.pk}"
        assert str(ApiToken.objects.get()) == f"token {token.pk} of {person.pk}"

    @pytest.mark.parametrize("language", ["xx", "no"])
    def test_a_language_is_one_of_those_there_are(self, language):
        with pytest.raises(IntegrityError, match="user_language_is_known"):
            a_person(language=language)

    def test_a_role_has_one_of_the_names_there_are(self):
        with pytest.raises(IntegrityError, match="role_name_is_known"):
            a_role(a_person(), "boss", an_office())


class TestThoseWhoMay:
    def test_each_unit_has_its_own_people_with_the_role_that_lets_them(self):
        county, office = a_county(), an_office()
        staff, leader = a_person(role="county", unit=county), a_person(role="leader", unit=office)
        found = those_who_may("set_local_goals", [county.pk, office.pk])
        assert found == {county.pk: [(staff, "county")], office.pk: [(leader, "leader")]}

    def test_a_role_that_does_not_let_them_is_not_enough(self):
        office = an_office()
        a_person(role="leader", unit=office)
        a_person(role="employee", unit=office)
        assert those_who_may("edit_catalogue", [office.pk]) == {office.pk: []}

    def test_they_stand_in_the_order_of_roles_and_then_by_the_norwegian_alphabet(self):
        county = a_county()
        for name, role in (("Åse", "county"), ("Anna", "administrator"), ("Ola", "county"), ("Dag", "directorate")):
            a_person(name=name, role=role, unit=county)
        (people,) = those_who_may("edit_catalogue", [county.pk]).values()
        assert [person.name for person, _ in people] == ["Ola", "Åse", "Dag", "Anna"]

    def test_one_with_two_such_roles_is_there_once_with_the_first(self):
        county = a_county()
        person = a_person(role="administrator", unit=county)
        a_role(person, "county", county)
        assert those_who_may("edit_catalogue", [county.pk]) == {county.pk: [(person, "county")]}

    def test_one_query_for_many_units_and_none_to_ask_about_nothing(self, django_assert_num_queries):
        offices = [an_office().pk for _ in range(20)]
        with django_assert_num_queries(1):
            assert len(those_who_may("write", offices)) == 20
        assert those_who_may("write", []) == {}

    def test_an_unknown_verb_is_refused(self):
        with pytest.raises(KeyError):
            those_who_may("fly", [a_county().pk])
