"""Roles that follow when a unit becomes another, and end when that is taken back."""

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.queries import roles_to_follow
from accounts.services.succession import give_roles_of_predecessors, take_back_given_roles
from audit.models import AuditLine
from tests.builders import a_county, a_person, a_role, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    county = a_county("1200")
    return [an_office(code, county=county) for code in ("1235", "1236", "1299")]


def held(person) -> set[tuple[str, str]]:
    return set(person.roles.filter(ended_at=None).values_list("name", "unit__code"))


PAIRS = [("1235", "1299"), ("1236", "1299")]


def test_a_person_gets_the_same_role_at_the_new_unit_beside_the_old(offices):
    leader, employee = a_person(role="leader", unit=offices[0]), a_person(role="employee", unit=offices[1])
    admin = a_person(role="administrator")
    give_roles_of_predecessors(pairs=PAIRS, by=admin)
    assert held(leader) == {("leader", "1235"), ("leader", "1299")}
    assert held(employee) == {("employee", "1236"), ("employee", "1299")}
    assert AuditLine.objects.filter(verb="gave role", actor=admin).count() == 2


def test_whoever_has_it_already_gets_it_once(offices):
    leader = a_person(role="leader", unit=offices[0])
    a_role(leader, "leader", offices[1])
    a_role(leader, "leader", offices[2])
    assert roles_to_follow(PAIRS) == []
    assert give_roles_of_predecessors(pairs=PAIRS, by=None) == []


def test_a_leader_of_both_gets_one_role(offices):
    leader = a_person(role="leader", unit=offices[0])
    a_role(leader, "leader", offices[1])
    give_roles_of_predecessors(pairs=PAIRS, by=None)
    assert Role.objects.filter(user=leader, unit=offices[2]).count() == 1


def test_closed_accounts_and_ended_roles_do_not_follow(offices):
    closed = a_person(role="leader", unit=offices[0])
    closed.closed_at = timezone.now()
    closed.save()
    former = a_person(role="leader", unit=offices[0])
    former.roles.update(ended_at=timezone.now())
    assert roles_to_follow(PAIRS) == []


def test_given_roles_end_when_they_are_taken_back(offices):
    leader, other = a_person(role="leader", unit=offices[0]), a_person(role="leader", unit=offices[2])
    since = timezone.now()
    give_roles_of_predecessors(pairs=PAIRS, by=None)
    appointed = a_person(role="employee", unit=offices[2])
    take_back_given_roles(pairs=PAIRS, since=since, by=None)
    assert held(leader) == {("leader", "1235")}
    assert held(other) == {("leader", "1299")}  # held before
    assert held(appointed) == {("employee", "1299")}  # not by the change


def test_it_takes_as_many_queries_for_many_people_as_for_one(offices, django_assert_num_queries):
    for _ in range(5):
        a_person(role="leader", unit=offices[0])
    with django_assert_num_queries(1):
        assert len(roles_to_follow(PAIRS)) == 5
