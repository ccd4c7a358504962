"""The log says who did what to what, and how it came about where nobody is named."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import AuditLine
from audit.queries import lines_about
from audit.services import record
from tests.builders import a_person

pytestmark = pytest.mark.django_db


def test_a_line_names_who_did_it():
    person = a_person("ola@test.example")
    line = record(by=person, verb="published delivery", subject="delivery 12", detail="2018-05")
    assert (line.actor, line.source, line.verb, line.subject, line.detail) == (
        person,
        "",
        "published delivery",
        "delivery 12",
        "2018-05",
    )


def test_a_line_without_a_person_names_its_source():
    assert record(by=None, verb="loaded catalogue", subject="catalogue").source == "command line"
    assert record(by=None, verb="prepared places", subject="2018-05", source="background").source == "background"


def test_a_line_has_an_actor_or_a_source():
    with pytest.raises(IntegrityError, match="audit_line_has_an_actor_or_a_source"):
        AuditLine.objects.create(verb="did something", subject="somewhere")


def test_a_long_subject_is_kept_as_far_as_it_fits_and_is_found_by_the_whole():
    subject = ", ".join(f"units-{number}.csv" for number in range(40))
    record(by=None, verb="loaded organisation", subject=subject)
    assert len(lines_about(subject)) == 1


def test_a_line_prints_when_who_what():
    person = a_person("ola@test.example")
    line = record(by=person, verb="published delivery", subject="delivery 12")
    assert str(line).endswith("ola@test.example: published delivery delivery 12")
    assert "command line: did it" in str(record(by=None, verb="did it", subject="x"))


def test_a_write_that_fails_leaves_no_line():
    @transaction.atomic
    def write_that_fails():
        record(by=None, verb="did something", subject="x")
        AuditLine.objects.create(verb="broke", subject="x")

    with pytest.raises(IntegrityError):
        write_that_fails()
    assert not AuditLine.objects.exists()


def test_somebody_in_the_log_cannot_be_deleted():
    person = a_person()
    record(by=person, verb="did something", subject="x")
    with pytest.raises(IntegrityError, match="protected"):
        person.delete()


class TestReading:
    @pytest.fixture(autouse=True)
    def lines(self):
        for number in range(5):
            record(by=a_person(), verb=f"step {number}", subject=f"delivery {number % 2}")

    def test_lines_about_one_subject_come_newest_first(self):
        assert [line.verb for line in lines_about("delivery 0")] == ["step 4", "step 2", "step 0"]
        assert [line.verb for line in lines_about("delivery 0", 1)] == ["step 4"]

    def test_nothing_is_said_of_what_nothing_happened_to(self):
        assert lines_about("delivery") == []

    def test_reading_with_names_takes_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert all(line.actor.name for line in lines_about("delivery 0"))
