"""The number that kept pages are true for."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.permissions import roles_of
from scorecards.models import FiguresVersion
from scorecards.versions import count_up_version, figures_version, figures_version_for
from tests.builders import a_county, a_person, a_role, an_office
from tests.scorecards.two_connections import meanwhile


@pytest.mark.django_db
def test_it_counts_up_from_nothing():
    assert figures_version() == 0
    numbers = []
    for _ in range(3):
        count_up_version()
        numbers.append(figures_version())
    assert numbers == [1, 2, 3]


@pytest.mark.django_db
class TestForAReader:
    def test_it_is_the_same_number_for_everybody_with_or_without_a_role(self):
        readers = [a_person(), a_person(role="county", unit=a_county())]
        assert [figures_version_for(reader) for reader in readers] == [0, 0]
        count_up_version()
        assert [figures_version_for(reader) for reader in readers] == [1, 1]

    def test_the_readers_roles_are_read_in_the_same_query(self, django_assert_num_queries):
        person = a_person(role="county", unit=a_county())
        a_role(person, "leader", an_office())
        with django_assert_num_queries(1):
            figures_version_for(person)
            assert [role.name for role in roles_of(person)] == ["county", "leader"]

    def test_roles_that_are_gone_or_new_are_known_the_next_time(self):
        person = a_person(role="county", unit=a_county())
        figures_version_for(person)
        person.roles.update(ended_at=timezone.now())
        a_role(person, "leader", an_office())
        figures_version_for(person)
        assert [role.name for role in roles_of(person)] == ["leader"]

    def test_who_has_no_role_has_none_afterwards(self, django_assert_num_queries):
        person = a_person()
        a_person(role="county", unit=a_county())
        figures_version_for(person)
        with django_assert_num_queries(0):
            assert roles_of(person) == ()

    def test_a_closed_account_has_no_roles_however_it_was_asked(self):
        person = a_person(role="county", unit=a_county())
        person.closed_at = timezone.now()
        figures_version_for(person)
        assert roles_of(person) == ()


@pytest.mark.django_db
def test_there_is_one_and_no_second():
    count_up_version()
    with pytest.raises(IntegrityError), transaction.atomic():
        FiguresVersion.objects.create(id=2, number=7)
    assert FiguresVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_number_is_seen_with_the_new_figures_and_no_sooner():
    with transaction.atomic():
        count_up_version()
        reader = meanwhile(figures_version)
        assert reader.ends()
        assert reader.answer == 0
        other = meanwhile(count_up_version)
        assert other.waits_for_a_lock()  # two publications never give one number
    assert other.ends()
    assert other.error is None
    assert figures_version() == 2


@pytest.mark.django_db
def test_what_is_taken_back_counts_nothing():
    count_up_version()
    with transaction.atomic():
        count_up_version()
        transaction.set_rollback(True)
    assert figures_version() == 1
