"""When somebody last looked at a unit's month."""

import datetime
from itertools import count

import pytest
from django.utils import timezone

from accounts.models import Look
from accounts.services.looks import note_look
from organisation.months import Month
from tests.builders import a_person, an_office

pytestmark = pytest.mark.django_db
MAY = Month(2018, 5)


@pytest.fixture
def person():
    return a_person()


@pytest.fixture(autouse=True)
def voss():
    return an_office("1235")


visits = count()


def look(person, unit="1235", month=MAY, visit=None):
    """A visit of its own unless said otherwise."""
    return note_look(by=person, unit=unit, month=month, visit=visit or f"visit {next(visits)}")


def test_the_first_time_there_was_none_before(person):
    assert look(person) is None
    (kept,) = Look.objects.all()
    assert (kept.person, kept.unit.code, kept.month) == (person, "1235", MAY)


def test_the_next_time_says_when_that_was_and_is_the_one_kept(person):
    look(person)
    day = timezone.now() - datetime.timedelta(days=3)
    Look.objects.update(looked_at=day)
    assert look(person) == day
    assert Look.objects.get().looked_at > day


def test_each_person_unit_and_month_has_its_own(person):
    an_office("1236")
    look(person)
    assert look(a_person("annen@test.example")) is None
    assert look(person, "1236") is None
    assert look(person, month=MAY - 1) is None
    assert Look.objects.count() == 4


def test_a_code_that_no_unit_has_is_not_kept(person):
    assert look(person, "9999") is None
    assert not Look.objects.exists()


def test_it_takes_one_statement(person, django_assert_num_queries):
    look(person)
    with django_assert_num_queries(1):
        look(person)


def test_asked_again_in_the_visit_it_says_the_same_and_moves_nothing(person):
    look(person)
    before = Look.objects.get().looked_at
    assert look(person, visit="second") == before
    begun = Look.objects.get().looked_at
    assert look(person, visit="second") == before
    assert Look.objects.get().looked_at == begun


def test_the_first_visit_has_none_before_however_often_it_asks(person):
    assert [look(person, visit="first") for _ in range(3)] == [None] * 3


def test_an_hour_later_the_same_visit_is_another(person):
    look(person, visit="first")
    long_ago = timezone.now() - datetime.timedelta(hours=1, seconds=1)
    Look.objects.update(looked_at=long_ago)
    assert look(person, visit="first") == long_ago
