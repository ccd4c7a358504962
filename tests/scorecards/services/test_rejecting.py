"""Putting a delivery aside: it is kept, it changes nothing, and it can't be published any more."""

import pytest
from django.utils import timezone

from audit.models import AuditLine
from scorecards.models import Delivery, DeliveryFile, Finding
from scorecards.services.deliveries import publish_delivery, reject_delivery
from scorecards.versions import figures_version
from tests.builders import a_county, a_person
from tests.scorecards.services.county import Delivering, delivering, everything_that_stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Delivering:
    return delivering()


@pytest.fixture
def delivery(county) -> Delivery:
    """A checked one, with a warning, beside what stands from before."""
    county.publish()
    kept: Delivery | None = county.receive(("1201", "ANDEL", "20", "40")).delivery
    assert kept is not None
    return kept


def state_of(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


class TestACheckedDelivery:
    def test_is_rejected(self, county, delivery):
        outcome = reject_delivery(delivery=delivery, by=county.staff)
        assert not outcome.refused
        assert (outcome.delivery, state_of(delivery)) == (delivery, "rejected")

    def test_keeps_its_file_and_its_findings(self, county, delivery):
        content, found = bytes(delivery.file.content), list(Finding.objects.filter(delivery=delivery).values_list())
        reject_delivery(delivery=delivery, by=county.staff)
        assert bytes(DeliveryFile.objects.get(delivery=delivery).content) == content
        assert list(Finding.objects.filter(delivery=delivery).values_list()) == found != []

    def test_leaves_what_stands(self, county, delivery):
        stood, version = everything_that_stands(), figures_version()
        reject_delivery(delivery=delivery, by=county.staff)
        assert everything_that_stands() == stood
        assert figures_version() == version

    def test_the_log_says_who_put_it_aside(self, county, delivery):
        reject_delivery(delivery=delivery, by=county.staff)
        line = AuditLine.objects.get(verb="rejected delivery")
        assert (line.actor, line.subject) == (county.staff, str(delivery))

    def test_the_command_line_may_do_it_too(self, delivery):
        assert not reject_delivery(delivery=delivery, by=None).refused
        assert AuditLine.objects.get(verb="rejected delivery").source == "command line"

    def test_is_not_published_afterwards(self, county, delivery):
        reject_delivery(delivery=delivery, by=county.staff)
        outcome = publish_delivery(delivery=delivery, by=county.staff)
        assert outcome.refused
        assert (state_of(delivery), county.value("1201")) == ("rejected", 0.75)

    def test_its_file_may_be_delivered_again(self, county, delivery):
        reject_delivery(delivery=delivery, by=county.staff)
        again = county.publish(("1201", "ANDEL", "20", "40"))
        assert not again.unchanged_file
        assert (again.delivery.changed, county.value("1201")) == (1, 0.5)


class TestOtherStates:
    def test_one_that_was_received_and_no_more_is_rejected(self, county, delivery):
        Delivery.objects.filter(pk=delivery.pk).update(state="received")  # as after a machine that stopped
        assert not reject_delivery(delivery=delivery, by=county.staff).refused
        assert state_of(delivery) == "rejected"

    def test_one_that_was_received_and_no_more_is_published(self, county, delivery):
        Delivery.objects.filter(pk=delivery.pk).update(state="received")
        assert not publish_delivery(delivery=delivery, by=county.staff).refused
        assert county.value("1201") == 0.5

    def test_twice_is_once(self, county, delivery):
        reject_delivery(delivery=delivery, by=county.staff)
        assert not reject_delivery(delivery=delivery, by=county.staff).refused
        assert state_of(delivery) == "rejected"

    def test_a_published_one_is_not_put_aside(self, county, delivery):
        publish_delivery(delivery=delivery, by=county.staff)
        outcome = reject_delivery(delivery=delivery, by=county.staff)
        assert [found.code for found in outcome.findings] == ["not_permitted"]
        assert "publisert" in outcome.findings[0].message
        assert (state_of(delivery), county.value("1201")) == ("published", 0.5)

    def test_nor_one_that_was_withdrawn(self, county, delivery):
        publish_delivery(delivery=delivery, by=county.staff)
        Delivery.objects.filter(pk=delivery.pk).update(
            state="withdrawn", withdrawn_at=timezone.now(), withdrawn_reason="Feil fil"
        )
        assert "trukket tilbake" in reject_delivery(delivery=delivery, by=county.staff).findings[0].message
        assert publish_delivery(delivery=delivery, by=county.staff).refused

    def test_what_another_person_did_meanwhile_counts_and_not_what_was_read_before(self, county, delivery):
        publish_delivery(delivery=Delivery.objects.get(pk=delivery.pk), by=county.staff)
        assert delivery.state == "checked"  # as the page that has the button knows it
        assert reject_delivery(delivery=delivery, by=county.staff).refused


class TestWhoMay:
    @pytest.mark.parametrize("role", ["leader", "employee"])
    def test_nobody_from_an_office(self, county, delivery, role):
        outcome = reject_delivery(delivery=delivery, by=a_person(role=role, unit=county.offices["1201"]))
        assert [found.code for found in outcome.findings] == ["not_permitted"]
        assert county.package.name in outcome.findings[0].message
        assert state_of(delivery) == "checked"

    def test_not_the_staff_of_another_county(self, delivery):
        assert reject_delivery(delivery=delivery, by=a_person(role="county", unit=a_county("1400"))).refused
        assert state_of(delivery) == "checked"

    def test_not_somebody_whose_account_is_closed(self, county, delivery):
        county.staff.closed_at = timezone.now()
        county.staff.save()
        assert reject_delivery(delivery=delivery, by=county.staff).refused

    @pytest.mark.parametrize("role", ["directorate", "administrator"])
    def test_those_of_the_whole_country(self, delivery, role):
        assert not reject_delivery(delivery=delivery, by=a_person(role=role)).refused
