"""A kept delivery looked at once more: rechecked, made preliminary or final, handed in again after a withdrawal."""

import pytest

from audit.models import AuditLine
from organisation.months import Month
from scorecards.models import Delivery, Result
from scorecards.services.deliveries import publish_delivery, reject_delivery
from scorecards.services.rechecking import change_preliminary, deliver_again, recheck_delivery
from scorecards.services.withdrawing import withdraw_delivery
from tests.builders import a_county, a_person, an_office
from tests.scorecards.services.county import FIGURES, MAY, Delivering, delivering

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Delivering:
    return delivering()


def received(county: Delivering, *lines, **more) -> Delivery:
    delivery = county.receive(*lines, **more).delivery
    assert delivery is not None
    return delivery


def now(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


class TestRechecking:
    def test_a_file_is_publishable_when_the_organisation_was_mended(self, county):
        delivery = received(county, *FIGURES, ("1204", "ANDEL", "1", "2"))
        assert delivery.state == "rejected"
        an_office("1204", county=county.county)
        outcome = recheck_delivery(delivery=delivery, by=county.staff)
        assert not outcome.refused
        assert (now(delivery).state, now(delivery).added) == ("checked", 4)

    def test_one_that_was_put_aside_can_be_taken_up_again(self, county):
        delivery = received(county)
        reject_delivery(delivery=delivery, by=county.staff)
        recheck_delivery(delivery=delivery, by=county.staff)
        assert not publish_delivery(delivery=delivery, by=county.staff).refused
        assert county.value("1201") == 0.75

    def test_what_is_wrong_still_is_found_still(self, county):
        delivery = received(county, *FIGURES, ("9999", "ANDEL", "1", "2"))
        outcome = recheck_delivery(delivery=delivery, by=county.staff)
        assert [found.code for found in outcome.findings if found.severity == "E"] == ["unknown_unit"]
        assert now(delivery).state == "rejected"

    def test_it_counts_against_what_stands_now(self, county):
        delivery = received(county)
        county.publish(("1201", "ANDEL", "1", "40"))
        recheck_delivery(delivery=delivery, by=county.staff)
        assert (now(delivery).added, now(delivery).changed) == (2, 1)

    def test_it_publishes_nothing(self, county):
        recheck_delivery(delivery=received(county), by=county.staff)
        assert not Result.objects.exists()

    def test_the_log_says_who_asked(self, county):
        delivery = received(county)
        recheck_delivery(delivery=delivery, by=county.staff)
        line = AuditLine.objects.get(verb="rechecked delivery")
        assert (line.actor, line.subject) == (county.staff, str(delivery))

    @pytest.mark.parametrize("state", ["published", "withdrawn"])
    def test_what_was_published_is_not_checked_again(self, county, state):
        delivery = county.publish().delivery
        if state == "withdrawn":
            withdraw_delivery(delivery=delivery, reason="Feil fil", by=county.staff)
        outcome = recheck_delivery(delivery=delivery, by=county.staff)
        assert [found.code for found in outcome.findings] == ["not_permitted"]
        assert now(delivery).state == state

    def test_another_county_may_not(self, county):
        stranger = a_person(role="county", unit=a_county("1400"))
        delivery = received(county)
        assert recheck_delivery(delivery=delivery, by=stranger).refused
        assert change_preliminary(delivery=delivery, preliminary=True, by=stranger).refused

    def test_the_command_line_may(self, county):
        assert not recheck_delivery(delivery=received(county), by=None).refused


class TestPreliminaryOrFinal:
    def test_a_delivery_can_be_made_preliminary_before_it_is_published(self, county):
        delivery = received(county)
        change_preliminary(delivery=delivery, preliminary=True, by=county.staff)
        assert now(delivery).preliminary
        publish_delivery(delivery=delivery, by=county.staff)
        assert Result.objects.filter(preliminary=True).count() == 3

    def test_and_final_again(self, county):
        delivery = received(county, preliminary=True)
        change_preliminary(delivery=delivery, preliminary=False, by=county.staff)
        publish_delivery(delivery=delivery, by=county.staff)
        assert not Result.objects.filter(preliminary=True).exists()

    def test_it_is_held_anew_against_what_stands(self, county):
        county.publish()
        delivery = received(county, ("1201", "ANDEL", "20", "40"))
        assert delivery.changed == 1
        change_preliminary(delivery=delivery, preliminary=True, by=county.staff)  # takes no final figure's place
        assert (now(delivery).changed, now(delivery).unchanged) == (0, 1)

    def test_the_log_has_what_it_was_and_became(self, county):
        delivery = received(county)
        change_preliminary(delivery=delivery, preliminary=True, by=county.staff)
        line = AuditLine.objects.get(verb="changed delivery")
        assert [(each.field, each.before, each.after) for each in line.changes.all()] == [("preliminary", "no", "yes")]

    def test_what_was_published_stays_what_it_is(self, county):
        delivery = county.publish().delivery
        assert change_preliminary(delivery=delivery, preliminary=True, by=county.staff).refused
        assert not now(delivery).preliminary


class TestDeliveringAgain:
    def withdrawn(self, county, *lines, **more) -> Delivery:
        delivery: Delivery | None = county.publish(*lines, **more).delivery
        assert delivery is not None
        withdraw_delivery(delivery=delivery, reason="Feil fil", by=county.staff)
        return delivery

    def test_it_is_a_delivery_of_its_own_that_can_be_published(self, county):
        first = self.withdrawn(county)
        outcome = deliver_again(delivery=first, by=county.staff)
        assert outcome.delivery is not None
        assert outcome.delivery.pk != first.pk
        assert (outcome.delivery.state, now(first).state) == ("checked", "withdrawn")
        publish_delivery(delivery=outcome.delivery, by=county.staff)
        assert county.value("1201") == 0.75

    def test_it_has_the_same_file_month_and_kind(self, county):
        first = self.withdrawn(county, month=Month(2018, 4), preliminary=True, file_name="april.csv")
        again = deliver_again(delivery=first, by=county.staff).delivery
        assert again is not None
        assert (again.month, again.file_name, again.preliminary, again.sha256) == (
            Month(2018, 4), "april.csv", True, first.sha256,
        )  # fmt: skip

    def test_only_what_was_withdrawn(self, county):
        delivery = county.publish(month=MAY).delivery
        assert deliver_again(delivery=delivery, by=county.staff).refused
        assert Delivery.objects.count() == 1

    def test_another_county_may_not(self, county):
        stranger = a_person(role="county", unit=a_county("1400"))
        assert deliver_again(delivery=self.withdrawn(county), by=stranger).refused
